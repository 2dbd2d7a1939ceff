//! Turns prose into a view: HTML with its placeholders filled, interleaved with components.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::Arc;

use pulldown_cmark_escape::{escape_html, escape_html_body_text};
use serde::{Serialize, Serializer};

use crate::locale::Value;
use crate::model::{
    Cell, CellValue, HeadingPart, LinkTarget, Model, Placeholder, Prose, ProsePart, ReferenceId, RoleId,
    Route, RowId, Series, Statistic,
};
use crate::pages::parts::cell::statistic_words;
use crate::pages::parts::cell::{CellView, cell_words, pay_cells, pay_count_cell};
use crate::pages::parts::chart::sample;
use crate::pages::parts::chart::{self, Chart};
use crate::pages::{Html, Shared, Views};
use crate::parse::markdown::{BlockQuoteKind, CodeBlock, ProseWords, one_line};
use crate::parse::record::RowKind;
use crate::words;

/// Prose, ready for its template.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct ProseView {
    segments: Vec<Segment>,
    /// The second-level headings, for a table of contents.
    sections: Vec<Section>,
    /// Reading time in minutes, at 220 words a minute.
    minutes: u32,
}

#[derive(Debug, Hash, Serialize)]
struct Section {
    id: String,
    text: String,
}

/// A run of HTML, a code block or a component.
#[derive(Debug, Default, Hash, Serialize)]
struct Segment {
    html: Html,
    code: Option<Coloured>,
    compare: Option<SmallMatrix>,
    charts: Vec<Chart>,
}

/// A code block. It is highlighted when the page is drawn, not when its fingerprint is computed.
#[derive(Debug, Hash)]
struct Coloured(Arc<CodeBlock>);

impl Serialize for Coloured {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Html(self.0.html()).serialize(serializer)
    }
}

/// A small comparison table within prose.
#[derive(Debug, Hash, Serialize)]
struct SmallMatrix {
    roles: Vec<Shared>,
    rows: Vec<SmallRow>,
    /// The page of the pair, if there are exactly two roles.
    url: Option<String>,
}

#[derive(Debug, Hash, Serialize)]
struct SmallRow {
    row: Shared,
    cells: Vec<Shared>,
}

/// The references of a page, numbered in the order of their first citation.
#[derive(Debug, Default, Hash, Serialize)]
pub(crate) struct References {
    #[serde(skip)]
    ids: Vec<ReferenceId>,
    list: Vec<CitationView>,
}

/// A source, as cited at the foot of a page.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct CitationView {
    pub(in crate::pages) id: String,
    pub(in crate::pages) title: String,
    pub(in crate::pages) url: String,
    pub(in crate::pages) publisher: String,
    pub(in crate::pages) published: Option<String>,
    pub(in crate::pages) accessed: String,
    /// Extent to which the source was read, in words.
    pub(in crate::pages) seen: String,
    pub(in crate::pages) licence: Option<String>,
    pub(in crate::pages) note: Option<String>,
}

impl CitationView {
    pub(in crate::pages) fn of(model: &Model, id: ReferenceId) -> CitationView {
        use crate::parse::record::ReadExtent;
        let (reference, locale) = (&model.references[id], &model.locale);
        CitationView {
            id: model.references.id(id).to_string(),
            title: reference.title.clone(),
            url: reference.url.clone(),
            publisher: reference.publisher.clone(),
            published: reference.published.map(|date| locale.day(date)),
            accessed: locale.day(reference.accessed),
            seen: match reference.seen {
                ReadExtent::Full => words!(locale, "read-full"),
                ReadExtent::Excerpt => words!(locale, "read-excerpt"),
                ReadExtent::Section => words!(locale, "read-section"),
                ReadExtent::Secondary => words!(locale, "read-secondary"),
            },
            licence: reference.licence.clone(),
            note: reference.note.clone(),
        }
    }
}

impl References {
    /// Returns the number of a source on this page, adding it if it is new.
    pub(in crate::pages) fn number(&mut self, model: &Model, id: ReferenceId) -> usize {
        if let Some(at) = self.ids.iter().position(|known| *known == id) {
            return at + 1;
        }
        self.ids.push(id);
        self.list.push(CitationView::of(model, id));
        self.ids.len()
    }
}

impl ProseView {
    /// Fills the placeholders of a text. Sources that it cites are added to the page's references.
    pub(in crate::pages) fn of(views: &Views<'_>, prose: &Prose, references: &mut References) -> ProseView {
        let mut writer = ProseWriter { views, references, html: String::new(), segments: Vec::new() };
        for part in &prose.parts {
            match part {
                ProsePart::Html(html) => writer.html.push_str(html),
                ProsePart::Placeholder(placeholder) => writer.fill(placeholder),
                ProsePart::Words(words) => writer.words(*words),
            }
        }
        writer.flush();
        let model = views.model();
        let sections = prose.headings.iter().enumerate().filter(|(_, heading)| heading.level == 2);
        let sections = sections.map(|(number, heading)| Section {
            id: heading.id.clone(),
            text: heading_words(model, prose, number).into_owned(),
        });
        ProseView {
            segments: writer.segments,
            sections: sections.collect(),
            minutes: prose.words.div_ceil(220).max(1),
        }
    }
}

struct ProseWriter<'w, 'm> {
    views: &'w Views<'m>,
    references: &'w mut References,
    html: String,
    segments: Vec<Segment>,
}

impl ProseWriter<'_, '_> {
    fn flush(&mut self) {
        if !self.html.is_empty() {
            self.segments.push(Segment { html: Html(std::mem::take(&mut self.html)), ..Segment::default() });
        }
    }

    fn text(&mut self, text: &str) {
        escape_html_body_text(&mut self.html, text).expect("invariant: writing to a string cannot fail");
    }

    fn words(&mut self, words: ProseWords) {
        let locale = &self.views.model().locale;
        let words = match words {
            ProseWords::Alert(BlockQuoteKind::Note) => words!(locale, "alert-note"),
            ProseWords::Alert(BlockQuoteKind::Tip) => words!(locale, "alert-tip"),
            ProseWords::Alert(BlockQuoteKind::Important) => words!(locale, "alert-important"),
            ProseWords::Alert(BlockQuoteKind::Warning) => words!(locale, "alert-warning"),
            ProseWords::Alert(BlockQuoteKind::Caution) => words!(locale, "alert-caution"),
            ProseWords::SectionLink => words!(locale, "section-link"),
            ProseWords::Table(number) => {
                words!(locale, "table-number", number = Value::Words(number.to_string()))
            }
            ProseWords::Task { done: true } => words!(locale, "task-done"),
            ProseWords::Task { done: false } => words!(locale, "task-open"),
            ProseWords::Footnote(number) => {
                words!(locale, "footnote-number", number = Value::Words(number.to_string()))
            }
            ProseWords::Footnotes => words!(locale, "footnotes"),
            ProseWords::BackToText => words!(locale, "footnote-back"),
        };
        escape_html(&mut self.html, &words).expect("invariant: writing to a string cannot fail");
    }

    fn fill(&mut self, placeholder: &Placeholder) {
        let model = self.views.model();
        match placeholder {
            Placeholder::Address(target) => {
                let address = address(self.views, target);
                escape_html(&mut self.html, &address).expect("invariant: writing to a string cannot fail");
            }
            Placeholder::Title(target) => {
                let title = title(model, target);
                self.text(&title);
            }
            Placeholder::Citation(id) => self.cite(&[*id]),
            Placeholder::Judgement => self.judgement(),
            Placeholder::Fact(role, row) => self.fact(*role, *row),
            Placeholder::Pay(id, at, statistic) => {
                let series = &model.series[*id];
                let words = pay_words(model, series, *at, *statistic);
                let _ =
                    write!(self.html, "<a class=\"fact\" href=\"{}\">", self.views.url(Route::Series(*id)));
                self.text(&words);
                self.html.push_str("</a>");
                self.cite(&[series.source]);
            }
            Placeholder::Compare(roles, rows) => {
                self.flush();
                let views = self.views;
                let url = match roles[..] {
                    [a, b] => views.pair_url(a, b),
                    _ => None,
                };
                let small = SmallMatrix {
                    roles: roles.iter().map(|role| views.side(*role).head()).collect(),
                    rows: rows
                        .iter()
                        .map(|row| SmallRow { row: views.row(*row), cells: small_cells(views, roles, *row) })
                        .collect(),
                    url,
                };
                self.segments.push(Segment { compare: Some(small), ..Segment::default() });
            }
            Placeholder::Salary(series, roles, region) => {
                self.flush();
                // Prose shows the latest figures over all levels; the page of the dataset shows the rest.
                let record = &model.series[*series];
                let fits = |f: &crate::model::Figure| {
                    (roles.is_empty() || roles.contains(&f.role))
                        && region.is_none_or(|r| r == f.region)
                        && f.level.is_none()
                };
                let newest = record.figures.iter().filter(|f| fits(f)).map(|f| f.year).max();
                let charts =
                    chart::of_series(self.views, *series, |f| fits(f) && Some(f.year) == newest, None);
                self.references.number(model, record.source);
                self.segments.push(Segment { charts, ..Segment::default() });
            }
            Placeholder::Code(code) => {
                self.flush();
                self.segments.push(Segment { code: Some(Coloured(Arc::clone(code))), ..Segment::default() });
            }
        }
    }

    /// Writes a fact in the words of its cell, so that prose and data cannot disagree, and cites its sources.
    fn fact(&mut self, role: RoleId, row: RowId) {
        let model = self.views.model();
        let Some(cell) = model.roles[role].cell(row) else { return };
        let words = printed(model, row, cell);
        let _ = write!(
            self.html,
            "<a class=\"fact\" href=\"{}#fact.{}\">",
            self.views.url(Route::Role(role)),
            model.rows.id(row)
        );
        self.text(&words);
        self.html.push_str("</a>");
        if cell.provenance.sources().is_empty() {
            self.judgement();
        } else {
            self.cite(cell.provenance.sources());
        }
    }

    /// Writes the marker of the site's own judgement directly behind the preceding word.
    fn judgement(&mut self) {
        self.html.truncate(self.html.trim_end_matches(' ').len());
        let locale = &self.views.model().locale;
        self.html.push_str("<sup class=\"judgement\" title=\"");
        self.text(&words!(locale, "judgement-title"));
        self.html.push_str("\"><span class=\"hidden\"> (");
        self.text(&words!(locale, "our-judgement"));
        self.html.push_str(")</span></sup>");
    }

    /// Writes reference numbers directly behind the preceding word, whatever space the author left.
    fn cite(&mut self, ids: &[ReferenceId]) {
        self.html.truncate(self.html.trim_end_matches(' ').len());
        for id in ids {
            let model = self.views.model();
            let number = self.references.number(model, *id);
            let _ = write!(self.html, "<sup class=\"cite\"><a href=\"#ref.{number}\" aria-label=\"");
            self.text(&words!(model.locale, "reference-number", number = Value::Words(number.to_string())));
            let _ = write!(self.html, "\">{number}</a></sup>");
        }
    }
}

/// Returns the cells of some roles in a row. As on the page of a pair, salary figures that are not comparable are
/// kept apart.
fn small_cells(views: &Views<'_>, roles: &[RoleId], row: RowId) -> Vec<Shared> {
    let drawn = |view: &CellView| views.cell(view);
    match (views.model().rows[row].kind, roles) {
        (RowKind::Salary, [left, right]) => pay_cells(views, *left, *right).iter().map(drawn).collect(),
        (RowKind::Salary, [_, _, ..]) => {
            roles.iter().map(|role| drawn(&pay_count_cell(views, *role))).collect()
        }
        _ => roles.iter().map(|role| views.side(*role).cell(row)).collect(),
    }
}

/// Formats a salary figure for a sentence.
pub(in crate::pages) fn pay_words(model: &Model, series: &Series, at: usize, statistic: Statistic) -> String {
    let figure = &series.figures[at];
    let units = figure.amount(statistic).unwrap_or(0);
    let locale = &model.locale;
    words!(
        locale,
        "figure-in-text",
        amount = Value::Words(locale.amount(figure.currency, units)),
        period = Value::Words(locale.per(series.period)),
        statistic = Value::Words(statistic_words(locale, statistic)),
        dataset = &series.title,
        region = &model.regions[figure.region].label,
        time = Value::Words(locale.time(figure.year)),
        sample = Value::Words(figure.n.map_or_else(String::new, |n| format!(
            "{}{}",
            words!(locale, "list-separator"),
            sample(locale, n)
        )))
    )
}

/// Returns the text of a heading with its placeholders filled, for everything that shows the heading elsewhere.
pub(in crate::pages) fn heading_words<'p>(model: &Model, prose: &'p Prose, number: usize) -> Cow<'p, str> {
    let Some(parts) = prose.open_headings.get(&number) else {
        return Cow::Borrowed(&prose.headings[number].text);
    };
    let words = parts.iter().map(|part| match part {
        HeadingPart::Text(words) => Cow::Borrowed(words.as_str()),
        HeadingPart::Placeholder(Placeholder::Title(target)) => Cow::Owned(title(model, target)),
        HeadingPart::Placeholder(Placeholder::Fact(role, row)) => {
            let cell = model.roles[*role].cell(*row);
            Cow::Owned(cell.map_or_else(String::new, |cell| printed(model, *row, cell)))
        }
        HeadingPart::Placeholder(Placeholder::Pay(series, at, statistic)) => {
            Cow::Owned(pay_words(model, &model.series[*series], *at, *statistic))
        }
        HeadingPart::Placeholder(_) => Cow::Borrowed(""),
    });
    let words: Vec<Cow<'_, str>> = words.collect();
    Cow::Owned(one_line(words.iter().map(|words| &**words)))
}

/// Formats a fact for a sentence. A level or a list is replaced by its note, if it has one; a number is always shown,
/// with the note after it.
pub(in crate::pages) fn printed(model: &Model, row: RowId, cell: &Cell) -> String {
    match (&cell.value, &cell.note) {
        (
            CellValue::Amount(_) | CellValue::Answer(_) | CellValue::Date(_) | CellValue::Range(_),
            Some(note),
        ) => format!("{} ({note})", cell_words(model, row, cell)),
        (_, Some(note)) => note.clone(),
        (_, None) => cell_words(model, row, cell),
    }
}

fn address(views: &Views<'_>, target: &LinkTarget) -> String {
    match target {
        LinkTarget::Page(route, anchor) => {
            let anchor = anchor.as_ref().map_or_else(String::new, |anchor| format!("#{anchor}"));
            format!("{}{anchor}", views.url(*route))
        }
        LinkTarget::Static(path) => format!("{}/{path}", views.model().site.base),
        LinkTarget::Repository(path) => match &views.model().site.repository {
            Some(repository) => repository.view(path),
            None => views.url(Route::Home),
        },
        LinkTarget::SamePage(anchor) => format!("#{anchor}"),
    }
}

pub(in crate::pages) fn title(model: &Model, target: &LinkTarget) -> String {
    match target {
        LinkTarget::Page(route, _) => {
            crate::pages::registry::name(model, *route).unwrap_or_else(|| model.address(*route))
        }
        LinkTarget::Static(path) | LinkTarget::Repository(path) => path.clone(),
        LinkTarget::SamePage(anchor) => anchor.clone(),
    }
}
