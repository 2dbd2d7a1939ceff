//! The addresses of pages that no content file makes, and redirects from former addresses.

use std::borrow::Cow;

use super::exports::{Exports, TextSubject};
use super::symbols::{SymbolInputs, SymbolTable};
use crate::diagnostic::Code;
use crate::model::{DataFile, Moved, Pair, Presence, RoleId, Route};
use crate::parse::FileKind;
use crate::parse::scalar::FormerAddress;
use crate::url::Id;

/// The files that are no pages and can be linked by address.
const FILES: &[(&str, Route)] =
    &[("/feed.xml", Route::Feed), ("/api/v1/index.json", Route::Data(DataFile::Index))];

/// The addresses that pages had in earlier versions of the program.
const FORMER_ADDRESSES: &[(&str, Route)] = &[("/ways/", Route::Moves)];

/// Returns those of [`FORMER_ADDRESSES`] that redirect on this site: it has the page, and no page of its own at the address.
pub(super) fn former_addresses(names: &SymbolTable) -> impl Iterator<Item = (Cow<'static, str>, Route)> {
    let former = FORMER_ADDRESSES.iter().copied();
    let former = former.filter(|(address, route)| {
        pages(names).any(|(_, known)| known == *route)
            && names.pages.ids.get(address.trim_matches('/')).is_none()
    });
    former.map(|(address, route)| (address.into(), route))
}

/// Returns the pages of this site that can be linked by address.
pub(super) fn pages(names: &SymbolTable) -> impl Iterator<Item = (Cow<'static, str>, Route)> {
    let pages = Route::listed_single_pages().filter(|page| match page.presence {
        Presence::Always | Presence::Indexed => true,
        Presence::Moves => names.has_moves,
        Presence::Levels => !names.ladders.is_empty(),
        Presence::Fit => names.has_fit,
        Presence::Tools => !names.tools.is_empty(),
        Presence::Salaries => !names.series.is_empty(),
        Presence::Articles => !names.articles.ids.is_empty(),
        Presence::Tags => !names.tags.ids.is_empty(),
        Presence::Glossary => !names.terms.ids.is_empty(),
        Presence::Sources => !names.references.is_empty(),
        Presence::Manual => names.has_manual,
        Presence::GeneratedRobots => names.static_file("robots.txt").is_none(),
    });
    let files = FILES.iter().map(|(address, route)| ((*address).into(), *route));
    pages.map(|page| (page.address(&names.entity), page.route)).chain(files)
}

/// Returns the page of a tag with an address.
pub(super) fn tag_page(names: &SymbolTable, address: &str) -> Option<Route> {
    let slug = address.strip_prefix("/tags/")?.strip_suffix('/')?;
    names.tags.ids.get(slug).map(Route::Tag)
}

/// Returns the page that a former address of a text redirects to.
pub(super) fn moved_to(names: &SymbolTable, address: &str) -> Option<Route> {
    let address = FormerAddress::parse(address).ok()?.0;
    let at = names.moved.binary_search_by(|moved| moved.from.as_str().cmp(&address)).ok()?;
    Some(names.moved[at].to)
}

/// Returns the file of the article, term or page with an address, or the static file.
pub(super) fn text_or_static(names: &SymbolTable, address: &str) -> Option<String> {
    let path = address.strip_prefix('/')?;
    if names.static_file(path).is_some() {
        return Some(format!("static/{path}"));
    }
    let address = FormerAddress::parse(address).ok()?.0;
    let name = address.trim_matches('/');
    let name = name.strip_suffix(".html").unwrap_or(name);
    let (folder, rest) = name.split_once('/').unwrap_or(("", name));
    let kind = match folder {
        "articles" if names.articles.ids.get(rest).is_some() => FileKind::Article(rest),
        "glossary" if names.terms.ids.get(rest).is_some() => FileKind::Term(rest),
        _ => FileKind::Page(names.pages.ids.get(name).map(|_| name)?),
    };
    Some(kind.path())
}

/// Returns the redirects of a site, sorted. `old` has the former ids of roles.
pub(super) fn redirects(names: &SymbolTable, old: &[(Id, RoleId)], inputs: &SymbolInputs) -> Vec<Moved> {
    let mut moved = moved(names, old);
    moved.extend(aliases(names, inputs));
    moved.extend(redirects_of_earlier_versions(names));
    moved.sort();
    moved.dedup();
    moved
}

/// Returns redirects from every address of a renamed role: its page, and its comparisons and embeds with every other role,
/// in both orders and under every id that the other role has had.
fn moved(names: &SymbolTable, old: &[(Id, RoleId)]) -> Vec<Moved> {
    let (roles, folder) = (&names.roles, &names.entity.path);
    let mut moved = Vec::new();
    for (was, role) in old {
        moved.push(Moved { from: format!("/{folder}/{was}/"), to: Route::Role(*role) });
        if names.ladders.contains(role) {
            moved.push(Moved { from: format!("/{folder}/{was}/levels/"), to: Route::RoleLevels(*role) });
            moved.push(Moved { from: format!("/embed/{was}/levels/"), to: Route::EmbedLevels(*role) });
        }
        let now = roles.indices().map(|other| (roles.id(other), other));
        for (other_id, other) in now.chain(old.iter().map(|(id, role)| (id, *role))) {
            let Some(pair) = Pair::new(*role, other) else { continue };
            for (folder, to) in [("compare", Route::Pair(pair)), ("embed", Route::Embed(pair))] {
                moved.push(Moved { from: format!("/{folder}/{was}-vs-{other_id}/"), to });
                moved.push(Moved { from: format!("/{folder}/{other_id}-vs-{was}/"), to });
            }
        }
    }
    moved
}

/// Returns redirects from the former addresses that texts list.
fn aliases(names: &SymbolTable, inputs: &SymbolInputs) -> Vec<Moved> {
    let mut moved = Vec::new();
    for export in &inputs.exports {
        let Exports::Text { of, aliases, .. } = &**export else { continue };
        let to = match of {
            TextSubject::Article(id) => names.articles.ids.get(id.as_str()).map(Route::Article),
            TextSubject::Page(id) => names.pages.ids.get(id.as_str()).map(Route::Page),
            _ => None,
        };
        moved.extend(
            to.into_iter().flat_map(|to| aliases.iter().map(move |from| Moved { from: from.clone(), to })),
        );
    }
    moved
}

/// Returns redirects from the addresses that earlier versions of the program gave to built-in pages. A page of the site at
/// such an address takes precedence.
fn redirects_of_earlier_versions(names: &SymbolTable) -> impl Iterator<Item = Moved> {
    let pages = former_addresses(names).map(|(from, to)| Moved { from: from.to_string(), to });
    let codes =
        Code::ALL.iter().filter(|_| names.has_manual).filter_map(|code| Some((code.former_name()?, *code)));
    pages.chain(
        codes.map(|(former, code)| Moved { from: format!("/reference/{former}/"), to: Route::Rule(code) }),
    )
}
