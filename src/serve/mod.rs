//! The preview: the site from memory, as `build` would publish it. What comes in: the folder of a site, and requests of a
//! browser on this machine. What goes out: pages, and the news that they changed. It never writes a file and never
//! touches a published site; and there is deliberately nothing in it that is invalidated: a change makes the next
//! [`Snapshot`] and that one is shown, whole.
//!
//! ```text
//! watch ─▶ source::Folder ─▶ Snapshot::next ─▶ hub ─▶ answer ─▶ http
//! hints    what changed      the whole site   now     a page    a connection
//! ```

mod answer;
mod editor;
mod http;
mod inject;
mod server;
mod shown;
mod snapshot;
mod snapshot_cell;
mod state;
mod watch;

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

pub use editor::Editor;
use shown::Counting;
pub use shown::Shown;
pub use snapshot::{PreviewSite, Snapshot};

use crate::error::Error;
use crate::link;
use crate::publish::Interrupt;
use crate::source::{Folder, Scan};
use server::Server;
use snapshot_cell::{Current, SnapshotCell};
use watch::{Hint, Watch};

/// What is to be shown, and how.
#[derive(Debug, Clone)]
pub struct Serve {
    /// The folder of the site.
    pub root: PathBuf,
    /// The port on this machine; 0 for any that is free.
    pub port: u16,
    /// What `site.yaml` says, changed for this look.
    pub link: link::Options,
    /// Looks at the files again and again instead of waiting for the system to tell.
    pub poll: bool,
    /// Whether open pages go to the page of the file that was changed last.
    pub follow: bool,
    /// The editor that places in files are opened in.
    pub editor: Option<Editor>,
}

/// What there is to tell in the terminal.
pub enum News<'n> {
    /// The site can be looked at.
    Ready {
        /// Where.
        address: &'n str,
        /// How long it took.
        took: Duration,
        /// What is shown.
        snapshot: &'n Snapshot,
    },
    /// Files changed, and that is shown.
    Changed {
        /// Their paths, sorted.
        paths: &'n [Arc<str>],
        /// From the first hint to the moment when the new pages were there.
        took: Duration,
        /// On how many pages it shows; `None` when the last good ones are shown still.
        shown: Option<Shown>,
        /// What is shown.
        snapshot: &'n Snapshot,
    },
    /// Something about the machine.
    Notice(&'n str),
}

/// How often the folder is looked at although nothing is known to have changed, in a second's share of the processor.
const IDLE: Pace = Pace { least: Duration::from_secs(1), share: 50 };
/// The same when the system tells of no changes.
const POLL: Pace = Pace { least: Duration::from_millis(200), share: 10 };
/// How long a save may take that is seen half done: a file that is away, because another comes in its place.
const AWAY: Duration = Duration::from_millis(50);
/// How long a signal may have to wait.
const PATIENCE: Duration = Duration::from_millis(100);
/// The same while pages are counted, which is to be said when it is done.
const COUNTING: Duration = Duration::from_millis(10);
/// How long events may be late before nobody waits for them any more.
const LATE: Duration = Duration::from_millis(300);

/// What is said when a bug kept a change from being shown.
const BUG: &str = "that is a bug of rolebook; the last pages stay until the next change";

/// How often something is done: with pauses of at least so long, and of so many times as long as it takes.
struct Pace {
    least: Duration,
    share: u32,
}

/// Shows a site until a signal comes.
pub fn serve(wanted: &Serve, interrupt: &Interrupt, tell: &mut dyn FnMut(&News<'_>)) -> Result<(), Error> {
    let began = Instant::now();
    let root = editor_root(&wanted.root).map_err(|error| Error::io("opening", &wanted.root, error))?;
    let listener = server::listen(wanted.port).map_err(|error| refused(wanted.port, error))?;
    let address = listener.local_addr().map_err(|error| refused(wanted.port, error))?;
    let mut watching = Watching::start(&wanted.root, wanted.poll, tell);
    let (sources, mut told) = watching.folder.sources();
    let hub = Arc::new(SnapshotCell::new(Snapshot::first(sources, told.clone(), &wanted.link)));
    let server = Server::new(Arc::clone(&hub), root, wanted.editor);
    server
        .start(listener)
        .map_err(|error| Error::io("starting a thread for the preview of", &wanted.root, error))?;
    let at = format!("http://{address}/");
    tell(&News::Ready { address: &at, took: began.elapsed(), snapshot: &hub.current().snapshot });
    let mut change: Option<PendingChange> = None;
    loop {
        interrupt.check()?;
        let since = watching.look(if change.is_some() { COUNTING } else { PATIENCE }, tell);
        if let Some(done) = change.take_if(|change| change.counting.as_ref().is_none_or(Counting::is_done)) {
            done.tell(tell);
        }
        let Some(since) = since else { continue };
        let (sources, found) = watching.folder.sources();
        let last = hub.current().snapshot;
        let paths = last.differences(&sources);
        if paths.is_empty() && found == told {
            continue;
        }
        told.clone_from(&found);
        if let Some(counting) = change.as_ref().and_then(|change| change.counting.as_ref()) {
            counting.stop();
        }
        // A bug on the way to the next snapshot is said by its panic; what was good is shown still.
        let next = catch_unwind(AssertUnwindSafe(|| last.next(sources, found, &wanted.link)));
        let next = next.map(|next| {
            let next = Arc::new(next);
            let follow = if wanted.follow { shown::to_follow(&last, &next, &paths) } else { None };
            hub.show(Current { snapshot: Arc::clone(&next), follow });
            next
        });
        if let Some(earlier) = change.take() {
            earlier.tell(tell);
        }
        match next {
            Ok(next) => change = Some(PendingChange::of(&last, next, paths, since)),
            Err(_) => tell(&News::Notice(BUG)),
        }
    }
}

/// A change that is shown, and of which it is not known yet on how many pages.
struct PendingChange {
    paths: Vec<Arc<str>>,
    took: Duration,
    snapshot: Arc<Snapshot>,
    counting: Option<Counting>,
}

impl PendingChange {
    fn of(last: &Snapshot, snapshot: Arc<Snapshot>, paths: Vec<Arc<str>>, since: Instant) -> PendingChange {
        let counting = match (&last.site, &snapshot.site) {
            (Some(before), Some(after)) if !Arc::ptr_eq(before, after) => {
                Some(Counting::start(before, after, &paths))
            }
            _ => None,
        };
        PendingChange { paths, took: since.elapsed(), snapshot, counting }
    }

    fn tell(self, tell: &mut dyn FnMut(&News<'_>)) {
        let shown = self.counting.map(Counting::shown);
        tell(&News::Changed { paths: &self.paths, took: self.took, shown, snapshot: &self.snapshot });
    }
}

/// The folder of a site, and who says when to look at it.
struct Watching {
    folder: Folder,
    watch: Option<Watch>,
    looked: Instant,
    /// How long a look at everything takes.
    cost: Duration,
}

impl Watching {
    /// Watches first and looks then: what changes meanwhile is known.
    fn start(root: &Path, poll: bool, tell: &mut dyn FnMut(&News<'_>)) -> Watching {
        let mut folder = Folder::new(root);
        let watch = if poll { None } else { watch(&folder, tell) };
        let began = Instant::now();
        folder.scan(Scan::All);
        Watching { folder, watch, looked: Instant::now(), cost: began.elapsed() }
    }

    /// Follows the path of the site anew: a symbolic link may lead elsewhere by now (git-sync, a release that is switched).
    /// Whether it does; then everything has to be looked at.
    fn follow(&mut self, tell: &mut dyn FnMut(&News<'_>)) -> bool {
        let moved = self.folder.follow();
        if moved && self.watch.is_some() {
            self.watch = watch(&self.folder, tell);
        }
        moved
    }

    /// Waits a little for something to happen, and looks. Gives when it began, if there was something to look at.
    fn look(&mut self, patience: Duration, tell: &mut dyn FnMut(&News<'_>)) -> Option<Instant> {
        let pace = if self.watch.is_some() { IDLE } else { POLL };
        let due = self.looked + pace.least.max(self.cost * pace.share);
        let time = due.saturating_duration_since(Instant::now()).min(patience);
        let hint = self.wait(time, tell);
        let (unsettled, since) = match hint {
            _ if self.follow(tell) => {
                let began = Instant::now();
                (self.folder.scan(Scan::All), began)
            }
            Some((hint, since)) => {
                if hint.lost {
                    tell(&News::Notice("the system lost count of changes; everything was looked at again"));
                }
                let why = if hint.all { Scan::All } else { Scan::Named(&hint.paths) };
                (self.folder.scan(why), since)
            }
            None if Instant::now() >= due => {
                let began = Instant::now();
                let before = self.folder.sources().0.hash();
                let unsettled = self.folder.scan(Scan::Idle);
                (self.looked, self.cost) = (Instant::now(), began.elapsed());
                self.doubt(before, tell);
                (unsettled, began)
            }
            None => return None,
        };
        if unsettled {
            let back = Instant::now() + AWAY;
            while Instant::now() < back {
                self.wait(back.saturating_duration_since(Instant::now()), tell);
            }
            self.folder.scan(Scan::All);
        }
        // A folder that was exchanged meanwhile may have been removed while it was read.
        while self.follow(tell) {
            self.folder.scan(Scan::All);
        }
        Some(since)
    }

    fn wait(&mut self, time: Duration, tell: &mut dyn FnMut(&News<'_>)) -> Option<(Hint, Instant)> {
        let Some(watch) = &mut self.watch else {
            std::thread::sleep(time);
            return None;
        };
        match watch.wait(time) {
            Ok(hint) => hint,
            Err(why) => {
                instead(&why, tell);
                self.watch = None;
                None
            }
        }
    }

    /// A change that nobody told of, where nobody ever told of one, is how a folder of the network shows itself.
    fn doubt(&mut self, before: u128, tell: &mut dyn FnMut(&News<'_>)) {
        let Some(watch) = &mut self.watch else { return };
        if watch.heard || self.folder.sources().0.hash() == before {
            return;
        }
        std::thread::sleep(LATE);
        if !watch.is_behind() && !watch.heard {
            instead("no event came for a change of a file", tell);
            self.watch = None;
        }
    }
}

fn watch(folder: &Folder, tell: &mut dyn FnMut(&News<'_>)) -> Option<Watch> {
    Watch::start(folder.root()).map_err(|why| instead(&why, tell)).ok()
}

/// The site's folder as an editor is told of it: through its links, since they may lead elsewhere later.
fn editor_root(root: &Path) -> io::Result<PathBuf> {
    let real = root.canonicalize()?;
    let absolute = std::path::absolute(root)?;
    let is_plain = absolute.components().all(|part| part != Component::ParentDir);
    Ok(if is_plain { absolute } else { real })
}

fn instead(why: &str, tell: &mut dyn FnMut(&News<'_>)) {
    let line = format!("{why}; looking at the files every {} ms instead", POLL.least.as_millis());
    tell(&News::Notice(&line));
}

fn refused(port: u16, source: io::Error) -> Error {
    let free = || server::listen(0).and_then(|listener| listener.local_addr()).map_or(0, |free| free.port());
    let free = if source.kind() == io::ErrorKind::AddrInUse { free() } else { 0 };
    Error::Port { port, free, source }
}
