//! The levels of two roles on each scale: a line for each row, with both levels named and marked on one track.

use serde::Serialize;

use crate::compare::{Difference, Verdict};
use crate::model::{CellValue, Model, RoleId, RowId};
use crate::pages::{Component, Html, Views};
use crate::parse::record::RowKind;

/// The line of a row. It is the same for all pairs of roles with these two levels, so it is drawn once.
#[derive(Debug, Serialize)]
pub struct ScaleView {
    id: String,
    label: String,
    /// The names of the two levels, and their positions, counted from 1.
    left: String,
    right: String,
    left_level: usize,
    right_level: usize,
    /// The CSS classes of each level of the track, lowest first.
    track: Vec<&'static str>,
}

/// Draws the lines of a row for every pair of its levels, ordered by the left level, then by the right.
pub(in crate::pages) fn lines<E>(
    model: &Model,
    row: RowId,
    draw: impl Fn(&Component<'_>) -> Result<Html, E>,
) -> Result<Vec<Html>, E> {
    let record = &model.rows[row];
    let levels = record.levels.len();
    let line = |(left, right): (usize, usize)| {
        let of = ScaleView {
            id: model.rows.id(row).to_string(),
            label: record.label.clone(),
            left: record.levels[left].1.clone(),
            right: record.levels[right].1.clone(),
            left_level: left + 1,
            right_level: right + 1,
            track: (0..levels).map(|level| stop(level, left, right)).collect(),
        };
        draw(&Component::Scale { of: &of })
    };
    (0..levels).flat_map(|left| (0..levels).map(move |right| (left, right))).map(line).collect()
}

fn stop(level: usize, left: usize, right: usize) -> &'static str {
    match (level == left, level == right) {
        (true, true) => "both",
        (true, false) if left < right => "left from",
        (true, false) => "left to",
        (false, true) if right < left => "right from",
        (false, true) => "right to",
        (false, false) if (left.min(right)..left.max(right)).contains(&level) => "between",
        (false, false) => "",
    }
}

/// Returns the lines of a pair in the order of `rows`, most different first.
pub(in crate::pages) fn of(
    views: &Views<'_>,
    left: RoleId,
    right: RoleId,
    rows: &[(RowId, Difference)],
) -> Html {
    let model = views.model();
    let level = |role: RoleId, row: RowId| match model.roles[role].cell(row)?.value {
        CellValue::Level(level) => Some(level),
        _ => None,
    };
    let mut html = String::with_capacity(2048);
    for (row, difference) in rows {
        if model.rows[*row].kind != RowKind::Scale || difference.verdict == Verdict::Open {
            continue;
        }
        if let (Some(a), Some(b)) = (level(left, *row), level(right, *row)) {
            html.push_str(&views.scale(*row, a, b).0);
        }
    }
    Html(html)
}
