//! A progress line on the terminal for work that takes longer than a second. Logs and pipes get none.

use std::io::{IsTerminal as _, Write as _, stderr};
use std::thread;
use std::time::{Duration, Instant};

use crate::workers::Chunks;

/// Shows the progress of the threads until they are done.
pub fn show(chunks: &Chunks, total: usize) {
    if !stderr().is_terminal() || std::env::var_os("TERM").is_some_and(|term| term == "dumb") {
        return;
    }
    let began = Instant::now();
    let mut shown = false;
    while !chunks.is_done() {
        thread::sleep(Duration::from_millis(20));
        if began.elapsed() > Duration::from_secs(1) {
            // A closed terminal does not stop the work.
            let _ = write!(stderr(), "\r{} of {total} pages", chunks.started());
            shown = true;
        }
    }
    if shown {
        let _ = write!(stderr(), "\r\x1b[2K");
    }
}
