//! Decides what a deploy does, from what is built and what may be at the destination. It makes no request.

use std::collections::BTreeMap;

use super::destination::{Found, Stamp};
use super::record::States;

/// A file that the destination is to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wanted<'w> {
    pub path: &'w str,
    pub stamp: Stamp,
}

/// The files that may be at a destination, before it is asked.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// The files of the last complete deploy.
    pub recorded: BTreeMap<String, Stamp>,
    /// The files that deploys which did not end may have changed.
    pub pending: States,
    /// `true` if there is no file at all.
    pub is_empty: bool,
}

impl Known {
    /// Returns `true` if an earlier deploy may have put a file at a path.
    fn has(&self, path: &str) -> bool {
        self.recorded.contains_key(path) || self.pending.contains_key(path)
    }

    /// Returns `true` if a file without a stamp may be one that a deploy was sending when it was killed: some servers store the
    /// bytes of an object before its metadata.
    pub(super) fn may_lack_stamp(&self, path: &str, marks_files: bool) -> bool {
        marks_files && self.pending.get(path).is_some_and(|states| states.iter().any(Option::is_some))
    }

    /// Returns `true` if a deploy that was killed may have been sending another file to a path. A server that stores the bytes
    /// before the metadata may then have its bytes with the stamp of the file before.
    fn may_be_torn(&self, path: &str, stamp: Stamp) -> bool {
        self.pending.get(path).into_iter().flatten().flatten().any(|sending| *sending != stamp)
    }

    /// All stamps with which earlier deploys may have left a path.
    pub(super) fn stamps(&self, path: &str) -> impl Iterator<Item = Stamp> {
        let pending = self.pending.get(path).into_iter().flatten().flatten();
        self.recorded.get(path).into_iter().chain(pending).copied()
    }

    /// Returns `true` if what is at a path is not certain, so that the destination must be asked.
    pub(super) fn is_uncertain(&self, path: &str) -> bool {
        let is_new = !self.recorded.contains_key(path) && !self.is_empty;
        is_new || self.pending.contains_key(path)
    }
}

/// When a file is sent. All files of a step are there before the next step begins, so that no page names a file that is
/// missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// Everything that is not a page: style sheets, scripts, images, data.
    Assets,
    /// Pages at addresses that had none.
    NewPages,
    /// Pages that lead to them.
    Pages,
    /// Sitemaps and feeds, which send visitors to pages.
    Announcements,
}

impl Step {
    pub(super) const ALL: [Step; 4] = [Step::Assets, Step::NewPages, Step::Pages, Step::Announcements];

    fn of(path: &str, is_new: bool) -> Step {
        match (path.rsplit_once('.').map(|(_, extension)| extension), is_new) {
            (Some("html"), true) => Step::NewPages,
            (Some("html"), false) => Step::Pages,
            (Some("xml"), _) => Step::Announcements,
            _ => Step::Assets,
        }
    }
}

/// The changes of a deploy.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Plan<'w> {
    /// In the order of the steps, then of the paths.
    pub send: Vec<(Step, Wanted<'w>)>,
    /// Files that are there already.
    pub kept: Vec<Wanted<'w>>,
    /// Files to delete, pages first.
    pub delete: Vec<String>,
    /// Files that no deploy put there, at the paths of files to send.
    pub foreign: Vec<&'w str>,
}

/// Makes the plan. `found` has the answers for the files that are [uncertain](Known::is_uncertain), in their order. With
/// `marks_files`, the destination gives a stamp only for a file that a deploy put there.
pub(super) fn plan<'w>(
    wanted: &[Wanted<'w>],
    known: &Known,
    found: impl IntoIterator<Item = Found>,
    marks_files: bool,
) -> Plan<'w> {
    let mut plan = Plan::default();
    let mut found = found.into_iter();
    for &file in wanted {
        let there = if known.is_uncertain(file.path) {
            found.next().expect("invariant: there is an answer for each uncertain file")
        } else {
            known.recorded.get(file.path).map_or(Found::Nothing, |stamp| Found::File(*stamp))
        };
        match there {
            Found::File(stamp)
                if stamp == file.stamp && !(marks_files && known.may_be_torn(file.path, stamp)) =>
            {
                plan.kept.push(file);
            }
            Found::File(_) if marks_files || known.has(file.path) => {
                plan.send.push((Step::of(file.path, false), file));
            }
            Found::Foreign if known.may_lack_stamp(file.path, marks_files) => {
                plan.send.push((Step::of(file.path, false), file));
            }
            Found::Nothing => plan.send.push((Step::of(file.path, true), file)),
            Found::File(_) | Found::Foreign => {
                plan.foreign.push(file.path);
                plan.send.push((Step::of(file.path, false), file));
            }
        }
    }
    plan.send.sort_by(|(a, x), (b, y)| (a, x.path).cmp(&(b, y.path)));
    let is_wanted = |path: &str| wanted.binary_search_by(|file| file.path.cmp(path)).is_ok();
    let gone = known.recorded.keys().chain(known.pending.keys()).filter(|path| !is_wanted(path));
    plan.delete = gone.cloned().collect();
    plan.delete.sort_by(|a, b| {
        (Step::of(a, false) == Step::Assets, a).cmp(&(Step::of(b, false) == Step::Assets, b))
    });
    plan.delete.dedup();
    plan
}

/// The list to write before the plan is carried out: all that was pending, and every change of the plan.
pub(super) fn pending(plan: &Plan<'_>, before: &States) -> States {
    let mut states = before.clone();
    let sent = plan.send.iter().map(|(_, file)| (file.path, Some(file.stamp)));
    for (path, stamp) in sent.chain(plan.delete.iter().map(|path| (path.as_str(), None))) {
        let known = states.entry(path.to_string()).or_default();
        if !known.contains(&stamp) {
            known.push(stamp);
        }
    }
    states
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp(content: u64) -> Stamp {
        Stamp { content, bytes: 1, headers: 0 }
    }

    fn wanted<'w>(files: &[(&'w str, u64)]) -> Vec<Wanted<'w>> {
        files.iter().map(|&(path, content)| Wanted { path, stamp: stamp(content) }).collect()
    }

    fn known(recorded: &[(&str, u64)], pending: &[(&str, &[Option<u64>])]) -> Known {
        Known {
            recorded: recorded.iter().map(|&(path, content)| (path.to_string(), stamp(content))).collect(),
            pending: pending
                .iter()
                .map(|&(path, states)| (path.to_string(), states.iter().map(|it| it.map(stamp)).collect()))
                .collect(),
            is_empty: false,
        }
    }

    fn sent<'w>(plan: &Plan<'w>) -> Vec<&'w str> {
        plan.send.iter().map(|(_, file)| file.path).collect()
    }

    #[test]
    fn assets_come_before_new_pages_before_changed_pages_before_announcements() {
        let files = wanted(&[
            ("a/index.html", 2),
            ("b/index.html", 1),
            ("feed.xml", 2),
            ("site.css", 2),
            ("same.txt", 1),
        ]);
        let mut files = files;
        files.sort_by_key(|file| file.path);
        let known = known(&[("a/index.html", 1), ("feed.xml", 1), ("same.txt", 1), ("site.css", 1)], &[]);
        let plan = plan(&files, &known, [Found::Nothing], true);
        assert_eq!(sent(&plan), ["site.css", "b/index.html", "a/index.html", "feed.xml"]);
        assert_eq!(plan.kept.len(), 1);
        assert_eq!(plan.foreign, Vec::<&str>::new());
    }

    #[test]
    fn pages_are_deleted_before_the_assets_that_they_name() {
        let known =
            known(&[("a.css", 1), ("b/index.html", 1), ("c.png", 1)], &[("d/index.html", &[Some(1)])]);
        let plan = plan(&[], &known, [], true);
        assert_eq!(plan.delete, ["b/index.html", "d/index.html", "a.css", "c.png"]);
    }

    #[test]
    fn after_a_killed_deploy_only_the_destination_says_what_is_there() {
        let files = wanted(&[("changed", 2), ("deleted", 1), ("new", 1)]);
        let known = known(
            &[("changed", 1), ("deleted", 1)],
            &[("changed", &[Some(2)]), ("deleted", &[None]), ("new", &[Some(1)])],
        );
        assert!(files.iter().all(|file| known.is_uncertain(file.path)));
        let none = plan(&files, &known, [Found::File(stamp(1)), Found::Nothing, Found::Nothing], false);
        assert_eq!(sent(&none), ["changed", "deleted", "new"]);
        let all = [Found::File(stamp(2)), Found::File(stamp(1)), Found::File(stamp(1))];
        assert_eq!(plan(&files, &known, all, false).send, []);
    }

    #[test]
    fn a_file_that_no_deploy_put_there_is_foreign_unless_it_is_equal() {
        let files = wanted(&[("a", 1), ("b", 1), ("c", 1)]);
        let found = [Found::Foreign, Found::File(stamp(2)), Found::File(stamp(1))];
        let unmarked = plan(&files, &Known::default(), found, false);
        assert_eq!((unmarked.foreign, unmarked.kept.len()), (vec!["a", "b"], 1));
        let marked = plan(&files, &Known::default(), found, true);
        assert_eq!((marked.foreign, marked.kept.len()), (vec!["a"], 1));
    }

    #[test]
    fn an_object_that_lost_its_stamp_while_it_was_sent_is_sent_again() {
        let files = wanted(&[("a", 1)]);
        let killed = known(&[], &[("a", &[Some(1)])]);
        assert_eq!(sent(&plan(&files, &killed, [Found::Foreign], true)), ["a"]);
        assert_eq!(plan(&files, &killed, [Found::Foreign], true).foreign, Vec::<&str>::new());
        assert_eq!(plan(&files, &killed, [Found::Foreign], false).foreign, ["a"], "a link in a folder");
        let deleted = known(&[], &[("a", &[None])]);
        assert_eq!(plan(&files, &deleted, [Found::Foreign], true).foreign, ["a"]);
    }

    #[test]
    fn a_stamp_is_not_trusted_while_another_file_was_being_sent() {
        let files = wanted(&[("a", 1)]);
        let killed = known(&[("a", 1)], &[("a", &[Some(2)])]);
        assert_eq!(sent(&plan(&files, &killed, [Found::File(stamp(1))], true)), ["a"]);
        assert_eq!(plan(&files, &killed, [Found::File(stamp(1))], false).send, [], "a hash of bytes is");
    }

    #[test]
    fn nothing_that_was_pending_is_forgotten() {
        let files = wanted(&[("a", 3), ("b", 1)]);
        let known = known(&[("a", 1), ("gone", 1)], &[("a", &[Some(2)]), ("old", &[Some(1), None])]);
        let plan = plan(&files, &known, [Found::File(stamp(2)), Found::Nothing], true);
        let pending = pending(&plan, &known.pending);
        let states = |path: &str| pending[path].iter().map(|it| it.map(|it| it.content)).collect::<Vec<_>>();
        assert_eq!(states("a"), [Some(2), Some(3)]);
        assert_eq!(states("b"), [Some(1)]);
        assert_eq!(states("gone"), [None]);
        assert_eq!(states("old"), [Some(1), None]);
        assert_eq!(known.stamps("a").map(|it| it.content).collect::<Vec<_>>(), [1, 2]);
    }
}
