//! Checks which folders may be an output at all.
//!
//! The output's content is not read here: the manifest says whether its files are ours.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Component, Path, PathBuf};

use crate::error::Error;

/// The folders of a project that an output must not touch.
#[derive(Clone, Copy, Debug)]
pub struct Protected<'p> {
    /// The site's root: the output may lie inside it, but must not be it or contain it.
    pub root: &'p Path,
    /// Folders with an author's files (`content`, `templates`, `static`, `.git` …), existing or not: the output must
    /// not be one, contain one, or lie inside one.
    pub sources: &'p [PathBuf],
}

/// An output's location in the file system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// As the caller wrote it, for messages.
    pub shown: PathBuf,
    /// Absolute and without links.
    pub path: PathBuf,
    /// The output's deepest existing ancestor. The staging folder is made here.
    pub beside: PathBuf,
    /// The path from `beside` to the output; more than one component when the output's parent is missing.
    pub parts: Vec<OsString>,
    pub exists: bool,
}

impl Target {
    /// Resolves the path without changing anything.
    ///
    /// # Errors
    /// [`Error::Refused`] for a link, a file, or a path below a file; [`Error::Io`] when the path cannot be resolved.
    pub(super) fn resolve(shown: &Path) -> Result<Target, Error> {
        let refuse = |what: &str| Err(refusal(shown, what, "choose a folder of its own with --output"));
        if shown.as_os_str().is_empty() {
            return refuse("names no folder");
        }
        let absolute = std::path::absolute(shown).map_err(|source| Error::io("resolving", shown, source))?;
        let mut beside = PathBuf::from("/");
        let mut parts: Vec<OsString> = Vec::new();
        let mut components = absolute.components().peekable();
        while let Some(component) = components.next() {
            let name = match component {
                Component::Normal(name) => name,
                Component::ParentDir => {
                    if parts.pop().is_none() {
                        beside.pop();
                    }
                    continue;
                }
                Component::RootDir | Component::CurDir | Component::Prefix(_) => continue,
            };
            let here = beside.join(name);
            let found = if parts.is_empty() { fs::symlink_metadata(&here).map(Some) } else { Ok(None) };
            match found {
                Ok(None) => parts.push(name.to_owned()),
                Err(error) if error.kind() == io::ErrorKind::NotFound => parts.push(name.to_owned()),
                Err(source) => return Err(Error::io("reading", &here, source)),
                Ok(Some(found)) if found.is_symlink() => {
                    if components.peek().is_none() {
                        return refuse("is a symbolic link");
                    }
                    beside = here.canonicalize().map_err(|source| Error::io("resolving", &here, source))?;
                    if !beside.is_dir() {
                        return refuse("lies below a file");
                    }
                }
                Ok(Some(found)) if found.is_dir() => beside = here,
                Ok(Some(_)) if components.peek().is_none() => return refuse("is a file"),
                Ok(Some(_)) => return refuse("lies below a file"),
            }
        }
        let exists = parts.is_empty();
        if exists {
            let Some(name) = beside.file_name().map(ToOwned::to_owned) else {
                return refuse("is the root of the file system");
            };
            parts.push(name);
            beside.pop();
        }
        let path = beside.join(parts.iter().collect::<PathBuf>());
        Ok(Target { shown: shown.to_owned(), path, beside, parts, exists })
    }

    /// # Errors
    /// [`Error::Refused`] when publishing here could harm something that is not a published site.
    pub(super) fn keep_clear_of(&self, protected: &Protected<'_>) -> Result<(), Error> {
        let inside = "choose a folder of its own with --output, for example `dist` in the site's root";
        let refuse = |what: &str| Err(refusal(&self.shown, what, inside));
        if let Some(home) = std::env::home_dir().filter(|home| home.is_absolute())
            && self.is_or_holds(&real(&home))
        {
            return refuse("is or holds the home directory");
        }
        let version_control = [".git", ".hg", ".svn", ".jj"];
        if self.path.iter().any(|part| version_control.iter().any(|name| part == *name)) {
            return refuse("lies inside a version control folder");
        }
        if self.is_or_holds(&real(protected.root)) {
            return refuse("is or holds the site's root");
        }
        for source in protected.sources {
            let real = real(source);
            if self.is_or_holds(&real) {
                return refuse(&format!(
                    "is or holds `{}`, which is not to be overwritten",
                    source.display()
                ));
            }
            if self.is_inside(&real) {
                return refuse(&format!("lies inside `{}`, which holds sources", source.display()));
            }
        }
        if self.exists && device(&self.path) != device(&self.beside) {
            return Err(refusal(
                &self.shown,
                "is a mount point and cannot be exchanged for another folder",
                "choose a folder inside it with --output",
            ));
        }
        Ok(())
    }

    /// Compares by path and, to cover bind mounts and case-insensitive systems, by inode.
    fn is_or_holds(&self, other: &Path) -> bool {
        let own = identity(&self.path);
        other.starts_with(&self.path)
            || own.is_some() && other.ancestors().any(|folder| identity(folder) == own)
    }

    fn is_inside(&self, other: &Path) -> bool {
        let its = identity(other);
        self.path.starts_with(other)
            || its.is_some() && self.path.ancestors().any(|folder| identity(folder) == its)
    }
}

/// Returns an [`Error::Refused`] about an output.
pub(super) fn refusal(output: &Path, what: &str, help: &str) -> Error {
    Error::Refused { what: format!("the output `{}` {what}", output.display()), help: help.to_owned() }
}

/// Resolves all links of a path whose last components need not exist.
fn real(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    for folder in absolute.ancestors() {
        if let (Ok(real), Ok(rest)) = (folder.canonicalize(), absolute.strip_prefix(folder)) {
            // Joining an empty rest would append a slash to the path.
            return if rest.as_os_str().is_empty() { real } else { real.join(rest) };
        }
    }
    absolute
}

fn identity(path: &Path) -> Option<(u64, u64)> {
    fs::symlink_metadata(path).ok().map(|found| (found.dev(), found.ino()))
}

fn device(path: &Path) -> Option<u64> {
    identity(path).map(|(device, _)| device)
}
