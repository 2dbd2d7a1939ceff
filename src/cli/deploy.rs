//! The command line of `rolebook deploy`.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;
use rolebook::command::{Deploy, DeployResult, Redirects, default_output, deploy};
use rolebook::diagnostic::printable;
use rolebook::publish::Interrupt;

use super::{Context, SiteFolder, fail, megabytes, milliseconds, print};

#[derive(clap::Args)]
pub(super) struct DeployArgs {
    /// Destination: `file:///folder` or `s3://bucket/prefix`
    ///
    /// Only what changed is sent, and only files of earlier deploys are deleted; `.rolebook/` at the destination has the
    /// list. An `s3` destination is any S3-compatible host. It is found by `AWS_ENDPOINT_URL` and `AWS_REGION`, and
    /// its credentials come from `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`.
    #[arg(value_name = "URL")]
    url: String,
    #[command(flatten)]
    pub(super) site: SiteFolder,
    /// Output folder of the build [default: `dist` in the site's folder]
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// List what would be sent and deleted, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Replace files at the destination that have the same names but were not deployed
    #[arg(long)]
    overwrite: bool,
    /// Redirects as pages only, or as metadata for S3 websites too
    ///
    /// Pages redirect on every host. The metadata `x-amz-website-redirect-location` makes the website of a bucket respond
    /// with status 301; some hosts refuse it.
    #[arg(long, value_name = "FORM", value_enum, default_value_t = RedirectForm::Pages)]
    redirects: RedirectForm,
}

#[derive(Clone, Copy, ValueEnum)]
enum RedirectForm {
    Pages,
    Metadata,
}

/// The number of sent files that are named without `--verbose`.
const NAMED: usize = 10;

/// Deploys the last build and prints a summary.
pub(super) fn run(args: DeployArgs, context: &Context, interrupt: &Interrupt) -> ExitCode {
    let root = match context.site() {
        Ok(root) => root,
        Err(error) => return fail(&error),
    };
    let options = Deploy {
        output: args.output.unwrap_or_else(|| default_output(&root)),
        root,
        url: args.url,
        is_dry_run: args.dry_run,
        overwrite: args.overwrite,
        redirects: match args.redirects {
            RedirectForm::Pages => Redirects::Pages,
            RedirectForm::Metadata => Redirects::Metadata,
        },
    };
    match deploy(&options, interrupt) {
        Ok(result) => print_result(&result, &options, context),
        Err(error) => fail(&error),
    }
}

fn print_result(result: &DeployResult, options: &Deploy, context: &Context) -> ExitCode {
    for path in &result.left {
        let line = "was changed at the destination by someone else, and is not deleted";
        let _ = writeln!(anstream::stderr(), "`{}` {line}", printable(path));
    }
    if context.is_quiet() && !options.is_dry_run {
        return ExitCode::SUCCESS;
    }
    let url = printable(&options.url);
    let DeployResult { sent, deleted, kept, bytes, .. } = result;
    let (size, time) = (megabytes(*bytes), milliseconds(result.took));
    let mut out = String::new();
    if options.is_dry_run {
        for (verb, paths) in [("send", sent), ("delete", deleted)] {
            for path in paths {
                let _ = writeln!(out, "{verb} {}", printable(path));
            }
        }
        if !context.is_quiet() {
            let _ = writeln!(
                out,
                "{url}: {} files to send, {kept} kept, {} to delete, {size}; nothing was changed",
                sent.len(),
                deleted.len()
            );
        }
        return print(&out, ExitCode::SUCCESS);
    }
    if sent.is_empty() && deleted.is_empty() {
        let _ = writeln!(out, "{url}: nothing changed, {kept} files kept, in {time}");
    } else {
        let _ = writeln!(
            out,
            "{url}: {} files sent, {kept} kept, {} deleted, {size}, in {time}",
            sent.len(),
            deleted.len()
        );
    }
    if result.is_resumed {
        out.push_str("  continued a deploy that had not ended\n");
    }
    for (verb, paths) in [("sent", sent), ("deleted", deleted)] {
        for path in paths.iter().filter(|_| context.is_verbose() || paths.len() <= NAMED) {
            let _ = writeln!(out, "  {verb} {}", printable(path));
        }
    }
    let status = print(&out, ExitCode::SUCCESS);
    if status != ExitCode::SUCCESS {
        let _ = writeln!(anstream::stderr(), "  the site was deployed; only this summary is missing");
    }
    status
}
