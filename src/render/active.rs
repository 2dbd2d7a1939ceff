//! The pages that are being drawn with a site's own templates, for a watchdog on another thread. A page that exceeds a
//! limit within one operation of the template engine cannot stop itself: printing a value that `{% set %}` doubled
//! thirty times takes hours and all memory.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use super::deadline::Position;
use super::{PageName, memory_exceeded, time_exceeded};
use crate::diagnostic::{Diagnostic, Location, Span};

static DRAWS: Mutex<Vec<ActiveDraw>> = Mutex::new(Vec::new());
static NEXT: AtomicU64 = AtomicU64::new(0);

/// A page that a thread is drawing.
#[derive(Debug, Clone)]
pub struct ActiveDraw {
    /// A number that no other draw of this process has.
    pub number: u64,
    /// The system's number of the thread, where threads have one.
    pub thread: Option<i32>,
    /// The time at which drawing began.
    pub began: Instant,
    /// The page, or the name of a component.
    pub path: String,
    /// The template or the component.
    pub name: String,
    /// The file of the template or of the component.
    file: Arc<str>,
    /// Says from which files the page is drawn; empty for a component.
    origin: String,
    /// The places that the thread passes, and the number of the last one, from 1.
    places: Arc<[Location]>,
    position: Position,
}

/// A limit of drawing a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DrawLimit {
    /// [`TIME_LIMIT`](super::TIME_LIMIT).
    Time,
    /// [`MEMORY_LIMIT`](super::MEMORY_LIMIT).
    Memory,
}

impl DrawLimit {
    /// The diagnostic that a page exceeded this limit.
    pub(super) fn diagnostic(self, place: Location, path: &str) -> Diagnostic {
        match self {
            DrawLimit::Time => time_exceeded(place, path),
            DrawLimit::Memory => memory_exceeded(place, path),
        }
    }
}

impl ActiveDraw {
    /// The place that the thread has reached: a tag that computes a value, or the file if it has reached none.
    pub fn place(&self) -> Location {
        let reached = self.position.load(Ordering::Relaxed).checked_sub(1).and_then(|at| self.places.get(at));
        reached.cloned().unwrap_or_else(|| Location { file: Arc::clone(&self.file), span: Span::default() })
    }

    /// The diagnostic that this page exceeded a limit.
    pub fn exceeded(&self, limit: DrawLimit) -> Diagnostic {
        limit.diagnostic(self.place(), &self.path).here(&self.origin)
    }
}

/// Returns the pages that are being drawn, the longest first.
pub fn active_draws() -> Vec<ActiveDraw> {
    with(|draws| draws.clone())
}

/// Lists a draw of this thread until the guard is dropped.
pub(super) fn list(name: &str, file: Arc<str>, page: &PageName<'_>, places: &Arc<[Location]>) -> Listed {
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let position = Position::default();
    let draw = ActiveDraw {
        number,
        thread: thread_number(),
        began: Instant::now(),
        path: page.path.to_string(),
        name: name.to_string(),
        file,
        origin: (page.origin)(),
        places: Arc::clone(places),
        position: Arc::clone(&position),
    };
    with(|draws| draws.push(draw));
    Listed { number, position }
}

/// Removes a draw from the list when it is dropped.
pub(super) struct Listed {
    number: u64,
    /// The record of the place that the thread has reached.
    pub(super) position: Position,
}

impl Drop for Listed {
    fn drop(&mut self) {
        with(|draws| draws.retain(|draw| draw.number != self.number));
    }
}

fn with<R>(change: impl FnOnce(&mut Vec<ActiveDraw>) -> R) -> R {
    change(&mut DRAWS.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Templates and components that are not tried until something changes, because they exceeded a limit in the process
/// that this one replaced.
static SKIPPED: Mutex<SkippedTemplates> = Mutex::new(BTreeMap::new());

/// The limits that templates and components exceeded, and where, by name.
pub type SkippedTemplates = BTreeMap<String, (DrawLimit, Location)>;

/// Returns the templates and components that are still skipped because of [`set_skipped`].
pub fn skipped() -> SkippedTemplates {
    SKIPPED.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

/// Makes the templates that are loaded next skip these templates and components, until something changes.
pub fn set_skipped(templates: SkippedTemplates) {
    *SKIPPED.lock().unwrap_or_else(PoisonError::into_inner) = templates;
}

#[cfg(target_os = "linux")]
#[allow(clippy::unnecessary_wraps, reason = "other systems have no such number")]
fn thread_number() -> Option<i32> {
    Some(rustix::thread::gettid().as_raw_nonzero().get())
}

#[cfg(not(target_os = "linux"))]
fn thread_number() -> Option<i32> {
    None
}
