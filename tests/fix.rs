//! `rolebook check --fix`: machine-applicable fixes are applied, and nothing else is changed.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::support::Project;
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
fn a_file_that_cannot_be_parsed_is_written_only_if_it_can_be_parsed_afterwards() {
    let role = |facts: &str| {
        format!(
            "name: S\nfamily: core\nsummary: Keeps services running.\nfacts:\n{facts}tools: {{monitoring: [promethus]}}\n"
        )
    };
    let fact =
        |value: &str| format!("  goal:\n    value: {value}\n    sources: [book]\n    confidence: high\n");
    let level = |line: &str| format!("  on-call:\n    {line}\n    sources: [book]\n    confidence: high\n");
    for (facts, expected) in [
        (fact("Goals: two of them"), fact("\"Goals: two of them\"")),
        (fact("Run by the team").replace("    value", "\tvalue"), fact("Run by the team")),
        // Two mistakes, of which the parser sees one at a time.
        (
            fact("Goals: two of them") + &level("level: core\n    value: @x is run"),
            fact("\"Goals: two of them\"") + &level("level: core\n    value: \"@x is run\""),
        ),
    ] {
        let project = Project::new().file("content/roles/sre.yaml", role(&facts));
        let (after, printed) = fixed(&project, "content/roles/sre.yaml");
        assert_eq!(after, role(&expected).replace("promethus", "prometheus"), "{printed}");
    }
    for text in [
        // It is not certain where the quote ends.
        "name: S\nfamly: core\nsummary: \"open\n".to_string(),
        // The second mistake has no certain fix.
        role(&(fact("Goals: two of them") + "  on-call:\n    level: \"core\n    confidence: high\n")),
    ] {
        let (after, _) =
            fixed(&Project::new().file("content/roles/sre.yaml", &text), "content/roles/sre.yaml");
        assert_eq!(after, text);
    }
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

#[test]
fn a_name_that_is_no_id_becomes_the_id_that_was_meant() {
    let role = |list: &str| {
        format!("name: S\nfamily: Core\nsummary: Keeps services running.\ntools: {{monitoring: {list}}}\n")
    };
    for (written, expected) in [
        ("[Prometheus]", "[prometheus]"),
        ("[“grafana”]", "[grafana]"),
        ("[prometheus. grafana]", "[prometheus, grafana]"),
        ("[prometheus / grafana]", "[prometheus, grafana]"),
        ("[Prometheus and Grafana]", "[prometheus, grafana]"),
        ("[prometheus | grafana]", "[prometheus, grafana]"),
        ("\n  - prometheus; grafana\n", "\n  - prometheus\n  - grafana\n"),
        ("[Promethus]", "[prometheus]"),
    ] {
        let block = |list: &str| {
            if list.starts_with('\n') {
                role("").replace(
                    "{monitoring: }",
                    &list.replace("\n  -", "\n    -").replacen('\n', "\n  monitoring:\n", 1),
                )
            } else {
                role(list)
            }
        };
        let project = Project::new().file("content/roles/sre.yaml", block(written));
        let (after, printed) = fixed(&project, "content/roles/sre.yaml");
        assert_eq!(after, block(expected).replace("Core", "core"), "{printed}");
    }
    // No id of the site is meant, or it is not certain which.
    for written in ["[Kubernetes]", "[https://grafana.com/d]", "[grafana. helm]", "[Grafna Labs]"] {
        let project = Project::new().file("content/roles/sre.yaml", role(written));
        let (after, printed) = fixed(&project, "content/roles/sre.yaml");
        assert_eq!(after, role(written).replace("Core", "core"), "{printed}");
    }
}

#[test]
fn references_in_prose_become_those_that_were_meant() {
    let article = |body: &str| {
        format!(
            "---\ntitle: A\nsummary: S.\npublished: 2026-11-01\nreviewed: 2026-11-01\nroles: [sre]\n---\n\n{body}\n"
        )
    };
    let written = "A [@Book] b [@book, web] c [@The Page] d [=judgment] e [=sre goal] f [=SRE.On-call] g [x](role:SRE).";
    let expected =
        "A [@book] b [@book] [@web] c [@web] d [=judgement] e [=sre.goal] f [=sre.on-call] g [x](role:sre).";
    let project = Project::new().file("content/articles/a.md", article(written));
    let (after, printed) = fixed(&project, "content/articles/a.md");
    assert_eq!(after, article(expected), "{printed}");
}
