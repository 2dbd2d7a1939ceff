//! System failures, signals and special files: the program ends in time, with one of the statuses that `--help`
//! lists, and the published site is unchanged.

#[path = "../support/mod.rs"]
mod support;

mod files;
// `/proc` tells the memory and the processor time of a thread.
#[cfg(target_os = "linux")]
mod growth;
// They need `setpriv`, and `/proc` to measure a process.
#[cfg(target_os = "linux")]
mod limits;
mod output;
mod signals;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use support::place::Place;

impl Place {
    /// Every command that ends by itself, as arguments, except those that access the network.
    fn commands(&self) -> Vec<Vec<String>> {
        let site = self.path("site").display().to_string();
        let new = self.path("new-site").display().to_string();
        let schemas = self.path("schemas").display().to_string();
        let ledger = self.path("site/dist/addresses.txt").display().to_string();
        let destination = format!("file://{}", self.path("deployed").display());
        let _ = fs::remove_dir_all(&new);
        let _ = fs::remove_file(self.path("site/content/articles/a-new-one.md"));
        [
            &["check", "--root", &site][..],
            &["check", "--root", &site, "--format", "json"],
            &["check", "--root", &site, "--format", "sarif"],
            &["check", "--root", &site, "--format", "github"],
            &["check", "--root", &site, "--max-age", "12"],
            &["check", "--root", &site, "--fix"],
            &["build", "--root", &site],
            &["build", "--root", &site, "--ledger", &ledger],
            &["deploy", &destination, "--root", &site],
            &["new", "article", "A new one", "--root", &site],
            &["init", &new],
            &["schema", &schemas, "--root", &site],
            &["explain"],
            &["explain", "unknown-name"],
            &["--help"],
            &["--version"],
            &["build", "--help"],
        ]
        .iter()
        .map(|arguments| arguments.iter().map(ToString::to_string).collect())
        .collect()
    }
}

/// The program, with the usual effects of signals: a background job of a shell ignores some.
fn rolebook() -> Command {
    if cfg!(target_os = "linux") {
        let mut command = Command::new("env");
        command.args(["--default-signal", env!("CARGO_BIN_EXE_rolebook")]);
        command
    } else {
        Command::new(env!("CARGO_BIN_EXE_rolebook"))
    }
}

/// Runs the program with a line of shell, in which `"$@"` is the program with its arguments.
fn behind(line: &str, arguments: &[String]) -> Output {
    let mut shell = Command::new("bash");
    shell.args(["-c", line, "bash", env!("CARGO_BIN_EXE_rolebook")]).args(arguments);
    shell.output().expect("bash starts")
}

fn utf8(done: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr))
}

fn make_fifo(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().expect("mkfifo is there").success());
}
