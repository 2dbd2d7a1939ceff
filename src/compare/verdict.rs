//! One-sentence summaries of comparisons: hand-written, or generated from the rows that differ most.

use super::{Difference, Side, Verdict, list};
use crate::model::{Model, Pair, RoleId, RowId};
use crate::parse::record::RowKind;

/// The maximum number of rows to name for each role. If there are more, only the first two are named, to keep the sentence
/// short; the page lists them all.
const NAMED: usize = 3;

/// Summarises the comparison of two roles in a sentence. `rows` is the result of [`super::compare_rows`].
pub fn verdict(model: &Model, left: RoleId, right: RoleId, rows: &[(RowId, Difference)]) -> String {
    let words = Pair::new(left, right).and_then(|pair| model.pairs.get(&pair));
    if let Some(written) = words.and_then(|words| words.summary.as_ref()) {
        return written.clone();
    }
    let (a, b) = (model.roles[left].short.as_str(), model.roles[right].short.as_str());
    let more = |side: Side| -> Vec<&str> {
        rows.iter()
            .filter(|(row, d)| model.rows[*row].kind == RowKind::Scale && d.more == Some(side))
            .map(|(row, _)| model.rows[*row].label.as_str())
            .collect()
    };
    match (named(&more(Side::Left)), named(&more(Side::Right))) {
        (Some(left), Some(right)) => format!("{a} ranks higher on {left}; {b} on {right}."),
        (Some(left), None) => format!("{a} ranks higher on {left}."),
        (None, Some(right)) => format!("{b} ranks higher on {right}."),
        (None, None) => summary_without_scales(model, rows),
    }
}

/// Summarises a comparison in which no scale differs.
fn summary_without_scales(model: &Model, rows: &[(RowId, Difference)]) -> String {
    let differ: Vec<&str> = rows
        .iter()
        .filter(|(_, d)| d.verdict == Verdict::Differs)
        .map(|(row, _)| model.rows[*row].label.as_str())
        .collect();
    match named(&differ) {
        Some(labels) => format!("They have the same level on every scale and differ in {labels}."),
        None if rows.iter().any(|(_, d)| d.verdict == Verdict::Same) => {
            "They are the same in every row that can be compared.".to_string()
        }
        None => "There is nothing to compare yet.".to_string(),
    }
}

/// Formats labels as `“On-call”, “Share of coding” and two more`; `None` if there are none.
fn named(labels: &[&str]) -> Option<String> {
    let count = if labels.len() > NAMED { 2 } else { labels.len() };
    let shown: Vec<String> = labels.iter().take(count).map(|label| format!("“{label}”")).collect();
    let mut words: Vec<&str> = shown.iter().map(String::as_str).collect();
    let rest = labels.len() - count;
    let more = format!("{} more", super::number_word(u32::try_from(rest).unwrap_or(u32::MAX)));
    if rest > 0 {
        words.push(&more);
    }
    (!labels.is_empty()).then(|| list(&words))
}
