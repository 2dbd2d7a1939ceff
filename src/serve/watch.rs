//! File change notifications. **In** come events of the system. **Out** go paths to scan, after a short quiet period
//! (debouncing). A hint never says *what* happened: events get lost, merged and reordered, so only a scan of the
//! folder is reliable.

use std::collections::{BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, CreateKind, ModifyKind};
use notify::{Config, ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::source::Area;

/// The quiet period after which a change counts as complete.
const QUIET: Duration = Duration::from_millis(3);
/// The same while a file is still open for writing: some editors truncate a file before they write it.
const WRITING: Duration = Duration::from_millis(40);
/// The longest delay: continuous changes are scanned nevertheless.
const LONGEST: Duration = Duration::from_millis(150);

/// The paths that may have changed.
#[derive(Debug, Default)]
pub(super) struct Hint {
    /// Paths below the root.
    pub paths: BTreeSet<String>,
    /// `true` if any file may have changed.
    pub all: bool,
    /// `true` if events were lost.
    pub lost: bool,
    /// Files that are still open for writing.
    writing: BTreeSet<String>,
}

/// A watcher of a site's folder.
pub(super) struct Watch {
    root: PathBuf,
    watcher: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    /// Events that arrived during [`Watch::is_behind`].
    pending: VecDeque<notify::Result<Event>>,
    /// `true` if an event has ever arrived.
    pub has_events: bool,
}

impl Watch {
    /// Starts to watch. The error is a message with the reason.
    pub(super) fn start(root: &Path) -> Result<Watch, String> {
        // The `notify` crate does not check that its event thread was started, and panics at the first call if it was
        // not.
        let probe = thread::Builder::new().spawn(|| {}).map_err(|error| error.to_string())?;
        probe.join().map_err(|_| "a thread ended at once".to_string())?;
        let (sender, events) = channel();
        let config = Config::default().with_follow_symlinks(false);
        let mut watcher = RecommendedWatcher::new(sender, config).map_err(|error| describe(&error))?;
        // Not recursive: a repository can have folders with thousands of files that are not part of the site.
        watcher.watch(root, RecursiveMode::NonRecursive).map_err(|error| describe(&error))?;
        let mut watch =
            Watch { root: root.to_path_buf(), watcher, events, pending: VecDeque::new(), has_events: false };
        watch.areas()?;
        Ok(watch)
    }

    /// Watches the folders of the site that exist now, also if they replaced others of the same name.
    fn areas(&mut self) -> Result<(), String> {
        for area in Area::ALL {
            let path = self.root.join(area.folder());
            // A watch stays on its folder, also when that is moved away.
            let _ = self.watcher.unwatch(&path);
            if path.symlink_metadata().is_ok_and(|metadata| metadata.is_dir()) {
                match self.watcher.watch(&path, RecursiveMode::Recursive) {
                    Err(error) if matches!(error.kind, ErrorKind::MaxFilesWatch) => {
                        return Err(describe(&error));
                    }
                    // It was moved away meanwhile; another event will report that.
                    _ => {}
                }
            }
        }
        Ok(())
    }

    /// Waits for a change and the quiet period after it; `None` when nothing changed for `time`. The error is a
    /// message that says why the system stopped sending events.
    pub(super) fn wait(&mut self, time: Duration) -> Result<Option<(Hint, Instant)>, String> {
        let until = Instant::now() + time;
        let mut hint = Hint::default();
        if !self.receive(&mut hint, until)? {
            return Ok(None);
        }
        let began = Instant::now();
        loop {
            let quiet = if hint.writing.is_empty() { QUIET } else { WRITING };
            let until = (Instant::now() + quiet).min(began + LONGEST);
            if !self.receive(&mut hint, until)? {
                break;
            }
        }
        if hint.all || hint.paths.iter().any(|path| Area::ALL.iter().any(|area| area.folder() == path)) {
            self.areas()?;
            hint.all = true;
        }
        Ok(Some((hint, began)))
    }

    /// Returns `true` if there are events that have not been handled.
    pub(super) fn is_behind(&mut self) -> bool {
        self.pending.extend(self.events.try_iter().filter(|event| !is_read_access(event)));
        !self.pending.is_empty()
    }

    /// Adds the next relevant event to a hint; returns `false` if none arrived until the deadline.
    fn receive(&mut self, hint: &mut Hint, until: Instant) -> Result<bool, String> {
        loop {
            let event = match self.pending.pop_front() {
                Some(event) => event,
                None => match self.events.recv_timeout(until.saturating_duration_since(Instant::now())) {
                    Ok(event) => event,
                    Err(RecvTimeoutError::Timeout) => return Ok(false),
                    Err(RecvTimeoutError::Disconnected) => {
                        return Err("the file watcher stopped".to_string());
                    }
                },
            };
            self.has_events = true;
            if !is_read_access(&event) && hint.add(event, &self.root) {
                return Ok(true);
            }
        }
    }
}

/// Returns `true` if an event is only a read access.
fn is_read_access(event: &notify::Result<Event>) -> bool {
    let written = |kind: AccessKind| kind == AccessKind::Close(AccessMode::Write);
    matches!(event, Ok(Event { kind: EventKind::Access(kind), .. }) if !written(*kind))
}

impl Hint {
    /// Adds an event; returns `true` if it concerns the site.
    fn add(&mut self, event: notify::Result<Event>, root: &Path) -> bool {
        let Ok(event) = event else {
            (self.all, self.lost) = (true, true);
            return true;
        };
        if event.need_rescan() {
            (self.all, self.lost) = (true, true);
        }
        let mut ours = self.all;
        let begins = matches!(
            event.kind,
            EventKind::Create(CreateKind::File) | EventKind::Modify(ModifyKind::Data(_))
        );
        for path in &event.paths {
            let Some(path) = path.strip_prefix(root).ok().and_then(Path::to_str) else {
                self.all = true;
                continue;
            };
            if Area::of(path).is_none() {
                continue;
            }
            ours = true;
            if begins {
                self.writing.insert(path.to_string())
            } else {
                self.writing.remove(path)
            };
            self.paths.insert(path.to_string());
        }
        ours || self.all
    }
}

fn describe(error: &notify::Error) -> String {
    match error.kind {
        ErrorKind::MaxFilesWatch => {
            "the limit of watched folders is reached (fs.inotify.max_user_watches)".to_string()
        }
        _ => format!("the system sends no file events ({error})"),
    }
}
