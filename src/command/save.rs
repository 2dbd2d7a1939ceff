//! Writing files of a site on behalf of the author: a new file never overwrites another, a change is atomic, and
//! symbolic links are not followed.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::source::read_plain;

/// Creates a file and its missing folders; fails if it exists. `path` is below `root`.
pub(super) fn create(root: &Path, path: &str, text: &[u8]) -> Result<(), Error> {
    let target = root.join(path);
    let folder = parent(root, path)?;
    fs::create_dir_all(&folder).map_err(|error| Error::io("creating", &folder, error))?;
    let written = write_temporary(&target, text)?;
    // A hard link, because it fails if the name is taken.
    let linked = fs::hard_link(&written, &target);
    let _ = fs::remove_file(&written);
    match linked {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(already_exists(path)),
        Err(error) => Err(Error::io("creating", &target, error)),
    }
}

/// Replaces a file whose bytes were `before`. Refuses if it has changed in the meantime.
pub(super) fn replace(root: &Path, path: &str, before: &[u8], text: &[u8]) -> Result<(), Error> {
    let target = root.join(path);
    parent(root, path)?;
    let written = write_temporary(&target, text)?;
    let done = (|| {
        // A file that cannot be read within this size has changed.
        let now = read_plain(&target, before.len() as u64).ok().flatten();
        if now.as_deref() != Some(before) {
            return Err(Error::Refused {
                what: format!("`{path}` changed while it was being edited"),
                help: "nothing was written to it; run the command again".to_string(),
            });
        }
        let mode = fs::metadata(&target).map_err(|error| Error::io("reading", &target, error))?.permissions();
        fs::set_permissions(&written, mode).map_err(|error| Error::io("writing", &written, error))?;
        fs::rename(&written, &target).map_err(|error| Error::io("writing", &target, error))
    })();
    if done.is_err() {
        let _ = fs::remove_file(&written);
    }
    done
}

/// The differences between a file's bytes and its normalised text: byte order mark and line endings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Layout {
    mark: bool,
    carriage_returns: bool,
}

impl Layout {
    /// Detects the layout of a file; `None` when `text` cannot be converted back to these bytes, as with mixed line
    /// endings.
    pub(super) fn of(bytes: &[u8], text: &str) -> Option<Layout> {
        let layout =
            Layout { mark: bytes.starts_with(b"\xef\xbb\xbf"), carriage_returns: bytes.contains(&b'\r') };
        (layout.bytes(text) == bytes).then_some(layout)
    }

    /// Converts a text to bytes in this layout.
    pub(super) fn bytes(self, text: &str) -> Vec<u8> {
        let mark = if self.mark { "\u{feff}" } else { "" };
        let text = if self.carriage_returns { text.replace('\n', "\r\n") } else { text.to_string() };
        [mark, &text].concat().into_bytes()
    }
}

/// Returns the error that a file already exists.
pub(super) fn already_exists(path: &str) -> Error {
    Error::Refused {
        what: format!("`{path}` already exists"),
        help: "it was not changed; choose another name, or edit it".to_string(),
    }
}

/// Returns the folder of a file; refuses if a part of it below `root` is a symbolic link.
fn parent(root: &Path, path: &str) -> Result<PathBuf, Error> {
    let mut folder = root.to_path_buf();
    let above = Path::new(path).parent().unwrap_or(Path::new(""));
    for name in above.components() {
        folder.push(name);
        if is_link(&folder) {
            return Err(Error::Refused {
                what: format!("`{}` is a symbolic link", folder.display()),
                help: "files are only written into plain folders of the site".to_string(),
            });
        }
    }
    Ok(folder)
}

fn is_link(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink())
}

/// Writes a temporary file, whose name the reader of sources ignores, and syncs it to the disk.
fn write_temporary(target: &Path, text: &[u8]) -> Result<PathBuf, Error> {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let path = target.with_file_name(format!(".{name}.{}~", std::process::id()));
    let failed = |error| {
        let _ = fs::remove_file(&path);
        Error::io("writing", &path, error)
    };
    let mut file: File = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&path)
        .map_err(|error| Error::io("writing", &path, error))?;
    file.write_all(text).and_then(|()| file.sync_all()).map_err(failed)?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_file_never_overwrites_another_and_leaves_no_temporary_file() {
        let folder = tempfile::TempDir::new().expect("a folder");
        create(folder.path(), "a/b.md", b"one").expect("it is new");
        assert!(matches!(create(folder.path(), "a/b.md", b"two"), Err(Error::Refused { .. })));
        assert_eq!(fs::read(folder.path().join("a/b.md")).expect("a file"), b"one");
        assert_eq!(fs::read_dir(folder.path().join("a")).expect("a folder").count(), 1);
    }

    #[test]
    fn a_file_that_changed_in_the_meantime_is_not_overwritten() {
        let folder = tempfile::TempDir::new().expect("a folder");
        create(folder.path(), "a.md", b"one").expect("it is new");
        assert!(matches!(replace(folder.path(), "a.md", b"none", b"two"), Err(Error::Refused { .. })));
        assert_eq!(fs::read(folder.path().join("a.md")).expect("a file"), b"one");
        replace(folder.path(), "a.md", b"one", b"two").expect("it is as it was read");
        assert_eq!(fs::read(folder.path().join("a.md")).expect("a file"), b"two");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    #[test]
    fn symbolic_links_are_not_followed() {
        let (folder, outside) =
            (tempfile::TempDir::new().expect("a folder"), tempfile::TempDir::new().expect("a folder"));
        std::os::unix::fs::symlink(outside.path(), folder.path().join("content")).expect("a link");
        assert!(matches!(create(folder.path(), "content/a.md", b"one"), Err(Error::Refused { .. })));
        assert_eq!(fs::read_dir(outside.path()).expect("a folder").count(), 0);
    }

    #[test]
    fn byte_order_mark_and_crlf_are_preserved() {
        let bytes = b"\xef\xbb\xbfa\r\nb\r\n";
        let layout = Layout::of(bytes, "a\nb\n").expect("all its lines end alike");
        assert_eq!(layout.bytes("a\nc\nb\n"), b"\xef\xbb\xbfa\r\nc\r\nb\r\n");
        assert_eq!(Layout::of(b"a\r\nb\n", "a\nb\n"), None);
    }
}
