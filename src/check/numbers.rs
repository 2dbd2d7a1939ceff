//! Requires numbers to have a date, of their own or of their source.

use super::{FileContext, Rule, RuleScope};
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::Body;

pub(super) const RULE: Rule = Rule { codes: &[Code::Undated], run: RuleScope::File(run) };

fn run(file: &FileContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Body::Role(_, role) = &file.document.body else { return };
    for (row, fact) in &role.facts.0 {
        let record = &fact.value;
        let dated = record.sources.iter().any(|id| {
            let source = file.context.references.get(id.value.as_str());
            source.is_none_or(|source| file.context.references[source].published.is_some())
        });
        if (record.amount.is_some() || record.range.is_some())
            && record.as_of.is_none()
            && !dated
            && file.is_whole()
        {
            let message = format!("the number for `{}` has no date", row.value);
            diagnostics.push(
                Diagnostic::new(Code::Undated, file.at(row.span), message)
                    .help("add `as_of: 2026`, or `published` to its source"),
            );
        }
    }
}
