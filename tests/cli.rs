//! What the program says and how it ends.

mod support;

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
    let first = rolebook(&["build", "-v", "--root", env!("CARGO_MANIFEST_DIR"), "--output", &output]);
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

/// Runs the program in a folder, without the variables that colour its output.
fn rolebook_in(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rolebook"));
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "CI"] {
        command.env_remove(name);
    }
    command.args(arguments).current_dir(folder).output().expect("the program starts")
}

/// A repository whose site is in `docs`, with a misspelt tool in it.
fn repository() -> tempfile::TempDir {
    let folder = tempfile::TempDir::new().expect("a folder");
    support::Project::new()
        .edit("content/roles/sre.yaml", "[prometheus]", "[promethus]")
        .write(&folder.path().join("docs"));
    std::fs::create_dir(folder.path().join(".git")).expect("a folder");
    folder
}

#[test]
fn the_root_stands_before_the_command_or_behind_it_and_once() {
    let folder = repository();
    let check = |arguments: &[&str]| rolebook_in(folder.path(), arguments).status.code();
    for arguments in [
        &["--root", "docs", "check"][..],
        &["check", "--root", "docs"],
        &["--root=docs", "-q", "check"],
        &["check", "-q", "--root", "docs"],
    ] {
        assert_eq!(check(arguments), Some(1), "{arguments:?}");
    }
    for arguments in [
        &["--root", "docs", "check", "--root", "docs"][..],
        &["--root", "docs", "init", "x"],
        &["--root", "docs", "explain"],
        &["--root", "nowhere", "check"],
        &["-q", "check", "-v", "--root", "docs"],
    ] {
        assert_eq!(check(arguments), Some(2), "{arguments:?}");
    }
    assert!(!folder.path().join("x").exists());
}

#[test]
fn the_site_is_found_from_any_folder_in_it() {
    let folder = repository();
    let roles = folder.path().join("docs/content/roles");
    let found = rolebook_in(&roles, &["check", "-v"]);
    let text = said(&found.stderr);
    assert_eq!(found.status.code(), Some(1), "{text}");
    let site = folder.path().join("docs").canonicalize().expect("a path");
    assert!(text.contains(&format!("site: {}\n", site.display())), "{text}");
    // The path opens from where the command was given.
    assert!(text.contains("--> ../../content/roles/sre.yaml:8:22\n"), "{text}");
    assert!(
        said(&rolebook_in(folder.path(), &["check", "--root", "docs"]).stderr)
            .contains("--> docs/content/roles/")
    );
    // The default output is in the site, wherever the command is given.
    std::fs::write(roles.join("sre.yaml"), &support::Project::new().files()["content/roles/sre.yaml"])
        .expect("mended");
    assert_eq!(rolebook_in(&roles, &["build", "-q"]).status.code(), Some(0));
    assert!(site.join("dist/index.html").is_file() && !roles.join("dist").exists());
    // In the folder above, it is said where the site is.
    let above = rolebook_in(folder.path(), &["check"]);
    assert_eq!(above.status.code(), Some(2));
    assert!(said(&above.stderr).contains("--root docs"), "{}", said(&above.stderr));
    // A folder above that is called `content` is no site.
    let other = tempfile::TempDir::new().expect("a folder");
    std::fs::create_dir_all(other.path().join("content")).expect("a folder");
    std::fs::create_dir_all(other.path().join("work")).expect("a folder");
    assert_eq!(rolebook_in(&other.path().join("work"), &["build"]).status.code(), Some(2));
    assert!(!other.path().join("dist").exists());
}

#[test]
fn colour_is_as_asked_for() {
    let folder = repository();
    let coloured = |arguments: &[&str], name: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rolebook"));
        command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").env("TERM", "xterm");
        let done = command.env(name, "1").args(arguments).current_dir(folder.path()).output();
        said(&done.expect("the program starts").stderr).contains('\u{1b}')
    };
    let check = ["check", "--root", "docs"];
    assert!(!coloured(&check, "X"), "a pipe gets none");
    assert!(coloured(&check, "CLICOLOR_FORCE"));
    assert!(!coloured(&[&check[..], &["--color", "never"]].concat(), "CLICOLOR_FORCE"));
    assert!(coloured(&[&check[..], &["--color=always"]].concat(), "NO_COLOR"));
    assert!(coloured(&[&["--color", "always"], &check[..]].concat(), "X"));
    assert!(!coloured(&check, "NO_COLOR"));
}

#[test]
fn quiet_leaves_diagnostics_and_what_was_asked_for() {
    let folder = repository();
    let broken = rolebook_in(folder.path(), &["check", "-q", "--root", "docs"]);
    let text = said(&broken.stderr);
    assert!(text.contains("promethus") && !text.contains("1 error") && !text.contains("explain"), "{text}");
    let made = rolebook_in(folder.path(), &["init", "--quiet", "new site"]);
    let checked = rolebook_in(&folder.path().join("new site"), &["-q", "check"]);
    let built = rolebook_in(&folder.path().join("new site"), &["build", "-q"]);
    let added = rolebook_in(&folder.path().join("new site"), &["new", "-q", "role", "Nurse"]);
    for done in [made, checked, built, added] {
        assert_eq!(done.status.code(), Some(0), "{}", said(&done.stderr));
        assert_eq!((said(&done.stdout), said(&done.stderr)), (String::new(), String::new()));
    }
    let explained = rolebook_in(folder.path(), &["explain", "-q", "unknown-name"]);
    assert!(!explained.stdout.is_empty());
}

#[test]
fn shells_can_read_the_completions_and_man_the_manual() {
    let folder = tempfile::TempDir::new().expect("a folder");
    for (shell, word) in [
        ("bash", "--max-age"),
        ("zsh", "--max-age"),
        ("fish", "max-age"),
        ("elvish", "--max-age"),
        ("powershell", "--max-age"),
    ] {
        let script = rolebook_in(folder.path(), &["completions", shell]);
        assert!(script.status.success() && said(&script.stdout).contains(word), "{shell}");
        if shell == "bash" {
            std::fs::write(folder.path().join("rolebook.bash"), &script.stdout).expect("a file");
            let check =
                Command::new("bash").args(["-n", "rolebook.bash"]).current_dir(folder.path()).output();
            assert!(check.expect("bash starts").status.success());
        }
    }
    let page = rolebook_in(folder.path(), &["man"]);
    assert!(
        said(&page.stdout).contains(".TH rolebook 1") && said(&page.stdout).contains("rolebook\\-check(1)")
    );
    let written = rolebook_in(folder.path(), &["man", "man1"]);
    assert_eq!(written.status.code(), Some(0), "{}", said(&written.stderr));
    let check = std::fs::read_to_string(folder.path().join("man1/rolebook-check.1")).expect("a page");
    assert!(check.contains("max\\-age") && check.contains("NO_COLOR"), "{check}");
    assert_eq!(
        rolebook_in(folder.path(), &["man", "man1"]).status.code(),
        Some(0),
        "a newer version writes over its own"
    );
    std::fs::write(folder.path().join("man1/rolebook.1"), "mine").expect("a file");
    assert_eq!(rolebook_in(folder.path(), &["man", "man1"]).status.code(), Some(2));
}

#[test]
fn a_command_that_is_printed_runs_when_it_is_copied() {
    let folder = tempfile::TempDir::new().expect("a folder");
    for name in ["ini 3 #é", "-x", "O'Neil $(touch harm)", "~"] {
        let made = rolebook_in(folder.path(), &["init", "--", name]);
        let text = said(&made.stdout);
        let line = text.lines().find_map(|line| line.trim().strip_prefix("add a role:")).expect("a command");
        let bin = Path::new(env!("CARGO_BIN_EXE_rolebook")).parent().expect("a folder").display().to_string();
        let script = format!("PATH={bin}:$PATH {}", line.trim());
        let done = Command::new("bash")
            .args(["-c", &script])
            .current_dir(folder.path())
            .output()
            .expect("bash starts");
        assert_eq!(done.status.code(), Some(0), "{script}: {}", said(&done.stderr));
        assert!(folder.path().join(name).join("content/roles/sales-engineer.yaml").is_file(), "{script}");
    }
    let made = rolebook_in(folder.path(), &["init", "ini 4 #é"]);
    assert!(said(&made.stdout).contains("rolebook serve --root 'ini 4 #é'\n"));
    assert!(!folder.path().join("harm").exists());
}
