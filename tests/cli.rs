//! The output and the exit status of the program.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn rolebook(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rolebook")).args(arguments).output().expect("the program starts")
}

fn utf8(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn help_is_printed_and_usage_errors_exit_with_2() {
    let help = rolebook(&["build", "--help"]);
    assert_eq!(help.status.code(), Some(0));
    assert!(utf8(&help.stdout).contains("--output") && utf8(&help.stdout).contains("--base-url"));
    let wrong = rolebook(&["biuld"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(utf8(&wrong.stderr).contains("build"), "{}", utf8(&wrong.stderr));
    assert_eq!(rolebook(&["build", "--base-url", "javascript:x"]).status.code(), Some(2));
    assert_eq!(rolebook(&[]).status.code(), Some(2));
}

#[test]
fn a_build_prints_a_summary_and_the_next_one_that_nothing_changed() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let output = folder.path().join("out").display().to_string();
    let first = rolebook(&["build", "-v", "--root", env!("CARGO_MANIFEST_DIR"), "--output", &output]);
    assert_eq!(first.status.code(), Some(0), "{}", utf8(&first.stderr));
    let text = utf8(&first.stdout);
    assert!(
        text.contains("files written, 0 kept, 0 removed")
            && text.contains("parse")
            && text.contains("publish"),
        "{text}"
    );
    let second = rolebook(&["build", "--root", env!("CARGO_MANIFEST_DIR"), "--output", &output]);
    assert!(utf8(&second.stdout).contains("nothing changed"), "{}", utf8(&second.stdout));
}

#[test]
fn warnings_are_printed_again_when_nothing_changed() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let root = folder.path().join("site");
    assert_eq!(rolebook(&["init", &root.display().to_string()]).status.code(), Some(0));
    let about = root.join("content/pages/about.md");
    let text = fs::read_to_string(&about).expect("a file");
    fs::write(&about, format!("{text}\n```nosuchlanguage\nx\n```\n")).expect("a file");
    let first = rolebook_in(&root, &["build"]);
    assert_eq!(first.status.code(), Some(0), "{}", utf8(&first.stderr));
    assert!(utf8(&first.stderr).contains("nosuchlanguage"), "{}", utf8(&first.stderr));
    let second = rolebook_in(&root, &["build"]);
    assert!(utf8(&second.stdout).contains("nothing changed"), "{}", utf8(&second.stdout));
    assert_eq!(utf8(&second.stderr), utf8(&first.stderr));
    // Once the file is corrected, so is the report.
    fs::write(&about, text).expect("a file");
    let third = rolebook_in(&root, &["build"]);
    assert_eq!(utf8(&third.stderr), "");
}

#[test]
fn a_missing_root_exits_with_2_and_an_empty_one_with_1() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let root = folder.path().display().to_string();
    assert_eq!(rolebook(&["build", "--root", "/nowhere/at/all"]).status.code(), Some(2));
    let empty = rolebook(&["build", "--root", &root]);
    assert_eq!(empty.status.code(), Some(1));
    assert!(utf8(&empty.stderr).contains("content/site.yaml"), "{}", utf8(&empty.stderr));
    assert!(!Path::new(&root).join("dist").exists());
}

#[test]
fn a_closed_pipe_is_not_an_error() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let line = format!(
        "{} build --root {} --output {} | true",
        env!("CARGO_BIN_EXE_rolebook"),
        env!("CARGO_MANIFEST_DIR"),
        folder.path().join("out").display()
    );
    let done = Command::new("bash").args(["-o", "pipefail", "-c", &line]).output().expect("bash starts");
    assert_eq!(done.status.code(), Some(0), "{}", utf8(&done.stderr));
}

/// Runs the program in a folder, without the environment variables that affect colours.
fn rolebook_in(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rolebook"));
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "CI"] {
        command.env_remove(name);
    }
    command.args(arguments).current_dir(folder).output().expect("the program starts")
}

/// Creates a repository with a site in `docs` that has a misspelt tool.
fn repository() -> tempfile::TempDir {
    let folder = tempfile::TempDir::new().expect("a folder");
    crate::support::Project::new()
        .published()
        .edit("content/roles/sre.yaml", "[prometheus]", "[promethus]")
        .write(&folder.path().join("docs"));
    std::fs::create_dir(folder.path().join(".git")).expect("a folder");
    folder
}

#[test]
fn the_root_option_is_accepted_once_before_or_after_the_command() {
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
fn a_check_of_some_files_counts_the_problems_of_the_others() {
    let folder = repository();
    let checked = |arguments: &[&str]| {
        let done = rolebook_in(folder.path(), &[&["check", "--root", "docs"], arguments].concat());
        (done.status.code(), utf8(&done.stderr))
    };
    let (status, text) = checked(&["docs/content/site.yaml"]);
    assert_eq!(status, Some(0), "{text}");
    assert!(text.contains("1 error in other files; run `rolebook check --root docs` to see it"), "{text}");
    assert!(text.contains("no problems found in these files") && !text.contains("-->"), "{text}");
    let (status, text) = checked(&["docs/content/roles/sre.yaml", "docs/content/site.yaml"]);
    assert!(status == Some(1) && text.contains("sre.yaml:8:22") && !text.contains("other files"), "{text}");
    std::fs::write(folder.path().join("README.md"), "").expect("a file");
    for files in [&["README.md"][..], &["README.md", "docs/content/site.yaml"]] {
        let (status, text) = checked(files);
        assert_eq!(status, Some(0), "{text}");
        assert!(text.contains("not checked, because not part of the site: README.md\n"), "{text}");
    }
    for missing in ["docs/content/roles/gone.yaml", "gone"] {
        let (status, text) = checked(&["docs/content/site.yaml", missing]);
        assert_eq!(status, Some(2), "{text}");
        assert!(text.contains(&format!("`{missing}` does not exist")), "{text}");
    }
}

#[test]
fn the_site_is_found_from_any_folder_in_it() {
    let folder = repository();
    let roles = folder.path().join("docs/content/roles");
    let found = rolebook_in(&roles, &["check", "-v"]);
    let text = utf8(&found.stderr);
    assert_eq!(found.status.code(), Some(1), "{text}");
    let site = folder.path().join("docs").canonicalize().expect("a path");
    assert!(text.contains(&format!("site: {}\n", site.display())), "{text}");
    // The path is relative to the working directory.
    assert!(text.contains("--> ../../content/roles/sre.yaml:8:22\n"), "{text}");
    assert!(
        utf8(&rolebook_in(folder.path(), &["check", "--root", "docs"]).stderr)
            .contains("--> docs/content/roles/")
    );
    // The default output is in the site, whatever the working directory.
    std::fs::write(roles.join("sre.yaml"), &crate::support::Project::new().files()["content/roles/sre.yaml"])
        .expect("fixed");
    assert_eq!(rolebook_in(&roles, &["build", "-q"]).status.code(), Some(0));
    assert!(site.join("dist/index.html").is_file() && !roles.join("dist").exists());
    // In the folder above, the message names the subfolder with the site.
    let above = rolebook_in(folder.path(), &["check"]);
    assert_eq!(above.status.code(), Some(2));
    assert!(utf8(&above.stderr).contains("--root docs"), "{}", utf8(&above.stderr));
    // A folder above that is called `content` is not a site.
    let other = tempfile::TempDir::new().expect("a folder");
    std::fs::create_dir_all(other.path().join("content")).expect("a folder");
    std::fs::create_dir_all(other.path().join("work")).expect("a folder");
    assert_eq!(rolebook_in(&other.path().join("work"), &["build"]).status.code(), Some(2));
    assert!(!other.path().join("dist").exists());
}

#[test]
fn colours_follow_the_option() {
    let folder = repository();
    let coloured = |arguments: &[&str], name: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rolebook"));
        command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").env("TERM", "xterm");
        let done = command.env(name, "1").args(arguments).current_dir(folder.path()).output();
        utf8(&done.expect("the program starts").stderr).contains('\u{1b}')
    };
    let check = ["check", "--root", "docs"];
    assert!(!coloured(&check, "X"), "no colours in a pipe");
    assert!(coloured(&check, "CLICOLOR_FORCE"));
    assert!(!coloured(&[&check[..], &["--color", "never"]].concat(), "CLICOLOR_FORCE"));
    assert!(coloured(&[&check[..], &["--color=always"]].concat(), "NO_COLOR"));
    assert!(coloured(&[&["--color", "always"], &check[..]].concat(), "X"));
    assert!(!coloured(&check, "NO_COLOR"));
}

#[test]
fn quiet_keeps_diagnostics_and_requested_output() {
    let folder = repository();
    let broken = rolebook_in(folder.path(), &["check", "-q", "--root", "docs"]);
    let text = utf8(&broken.stderr);
    assert!(text.contains("promethus") && !text.contains("1 error") && !text.contains("explain"), "{text}");
    let made = rolebook_in(folder.path(), &["init", "--quiet", "new site"]);
    let settings = folder.path().join("new site/content/site.yaml");
    let text = std::fs::read_to_string(&settings).expect("a file");
    std::fs::write(&settings, text.replace("https://example.org/", "https://roles.example/"))
        .expect("a file");
    let checked = rolebook_in(&folder.path().join("new site"), &["-q", "check"]);
    let built = rolebook_in(&folder.path().join("new site"), &["build", "-q"]);
    let added = rolebook_in(&folder.path().join("new site"), &["new", "-q", "role", "Nurse"]);
    for done in [made, checked, built, added] {
        assert_eq!(done.status.code(), Some(0), "{}", utf8(&done.stderr));
        assert_eq!((utf8(&done.stdout), utf8(&done.stderr)), (String::new(), String::new()));
    }
    let explained = rolebook_in(folder.path(), &["explain", "-q", "unknown-name"]);
    assert!(!explained.stdout.is_empty());
}

#[test]
fn built_in_files_and_components_are_ejected() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let root = folder.path().join("site");
    assert_eq!(rolebook(&["init", &root.display().to_string()]).status.code(), Some(0));
    let list = utf8(&rolebook_in(&root, &["eject", "--list"]).stdout);
    assert!(list.contains("templates/shared/base.html\n    The frame of every page"), "{list}");
    assert!(list.contains("    site_footer(site: map)\n"), "{list}");
    let made = rolebook_in(&root, &["eject", "site_footer"]);
    assert_eq!(made.status.code(), Some(0), "{}", utf8(&made.stderr));
    assert!(utf8(&made.stdout).contains("created templates/shared/site-footer.html"));
    let file = root.join("templates/shared/site-footer.html");
    let text = fs::read_to_string(&file).expect("a file");
    fs::write(&file, text.replace("<footer", "<footer data-ours")).expect("a file");
    let built = rolebook_in(&root, &["build"]);
    assert_eq!(built.status.code(), Some(0), "{}", utf8(&built.stderr));
    assert!(fs::read_to_string(root.join("dist/index.html")).expect("a page").contains("<footer data-ours"));
    let again = rolebook_in(&root, &["eject", "site_footer"]);
    assert_eq!(again.status.code(), Some(2));
    assert!(utf8(&again.stderr).contains("already exists"));
    let printed = rolebook_in(&root, &["eject", "--print", "assets/serif-400.woff2"]);
    let built_in = concat!(env!("CARGO_MANIFEST_DIR"), "/static/assets/serif-400.woff2");
    assert_eq!(printed.stdout, fs::read(built_in).expect("a file"));
    let wrong = rolebook_in(&root, &["eject", "shared/bsae.html"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(utf8(&wrong.stderr).contains("did you mean `"), "{}", utf8(&wrong.stderr));
}

#[test]
fn completions_and_manual_pages_are_valid() {
    let folder = tempfile::TempDir::new().expect("a folder");
    for (shell, word) in [
        ("bash", "--max-age"),
        ("zsh", "--max-age"),
        ("fish", "max-age"),
        ("elvish", "--max-age"),
        ("powershell", "--max-age"),
    ] {
        let script = rolebook_in(folder.path(), &["completions", shell]);
        assert!(script.status.success() && utf8(&script.stdout).contains(word), "{shell}");
        if shell == "bash" {
            std::fs::write(folder.path().join("rolebook.bash"), &script.stdout).expect("a file");
            let check =
                Command::new("bash").args(["-n", "rolebook.bash"]).current_dir(folder.path()).output();
            assert!(check.expect("bash starts").status.success());
        }
    }
    let page = rolebook_in(folder.path(), &["man"]);
    assert!(
        utf8(&page.stdout).contains(".TH rolebook 1") && utf8(&page.stdout).contains("rolebook\\-check(1)")
    );
    let written = rolebook_in(folder.path(), &["man", "man1"]);
    assert_eq!(written.status.code(), Some(0), "{}", utf8(&written.stderr));
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
fn printed_commands_can_be_copied_and_run() {
    let folder = tempfile::TempDir::new().expect("a folder");
    for name in ["ini 3 #é", "-x", "O'Neil $(touch harm)", "~"] {
        let made = rolebook_in(folder.path(), &["init", "--", name]);
        let text = utf8(&made.stdout);
        let line = text.lines().find_map(|line| line.trim().strip_prefix("add a role:")).expect("a command");
        let bin = Path::new(env!("CARGO_BIN_EXE_rolebook")).parent().expect("a folder").display().to_string();
        let script = format!("PATH={bin}:$PATH {}", line.trim());
        let done = Command::new("bash")
            .args(["-c", &script])
            .current_dir(folder.path())
            .output()
            .expect("bash starts");
        assert_eq!(done.status.code(), Some(0), "{script}: {}", utf8(&done.stderr));
        assert!(folder.path().join(name).join("content/roles/account-manager.yaml").is_file(), "{script}");
    }
    let made = rolebook_in(folder.path(), &["init", "ini 4 #é"]);
    assert!(utf8(&made.stdout).contains("rolebook serve --root 'ini 4 #é'\n"));
    assert!(!folder.path().join("harm").exists());
}

#[test]
fn a_site_for_another_version_is_refused_in_one_line_by_every_command_that_reads_it() {
    let folder = tempfile::TempDir::new().expect("a folder");
    // Keys of the other version are not reported.
    crate::support::Project::new()
        .change("content/site.yaml", |text| format!("{text}requires: \">=9.1, <10\"\nnew_key: 1\n"))
        .write(folder.path());
    for arguments in [
        &["check"][..],
        &["check", "--format", "json", "--fix"],
        &["build"],
        &["serve", "--port", "0"],
        &["new", "term", "SLO"],
        &["deploy", "file:///nowhere"],
    ] {
        let done = rolebook_in(folder.path(), arguments);
        let text = utf8(&done.stderr);
        assert_eq!((done.status.code(), text.lines().count()), (Some(2), 1), "{arguments:?}: {text}");
        assert_eq!(
            text,
            format!(
                "error: this site requires rolebook >=9.1, <10, and this is {0}; install another version: cargo install rolebook --version '>=9.1, <10'\n",
                env!("CARGO_PKG_VERSION")
            )
        );
    }
    // An editor shows the same at its place, and nothing else.
    let site = crate::support::Project::new()
        .change("content/site.yaml", |text| format!("{text}requires: \">=9.1\"\nnew_key: 1\n"))
        .build();
    assert_eq!(site.codes(), ["version-requirement"]);
}

#[test]
fn a_build_keeps_the_addresses_of_the_published_site() {
    use std::io::{BufRead as _, BufReader, Write as _};
    let folder = tempfile::TempDir::new().expect("a folder");
    crate::support::Project::new().write(folder.path());
    let list = {
        let built = crate::support::Project::new().build();
        String::from_utf8(built.tree()["addresses.txt"].clone()).expect("text")
    };
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}/roles/", listener.local_addr().expect("an address"));
    let host = std::thread::spawn(move || {
        let mut asked = Vec::new();
        for (status, body) in
            [("404 Not Found", ""), ("200 OK", list.as_str()), ("503 Service Unavailable", "")]
        {
            let (mut stream, _) = listener.accept().expect("a connection");
            let mut reader = BufReader::new(stream.try_clone().expect("a handle"));
            let mut line = String::new();
            reader.read_line(&mut line).expect("a request");
            asked.push(line.split(' ').nth(1).expect("a path").to_string());
            while reader.read_line(&mut line).expect("a header") > 2 {}
            let length = body.len();
            write!(
                stream,
                "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
            )
            .expect("an answer");
        }
        asked
    });
    let build = |more: &[&str]| {
        let _ = fs::remove_dir_all(folder.path().join("dist"));
        let done = rolebook_in(folder.path(), &[&["build", "--ledger"], more].concat());
        (done.status.code(), utf8(&done.stderr))
    };
    // Nobody has published at an example address.
    assert_eq!(build(&[]), (Some(0), String::new()));
    let (status, text) = build(&["--base-url", &address]);
    assert!(status == Some(0) && text.contains("has no list of addresses yet"), "{text}");
    assert_eq!(build(&["--base-url", &address]), (Some(0), String::new()));
    let (status, text) = build(&["--base-url", &address]);
    assert!(status == Some(3) && text.contains("responded with 503") && text.contains("try again"), "{text}");
    assert_eq!(host.join().expect("it ends"), ["/roles/addresses.txt"; 3]);
}
