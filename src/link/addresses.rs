//! The addresses of pages that no content file makes, now and in earlier versions of the program.

use super::symbols::SymbolTable;
use crate::model::{DataFile, Presence, Route};

/// The files that are no pages and can be linked by address.
const FILES: &[(&str, Route)] =
    &[("/feed.xml", Route::Feed), ("/api/v1/index.json", Route::Data(DataFile::Index))];

/// The addresses that pages had in earlier versions of the program.
const FORMER_ADDRESSES: &[(&str, Route)] = &[("/ways/", Route::Moves)];

/// Returns those of [`FORMER_ADDRESSES`] that redirect on this site: it has the page, and no page of its own at the address.
pub(super) fn former_addresses(names: &SymbolTable) -> impl Iterator<Item = (&'static str, Route)> {
    let former = FORMER_ADDRESSES.iter().copied();
    former.filter(|(address, route)| {
        pages(names).any(|(_, known)| known == *route)
            && names.pages.ids.get(address.trim_matches('/')).is_none()
    })
}

/// Returns the pages of this site that can be linked by address.
pub(super) fn pages(names: &SymbolTable) -> impl Iterator<Item = (&'static str, Route)> {
    let pages = Route::listed_single_pages().filter(|page| match page.presence {
        Presence::Always => true,
        Presence::Moves => names.has_moves,
        Presence::Fit => names.has_fit,
        Presence::Manual => names.has_manual,
        Presence::GeneratedRobots => names.static_file("robots.txt").is_none(),
    });
    pages.map(|page| (page.address, page.route)).chain(FILES.iter().copied())
}
