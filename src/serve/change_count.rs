//! Counts the pages that a change of files affects, by comparing page fingerprints before and after. The count runs
//! in the background and delays nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::preview::{Preview, PreviewSite};
use crate::model::{Model, Pair, Route, Routes};
use crate::pages::page_of_file;
use crate::parse::FileKind;
use crate::publish::Fingerprint;
use crate::workers::STACK;

/// The time limit of a count: the next change is more important than the number.
const BUDGET: Duration = Duration::from_millis(200);

/// The number of changed pages, without redirects and data files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChangedPages {
    /// Pages whose fingerprints differ.
    pub pages: usize,
    /// `true` if all pages were compared. If not, more may have changed.
    pub all: bool,
}

/// A count in the background.
pub(super) struct ChangeCounter {
    progress: Arc<Progress>,
    /// `None` if the system could not start a thread.
    thread: Option<JoinHandle<bool>>,
}

#[derive(Default)]
struct Progress {
    pages: AtomicUsize,
    is_over: AtomicBool,
}

impl ChangeCounter {
    /// Starts to count the pages that differ between two sites after files changed.
    pub(super) fn start(
        before: &Arc<PreviewSite>,
        after: &Arc<PreviewSite>,
        paths: &[Arc<str>],
    ) -> ChangeCounter {
        let progress = Arc::new(Progress::default());
        let (before, after, paths) = (Arc::clone(before), Arc::clone(after), paths.to_vec());
        let own = Arc::clone(&progress);
        let run = move || count(&before, &after, &paths, &own);
        let thread = thread::Builder::new().stack_size(STACK).spawn(run).ok();
        ChangeCounter { progress, thread }
    }

    /// Returns `true` if the count has ended.
    pub(super) fn is_done(&self) -> bool {
        self.thread.as_ref().is_none_or(JoinHandle::is_finished)
    }

    /// Cancels the count without waiting for the page that is being compared.
    pub(super) fn stop(&self) {
        self.progress.is_over.store(true, Ordering::Relaxed);
    }

    /// Returns the result so far. A panic in drawing a page ends the count; the page itself shows the error.
    pub(super) fn result(self) -> ChangedPages {
        let done = self.thread.filter(JoinHandle::is_finished).and_then(|thread| thread.join().ok());
        ChangedPages { pages: self.progress.pages.load(Ordering::Relaxed), all: done.unwrap_or(false) }
    }
}

/// Counts until cancelled or out of time; returns `true` if all pages were compared.
fn count(before: &PreviewSite, after: &PreviewSite, paths: &[Arc<str>], progress: &Progress) -> bool {
    let until = Instant::now() + BUDGET;
    let model = after.model();
    let routes = Routes::new(model);
    let single: Vec<Route> = routes.iter_single().filter(|route| route.is_listed()).collect();
    // The pairs of a changed role come first: most pages that such a change affects are among them.
    let mut first: Vec<Route> = paths.iter().filter_map(|path| page_of_file(model, path)).collect();
    first.sort_unstable();
    first.dedup();
    let is_first = |pair: Pair| {
        let (a, b) = pair.roles();
        first.contains(&Route::Role(a)) || first.contains(&Route::Role(b))
    };
    let is_pair = |route: &Route, wanted: bool| {
        route.pair_page().is_some_and(|pair| is_first(pair) == wanted) && !first.contains(route)
    };
    let pairs = |wanted: bool| routes.iter().filter(move |route| is_pair(route, wanted));
    // Index pages come late: on a large site each takes longer than a hundred others.
    let (own, lists): (Vec<Route>, Vec<Route>) =
        single.into_iter().filter(|route| !first.contains(route)).partition(|page| !page.is_single_page());
    for route in first.iter().copied().chain(pairs(true)).chain(own).chain(lists).chain(pairs(false)) {
        if Instant::now() > until || progress.is_over.load(Ordering::Relaxed) {
            return false;
        }
        let known = Route::find(before.model(), &route.url(model));
        let old: Option<Fingerprint> = known.and_then(|known| before.fingerprint(known).ok());
        let differs = old.is_none() || old != after.fingerprint(route).ok();
        progress.pages.fetch_add(usize::from(differs), Ordering::Relaxed);
    }
    true
}

/// The address of the page to navigate to: the page of the first changed file that has one.
pub(super) fn page_to_follow(last: &Preview, next: &Preview, paths: &[impl AsRef<str>]) -> Option<String> {
    let model = next.site.as_ref()?.model();
    let before = last.site.as_ref().map(|site| site.model());
    let route = paths.iter().map(AsRef::as_ref).find_map(|path| match FileKind::of(path) {
        Some(FileKind::Skills) => role_of_changed_skill(before?, model).or_else(|| page_of_file(model, path)),
        _ => page_of_file(model, path),
    })?;
    Some(model.address(route))
}

/// Finds a role with a skill that is new or has another name than before.
fn role_of_changed_skill(before: &Model, after: &Model) -> Option<Route> {
    let is_same = |skill| {
        let known = before.skills.get(after.skills.id(skill).as_str());
        known.is_some_and(|known| before.skills[known].name == after.skills[skill].name)
    };
    let changed =
        |role: &crate::model::RoleId| after.roles[*role].skills.iter().any(|skill| !is_same(*skill));
    after.roles.indices().find(changed).map(Route::Role)
}

#[cfg(test)]
mod tests {
    use std::mem::{Discriminant, discriminant};
    use std::path::Path;

    use super::*;
    use crate::link::Options;
    use crate::pages::files;
    use crate::source::{Area, Sources, read};

    fn preview(sources: Sources) -> Preview {
        Preview::first(sources, Vec::new(), &Options::default())
    }

    /// Every content file of this repository has a page, and a change of the first file of each kind is visible
    /// there.
    #[test]
    fn every_kind_of_content_file_has_a_page_that_shows_a_change() {
        let (sources, found) = read(Path::new(env!("CARGO_MANIFEST_DIR")));
        assert!(found.is_empty(), "{found:?}");
        let first = preview(sources.clone());
        let site = first.site.as_ref().expect("a sound site");
        let mut kinds: Vec<Discriminant<FileKind<'_>>> = Vec::new();
        for file in sources.area(Area::Content) {
            let kind = FileKind::of(&file.path).expect("a kind");
            let address = page_to_follow(&first, &first, &[&file.path]).expect("an address");
            let page = Route::find(site.model(), &address).expect("a page");
            // A skill is shown by the roles that need it; no page is about the list of them.
            let is_about = files(site.model(), page).iter().any(|own| *own == *file.path);
            assert!(is_about || kind == FileKind::Skills, "{address} is not about {}", file.path);
            if kinds.contains(&discriminant(&kind)) {
                continue;
            }
            kinds.push(discriminant(&kind));
            let shows = changed(file.text().expect("text")).any(|text| {
                let edited = sources.clone().with(&file.path, text.into_bytes()).0;
                let next = first.next(edited, Vec::new(), &Options::default());
                let Some(address) = page_to_follow(&first, &next, &[&file.path]) else { return false };
                let route = Route::find(site.model(), &address).expect("a page");
                let (before, after) = (site.page(route), next.site.as_ref().expect("a site").page(route));
                next.report.errors() == 0 && before.expect("a page").0 != after.expect("a page").0
            });
            assert!(shows, "no change of {} shows on {address}", file.path);
        }
        assert_eq!(kinds.len(), 17, "this repository has a file of every kind");
    }

    /// The file that a page offers for editing is one whose page is about it.
    #[test]
    fn the_edited_file_of_a_page_opens_a_page_about_it() {
        let (sources, _) = read(Path::new(env!("CARGO_MANIFEST_DIR")));
        let first = preview(sources);
        let model = first.site.as_ref().expect("a sound site").model();
        let mut edited = 0;
        for route in Routes::new(model).iter() {
            let Some(file) = files(model, route).edited else { continue };
            edited += 1;
            let page = page_of_file(model, &file).expect("a page");
            assert!(files(model, page).iter().any(|own| own == file), "{file}: {}", page.url(model));
        }
        assert!(edited > 100, "{edited}");
    }

    /// Yields copies of a text with one visible value changed.
    fn changed(text: &str) -> impl Iterator<Item = String> + '_ {
        const KEYS: [&str; 8] =
            ["title: ", "label: ", "name: ", "summary: ", "reviewed: 2026", "line: ", "value: ", "about: "];
        KEYS.into_iter().filter_map(|key| {
            let at = text.find(key)? + key.len();
            let quote = usize::from(text[at..].starts_with('"'));
            let insert = if key.ends_with("2026") { "-01-02 #" } else { "Changed " };
            Some(format!("{}{insert}{}", &text[..at + quote], &text[at + quote..]))
        })
    }
}
