//! The anchors of a pair's page are the ids of its rows: no heading of its words has one of them.

use super::{FileContext, Rule, RuleScope};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::parse::Body;

pub(super) const RULE: Rule = Rule { codes: &[Code::PathCollision], run: RuleScope::File(run) };

fn run(file: &FileContext<'_>, found: &mut Vec<Diagnostic>) {
    let Body::Pair(_, _, _, prose) = &file.document.body else { return };
    let rows = &file.around.rows;
    for heading in prose.headings.iter().filter(|heading| rows.find(&heading.id).is_some()) {
        let message =
            format!("the heading “{}” has the anchor of the row `#{}` of its page", heading.text, heading.id);
        found.push(
            Diagnostic::new(Code::PathCollision, file.at(Span::default()), message)
                .help("give the heading other words"),
        );
    }
}
