//! The baseline: a minimal program that writes all files from memory. It shows how much of a build's time is the
//! system's.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::measure::files;

/// A tree in memory. If it does not fit, only paths and lengths are kept, and other bytes of the same length are
/// written.
pub(crate) struct Tree {
    files: Vec<(PathBuf, Vec<u8>, usize)>,
    blank: Vec<u8>,
}

/// The size limit of a tree held in memory, in bytes.
const LARGEST: u64 = 2 << 30;

impl Tree {
    /// Reads a published site.
    pub(crate) fn read(root: &Path) -> io::Result<Tree> {
        let listed = files(root)?;
        let held = listed.iter().map(|(_, length)| length).sum::<u64>() <= LARGEST;
        let mut tree = Tree { files: Vec::with_capacity(listed.len()), blank: Vec::new() };
        for (path, length) in listed {
            let length = usize::try_from(length).expect("invariant: a file fits into memory");
            let bytes = if held { fs::read(root.join(&path))? } else { Vec::new() };
            if !held && length > tree.blank.len() {
                tree.blank.resize(length, b'x');
            }
            tree.files.push((path, bytes, length));
        }
        Ok(tree)
    }

    pub(crate) fn len(&self) -> usize {
        self.files.len()
    }

    /// The total size in megabytes.
    pub(crate) fn megabytes(&self) -> f64 {
        megabytes(self.files.iter().map(|(_, _, length)| *length as u64).sum())
    }

    /// Writes the tree into a new folder, with two threads.
    pub(crate) fn write(&self, root: &Path) -> io::Result<()> {
        const TURN: usize = 256;
        fs::create_dir_all(root)?;
        let next = AtomicUsize::new(0);
        let work = || -> io::Result<()> {
            let mut made = PathBuf::new();
            loop {
                let begin = next.fetch_add(TURN, Ordering::Relaxed);
                let Some(turn) = self.files.get(begin..self.files.len().min(begin + TURN)) else {
                    return Ok(());
                };
                for (path, bytes, length) in turn {
                    let path = root.join(path);
                    let folder = path.parent().expect("invariant: a file lies in a folder");
                    if folder != made {
                        match fs::create_dir(folder) {
                            Ok(()) => {}
                            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                            Err(_) => fs::create_dir_all(folder)?,
                        }
                        folder.clone_into(&mut made);
                    }
                    fs::write(&path, if bytes.is_empty() { &self.blank[..*length] } else { bytes })?;
                }
            }
        };
        thread::scope(|scope| {
            let second = scope.spawn(work);
            work()?;
            second.join().expect("invariant: writing a file does not panic")
        })
    }
}

/// Converts bytes to megabytes (10⁶ bytes).
pub(crate) fn megabytes(bytes: u64) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "far below 2^53")]
    let bytes = bytes as f64;
    bytes / 1e6
}
