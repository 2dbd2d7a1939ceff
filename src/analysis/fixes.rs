//! Applies the machine-applicable edits of diagnostics to a file.
//!
//! Only bytes that a diagnostic points at are replaced, so comments and layout stay. A file that would have more errors
//! afterwards is not changed. A file that cannot be parsed is changed only if it can be parsed afterwards, and only with
//! edits that keep all its letters and digits.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Edit, Report, Severity};
use crate::parse::{Document, parse};
use crate::source::{Area, SourceFile, Sources};

/// The limit of passes: a fix can uncover an error that another one hid.
pub const ROUNDS: usize = 5;

/// Returns the machine-applicable edits by file, in order, without overlaps.
pub fn by_file(report: &Report) -> BTreeMap<Arc<str>, Vec<&Edit>> {
    let mut files: BTreeMap<Arc<str>, Vec<&Edit>> = BTreeMap::new();
    for edit in report.diagnostics().iter().filter_map(|diagnostic| diagnostic.edit.as_ref()) {
        if edit.machine_applicable && edit.place.file.starts_with("content/") {
            files.entry(Arc::clone(&edit.place.file)).or_default().push(edit);
        }
    }
    for edits in files.values_mut() {
        sort_without_overlaps(edits);
    }
    files
}

/// Sorts edits by position, and drops duplicates and all but the first of edits that overlap. These are found again in
/// the next pass.
fn sort_without_overlaps(edits: &mut Vec<&Edit>) {
    edits.sort_by_key(|edit| (edit.place.span, &edit.replacement));
    edits.dedup();
    let mut end = 0;
    edits.retain(|edit| {
        let free = edit.place.span.start >= end;
        if free {
            end = edit.place.span.end;
        }
        free
    });
}

/// Returns the edited text of a file and the number of edits; `None` if that would add errors.
pub fn edited(sources: &Sources, file: &Arc<str>, mut edits: Vec<&Edit>) -> Option<(String, usize)> {
    let source = sources.get(file)?;
    let text = source.text()?;
    let before = parse(source);
    if let Some(before) = errors(&before) {
        let after = apply(text, &edits)?;
        let now = parse(&as_file(file, &after));
        return (errors(&now)? <= before).then_some((after, edits.len()));
    }
    // The parser stops at the first mistake, so the next one is known only after the first is fixed.
    edits.retain(|edit| keeps_letters(text, edit));
    if edits.is_empty() {
        return None;
    }
    let (mut after, mut count) = (apply(text, &edits)?, edits.len());
    for _ in 0..ROUNDS {
        let now = parse(&as_file(file, &after));
        if errors(&now).is_some() {
            return Some((after, count));
        }
        let edits = now.1.iter().filter_map(|diagnostic| diagnostic.edit.as_ref());
        let mut edits: Vec<&Edit> =
            edits.filter(|edit| edit.machine_applicable && keeps_letters(&after, edit)).collect();
        sort_without_overlaps(&mut edits);
        if edits.is_empty() {
            break;
        }
        (after, count) = (apply(&after, &edits)?, count + edits.len());
    }
    None
}

/// Returns a text with edits that are sorted and do not overlap.
pub fn apply(text: &str, edits: &[&Edit]) -> Option<String> {
    let mut after = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        let span = edit.place.span;
        after.push_str(text.get(at..span.start as usize)?);
        after.push_str(&edit.replacement);
        at = span.end as usize;
    }
    after.push_str(text.get(at..)?);
    Some(after)
}

/// Returns `true` if an edit changes only spaces and punctuation.
fn keeps_letters(text: &str, edit: &Edit) -> bool {
    let span = edit.place.span;
    let letters = |text| str::chars(text).filter(|c| c.is_alphanumeric());
    text.get(span.start as usize..span.end as usize)
        .is_some_and(|replaced| letters(replaced).eq(letters(&edit.replacement)))
}

fn as_file(path: &Arc<str>, text: &str) -> SourceFile {
    SourceFile::new(Area::Content, Arc::clone(path), text.as_bytes().to_vec()).0
}

/// Counts the errors of a parsed file; `None` if it cannot be parsed as a whole.
fn errors((document, diagnostics): &(Option<Document>, Vec<Diagnostic>)) -> Option<usize> {
    document.as_ref().filter(|document| !document.is_incomplete)?;
    Some(diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count())
}
