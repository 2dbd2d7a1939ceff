//! `rolebook man`: the manual pages, generated from the same declaration as `--help`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Command, CommandFactory as _};
use clap_mangen::Man;
use rolebook::command::write_pages;
use rolebook::error::Error;

use super::{Context, fail, print};

#[derive(clap::Args)]
pub(super) struct ManArgs {
    /// Write the pages of all commands to this folder, such as `~/.local/share/man/man1` [default: print the main
    /// page]
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

/// Prints the main page, or writes all pages.
pub(super) fn run(args: &ManArgs, context: &Context) -> ExitCode {
    let pages = match pages() {
        Ok(pages) => pages,
        Err(source) => return fail(&Error::io("writing", Path::new("the manual page"), source)),
    };
    let Some(folder) = &args.folder else {
        return print(&String::from_utf8_lossy(&pages[0].1), ExitCode::SUCCESS);
    };
    if let Err(error) = write_pages(folder, &pages) {
        return fail(&error);
    }
    if context.is_quiet() {
        return ExitCode::SUCCESS;
    }
    for (name, _) in &pages {
        context.note(&format!("  {name}"));
    }
    print(&format!("{}: {} manual pages written\n", folder.display(), pages.len()), ExitCode::SUCCESS)
}

/// The pages of the program and of each command, as file names and contents.
fn pages() -> std::io::Result<Vec<(String, Vec<u8>)>> {
    let mut program = super::Cli::command();
    program.build();
    let mut all = Vec::new();
    add_commands(&program, &mut all);
    all.into_iter()
        .map(|command| {
            let man = Man::new(command);
            let mut page = Vec::new();
            man.render(&mut page)?;
            Ok((man.get_filename(), page))
        })
        .collect()
}

/// Adds a command and those below it, such as `rolebook import data`.
fn add_commands(command: &Command, all: &mut Vec<Command>) {
    all.push(command.clone());
    for below in command.get_subcommands().filter(|command| command.get_name() != "help") {
        add_commands(below, all);
    }
}
