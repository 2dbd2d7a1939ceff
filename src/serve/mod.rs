//! The preview server: serves the site from memory, as `build` would publish it, with live reload. **In** come the
//! folder of a site, and requests of a browser on this machine. **Out** go pages, and events when they change. It
//! never writes a file and never touches a published site. Deliberately absent: invalidation. A change creates the
//! next [`Preview`], which replaces the previous one as a whole.
//!
//! ```text
//! watch ─▶ source::Folder ─▶ Preview::next ─▶ cell ─▶ answer ─▶ http
//! hints    what changed      the whole site   current  a page    a connection
//! ```

mod answer;
mod change_count;
mod editor;
mod http;
mod inject;
mod preview;
mod preview_cell;
mod server;
mod state;
mod watch;

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use change_count::ChangeCounter;
pub use change_count::ChangedPages;
pub use editor::Editor;
pub use preview::{Preview, PreviewSite};

use crate::error::Error;
use crate::link;
use crate::publish::Interrupt;
use crate::source::{Folder, Scan};
use preview_cell::{Current, PreviewCell};
use server::Server;
use watch::{Hint, Watch};

/// Options of the preview.
#[derive(Debug, Clone)]
pub struct Serve {
    /// The folder of the site.
    pub root: PathBuf,
    /// The port on this machine; 0 for any free one.
    pub port: u16,
    /// Overrides of `site.yaml` for the preview.
    pub link: link::Options,
    /// Polls the files instead of waiting for events of the system.
    pub poll: bool,
    /// `true` if open tabs navigate to the page of the last saved file.
    pub follow: bool,
    /// The editor that links to file locations open.
    pub editor: Option<Editor>,
}

/// An event to report in the terminal.
pub enum PreviewEvent<'n> {
    /// The server has started.
    Ready {
        /// The address of the preview.
        address: &'n str,
        /// Its port.
        port: u16,
        /// The time from the start to the first state.
        took: Duration,
        /// The first state.
        preview: &'n Preview,
    },
    /// Files changed, and the preview shows the new state.
    Changed {
        /// Their paths, sorted.
        paths: &'n [Arc<str>],
        /// The time from the first event to the new state.
        took: Duration,
        /// The number of changed pages; `None` when there are no earlier or no new pages to compare.
        changed_pages: Option<ChangedPages>,
        /// The new state.
        preview: &'n Preview,
    },
    /// A message about the system.
    Notice(&'n str),
}

/// The interval of scans while file events arrive: at most this share of one processor.
const IDLE: Pace = Pace { least: Duration::from_secs(1), share: 50 };
/// The interval of scans without file events.
const POLL: Pace = Pace { least: Duration::from_millis(200), share: 10 };
/// The time that a half-done save may take: some editors delete a file before they write the new one.
const HALF_SAVED: Duration = Duration::from_millis(50);
/// The longest delay before a signal is noticed.
const PATIENCE: Duration = Duration::from_millis(100);
/// The same while pages are counted, so that the count is reported soon.
const COUNTING: Duration = Duration::from_millis(10);
/// The time to wait for a late event before polling starts.
const EVENT_DELAY: Duration = Duration::from_millis(300);

/// The notice when a bug kept a change from being shown.
const BUG: &str = "that is a bug of rolebook; the last pages stay until the next change";

/// The interval between scans: the greater of `least`, and `share` times the duration of a scan.
struct Pace {
    least: Duration,
    share: u32,
}

/// Runs the preview until a signal is received.
pub fn serve(
    wanted: &Serve,
    interrupt: &Interrupt,
    notify: &mut dyn FnMut(&PreviewEvent<'_>),
) -> Result<(), Error> {
    let began = Instant::now();
    let root = editor_root(&wanted.root).map_err(|error| Error::io("opening", &wanted.root, error))?;
    let listener = server::listen(wanted.port).map_err(|error| refused(wanted.port, error))?;
    let address = listener.local_addr().map_err(|error| refused(wanted.port, error))?;
    let mut watched = WatchedFolder::start(&wanted.root, wanted.poll, notify);
    let (sources, mut diagnostics) = watched.folder.sources();
    let cell = Arc::new(PreviewCell::new(Preview::first(sources, diagnostics.clone(), &wanted.link)));
    let server = Server::new(Arc::clone(&cell), root, wanted.editor);
    server
        .start(listener)
        .map_err(|error| Error::io("starting a thread for the preview of", &wanted.root, error))?;
    let at = format!("http://{address}/");
    let preview = &cell.current().preview;
    notify(&PreviewEvent::Ready { address: &at, port: address.port(), took: began.elapsed(), preview });
    let mut change: Option<PendingChange> = None;
    loop {
        interrupt.check()?;
        let since = watched.wait_and_scan(if change.is_some() { COUNTING } else { PATIENCE }, notify);
        if let Some(done) =
            change.take_if(|change| change.counter.as_ref().is_none_or(ChangeCounter::is_done))
        {
            done.notify(notify);
        }
        let Some(since) = since else { continue };
        let (sources, found) = watched.folder.sources();
        let last = cell.current().preview;
        let paths = last.differences(&sources);
        if paths.is_empty() && found == diagnostics {
            continue;
        }
        diagnostics.clone_from(&found);
        if let Some(counter) = change.as_ref().and_then(|change| change.counter.as_ref()) {
            counter.stop();
        }
        // The panic message has already reported the bug; the last good pages stay on show.
        let next = catch_unwind(AssertUnwindSafe(|| last.next(sources, found, &wanted.link)));
        let next = next.map(|next| {
            let next = Arc::new(next);
            let follow =
                if wanted.follow { change_count::page_to_follow(&last, &next, &paths) } else { None };
            cell.show(Current { preview: Arc::clone(&next), follow });
            next
        });
        if let Some(earlier) = change.take() {
            earlier.notify(notify);
        }
        match next {
            Ok(next) => change = Some(PendingChange::of(&last, next, paths, since)),
            Err(_) => notify(&PreviewEvent::Notice(BUG)),
        }
    }
}

/// A change that is already shown, while its changed pages are still being counted.
struct PendingChange {
    paths: Vec<Arc<str>>,
    took: Duration,
    preview: Arc<Preview>,
    counter: Option<ChangeCounter>,
}

impl PendingChange {
    fn of(last: &Preview, preview: Arc<Preview>, paths: Vec<Arc<str>>, since: Instant) -> PendingChange {
        let counter = match (&last.site, &preview.site) {
            (Some(before), Some(after)) if !Arc::ptr_eq(before, after) => {
                Some(ChangeCounter::start(before, after, &paths))
            }
            _ => None,
        };
        PendingChange { paths, took: since.elapsed(), preview, counter }
    }

    fn notify(self, notify: &mut dyn FnMut(&PreviewEvent<'_>)) {
        let changed_pages = self.counter.map(ChangeCounter::result);
        notify(&PreviewEvent::Changed {
            paths: &self.paths,
            took: self.took,
            changed_pages,
            preview: &self.preview,
        });
    }
}

/// The folder of a site and the watcher that triggers scans.
pub(crate) struct WatchedFolder {
    /// The folder as it was last scanned.
    pub(crate) folder: Folder,
    watch: Option<Watch>,
    scanned: Instant,
    /// The duration of a full scan.
    cost: Duration,
}

impl WatchedFolder {
    /// Starts to watch before the first scan, so that no change is missed in between.
    pub(crate) fn start(root: &Path, poll: bool, notify: &mut dyn FnMut(&PreviewEvent<'_>)) -> WatchedFolder {
        let mut folder = Folder::new(root);
        let watch = if poll { None } else { watch(&folder, notify) };
        let began = Instant::now();
        folder.scan(Scan::All);
        WatchedFolder { folder, watch, scanned: Instant::now(), cost: began.elapsed() }
    }

    /// Resolves the path of the site again: a symbolic link may have another target by now (git-sync, a release that
    /// is switched). Returns `true` if it has; then everything has to be scanned.
    fn follow(&mut self, notify: &mut dyn FnMut(&PreviewEvent<'_>)) -> bool {
        let moved = self.folder.follow();
        if moved && self.watch.is_some() {
            self.watch = watch(&self.folder, notify);
        }
        moved
    }

    /// Waits up to `patience` for a change, then scans. Returns the time of the first event, or `None` if there was
    /// nothing to scan.
    pub(crate) fn wait_and_scan(
        &mut self,
        patience: Duration,
        notify: &mut dyn FnMut(&PreviewEvent<'_>),
    ) -> Option<Instant> {
        let pace = if self.watch.is_some() { IDLE } else { POLL };
        let due = self.scanned + pace.least.max(self.cost * pace.share);
        let time = due.saturating_duration_since(Instant::now()).min(patience);
        let hint = self.wait(time, notify);
        let (unstable, since) = match hint {
            _ if self.follow(notify) => {
                let began = Instant::now();
                (self.folder.scan(Scan::All), began)
            }
            Some((hint, since)) => {
                if hint.lost {
                    notify(&PreviewEvent::Notice(
                        "the system dropped file events; all files were scanned again",
                    ));
                }
                let why = if hint.all { Scan::All } else { Scan::Named(&hint.paths) };
                (self.folder.scan(why), since)
            }
            None if Instant::now() >= due => {
                let began = Instant::now();
                let before = self.folder.sources().0.hash();
                let unstable = self.folder.scan(Scan::Idle);
                (self.scanned, self.cost) = (Instant::now(), began.elapsed());
                self.check_for_missed_events(before, notify);
                (unstable, began)
            }
            None => return None,
        };
        if unstable {
            let back = Instant::now() + HALF_SAVED;
            while Instant::now() < back {
                self.wait(back.saturating_duration_since(Instant::now()), notify);
            }
            self.folder.scan(Scan::All);
        }
        // A folder that was exchanged meanwhile may have been removed during the scan.
        while self.follow(notify) {
            self.folder.scan(Scan::All);
        }
        Some(since)
    }

    fn wait(&mut self, time: Duration, notify: &mut dyn FnMut(&PreviewEvent<'_>)) -> Option<(Hint, Instant)> {
        let Some(watch) = &mut self.watch else {
            std::thread::sleep(time);
            return None;
        };
        match watch.wait(time) {
            Ok(hint) => hint,
            Err(why) => {
                report_polling(&why, notify);
                self.watch = None;
                None
            }
        }
    }

    /// Falls back to polling when a scan finds a change although no event has ever arrived, as on a network file
    /// system.
    fn check_for_missed_events(&mut self, before: u128, notify: &mut dyn FnMut(&PreviewEvent<'_>)) {
        let Some(watch) = &mut self.watch else { return };
        if watch.has_events || self.folder.sources().0.hash() == before {
            return;
        }
        std::thread::sleep(EVENT_DELAY);
        if !watch.is_behind() && !watch.has_events {
            report_polling("no event came for a change of a file", notify);
            self.watch = None;
        }
    }
}

fn watch(folder: &Folder, notify: &mut dyn FnMut(&PreviewEvent<'_>)) -> Option<Watch> {
    Watch::start(folder.root()).map_err(|why| report_polling(&why, notify)).ok()
}

/// The site's folder for links to an editor, with symbolic links unresolved, since they may get another target later.
fn editor_root(root: &Path) -> io::Result<PathBuf> {
    let real = root.canonicalize()?;
    let absolute = std::path::absolute(root)?;
    let is_plain = absolute.components().all(|part| part != Component::ParentDir);
    Ok(if is_plain { absolute } else { real })
}

fn report_polling(why: &str, notify: &mut dyn FnMut(&PreviewEvent<'_>)) {
    let line = format!("{why}; polling for changes every {} ms instead", POLL.least.as_millis());
    notify(&PreviewEvent::Notice(&line));
}

fn refused(port: u16, source: io::Error) -> Error {
    let free = || server::listen(0).and_then(|listener| listener.local_addr()).map_or(0, |free| free.port());
    let free = if source.kind() == io::ErrorKind::AddrInUse { free() } else { 0 };
    Error::Port { port, free, source }
}
