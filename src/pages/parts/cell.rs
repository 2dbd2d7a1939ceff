//! Views of rows and cells.

use std::cmp::Reverse;

use serde::Serialize;

use crate::collation::CollationKey;
use crate::compare::{Comparable, Incomparable, compare_pay, headline};
use crate::locale::{Locale, Value};
use crate::model::{Cell, CellValue, Figure, Model, Provenance, RoleId, Route, RowId, SeriesId, Statistic};
use crate::pages::Views;
use crate::pages::parts::chrome::Link;
use crate::pages::parts::datasets::{figure_count, figures_link};
use crate::parse::record::{Confidence, RowKind};
use crate::words;

/// The header of a row. Shared by all pages.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct RowView {
    id: String,
    label: String,
    question: String,
    read: Option<String>,
    kind: &'static str,
    group: String,
}

impl RowView {
    pub(in crate::pages) fn of(model: &Model, id: RowId) -> RowView {
        let row = &model.rows[id];
        RowView {
            id: model.rows.id(id).to_string(),
            label: row.label.clone(),
            question: row.question.clone(),
            read: row.read.clone(),
            kind: row.kind.word(),
            group: model
                .groups
                .values()
                .nth(crate::model::Idx::index(row.group))
                .cloned()
                .unwrap_or_default(),
        }
    }
}

/// A fact, its confidence and its sources. Shared by all pages that show it.
#[derive(Debug, Hash, Serialize)]
pub struct CellView {
    /// The kind of the row, or `none` if there is no data.
    pub(in crate::pages) kind: &'static str,
    /// The main text: a text, the name of a level, or a number with its unit.
    pub(in crate::pages) text: String,
    /// Details that the main text leaves out.
    note: Option<String>,
    /// The address of the main text, if it is a link.
    link: Option<String>,
    /// For a scale: the level as dots, and in words: `4 of 5`.
    pub(in crate::pages) meter: Option<(String, String)>,
    /// Items of a list, tools, or salary figures.
    pub(in crate::pages) items: Vec<String>,
    /// Links to the sources, each with publisher and year.
    pub(in crate::pages) sources: Vec<Link>,
    /// `true` if it is the site's own judgement.
    pub(in crate::pages) judgement: bool,
    /// The confidence, unless it is high.
    unsure: Option<&'static str>,
    /// The date for which the fact holds.
    as_of: Option<String>,
}

impl CellView {
    /// Returns the cell of a role in a row.
    pub(in crate::pages) fn of(model: &Model, role_id: RoleId, row_id: RowId) -> CellView {
        let role = &model.roles[role_id];
        match model.rows[row_id].kind {
            RowKind::Tools => CellView {
                kind: if role.tools.is_empty() { "none" } else { "tools" },
                items: {
                    let mut names: Vec<String> =
                        role.tool_set().iter().map(|tool| model.tools[*tool].name.clone()).collect();
                    names.sort_by_cached_key(|name| CollationKey::new(name));
                    names
                },
                ..CellView::none()
            },
            RowKind::Salary => pay_cell(model, role_id),
            _ => role.cell(row_id).map_or_else(CellView::none, |cell| CellView::fact(model, row_id, cell)),
        }
    }

    fn none() -> CellView {
        CellView {
            kind: "none",
            text: String::new(),
            note: None,
            link: None,
            meter: None,
            items: Vec::new(),
            sources: Vec::new(),
            judgement: false,
            unsure: None,
            as_of: None,
        }
    }

    fn fact(model: &Model, row_id: RowId, cell: &Cell) -> CellView {
        let row = &model.rows[row_id];
        let (meter, items) = match &cell.value {
            CellValue::Level(level) => (Some(meter(model, level + 1, row.levels.len())), Vec::new()),
            CellValue::Items(items) => (None, items.clone()),
            CellValue::Text(_)
            | CellValue::Amount(_)
            | CellValue::Answer(_)
            | CellValue::Date(_)
            | CellValue::Link { .. }
            | CellValue::Range(_) => (None, Vec::new()),
        };
        CellView {
            kind: row.kind.word(),
            text: cell_words(model, row_id, cell),
            note: cell.note.clone(),
            link: match &cell.value {
                CellValue::Link { url, .. } => Some(url.clone()),
                _ => None,
            },
            meter,
            items,
            sources: source_links(model, &cell.provenance),
            judgement: cell.provenance == Provenance::Judgement,
            unsure: match cell.confidence {
                Confidence::High => None,
                Confidence::Medium => Some("medium"),
                Confidence::Low => Some("low"),
            },
            as_of: cell.as_of.map(|date| model.locale.day(date)),
        }
    }
}

impl CellView {
    /// Returns the cell as plain text, in the order in which the template prints it.
    pub(in crate::pages) fn words(&self, locale: &Locale) -> String {
        let main = match self.kind {
            "none" => words!(locale, "no-data"),
            _ if !self.items.is_empty() => self.items.join(&words!(locale, "list-of-lists-separator")),
            _ => self.text.clone(),
        };
        let level = self.meter.as_ref().map_or_else(String::new, |(_, level)| {
            format!(" ({})", words!(locale, "meter-level", level = Value::Words(level.clone())))
        });
        let mut words = format!("{main}{level}");
        if let Some(note) = &self.note {
            words.push_str(match (words.ends_with(['.', '!', '?']), note.starts_with(char::is_lowercase)) {
                (true, _) => " ",
                (false, true) => "; ",
                (false, false) => ". ",
            });
            words.push_str(note);
        }
        let as_of =
            self.as_of.as_ref().map(|date| words!(locale, "as-of", date = Value::Words(date.clone())));
        let unsure = self.unsure.map(|word| words!(locale, "confidence", level = word));
        let limits: Vec<String> = as_of.into_iter().chain(unsure).collect();
        if limits.is_empty() {
            words
        } else {
            format!("{words} ({})", limits.join(&words!(locale, "list-separator")))
        }
    }

    /// Returns the sources. One without an address is the site's own judgement.
    pub(in crate::pages) fn basis(&self, locale: &Locale) -> impl Iterator<Item = Link> + '_ {
        let judgement = Link { text: words!(locale, "our-judgement"), url: String::new() };
        self.judgement.then_some(judgement).into_iter().chain(self.sources.iter().cloned())
    }
}

/// Returns a level as dots that need no colour, and in words.
/// Returns the name of a statistic: `median`.
pub(in crate::pages) fn statistic_words(locale: &Locale, statistic: Statistic) -> String {
    match statistic.name() {
        "median" => words!(locale, "statistic-median"),
        "mean" => words!(locale, "statistic-mean"),
        other => other.to_string(),
    }
}

fn meter(model: &Model, level: usize, of: usize) -> (String, String) {
    let dots = "●".repeat(level) + &"○".repeat(of.saturating_sub(level));
    (dots, words!(model.locale, "level-of-scale", level = level, count = of))
}

/// Returns the main text of a cell; for a list, its items.
pub(in crate::pages) fn cell_words(model: &Model, row_id: RowId, cell: &Cell) -> String {
    let row = &model.rows[row_id];
    match &cell.value {
        CellValue::Text(text) | CellValue::Link { text, .. } => text.clone(),
        CellValue::Level(level) => row.levels.get(*level).map(|(_, name)| name.clone()).unwrap_or_default(),
        CellValue::Items(items) => model.locale.enumeration(items),
        CellValue::Amount(number) => model.locale.quantity(row.unit(), *number),
        CellValue::Answer(true) => words!(model.locale, "yes"),
        CellValue::Answer(false) => words!(model.locale, "no"),
        CellValue::Date(date) => model.locale.day(*date),
        CellValue::Range(range) => model.locale.range(row.unit(), range.from, range.to),
    }
}

/// Returns short links to sources by publisher and year, such as `Google / O'Reilly, 2016`.
pub(in crate::pages) fn source_links(model: &Model, basis: &Provenance) -> Vec<Link> {
    let mut links: Vec<(Link, u32)> = Vec::new();
    for id in basis.sources() {
        let reference = &model.references[*id];
        let date = reference.published.unwrap_or(reference.accessed);
        let (locale, year) = (&model.locale, Value::Words(date.year.to_string()));
        let text = if reference.published.is_some() {
            words!(locale, "source-year", publisher = &reference.publisher, year = year)
        } else {
            words!(locale, "source-read-year", publisher = &reference.publisher, year = year)
        };
        match links.iter_mut().find(|(link, _)| link.text == text) {
            Some((_, count)) => *count += 1,
            None => links.push((
                Link { text, url: format!("{}#{}", model.address(Route::Sources), model.references.id(*id)) },
                1,
            )),
        }
    }
    // Several sources with the same publisher and year share a link to the first, followed by their number.
    let counted = |(link, count): (Link, u32)| match count {
        1 => link,
        n => Link { text: format!("{} ({n})", link.text), ..link },
    };
    links.into_iter().map(counted).collect()
}

/// The most salary figures in a cell; a link leads to the rest.
const FIGURES_SHOWN: usize = 3;

/// Returns the salary cell of a role: the middle of the newest figure of each dataset. Datasets are listed, never averaged.
fn pay_cell(model: &Model, role: RoleId) -> CellView {
    let newest = model.newest_figures(role).into_iter();
    let figures: Vec<(SeriesId, &Figure, Statistic)> =
        newest.filter_map(|(id, figure)| Some((id, figure, figure.median_or_mean()?.0))).collect();
    pay_figures(model, &figures)
}

/// Returns the salary cells of two roles. If both have figures, comparable ones are aligned; if none are comparable,
/// only the number of each role's figures is shown, without amounts.
pub(in crate::pages) fn pay_cells(views: &Views<'_>, left: RoleId, right: RoleId) -> [CellView; 2] {
    let compared = compare_pay(views.model(), left, right);
    pay_cells_of(views, left, right, compared.as_deref())
}

/// Returns the salary cells of two roles; `compared` is the result of [`compare_pay`].
pub(in crate::pages) fn pay_cells_of(
    views: &Views<'_>,
    left: RoleId,
    right: RoleId,
    compared: Result<&[Comparable], &Incomparable>,
) -> [CellView; 2] {
    let model = views.model();
    match compared {
        Ok(comparable) => {
            let mut shown = headline(model, comparable);
            let figure = |pair: &Comparable, at: usize| &model.series[pair.series].figures[at];
            // The smaller of the two samples limits the reliability of the comparison.
            shown.sort_by_key(|pair| Reverse(figure(pair, pair.left).n.min(figure(pair, pair.right).n)));
            let side = |at: fn(&Comparable) -> usize| {
                let own = shown.iter().map(|pair| (pair.series, figure(pair, at(pair)), pair.statistic));
                pay_figures(model, &own.collect::<Vec<_>>())
            };
            [side(|pair| pair.left), side(|pair| pair.right)]
        }
        Err(Incomparable::Differ(_)) => [left, right].map(|role| pay_count_cell(views, role)),
        // At most one role has figures, so no comparison is implied.
        Err(Incomparable::Neither | Incomparable::Missing(_)) => {
            [left, right].map(|role| pay_cell(model, role))
        }
    }
}

/// Returns a cell with only the number of a role's figures, since they are not comparable with those beside it.
pub(in crate::pages) fn pay_count_cell(views: &Views<'_>, role: RoleId) -> CellView {
    let figures = figure_count(views.model(), role).zip(figures_link(views, role));
    let Some((text, link)) = figures else { return CellView::none() };
    CellView { kind: "salary", text, sources: vec![link], ..CellView::none() }
}

fn pay_figures(model: &Model, figures: &[(SeriesId, &Figure, Statistic)]) -> CellView {
    let shown = figures.iter().take(FIGURES_SHOWN).map(|(id, figure, statistic)| {
        let series = &model.series[*id];
        let locale = &model.locale;
        let words = words!(
            locale,
            "figure",
            amount = Value::Words(locale.amount(figure.currency, figure.amount(*statistic).unwrap_or(0))),
            period = Value::Words(locale.per(series.period)),
            statistic = Value::Words(statistic_words(locale, *statistic)),
            region = &model.regions[figure.region].label,
            time = Value::Words(locale.time(figure.year)),
            sample = figure.n.map_or_else(
                || Value::Words(String::new()),
                |n| { Value::Words(words!(locale, "figure-sample", n = Value::Words(n.to_string()))) }
            )
        );
        (words, Link { text: series.title.clone(), url: model.address(Route::Series(*id)) })
    });
    let (items, sources): (Vec<_>, Vec<_>) = shown.unzip();
    let more = figures.len() - items.len();
    let note = (more > 0).then(|| words!(model.locale, "and-more", count = more));
    CellView {
        kind: if items.is_empty() { "none" } else { "salary" },
        note,
        items,
        sources,
        ..CellView::none()
    }
}
