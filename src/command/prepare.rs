//! What every command begins with: files → what may be drawn, and what is wrong with them.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::check;
use crate::diagnostic::{Diagnostic, Report, Severity};
use crate::error::Error;
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
}

/// Parses, links and checks a site. `found` is what was wrong with its files already.
pub fn prepare(
    sources: &Sources,
    mut found: Vec<Diagnostic>,
    options: &link::Options,
    clock: &mut Clock,
) -> Prepared {
    let (documents, mut unread) = parse_all(sources);
    found.append(&mut unread);
    clock.lap("parse");
    let broken = with_errors(&found);
    let (model, mut unlinked) = link(&documents, broken.clone(), static_paths(sources), options);
    found.append(&mut unlinked);
    clock.lap("link");
    // A name that leads nowhere is an error in its file, too: what it was meant for is not said to be missing.
    let broken = with_errors(&found);
    found.append(&mut check::check(&check::Site { documents: &documents, broken: &broken, model: &model }));
    let (renderer, mut untemplated) = Renderer::new(sources);
    found.append(&mut untemplated);
    clock.lap("check");
    let report = Report::new(check::except(&documents, found, |code| !check::ASKED_CODES.contains(&code)));
    let drawable = renderer.filter(|_| report.errors() == 0).map(|renderer| (model, renderer));
    Prepared { report, drawable }
}

/// Refuses a root that is no folder.
pub fn refuse_root(root: &Path) -> Result<(), Error> {
    if root.is_dir() {
        return Ok(());
    }
    Err(Error::Refused {
        what: format!("there is no folder `{}`", root.display()),
        help: "name the folder of the site with --root; it holds the folder `content`".to_string(),
    })
}

/// The files in which reading or parsing found an error.
pub(super) fn with_errors(found: &[Diagnostic]) -> BTreeSet<Arc<str>> {
    let errors = found.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    errors.filter_map(|diagnostic| diagnostic.place.as_ref()).map(|place| Arc::clone(&place.file)).collect()
}

/// The files that could be understood, and what is wrong with the others.
pub(super) fn parse_all(sources: &Sources) -> (Vec<Document>, Vec<Diagnostic>) {
    let files: Vec<_> = sources.area(Area::Content).collect();
    let mut documents = Vec::with_capacity(files.len());
    let mut found = Vec::new();
    for (document, mut diagnostics) in workers::map(files.len(), 16, |n| parse(files[n])) {
        documents.extend(document);
        found.append(&mut diagnostics);
    }
    (documents, found)
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
