//! A folder as the destination of a deploy: that of a web server, or one that another program uploads.
//!
//! Every path is opened component by component below one descriptor, and no symbolic link is followed. A file is written
//! to `.rolebook/` and renamed to its path, so that a reader sees the old or the new one.

use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use rustix::fd::{AsFd as _, OwnedFd};
use rustix::fs::{AtFlags, Dir, FileType, FlockOperation, Mode, OFlags};
use rustix::io::Errno;

use super::destination::{Destination, Found, Stamp, Upload};
use super::record::FOLDER as OWN;
use crate::error::Error;
use crate::publish::content_hash;
use crate::workers;

const DIRECTORY: OFlags =
    OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);
const FILE_MODE: Mode = Mode::from_raw_mode(0o644);
const FOLDER_MODE: Mode = Mode::from_raw_mode(0o755);

/// The name of files that are being written, below `.rolebook/`.
const SENDING: &str = "sending-";

/// A folder that this process has locked.
pub(super) struct Folder {
    path: PathBuf,
    /// `None` if it does not exist and nothing is to be written.
    root: Option<OwnedFd>,
    /// The folder of the lists; its lock is held by this descriptor.
    own: Option<OwnedFd>,
    /// The number of files written.
    written: AtomicU64,
}

impl Folder {
    /// Opens a folder, and makes it unless `is_dry_run`.
    ///
    /// # Errors
    /// [`Error::Remote`] if another deploy to it is running; [`Error::Io`] if it cannot be opened or made.
    pub(super) fn open(path: &Path, is_dry_run: bool) -> Result<Folder, Error> {
        let failed = |errno: Errno| Error::io("opening", path, errno.into());
        let folder = |root, own| Folder { path: path.to_path_buf(), root, own, written: AtomicU64::new(0) };
        if !is_dry_run {
            std::fs::create_dir_all(path).map_err(|error| Error::io("creating", path, error))?;
        }
        // The folder itself may be a link: the user named it.
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let root = match rustix::fs::open(path, flags, Mode::empty()) {
            Err(Errno::NOENT) if is_dry_run => return Ok(folder(None, None)),
            opened => opened.map_err(failed)?,
        };
        if is_dry_run {
            return Ok(folder(Some(root), None));
        }
        let name = OWN.trim_end_matches('/');
        let own = match rustix::fs::openat(&root, name, DIRECTORY, Mode::empty()) {
            Err(Errno::NOENT) => {
                make_folder(&root, name).map_err(failed)?;
                rustix::fs::openat(&root, name, DIRECTORY, Mode::empty())
            }
            opened => opened,
        };
        let own = own.map_err(|errno| Error::io("opening", &path.join(OWN), errno.into()))?;
        match rustix::fs::flock(&own, FlockOperation::NonBlockingLockExclusive) {
            Err(Errno::WOULDBLOCK) => {
                return Err(Error::Remote {
                    what: format!("another deploy to `{}` is running", path.display()),
                    help: "wait for it to finish".to_string(),
                });
            }
            // A network file system without locks.
            Err(Errno::NOLCK | Errno::BADF | Errno::NOSYS | Errno::NOTSUP | Errno::INVAL) => {}
            locked => locked.map_err(|errno| Error::io("locking", path, errno.into()))?,
        }
        remove_unfinished(&own).map_err(failed)?;
        Ok(folder(Some(root), Some(own)))
    }

    fn failed(&self, action: &'static str, path: &str) -> impl Fn(Errno) -> Error {
        let path = self.path.join(path);
        move |errno| Error::io(action, &path, errno.into())
    }

    fn root(&self) -> rustix::io::Result<&OwnedFd> {
        self.root.as_ref().ok_or(Errno::NOENT)
    }

    /// Opens the folder that contains a path; `None` for the top. Makes missing ones if `make`.
    fn parent(&self, path: &str, make: bool) -> rustix::io::Result<Option<OwnedFd>> {
        let root = self.root()?;
        let Some((folders, _)) = path.rsplit_once('/') else { return Ok(None) };
        let mut here: Option<OwnedFd> = None;
        for name in folders.split('/') {
            let at = here.as_ref().unwrap_or(root);
            let opened = match rustix::fs::openat(at, name, DIRECTORY, Mode::empty()) {
                Err(Errno::NOENT) if make => {
                    make_folder(at, name)?;
                    rustix::fs::openat(at, name, DIRECTORY, Mode::empty())
                }
                opened => opened,
            };
            here = Some(opened?);
        }
        Ok(here)
    }

    /// Opens a regular file; `None` if there is nothing at its path, `Some(None)` if there is something else.
    #[allow(clippy::option_option, reason = "three outcomes, told apart where it is called")]
    fn open_file(&self, path: &str) -> rustix::io::Result<Option<Option<File>>> {
        let parent = match self.parent(path, false) {
            Err(Errno::NOENT) => return Ok(None),
            // A file or a link in the place of a folder.
            Err(Errno::NOTDIR | Errno::LOOP) => return Ok(Some(None)),
            parent => parent?,
        };
        let at = parent.as_ref().map_or_else(|| self.root(), Ok)?;
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let file = match rustix::fs::openat(at, name_of(path), flags, Mode::empty()) {
            Err(Errno::NOENT) => return Ok(None),
            Err(Errno::LOOP | Errno::NXIO) => return Ok(Some(None)),
            opened => opened?,
        };
        let is_file = FileType::from_raw_mode(rustix::fs::fstat(&file)?.st_mode).is_file();
        Ok(Some(is_file.then(|| File::from(file))))
    }

    fn write(&self, upload: &Upload<'_>) -> rustix::io::Result<()> {
        let own = self.own.as_ref().ok_or(Errno::NOENT)?;
        let parent = self.parent(upload.path, true)?;
        let at = parent.as_ref().map_or_else(|| self.root(), Ok)?;
        let temporary = format!("{SENDING}{}", self.written.fetch_add(1, Ordering::Relaxed));
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let file = rustix::fs::openat(own, &temporary, flags, FILE_MODE)?;
        // Whatever the umask, a web server can read it.
        let written = rustix::fs::fchmod(&file, FILE_MODE).and_then(|()| {
            File::from(file).write_all(upload.bytes).map_err(|error| errno_of(&error))?;
            rustix::fs::renameat(own, &temporary, at, name_of(upload.path))
        });
        written.inspect_err(|_| {
            let _ = rustix::fs::unlinkat(own, &temporary, AtFlags::empty());
        })
    }

    fn remove(&self, path: &str) -> rustix::io::Result<()> {
        let parent = self.parent(path, false)?;
        let at = parent.as_ref().map_or_else(|| self.root(), Ok)?;
        rustix::fs::unlinkat(at, name_of(path), AtFlags::empty())?;
        // Folders that have become empty. One that has not ends this.
        let mut folder = path;
        while let Some((above, _)) = folder.rsplit_once('/') {
            folder = above;
            let parent = self.parent(folder, false)?;
            let at = parent.as_ref().map_or_else(|| self.root(), Ok)?;
            if rustix::fs::unlinkat(at, name_of(folder), AtFlags::REMOVEDIR).is_err() {
                break;
            }
        }
        Ok(())
    }
}

impl Destination for Folder {
    fn read(&self, path: &str, largest: u64) -> Result<Option<Vec<u8>>, Error> {
        let refuse = |why: &str| {
            Err(Error::Refused {
                what: format!("`{}` {why}", self.path.join(path).display()),
                help: "no deploy wrote it: remove it, or choose another folder".to_string(),
            })
        };
        let file = match self.open_file(path) {
            Ok(Some(Some(file))) => file,
            Ok(Some(None)) => return refuse("is not a regular file"),
            Ok(None) | Err(Errno::NOENT) => return Ok(None),
            Err(errno) => return Err(self.failed("opening", path)(errno)),
        };
        let mut bytes = Vec::new();
        file.take(largest + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| Error::io("reading", &self.path.join(path), error))?;
        if bytes.len() as u64 > largest { refuse("is too large") } else { Ok(Some(bytes)) }
    }

    fn find(&self, path: &str) -> Result<Found, Error> {
        let mut file = match self.open_file(path) {
            Ok(Some(Some(file))) => file,
            Ok(Some(None)) => return Ok(Found::Foreign),
            Ok(None) | Err(Errno::NOENT) => return Ok(Found::Nothing),
            Err(errno) => return Err(self.failed("reading", path)(errno)),
        };
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(|error| Error::io("reading", &self.path.join(path), error))?;
        Ok(Found::File(Stamp { content: content_hash(&bytes), bytes: bytes.len() as u64, headers: 0 }))
    }

    fn is_empty(&self) -> Result<bool, Error> {
        let Some(root) = &self.root else { return Ok(true) };
        let failed = self.failed("listing", "");
        let entries = Dir::read_from(root).map_err(&failed)?;
        for entry in entries {
            let entry = entry.map_err(&failed)?;
            let name = entry.file_name().to_bytes();
            if !matches!(name, b"." | b"..") && name != OWN.trim_end_matches('/').as_bytes() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn put(&self, upload: &Upload<'_>) -> Result<(), Error> {
        self.write(upload).map_err(self.failed("writing", upload.path))
    }

    fn delete(&self, path: &str) -> Result<(), Error> {
        match self.remove(path) {
            Err(Errno::NOENT) => Ok(()),
            removed => removed.map_err(self.failed("removing", path)),
        }
    }

    fn sync(&self) -> Result<(), Error> {
        let Some(root) = &self.root else { return Ok(()) };
        crate::publish::sync(root.as_fd()).map_err(self.failed("writing", ""))
    }

    // The lock does it.
    fn claim(&self) -> Result<(), Error> {
        Ok(())
    }

    fn is_claimed(&self) -> bool {
        true
    }

    fn release(&self) -> Result<(), Error> {
        Ok(())
    }

    fn stores_headers(&self) -> bool {
        false
    }

    fn marks_files(&self) -> bool {
        false
    }

    fn connections(&self) -> usize {
        workers::count()
    }
}

fn name_of(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

fn errno_of(error: &io::Error) -> Errno {
    Errno::from_io_error(error).unwrap_or(Errno::IO)
}

/// Makes a folder that a web server can enter, whatever the umask. Another thread may make it at the same time.
fn make_folder(at: &OwnedFd, name: &str) -> rustix::io::Result<()> {
    match rustix::fs::mkdirat(at, name, FOLDER_MODE) {
        Ok(()) => rustix::fs::chmodat(at, name, FOLDER_MODE, AtFlags::empty()),
        Err(Errno::EXIST) => Ok(()),
        Err(errno) => Err(errno),
    }
}

/// Removes files that a killed deploy was writing.
fn remove_unfinished(own: &OwnedFd) -> rustix::io::Result<()> {
    for entry in Dir::read_from(own)? {
        let entry = entry?;
        if entry.file_name().to_bytes().starts_with(SENDING.as_bytes()) {
            rustix::fs::unlinkat(own, entry.file_name(), AtFlags::empty())?;
        }
    }
    Ok(())
}
