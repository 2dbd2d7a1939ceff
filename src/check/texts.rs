//! The published text of a file, for rules that check prose.

use super::FileContext;
use crate::model::RoleId;
use crate::parse::markdown::ParsedProse;
use crate::parse::{Body, Document};

/// A published text.
pub(super) struct PublishedText<'f> {
    /// The parsed text.
    pub(super) prose: &'f ParsedProse,
    /// The role, if the text is a guide.
    pub(super) role: Option<RoleId>,
}

impl<'f> FileContext<'f> {
    /// Returns the text of a file if it is published. Drafts are checked when they are published.
    pub(super) fn text(&self) -> Option<PublishedText<'f>> {
        let (draft, role, prose) = match &self.document.body {
            Body::Guide(id, matter, prose) => {
                (matter.draft, Some(self.context.roles.get(id.as_str())?), prose)
            }
            Body::Pair(_, _, matter, prose) => (matter.draft, None, prose),
            Body::Article(_, matter, prose) => (matter.draft, None, prose),
            Body::Term(_, matter, prose) => (matter.draft, None, prose),
            Body::Page(_, matter, prose) => (matter.draft, None, prose),
            _ => return None,
        };
        (self.context.drafts || !draft).then_some(PublishedText { prose, role })
    }
}

/// Returns the text of a file, if the file has one.
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
