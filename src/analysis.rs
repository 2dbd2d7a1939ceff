//! The first stage of every command: parses, links and checks the files of a site, and returns the model, the renderer and
//! the diagnostics. Intermediate results are cached, so that a preview recomputes only what changed. Results deliberately
//! never depend on the history of the cache: equal files give an equal site.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::check;
use crate::diagnostic::{Code, Diagnostic, Report, Severity};
use crate::link::{self, AnchorRef, Linked, link, suggest_names};
use crate::locale::LocaleCache;
use crate::memo::Memo;
use crate::model::Model;
use crate::parse::{Document, parse};
use crate::render::Renderer;
use crate::source::{Area, SourceFile, Sources};

/// The result of parsing, linking and checking a site.
pub struct Analysis {
    /// The diagnostics of the site.
    pub report: Report,
    /// The model and the renderer of its pages; `None` if there is an error.
    pub drawable: Option<(Model, Renderer)>,
    /// Links to anchors that can be checked only on the drawn pages.
    pub anchor_refs: Vec<AnchorRef>,
    /// The cached results.
    pub cache: AnalysisCache,
}

/// The cached results of an analysis, file by file.
pub struct AnalysisCache {
    parsed: Memo<(), SourceFile, Parsed>,
    linked: link::LinkCache,
    checked: check::CheckCache,
    locale: LocaleCache,
}

impl AnalysisCache {
    /// Returns the documents that were parsed, sorted by path.
    pub fn documents(&self) -> Vec<Arc<Document>> {
        documents_of(&self.parsed)
    }
}

/// The result of parsing a file.
struct Parsed {
    document: Option<Arc<Document>>,
    diagnostics: Vec<Diagnostic>,
}

/// Results of an earlier analysis that can be reused.
#[derive(Clone, Copy)]
pub struct Previous<'b> {
    /// The cached results.
    pub cache: &'b AnalysisCache,
    /// The renderer, which holds compiled templates.
    pub renderer: Option<&'b Renderer>,
}

/// Parses, links and checks a site. `diagnostics` holds those of reading its files. Results of an earlier analysis,
/// `before`, affect only the running time.
pub fn analyze(
    sources: &Sources,
    mut diagnostics: Vec<Diagnostic>,
    options: &link::Options,
    before: Option<Previous<'_>>,
    clock: &mut Stopwatch,
) -> Analysis {
    let cache = before.map(|before| before.cache);
    let parsed = parse_all(sources, cache.map(|cache| &cache.parsed));
    diagnostics.extend(parsed.values().flat_map(|parsed| parsed.diagnostics.iter().cloned()));
    clock.lap("parse");
    let documents = documents_of(&parsed);
    let Linked { mut model, diagnostics: mut from_link, anchor_refs, cache: linked } = link(
        &documents,
        misread_files(&diagnostics),
        sources.static_files(),
        options,
        cache.map(|cache| &cache.linked),
    );
    suggest_names(&mut diagnostics, &model, sources);
    diagnostics.append(&mut from_link);
    clock.lap("link");
    let locale = LocaleCache::load(sources, &model.site.language, cache.map(|cache| &cache.locale));
    model.locale = locale.locale.clone();
    diagnostics.extend(locale.review.diagnostics.iter().cloned());
    // A file with an unresolved reference counts as broken too, so that what the reference was meant for is not reported as
    // missing or unused.
    let broken = misread_files(&diagnostics);
    let static_files: Vec<&SourceFile> = sources.area(Area::Static).collect();
    let site = check::CheckInput {
        documents: &documents,
        broken: &broken,
        static_files: &static_files,
        drafts: options.drafts,
        model: &model,
    };
    let (mut from_check, checked) = check::check(&site, cache.map(|cache| &cache.checked));
    diagnostics.append(&mut from_check);
    clock.lap("check");
    let (renderer, mut from_templates) =
        Renderer::new(sources, &model.locale, before.and_then(|before| before.renderer));
    diagnostics.append(&mut from_templates);
    clock.lap("templates");
    let in_content = documents.iter().map(|document| (&document.file, &document.suppressions[..]));
    let in_templates = renderer.iter().flat_map(Renderer::suppressions).map(|(file, list)| (file, &list[..]));
    let in_messages = locale.review.suppressions.iter().map(|(file, list)| (file, &list[..]));
    let is_checked = |code: Code| !check::ON_DEMAND_CODES.contains(&code);
    let suppressions = in_content.chain(in_templates).chain(in_messages);
    let report = Report::new(check::suppress(suppressions, diagnostics, is_checked));
    let drawable = renderer.filter(|_| report.errors() == 0).map(|renderer| (model, renderer));
    Analysis { report, drawable, anchor_refs, cache: AnalysisCache { parsed, linked, checked, locale } }
}

/// Parses the files of a site without linking them, and returns the documents and the diagnostics.
pub fn documents(sources: &Sources) -> (Vec<Arc<Document>>, Vec<Diagnostic>) {
    let parsed = parse_all(sources, None);
    (documents_of(&parsed), parsed.values().flat_map(|parsed| parsed.diagnostics.iter().cloned()).collect())
}

/// Returns the files whose content may be incomplete: those with an error, and those in which an unclosed fence turned the
/// rest into code. For a file with a wrong extension, the path with the right one is included.
pub fn misread_files(diagnostics: &[Diagnostic]) -> BTreeSet<Arc<str>> {
    let is_incomplete = |diagnostic: &&Diagnostic| {
        diagnostic.severity == Severity::Error || diagnostic.code == Code::UnclosedFence
    };
    diagnostics
        .iter()
        .filter(is_incomplete)
        .filter_map(|diagnostic| Some((diagnostic.code, &diagnostic.place.as_ref()?.file)))
        .flat_map(|(code, file)| {
            let meant = (code == Code::FileUnknown).then(|| usual_extension(file)).flatten();
            std::iter::once(Arc::clone(file)).chain(meant)
        })
        .collect()
}

/// Replaces an alternative file extension by the one that content files have. `None` for other formats.
fn usual_extension(file: &str) -> Option<Arc<str>> {
    let (stem, extension) = file.rsplit_once('.')?;
    let usual = match extension.to_ascii_lowercase().as_str() {
        "yml" | "yaml" => "yaml",
        "md" | "markdown" | "mdown" | "mkd" | "mdx" => "md",
        _ => return None,
    };
    Some(format!("{stem}.{usual}").into())
}

/// Parses the files of `content/`, reusing earlier results.
fn parse_all(
    sources: &Sources,
    before: Option<&Memo<(), SourceFile, Parsed>>,
) -> Memo<(), SourceFile, Parsed> {
    let files = sources.area(Area::Content).cloned().collect();
    Memo::compute((), files, before, |(), file| {
        let (document, diagnostics) = parse(file);
        Parsed { document: document.map(Arc::new), diagnostics }
    })
}

fn documents_of(parsed: &Memo<(), SourceFile, Parsed>) -> Vec<Arc<Document>> {
    parsed.values().filter_map(|parsed| parsed.document.clone()).collect()
}

/// Measures the duration of stages.
pub struct Stopwatch {
    began: Instant,
    /// The end of the last stage.
    pub last: Instant,
    /// The finished stages with their durations, in order.
    pub laps: Vec<(&'static str, Duration)>,
}

impl Stopwatch {
    /// Starts the stopwatch.
    pub fn start() -> Stopwatch {
        let now = Instant::now();
        Stopwatch { began: now, last: now, laps: Vec::new() }
    }

    /// Returns the time since the start.
    pub fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }

    /// Records the end of a stage.
    pub fn lap(&mut self, stage: &'static str) {
        let now = Instant::now();
        self.laps.push((stage, now - self.last));
        self.last = now;
    }
}
