//! The machine's failures and refused targets: what stops a command at once.
//!
//! The author's mistakes are never here: they are [`crate::diagnostic::Diagnostic`]s, collected and
//! shown together. An `Error` is the first of its kind and ends the command.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why a command stops: the first failure of the machine, or a target that must not be touched.
#[derive(Debug)]
pub enum Error {
    /// A target that a command must not touch, or a request that makes no sense. Exit status 2.
    Refused {
        /// What is refused, naming the path.
        what: String,
        /// What to do instead.
        help: String,
    },
    /// The machine said no: disk, permission, descriptors. Exit status 3.
    Io {
        /// What was being done, as a gerund: `writing`, `creating`.
        action: &'static str,
        /// The path it was done to.
        path: PathBuf,
        /// What the system answered.
        source: io::Error,
    },
    /// What a command has to say could not be written to the standard output. Exit status 3.
    Output(
        /// What the system answered.
        io::Error,
    ),
    /// There is too little memory, or too small a stack. Exit status 3.
    Memory {
        /// What there is too little of, and how to get more.
        what: String,
    },
    /// Another process is publishing to the same output. Exit status 3.
    Locked {
        /// The output that is being published by somebody else.
        output: PathBuf,
    },
    /// The preview cannot have its port. Exit status 3.
    Port {
        /// The port.
        port: u16,
        /// Another one that is free, or 0 when that would not help.
        free: u16,
        /// What the system answered.
        source: io::Error,
    },
    /// A signal asked the command to stop before anything was published. Exit status 128 + signal.
    Interrupted {
        /// The signal's number: 1, 2 or 15.
        signal: i32,
    },
}

impl Error {
    /// A failure of the machine while doing `action` (a gerund) to `path`.
    pub fn io(action: &'static str, path: &Path, source: io::Error) -> Error {
        Error::Io { action, path: path.to_path_buf(), source }
    }

    /// The exit status that the command line promises for this error.
    pub fn exit_status(&self) -> u8 {
        match self {
            Error::Refused { .. } => 2,
            Error::Io { .. }
            | Error::Output(_)
            | Error::Memory { .. }
            | Error::Locked { .. }
            | Error::Port { .. } => 3,
            // Signals are small numbers; anything else is not ours to report as a signal.
            Error::Interrupted { signal } => 128 + u8::try_from(*signal).unwrap_or(0),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Refused { what, help } => write!(f, "{what}\n  help: {help}"),
            Error::Io { action, path, source } => write!(f, "{action} `{}`: {source}", path.display()),
            Error::Memory { what } => f.write_str(what),
            Error::Output(source) => write!(f, "writing to the standard output: {source}"),
            Error::Locked { output } => {
                write!(
                    f,
                    "another rolebook is publishing to `{}`\n  help: wait for it to end, or choose another --output",
                    output.display()
                )
            }
            Error::Port { port, free: 0, source } => write!(f, "port {port} cannot be used: {source}"),
            Error::Port { port, free, .. } => {
                write!(f, "port {port} is in use\n  help: --port {free} is free, or stop what uses {port}")
            }
            Error::Interrupted { .. } => write!(f, "interrupted; the published site is as it was"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Io { source, .. } | Error::Port { source, .. } | Error::Output(source) => Some(source),
            _ => None,
        }
    }
}
