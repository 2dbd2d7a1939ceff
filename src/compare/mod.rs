//! What comes in: two roles and a row. What goes out: whether they differ, how far, and a sentence that says it. It
//! never knows a page; and it deliberately never says "better": a difference has a size and a direction, not a value.

mod alike;
mod pay;
mod sets;
mod slices;
mod words;

pub use alike::alike;
pub use pay::{Comparable, Incomparable, compare_pay, headline};
pub use sets::{Sets, shared};
pub use slices::{Slice, slices};
pub use words::{amount, capitalised, day, list, number_word, per, time};

use crate::model::{Cell, CellValue, Model, Role, RoleId, Row, RowId};
use crate::parse::record::RowKind;

/// How two cells of a row stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// They say the same.
    Same,
    /// They say something else.
    Differs,
    /// One of them, or both, say nothing, or may not be compared.
    Open,
}

impl Verdict {
    /// The word for it, for templates and data.
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
    /// Same, different, or open.
    pub verdict: Verdict,
    /// How far apart, from 0 (the same) to 1000 (nothing in common, or the whole scale).
    pub distance: u32,
    /// How far apart in a few words: `2 steps`, `same`, `no data`.
    pub badge: String,
    /// The difference in a sentence.
    pub sentence: String,
}

/// Words have no measure: that two texts differ counts as less than two steps of a scale of five.
const TEXTS_DIFFER: u32 = 400;

/// Compares two roles in one row.
pub fn compare(model: &Model, row_id: RowId, left: RoleId, right: RoleId) -> Difference {
    let row = &model.rows[row_id];
    let (a, b) = (&model.roles[left], &model.roles[right]);
    match row.kind {
        RowKind::Tools => sets::tools(model, row, a, b),
        RowKind::Salary => pay::pay_row(model, row, left, right),
        _ => match (a.cell(row_id), b.cell(row_id)) {
            (Some(x), Some(y)) => cells(row, a, b, x, y),
            (None, None) => {
                open(row, "no data", "for neither of the two is there anything that the site could cite")
            }
            (None, _) => open(row, "no data", &format!("no data for {}", a.short)),
            (_, None) => open(row, "no data", &format!("no data for {}", b.short)),
        },
    }
}

/// All rows of a pair, those that differ most first; rows that cannot be compared come last.
pub fn compare_rows(model: &Model, left: RoleId, right: RoleId) -> Vec<(RowId, Difference)> {
    let mut rows: Vec<(RowId, Difference)> =
        model.rows.numbers().map(|row| (row, compare(model, row, left, right))).collect();
    rows.sort_by_key(|(row, d)| (d.verdict == Verdict::Open, std::cmp::Reverse(d.distance), *row));
    rows
}

pub(crate) fn open(row: &Row, badge: &str, why: &str) -> Difference {
    Difference {
        verdict: Verdict::Open,
        distance: 0,
        badge: badge.to_string(),
        sentence: format!("{}: {why}.", row.label),
    }
}

fn cells(row: &Row, a: &Role, b: &Role, x: &Cell, y: &Cell) -> Difference {
    match (&x.value, &y.value) {
        (CellValue::Level(x), CellValue::Level(y)) => levels(row, a, b, *x, *y),
        (CellValue::Amount(x), CellValue::Amount(y)) => amounts(row, a, b, x.0, y.0),
        (CellValue::Items(x), CellValue::Items(y)) => sets::items(row, a, b, x, y),
        (CellValue::Text(x), CellValue::Text(y)) => texts(row, a, b, x, y),
        _ => unreachable!("invariant: the cells of a row are of the row's kind"),
    }
}

fn levels(row: &Row, a: &Role, b: &Role, x: usize, y: usize) -> Difference {
    let name = |level: usize| row.levels.get(level).map_or("", |(_, name)| name.as_str());
    if x == y {
        let sentence = format!("{}: “{}” for both.", row.label, name(x));
        return Difference { verdict: Verdict::Same, distance: 0, badge: "same".to_string(), sentence };
    }
    let steps = x.abs_diff(y);
    let (higher, lower, high, low) = if x > y { (a, b, x, y) } else { (b, a, y, x) };
    let count = u32::try_from(steps).unwrap_or(u32::MAX);
    let plural = if steps == 1 { "" } else { "s" };
    let sentence = format!(
        "{}: {} stands {} step{plural} above {}, “{}” against “{}”.",
        row.label,
        higher.short,
        number_word(count),
        lower.short,
        name(high),
        name(low),
    );
    let most = u32::try_from(row.levels.len().saturating_sub(1).max(1)).unwrap_or(1);
    Difference {
        verdict: Verdict::Differs,
        distance: count * 1000 / most,
        badge: format!("{steps} step{plural}"),
        sentence,
    }
}

/// Numbers are in hundredths.
fn amounts(row: &Row, a: &Role, b: &Role, x: i64, y: i64) -> Difference {
    let show = |n: i64| format!("{}{}", crate::parse::scalar::Number(n), spaced(&row.unit));
    if x == y {
        let sentence = format!("{}: {} for both.", row.label, show(x));
        return Difference { verdict: Verdict::Same, distance: 0, badge: "same".to_string(), sentence };
    }
    let apart = x.abs_diff(y);
    // The difference of two percentages is in points: 15 % against 12 % is not "3 % more".
    let unit = if row.unit == "%" { " points".to_string() } else { spaced(&row.unit) };
    let by = format!("{}{unit}", crate::parse::scalar::Number(i64::try_from(apart).unwrap_or(i64::MAX)));
    let (higher, lower, high, low) = if x > y { (a, b, x, y) } else { (b, a, y, x) };
    let sentence = format!(
        "{}: {} for {}, {} for {}; {by} apart.",
        row.label,
        show(high),
        higher.short,
        show(low),
        lower.short
    );
    let largest = x.unsigned_abs().max(y.unsigned_abs()).max(1);
    let distance = u32::try_from((apart * 1000 / largest).min(1000)).unwrap_or(1000);
    Difference { verdict: Verdict::Differs, distance, badge: by, sentence }
}

fn spaced(unit: &str) -> String {
    match unit {
        "" => String::new(),
        // A percent sign stands off its number by a narrow space that does not break (ISO 80000-1, 7.1.4).
        "%" => "\u{202f}%".to_string(),
        unit => format!("\u{a0}{unit}"),
    }
}

fn texts(row: &Row, a: &Role, b: &Role, x: &str, y: &str) -> Difference {
    if x.eq_ignore_ascii_case(y) {
        let sentence = format!("{}: “{x}” for both.", row.label);
        return Difference { verdict: Verdict::Same, distance: 0, badge: "same".to_string(), sentence };
    }
    let sentence = format!("{}: for {}, “{x}”; for {}, “{y}”.", row.label, a.short, b.short);
    Difference { verdict: Verdict::Differs, distance: TEXTS_DIFFER, badge: "differs".to_string(), sentence }
}
