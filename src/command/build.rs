//! `rolebook build`: the site, whole or not at all.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::progress;
use super::root::refuse_root;
use crate::analysis::{Analysis, Stopwatch, analyze};
use crate::diagnostic::{Diagnostic, Report};
use crate::error::Error;
use crate::link;
use crate::linkcheck::{LinkCheck, PageReader};
use crate::model::Routes;
use crate::publish::{DrawOutcome, Inputs, Interrupt, Output, Protected, Stage, Summary, WriteError};
use crate::render::GENERATOR;
use crate::source::{Sources, hash, hash_only, read};
use crate::view::{Components, HashedBytes, Views};
use crate::workers;

/// What is to be built.
#[derive(Debug, Clone)]
pub struct Build {
    /// The folder of the site.
    pub root: PathBuf,
    /// The folder to publish to.
    pub output: PathBuf,
    /// What `site.yaml` says, changed for this build.
    pub link: link::Options,
}

/// What became of it.
#[derive(Debug)]
pub struct Outcome {
    /// What the author should know. With an error in it, nothing was published.
    pub report: Report,
    /// The files as they were read, for drawing the report.
    pub sources: Sources,
    /// What was published, if it was.
    pub published: Option<BuildResult>,
}

/// A site that was published.
#[derive(Debug)]
pub struct BuildResult {
    /// How many files were made, kept and removed.
    pub summary: Summary,
    /// The first of the files that were made, sorted; at most ten.
    pub made: Vec<String>,
    /// How long it took, from the command to the last rename.
    pub took: Duration,
    /// How long each stage took, in order; of those that share threads, for the average thread.
    pub stages: Vec<(&'static str, Duration)>,
}

/// How many of the files that were made are named.
const NAMED: usize = 10;

/// Builds a site and publishes it.
pub fn build(wanted: &Build, interrupt: &Interrupt) -> Result<Outcome, Error> {
    let mut clock = Stopwatch::start();
    refuse_root(&wanted.root)?;
    let folders: Vec<PathBuf> =
        ["content", "templates", "static", "src", ".git"].map(|name| wanted.root.join(name)).to_vec();
    let protected = Protected { root: &wanted.root, sources: &folders };
    let output = Output::claim(&wanted.output, &protected, GENERATOR, interrupt)?;
    clock.lap("claim");
    let inputs = |sources: u128| Inputs(hash(format!("{sources:032x} {:?}", wanted.link).as_bytes()));
    if let Some(summary) = output.holds(|| hash_only(&wanted.root).map(inputs)) {
        clock.lap("read");
        let published = BuildResult { summary, made: Vec::new(), took: clock.took(), stages: clock.laps };
        return Ok(Outcome {
            report: Report::default(),
            sources: Sources::default(),
            published: Some(published),
        });
    }
    let (sources, found) = read(&wanted.root);
    clock.lap("read");
    let Analysis { report, drawable, claims, .. } = analyze(&sources, found, &wanted.link, None, &mut clock);
    interrupt.check()?;
    let Some((model, renderer)) = drawable else {
        return Ok(Outcome { report, sources, published: None });
    };
    let stage = output.stage();
    let proof = LinkCheck { model: &model, renderer: &renderer, sources: &sources, claims: &claims };
    let drawn = match draw_all(&proof, &stage)? {
        Ok(drawn) => drawn,
        Err(first) => {
            drop(stage);
            // What was found is only that something is wrong: now everything that is, as a check says it.
            let mut found = proof.all(interrupt)?;
            if found.is_empty() {
                found.extend(first.map(|first| *first));
            }
            return Ok(Outcome { report: report.with(found), sources, published: None });
        }
    };
    clock.laps.extend([("view", drawn.view), ("render", drawn.render)]);
    clock.last = Instant::now();
    // A site with warnings is built again next time, so that they are said again.
    let summary = stage.publish(report.is_empty().then(|| inputs(sources.hash())))?;
    clock.laps.push(("publish", drawn.write + clock.last.elapsed()));
    let mut made = drawn.made;
    made.sort();
    made.truncate(NAMED);
    let published = BuildResult { summary, made, took: clock.took(), stages: clock.laps };
    Ok(Outcome { report, sources, published: Some(published) })
}

/// Where `output` lies when it is not said: in the site's folder.
pub fn default_output(root: &Path) -> PathBuf {
    root.join("dist")
}

/// What one thread did: the files that it made, and how it spent its time.
#[derive(Default)]
struct Share {
    made: Vec<String>,
    view: Duration,
    render: Duration,
    write: Duration,
}

/// Draws every page that changed, and those that have to be read. The first template that fails ends it; with it, or
/// without when a link leads nowhere, goes out that nothing can be published.
fn draw_all(proof: &LinkCheck<'_>, stage: &Stage) -> Result<Result<Share, Option<Box<Diagnostic>>>, Error> {
    let (model, renderer) = (proof.model, proof.renderer);
    let parts = match Components::all(model, renderer) {
        Ok(parts) => parts,
        Err(diagnostic) => return Ok(Err(Some(diagnostic))),
    };
    let views = Views::new(model, &parts, renderer);
    let routes = Routes::of(model);
    let work = |chunks: &workers::Chunks| -> Result<(Share, PageReader<'_>), WriteError<Box<Diagnostic>>> {
        let (mut share, mut reader, mut read) = (Share::default(), proof.reader(), Vec::new());
        let mut writer = stage.writer();
        let mut scratch = HashedBytes::default();
        while let Some(range) = chunks.take() {
            for index in range {
                let route = routes.get(index);
                let began = Instant::now();
                let path = route.path(model);
                let view = views.of(route).map_err(WriteError::Drawing)?;
                let fingerprint = renderer.fingerprint(&view, &mut scratch);
                let viewed = Instant::now();
                let mut rendering = Duration::ZERO;
                // A link on a page that did not change can lead to one that is gone.
                let is_read = proof.is_read(route);
                if is_read {
                    read.clear();
                    renderer.render(&view, &path, &mut read).map_err(WriteError::Drawing)?;
                    reader.page(route, &read);
                    rendering = viewed.elapsed();
                }
                let drawn = writer.page(&path, fingerprint, |out| {
                    if is_read {
                        out.extend_from_slice(&read);
                        return Ok(());
                    }
                    let began = Instant::now();
                    let result = renderer.render(&view, &path, out);
                    rendering = began.elapsed();
                    result
                })?;
                share.view += viewed - began;
                share.render += rendering;
                share.write += viewed.elapsed().saturating_sub(rendering);
                if drawn == DrawOutcome::Written && share.made.len() < NAMED {
                    share.made.push(path);
                }
            }
        }
        Ok((share, reader))
    };
    // The two addresses of a pair share a chunk, and so do the pairs of one role mostly.
    let shares = workers::run(routes.len(), 128, work, |chunks| progress::show(chunks, routes.len()));
    let threads = u32::try_from(shares.len()).unwrap_or(1);
    let mut all = Share::default();
    let (mut stopped, mut readers) = (None, Vec::new());
    for share in shares {
        match share {
            Ok((share, reader)) => {
                readers.push(reader);
                all.made.extend(share.made);
                all.view += share.view / threads;
                all.render += share.render / threads;
                all.write += share.write / threads;
            }
            Err(WriteError::Elsewhere) => {}
            Err(WriteError::Writing(error)) => return Err(error),
            Err(WriteError::Drawing(diagnostic)) => stopped = Some(diagnostic),
        }
    }
    if stopped.is_some() || !proof.is_sound(&views, readers) {
        return Ok(Err(stopped));
    }
    Ok(Ok(all))
}
