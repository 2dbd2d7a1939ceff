//! The list of sources.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::collation::CollationKey;
use crate::locale::Value;
use crate::model::{DataFile, Model, Placeholder, Prose, ProsePart, ReferenceId, Route};
use crate::pages::Views;
use crate::pages::kind::{OwnLinks, PageFiles, PageKind, Section};
use crate::pages::parts::card::CardLink;
use crate::pages::parts::chrome::{Link, PageChrome};
use crate::pages::parts::difference::pair_title;
use crate::pages::parts::prose::CitationView;
use crate::parse::FileKind;
use crate::parse::scalar::Date;
use crate::words;

/// `/sources/`
pub(in crate::pages) struct SourcesPage;

impl PageKind for SourcesPage {
    type Subject = ();
    type View = SourcesView;

    const TEMPLATE: &'static str = "pages/sources.html";
    const SECTION: Option<Section> = None;
    const GROWS: bool = true;
    const SEARCHED_AS: Option<&'static str> = Some("sources");

    fn files(_: &Model, (): ()) -> PageFiles {
        PageFiles::one(FileKind::Sources)
    }

    fn of_file(_: &Model, file: FileKind<'_>) -> Option<()> {
        (file == FileKind::Sources).then_some(())
    }

    fn name(_: &Model, (): ()) -> Option<String> {
        None
    }

    fn modified(model: &Model, (): ()) -> Option<Date> {
        model.references.values().map(|reference| reference.accessed).max()
    }

    fn alternates(_: &Model, (): ()) -> Vec<(&'static str, Route)> {
        vec![("all-sources", Route::Data(DataFile::Sources))]
    }

    fn preview(_: &Views<'_>, (): ()) -> Option<(String, CardLink)> {
        None
    }

    fn own_links(_: &Model, (): ()) -> OwnLinks {
        OwnLinks::Some
    }

    fn view(views: &Views<'_>, (): ()) -> SourcesView {
        view(views)
    }
}

/// All sources, and the facts and texts that cite them.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct SourcesView {
    frame: PageChrome,
    /// Groups by the first letter of the publisher.
    letters: Vec<PublisherLetter>,
}

/// The sources whose publishers begin with one letter.
#[derive(Debug, Hash, Serialize)]
struct PublisherLetter {
    id: String,
    label: String,
    sources: Vec<SourceView>,
}

#[derive(Debug, Hash, Serialize)]
struct SourceView {
    reference: CitationView,
    /// The date of publication or, by default, of access; used to sort.
    newest: String,
    /// The facts and texts that cite it.
    used: Vec<Link>,
}

fn view(views: &Views<'_>) -> SourcesView {
    let model = views.model();
    let mut used: BTreeMap<ReferenceId, Vec<Link>> = BTreeMap::new();
    let mut add = |ids: &[ReferenceId], link: &Link| {
        for id in ids {
            let links = used.entry(*id).or_default();
            if !links.contains(link) {
                links.push(link.clone());
            }
        }
    };
    let locale = &model.locale;
    for (id, role) in model.roles.iter() {
        let url = views.url(Route::Role(id));
        for row in model.rows.indices() {
            if let Some(cell) = role.cell(row) {
                let link = Link {
                    text: words!(locale, "name-of-role", role = &role.short, name = &model.rows[row].label),
                    url: format!("{url}#fact.{}", model.rows.id(row)),
                };
                add(cell.provenance.sources(), &link);
            }
        }
        let whole = |what: String| Link {
            text: words!(locale, "name-of-role", role = &role.short, name = Value::Words(what)),
            url: url.clone(),
        };
        for claim in &role.responsibilities {
            add(claim.provenance.sources(), &whole(words!(locale, "cited-responsibilities")));
        }
        for career_move in &role.moves {
            add(career_move.provenance.sources(), &whole(words!(locale, "cited-moves")));
        }
        if let Some(guide) = model.guides.get(id) {
            add(&cited(&guide.prose), &whole(words!(locale, "cited-guide")));
        }
    }
    for (id, article) in model.articles.iter() {
        add(
            &cited(&article.prose),
            &Link { text: article.title.clone(), url: views.url(Route::Article(id)) },
        );
    }
    for (id, term) in model.terms.iter() {
        let link = Link { text: term.name.clone(), url: views.url(Route::Term(id)) };
        add(&term.sources, &link);
        add(&cited(&term.prose), &link);
    }
    for (id, page) in model.pages.iter() {
        add(&cited(&page.prose), &Link { text: page.title.clone(), url: views.url(Route::Page(id)) });
    }
    for question in model.fit.iter().flat_map(|fit| &fit.questions) {
        let url = format!("{}#{}", views.url(Route::Fit), question.id);
        add(
            question.provenance.sources(),
            &Link { text: words!(locale, "cited-fit", question = &question.label), url },
        );
    }
    for (pair, words) in &model.pairs {
        let (a, b) = model.display_order(*pair);
        let text = pair_title(model, a, b);
        add(&cited(&words.prose), &Link { text, url: views.url(Route::Pair(*pair)) });
    }
    for (id, series) in model.series.iter() {
        add(&[series.source], &Link { text: series.title.clone(), url: views.url(Route::Series(id)) });
    }
    for (sources, link) in cited_by_ladders(views) {
        add(&sources, &link);
    }
    let description = words!(locale, "sources-description", count = model.references.len());
    let mut ids: Vec<ReferenceId> = model.references.indices().collect();
    ids.sort_by_cached_key(|id| {
        let reference = &model.references[*id];
        (CollationKey::new(&reference.publisher), CollationKey::new(&reference.title))
    });
    let mut letters: Vec<PublisherLetter> = Vec::new();
    for id in ids {
        let first = CollationKey::new(&model.references[id].publisher).first_letter();
        let label = first.map_or_else(|| "0–9".to_string(), |letter| letter.to_uppercase().collect());
        if letters.last().is_none_or(|last| last.label != label) {
            let id = format!("page.{}", first.unwrap_or('0'));
            letters.push(PublisherLetter { id, label, sources: Vec::new() });
        }
        let source = SourceView {
            reference: CitationView::of(model, id),
            newest: model.references[id].published.unwrap_or(model.references[id].accessed).to_string(),
            used: used.remove(&id).unwrap_or_default(),
        };
        letters.last_mut().expect("invariant: one was pushed just now").sources.push(source);
    }
    SourcesView {
        frame: PageChrome::new(views, Route::Sources, &words!(locale, "sources"), &description),
        letters,
    }
}

/// Returns the sources of each ladder, with a link to its page.
fn cited_by_ladders(views: &Views<'_>) -> Vec<(Vec<ReferenceId>, Link)> {
    let model = views.model();
    let ladders = model.frameworks.values().flat_map(|framework| {
        framework.ladders.iter().map(move |ladder| {
            let facts = ladder.levels.iter().flat_map(|level| &level.facts);
            let sources = facts.filter_map(|(_, fact)| fact.source).chain(framework.source);
            let sources: BTreeSet<ReferenceId> = sources.collect();
            let (publisher, title) = (&framework.publisher, &ladder.title);
            let text = words!(model.locale, "level-of-framework", framework = publisher, level = title);
            (sources.into_iter().collect(), Link { text, url: views.url(Route::RoleLevels(ladder.role)) })
        })
    });
    ladders.collect()
}

fn cited(prose: &Prose) -> Vec<ReferenceId> {
    let citation = |part: &ProsePart| match part {
        ProsePart::Placeholder(Placeholder::Citation(id)) => Some(*id),
        _ => None,
    };
    prose.parts.iter().filter_map(citation).collect()
}
