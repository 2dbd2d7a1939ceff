//! Removal of a replaced site: exactly the files that its manifest lists.
//!
//! Every step goes through descriptors that were opened without following links, so that a folder that is swapped for
//! a link meanwhile is not followed. Deliberately absent: a recursive removal.

use std::path::Path;

use rustix::fd::{AsFd as _, BorrowedFd, OwnedFd};
use rustix::fs::{AtFlags, Mode};
use rustix::io::{Errno, Result};

use super::listing::Listing;
use super::tree::{DirHandle, STEP, split};
use super::work_queue;
use crate::error::Error;

/// Removes the listed files and the folders that this empties. Unlisted files stay, with the folders above them.
///
/// # Errors
/// [`Error::Io`] when the system refuses to remove something; the rest stays.
pub(super) fn remove_listed(
    site: BorrowedFd<'_>,
    path: &Path,
    files: &Listing,
) -> std::result::Result<(), Error> {
    let failed = |errno: Errno| Error::io("cleaning up", path, errno.into());
    let full = work_queue::share(files.len(), |queue| {
        let mut remover = Remover { tree: DirHandle::new(site), here: None, full: Vec::new() };
        while let Some(batch) = queue.take() {
            for index in batch {
                remover.remove(files, index).map_err(failed)?;
            }
        }
        remover.leave().map_err(failed)?;
        Ok(remover.full)
    })?;
    let mut folders: Vec<Vec<u8>> = full.into_iter().flatten().collect();
    // In reverse order, a folder comes after everything inside it.
    folders.sort_unstable_by(|a, b| b.cmp(a));
    folders.dedup();
    let mut tree = DirHandle::new(site);
    for folder in &folders {
        remove_folder(&mut tree, folder).map_err(failed)?;
    }
    Ok(())
}

/// One thread's share of the removal.
struct Remover<'s> {
    tree: DirHandle<'s>,
    /// The folder being emptied, and its descriptor if it still exists.
    here: Option<(Vec<u8>, Option<OwnedFd>)>,
    /// Folders that still hold other folders, files of the other thread's batch, or foreign files.
    full: Vec<Vec<u8>>,
}

impl Remover<'_> {
    fn remove(&mut self, files: &Listing, index: usize) -> Result<()> {
        let (folder, name) = split(files.path(index));
        self.full.extend(files.new_folders(index).filter(|new| *new != folder).map(<[u8]>::to_vec));
        if folder.is_empty() {
            self.leave()?;
            return remove_file(self.tree.open(b"")?, name);
        }
        if self.here.as_ref().is_none_or(|(here, _)| here != folder) {
            self.leave()?;
            let (above, last) = split(folder);
            let opened =
                self.tree.open(above).and_then(|above| rustix::fs::openat(above, last, STEP, Mode::empty()));
            let descriptor = match opened {
                Ok(descriptor) => Some(descriptor),
                Err(Errno::NOENT | Errno::NOTDIR | Errno::LOOP) => None,
                Err(error) => return Err(error),
            };
            self.here = Some((folder.to_vec(), descriptor));
        }
        match &self.here {
            Some((_, Some(descriptor))) => remove_file(descriptor.as_fd(), name),
            _ => Ok(()),
        }
    }

    /// Removes the current folder if it is empty.
    fn leave(&mut self) -> Result<()> {
        let Some((folder, descriptor)) = self.here.take() else { return Ok(()) };
        if descriptor.is_some() && !remove_folder(&mut self.tree, &folder)? {
            self.full.push(folder);
        }
        Ok(())
    }
}

fn remove_file(folder: BorrowedFd<'_>, name: &[u8]) -> Result<()> {
    match rustix::fs::unlinkat(folder, name, AtFlags::empty()) {
        // Already removed, or replaced by a folder, which is foreign.
        Err(Errno::NOENT | Errno::ISDIR) => Ok(()),
        removed => removed,
    }
}

/// Removes a folder if it is empty; returns `true` if it no longer exists.
fn remove_folder(tree: &mut DirHandle<'_>, folder: &[u8]) -> Result<bool> {
    let (above, name) = split(folder);
    let removed = match tree.open(above) {
        Ok(above) => rustix::fs::unlinkat(above, name, AtFlags::REMOVEDIR),
        Err(error) => Err(error),
    };
    match removed {
        Ok(()) | Err(Errno::NOENT) => Ok(true),
        Err(Errno::NOTEMPTY | Errno::EXIST | Errno::NOTDIR | Errno::LOOP) => Ok(false),
        Err(error) => Err(error),
    }
}
