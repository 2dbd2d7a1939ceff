//! The binary: parses the arguments, runs the command, returns the exit status.

mod cli;

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    match cli::Cli::try_parse() {
        Ok(arguments) => cli::run(arguments),
        Err(error) => cli::refuse(&error),
    }
}
