//! The command line of `rolebook serve`.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};

use rolebook::diagnostic::{Location, Report, Span, counted, human, summary};
use rolebook::error::Error;
use rolebook::link;
use rolebook::model::Routes;
use rolebook::publish::Interrupt;
use rolebook::render::{ActiveDraw, DrawLimit, SkippedTemplates, set_skipped, skipped};
use rolebook::serve::{ChangedPages, Editor, Preview, PreviewEvent, Serve, serve};
use rolebook::source::read;

use super::{Context, SiteFolder, fail, format_report, milliseconds, process};

/// The limit of diagnostics that are printed after each change.
const SHOWN: usize = 10;
/// The limit of changed files that are named.
const NAMED: usize = 3;

#[derive(clap::Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a command-line flag")]
pub(super) struct ServeArgs {
    #[command(flatten)]
    pub(super) site: SiteFolder,
    /// Port on localhost; 0 picks a free one
    #[arg(long, value_name = "PORT", default_value_t = 4000)]
    port: u16,
    /// Include drafts
    #[arg(long)]
    drafts: bool,
    /// Open the site in the browser
    #[arg(long)]
    open: bool,
    /// Navigate open tabs to the page of the last saved file
    #[arg(long)]
    follow: bool,
    /// Poll for changes (network file systems, containers)
    #[arg(long)]
    poll: bool,
}

/// The environment variable with the [`Restart`] that started this process.
const RESTARTED: &str = "ROLEBOOK_RESTARTED";

/// The state that a preview passes to its successor, when it restarts because a page exceeded a limit.
struct Restart {
    port: u16,
    /// The templates and components that are skipped until something changes.
    skipped: SkippedTemplates,
}

impl Restart {
    /// Reads the state from the environment.
    fn read() -> Option<Restart> {
        let text = std::env::var(RESTARTED).ok()?;
        let mut lines = text.lines();
        let port = lines.next()?.parse().ok()?;
        let template = |line: &str| {
            let [limit, name, file, start, end] = line.split('\t').collect::<Vec<_>>().try_into().ok()?;
            let limit = match limit {
                "time" => DrawLimit::Time,
                "memory" => DrawLimit::Memory,
                _ => return None,
            };
            let span = Span::new(start.parse().ok()?, end.parse().ok()?);
            Some((name.to_string(), (limit, Location { file: file.into(), span })))
        };
        Some(Restart { port, skipped: lines.filter_map(template).collect() })
    }

    fn to_text(&self) -> String {
        let mut text = format!("{}\n", self.port);
        for (name, (limit, place)) in &self.skipped {
            let limit = match limit {
                DrawLimit::Time => "time",
                DrawLimit::Memory => "memory",
            };
            let Location { file, span } = place;
            let _ = writeln!(text, "{limit}\t{name}\t{file}\t{}\t{}", span.start, span.end);
        }
        text
    }
}

/// Reports a page that exceeded a limit, and replaces this process by one that shows the report in its place. A thread
/// cannot be ended otherwise, and it would use the processor and the memory for ever.
fn restart(port: u16, draw: &ActiveDraw, limit: DrawLimit, root: &Path) -> ExitCode {
    let report = Report::new(vec![draw.exceeded(limit)]);
    let mut errors = anstream::stderr();
    let _ = write!(errors, "{}", format_report(&report, root, &read(root).0));
    let _ = writeln!(errors, "the preview restarts without this template");
    let mut skipped = skipped();
    skipped.insert(draw.name.clone(), (limit, draw.place()));
    fail(&process::restart(RESTARTED, &Restart { port, skipped }.to_text()))
}

/// Runs the preview until a signal is received, and prints changes.
pub(super) fn run(args: &ServeArgs, context: Context, interrupt: &Interrupt) -> ExitCode {
    let root = match context.site() {
        Ok(root) => root,
        Err(error) => return fail(&error),
    };
    let restarted = Restart::read();
    let wanted = restarted.as_ref().map_or(args.port, |restarted| restarted.port);
    let opens = args.open && restarted.is_none();
    if let Some(restarted) = restarted {
        set_skipped(restarted.skipped);
    }
    let port = Arc::new(AtomicU16::new(wanted));
    process::on_exceeded({
        let (port, root) = (Arc::clone(&port), root.clone());
        move |draw, limit| restart(port.load(Ordering::Relaxed), draw, limit, &root)
    });
    let names = ["VISUAL", "EDITOR", "TERM_PROGRAM", "TERMINAL_EMULATOR"]
        .map(|name| std::env::var(name).unwrap_or_default());
    let options = Serve {
        root: root.clone(),
        port: wanted,
        link: link::Options { base_url: None, drafts: args.drafts },
        poll: args.poll,
        follow: args.follow,
        editor: Editor::named(names.iter().map(String::as_str)),
    };
    let mut terminal = Terminal { context, root, last: None };
    let done = serve(&options, interrupt, &mut |event| {
        if let PreviewEvent::Ready { address, port: bound, .. } = event {
            port.store(*bound, Ordering::Relaxed);
            if opens {
                open(address);
            }
        }
        terminal.print_event(event);
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error @ Error::Interrupted { .. }) => ExitCode::from(error.exit_status()),
        Err(error) => fail(&error),
    }
}

/// Opens an address in the browser. Failure is ignored: the address is also printed.
fn open(address: &str) {
    let program = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let quiet = || Stdio::null();
    let _ = Command::new(program).arg(address).stdin(quiet()).stdout(quiet()).stderr(quiet()).spawn();
}

/// Prints the events of the preview.
struct Terminal {
    context: Context,
    root: PathBuf,
    last: Option<Report>,
}

impl Terminal {
    /// Prints an event. A closed terminal does not stop the preview; its SIGHUP does.
    fn print_event(&mut self, event: &PreviewEvent<'_>) {
        let mut out = anstream::stdout();
        match event {
            PreviewEvent::Ready { address, took, preview, .. } => {
                let pages = preview.site.as_ref().map_or(0, |site| Routes::new(site.model()).len());
                let _ = writeln!(out, "{address} shows {pages} files, ready in {}", milliseconds(*took));
                self.print_diagnostics(preview);
            }
            PreviewEvent::Changed { paths, took, changed_pages, preview } => {
                if !self.context.is_quiet() {
                    let files = self.name_files(paths);
                    let on = match changed_pages {
                        Some(ChangedPages { pages, all }) => {
                            let bound = if *all { "" } else { "at least " };
                            format!("{bound}{} changed", counted(*pages, "page", "pages"))
                        }
                        None if preview.report.errors() == 0 => "the site is shown".to_string(),
                        None if preview.site.is_none() => "errors, no pages to show yet".to_string(),
                        None => "errors, still showing the last good pages".to_string(),
                    };
                    let _ = writeln!(out, "{files}: {on}, ready in {}", milliseconds(*took));
                }
                self.print_diagnostics(preview);
            }
            PreviewEvent::Notice(line) => drop(writeln!(out, "note: {line}")),
        }
    }

    fn name_files(&self, paths: &[Arc<str>]) -> String {
        let most = if self.context.is_verbose() { usize::MAX } else { NAMED };
        let names: Vec<_> = paths.iter().take(most).map(|path| human::printable(path)).collect();
        match (names.len(), paths.len() - names.len()) {
            (0, _) => "files".to_string(),
            (_, 0) => names.join(", "),
            (_, more) => format!("{} and {more} more", names.join(", ")),
        }
    }

    /// Prints the diagnostics; in one line if they are unchanged.
    fn print_diagnostics(&mut self, preview: &Preview) {
        let report = &preview.report;
        let same = self.last.as_ref() == Some(report);
        let clean = report.is_empty() && self.last.as_ref().is_some_and(|last| !last.is_empty());
        let mut errors = anstream::stderr();
        if clean {
            let _ = writeln!(errors, "all problems are fixed");
        } else if same && !report.is_empty() {
            let _ = writeln!(errors, "{}, unchanged", summary(report));
        } else if !report.is_empty() {
            let most = if self.context.is_verbose() { usize::MAX } else { SHOWN };
            let first = Report::new(report.diagnostics().iter().take(most).cloned().collect());
            let _ = write!(errors, "{}", format_report(&first, &self.root, preview.sources()));
            let _ = writeln!(errors, "{}", summary(report));
        }
        self.last = Some(report.clone());
    }
}
