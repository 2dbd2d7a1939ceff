//! The page of a glossary term.

use serde::Serialize;

use crate::model::{Model, Route, TermId};
use crate::pages::Views;
use crate::pages::kind::{OwnLinks, PageFiles, PageKind, Section};
use crate::pages::kinds::glossary;
use crate::pages::parts::card::CardLink;
use crate::pages::parts::chrome::{Link, PageChrome};
use crate::pages::parts::json_ld;
use crate::pages::parts::prose::{ProseView, References};
use crate::parse::FileKind;
use crate::parse::scalar::Date;

/// `/glossary/<id>/`
pub(in crate::pages) struct TermPage;

impl PageKind for TermPage {
    type Subject = TermId;
    type View = TermView;

    const TEMPLATE: &'static str = "pages/term.html";
    const SECTION: Option<Section> = Some(glossary::SECTION);
    const GROWS: bool = false;
    const SEARCHED_AS: Option<&'static str> = None;

    fn files(model: &Model, id: TermId) -> PageFiles {
        PageFiles::one(FileKind::Term(model.terms.id(id).as_str()))
    }

    fn of_file(model: &Model, file: FileKind<'_>) -> Option<TermId> {
        match file {
            FileKind::Term(id) => model.terms.get(id),
            _ => None,
        }
    }

    fn name(model: &Model, id: TermId) -> Option<String> {
        Some(model.terms[id].name.clone())
    }

    fn modified(model: &Model, id: TermId) -> Option<Date> {
        model.term_changed(id)
    }

    fn alternates(_: &Model, _: TermId) -> Vec<(&'static str, Route)> {
        Vec::new()
    }

    fn preview(_: &Views<'_>, _: TermId) -> Option<(String, CardLink)> {
        None
    }

    fn own_links(_: &Model, _: TermId) -> OwnLinks {
        OwnLinks::Some
    }

    fn view(views: &Views<'_>, id: TermId) -> TermView {
        view(views, id)
    }
}

/// The page of a glossary term.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct TermView {
    frame: PageChrome,
    name: String,
    line: String,
    also_known_as: Vec<String>,
    see: Vec<Link>,
    prose: Option<ProseView>,
    references: References,
}

fn view(views: &Views<'_>, id: TermId) -> TermView {
    let model = views.model();
    let term = &model.terms[id];
    let mut references = References::default();
    let prose = (!term.prose.is_empty()).then(|| ProseView::of(views, &term.prose, &mut references));
    for source in &term.sources {
        references.number(model, *source);
    }
    TermView {
        frame: PageChrome::new(views, Route::Term(id), &term.name, &term.line)
            .json_ld(json_ld::term(views, id)),
        name: term.name.clone(),
        line: term.line.clone(),
        also_known_as: term.also_known_as.clone(),
        see: term
            .see
            .iter()
            .map(|see| Link { text: model.terms[*see].name.clone(), url: views.url(Route::Term(*see)) })
            .collect(),
        prose,
        references,
    }
}
