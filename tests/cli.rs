//! What the program says and how it ends.

use std::path::Path;
use std::process::{Command, Output};

fn rolebook(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rolebook")).args(arguments).output().expect("the program starts")
}

fn said(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn help_is_for_a_newcomer_and_usage_mistakes_end_with_2() {
    let help = rolebook(&["build", "--help"]);
    assert_eq!(help.status.code(), Some(0));
    assert!(said(&help.stdout).contains("--output") && said(&help.stdout).contains("--base-url"));
    let wrong = rolebook(&["biuld"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(said(&wrong.stderr).contains("build"), "{}", said(&wrong.stderr));
    assert_eq!(rolebook(&["build", "--base-url", "javascript:x"]).status.code(), Some(2));
    assert_eq!(rolebook(&[]).status.code(), Some(2));
}

#[test]
fn a_build_says_what_it_did_and_the_next_one_that_nothing_changed() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let output = folder.path().join("out").display().to_string();
    let first = rolebook(&["build", "--root", env!("CARGO_MANIFEST_DIR"), "--output", &output]);
    assert_eq!(first.status.code(), Some(0), "{}", said(&first.stderr));
    let text = said(&first.stdout);
    assert!(
        text.contains("files made, 0 kept, 0 removed") && text.contains("parse") && text.contains("publish"),
        "{text}"
    );
    let second = rolebook(&["build", "--root", env!("CARGO_MANIFEST_DIR"), "--output", &output]);
    assert!(said(&second.stdout).contains("nothing changed"), "{}", said(&second.stdout));
}

#[test]
fn a_root_that_is_not_there_ends_with_2_and_an_empty_one_with_1() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let root = folder.path().display().to_string();
    assert_eq!(rolebook(&["build", "--root", "/nowhere/at/all"]).status.code(), Some(2));
    let empty = rolebook(&["build", "--root", &root]);
    assert_eq!(empty.status.code(), Some(1));
    assert!(said(&empty.stderr).contains("content/site.yaml"), "{}", said(&empty.stderr));
    assert!(!Path::new(&root).join("dist").exists());
}

#[test]
fn a_closed_pipe_is_nobodys_fault() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let line = format!(
        "{} build --root {} --output {} | true",
        env!("CARGO_BIN_EXE_rolebook"),
        env!("CARGO_MANIFEST_DIR"),
        folder.path().join("out").display()
    );
    let done = Command::new("bash").args(["-o", "pipefail", "-c", &line]).output().expect("bash starts");
    assert_eq!(done.status.code(), Some(0), "{}", said(&done.stderr));
}
