//! The addresses of pages that no content file makes, now and in earlier versions of the program.

use super::symbols::SymbolTable;
use crate::model::{DataFile, Route};

/// The pages that can be linked by address, because no content file makes them.
const ADDRESSES: &[(&str, Route)] = &[
    ("/", Route::Home),
    ("/roles/", Route::Roles),
    ("/compare/", Route::Matrix),
    ("/moves/", Route::Moves),
    ("/fit/", Route::Fit),
    ("/tools/", Route::Tools),
    ("/salaries/", Route::Pay),
    ("/articles/", Route::Articles),
    ("/glossary/", Route::Glossary),
    ("/sources/", Route::Sources),
    ("/freshness/", Route::Freshness),
    ("/reference/", Route::Reference),
    ("/search/", Route::Search),
    ("/feed.xml", Route::Feed),
    ("/api/", Route::OpenData),
    ("/api/v1/index.json", Route::Data(DataFile::Index)),
];

/// The addresses that pages of [`ADDRESSES`] had in earlier versions of the program.
const FORMER_ADDRESSES: &[(&str, Route)] = &[("/ways/", Route::Moves)];

/// Returns those of [`FORMER_ADDRESSES`] that redirect on this site: it has the page, and no page of its own at the address.
pub(super) fn former_addresses(names: &SymbolTable) -> impl Iterator<Item = (&'static str, Route)> {
    let former = FORMER_ADDRESSES.iter().copied();
    former.filter(|(address, route)| {
        pages(names).any(|(_, known)| known == *route)
            && names.pages.ids.get(address.trim_matches('/')).is_none()
    })
}

/// Returns those of [`ADDRESSES`] that this site has.
pub(super) fn pages(names: &SymbolTable) -> impl Iterator<Item = (&'static str, Route)> {
    let known = ADDRESSES.iter().copied();
    known.filter(|(_, route)| match route {
        Route::Fit => names.has_fit,
        Route::Moves => names.has_moves,
        _ => true,
    })
}
