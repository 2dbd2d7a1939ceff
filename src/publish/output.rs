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
use super::spare::MANY_FILES;
use super::stage::Stage;
use super::target::{Target, refusal};
use super::tree::{FILE_MODE, FOLDER, FOLDER_MODE};
use super::verify::{self, PublishedSite, Verification};
use super::{Inputs, Interrupt, Protected, Summary, cleanup, staging_folder};
use crate::error::Error;

/// The time that a build waits for another one that publishes to the same output.
const PATIENCE: Duration = Duration::from_secs(5);

/// A claimed output: locked, and either absent or known to hold only files that rolebook published.
///
/// The lock is the kernel's (`flock`), on the published folder itself, or before the first publish on the folder
/// above: it leaves no file and cannot outlive the process. Dropping this releases it.
pub struct Output {
    pub(super) target: Target,
    /// The folder that contains the output, or its deepest ancestor that exists.
    pub(super) beside: OwnedFd,
    /// The published folder, if there is one.
    pub(super) site: Option<OwnedFd>,
    /// The manifest of the published site, if there is one.
    pub(super) manifest: Option<Manifest>,
    /// Files of the manifest that may be kept if their fingerprints are equal.
    pub(super) keepable: BitSet,
    /// The seal of the published site, on file systems with reliable change times.
    pub(super) seal: Option<Seal>,
    /// The inodes of the files of the manifest.
    pub(super) inodes: Vec<u64>,
    /// The number of files from which the replaced site is kept as a spare.
    pub(super) spare_from: usize,
    pub(super) capabilities: Capabilities,
    /// The mode of a new folder there.
    pub(super) folder_mode: u32,
    /// `true` if the folders and the manifest have the modes that rolebook sets.
    pub(super) has_modes: bool,
    pub(super) generator: String,
    pub(super) interrupt: Interrupt,
    pub(super) left_behind: Vec<PathBuf>,
}

impl Output {
    /// Checks that `output` may be published to, locks it, and removes what a killed run left beside it.
    ///
    /// Waits up to five seconds for another run that publishes there. `generator` is the version of this program:
    /// every file written by another version is replaced.
    ///
    /// # Errors
    /// - [`Error::Refused`] when `output` is not allowed, or has files that rolebook did not make;
    ///   nothing was changed.
    /// - [`Error::Locked`] when the other run has not ended.
    /// - [`Error::Io`] for failures of the system, [`Error::Interrupted`] for a signal.
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
        // A new folder inherits the set-group-ID bit of its parent.
        let group = rustix::fs::fstat(&beside)
            .map_err(|errno| Error::io("reading", &target.beside, errno.into()))?
            .st_mode
            & Mode::SGID.as_raw_mode();
        let folder_mode = FOLDER_MODE.as_raw_mode() | group;
        let OutputState { manifest, keepable, seal, has_modes, inodes } = match &site {
            Some(site) => inspect(&target, site, folder_mode, generator)?,
            None => OutputState {
                manifest: None,
                keepable: BitSet::none_of(0),
                seal: None,
                has_modes: true,
                inodes: Vec::new(),
            },
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
            inodes,
            spare_from: MANY_FILES,
            capabilities,
            folder_mode,
            has_modes,
            generator: generator.to_owned(),
            interrupt: interrupt.clone(),
            left_behind,
        })
    }

    /// The output's path, absolute and without links. A file watcher must ignore it.
    pub fn path(&self) -> &Path {
        &self.target.path
    }

    /// Returns a summary, and the report of the build, if the output is up to date with these inputs, file by file:
    /// then there is nothing to draw.
    ///
    /// `inputs` is called only if everything else matches, because it reads every source.
    pub fn up_to_date(&self, inputs: impl FnOnce() -> Option<Inputs>) -> Option<(Summary, &[u8])> {
        let manifest = self.manifest.as_ref()?;
        let intact = manifest.generator == self.generator
            && self.has_modes
            && self.keepable.count() == manifest.files.len();
        let same = intact && manifest.inputs.is_some_and(|known| inputs() == Some(known));
        let summary = || Summary {
            kept: manifest.files.len() as u64,
            left_behind: self.left_behind.clone(),
            ..Summary::default()
        };
        same.then(|| (summary(), manifest.report.as_slice()))
    }

    /// Starts a new site. Nothing is written to the disk until the first page is drawn.
    pub fn stage(self) -> Stage {
        Stage::of(self)
    }

    /// Returns `true` if the published folder is still the one that was claimed.
    pub(super) fn is_in_place(&self) -> rustix::io::Result<bool> {
        is_in_place(&self.target, &self.beside, self.site.as_ref())
    }
}

/// Locks the output; `None` when another process has the lock, or when the output changed in the meantime.
#[allow(clippy::type_complexity, reason = "the two descriptors are named by the caller")]
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
    match staging_folder::lock(site.as_ref().unwrap_or(&beside)) {
        Err(Errno::WOULDBLOCK) => return Ok(None),
        locked => locked.map_err(|errno| Error::io("locking", &target.path, errno.into()))?,
    }
    // The run that held the lock may have published another folder.
    let same = is_in_place(target, &beside, site.as_ref()).map_err(failed)?;
    Ok(same.then_some((beside, site)))
}

pub(super) fn is_in_place(
    target: &Target,
    beside: &OwnedFd,
    site: Option<&OwnedFd>,
) -> rustix::io::Result<bool> {
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

/// The state of a published site.
struct OutputState {
    manifest: Option<Manifest>,
    keepable: BitSet,
    seal: Option<Seal>,
    has_modes: bool,
    inodes: Vec<u64>,
}

/// Verifies the published site, and refuses files that rolebook did not make.
fn inspect(target: &Target, site: &OwnedFd, folder_mode: u32, generator: &str) -> Result<OutputState, Error> {
    let loaded =
        manifest::load(site).map_err(|source| Error::io("reading the manifest of", &target.path, source))?;
    let (written, seal, mode) = loaded
        .as_ref()
        .map_or(((0, 0), None, FILE_MODE.as_raw_mode()), |loaded| (loaded.written, loaded.seal, loaded.mode));
    let is_marked =
        matches!(&loaded, Some(Loaded { reading: ManifestState::Whole(_) | ManifestState::Damaged, .. }));
    let (manifest, why) = match loaded.map(|loaded| loaded.reading) {
        Some(ManifestState::Whole(manifest)) => (*manifest, "has files that rolebook did not make"),
        Some(ManifestState::Damaged) => {
            (Manifest::default(), "has a damaged manifest, which no longer says whose files these are")
        }
        Some(ManifestState::Foreign) | None => {
            (Manifest::default(), "was not made by rolebook and is not empty")
        }
    };
    let capabilities = Capabilities::of(site);
    let seal = seal.filter(|_| capabilities.change_times);
    let published = PublishedSite { written, seal, is_marked, capabilities, folder_mode, spare: None };
    let Verification { intact, foreign, has_folder_modes, inodes } =
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
    Ok(OutputState { manifest: is_marked.then_some(manifest), keepable, seal, has_modes, inodes })
}
