//! Compares two roles in a row: whether they differ, by how much, and a few words that describe the difference. Comparisons
//! are independent of pages. They deliberately never say "better": a difference has a size and a direction, but no value
//! judgement.

mod alike;
pub mod fit;
mod format;
pub mod moves;
mod pay;
mod sets;
mod slices;
mod verdict;

pub use alike::equal_groups;
pub use format::{
    amount, capitalised, day, list, number_word, per, plain_number, quantity, time, unsigned_quantity,
    whole_number,
};
pub use pay::{Comparable, Incomparable, compare_pay, headline};
pub use sets::{Sets, shared};
pub use slices::{Slice, slices};
pub use verdict::verdict;

use crate::model::{Cell, CellValue, Model, Role, RoleId, Row, RowId};
use crate::parse::record::RowKind;
use crate::parse::scalar::Number;

/// The result of comparing two cells of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// The values are equal.
    Same,
    /// The values differ.
    Differs,
    /// One or both values are missing, or they cannot be compared.
    Open,
}

impl Verdict {
    /// The keyword in templates and data.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Same => "same",
            Verdict::Differs => "differs",
            Verdict::Open => "open",
        }
    }
}

/// The difference between two roles in one row.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Difference {
    /// The result of the comparison.
    pub verdict: Verdict,
    /// The distance, from 0 (equal) to 1000 (nothing in common, or opposite ends of the scale).
    pub distance: u32,
    /// The role with the higher value, in rows with an order.
    pub more: Option<Side>,
    /// The difference in a few words, for a reader who sees the row and both cells: `SRE: two levels higher`. Empty if the
    /// cells need no explanation.
    pub brief: String,
}

/// One of the two roles of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The first.
    Left,
    /// The second.
    Right,
}

impl Side {
    /// The keyword in templates.
    pub fn word(self) -> &'static str {
        match self {
            Side::Left => "left",
            Side::Right => "right",
        }
    }
}

/// The distance of two different texts. Texts cannot be measured, so any difference counts as less than two levels on a scale
/// of five.
const TEXTS_DIFFER: u32 = 400;

/// Compares two roles in one row.
pub fn compare(model: &Model, row_id: RowId, left: RoleId, right: RoleId) -> Difference {
    let row = &model.rows[row_id];
    let (a, b) = (&model.roles[left], &model.roles[right]);
    match row.kind {
        RowKind::Tools => sets::tools(a, b),
        RowKind::Salary => pay::pay_row(model, left, right),
        _ => match (a.cell(row_id), b.cell(row_id)) {
            (Some(x), Some(y)) => cells(row, a, b, x, y),
            (None, None) => open("no data for either".to_string()),
            (None, _) => no_data(a),
            (_, None) => no_data(b),
        },
    }
}

/// Compares two roles in every row. Rows are sorted by distance, the largest first; rows that cannot be compared come last.
pub fn compare_rows(model: &Model, left: RoleId, right: RoleId) -> Vec<(RowId, Difference)> {
    let mut rows: Vec<(RowId, Difference)> =
        model.rows.indices().map(|row| (row, compare(model, row, left, right))).collect();
    rows.sort_by_key(|(row, d)| (d.verdict == Verdict::Open, std::cmp::Reverse(d.distance), *row));
    rows
}

fn open(why: String) -> Difference {
    Difference { verdict: Verdict::Open, distance: 0, more: None, brief: why }
}

fn no_data(role: &Role) -> Difference {
    open(format!("no data for {}", role.short))
}

fn same() -> Difference {
    Difference { verdict: Verdict::Same, distance: 0, more: None, brief: "the same".to_string() }
}

fn cells(row: &Row, a: &Role, b: &Role, x: &Cell, y: &Cell) -> Difference {
    match (&x.value, &y.value) {
        (CellValue::Level(x), CellValue::Level(y)) => levels(row, a, b, *x, *y),
        (CellValue::Amount(x), CellValue::Amount(y)) => amounts(row, a, b, *x, *y),
        (CellValue::Items(x), CellValue::Items(y)) => sets::items(x, y),
        (CellValue::Text(x), CellValue::Text(y)) => texts(x, y),
        _ => unreachable!("invariant: the cells of a row are of the row's kind"),
    }
}

fn levels(row: &Row, a: &Role, b: &Role, x: usize, y: usize) -> Difference {
    if x == y {
        return same();
    }
    let (more, higher) = if x > y { (Side::Left, a) } else { (Side::Right, b) };
    let steps = u32::try_from(x.abs_diff(y)).unwrap_or(u32::MAX);
    let plural = if steps == 1 { "" } else { "s" };
    let most = u32::try_from(row.levels.len().saturating_sub(1).max(1)).unwrap_or(1);
    Difference {
        verdict: Verdict::Differs,
        distance: steps * 1000 / most,
        more: Some(more),
        brief: format!("{}: {} level{plural} higher", higher.short, number_word(steps)),
    }
}

fn amounts(row: &Row, a: &Role, b: &Role, x: Number, y: Number) -> Difference {
    if x == y {
        return same();
    }
    let (more, higher) = if x > y { (Side::Left, a) } else { (Side::Right, b) };
    let apart = x.abs_diff(y);
    let distance = match row.unit.as_str() {
        // The difference of two percentages is in points: 15% against 12% is not "3% more".
        "%" if apart == Number::from(1) => format!("{} point", plain_number(row, apart)),
        "%" => format!("{} points", plain_number(row, apart)),
        _ => unsigned_quantity(row, apart),
    };
    Difference {
        verdict: Verdict::Differs,
        distance: x.relative_distance(y),
        more: Some(more),
        brief: format!("{}: {distance} higher", higher.short),
    }
}

fn texts(x: &str, y: &str) -> Difference {
    if x.eq_ignore_ascii_case(y) {
        return same();
    }
    Difference { verdict: Verdict::Differs, distance: TEXTS_DIFFER, more: None, brief: String::new() }
}
