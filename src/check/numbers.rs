//! A number says when it was true.

use super::{Rule, Site, at};
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::Body;

pub(super) const RULE: Rule = Rule { codes: &[Code::Undated], run };

fn run(site: &Site<'_>, found: &mut Vec<Diagnostic>) {
    for document in site.documents {
        let Body::Role(_, role) = &document.body else { continue };
        for (row, fact) in &role.facts.0 {
            let record = &fact.value;
            let dated = record.sources.iter().any(|id| {
                let source = site.model.references.find(id.value.as_str());
                source.is_none_or(|source| site.model.references[source].published.is_some())
            });
            if record.amount.is_some() && record.as_of.is_none() && !dated && site.is_whole(&document.file) {
                let message = format!("the number for `{}` has no date", row.value);
                found.push(
                    Diagnostic::new(Code::Undated, at(&document.file, row.span), message)
                        .help("add `as_of: 2026`, or `published` to its source"),
                );
            }
        }
    }
}
