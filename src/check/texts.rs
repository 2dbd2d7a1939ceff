//! The published text of a file, for rules that check prose.

use super::FileContext;
use crate::model::RoleId;
use crate::parse::Body;
use crate::parse::markdown::ParsedProse;

/// A published text.
pub(super) struct PublishedText<'f> {
    /// The parsed text.
    pub(super) prose: &'f ParsedProse,
    /// The role, if the text is a guide.
    pub(super) role: Option<RoleId>,
}

impl<'f> FileContext<'f> {
    /// Returns the text of a file if it is published. Drafts are checked when they are published, and a text whose front
    /// matter has a syntax error once that is corrected: it may have cited the sources.
    pub(super) fn text(&self) -> Option<PublishedText<'f>> {
        let body = &self.document.body;
        let prose = body.prose().filter(|_| !self.document.is_incomplete)?;
        let role = match body {
            Body::Guide(id, ..) => Some(self.context.roles.get(id.as_str())?),
            _ => None,
        };
        (self.context.drafts || !body.is_draft()).then_some(PublishedText { prose, role })
    }
}
