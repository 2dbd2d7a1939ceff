//! Limits on the time and the memory of a page, measured from another thread. They catch what the drawing thread cannot
//! check itself, because it happens within one operation of the template engine.

use std::collections::BTreeMap;
use std::fs;
use std::time::Duration;

use crate::render::{ActiveDraw, DrawLimit, MEMORY_LIMIT, TIME_LIMIT, active_draws};

/// The time after which the watchdog acts: longer than the thread's own limit, because its diagnostic has a line.
const LIMIT: Duration = TIME_LIMIT.saturating_add(Duration::from_secs(1));
/// The same where the processor time of another thread cannot be read, as time of the clock.
const CLOCK_LIMIT: Duration = Duration::from_mins(1);

/// Watches the pages that are drawn with a site's own templates.
#[derive(Debug, Default)]
pub struct Watchdog {
    /// The state when a draw was first seen, by its number.
    first: BTreeMap<u64, Usage>,
}

#[derive(Debug, Clone, Copy)]
struct Usage {
    /// The processor time of the thread.
    time: Option<Duration>,
    /// The memory of the process in bytes.
    memory: Option<u64>,
}

impl Watchdog {
    /// Returns a page that exceeded a limit. Has to be called several times a second: what a page used before the first
    /// call is not counted.
    pub fn exceeded(&mut self) -> Option<(ActiveDraw, DrawLimit)> {
        let draws = active_draws();
        self.first.retain(|number, _| draws.iter().any(|draw| draw.number == *number));
        let memory = if draws.is_empty() { None } else { resident_memory() };
        for draw in &draws {
            let time = draw.thread.and_then(thread_time);
            let first = *self.first.entry(draw.number).or_insert(Usage { time, memory });
            let is_late = match time.zip(first.time) {
                Some((time, first)) => time.saturating_sub(first) > LIMIT,
                None => draw.began.elapsed() > CLOCK_LIMIT,
            };
            if is_late {
                return Some((draw.clone(), DrawLimit::Time));
            }
            let grown = memory.zip(first.memory).map(|(memory, first)| memory.saturating_sub(first));
            if grown.is_some_and(|grown| grown > MEMORY_LIMIT) {
                // Memory belongs to the process, so this may be the wrong one of several pages: the longest is the
                // most likely.
                return Some((draw.clone(), DrawLimit::Memory));
            }
        }
        None
    }
}

/// The processor time of a thread of this process.
fn thread_time(thread: i32) -> Option<Duration> {
    let text = fs::read_to_string(format!("/proc/self/task/{thread}/schedstat")).ok()?;
    Some(Duration::from_nanos(text.split(' ').next()?.parse().ok()?))
}

/// The memory that this process uses, in bytes.
fn resident_memory() -> Option<u64> {
    let text = fs::read_to_string("/proc/self/statm").ok()?;
    let pages: u64 = text.split(' ').nth(1)?.parse().ok()?;
    Some(pages * rustix::param::page_size() as u64)
}
