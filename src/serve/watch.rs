//! Hints that files changed. What comes in: events of the system. What goes out: paths to look at, once they have been
//! quiet for a moment. It never says *what* happened: events are lost, merged and out of order, and only a look at the
//! folder knows.

use std::collections::{BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, CreateKind, ModifyKind};
use notify::{Config, ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::source::Area;

/// How long nothing may happen before a change counts as done.
const QUIET: Duration = Duration::from_millis(3);
/// The same while a file is still open for writing: some editors empty a file before they fill it.
const WRITING: Duration = Duration::from_millis(40);
/// Changes without end are looked at nevertheless.
const LONGEST: Duration = Duration::from_millis(150);

/// What may have changed.
#[derive(Debug, Default)]
pub struct Hint {
    /// Paths below the root.
    pub paths: BTreeSet<String>,
    /// Whether anything may have.
    pub all: bool,
    /// Whether events were lost.
    pub lost: bool,
    /// Files that are still open for writing.
    writing: BTreeSet<String>,
}

/// The watch over the folder of a site.
pub struct Watch {
    root: PathBuf,
    watcher: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    /// Events that came while somebody asked whether there are any.
    early: VecDeque<notify::Result<Event>>,
    /// Whether an event ever came.
    pub heard: bool,
}

impl Watch {
    /// Watches from now on. The reason when the system does not let us, in words.
    pub fn start(root: &Path) -> Result<Watch, String> {
        // The crate starts a thread for the events without looking whether it got one, and panics at the first call then.
        let probe = thread::Builder::new().spawn(|| {}).map_err(|error| error.to_string())?;
        probe.join().map_err(|_| "a thread ended at once".to_string())?;
        let (sender, events) = channel();
        let config = Config::default().with_follow_symlinks(false);
        let mut watcher = RecommendedWatcher::new(sender, config).map_err(|error| words(&error))?;
        // Not all that lies below: a repository has folders of thousands of files that are none of the site.
        watcher.watch(root, RecursiveMode::NonRecursive).map_err(|error| words(&error))?;
        let mut watch =
            Watch { root: root.to_path_buf(), watcher, events, early: VecDeque::new(), heard: false };
        watch.areas()?;
        Ok(watch)
    }

    /// Watches the folders of the site that are there now, whatever was there under their names before.
    fn areas(&mut self) -> Result<(), String> {
        for area in Area::ALL {
            let path = self.root.join(area.folder());
            // A watch follows the folder that it was set on, also when that is moved away.
            let _ = self.watcher.unwatch(&path);
            if path.symlink_metadata().is_ok_and(|metadata| metadata.is_dir()) {
                match self.watcher.watch(&path, RecursiveMode::Recursive) {
                    Err(error) if matches!(error.kind, ErrorKind::MaxFilesWatch) => {
                        return Err(words(&error));
                    }
                    // It was moved away meanwhile, of which an event tells.
                    _ => {}
                }
            }
        }
        Ok(())
    }

    /// Waits for a change and for the moment after it; `None` when there was none for `time`. The reason when the system
    /// stops telling.
    pub fn wait(&mut self, time: Duration) -> Result<Option<(Hint, Instant)>, String> {
        let until = Instant::now() + time;
        let mut hint = Hint::default();
        if !self.hear(&mut hint, until)? {
            return Ok(None);
        }
        let began = Instant::now();
        loop {
            let quiet = if hint.writing.is_empty() { QUIET } else { WRITING };
            let until = (Instant::now() + quiet).min(began + LONGEST);
            if !self.hear(&mut hint, until)? {
                break;
            }
        }
        if hint.all || hint.paths.iter().any(|path| Area::ALL.iter().any(|area| area.folder() == path)) {
            self.areas()?;
            hint.all = true;
        }
        Ok(Some((hint, began)))
    }

    /// Whether something happened that nobody has looked at yet.
    pub fn is_behind(&mut self) -> bool {
        self.early.extend(self.events.try_iter().filter(|event| !is_of_no_interest(event)));
        !self.early.is_empty()
    }

    /// Adds the next event of interest to a hint; whether there was one.
    fn hear(&mut self, hint: &mut Hint, until: Instant) -> Result<bool, String> {
        loop {
            let event = match self.early.pop_front() {
                Some(event) => event,
                None => match self.events.recv_timeout(until.saturating_duration_since(Instant::now())) {
                    Ok(event) => event,
                    Err(RecvTimeoutError::Timeout) => return Ok(false),
                    Err(RecvTimeoutError::Disconnected) => {
                        return Err("the watch over the files ended".to_string());
                    }
                },
            };
            self.heard = true;
            if !is_of_no_interest(&event) && hint.add(event, &self.root) {
                return Ok(true);
            }
        }
    }
}

/// Whether an event is only somebody's reading.
fn is_of_no_interest(event: &notify::Result<Event>) -> bool {
    let written = |kind: AccessKind| kind == AccessKind::Close(AccessMode::Write);
    matches!(event, Ok(Event { kind: EventKind::Access(kind), .. }) if !written(*kind))
}

impl Hint {
    /// Adds an event; whether it is of the site.
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

fn words(error: &notify::Error) -> String {
    match error.kind {
        ErrorKind::MaxFilesWatch => {
            "the system watches no more folders for us (fs.inotify.max_user_watches)".to_string()
        }
        _ => format!("the system does not tell of changes ({error})"),
    }
}
