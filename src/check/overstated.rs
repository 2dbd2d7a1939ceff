//! Reports facts of high confidence whose sources were not read where they state the fact.

use super::{CheckInput, Rule, RuleScope, at};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Provenance;
use crate::parse::record::{Confidence, ReadExtent};
use crate::parse::{Body, content_file};

pub(super) const RULE: Rule = Rule { codes: &[Code::OverstatedConfidence], run: RuleScope::Site(run) };

fn run(site: &CheckInput<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let model = site.model;
    // In a file with an error, a lower confidence or what was read of a source may not have been understood.
    if site.broken.contains(content_file::SOURCES) {
        return;
    }
    for document in site.documents.iter().filter(|document| !site.broken.contains(&document.file)) {
        let Body::Role(id, role) = &document.body else { continue };
        let Some(cells) = model.roles.get(id.as_str()).map(|role| &model.roles[role]) else { continue };
        for (row, _) in &role.facts.0 {
            let Some(cell) = model.rows.get(row.value.as_str()).and_then(|row| cells.cell(row)) else {
                continue;
            };
            let Provenance::Sources(sources) = &cell.provenance else { continue };
            let was_read = |extent| matches!(extent, ReadExtent::Full | ReadExtent::Section);
            if cell.confidence == Confidence::High
                && !sources.iter().any(|source| was_read(model.references[*source].seen))
            {
                let message = format!(
                    "the fact for `{}` has high confidence, but none of its sources was read beyond its introduction",
                    row.value
                );
                diagnostics.push(
                    Diagnostic::new(Code::OverstatedConfidence, at(&document.file, row.span), message).help(
                        "write `confidence: medium`, or read the source where it states the fact and write \
                         `seen: section` there in `content/sources.yaml`",
                    ),
                );
            }
        }
    }
}
