//! The diagnostics that a change brings, and those that it fixes.

use std::collections::BTreeMap;

use serde::Serialize;

use super::item::ItemKind;
use super::renames::Rename;
use crate::diagnostic::position::{Unit, position};
use crate::diagnostic::{Diagnostic, Report, Severity};
use crate::parse::FileKind;
use crate::source::Sources;

/// The diagnostics that are new, and those that are gone.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ProblemChange {
    /// The diagnostics that only the second version has.
    pub new: Vec<Problem>,
    /// The diagnostics that only the first version has.
    pub fixed: Vec<Problem>,
}

/// A diagnostic in a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The code, such as `unknown-name`.
    pub code: &'static str,
    /// `error` or `warning`.
    pub severity: &'static str,
    /// The message.
    pub message: String,
    /// The path of the file below the root of the site; empty for a missing file.
    pub file: String,
    /// The line, from 1; 0 for a missing file.
    pub line: usize,
}

/// Compares two reports. A diagnostic that only moved, within its file or with it, is neither new nor fixed.
pub(super) fn compare_problems(
    before: (&Report, &Sources),
    after: (&Report, &Sources),
    renames: &[Rename],
) -> ProblemChange {
    let file =
        |diagnostic: &Diagnostic| diagnostic.place.as_ref().map_or("", |place| &*place.file).to_string();
    let old_key = |diagnostic: &Diagnostic| {
        (renamed(&file(diagnostic), renames), diagnostic.code, diagnostic.message.clone())
    };
    let new_key = |diagnostic: &Diagnostic| (file(diagnostic), diagnostic.code, diagnostic.message.clone());
    let mut counts: BTreeMap<_, usize> = BTreeMap::new();
    for diagnostic in before.0.diagnostics() {
        *counts.entry(old_key(diagnostic)).or_default() += 1;
    }
    let mut new = Vec::new();
    for diagnostic in after.0.diagnostics() {
        match counts.get_mut(&new_key(diagnostic)) {
            Some(count) if *count > 0 => *count -= 1,
            _ => new.push(problem(diagnostic, after.1)),
        }
    }
    let mut fixed = Vec::new();
    for diagnostic in before.0.diagnostics() {
        if let Some(count) = counts.get_mut(&old_key(diagnostic)).filter(|count| **count > 0) {
            *count -= 1;
            fixed.push(problem(diagnostic, before.1));
        }
    }
    // Errors first.
    new.sort_by_key(|problem| problem.severity);
    fixed.sort_by_key(|problem| problem.severity);
    ProblemChange { new, fixed }
}

/// Returns the path that a file has after the renames.
fn renamed(file: &str, renames: &[Rename]) -> String {
    let now = |kinds: &[ItemKind], id: &str| -> Option<String> {
        let is_own = |rename: &&Rename| {
            kinds.contains(&rename.kind) && rename.before.last().is_some_and(|old| old == id)
        };
        renames.iter().find(is_own).and_then(|rename| rename.after.last().cloned())
    };
    let path = match FileKind::of(file) {
        Some(FileKind::Role(id)) => now(&[ItemKind::Role], id).map(|id| FileKind::Role(&id).path()),
        Some(FileKind::Guide(id)) => now(&[ItemKind::Role], id).map(|id| FileKind::Guide(&id).path()),
        Some(FileKind::Series(id)) => now(&[ItemKind::Dataset], id).map(|id| FileKind::Series(&id).path()),
        Some(FileKind::Article(id)) => now(&[ItemKind::Article], id).map(|id| FileKind::Article(&id).path()),
        Some(FileKind::Term(id)) => now(&[ItemKind::Term], id).map(|id| FileKind::Term(&id).path()),
        Some(FileKind::Page(id)) => now(&[ItemKind::Page], id).map(|id| FileKind::Page(&id).path()),
        Some(FileKind::Pair(names)) => names.split_once("-vs-").map(|(a, b)| {
            let id = |id: &str| now(&[ItemKind::Role], id).unwrap_or_else(|| id.to_string());
            FileKind::Pair(&format!("{}-vs-{}", id(a), id(b))).path()
        }),
        _ => None,
    };
    path.unwrap_or_else(|| file.to_string())
}

fn problem(diagnostic: &Diagnostic, sources: &Sources) -> Problem {
    let place = diagnostic.place.as_ref();
    let text = place.and_then(|place| sources.text(&place.file)).unwrap_or_default();
    let line = place.map_or(0, |place| position(text, place.span, Unit::Characters).line);
    Problem {
        code: diagnostic.code.name(),
        severity: match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        message: diagnostic.message.clone(),
        file: place.map_or(String::new(), |place| place.file.to_string()),
        line,
    }
}
