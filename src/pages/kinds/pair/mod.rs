//! The comparison of two roles.

mod answer;
mod exports;
mod moves;

use serde::Serialize;

use crate::compare::{Comparable, Sets, Verdict, headline};
use crate::locale::{Locale, Value, capitalised};
use crate::model::{Model, Pair, Route, TableFile};
use crate::pages::kind::{OwnLinks, PageFiles, PageKind, Section};
use crate::pages::kinds::matrix;
use crate::pages::parts::card;
use crate::pages::parts::card::CardLink;
use crate::pages::parts::chart::{self, Chart};
use crate::pages::parts::chrome::{Link, PageChrome};
use crate::pages::parts::datasets::figures_link;
use crate::pages::parts::difference::{no_pay as no_pay_words, pair_title, sentence};
use crate::pages::parts::json_ld;
use crate::pages::parts::prose::{ProseView, References};
use crate::pages::parts::scales;
use crate::pages::{Html, Shared, Views};
use crate::parse::FileKind;
use crate::parse::record::RowKind;
use crate::parse::scalar::Date;
use crate::words;
use answer::{PairAnswer, aims, hire_rows};
use exports::PairExports;
use moves::{PairMove, pair_move};

/// `/compare/<a>-vs-<b>/`
pub(in crate::pages) struct PairPage;

impl PageKind for PairPage {
    type Subject = Pair;
    type View = PairView;

    const TEMPLATE: &'static str = "pages/pair.html";
    const SECTION: Option<Section> = Some(matrix::SECTION);
    const GROWS: bool = false;
    const SEARCHED_AS: Option<&'static str> = None;

    fn files(model: &Model, pair: Pair) -> PageFiles {
        let words = model.pairs.contains_key(&pair).then(|| {
            let (a, b) = model.display_order(pair);
            FileKind::Pair(&format!("{}-vs-{}", model.roles.id(a), model.roles.id(b))).path()
        });
        PageFiles { edited: words, ..PageFiles::of_pair(model, pair) }
    }

    fn of_file(model: &Model, file: FileKind<'_>) -> Option<Pair> {
        match file {
            FileKind::Pair(names) => {
                let (a, b) = names.split_once("-vs-")?;
                Pair::new(model.roles.get(a)?, model.roles.get(b)?)
            }
            _ => None,
        }
    }

    fn name(model: &Model, pair: Pair) -> Option<String> {
        let (a, b) = model.display_order(pair);
        Some(words!(model.locale, "list-and", first = &model.roles[a].short, last = &model.roles[b].short))
    }

    fn modified(model: &Model, pair: Pair) -> Option<Date> {
        let (a, b) = pair.roles();
        let words = model.pairs.get(&pair).map(|words| words.reviewed);
        [words, model.role_changed(a), model.role_changed(b)].into_iter().flatten().max()
    }

    fn alternates(_: &Model, pair: Pair) -> Vec<(&'static str, Route)> {
        vec![
            ("the-table", Route::PairTable(pair, TableFile::Markdown)),
            ("the-table", Route::PairTable(pair, TableFile::Csv)),
            ("how-to-embed", Route::OEmbed(pair)),
        ]
    }

    fn preview(views: &Views<'_>, pair: Pair) -> Option<(String, CardLink)> {
        let model = views.model();
        let (left, right) = model.display_order(pair);
        let title = pair_title(model, left, right);
        Some((title, card::pair::link(views, pair)))
    }

    fn own_links(model: &Model, pair: Pair) -> OwnLinks {
        if model.pairs.contains_key(&pair) {
            OwnLinks::Some
        } else {
            OwnLinks::FromTemplates(&[Self::TEMPLATE])
        }
    }

    fn view(views: &Views<'_>, pair: Pair) -> PairView {
        view(views, pair)
    }
}

/// The page of a pair.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct PairView {
    frame: PageChrome,
    left: Shared,
    right: Shared,
    /// A one-sentence summary.
    verdict: String,
    /// When to choose each role, and when to hire for it.
    answer: Option<PairAnswer>,
    /// The levels of both roles on each scale; empty if they share none.
    scales: Html,
    /// Rows without levels that are shown at the top anyway: tools and salaries.
    also: Vec<Also>,
    words: Option<ProseView>,
    /// Links to the rows, by group.
    index: Shared,
    /// The rows, most different first.
    rows: Shared,
    tools: LinkSets,
    skills: LinkSets,
    /// Charts of comparable figures.
    charts: Vec<Chart>,
    /// Links to all figures of each role.
    figures: Vec<Link>,
    /// The reason why no figures are comparable.
    no_pay: Option<String>,
    /// The number of further comparable figures, and the pages that have them.
    more_pay: Option<String>,
    /// The moves in both directions, and the skills to learn.
    ways: Vec<PairMove>,
    references: References,
    exports: PairExports,
}

/// The common and the exclusive elements of two sets as HTML links; `None` if empty.
#[derive(Debug, Hash, Serialize)]
struct LinkSets {
    both: Option<Html>,
    left: Option<Html>,
    right: Option<Html>,
}

#[derive(Debug, Hash, Serialize)]
struct Also {
    row: Shared,
    brief: String,
}

fn view(views: &Views<'_>, pair: Pair) -> PairView {
    let model = views.model();
    let compared = views.compared(pair);
    let (left, right) = (compared.left, compared.right);
    let (a, b) = (views.side(left), views.side(right));
    let (has, other_has) = (views.sets(left), views.sets(right));
    let (first, second) = (&model.roles[left], &model.roles[right]);
    let is_written = model.pairs.get(&pair).is_some_and(|words| words.summary.is_some());
    let hire_rows = hire_rows(model, &compared.rows);
    let aims = if is_written { None } else { aims(model, left, right, &hire_rows) };
    let summary = aims.unwrap_or_else(|| sentence(model, left, right, &compared.rows));
    let title = pair_title(model, left, right);
    let drawn = |kind: RowKind| matches!(kind, RowKind::Tools | RowKind::Salary);
    let also: Vec<Also> = compared
        .iter()
        .filter(|(row, found, _)| found.verdict != Verdict::Open && drawn(model.rows[*row].kind))
        .map(|(row, _, brief)| Also { row: views.row(row), brief: brief.to_string() })
        .collect();
    let description = words!(
        model.locale,
        "pair-description",
        left = &first.name,
        right = &second.name,
        summary = Value::Words(summary.clone())
    );
    let mut references = References::default();
    let words = model.pairs.get(&pair).map(|words| ProseView::of(views, &words.prose, &mut references));
    let (charts, no_pay) = match &compared.pay {
        Ok(comparable) => (headline(model, comparable), None),
        Err(why) => (Vec::new(), Some(no_pay_words(model, left, right, why))),
    };
    let (shown, more_pay) = one_per_series(&model.locale, charts);
    let statements = json_ld::pair(views, &title, Route::Pair(pair));
    let frame = PageChrome::new(views, Route::Pair(pair), &title, &description)
        .json_ld(statements)
        .card(card::pair::link(views, pair));
    let separator = words!(model.locale, "list-separator");
    PairView {
        frame,
        left: a.head(),
        right: b.head(),
        scales: scales::of(views, left, right, &compared.rows),
        also,
        verdict: summary,
        answer: PairAnswer::of(views, pair, &compared.rows, &hire_rows),
        words,
        index: views.index(),
        rows: compared.drawn(views),
        tools: links(
            &separator,
            &Sets::new(&has.tools, &other_has.tools),
            |id| views.tool_rank(*id),
            |id| views.tool(*id),
        ),
        skills: links(
            &separator,
            &Sets::new(&has.skills, &other_has.skills),
            |id| views.skill_rank(*id),
            |id| views.skill(*id),
        ),
        exports: PairExports::of(views, pair, &shown),
        charts: chart::of_pair(views, &shown),
        figures: [left, right].into_iter().filter_map(|id| figures_link(views, id)).collect(),
        no_pay,
        more_pay,
        ways: vec![pair_move(views, left, right), pair_move(views, right, left)],
        references,
    }
}

/// Keeps the first comparable pair of figures of each dataset, and describes how many others there are.
fn one_per_series(locale: &Locale, comparable: Vec<Comparable>) -> (Vec<Comparable>, Option<String>) {
    let all = comparable.len();
    let mut shown: Vec<Comparable> = Vec::new();
    for pair in comparable {
        if shown.iter().all(|known| known.series != pair.series) {
            shown.push(pair);
        }
    }
    let more = all - shown.len();
    let words = (more > 0).then(|| {
        let number = locale.number_word(more);
        capitalised(&words!(locale, "more-pay", count = more, number = number))
    });
    (shown, words)
}

/// Formats sets as comma-separated links, in the order of their names.
fn links<'v, T>(
    separator: &str,
    sets: &Sets<T>,
    place: impl Fn(&T) -> usize,
    drawn: impl Fn(&T) -> &'v Html,
) -> LinkSets {
    let joined = |of: &[T]| {
        let mut html = String::with_capacity(of.len() * 64);
        let mut sorted: Vec<&T> = of.iter().collect();
        sorted.sort_by_key(|element| place(element));
        for element in sorted {
            html.push_str(if html.is_empty() { "" } else { separator });
            html.push_str(&drawn(element).0);
        }
        (!html.is_empty()).then_some(Html(html))
    };
    LinkSets { both: joined(&sets.both), left: joined(&sets.left), right: joined(&sets.right) }
}
