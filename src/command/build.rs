//! `rolebook build`: the site, whole or not at all.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::progress;
use super::root::refuse_root;
use crate::diagnostic::{Diagnostic, Report};
use crate::error::Error;
use crate::link;
use crate::model::{Model, Routes};
use crate::prepare::{Clock, Prepared, prepare};
use crate::publish::{Drawn, Inputs, Interrupt, Output, Protected, Stage, Stopped, Summary};
use crate::render::{GENERATOR, Renderer};
use crate::source::{Sources, glance, hash, read};
use crate::view::{HashedBytes, Parts, Views};
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
    pub published: Option<Published>,
}

/// A site that was published.
#[derive(Debug)]
pub struct Published {
    /// How many files were made, kept and removed.
    pub summary: Summary,
    /// The first of the files that were made, sorted; at most ten.
    pub made: Vec<String>,
    /// How long each stage took, in order.
    pub stages: Vec<(&'static str, Duration)>,
}

/// How many of the files that were made are named.
const NAMED: usize = 10;

/// Builds a site and publishes it.
pub fn build(wanted: &Build, interrupt: &Interrupt) -> Result<Outcome, Error> {
    let mut clock = Clock::start();
    refuse_root(&wanted.root)?;
    let folders: Vec<PathBuf> =
        ["content", "templates", "static", "src", ".git"].map(|name| wanted.root.join(name)).to_vec();
    let protected = Protected { root: &wanted.root, sources: &folders };
    let output = Output::claim(&wanted.output, &protected, GENERATOR, interrupt)?;
    clock.lap("claim");
    let inputs = |sources: u128| Inputs(hash(format!("{sources:032x} {:?}", wanted.link).as_bytes()));
    if let Some(summary) = output.holds(|| glance(&wanted.root).map(inputs)) {
        clock.lap("read");
        let published = Published { summary, made: Vec::new(), stages: clock.laps };
        return Ok(Outcome {
            report: Report::default(),
            sources: Sources::default(),
            published: Some(published),
        });
    }
    let (sources, found) = read(&wanted.root);
    clock.lap("read");
    let Prepared { report, drawable, .. } = prepare(&sources, found, &wanted.link, None, &mut clock);
    interrupt.check()?;
    let Some((model, renderer)) = drawable else {
        return Ok(Outcome { report, sources, published: None });
    };
    let stage = output.stage();
    let drawn = match draw_all(&model, &renderer, &stage)? {
        Ok(drawn) => drawn,
        Err(diagnostic) => {
            return Ok(Outcome { report: report.with([*diagnostic]), sources, published: None });
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
    Ok(Outcome { report, sources, published: Some(Published { summary, made, stages: clock.laps }) })
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

/// Draws every page that changed. The first template that fails ends it.
fn draw_all(
    model: &Model,
    renderer: &Renderer,
    stage: &Stage,
) -> Result<Result<Share, Box<Diagnostic>>, Error> {
    let parts = match Parts::all(model, renderer) {
        Ok(parts) => parts,
        Err(diagnostic) => return Ok(Err(diagnostic)),
    };
    let views = Views::new(model, &parts, renderer);
    let routes = Routes::of(model);
    let work = |chunks: &workers::Chunks| -> Result<Share, Stopped<Box<Diagnostic>>> {
        let mut share = Share::default();
        let mut writer = stage.writer();
        let mut scratch = HashedBytes::default();
        while let Some(range) = chunks.take() {
            for index in range {
                let route = routes.get(index);
                let began = Instant::now();
                let path = route.path(model);
                let view = views.of(route).map_err(Stopped::Drawing)?;
                let fingerprint = renderer.fingerprint(&view, &mut scratch);
                let viewed = Instant::now();
                let mut rendering = Duration::ZERO;
                let drawn = writer.page(&path, fingerprint, |out| {
                    let began = Instant::now();
                    let result = renderer.render(&view, &path, out);
                    rendering = began.elapsed();
                    result
                })?;
                share.view += viewed - began;
                share.render += rendering;
                share.write += viewed.elapsed().saturating_sub(rendering);
                if drawn == Drawn::Made && share.made.len() < NAMED {
                    share.made.push(path);
                }
            }
        }
        Ok(share)
    };
    // The two addresses of a pair share a chunk, and so do the pairs of one role mostly.
    let shares = workers::run(routes.len(), 128, work, |chunks| progress::show(chunks, routes.len()));
    let threads = u32::try_from(shares.len()).unwrap_or(1);
    let mut all = Share::default();
    let mut stopped = None;
    for share in shares {
        match share {
            Ok(share) => {
                all.made.extend(share.made);
                all.view += share.view / threads;
                all.render += share.render / threads;
                all.write += share.write / threads;
            }
            Err(Stopped::Elsewhere) => {}
            Err(Stopped::Writing(error)) => return Err(error),
            Err(Stopped::Drawing(diagnostic)) => stopped = Some(diagnostic),
        }
    }
    Ok(match stopped {
        Some(diagnostic) => Err(diagnostic),
        None => Ok(all),
    })
}
