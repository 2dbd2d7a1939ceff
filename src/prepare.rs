//! What every command begins with. What comes in: the files of a site at one moment. What goes out: what its pages are
//! drawn from, and everything that is wrong with it. What was parsed comes along, so that a preview parses a file again
//! only when its bytes changed. There is deliberately no other memory: whatever came before, equal files give an equal
//! site.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rapidhash::RapidHashMap;

use crate::check;
use crate::diagnostic::{Diagnostic, Report, Severity};
use crate::link::{self, link};
use crate::model::Model;
use crate::parse::{Document, parse};
use crate::render::{Renderer, static_paths};
use crate::source::{Area, Sources};
use crate::workers;

/// A site that was looked at.
pub struct Prepared {
    /// What its author should know.
    pub report: Report,
    /// What its pages are drawn from; `None` when there is an error.
    pub drawable: Option<(Model, Renderer)>,
    /// What was parsed.
    pub parsed: Parsed,
}

/// Files that were parsed, by path.
#[derive(Default)]
pub struct Parsed {
    files: RapidHashMap<Arc<str>, Arc<ParsedFile>>,
}

impl Parsed {
    /// What could be understood, in order of the files' paths.
    pub fn documents(&self) -> impl Iterator<Item = &Document> {
        let mut files: Vec<_> = self.files.iter().collect();
        files.sort_by(|a, b| a.0.cmp(b.0));
        files.into_iter().filter_map(|(_, file)| file.document.as_ref())
    }
}

/// What a file's bytes say. The key of the memory is the path and this hash.
struct ParsedFile {
    hash: u128,
    document: Option<Document>,
    found: Vec<Diagnostic>,
}

/// What a look at a site may take over from the last one.
#[derive(Clone, Copy)]
pub struct Before<'b> {
    /// What was parsed.
    pub parsed: &'b Parsed,
    /// What drew its pages.
    pub renderer: Option<&'b Renderer>,
}

/// Parses, links and checks a site. `found` is what was wrong with its files already.
pub fn prepare(
    sources: &Sources,
    mut found: Vec<Diagnostic>,
    options: &link::Options,
    before: Option<Before<'_>>,
    clock: &mut Clock,
) -> Prepared {
    let files = parse_all(sources, before.map(|before| before.parsed));
    found.extend(files.iter().flat_map(|file| file.found.iter().cloned()));
    clock.lap("parse");
    let broken = with_errors(&found);
    let documents: Vec<&Document> = files.iter().filter_map(|file| file.document.as_ref()).collect();
    let (model, mut unlinked) = link(&documents, broken.clone(), static_paths(sources), options);
    found.append(&mut unlinked);
    clock.lap("link");
    // A name that leads nowhere is an error in its file, too: what it was meant for is not said to be missing.
    let broken = with_errors(&found);
    found.append(&mut check::check(&check::Site { documents: &documents, broken: &broken, model: &model }));
    clock.lap("check");
    let (renderer, mut untemplated) = Renderer::new(sources, before.and_then(|before| before.renderer));
    found.append(&mut untemplated);
    clock.lap("templates");
    let report = Report::new(check::except(&documents, found, |code| !check::ASKED_CODES.contains(&code)));
    let drawable = renderer.filter(|_| report.errors() == 0).map(|renderer| (model, renderer));
    let paths = sources.area(Area::Content).map(|file| Arc::clone(&file.path));
    let parsed = Parsed { files: paths.zip(files).collect() };
    Prepared { report, drawable, parsed }
}

/// Parses the files of a site and no more: what could be understood, and what is wrong with the rest.
pub fn documents(sources: &Sources) -> (Vec<Document>, Vec<Diagnostic>) {
    let (mut documents, mut found) = (Vec::new(), Vec::new());
    for file in parse_all(sources, None).into_iter().filter_map(Arc::into_inner) {
        documents.extend(file.document);
        found.extend(file.found);
    }
    (documents, found)
}

/// The files in which an error was found.
pub fn with_errors(found: &[Diagnostic]) -> BTreeSet<Arc<str>> {
    let errors = found.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    errors.filter_map(|diagnostic| diagnostic.place.as_ref()).map(|place| Arc::clone(&place.file)).collect()
}

/// The files of `content/` in order of their paths, parsed now or before.
fn parse_all(sources: &Sources, before: Option<&Parsed>) -> Vec<Arc<ParsedFile>> {
    let files: Vec<_> = sources.area(Area::Content).collect();
    let known = |n: usize| {
        let file = before?.files.get(&files[n].path)?;
        (file.hash == files[n].hash).then(|| Arc::clone(file))
    };
    let mut parsed: Vec<Option<Arc<ParsedFile>>> = (0..files.len()).map(known).collect();
    let changed: Vec<usize> = (0..files.len()).filter(|n| parsed[*n].is_none()).collect();
    let read = workers::map(changed.len(), 16, |n| {
        let file = files[changed[n]];
        let (document, found) = parse(file);
        Arc::new(ParsedFile { hash: file.hash, document, found })
    });
    for (n, file) in changed.into_iter().zip(read) {
        parsed[n] = Some(file);
    }
    parsed.into_iter().flatten().collect()
}

/// How long the stages take.
pub struct Clock {
    /// When the last stage ended.
    pub last: Instant,
    /// The stages that ended, in order.
    pub laps: Vec<(&'static str, Duration)>,
}

impl Clock {
    /// Starts counting.
    pub fn start() -> Clock {
        Clock { last: Instant::now(), laps: Vec::new() }
    }

    /// Ends a stage.
    pub fn lap(&mut self, stage: &'static str) {
        let now = Instant::now();
        self.laps.push((stage, now - self.last));
        self.last = now;
    }
}
