//! An output folder that this run may publish to.

use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use rustix::fd::{AsFd as _, OwnedFd};
use rustix::fs::{AtFlags, Mode};
use rustix::io::Errno;

use super::intact::{self, Look};
use super::listing::Bits;
use super::manifest::{self, Manifest, Reading};
use super::stage::Stage;
use super::target::{Target, refusal};
use super::tree::FOLDER;
use super::{Inputs, Interrupt, Protected, Summary, litter, staging};
use crate::error::Error;

/// How long a build waits for another that publishes to the same output.
const PATIENCE: Duration = Duration::from_secs(5);

/// An output that is ours: locked, known to hold nothing but what we published, or nothing at all.
///
/// The lock is the kernel's (`flock`), on the published folder itself, or before the first publish on
/// the folder above: it leaves no file and cannot outlive the process. Dropping this releases it.
pub struct Output {
    pub(super) target: Target,
    /// The folder in which the output lies, or the deepest one above it that exists.
    pub(super) beside: OwnedFd,
    /// The published folder, if there is one.
    pub(super) site: Option<OwnedFd>,
    /// What is published there, if anything is.
    pub(super) manifest: Option<Manifest>,
    /// Which of the manifest's files may be kept if their fingerprints say so.
    pub(super) keepable: Bits,
    pub(super) generator: String,
    pub(super) interrupt: Interrupt,
    pub(super) left_behind: Vec<PathBuf>,
}

impl Output {
    /// Makes sure that `output` may be published to, and clears what a killed run has left beside it.
    ///
    /// Waits up to five seconds for another run that publishes there. `generator` is the version of
    /// this program: what another version has made is replaced as a whole.
    ///
    /// # Errors
    /// - [`Error::Refused`] when `output` is no place to publish to, or has files we did not make;
    ///   nothing was changed.
    /// - [`Error::Locked`] when the other run has not ended.
    /// - [`Error::Io`] for the machine's failures, [`Error::Interrupted`] for a signal.
    pub fn claim(
        output: &Path,
        protected: &Protected<'_>,
        generator: &str,
        interrupt: &Interrupt,
    ) -> Result<Output, Error> {
        Output::claim_within(PATIENCE, output, protected, generator, interrupt)
    }

    pub(super) fn claim_within(
        patience: Duration,
        output: &Path,
        protected: &Protected<'_>,
        generator: &str,
        interrupt: &Interrupt,
    ) -> Result<Output, Error> {
        let begin = Instant::now();
        let (target, beside, site) = loop {
            interrupt.check()?;
            let target = Target::resolve(output)?;
            target.keep_clear_of(protected)?;
            match lock(&target)? {
                // A restored output is another target, with another lock.
                Some((beside, _)) if litter::restore(&target, beside.as_fd()) => {}
                Some((beside, site)) => break (target, beside, site),
                None if begin.elapsed() >= patience => {
                    return Err(Error::Locked { output: output.to_owned() });
                }
                None => thread::sleep(Duration::from_millis(5)),
            }
        };
        let (manifest, keepable) = match &site {
            Some(site) => survey(&target, site, generator)?,
            None => (None, Bits::none_of(0)),
        };
        let left_behind = litter::clear(&target, beside.as_fd());
        Ok(Output {
            target,
            beside,
            site,
            manifest,
            keepable,
            generator: generator.to_owned(),
            interrupt: interrupt.clone(),
            left_behind,
        })
    }

    /// Where the output lies, absolute and without links: what a watcher must not watch.
    pub fn path(&self) -> &Path {
        &self.target.path
    }

    /// Whether the output is what these inputs give, file by file: then there is nothing to draw, and
    /// this is the summary.
    ///
    /// `inputs` is asked for only when an answer could be yes: it costs a look at every source.
    pub fn holds(&self, inputs: impl FnOnce() -> Option<Inputs>) -> Option<Summary> {
        let manifest = self.manifest.as_ref()?;
        let intact = manifest.generator == self.generator && self.keepable.count() == manifest.files.len();
        let same = intact && manifest.inputs.is_some_and(|known| inputs() == Some(known));
        same.then(|| Summary {
            kept: manifest.files.len() as u64,
            left_behind: self.left_behind.clone(),
            ..Summary::default()
        })
    }

    /// Begins a new site. Nothing is made on the disk until the first page is drawn.
    pub fn stage(self) -> Stage {
        Stage::of(self)
    }

    /// Whether the published folder is still the one that was claimed.
    pub(super) fn is_in_place(&self) -> rustix::io::Result<bool> {
        is_in_place(&self.target, &self.beside, self.site.as_ref())
    }
}

/// Locks the output; nothing when somebody else has it, or when it changed in the meantime.
#[allow(clippy::type_complexity, reason = "the two descriptors get their names where this is called")]
fn lock(target: &Target) -> Result<Option<(OwnedFd, Option<OwnedFd>)>, Error> {
    let failed = |errno: Errno| Error::io("opening", &target.path, errno.into());
    let beside = rustix::fs::open(&target.beside, FOLDER, Mode::empty())
        .map_err(|errno| Error::io("opening", &target.beside, errno.into()))?;
    let site = if target.exists {
        match rustix::fs::openat(&beside, Path::new(&target.parts[0]), FOLDER, Mode::empty()) {
            Err(Errno::NOENT | Errno::NOTDIR | Errno::LOOP) => return Ok(None),
            opened => Some(opened.map_err(failed)?),
        }
    } else {
        None
    };
    match staging::lock(site.as_ref().unwrap_or(&beside)) {
        Err(Errno::WOULDBLOCK) => return Ok(None),
        locked => locked.map_err(|errno| Error::io("locking", &target.path, errno.into()))?,
    }
    // The run that had the lock has put another folder there.
    let same = is_in_place(target, &beside, site.as_ref()).map_err(failed)?;
    Ok(same.then_some((beside, site)))
}

fn is_in_place(target: &Target, beside: &OwnedFd, site: Option<&OwnedFd>) -> rustix::io::Result<bool> {
    let there = match rustix::fs::statat(beside, Path::new(&target.parts[0]), AtFlags::SYMLINK_NOFOLLOW) {
        Ok(there) => Some((there.st_dev, there.st_ino)),
        Err(Errno::NOENT) => None,
        Err(errno) => return Err(errno),
    };
    let ours = match site {
        Some(site) => Some(rustix::fs::fstat(site)?),
        None => None,
    };
    Ok(there == ours.map(|ours| (ours.st_dev, ours.st_ino)))
}

/// Looks at what is published, and refuses what we did not make.
fn survey(target: &Target, site: &OwnedFd, generator: &str) -> Result<(Option<Manifest>, Bits), Error> {
    let reading =
        manifest::load(site).map_err(|source| Error::io("reading the manifest of", &target.path, source))?;
    let marked = matches!(reading, Some((Reading::Whole(_) | Reading::Damaged, _)));
    let (manifest, published, why) = match reading {
        Some((Reading::Whole(manifest), published)) => {
            (manifest, published, "has files that rolebook did not make")
        }
        Some((Reading::Damaged, published)) => (
            Manifest::default(),
            published,
            "has a damaged manifest, which no longer says whose files these are",
        ),
        Some((Reading::Foreign, _)) | None => {
            (Manifest::default(), (0, 0), "was not made by rolebook and is not empty")
        }
    };
    let Look { intact, foreign } = intact::look(site, &target.path, &manifest.files, published, marked)?;
    if !foreign.is_empty() {
        return Err(refusal(
            &target.shown,
            &format!("{why}: {}", intact::name_some(&foreign)),
            "move them away, or choose another folder with --output; files to deploy belong in `static/`",
        ));
    }
    let keepable = if manifest.generator == generator { intact } else { Bits::none_of(manifest.files.len()) };
    Ok((marked.then_some(manifest), keepable))
}
