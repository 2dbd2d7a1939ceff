//! `rolebook check`, as it is typed and as it answers.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;
use rolebook::command::{Check, check, published_at};
use rolebook::diagnostic::{Report, github, human, json, more, sarif, summary};
use rolebook::link;
use rolebook::model::{Model, Route};
use rolebook::publish::Interrupt;
use rolebook::source::Sources;

use super::fail;

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
    match check(&Check { root: typed.root, link: options }, interrupt) {
        Ok((report, sources)) => tell(&report, &sources, typed.format, typed.deny.is_some()),
        Err(error) => fail(&error),
    }
}

/// Says what a check found. What programs read goes to the output, and is there also when nothing was found.
fn tell(report: &Report, sources: &Sources, format: Format, deny_warnings: bool) -> ExitCode {
    let text = |path: &str| sources.text(path);
    let mut out = anstream::stdout();
    let _ = match format {
        Format::Human => write!(anstream::stderr(), "{}", human::emit(report, text)),
        Format::Json => write!(out, "{}", json::emit(report, text)),
        Format::Sarif => {
            let site = published_at(sources);
            let page = |code| Some(format!("{}{}", site.as_ref()?, Route::Rule(code).url(&Model::default())));
            write!(out, "{}", sarif::emit(report, text, page))
        }
        Format::Github => write!(out, "{}", github::emit(report, text)),
    };
    if let Some(more) = more(report).filter(|_| matches!(format, Format::Human)) {
        let _ = writeln!(anstream::stderr(), "{more}");
    }
    let last = if report.is_empty() { "nothing to complain about".to_string() } else { summary(report) };
    let _ = writeln!(anstream::stderr(), "{last}");
    ExitCode::from(u8::from(report.errors() > 0 || (deny_warnings && !report.is_empty())))
}
