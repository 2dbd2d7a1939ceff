//! Compares two versions of a site in the terms of its readers: facts, figures, names and texts, not lines of files. Both
//! models become lists of items (`inventory`), ids that were renamed are found (`renames`), and the items with the same ids
//! are compared (`changes`). Layout, comments and the order of keys are not in the model, so they make no difference.
//! Deliberately absent: Git, and the file system.

mod changes;
mod human;
mod inventory;
mod inventory_fit;
mod inventory_learning;
mod inventory_levels;
mod inventory_pay;
mod inventory_site;
mod item;
mod json;
mod markdown;
mod output;
mod problems;
mod prose;
mod renames;
mod report;
mod values;
mod verdicts;

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Serialize;

pub use changes::{ChangeKind, FieldChange, ItemChange, ValueChange};
pub use human::{human, human_item};
pub use item::{ItemKind, Topic};
pub use json::json;
pub use markdown::{MARKDOWN_LIMIT, PreviewUrl, markdown};
use output::Drawable;
pub use output::OutputChange;
pub use problems::{Problem, ProblemChange};
pub use prose::{Passage, ProseChange};
pub use renames::Rename;
pub use verdicts::{RankChange, Standing, VerdictChange};

use crate::analysis::Snapshot;
use crate::compiled::CompiledSite;
use crate::diagnostic::Report;
use crate::error::Error;
use crate::link;
use crate::model::Model;
use crate::publish::Interrupt;
use crate::source::Area;
use crate::workers;

/// The differences between two versions of a site.
#[derive(Debug, Clone, Serialize)]
pub struct SiteDiff {
    /// The number of errors before. With errors, what could be read is compared.
    pub errors_before: usize,
    /// The number of errors after.
    pub errors_after: usize,
    /// The ids that were renamed.
    pub renames: Vec<Rename>,
    /// The items that differ, the most important first.
    pub items: Vec<ItemChange>,
    /// The roles that compare differently with others.
    pub verdicts: Vec<VerdictChange>,
    /// The roles that the fit guide ranks differently.
    pub ranks: Vec<RankChange>,
    /// The diagnostics that are new, and those that are gone.
    pub problems: ProblemChange,
    /// The published files that differ; `None` if a version has errors, so that it cannot be drawn.
    pub output: Option<OutputChange>,
}

impl SiteDiff {
    /// Returns `true` if readers see no difference.
    pub fn is_unchanged(&self) -> bool {
        self.renames.is_empty()
            && self.items.is_empty()
            && self.verdicts.is_empty()
            && self.ranks.is_empty()
            && self.output.as_ref().is_none_or(OutputChange::is_empty)
    }
}

/// Compares two versions of a site.
pub fn compare_sites(
    before: &CompiledSite,
    after: &CompiledSite,
    interrupt: &Interrupt,
) -> Result<SiteDiff, Error> {
    let content = compare_content(&before.content, &after.content);
    interrupt.check()?;
    let versions = [before, after];
    let mut drawn = workers::map(versions.len(), 1, |n| drawn(versions[n], interrupt)).into_iter();
    let mut next = || drawn.next().expect("invariant: both versions were drawn");
    let ((old, old_files), (new, new_files)) = (next()?, next()?);
    let output = match (old_files, new_files) {
        _ if before.content.sources().hash() == after.content.sources().hash() => {
            Some(OutputChange::default())
        }
        (Some(old), Some(new)) => {
            Some(output::compare_output(&old, &new, !content.is_unchanged(), interrupt)?)
        }
        _ => None,
    };
    Ok(SiteDiff {
        errors_before: old.errors(),
        errors_after: new.errors(),
        problems: problems::compare_problems(
            (&old, before.content.sources()),
            (&new, after.content.sources()),
            &content.renames,
        ),
        output,
        ..content
    })
}

/// Compares the content of two versions of a site, without their pages and diagnostics. A file that cannot be read in one of
/// them makes no difference.
pub fn compare_content(before: &Snapshot, after: &Snapshot) -> SiteDiff {
    let errors = [before, after].map(|version| version.diagnostics().errors());
    let (old, new) = (without_unreadable(before, after), without_unreadable(after, before));
    let (before, after) = (old.as_ref().unwrap_or(before), new.as_ref().unwrap_or(after));
    let (renames, items, model) = compare_inventories(before, after);
    let has_fit_changes = items.iter().any(|item| matches!(item.kind.topic(), Topic::Fit))
        || items.iter().any(|item| item.kind == ItemKind::Role && item.change != ChangeKind::Changed);
    let ranks = if has_fit_changes { verdicts::compare_ranks(&model, after.model()) } else { Vec::new() };
    SiteDiff {
        errors_before: errors[0],
        errors_after: errors[1],
        verdicts: verdicts::compare_verdicts(&model, after.model()),
        renames,
        items,
        ranks,
        problems: ProblemChange::default(),
        output: None,
    }
}

/// Returns the ids that were renamed and the items that differ between two versions, without what follows from them.
pub fn changed_items(before: &Snapshot, after: &Snapshot) -> (Vec<Rename>, Vec<ItemChange>) {
    let (old, new) = (without_unreadable(before, after), without_unreadable(after, before));
    let (renames, items, _) =
        compare_inventories(old.as_ref().unwrap_or(before), new.as_ref().unwrap_or(after));
    (renames, items)
}

/// Returns the renames, the changes, and the first model with the ids of the second.
fn compare_inventories(before: &Snapshot, after: &Snapshot) -> (Vec<Rename>, Vec<ItemChange>, Model) {
    let new = inventory::inventory(after.model(), after.sources());
    let renames::Renames { list, model, items: old } =
        renames::find_renames(before.model(), before.sources(), &new, after.documents());
    (list, changes::compare_items(old, new), model)
}

/// Returns a version with the files that cannot be read in it as the other version has them; `None` if it has none. A file
/// that cannot be read in either is left out.
fn without_unreadable(version: &Snapshot, other: &Snapshot) -> Option<Snapshot> {
    let read = |snapshot: &Snapshot| -> BTreeSet<Arc<str>> {
        let whole = snapshot.documents().iter().filter(|document| !document.is_incomplete);
        whole.map(|document| Arc::clone(&document.file)).collect()
    };
    let (own, theirs) = (read(version), read(other));
    let files = [version, other].into_iter().flat_map(|snapshot| snapshot.sources().area(Area::Content));
    let unreadable: BTreeSet<&Arc<str>> = files
        .map(|file| &file.path)
        .filter(|path| !own.contains(*path) && version.sources().text(path).is_some())
        .collect();
    if unreadable.is_empty() {
        return None;
    }
    let mut sources = version.sources().clone();
    for path in unreadable {
        sources = match other.sources().get(path).filter(|_| theirs.contains(path)) {
            Some(file) => sources.with(path, file.bytes().to_vec()).0,
            None => sources.without(path),
        };
    }
    Some(version.next(sources, Vec::new(), &link::Options::default()))
}

/// Returns the diagnostics of a site as `rolebook check` does, those of its links included, and its files if it can be drawn.
fn drawn<'s>(site: &'s CompiledSite, interrupt: &Interrupt) -> Result<(Report, Option<Drawable<'s>>), Error> {
    Ok(match Drawable::new(site) {
        Ok(Some(files)) => (site.report.with(files.link_problems(interrupt)?), Some(files)),
        Ok(None) => (site.report.clone(), None),
        Err(diagnostic) => (site.report.with([*diagnostic]), None),
    })
}
