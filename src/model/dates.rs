//! When content last changed, by the dates that its authors wrote: no clock and no file system, so that builds of the same
//! content are the same bytes.

use super::{Model, RoleId, Route, TermId};
use crate::parse::scalar::Date;

impl Model {
    /// The newest date that the content knows of: of an article, a guide, a comparison, a change of a fact, or the reading of a
    /// source. `None` for a site without any.
    pub fn edition(&self) -> Option<Date> {
        let articles = self.articles.values().map(|article| article.reviewed.max(article.published));
        let pairs = self.pairs.values().map(|words| words.reviewed);
        let read = self.references.values().map(|reference| reference.accessed);
        let roles = self.roles.indices().filter_map(|role| self.role_changed(role));
        articles.chain(pairs).chain(read).chain(roles).max()
    }

    /// When what a page is about last changed; `None` where no date is known.
    pub fn changed(&self, route: Route) -> Option<Date> {
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
            Route::Home | Route::OpenData => self.edition(),
            _ => None,
        }
    }

    /// When a role's facts or guide last changed: a fact changes on the day of its newest change, or else when the newest of its
    /// sources was read.
    fn role_changed(&self, id: RoleId) -> Option<Date> {
        let cells = self.roles[id].cells.iter().flatten();
        let facts = cells.filter_map(|cell| {
            let read = cell.basis.sources().iter().map(|source| self.references[*source].accessed).max();
            cell.changes.first().map(|change| change.on).max(read)
        });
        let guide = self.guides.get(&id).map(|guide| guide.reviewed);
        facts.chain(guide).max()
    }

    fn term_changed(&self, id: TermId) -> Option<Date> {
        self.terms[id].sources.iter().map(|source| self.references[*source].accessed).max()
    }
}
