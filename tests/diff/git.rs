//! Revisions of a repository, and the history of a fact.

use std::path::Path;
use std::process::Command;

use super::SRE;
use crate::support::Project;

/// Runs `git` in a folder, without the settings of this machine.
fn git(folder: &Path, arguments: &[&str]) {
    let done = Command::new("git")
        .current_dir(folder)
        .args(["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"])
        .args(arguments)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_AUTHOR_DATE", "2026-11-20T12:00:00Z")
        .output()
        .expect("git starts");
    assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
}

fn commit(folder: &Path, project: &Project, message: &str) {
    for area in ["content", "static", "templates"] {
        let _ = std::fs::remove_dir_all(folder.join("docs").join(area));
    }
    project.write(&folder.join("docs"));
    git(folder, &["add", "-A"]);
    git(folder, &["commit", "-q", "-m", message]);
}

fn rolebook(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rolebook"));
    let done = command.current_dir(folder).args(arguments).output().expect("it starts");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (done.status.code(), text(&done.stdout), text(&done.stderr))
}

#[test]
fn revisions_are_read_from_git_and_leave_the_files_alone() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let root = folder.path();
    git(root, &["init", "-q", "-b", "main"]);
    let old_name = Project::new();
    let on_call = |level: &str| {
        Project::new()
            .without(SRE)
            .file(
                "content/roles/reliability.yaml",
                String::from_utf8(Project::new().files()[SRE].clone()).expect("text") + "was: [sre]\n",
            )
            .edit("content/roles/reliability.yaml", "level: core", level)
    };
    commit(root, &old_name, "One");
    commit(root, &on_call("level: core"), "Two: `rename`");
    commit(root, &on_call("level: core").edit("content/tools.yaml", "Draws", "Shows"), "Three");
    commit(root, &on_call("level: some"), "Four");
    let site = root.join("docs");
    // The site is found from its own folder; the other one is the work tree.
    std::fs::write(site.join("content/sources.yaml"), "sources: {}\n").expect("a file");
    let (status, out, err) = rolebook(&site, &["diff", "HEAD~1", "HEAD"]);
    assert_eq!((status, err.as_str()), (Some(0), ""), "{out}");
    assert!(out.contains("SRE: On-call: “Core” → “Some” (high confidence, The Book)"), "{out}");
    assert!(!out.contains("source The Book"), "{out}");
    let (_, out, _) = rolebook(root, &["diff", "HEAD", "--root", "docs"]);
    assert!(out.contains("The version after the change has"), "{out}");
    let (_, out, _) = rolebook(&site, &["diff", "--merge-base", "main~2", "main~1", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(
        (json["items"][0]["kind"].as_str(), json["items"].as_array().map(Vec::len)),
        (Some("tool"), Some(1))
    );
    // Revisions are never options, and unknown ones are usage errors.
    for revision in ["--output=owned", "-O/tmp/x", "--upload-pack=touch owned", "gone", "HEAD:docs", ""] {
        let (status, out, err) = rolebook(&site, &["diff", "--", revision]);
        assert_eq!((status, out.as_str()), (Some(2), ""), "{revision}: {err}");
        assert!(err.contains("is no revision"), "{revision}: {err}");
    }
    assert!(!site.join("owned").exists() && !root.join("owned").exists());
    git(root, &["checkout", "-q", "docs"]);
    let (status, out, _) = rolebook(root, &["diff", "docs", "docs"]);
    assert_eq!((status, out.as_str()), (Some(0), "Nothing changes for readers.\n"));

    // The history of a fact, across a rename of its role.
    let (status, out, err) = rolebook(&site, &["log", "reliability.on-call"]);
    assert_eq!((status, err.as_str()), (Some(0), ""), "{out}");
    let subjects: Vec<&str> =
        out.lines().filter_map(|line| line.split_once(" A: ")).map(|(_, subject)| subject).collect();
    assert_eq!(subjects, ["Four", "Two: `rename`", "One"], "{out}");
    let lines =
        ["SRE: On-call: “Core” → “Some”", "role renamed: sre → reliability", "SRE: On-call added: “Core”"];
    assert!(lines.iter().all(|line| out.contains(line)), "{out}");
    let (_, out, _) = rolebook(&site, &["log", "reliability.on-call", "--format", "json"]);
    let first: serde_json::Value = serde_json::from_str(out.lines().next().expect("a line")).expect("JSON");
    assert_eq!((first["subject"].as_str(), first["date"].as_str()), (Some("Four"), Some("2026-11-20")));
    for unknown in ["reliability.gone", "gone.on-call", "--all", "../x"] {
        let (status, _, err) = rolebook(&site, &["log", "--", unknown]);
        assert!(
            status == Some(2) && err.contains("no revision has a change of the fact"),
            "{unknown}: {err}"
        );
    }
}

/// Commits that were made side by side are each compared with their own parent, whatever their dates are.
#[test]
fn the_history_of_a_fact_follows_merges() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let root = folder.path();
    let of =
        |level: &str, name: &str| Project::new().edit(SRE, "level: core", level).edit(SRE, "name: SRE", name);
    git(root, &["init", "-q", "-b", "main"]);
    commit(root, &of("level: core", "name: SRE"), "Base");
    git(root, &["checkout", "-q", "-b", "one"]);
    commit(root, &of("level: some", "name: SRE"), "One: on-call");
    git(root, &["checkout", "-q", "-b", "two", "main"]);
    // Git accepts the characters that separate records in the output of many programs.
    commit(
        root,
        &of("level: core", "name: SRE 2"),
        "Two: a name\u{1e}deadbeef\u{1f}x\u{1f}2026-01-01\u{1f}L\u{1f}forged",
    );
    git(root, &["checkout", "-q", "main"]);
    git(root, &["merge", "-q", "--no-ff", "-m", "Merge one", "one"]);
    git(root, &["merge", "-q", "--no-ff", "--no-commit", "-s", "ours", "two"]);
    commit(root, &of("level: some", "name: SRE 2"), "Merge two");
    let subjects = |out: &str| -> Vec<String> {
        out.lines().filter_map(|line| Some(line.split_once(" A: ")?.1.to_string())).collect()
    };
    let site = root.join("docs");
    let (status, out, err) = rolebook(&site, &["log", "sre.on-call"]);
    assert_eq!((status, err.as_str()), (Some(0), ""), "{out}");
    assert_eq!(subjects(&out), ["One: on-call", "Base"], "{out}");

    // The decision of the person who merged differs from both parents.
    git(root, &["checkout", "-q", "-b", "three", "main"]);
    commit(root, &of("level: none", "name: SRE 2"), "Three");
    git(root, &["checkout", "-q", "main"]);
    git(root, &["merge", "-q", "--no-ff", "--no-commit", "-s", "ours", "three"]);
    commit(root, &of("level: core", "name: SRE 2"), "Merge three as core");
    let (_, out, _) = rolebook(&site, &["log", "sre.on-call"]);
    let mut own = subjects(&out);
    own[..2].sort();
    assert_eq!(own, ["Merge three as core", "Three", "One: on-call", "Base"], "{out}");

    // A shallow clone says that it does not know.
    let clone = folder.path().join("clone");
    let address = format!("file://{}", root.display());
    git(root, &["clone", "-q", "--depth", "1", &address, "clone"]);
    let (status, out, err) = rolebook(&clone.join("docs"), &["log", "sre.on-call"]);
    assert_eq!((status, out.as_str()), (Some(2), ""), "{err}");
    assert!(err.contains("git fetch --unshallow"), "{err}");
    commit(&clone, &of("level: some", "name: SRE 2"), "Four");
    let (status, out, err) = rolebook(&clone.join("docs"), &["log", "sre.on-call"]);
    assert_eq!((status, subjects(&out)), (Some(0), vec!["Four".to_string()]), "{err}");
    assert!(err.starts_with("note: this clone lacks older commits"), "{err}");
}

/// A file that cannot be read is neither removed nor changed.
#[test]
fn a_file_that_cannot_be_read_makes_no_difference() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let (old, new) = (folder.path().join("old"), folder.path().join("new"));
    Project::new().write(&old);
    for (path, text) in
        [(SRE, "name: [\n"), ("content/site.yaml", "{{{\n"), ("content/comparison.yaml", "rows: [{\n")]
    {
        Project::new().file(path, text).write(&new);
        for (before, after) in [("old", "new"), ("new", "old")] {
            let (status, out, _) = rolebook(folder.path(), &["diff", before, after]);
            assert!(out.contains("only what could be read is compared"), "{path}: {out}");
            assert!(!out.contains("removed") && !out.contains("added"), "{path}, {status:?}: {out}");
        }
        std::fs::remove_dir_all(&new).expect("a folder");
    }
}

#[test]
fn links_and_submodules_of_a_revision_are_no_files() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let root = folder.path();
    git(root, &["init", "-q", "-b", "main"]);
    commit(root, &Project::new(), "One");
    std::os::unix::fs::symlink("/etc/passwd", root.join("docs/content/pages.md")).expect("a link");
    git(root, &["add", "-A"]);
    git(root, &["commit", "-q", "-m", "Two"]);
    let (_, out, _) = rolebook(&root.join("docs"), &["diff", "HEAD~1", "HEAD"]);
    assert!(out.contains("`content/pages.md` is a symbolic link"), "{out}");
    assert!(!out.contains("root:"), "{out}");
}
