//! Files of a site that are in memory already, such as those of a Git revision, under the rules for a folder.

use std::collections::BTreeSet;

use super::walk::{self, EntryKind};
use super::{Area, SourceFile, Sources, file};
use crate::diagnostic::Diagnostic;

/// A file of a tree, by its path below the root of the site.
#[derive(Debug)]
pub struct TreeEntry {
    /// The path, with `/` between folders.
    pub path: Vec<u8>,
    /// The file itself.
    pub content: TreeContent,
}

/// The content of an entry of a tree.
#[derive(Debug)]
pub enum TreeContent {
    /// The bytes of a regular file.
    File(Vec<u8>),
    /// A regular file that is larger than [`Area::largest`], and was not read.
    Large,
    /// A symbolic link.
    Link,
    /// Something else, such as a submodule.
    Other,
}

/// Returns the sources that [`read`](super::read) would return for a folder with these files.
pub fn from_tree(entries: Vec<TreeEntry>) -> (Sources, Vec<Diagnostic>) {
    let mut sources = Sources::with_builtin();
    let (mut diagnostics, mut folders) = (Vec::new(), BTreeSet::new());
    for TreeEntry { path, content } in entries {
        let name = String::from_utf8_lossy(&path).into_owned();
        let Some(area) = Area::of(&name) else { continue };
        if walk::is_editor_path(&name) {
            continue;
        }
        let ends = name.match_indices('/').map(|(end, _)| end);
        for folder in ends.map(|end| &name[..end]).filter(|folder| folder.contains('/')) {
            if folders.insert(folder.to_string()) {
                diagnostics.extend(walk::refuse(area, folder, true, EntryKind::Folder));
            }
        }
        let kind = match content {
            TreeContent::File(_) | TreeContent::Large => EntryKind::File,
            TreeContent::Link => EntryKind::Link,
            TreeContent::Other => EntryKind::Other,
        };
        if let Some(refused) = walk::refuse(area, &name, std::str::from_utf8(&path).is_ok(), kind) {
            diagnostics.push(refused);
            continue;
        }
        if let TreeContent::File(bytes) = content {
            let (file, mut own) = SourceFile::new(area, name.into(), bytes);
            diagnostics.append(&mut own);
            sources.put([file]);
        } else {
            diagnostics.push(file::too_large_file(area, &name));
        }
    }
    (sources, diagnostics)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// Every file below a folder, as a tree.
    fn tree(root: &Path) -> Vec<TreeEntry> {
        let files = Area::ALL.into_iter().flat_map(|area| walkdir::WalkDir::new(root.join(area.folder())));
        let files = files.map(|entry| entry.expect("an entry")).filter(|entry| !entry.file_type().is_dir());
        let entry = |entry: walkdir::DirEntry| {
            let path = entry.path().strip_prefix(root).expect("below").to_str().expect("UTF-8").to_string();
            let content = if entry.file_type().is_symlink() {
                TreeContent::Link
            } else {
                let bytes = std::fs::read(entry.path()).expect("a file");
                let largest = Area::of(&path).expect("an area").largest(&path);
                if bytes.len() as u64 > largest { TreeContent::Large } else { TreeContent::File(bytes) }
            };
            TreeEntry { path: path.into_bytes(), content }
        };
        files.map(entry).collect()
    }

    fn assert_equals_the_folder(root: &Path) {
        let (from_tree, mut tree_diagnostics) = from_tree(tree(root));
        let (read, mut diagnostics) = super::super::read(root);
        diagnostics.sort();
        tree_diagnostics.sort();
        assert_eq!((from_tree.hash(), tree_diagnostics), (read.hash(), diagnostics));
    }

    #[test]
    fn a_tree_follows_the_rules_of_a_folder() {
        assert_equals_the_folder(Path::new(env!("CARGO_MANIFEST_DIR")));
        let folder = tempfile::TempDir::new().expect("a folder");
        let large = "x".repeat(300 * 1024);
        for (path, text) in [
            ("content/articles/a.md", "text"),
            ("content/articles/large.md", &large),
            ("content/articles/.a.md.swp", "swap"),
            ("content/.hidden/a.md", "hidden"),
            ("content/folder.md/a.md", "a folder like a file"),
            ("content/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q.md", "deep"),
            ("static/.env", "secret"),
            ("static/a\u{1}b.png", "control"),
        ] {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, text).expect("a file");
        }
        std::os::unix::fs::symlink("/dev/zero", folder.path().join("content/link.md")).expect("a link");
        std::fs::create_dir(folder.path().join("templates")).expect("a folder");
        assert_equals_the_folder(folder.path());
    }
}
