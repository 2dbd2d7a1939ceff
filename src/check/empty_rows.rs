//! A row that says "no data" for most roles compares nothing.

use super::{Rule, Site, at};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Role, RoleId, RowId};
use crate::parse::Body;
use crate::parse::record::RowKind;

pub(super) const RULE: Rule = Rule { codes: &[Code::EmptyRow], run };

/// With fewer roles than this, a row may just have been begun.
const FEW: usize = 4;

fn run(site: &Site<'_>, found: &mut Vec<Diagnostic>) {
    let roles = site.model.roles.len();
    if roles < FEW || !site.broken.is_empty() {
        return;
    }
    for document in site.documents {
        let Body::Comparison(comparison) = &document.body else { continue };
        for record in &comparison.rows {
            let Some(row) = site.model.rows.find(record.id.value.as_str()) else { continue };
            let has = |(id, role): &(RoleId, &Role)| has_data(site, *id, role, row, record.kind);
            let empty = roles - site.model.roles.iter().filter(has).count();
            if empty * 2 > roles {
                let message =
                    format!("{empty} of {roles} roles have no data for the row `{}`", record.id.value);
                found.push(
                    Diagnostic::new(Code::EmptyRow, at(&document.file, record.id.span), message)
                        .help("add facts to more roles, or ask another question"),
                );
            }
        }
    }
}

fn has_data(site: &Site<'_>, id: RoleId, role: &Role, row: RowId, kind: RowKind) -> bool {
    match kind {
        RowKind::Tools => !role.tools.is_empty(),
        RowKind::Salary => site.model.series.values().any(|series| series.figures_of(id).next().is_some()),
        RowKind::Text | RowKind::Scale | RowKind::Number | RowKind::List => role.cell(row).is_some(),
    }
}
