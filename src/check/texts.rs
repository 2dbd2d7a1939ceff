//! The texts of a site, for rules that read them.

use super::Site;
use crate::model::RoleId;
use crate::parse::markdown::Prose;
use crate::parse::{Body, Document};

/// A text that is published.
pub struct Text<'s> {
    /// Its file.
    pub document: &'s Document,
    /// Its words.
    pub prose: &'s Prose,
    /// The role that it is the guide of.
    pub role: Option<RoleId>,
}

impl<'s> Site<'s> {
    /// The texts that are published. A draft is judged when it is.
    pub(super) fn texts(&self) -> impl Iterator<Item = Text<'s>> {
        let model = self.model;
        self.documents.iter().filter_map(move |document| {
            let prose = prose(document)?;
            let (published, role) = match &document.body {
                Body::Guide(id, ..) => {
                    let role = model.roles.find(id.as_str());
                    (role.is_some_and(|role| model.roles[role].guide.is_some()), role)
                }
                Body::Pair(_, _, matter, _) => (!matter.draft, None),
                Body::Article(id, ..) => (model.articles.find(id.as_str()).is_some(), None),
                Body::Term(id, ..) => (model.terms.find(id.as_str()).is_some(), None),
                Body::Page(id, ..) => (model.pages.find(id.as_str()).is_some(), None),
                _ => (false, None),
            };
            published.then_some(Text { document, prose, role })
        })
    }
}

/// The words of a file, if it is one of words.
pub fn prose(document: &Document) -> Option<&Prose> {
    match &document.body {
        Body::Guide(_, _, prose)
        | Body::Pair(_, _, _, prose)
        | Body::Article(_, _, prose)
        | Body::Term(_, _, prose)
        | Body::Page(_, _, prose) => Some(prose),
        _ => None,
    }
}
