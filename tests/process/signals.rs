//! The first signal ends the program, in every command and at any time.

use std::fs;
use std::io::Read as _;
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

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

fn send(child: &Child, signal: Signal) {
    let pid = Pid::from_raw(i32::try_from(child.id()).expect("a number")).expect("a process");
    // It may have ended in the meantime.
    let _ = kill_process(pid, signal);
}

/// Returns the exit status as a shell reports it, and the time until the process ended.
fn ended(child: &mut Child, within: Duration) -> (i32, Duration) {
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

/// The time limit from a signal to the end: 200 ms, and as much again for other load on this machine.
const SOON: Duration = Duration::from_millis(if cfg!(debug_assertions) { 1000 } else { 400 });

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
            std::thread::sleep(Duration::from_millis(900));
            send(&child, signal);
            // A second signal makes no difference.
            send(&child, signal);
            let (code, time) = ended(&mut child, Duration::from_secs(5));
            let mut printed = String::new();
            child.stderr.take().expect("a pipe").read_to_string(&mut printed).expect("text");
            assert_eq!(code, status, "{command}: {printed}");
            assert!(printed.contains("interrupted; the published site is unchanged"), "{command}: {printed}");
            times.push(time);
        }
    }
    assert!(times.iter().all(|time| *time < SOON), "{times:?}");
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
        let (code, time) = ended(&mut child, Duration::from_secs(5));
        assert!(time < SOON, "{moment}: {time:?}");
        assert_eq!(output.join("index.html").exists(), code == 0, "{moment}: {code}");
        assert!(matches!(code, 0 | 143), "{moment}: {code}");
    }
}

#[test]
fn the_preview_ends_with_the_first_signal() {
    let place = Place::new();
    let mut child = rolebook();
    child.args(["serve", "--port", "0", "--root"]).arg(place.path("site"));
    let mut child = child.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
    std::thread::sleep(Duration::from_millis(800));
    send(&child, Signal::INT);
    let (code, time) = ended(&mut child, Duration::from_secs(5));
    assert!(code == 130 && time < SOON, "{code} {time:?}");
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
