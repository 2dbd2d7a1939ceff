//! Merges diagnostics that repeat throughout a file. A text that was written for another tool has dozens of its admonitions;
//! all mean the same edit, and one diagnostic for each would hide the others.

use std::collections::HashMap;
use std::sync::Arc;

use super::Diagnostic;

/// The file, the message and the help.
type Key = (Arc<str>, String, Option<String>);

/// Keeps the first of the diagnostics that a file has once, with the number of the others. They must be sorted.
pub(super) fn merge(diagnostics: &mut Vec<Diagnostic>) {
    let mut counts: HashMap<Key, usize> = HashMap::new();
    diagnostics.retain(|diagnostic| {
        let Some(key) = key(diagnostic) else { return true };
        let count = counts.entry(key).or_default();
        *count += 1;
        *count == 1
    });
    for diagnostic in diagnostics {
        let count = key(diagnostic).and_then(|key| counts.get(&key)).copied().unwrap_or(1);
        if count > 1 {
            diagnostic.message = format!("{}; {} more in this file", diagnostic.message, count - 1);
        }
        diagnostic.once_per_file = false;
    }
}

fn key(diagnostic: &Diagnostic) -> Option<Key> {
    let place = diagnostic.place.as_ref().filter(|_| diagnostic.once_per_file)?;
    Some((Arc::clone(&place.file), diagnostic.message.clone(), diagnostic.help.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Location, Report, Span};

    #[test]
    fn a_file_has_one_diagnostic_for_a_form() {
        let found = |file: &str, at: usize, message: &str, once_per_file: bool| {
            let place = Location { file: file.into(), span: Span::new(at, at + 1) };
            Diagnostic { once_per_file, ..Diagnostic::new(Code::NotMarkdown, place, message) }
        };
        let report = Report::new(vec![
            found("b", 1, "x", true),
            found("a", 9, "x", true),
            found("a", 3, "x", true),
            found("a", 5, "x", true),
            found("a", 4, "y", true),
            found("a", 6, "z", false),
            found("a", 7, "z", false),
        ]);
        let messages = |report: &Report| {
            let message = |found: &Diagnostic| {
                format!(
                    "{}{} {}",
                    found.place.as_ref().map_or("", |place| &place.file),
                    found.place.as_ref().map_or(0, |place| place.span.start),
                    found.message
                )
            };
            report.diagnostics().iter().map(message).collect::<Vec<_>>()
        };
        let expected = ["a3 x; 2 more in this file", "a4 y", "a6 z", "a7 z", "b1 x"];
        assert_eq!(messages(&report), expected);
        assert_eq!(messages(&report.with([found("c", 1, "x", true)])), [&expected[..], &["c1 x"]].concat());
    }
}
