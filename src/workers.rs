//! Divides work among threads: one for each processor, each with a stack of known size. If no thread can be started, the
//! calling thread does the work; `main` ensures that its stack is large enough.

use std::num::NonZero;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// The stack size of worker threads, in bytes. It is fixed rather than inherited from the shell's limit, because a stack
/// overflow ends the process and `catch_unwind` cannot catch it.
pub const STACK: usize = 16 * 1024 * 1024;

/// The number of worker threads: one for each processor, at most 16.
pub fn count() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get).min(16)
}

/// Calls `work` on every worker thread with a queue of chunks of `0..total`, and `meanwhile` on the calling thread, unless
/// the calling thread has to do the work itself. Returns one result for each thread. Which chunks a thread gets varies
/// between runs.
pub fn run<R: Send>(
    total: usize,
    chunk: usize,
    work: impl Fn(&Chunks) -> R + Sync,
    meanwhile: impl FnOnce(&Chunks),
) -> Vec<R> {
    run_on(count(), total, chunk, work, meanwhile)
}

/// Does the same on another number of threads, for work that waits for other machines.
pub fn run_on<R: Send>(
    threads: usize,
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
        let threads: Vec<_> = (0..threads).map_while(|_| spawn().ok()).collect();
        if threads.is_empty() {
            return vec![work(&chunks)];
        }
        chunks.done.fetch_add(usize::MAX - threads.len() + 1, Ordering::Relaxed);
        meanwhile(&chunks);
        let join = |handle: thread::ScopedJoinHandle<'_, R>| match handle.join() {
            Ok(value) => value,
            // A panic in a worker is a bug, so it is propagated.
            Err(panic) => std::panic::resume_unwind(panic),
        };
        threads.into_iter().map(join).collect()
    })
}

/// Applies `work` to every number below `total` in parallel, and returns the results in the order of the numbers.
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

/// A queue of chunks of numbers, shared by the worker threads.
#[derive(Debug)]
pub struct Chunks {
    next: AtomicUsize,
    /// A counter that wraps around to zero when the last thread ends.
    done: AtomicUsize,
    total: usize,
    chunk: usize,
}

impl Chunks {
    /// Takes the next chunk from the queue; `None` if it is empty.
    pub fn take(&self) -> Option<Range<usize>> {
        let start = self.next.fetch_add(self.chunk, Ordering::Relaxed);
        (start < self.total).then(|| start..self.total.min(start + self.chunk))
    }

    /// The count of numbers taken from the queue so far.
    pub fn started(&self) -> usize {
        self.next.load(Ordering::Relaxed).min(self.total)
    }

    /// Returns `true` if every thread has ended.
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
    fn results_are_in_input_order() {
        assert_eq!(map(1000, 7, |n| n * 2), (0..1000).map(|n| n * 2).collect::<Vec<_>>());
        assert_eq!(map(0, 7, |n| n), Vec::<usize>::new());
    }

    #[test]
    fn the_calling_thread_sees_when_workers_finish() {
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
