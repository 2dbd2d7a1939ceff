//! A site without diagnostics, in which mistakes are planted.

use std::path::Path;

use rolebook::analysis::Stopwatch;
use rolebook::compiled::CompiledSite;
use rolebook::diagnostic::Diagnostic;
use rolebook::link::Options;
use rolebook::source::{Area, Sources, read};

/// A site without diagnostics, and its compiled state, which that of a changed site reuses as the preview does.
pub(crate) struct Sound {
    pub sources: Sources,
    site: CompiledSite,
}

impl Sound {
    pub(crate) fn new(sources: Sources) -> Sound {
        let site = compile(None, &sources, Vec::new());
        assert_eq!(site.report.diagnostics(), []);
        Sound { sources, site }
    }

    /// The site of this repository.
    pub(crate) fn of_this_repository() -> Sound {
        let (sources, diagnostics) = read(Path::new(env!("CARGO_MANIFEST_DIR")));
        assert_eq!(diagnostics, []);
        Sound::new(sources)
    }

    /// The paths of the content files, in order.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        self.sources.area(Area::Content).map(|file| &*file.path)
    }

    /// The text of a file.
    pub(crate) fn text(&self, path: &str) -> &str {
        self.sources.text(path).unwrap_or_default()
    }

    /// Returns the diagnostics of the site when a file has other bytes.
    pub(crate) fn report(&self, path: &str, bytes: Vec<u8>) -> Vec<Diagnostic> {
        let (sources, diagnostics) = self.sources.clone().with(path, bytes);
        self.diagnostics(&sources, diagnostics)
    }

    /// Returns the diagnostics of the site without a file.
    pub(crate) fn report_without(&self, path: &str) -> Vec<Diagnostic> {
        self.diagnostics(&self.sources.clone().without(path), Vec::new())
    }

    fn diagnostics(&self, sources: &Sources, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        compile(Some(&self.site), sources, diagnostics).report.diagnostics().to_vec()
    }
}

fn compile(before: Option<&CompiledSite>, sources: &Sources, found: Vec<Diagnostic>) -> CompiledSite {
    CompiledSite::new(before, sources.clone(), found, &Options::default(), &mut Stopwatch::start())
}
