//! The search index, used by the search script on `/search/` and in the header of every page.

mod entries;
mod index;
mod levels;
mod places;
mod text;
mod texts;
mod words;

use crate::model::{Model, Route};
use crate::pages::registry;
pub(in crate::pages) use index::SearchIndex;
pub(in crate::pages) use words::words;

/// Returns the pages that list a site's content: the id in their address, their title and their route.
pub(in crate::pages) fn lists(model: &Model) -> Vec<(String, String, Route)> {
    let pages = registry::searched(model).into_iter();
    let list = |(key, route): (&str, Route)| {
        (route.url(model).trim_matches('/').to_string(), model.locale.format(key, &[]), route)
    };
    pages.map(list).collect()
}
