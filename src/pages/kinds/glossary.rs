//! The list of glossary terms.

use serde::Serialize;

use crate::collation::CollationKey;
use crate::model::Route;
use crate::pages::Views;
use crate::pages::parts::chrome::{Link, PageChrome};

/// The list of glossary terms.
#[derive(Debug, Hash, Serialize)]
pub struct GlossaryView {
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

pub(in crate::pages) fn glossary(views: &Views<'_>) -> GlossaryView {
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
    let description = format!("{} terms, each defined in one sentence.", terms.len());
    GlossaryView { frame: PageChrome::new(views, Route::Glossary, "Glossary", &description), terms }
}
