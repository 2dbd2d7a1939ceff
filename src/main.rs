//! The binary: parses the arguments, runs the command, returns the exit status.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
