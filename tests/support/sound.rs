//! A site without diagnostics, in which mistakes are planted.

use std::path::Path;

use rolebook::analysis::{Analysis, Previous, Stopwatch, analyze};
use rolebook::diagnostic::Diagnostic;
use rolebook::link::Options;
use rolebook::source::{Area, Sources, read};

/// A site without diagnostics, and its analysis, which that of a changed site reuses as the preview does.
pub struct Sound {
    pub sources: Sources,
    analysis: Analysis,
}

impl Sound {
    pub fn new(sources: Sources) -> Sound {
        let analysis = analyze(&sources, Vec::new(), &Options::default(), None, &mut Stopwatch::start());
        assert_eq!(analysis.report.diagnostics(), []);
        Sound { sources, analysis }
    }

    /// The site of this repository.
    pub fn of_this_repository() -> Sound {
        let (sources, diagnostics) = read(Path::new(env!("CARGO_MANIFEST_DIR")));
        assert_eq!(diagnostics, []);
        Sound::new(sources)
    }

    /// The paths of the content files, in order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.sources.area(Area::Content).map(|file| &*file.path)
    }

    /// The text of a file.
    pub fn text(&self, path: &str) -> &str {
        self.sources.text(path).unwrap_or_default()
    }

    /// Returns the diagnostics of the site when a file has other bytes.
    pub fn report(&self, path: &str, bytes: Vec<u8>) -> Vec<Diagnostic> {
        let (sources, diagnostics) = self.sources.clone().with(path, bytes);
        self.analyze(&sources, diagnostics)
    }

    /// Returns the diagnostics of the site without a file.
    pub fn report_without(&self, path: &str) -> Vec<Diagnostic> {
        self.analyze(&self.sources.clone().without(path), Vec::new())
    }

    fn analyze(&self, sources: &Sources, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let renderer = self.analysis.drawable.as_ref().map(|(_, renderer)| renderer);
        let before = Previous { cache: &self.analysis.cache, renderer };
        let again = analyze(sources, diagnostics, &Options::default(), Some(before), &mut Stopwatch::start());
        again.report.diagnostics().to_vec()
    }
}
