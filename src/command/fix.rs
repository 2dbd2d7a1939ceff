//! `rolebook check --fix`: makes the edits that are sure, and leaves the rest to the author.
//!
//! It only ever replaces bytes that a diagnostic points at, so comments and layout stay; a file that could not be parsed,
//! or that would have more errors afterwards, is not written.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::check::Check;
use super::root::refuse_root;
use super::save::{self, Layout};
use super::site::Selection;
use crate::analysis::{Stopwatch, analyze};
use crate::diagnostic::{Edit, Report, Severity};
use crate::error::Error;
use crate::parse::parse;
use crate::publish::Interrupt;
use crate::source::{Area, SourceFile, Sources, read, read_plain};

/// How often the site is looked at again: an edit can bring to light what another mistake hid.
const ROUNDS: usize = 5;

/// Mends what can be mended beyond doubt, in the files of a selection if there is one. Gives how many places were mended in
/// which file.
pub fn fix(
    wanted: &Check,
    only: Option<&Selection>,
    interrupt: &Interrupt,
) -> Result<BTreeMap<Arc<str>, usize>, Error> {
    refuse_root(&wanted.root)?;
    let mut mended: BTreeMap<Arc<str>, usize> = BTreeMap::new();
    for _ in 0..ROUNDS {
        let (sources, found) = read(&wanted.root);
        let report = analyze(&sources, found, &wanted.link, None, &mut Stopwatch::start()).report;
        let mut written = 0;
        for (file, edits) in by_file(&report) {
            interrupt.check()?;
            if only.is_some_and(|only| !only.includes(&file)) {
                continue;
            }
            let Some(after) = edited(&sources, &file, &edits) else { continue };
            let path = wanted.root.join(&*file);
            let Some(before) = read_plain(&path, Area::Content.largest(&file))? else { continue };
            let text = sources.text(&file).unwrap_or_default();
            // A file that changed since it was read, or mixes its line ends, is left to its author.
            let Some(layout) = Layout::of(&before, text) else { continue };
            save::replace(&wanted.root, &file, &before, &layout.bytes(&after))?;
            *mended.entry(file).or_default() += edits.len();
            written += 1;
        }
        if written == 0 {
            break;
        }
    }
    Ok(mended)
}

/// The edits that are sure, by file, in order, none over another.
fn by_file(report: &Report) -> BTreeMap<Arc<str>, Vec<&Edit>> {
    let mut files: BTreeMap<Arc<str>, Vec<&Edit>> = BTreeMap::new();
    for edit in report.diagnostics().iter().filter_map(|diagnostic| diagnostic.edit.as_ref()) {
        if edit.machine_applicable && edit.place.file.starts_with("content/") {
            files.entry(Arc::clone(&edit.place.file)).or_default().push(edit);
        }
    }
    for edits in files.values_mut() {
        edits.sort_by_key(|edit| (edit.place.span, &edit.replacement));
        edits.dedup();
        // Of two that overlap, the other is found again in the next round.
        let mut end = 0;
        edits.retain(|edit| {
            let free = edit.place.span.start >= end;
            if free {
                end = edit.place.span.end;
            }
            free
        });
    }
    files
}

/// The text of a file with its edits made; `None` when that would not make it better.
fn edited(sources: &Sources, file: &Arc<str>, edits: &[&Edit]) -> Option<String> {
    let source = sources.get(file)?;
    let text = source.text()?;
    let mut after = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        let span = edit.place.span;
        after.push_str(text.get(at..span.start as usize)?);
        after.push_str(&edit.replacement);
        at = span.end as usize;
    }
    after.push_str(text.get(at..)?);
    let (before, now) =
        (errors(source)?, SourceFile::new(Area::Content, Arc::clone(file), after.clone().into_bytes()).0?);
    (errors(&now)? <= before).then_some(after)
}

/// How many errors a file has on its own; `None` when it cannot be parsed.
fn errors(file: &SourceFile) -> Option<usize> {
    let (document, found) = parse(file);
    document?;
    Some(found.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count())
}
