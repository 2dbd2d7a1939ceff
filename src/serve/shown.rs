//! Which pages a change of files shows on: found by comparing what pages are drawn from, before and after. It goes on
//! beside everything else, and nobody waits for it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::snapshot::{Site, Snapshot};
use crate::model::{Model, Pair, Route, Routes};
use crate::publish::Fingerprint;
use crate::workers::STACK;

/// How long is counted at most: the next change is worth more than the number.
const BUDGET: Duration = Duration::from_millis(200);

/// How many pages for readers show a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    /// Pages that are others than before.
    pub pages: usize,
    /// Whether all were looked at. If not, there may be more.
    pub all: bool,
}

/// A count that goes on.
pub struct Counting {
    so_far: Arc<SoFar>,
    /// `None` where the system had no thread for it.
    thread: Option<JoinHandle<bool>>,
}

#[derive(Default)]
struct SoFar {
    pages: AtomicUsize,
    is_over: AtomicBool,
}

impl Counting {
    /// Counts the pages that two sites draw differently after files changed.
    pub fn start(before: &Arc<Site>, after: &Arc<Site>, paths: &[Arc<str>]) -> Counting {
        let so_far = Arc::new(SoFar::default());
        let (before, after, paths) = (Arc::clone(before), Arc::clone(after), paths.to_vec());
        let own = Arc::clone(&so_far);
        let run = move || count(&before, &after, &paths, &own);
        let thread = thread::Builder::new().stack_size(STACK).spawn(run).ok();
        Counting { so_far, thread }
    }

    /// Whether it has ended by itself.
    pub fn is_done(&self) -> bool {
        self.thread.as_ref().is_none_or(JoinHandle::is_finished)
    }

    /// Ends it. Nobody waits for the page that is being looked at.
    pub fn stop(&self) {
        self.so_far.is_over.store(true, Ordering::Relaxed);
    }

    /// What was counted. A bug in drawing some page ends the count, and is shown where the page is.
    pub fn shown(self) -> Shown {
        let done = self.thread.filter(JoinHandle::is_finished).and_then(|thread| thread.join().ok());
        Shown { pages: self.so_far.pages.load(Ordering::Relaxed), all: done.unwrap_or(false) }
    }
}

/// Counts until it is over or takes too long; whether all pages were looked at.
fn count(before: &Site, after: &Site, paths: &[Arc<str>], so_far: &SoFar) -> bool {
    let until = Instant::now() + BUDGET;
    let model = after.model();
    let routes = Routes::of(model);
    let single: Vec<Route> = routes.iter_single().filter(|route| route.is_listed()).collect();
    // The pairs of a role that was changed come first: most of what such a change shows on.
    let mut first: Vec<Route> = paths.iter().filter_map(|path| page_of(model, path)).collect();
    first.sort_unstable();
    first.dedup();
    let is_first = |pair: Pair| {
        let (a, b) = pair.roles();
        first.contains(&Route::Role(a)) || first.contains(&Route::Role(b))
    };
    let is_pair = |route: &Route, wanted: bool| matches!(route, Route::Pair(pair) if is_first(*pair) == wanted && !first.contains(route));
    let pairs = |wanted: bool| routes.iter().filter(move |route| is_pair(route, wanted));
    // Lists that go over everything come late: on a large site each takes longer than a hundred others.
    let (own, lists): (Vec<Route>, Vec<Route>) =
        single.into_iter().filter(|route| !first.contains(route)).partition(is_of_one);
    for route in first.iter().copied().chain(pairs(true)).chain(own).chain(lists).chain(pairs(false)) {
        if Instant::now() > until || so_far.is_over.load(Ordering::Relaxed) {
            return false;
        }
        let known = Route::find(before.model(), &route.url(model));
        let old: Option<Fingerprint> = known.and_then(|known| before.fingerprint(known).ok());
        let differs = old.is_none() || old != after.fingerprint(route).ok();
        so_far.pages.fetch_add(usize::from(differs), Ordering::Relaxed);
    }
    true
}

/// Whether a page is about one thing, and not a list of many.
fn is_of_one(route: &Route) -> bool {
    matches!(route, Route::Role(_) | Route::Tool(_) | Route::Article(_) | Route::Term(_) | Route::Page(_))
}

/// The page that is made from a file.
pub fn page_of(model: &Model, file: &str) -> Option<Route> {
    let path = file.strip_prefix("content/")?;
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    match (folder, stem) {
        ("", "site") => Some(Route::Home),
        ("", "comparison") => Some(Route::Matrix),
        ("", "sources") => Some(Route::Sources),
        ("", "tools") => Some(Route::Tools),
        ("roles", id) => model.roles.find(id).map(Route::Role),
        ("salaries", id) => model.series.find(id).map(Route::Series),
        ("articles", id) => model.articles.find(id).map(Route::Article),
        ("glossary", id) => model.terms.find(id).map(Route::Term),
        ("pages", id) => model.pages.find(id).map(Route::Page),
        ("comparisons", pair) => {
            let (a, b) = pair.split_once("-vs-")?;
            Pair::new(model.roles.find(a)?, model.roles.find(b)?).map(Route::Pair)
        }
        _ => None,
    }
}

/// The address of the page that was edited, to be followed.
pub fn to_follow(snapshot: &Snapshot, paths: &[impl AsRef<str>]) -> Option<String> {
    let model = snapshot.site.as_ref()?.model();
    let route = paths.iter().find_map(|path| page_of(model, path.as_ref()))?;
    Some(model.address(route))
}
