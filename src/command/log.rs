//! `rolebook log`: the revisions in which a fact changed, with its value before and after.

use std::path::PathBuf;

use serde::Serialize;

use super::git::{Commit, FileCommit, Git};
use crate::analysis::Snapshot;
use crate::diagnostic::printable;
use crate::diff::{ItemChange, ItemKind, Rename, compare_content};
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

/// Returns the revisions in which facts changed, the newest first.
pub fn fact_log(options: &FactLog, interrupt: &Interrupt) -> Result<Vec<FactRevision>, Error> {
    let (role, row) = match options.fact.split_once('.') {
        Some((role, row)) => (role, Some(row)),
        None => (&*options.fact, None),
    };
    let git = Git::new(&options.root);
    let head = git.commit("HEAD")?;
    let history = git.history(&head, &FileKind::Role(role).path())?;
    let commits: Vec<Commit> = history.iter().map(|commit| commit.commit.clone()).collect();
    let is_wanted = |path: &str| NEEDED.contains(&path) || history.iter().any(|commit| commit.path == path);
    let trees = git.trees(&commits, is_wanted)?;
    let empty = || Snapshot::new(from_tree(Vec::new()).0, Vec::new(), &link::Options::default());
    let mut wanted = WantedFacts { role: role.to_string(), row: row.map(ToString::to_string) };
    let mut revisions = Vec::new();
    let mut newer: Option<(Snapshot, &FileCommit)> = None;
    for (tree, commit) in trees.into_iter().zip(&history) {
        interrupt.check()?;
        let (sources, diagnostics) = from_tree(tree);
        let options = link::Options::default();
        let snapshot = match &newer {
            Some((newer, _)) => newer.next(sources, diagnostics, &options),
            None => Snapshot::new(sources, diagnostics, &options),
        };
        if let Some((after, commit)) = newer.take() {
            revisions.extend(wanted.revision(&snapshot, &after, commit));
        }
        newer = Some((snapshot, commit));
    }
    if let Some((after, commit)) = newer {
        revisions.extend(wanted.revision(&empty(), &after, commit));
    }
    if revisions.iter().all(|revision| revision.facts.is_empty()) {
        return Err(Error::Refused {
            what: format!("no revision has a fact `{}`", printable(&options.fact)),
            help: "write the ids of a role and a row as `ROLE.ROW`; facts that are not committed have no history"
                .to_string(),
        });
    }
    Ok(revisions)
}

/// The ids of the facts, as the older of two revisions has them.
struct WantedFacts {
    role: String,
    row: Option<String>,
}

impl WantedFacts {
    /// Returns the change between two revisions, if there is one, and goes back to the ids of the first.
    fn revision(&mut self, before: &Snapshot, after: &Snapshot, commit: &FileCommit) -> Option<FactRevision> {
        let diff = compare_content(before, after);
        let is_own = |item: &ItemChange| {
            item.kind == ItemKind::Fact
                && item.key.first() == Some(&self.role)
                && self.row.as_ref().is_none_or(|row| item.key.get(1) == Some(row))
        };
        let facts: Vec<ItemChange> = diff.items.into_iter().filter(is_own).collect();
        let is_renamed = |rename: &Rename| {
            let now = rename.after.first();
            rename.kind == ItemKind::Role && now == Some(&self.role)
                || rename.kind == ItemKind::Row && self.row.is_some() && now == self.row.as_ref()
        };
        let renames: Vec<Rename> = diff.renames.into_iter().filter(is_renamed).collect();
        for rename in &renames {
            let before = rename.before.first().cloned();
            match rename.kind {
                ItemKind::Role => self.role = before.unwrap_or_default(),
                _ => self.row = before,
            }
        }
        (!facts.is_empty() || !renames.is_empty()).then(|| FactRevision {
            commit: commit.short.clone(),
            date: commit.date.clone(),
            author: commit.author.clone(),
            subject: commit.subject.clone(),
            renames,
            facts,
        })
    }
}
