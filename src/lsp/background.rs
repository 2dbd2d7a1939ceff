//! The analysis of changed files, on a thread of its own, so that what can be answered without it does not wait.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;

use crate::analysis::Stopwatch;
use crate::compiled::CompiledSite;
use crate::diagnostic::Diagnostic;
use crate::link;
use crate::source::Sources;
use crate::workers::STACK;

/// A bug of the program kept a snapshot from being made. The message of the panic is on standard error.
#[derive(Debug, Clone, Copy)]
pub(super) struct AnalysisBug;

/// The files of the next snapshot, and what it is made from.
pub(super) struct Input {
    pub(super) before: Arc<CompiledSite>,
    pub(super) sources: Sources,
    /// The diagnostics of reading the files.
    pub(super) found: Vec<Diagnostic>,
    pub(super) options: link::Options,
}

/// The next snapshot, with the diagnostics of reading its files.
pub(super) type Next = Result<(CompiledSite, Vec<Diagnostic>), AnalysisBug>;

/// Makes the next snapshot on this thread.
pub(super) fn analyze(input: &Input) -> Next {
    let Input { before, sources, found, options } = input;
    let new =
        || CompiledSite::new(Some(before), sources.clone(), found.clone(), options, &mut Stopwatch::start());
    let next = catch_unwind(AssertUnwindSafe(new)).map_err(|_| AnalysisBug)?;
    Ok((next, found.clone()))
}

/// An analysis that is running.
pub(super) struct Analysis {
    result: Receiver<Next>,
}

impl Analysis {
    /// Starts an analysis, and calls `done` on its thread when there is a result. `None` if no thread can be started.
    pub(super) fn start(input: Input, done: impl FnOnce() + Send + 'static) -> Option<Analysis> {
        let (give, result) = channel();
        let work = move || {
            let _ = give.send(analyze(&input));
            done();
        };
        thread::Builder::new().stack_size(STACK).spawn(work).ok()?;
        Some(Analysis { result })
    }

    /// Returns the result if there is one.
    pub(super) fn result(&self) -> Option<Next> {
        match self.result.try_recv() {
            Ok(next) => Some(next),
            Err(TryRecvError::Disconnected) => Some(Err(AnalysisBug)),
            Err(TryRecvError::Empty) => None,
        }
    }

    /// Waits for the result.
    pub(super) fn wait(&self) -> Next {
        self.result.recv().unwrap_or(Err(AnalysisBug))
    }
}
