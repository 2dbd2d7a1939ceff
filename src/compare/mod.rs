//! Compares two roles in a row: whether they differ, and by how much. Results are data: the words are the pages'. They deliberately never say "better": a difference has a size and a direction, but no value
//! judgement.

mod alike;
pub mod fit;
pub mod levels;
pub mod moves;
mod nearest;
mod pay;
mod sets;
mod slices;
mod verdict;

pub use alike::equal_groups;
pub use nearest::{Departure, PayAnswer, PayFinder, PayQuestion};
pub use pay::{Comparable, Incomparable, Property, compare_pay, headline};
pub use sets::{Sets, share, shared};
pub use slices::{Slice, slices};
pub use verdict::{Summary, summary};

use crate::model::{Cell, CellValue, Model, RoleId, Row, RowId};
use crate::parse::record::RowKind;
use crate::parse::scalar::{Date, Number, NumberRange};

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
    /// The difference in detail, for a reader who sees the row and both cells.
    pub detail: Detail,
}

/// The result of comparing two cells, with its quantities. Pages turn it into words.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Detail {
    /// Nothing: the cells need no explanation.
    None,
    /// The values are equal.
    Same,
    /// There is no data for either role.
    NoData,
    /// There is no data for one of the roles.
    NoDataFor(Side),
    /// The number of levels by which a role is higher.
    Levels(Side, u32),
    /// The amount by which a role is higher, in the row's unit.
    Amount(Side, Number),
    /// The date of a role is later, by a number of whole years.
    Later(Side, u32),
    /// A role is higher, without an amount.
    Higher(Side),
    /// The number of items in common of two lists.
    Items(usize),
    /// The number of tools in common, and of all tools.
    Tools(usize, usize),
    /// The number of comparable salary figures in which each role is higher, and of all.
    Pay {
        /// Figures in which the first role is higher.
        left: u32,
        /// Figures in which the second role is higher.
        right: u32,
        /// All comparable figures.
        all: u32,
    },
    /// No figures are comparable.
    Incomparable(Incomparable),
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

/// The distance of yes and no.
const ANSWERS_DIFFER: u32 = 600;

/// The distance of two links, which say nothing about the roles.
const LINKS_DIFFER: u32 = 1;

/// Compares two roles in one row.
pub fn compare(model: &Model, row_id: RowId, left: RoleId, right: RoleId) -> Difference {
    let row = &model.rows[row_id];
    let (a, b) = (&model.roles[left], &model.roles[right]);
    match row.kind {
        RowKind::Tools => sets::tools(a, b),
        RowKind::Salary => pay::pay_row(model, left, right),
        _ => match (a.cell(row_id), b.cell(row_id)) {
            (Some(x), Some(y)) => cells(row, x, y),
            (None, None) => open(Detail::NoData),
            (None, _) => open(Detail::NoDataFor(Side::Left)),
            (_, None) => open(Detail::NoDataFor(Side::Right)),
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

fn open(detail: Detail) -> Difference {
    Difference { verdict: Verdict::Open, distance: 0, more: None, detail }
}

fn same() -> Difference {
    Difference { verdict: Verdict::Same, distance: 0, more: None, detail: Detail::Same }
}

fn cells(row: &Row, x: &Cell, y: &Cell) -> Difference {
    match (&x.value, &y.value) {
        (CellValue::Level(x), CellValue::Level(y)) => levels(row, *x, *y),
        (CellValue::Amount(x), CellValue::Amount(y)) => amounts(*x, *y),
        (CellValue::Items(x), CellValue::Items(y)) => sets::items(x, y),
        (CellValue::Text(x), CellValue::Text(y)) => texts(x, y),
        (CellValue::Answer(x), CellValue::Answer(y)) => answers(*x, *y),
        (CellValue::Date(x), CellValue::Date(y)) => dates(*x, *y),
        (CellValue::Link { url: x, .. }, CellValue::Link { url: y, .. }) if x == y => same(),
        (CellValue::Link { .. }, CellValue::Link { .. }) => {
            Difference { verdict: Verdict::Differs, distance: LINKS_DIFFER, more: None, detail: Detail::None }
        }
        (CellValue::Range(x), CellValue::Range(y)) => ranges(*x, *y),
        _ => unreachable!("invariant: the cells of a row are of the row's kind"),
    }
}

fn levels(row: &Row, x: usize, y: usize) -> Difference {
    if x == y {
        return same();
    }
    let more = if x > y { Side::Left } else { Side::Right };
    let steps = u32::try_from(x.abs_diff(y)).unwrap_or(u32::MAX);
    let most = u32::try_from(row.levels.len().saturating_sub(1).max(1)).unwrap_or(1);
    Difference {
        verdict: Verdict::Differs,
        distance: steps * 1000 / most,
        more: Some(more),
        detail: Detail::Levels(more, steps),
    }
}

fn amounts(x: Number, y: Number) -> Difference {
    if x == y {
        return same();
    }
    let more = if x > y { Side::Left } else { Side::Right };
    Difference {
        verdict: Verdict::Differs,
        distance: x.relative_distance(y),
        more: Some(more),
        detail: Detail::Amount(more, x.abs_diff(y)),
    }
}

fn answers(x: bool, y: bool) -> Difference {
    if x == y {
        return same();
    }
    let more = if x { Side::Left } else { Side::Right };
    Difference { verdict: Verdict::Differs, distance: ANSWERS_DIFFER, more: Some(more), detail: Detail::None }
}

/// Compares dates: the later one is the higher value. Of two dates of which the less precise one contains the other, neither
/// is earlier.
fn dates(x: Date, y: Date) -> Difference {
    if x == y {
        return same();
    }
    // A part that is not known is 0.
    let parts = |date: Date| [u32::from(date.year), u32::from(date.month), u32::from(date.day)];
    let pairs = parts(x).into_iter().zip(parts(y)).take_while(|(a, b)| *a != 0 && *b != 0);
    let first = pairs.map(|(a, b)| a.cmp(&b)).find(|order| order.is_ne());
    let Some(order) = first else {
        return Difference { verdict: Verdict::Differs, distance: 0, more: None, detail: Detail::None };
    };
    let (early, late, later) = if order.is_lt() { (x, y, Side::Right) } else { (y, x, Side::Left) };
    let mut in_year =
        parts(early).into_iter().zip(parts(late)).skip(1).take_while(|(a, b)| *a != 0 && *b != 0);
    let has_passed = in_year.find(|(a, b)| a != b).is_none_or(|(a, b)| a < b);
    let years = u32::from(late.year - early.year).saturating_sub(u32::from(!has_passed));
    Difference {
        verdict: Verdict::Differs,
        distance: (years * 25).clamp(25, 1000),
        more: Some(later),
        detail: Detail::Later(later, years),
    }
}

/// Compares ranges: one is higher if neither of its ends is lower.
fn ranges(x: NumberRange, y: NumberRange) -> Difference {
    if x == y {
        return same();
    }
    let more = match (x.from >= y.from && x.to >= y.to, x.from <= y.from && x.to <= y.to) {
        (true, _) => Some(Side::Left),
        (_, true) => Some(Side::Right),
        _ => None,
    };
    Difference {
        verdict: Verdict::Differs,
        distance: u32::midpoint(x.from.relative_distance(y.from), x.to.relative_distance(y.to)),
        more,
        detail: more.map_or(Detail::None, Detail::Higher),
    }
}

fn texts(x: &str, y: &str) -> Difference {
    if x.eq_ignore_ascii_case(y) {
        return same();
    }
    Difference { verdict: Verdict::Differs, distance: TEXTS_DIFFER, more: None, detail: Detail::None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).expect("a date")
    }

    #[test]
    fn the_later_date_is_found_as_far_as_dates_are_known() {
        let of = |x: &str, y: &str| dates(date(x), date(y));
        assert_eq!(of("2012-03-28", "2015-05-15").detail, Detail::Later(Side::Right, 3));
        assert_eq!(of("2012-03-28", "2015-05-15").more, Some(Side::Right));
        assert_eq!(of("2015-05-15", "2012-09-01").detail, Detail::Later(Side::Left, 2));
        assert_eq!(of("2015-05", "2015-04").detail, Detail::Later(Side::Left, 0));
        assert_eq!(of("2012", "2015-05-15").detail, Detail::Later(Side::Right, 3));
        assert_eq!(of("2012-05-28", "2015-05").detail, Detail::Later(Side::Right, 3));
        assert_eq!(of("2012-06-28", "2015-05").detail, Detail::Later(Side::Right, 2));
        for (x, y) in [("2015", "2015-05-15"), ("2015-05-15", "2015-05")] {
            let difference = of(x, y);
            assert_eq!(
                (difference.verdict, difference.more, difference.distance),
                (Verdict::Differs, None, 0)
            );
        }
        assert_eq!(of("2015-05", "2015-05").verdict, Verdict::Same);
        assert!(of("1990", "2090").distance == 1000 && of("2019", "2020").distance == 25);
    }

    #[test]
    fn a_range_is_higher_if_no_end_is_lower() {
        let of = |a: [i32; 2], b: [i32; 2]| {
            let range = |[from, to]: [i32; 2]| NumberRange { from: from.into(), to: to.into() };
            ranges(range(a), range(b))
        };
        assert_eq!(of([1, 3], [2, 5]).detail, Detail::Higher(Side::Right));
        assert_eq!(of([2, 5], [2, 3]).more, Some(Side::Left));
        // One within the other.
        assert_eq!((of([1, 9], [2, 3]).more, of([1, 9], [2, 3]).detail), (None, Detail::None));
        assert_eq!(of([2, 3], [2, 3]).verdict, Verdict::Same);
        assert_eq!(of([0, 10], [5, 10]).distance, 500);
    }

    #[test]
    fn yes_is_above_no() {
        assert_eq!(
            (answers(true, false).more, answers(false, true).more),
            (Some(Side::Left), Some(Side::Right))
        );
        assert_eq!(answers(false, false).verdict, Verdict::Same);
    }
}
