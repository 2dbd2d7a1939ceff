//! Explains YAML mistakes in the author's terms, by searching for a small edit that repairs the text.
//!
//! A parser reports the position at which it failed, which is often lines after the mistake, and a record reports a
//! missing key, often because a line above is wrongly indented. So small edits of the lines around that position are
//! tried (`candidates`): each is applied and the text is parsed again by the same parser, as the same record. The
//! cheapest edit that leaves no diagnostics becomes the advice. It is therefore correct by construction: once
//! applied, the text can be parsed and, except for edits that say so, no letter is lost. All diagnostics that the
//! edit removes are reported as one mistake.

mod brackets;
mod candidates;
mod fix;
mod layout;
mod line;
mod pasted;
mod quotes;
#[cfg(test)]
mod tests;
mod window;

use std::sync::Arc;

use candidates::Candidate;
use fix::Fix;
pub(super) use line::{SourceLine, is_word, lines, list_mark};
use window::Window;

use super::Diagnostics;
use super::yaml::{Node, NodeKind, is_null};
use crate::diagnostic::{Code, Diagnostic, Edit, Location, Severity, Span};

/// The result of parsing a text.
pub(super) struct ParseAttempt {
    /// The tree, unless the text is not YAML or uses unsupported syntax.
    pub node: Option<Node>,
    /// The position at which the parser stopped, if it did.
    pub stop: Option<Stop>,
    /// The diagnostics about the tree and its record.
    pub diagnostics: Vec<Diagnostic>,
}

/// The position and message of a syntax error.
pub(super) struct Stop {
    /// The offset at which the parser failed.
    pub at: usize,
    /// The offset after the last byte that was parsed.
    pub understood: usize,
    /// The message of the parser.
    pub message: String,
}

/// Parses a text that begins at byte 0 of its file.
pub(super) type ReadFn<'r> = &'r dyn Fn(&str) -> ParseAttempt;

/// The number of bytes parsed while searching for repairs of one text. A mistake in a large file takes a tenth of a
/// second.
const BUDGET: usize = 3 << 19;

/// The number of mistakes that are explained per text.
const MAX_EXPLAINED: usize = 4;

/// The maximum number of diagnostics in a file for which repairs are searched.
const MAX_DIAGNOSTICS: usize = 1000;

/// Replaces the diagnostics of a text, which begins at byte `offset` of its file, by those that say how to repair it.
pub(super) fn explain(
    text: &str,
    offset: usize,
    attempt: ParseAttempt,
    read: ReadFn<'_>,
    diagnostics: &mut Diagnostics,
) {
    let mut budget = BUDGET;
    if let Some(stop) = &attempt.stop {
        let understood = stop.understood.min(stop.at);
        let repair = Window::around(text, understood, stop.at)
            .and_then(|window| window.repair(understood, stop.at, read, &mut budget));
        // No single edit repairs two mistakes close to each other: look for one that repairs the first.
        let repair = repair.or_else(|| {
            let mut budget = BUDGET / 4;
            Window::before_next(text, understood, stop.at)?.repair(understood, stop.at, read, &mut budget)
        });
        match repair {
            Some(repair) => repair.report(Code::YamlSyntax, offset, diagnostics),
            None => report_stop(stop, text, offset, diagnostics),
        }
        return;
    }
    let mut current = attempt.diagnostics;
    if attempt.node.is_none() {
        explain_unsupported(text, offset, current, read, diagnostics);
        return;
    }
    // Repairs are compared by their diagnostics pairwise, and a file with thousands of them is not a typing mistake.
    if current.len() > MAX_DIAGNOSTICS {
        diagnostics.extend(current);
        return;
    }
    let mut tried = Vec::new();
    for _ in 0..MAX_EXPLAINED {
        let target = current
            .iter()
            .find(|diagnostic| is_structural(diagnostic) && !tried.contains(&span_of(diagnostic)));
        let Some(target) = target.map(span_of) else { break };
        tried.push(target);
        let at = target.start as usize - offset;
        let Some(repair) = Window::around(text, at, at)
            .and_then(|window| window.improve(&current, at, offset, read, &mut budget))
        else {
            continue;
        };
        let Some(left) = budget.checked_sub(text.len() / 4) else { break };
        budget = left;
        let repaired = read(&repair.applied(text));
        if is_unread(&repaired, repair.edit.0 + repair.candidate.replacement.len()) {
            continue;
        }
        let Some(left) = remaining(&current, &repaired.diagnostics).filter(|_| repaired.node.is_some())
        else {
            continue;
        };
        let gone: Vec<&Diagnostic> = current.iter().filter(|diagnostic| !left.contains(diagnostic)).collect();
        let code_of = |is_wanted: fn(&Diagnostic) -> bool| {
            gone.iter().filter(|diagnostic| is_wanted(diagnostic)).map(|diagnostic| diagnostic.code).min()
        };
        let code = code_of(|diagnostic| diagnostic.severity == Severity::Error)
            .or_else(|| code_of(|_| true))
            .unwrap_or(Code::YamlSyntax);
        if gone.is_empty() {
            continue;
        }
        match gone.as_slice() {
            [only] if repair.only_quotes_value(only, text, offset) => {
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
        current = left;
    }
    diagnostics.extend(current);
}

/// Returns `true` if a diagnostic may be caused by the layout of the lines and has no fix of its own. A key that begins with a
/// sign is a line of a difference.
fn is_structural(diagnostic: &Diagnostic) -> bool {
    let is_signed = || ["`-", "`+"].iter().any(|start| diagnostic.message.contains(start));
    (diagnostic.edit.is_none() || is_signed())
        && matches!(
            diagnostic.code,
            Code::UnknownKey | Code::MissingKey | Code::WrongType | Code::DuplicateKey | Code::YamlText
        )
}

fn span_of(diagnostic: &Diagnostic) -> Span {
    diagnostic.place.as_ref().map(|place| place.span).unwrap_or_default()
}

/// Returns `true` for diagnostics that a repair has to remove.
pub(super) fn is_blocking(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity == Severity::Error || diagnostic.code == Code::YamlText
}

/// Returns the diagnostics of `before` that remain in `after`; `None` if `after` has new ones.
fn remaining(before: &[Diagnostic], after: &[Diagnostic]) -> Option<Vec<Diagnostic>> {
    let mut left: Vec<Diagnostic> =
        before.iter().filter(|diagnostic| !is_blocking(diagnostic)).cloned().collect();
    let mut known: Vec<&Diagnostic> = before.iter().filter(|diagnostic| is_blocking(diagnostic)).collect();
    for diagnostic in after.iter().filter(|diagnostic| is_blocking(diagnostic)) {
        let same =
            known.iter().position(|own| own.code == diagnostic.code && own.message == diagnostic.message)?;
        left.push(known.remove(same).clone());
    }
    Some(left)
}

/// Returns `true` if the byte `at` is within the value of an unknown key, where mistakes are not found: moving a line there
/// repairs nothing.
fn is_unread(attempt: &ParseAttempt, at: usize) -> bool {
    let is_unknown = |key: Span| {
        let names = |found: &Diagnostic| {
            span_of(found) == key || found.labels.iter().any(|label| label.place.span == key)
        };
        attempt.diagnostics.iter().any(|found| found.code == Code::UnknownKey && names(found))
    };
    let mut nodes: Vec<&Node> = attempt.node.iter().collect();
    while let Some(node) = nodes.pop() {
        match &node.kind {
            NodeKind::Mapping(entries) => {
                let contains =
                    |value: &Node| (value.span.start as usize..value.span.end as usize).contains(&at);
                if entries.iter().any(|(key, value)| contains(value) && is_unknown(key.span)) {
                    return true;
                }
                nodes.extend(entries.iter().map(|(_, value)| value));
            }
            NodeKind::Sequence(items, _) => nodes.extend(items),
            NodeKind::Scalar { .. } | NodeKind::Nothing => {}
        }
    }
    false
}

/// Explains unsupported syntax, which is usually text without quotes.
fn explain_unsupported(
    text: &str,
    offset: usize,
    unsupported: Vec<Diagnostic>,
    read: ReadFn<'_>,
    diagnostics: &mut Diagnostics,
) {
    let mut budget = BUDGET;
    for diagnostic in unsupported {
        let at = span_of(&diagnostic).start as usize - offset;
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
            format!("invalid YAML: {}", stop.message),
        )
        .help("check the indentation and the quotes of this line and the one above it");
}

/// A repair that was found.
struct Repair {
    candidate: Candidate,
    /// The ranges of the message and of the edit, in the whole text.
    at: (usize, usize),
    edit: (usize, usize),
    /// `true` if no diagnostics remain around the edit.
    is_clean: bool,
    /// `true` if no other repair of similar cost gives different data.
    is_unique: bool,
}

impl Repair {
    /// Returns `true` if the repair only quotes a value that YAML does not read as text, such as `[a]` and `~`. The
    /// existing diagnostic about such a value is sufficient.
    fn only_quotes_value(&self, diagnostic: &Diagnostic, text: &str, offset: usize) -> bool {
        let edit = Span::new(self.edit.0, self.edit.1);
        matches!(self.candidate.fix, Fix::Quote(_))
            && match diagnostic.code {
                Code::WrongType => span_of(diagnostic) == edit.shifted(offset),
                Code::MissingKey => text.get(self.edit.0..self.edit.1).is_some_and(is_null),
                _ => false,
            }
    }

    fn applied(&self, text: &str) -> String {
        [&text[..self.edit.0], self.candidate.replacement.as_str(), &text[self.edit.1..]].concat()
    }

    fn report(self, code: Code, offset: usize, diagnostics: &mut Diagnostics) {
        let span = Span::new(self.at.0, self.at.1).shifted(offset);
        let edit = Span::new(self.edit.0, self.edit.1).shifted(offset);
        let is_unambiguous = self.is_clean && self.is_unique && self.candidate.fix.is_lossless();
        let fix = &self.candidate.fix;
        let code = if matches!(code, Code::MissingKey | Code::WrongType | Code::UnknownKey) {
            Code::YamlSyntax
        } else {
            code
        };
        let diagnostic = diagnostics.add(code, span, fix.message()).help(fix.help());
        if !fix.is_for_people() {
            diagnostic.suggest_fix(edit, self.candidate.replacement, is_unambiguous);
        }
    }
}
