//! An output folder that this run may publish to.

use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use rustix::fd::{AsFd as _, OwnedFd};
use rustix::fs::{AtFlags, Mode};
use rustix::io::Errno;

use super::listing::BitSet;
use super::manifest::{self, Loaded, Manifest, ManifestState};
use super::seal::{Capabilities, Seal};
use super::stage::Stage;
use super::target::{Target, refusal};
use super::tree::{FILE_MODE, FOLDER, FOLDER_MODE};
use super::verify::{self, PublishedSite, Verification};
use super::{Inputs, Interrupt, Protected, Summary, cleanup, staging};
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
    pub(super) keepable: BitSet,
    /// The seal of what is published, where change times can be believed.
    pub(super) seal: Option<Seal>,
    pub(super) capabilities: Capabilities,
    /// Whether the folders and the manifest have the modes that we give.
    pub(super) has_modes: bool,
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
                Some((beside, _)) if cleanup::restore(&target, beside.as_fd()) => {}
                Some((beside, site)) => break (target, beside, site),
                None if begin.elapsed() >= patience => {
                    return Err(Error::Locked { output: output.to_owned() });
                }
                None => thread::sleep(Duration::from_millis(5)),
            }
        };
        let OutputState { manifest, keepable, seal, has_modes } = match &site {
            Some(site) => inspect(&target, &beside, site, generator)?,
            None => OutputState { manifest: None, keepable: BitSet::none_of(0), seal: None, has_modes: true },
        };
        let capabilities = Capabilities::of(site.as_ref().unwrap_or(&beside));
        let left_behind = cleanup::clear(&target, beside.as_fd());
        Ok(Output {
            target,
            beside,
            site,
            manifest,
            keepable,
            seal,
            capabilities,
            has_modes,
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
        let intact = manifest.generator == self.generator
            && self.has_modes
            && self.keepable.count() == manifest.files.len();
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

/// What a look at the published site found.
struct OutputState {
    manifest: Option<Manifest>,
    keepable: BitSet,
    seal: Option<Seal>,
    has_modes: bool,
}

/// Looks at what is published, and refuses what we did not make.
fn inspect(target: &Target, beside: &OwnedFd, site: &OwnedFd, generator: &str) -> Result<OutputState, Error> {
    let loaded =
        manifest::load(site).map_err(|source| Error::io("reading the manifest of", &target.path, source))?;
    let (written, seal, mode) = loaded
        .as_ref()
        .map_or(((0, 0), None, FILE_MODE.as_raw_mode()), |loaded| (loaded.written, loaded.seal, loaded.mode));
    let is_marked =
        matches!(&loaded, Some(Loaded { reading: ManifestState::Whole(_) | ManifestState::Damaged, .. }));
    let (manifest, why) = match loaded.map(|loaded| loaded.reading) {
        Some(ManifestState::Whole(manifest)) => (manifest, "has files that rolebook did not make"),
        Some(ManifestState::Damaged) => {
            (Manifest::default(), "has a damaged manifest, which no longer says whose files these are")
        }
        Some(ManifestState::Foreign) | None => {
            (Manifest::default(), "was not made by rolebook and is not empty")
        }
    };
    let capabilities = Capabilities::of(site);
    let seal = seal.filter(|_| capabilities.change_times);
    let looking = |errno: Errno| Error::io("looking at", &target.beside, errno.into());
    // A new folder takes over the group bit of the one that it is made in.
    let group = rustix::fs::fstat(beside).map_err(looking)?.st_mode & Mode::SGID.as_raw_mode();
    let folder_mode = FOLDER_MODE.as_raw_mode() | group;
    let published = PublishedSite { written, seal, is_marked, capabilities, folder_mode };
    let Verification { intact, foreign, has_folder_modes } =
        verify::verify(site, &target.path, &manifest.files, &published)?;
    if !foreign.is_empty() {
        return Err(refusal(
            &target.shown,
            &format!("{why}: {}", verify::name_some(&foreign)),
            "move them away, or choose another folder with --output; files to deploy belong in `static/`",
        ));
    }
    let keepable =
        if manifest.generator == generator { intact } else { BitSet::none_of(manifest.files.len()) };
    let has_modes = has_folder_modes && (!capabilities.modes || mode == FILE_MODE.as_raw_mode());
    Ok(OutputState { manifest: is_marked.then_some(manifest), keepable, seal, has_modes })
}
