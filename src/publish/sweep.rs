//! Removing a site that has been replaced: exactly the files that its manifest lists.
//!
//! Every step goes through descriptors that were opened without following links, so that a folder that
//! somebody swaps for a link meanwhile leads nowhere. Deliberately absent: a recursive removal.

use std::path::Path;

use rustix::fd::{AsFd as _, BorrowedFd, OwnedFd};
use rustix::fs::{AtFlags, Mode};
use rustix::io::{Errno, Result};

use super::listing::Listing;
use super::tree::{DirHandle, STEP, split};
use super::work_queue;
use crate::error::Error;

/// Removes the listed files, and the folders that are empty then. What is not listed stays, with the
/// folders above it.
///
/// # Errors
/// [`Error::Io`] when the system refuses to remove something; the rest stays.
pub(super) fn remove_listed(
    site: BorrowedFd<'_>,
    path: &Path,
    files: &Listing,
) -> std::result::Result<(), Error> {
    let failed = |errno: Errno| Error::io("sweeping", path, errno.into());
    let full = work_queue::share(files.len(), |turns| {
        let mut broom = Remover { footing: DirHandle::new(site), here: None, full: Vec::new() };
        while let Some(turn) = turns.take() {
            for index in turn {
                broom.remove(files, index).map_err(failed)?;
            }
        }
        broom.leave().map_err(failed)?;
        Ok(broom.full)
    })?;
    let mut folders: Vec<Vec<u8>> = full.into_iter().flatten().collect();
    // Backwards, a folder comes after everything inside it.
    folders.sort_unstable_by(|a, b| b.cmp(a));
    folders.dedup();
    let mut footing = DirHandle::new(site);
    for folder in &folders {
        remove_folder(&mut footing, folder).map_err(failed)?;
    }
    Ok(())
}

/// One thread's part of the sweep.
struct Remover<'s> {
    footing: DirHandle<'s>,
    /// The folder being emptied, and its descriptor if it is still there.
    here: Option<(Vec<u8>, Option<OwnedFd>)>,
    /// Folders that hold other folders, or files of the other thread's turn, or foreign ones.
    full: Vec<Vec<u8>>,
}

impl Remover<'_> {
    fn remove(&mut self, files: &Listing, index: usize) -> Result<()> {
        let (folder, name) = split(files.path(index));
        self.full.extend(files.new_folders(index).filter(|new| *new != folder).map(<[u8]>::to_vec));
        if folder.is_empty() {
            self.leave()?;
            return remove_file(self.footing.open(b"")?, name);
        }
        if self.here.as_ref().is_none_or(|(here, _)| here != folder) {
            self.leave()?;
            let (above, last) = split(folder);
            let opened = self
                .footing
                .open(above)
                .and_then(|above| rustix::fs::openat(above, last, STEP, Mode::empty()));
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

    /// Removes the folder that has just been emptied, if it is.
    fn leave(&mut self) -> Result<()> {
        let Some((folder, descriptor)) = self.here.take() else { return Ok(()) };
        if descriptor.is_some() && !remove_folder(&mut self.footing, &folder)? {
            self.full.push(folder);
        }
        Ok(())
    }
}

fn remove_file(folder: BorrowedFd<'_>, name: &[u8]) -> Result<()> {
    match rustix::fs::unlinkat(folder, name, AtFlags::empty()) {
        // Gone already, or a folder by now, and that is somebody else's.
        Err(Errno::NOENT | Errno::ISDIR) => Ok(()),
        removed => removed,
    }
}

/// Removes a folder if it is empty; says whether it is gone.
fn remove_folder(footing: &mut DirHandle<'_>, folder: &[u8]) -> Result<bool> {
    let (above, name) = split(folder);
    let removed = match footing.open(above) {
        Ok(above) => rustix::fs::unlinkat(above, name, AtFlags::REMOVEDIR),
        Err(error) => Err(error),
    };
    match removed {
        Ok(()) | Err(Errno::NOENT) => Ok(true),
        Err(Errno::NOTEMPTY | Errno::EXIST | Errno::NOTDIR | Errno::LOOP) => Ok(false),
        Err(error) => Err(error),
    }
}
