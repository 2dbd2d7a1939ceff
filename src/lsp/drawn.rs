//! The check of drawn pages, on a thread of its own.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;

use crate::compiled::CompiledSite;
use crate::diagnostic::Diagnostic;
use crate::linkcheck::LinkCheck;
use crate::publish::Interrupt;
use crate::workers::STACK;

/// A running check.
pub(super) struct DrawnCheck {
    interrupt: Interrupt,
    result: Receiver<Vec<Diagnostic>>,
    /// The number of the state that is checked.
    pub(super) number: u64,
}

impl DrawnCheck {
    /// Starts to check the pages of a site without errors. `None` if no thread can be started.
    pub(super) fn start(site: &Arc<CompiledSite>, number: u64) -> Option<DrawnCheck> {
        let interrupt = Interrupt::never();
        let (give, result) = channel();
        let (site, flag) = (Arc::clone(site), interrupt.clone());
        let check = move || {
            let found = LinkCheck::new(&site).and_then(|check| check.all(&flag).ok());
            let _ = give.send(found.unwrap_or_default());
        };
        thread::Builder::new().stack_size(STACK).spawn(check).ok()?;
        Some(DrawnCheck { interrupt, result, number })
    }

    /// Asks the check to end early.
    pub(super) fn cancel(&self) {
        self.interrupt.cancel();
    }

    /// Returns the diagnostics once the check has ended: none if it was cancelled or failed.
    pub(super) fn result(&self) -> Option<Vec<Diagnostic>> {
        match self.result.try_recv() {
            Ok(found) => Some(found),
            Err(TryRecvError::Disconnected) => Some(Vec::new()),
            Err(TryRecvError::Empty) => None,
        }
    }
}
