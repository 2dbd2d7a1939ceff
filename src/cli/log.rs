//! The command line of `rolebook log`.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::ExitCode;

use clap::ValueEnum;
use rolebook::command::{FactHistory, FactLog, FactRevision, fact_log};
use rolebook::diagnostic::printable;
use rolebook::diff::human_item;
use rolebook::publish::Interrupt;

use super::{Context, SiteFolder, fail, print};

#[derive(clap::Args)]
pub(super) struct LogArgs {
    /// Fact as ROLE.ROW, the ids of a role and a row; ROLE alone for all facts of a role
    #[arg(value_name = "FACT")]
    fact: String,
    #[command(flatten)]
    pub(super) site: SiteFolder,
    /// Output format: for a terminal, or as JSON lines
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Human,
    Json,
}

/// Prints the revisions in which a fact changed.
pub(super) fn run(args: LogArgs, context: &Context, interrupt: &Interrupt) -> ExitCode {
    let root = match context.site() {
        Ok(root) => root,
        Err(error) => return fail(&error),
    };
    let FactHistory { revisions, is_cut_off } = match fact_log(&FactLog { root, fact: args.fact }, interrupt)
    {
        Ok(history) => history,
        Err(error) => return fail(&error),
    };
    if is_cut_off && !context.is_quiet() {
        let _ = writeln!(
            anstream::stderr(),
            "note: this clone lacks older commits, in which the fact may have changed: `git fetch --unshallow` fetches them"
        );
    }
    let text: String = match args.format {
        Format::Human => revisions.iter().map(human).collect(),
        Format::Json => {
            let line = |revision| serde_json::to_string(revision).unwrap_or_default() + "\n";
            revisions.iter().map(line).collect()
        }
    };
    print(&text, ExitCode::SUCCESS)
}

fn human(revision: &FactRevision) -> String {
    let FactRevision { commit, date, author, subject, renames, facts } = revision;
    let mut out = format!("{date} {commit} {}: {}\n", printable(author), printable(subject));
    for rename in renames {
        let (before, after) = (rename.before.join("."), rename.after.join("."));
        let _ = writeln!(out, "  {} renamed: {before} → {after}", rename.kind.noun());
    }
    for fact in facts {
        out.push_str(&human_item(fact));
    }
    out.push('\n');
    out
}
