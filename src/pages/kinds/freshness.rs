//! The list of facts due for review.

use serde::Serialize;

use crate::model::{Model, Route};
use crate::pages::Views;
use crate::pages::kind::{OwnLinks, PageFiles, PageKind, Section};
use crate::pages::parts::card::CardLink;
use crate::pages::parts::cell::{cell_words, source_links};
use crate::pages::parts::chrome::{Link, PageChrome};
use crate::parse::FileKind;
use crate::parse::scalar::Date;
use crate::words;

/// `/freshness/`
pub(in crate::pages) struct FreshnessPage;

impl PageKind for FreshnessPage {
    type Subject = ();
    type View = FreshnessView;

    const TEMPLATE: &'static str = "pages/freshness.html";
    const SECTION: Option<Section> = None;
    const GROWS: bool = true;
    const SEARCHED_AS: Option<&'static str> = Some("facts-due");

    fn files(_: &Model, (): ()) -> PageFiles {
        PageFiles::none()
    }

    fn of_file(_: &Model, _: FileKind<'_>) -> Option<()> {
        None
    }

    fn name(_: &Model, (): ()) -> Option<String> {
        None
    }

    fn modified(model: &Model, (): ()) -> Option<Date> {
        model.roles_changed()
    }

    fn alternates(_: &Model, (): ()) -> Vec<(&'static str, Route)> {
        Vec::new()
    }

    fn preview(_: &Views<'_>, (): ()) -> Option<(String, CardLink)> {
        None
    }

    fn own_links(_: &Model, (): ()) -> OwnLinks {
        OwnLinks::Some
    }

    fn view(views: &Views<'_>, (): ()) -> FreshnessView {
        view(views)
    }
}

/// The facts with the oldest sources.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct FreshnessView {
    frame: PageChrome,
    facts: Vec<Dated>,
    /// Number of facts with a date; only the oldest are listed.
    dated: usize,
    /// Number of facts without a date, which are the site's own judgement.
    undated: usize,
}

#[derive(Debug, Hash, Serialize)]
struct Dated {
    date: String,
    fact: Link,
    words: String,
    sources: Vec<Link>,
}

/// Number of facts listed.
const SHOWN: usize = 100;

/// Builds the list. A fact is dated by its own `as_of` or, by default, by its newest source.
fn view(views: &Views<'_>) -> FreshnessView {
    let model = views.model();
    let mut facts: Vec<(Date, Link, String, Vec<Link>)> = Vec::new();
    let mut undated = 0;
    for (id, role) in model.roles.iter() {
        for row in model.rows.indices() {
            let Some(cell) = role.cell(row) else { continue };
            let published = cell.provenance.sources().iter().map(|id| {
                let reference = &model.references[*id];
                reference.published.unwrap_or(reference.accessed)
            });
            let Some(date) = cell.as_of.or(published.max()) else {
                undated += 1;
                continue;
            };
            let link = Link {
                text: format!("{}: {}", role.short, model.rows[row].label),
                url: format!("{}#fact.{}", views.url(Route::Role(id)), model.rows.id(row)),
            };
            facts.push((date, link, cell_words(model, row, cell), source_links(model, &cell.provenance)));
        }
    }
    facts.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    let dated = facts.len();
    facts.truncate(SHOWN);
    FreshnessView {
        frame: PageChrome::new(
            views,
            Route::Freshness,
            &words!(model.locale, "facts-due"),
            &words!(model.locale, "facts-due-description"),
        ),
        facts: facts
            .into_iter()
            .map(|(date, fact, words, sources)| Dated { date: date.to_string(), fact, words, sources })
            .collect(),
        dated,
        undated,
    }
}
