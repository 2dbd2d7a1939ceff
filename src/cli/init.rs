//! `rolebook init`, as it is typed and as it answers.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use rolebook::command::{init, quoted_path, today};
use rolebook::diagnostic::printable;

use super::{Context, fail, print};

#[derive(clap::Args)]
pub struct InitArgs {
    /// Folder of the new site, created when it is missing
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// Makes the site, and says how to go on.
pub fn run(typed: &InitArgs, context: &Context) -> ExitCode {
    let files = match today().and_then(|today| init(&typed.folder, today)) {
        Ok(files) => files,
        Err(error) => return fail(&error),
    };
    if context.is_quiet() {
        return ExitCode::SUCCESS;
    }
    let mut out = String::new();
    let shown = typed.folder.display().to_string();
    let _ = writeln!(out, "{}: a site of two roles, in {} files", printable(&shown), files.len());
    for file in files.iter().filter(|_| context.is_verbose()) {
        let _ = writeln!(out, "  made {file}");
    }
    let root = quoted_path(&typed.folder);
    let _ = writeln!(out, "  look at it:  rolebook serve --root {root}");
    let _ = writeln!(out, "  add a role:  rolebook new role 'Sales Engineer' --root {root}");
    print(&out, ExitCode::SUCCESS)
}
