//! The command line of `rolebook new`.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;
use clap::builder::{PossibleValue, TypedValueParser};
use rolebook::command::{FileChange, New, NewKind, new, today};

use super::{Context, SiteFolder, fail, print};

#[derive(clap::Args)]
pub(super) struct NewArgs {
    /// Kind of content; a site that compares something else has its own noun for a role, such as `language`
    #[arg(value_parser = KindParser)]
    kind: NewKind,
    /// Name or id; for a comparison, two role ids: `first/second`
    #[arg(required = true, num_args = 1..)]
    name: Vec<String>,
    /// Id, as used in URLs [default: derived from the name]
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// Table with a line for each level (columns role, level, at; further ones are aspects and skills), for your framework
    #[arg(long, value_name = "FILE")]
    table: Option<PathBuf>,
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
    /// Career framework with levels of roles, with its source
    Framework,
    /// Source of sources.yaml
    Source,
}

impl KindArg {
    fn kind(self) -> NewKind {
        match self {
            KindArg::Role => NewKind::Role,
            KindArg::Tool => NewKind::Tool,
            KindArg::Term => NewKind::Term,
            KindArg::Article => NewKind::Article,
            KindArg::Comparison => NewKind::Comparison,
            KindArg::Series => NewKind::Series,
            KindArg::Framework => NewKind::Framework,
            KindArg::Source => NewKind::Source,
        }
    }
}

/// Parses a kind of content. Help and completions list the fixed ones; the noun of a site is known when the site is read.
#[derive(Clone)]
struct KindParser;

impl TypedValueParser for KindParser {
    type Value = NewKind;

    fn parse_ref(
        &self,
        _: &clap::Command,
        _: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<NewKind, clap::Error> {
        let text = value.to_string_lossy();
        Ok(KindArg::from_str(&text, false).map_or_else(|_| NewKind::Entity(text.into_owned()), KindArg::kind))
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(KindArg::value_variants().iter().filter_map(ValueEnum::to_possible_value)))
    }
}

/// Creates the files and prints their paths.
pub(super) fn run(args: NewArgs, context: &Context) -> ExitCode {
    let root = match context.site() {
        Ok(root) => root,
        Err(error) => return fail(&error),
    };
    let has_table = args.table.is_some();
    let (kind, name, id, table) = (args.kind, args.name.join(" "), args.id, args.table);
    match today().and_then(|today| new(&New { root, kind, name, id, table, today })) {
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
            let next = if has_table { "run" } else { "replace the parts marked TODO; they are listed by" };
            let _ = writeln!(out, "{next} `rolebook check{root}`");
            print(&out, ExitCode::SUCCESS)
        }
        Err(error) => fail(&error),
    }
}
