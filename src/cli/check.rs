//! The command line of `rolebook check`.

use std::collections::BTreeMap;
use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use clap::ValueEnum;
use rolebook::command::{
    Check, External, Selection, check, example_address, external, fix, manual_url, quoted_path,
    repository_base, today,
};
use rolebook::diagnostic::{Code, Report, counts, github, json, more, printable, sarif, summary, table};
use rolebook::link;
use rolebook::publish::Interrupt;
use rolebook::source::{Sources, read};

use super::build::base_url;
use super::process::on_exceeded;
use super::{Context, SiteFolder, fail, format_report, milliseconds, print};

#[derive(clap::Args)]
pub(super) struct CheckArgs {
    /// Print only diagnostics of these files or folders; the whole site is validated
    ///
    /// For commit hooks: the exit status depends on these files only, and a line gives the number of problems in the
    /// others. Files outside the site are named and not checked; one that does not exist is a usage error.
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) site: SiteFolder,
    /// Output format: human-readable, JSON lines, SARIF or GitHub Actions annotations
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Exit with 1 on warnings
    #[arg(long, value_name = "WHAT", value_enum)]
    deny: Option<Deny>,
    /// Warn about facts older than this and dates in the future; `SOURCE_DATE_EPOCH` overrides today
    #[arg(long, value_name = "MONTHS")]
    max_age: Option<u32>,
    /// Apply machine-applicable fixes first
    #[arg(long)]
    fix: bool,
    /// Check links to external web pages; good results are cached for two weeks
    #[arg(long)]
    external: bool,
    /// Check as `build --base-url URL` builds
    #[arg(long, value_name = "URL", value_parser = base_url)]
    base_url: Option<String>,
    /// Include drafts
    #[arg(long)]
    drafts: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Human,
    Json,
    Sarif,
    Github,
}

#[derive(Clone, Copy, ValueEnum)]
enum Deny {
    Warnings,
}

/// Checks the site and prints the report.
pub(super) fn run(args: &CheckArgs, context: &Context, interrupt: &Interrupt) -> ExitCode {
    let began = Instant::now();
    let root = match context.site() {
        Ok(root) => root,
        Err(error) => return fail(&error),
    };
    let selection = match args.files.as_slice() {
        [] => None,
        files => match Selection::of(&root, files) {
            Ok(selection) => Some(selection),
            Err(error) => return fail(&error),
        },
    };
    let link = link::Options { base_url: args.base_url.clone(), drafts: args.drafts };
    let options = Check { root, link, max_age: args.max_age };
    let output = CheckOutput {
        root: options.root.clone(),
        selection: selection.clone(),
        format: args.format,
        deny_warnings: args.deny.is_some(),
        context: context.clone(),
    };
    if let Some(selection) = &selection
        && !context.is_quiet()
    {
        print_foreign(selection.foreign());
    }
    if selection.as_ref().is_some_and(Selection::is_empty) {
        return output.print(Report::default(), &Sources::default());
    }
    on_exceeded({
        let output = output.clone();
        move |draw, limit| output.print(Report::new(vec![draw.exceeded(limit)]), &read(&output.root).0)
    });
    if args.fix {
        match fix(&options, selection.as_ref(), interrupt) {
            Ok(fixed) if !context.is_quiet() => print_fixed(&fixed),
            Ok(_) => {}
            Err(error) => return fail(&error),
        }
    }
    let (mut report, sources) = match check(&options, interrupt) {
        Ok(checked) => checked,
        Err(error) => return fail(&error),
    };
    if args.external {
        match today().and_then(|today| external(&options, today, interrupt, show_progress)) {
            Ok(outcome) => {
                if !context.is_quiet() {
                    print_unknown(&outcome);
                }
                report = report.with(outcome.dead_links);
            }
            Err(error) => return fail(&error),
        }
    }
    if args.base_url.is_none() {
        report = report.with(example_address(&sources));
    }
    let own = sources.files().filter(|file| !file.built_in).count();
    context.note(&format!("{own} files, in {}", milliseconds(began.elapsed())));
    output.print(report, &sources)
}

/// Prints the given files that are not checked, because they do not belong to the site.
fn print_foreign(files: &[PathBuf]) {
    const SHOWN: usize = 5;
    let mut errors = anstream::stderr();
    let names: Vec<String> = files.iter().take(SHOWN).map(|file| quoted_path(file)).collect();
    let rest = match files.len().saturating_sub(SHOWN) {
        0 => String::new(),
        rest => format!(" and {rest} more"),
    };
    if !files.is_empty() {
        let _ = writeln!(errors, "not checked, because not part of the site: {}{rest}", names.join(", "));
    }
}

/// Shows the progress of link requests on a terminal.
fn show_progress(answered: usize, all: usize) {
    let mut errors = std::io::stderr();
    if errors.is_terminal() {
        let _ = write!(errors, "\r\u{1b}[K{answered} of {all} addresses");
        if answered == all {
            let _ = write!(errors, "\r\u{1b}[K");
        }
    }
}

/// Prints the addresses whose status is unknown. They are not errors.
fn print_unknown(outcome: &External) {
    const SHOWN: usize = 20;
    let mut errors = anstream::stderr();
    for (address, why) in outcome.unknown.iter().take(SHOWN) {
        let _ = writeln!(errors, "unknown: {}: {}", printable(address), printable(why));
    }
    if let Some(more) = outcome.unknown.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        let _ = writeln!(errors, "… and {more} more");
    }
    let (dead, unknown) = (outcome.dead_links.len(), outcome.unknown.len());
    let _ = writeln!(
        errors,
        "{} addresses, {} requested now: {dead} dead links, {unknown} unknown",
        outcome.addresses, outcome.asked
    );
}

/// Prints the fixed files to standard error, because standard output may hold a machine-readable report.
fn print_fixed(fixed: &BTreeMap<Arc<str>, usize>) {
    let mut errors = anstream::stderr();
    for (file, places) in fixed {
        let places = if *places == 1 { "1 place".to_string() } else { format!("{places} places") };
        let _ = writeln!(errors, "fixed {file}: {places}");
    }
}

/// The output options of a check.
#[derive(Clone)]
struct CheckOutput {
    root: PathBuf,
    selection: Option<Selection>,
    format: Format,
    deny_warnings: bool,
    context: Context,
}

impl CheckOutput {
    /// Prints those diagnostics of a report that are selected. Machine-readable formats go to standard output, also when
    /// there are none.
    fn print(&self, report: Report, sources: &Sources) -> ExitCode {
        let found = (report.errors(), report.warnings());
        let report = match &self.selection {
            Some(selection) => report.touching(|file| selection.includes(file)),
            None => report,
        };
        let elsewhere = (found.0 - report.errors(), found.1 - report.warnings());
        let base = repository_base(&self.root);
        let shown = report.below(&base.prefix);
        let text = |path: &str| sources.text(path.strip_prefix(&*base.prefix)?);
        let for_programs = match self.format {
            Format::Human => {
                let _ = write!(anstream::stderr(), "{}", format_report(&report, &self.root, sources));
                String::new()
            }
            Format::Json => json::emit(&shown, text),
            Format::Sarif => {
                let manual = manual_url(sources);
                let page = |code: Code| Some(format!("{}/{}/", manual.as_ref()?, code.name()));
                sarif::emit(&shown, text, page, Some(base.folder.as_os_str().as_encoded_bytes()))
            }
            Format::Github => github::emit(&shown, text),
        };
        if !matches!(self.format, Format::Human) {
            self.context.note(&format!("paths start at: {}", base.folder.display()));
        }
        if !self.context.is_quiet() {
            self.print_summary(&report, elsewhere);
        }
        let is_denied = report.errors() > 0 || (self.deny_warnings && !report.is_empty());
        print(&for_programs, ExitCode::from(u8::from(is_denied)))
    }

    /// Prints the numbers of diagnostics: of the selected files, and the errors and warnings of the others.
    fn print_summary(&self, report: &Report, elsewhere: (usize, usize)) {
        let mut errors = anstream::stderr();
        if let Some(table) = table(report).filter(|_| matches!(self.format, Format::Human)) {
            let _ = writeln!(errors, "{table}");
        }
        if let Some(more) = more(report).filter(|_| matches!(self.format, Format::Human)) {
            let _ = writeln!(errors, "{more}");
        }
        let last = match (report.is_empty(), elsewhere) {
            (false, _) => summary(report),
            (true, (0, 0)) => "no problems found".to_string(),
            (true, _) => "no problems found in these files".to_string(),
        };
        let _ = writeln!(errors, "{last}");
        if elsewhere != (0, 0) {
            let them = if elsewhere.0 + elsewhere.1 == 1 { "it" } else { "them" };
            let root = self.context.root_option();
            let _ = writeln!(
                errors,
                "{} in other files; run `rolebook check{root}` to see {them}",
                counts(elsewhere.0, elsewhere.1)
            );
        }
    }
}
