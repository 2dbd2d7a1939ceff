//! `rolebook deploy`: brings a destination to the state of the last build.
//!
//! **In** come the output of a build and the address of a destination. **Out** goes a destination that has exactly these
//! files, apart from those that no deploy put there.
//!
//! ```text
//! verify the build ─▶ claim ─▶ read the lists ─▶ plan ─▶ pending.json ─▶ assets ─▶ new pages ─▶ changed pages
//!                                                               ─▶ feeds, sitemaps ─▶ deletions ─▶ deploy.json
//! ```
//!
//! The promises, and the means:
//!
//! - *The cost of the change.* A list at the destination has the content hash of every file there; only files with another hash
//!   are sent.
//! - *A deploy that breaks off leaves a site that works.* Everything that a page names is there before the page. Each
//!   file is replaced atomically.
//! - *The next one finishes it.* What it is about to change is written down before (`record`). What may have changed is asked
//!   for and not sent again.
//! - *Never delete or replace what we did not send.* A file that no deploy put there is refused if the site has one of the same
//!   name, and stays otherwise. A file is deleted only if it is as a deploy left it.
//!
//! Deliberately absent: credentials from anywhere but the environment, and a scan of the destination.

mod destination;
mod folder;
mod plan;
mod record;
mod redirect;
mod s3;
mod send;
mod target;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::command::{name_some, refuse_root};
use crate::error::{Error, Work};
use crate::hosting::{self, HeaderRules};
use crate::publish::{FinishedBuild, Interrupt, content_hash};
use destination::{Found, Stamp, Upload};
use plan::{Plan, Wanted, plan};
use record::PENDING;
use send::{Session, each};
use target::Target;

/// The arguments of a deploy.
#[derive(Debug, Clone)]
pub struct Deploy {
    /// The folder of the site, which no destination may overwrite.
    pub root: PathBuf,
    /// The output of the build.
    pub output: PathBuf,
    /// `file:///folder` or `s3://bucket/prefix`.
    pub url: String,
    /// Only makes the plan.
    pub is_dry_run: bool,
    /// Replaces files of the same names that no deploy put there.
    pub overwrite: bool,
    /// The form of redirects.
    pub redirects: Redirects,
}

/// The form of redirects at a destination that stores headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Redirects {
    /// Pages that redirect, which work on every host.
    Pages,
    /// Metadata of the pages too, which the websites of S3 send as status 301.
    Metadata,
}

/// The outcome of a deploy. Paths are relative to the destination.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct DeployResult {
    /// The files sent, or to send, in order.
    pub sent: Vec<String>,
    /// Their size.
    pub bytes: u64,
    /// The number of files that were there already.
    pub kept: usize,
    /// The files deleted, or to delete, in order.
    pub deleted: Vec<String>,
    /// Files that are not in the site any more and were changed by someone else, so they stay.
    pub left: Vec<String>,
    /// `true` if it continued a deploy that did not end.
    pub is_resumed: bool,
    /// The time it took.
    pub took: Duration,
}

/// A file of the site, and where its bytes are.
struct SiteFile<'f> {
    path: &'f str,
    content: u64,
    bytes: u64,
    /// The bytes, if they are not in the build.
    made: Option<&'f [u8]>,
}

/// Deploys the last build.
///
/// # Errors
/// [`Error::Refused`] if the build is not complete and unmodified, or the destination is no place for it;
/// [`Error::Remote`] or [`Error::Io`] if the destination fails; [`Error::Interrupted`] for a signal.
pub fn deploy(options: &Deploy, interrupt: &Interrupt) -> Result<DeployResult, Error> {
    let began = Instant::now();
    let target = Target::parse(&options.url)?;
    refuse_root(&options.root)?;
    let build = FinishedBuild::open(&options.output, interrupt)?;
    let destination = target.open(options, build.path(), interrupt)?;
    let session = Session { build: &build, destination: &*destination, interrupt };
    let mut result = run(options, &session).inspect_err(|_| {
        if !options.is_dry_run && destination.is_claimed() {
            // The next deploy need not wait. That it can wait makes a failure harmless.
            let _ = destination.release();
        }
    })?;
    result.took = began.elapsed();
    Ok(result)
}

fn run(options: &Deploy, session: &Session<'_>) -> Result<DeployResult, Error> {
    let (build, destination) = (session.build, session.destination);
    let headers_file = hosting::headers_file();
    let files = site_files(build, (!destination.stores_headers()).then_some(headers_file.as_bytes()));
    let headers = Headers::of(build, destination.stores_headers(), options.redirects)?;
    let wanted: Vec<Wanted<'_>> = files
        .iter()
        .map(|file| {
            let headers = headers.hash(file.path);
            Wanted { path: file.path, stamp: Stamp { content: file.content, bytes: file.bytes, headers } }
        })
        .collect();
    if let Some(long) = wanted.iter().find(|file| file.path.len() > record::LONGEST_PATH) {
        return Err(Error::Refused {
            what: format!("the path of `{}` is too long for a destination", long.path),
            help: "shorten the ids in it".to_string(),
        });
    }
    if !options.is_dry_run {
        destination.claim()?;
    }
    let known = session.known(&options.url)?;
    let uncertain: Vec<&Wanted<'_>> = wanted.iter().filter(|file| known.is_uncertain(file.path)).collect();
    let found: Vec<Found> = each(session, &uncertain, "files checked", |file| destination.find(file.path))?;
    let plan = plan(&wanted, &known, found, destination.marks_files());
    refuse_foreign(options, &plan)?;
    let mut result = DeployResult {
        sent: plan.send.iter().map(|(_, file)| file.path.to_string()).collect(),
        bytes: plan.send.iter().map(|(_, file)| file.stamp.bytes).sum(),
        kept: plan.kept.len(),
        deleted: plan.delete.clone(),
        is_resumed: !known.pending.is_empty(),
        ..DeployResult::default()
    };
    if options.is_dry_run {
        return Ok(result);
    }
    let is_done = plan.send.is_empty() && plan.delete.is_empty() && known.pending.is_empty();
    if !is_done || known.recorded.len() != wanted.len() {
        session.interrupt.begin(Work::Deploy);
        session.write_list(PENDING, &plan::pending(&plan, &known.pending))?;
        let upload = |file: &Wanted<'_>, bytes: &[u8]| {
            let headers = headers.of_file(file.path, bytes);
            destination.put(&Upload { path: file.path, bytes, stamp: file.stamp, headers })
        };
        session.send(&plan, &files, upload)?;
        result.left = session.delete(&plan, &known)?;
        result.deleted.retain(|path| !result.left.contains(path));
        session.finish(&wanted)?;
    }
    destination.release()?;
    Ok(result)
}

/// The files of the site, sorted by path: those of the build, and `_headers` if it has none.
fn site_files<'f>(build: &'f FinishedBuild, headers_file: Option<&'f [u8]>) -> Vec<SiteFile<'f>> {
    const HEADERS_FILE: &str = "_headers";
    let mut files: Vec<SiteFile<'_>> = build
        .files()
        .map(|file| SiteFile { path: file.path, content: file.content, bytes: file.bytes, made: None })
        .collect();
    if let Some(bytes) = headers_file
        && let Err(place) = files.binary_search_by(|file| file.path.cmp(HEADERS_FILE))
    {
        let file = SiteFile {
            path: HEADERS_FILE,
            content: content_hash(bytes),
            bytes: bytes.len() as u64,
            made: Some(bytes),
        };
        files.insert(place, file);
    }
    files
}

fn refuse_foreign(options: &Deploy, plan: &Plan<'_>) -> Result<(), Error> {
    if plan.foreign.is_empty() || options.overwrite {
        return Ok(());
    }
    Err(Error::Refused {
        what: format!(
            "`{}` has files that no deploy put there, and the site has others of the same names: {}",
            options.url,
            name_some(&plan.foreign)
        ),
        help: "nothing was changed; move them away, choose another destination, or replace them with --overwrite"
            .to_string(),
    })
}

/// The headers that the destination stores with each file.
struct Headers {
    is_stored: bool,
    redirects: Redirects,
    rules: HeaderRules,
}

impl Headers {
    fn of(build: &FinishedBuild, is_stored: bool, redirects: Redirects) -> Result<Headers, Error> {
        let has_rules = is_stored && build.files().any(|file| file.path == "_headers");
        let rules = if has_rules {
            build.read("_headers", |bytes| HeaderRules::parse(&String::from_utf8_lossy(bytes)))?
        } else {
            HeaderRules::default()
        };
        Ok(Headers { is_stored, redirects, rules })
    }

    /// Header names in lower case, sorted, with their values.
    fn common(&self, path: &str) -> Vec<(&'static str, String)> {
        if !self.is_stored {
            return Vec::new();
        }
        let cache = self.rules.get(path, "cache-control").unwrap_or_else(|| hosting::cache_control(path));
        vec![("cache-control", cache.to_string()), ("content-type", hosting::media_type(path).to_string())]
    }

    fn has_location(&self, path: &str) -> bool {
        let is_page = Path::new(path).extension().is_some_and(|extension| extension == "html");
        self.is_stored && self.redirects == Redirects::Metadata && is_page
    }

    /// Identifies the headers of a file. A redirect follows from the bytes, so it is not part of it.
    fn hash(&self, path: &str) -> u32 {
        if !self.is_stored {
            return 0;
        }
        let mut text = String::new();
        for (name, value) in self.common(path) {
            text.extend([name, ": ", &value, "\n"]);
        }
        if self.has_location(path) {
            text.push_str("location");
        }
        let hash = content_hash(text.as_bytes());
        u32::try_from(hash >> 32).unwrap_or(0)
    }

    fn of_file(&self, path: &str, bytes: &[u8]) -> Vec<(&'static str, String)> {
        let mut headers = self.common(path);
        if let Some(location) = Some(bytes).filter(|_| self.has_location(path)).and_then(redirect::location) {
            headers.push(("x-amz-website-redirect-location", location));
        }
        headers
    }
}
