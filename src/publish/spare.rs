//! The site that was published before the present one, kept beside it as the beginning of the next one.
//!
//! ```text
//! .dist.staging-0/                  private (0700)
//! .dist.staging-0/.rolebook-spare   the marker
//! .dist.staging-0/.gitignore        so that no version control takes it for a source
//! .dist.staging-0/site/             the site before the last build
//! ```
//!
//! Its files are hard links to those of the published site, but for those that the last build changed. So a build replaces
//! what the last two builds changed and exchanges the two folders again, instead of linking every file, removing every
//! file, and reading every file at the end. It trusts nothing in here without proof: a file is used if it is the *same file*
//! (inode) as that of the published site, which was verified; a folder, if its own seal covers it.
//!
//! Deliberately absent: a spare of a small site, where linking takes less time than a reader could notice, and one on a file
//! system without reliable change times.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rustix::fd::{BorrowedFd, OwnedFd};
use rustix::fs::{AtFlags, FileType, Mode, OFlags};
use rustix::io::{Errno, Result};

use super::listing::Listing;
use super::manifest::{self, Loaded, ManifestState};
use super::seal::{Capabilities, Seal};
use super::staging_folder::{self, EXCHANGING, SITE};
use super::target::Target;
use super::tree::{DirHandle, FOLDER, FOLDER_MODE, split};
use super::verify::{self, PublishedSite};

/// The marker of a staging folder that has a spare.
pub(super) const SPARE: &str = ".rolebook-spare";

/// The file that hides a spare from version control.
pub(super) const IGNORE: &str = ".gitignore";

/// The number of files from which a site has a spare: from here on, it saves a tenth of a second or more.
pub(super) const MANY_FILES: usize = 10_000;

/// A site that was published before, on which the next one is built.
pub(super) struct Spare {
    /// The name of its staging folder.
    pub name: PathBuf,
    pub site: OwnedFd,
    pub contents: SpareContents,
}

/// What is known of the files and folders of a spare.
pub(super) struct SpareContents {
    /// The files that it had when it was published.
    pub files: Listing,
    /// Covers its folders.
    pub seal: Seal,
    /// The folders that this build changes, and whether they were unmodified before.
    changed: Mutex<BTreeMap<Vec<u8>, bool>>,
}

/// Opens the spare of an output; `None` if there is none, or if anything about it is doubtful.
pub(super) fn open(target: &Target, beside: BorrowedFd<'_>, folder_mode: u32) -> Option<Spare> {
    let is_spare = |name: &PathBuf| staging_folder::has_file(beside, &name.join(SPARE));
    let name = staging_folder::names(&target.parts[0]).find(is_spare)?;
    let site = rustix::fs::openat(beside, name.join(SITE), FOLDER, Mode::empty()).ok()?;
    let capabilities = Capabilities::of(&site);
    let Loaded { reading: ManifestState::Whole(manifest), seal: Some(seal), written, .. } =
        manifest::load(&site).ok()??
    else {
        return None;
    };
    let published =
        PublishedSite { written, seal: Some(seal), is_marked: true, capabilities, folder_mode, spare: None };
    let path = target.beside.join(&name);
    let has_foreign = verify::has_foreign(&site, &path, &manifest.files, &published).unwrap_or(true);
    let contents = SpareContents { files: manifest.files, seal, changed: Mutex::default() };
    (capabilities.change_times && !has_foreign).then_some(Spare { name, site, contents })
}

/// Keeps the site in a staging folder, which was just exchanged with the published one, as the spare of the next build.
///
/// # Errors
/// Errors of the system: then it is not kept.
pub(super) fn keep(beside: BorrowedFd<'_>, name: &Path) -> Result<()> {
    rustix::fs::statat(beside, name.join(SITE), AtFlags::SYMLINK_NOFOLLOW)?;
    let new = OFlags::WRONLY | OFlags::CREATE | OFlags::TRUNC | OFlags::CLOEXEC;
    let ignore = rustix::fs::openat(beside, name.join(IGNORE), new, Mode::RUSR | Mode::WUSR)?;
    rustix::io::write(&ignore, b"*\n")?;
    rustix::fs::renameat(beside, name.join(EXCHANGING), beside, name.join(SPARE))
}

impl SpareContents {
    fn changed(&self) -> MutexGuard<'_, BTreeMap<Vec<u8>, bool>> {
        self.changed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes that an entry of a folder is about to change, and whether the folder is unmodified until now.
    pub(super) fn note(&self, tree: &mut DirHandle<'_>, folder: &[u8]) -> Result<()> {
        let mut changed = self.changed();
        if folder.is_empty() || changed.contains_key(folder) {
            return Ok(());
        }
        let (above, name) = split(folder);
        let found = rustix::fs::statat(tree.open(above)?, name, AtFlags::SYMLINK_NOFOLLOW)?;
        let is_clean = FileType::from_raw_mode(found.st_mode).is_dir() && self.seal.covers(&found);
        changed.insert(folder.to_vec(), is_clean);
        Ok(())
    }

    /// Notes a folder that was just made.
    fn note_new(&self, folder: &[u8]) {
        self.changed().insert(folder.to_vec(), true);
    }

    /// Returns `true` for a folder that this build alone has changed.
    pub(super) fn has_changed_alone(&self, folder: &[u8]) -> bool {
        self.changed().get(folder) == Some(&true)
    }

    /// Makes a folder and those above it, replacing files in their places, and notes that its entries change. `mode` is set
    /// where the umask is too strict.
    pub(super) fn make_folder(
        &self,
        tree: &mut DirHandle<'_>,
        folder: &[u8],
        mode: Option<Mode>,
    ) -> Result<()> {
        let ends = (0..folder.len()).filter(|&place| folder[place] == b'/').chain([folder.len()]);
        for end in ends {
            let (above, name) = split(&folder[..end]);
            let at = tree.open(above)?;
            match rustix::fs::statat(at, name, AtFlags::SYMLINK_NOFOLLOW) {
                Ok(found) if FileType::from_raw_mode(found.st_mode).is_dir() => continue,
                Ok(_) => {
                    self.note(tree, above)?;
                    ignore_missing(rustix::fs::unlinkat(tree.open(above)?, name, AtFlags::empty()))?;
                }
                Err(Errno::NOENT) => self.note(tree, above)?,
                Err(error) => return Err(error),
            }
            let at = tree.open(above)?;
            match rustix::fs::mkdirat(at, name, FOLDER_MODE) {
                Ok(()) => {
                    self.note_new(&folder[..end]);
                    if let Some(mode) = mode {
                        rustix::fs::chmodat(tree.open(above)?, name, mode, AtFlags::empty())?;
                    }
                }
                // Another thread made it.
                Err(Errno::EXIST) => {}
                Err(error) => return Err(error),
            }
        }
        self.note(tree, folder)
    }

    /// Removes whatever is at a path, so that a file can be made there.
    pub(super) fn clear(&self, tree: &mut DirHandle<'_>, path: &[u8]) -> Result<()> {
        let (folder, name) = split(path);
        self.note(tree, folder)?;
        match rustix::fs::unlinkat(tree.open(folder)?, name, AtFlags::empty()) {
            Err(Errno::ISDIR | Errno::PERM) => remove_all(tree.open(folder)?, name),
            removed => ignore_missing(removed),
        }
    }

    /// Removes a file that the new site does not have, and the folders that this empties.
    pub(super) fn remove(&self, tree: &mut DirHandle<'_>, path: &[u8]) -> Result<()> {
        let (mut folder, name) = split(path);
        let removed = tree.open(folder).map(drop).and_then(|()| {
            self.note(tree, folder)?;
            rustix::fs::unlinkat(tree.open(folder)?, name, AtFlags::empty())
        });
        match removed {
            // A file of the new site has taken the place of a folder, or a folder that of the file.
            Err(Errno::NOTDIR | Errno::ISDIR | Errno::PERM | Errno::LOOP) => return Ok(()),
            // Its folder may be empty, and has to go.
            removed => ignore_missing(removed)?,
        }
        while !folder.is_empty() {
            let (above, name) = split(folder);
            let removed = self
                .note(tree, above)
                .and_then(|()| rustix::fs::unlinkat(tree.open(above)?, name, AtFlags::REMOVEDIR));
            match removed {
                Ok(()) | Err(Errno::NOENT) => folder = above,
                Err(Errno::NOTEMPTY | Errno::EXIST | Errno::NOTDIR) => break,
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

fn ignore_missing(removed: Result<()>) -> Result<()> {
    match removed {
        Err(Errno::NOENT) => Ok(()),
        removed => removed,
    }
}

/// Removes a folder with everything in it.
fn remove_all(at: BorrowedFd<'_>, name: &[u8]) -> Result<()> {
    let folder = rustix::fs::openat(at, name, FOLDER, Mode::empty())?;
    for entry in rustix::fs::Dir::read_from(&folder)? {
        let entry = entry?;
        let inner = entry.file_name().to_bytes();
        if matches!(inner, b"." | b"..") {
            continue;
        }
        match rustix::fs::unlinkat(&folder, inner, AtFlags::empty()) {
            Err(Errno::ISDIR | Errno::PERM) => remove_all(rustix::fd::AsFd::as_fd(&folder), inner)?,
            removed => ignore_missing(removed)?,
        }
    }
    rustix::fs::unlinkat(at, name, AtFlags::REMOVEDIR)
}
