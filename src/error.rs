//! System errors and refused requests, which end a command.
//!
//! Mistakes in the content are not errors in this sense: they are [`crate::diagnostic::Diagnostic`]s, which are collected
//! and reported together. The first `Error` ends the command.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use rustix::io::Errno;

/// The reason why a command ends early: a system error, or a refused request.
#[derive(Debug)]
pub enum Error {
    /// A path that a command must not modify, or an invalid request. Exit status 2.
    Refused {
        /// The refused request, with the path.
        what: String,
        /// The recommended alternative.
        help: String,
    },
    /// The site requires another version of this program. Exit status 2.
    OtherVersion {
        /// The required version, the present one, and how to get another, in one line.
        what: String,
    },
    /// A failed system call: disk, permissions, file descriptors. Exit status 3.
    Io {
        /// The failed action, as a gerund: `writing`, `creating`.
        action: &'static str,
        /// The path that the action was applied to.
        path: PathBuf,
        /// The system's error.
        source: io::Error,
    },
    /// Writing to standard output failed. Exit status 3.
    Output(
        /// The system's error.
        io::Error,
    ),
    /// Memory or stack is too small. Exit status 3.
    Memory {
        /// The scarce resource, and how to get more of it.
        what: String,
    },
    /// Another process is publishing to the same output, or deploying it. Exit status 3.
    Locked {
        /// The locked output folder.
        output: PathBuf,
    },
    /// Another process modifies an output again and again while it is published. Exit status 3.
    Modified {
        /// The output folder.
        output: PathBuf,
        /// The modified files, relative to it.
        files: Vec<PathBuf>,
    },
    /// The preview server cannot bind its port. Exit status 3.
    Port {
        /// The requested port.
        port: u16,
        /// A free port to suggest, or 0 if another port would not help.
        free: u16,
        /// The system's error.
        source: io::Error,
    },
    /// The host of a deploy refused a request, or cannot be reached. Exit status 3.
    Remote {
        /// The failed action, and what the host said.
        what: String,
        /// The recommended action.
        help: String,
    },
    /// A signal asked the command to stop before anything was published. Exit status 128 + signal.
    Interrupted {
        /// The signal's number: 1, 2 or 15.
        signal: i32,
        /// The work that it interrupted.
        work: Work,
    },
}

/// The work that a signal interrupts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Work {
    /// Anything that changes nothing before it publishes.
    #[default]
    Build,
    /// A deploy that has begun to change its destination.
    Deploy,
    /// An import that has begun to write files.
    Import,
}

impl Error {
    /// Creates an [`Error::Io`] for an `action` (a gerund) that failed on `path`.
    pub fn io(action: &'static str, path: &Path, source: io::Error) -> Error {
        Error::Io { action, path: path.to_path_buf(), source }
    }

    /// The documented exit status for this error.
    pub fn exit_status(&self) -> u8 {
        match self {
            Error::Refused { .. } | Error::OtherVersion { .. } => 2,
            Error::Io { .. }
            | Error::Output(_)
            | Error::Memory { .. }
            | Error::Locked { .. }
            | Error::Modified { .. }
            | Error::Port { .. }
            | Error::Remote { .. } => 3,
            // Signal numbers fit in a byte; any other number is not a signal.
            Error::Interrupted { signal, .. } => 128 + u8::try_from(*signal).unwrap_or(0),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Refused { what, help } | Error::Remote { what, help } => {
                write!(f, "{what}\n  help: {help}")
            }
            Error::Io { action, path, source } => {
                write!(f, "{action} `{}`: {source}", path.display())?;
                remedy(source).map_or(Ok(()), |help| write!(f, "\n  help: {help}"))
            }
            Error::OtherVersion { what } | Error::Memory { what } => f.write_str(what),
            Error::Output(source) => write!(f, "writing to standard output: {source}"),
            Error::Locked { output } => {
                write!(
                    f,
                    "another rolebook process is publishing or deploying `{}`\n  help: wait for it to finish, or choose another --output",
                    output.display()
                )
            }
            Error::Modified { output, files } => {
                const SHOWN: usize = 3;
                let names: Vec<_> =
                    files.iter().take(SHOWN).map(|file| format!("`{}`", file.display())).collect();
                let more = if files.len() > SHOWN { ", …" } else { "" };
                write!(
                    f,
                    "another process modifies `{}` while it is published: {}{more}\n  help: the site was published with these modifications; stop that process, and build again",
                    output.display(),
                    names.join(", ")
                )
            }
            Error::Port { port, free: 0, source } => write!(f, "port {port} cannot be used: {source}"),
            Error::Port { port, free, .. } => {
                write!(
                    f,
                    "port {port} is in use\n  help: use --port {free}, which is free, or stop the process on port {port}"
                )
            }
            Error::Interrupted { work, .. } => {
                let result = match work {
                    Work::Build => "the published site is unchanged",
                    Work::Deploy => "what was sent works, and the next deploy continues",
                    Work::Import => "run the import again to complete it",
                };
                write!(f, "interrupted; {result}")
            }
        }
    }
}

/// Returns the way to get more of a resource that the system has refused.
fn remedy(error: &io::Error) -> Option<&'static str> {
    Some(match Errno::from_io_error(error)? {
        Errno::MFILE | Errno::NFILE => "raise the limit of open files: `ulimit -n`",
        Errno::FBIG => "raise the limit of the size of a file: `ulimit -f`",
        Errno::AGAIN => "raise the limit of threads and processes: `ulimit -u`",
        Errno::NOSPC | Errno::DQUOT => "free some disk space",
        _ => return None,
    })
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Io { source, .. } | Error::Port { source, .. } | Error::Output(source) => Some(source),
            _ => None,
        }
    }
}
