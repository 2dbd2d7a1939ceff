//! Turns faults into diagnostics located in templates, by drawing the affected pages again with marks.

use std::collections::{BTreeMap, BTreeSet};

use super::html::{PageItem, read};
use super::reader::{LinkResult, PageFault, PageFaults, follow, missing, picture};
use super::{LinkCheck, PageIds};
use crate::diagnostic::{Code, Diagnostic, Location, Span, nearest};
use crate::model::{Model, Route, Routes};
use crate::render::read_mark;
use crate::view::{Components, Views, template};

/// The most pages drawn again: a mistake in a template is on every page of its kind.
const DRAWN: usize = 200;

/// The most ids listed when none is similar.
const LISTED: usize = 8;

/// Returns one diagnostic per location. `ids` has the ids of the pages whose anchors were looked up.
pub fn report(proof: &LinkCheck<'_>, all: &PageFaults, ids: &BTreeMap<Route, PageIds>) -> Vec<Diagnostic> {
    let mut pages: BTreeMap<Route, BTreeSet<&PageFault>> = BTreeMap::new();
    for (fault, page) in all {
        pages.entry(*page).or_default().insert(fault);
    }
    if pages.is_empty() {
        return Vec::new();
    }
    let marked = proof.renderer.marked(proof.sources);
    let marked = marked.as_ref().unwrap_or(proof.renderer);
    let Ok(parts) = Components::new(proof.model, marked) else { return Vec::new() };
    let views = Views::new(proof.model, &parts, marked);
    let mut found: BTreeMap<Location, Diagnostic> = BTreeMap::new();
    for (page, faults) in pages.into_iter().take(DRAWN) {
        let mut html = Vec::new();
        let drawn = views.of(page).and_then(|view| marked.render(&view, &page.path(proof.model), &mut html));
        if drawn.is_err() {
            continue;
        }
        for diagnostic in of_page(proof, page, &html, (&faults, all), ids) {
            let place =
                diagnostic.place.clone().unwrap_or(Location { file: "".into(), span: Span::default() });
            found.entry(place).or_insert(diagnostic);
        }
    }
    found.into_values().collect()
}

/// Returns the diagnostics of one page, which was drawn with marks.
fn of_page(
    proof: &LinkCheck<'_>,
    page: Route,
    html: &[u8],
    (faults, all): (&BTreeSet<&PageFault>, &PageFaults),
    ids: &BTreeMap<Route, PageIds>,
) -> Vec<Diagnostic> {
    let mut own: BTreeMap<String, Option<Location>> = BTreeMap::new();
    let mut at_fault: Vec<(PageFault, Option<Location>)> = Vec::new();
    let mut twice = Vec::new();
    read(html, |seen, written| {
        let place = written.and_then(|mark| place(proof, mark));
        match seen {
            PageItem::Id(id) => match own.get(id) {
                Some(first) => twice.push((PageFault::Twice(id.to_string()), place, first.clone())),
                None => drop(own.insert(id.to_string(), place)),
            },
            PageItem::Label(id, attribute) => {
                at_fault.push((missing(page, id.to_string(), Some(attribute)), place));
            }
            PageItem::Picture(address) => {
                at_fault.extend(picture(proof.model, page, address).map(|fault| (fault, place)));
            }
            PageItem::Link(link) => match follow(proof.model, page, link) {
                LinkResult::Well => {}
                LinkResult::Wrong(fault) => at_fault.push((fault, place)),
                LinkResult::Anchor(to, anchor) => at_fault.push((missing(to, anchor, None), place)),
            },
        }
    });
    let here = format!("on `{}`", page.url(proof.model));
    let own_ids: PageIds = own.into_keys().collect();
    let mut found = Vec::new();
    for (fault, place) in at_fault.into_iter().filter(|(fault, _)| faults.contains(fault)) {
        let diagnostic = match &fault {
            PageFault::Nowhere(path) => nowhere(proof, narrowed(proof, place, page, path), path),
            PageFault::Outside(path) => outside(proof, narrowed(proof, place, page, path), path),
            PageFault::NoAnchor(to, anchor) => {
                let ids = ids.get(to).unwrap_or(&own_ids);
                // A link written in prose is correct if its page exists: then the template of the target has dropped
                // the anchor.
                match place.filter(|place| is_own(proof, place)) {
                    Some(place) => {
                        let place = narrow(proof, place, anchor);
                        no_anchor(proof.model, place, *to, anchor, ids)
                    }
                    None => left_out(proof, *to, anchor, all).here(format!("linked {here}")),
                }
            }
            PageFault::NoLabel(id, attribute) => {
                if own_ids.contains(id) {
                    continue;
                }
                no_label(narrowed(proof, place, page, id), id, attribute, &own_ids)
            }
            PageFault::Twice(_) => continue,
        };
        found.push(if diagnostic.here.is_empty() { diagnostic.here(here.clone()) } else { diagnostic });
    }
    for (fault, place, first) in twice.into_iter().filter(|(fault, ..)| faults.contains(fault)) {
        let PageFault::Twice(id) = &fault else { continue };
        let place = narrowed(proof, place, page, id);
        let message = format!("two elements of a page have the id `{id}`");
        let diagnostic = Diagnostic::new(Code::DuplicateId, place.clone(), message).here(here.clone());
        let diagnostic =
            diagnostic.help("a link to it would lead to the first of them: give one of them another id");
        let first = first.map(|first| narrow(proof, first, id)).filter(|first| *first != place);
        found.push(match first {
            Some(first) => diagnostic.label(first, "here it is first"),
            None => diagnostic,
        });
    }
    found
}

/// Returns the location of the attribute value that a mark precedes.
fn place(proof: &LinkCheck<'_>, mark: &str) -> Option<Location> {
    let (name, at) = read_mark(mark)?;
    let file = format!("templates/{name}");
    let text = proof.sources.text(&file)?;
    let begin = at + text.get(at..)?.find('=')? + 1;
    let begin = begin + text[begin..].len() - text[begin..].trim_start().len();
    let quote = text[begin..].chars().next().filter(|c| matches!(c, '"' | '\''));
    let begin = begin + usize::from(quote.is_some());
    let ends = |c: char| quote.map_or_else(|| c.is_whitespace() || c == '>', |quote| c == quote);
    // A quote within `{{ … }}` does not end the value.
    let mut depth = 0usize;
    let end = text[begin..].char_indices().find(|(_, c)| {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && ends(*c)
    });
    let end = end.map_or(text.len(), |(at, _)| begin + at);
    Some(Location { file: file.into(), span: Span::new(begin, end) })
}

/// Returns the location, or by default the template that draws the page, narrowed to `words` if they occur there
/// verbatim.
fn narrowed(proof: &LinkCheck<'_>, place: Option<Location>, page: Route, words: &str) -> Location {
    narrow(proof, place.unwrap_or_else(|| template_of(page)), words)
}

fn narrow(proof: &LinkCheck<'_>, place: Location, words: &str) -> Location {
    let text = proof.sources.text(&place.file).unwrap_or("");
    let value = text.get(place.span.start as usize..place.span.end as usize).unwrap_or("");
    match value.rfind(words) {
        Some(at) => {
            let begin = place.span.start as usize + at;
            Location { file: place.file, span: Span::new(begin, begin + words.len()) }
        }
        None => place,
    }
}

fn is_own(proof: &LinkCheck<'_>, place: &Location) -> bool {
    place.file.strip_prefix("templates/").is_some_and(|name| proof.renderer.is_own(name))
}

/// Returns the template that draws a page.
fn template_of(page: Route) -> Location {
    let name = template(page).unwrap_or_default();
    Location { file: format!("templates/{name}").into(), span: Span::default() }
}

fn nowhere(proof: &LinkCheck<'_>, place: Location, path: &str) -> Diagnostic {
    let found = Diagnostic::new(Code::BrokenLink, place, format!("there is no page `{path}`"));
    match nearest_address(proof.model, path) {
        Some(near) => found.suggest(path, [near.as_str()]),
        None => found.help("an address of the site begins and ends with `/`, after `{{ frame.site.base }}`"),
    }
}

fn outside(proof: &LinkCheck<'_>, place: Location, path: &str) -> Diagnostic {
    let base = &proof.model.site.base;
    Diagnostic::new(Code::BrokenLink, place, format!("`{path}` is not below `{base}/`, where the site is"))
        .help(format!(
            "write `{{{{ frame.site.base }}}}{path}`, which is right wherever the site is published"
        ))
}

/// Reports an anchor that its page lacks.
pub fn no_anchor(model: &Model, place: Location, page: Route, anchor: &str, ids: &PageIds) -> Diagnostic {
    let message = format!("the page `{}` has no `#{anchor}`", page.url(model));
    let found = Diagnostic::new(Code::BrokenAnchor, place, message);
    if let Some(near) = nearest(anchor, ids.iter().map(String::as_str)) {
        return found.suggest(anchor, [near]).help(format!("did you mean `#{near}`?"));
    }
    match ids.len() {
        0 => found.help("nothing on it has an id"),
        1..=LISTED => {
            let all: Vec<String> = ids.iter().map(|id| format!("`#{id}`")).collect();
            found.help(format!("it has {}", all.join(", ")))
        }
        _ => found,
    }
}

/// Reports an anchor that a template of the site's own no longer prints although others link to it. All missing
/// anchors of a page are named together.
fn left_out(proof: &LinkCheck<'_>, page: Route, anchor: &str, all: &PageFaults) -> Diagnostic {
    let message =
        format!("nothing on `{}` has the id `{anchor}`, to which a link leads", page.url(proof.model));
    let others = all.keys().filter_map(|fault| match fault {
        PageFault::NoAnchor(to, other) if *to == page && other != anchor => Some(format!("`{other}`")),
        _ => None,
    });
    let others: Vec<String> = others.take(LISTED).collect();
    let also =
        if others.is_empty() { String::new() } else { format!("; it lacks {} too", others.join(", ")) };
    Diagnostic::new(Code::BrokenAnchor, template_of(page), message)
        .help(format!("the built-in template of this name prints it: compare the two{also}"))
}

fn no_label(place: Location, id: &str, attribute: &str, ids: &PageIds) -> Diagnostic {
    let message = format!("nothing on the page has the id `{id}`, which `{attribute}` names");
    Diagnostic::new(Code::BrokenAnchor, place, message).suggest(id, ids.iter().map(String::as_str).take(2000))
}

/// Returns the existing address most similar to `path`.
fn nearest_address(model: &Model, path: &str) -> Option<String> {
    let with_slash = format!("{path}/");
    if Route::find(model, &with_slash).is_some() {
        return Some(with_slash);
    }
    // There may be half a million pairs, so the two roles are matched separately.
    let pair = path.strip_prefix("/compare/").and_then(|pair| pair.trim_end_matches('/').split_once("-vs-"));
    if let Some((a, b)) = pair {
        let role = |id: &str| {
            nearest(id, model.roles.ids().iter().map(crate::url::Id::as_str)).map(ToString::to_string)
        };
        let near = format!("/compare/{}-vs-{}/", role(a)?, role(b)?);
        return Route::find(model, &near).map(|route| route.url(model));
    }
    let urls: Vec<String> = Routes::of(model).iter_single().map(|route| route.url(model)).collect();
    nearest(path, urls.iter().map(String::as_str)).map(ToString::to_string)
}
