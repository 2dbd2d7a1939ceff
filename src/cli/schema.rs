//! `rolebook schema`, as it is typed and as it answers.

use std::path::PathBuf;
use std::process::ExitCode;

use rolebook::command::{Schema, schema};
use rolebook::model::SchemaFile;

use super::{Context, SiteFolder, fail, print};

#[derive(clap::Args)]
pub struct SchemaArgs {
    /// Folder to write them to; other files there are never written over
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    #[command(flatten)]
    pub(super) site: SiteFolder,
}

/// Writes the schemas, and says how many changed.
pub fn run(typed: SchemaArgs, context: &Context) -> ExitCode {
    let folder = typed.folder.display().to_string();
    match schema(&Schema { folder: typed.folder, root: context.root.clone() }) {
        Ok(changed) if !context.is_quiet() => {
            let kept = SchemaFile::ALL.len() - changed;
            for file in SchemaFile::ALL {
                context.note(&format!("  {}", file.file()));
            }
            print(&format!("{folder}: {changed} schemas written, {kept} kept\n"), ExitCode::SUCCESS)
        }
        Ok(_) => ExitCode::SUCCESS,
        Err(error) => fail(&error),
    }
}
