//! The program: what was typed → what is meant → an exit status.

mod cli;

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    match cli::Cli::try_parse() {
        Ok(arguments) => cli::run(arguments),
        Err(error) => cli::refuse(&error),
    }
}
