//! Checks drawn pages. Reports templates that cannot draw a page, and every broken link, anchor and label reference
//! at the line that wrote it. It does not know what a page is about, and does not access the web: external links are
//! not checked here.
//!
//! Pages that cannot be wrong are not drawn. `tests/templates.rs` checks the output of the built-in templates, so for
//! a site without templates of its own, only pages that grow with the site are drawn, and those that prose links to
//! by an anchor.

mod address;
mod html;
mod reader;
mod report;

use std::collections::{BTreeMap, BTreeSet};

pub use reader::PageReader;

use crate::compiled::CompiledSite;
use crate::diagnostic::{Diagnostic, Location};
use crate::error::Error;
use crate::link::AnchorRef;
use crate::model::{Model, Route, Routes};
use crate::pages::{Components, OwnLinks, Views, files, grows, is_card, own_links, template};
use crate::publish::Interrupt;
use crate::render::{PageName, Renderer};
use crate::source::Sources;
use crate::workers;
use html::{PageItem, read};
use reader::{PageFaults, RequestedAnchors};

/// A site whose pages are checked.
pub struct LinkCheck<'p> {
    /// The site's model.
    pub model: &'p Model,
    /// The renderer that draws its pages.
    pub renderer: &'p Renderer,
    /// The site's files, to locate diagnostics.
    pub sources: &'p Sources,
    /// Anchors in prose that only the drawn page can confirm.
    pub anchor_refs: &'p [AnchorRef],
}

/// The ids of a page.
type PageIds = BTreeSet<String>;

impl<'p> LinkCheck<'p> {
    /// Returns the check of a site; `None` if the site has errors, so that it cannot be drawn.
    pub fn new(site: &'p CompiledSite) -> Option<LinkCheck<'p>> {
        let (model, renderer) = site.drawable()?;
        let (sources, anchor_refs) = (site.content.sources(), site.content.anchor_refs());
        Some(LinkCheck { model, renderer, sources, anchor_refs })
    }

    /// Returns `true` if a page has to be read once it is drawn: a template of the site's own may have added a broken
    /// link, or dropped an anchor that others link to. A built-in pair page links only to what the pages of its two
    /// roles link to, apart from its hand-written prose.
    pub fn is_read(&self, route: Route) -> bool {
        self.renderer.has_own()
            && match own_links(self.model, route) {
                Some(OwnLinks::Some) => true,
                Some(OwnLinks::FromTemplates(names)) => {
                    names.iter().any(|name| self.renderer.is_drawn_own(name))
                }
                None => false,
            }
    }

    /// Returns `true` if a page is drawn only to see whether drawing fails. A built-in template can fail only by
    /// making a page too large.
    fn is_trial(&self, route: Route) -> bool {
        grows(route) || is_card(route) && template(route).is_some_and(|name| self.renderer.is_drawn_own(name))
    }

    /// Returns a new reader for one thread.
    pub fn reader(&self) -> PageReader<'p> {
        PageReader::new(self.model)
    }

    /// Returns `true` if the pages that were read and the anchors in prose have no errors.
    pub fn is_sound(&self, views: &Views<'_>, readers: Vec<PageReader<'_>>) -> bool {
        let (faults, requested) = PageReader::merge(readers);
        let ids = self.ids(views, self.pages_to_scan(&requested));
        faults.is_empty()
            && missing_anchors(&requested, &ids).is_empty()
            && self.broken(&ids).next().is_none()
    }

    /// Draws and reads all pages that may have errors, and returns the diagnostics.
    pub fn all(&self, interrupt: &Interrupt) -> Result<Vec<Diagnostic>, Error> {
        let parts = match Components::all(self.model, self.renderer) {
            Ok(parts) => parts,
            Err(diagnostic) => return Ok(vec![*diagnostic]),
        };
        self.all_of(&Views::new(self.model, &parts, self.renderer), interrupt)
    }

    /// Does the same with the views of the site, whose components are drawn already.
    pub(crate) fn all_of(&self, views: &Views<'_>, interrupt: &Interrupt) -> Result<Vec<Diagnostic>, Error> {
        let (mut diagnostics, readers) = self.draw(views, interrupt)?;
        let (mut faults, requested) = PageReader::merge(readers);
        let ids = self.ids(views, self.pages_to_scan(&requested));
        faults.extend(missing_anchors(&requested, &ids));
        diagnostics.extend(self.broken(&ids));
        diagnostics.extend(report::report(self, &faults, &ids));
        Ok(diagnostics)
    }

    /// Draws every page that can fail or has to be read. A failure in a template is reported once, for the first page
    /// in order.
    fn draw(
        &self,
        views: &Views<'_>,
        interrupt: &Interrupt,
    ) -> Result<(Vec<Diagnostic>, Vec<PageReader<'p>>), Error> {
        let routes = Routes::new(self.model);
        let is_drawn = |route: &Route| self.is_read(*route) || self.is_trial(*route);
        let mut wanted: Vec<Route> = routes.iter_single().filter(is_drawn).collect();
        // Pages of pairs come after all others and there may be half a million of them, so they are addressed by
        // index, not collected.
        let begin = routes.iter_single().count();
        let of_first = (begin..routes.len()).take(routes.for_each_pair()).map(|index| routes.get(index));
        let all_pairs = of_first.filter_map(template).any(|template| self.renderer.is_drawn_own(template));
        if !all_pairs {
            wanted.extend(self.model.pairs.keys().map(|pair| Route::Pair(*pair)).filter(is_drawn));
        }
        let pairs = if all_pairs { routes.len() - begin } else { 0 };
        let work = |chunks: &workers::Chunks| -> Result<_, Error> {
            let (mut page, mut reader) = (Vec::new(), self.reader());
            let mut failed: BTreeMap<Option<Location>, (Route, Diagnostic)> = BTreeMap::new();
            while let Some(range) = chunks.take() {
                interrupt.check()?;
                for index in range {
                    let route = match wanted.get(index) {
                        Some(route) => *route,
                        None => routes.get(begin + index - wanted.len()),
                    };
                    if !is_drawn(&route) {
                        continue;
                    }
                    match self.page(views, route, &mut page) {
                        Ok(()) if self.is_read(route) => reader.page(route, &page),
                        Ok(()) => {}
                        Err(diagnostic) => keep_first(&mut failed, route, *diagnostic),
                    }
                }
            }
            Ok((failed, reader))
        };
        let (mut failed, mut readers) = (BTreeMap::new(), Vec::new());
        for share in workers::run(wanted.len() + pairs, 16, work, |_| {}) {
            let (more, reader) = share?;
            readers.push(reader);
            for (route, diagnostic) in more.into_values() {
                keep_first(&mut failed, route, diagnostic);
            }
        }
        let with_context =
            |(route, diagnostic): (Route, Diagnostic)| while_drawing(self.model, route, diagnostic);
        Ok((failed.into_values().map(with_context).collect(), readers))
    }

    /// Draws a page into `out`, clearing it first; for a card the SVG.
    fn page(&self, views: &Views<'_>, route: Route, out: &mut Vec<u8>) -> Result<(), Box<Diagnostic>> {
        out.clear();
        let view = views.of(route)?;
        let name = PageName { path: &route.path(self.model), origin: &|| origin(self.model, route) };
        self.renderer.attempt(&view, &name, out)
    }

    /// Returns the pages that have to be drawn once more for their ids.
    fn pages_to_scan(&self, requested: &RequestedAnchors) -> BTreeSet<Route> {
        let claimed = self.anchor_refs.iter().map(|anchor| anchor.page);
        requested.keys().copied().chain(claimed).filter(|page| template(*page).is_some()).collect()
    }

    /// Returns the ids of pages. A page that cannot be drawn is skipped: that error has been reported.
    fn ids(&self, views: &Views<'_>, pages: BTreeSet<Route>) -> BTreeMap<Route, PageIds> {
        let pages: Vec<Route> = pages.into_iter().collect();
        let ids_of = |n: usize| {
            let mut page = Vec::new();
            self.page(views, pages[n], &mut page).ok()?;
            let mut ids = PageIds::new();
            read(&page, |seen, _| match seen {
                PageItem::Id(id) => drop(ids.insert(id.to_string())),
                PageItem::Link(_) | PageItem::Picture(_) | PageItem::Label(..) => {}
            });
            Some((pages[n], ids))
        };
        match pages.len() {
            // Faster than starting a thread.
            0..4 => (0..pages.len()).filter_map(ids_of).collect(),
            total => workers::map(total, 1, ids_of).into_iter().flatten().collect(),
        }
    }

    /// Reports the anchors in prose that their pages lack.
    fn broken(&self, ids: &BTreeMap<Route, PageIds>) -> impl Iterator<Item = Diagnostic> {
        self.anchor_refs.iter().filter_map(|claim| {
            let ids = ids.get(&claim.page).filter(|ids| !ids.contains(&claim.anchor))?;
            Some(report::missing_anchor(self.model, claim.place.clone(), claim.page, &claim.anchor, ids))
        })
    }
}

/// Returns a fault for each requested anchor that its page lacks.
fn missing_anchors(requested: &RequestedAnchors, ids: &BTreeMap<Route, PageIds>) -> PageFaults {
    let mut faults = PageFaults::new();
    for (page, anchors) in requested {
        let Some(ids) = ids.get(page) else { continue };
        let missing = anchors.iter().filter(|(anchor, _)| !ids.contains(*anchor));
        faults
            .extend(missing.map(|(anchor, first)| (reader::missing_id(*page, anchor.clone(), None), *first)));
    }
    faults
}

/// Adds to a template's diagnostic the page that was being drawn and the files with its content.
pub(crate) fn while_drawing(model: &Model, route: Route, diagnostic: Diagnostic) -> Diagnostic {
    if diagnostic.here.is_empty() { diagnostic.here(origin(model, route)) } else { diagnostic }
}

/// Says which page is drawn, and from which files.
pub(crate) fn origin(model: &Model, route: Route) -> String {
    let files: Vec<String> = files(model, route).iter().map(|file| format!("`{file}`")).collect();
    let from = if files.is_empty() { String::new() } else { format!(" from {}", files.join(" and ")) };
    format!("while drawing `{}`{from}", route.url(model))
}

fn keep_first(
    first_by_location: &mut BTreeMap<Option<Location>, (Route, Diagnostic)>,
    route: Route,
    diagnostic: Diagnostic,
) {
    let known =
        first_by_location.entry(diagnostic.place.clone()).or_insert_with(|| (route, diagnostic.clone()));
    if route < known.0 {
        *known = (route, diagnostic);
    }
}
