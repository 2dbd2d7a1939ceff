//! Which cells of a row say the same, for all roles at once.

use std::collections::BTreeMap;

use crate::model::{CellValue, Model, Role, RoleId, RowId};
use crate::parse::record::RowKind;

/// Numbers the cells of a row: two cells have the same number when they say the same, as [`super::compare`] has it.
/// `None` where there is no data, and for pay, of which two figures are the same only where they may be compared.
pub fn alike(model: &Model, row: RowId, roles: &[RoleId]) -> Vec<Option<usize>> {
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let mut number = |role: &RoleId| {
        let said = said(model, row, &model.roles[*role])?;
        let next = known.len();
        Some(*known.entry(said).or_insert(next))
    };
    roles.iter().map(&mut number).collect()
}

/// What a cell says, written so that what says the same is equal. Case and the order of a list do not count.
fn said(model: &Model, row: RowId, role: &Role) -> Option<String> {
    let set = |mut items: Vec<String>| {
        items.sort_unstable();
        items.dedup();
        items.join("\n")
    };
    match model.rows[row].kind {
        RowKind::Salary => None,
        RowKind::Tools => {
            let ids = role.tool_set().iter().map(|tool| model.tools.id(*tool).to_string()).collect();
            (!role.tools.is_empty()).then(|| set(ids))
        }
        _ => role.cell(row).map(|cell| match &cell.value {
            CellValue::Text(text) => text.to_ascii_lowercase(),
            CellValue::Level(level) => level.to_string(),
            CellValue::Amount(number) => number.to_string(),
            CellValue::Items(items) => set(items.iter().map(|item| item.to_ascii_lowercase()).collect()),
        }),
    }
}
