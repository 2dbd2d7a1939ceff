//! A finished build, opened for reading: the input of a deploy.
//!
//! It is locked for as long as it is read, so that no build replaces it, and verified as a build verifies it: each file has
//! the bytes that were written, and there is no other. Deliberately absent: repairs. What is not a finished build is
//! refused.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use rustix::fd::{AsFd as _, OwnedFd};
use rustix::fs::{FlockOperation, Mode};
use rustix::io::Errno;

use super::Interrupt;
use super::atomic;
use super::manifest::{self, ManifestState};
use super::seal::Capabilities;
use super::target::{Target, refusal};
use super::tree::{DirHandle, FOLDER, FOLDER_MODE};
use super::verify::{self, PublishedSite, read_listed};
use super::{listing::Listing, output::is_in_place};
use crate::error::Error;

/// The time that a deploy waits for a build of the same output.
const PATIENCE: Duration = Duration::from_secs(5);

const BUILD_AGAIN: &str = "run `rolebook build` first, and deploy its output";

/// An output folder that holds a finished, unmodified build.
pub struct FinishedBuild {
    site: OwnedFd,
    path: PathBuf,
    files: Listing,
    /// The buffers of threads that read a file.
    buffers: Mutex<Vec<Vec<u8>>>,
}

/// A file of a finished build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BuiltFile<'b> {
    /// Relative to the output, with `/` as separator.
    pub path: &'b str,
    /// The file's length in bytes.
    pub bytes: u64,
    /// The rapidhash of its bytes.
    pub content: u64,
}

impl FinishedBuild {
    /// Opens and verifies the output of a build; builds of the same output wait until this is dropped. Waits up to five
    /// seconds for a build that is running.
    ///
    /// # Errors
    /// - [`Error::Refused`] when the folder is not the unmodified output of a build.
    /// - [`Error::Locked`] when a build has not ended.
    /// - [`Error::Io`] for failures of the system, [`Error::Interrupted`] for a signal.
    pub fn open(output: &Path, interrupt: &Interrupt) -> Result<FinishedBuild, Error> {
        let begin = Instant::now();
        let (target, site) = loop {
            interrupt.check()?;
            let target = Target::resolve(output)?;
            if !target.exists {
                return Err(refusal(output, "does not exist", BUILD_AGAIN));
            }
            match lock(&target)? {
                Some(site) => break (target, site),
                None if begin.elapsed() >= PATIENCE => {
                    return Err(Error::Locked { output: output.to_owned() });
                }
                None => thread::sleep(Duration::from_millis(5)),
            }
        };
        let refuse = |what: &str| Err(refusal(output, what, BUILD_AGAIN));
        let loaded = manifest::load(&site)
            .map_err(|source| Error::io("reading the manifest of", &target.path, source))?;
        let Some(loaded) = loaded else { return refuse("was not made by rolebook") };
        let manifest = match loaded.reading {
            ManifestState::Whole(manifest) => manifest,
            ManifestState::Damaged => return refuse("has a damaged manifest"),
            ManifestState::Foreign => return refuse("was not made by rolebook"),
        };
        let files = manifest.files;
        if files.len() == 0 {
            return refuse("has no files");
        }
        let capabilities = Capabilities::of(&site);
        let published = PublishedSite {
            written: loaded.written,
            seal: loaded.seal.filter(|_| capabilities.change_times),
            is_marked: true,
            // Modes are of no interest to another host.
            capabilities: Capabilities { modes: false, ..capabilities },
            folder_mode: FOLDER_MODE.as_raw_mode(),
            spare: None,
        };
        let found = verify::verify(&site, &target.path, &files, &published)?;
        if !found.foreign.is_empty() {
            let names = verify::name_some(&found.foreign);
            return refuse(&format!("has files that rolebook did not make: {names}"));
        }
        if found.intact.count() < files.len() {
            let modified = (0..files.len()).filter(|&index| !found.intact.has(index));
            let modified: Vec<Vec<u8>> = modified.map(|index| files.path(index).to_vec()).collect();
            return refuse(&format!("was modified after the build: {}", verify::name_some(&modified)));
        }
        if let Some(path) = files.iter().find(|file| str::from_utf8(file.path).is_err()) {
            return refuse(&format!(
                "has a file whose name is not UTF-8: {}",
                verify::name_some(&[path.path.to_vec()])
            ));
        }
        Ok(FinishedBuild { site, path: target.path, files, buffers: Mutex::default() })
    }

    /// The output's path, absolute and without links.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// All files, sorted by path, bytewise.
    pub fn files(&self) -> impl Iterator<Item = BuiltFile<'_>> {
        self.files.iter().map(|file| BuiltFile {
            path: str::from_utf8(file.path).expect("invariant: `open` refuses other names"),
            bytes: file.bytes,
            content: file.content,
        })
    }

    /// Calls `use_bytes` with the bytes of the file at a path.
    ///
    /// # Errors
    /// [`Error::Refused`] when the file does not have the bytes that were built, [`Error::Io`] when it cannot be read.
    pub fn read<R>(&self, path: &str, use_bytes: impl FnOnce(&[u8]) -> R) -> Result<R, Error> {
        let modified = || {
            let names = verify::name_some(&[path.as_bytes().to_vec()]);
            refusal(&self.path, &format!("was modified while it was deployed: {names}"), BUILD_AGAIN)
        };
        let index = self.files.find(0, path.as_bytes()).ok_or_else(modified)?;
        let mut buffer = self.buffers.lock().ok().and_then(|mut buffers| buffers.pop()).unwrap_or_default();
        let mut tree = DirHandle::new(self.site.as_fd());
        let file = self.files.get(index);
        let is_intact = read_listed(&file, &mut tree, &mut buffer)
            .map_err(|errno| Error::io("reading", &self.path.join(path), io::Error::from(errno)))?;
        if !is_intact {
            return Err(modified());
        }
        let length = usize::try_from(file.bytes).unwrap_or(usize::MAX).min(buffer.len());
        let result = use_bytes(&buffer[..length]);
        if let Ok(mut buffers) = self.buffers.lock() {
            buffers.push(buffer);
        }
        Ok(result)
    }
}

/// Locks the output against builds; `None` while one runs, or when the output changed in the meantime.
fn lock(target: &Target) -> Result<Option<OwnedFd>, Error> {
    let failed = |errno: Errno| Error::io("opening", &target.path, errno.into());
    let beside = rustix::fs::open(&target.beside, FOLDER, Mode::empty()).map_err(failed)?;
    let site = match rustix::fs::openat(&beside, Path::new(&target.parts[0]), FOLDER, Mode::empty()) {
        Err(Errno::NOENT | Errno::NOTDIR | Errno::LOOP) => return Ok(None),
        opened => opened.map_err(failed)?,
    };
    match rustix::fs::flock(&site, FlockOperation::NonBlockingLockShared) {
        Err(Errno::WOULDBLOCK) => return Ok(None),
        // Network file systems without locks.
        Err(Errno::NOLCK | Errno::BADF) => {}
        Err(error) if atomic::is_unsupported(error) => {}
        locked => locked.map_err(|errno| Error::io("locking", &target.path, errno.into()))?,
    }
    let same = is_in_place(target, &beside, Some(&site)).map_err(failed)?;
    Ok(same.then_some(site))
}
