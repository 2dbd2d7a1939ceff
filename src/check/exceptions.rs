//! What authors have answered is not said again; an answer to nothing is.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::at;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::parse::Exception;

/// What is left of `found` after the exceptions that each file makes. One that nothing needed is a warning, if its code
/// was `looked_for`; and only where there is no error, because a rule may not have looked at what has one.
pub fn except<'f>(
    made: impl IntoIterator<Item = (&'f Arc<str>, &'f [Exception])>,
    found: Vec<Diagnostic>,
    looked_for: impl Fn(Code) -> bool,
) -> Vec<Diagnostic> {
    let mut files: BTreeMap<&Arc<str>, Vec<(&Exception, bool)>> = BTreeMap::new();
    for (file, exceptions) in made {
        if !exceptions.is_empty() {
            files.insert(file, exceptions.iter().map(|exception| (exception, false)).collect());
        }
    }
    let mut left = Vec::with_capacity(found.len());
    for diagnostic in found {
        let place = diagnostic.place.as_ref().filter(|_| diagnostic.severity == Severity::Warning);
        let exceptions = place.and_then(|place| Some((place, files.get_mut(&place.file)?)));
        let mut answered = false;
        if let Some((place, exceptions)) = exceptions {
            for (exception, needed) in exceptions {
                let covers = exception.covers;
                if exception.code == diagnostic.code
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
    for (file, (exception, needed)) in all {
        if !needed && looked_for(exception.code) {
            let message = format!("nothing here needs an exception from `{}`", exception.code.name());
            left.push(
                Diagnostic::new(Code::UnneededException, at(file, exception.span), message)
                    .help("delete the comment, or put it where the warning was"),
            );
        }
    }
    left
}
