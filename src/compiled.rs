//! A site that can be drawn: the snapshot of its content and its compiled templates. Build, check and preview begin with one.

use std::sync::Arc;

use crate::analysis::{Snapshot, Stopwatch};
use crate::diagnostic::{Diagnostic, Report};
use crate::link;
use crate::model::Model;
use crate::render::Renderer;
use crate::source::Sources;

/// The snapshot of a site and its compiled templates.
pub struct CompiledSite {
    /// The snapshot of the content.
    pub content: Snapshot,
    /// The diagnostics of the content and of the templates.
    pub report: Report,
    /// The templates, or those of an earlier state if there is an error in them.
    renderer: Option<Arc<Renderer>>,
}

impl CompiledSite {
    /// Analyses the files of a site and compiles its templates. `found` are the diagnostics of reading the files. Results of
    /// the site `before` affect only the running time.
    pub fn new(
        before: Option<&CompiledSite>,
        sources: Sources,
        found: Vec<Diagnostic>,
        options: &link::Options,
        clock: &mut Stopwatch,
    ) -> CompiledSite {
        let content = Snapshot::analyze(before.map(|before| &before.content), sources, found, options, clock);
        let model = content.model();
        let earlier = before.and_then(|before| before.renderer.as_ref());
        let (renderer, from_templates) = Renderer::new(
            content.sources(),
            &model.locale,
            &model.site.theme,
            earlier.map(|earlier| &**earlier),
        );
        clock.lap("templates");
        let suppressions = renderer.iter().flat_map(Renderer::suppressions);
        let report =
            content.diagnostics_with(suppressions.map(|(file, list)| (file, &list[..])), from_templates);
        let renderer = renderer.map(Arc::new).or_else(|| earlier.cloned());
        CompiledSite { content, report, renderer }
    }

    /// Returns the model and the renderer of the pages; `None` if there is an error.
    pub fn drawable(&self) -> Option<(&Model, &Renderer)> {
        let renderer = self.renderer.as_ref().filter(|_| self.report.errors() == 0)?;
        Some((self.content.model(), renderer))
    }

    /// Returns the model and the renderer, also if there is an error in the templates: then the renderer is that of the last
    /// templates without one. `None` if there is an error in the content.
    pub fn last_drawable(&self) -> Option<(&Model, &Renderer)> {
        let renderer = self.renderer.as_ref().filter(|_| self.content.diagnostics().errors() == 0)?;
        Some((self.content.model(), renderer))
    }

    /// Returns the same, to be kept after the next change.
    pub fn shared_drawable(&self) -> Option<(Arc<Model>, Arc<Renderer>)> {
        let renderer = self.renderer.as_ref().filter(|_| self.report.errors() == 0)?;
        Some((Arc::clone(self.content.model()), Arc::clone(renderer)))
    }
}
