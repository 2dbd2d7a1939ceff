//! `rolebook schema`, as it is typed and as it answers.

use std::path::PathBuf;
use std::process::ExitCode;

use rolebook::command::{Schema, schema};
use rolebook::model::SchemaFile;

use super::{fail, print};

#[derive(clap::Args)]
pub struct Arguments {
    /// The folder to write them to; a file there that is not a schema of ours is never written over
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// A site whose own roles, sources, tools and rows editors are to offer too
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
}

/// Writes the schemas, and says how many changed.
pub fn run(typed: Arguments) -> ExitCode {
    let folder = typed.folder.display().to_string();
    match schema(&Schema { folder: typed.folder, root: typed.root }) {
        Ok(changed) => {
            let kept = SchemaFile::ALL.len() - changed;
            print(&format!("{folder}: {changed} schemas written, {kept} kept\n"), ExitCode::SUCCESS)
        }
        Err(error) => fail(&error),
    }
}
