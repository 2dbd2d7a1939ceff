//! A queue of work over the files of a listing, shared by two threads.
//!
//! There are only two, because the files of one folder are made, linked and removed under that folder's lock, where a
//! third thread would only wait, and because every thread costs descriptors.

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::error::Error;

/// The number of neighbouring files that a thread takes at once: enough to keep a folder open for a while.
const BATCH: usize = 256;

/// The files that no thread has taken yet.
pub(super) struct WorkQueue {
    next: AtomicUsize,
    total: usize,
}

impl WorkQueue {
    /// Takes the next batch of files; no other thread gets them.
    pub(super) fn take(&self) -> Option<Range<usize>> {
        let begin = self.next.fetch_add(BATCH, Ordering::Relaxed);
        (begin < self.total).then(|| begin..self.total.min(begin + BATCH))
    }
}

/// Runs `work` on this thread and, when there is enough to do, on a second one; returns the result of each. The first
/// error stops both.
pub(super) fn share<T: Send>(
    total: usize,
    work: impl Fn(&WorkQueue) -> Result<T, Error> + Sync,
) -> Result<Vec<T>, Error> {
    let queue = WorkQueue { next: AtomicUsize::new(0), total };
    let stopping = || {
        work(&queue).inspect_err(|_| {
            // Not `usize::MAX`: the other thread still adds to it.
            queue.next.store(total, Ordering::Relaxed);
        })
    };
    if total <= 2 * BATCH {
        return Ok(vec![stopping()?]);
    }
    thread::scope(|scope| {
        // If no second thread can be started, this one does all the work.
        let second = thread::Builder::new().spawn_scoped(scope, stopping).ok();
        let first = stopping();
        let mut results = vec![first?];
        if let Some(second) = second {
            results.push(second.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
        }
        Ok(results)
    })
}
