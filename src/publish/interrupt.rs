//! The signals that ask a build to stop.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGXFSZ};
use signal_hook::flag;

use crate::error::Error;

/// A flag that a signal raises. Clones share it.
///
/// Deliberately absent: anything that happens *in* a signal handler but the raising of the flag.
#[derive(Clone, Debug, Default)]
pub struct Interrupt {
    /// The number of the signal that came, or 0.
    signal: Arc<AtomicUsize>,
    /// How far the exchange of the published site is: one of the constants below.
    exchange: Arc<AtomicU8>,
}

const BEFORE: u8 = 0;
const WITHIN: u8 = 1;
const AFTER: u8 = 2;
const ABANDONED: u8 = 3;

impl Interrupt {
    /// Listens for SIGINT, SIGTERM and SIGHUP from now on, for the whole program: call it once, where somebody acts
    /// on the flag. Without it, a signal ends the program at once, which leaves the published site whole too.
    ///
    /// # Errors
    /// [`Error::Io`] when the system does not let us.
    pub fn listen() -> Result<Interrupt, Error> {
        let interrupt = Interrupt::never();
        for signal in [SIGINT, SIGTERM, SIGHUP] {
            let number = usize::try_from(signal).expect("invariant: signal numbers are positive");
            flag::register_usize(signal, Arc::clone(&interrupt.signal), number).map_err(refused)?;
        }
        Ok(interrupt)
    }

    /// Takes from SIGXFSZ its power to kill, so that a limit to the size of files becomes an ordinary error.
    ///
    /// # Errors
    /// [`Error::Io`] when the system does not let us.
    pub fn ignore_file_size_signal() -> Result<(), Error> {
        flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false))).map(drop).map_err(refused)
    }

    /// A flag that no signal raises.
    pub fn never() -> Interrupt {
        Interrupt::default()
    }

    /// The end of the work when a signal has come.
    ///
    /// # Errors
    /// [`Error::Interrupted`] when a signal has come.
    pub fn check(&self) -> Result<(), Error> {
        match self.signal.load(Ordering::Relaxed) {
            0 => Ok(()),
            number => Err(Error::Interrupted {
                signal: i32::try_from(number).expect("invariant: only signal numbers are stored"),
            }),
        }
    }

    /// Runs `exchange`, which puts a new site in the place of the published one. Never returns once the run was
    /// [abandoned](Interrupt::abandon): the process is about to end.
    ///
    /// # Errors
    /// Its own; then the published site is as it was.
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

    /// Keeps this run from publishing from now on, and gives whether that came too late: a new site is published.
    pub fn abandon(&self) -> bool {
        loop {
            match self.exchange.compare_exchange(BEFORE, ABANDONED, Ordering::SeqCst, Ordering::SeqCst) {
                Ok(_) | Err(ABANDONED) => return false,
                Err(AFTER) => return true,
                // Two renames at most.
                Err(_) => thread::sleep(Duration::from_millis(1)),
            }
        }
    }

    /// Raises the flag as the signal would.
    #[cfg(test)]
    pub(super) fn raise(&self, signal: usize) {
        self.signal.store(signal, Ordering::Relaxed);
    }
}

fn refused(source: std::io::Error) -> Error {
    Error::io("listening for signals for", Path::new("rolebook"), source)
}
