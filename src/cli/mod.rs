//! The command line: a file for each command, with what can be typed and how the answer is worded. The work is done by
//! [`rolebook::command`].

use std::io::{ErrorKind, Write as _};
use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, Subcommand};
use rolebook::error::Error;
use rolebook::publish::Interrupt;

mod build;
mod check;
mod explain;
mod init;
mod new;
mod process;
mod schema;
mod serve;

/// Makes a site that compares roles, from Markdown guides and YAML facts.
#[derive(Parser)]
#[command(name = "rolebook", version, arg_required_else_help = true, max_term_width = 100)]
#[command(
    after_help = "Exit status: 0 good; 1 the content is at fault; 2 usage, or a target refused; 3 the machine (disk, permission, port, output); 129, 130 or 143 interrupted.\nOn any status but 0, the published site is as it was, unless `build` says that only its summary could not be written."
)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Builds the site and publishes it, whole or not at all
    Build(build::Arguments),
    /// Shows the site on this machine while you write it, and what is wrong with it
    Serve(serve::Arguments),
    /// Says everything that a build would refuse, and writes nothing
    Check(check::Arguments),
    /// Adds a role, tool, term, article, comparison or series of pay, with what to fill in marked TODO
    New(new::Arguments),
    /// Makes a new site that builds, with two roles and a workflow for its code host
    Init(init::Arguments),
    /// Says what a code of a message means and how to mend it, or lists all codes
    Explain(explain::Arguments),
    /// Writes the JSON Schemas of the content files, from which editors complete and check as you type
    Schema(schema::Arguments),
}

/// Runs the command that was typed.
pub fn run(typed: Arguments) -> ExitCode {
    process::run(move |interrupt| command(typed, interrupt))
}

fn command(typed: Arguments, interrupt: &Interrupt) -> ExitCode {
    match typed.command {
        Command::Build(typed) => build::run(typed, interrupt),
        Command::Check(typed) => check::run(typed, interrupt),
        Command::New(typed) => new::run(typed),
        Command::Init(typed) => init::run(&typed),
        Command::Explain(typed) => explain::run(&typed),
        Command::Schema(typed) => schema::run(typed),
        Command::Serve(typed) => serve::run(typed, interrupt),
    }
}

/// Writes what a command has to say to the standard output, and gives the command's status, or 3 when it could not be
/// written. A reader that has closed the pipe has read enough: that is no error.
pub fn print(text: &str, status: ExitCode) -> ExitCode {
    let mut out = anstream::stdout();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => fail(&Error::Output(error)),
        _ => status,
    }
}

/// Writes help or a version that was asked for, or what is wrong with the arguments.
pub fn refuse(error: &clap::Error) -> ExitCode {
    let status = ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
    match error.print().and_then(|()| std::io::stdout().flush()) {
        Err(failed) if !error.use_stderr() && failed.kind() != ErrorKind::BrokenPipe => {
            fail(&Error::Output(failed))
        }
        _ => status,
    }
}

/// Says that the machine failed.
pub fn fail(error: &Error) -> ExitCode {
    let _ = writeln!(anstream::stderr(), "error: {error}");
    ExitCode::from(error.exit_status())
}

fn milliseconds(time: Duration) -> String {
    match time.as_micros() {
        micros if micros < 10_000 => format!("{}.{} ms", micros / 1000, micros % 1000 / 100),
        micros => format!("{} ms", micros / 1000),
    }
}
