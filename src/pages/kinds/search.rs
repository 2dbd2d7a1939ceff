//! The search page, which lists everything by name and works without scripts.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::collation::CollationKey;
use crate::model::{Model, Presence, Route};
use crate::pages::Views;
use crate::pages::kind::{OwnLinks, PageFiles, PageKind, Section};
use crate::pages::outputs::search::{lists, words};
use crate::pages::parts::card::CardLink;
use crate::pages::parts::chrome::{Link, PageChrome};
use crate::pages::parts::difference::pair_title;
use crate::parse::FileKind;
use crate::parse::scalar::Date;
use crate::words;

/// `/search/`
pub(in crate::pages) struct SearchPage;

impl PageKind for SearchPage {
    type Subject = ();
    type View = SearchView;

    const TEMPLATE: &'static str = "pages/search.html";
    const SECTION: Option<Section> = None;
    const GROWS: bool = true;
    const SEARCHED_AS: Option<&'static str> = None;

    fn files(_: &Model, (): ()) -> PageFiles {
        PageFiles::none()
    }

    fn of_file(_: &Model, _: FileKind<'_>) -> Option<()> {
        None
    }

    fn name(_: &Model, (): ()) -> Option<String> {
        None
    }

    fn modified(_: &Model, (): ()) -> Option<Date> {
        None
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

    fn view(views: &Views<'_>, (): ()) -> SearchView {
        view(views)
    }
}

/// The search page, an index of everything by name.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct SearchView {
    frame: PageChrome,
    letters: Vec<IndexLetter>,
}

/// Entries that begin with the same letter.
#[derive(Debug, Hash, Serialize)]
struct IndexLetter {
    id: String,
    label: String,
    entries: Vec<IndexEntry>,
}

/// A name and the kind of thing it names.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
struct IndexEntry {
    #[serde(skip)]
    key: CollationKey,
    link: Link,
    kind: String,
    /// The name that the site uses, if the entry is an alias.
    name: Option<String>,
}

fn view(views: &Views<'_>) -> SearchView {
    let mut letters: BTreeMap<(bool, char), Vec<IndexEntry>> = BTreeMap::new();
    for entry in entries(views) {
        let first = entry.key.first_letter().filter(|c| c.is_alphabetic());
        letters.entry((first.is_some(), first.unwrap_or('0'))).or_default().push(entry);
    }
    let letters = letters.into_iter().map(|((is_letter, letter), mut entries)| {
        entries.sort();
        IndexLetter {
            id: format!("page.{letter}"),
            label: if is_letter { letter.to_uppercase().collect() } else { "0–9".to_string() },
            entries,
        }
    });
    let locale = &views.model().locale;
    let parts = [
        (Presence::Always, words!(locale, "searched-roles")),
        (Presence::Always, words!(locale, "searched-comparisons")),
        (Presence::Always, words!(locale, "searched-rows")),
        (Presence::Tools, words!(locale, "searched-tools")),
        (Presence::Glossary, words!(locale, "searched-terms")),
        (Presence::Articles, words!(locale, "searched-articles")),
        (Presence::Tags, words!(locale, "searched-tags")),
        (Presence::Salaries, words!(locale, "searched-pay")),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(presence, _)| views.model().has(*presence))
        .map(|(_, part)| part)
        .collect();
    SearchView {
        frame: PageChrome::new(
            views,
            Route::Search,
            &words!(locale, "search"),
            &words!(locale, "search-description", parts = locale.list(&parts)),
        ),
        letters: letters.collect(),
    }
}

fn entries(views: &Views<'_>) -> Vec<IndexEntry> {
    let model = views.model();
    let locale = &model.locale;
    let mut entries = Vec::new();
    let mut add = |name: &str, others: &[String], kind: &str, url: String| {
        let mut entry = |text: &str, name: Option<&str>| {
            let link = Link { text: text.to_string(), url: url.clone() };
            entries.push(IndexEntry {
                key: CollationKey::new(text),
                link,
                kind: kind.to_string(),
                name: name.map(ToString::to_string),
            });
        };
        entry(name, None);
        for other in others.iter().filter(|other| words(other) != words(name)) {
            entry(other, Some(name));
        }
    };
    for (id, role) in model.roles.iter() {
        let mut others = role.also_known_as.clone();
        others.push(role.short.clone());
        add(&role.name, &others, &words!(locale, "entry-role"), views.url(Route::Role(id)));
    }
    for pair in &model.site.featured {
        let (a, b) = model.display_order(*pair);
        let name = pair_title(model, a, b);
        add(&name, &[], &words!(locale, "entry-comparison"), views.url(Route::Pair(*pair)));
    }
    for (id, row) in model.rows.iter() {
        add(
            &row.label,
            &[],
            &words!(locale, "entry-row"),
            format!("{}#{}", views.url(Route::Matrix), model.rows.id(id)),
        );
    }
    for (id, tool) in model.tools.iter() {
        add(&tool.name, &tool.also_known_as, &words!(locale, "entry-tool"), views.url(Route::Tool(id)));
    }
    for (id, term) in model.terms.iter() {
        add(&term.name, &term.also_known_as, &words!(locale, "entry-term"), views.url(Route::Term(id)));
    }
    for (id, article) in model.articles.iter() {
        add(&article.title, &[], &words!(locale, "entry-article"), views.url(Route::Article(id)));
    }
    for (id, tag) in model.tags.iter() {
        add(&tag.name, &[], &words!(locale, "entry-tag"), views.url(Route::Tag(id)));
    }
    for (id, series) in model.series.iter() {
        add(&series.title, &[], &words!(locale, "entry-pay"), views.url(Route::Series(id)));
    }
    for (id, page) in model.pages.iter() {
        add(&page.title, &[], &words!(locale, "entry-page"), views.url(Route::Page(id)));
    }
    for (_, title, route) in lists(model) {
        add(&title, &[], &words!(locale, "entry-page"), views.url(route));
    }
    entries
}
