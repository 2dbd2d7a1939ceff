//! The text of a file, for rules that read it.

use super::FileContext;
use crate::model::RoleId;
use crate::parse::markdown::ParsedProse;
use crate::parse::{Body, Document};

/// A text that is published.
pub(super) struct PublishedText<'f> {
    /// Its words.
    pub(super) prose: &'f ParsedProse,
    /// The role that it is the guide of.
    pub(super) role: Option<RoleId>,
}

impl<'f> FileContext<'f> {
    /// The text of a file, if it is published. A draft is judged when it is.
    pub(super) fn text(&self) -> Option<PublishedText<'f>> {
        let (draft, role, prose) = match &self.document.body {
            Body::Guide(id, matter, prose) => {
                (matter.draft, Some(self.around.roles.find(id.as_str())?), prose)
            }
            Body::Pair(_, _, matter, prose) => (matter.draft, None, prose),
            Body::Article(_, matter, prose) => (matter.draft, None, prose),
            Body::Term(_, matter, prose) => (matter.draft, None, prose),
            Body::Page(_, matter, prose) => (matter.draft, None, prose),
            _ => return None,
        };
        (self.around.drafts || !draft).then_some(PublishedText { prose, role })
    }
}

/// The words of a file, if it is one of words.
pub(super) fn prose(document: &Document) -> Option<&ParsedProse> {
    match &document.body {
        Body::Guide(_, _, prose)
        | Body::Pair(_, _, _, prose)
        | Body::Article(_, _, prose)
        | Body::Term(_, _, prose)
        | Body::Page(_, _, prose) => Some(prose),
        _ => None,
    }
}
