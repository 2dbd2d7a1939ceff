//! Removal of what a killed run left beside the output, and of the old site after an exchange.
//!
//! Deliberately absent: trust in a name. A folder is stale only if it has our marker inside and no process holds its
//! lock; one that merely has the same name is left alone (an empty one is removed: it holds nothing).

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use rustix::fd::{AsFd as _, BorrowedFd, OwnedFd};
use rustix::fs::{AtFlags, Mode};
use rustix::io::Errno;

use super::atomic;
use super::listing::Listing;
use super::manifest::{self, Loaded, MANIFEST, ManifestState};
use super::spare::SPARE;
use super::staging_folder::{self, DRAWING, EXCHANGING, OLD, SITE};
use super::sweep;
use super::target::Target;
use super::tree::FOLDER;
use crate::error::Error;

/// Moves the old output back after a run was killed between two renames; returns `true` if it did.
pub(super) fn restore(target: &Target, beside: BorrowedFd<'_>) -> bool {
    !target.exists
        && target.parts.len() == 1
        && staging_folder::names(&target.parts[0]).any(|name| {
            staging_folder::has_file(beside, &name.join(EXCHANGING))
                && atomic::rename_to_free(beside, &name.join(OLD), Path::new(&target.parts[0])).is_ok()
        })
}

/// Removes stale staging folders; returns the folders that were left behind for their owners.
///
/// What cannot be removed stays for the next run: a stale folder never fails a build.
pub(super) fn clear(target: &Target, beside: BorrowedFd<'_>) -> Vec<PathBuf> {
    let (mut left_behind, mut has_spare) = (Vec::new(), false);
    for name in staging_folder::names(&target.parts[0]) {
        if staging_folder::has_file(beside, &name.join(DRAWING)) {
            if !is_alive(beside, &name) {
                staging_folder::remove_drawn(&target.beside.join(&name)).ok();
            }
        } else if staging_folder::has_file(beside, &name.join(SPARE)) && target.exists && !has_spare {
            has_spare = true;
        } else if [EXCHANGING, SPARE]
            .iter()
            .any(|marker| staging_folder::has_file(beside, &name.join(marker)))
        {
            if !is_alive(beside, &name) {
                left_behind.extend(retire_unknown(target, beside, &name));
            }
        } else {
            // Succeeds only for an empty folder, which a run leaves when it is killed at its first step.
            rustix::fs::unlinkat(beside, &name, AtFlags::REMOVEDIR).ok();
        }
    }
    left_behind
}

fn is_alive(beside: BorrowedFd<'_>, name: &Path) -> bool {
    open(beside, &name.join(SITE)).is_ok_and(|site| staging_folder::lock(&site) == Err(Errno::WOULDBLOCK))
}

fn open(beside: BorrowedFd<'_>, folder: &Path) -> rustix::io::Result<OwnedFd> {
    rustix::fs::openat(beside, folder, FOLDER, Mode::empty())
}

/// Removes the spare of an output; returns the folders that were left behind for their owners.
pub(super) fn retire_spare(target: &Target, beside: BorrowedFd<'_>) -> Vec<PathBuf> {
    let is_spare = |name: &PathBuf| staging_folder::has_file(beside, &name.join(SPARE));
    let spares = staging_folder::names(&target.parts[0]).filter(is_spare);
    spares.flat_map(|name| retire_unknown(target, beside, &name)).collect()
}

/// Removes a staging folder of a run that was killed during the exchange. It may hold the new site or the old one, so
/// only files that its own manifest lists are removed.
fn retire_unknown(target: &Target, beside: BorrowedFd<'_>, name: &Path) -> Vec<PathBuf> {
    let mut left_behind = Vec::new();
    for inner in [SITE, OLD] {
        let place = name.join(inner);
        let Ok(site) = open(beside, &place) else { continue };
        let listed = match manifest::load(&site) {
            Ok(Some(Loaded { reading: ManifestState::Whole(manifest), .. })) => Some(manifest.files),
            _ => None,
        };
        match retire(target, beside, &place, &site, listed.as_ref()) {
            Ok(left) => left_behind.extend(left),
            Err(_) => return left_behind,
        }
    }
    staging_folder::remove_emptied(&target.beside.join(name)).ok();
    left_behind
}

/// Removes the site that the new one has replaced, and its staging folder; returns the folder that was left behind
/// for its owner, if any.
///
/// # Errors
/// [`Error::Io`] when something cannot be removed; the next run tries again.
pub(super) fn retire_replaced(
    target: &Target,
    beside: BorrowedFd<'_>,
    name: &Path,
    replaced: Option<(&OwnedFd, Option<&Listing>)>,
) -> Result<Option<PathBuf>, Error> {
    let left_behind = match replaced {
        Some((site, listed)) => {
            // The rename that restores the first name may have failed.
            let place = [SITE, OLD].map(|inner| name.join(inner));
            let place = if open(beside, &place[0]).is_ok() { &place[0] } else { &place[1] };
            retire(target, beside, place, site, listed)?
        }
        None => None,
    };
    let path = target.beside.join(name);
    staging_folder::remove_emptied(&path).map_err(|source| Error::io("removing", &path, source))?;
    Ok(left_behind)
}

/// Removes the listed files of a site that is no longer published, and the site itself if nothing is left. Otherwise
/// moves it out beside the output, without its manifest, so that no later run treats it as ours.
fn retire(
    target: &Target,
    beside: BorrowedFd<'_>,
    place: &Path,
    site: &OwnedFd,
    listed: Option<&Listing>,
) -> Result<Option<PathBuf>, Error> {
    let path = target.beside.join(place);
    let failed = |errno: Errno| Error::io("cleaning up", &path, errno.into());
    if let Some(files) = listed {
        sweep::remove_listed(site.as_fd(), &path, files)?;
        match rustix::fs::unlinkat(site, MANIFEST, AtFlags::empty()) {
            Err(Errno::NOENT) => {}
            removed => removed.map_err(failed)?,
        }
    }
    match rustix::fs::unlinkat(beside, place, AtFlags::REMOVEDIR) {
        Ok(()) | Err(Errno::NOENT) => return Ok(None),
        Err(Errno::NOTEMPTY | Errno::EXIST) => {}
        Err(errno) => return Err(failed(errno)),
    }
    for number in 0..1000 {
        let mut name = OsString::from(&target.parts[0]);
        name.push(format!(".left-behind-{number}"));
        match atomic::rename_to_free(beside, place, Path::new(&name)) {
            Err(Errno::EXIST) => {}
            Ok(()) => return Ok(Some(target.beside.join(name))),
            Err(errno) => return Err(failed(errno)),
        }
    }
    Err(failed(Errno::EXIST))
}
