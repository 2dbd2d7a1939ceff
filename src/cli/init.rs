//! The command line of `rolebook init`.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use rolebook::command::{init, quoted_path, today};
use rolebook::diagnostic::printable;

use super::{Context, fail, print};

#[derive(clap::Args)]
pub struct InitArgs {
    /// Folder of the new site, created if missing
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// Creates the site and prints the next steps.
pub fn run(args: &InitArgs, context: &Context) -> ExitCode {
    let files = match today().and_then(|today| init(&args.folder, today)) {
        Ok(files) => files,
        Err(error) => return fail(&error),
    };
    if context.is_quiet() {
        return ExitCode::SUCCESS;
    }
    let mut out = String::new();
    let shown = args.folder.display().to_string();
    let _ = writeln!(out, "{}: created a site with two roles ({} files)", printable(&shown), files.len());
    for file in files.iter().filter(|_| context.is_verbose()) {
        let _ = writeln!(out, "  created {file}");
    }
    let root = quoted_path(&args.folder);
    let _ = writeln!(out, "  preview it:  rolebook serve --root {root}");
    let _ = writeln!(out, "  add a role:  rolebook new role 'Sales Engineer' --root {root}");
    print(&out, ExitCode::SUCCESS)
}
