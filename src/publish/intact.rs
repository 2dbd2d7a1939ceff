//! Is a published site still as we left it?
//!
//! One look at every folder and file, because what a deploy takes is the folder, not our idea of it.
//! Deliberately absent: reading a page. A file counts as untouched when its length is the listed one and
//! it is not younger than the manifest, which is always written last.

use std::path::Path;

use rustix::fd::{AsFd as _, OwnedFd};
use rustix::fs::{AtFlags, FileType, Mode, Stat};
use rustix::io::Errno;

use super::listing::{Bits, Listing};
use super::manifest::MANIFEST;
use super::tree::{FOLDER, Footing, Lister, split};
use super::turns;
use crate::error::Error;

/// What a look at a published site finds.
pub(super) struct Look {
    /// Which listed files are as we left them.
    pub intact: Bits,
    /// What is there and not listed, folders ending with a slash and not entered. Sorted.
    pub foreign: Vec<Vec<u8>>,
}

/// A time of the file system: seconds and nanoseconds.
pub(super) type Moment = (i64, u64);

/// When a file was last written. Anybody can set it.
#[allow(clippy::unnecessary_cast, clippy::cast_sign_loss, reason = "their types differ between systems")]
pub(super) fn written(file: &Stat) -> Moment {
    (file.st_mtime as i64, file.st_mtime_nsec as u64)
}

/// When a file or a folder was last changed in any way, by the file system's own clock.
#[allow(clippy::unnecessary_cast, clippy::cast_sign_loss, reason = "their types differ between systems")]
pub(super) fn changed(file: &Stat) -> Moment {
    (file.st_ctime as i64, file.st_ctime_nsec as u64)
}

/// Looks at the site at `path`, whose manifest lists `files` and was written at `published`. Where
/// the site is not `marked` as ours, a file with the manifest's name is as foreign as the others.
///
/// # Errors
/// [`Error::Io`] for a folder that cannot be listed: what cannot be seen cannot be called intact.
pub(super) fn look(
    site: &OwnedFd,
    path: &Path,
    files: &Listing,
    published: Moment,
    marked: bool,
) -> Result<Look, Error> {
    let intact = Bits::none_of(files.len());
    let failed = |errno: Errno| Error::io("looking through", path, errno.into());

    let mut top = Looker::new(files, published);
    top.list(0, b"", site).map_err(failed)?;
    if marked {
        top.foreign.retain(|path| path != MANIFEST.as_bytes());
    }
    let found = turns::share(files.len(), |turns| {
        let mut looker = Looker::new(files, published);
        let mut footing = Footing::new(site.as_fd());
        while let Some(turn) = turns.take() {
            for index in turn {
                for folder in files.new_folders(index) {
                    looker.look_into(index, folder, &mut footing).map_err(failed)?;
                }
                if looker.is_as_listed(index, &mut footing).map_err(failed)? {
                    intact.set(index);
                }
            }
        }
        Ok(looker.foreign)
    })?;
    let mut foreign: Vec<Vec<u8>> = found.into_iter().flatten().chain(top.foreign).collect();
    foreign.sort();
    Ok(Look { intact, foreign })
}

/// One thread's part of the look.
struct Looker<'l> {
    files: &'l Listing,
    published: Moment,
    foreign: Vec<Vec<u8>>,
    lister: Lister,
}

impl<'l> Looker<'l> {
    fn new(files: &'l Listing, published: Moment) -> Looker<'l> {
        Looker { files, published, foreign: Vec::new(), lister: Lister::new() }
    }

    /// Looks for what is not ours in a folder, whose first listed file is at `first`.
    ///
    /// A folder changes when an entry comes or goes and when it is moved, and no program can set that
    /// time back: one that is older than the manifest need not be listed, which is most of the speed.
    fn look_into(
        &mut self,
        first: usize,
        folder: &[u8],
        footing: &mut Footing<'_>,
    ) -> rustix::io::Result<()> {
        let (above, name) = split(folder);
        let looked = footing.stand(above).and_then(|above| {
            let found = rustix::fs::statat(above, name, AtFlags::SYMLINK_NOFOLLOW)?;
            if changed(&found) < self.published && FileType::from_raw_mode(found.st_mode).is_dir() {
                return Ok(());
            }
            let descriptor = rustix::fs::openat(above, name, FOLDER, Mode::empty())?;
            self.list(first, folder, &descriptor)
        });
        match looked {
            // It is gone, or something else: then the folder above has shown it as foreign.
            Err(Errno::NOENT | Errno::NOTDIR | Errno::LOOP) => Ok(()),
            looked => looked,
        }
    }

    fn list(&mut self, first: usize, folder: &[u8], descriptor: &OwnedFd) -> rustix::io::Result<()> {
        let Looker { files, foreign, lister, .. } = self;
        let mut path = folder.to_vec();
        if !folder.is_empty() {
            path.push(b'/');
        }
        let stem = path.len();
        lister.list(descriptor, |name, kind| {
            path.truncate(stem);
            path.extend_from_slice(name);
            let known = match kind {
                FileType::RegularFile => files.find_from(first, &path).is_ok(),
                FileType::Directory => {
                    path.push(b'/');
                    files.has_prefix_from(first, &path)
                }
                _ => false,
            };
            if !known {
                foreign.push(path.clone());
            }
            Ok(())
        })
    }

    fn is_as_listed(&self, index: usize, footing: &mut Footing<'_>) -> rustix::io::Result<bool> {
        let file = self.files.get(index);
        let found = footing
            .at(file.path)
            .and_then(|(at, rest)| rustix::fs::statat(at, rest, AtFlags::SYMLINK_NOFOLLOW));
        match found {
            Ok(found) => Ok(FileType::from_raw_mode(found.st_mode).is_file()
                && u64::try_from(found.st_size) == Ok(file.bytes)
                && written(&found) <= self.published),
            Err(Errno::NOENT | Errno::NOTDIR | Errno::LOOP) => Ok(false),
            Err(errno) => Err(errno),
        }
    }
}

/// Up to ten of the foreign paths, fit for a terminal, and how many there are besides.
pub(super) fn name_some(foreign: &[Vec<u8>]) -> String {
    const SHOWN: usize = 10;
    let names: Vec<String> = foreign
        .iter()
        .take(SHOWN)
        .map(|path| {
            let path = String::from_utf8_lossy(path);
            // A strange name must not be able to steer the terminal or the log of a build server.
            let safe: String = path
                .chars()
                .map(|c| if c.is_control() || is_bidi_control(c) { '\u{fffd}' } else { c })
                .collect();
            format!("`{safe}`")
        })
        .collect();
    match foreign.len().saturating_sub(SHOWN) {
        0 => names.join(", "),
        more => format!("{} and {more} more", names.join(", ")),
    }
}

fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
