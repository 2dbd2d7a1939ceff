//! An immutable state of the site. A change of a file creates the next one from it, and a request keeps the one with
//! which it began.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::analysis::{AnalysisCache, Previous, Stopwatch, analyze};
use crate::diagnostic::{Diagnostic, Report};
use crate::link;
use crate::model::{Model, Route};
use crate::pages::{Components, HashedBytes, Views};
use crate::publish::Fingerprint;
use crate::render::{Renderer, set_skipped};
use crate::source::Sources;

/// An immutable state of a site: its files, their diagnostics, and the pages of the last state without errors.
pub struct Snapshot {
    /// The number of snapshots before this one.
    pub number: u64,
    /// The files.
    pub sources: Sources,
    /// The diagnostics of the files.
    pub report: Report,
    /// The site that is shown: of these files, or of the last files without errors.
    pub site: Option<Arc<PreviewSite>>,
    kept: AnalysisCache,
}

/// A site that can be drawn.
pub struct PreviewSite {
    model: Model,
    renderer: Renderer,
    parts: Components,
}

impl Snapshot {
    /// Creates the first snapshot. `found` are the diagnostics of reading the files.
    pub fn first(sources: Sources, found: Vec<Diagnostic>, options: &link::Options) -> Snapshot {
        Snapshot::make(None, sources, found, options)
    }

    /// Creates the next snapshot. Unchanged parts are reused, but the result depends on the files alone.
    pub fn next(&self, sources: Sources, found: Vec<Diagnostic>, options: &link::Options) -> Snapshot {
        // The change may have made a template draw within its limits.
        set_skipped(BTreeMap::new());
        Snapshot::make(Some(self), sources, found, options)
    }

    fn make(
        last: Option<&Snapshot>,
        sources: Sources,
        found: Vec<Diagnostic>,
        options: &link::Options,
    ) -> Snapshot {
        let before = last.map(|last| Previous {
            cache: &last.kept,
            renderer: last.site.as_ref().map(|site| &site.renderer),
        });
        let prepared = analyze(&sources, found, options, before, &mut Stopwatch::start());
        let mut report = prepared.report;
        let site = prepared.drawable.and_then(|(model, renderer)| match Components::new(&model, &renderer) {
            Ok(parts) => Some(Arc::new(PreviewSite { model, renderer, parts })),
            Err(diagnostic) => {
                report = report.with([*diagnostic]);
                None
            }
        });
        Snapshot {
            number: last.map_or(0, |last| last.number + 1),
            sources,
            report,
            site: site.or_else(|| last.and_then(|last| last.site.clone())),
            kept: prepared.cache,
        }
    }

    /// The paths of files that differ from those of another state or exist in only one, sorted.
    pub fn differences(&self, other: &Sources) -> Vec<Arc<str>> {
        let (mut ours, mut theirs) = (self.sources.files().peekable(), other.files().peekable());
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
        self.renderer.render(&view, &route.path(&self.model), &mut page)?;
        Ok((page, self.renderer.fingerprint(&view, &mut HashedBytes::default())))
    }

    /// Returns the fingerprint of a page.
    pub fn fingerprint(&self, route: Route) -> Result<Fingerprint, Box<Diagnostic>> {
        let view = self.views().of(route)?;
        Ok(self.renderer.fingerprint(&view, &mut HashedBytes::default()))
    }

    fn views(&self) -> Views<'_> {
        Views::new(&self.model, &self.parts, &self.renderer)
    }
}
