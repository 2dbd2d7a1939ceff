//! Work divided among threads: as many as the machine has processors, each with a stack that is known to be enough.
//! Where the machine gives no thread, the calling one does the work: `main` sees to it that its stack is enough.

use std::num::NonZero;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// A stack that overflows ends the process and no `catch_unwind` helps, so threads do not depend on what the shell
/// that started us allows.
pub const STACK: usize = 16 * 1024 * 1024;

/// How many threads there are.
pub fn count() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get).min(16)
}

/// Calls `work` on every thread with a source of chunks of `0..total`, and `meanwhile` on this one, unless this one has to
/// do the work itself. Gives what the threads return; in which order depends on nothing but their number, and what each
/// did depends on chance.
pub fn run<R: Send>(
    total: usize,
    chunk: usize,
    work: impl Fn(&Chunks) -> R + Sync,
    meanwhile: impl FnOnce(&Chunks),
) -> Vec<R> {
    let chunks = Chunks { next: AtomicUsize::new(0), done: AtomicUsize::new(0), total, chunk };
    thread::scope(|scope| {
        let spawn = || {
            let builder = thread::Builder::new().stack_size(STACK);
            builder.spawn_scoped(scope, || {
                let _running = Running(&chunks);
                work(&chunks)
            })
        };
        let threads: Vec<_> = (0..count()).map_while(|_| spawn().ok()).collect();
        if threads.is_empty() {
            return vec![work(&chunks)];
        }
        chunks.done.fetch_add(usize::MAX - threads.len() + 1, Ordering::Relaxed);
        meanwhile(&chunks);
        let join = |handle: thread::ScopedJoinHandle<'_, R>| match handle.join() {
            Ok(value) => value,
            // A bug in one thread is a bug of the program, and is shown as such.
            Err(panic) => std::panic::resume_unwind(panic),
        };
        threads.into_iter().map(join).collect()
    })
}

/// Applies `work` to every number below `total`, and gives the results in the order of the numbers.
pub fn map<R: Send>(total: usize, chunk: usize, work: impl Fn(usize) -> R + Sync) -> Vec<R> {
    if total == 0 {
        return Vec::new();
    }
    let each = |chunks: &Chunks| {
        let mut mine = Vec::new();
        while let Some(range) = chunks.take() {
            mine.push((range.start, range.map(&work).collect::<Vec<R>>()));
        }
        mine
    };
    let mut all: Vec<(usize, Vec<R>)> = run(total, chunk, each, |_| {}).into_iter().flatten().collect();
    all.sort_by_key(|(start, _)| *start);
    all.into_iter().flat_map(|(_, results)| results).collect()
}

/// The work that is left.
#[derive(Debug)]
pub struct Chunks {
    next: AtomicUsize,
    /// Wraps around to zero when the last thread ends.
    done: AtomicUsize,
    total: usize,
    chunk: usize,
}

impl Chunks {
    /// The next numbers to work on.
    pub fn take(&self) -> Option<Range<usize>> {
        let start = self.next.fetch_add(self.chunk, Ordering::Relaxed);
        (start < self.total).then(|| start..self.total.min(start + self.chunk))
    }

    /// How many numbers were taken.
    pub fn taken(&self) -> usize {
        self.next.load(Ordering::Relaxed).min(self.total)
    }

    /// Whether every thread has ended.
    pub fn is_done(&self) -> bool {
        self.done.load(Ordering::Relaxed) == 0
    }
}

struct Running<'c>(&'c Chunks);

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.done.fetch_add(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_their_numbers() {
        assert_eq!(map(1000, 7, |n| n * 2), (0..1000).map(|n| n * 2).collect::<Vec<_>>());
        assert_eq!(map(0, 7, |n| n), Vec::<usize>::new());
    }

    #[test]
    fn the_waiting_thread_sees_the_end() {
        let ended = AtomicUsize::new(0);
        run(
            100,
            1,
            |chunks| while chunks.take().is_some() {},
            |chunks| {
                while !chunks.is_done() {
                    thread::yield_now();
                }
                ended.store(1, Ordering::Relaxed);
            },
        );
        assert_eq!(ended.load(Ordering::Relaxed), 1);
    }
}
