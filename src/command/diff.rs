//! `rolebook diff`: compares two versions of a site. Both are read into memory; nothing is checked out or written.

use std::path::{Path, PathBuf};

use super::git::{Commit, Git};
use super::root::refuse_root;
use crate::analysis::Stopwatch;
use crate::compiled::CompiledSite;
use crate::diagnostic::Diagnostic;
use crate::diff::{SiteDiff, compare_sites};
use crate::error::Error;
use crate::link;
use crate::publish::Interrupt;
use crate::source::{Sources, from_tree, read};

/// The versions to compare.
#[derive(Debug, Clone)]
pub struct Diff {
    /// The folder of the site, in its repository. It is not needed for two folders.
    pub root: Option<PathBuf>,
    /// The first version: a revision or a folder.
    pub base: String,
    /// The second version; `None` for the files of the site as they are.
    pub head: Option<String>,
    /// `true` to compare with the commit that both revisions have in common.
    pub merge_base: bool,
}

/// A version of a site.
#[derive(Debug)]
enum Version {
    Folder(PathBuf),
    Revision(Commit),
}

/// Compares two versions of a site.
pub fn diff(options: &Diff, interrupt: &Interrupt) -> Result<SiteDiff, Error> {
    let root = options.root.as_deref();
    let mut base = version(root, &options.base)?;
    let head = match &options.head {
        Some(head) => version(root, head)?,
        None => Version::Folder(site(root)?.to_path_buf()),
    };
    if options.merge_base {
        let git = Git::new(site(root)?);
        let other = match &head {
            Version::Revision(commit) => commit.clone(),
            Version::Folder(_) => git.commit("HEAD")?,
        };
        match &mut base {
            Version::Revision(commit) => *commit = git.merge_base(commit, &other)?,
            Version::Folder(_) => {
                return Err(Error::Refused {
                    what: "--merge-base needs a revision, not a folder".to_string(),
                    help: "name a branch, a tag or a commit".to_string(),
                });
            }
        }
    }
    let [before, after] = load(root, [&base, &head])?;
    let compile = |sources: (Sources, Vec<Diagnostic>), before: Option<&CompiledSite>| {
        let (sources, diagnostics) = sources;
        CompiledSite::new(before, sources, diagnostics, &link::Options::default(), &mut Stopwatch::start())
    };
    let before = compile(before, None);
    interrupt.check()?;
    let after = compile(after, Some(&before));
    compare_sites(&before, &after, interrupt)
}

/// Reads a version as the command line names it. An existing folder with a site is a folder, everything else a revision.
fn version(root: Option<&Path>, name: &str) -> Result<Version, Error> {
    let folder = Path::new(name);
    if !name.is_empty() && folder.join("content").is_dir() {
        return Ok(Version::Folder(folder.to_path_buf()));
    }
    Git::new(site(root)?).commit(name).map(Version::Revision)
}

fn site(root: Option<&Path>) -> Result<&Path, Error> {
    root.ok_or_else(|| Error::Refused {
        what: "no site found to read a revision of".to_string(),
        help: "pass the folder of the site with --root".to_string(),
    })
}

/// Reads the files of two versions.
fn load(root: Option<&Path>, versions: [&Version; 2]) -> Result<[(Sources, Vec<Diagnostic>); 2], Error> {
    let commits: Vec<Commit> = versions
        .iter()
        .filter_map(|version| match version {
            Version::Revision(commit) => Some(commit.clone()),
            Version::Folder(_) => None,
        })
        .collect();
    let mut trees =
        if commits.is_empty() { Vec::new() } else { Git::new(site(root)?).trees(&commits, |_| true)? }
            .into_iter();
    let mut next = |version: &Version| match version {
        Version::Folder(folder) => {
            refuse_root(folder)?;
            Ok(read(folder))
        }
        Version::Revision(_) => Ok(from_tree(trees.next().unwrap_or_default())),
    };
    Ok([next(versions[0])?, next(versions[1])?])
}
