//! What every command begins with. What comes in: the files of a site at one moment. What goes out: what its pages are
//! drawn from, and everything that is wrong with it. What was worked out comes along, so that a preview works again only
//! on what changed. There is deliberately nothing in it that could be out of date: whatever came before, equal files give
//! an equal site.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::check;
use crate::diagnostic::{Code, Diagnostic, Report, Severity};
use crate::link::{self, AnchorRef, Linked, link};
use crate::memo::Memo;
use crate::model::Model;
use crate::parse::{Document, parse};
use crate::render::Renderer;
use crate::source::{Area, SourceFile, Sources};

/// A site that was looked at.
pub struct Analysis {
    /// What its author should know.
    pub report: Report,
    /// What its pages are drawn from; `None` when there is an error.
    pub drawable: Option<(Model, Renderer)>,
    /// The anchors in texts that only drawn pages can tell.
    pub claims: Vec<AnchorRef>,
    /// What was worked out.
    pub kept: AnalysisCache,
}

/// What was worked out for a site, file by file.
pub struct AnalysisCache {
    parsed: Memo<(), SourceFile, Parsed>,
    linked: link::LinkCache,
    checked: check::CheckCache,
}

impl AnalysisCache {
    /// What could be understood, in order of the files' paths.
    pub fn documents(&self) -> Vec<Arc<Document>> {
        documents_of(&self.parsed)
    }
}

/// What a file's bytes say.
struct Parsed {
    document: Option<Arc<Document>>,
    found: Vec<Diagnostic>,
}

/// What a look at a site may take over from the last one.
#[derive(Clone, Copy)]
pub struct Previous<'b> {
    /// What was worked out.
    pub kept: &'b AnalysisCache,
    /// What drew its pages.
    pub renderer: Option<&'b Renderer>,
}

/// Parses, links and checks a site. `found` is what was wrong with its files already. `before` changes nothing but how
/// long it takes.
pub fn analyze(
    sources: &Sources,
    mut found: Vec<Diagnostic>,
    options: &link::Options,
    before: Option<Previous<'_>>,
    clock: &mut Stopwatch,
) -> Analysis {
    let kept = before.map(|before| before.kept);
    let parsed = parse_all(sources, kept.map(|kept| &kept.parsed));
    found.extend(parsed.answers().flat_map(|parsed| parsed.found.iter().cloned()));
    clock.lap("parse");
    let documents = documents_of(&parsed);
    let Linked { model, found: mut unlinked, claims, kept: linked } = link(
        &documents,
        misread_files(&found),
        sources.static_files(),
        options,
        kept.map(|kept| &kept.linked),
    );
    found.append(&mut unlinked);
    clock.lap("link");
    // A name that leads nowhere is an error in its file, too: what it was meant for is not said to be missing.
    let broken = misread_files(&found);
    let site =
        check::CheckInput { documents: &documents, broken: &broken, drafts: options.drafts, model: &model };
    let (mut unchecked, checked) = check::check(&site, kept.map(|kept| &kept.checked));
    found.append(&mut unchecked);
    clock.lap("check");
    let (renderer, mut untemplated) = Renderer::new(sources, before.and_then(|before| before.renderer));
    found.append(&mut untemplated);
    clock.lap("templates");
    let made = documents.iter().map(|document| (&document.file, &document.suppressions[..]));
    let in_templates = renderer.iter().flat_map(Renderer::suppressions).map(|(file, made)| (file, &made[..]));
    let is_looked_for = |code: Code| !check::ASKED_CODES.contains(&code);
    let report = Report::new(check::suppress(made.chain(in_templates), found, is_looked_for));
    let drawable = renderer.filter(|_| report.errors() == 0).map(|renderer| (model, renderer));
    Analysis { report, drawable, claims, kept: AnalysisCache { parsed, linked, checked } }
}

/// Parses the files of a site and no more: what could be understood, and what is wrong with the rest.
pub fn documents(sources: &Sources) -> (Vec<Arc<Document>>, Vec<Diagnostic>) {
    let parsed = parse_all(sources, None);
    (documents_of(&parsed), parsed.answers().flat_map(|parsed| parsed.found.iter().cloned()).collect())
}

/// The files of which nobody knows all that their authors meant: those with an error, and those in which a fence that is
/// never closed took the rest for code. A file with another ending stands for the one that was meant, too.
pub fn misread_files(found: &[Diagnostic]) -> BTreeSet<Arc<str>> {
    let torn = |found: &&Diagnostic| found.severity == Severity::Error || found.code == Code::UnclosedFence;
    found
        .iter()
        .filter(torn)
        .filter_map(|diagnostic| Some((diagnostic.code, &diagnostic.place.as_ref()?.file)))
        .flat_map(|(code, file)| {
            let meant = (code == Code::FileUnknown).then(|| usual_ending(file)).flatten();
            std::iter::once(Arc::clone(file)).chain(meant)
        })
        .collect()
}

/// The name of a file whose ending is another one for the same format, with the ending that content files have.
fn usual_ending(file: &str) -> Option<Arc<str>> {
    let (stem, ending) = file.rsplit_once('.')?;
    let usual = match ending.to_ascii_lowercase().as_str() {
        "yml" | "yaml" => "yaml",
        "md" | "markdown" | "mdown" | "mkd" | "mdx" => "md",
        _ => return None,
    };
    Some(format!("{stem}.{usual}").into())
}

/// The files of `content/`, parsed now or before.
fn parse_all(
    sources: &Sources,
    before: Option<&Memo<(), SourceFile, Parsed>>,
) -> Memo<(), SourceFile, Parsed> {
    let files = sources.area(Area::Content).cloned().collect();
    Memo::compute((), files, before, |(), file| {
        let (document, found) = parse(file);
        Parsed { document: document.map(Arc::new), found }
    })
}

fn documents_of(parsed: &Memo<(), SourceFile, Parsed>) -> Vec<Arc<Document>> {
    parsed.answers().filter_map(|parsed| parsed.document.clone()).collect()
}

/// How long the stages take.
pub struct Stopwatch {
    began: Instant,
    /// When the last stage ended.
    pub last: Instant,
    /// The stages that ended, in order.
    pub laps: Vec<(&'static str, Duration)>,
}

impl Stopwatch {
    /// Starts counting.
    pub fn start() -> Stopwatch {
        let now = Instant::now();
        Stopwatch { began: now, last: now, laps: Vec::new() }
    }

    /// How long it is since the start.
    pub fn took(&self) -> Duration {
        self.began.elapsed()
    }

    /// Ends a stage.
    pub fn lap(&mut self, stage: &'static str) {
        let now = Instant::now();
        self.laps.push((stage, now - self.last));
        self.last = now;
    }
}
