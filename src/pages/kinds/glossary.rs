//! The list of glossary terms.

use serde::Serialize;

use crate::collation::CollationKey;
use crate::model::{DataFile, Model, Route};
use crate::pages::Views;
use crate::pages::kind::{OwnLinks, PageFiles, PageKind, Section};
use crate::pages::parts::card::CardLink;
use crate::pages::parts::chrome::{Link, PageChrome};
use crate::parse::FileKind;
use crate::parse::scalar::Date;
use crate::words;

/// The section of this page and those below it.
pub(in crate::pages) const SECTION: Section = Section { page: Route::Glossary, label: "glossary" };

/// `/glossary/`
pub(in crate::pages) struct GlossaryPage;

impl PageKind for GlossaryPage {
    type Subject = ();
    type View = GlossaryView;

    const TEMPLATE: &'static str = "pages/glossary.html";
    const SECTION: Option<Section> = Some(SECTION);
    const GROWS: bool = true;
    const SEARCHED_AS: Option<&'static str> = Some("glossary");

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
        model.terms.indices().filter_map(|term| model.term_changed(term)).max()
    }

    fn alternates(_: &Model, (): ()) -> Vec<(&'static str, Route)> {
        vec![("all-terms", Route::Data(DataFile::Glossary))]
    }

    fn preview(_: &Views<'_>, (): ()) -> Option<(String, CardLink)> {
        None
    }

    fn own_links(_: &Model, (): ()) -> OwnLinks {
        OwnLinks::Some
    }

    fn view(views: &Views<'_>, (): ()) -> GlossaryView {
        view(views)
    }
}

/// The list of glossary terms.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct GlossaryView {
    frame: PageChrome,
    terms: Vec<TermCard>,
}

#[derive(Debug, Hash, Serialize)]
struct TermCard {
    id: String,
    link: Link,
    line: String,
    also_known_as: Vec<String>,
}

fn view(views: &Views<'_>) -> GlossaryView {
    let model = views.model();
    let mut terms: Vec<TermCard> = model
        .terms
        .iter()
        .map(|(id, term)| TermCard {
            id: model.terms.id(id).to_string(),
            link: Link { text: term.name.clone(), url: views.url(Route::Term(id)) },
            line: term.line.clone(),
            also_known_as: term.also_known_as.clone(),
        })
        .collect();
    terms.sort_by_cached_key(|term| CollationKey::new(&term.link.text));
    let description = words!(model.locale, "glossary-description", count = terms.len());
    GlossaryView {
        frame: PageChrome::new(views, Route::Glossary, &words!(model.locale, "glossary"), &description),
        terms,
    }
}
