//! The first signal ends the program, in every command and at any time.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::support::place::get;
use crate::support::{Project, tree};
use crate::{Place, rolebook};

/// A template with two nested loops that would run for minutes, and print nothing.
const LOOPS: &str =
    "<p>\n{% for a in range(end=99999) %}{% for b in range(end=99999) %}{% endfor %}{% endfor %}";

fn endless() -> Project {
    Project::new()
        .file("templates/pages/term.html", LOOPS)
        .file("content/glossary/slo.md", "---\nterm: SLO\nline: A target.\n---\nA target for a service.\n")
}

pub(crate) fn send(child: &Child, signal: Signal) {
    let pid = Pid::from_raw(i32::try_from(child.id()).expect("a number")).expect("a process");
    // It may have ended in the meantime.
    let _ = kill_process(pid, signal);
}

/// Returns the exit status as a shell reports it, and the time until the process ended.
pub(crate) fn ended(child: &mut Child, within: Duration) -> (i32, Duration) {
    let began = Instant::now();
    loop {
        if let Some(status) = child.try_wait().expect("a process") {
            let code = status.code().or_else(|| status.signal().map(|signal| 128 + signal));
            return (code.expect("a status"), began.elapsed());
        }
        if began.elapsed() > within {
            child.kill().expect("it is ours");
            panic!("it did not end within {within:?}");
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// The time limit from a signal to the end: 200 ms, and as much again for the test itself, more without optimisations.
/// On a busy machine more: 20 times as long as the program needs to print its version.
pub(crate) fn soon() -> Duration {
    let began = Instant::now();
    assert!(rolebook().arg("--version").output().expect("it starts").status.success());
    Duration::from_millis(if cfg!(debug_assertions) { 800 } else { 400 }) + began.elapsed() * 20
}

/// Waits until the process handles a signal: before that, the signal ends it without a message.
pub(crate) fn wait_for_handler(child: &Child, signal: Signal) {
    let is_caught = || {
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
        let mask = status.lines().find_map(|line| line.strip_prefix("SigCgt:"))?;
        Some(u64::from_str_radix(mask.trim(), 16).ok()? >> (signal.as_raw() - 1) & 1 == 1)
    };
    let until = Instant::now() + Duration::from_mins(1);
    while cfg!(target_os = "linux") && is_caught() != Some(true) {
        assert!(Instant::now() < until, "it does not start");
        std::thread::sleep(Duration::from_millis(5));
    }
    std::thread::sleep(Duration::from_millis(if cfg!(target_os = "linux") { 300 } else { 900 }));
}

#[test]
fn a_loop_without_output_ends_with_the_first_signal() {
    let place = Place::new();
    let site = place.path("site");
    let build = || rolebook().args(["build", "--root"]).arg(&site).output().expect("it starts");
    assert_eq!(build().status.code(), Some(0));
    let before = tree(&site.join("dist"));
    endless().write(&site);
    let mut times = Vec::new();
    for command in ["build", "check"] {
        for (signal, status) in [(Signal::TERM, 143), (Signal::INT, 130), (Signal::HUP, 129)] {
            let mut child = rolebook();
            child.args([command, "--root"]).arg(&site).stdout(Stdio::null()).stderr(Stdio::piped());
            let mut child = child.spawn().expect("it starts");
            wait_for_handler(&child, signal);
            send(&child, signal);
            // A second signal makes no difference.
            send(&child, signal);
            let (code, time) = ended(&mut child, Duration::from_mins(1));
            let mut printed = String::new();
            child.stderr.take().expect("a pipe").read_to_string(&mut printed).expect("text");
            assert_eq!(code, status, "{command}: {printed}");
            assert!(printed.contains("interrupted; the published site is unchanged"), "{command}: {printed}");
            times.push(time);
        }
    }
    let soon = soon();
    assert!(times.iter().all(|time| *time < soon), "{times:?}, not within {soon:?}");
    assert!(tree(&site.join("dist")) == before);
    // The next build removes what they left beside the output, and is complete.
    let _ = fs::remove_dir_all(site.join("templates"));
    assert_eq!(build().status.code(), Some(0));
    let names = fs::read_dir(&site).expect("a folder").map(|entry| entry.expect("an entry").file_name());
    assert!(names.into_iter().all(|name| !name.to_string_lossy().contains("staging")));
}

#[test]
fn a_signal_at_any_moment_ends_a_build_or_arrives_too_late() {
    let place = Place::new();
    let site = place.path("site");
    for moment in 0..12 {
        let mut child = rolebook();
        child.args(["build", "--root"]).arg(&site).stdout(Stdio::null()).stderr(Stdio::null());
        let output = site.join(format!("out-{moment}"));
        let mut child = child.arg("--output").arg(&output).spawn().expect("it starts");
        std::thread::sleep(Duration::from_millis(moment * 25));
        send(&child, Signal::TERM);
        let (code, time) = ended(&mut child, Duration::from_mins(1));
        assert!(time < soon(), "{moment}: {time:?}");
        assert_eq!(output.join("index.html").exists(), code == 0, "{moment}: {code}");
        assert!(matches!(code, 0 | 143), "{moment}: {code}");
    }
}

/// Starts the preview; returns its address once it is ready.
pub(crate) fn preview(place: &Place) -> (Child, String) {
    started_preview(rolebook(), place)
}

fn started_preview(mut program: Command, place: &Place) -> (Child, String) {
    program.args(["serve", "--port", "0", "--root"]).arg(place.path("site"));
    let mut child = program.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it starts");
    let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    let address = loop {
        let line = lines.next().expect("it does not end").expect("a line");
        if let Some((_, rest)) = line.split_once("http://") {
            break rest.split('/').next().expect("an address").to_string();
        }
    };
    // A preview without a reader of its output goes on; this reads it, so that the pipe never fills.
    std::thread::spawn(move || lines.count());
    (child, address)
}

/// Without `/proc`, ignored signals cannot be told from others.
#[cfg(target_os = "linux")]
#[test]
fn a_signal_that_is_ignored_at_the_start_stays_ignored() {
    let place = Place::new();
    let mut program = Command::new("env");
    program.args(["--ignore-signal=HUP", "--default-signal=INT", env!("CARGO_BIN_EXE_rolebook")]);
    let (mut child, address) = started_preview(program, &place);
    send(&child, Signal::HUP);
    std::thread::sleep(Duration::from_millis(500));
    assert!(child.try_wait().expect("a process").is_none(), "it ended");
    assert!(get(&address, "/").is_some_and(|page| page.starts_with("HTTP/1.1 200")));
    send(&child, Signal::INT);
    assert_eq!(ended(&mut child, Duration::from_mins(1)).0, 130);
}

#[test]
fn the_preview_ends_with_the_first_signal() {
    let place = Place::new();
    let (mut child, _) = preview(&place);
    send(&child, Signal::INT);
    let (code, time) = ended(&mut child, Duration::from_mins(1));
    assert!(code == 130 && time < soon(), "{code} {time:?}");
}

#[test]
fn a_page_that_takes_too_long_is_an_error_of_its_template() {
    let place = Place::with(&endless());
    let start = |command: &str| {
        let mut started = rolebook();
        started
            .args([command, "--root"])
            .arg(place.path("site"))
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        started.spawn().expect("it starts")
    };
    let (began, both) = (Instant::now(), ["check", "build"].map(start));
    for child in both {
        let done = child.wait_with_output().expect("it ends");
        let printed = crate::utf8(&done);
        assert_eq!(done.status.code(), Some(1), "{printed}");
        assert!(printed.contains("takes longer than 10 s of processor time"), "{printed}");
        assert!(
            printed.contains("templates/pages/term.html:2:") && printed.contains("/glossary/slo/"),
            "{printed}"
        );
    }
    assert!(began.elapsed() > Duration::from_secs(9), "{:?}", began.elapsed());
}
