//! Rows with an order, and the sort keys of their cells.

use serde::Serialize;

use crate::model::{CellValue, Model, RoleId, RowId};
use crate::parse::record::RowKind;
use crate::url::Id;
use crate::words;

/// A row by which roles can be sorted, filtered and weighted.
#[derive(Debug, Hash, Serialize)]
pub(super) struct OrderView {
    id: String,
    label: String,
    /// The kind of the row, which has an order.
    kind: &'static str,
    unit: String,
    /// The levels of a scale, lowest first; of a row of kind `yes-no`, no and yes.
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
        RowKind::Scale | RowKind::Number | RowKind::YesNo | RowKind::Date | RowKind::Range => true,
        RowKind::Salary => pay,
        RowKind::Text | RowKind::List | RowKind::Link | RowKind::Tools => false,
    };
    let rows = model.rows.iter().filter(|(_, row)| ordered(row.kind));
    rows.map(|(id, row)| OrderView {
        id: model.rows.id(id).to_string(),
        label: row.label.clone(),
        kind: row.kind.word(),
        unit: row.unit.clone(),
        levels: if row.kind == RowKind::YesNo {
            let level = |id: &str, label: String| Level { id: id.to_string(), label };
            vec![level("no", words!(model.locale, "no")), level("yes", words!(model.locale, "yes"))]
        } else {
            let level = |(id, label): &(Id, String)| Level { id: id.to_string(), label: label.clone() };
            row.levels.iter().map(level).collect()
        },
    })
    .collect()
}

/// Returns the sort key of a cell: a level counted from 0, a number, the middle of a range, or a year with the month and the
/// day as decimals. Salaries have a key for each slice instead.
pub(super) fn place(model: &Model, role: RoleId, row: RowId) -> Option<String> {
    match &model.roles[role].cell(row)?.value {
        CellValue::Level(level) => Some(level.to_string()),
        CellValue::Amount(number) => Some(number.to_string()),
        CellValue::Answer(answer) => Some(u8::from(*answer).to_string()),
        CellValue::Date(date) => Some(format!("{}.{:02}{:02}", date.year, date.month, date.day)),
        CellValue::Range(range) => Some(range.middle().to_string()),
        CellValue::Text(_) | CellValue::Items(_) | CellValue::Link { .. } => None,
    }
}
