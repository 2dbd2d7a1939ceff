//! Applies suppressions, and reports unused ones.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::at;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::parse::Suppression;

/// The result of applying suppressions.
pub struct SuppressionResult {
    /// The diagnostics that are not suppressed.
    pub remaining: Vec<Diagnostic>,
    /// Warnings about suppressions that matched nothing.
    pub unused: Vec<Diagnostic>,
}

/// Returns the diagnostics that are not suppressed. A suppression that matched nothing is reported as a warning if its code
/// was checked (`is_checked`), and only if there is no error, because rules skip files with errors.
pub fn suppress<'f>(
    by_file: impl IntoIterator<Item = (&'f Arc<str>, &'f [Suppression])>,
    diagnostics: Vec<Diagnostic>,
    is_checked: impl Fn(Code) -> bool,
) -> Vec<Diagnostic> {
    let SuppressionResult { mut remaining, unused } = apply_suppressions(by_file, diagnostics, is_checked);
    if !remaining.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
        remaining.extend(unused);
    }
    remaining
}

/// Applies suppressions. Those whose code was not checked (`is_checked`) are never unused.
pub fn apply_suppressions<'f>(
    by_file: impl IntoIterator<Item = (&'f Arc<str>, &'f [Suppression])>,
    diagnostics: Vec<Diagnostic>,
    is_checked: impl Fn(Code) -> bool,
) -> SuppressionResult {
    let mut files: BTreeMap<&Arc<str>, Vec<(&Suppression, bool)>> = BTreeMap::new();
    for (file, suppressions) in by_file {
        if !suppressions.is_empty() {
            files.insert(file, suppressions.iter().map(|suppression| (suppression, false)).collect());
        }
    }
    let mut remaining = Vec::with_capacity(diagnostics.len());
    for diagnostic in diagnostics {
        let place = diagnostic.place.as_ref().filter(|_| diagnostic.severity == Severity::Warning);
        let suppressions = place.and_then(|place| Some((place, files.get_mut(&place.file)?)));
        let mut suppressed = false;
        if let Some((place, suppressions)) = suppressions {
            for (suppression, used) in suppressions {
                let covers = suppression.covers;
                if suppression.code == diagnostic.code
                    && (covers.start..covers.end.max(covers.start + 1)).contains(&place.span.start)
                {
                    *used = true;
                    suppressed = true;
                }
            }
        }
        if !suppressed {
            remaining.push(diagnostic);
        }
    }
    let mut unused = Vec::new();
    let all = files.into_iter().flat_map(|(file, own)| own.into_iter().map(move |own| (file, own)));
    for (file, (suppression, used)) in all {
        if !used && is_checked(suppression.code) {
            let message = format!("unused suppression of `{}`", suppression.code.name());
            unused.push(
                Diagnostic::new(Code::UnusedSuppression, at(file, suppression.span), message)
                    .help("delete the comment, or move it to the line of the warning"),
            );
        }
    }
    SuppressionResult { remaining, unused }
}
