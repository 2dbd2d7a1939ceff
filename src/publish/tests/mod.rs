//! Publishing as a user sees it: folders before and after.

mod guards;
mod killed;
mod publishing;
mod spare;
mod tampered;

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::TempDir;

use super::{Fingerprint, Inputs, Interrupt, Output, Protected, Stage, Summary, WriteError};
use crate::error::Error;

/// A project in its own temporary folder, with an output beside its sources.
struct Project {
    folder: TempDir,
    output: PathBuf,
    interrupt: Interrupt,
    generator: &'static str,
    /// The number of files from which a site has a spare.
    spare_from: usize,
}

impl Project {
    fn new() -> Project {
        Project::in_folder(tempfile::tempdir().unwrap())
    }

    /// Creates a project in memory where there is such a file system, for tests that publish hundreds of times: a
    /// disk takes milliseconds each time.
    fn in_memory() -> Project {
        Project::in_folder(tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap())
    }

    fn in_folder(folder: TempDir) -> Project {
        let root = folder.path().join("site");
        fs::create_dir_all(root.join("content")).unwrap();
        fs::write(root.join("content/a.md"), "precious").unwrap();
        let output = root.join("dist");
        Project {
            folder,
            output,
            interrupt: Interrupt::never(),
            generator: "rolebook 1",
            spare_from: usize::MAX,
        }
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    /// Returns the path of a file in the output.
    fn out(&self, path: &str) -> PathBuf {
        self.output.join(path)
    }

    fn claim(&self) -> Result<Output, Error> {
        self.claim_at(&self.output)
    }

    fn claim_at(&self, output: &Path) -> Result<Output, Error> {
        let root = self.root();
        let sources = ["content", "static", "templates", "src"].map(|name| root.join(name));
        let protected = Protected { root: &root, sources: &sources };
        let patience = Duration::from_millis(20);
        let mut output = Output::claim_within(patience, output, &protected, self.generator, &self.interrupt)?;
        output.spare_from = self.spare_from;
        Ok(output)
    }

    fn stage(&self) -> Stage {
        self.claim().unwrap().stage()
    }

    fn publish(&self, pages: &[(&str, &str)]) -> Result<Summary, Error> {
        let stage = self.claim()?.stage();
        draw(&stage, pages)?;
        stage.publish(Inputs(1), b"")
    }

    /// The names of the entries beside the output.
    fn beside(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.output.parent().unwrap())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    /// The published pages and their bytes, without the manifest.
    fn pages(&self) -> Vec<(String, String)> {
        files(&self.output)
            .into_iter()
            .filter(|(path, _)| path != ".rolebook-manifest")
            .map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap()))
            .collect()
    }
}

/// Draws pages whose fingerprint is their text.
fn draw(stage: &Stage, pages: &[(&str, &str)]) -> Result<(), Error> {
    let mut writer = stage.writer();
    for (path, text) in pages {
        let drawn = writer.page(path, fingerprint(text), |buffer| -> Result<(), Infallible> {
            buffer.extend_from_slice(text.as_bytes());
            Ok(())
        });
        match drawn {
            Ok(_) => {}
            Err(WriteError::Writing(error)) => return Err(error),
            Err(other) => panic!("{other:?}"),
        }
    }
    Ok(())
}

fn fingerprint(text: &str) -> Fingerprint {
    let hash = |seed: u64| {
        text.bytes().fold(seed, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
    };
    Fingerprint(u128::from(hash(1)) << 64 | u128::from(hash(2)))
}

/// Lists everything below a folder, with bytes; folders and links have none.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(top: &Path, folder: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let path = entry.path();
            let name = path.strip_prefix(top).unwrap().to_str().unwrap().to_owned();
            let kind = entry.file_type().unwrap();
            if kind.is_dir() {
                found.insert(name + "/", Vec::new());
                walk(top, &path, found);
            } else if kind.is_symlink() {
                found.insert(name + " -> ", fs::read_link(&path).unwrap().to_str().unwrap().into());
            } else {
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(folder, folder, &mut found);
    found.retain(|path, _| !path.ends_with('/') || fs::read_dir(folder.join(path)).unwrap().next().is_none());
    found
}

fn inode(path: &Path) -> u64 {
    fs::metadata(path).unwrap().ino()
}

/// Metadata that changes when a path is touched.
fn state(path: &Path) -> (u64, i64, i64, i64, i64) {
    let found = fs::metadata(path).unwrap();
    (found.ino(), found.mtime(), found.mtime_nsec(), found.ctime(), found.ctime_nsec())
}

fn owned(pages: &[(&str, &str)]) -> Vec<(String, String)> {
    pages.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

fn refused(result: Result<Output, Error>) -> String {
    match result {
        Err(error @ Error::Refused { .. }) => error.to_string(),
        Err(other) => panic!("not refused: {other}"),
        Ok(_) => panic!("accepted"),
    }
}
