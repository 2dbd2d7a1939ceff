//! Reads the folder of a site into [`Sources`]: every file at one moment, with the hash of its bytes. File contents
//! are not interpreted here. Symbolic links are never followed, so that a pull request cannot publish files from
//! outside the repository.

mod builtin;
mod conflict;
mod file;
mod folder;
mod image;
mod statics;
mod tree;
mod walk;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use builtin::{built_in_files, built_in_template, built_in_text, is_built_in};
pub use file::{SourceFile, code_of, hash, read_plain};
pub use folder::{Folder, Scan};
pub use image::ImageSize;
pub(crate) use statics::{Approval, declared_hosts, media_type, required_approval};
pub use tree::{TreeContent, TreeEntry, from_tree};
pub use walk::Area;

use crate::diagnostic::Diagnostic;
use crate::workers;
use walk::FoundFile;

/// Every file of a site at one moment, sorted by path. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Arc<BTreeMap<Arc<str>, SourceFile>>,
}

/// A file of `static/`: published as it is, except a drawing, which is sanitised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaticFile {
    /// Its path on the site.
    pub path: String,
    /// Its displayed size, if it is an image.
    pub image: Option<ImageSize>,
}

impl Sources {
    /// Creates sources that hold only the built-in files, which those of a site override.
    fn with_builtin() -> Sources {
        let mut sources = Sources::default();
        sources.put(builtin::files());
        sources
    }

    /// Adds or replaces files.
    fn put(&mut self, files: impl IntoIterator<Item = SourceFile>) {
        Arc::make_mut(&mut self.files).extend(files.into_iter().map(|file| (Arc::clone(&file.path), file)));
    }

    /// Removes a file and restores the built-in one of the same path, if any.
    fn remove(&mut self, path: &str, built_in: &Sources) {
        let files = Arc::make_mut(&mut self.files);
        match built_in.files.get_key_value(path) {
            Some((path, file)) => drop(files.insert(Arc::clone(path), file.clone())),
            None => drop(files.remove(path)),
        }
    }

    /// The files without errors, in order of their paths.
    pub fn files(&self) -> impl Iterator<Item = &SourceFile> {
        self.files.values().filter(|file| file.sound)
    }

    /// The files of one folder, in order of their paths.
    pub fn area(&self, area: Area) -> impl Iterator<Item = &SourceFile> {
        self.files().filter(move |file| file.area == area)
    }

    /// The files of `static/`, in order of their paths.
    pub fn static_files(&self) -> Vec<StaticFile> {
        let prefix = Area::Static.folder().len() + 1;
        let files = self.area(Area::Static);
        files.map(|file| StaticFile { path: file.path[prefix..].to_string(), image: file.image }).collect()
    }

    /// Returns a file without errors by its path below the root.
    pub fn get(&self, path: &str) -> Option<&SourceFile> {
        self.files.get(path).filter(|file| file.sound)
    }

    /// The text of a file, with or without errors, for showing diagnostics.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path).and_then(SourceFile::text)
    }

    /// A hash over the paths and bytes of the site's own files, without the built-in ones.
    pub fn hash(&self) -> u128 {
        combined_hash(self.files().filter(|file| !file.built_in).map(|file| (&*file.path, file.hash)))
    }

    /// A hash over the paths and bytes of all files of a folder, including built-in ones.
    pub fn hash_of(&self, area: Area) -> u128 {
        combined_hash(self.area(area).map(|file| (&*file.path, file.hash)))
    }

    /// Adds or replaces one file. Returns the new sources and the file's diagnostics.
    pub fn with(mut self, path: &str, bytes: Vec<u8>) -> (Sources, Vec<Diagnostic>) {
        let Some(area) = Area::of(path) else { return (self, Vec::new()) };
        let (file, diagnostics) = SourceFile::new(area, path.into(), bytes);
        self.put([file]);
        (self, diagnostics)
    }

    /// Removes one file. A built-in file of the same path takes its place.
    pub fn without(mut self, path: &str) -> Sources {
        self.remove(path, &Sources::with_builtin());
        self
    }

    /// Creates sources from texts, for tests and for stages that run without a folder.
    pub fn from_texts<'t>(texts: impl IntoIterator<Item = (&'t str, &'t str)>) -> (Sources, Vec<Diagnostic>) {
        let mut sources = Sources::with_builtin();
        let mut diagnostics = Vec::new();
        for (path, text) in texts {
            let mut own;
            (sources, own) = sources.with(path, text.as_bytes().to_vec());
            diagnostics.append(&mut own);
        }
        (sources, diagnostics)
    }
}

/// Reads the three folders of the site at `root`, on top of the built-in templates and static files.
///
/// Everything that an author can fix, including an unreadable file, is a diagnostic, and the file is left out.
pub fn read(root: &Path) -> (Sources, Vec<Diagnostic>) {
    let (files, mut diagnostics) = walk::walk(root);
    let read = workers::map(files.len(), 64, |n| {
        let FoundFile { area, path } = &files[n];
        file::read(root, *area, path)
    });
    let mut sources = Sources::with_builtin();
    for (file, mut own) in read {
        diagnostics.append(&mut own);
        sources.put(file);
    }
    (sources, diagnostics)
}

/// Returns `true` if a folder is that of a site.
fn is_site(folder: &Path) -> bool {
    folder.join("content/site.yaml").is_file()
}

/// Returns the folder of the site that contains a file: the nearest above it.
pub fn site_of(file: &Path) -> Option<PathBuf> {
    file.ancestors().skip(1).find(|folder| is_site(folder)).map(Path::to_path_buf)
}

/// Returns the folders of the sites in a folder: itself, or those directly in it, sorted.
pub fn sites_in(folder: &Path) -> Vec<PathBuf> {
    if is_site(folder) {
        return vec![folder.to_path_buf()];
    }
    let entries = folder.read_dir().into_iter().flatten().filter_map(Result::ok);
    let mut sites: Vec<PathBuf> =
        entries.map(|entry| entry.path()).filter(|folder| is_site(folder)).collect();
    sites.sort();
    sites
}

/// Returns the value of [`Sources::hash`] after [`read`] without keeping the files, so that a build can detect that
/// nothing changed. `None` if a file cannot be read or does not belong in the site.
pub fn hash_only(root: &Path) -> Option<u128> {
    let (mut files, diagnostics) = walk::walk(root);
    if !diagnostics.is_empty() {
        return None;
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let each = |chunks: &workers::Chunks| {
        let (mut buffer, mut hashes) = (Vec::new(), Vec::new());
        while let Some(range) = chunks.take() {
            hashes.extend(
                range.map(|n| (n, file::hash_only(root, files[n].area, &files[n].path, &mut buffer))),
            );
        }
        hashes
    };
    let mut hashes: Vec<(usize, Option<u128>)> =
        workers::run(files.len(), 64, each, |_| {}).into_iter().flatten().collect();
    hashes.sort_unstable_by_key(|(n, _)| *n);
    if hashes.iter().any(|(_, hash)| hash.is_none()) {
        return None;
    }
    Some(combined_hash(
        hashes.into_iter().map(|(n, hash)| (files[n].path.as_str(), hash.unwrap_or_default())),
    ))
}

/// A hash over paths and file hashes, in the given order.
fn combined_hash<'f>(files: impl Iterator<Item = (&'f str, u128)>) -> u128 {
    let mut text = Vec::new();
    for (path, hash) in files {
        text.extend_from_slice(path.as_bytes());
        text.push(0);
        text.extend_from_slice(&hash.to_le_bytes());
    }
    file::hash(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hash_only_equals_the_hash_after_reading() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let (sources, diagnostics) = read(root);
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        assert_eq!(hash_only(root), Some(sources.hash()));
    }
}
