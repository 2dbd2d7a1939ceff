//! The site as a whole, and the addresses that were.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Linker;
use super::names::Names;
use crate::diagnostic::{Code, Diagnostic, Place, Span};
use crate::model::{Model, Moved, Owner, Pair, RoleId, Route, Site};
use crate::parse::Placed;
use crate::url::Id;

pub(super) fn link(names: &Names<'_>, model: &Model, options: &super::Options, linker: &mut Linker) -> Site {
    let Some((file, record)) = names.site else { return Site::default() };
    let at = |span: Span| Place { file: Arc::clone(file), span };
    let published = options.base_url.as_deref().unwrap_or(&record.base_url.value.0);
    if published.contains(['?', '#']) {
        let message = "the address of the site has a query or an anchor";
        linker.add(
            Diagnostic::new(Code::UnsafeUrl, at(record.base_url.span), message)
                .help("https://example.org/folder/"),
        );
    }
    let (origin, base) = split_base(published);
    let mut nav = Vec::new();
    for item in record.nav.iter().filter(|item| !item.to.value.0.is_empty()) {
        match Route::find(model, &item.to.value.0) {
            Some(route) => nav.push((item.label.0.clone(), route)),
            None => linker.add(
                Diagnostic::new(
                    Code::BrokenLink,
                    at(item.to.span),
                    format!("there is no page `{}`", item.to.value.0),
                )
                .help("an address of the site begins and ends with `/`: /compare/"),
            ),
        }
    }
    let mut featured = Vec::new();
    for name in &record.featured {
        let read =
            name.value.0.split_once('/').and_then(|(a, b)| Some((Id::parse(a).ok()?, Id::parse(b).ok()?)));
        let Some((a, b)) = read else {
            linker.add(
                Diagnostic::new(
                    Code::ReferenceSyntax,
                    at(name.span),
                    format!("`{}` does not name two roles", name.value.0),
                )
                .help("write `sre/platform-engineer`"),
            );
            continue;
        };
        let placed = |value| Placed { value, span: name.span };
        featured.extend(super::pair(file, &placed(a), &placed(b), names, linker).map(|(.., pair)| pair));
    }
    Site {
        title: record.title.0.clone(),
        description: record.description.0.clone(),
        origin,
        base,
        language: record.language.0.clone(),
        repository: record.repository.as_ref().map(|address| address.0.trim_end_matches('/').to_string()),
        nav,
        featured,
        owner: record.owner.as_ref().map(|owner| Owner {
            name: owner.name.0.clone(),
            link: owner.link.as_ref().map(|link| link.0.clone()),
            contact: owner.contact.as_ref().map(|contact| contact.0.clone()),
            notice: owner.notice.as_ref().map(|notice| notice.0.clone()),
        }),
    }
}

/// `https://example.org/rolebook/` → `https://example.org` and `/rolebook`.
fn split_base(address: &str) -> (String, String) {
    let host_at = address.find("://").map_or(0, |at| at + 3);
    let path_at = address[host_at..].find('/').map_or(address.len(), |at| host_at + at);
    let path = address[path_at..].split(['?', '#']).next().unwrap_or("");
    (address[..path_at].to_string(), path.trim_end_matches('/').to_string())
}

/// Every address that a renamed role had: its page, and its comparison with every role, in both orders and under every
/// name that the other one had.
pub(super) fn moved(names: &Names<'_>, linker: &mut Linker) -> Vec<Moved> {
    let mut old: Vec<(&Id, RoleId)> = Vec::new();
    let mut taken: BTreeSet<&Id> = names.roles.ids().collect();
    for (role, (file, record)) in names.roles.iter() {
        for was in &record.was {
            if taken.insert(&was.value) {
                old.push((&was.value, role));
            } else {
                let place = Place { file: Arc::clone(file), span: was.span };
                let message = format!("`{}` is another role's id, or was", was.value);
                linker.add(
                    Diagnostic::new(Code::PathCollision, place, message)
                        .help("an old id can lead to one role only"),
                );
            }
        }
    }
    let mut moved = Vec::new();
    for (was, role) in &old {
        moved.push(Moved { from: format!("/roles/{was}/"), to: Route::Role(*role) });
        let now = names.roles.numbers().map(|other| (names.roles.id(other), other));
        for (other_id, other) in now.chain(old.iter().copied()) {
            let Some(pair) = Pair::new(*role, other) else { continue };
            moved.push(Moved { from: format!("/compare/{was}-vs-{other_id}/"), to: Route::Pair(pair) });
            moved.push(Moved { from: format!("/compare/{other_id}-vs-{was}/"), to: Route::Pair(pair) });
        }
    }
    moved.sort();
    moved.dedup();
    moved
}
