//! `rolebook serve`, as it is typed and as it answers.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};

use rolebook::command::refuse_root;
use rolebook::diagnostic::{Report, human, summary};
use rolebook::error::Error;
use rolebook::link;
use rolebook::model::Routes;
use rolebook::publish::Interrupt;
use rolebook::serve::{Editor, News, Serve, Shown, Snapshot, serve};

use super::{fail, milliseconds};

/// How many diagnostics are drawn in the terminal at each change.
const SHOWN: usize = 10;
/// How many changed files are named.
const NAMED: usize = 3;

#[derive(clap::Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag that somebody types")]
pub struct Arguments {
    /// The folder of the site, which holds `content`
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// The port on this machine; 0 takes one that is free
    #[arg(long, value_name = "PORT", default_value_t = 4000)]
    port: u16,
    /// Shows drafts too
    #[arg(long)]
    drafts: bool,
    /// Opens the site in the browser
    #[arg(long)]
    open: bool,
    /// Takes open pages to the page of the file that was just saved
    #[arg(long)]
    follow: bool,
    /// Looks at the files five times a second, for folders of a network that tell of no changes
    #[arg(long)]
    poll: bool,
}

/// Shows the site until a signal comes, and says what changes.
pub fn run(typed: Arguments, interrupt: &Interrupt) -> ExitCode {
    if let Err(error) = refuse_root(&typed.root) {
        return fail(&error);
    }
    let names = ["VISUAL", "EDITOR", "TERM_PROGRAM", "TERMINAL_EMULATOR"]
        .map(|name| std::env::var(name).unwrap_or_default());
    let wanted = Serve {
        root: typed.root,
        port: typed.port,
        link: link::Options { base_url: None, drafts: typed.drafts },
        poll: typed.poll,
        follow: typed.follow,
        editor: Editor::named(names.iter().map(String::as_str)),
    };
    let mut last = None;
    let done = serve(&wanted, interrupt, &mut |news| {
        if let (News::Ready { address, .. }, true) = (news, typed.open) {
            open(address);
        }
        tell(news, &mut last);
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

/// Says what happened. A closed terminal is no reason to stop; the signal that comes with it is.
fn tell(news: &News<'_>, last: &mut Option<Report>) {
    let mut out = anstream::stdout();
    match news {
        News::Ready { address, took, snapshot } => {
            let pages = snapshot.site.as_ref().map_or(0, |site| Routes::of(site.model()).len());
            let _ = writeln!(out, "{address} shows {pages} files, ready in {}", milliseconds(*took));
            complain(snapshot, last);
        }
        News::Changed { paths, took, shown, snapshot } => {
            let named: Vec<&str> = paths.iter().take(NAMED).map(|path| &**path).collect();
            let named: Vec<_> = named.into_iter().map(human::printable).collect();
            let more = paths.len().saturating_sub(NAMED);
            let more = if more == 0 { String::new() } else { format!(" and {more} more") };
            let files = if named.is_empty() { "files".to_string() } else { named.join(", ") };
            let on = match shown {
                Some(Shown { pages, all }) => {
                    let bound = if *all { "" } else { "at least " };
                    format!("shows on {bound}{pages} {}", if *pages == 1 { "page" } else { "pages" })
                }
                None => "the last good pages stay".to_string(),
            };
            let _ = writeln!(out, "{files}{more}: {on}, ready in {}", milliseconds(*took));
            complain(snapshot, last);
        }
        News::Notice(line) => drop(writeln!(out, "note: {line}")),
    }
}

/// Lists what is wrong now; in one line when it is what was wrong before.
fn complain(snapshot: &Snapshot, last: &mut Option<Report>) {
    let report = &snapshot.report;
    let same = last.as_ref() == Some(report);
    let clean = report.is_empty() && last.as_ref().is_some_and(|last| !last.is_empty());
    let mut errors = anstream::stderr();
    if clean {
        let _ = writeln!(errors, "nothing to complain about any more");
    } else if same && !report.is_empty() {
        let _ = writeln!(errors, "{}, as before", summary(report));
    } else if !report.is_empty() {
        let first = Report::new(report.diagnostics().iter().take(SHOWN).cloned().collect());
        let _ = write!(errors, "{}", human::emit(&first, |path| snapshot.sources.text(path)));
        let _ = writeln!(errors, "{}", summary(report));
    }
    *last = Some(report.clone());
}
