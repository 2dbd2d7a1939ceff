//! Words a mistake of YAML as its author would see it, by trying repairs.
//!
//! A parser says where it could not go on, which is often lines after the mistake, and a record says which key it misses,
//! which is often because a line above is indented otherwise. So small edits of the lines around that place are tried
//! (`candidates`): each is applied and the text read again, by the same parser and as the same record. The smallest edit
//! that leaves nothing to complain of is the advice. It is therefore true by construction: followed, the text can be read,
//! and apart from edits that say so, no letter of it is lost. All complaints that the edit silences are one mistake.

mod brackets;
mod candidates;
mod fix;
mod layout;
mod line;
mod quotes;
#[cfg(test)]
mod tests;
mod window;

use std::sync::Arc;

use candidates::Candidate;
use fix::Fix;
pub use line::is_word;
use window::Window;

use super::Diagnostics;
use super::yaml::{Node, is_nothing};
use crate::diagnostic::{Code, Diagnostic, Edit, Location, Severity, Span};

/// The result of reading a text.
pub struct ParseAttempt {
    /// The tree, unless the text is not YAML or has something that is not used here.
    pub node: Option<Node>,
    /// Where the parser stopped, if it did.
    pub stop: Option<Stop>,
    /// What is wrong with the tree and with the record in it.
    pub found: Vec<Diagnostic>,
}

/// Where a parser stopped.
pub struct Stop {
    /// The byte at which it could not go on.
    pub at: usize,
    /// One past the last byte that it had understood.
    pub understood: usize,
    /// What it says.
    pub message: String,
}

/// Reads a text that begins at byte 0.
pub type ReadFn<'r> = &'r dyn Fn(&str) -> ParseAttempt;

/// How many bytes are read in trying repairs of one text. A mistake in a large file takes a tenth of a second.
const BUDGET: usize = 3 << 19;

/// How many mistakes of one text are explained.
const MOST: usize = 4;

/// The most complaints about one file for which repairs are tried.
const MOST_COMPLAINTS: usize = 1000;

/// Replaces diagnostics of a text, which begins at byte `offset` of its file, by those that say how to repair it.
pub fn explain(
    text: &str,
    offset: usize,
    reading: ParseAttempt,
    read: ReadFn<'_>,
    diagnostics: &mut Diagnostics,
) {
    let mut budget = BUDGET;
    if let Some(stop) = &reading.stop {
        let repair = Window::around(text, stop.understood.min(stop.at), stop.at)
            .and_then(|window| window.repair(stop.understood.min(stop.at), stop.at, read, &mut budget));
        match repair {
            Some(repair) => repair.report(Code::YamlSyntax, offset, diagnostics),
            None => report_stop(stop, text, offset, diagnostics),
        }
        return;
    }
    let mut found = reading.found;
    if reading.node.is_none() {
        refused(text, offset, found, read, diagnostics);
        return;
    }
    // Repairs are told apart by comparing complaints pairwise, and nobody mistypes a thousand lines.
    if found.len() > MOST_COMPLAINTS {
        diagnostics.extend(found);
        return;
    }
    let mut tried = Vec::new();
    for _ in 0..MOST {
        let asked = found.iter().find(|found| is_structural(found) && !tried.contains(&place(found)));
        let Some(target) = asked.map(place) else { break };
        tried.push(target);
        let at = target.start as usize - offset;
        let Some(repair) = Window::around(text, at, at)
            .and_then(|window| window.improve(&found, at, offset, read, &mut budget))
        else {
            continue;
        };
        let Some(left) = budget.checked_sub(text.len() / 4) else { break };
        budget = left;
        let repaired = read(&repair.applied(text));
        let Some(left) = without(&found, &repaired.found).filter(|_| repaired.node.is_some()) else {
            continue;
        };
        let gone: Vec<&Diagnostic> = found.iter().filter(|found| !left.contains(found)).collect();
        let code = gone.iter().map(|found| found.code).min().unwrap_or(Code::YamlSyntax);
        if gone.is_empty() {
            continue;
        }
        match gone.as_slice() {
            [only] if repair.is_another_reading(only, text, offset) => {
                let edit = Span::new(repair.edit.0, repair.edit.1).shifted(offset);
                let edit = Edit {
                    place: Location { file: Arc::clone(diagnostics.file()), span: edit },
                    replacement: repair.candidate.replacement,
                    machine_applicable: false,
                };
                diagnostics.extend([Diagnostic { edit: Some(edit), ..(*only).clone() }]);
            }
            _ => repair.report(code, offset, diagnostics),
        }
        found = left;
    }
    diagnostics.extend(found);
}

/// Whether a complaint may come from the layout of its lines, and says no better how to mend it.
fn is_structural(found: &Diagnostic) -> bool {
    found.edit.is_none()
        && matches!(
            found.code,
            Code::UnknownKey | Code::MissingKey | Code::WrongType | Code::DuplicateKey | Code::YamlText
        )
}

fn place(found: &Diagnostic) -> Span {
    found.place.as_ref().map(|place| place.span).unwrap_or_default()
}

/// Complaints count if they keep the record from being what its author meant.
fn counts(found: &Diagnostic) -> bool {
    found.severity == Severity::Error || found.code == Code::YamlText
}

/// The complaints of `before` that are among those of `after` as well. `None` when `after` has others.
fn without(before: &[Diagnostic], after: &[Diagnostic]) -> Option<Vec<Diagnostic>> {
    let mut left: Vec<Diagnostic> = before.iter().filter(|found| !counts(found)).cloned().collect();
    let mut known: Vec<&Diagnostic> = before.iter().filter(|found| counts(found)).collect();
    for found in after.iter().filter(|found| counts(found)) {
        let same = known.iter().position(|own| own.code == found.code && own.message == found.message)?;
        left.push(known.remove(same).clone());
    }
    Some(left)
}

/// What is YAML and not used here is most often a text without quotes.
fn refused(
    text: &str,
    offset: usize,
    found: Vec<Diagnostic>,
    read: ReadFn<'_>,
    diagnostics: &mut Diagnostics,
) {
    let mut budget = BUDGET;
    for diagnostic in found {
        let at = place(&diagnostic).start as usize - offset;
        let repair = matches!(diagnostic.code, Code::YamlAlias | Code::YamlTag | Code::YamlDocuments)
            .then(|| Window::around(text, at, at))
            .flatten()
            .and_then(|window| window.repair(at, at, read, &mut budget))
            .filter(|repair| repair.is_clean);
        match repair {
            Some(repair) => {
                let (help, message) = (repair.candidate.fix.help(), diagnostic.message);
                let span = Span::new(repair.at.0, repair.at.1).shifted(offset);
                let edit = Span::new(repair.edit.0, repair.edit.1).shifted(offset);
                diagnostics.add(diagnostic.code, span, message).help(help).suggest_fix(
                    edit,
                    repair.candidate.replacement,
                    false,
                );
            }
            None => diagnostics.extend([diagnostic]),
        }
    }
}

fn report_stop(stop: &Stop, text: &str, offset: usize, diagnostics: &mut Diagnostics) {
    let at = text.floor_char_boundary(stop.at.min(text.len()));
    let width = text[at..].chars().next().map_or(0, char::len_utf8);
    diagnostics
        .add(
            Code::YamlSyntax,
            Span::new(at, at + width).shifted(offset),
            format!("not YAML: {}", stop.message),
        )
        .help("check the indentation and the quotes of this line and the one above it");
}

/// A repair that was found.
struct Repair {
    candidate: Candidate,
    /// The bytes to point at, and those to replace, in the whole text.
    at: (usize, usize),
    edit: (usize, usize),
    /// Whether nothing is left to complain of around it.
    is_clean: bool,
    /// Whether no other repair as small gives other data.
    is_only: bool,
}

impl Repair {
    /// Whether it only puts quotes around a value that YAML reads as something else than text, such as `[a]` and `~`. The
    /// complaint about such a value says all that is to be said.
    fn is_another_reading(&self, found: &Diagnostic, text: &str, offset: usize) -> bool {
        let edit = Span::new(self.edit.0, self.edit.1);
        matches!(self.candidate.fix, Fix::Quote(_))
            && match found.code {
                Code::WrongType => place(found) == edit.shifted(offset),
                Code::MissingKey => text.get(self.edit.0..self.edit.1).is_some_and(is_nothing),
                _ => false,
            }
    }

    fn applied(&self, text: &str) -> String {
        [&text[..self.edit.0], self.candidate.replacement.as_str(), &text[self.edit.1..]].concat()
    }

    fn report(self, code: Code, offset: usize, diagnostics: &mut Diagnostics) {
        let span = Span::new(self.at.0, self.at.1).shifted(offset);
        let edit = Span::new(self.edit.0, self.edit.1).shifted(offset);
        let is_sure = self.is_clean && self.is_only && self.candidate.fix.keeps_all();
        let fix = &self.candidate.fix;
        let code = if matches!(code, Code::MissingKey | Code::WrongType | Code::UnknownKey) {
            Code::YamlSyntax
        } else {
            code
        };
        diagnostics.add(code, span, fix.message()).help(fix.help()).suggest_fix(
            edit,
            self.candidate.replacement,
            is_sure,
        );
    }
}
