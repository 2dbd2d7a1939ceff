//! The command line of `rolebook new`.

use std::fmt::Write as _;
use std::process::ExitCode;

use clap::ValueEnum;
use rolebook::command::{FileChange, New, NewKind, new, today};

use super::{Context, SiteFolder, fail, print};

#[derive(clap::Args)]
pub(super) struct NewArgs {
    /// Kind of content
    #[arg(value_enum)]
    kind: KindArg,
    /// Name or id; for a comparison, two role ids: `sre/platform-engineer`
    #[arg(required = true, num_args = 1..)]
    name: Vec<String>,
    /// Id, as used in URLs [default: derived from the name]
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    #[command(flatten)]
    pub(super) site: SiteFolder,
}

#[derive(Clone, Copy, ValueEnum)]
enum KindArg {
    /// Role with facts and a guide
    Role,
    /// Tool of tools.yaml
    Tool,
    /// Glossary term
    Term,
    /// Article
    Article,
    /// Text about a pair of roles
    Comparison,
    /// Salary dataset, with its source
    Series,
    /// Source of sources.yaml
    Source,
}

/// Creates the files and prints their paths.
pub(super) fn run(args: NewArgs, context: &Context) -> ExitCode {
    let root = match context.site() {
        Ok(root) => root,
        Err(error) => return fail(&error),
    };
    let kind = match args.kind {
        KindArg::Role => NewKind::Role,
        KindArg::Tool => NewKind::Tool,
        KindArg::Term => NewKind::Term,
        KindArg::Article => NewKind::Article,
        KindArg::Comparison => NewKind::Comparison,
        KindArg::Series => NewKind::Series,
        KindArg::Source => NewKind::Source,
    };
    let (name, id) = (args.name.join(" "), args.id);
    match today().and_then(|today| new(&New { root, kind, name, id, today })) {
        Ok(_) if context.is_quiet() => ExitCode::SUCCESS,
        Ok(changes) => {
            let mut out = String::new();
            for change in changes {
                let _ = match change {
                    FileChange::Created(path) => writeln!(out, "created {path}"),
                    FileChange::Changed(path) => writeln!(out, "updated {path}"),
                };
            }
            let root = context.root_option();
            let _ = writeln!(out, "replace the parts marked TODO; `rolebook check{root}` lists them");
            print(&out, ExitCode::SUCCESS)
        }
        Err(error) => fail(&error),
    }
}
