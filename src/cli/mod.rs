//! The command line: a file for each command, with what can be typed and how the answer is worded. The work is done by
//! [`rolebook::command`].

use std::io::{ErrorKind, Write as _};
use std::mem::take;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, Subcommand, ValueEnum};
use rolebook::command::{find_site, quoted_path, working_prefix};
use rolebook::diagnostic::{Report, human, printable};
use rolebook::error::Error;
use rolebook::publish::Interrupt;
use rolebook::source::Sources;

mod build;
mod check;
mod completions;
mod explain;
mod init;
mod man;
mod new;
mod process;
mod schema;
mod serve;

/// Build a site that compares roles, from Markdown guides and YAML facts
#[derive(Parser)]
#[command(name = "rolebook", version, arg_required_else_help = true, max_term_width = 100)]
#[command(
    after_help = "Exit status: 0 success; 1 content errors; 2 usage, or a refused target; 3 system errors (disk, permissions, port, output); 129, 130 or 143 interrupted.\nOn any status but 0, the published site is as it was, unless `build` says that only its summary could not be written."
)]
pub struct Cli {
    #[command(flatten)]
    site: SiteFolder,
    #[command(flatten)]
    output: OutputOptions,
    #[command(subcommand)]
    command: Command,
}

/// The site, before the command or behind it.
#[derive(clap::Args, Default)]
struct SiteFolder {
    /// Folder of the site [default: this folder, or the nearest above that holds `content/site.yaml`]
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
}

/// Options that stand anywhere on the line, of every command.
#[derive(clap::Args)]
struct OutputOptions {
    /// Colour the output
    ///
    /// `auto` colours what a terminal shows, and follows `NO_COLOR`, `CLICOLOR` and `CLICOLOR_FORCE`.
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t = Colour::Auto)]
    color: Colour,
    /// Print no summaries
    ///
    /// `build` and `check` print diagnostics only, `serve` its address and diagnostics only, and `new`, `init`, `schema`
    /// and `man DIR` print nothing when all is well. What was asked for is printed: a report, an explanation, a script.
    #[arg(short, long, global = true)]
    quiet: bool,
    /// Print more
    ///
    /// Every command that reads a site names its folder. `build` prints how long each stage took; `check`, how much it
    /// read and which folder the paths of a report start from; `serve`, every changed file and every diagnostic; `init`,
    /// `schema` and `man DIR`, every file.
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
    /// Preview the site locally with live reload and an error overlay
    Serve(serve::ServeArgs),
    /// Validate the content without building
    Check(check::CheckArgs),
    /// Create a role, tool, term, article, comparison or salary series from a template
    New(new::NewArgs),
    /// Create a new site with two roles and a workflow for its code host
    Init(init::InitArgs),
    /// Explain a diagnostic code, or list all codes
    Explain(explain::ExplainArgs),
    /// Write JSON Schemas of the content files, for completion in editors
    Schema(schema::SchemaArgs),
    /// Print a completion script for a shell
    Completions(completions::CompletionsArgs),
    /// Print the manual page, or write the pages of all commands to a folder
    Man(man::ManArgs),
}

/// How much is printed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Verbosity {
    Quiet,
    Normal,
    Verbose,
}

/// What was typed for every command.
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

    /// The site that the command works on.
    fn site(&self) -> Result<PathBuf, Error> {
        let site = find_site(self.root.as_deref())?;
        if self.is_verbose() {
            let shown = std::path::absolute(&site).unwrap_or_else(|_| site.clone());
            self.note(&format!("site: {}", shown.display()));
        }
        Ok(site)
    }

    /// Says something more to those who want it.
    fn note(&self, line: &str) {
        if self.is_verbose() {
            let _ = writeln!(anstream::stderr(), "{}", printable(line));
        }
    }

    /// The `--root` of a command that is printed to be copied, with a space before it; empty when it is not needed.
    fn root_option(&self) -> String {
        self.root.as_ref().map(|root| format!(" --root {}", quoted_path(root))).unwrap_or_default()
    }
}

/// Runs the command that was typed.
pub fn run(typed: Cli) -> ExitCode {
    process::run(move |interrupt| command(typed, interrupt))
}

fn command(typed: Cli, interrupt: &Interrupt) -> ExitCode {
    anstream::ColorChoice::write_global(match typed.output.color {
        Colour::Auto => anstream::ColorChoice::Auto,
        Colour::Always => anstream::ColorChoice::Always,
        Colour::Never => anstream::ColorChoice::Never,
    });
    let verbosity = match (typed.output.quiet, typed.output.verbose) {
        (true, true) => return usage("--quiet and --verbose cannot be used together"),
        (true, false) => Verbosity::Quiet,
        (false, true) => Verbosity::Verbose,
        (false, false) => Verbosity::Normal,
    };
    let before = typed.site.root;
    let with = |after: Option<SiteFolder>| match (before, after) {
        (Some(_), None) => Err(usage("--root cannot be used with this command")),
        (Some(_), Some(SiteFolder { root: Some(_) })) => {
            Err(usage("--root stands before the command and behind it"))
        }
        (before, after) => Ok(Context { root: after.and_then(|site| site.root).or(before), verbosity }),
    };
    let done = match typed.command {
        Command::Build(mut typed) => {
            with(Some(take(&mut typed.site))).map(|context| build::run(typed, &context, interrupt))
        }
        Command::Check(mut typed) => {
            with(Some(take(&mut typed.site))).map(|context| check::run(&typed, &context, interrupt))
        }
        Command::Serve(mut typed) => {
            with(Some(take(&mut typed.site))).map(|context| serve::run(&typed, context, interrupt))
        }
        Command::New(mut typed) => with(Some(take(&mut typed.site))).map(|context| new::run(typed, &context)),
        Command::Schema(mut typed) => {
            with(Some(take(&mut typed.site))).map(|context| schema::run(typed, &context))
        }
        Command::Init(typed) => with(None).map(|context| init::run(&typed, &context)),
        Command::Explain(typed) => with(None).map(|_| explain::run(&typed)),
        Command::Completions(typed) => with(None).map(|_| completions::run(&typed)),
        Command::Man(typed) => with(None).map(|context| man::run(&typed, &context)),
    };
    done.unwrap_or_else(|status| status)
}

/// Says that the line makes no sense.
fn usage(what: &str) -> ExitCode {
    let _ = writeln!(anstream::stderr(), "error: {what}\n\nFor more information, try '--help'.");
    ExitCode::from(2)
}

/// Writes what a command has to say to the standard output, and gives the command's status, or 3 when it could not be
/// written. A reader that has closed the pipe has read enough: that is no error.
pub fn print(text: &str, status: ExitCode) -> ExitCode {
    let mut out = anstream::stdout();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => fail(&Error::Output(error)),
        _ => status,
    }
}

/// Writes help or a version that was asked for, or what is wrong with the arguments.
pub fn refuse(error: &clap::Error) -> ExitCode {
    let status = ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
    match error.print().and_then(|()| std::io::stdout().flush()) {
        Err(failed) if !error.use_stderr() && failed.kind() != ErrorKind::BrokenPipe => {
            fail(&Error::Output(failed))
        }
        _ => status,
    }
}

/// Says that the machine failed.
pub fn fail(error: &Error) -> ExitCode {
    let _ = writeln!(anstream::stderr(), "error: {error}");
    ExitCode::from(error.exit_status())
}

/// A report as people read it, with paths that can be opened from the working directory.
fn drawn(report: &Report, root: &Path, sources: &Sources) -> String {
    let prefix = working_prefix(root);
    human::emit(&report.below(&prefix), |path| sources.text(path.strip_prefix(&*prefix)?))
}

fn milliseconds(time: Duration) -> String {
    match time.as_micros() {
        micros if micros < 10_000 => format!("{}.{} ms", micros / 1000, micros % 1000 / 100),
        micros => format!("{} ms", micros / 1000),
    }
}
