//! The process of a command. The command runs on a thread with a stack of known size, while the main thread waits for
//! signals and for pages that exceed a limit, and ends the process. If a memory limit is set, a child process does all this, because a Rust program can
//! only abort when an allocation fails.

use std::io::Write as _;
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::path::Path;
use std::process::{Child, Command, ExitCode};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rolebook::command::Watchdog;
use rolebook::error::{Error, Work};
use rolebook::publish::Interrupt;
use rolebook::render::{ActiveDraw, DrawLimit};
use rolebook::workers::STACK;
use rustix::process::{Pid, Resource, Rlimit, Signal, getrlimit, kill_process, setrlimit};

use super::fail;

/// The interval at which the main thread checks for signals.
const POLL: Duration = Duration::from_millis(50);
/// The time that a command has to clean up after a signal. The next run removes what it leaves.
const PATIENCE: Duration = Duration::from_millis(80);
/// The environment variable that marks the child process.
const WATCHED: &str = "ROLEBOOK_WATCHED";

/// The stack in bytes that the main thread needs to start a thread, to wait for it, and to report an error.
const MIN_STACK: u64 = 64 * 1024;
const SMALL_STACK: &[u8] =
    b"error: the limit of the stack is too low, 64 KiB are needed\n  help: raise the limit: `ulimit -s`\n";

/// Runs a command and returns its exit status, one of those that `--help` lists, also when a resource limit is hit.
pub(super) fn run(command: impl FnOnce(&Interrupt) -> ExitCode + Send + 'static) -> ExitCode {
    if raise_limit(Resource::Stack, MIN_STACK).is_err() {
        // Formatting a message would overflow the stack.
        let _ = std::io::stderr().write_all(SMALL_STACK);
        return ExitCode::from(3);
    }
    if let Err(error) = Interrupt::ignore_file_size_signal() {
        return fail(&error);
    }
    let is_watched = std::env::var_os(WATCHED).is_some();
    if let Some(limit) = memory_limit().filter(|_| !is_watched)
        && let Ok(child) = respawn()
    {
        return watch(child, limit);
    }
    if is_watched {
        abort_on_panic();
    }
    run_on_thread(command)
}

/// The open files that a command needs at once: one for each reading thread, the folders above it, and the standard streams.
const MIN_DESCRIPTORS: u64 = 32;

/// Raises the limit of open files if it is too low for a command.
///
/// # Errors
/// [`Error::Memory`] if it may not be raised enough. Otherwise files that cannot be opened would be reported as missing.
pub(super) fn ensure_descriptors() -> Result<(), Error> {
    raise_limit(Resource::Nofile, MIN_DESCRIPTORS).map_err(|_| Error::Memory {
        what: format!(
            "the limit of open files is too low, {MIN_DESCRIPTORS} are needed\n  help: raise the limit: `ulimit -n`"
        ),
    })
}

/// Makes a panic end the process. Under a memory limit, libraries panic where they get no memory, so [`watch`] reports
/// the limit, and this the panic's message, which tells a bug from it.
fn abort_on_panic() {
    std::panic::set_hook(Box::new(|panic| {
        let _ = match (panic.payload_as_str(), panic.location()) {
            (Some(message), Some(place)) => writeln!(std::io::stderr(), "{message} ({place})"),
            _ => Ok(()),
        };
        std::process::abort();
    }));
}

/// The memory limit of this process in bytes, if there is one.
fn memory_limit() -> Option<u64> {
    [Resource::As, Resource::Data].into_iter().filter_map(|kind| getrlimit(kind).current).min()
}

/// Starts this program again, with the same arguments.
fn respawn() -> std::io::Result<Child> {
    // A backtrace would need memory when there is none.
    this_program()?.env(WATCHED, "1").env("RUST_BACKTRACE", "0").spawn()
}

/// Replaces this process by a new one with the same arguments and another environment variable. Returns only if that
/// failed.
pub(super) fn restart(name: &str, value: &str) -> Error {
    let failed = match this_program() {
        Ok(mut program) => program.env(name, value).exec(),
        Err(error) => error,
    };
    Error::io("restarting", Path::new("rolebook"), failed)
}

/// This program with the arguments of this process.
fn this_program() -> std::io::Result<Command> {
    // Works also if the file of the program was replaced.
    let program = if cfg!(target_os = "linux") { "/proc/self/exe".into() } else { std::env::current_exe()? };
    let mut arguments = std::env::args_os();
    let name = arguments.next().unwrap_or_default();
    let mut command = Command::new(program);
    command.arg0(name).args(arguments);
    Ok(command)
}

/// Waits for the child process, forwards signals to it, and returns its status.
fn watch(mut child: Child, limit: u64) -> ExitCode {
    let interrupt = Interrupt::listen();
    let mut is_forwarded = false;
    let mut pause = Duration::from_millis(1);
    let ended = loop {
        match child.try_wait() {
            Ok(Some(ended)) => break ended,
            Ok(None) => {}
            Err(error) => return fail(&Error::io("waiting for", Path::new("rolebook"), error)),
        }
        if let Some(Error::Interrupted { signal, .. }) =
            interrupt.as_ref().ok().and_then(|it| it.check().err())
            && !is_forwarded
            && let Some(signal) = Signal::from_named_raw(signal)
        {
            let _ = kill_process(Pid::from_child(&child), signal);
            is_forwarded = true;
        }
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(20));
    };
    match (ended.code(), ended.signal()) {
        (Some(code), _) => ExitCode::from(u8::try_from(code).unwrap_or(3)),
        (None, Some(signal @ (1 | 2 | 15))) => fail(&Error::Interrupted { signal, work: Work::Build }),
        (None, _) => fail(&Error::Memory {
            what: format!(
                "the memory limit of {} MiB is too low; the published site is unchanged\n  help: raise the limit: `ulimit -v`, `ulimit -d`",
                limit / (1024 * 1024)
            ),
        }),
    }
}

/// Ends a command one of whose pages exceeded a limit.
type OnExceeded = Box<dyn FnOnce(&ActiveDraw, DrawLimit) -> ExitCode + Send>;

static ON_EXCEEDED: Mutex<Option<OnExceeded>> = Mutex::new(None);

/// Sets what the main thread does when a page exceeds a limit that its thread cannot check: it reports the page, and
/// its status ends the process.
pub(super) fn on_exceeded(end: impl FnOnce(&ActiveDraw, DrawLimit) -> ExitCode + Send + 'static) {
    *ON_EXCEEDED.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(end));
}

/// Runs `end` on a thread with a stack of known size, or on this one if none can be started.
fn on_large_stack(end: impl FnOnce() -> ExitCode + Send + 'static) -> ExitCode {
    let (give, take) = channel();
    let started = thread::Builder::new().stack_size(STACK).spawn(move || {
        let end: Box<dyn FnOnce() -> ExitCode + Send> = take.recv().ok()?;
        Some(end())
    });
    let Ok(thread) = started else { return end() };
    let _ = give.send(Box::new(end));
    thread.join().ok().flatten().unwrap_or(ExitCode::FAILURE)
}

/// A command with its arguments.
type Job = Box<dyn FnOnce(&Interrupt) -> ExitCode + Send>;

/// Runs a command on a new thread, or on this one if none can be started.
fn run_on_thread(command: impl FnOnce(&Interrupt) -> ExitCode + Send + 'static) -> ExitCode {
    let (give, take) = channel();
    let (done, is_done) = channel::<()>();
    let started = thread::Builder::new().name("rolebook".to_string()).stack_size(STACK).spawn(move || {
        let _done = done;
        let (command, interrupt): (Job, Interrupt) = take.recv().ok()?;
        Some(command(&interrupt))
    });
    let Ok(thread) = started else {
        // Without a second thread, no flag is set by signals: they end the process at once.
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
    let mut watchdog = Watchdog::default();
    while is_done.recv_timeout(if signalled.is_some() { PATIENCE / 8 } else { POLL })
        == Err(RecvTimeoutError::Timeout)
    {
        let Err(error) = interrupt.check() else {
            if let Some((draw, limit)) = watchdog.exceeded()
                && let Some(end) = ON_EXCEEDED.lock().unwrap_or_else(PoisonError::into_inner).take()
            {
                return on_large_stack(move || end(&draw, limit));
            }
            continue;
        };
        if signalled.get_or_insert_with(Instant::now).elapsed() < PATIENCE {
            continue;
        }
        // Returning from here ends the process and with it the other threads.
        return if interrupt.abandon() {
            let line =
                "the new site was published before the signal arrived; the next build removes the old one";
            let _ = writeln!(anstream::stderr(), "{line}");
            ExitCode::SUCCESS
        } else {
            fail(&error)
        };
    }
    match thread.join() {
        Ok(status) => status.unwrap_or(ExitCode::FAILURE),
        // A bug; its panic message has already been printed.
        Err(panic) => std::panic::resume_unwind(panic),
    }
}

/// Raises the limit of this thread's stack, which grows on demand, to the size that the other threads have.
fn enlarge_stack() -> Result<(), Error> {
    let needed = STACK as u64;
    raise_limit(Resource::Stack, needed).map_err(|_| Error::Memory {
        what: format!(
            "no thread can be started, and the stack may not grow to {} MiB\n  help: raise a limit: `ulimit -u` (threads and processes), `ulimit -s` (stack)",
            needed / (1024 * 1024)
        ),
    })
}

/// Raises a resource limit of this process to what is needed, if it is lower.
fn raise_limit(kind: Resource, needed: u64) -> Result<(), rustix::io::Errno> {
    let Rlimit { current, maximum } = getrlimit(kind);
    if current.is_none_or(|current| current >= needed) {
        return Ok(());
    }
    setrlimit(kind, Rlimit { current: Some(needed), maximum })
}
