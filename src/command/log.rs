//! `rolebook log`: the revisions in which a fact changed, with its value before and after.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

use serde::Serialize;

use super::git::{Commit, CommitName, Git, Revision};
use crate::analysis::Snapshot;
use crate::diagnostic::printable;
use crate::diff::{ItemChange, ItemKind, Rename, changed_items};
use crate::error::Error;
use crate::link;
use crate::parse::{FileKind, content_file};
use crate::publish::Interrupt;
use crate::source::from_tree;

/// The facts whose history is asked for.
#[derive(Debug, Clone)]
pub struct FactLog {
    /// The folder of the site, in its repository.
    pub root: PathBuf,
    /// A fact as `role.row`, or all facts of a role as `role`.
    pub fact: String,
}

/// A revision in which facts changed.
#[derive(Debug, Clone, Serialize)]
pub struct FactRevision {
    /// The abbreviated id of the commit.
    pub commit: String,
    /// The day on which it was written.
    pub date: String,
    /// The name of its author.
    pub author: String,
    /// The first line of its message.
    pub subject: String,
    /// The ids of the role and the row that were renamed.
    pub renames: Vec<Rename>,
    /// The facts that changed.
    pub facts: Vec<ItemChange>,
}

/// The files that a fact is shown with, beside that of its role.
const NEEDED: [&str; 5] = [
    content_file::SITE,
    content_file::COMPARISON,
    content_file::SOURCES,
    content_file::TOOLS,
    content_file::SKILLS,
];

/// The revisions in which facts changed.
#[derive(Debug)]
pub struct FactHistory {
    /// The newest first.
    pub revisions: Vec<FactRevision>,
    /// `true` if the repository lacks older commits, in which the facts may have changed too.
    pub is_cut_off: bool,
}

/// Returns the revisions in which facts changed.
pub fn fact_log(options: &FactLog, interrupt: &Interrupt) -> Result<FactHistory, Error> {
    let (role, row) = match options.fact.split_once('.') {
        Some((role, row)) => (role, Some(row)),
        None => (&*options.fact, None),
    };
    let git = Git::new(&options.root);
    let head = git.commit("HEAD")?;
    let is_shallow = git.is_shallow()?;
    let mut wanted = WantedFacts {
        roles: BTreeSet::from([role.to_string()]),
        rows: row.map(|row| BTreeSet::from([row.to_string()])),
    };
    // Each rename that is found leads to older revisions, of the former id.
    loop {
        let ids = wanted.clone();
        let history = wanted.read(&git, &head, is_shallow, interrupt)?;
        if wanted != ids {
            continue;
        }
        if history.revisions.iter().all(|revision| revision.facts.is_empty()) {
            let help = if history.is_cut_off {
                "this clone lacks older commits: fetch them with `git fetch --unshallow`"
            } else {
                "write the ids of a role and a row as `ROLE.ROW`; facts that are not committed have no history"
            };
            return Err(Error::Refused {
                what: format!("no revision has a change of the fact `{}`", printable(&options.fact)),
                help: help.to_string(),
            });
        }
        return Ok(history);
    }
}

/// The facts, by all ids that their roles and rows had.
#[derive(Debug, Clone, PartialEq, Eq)]
struct WantedFacts {
    roles: BTreeSet<String>,
    /// `None` for all rows.
    rows: Option<BTreeSet<String>>,
}

/// The snapshots of commits, each parsed once.
struct Snapshots {
    by_commit: HashMap<Commit, Arc<Snapshot>>,
    empty: Arc<Snapshot>,
}

impl WantedFacts {
    /// Returns the history of the facts with these ids, and adds the ids that they had before.
    fn read(
        &mut self,
        git: &Git,
        head: &Commit,
        is_shallow: bool,
        interrupt: &Interrupt,
    ) -> Result<FactHistory, Error> {
        let paths: Vec<String> = self.roles.iter().map(|role| FileKind::Role(role).path()).collect();
        let history = git.history(head, &paths)?;
        let mut commits: Vec<Commit> = Vec::new();
        let mut seen = HashSet::new();
        for revision in &history {
            let own = revision.parents.iter().chain([&revision.commit]);
            commits.extend(own.filter(|commit| seen.insert(*commit)).cloned());
        }
        let is_shown = |path: &str| NEEDED.contains(&path) || paths.iter().any(|own| own == path);
        let snapshots = Snapshots::read(git, commits, is_shown, interrupt)?;
        let mut found = FactHistory { revisions: Vec::new(), is_cut_off: false };
        for revision in &history {
            interrupt.check()?;
            if revision.parents.is_empty() && is_shallow {
                found.is_cut_off = true;
                continue;
            }
            let has_role = |commit: &Commit| {
                let sources = snapshots.get(Some(commit)).sources();
                paths.iter().any(|path| sources.text(path).is_some())
            };
            // A role that appears may be another one with a new id.
            let is_new = has_role(&revision.commit) && !revision.parents.iter().all(has_role);
            let (renames, facts) = if is_new {
                let commits = revision.parents.iter().chain([&revision.commit]).cloned().collect();
                let is_role = |path: &str| matches!(FileKind::of(path), Some(FileKind::Role(_)));
                let is_shown = |path: &str| NEEDED.contains(&path) || is_role(path);
                self.changes(revision, &Snapshots::read(git, commits, is_shown, interrupt)?)
            } else {
                self.changes(revision, &snapshots)
            };
            if facts.is_empty() && renames.is_empty() {
                continue;
            }
            let CommitName { short: commit, date, author, subject } = git.describe(&revision.commit)?;
            found.revisions.push(FactRevision { commit, date, author, subject, renames, facts });
        }
        Ok(found)
    }

    /// Returns what changed in a revision; in a merge, what differs from every parent.
    fn changes(&mut self, revision: &Revision, snapshots: &Snapshots) -> (Vec<Rename>, Vec<ItemChange>) {
        let after = snapshots.get(Some(&revision.commit));
        let mut parents = revision.parents.iter().map(Some).collect::<Vec<_>>();
        if parents.is_empty() {
            parents.push(None);
        }
        let mut all = parents.into_iter().map(|parent| self.difference(snapshots.get(parent), after));
        let (mut renames, mut facts) = all.next().unwrap_or_default();
        for (other_renames, other_facts) in all {
            renames.retain(|rename| other_renames.contains(rename));
            facts.retain(|fact| other_facts.iter().any(|other| other.key == fact.key));
        }
        for rename in &renames {
            let before = rename.before.first().cloned();
            match rename.kind {
                ItemKind::Role => self.roles.extend(before),
                _ => self.rows.iter_mut().for_each(|rows| rows.extend(before.clone())),
            }
        }
        (renames, facts)
    }

    /// Returns the renames and the changes of these facts between two versions.
    fn difference(&self, before: &Snapshot, after: &Snapshot) -> (Vec<Rename>, Vec<ItemChange>) {
        let (renames, items) = changed_items(before, after);
        let is_role = |id: Option<&String>| id.is_some_and(|id| self.roles.contains(id));
        let is_row = |id: Option<&String>| {
            self.rows.as_ref().is_none_or(|rows| id.is_some_and(|id| rows.contains(id)))
        };
        let is_own = |item: &ItemChange| {
            item.kind == ItemKind::Fact && is_role(item.key.first()) && is_row(item.key.get(1))
        };
        let is_renamed = |rename: &Rename| {
            let now = rename.after.first();
            rename.kind == ItemKind::Role && is_role(now)
                || rename.kind == ItemKind::Row && self.rows.is_some() && is_row(now)
        };
        (renames.into_iter().filter(is_renamed).collect(), items.into_iter().filter(is_own).collect())
    }
}

impl Snapshots {
    /// Reads some files of commits.
    fn read(
        git: &Git,
        commits: Vec<Commit>,
        is_wanted: impl Fn(&str) -> bool,
        interrupt: &Interrupt,
    ) -> Result<Snapshots, Error> {
        let trees = git.trees(&commits, is_wanted)?;
        let options = link::Options::default();
        let empty = Arc::new(Snapshot::new(from_tree(Vec::new()).0, Vec::new(), &options));
        let mut snapshots = Snapshots { by_commit: HashMap::new(), empty: Arc::clone(&empty) };
        let mut last = empty;
        for (commit, tree) in commits.into_iter().zip(trees) {
            interrupt.check()?;
            let (sources, diagnostics) = from_tree(tree);
            last = Arc::new(last.next(sources, diagnostics, &options));
            snapshots.by_commit.insert(commit, Arc::clone(&last));
        }
        Ok(snapshots)
    }

    /// Returns the snapshot of a commit; an empty one before the first.
    fn get(&self, commit: Option<&Commit>) -> &Snapshot {
        commit.and_then(|commit| self.by_commit.get(commit)).unwrap_or(&self.empty)
    }
}
