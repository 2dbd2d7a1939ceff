//! The command line of `rolebook build`.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use rolebook::command::{Build, LedgerSource, Outcome, build, default_output, name_some};
use rolebook::diagnostic::{Report, counted, more, summary};
use rolebook::link;
use rolebook::publish::Interrupt;
use rolebook::source::read;
use rolebook::url::{HostPolicy, SiteUrl};

use super::process::on_exceeded;
use super::{Context, SiteFolder, fail, format_report, megabytes, milliseconds, print};

#[derive(clap::Args)]
pub(super) struct BuildArgs {
    #[command(flatten)]
    pub(super) site: SiteFolder,
    /// Output folder [default: `dist` in the site's folder]
    ///
    /// The site is written to a hidden folder beside it, and the two are exchanged at the end. From 10,000 files on, the hidden
    /// folder stays: it has the site before the last build, mostly as hard links, and makes the next build faster.
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Override `base_url` of site.yaml
    #[arg(long, value_name = "URL", value_parser = base_url)]
    base_url: Option<String>,
    /// Include drafts
    #[arg(long)]
    drafts: bool,
    /// Keep the addresses that another machine published [default list: `addresses.txt` of the published site]
    ///
    /// A build compares its addresses with those of the last one, whose record is in the output folder. Without that
    /// folder, as on a CI machine, it reads the list that the site publishes below `base_url`, or the one named here. A
    /// site that has no list yet is no error, and one with an example address has none.
    #[arg(long, value_name = "URL_OR_FILE", value_parser = ledger, num_args = 0..=1, default_missing_value = "")]
    ledger: Option<LedgerSource>,
    /// Remove any number of published addresses
    ///
    /// Without this option, a build that would remove more than ten of the addresses that the last one published is
    /// refused.
    #[arg(long)]
    allow_removals: bool,
}

/// Parses a base URL. A local one is allowed, to preview the result.
pub(super) fn base_url(text: &str) -> Result<String, String> {
    let base = SiteUrl::parse(text, HostPolicy::OrLocal).map_err(|fault| match fault.meant {
        Some(meant) => format!("{}: write `{meant}`", fault.message),
        None => fault.message.to_string(),
    })?;
    Ok(base.to_string())
}

/// Parses the place of a list of addresses. An absent value is an empty text.
fn ledger(text: &str) -> Result<LedgerSource, String> {
    match text.split_once("://") {
        None if text.is_empty() => Ok(LedgerSource::Published),
        Some(("https" | "http", _)) => Ok(LedgerSource::Url(text.to_string())),
        Some(_) => Err("expected a URL that begins with https://, or a file".to_string()),
        None => Ok(LedgerSource::File(PathBuf::from(text))),
    }
}

/// Runs the build and prints the outcome.
pub(super) fn run(args: BuildArgs, context: &Context, interrupt: &Interrupt) -> ExitCode {
    let root = match context.site() {
        Ok(root) => root,
        Err(error) => return fail(&error),
    };
    let output = args.output.unwrap_or_else(|| default_output(&root));
    let options = link::Options { base_url: args.base_url, drafts: args.drafts };
    on_exceeded({
        let (root, output, context, interrupt) =
            (root.clone(), output.display().to_string(), context.clone(), interrupt.clone());
        move |draw, limit| {
            // Pages are drawn before the exchange, so nothing was published.
            interrupt.abandon();
            let report = Report::new(vec![draw.exceeded(limit)]);
            let outcome = Outcome { report, sources: read(&root).0, published: None };
            print_outcome(&outcome, &root, &output, &context)
        }
    });
    let options = Build {
        root: root.clone(),
        output: output.clone(),
        link: options,
        ledger: args.ledger,
        allow_removals: args.allow_removals,
    };
    match build(&options, interrupt) {
        Ok(outcome) => print_outcome(&outcome, &root, &output.display().to_string(), context),
        Err(error) => fail(&error),
    }
}

/// Prints the diagnostics and the summary. A closed pipe changes neither the site nor the status.
fn print_outcome(outcome: &Outcome, root: &Path, output: &str, context: &Context) -> ExitCode {
    let mut errors = anstream::stderr();
    let _ = write!(errors, "{}", format_report(&outcome.report, root, &outcome.sources));
    if let Some(more) = more(&outcome.report).filter(|_| !context.is_quiet()) {
        let _ = writeln!(errors, "{more}");
    }
    let Some(published) = &outcome.published else {
        let _ = writeln!(errors, "{}; nothing was published", summary(&outcome.report));
        return ExitCode::from(1);
    };
    let counts = &published.summary;
    for folder in &counts.left_behind {
        let _ = writeln!(errors, "foreign files were moved to `{}`", folder.display());
    }
    if published.lacks_ledger {
        let _ = writeln!(errors, "the published site has no list of addresses yet; this build makes one");
    }
    if !published.dropped.is_empty() {
        let _ = writeln!(
            errors,
            "{} removed: {}",
            counted(published.dropped.len(), "published address", "published addresses"),
            name_some(&published.dropped)
        );
    }
    if context.is_quiet() {
        return ExitCode::SUCCESS;
    }
    let mut out = String::new();
    if counts.made + counts.removed == 0 {
        let _ = writeln!(
            out,
            "{output}: nothing changed, {} files kept, in {}",
            counts.kept,
            milliseconds(published.took)
        );
    } else {
        let _ = writeln!(
            out,
            "{output}: {} files written, {} kept, {} removed, {}, in {}",
            counts.made,
            counts.kept,
            counts.removed,
            megabytes(counts.bytes),
            milliseconds(published.took),
        );
    }
    let named = published.made.len() as u64 == counts.made && counts.kept > 0;
    for path in published.made.iter().filter(|_| named) {
        let _ = writeln!(out, "  wrote {path}");
    }
    if context.is_verbose() {
        let stages: Vec<String> =
            published.stages.iter().map(|(name, time)| format!("{name} {}", milliseconds(*time))).collect();
        let _ = writeln!(out, "  {}", stages.join(", "));
    }
    if !outcome.report.is_empty() {
        let _ = writeln!(errors, "{}", summary(&outcome.report));
    }
    let status = print(&out, ExitCode::SUCCESS);
    if status != ExitCode::SUCCESS {
        let _ = writeln!(errors, "  the site was published; only this summary is missing");
    }
    status
}
