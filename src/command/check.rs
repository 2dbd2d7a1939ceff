//! `rolebook check`: everything that a build would refuse, and nothing written.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::root::refuse_root;
use super::today::today;
use crate::check::{self, Age};
use crate::diagnostic::{Code, Diagnostic, Place, Report};
use crate::error::Error;
use crate::link;
use crate::model::{Model, Route, Routes};
use crate::parse::{Body, Document, parse};
use crate::prepare::{Clock, Prepared, prepare};
use crate::publish::Interrupt;
use crate::render::Renderer;
use crate::source::{Sources, read};
use crate::view::{Parts, Views, grows, template};
use crate::workers;

/// What is to be looked at.
#[derive(Debug, Clone)]
pub struct Check {
    /// The folder of the site.
    pub root: PathBuf,
    /// What `site.yaml` says, changed for this look.
    pub link: link::Options,
    /// The most months that a fact may be old. Only with this is it asked which day it is.
    pub max_age: Option<u32>,
}

/// Looks at a site as a build does, and draws the pages whose templates can fail: one can fail on one page only.
pub fn check(wanted: &Check, interrupt: &Interrupt) -> Result<(Report, Sources), Error> {
    refuse_root(&wanted.root)?;
    let (sources, found) = read(&wanted.root);
    let Prepared { report, drawable, kept } =
        prepare(&sources, found, &wanted.link, None, &mut Clock::start());
    let Some((model, renderer)) = drawable else { return Ok((report, sources)) };
    let mut more = Vec::new();
    if let Some(months) = wanted.max_age {
        more.extend(dated(&kept.documents(), &model, months));
    }
    more.extend(draw_all(&model, &renderer, interrupt)?);
    Ok((report.with(more), sources))
}

/// Where the site will be, as its `site.yaml` says, without a final `/`. Known also when the site has mistakes elsewhere.
pub fn published_at(sources: &Sources) -> Option<String> {
    let (document, _) = parse(sources.get("content/site.yaml")?);
    match document?.body {
        Body::Site(site) => Some(site.base_url.value.0.trim_end_matches('/').to_string()),
        _ => None,
    }
    .filter(|address| !address.is_empty())
}

/// What is wrong today, which a build does not ask.
fn dated(documents: &[Arc<Document>], model: &Model, months: u32) -> Vec<Diagnostic> {
    let found = check::age(documents, model, Age { today: today(), months });
    check::except(documents, found, |code| matches!(code, Code::OldFact | Code::FutureDate))
}

/// Whether a page is drawn to see whether it can be. A built-in template can fail only by making its page too large: all
/// that it prints is in every view of its kind, which the tests of this program hold.
fn is_tried(renderer: &Renderer, route: Route) -> bool {
    template(route).is_some_and(|template| renderer.is_own(template) || grows(route))
}

/// The failures of templates, one for each place in them, on the page that comes first in order. Which is told does not
/// depend on which thread came to it first.
fn draw_all(model: &Model, renderer: &Renderer, interrupt: &Interrupt) -> Result<Vec<Diagnostic>, Error> {
    let parts = match Parts::all(model, renderer) {
        Ok(parts) => parts,
        Err(diagnostic) => return Ok(vec![*diagnostic]),
    };
    let views = Views::new(model, &parts, renderer);
    let routes = Routes::of(model);
    // What there is for every pair comes after all others; when none of it is tried for the first, it is for no other.
    let single = routes.iter_single().count();
    let of_first = (single..routes.len()).take(routes.for_each_pair());
    let pairs = of_first.map(|index| routes.get(index)).any(|route| is_tried(renderer, route));
    let total = if pairs { routes.len() } else { single };
    let work = |chunks: &workers::Chunks| -> Result<BTreeMap<Option<Place>, Diagnostic>, Error> {
        let mut page = Vec::new();
        let mut first = BTreeMap::new();
        while let Some(range) = chunks.take() {
            interrupt.check()?;
            for route in range.map(|index| routes.get(index)).filter(|route| is_tried(renderer, *route)) {
                page.clear();
                let drawn =
                    views.of(route).and_then(|view| renderer.attempt(&view, &route.path(model), &mut page));
                if let Err(diagnostic) = drawn {
                    keep_first(&mut first, *diagnostic);
                }
            }
        }
        Ok(first)
    };
    let mut found = BTreeMap::new();
    for share in workers::run(total, 16, work, |_| {}) {
        for diagnostic in share?.into_values() {
            keep_first(&mut found, diagnostic);
        }
    }
    Ok(found.into_values().collect())
}

fn keep_first(found: &mut BTreeMap<Option<Place>, Diagnostic>, diagnostic: Diagnostic) {
    let known = found.entry(diagnostic.place.clone()).or_insert_with(|| diagnostic.clone());
    if diagnostic < *known {
        *known = diagnostic;
    }
}
