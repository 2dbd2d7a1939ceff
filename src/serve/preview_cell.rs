//! The current state, shared by all threads, with notification of changes.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use super::preview::Preview;

/// The current state of the preview.
#[derive(Clone)]
pub(super) struct Current {
    /// The state to show.
    pub preview: Arc<Preview>,
    /// The page of the last saved file, if tabs follow it.
    pub follow: Option<String>,
}

/// Holds the current state. A reader's clone stays valid when it is replaced.
pub(super) struct PreviewCell {
    now: Mutex<Current>,
    changed: Condvar,
}

impl PreviewCell {
    /// Creates the cell with the first state.
    pub(super) fn new(preview: Preview) -> PreviewCell {
        let now = Current { preview: Arc::new(preview), follow: None };
        PreviewCell { now: Mutex::new(now), changed: Condvar::new() }
    }

    /// Returns the current state.
    pub(super) fn current(&self) -> Current {
        // No panic under the lock leaves the state half updated.
        self.now.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Replaces the current state and wakes all waiting threads.
    pub(super) fn show(&self, now: Current) {
        let last = std::mem::replace(&mut *self.now.lock().unwrap_or_else(PoisonError::into_inner), now);
        self.changed.notify_all();
        drop(last);
    }

    /// Wakes all waiting threads, to check their `is_over`.
    pub(super) fn wake(&self) {
        // Taken under the lock, so that no thread is between its check and its wait.
        drop(self.now.lock().unwrap_or_else(PoisonError::into_inner));
        self.changed.notify_all();
    }

    /// Waits for a state with another number. Returns `None` after `time`, or when `is_over` returns `true` after
    /// [`PreviewCell::wake`].
    pub(super) fn wait_for_other_than(
        &self,
        number: u64,
        time: Duration,
        is_over: impl Fn() -> bool,
    ) -> Option<Current> {
        let now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        let same = |now: &mut Current| now.preview.number == number && !is_over();
        let (now, _) =
            self.changed.wait_timeout_while(now, time, same).unwrap_or_else(PoisonError::into_inner);
        (now.preview.number != number).then(|| now.clone())
    }
}
