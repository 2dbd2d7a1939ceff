//! Reports pages and files that share a path, also on case-insensitive file systems.

use std::collections::HashMap;

use super::{CheckInput, Rule, RuleScope, at};
use crate::diagnostic::{Code, Diagnostic, Location, Span};
use crate::model::{Idx as _, Model, Moved, Route, StaticId};
use crate::parse::Body;
use crate::url::address_of_file;

pub(super) const RULE: Rule = Rule { codes: &[Code::PathCollision], run: RuleScope::Site(run) };

/// Pages at the root, redirects and static files have freely chosen paths, which may collide with any other. All other files
/// are in folders of their own, under unique ids.
fn run(site: &CheckInput<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let model = site.model;
    let moved = 0..u32::try_from(model.moved.len()).expect("invariant: there are fewer than 2^32 redirects");
    let free = model.pages.indices().map(Route::Page).chain(moved.map(Route::Moved));
    let free = free.chain((0..model.statics.len()).map(|n| Route::Static(StaticId::new(n))));
    let mut known: HashMap<String, Route> = HashMap::new();
    for route in free {
        let path = route.path(model);
        let key = path.to_lowercase();
        // The path of a file may be a folder of another page's path.
        let parents = key.match_indices('/').map(|(at, _)| &key[..at]);
        for other in parents.filter_map(|parent| known.get(parent).copied().or_else(|| fixed(model, parent)))
        {
            report(site, &path, route, other, diagnostics);
        }
        let other = known.insert(key.clone(), route).or_else(|| fixed(model, &key));
        if let Some(other) = other {
            report(site, &path, route, other, diagnostics);
        }
    }
}

/// Returns the page or file at a path, unless its path is freely chosen. The paths of pages that the site has no content for yet
/// are reserved.
pub(super) fn fixed(model: &Model, path: &str) -> Option<Route> {
    let route = Route::find_reserved(model, &address_of_file(path))?;
    (!route.has_chosen_address()).then_some(route)
}

fn report(site: &CheckInput<'_>, path: &str, one: Route, other: Route, diagnostics: &mut Vec<Diagnostic>) {
    let (mut first, mut second) = (source(site, one), source(site, other));
    if first.is_none() {
        std::mem::swap(&mut first, &mut second);
    }
    let message = match (&first, &second) {
        (Some(place), None) => {
            format!("`{}` and a built-in page share the path `{path}`", place.file)
        }
        (Some(a), Some(b)) => format!("`{}` and `{}` share the path `{path}`", a.file, b.file),
        (None, _) => format!("two pages share the path `{path}`"),
    };
    let collision = match first {
        Some(place) => Diagnostic::new(Code::PathCollision, place, message),
        None => Diagnostic::without_place(Code::PathCollision, message),
    };
    let collision = collision.help("rename one of them");
    diagnostics.push(match second {
        Some(place) => collision.label(place, "the other one"),
        None => collision,
    });
}

/// Returns the file that makes a page.
fn source(site: &CheckInput<'_>, route: Route) -> Option<Location> {
    if let Some(Moved { from, to }) = route.moved(site.model) {
        return moved(site, from, to.file_to_rename(site.model).as_deref(), site.model);
    }
    let file = route.file_to_rename(site.model)?;
    Some(at(&file.into(), Span::default()))
}

/// Returns the location of the `was` or `aliases` entry that a redirect comes from. `to` is the file of the page that it leads
/// to.
fn moved(site: &CheckInput<'_>, from: &str, to: Option<&str>, model: &Model) -> Option<Location> {
    let texts = site.documents.iter().filter(|document| to == Some(&*document.file));
    let alias = texts.into_iter().find_map(|document| {
        let aliases = match &document.body {
            Body::Article(_, matter, _) => &matter.aliases,
            Body::Page(_, matter, _) => &matter.aliases,
            _ => return None,
        };
        let alias = aliases.iter().find(|alias| alias.value.0 == from)?;
        Some(at(&document.file, alias.span))
    });
    let roles = site.documents.iter().filter_map(|document| match &document.body {
        Body::Role(id, role) if model.roles.get(id.as_str()).is_some() => Some((document, role)),
        _ => None,
    });
    let mut was = roles.flat_map(|(document, role)| role.was.iter().map(move |was| (document, was)));
    let mut was = || was.find(|(_, was)| from.contains(was.value.as_str()));
    alias.or_else(|| was().map(|(document, was)| at(&document.file, was.span)))
}
