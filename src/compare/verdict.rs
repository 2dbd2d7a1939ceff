//! One-sentence summaries of comparisons: hand-written, or the rows that differ most.

use super::{Difference, Side, Verdict};
use crate::model::{Model, Pair, RoleId, RowId};
use crate::parse::record::RowKind;

/// The summary of a comparison. Pages turn it into a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Summary {
    /// The hand-written sentence.
    Written(String),
    /// The scales on which each role is higher, most different first.
    Higher(Vec<RowId>, Vec<RowId>),
    /// The other rows that differ; the level is the same on every scale.
    SameLevels(Vec<RowId>),
    /// Every row that can be compared is the same.
    Same,
    /// No row can be compared.
    Nothing,
}

/// Summarises the comparison of two roles. `rows` is the result of [`super::compare_rows`].
pub fn summary(model: &Model, left: RoleId, right: RoleId, rows: &[(RowId, Difference)]) -> Summary {
    let words = Pair::new(left, right).and_then(|pair| model.pairs.get(&pair));
    if let Some(written) = words.and_then(|words| words.summary.as_ref()) {
        return Summary::Written(written.clone());
    }
    let chosen = |keep: &dyn Fn(RowId, &Difference) -> bool| -> Vec<RowId> {
        rows.iter().filter(|(row, d)| keep(*row, d)).map(|(row, _)| *row).collect()
    };
    let more = |side: Side| chosen(&|row, d| model.rows[row].kind == RowKind::Scale && d.more == Some(side));
    let (higher, lower) = (more(Side::Left), more(Side::Right));
    if !higher.is_empty() || !lower.is_empty() {
        return Summary::Higher(higher, lower);
    }
    let differ = chosen(&|_, d| d.verdict == Verdict::Differs);
    if !differ.is_empty() {
        Summary::SameLevels(differ)
    } else if rows.iter().any(|(_, d)| d.verdict == Verdict::Same) {
        Summary::Same
    } else {
        Summary::Nothing
    }
}
