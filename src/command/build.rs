//! `rolebook build`: builds the site and publishes it atomically.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::check::published_address;
use super::external::ask::LinkClient;
use super::ledger::{self, LedgerSource};
use super::progress;
use super::root::refuse_root;
use crate::analysis::Stopwatch;
use crate::compiled::CompiledSite;
use crate::diagnostic::{Diagnostic, Report};
use crate::error::Error;
use crate::link;
use crate::linkcheck::{LinkCheck, PageReader, origin};
use crate::model::{Route, Routes};
use crate::pages::{Components, HashedBytes, ModelDigests, View, Views};
use crate::publish::{
    Digests, DrawOutcome, Inputs, Interrupt, Output, PageKey, Protected, Stage, Summary, WriteError,
};
use crate::reads::{self, Reads};
use crate::render::{GENERATOR, PageName, Renderer};
use crate::source::{Sources, hash, hash_only, read};
use crate::workers;

/// Options of a build.
#[derive(Debug, Clone, Default)]
pub struct Build {
    /// The folder of the site.
    pub root: PathBuf,
    /// The folder to publish to.
    pub output: PathBuf,
    /// Overrides of `site.yaml`.
    pub link: link::Options,
    /// The list of addresses that were published from another machine.
    pub ledger: Option<LedgerSource>,
    /// `true` to drop any number of published addresses.
    pub allow_removals: bool,
}

/// The outcome of a build.
#[derive(Debug)]
pub struct Outcome {
    /// All diagnostics. If there is an error among them, nothing was published.
    pub report: Report,
    /// The files as they were read, to format the report.
    pub sources: Sources,
    /// The published site, unless there were errors.
    pub published: Option<BuildResult>,
}

/// A site that was published.
#[derive(Debug)]
pub struct BuildResult {
    /// Counts of files.
    pub summary: Summary,
    /// The paths of the first written files, sorted; at most ten.
    pub made: Vec<String>,
    /// The addresses of the last site that this one has no longer.
    pub dropped: Vec<String>,
    /// `true` if the site of [`Build::ledger`] has no list of its addresses yet.
    pub lacks_ledger: bool,
    /// The duration from the start of the command to the last rename.
    pub took: Duration,
    /// The duration of each stage, in order; for parallel stages, the average per thread.
    pub stages: Vec<(&'static str, Duration)>,
}

/// The limit of written files that are named.
const NAMED: usize = 10;

/// The number of builds in one command, if another process modifies the output.
const ATTEMPTS: usize = 3;

/// Builds a site and publishes it. If another process modified the output meanwhile, builds it again.
pub fn build(options: &Build, interrupt: &Interrupt) -> Result<Outcome, Error> {
    let mut earlier: Option<BuildResult> = None;
    let load = |source| {
        let base_url = options.link.base_url.clone().or_else(|| published_address(&options.root));
        // The address is one of whoever runs the command, not of a contributor: it may be in a private network.
        ledger::load(source, base_url.as_deref(), &LinkClient::new(|_| true))
    };
    let ledger = options.ledger.as_ref().map(load).transpose()?;
    for _ in 0..ATTEMPTS {
        let mut outcome = build_once(options, ledger.as_ref(), earlier.is_some(), interrupt)?;
        let Some(published) = outcome.published.take() else { return Ok(outcome) };
        let published = match earlier.take() {
            Some(earlier) => earlier.followed_by(published),
            None => published,
        };
        if published.summary.modified.is_empty() {
            outcome.published = Some(published);
            return Ok(outcome);
        }
        earlier = Some(published);
    }
    let files = earlier.map_or_else(Vec::new, |earlier| earlier.summary.modified);
    Err(Error::Modified { output: options.output.clone(), files })
}

impl BuildResult {
    /// Counts this build and the next one, which replaced what another process had modified, as one.
    fn followed_by(self, next: BuildResult) -> BuildResult {
        let (mut summary, before) = (next.summary, self.summary);
        let all = summary.made + summary.kept;
        summary.written.extend(before.written);
        summary.written.sort();
        summary.written.dedup();
        summary.made = summary.written.len() as u64;
        summary.kept = all.saturating_sub(summary.made);
        summary.removed += before.removed;
        summary.bytes += before.bytes;
        summary.left_behind = [before.left_behind, summary.left_behind].concat();
        let mut made = [self.made, next.made].concat();
        made.sort();
        made.dedup();
        made.truncate(NAMED);
        let mut dropped = [self.dropped, next.dropped].concat();
        dropped.sort();
        dropped.dedup();
        BuildResult {
            summary,
            made,
            dropped,
            lacks_ledger: self.lacks_ledger || next.lacks_ledger,
            took: self.took + next.took,
            stages: [self.stages, next.stages].concat(),
        }
    }
}

/// Builds the site once. `ledger` has the paths of [`Build::ledger`], if there are any; `names_written` makes the summary
/// name the written files.
fn build_once(
    options: &Build,
    ledger: Option<&Option<Vec<String>>>,
    names_written: bool,
    interrupt: &Interrupt,
) -> Result<Outcome, Error> {
    let mut clock = Stopwatch::start();
    refuse_root(&options.root)?;
    let folders: Vec<PathBuf> =
        ["content", "templates", "static", "src", ".git"].map(|name| options.root.join(name)).to_vec();
    let protected = Protected { root: &options.root, sources: &folders };
    let output = Output::claim(&options.output, &protected, GENERATOR, interrupt)?;
    clock.lap("claim");
    let inputs = |sources: u128| Inputs(hash(format!("{sources:032x} {:?}", options.link).as_bytes()));
    let earlier = ledger.and_then(Option::as_deref).unwrap_or_default();
    // Other addresses may have been published from another machine.
    if earlier.is_empty()
        && let Some((summary, report)) = output.up_to_date(|| hash_only(&options.root).map(inputs))
        && let Some(report) = Report::from_bytes(report)
    {
        // The report shows lines of the files.
        let sources = if report.is_empty() { Sources::default() } else { read(&options.root).0 };
        clock.lap("read");
        let published = BuildResult {
            summary,
            made: Vec::new(),
            dropped: Vec::new(),
            lacks_ledger: matches!(ledger, Some(None)),
            took: clock.elapsed(),
            stages: clock.laps,
        };
        return Ok(Outcome { report, sources, published: Some(published) });
    }
    let (sources, diagnostics) = read(&options.root);
    clock.lap("read");
    let site = CompiledSite::new(None, sources.clone(), diagnostics, &options.link, &mut clock);
    let report = site.report.clone();
    interrupt.check()?;
    let Some(link_check) = LinkCheck::new(&site) else {
        return Ok(Outcome { report, sources, published: None });
    };
    let mut stage = output.stage();
    if names_written {
        stage = stage.naming_written();
    }
    if options.link.drafts {
        stage = stage.provisional();
    }
    let drawn = match draw_all(&link_check, &mut stage, earlier)? {
        DrawResult::Complete(drawn) => drawn,
        DrawResult::Failed(first) => {
            drop(stage);
            // The parallel pass stops at the first error. List all errors, as `check` does.
            let mut diagnostics = link_check.all(interrupt)?;
            if diagnostics.is_empty() {
                diagnostics.extend(first.map(|first| *first));
            }
            return Ok(Outcome { report: report.with(diagnostics), sources, published: None });
        }
    };
    if !options.allow_removals {
        ledger::refuse_removals(&drawn.dropped)?;
    }
    clock.laps.extend([("view", drawn.view), ("render", drawn.render)]);
    clock.last = Instant::now();
    let summary = stage.publish(inputs(sources.hash()), &report.to_bytes())?;
    clock.laps.push(("publish", drawn.write + clock.last.elapsed()));
    let mut made = drawn.made;
    made.sort();
    made.truncate(NAMED);
    let published = BuildResult {
        summary,
        made,
        dropped: drawn.dropped,
        lacks_ledger: matches!(ledger, Some(None)),
        took: clock.elapsed(),
        stages: clock.laps,
    };
    Ok(Outcome { report, sources, published: Some(published) })
}

/// The default output folder, in the site's folder.
pub fn default_output(root: &Path) -> PathBuf {
    root.join("dist")
}

/// One thread's share of the work: the files that it wrote, and its time per stage.
#[derive(Default)]
struct Share {
    made: Vec<String>,
    dropped: Vec<String>,
    view: Duration,
    render: Duration,
    write: Duration,
}

/// The outcome of drawing all pages.
enum DrawResult {
    Complete(Share),
    /// Nothing can be published: a template failed with this diagnostic, or without one, a link is broken.
    Failed(Option<Box<Diagnostic>>),
}

/// Draws every page that changed, and those whose links are checked, and publishes the former addresses of `earlier` and of
/// the output.
fn draw_all(link_check: &LinkCheck<'_>, stage: &mut Stage, earlier: &[String]) -> Result<DrawResult, Error> {
    let (model, renderer) = (link_check.model, link_check.renderer);
    let parts = match Components::all(model, renderer) {
        Ok(parts) => parts,
        Err(diagnostic) => return Ok(DrawResult::Failed(Some(diagnostic))),
    };
    let ModelDigests { rest, elements } = ModelDigests::of(model, renderer.salt() ^ parts.frame_hash());
    stage.made_of(Digests { rest, elements });
    let views = Views::new(model, &parts, renderer);
    let routes = Routes::new(model);
    let pages: &Stage = stage;
    let work = |chunks: &workers::Chunks| -> Result<(Share, PageReader<'_>), WriteError<Box<Diagnostic>>> {
        let (mut share, mut reader, mut read) = (Share::default(), link_check.reader(), Vec::new());
        let mut writer = pages.writer();
        while let Some(range) = chunks.take() {
            for index in range {
                let route = routes.get(index);
                // The published list has former addresses too.
                if route == Route::Addresses {
                    continue;
                }
                let began = Instant::now();
                let path = route.path(model);
                let name = PageName { path: &path, origin: &|| origin(model, route) };
                // A link on an unchanged page may point to a page that no longer exists.
                let is_read = link_check.is_read(route);
                let key = || page_key(&views, renderer, route);
                if !is_read && let Some(fingerprint) = writer.keep_unaffected(&path) {
                    debug_assert_eq!(
                        key().ok().map(|(_, key)| key.fingerprint),
                        Some(fingerprint),
                        "invariant: `{path}` depends on more than it read"
                    );
                    continue;
                }
                let (view, key) = key().map_err(WriteError::Drawing)?;
                let viewed = Instant::now();
                let mut rendering = Duration::ZERO;
                if is_read {
                    read.clear();
                    renderer.render(&view, &name, &mut read).map_err(WriteError::Drawing)?;
                    reader.page(route, &read);
                    rendering = viewed.elapsed();
                }
                let drawn = writer.page(&path, key, |out| {
                    if is_read {
                        out.extend_from_slice(&read);
                        return Ok(());
                    }
                    let began = Instant::now();
                    let result = renderer.render(&view, &name, out);
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
    // Both addresses of a pair are in one chunk, and most pairs of one role.
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
    if stopped.is_some() || !link_check.is_sound(&views, readers) {
        return Ok(DrawResult::Failed(stopped));
    }
    match ledger::carry_over(stage, &views, renderer, earlier) {
        Ok(dropped) => all.dropped = dropped,
        Err(WriteError::Drawing(diagnostic)) => return Ok(DrawResult::Failed(Some(diagnostic))),
        Err(WriteError::Writing(error)) => return Err(error),
        Err(WriteError::Elsewhere) => {}
    }
    Ok(DrawResult::Complete(all))
}

/// Makes the view of a page, and notes what it was made of.
fn page_key(
    views: &Views<'_>,
    renderer: &Renderer,
    route: Route,
) -> Result<(View, PageKey), Box<Diagnostic>> {
    let (view, reads) = reads::record(|| views.of(route));
    let view = view?;
    let fingerprint = renderer.fingerprint(&view, &mut HashedBytes::default());
    // The bytes of static files are not part of the model.
    let reads = if matches!(view, View::Static(_)) { Reads::All } else { reads };
    Ok((view, PageKey { fingerprint, reads }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn result(written: &[&str], kept: u64, modified: &[&str]) -> BuildResult {
        let paths = |names: &[&str]| names.iter().map(PathBuf::from).collect();
        let made = written.len() as u64;
        let (modified, written): (Vec<PathBuf>, Vec<PathBuf>) = (paths(modified), paths(written));
        BuildResult {
            made: written.iter().map(|path| path.display().to_string()).collect(),
            summary: Summary {
                made,
                kept,
                removed: 1,
                bytes: made * 10,
                left_behind: Vec::new(),
                modified,
                written,
            },
            dropped: Vec::new(),
            lacks_ledger: false,
            took: Duration::from_millis(5),
            stages: vec![("read", Duration::from_millis(1))],
        }
    }

    #[test]
    fn a_second_build_is_counted_with_the_first() {
        // Of ten files, the first build wrote two. Another process modified one of them, and one that was kept.
        let both = result(&["a", "b"], 8, &["b", "c"]).followed_by(result(&["b", "c"], 8, &[]));
        assert_eq!((both.summary.made, both.summary.kept, both.summary.removed), (3, 7, 2));
        assert_eq!(both.made, ["a", "b", "c"]);
        assert_eq!((both.summary.bytes, both.took), (40, Duration::from_millis(10)));
        assert!(both.summary.modified.is_empty() && both.stages.len() == 2);
    }
}
