//! Work over the files of a listing, shared by two threads.
//!
//! Two and not more, because the files of one folder are made, linked and removed under that folder's
//! lock, where a third thread would only wait, and because every thread costs descriptors.

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::error::Error;

/// How many neighbouring files a thread takes at once: enough to keep a folder open for a while.
const BATCH: usize = 256;

/// The files that nobody has taken yet.
pub(super) struct WorkQueue {
    next: AtomicUsize,
    total: usize,
}

impl WorkQueue {
    /// The next files to work on; they are the caller's alone.
    pub fn take(&self) -> Option<Range<usize>> {
        let begin = self.next.fetch_add(BATCH, Ordering::Relaxed);
        (begin < self.total).then(|| begin..self.total.min(begin + BATCH))
    }
}

/// Runs `work` on this thread and, when there is enough to do, on another; gives what each returned.
/// The first error stops the turns of both.
pub(super) fn share<T: Send>(
    total: usize,
    work: impl Fn(&WorkQueue) -> Result<T, Error> + Sync,
) -> Result<Vec<T>, Error> {
    let turns = WorkQueue { next: AtomicUsize::new(0), total };
    let stopping = || {
        work(&turns).inspect_err(|_| {
            // Not the greatest number: the other thread still adds to it.
            turns.next.store(total, Ordering::Relaxed);
        })
    };
    if total <= 2 * BATCH {
        return Ok(vec![stopping()?]);
    }
    thread::scope(|scope| {
        // Where no second thread is to be had, one does it all.
        let second = thread::Builder::new().spawn_scoped(scope, stopping).ok();
        let first = stopping();
        let mut results = vec![first?];
        if let Some(second) = second {
            results.push(second.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
        }
        Ok(results)
    })
}
