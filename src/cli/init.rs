//! `rolebook init`, as it is typed and as it answers.

use std::path::PathBuf;
use std::process::ExitCode;

use rolebook::command::{init, today};

use super::{fail, print};

#[derive(clap::Args)]
pub struct Arguments {
    /// The folder of the new site; made when it is not there
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// Makes the site, and says how to go on.
pub fn run(typed: &Arguments) -> ExitCode {
    match today().and_then(|today| init(&typed.folder, today)) {
        Ok(files) => {
            let folder = typed.folder.display();
            let said = format!(
                "{folder}: a site of two roles, in {} files\n  look at it:  rolebook serve --root {folder}\n  add a role:  rolebook new role \"Sales Engineer\" --root {folder}\n",
                files.len()
            );
            print(&said, ExitCode::SUCCESS)
        }
        Err(error) => fail(&error),
    }
}
