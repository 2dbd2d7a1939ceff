//! `rolebook new`, as it is typed and as it answers.

use std::fmt::Write as _;
use std::process::ExitCode;

use clap::ValueEnum;
use rolebook::command::{FileChange, New, NewKind, new, today};

use super::{Context, SiteFolder, fail, print};

#[derive(clap::Args)]
pub struct NewArgs {
    /// Kind of thing
    #[arg(value_enum)]
    kind: Typed,
    /// Name in words, or id; for a comparison two roles: `sre/platform-engineer`
    #[arg(required = true, num_args = 1..)]
    name: Vec<String>,
    /// Id, as it stands in addresses [default: made from the name]
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    #[command(flatten)]
    pub(super) site: SiteFolder,
}

#[derive(Clone, Copy, ValueEnum)]
enum Typed {
    /// Facts of a role, and its guide
    Role,
    /// Entry of tools.yaml
    Tool,
    /// Term of the glossary
    Term,
    /// Article
    Article,
    /// Words for a pair of roles
    Comparison,
    /// Survey or statistic of pay
    Series,
}

/// Adds it, and says where.
pub fn run(typed: NewArgs, context: &Context) -> ExitCode {
    let root = match context.site() {
        Ok(root) => root,
        Err(error) => return fail(&error),
    };
    let kind = match typed.kind {
        Typed::Role => NewKind::Role,
        Typed::Tool => NewKind::Tool,
        Typed::Term => NewKind::Term,
        Typed::Article => NewKind::Article,
        Typed::Comparison => NewKind::Comparison,
        Typed::Series => NewKind::Series,
    };
    let (name, id) = (typed.name.join(" "), typed.id);
    match today().and_then(|today| new(&New { root, kind, name, id, today })) {
        Ok(_) if context.is_quiet() => ExitCode::SUCCESS,
        Ok(changes) => {
            let mut out = String::new();
            for change in changes {
                let _ = match change {
                    FileChange::Created(path) => writeln!(out, "made {path}"),
                    FileChange::Changed(path) => writeln!(out, "added to {path}"),
                };
            }
            let root = context.root_option();
            let _ = writeln!(out, "what to fill in is marked TODO; `rolebook check{root}` lists it");
            print(&out, ExitCode::SUCCESS)
        }
        Err(error) => fail(&error),
    }
}
