//! A progress line on the terminal for work that takes longer than a second. Logs and pipes get none.

use std::io::{IsTerminal as _, Write as _, stderr};
use std::thread;
use std::time::{Duration, Instant};

use crate::workers::Chunks;

/// Shows the progress of the threads until they are done.
pub(super) fn show(chunks: &Chunks, total: usize) {
    if has_terminal() {
        show_and(chunks, total, "pages", || {});
    }
}

/// Shows the progress of the threads until they are done, and calls `tick` at least 50 times a second.
pub(super) fn show_and(chunks: &Chunks, total: usize, noun: &str, mut tick: impl FnMut()) {
    let has_terminal = has_terminal();
    let began = Instant::now();
    let mut shown = false;
    let mut pause = Duration::from_millis(1);
    while !chunks.is_done() {
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(20));
        tick();
        if has_terminal && began.elapsed() > Duration::from_secs(1) {
            // A closed terminal does not stop the work.
            let _ = write!(stderr(), "\r{} of {total} {noun}", chunks.started());
            shown = true;
        }
    }
    if shown {
        let _ = write!(stderr(), "\r\x1b[2K");
    }
}

fn has_terminal() -> bool {
    stderr().is_terminal() && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}

/// Counts on the terminal while it lives, after a second.
pub(super) struct Ticker {
    noun: &'static str,
    count: u64,
    began: Instant,
    has_terminal: bool,
    shown: bool,
}

impl Ticker {
    pub(super) fn new(noun: &'static str) -> Ticker {
        Ticker { noun, count: 0, began: Instant::now(), has_terminal: has_terminal(), shown: false }
    }

    /// Counts one more.
    pub(super) fn tick(&mut self) {
        self.count += 1;
        if self.has_terminal
            && self.count.is_multiple_of(512)
            && self.began.elapsed() > Duration::from_secs(1)
        {
            // A closed terminal does not stop the work.
            let _ = write!(stderr(), "\r{} {}", self.count, self.noun);
            self.shown = true;
        }
    }
}

impl Drop for Ticker {
    fn drop(&mut self) {
        if self.shown {
            let _ = write!(stderr(), "\r\x1b[2K");
        }
    }
}
