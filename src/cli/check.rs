//! `rolebook check`, as it is typed and as it answers.

use std::collections::BTreeMap;
use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use clap::ValueEnum;
use rolebook::command::{
    Check, External, Selection, check, external, fix, published_at, repository_base, today,
};
use rolebook::diagnostic::{Report, github, json, more, printable, sarif, summary};
use rolebook::link;
use rolebook::model::{Model, Route};
use rolebook::publish::Interrupt;
use rolebook::source::Sources;

use super::{Context, SiteFolder, drawn, fail, milliseconds, print};

#[derive(clap::Args)]
pub struct CheckArgs {
    /// Print only what touches these files or folders; the whole site is validated
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) site: SiteFolder,
    /// Format: for people, JSON (an object a line), SARIF, or annotations of GitHub Actions
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Exit with 1 on warnings
    #[arg(long, value_name = "WHAT", value_enum)]
    deny: Option<Deny>,
    /// Warn of facts that are older than this, and of dates in the future; `SOURCE_DATE_EPOCH` sets today
    #[arg(long, value_name = "MONTHS")]
    max_age: Option<u32>,
    /// Apply machine-applicable fixes first: misspelt names, links to what moved, the order of entries
    #[arg(long)]
    fix: bool,
    /// Ask whether linked web pages are still there; good answers are kept for two weeks
    #[arg(long)]
    external: bool,
    /// Validate drafts too
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

/// Looks, and says what was found.
pub fn run(typed: &CheckArgs, context: &Context, interrupt: &Interrupt) -> ExitCode {
    let began = Instant::now();
    let root = match context.site() {
        Ok(root) => root,
        Err(error) => return fail(&error),
    };
    let selection = (!typed.files.is_empty()).then(|| Selection::of(&root, &typed.files));
    let wanted =
        Check { root, link: link::Options { base_url: None, drafts: typed.drafts }, max_age: typed.max_age };
    let answer =
        CheckReport { wanted: &wanted, format: typed.format, deny_warnings: typed.deny.is_some(), context };
    if selection.as_ref().is_some_and(Selection::is_empty) {
        context.note("no file of the site is among those that were named");
        return answer.give(&Report::default(), &Sources::default());
    }
    if typed.fix {
        match fix(&wanted, selection.as_ref(), interrupt) {
            Ok(mended) if !context.is_quiet() => tell_mended(&mended),
            Ok(_) => {}
            Err(error) => return fail(&error),
        }
    }
    let (mut report, sources) = match check(&wanted, interrupt) {
        Ok(checked) => checked,
        Err(error) => return fail(&error),
    };
    if typed.external {
        match today().and_then(|today| external(&wanted, today, interrupt, show)) {
            Ok(outcome) => {
                if !context.is_quiet() {
                    tell_untold(&outcome);
                }
                report = report.with(outcome.gone);
            }
            Err(error) => return fail(&error),
        }
    }
    if let Some(selection) = &selection {
        report = report.touching(|file| selection.includes(file));
    }
    let own = sources.files().filter(|file| !file.built_in).count();
    context.note(&format!("{own} files, in {}", milliseconds(began.elapsed())));
    answer.give(&report, &sources)
}

/// How many addresses were answered, where somebody watches.
fn show(answered: usize, all: usize) {
    let mut errors = std::io::stderr();
    if errors.is_terminal() {
        let _ = write!(errors, "\r\u{1b}[K{answered} of {all} addresses");
        if answered == all {
            let _ = write!(errors, "\r\u{1b}[K");
        }
    }
}

/// Says of which addresses nobody could tell whether they are still there. That is no mistake.
fn tell_untold(outcome: &External) {
    const SHOWN: usize = 20;
    let mut errors = anstream::stderr();
    for (address, why) in outcome.untold.iter().take(SHOWN) {
        let _ = writeln!(errors, "cannot tell: {}: {}", printable(address), printable(why));
    }
    if let Some(more) = outcome.untold.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        let _ = writeln!(errors, "… and {more} more");
    }
    let (gone, untold) = (outcome.gone.len(), outcome.untold.len());
    let _ = writeln!(
        errors,
        "{} addresses, {} asked for now: {gone} places link to what is gone, {untold} could not be told",
        outcome.addresses, outcome.asked
    );
}

/// Says which files were mended. Not where the report goes: that may be for a program.
fn tell_mended(mended: &BTreeMap<Arc<str>, usize>) {
    let mut errors = anstream::stderr();
    for (file, places) in mended {
        let places = if *places == 1 { "1 place".to_string() } else { format!("{places} places") };
        let _ = writeln!(errors, "mended {file}: {places}");
    }
}

/// How a report is answered with.
struct CheckReport<'a> {
    wanted: &'a Check,
    format: Format,
    deny_warnings: bool,
    context: &'a Context,
}

impl CheckReport<'_> {
    /// Says what a check found. What programs read goes to the output, and is there also when nothing was found.
    fn give(&self, report: &Report, sources: &Sources) -> ExitCode {
        let base = repository_base(&self.wanted.root);
        let shown = report.below(&base.prefix);
        let text = |path: &str| sources.text(path.strip_prefix(&*base.prefix)?);
        let for_programs = match self.format {
            Format::Human => {
                let _ = write!(anstream::stderr(), "{}", drawn(report, &self.wanted.root, sources));
                String::new()
            }
            Format::Json => json::emit(&shown, text),
            Format::Sarif => {
                let site = published_at(sources);
                let page =
                    |code| Some(format!("{}{}", site.as_ref()?, Route::Rule(code).url(&Model::default())));
                sarif::emit(&shown, text, page, Some(base.folder.as_os_str().as_encoded_bytes()))
            }
            Format::Github => github::emit(&shown, text),
        };
        if !matches!(self.format, Format::Human) {
            self.context.note(&format!("paths start at: {}", base.folder.display()));
        }
        if !self.context.is_quiet() {
            if let Some(more) = more(report).filter(|_| matches!(self.format, Format::Human)) {
                let _ = writeln!(anstream::stderr(), "{more}");
            }
            let last =
                if report.is_empty() { "nothing to complain about".to_string() } else { summary(report) };
            let _ = writeln!(anstream::stderr(), "{last}");
        }
        let is_denied = report.errors() > 0 || (self.deny_warnings && !report.is_empty());
        print(&for_programs, ExitCode::from(u8::from(is_denied)))
    }
}
