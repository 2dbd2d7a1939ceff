//! The command line of `rolebook import`.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;
use rolebook::command::{Change, DataImport, DataImported, Fault, Summary, import_data, suggest, today};
use rolebook::diagnostic::{human, printable, summary};
use rolebook::publish::Interrupt;

use super::import_markdown::{self, MarkdownArgs};
use super::{Context, SiteFolder, fail, print, usage};

#[derive(clap::Args)]
pub(super) struct ImportArgs {
    #[command(subcommand)]
    kind: Kind,
}

#[derive(Subcommand)]
enum Kind {
    /// Import roles and facts from a table: CSV, TSV, JSON, JSON Lines or a spreadsheet (.xlsx, .ods)
    ///
    /// A map says which columns become which roles and facts; `--suggest` begins one. `imports/<map>.ledger` has what was
    /// imported, so that the next import updates what changed in the table, keeps what people edited, and reports what
    /// both changed. Exit status 1 if something was refused or is in conflict; the rest is imported.
    Data(DataArgs),
    /// Import a folder of Markdown files, written for another site generator or none
    ///
    /// Texts with a date become articles, all others pages; folders are kept. Front matter, links, anchors, images, HTML,
    /// shortcodes and admonitions are translated; what has no counterpart is kept as code below a comment with `TODO`; old
    /// addresses redirect. The report lists every change. No file is overwritten. Exit status 1 if a file was refused.
    Markdown(MarkdownArgs),
}

#[derive(clap::Args)]
struct DataArgs {
    /// Table to import
    file: PathBuf,
    /// Map from columns to roles and facts: `imports/NAME.yaml`
    #[arg(long, value_name = "MAP")]
    map: Option<PathBuf>,
    /// Begin a map from the columns: print it, or create the file of --map
    #[arg(long)]
    suggest: bool,
    /// Report what would change, and write nothing
    #[arg(long, conflicts_with = "suggest")]
    dry_run: bool,
    #[command(flatten)]
    site: SiteFolder,
}

impl ImportArgs {
    /// The folder of the site that was given after the command.
    pub(super) fn site(&mut self) -> &mut SiteFolder {
        match &mut self.kind {
            Kind::Data(args) => &mut args.site,
            Kind::Markdown(args) => &mut args.site,
        }
    }
}

/// Imports, and prints what happened.
pub(super) fn run(args: ImportArgs, context: &Context, interrupt: &Interrupt) -> ExitCode {
    match args.kind {
        Kind::Data(args) => data(args, context, interrupt),
        Kind::Markdown(args) => import_markdown::run(args, context),
    }
}

fn data(args: DataArgs, context: &Context, interrupt: &Interrupt) -> ExitCode {
    if args.suggest {
        return suggest_map(&args, context);
    }
    let Some(map) = args.map else {
        return usage("a map is needed: --map MAP, which `--suggest` begins");
    };
    let root = match context.site() {
        Ok(root) => root,
        Err(error) => return fail(&error),
    };
    let options = DataImport { root, file: args.file, map, is_dry_run: args.dry_run };
    match import_data(&options, interrupt) {
        Ok(DataImported::Done(done)) => report(&done, &options, context),
        Ok(DataImported::InvalidMap(report, path, text)) => {
            let _ = write!(
                anstream::stderr(),
                "{}",
                human::emit(&report, |own| (own == &*path).then_some(&*text))
            );
            let _ = writeln!(anstream::stderr(), "{}; nothing was imported", summary(&report));
            ExitCode::FAILURE
        }
        Ok(DataImported::InvalidTable(fault)) => print_fault(&options.file, &fault),
        Err(error) => fail(&error),
    }
}

fn suggest_map(args: &DataArgs, context: &Context) -> ExitCode {
    let site = context.site().ok();
    let result = today().and_then(|today| suggest(&args.file, site.as_deref(), args.map.as_deref(), today));
    match (result, &args.map) {
        (Ok(Ok(text)), None) => print(&text, ExitCode::SUCCESS),
        (Ok(Ok(_)), Some(_)) if context.is_quiet() => ExitCode::SUCCESS,
        (Ok(Ok(_)), Some(map)) => print(&format!("created {}\n", map.display()), ExitCode::SUCCESS),
        (Ok(Err(fault)), _) => print_fault(&args.file, &fault),
        (Err(error), _) => fail(&error),
    }
}

/// Prints why a table cannot be read.
fn print_fault(file: &std::path::Path, fault: &Fault) -> ExitCode {
    let _ = writeln!(
        anstream::stderr(),
        "error: {}:{}: {}\n  help: {}\nnothing was imported",
        printable(&file.display().to_string()),
        fault.line,
        printable(&fault.what),
        fault.help
    );
    ExitCode::FAILURE
}

/// The number of changed files that are named without `--verbose`.
const NAMED: usize = 10;

/// Prints what an import did.
fn report(done: &Summary, options: &DataImport, context: &Context) -> ExitCode {
    let mut out = String::new();
    let named = if context.is_verbose() { usize::MAX } else { NAMED };
    for (file, changes) in done.changes.iter().take(named) {
        let _ = writeln!(out, "{} {file}", if changes.is_empty() { "created" } else { "updated" });
        for change in changes {
            let _ = writeln!(out, "  {}", printable(change));
        }
    }
    if let Some(rest) = done.changed.checked_sub(named.min(done.changes.len())).filter(|rest| *rest > 0) {
        let _ = writeln!(out, "… and {rest} more files");
    }
    for vanished in done.vanished.iter().take(NAMED) {
        let _ = writeln!(out, "no longer in the table, kept: {vanished}");
    }
    if let Some(rest) = done.vanished.len().checked_sub(NAMED).filter(|rest| *rest > 0) {
        let _ = writeln!(out, "… and {rest} more that the table no longer has");
    }
    if !done.unknown_lines.is_empty() {
        let _ = writeln!(
            out,
            "{} lines of the ledger were edited, the first is {}: the values of the site win there",
            done.unknown_lines.len(),
            done.unknown_lines[0]
        );
    }
    out += &done.format_conflicts();
    out += &done.format_notes();
    if context.is_quiet() {
        out.clear();
        out += &done.format_conflicts();
    }
    let count = |change: Change| done.roles.get(&change).copied().unwrap_or(0);
    let noun = if done.is_pay { "figures" } else { "roles" };
    let left_out = match done.left_out {
        0 => String::new(),
        left_out => format!(", {left_out} left out by `only`"),
    };
    let _ = writeln!(
        out,
        "{} records{left_out}: {} {noun} created, {} updated, {} unchanged, {} deleted here, {} no longer in the table; {} edits kept, {} conflicts",
        done.records,
        count(Change::Created),
        count(Change::Updated),
        count(Change::Unchanged),
        count(Change::Deleted),
        count(Change::Vanished),
        done.edits_kept,
        done.conflicts().len()
    );
    if options.is_dry_run {
        out.push_str("dry run: nothing was written\n");
    }
    print(&out, ExitCode::from(u8::from(!done.is_clean())))
}
