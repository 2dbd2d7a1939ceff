//! `rolebook check`: everything that a build would refuse, and nothing written.

use std::path::PathBuf;

use super::root::refuse_root;
use crate::diagnostic::{Diagnostic, Report};
use crate::error::Error;
use crate::link;
use crate::model::{Model, Routes};
use crate::prepare::{Clock, Prepared, prepare};
use crate::publish::Interrupt;
use crate::render::Renderer;
use crate::source::{Sources, read};
use crate::view::{Parts, Views};
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
    let Prepared { report, drawable, .. } = prepare(&sources, found, &wanted.link, None, &mut Clock::start());
    let Some((model, renderer)) = drawable else { return Ok((report, sources)) };
    let mut all = report.diagnostics().to_vec();
    all.extend(draw_all(&model, &renderer, interrupt)?);
    Ok((Report::new(all), sources))
}

/// The failure of a template that comes first in order, if there is one. All pages are drawn, so that which is told does
/// not depend on which thread came to it first.
fn draw_all(model: &Model, renderer: &Renderer, interrupt: &Interrupt) -> Result<Option<Diagnostic>, Error> {
    let parts = match Parts::all(model, renderer) {
        Ok(parts) => parts,
        Err(diagnostic) => return Ok(Some(*diagnostic)),
    };
    let views = Views::new(model, &parts, renderer);
    let routes = Routes::of(model);
    let work = |chunks: &workers::Chunks| -> Result<Option<Diagnostic>, Error> {
        let mut page = Vec::new();
        let mut first: Option<Diagnostic> = None;
        while let Some(range) = chunks.take() {
            interrupt.check()?;
            for index in range {
                let route = routes.get(index);
                page.clear();
                let drawn =
                    views.of(route).and_then(|view| renderer.render(&view, &route.path(model), &mut page));
                if let Err(diagnostic) = drawn {
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
