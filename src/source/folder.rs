//! Incremental scanning of a site's folder. Between scans, every file is kept with its metadata, so that only files
//! that may have changed are read again. The bytes decide whether a file changed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::Metadata;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::walk::{self, EntryKind, FoundFile};
use super::{Area, SourceFile, Sources, file};
use crate::diagnostic::Diagnostic;
use crate::workers;

/// The reason for a scan.
#[derive(Debug, Clone, Copy)]
pub enum Scan<'l> {
    /// A file system event named these paths, relative to the root.
    Named(&'l BTreeSet<String>),
    /// Anything may have changed. Files with unchanged metadata are not read.
    All,
    /// Like `All`, while idle: files that were read only once since their last change are read again, because a file
    /// can change twice within one tick of the clock behind its timestamps.
    Idle,
}

/// A site's folder and the result of its last scan.
pub struct Folder {
    /// The path that was given.
    path: PathBuf,
    /// The folder to which the path last resolved.
    root: PathBuf,
    identity: Option<(u64, u64)>,
    built_in: Sources,
    sources: Sources,
    known: BTreeMap<Arc<str>, CachedFile>,
    /// The diagnostics about file names and types.
    rejected: Vec<Diagnostic>,
    /// Files that are open in an editor, with their unsaved contents. They take the place of those in the folder.
    open: BTreeMap<Arc<str>, OpenFile>,
}

/// A file as an editor has it: its checked bytes if it belongs in the site, and its diagnostics.
struct OpenFile {
    file: Option<SourceFile>,
    diagnostics: Vec<Diagnostic>,
}

/// The cached metadata and diagnostics of a file.
struct CachedFile {
    area: Area,
    stamp: Option<Stamp>,
    /// `true` if it was read again after its stamp was no longer recent.
    settled: bool,
    /// The diagnostics about its bytes.
    diagnostics: Vec<Diagnostic>,
}

/// The metadata that reveals a change. Resetting the modification time updates `changed` (`ctime`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    device: u64,
    inode: u64,
    size: u64,
    modified: (i64, i64),
    changed: (i64, i64),
}

impl Stamp {
    fn of(path: &Path) -> Option<Stamp> {
        path.symlink_metadata().ok().map(|metadata| Stamp::from(&metadata))
    }
}

impl From<&Metadata> for Stamp {
    fn from(metadata: &Metadata) -> Stamp {
        Stamp {
            device: metadata.dev(),
            inode: metadata.ino(),
            size: metadata.size(),
            modified: (metadata.mtime(), metadata.mtime_nsec()),
            changed: (metadata.ctime(), metadata.ctime_nsec()),
        }
    }
}

impl Folder {
    /// Creates a folder for `path`, which may be a symbolic link, without scanning it.
    pub fn new(path: &Path) -> Folder {
        let built_in = Sources::with_builtin();
        let mut folder = Folder {
            path: path.to_path_buf(),
            root: path.to_path_buf(),
            identity: None,
            sources: built_in.clone(),
            built_in,
            known: BTreeMap::new(),
            rejected: Vec::new(),
            open: BTreeMap::new(),
        };
        folder.follow();
        folder
    }

    /// The resolved path of the folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Resolves the path again. Returns `true` if it now leads to another folder; then a full scan is needed. If the
    /// path cannot be resolved, the last folder is kept.
    pub fn follow(&mut self) -> bool {
        let Ok(root) = self.path.canonicalize() else { return false };
        let Ok(metadata) = root.metadata() else { return false };
        let identity = Some((metadata.dev(), metadata.ino()));
        let moved = metadata.is_dir() && (&self.root, self.identity) != (&root, identity);
        if moved {
            (self.root, self.identity) = (root, identity);
        }
        moved
    }

    /// The files and diagnostics of the last scan, with the contents of open files in place of those in the folder. After
    /// [`Scan::All`] they equal the result of [`super::read`] once the open files are saved.
    pub fn sources(&self) -> (Sources, Vec<Diagnostic>) {
        let known = self.known.iter().filter(|(path, _)| !self.open.contains_key(*path));
        let diagnostics = known.flat_map(|(_, known)| &known.diagnostics);
        let of_open = self.open.values().flat_map(|open| &open.diagnostics);
        let diagnostics = self.rejected.iter().chain(diagnostics).chain(of_open).cloned().collect();
        let mut sources = self.sources.clone();
        for (path, open) in &self.open {
            match &open.file {
                Some(file) => sources.put([file.clone()]),
                None => sources.remove(path, &self.built_in),
            }
        }
        (sources, diagnostics)
    }

    /// Puts the unsaved contents of an open file in place of the file in the folder, under the same rules. Returns `false`
    /// if a site has no file of this name: it is elsewhere, a backup of an editor, or rejected by its name or type.
    pub fn open(&mut self, path: &str, bytes: Vec<u8>) -> bool {
        let Some(area) = Area::of(path).filter(|area| area.folder() != path) else { return false };
        if walk::is_editor_path(path) || self.is_refused(path) && !self.known.contains_key(path) {
            return false;
        }
        let open = if let Some(refused) = walk::refuse(area, path, true, EntryKind::File) {
            OpenFile { file: None, diagnostics: vec![refused] }
        } else if bytes.len() as u64 > area.largest(path) {
            OpenFile { file: None, diagnostics: vec![file::too_large_file(area, path)] }
        } else {
            let (file, diagnostics) = SourceFile::new(area, path.into(), bytes);
            OpenFile { file: Some(file), diagnostics }
        };
        self.open.insert(path.into(), open);
        true
    }

    /// Returns an open file as the editor has it, if it belongs in the site.
    pub fn open_file(&self, path: &str) -> Option<&SourceFile> {
        self.open.get(path)?.file.as_ref()
    }

    /// Takes the file in the folder again, after [`open`](Folder::open).
    pub fn close(&mut self, path: &str) {
        self.open.remove(path);
    }

    /// Scans the folder. Returns `true` if an editor may be in the middle of saving: editors remove a file before
    /// they put the new one in its place, and write it under a temporary name.
    pub fn scan(&mut self, why: Scan<'_>) -> bool {
        match why {
            Scan::Named(paths) => match self.changed_files(paths) {
                Some(plain) => self.rescan(&plain),
                None => self.rescan_all(Some(paths), false),
            },
            Scan::All => self.rescan_all(None, false),
            Scan::Idle => self.rescan_all(None, true),
        }
    }

    /// Returns the paths that are or were files of the site, if nothing else changed: no folder and no new name.
    fn changed_files(&self, paths: &BTreeSet<String>) -> Option<Vec<Arc<str>>> {
        let mut plain = Vec::new();
        for path in paths.iter().filter(|path| Area::of(path).is_some()) {
            let known = self.known.get_key_value(path.as_str()).map(|(path, _)| Arc::clone(path));
            match (self.root.join(path).symlink_metadata(), known) {
                (Ok(metadata), Some(known)) if metadata.is_file() => plain.push(known),
                (Err(_), Some(known)) => plain.push(known),
                // A temporary name, such as that of a file through which an editor saves.
                (Err(_), None) if !self.is_folder(path) && !self.is_refused(path) => {}
                (Ok(metadata), None) if metadata.is_file() && walk::is_editor_path(path) => {}
                _ => return None,
            }
        }
        Some(plain)
    }

    fn is_folder(&self, path: &str) -> bool {
        let inside = format!("{path}/");
        let after = self
            .known
            .range::<str, _>((std::ops::Bound::Excluded(inside.as_str()), std::ops::Bound::Unbounded));
        Area::ALL.iter().any(|area| area.folder() == path)
            || after.take(1).any(|(known, _)| known.starts_with(&inside))
    }

    fn is_refused(&self, path: &str) -> bool {
        self.rejected
            .iter()
            .filter_map(|diagnostic| diagnostic.place.as_ref())
            .any(|place| &*place.file == path)
    }

    fn rescan(&mut self, paths: &[Arc<str>]) -> bool {
        let mut gone = false;
        for path in paths {
            let Some(area) = self.known.get(path).map(|known| known.area) else { continue };
            match Stamp::of(&self.root.join(&**path)) {
                Some(stamp) => {
                    let read = ReadFile::read(&self.root, area, path, Some(stamp), false);
                    self.update(Arc::clone(path), read);
                }
                None => gone |= self.forget(path),
            }
        }
        gone
    }

    fn rescan_all(&mut self, named: Option<&BTreeSet<String>>, idle: bool) -> bool {
        let (files, rejected) = walk::walk(&self.root);
        let reads = workers::map(files.len(), 64, |n| {
            let FoundFile { area, path } = &files[n];
            let stamp = Stamp::of(&self.root.join(path));
            let known = self.known.get(path.as_str());
            let same = known.is_some_and(|known| stamp.is_some() && known.stamp == stamp);
            let trusted = same && known.is_some_and(|known| known.settled || !idle);
            let named = named.is_some_and(|named| named.contains(path));
            (!trusted || named).then(|| ReadFile::read(&self.root, *area, path, stamp, same))
        });
        let present: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
        let gone: Vec<Arc<str>> =
            self.known.keys().filter(|path| !present.contains(&***path)).cloned().collect();
        let mut unsettled = !gone.is_empty()
            || rejected
                .iter()
                .filter_map(|diagnostic| diagnostic.place.as_ref())
                .any(|place| !self.is_refused(&place.file));
        self.rejected = rejected;
        for path in gone {
            self.forget(&path);
        }
        for (FoundFile { area, path }, read) in files.iter().zip(reads) {
            let Some(read) = read else { continue };
            let known = self.known.get_key_value(path.as_str()).map(|(path, _)| Arc::clone(path));
            unsettled |= known.is_none() && !area.expects(path);
            self.update(known.unwrap_or_else(|| path.as_str().into()), read);
        }
        unsettled
    }

    fn update(&mut self, path: Arc<str>, read: ReadFile) {
        match read.file {
            Some(file) => self.sources.put([file]),
            None => self.sources.remove(&path, &self.built_in),
        }
        self.known.insert(path, read.known);
    }

    /// Forgets a file. Returns `true` if it was known.
    fn forget(&mut self, path: &str) -> bool {
        self.sources.remove(path, &self.built_in);
        self.known.remove(path).is_some()
    }
}

/// The result of reading a file.
struct ReadFile {
    known: CachedFile,
    file: Option<SourceFile>,
}

impl ReadFile {
    fn read(root: &Path, area: Area, path: &str, stamp: Option<Stamp>, settled: bool) -> ReadFile {
        let (file, diagnostics) = file::read(root, area, path);
        // A file that could not be read is read again at the next scan, whatever its metadata.
        let stamp = stamp.filter(|_| file.is_some());
        ReadFile { known: CachedFile { area, stamp, settled, diagnostics }, file }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn texts(folder: &Folder) -> Vec<(String, String)> {
        let (sources, _) = folder.sources();
        let own = sources
            .area(Area::Content)
            .map(|file| (file.path.to_string(), file.text().unwrap_or("").to_string()));
        own.collect()
    }

    fn named(path: &str) -> BTreeSet<String> {
        BTreeSet::from([path.to_string()])
    }

    #[test]
    fn scanning_a_name_detects_its_change() {
        let root = tempfile::TempDir::new().expect("a folder");
        let path = root.path().join("content/a.md");
        fs::create_dir_all(root.path().join("content/new")).expect("a folder");
        fs::write(&path, "one").expect("a file");
        let mut folder = Folder::new(root.path());
        assert!(!folder.scan(Scan::All));
        fs::write(&path, "two").expect("a file");
        assert!(!folder.scan(Scan::Named(&named("content/a.md"))));
        assert_eq!(texts(&folder), [("content/a.md".to_string(), "two".to_string())]);
        fs::write(root.path().join("content/new/b.md"), "b").expect("a file");
        fs::write(root.path().join("content/a.md~"), "backup").expect("a file");
        assert!(!folder.scan(Scan::Named(&named("content/new"))));
        assert_eq!(texts(&folder).len(), 2);
        fs::remove_file(&path).expect("the file goes");
        assert!(folder.scan(Scan::Named(&named("content/a.md"))));
        assert_eq!(texts(&folder), [("content/new/b.md".to_string(), "b".to_string())]);
        fs::remove_dir_all(root.path().join("content/new")).expect("the folder goes");
        assert!(folder.scan(Scan::Named(&named("content/new"))));
        assert!(texts(&folder).is_empty());
    }

    #[test]
    fn an_unknown_name_may_belong_to_a_save_in_progress() {
        let root = tempfile::TempDir::new().expect("a folder");
        fs::create_dir_all(root.path().join("content")).expect("a folder");
        fs::create_dir_all(root.path().join("static")).expect("a folder");
        let mut folder = Folder::new(root.path());
        folder.scan(Scan::All);
        for (path, unsettled) in [
            ("content/a.md.part", true),
            ("content/a.md.part", false),
            ("static/a.png.part", true),
            ("static/a.png.part", false),
            ("content/a.md.tmp", false),
            ("content/a.md", false),
        ] {
            fs::write(root.path().join(path), "text").expect("a file");
            assert_eq!(folder.scan(Scan::Named(&named(path))), unsettled, "{path}");
        }
        fs::rename(root.path().join("content/a.md.part"), root.path().join("content/a.md"))
            .expect("in place");
        assert!(folder.scan(Scan::Named(&named("content/a.md.part"))));
    }

    #[test]
    fn a_file_with_the_same_size_and_time_is_read_when_its_bytes_changed() {
        let root = tempfile::TempDir::new().expect("a folder");
        let path = root.path().join("content/a.md");
        fs::create_dir_all(root.path().join("content")).expect("a folder");
        fs::write(&path, "one").expect("a file");
        let time = path.metadata().and_then(|m| m.modified()).expect("a time");
        let mut folder = Folder::new(root.path());
        folder.scan(Scan::All);
        let file = fs::File::options().write(true).open(&path).expect("the file");
        std::io::Write::write_all(&mut &file, b"two").expect("written");
        file.set_modified(time).expect("a time that lies");
        drop(file);
        folder.scan(Scan::Idle);
        assert_eq!(texts(&folder), [("content/a.md".to_string(), "two".to_string())]);
    }

    #[test]
    fn open_files_take_the_place_of_saved_ones() {
        let root = tempfile::TempDir::new().expect("a folder");
        fs::create_dir_all(root.path().join("content")).expect("a folder");
        fs::write(root.path().join("content/a.md"), "a\u{200b}").expect("a file");
        let mut folder = Folder::new(root.path());
        folder.scan(Scan::All);
        assert_eq!(folder.sources().1.len(), 1);
        assert!(folder.open("content/a.md", b"open".to_vec()));
        assert!(folder.open("content/b.md", vec![b'x'; 300 * 1024]));
        for path in ["content", "src/main.rs", "content/.a.md.swp"] {
            assert!(!folder.open(path, Vec::new()), "{path}");
        }
        assert_eq!(texts(&folder), [("content/a.md".to_string(), "open".to_string())]);
        // The files that were opened, saved.
        fs::write(root.path().join("content/a.md"), "open").expect("a file");
        fs::write(root.path().join("content/b.md"), vec![b'x'; 300 * 1024]).expect("a file");
        let ((sources, diagnostics), (open, of_open)) = (super::super::read(root.path()), folder.sources());
        assert_eq!((sources.hash(), diagnostics), (open.hash(), of_open));
        folder.close("content/a.md");
        folder.close("content/b.md");
        folder.scan(Scan::All);
        assert_eq!(folder.sources().1.len(), 1);
        fs::remove_file(root.path().join("content/a.md")).expect("the file goes");
        folder.scan(Scan::All);
        assert!(texts(&folder).is_empty());
    }

    #[test]
    fn a_full_scan_equals_a_fresh_read() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut folder = Folder::new(root);
        folder.scan(Scan::All);
        folder.scan(Scan::Idle);
        let ((sources, diagnostics), (scanned, scan_diagnostics)) =
            (super::super::read(root), folder.sources());
        assert_eq!((sources.hash(), diagnostics), (scanned.hash(), scan_diagnostics));
    }
}
