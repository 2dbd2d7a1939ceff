//! The command line: a file per command, with its arguments and the wording of its output. [`rolebook::command`] does
//! the work.

use std::io::{ErrorKind, Write as _};
use std::mem::take;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, Subcommand, ValueEnum};
use rolebook::command::{find_site, quoted_path, refuse_other_version, working_prefix};
use rolebook::diagnostic::{Report, human, printable};
use rolebook::error::Error;
use rolebook::publish::Interrupt;
use rolebook::source::Sources;

mod build;
mod check;
mod completions;
mod deploy;
mod diff;
mod eject;
mod explain;
mod import;
mod import_markdown;
mod init;
mod log;
mod lsp;
mod man;
mod new;
mod process;
mod schema;
mod serve;

/// Build a site that compares roles, from Markdown guides and YAML facts
#[derive(Parser)]
#[command(name = "rolebook", version, arg_required_else_help = true, max_term_width = 100)]
#[command(
    after_help = "Exit status: 0 success; 1 content errors; 2 usage errors, or a refused target; 3 system errors (disk, permissions, port, output, the host of `deploy`); 129, 130 or 143 interrupted.\nOn any status but 0, the published site is unchanged, unless `build` reports that only its summary could not be written, or that another process modifies it. A `deploy` that ends early leaves a site that works, and the next one continues it."
)]
struct Cli {
    #[command(flatten)]
    site: SiteFolder,
    #[command(flatten)]
    output: OutputOptions,
    #[command(subcommand)]
    command: Command,
}

/// The option `--root`, before or after the command.
#[derive(clap::Args, Default)]
struct SiteFolder {
    /// Folder of the site [default: this folder, or the nearest above that holds `content/site.yaml`]
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
}

/// Global options.
#[derive(clap::Args)]
struct OutputOptions {
    /// Colour the output
    ///
    /// `auto` uses colours on a terminal, and respects `NO_COLOR`, `CLICOLOR` and `CLICOLOR_FORCE`.
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t = Colour::Auto)]
    color: Colour,
    /// Suppress summaries
    ///
    /// `build` and `check` print diagnostics only, `serve` its address and diagnostics only, and `deploy`, `new`, `init`,
    /// `eject`, `schema` and `man DIR` print nothing on success. Requested output is still printed: a report, an explanation,
    /// the list of `deploy --dry-run`, a script.
    #[arg(short, long, global = true)]
    quiet: bool,
    /// Print more details
    ///
    /// Every command that reads a site names its folder. `build` prints the duration of each stage; `deploy`, every
    /// file that it sends or deletes; `check`, the number of files and the folder that the paths of a report are
    /// relative to; `serve`, every changed file and every diagnostic; `init`, `schema` and `man DIR`, every file.
    #[arg(short, long, global = true)]
    verbose: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Colour {
    Auto,
    Always,
    Never,
}

#[derive(Subcommand)]
enum Command {
    /// Build the site and publish it atomically
    Build(build::BuildArgs),
    /// Deploy the last build to a folder or an S3-compatible host
    Deploy(deploy::DeployArgs),
    /// Preview the site locally with live reload and an error overlay
    Serve(serve::ServeArgs),
    /// Run the language server, which an editor starts: diagnostics, completion, hover, rename
    Lsp(lsp::LspArgs),
    /// Validate the content without building
    Check(check::CheckArgs),
    /// Compare two versions of the site and say what changes for readers
    Diff(diff::DiffArgs),
    /// List the revisions in which a fact changed
    Log(log::LogArgs),
    /// Create a role, tool, term, article, comparison, source or salary dataset from a template
    New(new::NewArgs),
    /// Import data and texts of others
    Import(import::ImportArgs),
    /// Create a new site with two roles and a workflow for its code host
    Init(init::InitArgs),
    /// Copy a built-in template, style, script or component into the site to change it
    Eject(eject::EjectArgs),
    /// Explain a diagnostic code, or list all codes
    Explain(explain::ExplainArgs),
    /// Write JSON Schemas for editor completion
    Schema(schema::SchemaArgs),
    /// Print a shell completion script
    Completions(completions::CompletionsArgs),
    /// Print the manual page, or write the pages of all commands to a folder
    Man(man::ManArgs),
}

/// The amount of output.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Verbosity {
    Quiet,
    Normal,
    Verbose,
}

/// Options that apply to every command.
#[derive(Clone)]
struct Context {
    root: Option<PathBuf>,
    verbosity: Verbosity,
}

impl Context {
    fn is_quiet(&self) -> bool {
        self.verbosity == Verbosity::Quiet
    }

    fn is_verbose(&self) -> bool {
        self.verbosity == Verbosity::Verbose
    }

    /// Finds the site that the command works on.
    fn site(&self) -> Result<PathBuf, Error> {
        let site = find_site(self.root.as_deref())?;
        refuse_other_version(&site)?;
        if self.is_verbose() {
            let shown = std::path::absolute(&site).unwrap_or_else(|_| site.clone());
            self.note(&format!("site: {}", shown.display()));
        }
        Ok(site)
    }

    /// Prints a line in verbose mode.
    fn note(&self, line: &str) {
        if self.is_verbose() {
            let _ = writeln!(anstream::stderr(), "{}", printable(line));
        }
    }

    /// The `--root` option for a command that the user can copy, with a leading space; empty when it is not needed.
    fn root_option(&self) -> String {
        self.root.as_ref().map(|root| format!(" --root {}", quoted_path(root))).unwrap_or_default()
    }
}

/// Parses the arguments and runs the command.
pub(crate) fn run() -> ExitCode {
    // The stack of the main thread may be too small even for the arguments.
    process::run(|interrupt| match Cli::try_parse() {
        Ok(arguments) => command(arguments, interrupt),
        Err(error) => refuse(&error),
    })
}

fn command(args: Cli, interrupt: &Interrupt) -> ExitCode {
    if let Err(error) = process::ensure_descriptors() {
        return fail(&error);
    }
    anstream::ColorChoice::write_global(match args.output.color {
        Colour::Auto => anstream::ColorChoice::Auto,
        Colour::Always => anstream::ColorChoice::Always,
        Colour::Never => anstream::ColorChoice::Never,
    });
    let verbosity = match (args.output.quiet, args.output.verbose) {
        (true, true) => return usage("--quiet and --verbose cannot be used together"),
        (true, false) => Verbosity::Quiet,
        (false, true) => Verbosity::Verbose,
        (false, false) => Verbosity::Normal,
    };
    let before = args.site.root;
    let with = |after: Option<SiteFolder>| match (before, after) {
        (Some(_), None) => Err(usage("--root cannot be used with this command")),
        (Some(_), Some(SiteFolder { root: Some(_) })) => {
            Err(usage("--root cannot be used twice, before and after the command"))
        }
        (before, after) => Ok(Context { root: after.and_then(|site| site.root).or(before), verbosity }),
    };
    let done = match args.command {
        Command::Build(mut args) => {
            with(Some(take(&mut args.site))).map(|context| build::run(args, &context, interrupt))
        }
        Command::Deploy(mut args) => {
            with(Some(take(&mut args.site))).map(|context| deploy::run(args, &context, interrupt))
        }
        Command::Check(mut args) => {
            with(Some(take(&mut args.site))).map(|context| check::run(&args, &context, interrupt))
        }
        Command::Diff(mut args) => {
            with(Some(take(&mut args.site))).map(|context| diff::run(args, &context, interrupt))
        }
        Command::Log(mut args) => {
            with(Some(take(&mut args.site))).map(|context| log::run(args, &context, interrupt))
        }
        Command::Serve(mut args) => {
            with(Some(take(&mut args.site))).map(|context| serve::run(&args, context, interrupt))
        }
        Command::New(mut args) => with(Some(take(&mut args.site))).map(|context| new::run(args, &context)),
        Command::Eject(mut args) => {
            with(Some(take(&mut args.site))).map(|context| eject::run(args, &context))
        }
        Command::Import(mut args) => {
            with(Some(take(args.site()))).map(|context| import::run(args, &context, interrupt))
        }
        Command::Schema(mut args) => {
            with(Some(take(&mut args.site))).map(|context| schema::run(args, &context))
        }
        Command::Init(args) => with(None).map(|context| init::run(&args, &context)),
        Command::Lsp(args) => with(None).map(|_| lsp::run(&args)),
        Command::Explain(args) => with(None).map(|_| explain::run(&args)),
        Command::Completions(args) => with(None).map(|_| completions::run(&args)),
        Command::Man(args) => with(None).map(|context| man::run(&args, &context)),
    };
    done.unwrap_or_else(|status| status)
}

/// Prints a usage error.
fn usage(what: &str) -> ExitCode {
    let _ = writeln!(anstream::stderr(), "error: {what}\n\nFor more information, try '--help'.");
    ExitCode::from(2)
}

/// Writes output to standard output and returns `status`, or 3 when writing failed. A reader that closed the pipe has
/// read enough: that is no error.
pub(crate) fn print(text: &str, status: ExitCode) -> ExitCode {
    let mut out = anstream::stdout();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => fail(&Error::Output(error)),
        _ => status,
    }
}

/// Prints the requested help or version, or the error in the arguments.
fn refuse(error: &clap::Error) -> ExitCode {
    let status = ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
    match error.print().and_then(|()| std::io::stdout().flush()) {
        Err(failed) if !error.use_stderr() && failed.kind() != ErrorKind::BrokenPipe => {
            fail(&Error::Output(failed))
        }
        _ => status,
    }
}

/// Prints an error and returns its status.
pub(crate) fn fail(error: &Error) -> ExitCode {
    let _ = writeln!(anstream::stderr(), "error: {error}");
    ExitCode::from(error.exit_status())
}

/// Formats a report for a terminal, with paths relative to the working directory.
fn format_report(report: &Report, root: &Path, sources: &Sources) -> String {
    let prefix = working_prefix(root);
    human::emit(&report.below(&prefix), |path| sources.text(path.strip_prefix(&*prefix)?))
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
