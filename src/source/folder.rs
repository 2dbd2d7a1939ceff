//! The folder of a site, looked at again and again. What is kept between two looks is every file with what the system
//! said about it, so that only a file that may have changed is read again. Whether it did change, its bytes decide.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::Metadata;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::walk::{self, FoundFile};
use super::{Area, SourceFile, Sources, file};
use crate::diagnostic::Diagnostic;
use crate::workers;

/// Why the folder is looked at.
#[derive(Debug, Clone, Copy)]
pub enum Scan<'l> {
    /// Somebody said that these paths (below the root) may have changed.
    Named(&'l BTreeSet<String>),
    /// Anything may have changed. A file of which the system says the same as before is not read.
    All,
    /// As `All`, and nobody is waiting: files that were read only once since they changed are read once more. A file can
    /// change twice within one tick of the clock that its times are taken from.
    Idle,
}

/// A site's folder and what was found there when it was last looked at.
pub struct Folder {
    /// The path by which the folder was named.
    path: PathBuf,
    /// The folder that it led to when it was last followed.
    root: PathBuf,
    identity: Option<(u64, u64)>,
    built_in: Sources,
    sources: Sources,
    known: BTreeMap<Arc<str>, CachedFile>,
    /// What was wrong with names and kinds.
    refused: Vec<Diagnostic>,
}

/// What is known of a file that counts, beside its bytes.
struct CachedFile {
    area: Area,
    stamp: Option<Stamp>,
    /// Whether it was read when its stamp was no longer new.
    settled: bool,
    /// What was wrong with its bytes.
    found: Vec<Diagnostic>,
}

/// What the system says about a file. Whoever sets its time back changes `changed`.
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
    /// The folder at `path`, which may be a symbolic link to it; not yet looked at.
    pub fn new(path: &Path) -> Folder {
        let built_in = Sources::with_builtin();
        let mut folder = Folder {
            path: path.to_path_buf(),
            root: path.to_path_buf(),
            identity: None,
            sources: built_in.clone(),
            built_in,
            known: BTreeMap::new(),
            refused: Vec::new(),
        };
        folder.follow();
        folder
    }

    /// The folder itself, without links on the way.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Resolves the path anew. Returns whether it leads to another folder than before; then a look at everything is due.
    /// While it leads nowhere, the last folder stays.
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

    /// The files as they were when they were last looked at, and what is wrong with them. After [`Look::All`] it is what
    /// [`super::read`] gives.
    pub fn sources(&self) -> (Sources, Vec<Diagnostic>) {
        let found = self.known.values().flat_map(|known| &known.found);
        (self.sources.clone(), self.refused.iter().chain(found).cloned().collect())
    }

    /// Looks again. Gives whether somebody may be in the middle of saving: editors take a file away before they put the new
    /// one there, and write it under a name that no file of a site has.
    pub fn scan(&mut self, why: Scan<'_>) -> bool {
        match why {
            Scan::Named(paths) => match self.plain(paths) {
                Some(plain) => self.rescan(&plain),
                None => self.rescan_all(Some(paths), false),
            },
            Scan::All => self.rescan_all(None, false),
            Scan::Idle => self.rescan_all(None, true),
        }
    }

    /// Those of the paths that are or were files of the site, when that is all that changed: no folder, no new name.
    fn plain(&self, paths: &BTreeSet<String>) -> Option<Vec<Arc<str>>> {
        let mut plain = Vec::new();
        for path in paths.iter().filter(|path| Area::of(path).is_some()) {
            let known = self.known.get_key_value(path.as_str()).map(|(path, _)| Arc::clone(path));
            match (self.root.join(path).symlink_metadata(), known) {
                (Ok(metadata), Some(known)) if metadata.is_file() => plain.push(known),
                (Err(_), Some(known)) => plain.push(known),
                // A name that came and went, such as that of a file which an editor saves through.
                (Err(_), None) if !self.is_folder(path) && !self.is_refused(path) => {}
                (Ok(metadata), None) if metadata.is_file() && walk::is_name_of_an_editor(path) => {}
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
        self.refused.iter().filter_map(|found| found.place.as_ref()).any(|place| &*place.file == path)
    }

    fn rescan(&mut self, paths: &[Arc<str>]) -> bool {
        let mut gone = false;
        for path in paths {
            let Some(area) = self.known.get(path).map(|known| known.area) else { continue };
            match Stamp::of(&self.root.join(&**path)) {
                Some(stamp) => {
                    let read = ReadFile::now(&self.root, area, path, Some(stamp), false);
                    self.keep(Arc::clone(path), read);
                }
                None => gone |= self.forget(path),
            }
        }
        gone
    }

    fn rescan_all(&mut self, named: Option<&BTreeSet<String>>, idle: bool) -> bool {
        let (found, refused) = walk::walk(&self.root);
        let looked = workers::map(found.len(), 64, |n| {
            let FoundFile { area, path } = &found[n];
            let stamp = Stamp::of(&self.root.join(path));
            let known = self.known.get(path.as_str());
            let same = known.is_some_and(|known| stamp.is_some() && known.stamp == stamp);
            let trusted = same && known.is_some_and(|known| known.settled || !idle);
            let named = named.is_some_and(|named| named.contains(path));
            (!trusted || named).then(|| ReadFile::now(&self.root, *area, path, stamp, same))
        });
        let there: BTreeSet<&str> = found.iter().map(|found| found.path.as_str()).collect();
        let gone: Vec<Arc<str>> =
            self.known.keys().filter(|path| !there.contains(&***path)).cloned().collect();
        let mut unsettled = !gone.is_empty()
            || refused
                .iter()
                .filter_map(|found| found.place.as_ref())
                .any(|place| !self.is_refused(&place.file));
        self.refused = refused;
        for path in gone {
            self.forget(&path);
        }
        for (FoundFile { area, path }, read) in found.iter().zip(looked) {
            let Some(read) = read else { continue };
            let known = self.known.get_key_value(path.as_str()).map(|(path, _)| Arc::clone(path));
            unsettled |= known.is_none() && !area.expects(path);
            self.keep(known.unwrap_or_else(|| path.as_str().into()), read);
        }
        unsettled
    }

    fn keep(&mut self, path: Arc<str>, read: ReadFile) {
        match read.file {
            Some(file) => self.sources.put([file]),
            None => self.sources.remove(&path, &self.built_in),
        }
        self.known.insert(path, read.known);
    }

    /// Forgets a file; whether it was known.
    fn forget(&mut self, path: &str) -> bool {
        self.sources.remove(path, &self.built_in);
        self.known.remove(path).is_some()
    }
}

/// A file as it is now.
struct ReadFile {
    known: CachedFile,
    file: Option<SourceFile>,
}

impl ReadFile {
    fn now(root: &Path, area: Area, path: &str, stamp: Option<Stamp>, settled: bool) -> ReadFile {
        let (file, found) = file::read(root, area, path);
        // What could not be read is read again when it is next looked at, whatever the system says of it.
        let stamp = stamp.filter(|_| file.is_some());
        ReadFile { known: CachedFile { area, stamp, settled, found }, file }
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
    fn a_look_at_a_name_finds_what_happened_to_it() {
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
    fn a_name_that_no_file_of_a_site_has_may_be_that_of_a_save() {
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
    fn looking_at_all_of_it_is_reading_it() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut folder = Folder::new(root);
        folder.scan(Scan::All);
        folder.scan(Scan::Idle);
        let ((sources, found), (looked, looked_found)) = (super::super::read(root), folder.sources());
        assert_eq!((sources.hash(), found), (looked.hash(), looked_found));
    }
}
