//! The answer at the top of a pair's page: when to choose each role, and when to hire for it. It is written in the pair's own
//! file, or else composed from the facts that differ most.

use serde::Serialize;

use crate::compare::{Difference, Verdict};
use crate::model::{Model, Pair, RoleId, RowId};
use crate::pages::parts::cell::cell_words;
use crate::pages::{Shared, Views};
use crate::parse::record::RowKind;
use crate::words;

/// The most rows of a composed answer.
const MOST_ROWS: usize = 3;

/// The answers for both roles of a pair.
#[derive(Debug, Hash, Serialize)]
pub(super) struct PairAnswer {
    left: RoleAnswer,
    right: RoleAnswer,
    /// `true` if a part of it is composed from facts.
    is_composed: bool,
}

/// When to choose a role, and when to hire for it.
#[derive(Debug, Hash, Serialize)]
struct RoleAnswer {
    choose: Option<Reason>,
    hire: Option<Reason>,
}

/// A written sentence, or the beginning of one that the rows complete.
#[derive(Debug, Hash, Serialize)]
struct Reason {
    text: String,
    rows: Vec<ReasonRow>,
}

/// A row of a composed answer, with the role's own words in it.
#[derive(Debug, Hash, Serialize)]
struct ReasonRow {
    row: Shared,
    text: String,
}

impl PairAnswer {
    /// Returns the answer for two roles in display order; `None` if nothing is written and no row tells them apart.
    /// `hire_rows` is the result of [`hire_rows`].
    pub(super) fn of(
        views: &Views<'_>,
        pair: Pair,
        compared: &[(RowId, Difference)],
        hire_rows: &[RowId],
    ) -> Option<PairAnswer> {
        let model = views.model();
        let words = model.pairs.get(&pair);
        let (left, right) = model.display_order(pair);
        let choose = words.and_then(|words| words.choose.as_ref());
        let hire = words.and_then(|words| words.hire.as_ref());
        let rows = if choose.is_none() { choose_rows(model, compared) } else { Vec::new() };
        // Without a written summary, the first one is the sentence at the top of the page.
        let has_aims = words.is_none_or(|words| words.summary.is_none());
        let hire_rows = match hire_rows {
            _ if hire.is_some() => &[],
            [first, rest @ ..] if !rest.is_empty() && has_aims && is_text(model, *first) => rest,
            all => all,
        };
        let reason =
            |role: RoleId, written: Option<&String>, rows: &[RowId], begin: &dyn Fn(&str) -> String| {
                if let Some(text) = written {
                    return Some(Reason { text: text.clone(), rows: Vec::new() });
                }
                let rows: Vec<ReasonRow> =
                    rows.iter().filter_map(|row| reason_row(views, role, *row)).collect();
                (!rows.is_empty()).then(|| Reason { text: begin(&model.roles[role].short), rows })
            };
        let of_role = |n: usize, role: RoleId| RoleAnswer {
            choose: reason(role, choose.map(|both| &both[n]), &rows, &|role| {
                words!(model.locale, "pair-choose", role = role)
            }),
            hire: reason(role, hire.map(|both| &both[n]), hire_rows, &|role| {
                words!(model.locale, "pair-hire", role = role)
            }),
        };
        let answer = PairAnswer {
            left: of_role(0, left),
            right: of_role(1, right),
            is_composed: !rows.is_empty() || !hire_rows.is_empty(),
        };
        (answer.is_composed || choose.is_some() || hire.is_some()).then_some(answer)
    }
}

/// Returns the most important row in which the aims of both roles differ, as words: `SRE: …. DevOps: ….`
pub(super) fn aims(model: &Model, left: RoleId, right: RoleId, hire_rows: &[RowId]) -> Option<String> {
    let row = *hire_rows.iter().find(|row| is_text(model, **row))?;
    let aim = |role: RoleId| Some(cell_words(model, row, model.roles[role].cell(row)?));
    let (a, b) = (&model.roles[left].short, &model.roles[right].short);
    Some(words!(
        model.locale,
        "pair-aims",
        left = a,
        left_aim = &aim(left)?,
        right = b,
        right_aim = &aim(right)?
    ))
}

fn is_text(model: &Model, row: RowId) -> bool {
    model.rows[row].kind == RowKind::Text
}

/// Returns the rows of `choose_rows` in which both roles differ: scales before others, and of each the furthest apart first.
fn choose_rows(model: &Model, compared: &[(RowId, Difference)]) -> Vec<RowId> {
    let differs = |(row, found): &&(RowId, Difference)| {
        found.verdict == Verdict::Differs && model.choose_rows.contains(row)
    };
    let (mut rows, others): (Vec<RowId>, Vec<RowId>) = compared
        .iter()
        .filter(differs)
        .map(|(row, _)| *row)
        .partition(|row| model.rows[*row].kind == RowKind::Scale);
    rows.extend(others);
    rows.truncate(MOST_ROWS);
    rows
}

/// Returns the rows of `hire_rows` in which both roles differ.
pub(super) fn hire_rows(model: &Model, compared: &[(RowId, Difference)]) -> Vec<RowId> {
    let differs = |row: &&RowId| {
        compared.iter().any(|(other, found)| other == *row && found.verdict == Verdict::Differs)
    };
    model.hire_rows.iter().filter(differs).take(MOST_ROWS).copied().collect()
}

fn reason_row(views: &Views<'_>, role: RoleId, row: RowId) -> Option<ReasonRow> {
    let model = views.model();
    let text = cell_words(model, row, model.roles[role].cell(row)?);
    Some(ReasonRow { row: views.row(row), text })
}
