//! Measures the duration of stages.

use std::time::{Duration, Instant};

/// Measures the duration of stages.
pub struct Stopwatch {
    began: Instant,
    /// The end of the last stage.
    pub last: Instant,
    /// The finished stages with their durations, in order.
    pub laps: Vec<(&'static str, Duration)>,
}

impl Stopwatch {
    /// Starts the stopwatch.
    pub fn start() -> Stopwatch {
        let now = Instant::now();
        Stopwatch { began: now, last: now, laps: Vec::new() }
    }

    /// Returns the time since the start.
    pub fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }

    /// Records the end of a stage.
    pub fn lap(&mut self, stage: &'static str) {
        let now = Instant::now();
        self.laps.push((stage, now - self.last));
        self.last = now;
    }
}
