//! Signals that ask a build to stop.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGXFSZ};
use signal_hook::flag;

use crate::error::{Error, Work};

/// A flag that a signal sets. Clones share it.
///
/// Deliberately absent: work *in* a signal handler other than setting the flag.
#[derive(Clone, Debug, Default)]
pub struct Interrupt {
    /// The number of the signal received, or 0.
    signal: Arc<AtomicUsize>,
    /// Progress of the exchange of the published site: one of the constants below.
    exchange: Arc<AtomicU8>,
    /// The current work, for the message after a signal.
    work: Arc<Mutex<Work>>,
}

const BEFORE: u8 = 0;
const WITHIN: u8 = 1;
const AFTER: u8 = 2;
const ABANDONED: u8 = 3;

impl Interrupt {
    /// Starts to listen for SIGINT, SIGTERM and SIGHUP, for the whole process: call it once, where the flag is
    /// checked. Without it, a signal ends the process at once, which also leaves the published site intact. A signal
    /// that was ignored when the process started stays ignored, as `nohup` and background jobs of a shell need it.
    ///
    /// # Errors
    /// [`Error::Io`] when the system refuses.
    pub fn listen() -> Result<Interrupt, Error> {
        let interrupt = Interrupt::never();
        let ignored = ignored_signals();
        for signal in [SIGINT, SIGTERM, SIGHUP] {
            if ignored >> (signal - 1) & 1 == 1 {
                continue;
            }
            let number = usize::try_from(signal).expect("invariant: signal numbers are positive");
            flag::register_usize(signal, Arc::clone(&interrupt.signal), number).map_err(refused)?;
        }
        Ok(interrupt)
    }

    /// Ignores SIGXFSZ, so that exceeding a file size limit becomes an ordinary error instead of killing the process.
    ///
    /// # Errors
    /// [`Error::Io`] when the system refuses.
    pub fn ignore_file_size_signal() -> Result<(), Error> {
        flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false))).map(drop).map_err(refused)
    }

    /// Returns a flag that no signal sets.
    pub fn never() -> Interrupt {
        Interrupt::default()
    }

    /// Sets the flag without a signal, so that work whose result is no longer wanted ends.
    pub(crate) fn cancel(&self) {
        self.signal.store(usize::try_from(SIGINT).unwrap_or(2), Ordering::Relaxed);
    }

    /// Fails once a signal has been received.
    ///
    /// # Errors
    /// [`Error::Interrupted`] when a signal has been received.
    pub fn check(&self) -> Result<(), Error> {
        match self.signal.load(Ordering::Relaxed) {
            0 => Ok(()),
            number => Err(Error::Interrupted {
                signal: i32::try_from(number).expect("invariant: only signal numbers are stored"),
                work: *self.work(),
            }),
        }
    }

    /// Records what begins, for the message after a signal.
    pub fn begin(&self, work: Work) {
        *self.work() = work;
    }

    fn work(&self) -> MutexGuard<'_, Work> {
        self.work.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs `exchange`, which replaces the published site by the new one. Never returns once the run was
    /// [abandoned](Interrupt::abandon): the process is about to end.
    ///
    /// # Errors
    /// The error of `exchange`; the published site is unchanged then.
    pub(super) fn exchanging<E>(&self, exchange: impl FnOnce() -> Result<(), E>) -> Result<(), E> {
        if self.exchange.compare_exchange(BEFORE, WITHIN, Ordering::SeqCst, Ordering::SeqCst)
            == Err(ABANDONED)
        {
            loop {
                thread::park();
            }
        }
        let done = exchange();
        self.exchange.store(if done.is_ok() { AFTER } else { BEFORE }, Ordering::SeqCst);
        done
    }

    /// Prevents this run from publishing; returns `true` if it is too late because a new site is already published.
    pub fn abandon(&self) -> bool {
        loop {
            match self.exchange.compare_exchange(BEFORE, ABANDONED, Ordering::SeqCst, Ordering::SeqCst) {
                Ok(_) | Err(ABANDONED) => return false,
                Err(AFTER) => return true,
                // The wait is short: an exchange takes two renames at most.
                Err(_) => thread::sleep(Duration::from_millis(1)),
            }
        }
    }

    /// Sets the flag as the signal would.
    #[cfg(test)]
    pub(super) fn raise(&self, signal: usize) {
        self.signal.store(signal, Ordering::Relaxed);
    }
}

/// The signals that this process ignores, a bit for each, beginning with signal 1. None where the system does not tell.
fn ignored_signals() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0)
}

fn refused(source: std::io::Error) -> Error {
    Error::io("listening for signals for", Path::new("rolebook"), source)
}
