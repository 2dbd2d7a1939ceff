//! Tags of articles and pages.

use std::sync::Arc;

use super::{Article, ArticleId, Ids, Idx as _, Model, Page, PageId, Table, TagId};
use crate::collation::CollationKey;

/// A tag, and the texts that have it.
#[derive(Debug, Clone, Hash)]
pub struct Tag {
    /// The display name.
    pub name: String,
    /// Articles, newest first.
    pub articles: Vec<ArticleId>,
    /// Pages, in alphabetical order.
    pub pages: Vec<PageId>,
}

impl Tag {
    /// Returns the table of tags with the texts of each. `names` are in the order of `ids`.
    pub(crate) fn table(
        ids: &Ids<TagId>,
        names: &[String],
        articles: &Table<ArticleId, Article>,
        pages: &Table<PageId, Page>,
    ) -> Table<TagId, Tag> {
        let tag = |name: &String| Tag { name: name.clone(), articles: Vec::new(), pages: Vec::new() };
        let mut tags: Vec<Tag> = names.iter().map(tag).collect();
        for (id, article) in articles.iter() {
            article.tags.iter().for_each(|tag| tags[tag.index()].articles.push(id));
        }
        for (id, page) in pages.iter() {
            page.tags.iter().for_each(|tag| tags[tag.index()].pages.push(id));
        }
        for tag in &mut tags {
            Model::sort_newest_first(articles, &mut tag.articles);
            tag.pages.sort_by_cached_key(|id| (CollationKey::new(&pages[*id].title), *id));
        }
        Table::new(ids.clone(), tags.into_iter().map(Arc::new).collect())
    }

    /// Returns the number of texts.
    pub fn count(&self) -> usize {
        self.articles.len() + self.pages.len()
    }
}
