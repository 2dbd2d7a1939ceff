//! An immutable state of the site. A change of a file creates the next one from it, and a request keeps the one with
//! which it began.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::analysis::Stopwatch;
use crate::compiled::CompiledSite;
use crate::diagnostic::{Diagnostic, Report};
use crate::link;
use crate::linkcheck::{origin, while_drawing};
use crate::model::{Model, Route};
use crate::pages::{Components, HashedBytes, SharedSearch, Views};
use crate::publish::Fingerprint;
use crate::render::{PageName, Renderer, set_skipped};
use crate::source::Sources;

/// An immutable state of the preview: the files of a site, their diagnostics, and the pages of the last state without
/// errors.
pub struct Preview {
    /// The number of states before this one.
    pub number: u64,
    /// The diagnostics of the files.
    pub report: Report,
    /// The site that is shown: of these files, or of the last files without errors.
    pub site: Option<Arc<PreviewSite>>,
    compiled: CompiledSite,
}

/// A site that can be drawn.
pub struct PreviewSite {
    model: Arc<Model>,
    renderer: Arc<Renderer>,
    parts: Components,
    search: SharedSearch,
}

impl Preview {
    /// Creates the first state. `found` are the diagnostics of reading the files.
    pub fn first(sources: Sources, found: Vec<Diagnostic>, options: &link::Options) -> Preview {
        Preview::make(None, sources, found, options)
    }

    /// Creates the next state. Unchanged parts are reused, but the result depends on the files alone.
    pub fn next(&self, sources: Sources, found: Vec<Diagnostic>, options: &link::Options) -> Preview {
        // The change may have made a template draw within its limits.
        set_skipped(BTreeMap::new());
        Preview::make(Some(self), sources, found, options)
    }

    fn make(
        last: Option<&Preview>,
        sources: Sources,
        found: Vec<Diagnostic>,
        options: &link::Options,
    ) -> Preview {
        let before = last.map(|last| &last.compiled);
        let compiled = CompiledSite::new(before, sources, found, options, &mut Stopwatch::start());
        let mut report = compiled.report.clone();
        let site = compiled.shared_drawable().and_then(|(model, renderer)| {
            match Components::new(&model, &*renderer) {
                Ok(parts) => {
                    Some(Arc::new(PreviewSite { model, renderer, parts, search: SharedSearch::default() }))
                }
                Err(diagnostic) => {
                    report = report.with([*diagnostic]);
                    None
                }
            }
        });
        Preview {
            number: last.map_or(0, |last| last.number + 1),
            report,
            site: site.or_else(|| last.and_then(|last| last.site.clone())),
            compiled,
        }
    }

    /// The files.
    pub fn sources(&self) -> &Sources {
        self.compiled.content.sources()
    }

    /// The paths of files that differ from those of another state or exist in only one, sorted.
    pub fn differences(&self, other: &Sources) -> Vec<Arc<str>> {
        let (mut ours, mut theirs) = (self.sources().files().peekable(), other.files().peekable());
        let mut different = Vec::new();
        loop {
            let order = match (ours.peek(), theirs.peek()) {
                (None, None) => return different,
                (Some(_), None) => std::cmp::Ordering::Less,
                (None, Some(_)) => std::cmp::Ordering::Greater,
                (Some(a), Some(b)) => a.path.cmp(&b.path),
            };
            let a = if order.is_le() { ours.next() } else { None };
            let b = if order.is_ge() { theirs.next() } else { None };
            let same = matches!((a, b), (Some(a), Some(b)) if a.hash == b.hash);
            if !same {
                different.extend(a.or(b).map(|file| Arc::clone(&file.path)));
            }
        }
    }
}

impl PreviewSite {
    /// The linked content.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Draws a page as a build would; returns its bytes and fingerprint, or the diagnostic of the template that
    /// failed.
    pub fn page(&self, route: Route) -> Result<(Vec<u8>, Fingerprint), Box<Diagnostic>> {
        let view = self.views().of(route)?;
        let mut page = Vec::new();
        let name = PageName { path: &route.path(&self.model), origin: &|| origin(&self.model, route) };
        let drawn = self.renderer.render(&view, &name, &mut page);
        drawn.map_err(|diagnostic| while_drawing(&self.model, route, *diagnostic))?;
        Ok((page, self.renderer.fingerprint(&view, &mut HashedBytes::default())))
    }

    /// Returns the fingerprint of a page.
    pub fn fingerprint(&self, route: Route) -> Result<Fingerprint, Box<Diagnostic>> {
        let view = self.views().of(route)?;
        Ok(self.renderer.fingerprint(&view, &mut HashedBytes::default()))
    }

    fn views(&self) -> Views<'_> {
        Views::new(&self.model, &self.parts, &*self.renderer).with_search(&self.search)
    }
}
