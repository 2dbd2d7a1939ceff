//! Modification dates of pages, taken from the dates that authors write in the content. They depend on no clock and no file
//! system, so that builds of the same content are byte-identical.

use super::{Model, RoleId, Route, TermId};
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

    /// Returns the date of the last change to the content of a page; `None` where no date is known.
    pub fn last_modified(&self, route: Route) -> Option<Date> {
        match route {
            Route::Role(id) => self.role_changed(id),
            Route::Pair(pair) => {
                let (a, b) = pair.roles();
                let words = self.pairs.get(&pair).map(|words| words.reviewed);
                [words, self.role_changed(a), self.role_changed(b)].into_iter().flatten().max()
            }
            Route::Article(id) => {
                let article = &self.articles[id];
                Some(article.reviewed.max(article.published))
            }
            Route::Articles => {
                self.articles.values().map(|article| article.reviewed.max(article.published)).max()
            }
            Route::Term(id) => self.term_changed(id),
            Route::Glossary => self.terms.indices().filter_map(|term| self.term_changed(term)).max(),
            Route::Series(id) => Some(self.references[self.series[id].source].accessed),
            Route::Pay => self.series.values().map(|series| self.references[series.source].accessed).max(),
            Route::Sources => self.references.values().map(|reference| reference.accessed).max(),
            Route::Roles | Route::Matrix | Route::Freshness => {
                self.roles.indices().filter_map(|role| self.role_changed(role)).max()
            }
            Route::Home | Route::OpenData => self.latest_date(),
            _ => None,
        }
    }

    /// Returns the date of the last change to a role's facts or guide. A fact without recorded changes has the date on which
    /// its sources were last read.
    fn role_changed(&self, id: RoleId) -> Option<Date> {
        let cells = self.roles[id].cells.iter().flatten();
        let facts = cells.filter_map(|cell| {
            let read = cell.provenance.sources().iter().map(|source| self.references[*source].accessed).max();
            cell.changes.first().map(|change| change.on).max(read)
        });
        let guide = self.guides.get(&id).map(|guide| guide.reviewed);
        facts.chain(guide).max()
    }

    fn term_changed(&self, id: TermId) -> Option<Date> {
        self.terms[id].sources.iter().map(|source| self.references[*source].accessed).max()
    }
}
