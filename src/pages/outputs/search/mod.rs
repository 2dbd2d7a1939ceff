//! The search index, used by the search script on `/search/` and in the header of every page.

mod index;
mod places;
mod text;
mod words;

use crate::model::{Model, Route};
pub(in crate::pages) use index::index;
pub(in crate::pages) use words::words;

/// The pages that list a site's content: the id in their address, their title and their route.
const LISTS: &[(&str, &str, Route)] = &[
    ("roles", "Roles", Route::Roles),
    ("compare", "Compare all roles", Route::Matrix),
    ("moves", "Career moves", Route::Moves),
    ("fit", "Fit guide", Route::Fit),
    ("tools", "Tools", Route::Tools),
    ("salaries", "Pay", Route::Pay),
    ("articles", "Articles", Route::Articles),
    ("glossary", "Glossary", Route::Glossary),
    ("sources", "Sources", Route::Sources),
    ("freshness", "Facts due for review", Route::Freshness),
    ("reference", "Reference for contributors", Route::Reference),
];

/// Returns the list pages that a site has; two are optional.
pub(in crate::pages) fn lists(
    model: &Model,
) -> impl Iterator<Item = &'static (&'static str, &'static str, Route)> {
    let is_there = |route: Route| match route {
        Route::Moves => model.has_moves(),
        Route::Fit => model.fit.is_some(),
        _ => true,
    };
    LISTS.iter().filter(move |(.., route)| is_there(*route))
}
