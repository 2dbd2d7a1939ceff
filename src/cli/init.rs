//! `rolebook init`, as it is typed and as it answers.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use rolebook::command::{init, today};

use super::fail;

#[derive(clap::Args)]
pub struct Arguments {
    /// The folder of the new site; made when it is not there
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// Makes the site, and says how to go on.
pub fn run(typed: &Arguments) -> ExitCode {
    match init(&typed.folder, today()) {
        Ok(files) => {
            let folder = typed.folder.display();
            let _ = writeln!(
                anstream::stdout(),
                "{folder}: a site of two roles, in {} files\n  look at it:  rolebook serve --root {folder}\n  add a role:  rolebook new role \"Sales Engineer\" --root {folder}",
                files.len()
            );
            ExitCode::SUCCESS
        }
        Err(error) => fail(&error),
    }
}
