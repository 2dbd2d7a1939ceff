//! Verification that a published site is unmodified.
//!
//! Every folder and file is checked, because a deploy takes the folder, not the manifest. A file counts as intact
//! when it has the listed length and the mode that rolebook sets, and either the site's [`Seal`] covers it and the
//! folders above it, or its bytes have the listed content hash.

use std::path::Path;

use rustix::fd::{AsFd as _, OwnedFd};
use rustix::fs::{AtFlags, FileType, Mode, OFlags, Stat};
use rustix::io::Errno;

use super::listing::{BitSet, ListedFile, Listing, content_hash};
use super::manifest::MANIFEST;
use super::seal::{Capabilities, FileTime, Seal, written};
use super::spare::SpareContents;
use super::tree::{DirHandle, FILE_MODE, FOLDER, FOLDER_MODE, Lister, split};
use super::work_queue;
use crate::error::Error;

/// The result of verifying a published site.
pub(super) struct Verification {
    /// Listed files that are unmodified.
    pub intact: BitSet,
    /// Unlisted entries, sorted; folders end with a slash and are not entered.
    pub foreign: Vec<Vec<u8>>,
    /// `true` if every folder has the mode that rolebook sets.
    pub has_folder_modes: bool,
    /// The inodes of the listed files; 0 for those that are missing.
    pub inodes: Vec<u64>,
}

/// Facts about a published site that are known before it is verified.
#[derive(Clone, Copy)]
pub(super) struct PublishedSite<'s> {
    /// The time at which its manifest was written.
    pub written: FileTime,
    /// Its seal, if change times are reliable.
    pub seal: Option<Seal>,
    /// `true` if its manifest marks it as ours. Otherwise a file with the manifest's name is as foreign as the
    /// others.
    pub is_marked: bool,
    pub capabilities: Capabilities,
    /// The mode of a new folder there.
    pub folder_mode: u32,
    /// What the site was built on, if that was a spare.
    pub spare: Option<BuiltOn<'s>>,
}

/// The spare that a site was built on.
#[derive(Clone, Copy)]
pub(super) struct BuiltOn<'s> {
    pub contents: &'s SpareContents,
    /// For each file that is kept, the inode of the verified file of the published site; 0 for files that were written.
    pub inodes: &'s [u64],
}

impl PublishedSite<'_> {
    /// Returns `true` if a folder's times show that nobody else has changed its entries.
    fn is_untouched_folder(&self, folder: &[u8], found: &Stat) -> bool {
        match self.spare {
            Some(spare) => spare.contents.seal.covers(found) || spare.contents.has_changed_alone(folder),
            None => self.is_untouched(found),
        }
    }

    /// Returns `true` if the times alone show that an entry is unmodified since the build.
    fn is_untouched(&self, found: &Stat) -> bool {
        self.seal.is_some_and(|seal| seal.covers(found)) && written(found) <= self.written
    }

    pub(super) fn has_folder_mode(&self, found: &Stat) -> bool {
        let mode = found.st_mode & 0o7777;
        !self.capabilities.modes || mode == FOLDER_MODE.as_raw_mode() || mode == self.folder_mode
    }
}

/// Verifies the site at `path`, whose manifest lists `files`.
///
/// # Errors
/// [`Error::Io`] for a folder that cannot be listed: an unreadable folder cannot be called intact.
pub(super) fn verify(
    site: &OwnedFd,
    path: &Path,
    files: &Listing,
    published: &PublishedSite<'_>,
) -> Result<Verification, Error> {
    let intact = BitSet::none_of(files.len());
    let doubtful = BitSet::none_of(files.len());
    let failed = |errno: Errno| Error::io("listing", path, errno.into());

    let mut top = Verifier::new(files, published);
    top.list(0, b"", site).map_err(failed)?;
    if published.is_marked {
        top.foreign.retain(|path| path != MANIFEST.as_bytes());
    }
    let mut has_folder_modes = published.has_folder_mode(&rustix::fs::fstat(site).map_err(failed)?);
    let found = work_queue::share(files.len(), |queue| {
        let mut verifier = Verifier::new(files, published);
        let mut tree = DirHandle::new(site.as_fd());
        while let Some(batch) = queue.take() {
            for index in batch {
                for folder in files.new_folders(index) {
                    verifier.check_folder(index, folder, &mut tree).map_err(failed)?;
                }
                match verifier.state(index, &mut tree).map_err(failed)? {
                    State::Untouched => drop(intact.set(index)),
                    State::Doubtful => drop(doubtful.set(index)),
                    State::Changed => {}
                }
            }
        }
        Ok(verifier)
    })?;
    let mut foreign = top.foreign;
    let mut inodes = vec![0; files.len()];
    for verifier in found {
        for (index, inode) in verifier.inodes {
            inodes[index] = inode;
        }
        foreign.extend(verifier.foreign);
        has_folder_modes &= verifier.has_folder_modes;
        // A folder that was moved here is touched, but the entries below it keep their older times.
        for folder in verifier.touched {
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
    Ok(Verification { intact, foreign, has_folder_modes, inodes })
}

/// Returns `true` if a site has entries that its manifest does not list. Files are not looked at.
///
/// # Errors
/// [`Error::Io`] for a folder that cannot be listed.
pub(super) fn has_foreign(
    site: &OwnedFd,
    path: &Path,
    files: &Listing,
    published: &PublishedSite<'_>,
) -> Result<bool, Error> {
    let failed = |errno: Errno| Error::io("listing", path, errno.into());
    let mut top = Verifier::new(files, published);
    top.list(0, b"", site).map_err(failed)?;
    top.foreign.retain(|path| path != MANIFEST.as_bytes());
    let found = work_queue::share(files.len(), |queue| {
        let mut verifier = Verifier::new(files, published);
        let mut tree = DirHandle::new(site.as_fd());
        while let Some(batch) = queue.take() {
            for index in batch {
                for folder in files.new_folders(index) {
                    verifier.check_folder(index, folder, &mut tree).map_err(failed)?;
                }
            }
        }
        Ok(!verifier.foreign.is_empty())
    })?;
    Ok(!top.foreign.is_empty() || found.contains(&true))
}

/// Compares the content hashes of the doubtful files with the listed ones.
fn compare_bytes(site: &OwnedFd, files: &Listing, doubtful: &BitSet, intact: &BitSet) -> Result<(), Error> {
    work_queue::share(files.len(), |queue| {
        let mut tree = DirHandle::new(site.as_fd());
        let mut buffer = Vec::new();
        while let Some(batch) = queue.take() {
            for index in batch.filter(|&index| doubtful.has(index)) {
                // A file that cannot be read is written again.
                if read_listed(&files.get(index), &mut tree, &mut buffer).unwrap_or(false) {
                    intact.set(index);
                }
            }
        }
        Ok(())
    })
    .map(drop)
}

/// Reads a file to the beginning of the buffer; returns `true` if it has the listed bytes.
pub(super) fn read_listed(
    file: &ListedFile<'_>,
    tree: &mut DirHandle<'_>,
    buffer: &mut Vec<u8>,
) -> rustix::io::Result<bool> {
    let (at, rest) = tree.at(file.path)?;
    // Without NONBLOCK, opening a named pipe that replaced the file would block.
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let opened = rustix::fs::openat(at, rest, flags, Mode::empty())?;
    let Ok(length) = usize::try_from(file.bytes) else { return Ok(false) };
    // One byte more than expected, to detect a file that has grown.
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

/// The state of one file, without reading it.
enum State {
    /// Unmodified since it was written.
    Untouched,
    /// Its bytes have to be compared.
    Doubtful,
    /// Not the file that was written.
    Changed,
}

/// One thread's share of the verification.
struct Verifier<'l> {
    files: &'l Listing,
    published: &'l PublishedSite<'l>,
    foreign: Vec<Vec<u8>>,
    /// Folders that were changed after they were made.
    touched: Vec<Vec<u8>>,
    has_folder_modes: bool,
    /// The inodes of the files that were found.
    inodes: Vec<(usize, u64)>,
    lister: Lister,
}

impl<'l> Verifier<'l> {
    fn new(files: &'l Listing, published: &'l PublishedSite<'l>) -> Verifier<'l> {
        Verifier {
            files,
            published,
            foreign: Vec::new(),
            touched: Vec::new(),
            has_folder_modes: true,
            inodes: Vec::new(),
            lister: Lister::new(),
        }
    }

    /// Looks for foreign entries in a folder; `first` is the index of its first listed file.
    ///
    /// A folder changes when an entry is added or removed, when its mode changes and when it is moved. A folder that
    /// the seal covers need not be listed, which saves most of the time.
    fn check_folder(
        &mut self,
        first: usize,
        folder: &[u8],
        tree: &mut DirHandle<'_>,
    ) -> rustix::io::Result<()> {
        let (above, name) = split(folder);
        let checked = tree.open(above).and_then(|above| {
            let found = rustix::fs::statat(above, name, AtFlags::SYMLINK_NOFOLLOW)?;
            let is_folder = FileType::from_raw_mode(found.st_mode).is_dir();
            let is_changed =
                self.published.spare.is_some_and(|spare| spare.contents.has_changed_alone(folder));
            if self.published.is_untouched_folder(folder, &found) && is_folder && !is_changed {
                return Ok(());
            }
            // Without a seal, no file counts as untouched anyway.
            if self.published.seal.is_some() && !(is_changed && is_folder) {
                self.touched.push(folder.to_vec());
            }
            self.has_folder_modes &= is_folder && self.published.has_folder_mode(&found);
            let descriptor = rustix::fs::openat(above, name, FOLDER, Mode::empty())?;
            self.list(first, folder, &descriptor)
        });
        match checked {
            // It is missing or not a folder: then the listing of its parent reported it as foreign.
            Err(Errno::NOENT | Errno::NOTDIR | Errno::LOOP) => Ok(()),
            checked => checked,
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

    fn state(&mut self, index: usize, tree: &mut DirHandle<'_>) -> rustix::io::Result<State> {
        let file = self.files.get(index);
        let found =
            tree.at(file.path).and_then(|(at, rest)| rustix::fs::statat(at, rest, AtFlags::SYMLINK_NOFOLLOW));
        let found = match found {
            Ok(found) => found,
            Err(Errno::NOENT | Errno::NOTDIR | Errno::LOOP) => return Ok(State::Changed),
            Err(errno) => return Err(errno),
        };
        let has_mode =
            !self.published.capabilities.modes || found.st_mode & 0o7777 == FILE_MODE.as_raw_mode();
        let is_file = FileType::from_raw_mode(found.st_mode).is_file();
        let inode = self.published.spare.map_or(0, |spare| spare.inodes[index]);
        if inode != 0 && inode != found.st_ino {
            return Ok(State::Changed);
        }
        self.inodes.push((index, found.st_ino));
        Ok(if !is_file || !has_mode || u64::try_from(found.st_size) != Ok(file.bytes) {
            State::Changed
        } else if self.published.is_untouched(&found) {
            State::Untouched
        } else {
            State::Doubtful
        })
    }
}

/// Formats up to ten of the foreign paths for a terminal, and the number of the remaining ones.
pub(super) fn name_some(foreign: &[Vec<u8>]) -> String {
    const SHOWN: usize = 10;
    let names: Vec<String> = foreign
        .iter()
        .take(SHOWN)
        .map(|path| {
            let path = String::from_utf8_lossy(path);
            // A file name must not be able to inject control sequences into the terminal or a build server's log.
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
