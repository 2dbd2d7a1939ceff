//! Reports headings of hand-written comparisons whose anchor is the id of a row, because the rows of the page use the same
//! anchors.

use super::{FileContext, Rule, RuleScope};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::parse::Body;

pub(super) const RULE: Rule = Rule { codes: &[Code::PathCollision], run: RuleScope::File(run) };

fn run(file: &FileContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Body::Pair(_, _, _, prose) = &file.document.body else { return };
    let rows = &file.context.rows;
    for heading in prose.headings.iter().filter(|heading| rows.get(&heading.id).is_some()) {
        let message = format!(
            "the heading “{}” has the same anchor as the row `#{}` of the page",
            heading.text, heading.id
        );
        diagnostics.push(
            Diagnostic::new(Code::PathCollision, file.at(Span::default()), message)
                .help("reword the heading"),
        );
    }
}
