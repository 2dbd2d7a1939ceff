//! Modification dates of the content, taken from the dates that authors write in the content. They depend on no clock and no file
//! system, so that builds of the same content are byte-identical.

use super::{Model, RoleId, TermId};
use crate::parse::scalar::Date;

impl Model {
    /// Returns the newest date in the content: of an article, a guide, a comparison, a changed fact, or the last reading of a
    /// source. `None` for a site without dates.
    pub fn latest_date(&self) -> Option<Date> {
        let articles = self.articles.values().map(|article| article.reviewed.max(article.published));
        let pairs = self.pairs.values().map(|words| words.reviewed);
        let read = self.references.values().map(|reference| reference.accessed);
        let roles = self.roles.indices().filter_map(|role| self.role_changed(role));
        articles.chain(pairs).chain(read).chain(roles).max()
    }

    /// Returns the date of the last change to any role's facts or guide.
    pub(crate) fn roles_changed(&self) -> Option<Date> {
        self.roles.indices().filter_map(|role| self.role_changed(role)).max()
    }

    /// Returns the date of the last change to a role's facts or guide. A fact without recorded changes has the date on which
    /// its sources were last read.
    pub(crate) fn role_changed(&self, id: RoleId) -> Option<Date> {
        let cells = self.roles[id].cells.iter().flatten();
        let facts = cells.filter_map(|cell| {
            let read = cell.provenance.sources().iter().map(|source| self.references[*source].accessed).max();
            cell.changes.first().map(|change| change.on).max(read)
        });
        let guide = self.guides.get(id).map(|guide| guide.reviewed);
        facts.chain(guide).max()
    }

    /// Returns the date on which the sources of a term were last read.
    pub(crate) fn term_changed(&self, id: TermId) -> Option<Date> {
        self.terms[id].sources.iter().map(|source| self.references[*source].accessed).max()
    }
}
