//! A row of the comparison of two roles.

use serde::Serialize;

use crate::compare::Side;
use crate::pages::parts::compared_pair::ComparedPair;
use crate::pages::{Shared, Views};
use crate::parse::record::RowKind;

/// A row of a pair, with its cells drawn.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct PairRow {
    row: Shared,
    left: Shared,
    right: Shared,
    verdict: &'static str,
    /// The role with the higher value: `left`, `right`, or none.
    more: Option<&'static str>,
    /// The difference in a few words; empty if the cells speak for themselves.
    brief: String,
}

impl PairRow {
    /// Returns all rows of a pair, most different first.
    pub(in crate::pages) fn all(views: &Views<'_>, compared: &ComparedPair) -> Vec<PairRow> {
        let (a, b) = (views.side(compared.left), views.side(compared.right));
        let rows = compared.iter().map(|(row, difference, brief)| {
            // A salary cell depends on the other role.
            let [left, right] = match views.model().rows[row].kind {
                RowKind::Salary => compared.pay_cells(views).each_ref().map(|cell| views.cell(cell)),
                _ => [a.cell(row), b.cell(row)],
            };
            PairRow {
                row: views.row(row),
                left,
                right,
                verdict: difference.verdict.word(),
                more: difference.more.map(Side::word),
                brief: brief.to_string(),
            }
        });
        rows.collect()
    }
}
