//! The signals that ask a build to stop.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

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
}

impl Interrupt {
    /// Listens for SIGINT, SIGTERM and SIGHUP from now on, for the whole program: call it once.
    ///
    /// The first signal raises the flag; a second one ends the program at once, for whoever has lost
    /// patience. SIGXFSZ loses its power to kill, so that a file size limit becomes an ordinary error.
    ///
    /// # Errors
    /// [`Error::Io`] when the system does not let us.
    pub fn listen() -> Result<Interrupt, Error> {
        let refused = |source| Error::io("listening for signals for", Path::new("rolebook"), source);
        let interrupt = Interrupt::never();
        let once = Arc::new(AtomicBool::new(false));
        for signal in [SIGINT, SIGTERM, SIGHUP] {
            // The order matters: the second signal must find `once` raised, the first must not.
            flag::register_conditional_default(signal, Arc::clone(&once)).map_err(refused)?;
            flag::register(signal, Arc::clone(&once)).map_err(refused)?;
            let number = usize::try_from(signal).expect("invariant: signal numbers are positive");
            flag::register_usize(signal, Arc::clone(&interrupt.signal), number).map_err(refused)?;
        }
        flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false))).map_err(refused)?;
        Ok(interrupt)
    }

    /// A flag that no signal raises, for tests.
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

    /// Raises the flag as the signal would.
    #[cfg(test)]
    pub(super) fn raise(&self, signal: usize) {
        self.signal.store(signal, Ordering::Relaxed);
    }
}
