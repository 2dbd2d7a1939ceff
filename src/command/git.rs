//! Reads revisions of a site with the installed `git`, without a checkout.
//!
//! Only commands that read objects are used, which run no filter, hook or pager of the repository. Revisions are resolved
//! behind `--end-of-options`, so none is read as an option.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use rapidhash::RapidHashMap;

use crate::diagnostic::printable;
use crate::error::Error;
use crate::source::{Area, TreeContent, TreeEntry};

/// A repository, as seen from a folder in it.
#[derive(Debug)]
pub(super) struct Git {
    folder: PathBuf,
}

/// A commit, by its object id: it cannot be mistaken for an option.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Commit(String);

/// A commit and those before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Revision {
    pub(super) commit: Commit,
    pub(super) parents: Vec<Commit>,
}

/// The name, date and author of a commit.
#[derive(Debug)]
pub(super) struct CommitName {
    /// The abbreviated object id.
    pub(super) short: String,
    /// The day on which it was written.
    pub(super) date: String,
    pub(super) author: String,
    pub(super) subject: String,
}

/// The number of ids that are sent at once. They fit in the buffer of a pipe, which has at least 4 KiB.
const BATCH: usize = 32;

/// A file of a commit.
#[derive(Debug, Clone)]
struct TreeFile {
    path: Vec<u8>,
    mode: String,
    object: String,
    size: u64,
}

impl Git {
    pub(super) fn new(folder: &Path) -> Git {
        Git { folder: folder.to_path_buf() }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        command
            .arg("--no-pager")
            .arg("--literal-pathspecs")
            .arg("-C")
            .arg(&self.folder)
            .args(arguments)
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("LC_ALL", "C")
            .stdin(Stdio::null());
        command
    }

    /// Runs a command and returns its output, or what it reported.
    fn run(&self, arguments: &[&str]) -> Result<Result<Vec<u8>, String>, Error> {
        let output = self.command(arguments).output().map_err(|error| start_failed(&error))?;
        Ok(if output.status.success() {
            Ok(output.stdout)
        } else {
            let text = String::from_utf8_lossy(&output.stderr);
            let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("git failed");
            Err(printable(first.trim_start_matches("fatal: ")).into_owned())
        })
    }

    /// Resolves a revision to its commit.
    pub(super) fn commit(&self, revision: &str) -> Result<Commit, Error> {
        let wanted = format!("{revision}^{{commit}}");
        match self.run(&["rev-parse", "--verify", "--end-of-options", &wanted])? {
            Ok(id) => Ok(Commit(String::from_utf8_lossy(&id).trim().to_string())),
            Err(why) => Err(Error::Refused {
                what: format!("`{}` is no revision: {why}", printable(revision)),
                help: "name a branch, a tag or a commit of the repository, or a folder that holds `content`; in a shallow clone, fetch it first"
                    .to_string(),
            }),
        }
    }

    /// Returns the commit that two branches have in common.
    pub(super) fn merge_base(&self, a: &Commit, b: &Commit) -> Result<Commit, Error> {
        match self.run(&["merge-base", &a.0, &b.0])? {
            Ok(id) => Ok(Commit(String::from_utf8_lossy(&id).trim().to_string())),
            Err(_) => Err(Error::Refused {
                what: "the two revisions have no commit in common".to_string(),
                help: "in a shallow clone, fetch more of the history first".to_string(),
            }),
        }
    }

    /// Returns the entries of commits below the folder, in the form of [`crate::source::from_tree`]. Objects that several
    /// commits have are read once. `is_wanted` selects files by their paths.
    pub(super) fn trees(
        &self,
        commits: &[Commit],
        is_wanted: impl Fn(&str) -> bool,
    ) -> Result<Vec<Vec<TreeEntry>>, Error> {
        let lists: Vec<Vec<TreeFile>> =
            commits.iter().map(|commit| self.list(commit, &is_wanted)).collect::<Result<_, _>>()?;
        let mut objects: Vec<&str> =
            lists.iter().flatten().filter(|file| is_read(file)).map(|file| file.object.as_str()).collect();
        objects.sort_unstable();
        objects.dedup();
        let bytes = self.objects(&objects)?;
        let entry = |file: TreeFile| -> TreeEntry {
            let content = match file.mode.as_str() {
                mode if is_regular(mode) => match bytes.get(file.object.as_str()) {
                    Some(bytes) => TreeContent::File(bytes.clone()),
                    None => TreeContent::Large,
                },
                "120000" => TreeContent::Link,
                _ => TreeContent::Other,
            };
            TreeEntry { path: file.path, content }
        };
        Ok(lists.iter().map(|files| files.iter().cloned().map(entry).collect()).collect())
    }

    /// Returns the commits in which files changed, no parent before its children. A merge is one of them if a file differs from
    /// that of every parent.
    pub(super) fn history(&self, from: &Commit, paths: &[String]) -> Result<Vec<Revision>, Error> {
        let mut arguments =
            vec!["log", "--full-history", "--date-order", "--no-show-signature", "--no-color"];
        arguments.extend(["--no-patch", "--format=%H %P", &from.0, "--"]);
        arguments.extend(paths.iter().map(String::as_str));
        let output = self.run(&arguments)?.map_err(unreadable)?;
        let revision = |line: &str| {
            let mut ids = line.split_ascii_whitespace().map(|id| Commit(id.to_string()));
            Some(Revision { commit: ids.next()?, parents: ids.collect() })
        };
        Ok(String::from_utf8_lossy(&output).lines().filter_map(revision).collect())
    }

    /// Returns what people know a commit by.
    pub(super) fn describe(&self, commit: &Commit) -> Result<CommitName, Error> {
        // Fields end with the one byte that none of them can contain.
        let form = "--format=%h%x00%as%x00%an%x00%s%x00";
        let output =
            self.run(&["log", "-1", "--no-patch", "--no-show-signature", "--no-color", form, &commit.0])?;
        let output = String::from_utf8_lossy(&output.map_err(unreadable)?).into_owned();
        let mut fields = output.split('\0').map(ToString::to_string);
        let mut next = || fields.next().unwrap_or_default();
        Ok(CommitName { short: next(), date: next(), author: next(), subject: next() })
    }

    /// Returns `true` if the oldest commits of the repository were not fetched.
    pub(super) fn is_shallow(&self) -> Result<bool, Error> {
        let output = self.run(&["rev-parse", "--is-shallow-repository"])?.map_err(unreadable)?;
        Ok(output.starts_with(b"true"))
    }

    fn list(&self, commit: &Commit, is_wanted: &impl Fn(&str) -> bool) -> Result<Vec<TreeFile>, Error> {
        let mut arguments = vec!["ls-tree", "-r", "-z", "-l", &commit.0, "--"];
        arguments.extend(Area::ALL.map(Area::folder));
        let output = self.run(&arguments)?.map_err(unreadable)?;
        let mut files = Vec::new();
        for line in output.split(|byte| *byte == 0).filter(|line| !line.is_empty()) {
            let Some(tab) = line.iter().position(|byte| *byte == b'\t') else { continue };
            let (head, path) = (String::from_utf8_lossy(&line[..tab]), line[tab + 1..].to_vec());
            let mut words = head.split_ascii_whitespace();
            if let (Some(mode), Some(_), Some(object), Some(size)) =
                (words.next(), words.next(), words.next(), words.next())
                && is_wanted(&String::from_utf8_lossy(&path))
            {
                let size = size.parse().unwrap_or(0);
                files.push(TreeFile { path, mode: mode.to_string(), object: object.to_string(), size });
            }
        }
        Ok(files)
    }

    /// Reads objects, by id.
    fn objects<'o>(&self, ids: &[&'o str]) -> Result<RapidHashMap<&'o str, Vec<u8>>, Error> {
        let mut all = RapidHashMap::default();
        if ids.is_empty() {
            return Ok(all);
        }
        let mut child = self
            .command(&["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| start_failed(&error))?;
        let result = self.exchange(&mut child, ids, &mut all);
        // The process ends when its input is closed; after an error, it may still wait for a reader.
        if result.is_err() {
            let _ = child.kill();
        }
        let _ = child.wait();
        result.map(|()| all)
    }

    /// Sends ids to `git cat-file` and reads the objects. Before more are sent, all answers are read, so neither side waits
    /// for the other with a full pipe.
    fn exchange<'o>(
        &self,
        child: &mut Child,
        ids: &[&'o str],
        all: &mut RapidHashMap<&'o str, Vec<u8>>,
    ) -> Result<(), Error> {
        let failed = |error: std::io::Error| Error::io("reading", &self.folder.join(".git"), error);
        let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(unreadable("git gave no output"));
        };
        let mut output = BufReader::with_capacity(1 << 16, output);
        for batch in ids.chunks(BATCH) {
            let mut request = String::new();
            for id in batch {
                request.extend([id, "\n"]);
            }
            input.write_all(request.as_bytes()).map_err(failed)?;
            for id in batch {
                let mut head = String::new();
                output.read_line(&mut head).map_err(failed)?;
                let size = head.split_ascii_whitespace().nth(2).and_then(|size| size.parse::<usize>().ok());
                let size = size.ok_or_else(|| unreadable(format!("the object {id} is missing")))?;
                let mut bytes = vec![0; size + 1];
                output.read_exact(&mut bytes).map_err(failed)?;
                bytes.truncate(size);
                all.insert(id, bytes);
            }
        }
        Ok(())
    }
}

/// Returns `true` for a regular file that is small enough to be read.
fn is_read(file: &TreeFile) -> bool {
    let path = String::from_utf8_lossy(&file.path);
    let largest = Area::of(&path).map_or(0, |area| area.largest(&path));
    is_regular(&file.mode) && file.size <= largest
}

fn is_regular(mode: &str) -> bool {
    matches!(mode, "100644" | "100755" | "100664")
}

fn start_failed(error: &std::io::Error) -> Error {
    Error::Refused {
        what: format!("`git` cannot be started: {error}"),
        help: "install Git, or compare two folders".to_string(),
    }
}

fn unreadable(why: impl AsRef<str>) -> Error {
    Error::Refused {
        what: format!("the repository cannot be read: {}", printable(why.as_ref())),
        help: "`git fsck` checks a repository; a partial clone needs its remote".to_string(),
    }
}
