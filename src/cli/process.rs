//! Where a command runs: on a thread with a stack that is known to be enough, watched by the main thread, which ends the
//! process when a signal comes; and in a child process where the memory is limited, because a program whose memory is
//! refused can only abort.

use std::io::Write as _;
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::path::Path;
use std::process::{Child, Command, ExitCode};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use rolebook::error::Error;
use rolebook::publish::Interrupt;
use rolebook::workers::STACK;
use rustix::process::{Pid, Resource, Rlimit, Signal, getrlimit, kill_process, setrlimit};

use super::fail;

/// How often the main thread looks whether a signal came.
const POLL: Duration = Duration::from_millis(50);
/// How long a command may take after a signal to end by itself and clean up. What it leaves, the next run removes.
const PATIENCE: Duration = Duration::from_millis(80);
/// Says to the child process that it is one.
const WATCHED: &str = "ROLEBOOK_WATCHED";

/// Runs a command and gives its status, one of the table in `--help`, whatever the machine refuses.
pub fn run(command: impl FnOnce(&Interrupt) -> ExitCode + Send + 'static) -> ExitCode {
    if let Err(error) = Interrupt::ignore_file_size_signal() {
        return fail(&error);
    }
    let is_watched = std::env::var_os(WATCHED).is_some();
    if let Some(limit) = memory_limit().filter(|_| !is_watched)
        && let Ok(child) = start_again()
    {
        return watch(child, limit);
    }
    on_a_thread(command)
}

/// The limit of the memory that this process may use, in bytes, if there is one.
fn memory_limit() -> Option<u64> {
    [Resource::As, Resource::Data].into_iter().filter_map(|kind| getrlimit(kind).current).min()
}

/// Starts this program again, with the same arguments.
fn start_again() -> std::io::Result<Child> {
    // Also when the file of the program was replaced meanwhile.
    let program = if cfg!(target_os = "linux") { "/proc/self/exe".into() } else { std::env::current_exe()? };
    let mut arguments = std::env::args_os();
    let name = arguments.next().unwrap_or_default();
    // A backtrace takes memory when there is none.
    Command::new(program).arg0(name).args(arguments).env(WATCHED, "1").env("RUST_BACKTRACE", "0").spawn()
}

/// Waits for the child process, hands signals on to it, and gives its status.
fn watch(mut child: Child, limit: u64) -> ExitCode {
    let interrupt = Interrupt::listen();
    let mut is_told = false;
    let mut pause = Duration::from_millis(1);
    let ended = loop {
        match child.try_wait() {
            Ok(Some(ended)) => break ended,
            Ok(None) => {}
            Err(error) => return fail(&Error::io("waiting for", Path::new("rolebook"), error)),
        }
        if let Some(Error::Interrupted { signal }) = interrupt.as_ref().ok().and_then(|it| it.check().err())
            && !is_told
            && let Some(signal) = Signal::from_named_raw(signal)
        {
            let _ = kill_process(Pid::from_child(&child), signal);
            is_told = true;
        }
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(20));
    };
    match (ended.code(), ended.signal()) {
        (Some(code), _) => ExitCode::from(u8::try_from(code).unwrap_or(3)),
        (None, Some(signal @ (1 | 2 | 15))) => fail(&Error::Interrupted { signal }),
        (None, _) => fail(&Error::Memory {
            what: format!(
                "the memory that this process may use, {} MiB, is not enough; the published site is as it was\n  help: raise the limit: `ulimit -v`, `ulimit -d`",
                limit / (1024 * 1024)
            ),
        }),
    }
}

/// A command that is ready to run.
type Job = Box<dyn FnOnce(&Interrupt) -> ExitCode + Send>;

/// Runs a command on a thread, or where there is none on this one.
fn on_a_thread(command: impl FnOnce(&Interrupt) -> ExitCode + Send + 'static) -> ExitCode {
    let (give, take) = channel();
    let (done, is_done) = channel::<()>();
    let started = thread::Builder::new().name("rolebook".to_string()).stack_size(STACK).spawn(move || {
        let _done = done;
        let (command, interrupt): (Job, Interrupt) = take.recv().ok()?;
        Some(command(&interrupt))
    });
    let Ok(thread) = started else {
        // Nobody would act on the flag of a signal, so signals keep their power to end the process.
        return match enlarge_stack() {
            Ok(()) => command(&Interrupt::never()),
            Err(error) => fail(&error),
        };
    };
    let interrupt = match Interrupt::listen() {
        Ok(interrupt) => interrupt,
        Err(error) => return fail(&error),
    };
    let _ = give.send((Box::new(command), interrupt.clone()));
    let mut signalled: Option<Instant> = None;
    while is_done.recv_timeout(if signalled.is_some() { PATIENCE / 8 } else { POLL })
        == Err(RecvTimeoutError::Timeout)
    {
        let Err(error) = interrupt.check() else { continue };
        if signalled.get_or_insert_with(Instant::now).elapsed() < PATIENCE {
            continue;
        }
        // Ending here ends the other threads, at whatever they are.
        return if interrupt.abandon() {
            let line =
                "the new site was published before the signal came; the next build removes the old one";
            let _ = writeln!(anstream::stderr(), "{line}");
            ExitCode::SUCCESS
        } else {
            fail(&error)
        };
    }
    match thread.join() {
        Ok(status) => status.unwrap_or(ExitCode::FAILURE),
        // A bug; it was said where it happened.
        Err(panic) => std::panic::resume_unwind(panic),
    }
}

/// Lets the stack of this thread, which grows as it is used, become as large as that of the others.
fn enlarge_stack() -> Result<(), Error> {
    let wanted = STACK as u64;
    let Rlimit { current, maximum } = getrlimit(Resource::Stack);
    if current.is_none_or(|current| current >= wanted) {
        return Ok(());
    }
    setrlimit(Resource::Stack, Rlimit { current: Some(wanted), maximum }).map_err(|_| Error::Memory {
        what: format!(
            "no thread can be started, and the stack may not grow to {} MiB\n  help: raise a limit: `ulimit -u` (threads and processes), `ulimit -s` (stack)",
            wanted / (1024 * 1024)
        ),
    })
}
