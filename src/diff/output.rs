//! The published files of two sites: those that differ, and addresses that are new or gone.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::compiled::CompiledSite;
use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::linkcheck::LinkCheck;
use crate::model::{Model, Route, Routes, Successor};
use crate::pages::{Components, HashedBytes, Views};
use crate::publish::Interrupt;
use crate::render::{PageName, Renderer};
use crate::workers;

/// The differences of the published files.
#[derive(Debug, Clone, Default, Serialize)]
pub struct OutputChange {
    /// The addresses of pages whose content differs.
    pub pages: Vec<String>,
    /// The new addresses of pages.
    pub added: Vec<String>,
    /// The number of new addresses of other files.
    pub added_files: usize,
    /// The addresses that are gone, without a redirect.
    pub vanished: Vec<String>,
    /// The number of addresses that lead elsewhere now.
    pub redirected: usize,
    /// The number of addresses before.
    pub count_before: usize,
    /// The number of addresses after.
    pub count_after: usize,
    /// The size of the pages that differ before, in bytes.
    pub bytes_before: usize,
    /// Their size after, in bytes.
    pub bytes_after: usize,
}

impl OutputChange {
    /// Returns `true` if every published file is the same.
    pub fn is_empty(&self) -> bool {
        self.pages.is_empty()
            && self.added.is_empty()
            && self.added_files == 0
            && self.vanished.is_empty()
            && self.redirected == 0
    }
}

/// An address with its route, and the fingerprint of the page there.
type Address = (String, (Route, u128));

/// The files of a site that can be drawn.
pub(super) struct Drawable<'s> {
    site: &'s CompiledSite,
    model: &'s Model,
    renderer: &'s Renderer,
    parts: Components,
    routes: Routes,
}

impl<'s> Drawable<'s> {
    /// Draws the components of a site; `None` if it has errors.
    ///
    /// # Errors
    /// The diagnostic of a component that cannot be drawn.
    pub(super) fn new(site: &'s CompiledSite) -> Result<Option<Drawable<'s>>, Box<Diagnostic>> {
        let Some((model, renderer)) = site.drawable() else { return Ok(None) };
        let parts = Components::all(model, renderer)?;
        Ok(Some(Drawable { site, model, renderer, parts, routes: Routes::new(model) }))
    }

    /// Returns the diagnostics of the links of its pages.
    pub(super) fn link_problems(&self, interrupt: &Interrupt) -> Result<Vec<Diagnostic>, Error> {
        let Some(links) = LinkCheck::new(self.site) else { return Ok(Vec::new()) };
        links.all_of(&Views::new(self.model, &self.parts, self.renderer), interrupt)
    }

    /// Returns every address of the site, with the fingerprint of the page there if it `is_changed`. Cards, data and tables show
    /// what pages show, and have none: their views take most of the time.
    fn fingerprints(
        &self,
        is_changed: bool,
        interrupt: &Interrupt,
    ) -> Result<BTreeMap<String, (Route, u128)>, Error> {
        let views = Views::new(self.model, &self.parts, self.renderer);
        let each = |chunks: &workers::Chunks| -> Result<Vec<Address>, Error> {
            let (mut scratch, mut mine) = (HashedBytes::default(), Vec::new());
            while let Some(range) = chunks.take() {
                interrupt.check()?;
                for route in range.map(|n| self.routes.get(n)) {
                    let address = route.url(self.model);
                    // A view that cannot be drawn was reported as a diagnostic.
                    let view = (is_changed && address.ends_with('/')).then(|| views.of(route).ok()).flatten();
                    let print = view.map_or(0, |view| self.renderer.fingerprint(&view, &mut scratch).0);
                    mine.push((address, (route, print)));
                }
            }
            Ok(mine)
        };
        // A page of the whole site takes as long as a hundred others.
        let shares = workers::run(self.routes.len(), 8, each, |_| {});
        let mut all = BTreeMap::new();
        for share in shares {
            all.extend(share?);
        }
        Ok(all)
    }

    fn size(&self, route: Route) -> usize {
        let views = Views::new(self.model, &self.parts, self.renderer);
        let (path, mut page) = (route.path(self.model), Vec::new());
        let name = PageName { path: &path, origin: &String::new };
        match views.of(route).and_then(|view| self.renderer.render(&view, &name, &mut page)) {
            Ok(()) => page.len(),
            Err(_) => 0,
        }
    }
}

/// Compares the published files of two sites. If their content has not changed, no page shows a difference.
pub(super) fn compare_output(
    old: &Drawable<'_>,
    new: &Drawable<'_>,
    is_changed: bool,
    interrupt: &Interrupt,
) -> Result<OutputChange, Error> {
    let versions = [old, new];
    let mut prints =
        workers::map(versions.len(), 1, |n| versions[n].fingerprints(is_changed, interrupt)).into_iter();
    let mut next = || prints.next().expect("invariant: there are two versions");
    let (old_prints, new_prints) = (next()?, next()?);
    let mut change = OutputChange {
        count_before: old_prints.len(),
        count_after: new_prints.len(),
        ..OutputChange::default()
    };
    let mut differing = Vec::new();
    for (address, (route, print)) in &new_prints {
        let is_page = address.ends_with('/');
        match old_prints.get(address) {
            Some((_, old_print)) if old_print == print => {}
            Some((old_route, _))
                if route.moved(new.model).is_some() && old_route.moved(old.model).is_none() =>
            {
                change.redirected += 1;
            }
            Some((old_route, _)) if is_page => {
                change.pages.push(address.clone());
                differing.push((*old_route, *route));
            }
            Some(_) => {}
            None if is_page && route.moved(new.model).is_none() => change.added.push(address.clone()),
            None => change.added_files += 1,
        }
    }
    for address in old_prints.keys().filter(|address| !new_prints.contains_key(*address)) {
        // A build keeps these addresses alive: see `rolebook build`.
        match Successor::of(new.model, address) {
            Some(_) => change.redirected += 1,
            None => change.vanished.push(address.clone()),
        }
    }
    let sizes = workers::map(differing.len(), 4, |n| (old.size(differing[n].0), new.size(differing[n].1)));
    for (before, after) in sizes {
        change.bytes_before += before;
        change.bytes_after += after;
    }
    Ok(change)
}
