//! Any two roles side by side.

use std::fmt::Write as _;

use serde::Serialize;

use super::cell::{CellView, source_links};
use super::chart::Chart;
use super::frame::{Frame, Link};
use super::prose::{ProseView, References};
use super::{Html, Part, Shared, Views};
use crate::compare::{
    Comparable, Sets, Verdict, capitalised, compare_pay, compare_rows, headline, list, number_word,
};
use crate::model::{Model, Move, Number as _, Pair, RoleId, Route, SkillId, ToolId};

/// What a role brings to every comparison: made once, shared by all its pairs.
pub struct Side {
    head: Shared,
    cells: Vec<Shared>,
}

/// What a role has, for sets: sorted.
pub struct Has {
    pub(super) tools: Vec<ToolId>,
    pub(super) skills: Vec<SkillId>,
}

impl Has {
    pub(super) fn of(model: &Model, id: RoleId) -> Has {
        let role = &model.roles[id];
        let mut skills = role.skills.clone();
        skills.sort_unstable();
        Has { tools: role.tool_set(), skills }
    }
}

#[derive(Debug, Hash, Serialize)]
struct SideView {
    id: String,
    name: String,
    short: String,
    summary: String,
    family: String,
    url: String,
}

/// A cell, drawn.
#[derive(Debug, Hash, Serialize)]
struct DrawnCell {
    /// The kind of its row, or `none`.
    kind: &'static str,
    /// How many items it has.
    count: usize,
    html: Html,
}

impl Side {
    pub(super) fn of<E>(
        model: &Model,
        id: RoleId,
        draw: impl Fn(&Part<'_>) -> Result<Html, E>,
    ) -> Result<Side, E> {
        let role = &model.roles[id];
        let family = model.families.values().nth(role.family.index()).map(|family| family.label.clone());
        let cells = model.rows.numbers().map(|row| {
            let cell = CellView::of(model, id, row);
            Ok(Shared::new(&DrawnCell {
                kind: cell.kind,
                count: cell.items.len(),
                html: draw(&Part::Cell { c: &cell })?,
            }))
        });
        Ok(Side {
            head: Shared::new(&SideView {
                id: model.roles.id(id).to_string(),
                name: role.name.clone(),
                short: role.short.clone(),
                summary: role.summary.clone(),
                family: family.unwrap_or_default(),
                url: model.address(Route::Role(id)),
            }),
            cells: cells.collect::<Result<_, E>>()?,
        })
    }

    /// The role's name, summary and address.
    pub(super) fn head(&self) -> Shared {
        self.head.clone()
    }

    /// The role's cell in a row.
    pub(super) fn cell(&self, row: crate::model::RowId) -> Shared {
        self.cells[row.index()].clone()
    }
}

/// The page of a pair.
#[derive(Debug, Hash, Serialize)]
pub struct PairView {
    frame: Frame,
    left: Shared,
    right: Shared,
    /// The pair in a sentence or two.
    verdict: String,
    words: Option<ProseView>,
    /// Rows that differ most first.
    rows: Vec<PairRow>,
    tools: LinkSets,
    skills: LinkSets,
    /// Figures in which everything but the role agrees.
    charts: Vec<Chart>,
    /// Why there are none.
    no_pay: Option<String>,
    /// How many more pairs of figures agree, and where they are.
    more_pay: Option<String>,
    /// What to learn to move, in both directions.
    ways: Vec<Way>,
    references: References,
}

/// What both have and what only one has, as drawn links; `None` where there is nothing.
#[derive(Debug, Hash, Serialize)]
struct LinkSets {
    both: Option<Html>,
    left: Option<Html>,
    right: Option<Html>,
}

#[derive(Debug, Hash, Serialize)]
struct PairRow {
    row: Shared,
    left: Shared,
    right: Shared,
    verdict: &'static str,
    badge: String,
    sentence: String,
}

/// A way from one of the two roles to the other.
#[derive(Debug, Hash, Serialize)]
struct Way {
    from: String,
    to: String,
    how: Option<String>,
    learn: Vec<Link>,
    sources: Vec<Link>,
    judgement: bool,
    /// Whether nobody described the way, and the list is what the target role knows and this one does not.
    computed: bool,
}

pub(super) fn view(views: &Views<'_>, pair: Pair) -> PairView {
    let model = views.model();
    let (left, right) = model.order(pair);
    let (a, b) = (views.side(left), views.side(right));
    let (has, other_has) = (views.has(left), views.has(right));
    let (first, second) = (&model.roles[left], &model.roles[right]);
    let compared = compare_rows(model, left, right);
    let differs = compared.iter().filter(|(_, d)| d.verdict == Verdict::Differs).count();
    let open = compared.iter().filter(|(_, d)| d.verdict == Verdict::Open).count();
    let most: Vec<String> = compared
        .iter()
        .filter(|(_, d)| d.verdict == Verdict::Differs)
        .take(3)
        .map(|(row, _)| model.rows[*row].label.clone())
        .collect();
    let verdict = verdict(differs, compared.len() - open, open, &most);
    let title = format!("{} vs {}", first.short, second.short);
    let description = format!(
        "{} and {} compared in {} rows of cited facts. {verdict}",
        first.name,
        second.name,
        compared.len()
    );
    let mut references = References::default();
    let words = model.pairs.get(&pair).map(|words| ProseView::of(views, &words.prose, &mut references));
    let (charts, no_pay) = match compare_pay(model, left, right) {
        Ok(comparable) => (headline(model, &comparable), None),
        Err(why) => {
            (Vec::new(), Some(capitalised(&format!("{}.", why.sentence(&first.short, &second.short)))))
        }
    };
    let (shown, more_pay) = one_a_series(charts);
    let statements = super::json_ld::pair(views, &title, Route::Pair(pair));
    let mut frame = Frame::new(views, Route::Pair(pair), &title, &description).json_ld(statements);
    if model.pairs.contains_key(&pair) {
        frame = frame.source(format!(
            "content/comparisons/{}-vs-{}.md",
            model.roles.id(left),
            model.roles.id(right)
        ));
    }
    PairView {
        frame,
        left: a.head(),
        right: b.head(),
        verdict,
        words,
        rows: compared
            .into_iter()
            .map(|(row, difference)| PairRow {
                row: views.row(row),
                left: a.cell(row),
                right: b.cell(row),
                verdict: difference.verdict.word(),
                badge: difference.badge,
                sentence: difference.sentence,
            })
            .collect(),
        tools: links(&Sets::of(&has.tools, &other_has.tools), |id| views.tool(*id)),
        skills: links(&Sets::of(&has.skills, &other_has.skills), |id| views.skill(*id)),
        charts: super::chart::of_pair(views, &shown),
        no_pay,
        more_pay,
        ways: vec![way(views, left, right), way(views, right, left)],
        references,
    }
}

/// One chart for each series, of the first region; the rest is on the series' own page.
fn one_a_series(comparable: Vec<Comparable>) -> (Vec<Comparable>, Option<String>) {
    let all = comparable.len();
    let mut shown: Vec<Comparable> = Vec::new();
    for pair in comparable {
        if shown.iter().all(|known| known.series != pair.series) {
            shown.push(pair);
        }
    }
    let more = all - shown.len();
    let words = match more {
        0 => None,
        1 => Some("One more pair of figures, of another region, is on the page of its series.".to_string()),
        n => Some(format!(
            "{} more pairs of figures, of other regions, are on the pages of their series.",
            capitalised(&number_word(u32::try_from(n).unwrap_or(u32::MAX)))
        )),
    };
    (shown, words)
}

fn verdict(differs: usize, compared: usize, open: usize, most: &[String]) -> String {
    let labels: Vec<String> = most.iter().map(|label| format!("“{label}”")).collect();
    let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
    let mut text = match differs {
        0 => format!("The two say the same in all {compared} rows that can be compared."),
        _ => format!("They differ in {differs} of {compared} rows, most in {}.", list(&labels)),
    };
    if open > 0 {
        let rows = if open == 1 { "1 row has".to_string() } else { format!("{open} rows have") };
        let _ = write!(text, " {rows} nothing to compare.");
    }
    text
}

/// Sets as links with commas between. They are in the order of their ids, which is nearly that of their names.
fn links<'v, T>(sets: &Sets<T>, drawn: impl Fn(&T) -> &'v Html) -> LinkSets {
    let joined = |of: &[T]| {
        let mut html = String::with_capacity(of.len() * 64);
        for element in of {
            html.push_str(if html.is_empty() { "" } else { ", " });
            html.push_str(&drawn(element).0);
        }
        (!html.is_empty()).then_some(Html(html))
    };
    LinkSets { both: joined(&sets.both), left: joined(&sets.left), right: joined(&sets.right) }
}

/// What to learn to go from one role to another: as somebody described it, or else what the target knows and the other
/// does not.
fn way(views: &Views<'_>, from: RoleId, to: RoleId) -> Way {
    let model = views.model();
    let (a, b) = (&model.roles[from], &model.roles[to]);
    let described: Option<&Move> = a.moves.iter().find(|known| known.to == to);
    let learn: Vec<SkillId> = match described {
        Some(known) if !known.learn.is_empty() => known.learn.clone(),
        _ => b.skills.iter().copied().filter(|skill| !a.skills.contains(skill)).collect(),
    };
    Way {
        from: a.short.clone(),
        to: b.short.clone(),
        how: described.map(|known| known.how.clone()),
        learn: learn.into_iter().map(|skill| skill_link(model, skill)).collect(),
        sources: described.map_or_else(Vec::new, |known| source_links(model, &known.basis)),
        judgement: described.is_none_or(|known| known.basis.sources().is_empty()),
        computed: described.is_none(),
    }
}

/// A skill leads to the term that explains it; without one, its words stand alone.
pub(super) fn skill_link(model: &Model, id: SkillId) -> Link {
    let skill = &model.skills[id];
    let url = skill.term.map(|term| model.address(Route::Term(term))).unwrap_or_default();
    Link { text: skill.name.clone(), url }
}
