//! The program: what was typed → what is meant → an exit status.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, Subcommand, ValueEnum};
use rolebook::command::{Build, Check, Outcome, build, check, default_output};
use rolebook::diagnostic::{Report, github, human, json, sarif, summary};
use rolebook::error::Error;
use rolebook::link;
use rolebook::publish::Interrupt;
use rolebook::source::Sources;

/// Makes a site that compares roles, from Markdown guides and YAML facts.
#[derive(Parser)]
#[command(name = "rolebook", version, arg_required_else_help = true, max_term_width = 100)]
#[command(
    after_help = "Exit status: 0 good; 1 the content is at fault; 2 usage, or a target refused; 3 the machine (disk, permission); 130 or 143 interrupted.\nOn any status but 0, the published site is as it was."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Builds the site and publishes it, whole or not at all
    Build(BuildArguments),
    /// Says everything that a build would refuse, and writes nothing
    Check(CheckArguments),
}

#[derive(clap::Args)]
struct CheckArguments {
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

#[derive(clap::Args)]
struct BuildArguments {
    /// The folder of the site, which holds `content`
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// The folder to publish to [default: `dist` in the site's folder]
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Where the site will be, instead of `base_url` of site.yaml
    #[arg(long, value_name = "URL", value_parser = web_address)]
    base_url: Option<String>,
    /// Publishes drafts too
    #[arg(long)]
    drafts: bool,
}

/// An address that a site can have. A local one is for a look at the result.
fn web_address(text: &str) -> Result<String, String> {
    let local = ["http://localhost", "http://127.0.0.1"].iter().any(|local| text.starts_with(local));
    match rolebook::url::refuse_web_address(text) {
        Some(why) if !local => Err(why.to_string()),
        _ if text.contains(['?', '#']) => Err("an address of a site has no query and no anchor".to_string()),
        _ => Ok(text.to_string()),
    }
}

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help that was asked for goes to the output, help that was not to the errors; a closed pipe is neither's fault.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let interrupt = match Interrupt::listen() {
        Ok(interrupt) => interrupt,
        Err(error) => return fail(&error),
    };
    match arguments.command {
        Command::Build(typed) => {
            let output = typed.output.unwrap_or_else(|| default_output(&typed.root));
            let options = link::Options { base_url: typed.base_url, drafts: typed.drafts };
            match build(&Build { root: typed.root, output: output.clone(), link: options }, &interrupt) {
                Ok(outcome) => tell(&outcome, &output.display().to_string()),
                Err(error) => fail(&error),
            }
        }
        Command::Check(typed) => {
            let options = link::Options { base_url: None, drafts: typed.drafts };
            match check(&Check { root: typed.root, link: options }, &interrupt) {
                Ok((report, sources)) => tell_report(&report, &sources, typed.format, typed.deny.is_some()),
                Err(error) => fail(&error),
            }
        }
    }
}

/// Says what a check found. What programs read goes to the output, and is there also when nothing was found.
fn tell_report(report: &Report, sources: &Sources, format: Format, deny_warnings: bool) -> ExitCode {
    let text = |path: &str| sources.text(path);
    let mut out = anstream::stdout();
    let _ = match format {
        Format::Human => write!(anstream::stderr(), "{}", human::emit(report, text)),
        Format::Json => write!(out, "{}", json::emit(report, text)),
        Format::Sarif => write!(out, "{}", sarif::emit(report, text)),
        Format::Github => write!(out, "{}", github::emit(report, text)),
    };
    let last = if report.is_empty() { "nothing to complain about".to_string() } else { summary(report) };
    let _ = writeln!(anstream::stderr(), "{last}");
    ExitCode::from(u8::from(report.errors() > 0 || (deny_warnings && !report.is_empty())))
}

/// Says what was found and what was published. A closed pipe changes neither the site nor the status.
fn tell(outcome: &Outcome, output: &str) -> ExitCode {
    let mut errors = anstream::stderr();
    let _ = write!(errors, "{}", human::emit(&outcome.report, |path| outcome.sources.text(path)));
    let Some(published) = &outcome.published else {
        let _ = writeln!(errors, "{}; nothing was published", summary(&outcome.report));
        return ExitCode::from(1);
    };
    let counts = &published.summary;
    let total: Duration = published.stages.iter().map(|(_, time)| *time).sum();
    let mut out = anstream::stdout();
    if counts.made + counts.removed == 0 {
        let _ = writeln!(
            out,
            "{output}: nothing changed, {} files kept, in {}",
            counts.kept,
            milliseconds(total)
        );
    } else {
        let _ = writeln!(
            out,
            "{output}: {} files made, {} kept, {} removed, {} written, in {}",
            counts.made,
            counts.kept,
            counts.removed,
            megabytes(counts.bytes),
            milliseconds(total),
        );
    }
    let named = published.made.len() as u64 == counts.made && counts.kept > 0;
    for path in published.made.iter().filter(|_| named) {
        let _ = writeln!(out, "  made {path}");
    }
    let stages: Vec<String> =
        published.stages.iter().map(|(name, time)| format!("{name} {}", milliseconds(*time))).collect();
    let _ = writeln!(out, "  {}", stages.join(", "));
    for folder in &counts.left_behind {
        let _ = writeln!(errors, "files that are not ours were moved to `{}`", folder.display());
    }
    if !outcome.report.is_empty() {
        let _ = writeln!(errors, "{}", summary(&outcome.report));
    }
    ExitCode::SUCCESS
}

fn fail(error: &Error) -> ExitCode {
    let _ = writeln!(anstream::stderr(), "error: {error}");
    ExitCode::from(error.exit_status())
}

fn milliseconds(time: Duration) -> String {
    match time.as_micros() {
        micros if micros < 10_000 => format!("{}.{} ms", micros / 1000, micros % 1000 / 100),
        micros => format!("{} ms", micros / 1000),
    }
}

fn megabytes(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} kB", bytes.div_ceil(1000)),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}
