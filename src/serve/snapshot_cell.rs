//! The snapshot that is shown now, and who waits for the next one.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use super::snapshot::Snapshot;

/// What is shown now.
#[derive(Clone)]
pub struct Current {
    /// The site.
    pub snapshot: Arc<Snapshot>,
    /// The page of the file that was changed last, if pages are to follow.
    pub follow: Option<String>,
}

/// Where the snapshot of now is kept. Whoever takes it has it for as long as it is needed.
pub struct SnapshotCell {
    now: Mutex<Current>,
    changed: Condvar,
}

impl SnapshotCell {
    /// With the first snapshot.
    pub fn new(snapshot: Snapshot) -> SnapshotCell {
        let now = Current { snapshot: Arc::new(snapshot), follow: None };
        SnapshotCell { now: Mutex::new(now), changed: Condvar::new() }
    }

    /// What is shown now.
    pub fn current(&self) -> Current {
        // Nothing is done under the lock that could leave half of a change.
        self.now.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Shows something else from now on.
    pub fn show(&self, now: Current) {
        let last = std::mem::replace(&mut *self.now.lock().unwrap_or_else(PoisonError::into_inner), now);
        self.changed.notify_all();
        drop(last);
    }

    /// Has everybody who waits look whether they still should.
    pub fn wake(&self) {
        // With the lock, so that nobody is between that look and the wait.
        drop(self.now.lock().unwrap_or_else(PoisonError::into_inner));
        self.changed.notify_all();
    }

    /// What is shown, as soon as it is another snapshot than the one of this number; `None` after `time`, and when
    /// somebody calls [`Hub::wake`] and it `is_over`.
    pub fn wait_for_other_than(
        &self,
        number: u64,
        time: Duration,
        is_over: impl Fn() -> bool,
    ) -> Option<Current> {
        let now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        let same = |now: &mut Current| now.snapshot.number == number && !is_over();
        let (now, _) =
            self.changed.wait_timeout_while(now, time, same).unwrap_or_else(PoisonError::into_inner);
        (now.snapshot.number != number).then(|| now.clone())
    }
}
