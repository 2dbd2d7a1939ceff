//! Access to the files and folders of one tree through one descriptor.
//!
//! Paths are relative to that descriptor and plain (`manifest::is_plain`). Nothing here follows a symbolic link.
//! Deliberately absent: many open descriptors. A thread keeps one, of the folder *above* the one it works in, because
//! sites look like `compare/<a>-vs-<b>/index.html`: from `compare` a page costs a `mkdirat`, an `openat`, a `write`
//! and a `close`, and nothing else.

use std::fs::File;
use std::mem::MaybeUninit;
use std::thread;
use std::time::Duration;

use rustix::fd::{AsFd, BorrowedFd, OwnedFd};
use rustix::fs::{AtFlags, FileType, Mode, OFlags};
use rustix::io::{Errno, Result};

use super::spare::SpareContents;

/// Flags to open a folder in order to list or lock it.
pub(super) const FOLDER: OFlags =
    OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);

/// Flags to open a folder only as a base for relative paths, which needs no permission to list it.
#[cfg(target_os = "linux")]
pub(super) const STEP: OFlags = FOLDER.union(OFlags::PATH);
#[cfg(not(target_os = "linux"))]
pub(super) const STEP: OFlags = FOLDER;

const NEW_FILE: OFlags = OFlags::WRONLY.union(OFlags::CREATE).union(OFlags::EXCL).union(OFlags::CLOEXEC);

/// The mode with which a web server can read a file, whatever the umask.
pub(super) const FILE_MODE: Mode = Mode::from_raw_mode(0o644);
/// The mode with which a web server can enter a folder, whatever the umask.
pub(super) const FOLDER_MODE: Mode = Mode::from_raw_mode(0o755);

/// Splits a path into its folder and its file name.
pub(super) fn split(path: &[u8]) -> (&[u8], &[u8]) {
    match path.iter().rposition(|&byte| byte == b'/') {
        Some(slash) => (&path[..slash], &path[slash + 1..]),
        None => (&[], path),
    }
}

/// The root of a tree, and the most recently used folder, which is kept open.
pub(super) struct DirHandle<'t> {
    root: BorrowedFd<'t>,
    kept: Option<(Vec<u8>, OwnedFd)>,
}

impl<'t> DirHandle<'t> {
    pub(super) fn new(root: BorrowedFd<'t>) -> DirHandle<'t> {
        DirHandle { root, kept: None }
    }

    /// Returns the descriptor of a folder, opened component by component so that none can be a link.
    pub(super) fn open(&mut self, folder: &[u8]) -> Result<BorrowedFd<'_>> {
        if folder.is_empty() {
            return Ok(self.root);
        }
        if self.kept.as_ref().is_none_or(|(kept, _)| kept != folder) {
            self.kept = None;
            let mut here: Option<OwnedFd> = None;
            for part in folder.split(|&byte| byte == b'/') {
                let at = here.as_ref().map_or(self.root, AsFd::as_fd);
                here = Some(rustix::fs::openat(at, part, STEP, Mode::empty())?);
            }
            self.kept = here.map(|descriptor| (folder.to_vec(), descriptor));
        }
        Ok(self.kept.as_ref().map_or(self.root, |(_, descriptor)| descriptor.as_fd()))
    }

    /// Returns a descriptor and the path relative to it, from the folder above the one that contains `path`. If no
    /// descriptor is available it is the root of the tree.
    pub(super) fn at<'p>(&mut self, path: &'p [u8]) -> Result<(BorrowedFd<'_>, &'p [u8])> {
        let above = split(split(path).0).0;
        let rest = if above.is_empty() { path } else { &path[above.len() + 1..] };
        let root = self.root;
        match self.open(above) {
            Ok(descriptor) => Ok((descriptor, rest)),
            Err(Errno::MFILE | Errno::NFILE) => Ok((root, path)),
            Err(error) => Err(error),
        }
    }
}

/// One thread's access to a tree that is being written.
pub(super) struct NewTree<'t> {
    tree: DirHandle<'t>,
    /// The last folder that this thread made or found.
    made: Vec<u8>,
    umask: Umask,
    /// What is there already, if the tree is built on a spare.
    spare: Option<&'t SpareContents>,
}

/// The effect of the umask (or an access control list) on the modes that a web server needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Umask {
    /// New files get the requested modes.
    Harmless,
    /// Each mode has to be set again, which costs one system call per file.
    TooStrict,
}

impl Umask {
    /// Determines the effect from a folder that was just made with [`FOLDER_MODE`].
    pub(super) fn of_new_folder(folder: BorrowedFd<'_>) -> Result<Umask> {
        let mode = Mode::from_raw_mode(rustix::fs::fstat(folder)?.st_mode);
        Ok(if mode.contains(FOLDER_MODE) { Umask::Harmless } else { Umask::TooStrict })
    }
}

impl<'t> NewTree<'t> {
    pub(super) fn new(root: BorrowedFd<'t>, umask: Umask, spare: Option<&'t SpareContents>) -> NewTree<'t> {
        NewTree { tree: DirHandle::new(root), made: Vec::new(), umask, spare }
    }

    /// Writes a new file, and makes missing folders above it. On a spare it replaces what is there; otherwise it fails with
    /// `EXIST` if the file exists.
    pub(super) fn write(&mut self, path: &[u8], bytes: &[u8]) -> Result<()> {
        let file = self.create(path)?;
        let mut rest = bytes;
        while !rest.is_empty() {
            match rustix::io::write(&file, rest) {
                Ok(0) => return Err(Errno::IO),
                Ok(written) => rest = &rest[written..],
                Err(Errno::INTR) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Hard-links a file of another tree into this one, at the same path.
    pub(super) fn link(&mut self, other: &mut DirHandle<'_>, path: &[u8]) -> Result<()> {
        self.make_folder_of(path)?;
        self.make_room(path)?;
        let (from, from_path) = other.at(path)?;
        let (to, to_path) = self.tree.at(path)?;
        match rustix::fs::linkat(from, from_path, to, to_path, AtFlags::empty()) {
            // Another device, another owner's file, too many links, or a system without links: copy instead.
            Err(Errno::XDEV | Errno::PERM | Errno::MLINK | Errno::NOTSUP | Errno::NOSYS) => {}
            done => return done,
        }
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let mut old = File::from(rustix::fs::openat(from, from_path, flags, Mode::empty())?);
        let mut new = File::from(self.create(path)?);
        std::io::copy(&mut old, &mut new)
            .map(|_| ())
            .map_err(|error| Errno::from_io_error(&error).unwrap_or(Errno::IO))
    }

    /// Removes a file that the tree must not have, and the folders that this empties. Without a spare there is none.
    pub(super) fn remove(&mut self, path: &[u8]) -> Result<()> {
        match self.spare {
            Some(spare) => spare.remove(&mut self.tree, path),
            None => Ok(()),
        }
    }

    fn make_room(&mut self, path: &[u8]) -> Result<()> {
        match self.spare {
            Some(spare) => spare.clear(&mut self.tree, path),
            None => Ok(()),
        }
    }

    fn create(&mut self, path: &[u8]) -> Result<OwnedFd> {
        self.make_folder_of(path)?;
        self.make_room(path)?;
        let (at, rest) = self.tree.at(path)?;
        let file = match rustix::fs::openat(at, rest, NEW_FILE, FILE_MODE) {
            Err(Errno::MFILE | Errno::NFILE) => self.create_when_possible(path)?,
            opened => opened?,
        };
        if self.umask == Umask::TooStrict {
            rustix::fs::fchmod(&file, FILE_MODE)?;
        }
        Ok(file)
    }

    /// Closes the kept descriptor, then waits up to a second for another thread to close one.
    #[cold]
    fn create_when_possible(&mut self, path: &[u8]) -> Result<OwnedFd> {
        self.tree.kept = None;
        for _ in 0..1000 {
            match rustix::fs::openat(self.tree.root, path, NEW_FILE, FILE_MODE) {
                Err(Errno::MFILE | Errno::NFILE) => thread::sleep(Duration::from_millis(1)),
                opened => return opened,
            }
        }
        Err(Errno::MFILE)
    }

    fn make_folder_of(&mut self, path: &[u8]) -> Result<()> {
        let folder = split(path).0;
        if folder.is_empty() || folder == self.made {
            return Ok(());
        }
        let umask = self.umask;
        if let Some(spare) = self.spare {
            let mode = (umask == Umask::TooStrict).then_some(FOLDER_MODE);
            spare.make_folder(&mut self.tree, folder, mode)?;
            folder.clone_into(&mut self.made);
            return Ok(());
        }
        let made = match self.tree.at(path) {
            Ok((at, rest)) => make_folder(at, split(rest).0, umask),
            Err(error) => Err(error),
        };
        match made {
            Err(Errno::NOENT) => {
                let ends = (0..folder.len()).filter(|&place| folder[place] == b'/').chain([folder.len()]);
                for end in ends {
                    make_folder(self.tree.root, &folder[..end], umask)?;
                }
            }
            made => made?,
        }
        folder.clone_into(&mut self.made);
        Ok(())
    }
}

/// Makes a folder unless it exists: when both threads make the same one, the second call finds it.
fn make_folder(at: BorrowedFd<'_>, path: &[u8], umask: Umask) -> Result<()> {
    match rustix::fs::mkdirat(at, path, FOLDER_MODE) {
        Ok(()) if umask == Umask::TooStrict => rustix::fs::chmodat(at, path, FOLDER_MODE, AtFlags::empty()),
        Err(Errno::EXIST) => Ok(()),
        made => made,
    }
}

/// A thread's buffer for listing folders.
pub(super) struct Lister {
    #[cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "only getdents takes a buffer"))]
    buffer: Vec<MaybeUninit<u8>>,
}

impl Lister {
    pub(super) fn new() -> Lister {
        Lister { buffer: vec![MaybeUninit::uninit(); 32 * 1024] }
    }

    /// Calls `each` with the name and type of every entry, in no order.
    #[cfg(target_os = "linux")]
    pub(super) fn list(
        &mut self,
        folder: &OwnedFd,
        mut each: impl FnMut(&[u8], FileType) -> Result<()>,
    ) -> Result<()> {
        let mut entries = rustix::fs::RawDir::new(folder, &mut self.buffer);
        while let Some(entry) = entries.next() {
            let entry = entry?;
            let name = entry.file_name().to_bytes();
            if !matches!(name, b"." | b"..") {
                each(name, known_type(folder, name, entry.file_type())?)?;
            }
        }
        Ok(())
    }

    /// Calls `each` with the name and type of every entry, in no order.
    #[cfg(not(target_os = "linux"))]
    pub fn list(
        &mut self,
        folder: &OwnedFd,
        mut each: impl FnMut(&[u8], FileType) -> Result<()>,
    ) -> Result<()> {
        for entry in rustix::fs::Dir::read_from(folder)? {
            let entry = entry?;
            let name = entry.file_name().to_bytes();
            if !matches!(name, b"." | b"..") {
                each(name, known_type(folder, name, entry.file_type())?)?;
            }
        }
        Ok(())
    }
}

/// Returns the type of an entry, with an extra system call where the file system did not include it in the listing.
fn known_type(folder: &OwnedFd, name: &[u8], listed: FileType) -> Result<FileType> {
    if listed != FileType::Unknown {
        return Ok(listed);
    }
    let found = rustix::fs::statat(folder, name, AtFlags::SYMLINK_NOFOLLOW)?;
    Ok(FileType::from_raw_mode(found.st_mode))
}
