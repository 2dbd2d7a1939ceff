//! Rows with an order, and the sort keys of their cells.

use serde::Serialize;

use crate::model::{CellValue, Model, RoleId, RowId};
use crate::parse::record::RowKind;

/// A row by which roles can be sorted, filtered and weighted.
#[derive(Debug, Hash, Serialize)]
pub(super) struct OrderView {
    id: String,
    label: String,
    /// `scale`, `number` or `salary`.
    kind: &'static str,
    unit: String,
    /// The levels of a scale, lowest first.
    levels: Vec<Level>,
}

#[derive(Debug, Hash, Serialize)]
struct Level {
    id: String,
    label: String,
}

/// Returns the rows with an order; the salary row only if `pay`.
pub(super) fn rows(model: &Model, pay: bool) -> Vec<OrderView> {
    let ordered = |kind: RowKind| match kind {
        RowKind::Scale | RowKind::Number => true,
        RowKind::Salary => pay,
        RowKind::Text | RowKind::List | RowKind::Tools => false,
    };
    let rows = model.rows.iter().filter(|(_, row)| ordered(row.kind));
    rows.map(|(id, row)| OrderView {
        id: model.rows.id(id).to_string(),
        label: row.label.clone(),
        kind: row.kind.word(),
        unit: row.unit.clone(),
        levels: row
            .levels
            .iter()
            .map(|(id, label)| Level { id: id.to_string(), label: label.clone() })
            .collect(),
    })
    .collect()
}

/// Returns the sort key of a cell: a level counted from 0, or the number. Salaries have a key for each slice instead.
pub(super) fn place(model: &Model, role: RoleId, row: RowId) -> Option<String> {
    match &model.roles[role].cell(row)?.value {
        CellValue::Level(level) => Some(level.to_string()),
        CellValue::Amount(number) => Some(number.to_string()),
        CellValue::Text(_) | CellValue::Items(_) => None,
    }
}
