//! The program: what was typed → what is meant → an exit status.

mod cli;

use std::process::ExitCode;

use clap::Parser as _;
use rolebook::publish::Interrupt;

fn main() -> ExitCode {
    let arguments = match cli::Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help that was asked for goes to the output, help that was not to the errors; a closed pipe is neither's fault.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let interrupt = match Interrupt::listen() {
        Ok(interrupt) => interrupt,
        Err(error) => return cli::fail(&error),
    };
    cli::run(arguments, &interrupt)
}
