//! The hidden folder beside the output in which a site is written.
//!
//! ```text
//! .dist.staging-0/                     private (0700), locked by its maker until that process ends
//! .dist.staging-0/.rolebook-drawing    the marker: rolebook made everything in here
//! .dist.staging-0/site/                the new site, until it is exchanged with `dist`
//! ```
//!
//! The marker becomes `.rolebook-exchanging` before the exchange, because after that `site` is the old site, which
//! may hold foreign files. A first publish replaces nothing and needs no such step. When the output's parents are
//! missing, `site` is made with them inside and moved as a whole: a failed build leaves no empty folder.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rustix::fd::{AsFd as _, BorrowedFd, OwnedFd};
use rustix::fs::{AtFlags, FlockOperation, Mode, OFlags};
use rustix::io::Errno;

use super::atomic;
use super::seal::{FileTime, changed};
use super::spare::{IGNORE, SPARE, Spare, SpareContents};
use super::target::Target;
use super::tree::{FOLDER, FOLDER_MODE, NewTree, Umask};
use crate::error::Error;

/// The marker of a staging folder in which rolebook made everything.
pub(super) const DRAWING: &str = ".rolebook-drawing";
/// The marker of a staging folder whose `site` may be a site that was published.
pub(super) const EXCHANGING: &str = ".rolebook-exchanging";
/// The tree inside a staging folder.
pub(super) const SITE: &str = "site";
/// The name of the old site while an exchange is done with two renames.
pub(super) const OLD: &str = "old";

/// The number of staging folders that an output can have. More than one exists only if the name of the first is taken
/// by a foreign folder.
const STAGINGS: u32 = 4;

const NOTE: &[u8] = b"rolebook makes its site in this folder and removes it at the next build.\n";

/// The names of all possible staging folders of an output.
pub(super) fn names(output: &OsStr) -> impl Iterator<Item = PathBuf> {
    (0..STAGINGS).map(move |number| {
        let mut name = OsString::from(".");
        name.push(output);
        name.push(format!(".staging-{number}"));
        PathBuf::from(name)
    })
}

/// A staging folder of this run. Dropping it removes it, unless its content was published.
pub(super) struct Staging {
    /// The folder above, for the removal.
    beside: PathBuf,
    /// Its name there.
    pub name: PathBuf,
    /// The top of the new site.
    pub site: OwnedFd,
    pub umask: Umask,
    /// Its creation time, by the file system's clock: earlier than everything in it.
    pub begun: FileTime,
    /// The site that it is built on, if there was a spare.
    pub spare: Option<SpareContents>,
    pub published: bool,
}

impl Staging {
    /// # Errors
    /// [`Error::Io`] when the folder cannot be made.
    pub(super) fn begin(target: &Target, beside: BorrowedFd<'_>) -> Result<Staging, Error> {
        let failed = |errno: Errno| Error::io("making a staging folder in", &target.beside, errno.into());
        let mut made = Err(Errno::EXIST);
        for name in names(&target.parts[0]) {
            made = rustix::fs::mkdirat(beside, &name, Mode::RWXU).map(|()| name);
            if !matches!(made, Err(Errno::EXIST)) {
                break;
            }
        }
        let name = made.map_err(failed)?;
        let path = target.beside.join(&name);
        Staging::fill(target, beside, &name).map_err(|errno| {
            remove_drawn(&path).ok();
            Error::io("making the staging folder", &path, errno.into())
        })
    }

    fn fill(target: &Target, beside: BorrowedFd<'_>, name: &Path) -> rustix::io::Result<Staging> {
        let new = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::CLOEXEC;
        let marker = rustix::fs::openat(beside, name.join(DRAWING), new, Mode::RUSR | Mode::WUSR)?;
        rustix::io::write(&marker, NOTE)?;
        let begun = changed(&rustix::fs::fstat(marker)?);
        let mut top = name.join(SITE);
        rustix::fs::mkdirat(beside, &top, FOLDER_MODE)?;
        let mut site = rustix::fs::openat(beside, &top, FOLDER, Mode::empty())?;
        let umask = Umask::of_new_folder(site.as_fd())?;
        if umask == Umask::TooStrict {
            rustix::fs::fchmod(&site, FOLDER_MODE)?;
        }
        for part in &target.parts[1..] {
            top.push(part);
            rustix::fs::mkdirat(beside, &top, FOLDER_MODE)?;
            site = rustix::fs::openat(beside, &top, FOLDER, Mode::empty())?;
            if umask == Umask::TooStrict {
                rustix::fs::fchmod(&site, FOLDER_MODE)?;
            }
        }
        lock(&site)?;
        Ok(Staging {
            beside: target.beside.clone(),
            name: name.to_owned(),
            site,
            umask,
            begun,
            spare: None,
            published: false,
        })
    }

    /// Builds on a spare.
    ///
    /// # Errors
    /// Errors of the system; the spare is not used then.
    pub(super) fn reuse(
        target: &Target,
        beside: BorrowedFd<'_>,
        spare: Spare,
    ) -> rustix::io::Result<Staging> {
        let Spare { name, site, contents } = spare;
        lock(&site)?;
        let probe = name.join("probe");
        rustix::fs::mkdirat(beside, &probe, FOLDER_MODE)?;
        let umask = rustix::fs::openat(beside, &probe, FOLDER, Mode::empty())
            .and_then(|probe| Umask::of_new_folder(probe.as_fd()));
        rustix::fs::unlinkat(beside, &probe, AtFlags::REMOVEDIR)?;
        let umask = umask?;
        // From here on a killed run leaves a site that is neither the old one nor the new one.
        rustix::fs::renameat(beside, name.join(SPARE), beside, name.join(DRAWING))?;
        let begun = contents.seal.begun;
        let beside = target.beside.clone();
        Ok(Staging { beside, name, site, umask, begun, spare: Some(contents), published: false })
    }

    /// Returns access to the new site for one thread.
    pub(super) fn tree(&self) -> NewTree<'_> {
        NewTree::new(self.site.as_fd(), self.umask, self.spare.as_ref())
    }

    /// Moves the new site to the output. A previous output is in the staging folder afterwards.
    ///
    /// # Errors
    /// Errors of the system; nothing has changed then.
    pub(super) fn publish(&mut self, target: &Target, beside: BorrowedFd<'_>) -> rustix::io::Result<()> {
        let new = self.name.join(SITE);
        let output = Path::new(&target.parts[0]);
        if target.exists {
            rustix::fs::renameat(beside, self.name.join(DRAWING), beside, self.name.join(EXCHANGING))?;
            match atomic::exchange(beside, &new, output) {
                Err(error) if atomic::is_unsupported(error) => {
                    exchange_by_renaming(beside, &new, output, &self.name.join(OLD))?;
                }
                exchanged => exchanged?,
            }
        } else {
            atomic::rename_to_free(beside, &new, output)?;
        }
        self.published = true;
        Ok(())
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if !self.published {
            // What cannot be removed now is recognised and removed by the next run.
            remove_drawn(&self.beside.join(&self.name)).ok();
        }
    }
}

/// Exchanges two folders with three renames, where the system has no atomic exchange. Between the first two there is
/// no output; the next run repairs a kill at this moment, see `cleanup::restore`.
pub(super) fn exchange_by_renaming(
    beside: BorrowedFd<'_>,
    new: &Path,
    output: &Path,
    old: &Path,
) -> rustix::io::Result<()> {
    rustix::fs::renameat(beside, output, beside, old)?;
    if let Err(error) = rustix::fs::renameat(beside, new, beside, output) {
        rustix::fs::renameat(beside, old, beside, output)?;
        return Err(error);
    }
    // From here on the new site is published; `cleanup` finds the old one under either name.
    rustix::fs::renameat(beside, old, beside, new).ok();
    Ok(())
}

/// Removes a staging folder in which rolebook made everything; the marker is removed last.
///
/// # Errors
/// Errors of the system; the marker still exists then.
pub(super) fn remove_drawn(path: &Path) -> io::Result<()> {
    match fs::remove_dir_all(path.join(SITE)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => remove_emptied(path),
    }
}

/// Removes a staging folder that no longer holds a site.
///
/// # Errors
/// Errors of the system, or that there is a site; the marker still exists then.
pub(super) fn remove_emptied(path: &Path) -> io::Result<()> {
    if [SITE, OLD].iter().any(|inner| fs::symlink_metadata(path.join(inner)).is_ok()) {
        return Err(io::ErrorKind::DirectoryNotEmpty.into());
    }
    for marker in [DRAWING, EXCHANGING, SPARE, IGNORE] {
        fs::remove_file(path.join(marker)).ok();
    }
    fs::remove_dir(path)
}

/// Takes the kernel's lock on a folder, which ends with this process. On a file system without locks it always
/// succeeds.
///
/// # Errors
/// `WOULDBLOCK` when another process holds it.
pub(super) fn lock(folder: &OwnedFd) -> rustix::io::Result<()> {
    match rustix::fs::flock(folder, FlockOperation::NonBlockingLockExclusive) {
        // Network file systems without locks, or with locks for files that are open for writing only.
        Err(Errno::NOLCK | Errno::BADF) => Ok(()),
        Err(error) if atomic::is_unsupported(error) => Ok(()),
        locked => locked,
    }
}

/// Returns `true` if an entry is a regular file.
pub(super) fn has_file(at: BorrowedFd<'_>, path: &Path) -> bool {
    rustix::fs::statat(at, path, AtFlags::SYMLINK_NOFOLLOW)
        .is_ok_and(|found| rustix::fs::FileType::from_raw_mode(found.st_mode).is_file())
}
