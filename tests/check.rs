//! `rolebook check`: what it says to whom, and that it passes exactly when a build does.

mod support;

use std::path::Path;
use std::process::{Command, Output};

use rolebook::command::{Check, check};
use rolebook::link;
use rolebook::publish::Interrupt;
use serde_json::Value;
use support::{Built, Project};

fn rolebook(built: &Built, arguments: &[&str]) -> Output {
    let root = built.folder.path().join("site");
    let mut command = Command::new(env!("CARGO_BIN_EXE_rolebook"));
    command.arg("check").arg("--root").arg(root).args(arguments).output().expect("the program starts")
}

fn said(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn misspelt() -> Built {
    Project::new().edit("content/roles/sre.yaml", "[prometheus]", "[promethus]").build()
}

/// Two mistakes that between them have everything that a diagnostic can have.
fn twice() -> Built {
    Project::new()
        .edit("content/roles/sre.yaml", "[prometheus]", "[promethus]")
        .edit("content/roles/sre.yaml", "family: core", "family: core\nfamily: core")
        .edit("content/roles/platform-engineer.yaml", "summary: Builds a platform.\n", "")
        .build()
}

fn unsourced() -> Built {
    Project::new().edit("content/roles/sre.yaml", "sources: [book], ", "").build()
}

#[test]
fn it_ends_with_1_for_an_error_and_for_a_warning_only_when_asked() {
    assert_eq!(rolebook(&Project::new().build(), &["--deny", "warnings"]).status.code(), Some(0));
    assert_eq!(rolebook(&misspelt(), &[]).status.code(), Some(1));
    assert_eq!(rolebook(&unsourced(), &[]).status.code(), Some(0));
    assert_eq!(rolebook(&unsourced(), &["--deny", "warnings"]).status.code(), Some(1));
}

#[test]
fn people_read_it_on_the_standard_error() {
    let done = rolebook(&misspelt(), &[]);
    assert!(said(&done.stdout).is_empty());
    let text = said(&done.stderr);
    assert!(text.contains("there is no tool `promethus`") && text.ends_with("1 error\n"), "{text}");
}

#[test]
fn programs_read_an_object_a_line() {
    let done = rolebook(&misspelt(), &["--format", "json"]);
    let text = said(&done.stdout);
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines.len(), 1);
    let found = &lines[0];
    assert_eq!(found["code"], "unknown-name");
    assert_eq!(
        (&found["line"], &found["column"], &found["end_column"]),
        (&Value::from(8), &Value::from(22), &Value::from(31))
    );
    assert_eq!(found["edit"]["replacement"], "prometheus");
}

/// The example of CONTRIBUTING.md, and the table of its fields above it.
#[test]
fn the_line_format_is_documented_as_it_is() {
    let guide = std::fs::read_to_string("CONTRIBUTING.md").expect("the guide");
    let section = guide.split("### The line format").nth(1).expect("a section about the line format");
    let section = section.split("\n#").next().expect("its text");
    let fence =
        section.split("```json\n").nth(1).and_then(|rest| rest.split("\n```").next()).expect("an example");
    let example: Value = serde_json::from_str(fence).expect("the example is JSON");
    let done = said(&rolebook(&twice(), &["--format", "json"]).stdout);
    let written: Vec<Value> = done.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert!(written.contains(&example), "the example is not what is written:\n{done}");
    for found in &written {
        for field in found.as_object().expect("an object").keys() {
            assert!(section.contains(&format!("| `{field}` |")), "`{field}` is not documented");
        }
    }
    let documented = section.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    for field in documented {
        assert!(written.iter().any(|found| found.get(field).is_some()), "`{field}` is never written");
    }
}

#[test]
fn a_pull_request_gets_an_annotation_on_the_line() {
    let text = said(&rolebook(&misspelt(), &["--format", "github"]).stdout);
    assert_eq!(
        text,
        "::error file=content/roles/sre.yaml,line=8,col=22,endColumn=31,title=unknown-name::there is no tool `promethus`%0Adid you mean `prometheus`?\n"
    );
}

#[test]
fn code_hosts_get_sarif_with_every_rule_and_the_mending() {
    let log: Value =
        serde_json::from_str(&said(&rolebook(&misspelt(), &["--format", "sarif"]).stdout)).expect("JSON");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("the rules");
    assert_eq!(rules.len(), rolebook::diagnostic::Code::ALL.len());
    for rule in rules {
        let id = rule["id"].as_str().expect("an id");
        assert_eq!(rule["helpUri"], format!("https://example.org/reference/{id}/"));
        assert!(rule["help"]["markdown"].as_str().is_some_and(|help| help.lines().count() > 3), "{id}");
        assert!(rule["fullDescription"]["text"].as_str().is_some_and(|text| !text.contains("```")), "{id}");
    }
    let result = &run["results"][0];
    let index = usize::try_from(result["ruleIndex"].as_u64().expect("a number")).expect("it fits");
    assert_eq!(rules[index]["id"], result["ruleId"]);
    assert_eq!(result["locations"][0]["physicalLocation"]["region"]["startColumn"], 22);
    assert_eq!(
        result["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"],
        "prometheus"
    );
}

#[test]
fn it_passes_exactly_when_a_build_does() {
    let sre = "content/roles/sre.yaml";
    let projects = [
        Project::new(),
        Project::new().edit(sre, "family: core", "family: nope"),
        Project::new().edit(sre, "sources: [book], ", ""),
        Project::new().file("templates/pages/role.html", "{{ nmae }}"),
        Project::new().file("templates/shared/cell.html", ""),
        Project::new().file("static/_headers", "x"),
        Project::new().without("content/site.yaml"),
        Project::new().file("content/articles/a.md", "---\ntitle: A\n"),
    ];
    for (number, project) in projects.iter().enumerate() {
        let built = project.build();
        let wanted =
            Check { root: built.folder.path().join("site"), link: link::Options::default(), max_age: None };
        let (report, _) = check(&wanted, &Interrupt::never()).expect("the machine is sound");
        assert_eq!(
            report.errors() == 0,
            built.outcome.published.is_some(),
            "site {number}: {}",
            built.complaints()
        );
        let codes: Vec<&str> = report.diagnostics().iter().map(|d| d.code.name()).collect();
        assert_eq!(codes, built.codes(), "site {number}");
    }
}

#[test]
fn it_writes_nothing() {
    let built = Project::new().build();
    let before = support::tree(built.folder.path());
    rolebook(&built, &[]);
    assert!(support::tree(built.folder.path()) == before);
    assert!(!Path::new(&built.folder.path().join("site/dist")).exists());
}
