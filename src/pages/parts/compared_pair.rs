//! The comparison of two roles, with what their page, their embed, their tables and their card have in common.

use std::sync::{Arc, Mutex, PoisonError};

use crate::compare::{Comparable, Difference, Incomparable, compare_pay, compare_rows};
use crate::model::{Idx as _, Pair, RoleId, RowId};
use crate::pages::outputs::table::PairCells;
use crate::pages::parts::cell::{CellView, pay_cells_of};
use crate::pages::parts::difference::brief;
use crate::pages::parts::pair_row::PairRow;
use crate::pages::{Shared, Views};
use crate::reads::{Recorded, RecordedCell};

/// Two roles and their differences.
pub(crate) struct ComparedPair {
    /// The roles in display order.
    pub(in crate::pages) left: RoleId,
    pub(in crate::pages) right: RoleId,
    /// All rows, most different first.
    pub(in crate::pages) rows: Vec<(RowId, Difference)>,
    /// The difference in each of these rows in a few words; empty if the cells speak for themselves.
    pub(in crate::pages) briefs: Vec<String>,
    /// The comparable salary figures, or the reason why there are none.
    pub(in crate::pages) pay: Result<Vec<Comparable>, Incomparable>,
    pay_cells: RecordedCell<[CellView; 2]>,
    drawn: RecordedCell<Shared>,
    exported: RecordedCell<PairCells>,
}

impl ComparedPair {
    fn of(views: &Views<'_>, pair: Pair) -> ComparedPair {
        let model = views.model();
        let (left, right) = model.display_order(pair);
        let rows = compare_rows(model, left, right);
        ComparedPair {
            left,
            right,
            briefs: rows.iter().map(|(row, found)| brief(model, *row, left, right, found)).collect(),
            rows,
            pay: compare_pay(model, left, right),
            pay_cells: RecordedCell::new(),
            drawn: RecordedCell::new(),
            exported: RecordedCell::new(),
        }
    }

    /// Iterates over the rows with the difference in a few words.
    pub(in crate::pages) fn iter(&self) -> impl Iterator<Item = (RowId, &Difference, &str)> {
        self.rows.iter().zip(&self.briefs).map(|((row, found), brief)| (*row, found, brief.as_str()))
    }

    /// Returns the salary cells, which depend on both roles.
    pub(in crate::pages) fn pay_cells(&self, views: &Views<'_>) -> &[CellView; 2] {
        self.pay_cells.get_or_init(|| pay_cells_of(views, self.left, self.right, self.pay.as_deref()))
    }

    /// Returns the rows with their cells drawn.
    pub(in crate::pages) fn drawn(&self, views: &Views<'_>) -> Shared {
        self.drawn.get_or_init(|| Shared::new(&PairRow::all(views, self))).clone()
    }

    /// Returns the cells of tables to download that depend on both roles.
    pub(in crate::pages) fn exported(&self, views: &Views<'_>) -> &PairCells {
        self.exported.get_or_init(|| PairCells::of(views, self))
    }
}

/// The comparisons that were asked for last. The page and the files of a pair are made one after the other, so each pair is
/// compared once. A lock for each place keeps threads, which work on different pairs, from waiting for each other.
pub(in crate::pages) struct RecentPairs([Mutex<Recent>; 64]);

type Recent = Option<(Pair, Recorded<Arc<ComparedPair>>)>;

impl RecentPairs {
    pub(in crate::pages) fn none() -> RecentPairs {
        RecentPairs([const { Mutex::new(None) }; 64])
    }
}

impl Views<'_> {
    /// Returns the comparison of two roles.
    pub(in crate::pages) fn compared(&self, pair: Pair) -> Arc<ComparedPair> {
        let (a, b) = pair.roles();
        let places = &self.recent.0;
        let place = &places[(a.index() * 31 + b.index()) % places.len()];
        let mut recent = place.lock().unwrap_or_else(PoisonError::into_inner);
        match &*recent {
            Some((known, compared)) if *known == pair => Arc::clone(compared.get()),
            _ => {
                let compared = Recorded::new(|| Arc::new(ComparedPair::of(self, pair)));
                let shared = Arc::clone(compared.get());
                *recent = Some((pair, compared));
                shared
            }
        }
    }
}
