//! `rolebook serve`, as it is typed and as it answers.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};
use std::sync::Arc;

use rolebook::diagnostic::{Report, human, summary};
use rolebook::error::Error;
use rolebook::link;
use rolebook::model::Routes;
use rolebook::publish::Interrupt;
use rolebook::serve::{Editor, News, Serve, Shown, Snapshot, serve};

use super::{Context, SiteFolder, drawn, fail, milliseconds};

/// How many diagnostics are drawn in the terminal at each change.
const SHOWN: usize = 10;
/// How many changed files are named.
const NAMED: usize = 3;

#[derive(clap::Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag that somebody types")]
pub struct ServeArgs {
    #[command(flatten)]
    pub(super) site: SiteFolder,
    /// Port on this machine; 0 takes a free one
    #[arg(long, value_name = "PORT", default_value_t = 4000)]
    port: u16,
    /// Show drafts too
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

/// Shows the site until a signal comes, and says what changes.
pub fn run(typed: &ServeArgs, context: Context, interrupt: &Interrupt) -> ExitCode {
    let root = match context.site() {
        Ok(root) => root,
        Err(error) => return fail(&error),
    };
    let names = ["VISUAL", "EDITOR", "TERM_PROGRAM", "TERMINAL_EMULATOR"]
        .map(|name| std::env::var(name).unwrap_or_default());
    let wanted = Serve {
        root: root.clone(),
        port: typed.port,
        link: link::Options { base_url: None, drafts: typed.drafts },
        poll: typed.poll,
        follow: typed.follow,
        editor: Editor::named(names.iter().map(String::as_str)),
    };
    let mut terminal = Terminal { context, root, last: None };
    let done = serve(&wanted, interrupt, &mut |news| {
        if let (News::Ready { address, .. }, true) = (news, typed.open) {
            open(address);
        }
        terminal.tell(news);
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error @ Error::Interrupted { .. }) => ExitCode::from(error.exit_status()),
        Err(error) => fail(&error),
    }
}

/// Asks the system to show an address. Without a browser there is nothing to open, and the address is on the screen.
fn open(address: &str) {
    let program = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let quiet = || Stdio::null();
    let _ = Command::new(program).arg(address).stdin(quiet()).stdout(quiet()).stderr(quiet()).spawn();
}

/// What the terminal was told.
struct Terminal {
    context: Context,
    root: PathBuf,
    last: Option<Report>,
}

impl Terminal {
    /// Says what happened. A closed terminal is no reason to stop; the signal that comes with it is.
    fn tell(&mut self, news: &News<'_>) {
        let mut out = anstream::stdout();
        match news {
            News::Ready { address, took, snapshot } => {
                let pages = snapshot.site.as_ref().map_or(0, |site| Routes::of(site.model()).len());
                let _ = writeln!(out, "{address} shows {pages} files, ready in {}", milliseconds(*took));
                self.complain(snapshot);
            }
            News::Changed { paths, took, shown, snapshot } => {
                if !self.context.is_quiet() {
                    let files = self.named(paths);
                    let on = match shown {
                        Some(Shown { pages, all }) => {
                            let bound = if *all { "" } else { "at least " };
                            format!("shows on {bound}{pages} {}", if *pages == 1 { "page" } else { "pages" })
                        }
                        None => "the last good pages stay".to_string(),
                    };
                    let _ = writeln!(out, "{files}: {on}, ready in {}", milliseconds(*took));
                }
                self.complain(snapshot);
            }
            News::Notice(line) => drop(writeln!(out, "note: {line}")),
        }
    }

    fn named(&self, paths: &[Arc<str>]) -> String {
        let most = if self.context.is_verbose() { usize::MAX } else { NAMED };
        let named: Vec<_> = paths.iter().take(most).map(|path| human::printable(path)).collect();
        match (named.len(), paths.len() - named.len()) {
            (0, _) => "files".to_string(),
            (_, 0) => named.join(", "),
            (_, more) => format!("{} and {more} more", named.join(", ")),
        }
    }

    /// Lists what is wrong now; in one line when it is what was wrong before.
    fn complain(&mut self, snapshot: &Snapshot) {
        let report = &snapshot.report;
        let same = self.last.as_ref() == Some(report);
        let clean = report.is_empty() && self.last.as_ref().is_some_and(|last| !last.is_empty());
        let mut errors = anstream::stderr();
        if clean {
            let _ = writeln!(errors, "nothing to complain about any more");
        } else if same && !report.is_empty() {
            let _ = writeln!(errors, "{}, as before", summary(report));
        } else if !report.is_empty() {
            let most = if self.context.is_verbose() { usize::MAX } else { SHOWN };
            let first = Report::new(report.diagnostics().iter().take(most).cloned().collect());
            let _ = write!(errors, "{}", drawn(&first, &self.root, &snapshot.sources));
            let _ = writeln!(errors, "{}", summary(report));
        }
        self.last = Some(report.clone());
    }
}
