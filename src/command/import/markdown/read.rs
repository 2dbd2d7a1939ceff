//! Reads the files of a folder. Symbolic links are never followed, and everything has a limit.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::error::Error;
use crate::source::read_plain;

/// The largest number of files in a folder.
const MAX_FILES: usize = 50_000;

/// The deepest nesting of folders.
const MAX_DEPTH: usize = 24;

/// The largest text, in bytes.
const MAX_TEXT: u64 = 2 * 1024 * 1024;

/// The largest image, in bytes.
const MAX_IMAGE: u64 = 16 * 1024 * 1024;

/// The files of a folder, by their paths below it.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The texts.
    pub(super) texts: BTreeMap<String, String>,
    /// All other files.
    pub(super) others: BTreeMap<String, PathBuf>,
    /// The files that are not imported, with the reasons.
    pub(super) refused: Vec<(String, String)>,
}

/// Reads the texts of a folder and lists its other files.
pub(super) fn folder(folder: &Path) -> Result<Found, Error> {
    let mut found = Found::default();
    let root = folder.canonicalize().map_err(|error| Error::io("reading", folder, error))?;
    if !root.is_dir() {
        return Err(Error::Refused {
            what: format!("`{}` is no folder", folder.display()),
            help: "give the folder that contains the Markdown files".to_string(),
        });
    }
    let is_hidden = |name: &str| name.starts_with('.') || matches!(name, "node_modules" | "target" | "_site");
    let walk = WalkDir::new(&root).max_depth(MAX_DEPTH).sort_by_file_name().into_iter();
    let walk =
        walk.filter_entry(|entry| entry.depth() == 0 || !is_hidden(&entry.file_name().to_string_lossy()));
    for entry in walk {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().unwrap_or(&root).to_path_buf();
                let source = error.into_io_error().unwrap_or_else(|| std::io::ErrorKind::Other.into());
                return Err(Error::io("reading", &path, source));
            }
        };
        if entry.file_type().is_dir() {
            if entry.depth() == MAX_DEPTH {
                found.refused.push((
                    below(&root, entry.path()),
                    format!("folders are nested more than {MAX_DEPTH} deep"),
                ));
            }
            continue;
        }
        let path = below(&root, entry.path());
        if found.texts.len() + found.others.len() == MAX_FILES {
            return Err(Error::Refused {
                what: format!("`{}` has more than {MAX_FILES} files", folder.display()),
                help: "import its folders one by one".to_string(),
            });
        }
        if entry.path_is_symlink() {
            found.refused.push((path, "symbolic links are not followed".to_string()));
        } else if !entry.file_type().is_file() {
            found.refused.push((path, "it is no regular file".to_string()));
        } else if is_text(&path) {
            match text(entry.path())? {
                Ok(text) => drop(found.texts.insert(path, text)),
                Err(why) => found.refused.push((path, why)),
            }
        } else {
            found.others.insert(path, entry.into_path());
        }
    }
    Ok(found)
}

/// Lists the files of a folder of images, if there is one.
pub(super) fn images(folder: &Path) -> BTreeMap<String, PathBuf> {
    let walk = WalkDir::new(folder)
        .follow_root_links(false)
        .max_depth(MAX_DEPTH)
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok);
    let files = walk.filter(|entry| entry.file_type().is_file() && !entry.path_is_symlink());
    files.take(MAX_FILES).map(|entry| (below(folder, entry.path()), entry.into_path())).collect()
}

/// Reads an image. The error says why it cannot be imported.
pub(super) fn image(path: &Path) -> Result<Result<Vec<u8>, String>, Error> {
    let read = read_plain(path, MAX_IMAGE)?;
    Ok(read.ok_or_else(|| format!("it has more than {} MiB", MAX_IMAGE / 1024 / 1024)))
}

fn is_text(path: &str) -> bool {
    let extension = path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    matches!(extension.as_deref(), Some("md" | "mdx" | "markdown" | "mkd"))
}

fn text(path: &Path) -> Result<Result<String, String>, Error> {
    let Some(bytes) = read_plain(path, MAX_TEXT)? else {
        return Ok(Err(format!("it has more than {} MiB", MAX_TEXT / 1024 / 1024)));
    };
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    Ok(match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.replace("\r\n", "\n").replace('\r', "\n")),
        Err(error) => Err(format!("it is not UTF-8: byte {}", error.valid_up_to() + 1)),
    })
}

fn below(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    below.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}
