//! The command line of `rolebook diff`.

use std::path::Path;
use std::process::ExitCode;

use clap::ValueEnum;
use rolebook::command::{Diff, diff};
use rolebook::diff::{PreviewUrl, human, json, markdown};
use rolebook::publish::Interrupt;

use super::{Context, SiteFolder, fail, print};

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  rolebook diff main            the files as they are, compared with the branch main\n  rolebook diff v1 v2           two revisions\n  rolebook diff old/ new/       two folders\n\nNothing is checked out or written. The exit status is 0 whether or not something differs."
)]
pub(super) struct DiffArgs {
    /// The version before: a revision of the repository, or a folder that holds `content`
    #[arg(value_name = "BASE")]
    base: String,
    /// The version after [default: the files of the site as they are]
    #[arg(value_name = "HEAD")]
    head: Option<String>,
    #[command(flatten)]
    pub(super) site: SiteFolder,
    /// Compare with the commit that BASE and HEAD have in common
    #[arg(long)]
    merge_base: bool,
    /// Output format: for a terminal, as Markdown for one comment of a code host, or as JSON
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Human)]
    format: Format,
    /// In Markdown, link the pages that differ to a preview of the version after
    #[arg(long, value_name = "URL", value_parser = preview_url)]
    preview_url: Option<PreviewUrl>,
}

fn preview_url(text: &str) -> Result<PreviewUrl, String> {
    PreviewUrl::new(text).map_err(ToString::to_string)
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Human,
    Markdown,
    Json,
}

/// Compares two versions of a site and prints what changes for readers.
pub(super) fn run(args: DiffArgs, context: &Context, interrupt: &Interrupt) -> ExitCode {
    let is_folder = |name: &String| !name.is_empty() && Path::new(name).join("content").is_dir();
    // Two folders need no site around them.
    let needs_site = !is_folder(&args.base) || !args.head.as_ref().is_some_and(is_folder);
    let root = match context.site() {
        Ok(root) => Some(root),
        Err(error) if needs_site => return fail(&error),
        Err(_) => None,
    };
    let DiffArgs { base, head, merge_base, format, preview_url, .. } = args;
    match diff(&Diff { root, base, head, merge_base }, interrupt) {
        Ok(diff) => {
            let text = match format {
                Format::Human => human(&diff),
                Format::Markdown => markdown(&diff, preview_url.as_ref()),
                Format::Json => json(&diff),
            };
            print(&text, ExitCode::SUCCESS)
        }
        Err(error) => fail(&error),
    }
}
