//! `rolebook new`, as it is typed and as it answers.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;
use rolebook::command::{Change, Kind, New, new, today};

use super::{fail, print};

#[derive(clap::Args)]
pub struct Arguments {
    /// What to add
    #[arg(value_enum)]
    kind: Typed,
    /// Its name in words, or its id; for a comparison two roles: `sre/platform-engineer`
    #[arg(required = true, num_args = 1..)]
    name: Vec<String>,
    /// The folder of the site, which holds `content`
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
enum Typed {
    /// A role: its facts, and its guide beside them
    Role,
    /// An entry of tools.yaml
    Tool,
    /// A term of the glossary
    Term,
    /// An article
    Article,
    /// Words for a pair of roles
    Comparison,
    /// A survey or statistic of pay
    Series,
}

/// Adds it, and says where.
pub fn run(typed: Arguments) -> ExitCode {
    let kind = match typed.kind {
        Typed::Role => Kind::Role,
        Typed::Tool => Kind::Tool,
        Typed::Term => Kind::Term,
        Typed::Article => Kind::Article,
        Typed::Comparison => Kind::Comparison,
        Typed::Series => Kind::Series,
    };
    let (root, name) = (typed.root, typed.name.join(" "));
    match today().and_then(|today| new(&New { root, kind, name, today })) {
        Ok(changes) => {
            let mut out = String::new();
            for change in changes {
                let _ = match change {
                    Change::Created(path) => writeln!(out, "made {path}"),
                    Change::Changed(path) => writeln!(out, "added to {path}"),
                };
            }
            let _ = writeln!(out, "what to fill in is marked TODO; `rolebook check` lists it");
            print(&out, ExitCode::SUCCESS)
        }
        Err(error) => fail(&error),
    }
}
