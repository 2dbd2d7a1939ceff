//! `rolebook check --fix`: machine-applicable fixes are applied, and nothing else is changed.

mod support;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use support::Project;
use tempfile::TempDir;

fn check(root: &Path, arguments: &[&str]) -> Output {
    let all = [&["check", "--root", root.to_str().expect("a path in UTF-8")], arguments].concat();
    Command::new(env!("CARGO_BIN_EXE_rolebook")).args(all).output().expect("the program starts")
}

/// Returns the file after `--fix`, and the output.
fn fixed(project: &Project, file: &str) -> (String, String) {
    let folder = TempDir::new().expect("a folder");
    project.write(folder.path());
    let output = check(folder.path(), &["--fix"]);
    let printed = String::from_utf8_lossy(&output.stderr).into_owned();
    (fs::read_to_string(folder.path().join(file)).expect("a file"), printed)
}

#[test]
fn a_misspelt_name_is_corrected_and_comments_and_layout_stay() {
    let text = "name: Site Reliability Engineer # the title\nshort_nam: SRE\nfamily:   core\nsummary: Keeps services running.\ntools: {monitoring: [promethus,  grafana]}\n";
    let (after, printed) =
        fixed(&Project::new().file("content/roles/sre.yaml", text), "content/roles/sre.yaml");
    assert_eq!(after, text.replace("short_nam:", "short_name:").replace("promethus", "prometheus"));
    assert!(printed.contains("fixed content/roles/sre.yaml: 2 places"), "{printed}");
}

#[test]
fn an_ambiguous_name_is_not_fixed() {
    let text = "name: S\nfamily: core\nsummary: Keeps services running.\ntools: {monitoring: [kubernetes]}\n";
    let (after, printed) =
        fixed(&Project::new().file("content/roles/sre.yaml", text), "content/roles/sre.yaml");
    assert_eq!(after, text);
    assert!(printed.contains("there is no tool `kubernetes`") && !printed.contains("fixed"), "{printed}");
}

#[test]
fn a_file_that_cannot_be_parsed_is_not_written() {
    let text = "name: S\nfamly: core\nsummary: \"open\n";
    let (after, _) = fixed(&Project::new().file("content/roles/sre.yaml", text), "content/roles/sre.yaml");
    assert_eq!(after, text);
}

#[test]
fn links_are_updated_to_a_renamed_role_and_a_moved_file() {
    let project = Project::new()
        .edit("content/roles/sre.yaml", "family: core", "family: core\nwas: [reliability-engineer]")
        .file("content/roles/sre.md", "---\nreviewed: 2026-11-01\n---\n\nText.\n")
        .file("content/articles/a.md", "---\ntitle: A\nsummary: S.\npublished: 2026-11-01\nreviewed: 2026-11-01\nroles: [reliability-engineer]\n---\n\n[x](role:reliability-engineer) [y](../roles/reliability-engineer.md) [z](../articles/about.md#top)\n")
        .file("content/pages/about.md", "---\ntitle: About\nsummary: S.\n---\n\n## Top\n\nText.\n");
    let (after, printed) = fixed(&project, "content/articles/a.md");
    assert!(after.contains("roles: [sre]"), "{after}\n{printed}");
    assert!(
        after.ends_with("[x](role:sre) [y](../roles/sre.md) [z](../pages/about.md#top)\n"),
        "{after}\n{printed}"
    );
}

#[test]
fn entries_are_sorted_and_crlf_is_preserved() {
    let text = "\u{feff}skills:\r\n  # Objectives.\r\n  slo-design: {name: SLO design, line: Chooses objectives.}\r\n  programming: {name: Programming, line: Writes programs.}\r\n";
    let (after, printed) = fixed(&Project::new().file("content/skills.yaml", text), "content/skills.yaml");
    assert_eq!(
        after,
        "\u{feff}skills:\r\n  programming: {name: Programming, line: Writes programs.}\r\n  # Objectives.\r\n  slo-design: {name: SLO design, line: Chooses objectives.}\r\n",
        "{printed}"
    );
}

#[test]
fn a_site_without_fixes_is_not_written() {
    let folder = TempDir::new().expect("a folder");
    Project::new().write(folder.path());
    let file = folder.path().join("content/roles/sre.yaml");
    let before = fs::metadata(&file).and_then(|metadata| metadata.modified()).expect("a time");
    let output = check(folder.path(), &["--fix"]);
    assert!(!String::from_utf8_lossy(&output.stderr).contains("fixed"));
    assert_eq!(fs::metadata(&file).and_then(|metadata| metadata.modified()).expect("a time"), before);
}
