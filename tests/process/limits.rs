//! Resource limits: threads, memory, descriptors, stack, disk space.
//!
//! `ROLEBOOK_LIMITS=all` tries every step of every limit, which takes some minutes.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::TcpStream;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::support::Project;
use crate::support::place::get;
use crate::{Place, utf8};

fn all() -> bool {
    std::env::var_os("ROLEBOOK_LIMITS").is_some()
}

/// A site that an unprivileged user can reach: `TMPDIR` may be private to the user who runs the tests.
fn shared_place() -> Place {
    Place::within(TempDir::new_in("/tmp").expect("a folder"), &Project::new())
}

/// Returns the program at a path that an unprivileged user can execute.
fn program(place: &Place) -> String {
    let program = place.path("rolebook");
    if !program.exists() {
        let built = env!("CARGO_BIN_EXE_rolebook");
        fs::hard_link(built, &program).or_else(|_| fs::copy(built, &program).map(drop)).expect("a copy");
        fs::set_permissions(place.folder.path(), fs::Permissions::from_mode(0o777)).expect("a mode");
        let line = format!("chmod -R a+rwX '{}'", place.folder.path().display());
        assert!(Command::new("sh").args(["-c", &line]).status().expect("a shell").success());
    }
    program.display().to_string()
}

/// Runs the program under limits, as an unprivileged user: the limit of processes does not apply to root.
fn limited(place: &Place, limits: &str, arguments: &[String]) -> Output {
    let program = program(place);
    let line = format!("{limits}; exec timeout -k 5 240 \"$@\"");
    let mut command = if fs::metadata("/proc/self").expect("a process").uid() == 0 {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups", "bash"]);
        command
    } else {
        Command::new("bash")
    };
    // `timeout` would count as a process, so the limit is set after it.
    let line = if limits.contains("ulimit -u") {
        format!("exec timeout -k 5 240 bash -c '{limits}; exec \"$@\"' bash \"$@\"")
    } else {
        line
    };
    // Descriptors that the runner of the tests left open would count too.
    let line = format!("exec 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-; {line}");
    command.args(["-c", &line, "bash", &program]).args(arguments);
    command.current_dir(place.folder.path()).env("RUST_BACKTRACE", "1");
    command.output().expect("the shell starts")
}

/// Runs every command under limits, and expects a documented status.
fn assert_documented_statuses(place: &Place, limits: &str, statuses: &mut BTreeSet<i32>) {
    for arguments in place.commands() {
        let done = limited(place, limits, &arguments);
        let message = utf8(&done);
        let status = done.status.code();
        assert!(matches!(status, Some(0..=3)), "{limits}, {arguments:?}: {:?}: {message}", done.status);
        assert!(!message.contains("panicked"), "{limits}, {arguments:?}: {message}");
        if status == Some(3) {
            assert!(message.contains("error"), "{limits}, {arguments:?}: {message}");
        }
        statuses.extend(status);
    }
}

#[test]
fn without_more_threads_the_main_thread_does_the_work() {
    let place = shared_place();
    let mut statuses = BTreeSet::new();
    let steps: Vec<u32> = if all() { (1..65).collect() } else { vec![1, 2] };
    for processes in steps {
        assert_documented_statuses(&place, &format!("ulimit -u {processes}"), &mut statuses);
    }
    assert_eq!(statuses, BTreeSet::from([0]), "one thread can do all the work");
}

#[test]
fn without_more_threads_a_small_stack_is_an_error() {
    let place = shared_place();
    let mut statuses = BTreeSet::new();
    for stack in if all() { vec![64, 128, 512, 1024, 4096, 8192] } else { vec![64, 1024] } {
        assert_documented_statuses(&place, &format!("ulimit -u 1; ulimit -s {stack}"), &mut statuses);
        let mut sound = BTreeSet::new();
        assert_documented_statuses(&place, &format!("ulimit -s {stack}"), &mut sound);
        assert_eq!(sound, BTreeSet::from([0]), "a thread has a stack of its own");
    }
    // The main thread would need a larger stack even for the arguments.
    assert_eq!(statuses, BTreeSet::from([3]));
    let mut tiny = BTreeSet::new();
    for stack in if all() { vec![16, 20, 24, 32, 48, 63] } else { vec![24, 32] } {
        assert_documented_statuses(&place, &format!("ulimit -s {stack}"), &mut tiny);
    }
    assert_eq!(tiny, BTreeSet::from([3]));
}

#[test]
fn too_little_memory_is_a_system_error() {
    let place = shared_place();
    let starts = |kilobytes: u64| {
        let done = limited(&place, &format!("ulimit -v {kilobytes}"), &["--version".to_string()]);
        done.status.code() == Some(0)
    };
    // Below this, the dynamic loader cannot load the program, which then cannot print anything.
    let least = (16..512).step_by(4).map(|megabytes| megabytes * 1024).find(|limit| starts(*limit));
    let least = least.expect("half a gigabyte is enough for --version");
    let step = if all() { 4 * 1024 } else { 60 * 1024 };
    let mut statuses = BTreeSet::new();
    for limit in (least + 2048..least + 3 * 60 * 1024).step_by(step) {
        assert_documented_statuses(&place, &format!("ulimit -v {limit}"), &mut statuses);
    }
    assert!(statuses.contains(&0), "{statuses:?}");
}

#[test]
fn too_few_descriptors_and_a_full_disk_are_system_errors() {
    let place = shared_place();
    let mut statuses = BTreeSet::new();
    let steps: Vec<u32> = if all() { (4..65).collect() } else { vec![4, 7, 20, 32] };
    for descriptors in steps {
        let mut own = BTreeSet::new();
        assert_documented_statuses(&place, &format!("ulimit -n {descriptors}"), &mut own);
        // Too few descriptors are never reported as a mistake of the author.
        assert!(!own.contains(&1), "ulimit -n {descriptors}: {own:?}");
        statuses.extend(own);
    }
    for blocks in [0, 1, 8] {
        assert_documented_statuses(&place, &format!("ulimit -f {blocks}"), &mut statuses);
    }
    assert!(statuses.contains(&0) && statuses.contains(&3), "{statuses:?}");
}

/// Starts the preview under limits; returns its address once it is ready, or its output if it ended.
fn preview(place: &Place, limits: &str) -> Result<(std::process::Child, String), Output> {
    let program = program(place);
    let line = format!("{limits}; exec \"$@\"");
    let root = place.path("site").display().to_string();
    let mut command = Command::new("bash");
    if fs::metadata("/proc/self").expect("a process").uid() == 0 {
        command = Command::new("setpriv");
        command.args(["--reuid=65533", "--regid=65533", "--clear-groups", "bash"]);
    }
    command.args(["-c", &line, "bash", &program, "serve", "--port", "0", "--root", &root]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).env("RUST_BACKTRACE", "1");
    let mut child = command.spawn().expect("the shell starts");
    let mut first = String::new();
    let out = child.stdout.take().expect("a pipe");
    let mut reader = BufReader::new(out);
    while reader.read_line(&mut first).is_ok_and(|length| length > 0) {
        if let Some(at) = first.find("http://") {
            let address = first[at + 7..].split('/').next().unwrap_or("").to_string();
            // The rest is not read: it fits into the pipe.
            std::mem::forget(reader);
            return Ok((child, address));
        }
        first.clear();
    }
    Err(child.wait_with_output().expect("it ended"))
}

#[test]
fn the_preview_survives_a_lack_of_threads() {
    let place = shared_place();
    // One thread for the command, one that listens, some for the watcher and for responses.
    for processes in [1, 2, 3, 6, 40] {
        match preview(&place, &format!("ulimit -u {processes}")) {
            Err(done) => {
                assert_eq!(done.status.code(), Some(3), "{processes}: {}", utf8(&done));
                assert!(processes < 40 && !utf8(&done).contains("panicked"), "{processes}: {}", utf8(&done));
            }
            Ok((mut child, address)) => {
                let open: Vec<TcpStream> =
                    (0..60).filter_map(|_| TcpStream::connect(&address).ok()).collect();
                let page = place.path("site/content/roles/sre.yaml");
                let text = fs::read_to_string(&page).expect("a role");
                fs::write(&page, text.replace("Reliable services", "Other services")).expect("an edit");
                std::thread::sleep(Duration::from_millis(600));
                assert!(child.try_wait().expect("a process").is_none(), "{processes}: it ended");
                drop(open);
                let until = Instant::now() + Duration::from_mins(2);
                let seen =
                    || get(&address, "/roles/sre/").is_some_and(|page| page.contains("Other services"));
                if processes >= 6 {
                    while !seen() {
                        assert!(Instant::now() < until, "{processes}: the edit is not shown");
                        std::thread::sleep(Duration::from_millis(100));
                    }
                }
                fs::write(&page, text).expect("an edit");
                assert!(child.try_wait().expect("a process").is_none(), "{processes}: it ended");
                end(&mut child);
            }
        }
    }
}

fn end(child: &mut std::process::Child) {
    let pid = i32::try_from(child.id()).expect("a number");
    let pid = rustix::process::Pid::from_raw(pid).expect("a process");
    rustix::process::kill_process(pid, rustix::process::Signal::TERM).expect("it is ours");
    child.wait().expect("it ends");
}

#[test]
fn a_preview_without_memory_exits_with_3() {
    let place = shared_place();
    for megabytes in if all() { (80..400).step_by(20).collect() } else { vec![120, 200, 320] } {
        match preview(&place, &format!("ulimit -v {}", megabytes * 1024)) {
            Err(done) => {
                let message = utf8(&done);
                // 127 is the status of the loader, if it cannot load the program.
                assert!(matches!(done.status.code(), Some(3 | 127) | None), "{megabytes}: {message}");
                assert!(!message.contains("panicked"), "{megabytes}: {message}");
            }
            Ok((mut child, address)) => {
                let page = get(&address, "/").unwrap_or_default();
                assert!(page.is_empty() || page.starts_with("HTTP/1.1 "), "{megabytes}: {page}");
                end(&mut child);
            }
        }
    }
}
