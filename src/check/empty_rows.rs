//! Reports rows that have "no data" for most roles.

use std::collections::BTreeSet;

use super::{CheckInput, Rule, RuleScope, at};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::RoleId;
use crate::parse::Body;
use crate::parse::record::RowKind;

pub(super) const RULE: Rule = Rule { codes: &[Code::EmptyRow], run: RuleScope::Site(run) };

/// The minimum number of roles for this rule: in a smaller site, the row may have been started recently.
const FEW: usize = 4;

fn run(site: &CheckInput<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let roles = &site.model.roles;
    if roles.len() < FEW || !site.broken.is_empty() {
        return;
    }
    let figures = site.model.series.values().flat_map(|series| &series.figures);
    let paid: BTreeSet<RoleId> = figures.map(|figure| figure.role).collect();
    for document in site.documents {
        let Body::Comparison(comparison) = &document.body else { continue };
        // The cells of a row that contradicts itself are unknown.
        for record in comparison.rows.iter().filter(|record| record.is_consistent()) {
            let Some(row) = site.model.rows.get(record.id.value.as_str()) else { continue };
            let full = match record.kind.value {
                RowKind::Tools => roles.values().filter(|role| !role.tools.is_empty()).count(),
                RowKind::Salary => paid.len(),
                RowKind::Text
                | RowKind::Scale
                | RowKind::Number
                | RowKind::List
                | RowKind::YesNo
                | RowKind::Date
                | RowKind::Link
                | RowKind::Range => roles.values().filter(|role| role.cell(row).is_some()).count(),
            };
            let empty = roles.len() - full;
            if empty * 2 > roles.len() {
                let message = format!(
                    "{empty} of {} roles have no data for the row `{}`",
                    roles.len(),
                    record.id.value
                );
                diagnostics.push(
                    Diagnostic::new(Code::EmptyRow, at(&document.file, record.id.span), message)
                        .help("add facts to more roles, or delete the row"),
                );
            }
        }
    }
}
