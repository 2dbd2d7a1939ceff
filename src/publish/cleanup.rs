//! What a run that was killed has left beside the output, and the old site after an exchange.
//!
//! Deliberately absent: any trust in a name. A folder is litter only with our marker inside and nobody's
//! lock on it; one that merely looks like it is left alone (an empty one is removed: it holds nothing).

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use rustix::fd::{AsFd as _, BorrowedFd, OwnedFd};
use rustix::fs::{AtFlags, Mode};
use rustix::io::Errno;

use super::atomic;
use super::listing::Listing;
use super::manifest::{self, Loaded, MANIFEST, ManifestState};
use super::staging::{self, DRAWING, EXCHANGING, OLD, SITE};
use super::sweep;
use super::target::Target;
use super::tree::FOLDER;
use crate::error::Error;

/// Puts an output back that a run was killed over between two renames; says whether it did.
pub(super) fn restore(target: &Target, beside: BorrowedFd<'_>) -> bool {
    !target.exists
        && target.parts.len() == 1
        && staging::names(&target.parts[0]).any(|name| {
            staging::has_file(beside, &name.join(EXCHANGING))
                && atomic::rename_to_free(beside, &name.join(OLD), Path::new(&target.parts[0])).is_ok()
        })
}

/// Removes what earlier runs have left; gives the folders that were left behind for their owners.
///
/// What cannot be removed stays for the next run: no build fails because of litter.
pub(super) fn clear(target: &Target, beside: BorrowedFd<'_>) -> Vec<PathBuf> {
    let mut left_behind = Vec::new();
    for name in staging::names(&target.parts[0]) {
        if staging::has_file(beside, &name.join(DRAWING)) {
            if !is_alive(beside, &name) {
                staging::remove_drawn(&target.beside.join(&name)).ok();
            }
        } else if staging::has_file(beside, &name.join(EXCHANGING)) {
            if !is_alive(beside, &name) {
                left_behind.extend(retire_unknown(target, beside, &name));
            }
        } else {
            // Succeeds only for an empty folder, such as a run leaves that is killed at its first step.
            rustix::fs::unlinkat(beside, &name, AtFlags::REMOVEDIR).ok();
        }
    }
    left_behind
}

fn is_alive(beside: BorrowedFd<'_>, name: &Path) -> bool {
    open(beside, &name.join(SITE)).is_ok_and(|site| staging::lock(&site) == Err(Errno::WOULDBLOCK))
}

fn open(beside: BorrowedFd<'_>, folder: &Path) -> rustix::io::Result<OwnedFd> {
    rustix::fs::openat(beside, folder, FOLDER, Mode::empty())
}

/// Removes a staging folder that was left when the two sites were changing places: what is in it may be
/// the new site or the old one, so only its own manifest says what may go.
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
    staging::remove_emptied(&target.beside.join(name)).ok();
    left_behind
}

/// Removes the site that the new one has replaced, and the staging folder that it lies in now; gives the
/// folder that was left behind for its owner, if there is one.
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
            // A rename may have failed to give it the first name.
            let place = [SITE, OLD].map(|inner| name.join(inner));
            let place = if open(beside, &place[0]).is_ok() { &place[0] } else { &place[1] };
            retire(target, beside, place, site, listed)?
        }
        None => None,
    };
    let path = target.beside.join(name);
    staging::remove_emptied(&path).map_err(|source| Error::io("removing", &path, source))?;
    Ok(left_behind)
}

/// Removes the listed files of a site that is no longer published, and the site if nothing is left.
/// Otherwise moves it out beside the output, without its manifest, where it is nobody's but its owner's.
fn retire(
    target: &Target,
    beside: BorrowedFd<'_>,
    place: &Path,
    site: &OwnedFd,
    listed: Option<&Listing>,
) -> Result<Option<PathBuf>, Error> {
    let path = target.beside.join(place);
    let failed = |errno: Errno| Error::io("sweeping", &path, errno.into());
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
