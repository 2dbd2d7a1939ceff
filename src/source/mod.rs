//! What comes in: the folder of a site. What goes out: [`Sources`], every file that counts, as it was at one
//! moment, with the hash of its bytes. It never knows what a file means; and it deliberately never follows a
//! symbolic link, so that a pull request cannot show what lies outside of the repository.

mod builtin;
mod conflict;
mod file;
mod folder;
mod image;
mod statics;
mod walk;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

pub use builtin::{built_in_text, is_built_in};
pub use file::{SourceFile, code_of, hash, read_plain};
pub use folder::{Folder, Scan};
pub use image::ImageSize;
pub(crate) use statics::{media_type, review_code};
pub use walk::Area;

use crate::diagnostic::Diagnostic;
use crate::workers;
use walk::FoundFile;

/// Every file of a site at one moment. Cheap to clone; sorted by path.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Arc<BTreeMap<Arc<str>, SourceFile>>,
}

/// A file that is published as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaticFile {
    /// Its path on the site.
    pub path: String,
    /// How large it is shown, if it is an image.
    pub image: Option<ImageSize>,
}

impl Sources {
    /// The built-in files, which those of a site replace one by one.
    fn with_builtin() -> Sources {
        let mut sources = Sources::default();
        sources.put(builtin::files());
        sources
    }

    /// With these files, new or in the place of others.
    fn put(&mut self, files: impl IntoIterator<Item = SourceFile>) {
        Arc::make_mut(&mut self.files).extend(files.into_iter().map(|file| (Arc::clone(&file.path), file)));
    }

    /// Without a file, and with the built-in one of the same name if there is one.
    fn remove(&mut self, path: &str, built_in: &Sources) {
        let files = Arc::make_mut(&mut self.files);
        match built_in.files.get_key_value(path) {
            Some((path, file)) => drop(files.insert(Arc::clone(path), file.clone())),
            None => drop(files.remove(path)),
        }
    }

    /// The files in order of their paths. One that holds what no text should is not among them.
    pub fn files(&self) -> impl Iterator<Item = &SourceFile> {
        self.files.values().filter(|file| file.sound)
    }

    /// The files of one of the three folders, in order of their paths.
    pub fn area(&self, area: Area) -> impl Iterator<Item = &SourceFile> {
        self.files().filter(move |file| file.area == area)
    }

    /// The files that are published as they are, in order of their paths.
    pub fn static_files(&self) -> Vec<StaticFile> {
        let prefix = Area::Static.folder().len() + 1;
        let files = self.area(Area::Static);
        files.map(|file| StaticFile { path: file.path[prefix..].to_string(), image: file.image }).collect()
    }

    /// A file by its path below the root.
    pub fn get(&self, path: &str) -> Option<&SourceFile> {
        self.files.get(path).filter(|file| file.sound)
    }

    /// The text of a file, sound or not, for drawing a diagnostic.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path).and_then(SourceFile::text)
    }

    /// One hash over the paths and bytes of the site's own files: equal hashes, equal site.
    pub fn hash(&self) -> u128 {
        combined_hash(self.files().filter(|file| !file.built_in).map(|file| (&*file.path, file.hash)))
    }

    /// One hash over the paths and bytes of all files of one folder, built-in ones included.
    pub fn hash_of(&self, area: Area) -> u128 {
        combined_hash(self.area(area).map(|file| (&*file.path, file.hash)))
    }

    /// These files and one more, or another in the place of one of them; and what is wrong with it.
    pub fn with(mut self, path: &str, bytes: Vec<u8>) -> (Sources, Vec<Diagnostic>) {
        let Some(area) = Area::of(path) else { return (self, Vec::new()) };
        let (file, found) = SourceFile::new(area, path.into(), bytes);
        self.put(file);
        (self, found)
    }

    /// Builds sources from texts, for tests and for stages that are tried without a folder.
    pub fn from_texts<'t>(texts: impl IntoIterator<Item = (&'t str, &'t str)>) -> (Sources, Vec<Diagnostic>) {
        let mut sources = Sources::with_builtin();
        let mut diagnostics = Vec::new();
        for (path, text) in texts {
            let mut found;
            (sources, found) = sources.with(path, text.as_bytes().to_vec());
            diagnostics.append(&mut found);
        }
        (sources, diagnostics)
    }
}

/// Reads the three folders of the site at `root`, over the built-in templates and static files.
///
/// What an author can mend, an unreadable file included, is a diagnostic, and the file is left out.
pub fn read(root: &Path) -> (Sources, Vec<Diagnostic>) {
    let (found, mut diagnostics) = walk::walk(root);
    let read = workers::map(found.len(), 64, |n| {
        let FoundFile { area, path } = &found[n];
        file::read(root, *area, path)
    });
    let mut sources = Sources::with_builtin();
    for (file, mut found) in read {
        diagnostics.append(&mut found);
        sources.put(file);
    }
    (sources, diagnostics)
}

/// The hash that [`Sources::hash`] gives after [`read`], without keeping the files: what a build looks at first. `None`
/// when a file cannot be read, or does not belong there.
pub fn hash_only(root: &Path) -> Option<u128> {
    let (mut found, diagnostics) = walk::walk(root);
    if !diagnostics.is_empty() {
        return None;
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    let each = |chunks: &workers::Chunks| {
        let (mut buffer, mut hashes) = (Vec::new(), Vec::new());
        while let Some(range) = chunks.take() {
            hashes.extend(
                range.map(|n| (n, file::hash_only(root, found[n].area, &found[n].path, &mut buffer))),
            );
        }
        hashes
    };
    let mut hashes: Vec<(usize, Option<u128>)> =
        workers::run(found.len(), 64, each, |_| {}).into_iter().flatten().collect();
    hashes.sort_unstable_by_key(|(n, _)| *n);
    if hashes.iter().any(|(_, hash)| hash.is_none()) {
        return None;
    }
    Some(combined_hash(
        hashes.into_iter().map(|(n, hash)| (found[n].path.as_str(), hash.unwrap_or_default())),
    ))
}

/// One hash over paths and the hashes of files, in order of the paths.
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
    fn a_glance_sees_what_reading_sees() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let (sources, found) = read(root);
        assert!(found.is_empty(), "{found:?}");
        assert_eq!(hash_only(root), Some(sources.hash()));
    }
}
