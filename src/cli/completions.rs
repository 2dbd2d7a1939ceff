//! `rolebook completions`: what a shell offers when somebody presses Tab.

use std::process::ExitCode;

use clap::CommandFactory as _;
use clap_complete::Shell;

use super::print;

#[derive(clap::Args)]
pub struct CompletionsArgs {
    /// Shell that reads the script
    #[arg(value_enum)]
    shell: Shell,
}

/// Prints the script.
pub fn run(typed: &CompletionsArgs) -> ExitCode {
    let mut script = Vec::new();
    clap_complete::generate(typed.shell, &mut super::Cli::command(), "rolebook", &mut script);
    print(&String::from_utf8_lossy(&script), ExitCode::SUCCESS)
}
