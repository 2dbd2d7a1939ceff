//! The command line of `rolebook build`.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use rolebook::command::{Build, Outcome, build, default_output};
use rolebook::diagnostic::{Report, more, summary};
use rolebook::link;
use rolebook::publish::Interrupt;
use rolebook::source::read;
use rolebook::url::{HostPolicy, SiteUrl};

use super::process::on_exceeded;
use super::{Context, SiteFolder, fail, format_report, megabytes, milliseconds, print};

#[derive(clap::Args)]
pub struct BuildArgs {
    #[command(flatten)]
    pub(super) site: SiteFolder,
    /// Output folder [default: `dist` in the site's folder]
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Override `base_url` of site.yaml
    #[arg(long, value_name = "URL", value_parser = base_url)]
    base_url: Option<String>,
    /// Include drafts
    #[arg(long)]
    drafts: bool,
}

/// Parses a base URL. A local one is allowed, to preview the result.
fn base_url(text: &str) -> Result<String, String> {
    let base = SiteUrl::parse(text, HostPolicy::OrLocal).map_err(|fault| match fault.meant {
        Some(meant) => format!("{}: write `{meant}`", fault.message),
        None => fault.message.to_string(),
    })?;
    Ok(base.to_string())
}

/// Runs the build and prints the outcome.
pub fn run(args: BuildArgs, context: &Context, interrupt: &Interrupt) -> ExitCode {
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
    match build(&Build { root: root.clone(), output: output.clone(), link: options }, interrupt) {
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
