//! `rolebook check`, as it is typed and as it answers.

use std::collections::BTreeMap;
use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::ValueEnum;
use rolebook::command::{Check, External, check, external, fix, published_at, today};
use rolebook::diagnostic::{Report, github, human, json, more, printable, sarif, summary};
use rolebook::link;
use rolebook::model::{Model, Route};
use rolebook::publish::Interrupt;
use rolebook::source::Sources;

use super::{fail, print};

#[derive(clap::Args)]
pub struct Arguments {
    /// The folder of the site, which holds `content`
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// For whom: people, programs (a line each), code hosts, or annotations on a pull request
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Ends with status 1 for warnings too
    #[arg(long, value_name = "WHAT", value_enum)]
    deny: Option<Deny>,
    /// Warns of facts that are older than this, and of dates that have not come yet; today is the clock's, or that of
    /// `SOURCE_DATE_EPOCH`
    #[arg(long, value_name = "MONTHS")]
    max_age: Option<u32>,
    /// Makes the edits that are sure first: misspelt names, links to what moved, the order of entries
    #[arg(long)]
    fix: bool,
    /// Asks whether the pages on the web are still there that the site links to; good answers are kept for two weeks
    #[arg(long)]
    external: bool,
    /// Looks at drafts too
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
pub fn run(typed: Arguments, interrupt: &Interrupt) -> ExitCode {
    let options = link::Options { base_url: None, drafts: typed.drafts };
    let wanted = Check { root: typed.root, link: options, max_age: typed.max_age };
    if typed.fix {
        match fix(&wanted, interrupt) {
            Ok(mended) => tell_mended(&mended),
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
                tell_untold(&outcome);
                report = Report::new(report.diagnostics().iter().cloned().chain(outcome.gone).collect());
            }
            Err(error) => return fail(&error),
        }
    }
    tell(&report, &sources, typed.format, typed.deny.is_some())
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

/// Says what a check found. What programs read goes to the output, and is there also when nothing was found.
fn tell(report: &Report, sources: &Sources, format: Format, deny_warnings: bool) -> ExitCode {
    let text = |path: &str| sources.text(path);
    let for_programs = match format {
        Format::Human => {
            let _ = write!(anstream::stderr(), "{}", human::emit(report, text));
            String::new()
        }
        Format::Json => json::emit(report, text),
        Format::Sarif => {
            let site = published_at(sources);
            let page = |code| Some(format!("{}{}", site.as_ref()?, Route::Rule(code).url(&Model::default())));
            sarif::emit(report, text, page)
        }
        Format::Github => github::emit(report, text),
    };
    if let Some(more) = more(report).filter(|_| matches!(format, Format::Human)) {
        let _ = writeln!(anstream::stderr(), "{more}");
    }
    let last = if report.is_empty() { "nothing to complain about".to_string() } else { summary(report) };
    let _ = writeln!(anstream::stderr(), "{last}");
    let is_denied = report.errors() > 0 || (deny_warnings && !report.is_empty());
    print(&for_programs, ExitCode::from(u8::from(is_denied)))
}
