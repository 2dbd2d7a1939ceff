//! `rolebook check --fix`: applies machine-applicable fixes.
//!
//! Only bytes that a diagnostic points at are replaced, so comments and layout stay. A file that could not be parsed,
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

/// The limit of passes: a fix can uncover an error that another one hid.
const ROUNDS: usize = 5;

/// Applies machine-applicable fixes, only in the files of the selection if there is one. Returns the number of fixes
/// per file.
pub fn fix(
    options: &Check,
    only: Option<&Selection>,
    interrupt: &Interrupt,
) -> Result<BTreeMap<Arc<str>, usize>, Error> {
    refuse_root(&options.root)?;
    let mut fixed: BTreeMap<Arc<str>, usize> = BTreeMap::new();
    for _ in 0..ROUNDS {
        let (sources, diagnostics) = read(&options.root);
        let report = analyze(&sources, diagnostics, &options.link, None, &mut Stopwatch::start()).report;
        let mut written = 0;
        for (file, edits) in by_file(&report) {
            interrupt.check()?;
            if only.is_some_and(|only| !only.includes(&file)) {
                continue;
            }
            let Some(after) = edited(&sources, &file, &edits) else { continue };
            let path = options.root.join(&*file);
            let Some(before) = read_plain(&path, Area::Content.largest(&file))? else { continue };
            let text = sources.text(&file).unwrap_or_default();
            // A file that changed since it was read, or mixes its line endings, is not touched.
            let Some(layout) = Layout::of(&before, text) else { continue };
            save::replace(&options.root, &file, &before, &layout.bytes(&after))?;
            *fixed.entry(file).or_default() += edits.len();
            written += 1;
        }
        if written == 0 {
            break;
        }
    }
    Ok(fixed)
}

/// The machine-applicable edits by file, in order, without overlaps.
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
        // An overlapping edit is found again in the next pass.
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

/// Returns the edited text of a file; `None` if that would add errors.
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
    let (now, _) = SourceFile::new(Area::Content, Arc::clone(file), after.clone().into_bytes());
    (errors(&now)? <= errors(source)?).then_some(after)
}

/// Counts the errors of a file on its own; `None` when it cannot be parsed.
fn errors(file: &SourceFile) -> Option<usize> {
    let (document, diagnostics) = parse(file);
    document?;
    Some(diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count())
}
