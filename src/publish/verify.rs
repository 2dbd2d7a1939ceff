//! Is a published site still as we left it?
//!
//! One look at every folder and file, because what a deploy takes is the folder, not our idea of it. A file
//! counts as intact when it has the listed length and the mode that we give, and either the site's [`Seal`]
//! covers it and the folders above it, or its bytes have the listed content hash.

use std::path::Path;

use rustix::fd::{AsFd as _, OwnedFd};
use rustix::fs::{AtFlags, FileType, Mode, OFlags, Stat};
use rustix::io::Errno;

use super::listing::{BitSet, ListedFile, Listing, content_hash};
use super::manifest::MANIFEST;
use super::seal::{Capabilities, FileTime, Seal, written};
use super::tree::{DirHandle, FILE_MODE, FOLDER, FOLDER_MODE, Lister, split};
use super::work_queue;
use crate::error::Error;

/// What a look at a published site finds.
pub(super) struct Verification {
    /// Which listed files are as we left them.
    pub intact: BitSet,
    /// What is there and not listed, folders ending with a slash and not entered. Sorted.
    pub foreign: Vec<Vec<u8>>,
    /// Whether every folder has the mode that we give.
    pub has_folder_modes: bool,
}

/// What is known about a published site before the look.
#[derive(Clone, Copy)]
pub(super) struct PublishedSite {
    /// When its manifest was written.
    pub written: FileTime,
    /// Its seal, if change times can be believed.
    pub seal: Option<Seal>,
    /// Whether its manifest says that it is ours. Otherwise a file with the manifest's name is as foreign as
    /// the others.
    pub is_marked: bool,
    pub capabilities: Capabilities,
    /// The mode of a new folder there.
    pub folder_mode: u32,
}

impl PublishedSite {
    /// Whether nothing has changed since the build, by the times alone.
    fn is_untouched(&self, found: &Stat) -> bool {
        self.seal.is_some_and(|seal| seal.covers(found)) && written(found) <= self.written
    }

    pub fn has_folder_mode(&self, found: &Stat) -> bool {
        let mode = found.st_mode & 0o7777;
        !self.capabilities.modes || mode == FOLDER_MODE.as_raw_mode() || mode == self.folder_mode
    }
}

/// Looks at the site at `path`, whose manifest lists `files`.
///
/// # Errors
/// [`Error::Io`] for a folder that cannot be listed: what cannot be seen cannot be called intact.
pub(super) fn verify(
    site: &OwnedFd,
    path: &Path,
    files: &Listing,
    published: &PublishedSite,
) -> Result<Verification, Error> {
    let intact = BitSet::none_of(files.len());
    let doubtful = BitSet::none_of(files.len());
    let failed = |errno: Errno| Error::io("looking through", path, errno.into());

    let mut top = Verifier::new(files, published);
    top.list(0, b"", site).map_err(failed)?;
    if published.is_marked {
        top.foreign.retain(|path| path != MANIFEST.as_bytes());
    }
    let mut has_folder_modes = published.has_folder_mode(&rustix::fs::fstat(site).map_err(failed)?);
    let found = work_queue::share(files.len(), |turns| {
        let mut looker = Verifier::new(files, published);
        let mut footing = DirHandle::new(site.as_fd());
        while let Some(turn) = turns.take() {
            for index in turn {
                for folder in files.new_folders(index) {
                    looker.look_into(index, folder, &mut footing).map_err(failed)?;
                }
                match looker.state(index, &mut footing).map_err(failed)? {
                    State::Untouched => drop(intact.set(index)),
                    State::Doubtful => drop(doubtful.set(index)),
                    State::Changed => {}
                }
            }
        }
        Ok(looker)
    })?;
    let mut foreign = top.foreign;
    for looker in found {
        foreign.extend(looker.foreign);
        has_folder_modes &= looker.has_folder_modes;
        // What lies below a folder that was moved here has its own, older times.
        for folder in looker.touched {
            let prefix = [&folder[..], b"/"].concat();
            let (Ok(first) | Err(first)) = files.find_from(0, &prefix);
            for index in (first..files.len()).take_while(|&index| files.path(index).starts_with(&prefix)) {
                if intact.has(index) {
                    intact.clear(index);
                    doubtful.set(index);
                }
            }
        }
    }
    if doubtful.count() > 0 {
        compare_bytes(site, files, &doubtful, &intact)?;
    }
    foreign.sort();
    Ok(Verification { intact, foreign, has_folder_modes })
}

/// Compares the bytes of the doubtful files with what was written.
fn compare_bytes(site: &OwnedFd, files: &Listing, doubtful: &BitSet, intact: &BitSet) -> Result<(), Error> {
    work_queue::share(files.len(), |turns| {
        let mut footing = DirHandle::new(site.as_fd());
        let mut buffer = Vec::new();
        while let Some(turn) = turns.take() {
            for index in turn.filter(|&index| doubtful.has(index)) {
                // A file that cannot be read is written again.
                if has_listed_bytes(&files.get(index), &mut footing, &mut buffer).unwrap_or(false) {
                    intact.set(index);
                }
            }
        }
        Ok(())
    })
    .map(drop)
}

fn has_listed_bytes(
    file: &ListedFile<'_>,
    footing: &mut DirHandle<'_>,
    buffer: &mut Vec<u8>,
) -> rustix::io::Result<bool> {
    let (at, rest) = footing.at(file.path)?;
    // Without NONBLOCK, a named pipe that was just put in its place would be waited for.
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let opened = rustix::fs::openat(at, rest, flags, Mode::empty())?;
    let Ok(length) = usize::try_from(file.bytes) else { return Ok(false) };
    // One byte more than there should be, so that a file that has grown is seen to.
    buffer.resize(length + 1, 0);
    let mut filled = 0;
    while filled < buffer.len() {
        match rustix::io::read(&opened, &mut buffer[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(Errno::INTR) => {}
            Err(errno) => return Err(errno),
        }
    }
    Ok(filled == length && content_hash(&buffer[..filled]) == file.content)
}

/// What a look at one file without reading it finds.
enum State {
    /// Nothing has changed it since it was written.
    Untouched,
    /// Only its bytes can tell.
    Doubtful,
    /// It is not the file that was written.
    Changed,
}

/// One thread's part of the look.
struct Verifier<'l> {
    files: &'l Listing,
    published: &'l PublishedSite,
    foreign: Vec<Vec<u8>>,
    /// Folders that were changed since they were made.
    touched: Vec<Vec<u8>>,
    has_folder_modes: bool,
    lister: Lister,
}

impl<'l> Verifier<'l> {
    fn new(files: &'l Listing, published: &'l PublishedSite) -> Verifier<'l> {
        Verifier {
            files,
            published,
            foreign: Vec::new(),
            touched: Vec::new(),
            has_folder_modes: true,
            lister: Lister::new(),
        }
    }

    /// Looks for what is not ours in a folder, whose first listed file is at `first`.
    ///
    /// A folder changes when an entry comes or goes, when its mode changes and when it is moved: one that the
    /// seal covers need not be listed, which is most of the speed.
    fn look_into(
        &mut self,
        first: usize,
        folder: &[u8],
        footing: &mut DirHandle<'_>,
    ) -> rustix::io::Result<()> {
        let (above, name) = split(folder);
        let looked = footing.open(above).and_then(|above| {
            let found = rustix::fs::statat(above, name, AtFlags::SYMLINK_NOFOLLOW)?;
            let is_folder = FileType::from_raw_mode(found.st_mode).is_dir();
            if self.published.is_untouched(&found) && is_folder {
                return Ok(());
            }
            self.touched.push(folder.to_vec());
            self.has_folder_modes &= is_folder && self.published.has_folder_mode(&found);
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
        let Verifier { files, foreign, lister, .. } = self;
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

    fn state(&self, index: usize, footing: &mut DirHandle<'_>) -> rustix::io::Result<State> {
        let file = self.files.get(index);
        let found = footing
            .at(file.path)
            .and_then(|(at, rest)| rustix::fs::statat(at, rest, AtFlags::SYMLINK_NOFOLLOW));
        let found = match found {
            Ok(found) => found,
            Err(Errno::NOENT | Errno::NOTDIR | Errno::LOOP) => return Ok(State::Changed),
            Err(errno) => return Err(errno),
        };
        let has_mode =
            !self.published.capabilities.modes || found.st_mode & 0o7777 == FILE_MODE.as_raw_mode();
        let is_file = FileType::from_raw_mode(found.st_mode).is_file();
        Ok(if !is_file || !has_mode || u64::try_from(found.st_size) != Ok(file.bytes) {
            State::Changed
        } else if self.published.is_untouched(&found) {
            State::Untouched
        } else {
            State::Doubtful
        })
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
