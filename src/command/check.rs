//! `rolebook check`: everything that a build would refuse, and nothing written.

use std::path::PathBuf;

use super::prepare::{Clock, Prepared, prepare, refuse_root};
use crate::diagnostic::{Diagnostic, Report};
use crate::error::Error;
use crate::link;
use crate::model::{Model, Routes};
use crate::parse::{Body, parse};
use crate::publish::Interrupt;
use crate::render::Renderer;
use crate::source::{Sources, read};
use crate::view::Views;
use crate::workers;

/// What is to be looked at.
#[derive(Debug, Clone)]
pub struct Check {
    /// The folder of the site.
    pub root: PathBuf,
    /// What `site.yaml` says, changed for this look.
    pub link: link::Options,
}

/// Looks at a site as a build does, and draws every page without writing it: a template can fail on one page only.
pub fn check(wanted: &Check, interrupt: &Interrupt) -> Result<(Report, Sources), Error> {
    refuse_root(&wanted.root)?;
    let (sources, found) = read(&wanted.root);
    let Prepared { report, drawable } = prepare(&sources, found, &wanted.link, &mut Clock::start());
    let Some((model, renderer)) = drawable else { return Ok((report, sources)) };
    let mut all = report.diagnostics().to_vec();
    all.extend(draw_all(&model, &renderer, interrupt)?);
    Ok((Report::new(all), sources))
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

/// The failure of a template that comes first in order, if there is one. All pages are drawn, so that which is told does
/// not depend on which thread came to it first.
fn draw_all(model: &Model, renderer: &Renderer, interrupt: &Interrupt) -> Result<Option<Diagnostic>, Error> {
    let views = match Views::new(model, |part| renderer.part(part)) {
        Ok(views) => views,
        Err(diagnostic) => return Ok(Some(*diagnostic)),
    };
    let routes = Routes::of(model);
    let work = |chunks: &workers::Chunks| -> Result<Option<Diagnostic>, Error> {
        let mut page = Vec::new();
        let mut first: Option<Diagnostic> = None;
        while let Some(range) = chunks.take() {
            interrupt.check()?;
            for index in range {
                let route = routes.get(index);
                page.clear();
                if let Err(diagnostic) = renderer.render(&views.of(route), &route.path(model), &mut page) {
                    first = first.into_iter().chain([*diagnostic]).min();
                }
            }
        }
        Ok(first)
    };
    let mut found = Vec::new();
    for share in workers::run(routes.len(), 128, work, |_| {}) {
        found.extend(share?);
    }
    Ok(found.into_iter().min())
}
