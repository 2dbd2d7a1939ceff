//! Runs a program and measures its cost from `/proc`. On other systems than Linux only the wall-clock time is known.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// The cost of one run.
#[derive(Clone, Copy, Default)]
pub(crate) struct Cost {
    /// Wall-clock time in seconds.
    pub wall: f64,
    /// Processor time in seconds, user and system. Resolution: hundredths.
    pub cpu: f64,
    /// Peak memory in MiB; 0 if unknown.
    pub memory: f64,
    /// The share of all processors that other processes used during the run.
    pub others: f64,
}

/// Ticks per second in `/proc` (`USER_HZ` of every Linux that Rust runs on).
const TICKS: f64 = 100.0;

/// Runs a command that must succeed. Returns its cost and its output.
pub(crate) fn run(command: &mut Command) -> io::Result<(Cost, String)> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let (machine, children) = (busy(), of_children());
    let begin = Instant::now();
    let child = command.spawn()?;
    let status_file = format!("/proc/{}/status", child.id());
    let ended = AtomicBool::new(false);
    let (output, wall, memory) = thread::scope(|scope| {
        let watch = scope.spawn(|| {
            let mut most: f64 = 0.0;
            while !ended.load(Ordering::Relaxed) {
                most = most.max(peak(&status_file));
                thread::sleep(Duration::from_millis(4));
            }
            most
        });
        let output = child.wait_with_output();
        let wall = begin.elapsed().as_secs_f64();
        ended.store(true, Ordering::Relaxed);
        (output, wall, watch.join().unwrap_or(0.0))
    });
    let output = output?;
    let printed =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    if !output.status.success() {
        let begin: String = printed.chars().take(2000).collect();
        return Err(io::Error::other(format!("{command:?} ended with {}:\n{begin}", output.status)));
    }
    let cpu = (of_children() - children) / TICKS;
    Ok((Cost { wall, cpu, memory, others: others(machine, wall, cpu) }, printed))
}

/// Measures work of this process.
pub(crate) fn measure_self<T>(work: impl FnOnce() -> io::Result<T>) -> io::Result<(Cost, T)> {
    let (machine, mine) = (busy(), of_this_program());
    let begin = Instant::now();
    let done = work()?;
    let wall = begin.elapsed().as_secs_f64();
    let cpu = (of_this_program() - mine) / TICKS;
    Ok((Cost { wall, cpu, memory: 0.0, others: others(machine, wall, cpu) }, done))
}

fn others(before: f64, wall: f64, cpu: f64) -> f64 {
    let processors =
        f64::from(u32::try_from(thread::available_parallelism().map_or(1, usize::from)).unwrap_or(1));
    (((busy() - before) / TICKS - cpu) / (wall * processors)).max(0.0)
}

/// The processor time of all processes (and of other virtual machines on the host), in ticks.
fn busy() -> f64 {
    let text = fs::read_to_string("/proc/stat").unwrap_or_default();
    let numbers: Vec<f64> = text
        .lines()
        .next()
        .unwrap_or_default()
        .split_whitespace()
        .skip(1)
        .filter_map(|n| n.parse().ok())
        .collect();
    // user nice system idle iowait irq softirq steal
    numbers.iter().take(8).enumerate().filter(|(n, _)| !matches!(n, 3 | 4)).map(|(_, ticks)| ticks).sum()
}

fn of_this_program() -> f64 {
    times(14) + times(15)
}

/// Of terminated children and their descendants.
fn of_children() -> f64 {
    times(16) + times(17)
}

/// A field of `proc_pid_stat(5)`, by its number in the manual.
fn times(field: usize) -> f64 {
    let text = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The second field is a name in parentheses, which may contain any character.
    let rest = text.rsplit_once(") ").map_or("", |(_, rest)| rest);
    rest.split(' ').nth(field - 3).and_then(|n| n.parse().ok()).unwrap_or(0.0)
}

/// The peak memory of a process so far, in MiB.
fn peak(status: &str) -> f64 {
    let text = fs::read_to_string(status).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}

/// The load averages of the last 1, 5 and 15 minutes.
pub(crate) fn load() -> String {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').take(3).collect::<Vec<_>>().join(" ")
}

/// Available memory, in GiB.
pub(crate) fn free_memory() -> f64 {
    let text = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("MemAvailable:"));
    line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<f64>().ok()).unwrap_or(0.0)
        / 1024.0
        / 1024.0
}

/// Every file below a folder with its length, sorted.
pub(crate) fn files(root: &Path) -> io::Result<Vec<(PathBuf, u64)>> {
    let mut found = Vec::new();
    for entry in walkdir::WalkDir::new(root).sort_by_file_name() {
        let entry = entry?;
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(root).map_err(io::Error::other)?.to_path_buf();
            found.push((path, entry.metadata()?.len()));
        }
    }
    Ok(found)
}
