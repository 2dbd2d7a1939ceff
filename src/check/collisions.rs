//! No two things share an address, also where a file system does not tell `A` from `a`.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Rule, Site, at};
use crate::diagnostic::{Code, Diagnostic, Place, Span};
use crate::model::{Model, Route, Routes};
use crate::parse::Body;

pub(super) const RULE: Rule = Rule { codes: &[Code::PathCollision], run };

fn run(site: &Site<'_>, found: &mut Vec<Diagnostic>) {
    let model = site.model;
    for document in site.documents {
        let Body::Pair(_, _, _, prose) = &document.body else { continue };
        for heading in prose.headings.iter().filter(|heading| model.rows.find(&heading.id).is_some()) {
            let message = format!(
                "the heading “{}” has the anchor of the row `#{}` of its page",
                heading.text, heading.id
            );
            found.push(
                Diagnostic::new(Code::PathCollision, at(&document.file, Span::default()), message)
                    .help("give the heading other words"),
            );
        }
    }
    // Pairs have addresses of their own shape, made of two ids; only addresses that were can meet them.
    let mut known: HashMap<String, Route> = HashMap::new();
    for route in Routes::of(model).iter_single() {
        let path = route.path(model);
        let key = path.to_lowercase();
        // A file where another page needs a folder.
        let parents = key.match_indices('/').map(|(at, _)| &key[..at]);
        for other in parents.filter_map(|parent| known.get(parent)) {
            report(site, &path, route, *other, found);
        }
        if let Some(other) = known.insert(key, route) {
            report(site, &path, route, other, found);
        }
    }
}

fn report(site: &Site<'_>, path: &str, one: Route, other: Route, found: &mut Vec<Diagnostic>) {
    let (mut first, mut second) = (source(site, one), source(site, other));
    if first.is_none() {
        std::mem::swap(&mut first, &mut second);
    }
    let message = match (&first, &second) {
        (Some(place), None) => {
            format!("`{}` and a page that is always there share the path `{path}`", place.file)
        }
        (Some(a), Some(b)) => format!("`{}` and `{}` share the path `{path}`", a.file, b.file),
        (None, _) => format!("two pages share the path `{path}`"),
    };
    let collision = match first {
        Some(place) => Diagnostic::new(Code::PathCollision, place, message),
        None => Diagnostic::without_place(Code::PathCollision, message),
    };
    let collision = collision.help("rename one of them");
    found.push(match second {
        Some(place) => collision.label(place, "the other one"),
        None => collision,
    });
}

/// The file that makes a page.
fn source(site: &Site<'_>, route: Route) -> Option<Place> {
    let file = match route {
        Route::Static(id) => {
            use crate::model::Number as _;
            return Some(at(
                &Arc::from(format!("static/{}", site.model.statics[id.index()])),
                Span::default(),
            ));
        }
        Route::Page(id) => format!("content/pages/{}.md", site.model.pages.id(id)),
        Route::Role(id) => format!("content/roles/{}.yaml", site.model.roles.id(id)),
        Route::Moved(n) => return moved(site, &site.model.moved[n as usize].from, site.model),
        _ => return None,
    };
    Some(at(&file.into(), Span::default()))
}

/// The key `was:` that an old address comes from.
fn moved(site: &Site<'_>, from: &str, model: &Model) -> Option<Place> {
    let roles = site.documents.iter().filter_map(|document| match &document.body {
        Body::Role(id, role) if model.roles.find(id.as_str()).is_some() => Some((document, role)),
        _ => None,
    });
    let mut was = roles.flat_map(|(document, role)| role.was.iter().map(move |was| (document, was)));
    was.find(|(_, was)| from.contains(was.value.as_str())).map(|(document, was)| at(&document.file, was.span))
}
