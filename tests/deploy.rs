//! `rolebook deploy` to a folder, as a user runs it. `src/command/deploy/` tests each request, `tests/deploy_s3.rs` deploys to
//! an S3-compatible server.

use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use crate::support::dice::Dice;
use crate::support::{Project, tree};
use tempfile::TempDir;

/// Runs the program without credentials.
fn rolebook(root: &Path, arguments: &[&str]) -> Output {
    command(root, arguments).output().expect("the program starts")
}

fn command(root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rolebook"));
    for name in ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL"] {
        command.env_remove(name);
    }
    command.args(arguments).current_dir(root);
    command
}

fn run(root: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let done = rolebook(root, arguments);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (done.status.code(), text(&done.stdout), text(&done.stderr))
}

/// A built site in a folder, and the address of a folder beside it.
fn built() -> (TempDir, std::path::PathBuf, String) {
    let folder = TempDir::new().expect("a folder");
    let root = folder.path().join("site");
    Project::new().write(&root);
    assert_eq!(run(&root, &["build", "-q"]).0, Some(0));
    let url = format!("file://{}", folder.path().join("www").display());
    (folder, root, url)
}

#[test]
fn a_deploy_prints_what_it_did_and_a_dry_run_what_it_would_do() {
    let (folder, root, url) = built();
    let place = folder.path().join("www");
    let (status, out, _) = run(&root, &["deploy", &url, "--dry-run"]);
    assert_eq!(status, Some(0));
    assert!(out.starts_with("send _headers\n") && out.contains("\nsend index.html\n"), "{out}");
    assert!(out.trim_end().ends_with("; nothing was changed") && !place.exists(), "{out}");
    let (status, out, err) = run(&root, &["deploy", &url]);
    assert_eq!((status, err.as_str()), (Some(0), ""));
    assert!(
        out.starts_with(&format!("{url}: ")) && out.contains(" files sent, 0 kept, 0 deleted, "),
        "{out}"
    );
    let mut there = tree(&place);
    there.retain(|path, _| !path.starts_with(".rolebook/") && path != "_headers");
    let mut expected = tree(&root.join("dist"));
    expected.remove(".rolebook-manifest");
    assert_eq!(there, expected);
    assert!(run(&root, &["deploy", &url]).1.contains(": nothing changed, "));
    assert_eq!(run(&root, &["deploy", &url, "-q"]), (Some(0), String::new(), String::new()));

    Project::new().edit("content/roles/sre.yaml", "Reliable services", "Services that work").write(&root);
    assert_eq!(run(&root, &["build", "-q"]).0, Some(0));
    let (_, dry, _) = run(&root, &["deploy", &url, "--dry-run", "-q"]);
    let (_, out, _) = run(&root, &["deploy", &url, "-v"]);
    let sent = |text: &str, verb: &str| -> Vec<String> {
        text.lines()
            .filter_map(|line| line.trim_start().strip_prefix(verb))
            .map(ToString::to_string)
            .collect()
    };
    assert!(sent(&dry, "send ").contains(&"roles/sre/index.html".to_string()), "{dry}");
    assert!(!sent(&dry, "send ").contains(&"assets/site.css".to_string()), "{dry}");
    assert_eq!(sent(&dry, "send "), sent(&out, "sent "));
}

#[test]
fn refused_deploys_end_with_2_and_keep_credentials_to_themselves() {
    let (folder, root, url) = built();
    for (arguments, part) in [
        (&["deploy"][..], "<URL>"),
        (&["deploy", "dist"], "`dist` is not the address of a destination"),
        (&["deploy", "ftp://KEY:hush@example.org/"], "cannot be deployed to `ftp:`"),
        (&["deploy", "s3://KEY:hush@site"], "credentials belong in AWS_ACCESS_KEY_ID"),
        (&["deploy", "s3://site"], "there are no credentials"),
        (&["deploy", &url, "--output", "nowhere"], "the output `nowhere` does not exist"),
        (&["deploy", &url, "--output", "content"], "was not made by rolebook"),
    ] {
        let (status, _, err) = run(&root, arguments);
        assert!(status == Some(2) && err.contains(part) && !err.contains("hush"), "{arguments:?}: {err}");
    }
    let inside = format!("file://{}", root.join("content/www").display());
    assert_eq!(run(&root, &["deploy", &inside]).0, Some(2));
    std::fs::write(root.join("dist/index.html"), "changed").expect("a file");
    let (status, _, err) = run(&root, &["deploy", &url]);
    assert!(status == Some(2) && err.contains("was modified after the build: `index.html`"), "{err}");
    assert!(!folder.path().join("www").exists());
    let secret = command(&root, &["deploy", "s3://site", "-v"])
        .env("AWS_ACCESS_KEY_ID", "hush-key")
        .env("AWS_SECRET_ACCESS_KEY", "hush-secret")
        .env("AWS_ENDPOINT_URL", "https://hush-user:hush-password@example.org")
        .output()
        .expect("the program starts");
    let printed = [secret.stdout, secret.stderr].concat();
    assert_eq!(secret.status.code(), Some(2));
    assert!(!String::from_utf8_lossy(&printed).contains("hush"));
}

#[test]
fn killed_deploys_are_finished_by_the_next_one() {
    let (folder, root, url) = built();
    let other = Project::new()
        .edit("content/roles/sre.yaml", "Reliable services", "Services that work")
        .file("content/glossary/slo.md", "---\nterm: SLO\nline: A target.\n---\nA target for a service.\n");
    let second = folder.path().join("other");
    other.write(&second);
    assert_eq!(run(&second, &["build", "-q"]).0, Some(0));
    let mut dice = Dice(0x51ed_270b);
    for number in 0..12 {
        let site = if number % 2 == 0 { &root } else { &second };
        let mut child = command(site, &["deploy", &url])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        std::thread::sleep(Duration::from_millis(5 + u64::try_from(dice.below(60)).expect("it is small")));
        let _ = child.kill();
        child.wait().expect("it ends");
    }
    let (status, _, err) = run(&second, &["deploy", &url]);
    assert_eq!(status, Some(0), "{err}");
    let place = folder.path().join("www");
    let clean = format!("file://{}", folder.path().join("clean").display());
    assert_eq!(run(&second, &["deploy", &clean]).0, Some(0));
    assert_eq!(tree(&place), tree(&folder.path().join("clean")));
}
