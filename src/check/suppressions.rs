//! What authors have answered is not said again; an answer to nothing is.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::at;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::parse::Suppression;

/// What is left of `found` after the suppressions that each file makes. One that nothing needed is a warning, if its code
/// was `looked_for`; and only where there is no error, because a rule may not have looked at what has one.
pub fn suppress<'f>(
    made: impl IntoIterator<Item = (&'f Arc<str>, &'f [Suppression])>,
    found: Vec<Diagnostic>,
    looked_for: impl Fn(Code) -> bool,
) -> Vec<Diagnostic> {
    let mut files: BTreeMap<&Arc<str>, Vec<(&Suppression, bool)>> = BTreeMap::new();
    for (file, suppressions) in made {
        if !suppressions.is_empty() {
            files.insert(file, suppressions.iter().map(|suppression| (suppression, false)).collect());
        }
    }
    let mut left = Vec::with_capacity(found.len());
    for diagnostic in found {
        let place = diagnostic.place.as_ref().filter(|_| diagnostic.severity == Severity::Warning);
        let suppressions = place.and_then(|place| Some((place, files.get_mut(&place.file)?)));
        let mut answered = false;
        if let Some((place, suppressions)) = suppressions {
            for (suppression, needed) in suppressions {
                let covers = suppression.covers;
                if suppression.code == diagnostic.code
                    && (covers.start..covers.end.max(covers.start + 1)).contains(&place.span.start)
                {
                    *needed = true;
                    answered = true;
                }
            }
        }
        if !answered {
            left.push(diagnostic);
        }
    }
    if left.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
        return left;
    }
    let all = files.into_iter().flat_map(|(file, own)| own.into_iter().map(move |own| (file, own)));
    for (file, (suppression, needed)) in all {
        if !needed && looked_for(suppression.code) {
            let message = format!("nothing here needs a suppression of `{}`", suppression.code.name());
            left.push(
                Diagnostic::new(Code::UnusedSuppression, at(file, suppression.span), message)
                    .help("delete the comment, or put it where the warning was"),
            );
        }
    }
    left
}
