//! Turns faults into diagnostics located in templates, by drawing the affected pages again with marks.

use std::collections::{BTreeMap, BTreeSet};

use super::html::{PageItem, read};
use super::reader::{LinkResult, PageFault, PageFaults, check_image, check_link, missing_id};
use super::{LinkCheck, PageIds, origin};
use crate::diagnostic::{Code, Diagnostic, Location, Span, nearest};
use crate::model::{Model, Route, Routes};
use crate::pages::{Components, Views, template};
use crate::render::{PageName, read_mark};

/// The most pages drawn again: a mistake in a template is on every page of its kind.
const MAX_REDRAWN: usize = 200;

/// The most ids listed when none is similar.
const MAX_LISTED: usize = 8;

/// Returns one diagnostic per location. `ids` has the ids of the pages whose anchors were looked up.
pub(super) fn report(
    check: &LinkCheck<'_>,
    all: &PageFaults,
    ids: &BTreeMap<Route, PageIds>,
) -> Vec<Diagnostic> {
    let mut pages: BTreeMap<Route, BTreeSet<&PageFault>> = BTreeMap::new();
    for (fault, page) in all {
        pages.entry(*page).or_default().insert(fault);
    }
    if pages.is_empty() {
        return Vec::new();
    }
    let marked = check.renderer.marked(check.sources);
    let marked = marked.as_ref().unwrap_or(check.renderer);
    let Ok(parts) = Components::new(check.model, marked) else { return Vec::new() };
    let views = Views::new(check.model, &parts, marked);
    let mut by_location: BTreeMap<Location, Diagnostic> = BTreeMap::new();
    for (page, faults) in pages.into_iter().take(MAX_REDRAWN) {
        let mut html = Vec::new();
        let name = PageName { path: &page.path(check.model), origin: &|| origin(check.model, page) };
        let drawn = views.of(page).and_then(|view| marked.render(&view, &name, &mut html));
        if drawn.is_err() {
            html.clear();
        }
        of_page(check, page, &html, (&faults, all), ids, &mut by_location);
    }
    by_location.into_values().collect()
}

/// Adds the diagnostics of one page, which was drawn with marks, to those that were found elsewhere.
fn of_page(
    check: &LinkCheck<'_>,
    page: Route,
    html: &[u8],
    (faults, all): (&BTreeSet<&PageFault>, &PageFaults),
    ids: &BTreeMap<Route, PageIds>,
    found: &mut BTreeMap<Location, Diagnostic>,
) {
    let mut own: BTreeMap<String, Option<Location>> = BTreeMap::new();
    let mut candidates: Vec<(PageFault, Option<Location>)> = Vec::new();
    let mut duplicates = Vec::new();
    read(html, |seen, written| {
        let place = written.and_then(|mark| place(check, mark));
        match seen {
            PageItem::Id(id) => match own.get(id) {
                Some(first) => {
                    duplicates.push((PageFault::DuplicateId(id.to_string()), place, first.clone()));
                }
                None => drop(own.insert(id.to_string(), place)),
            },
            PageItem::Label(id, attribute) => {
                candidates.push((missing_id(page, id.to_string(), Some(attribute)), place));
            }
            PageItem::Picture(address) => {
                candidates.extend(check_image(check.model, page, address).map(|fault| (fault, place)));
            }
            PageItem::Link(link) => match check_link(check.model, page, link) {
                LinkResult::Valid => {}
                LinkResult::Broken(fault) => candidates.push((fault, place)),
                LinkResult::Anchor(to, anchor) => candidates.push((missing_id(to, anchor, None), place)),
            },
        }
    });
    // Marks can change what a broken template draws: a fault that is then not seen has no location.
    let seen: BTreeSet<&PageFault> =
        candidates.iter().map(|(fault, _)| fault).chain(duplicates.iter().map(|(fault, ..)| fault)).collect();
    let unseen: Vec<PageFault> =
        faults.iter().filter(|fault| !seen.contains(**fault)).map(|fault| (*fault).clone()).collect();
    for fault in unseen {
        match fault {
            PageFault::DuplicateId(_) => duplicates.push((fault, None, None)),
            _ => candidates.push((fault, None)),
        }
    }
    let context = format!("on `{}`", page.url(check.model));
    let own_ids: PageIds = own.into_keys().collect();
    for (fault, place) in candidates.into_iter().filter(|(fault, _)| faults.contains(fault)) {
        let diagnostic = match &fault {
            PageFault::BrokenLink(path) => {
                let place = narrowed(check, place, page, path);
                // A mistake in a template is on many pages, and it takes time to find a similar address.
                if found.contains_key(&place) {
                    continue;
                }
                broken_link(check, place, path)
            }
            PageFault::OutsideBase(path) => outside_base(check, narrowed(check, place, page, path), path),
            PageFault::MissingAnchor(to, anchor) => {
                let ids = ids.get(to).unwrap_or(&own_ids);
                // A link written in prose is correct if its page exists: then the template of the target has dropped
                // the anchor.
                match place.filter(|place| is_own(check, place)) {
                    Some(place) => {
                        let place = narrow(check, place, anchor);
                        missing_anchor(check.model, place, *to, anchor, ids)
                    }
                    None => dropped_anchor(check, *to, anchor, all).here(format!("linked {context}")),
                }
            }
            PageFault::MissingLabel(id, attribute) => {
                if own_ids.contains(id) {
                    continue;
                }
                missing_label(narrowed(check, place, page, id), id, attribute, &own_ids)
            }
            PageFault::DuplicateId(_) => continue,
        };
        let diagnostic =
            if diagnostic.here.is_empty() { diagnostic.here(context.clone()) } else { diagnostic };
        add(found, diagnostic);
    }
    for (fault, place, first) in duplicates.into_iter().filter(|(fault, ..)| faults.contains(fault)) {
        let PageFault::DuplicateId(id) = &fault else { continue };
        let place = narrowed(check, place, page, id);
        let message = format!("two elements of the page have the id `{id}`");
        let diagnostic = Diagnostic::new(Code::DuplicateId, place.clone(), message).here(context.clone());
        let diagnostic =
            diagnostic.help("a link to it goes to the first element: give one of them another id");
        let first = first.map(|first| narrow(check, first, id)).filter(|first| *first != place);
        let diagnostic = match first {
            Some(first) => diagnostic.label(first, "first used here"),
            None => diagnostic,
        };
        add(found, diagnostic);
    }
}

/// Adds a diagnostic, if it is the first at its location.
fn add(found: &mut BTreeMap<Location, Diagnostic>, diagnostic: Diagnostic) {
    let place = diagnostic.place.clone().unwrap_or(Location { file: "".into(), span: Span::default() });
    found.entry(place).or_insert(diagnostic);
}

/// Returns the location of the attribute value that a mark precedes.
fn place(check: &LinkCheck<'_>, mark: &str) -> Option<Location> {
    let (name, at) = read_mark(mark)?;
    let file = format!("templates/{name}");
    let text = check.sources.text(&file)?;
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
fn narrowed(check: &LinkCheck<'_>, place: Option<Location>, page: Route, words: &str) -> Location {
    narrow(check, place.unwrap_or_else(|| template_of(page)), words)
}

fn narrow(check: &LinkCheck<'_>, place: Location, words: &str) -> Location {
    let text = check.sources.text(&place.file).unwrap_or("");
    let value = text.get(place.span.start as usize..place.span.end as usize).unwrap_or("");
    match value.rfind(words) {
        Some(at) => {
            let begin = place.span.start as usize + at;
            Location { file: place.file, span: Span::new(begin, begin + words.len()) }
        }
        None => place,
    }
}

fn is_own(check: &LinkCheck<'_>, place: &Location) -> bool {
    place.file.strip_prefix("templates/").is_some_and(|name| check.renderer.is_own(name))
}

/// Returns the template that draws a page.
fn template_of(page: Route) -> Location {
    let name = template(page).unwrap_or_default();
    Location { file: format!("templates/{name}").into(), span: Span::default() }
}

fn broken_link(check: &LinkCheck<'_>, place: Location, path: &str) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::BrokenLink, place, format!("there is no page `{path}`"));
    match nearest_address(check.model, path) {
        Some(near) => diagnostic.suggest(path, [near.as_str()]),
        None => diagnostic.help("an address of the site begins and ends with `/`; in a template, write `{{ frame.site.base }}` before it"),
    }
}

fn outside_base(check: &LinkCheck<'_>, place: Location, path: &str) -> Diagnostic {
    let base = &check.model.site.base;
    Diagnostic::new(
        Code::BrokenLink,
        place,
        format!("`{path}` is outside the site, which is below `{base}/`"),
    )
    .help(format!("write `{{{{ frame.site.base }}}}{path}`, which is correct wherever the site is published"))
}

/// Reports an anchor that its page lacks.
pub(super) fn missing_anchor(
    model: &Model,
    place: Location,
    page: Route,
    anchor: &str,
    ids: &PageIds,
) -> Diagnostic {
    let message = format!("the page `{}` has no `#{anchor}`", page.url(model));
    let diagnostic = Diagnostic::new(Code::BrokenAnchor, place, message);
    if let Some(near) = nearest(anchor, ids.iter().map(String::as_str)) {
        return diagnostic.suggest(anchor, [near]).help(format!("did you mean `#{near}`?"));
    }
    match ids.len() {
        0 => diagnostic.help("no element of the page has an id"),
        1..=MAX_LISTED => {
            let all: Vec<String> = ids.iter().map(|id| format!("`#{id}`")).collect();
            diagnostic.help(format!("its ids are {}", all.join(", ")))
        }
        _ => diagnostic,
    }
}

/// Reports an anchor that a template of the site's own no longer prints although others link to it. All missing
/// anchors of a page are named together.
fn dropped_anchor(check: &LinkCheck<'_>, page: Route, anchor: &str, all: &PageFaults) -> Diagnostic {
    let message =
        format!("`{}` has no element with the id `{anchor}`, the target of a link", page.url(check.model));
    let others = all.keys().filter_map(|fault| match fault {
        PageFault::MissingAnchor(to, other) if *to == page && other != anchor => Some(format!("`{other}`")),
        _ => None,
    });
    let others: Vec<String> = others.take(MAX_LISTED).collect();
    let also =
        if others.is_empty() { String::new() } else { format!("; also missing: {}", others.join(", ")) };
    Diagnostic::new(Code::BrokenAnchor, template_of(page), message)
        .help(format!("the built-in template of this name prints it; compare the two{also}"))
}

fn missing_label(place: Location, id: &str, attribute: &str, ids: &PageIds) -> Diagnostic {
    let message = format!("no element of the page has the id `{id}`, to which `{attribute}` refers");
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
    let urls: Vec<String> = Routes::new(model).iter_single().map(|route| route.url(model)).collect();
    nearest(path, urls.iter().map(String::as_str)).map(ToString::to_string)
}
