//! A row of the comparison of two roles.

use serde::Serialize;

use crate::compare::Difference;
use crate::model::{RoleId, RowId};
use crate::pages::parts::cell::{self, CellView};
use crate::pages::parts::difference::brief;
use crate::pages::{Shared, Views};
use crate::parse::record::RowKind;

/// A row of a pair. Its cells are drawn; only what depends on both roles is not.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct PairRow {
    row: Shared,
    left: Shared,
    right: Shared,
    /// The cells of a salary row, instead of `left` and `right`: each depends on the other role.
    pay: Option<[CellView; 2]>,
    verdict: &'static str,
    /// The role with the higher value: `left`, `right`, or none.
    more: Option<&'static str>,
    /// The difference in a few words; empty if the cells speak for themselves.
    brief: String,
}

impl PairRow {
    /// Returns all rows of a pair in the order of `compared`.
    pub(in crate::pages) fn all(
        views: &Views<'_>,
        left: RoleId,
        right: RoleId,
        compared: Vec<(RowId, Difference)>,
    ) -> Vec<PairRow> {
        let (a, b) = (views.side(left), views.side(right));
        let row = |(row, difference): (RowId, Difference)| PairRow {
            row: views.row(row),
            left: a.cell(row),
            right: b.cell(row),
            pay: (views.model().rows[row].kind == RowKind::Salary)
                .then(|| cell::pay_cells(views, left, right)),
            verdict: difference.verdict.word(),
            more: difference.more.map(crate::compare::Side::word),
            brief: brief(views.model(), row, left, right, &difference),
        };
        compared.into_iter().map(row).collect()
    }
}
