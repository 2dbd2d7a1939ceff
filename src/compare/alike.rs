//! Groups the cells of a row by equal value, for all roles at once.

use std::collections::BTreeMap;

use crate::model::{CellValue, Model, Role, RoleId, RowId};
use crate::parse::record::RowKind;

/// Returns a group number for the cell of each role: two cells have the same number if they are equal by the rules of
/// [`super::compare`]. `None` if there is no data, and for pay, because not all salary figures can be compared.
pub fn equal_groups(model: &Model, row: RowId, roles: &[RoleId]) -> Vec<Option<usize>> {
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let mut number = |role: &RoleId| {
        let normalised = normalised(model, row, &model.roles[*role])?;
        let next = known.len();
        Some(*known.entry(normalised).or_insert(next))
    };
    roles.iter().map(&mut number).collect()
}

/// Returns the normalised value of a cell, as text that is equal for equal cells. Case and the order of lists do not count.
fn normalised(model: &Model, row: RowId, role: &Role) -> Option<String> {
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
            CellValue::Answer(answer) => answer.to_string(),
            CellValue::Date(date) => date.to_string(),
            CellValue::Link { url, .. } => url.clone(),
            CellValue::Range(range) => format!("{} {}", range.from, range.to),
            CellValue::Items(items) => set(items.iter().map(|item| item.to_ascii_lowercase()).collect()),
        }),
    }
}
