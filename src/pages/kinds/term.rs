//! The page of a glossary term.

use serde::Serialize;

use crate::model::{Route, TermId};
use crate::pages::Views;
use crate::pages::parts::chrome::{Link, PageChrome};
use crate::pages::parts::json_ld;
use crate::pages::parts::prose::{ProseView, References};

/// The page of a glossary term.
#[derive(Debug, Hash, Serialize)]
pub struct TermView {
    frame: PageChrome,
    name: String,
    line: String,
    also_known_as: Vec<String>,
    see: Vec<Link>,
    prose: Option<ProseView>,
    references: References,
}

pub(in crate::pages) fn term(views: &Views<'_>, id: TermId) -> TermView {
    let model = views.model();
    let term = &model.terms[id];
    let mut references = References::default();
    let prose = (!term.prose.is_empty()).then(|| ProseView::of(views, &term.prose, &mut references));
    for source in &term.sources {
        references.number(model, *source);
    }
    TermView {
        frame: PageChrome::new(views, Route::Term(id), &term.name, &term.line)
            .source(format!("content/glossary/{}.md", model.terms.id(id)))
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
