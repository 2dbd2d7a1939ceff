//! The command line of `rolebook schema`.

use std::path::PathBuf;
use std::process::ExitCode;

use rolebook::command::{Schema, schema};
use rolebook::model::SchemaFile;

use super::{Context, SiteFolder, fail, print};

#[derive(clap::Args)]
pub(super) struct SchemaArgs {
    /// Output folder; other files in it are never overwritten
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    #[command(flatten)]
    pub(super) site: SiteFolder,
}

/// Writes the schemas and prints the number of changes.
pub(super) fn run(args: SchemaArgs, context: &Context) -> ExitCode {
    let folder = args.folder.display().to_string();
    match schema(&Schema { folder: args.folder, root: context.root.clone() }) {
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
