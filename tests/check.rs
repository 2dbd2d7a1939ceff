//! `rolebook check`: its output formats, and that it passes exactly when a build does.

use std::path::Path;
use std::process::{Command, Output};

use crate::support::{Built, Project};
use rolebook::command::{Check, check};
use rolebook::link;
use rolebook::publish::Interrupt;
use serde_json::Value;

fn rolebook(built: &Built, arguments: &[&str]) -> Output {
    let root = built.folder.path().join("site");
    let mut command = Command::new(env!("CARGO_BIN_EXE_rolebook"));
    command.arg("check").arg("--root").arg(root).args(arguments).output().expect("the program starts")
}

fn utf8(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn misspelt() -> Built {
    Project::new().published().edit("content/roles/sre.yaml", "[prometheus]", "[promethus]").build()
}

/// Returns a site with two mistakes that together have all optional fields of a diagnostic.
fn twice() -> Built {
    Project::new()
        .published()
        .edit("content/roles/sre.yaml", "[prometheus]", "[promethus]")
        .edit("content/roles/sre.yaml", "family: core", "family: core\nfamily: core")
        .edit("content/roles/platform-engineer.yaml", "summary: Builds a platform.\n", "")
        .build()
}

fn unsourced() -> Built {
    Project::new().published().edit("content/roles/sre.yaml", "sources: [book], ", "").build()
}

#[test]
fn it_exits_with_1_on_errors_and_on_warnings_only_if_denied() {
    assert_eq!(rolebook(&Project::new().published().build(), &["--deny", "warnings"]).status.code(), Some(0));
    assert_eq!(rolebook(&misspelt(), &[]).status.code(), Some(1));
    assert_eq!(rolebook(&unsourced(), &[]).status.code(), Some(0));
    assert_eq!(rolebook(&unsourced(), &["--deny", "warnings"]).status.code(), Some(1));
}

#[test]
fn the_human_format_goes_to_standard_error() {
    let done = rolebook(&misspelt(), &[]);
    assert!(utf8(&done.stdout).is_empty());
    let text = utf8(&done.stderr);
    assert!(text.contains("there is no tool `promethus`") && text.ends_with("1 error\n"), "{text}");
}

#[test]
fn the_json_format_is_one_object_per_line() {
    let done = rolebook(&misspelt(), &["--format", "json"]);
    let text = utf8(&done.stdout);
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

/// The example of CONTRIBUTING.md, and the table of its fields.
#[test]
fn the_documentation_of_the_json_format_is_accurate() {
    let guide = std::fs::read_to_string("CONTRIBUTING.md").expect("the guide");
    let section = guide.split("### The line format").nth(1).expect("a section about the line format");
    let section = section.split("\n#").next().expect("its text");
    let fence =
        section.split("```json\n").nth(1).and_then(|rest| rest.split("\n```").next()).expect("an example");
    let example: Value = serde_json::from_str(fence).expect("the example is JSON");
    let done = utf8(&rolebook(&twice(), &["--format", "json"]).stdout);
    let written: Vec<Value> = done.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert!(written.contains(&example), "the example differs from the output:\n{done}");
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
fn the_github_format_annotates_the_line() {
    let text = utf8(&rolebook(&misspelt(), &["--format", "github"]).stdout);
    assert_eq!(
        text,
        "::error file=content/roles/sre.yaml,line=8,col=22,endColumn=31,title=unknown-name::there is no tool `promethus`%0Adid you mean `prometheus`?\n"
    );
}

#[test]
fn the_sarif_format_has_every_rule_and_the_fixes() {
    let log: Value =
        serde_json::from_str(&utf8(&rolebook(&misspelt(), &["--format", "sarif"]).stdout)).expect("JSON");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("the rules");
    assert_eq!(rules.len(), rolebook::diagnostic::Code::ALL.len());
    for rule in rules {
        let id = rule["id"].as_str().expect("an id");
        assert_eq!(rule.get("helpUri"), None, "no page of this site explains a code");
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
fn the_sarif_format_links_to_the_manual_that_the_site_publishes() {
    let built = Project::new()
        .published()
        .change("content/site.yaml", |text| format!("{text}manual: true\n"))
        .build();
    let log: Value =
        serde_json::from_str(&utf8(&rolebook(&built, &["--format", "sarif"]).stdout)).expect("JSON");
    let rule = &log["runs"][0]["tool"]["driver"]["rules"][0];
    let id = rule["id"].as_str().expect("an id");
    assert_eq!(rule["helpUri"], format!("https://roles.example/reference/{id}/"));
}

#[test]
fn it_passes_exactly_when_a_build_does() {
    let sre = "content/roles/sre.yaml";
    let projects = [
        Project::new().published(),
        Project::new().published().edit(sre, "family: core", "family: nope"),
        Project::new().published().edit(sre, "sources: [book], ", ""),
        Project::new().published().file("templates/pages/role.html", "{{ nmae }}"),
        Project::new().published().file("templates/shared/cell.html", ""),
        Project::new().published().file("static/_headers", "x"),
        Project::new().published().without("content/site.yaml"),
        Project::new().published().file("content/articles/a.md", "---\ntitle: A\n"),
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
            built.formatted_report()
        );
        let codes: Vec<&str> = report.diagnostics().iter().map(|d| d.code.name()).collect();
        assert_eq!(codes, built.codes(), "site {number}");
    }
}

#[test]
fn it_writes_nothing() {
    let built = Project::new().published().build();
    let before = crate::support::tree(built.folder.path());
    rolebook(&built, &[]);
    assert!(crate::support::tree(built.folder.path()) == before);
    assert!(!Path::new(&built.folder.path().join("site/dist")).exists());
}

/// Creates a site in a folder of a repository, whose name needs to be escaped.
fn in_repository(git: impl Fn(&Path)) -> tempfile::TempDir {
    let folder = tempfile::TempDir::new().expect("a folder");
    Project::new()
        .published()
        .edit("content/roles/sre.yaml", "[prometheus]", "[promethus]")
        .edit("content/roles/platform-engineer.yaml", "confidence: low", "confidence: lo")
        .write(&folder.path().join("my docs/é"));
    git(&folder.path().join(".git"));
    folder
}

fn check_in(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rolebook"));
    command.arg("check").args(arguments).current_dir(folder).output().expect("the program starts")
}

#[test]
fn machine_readable_paths_are_relative_to_the_repository_in_any_folder() {
    let a_folder = |path: &Path| std::fs::create_dir(path).expect("a folder");
    // In a worktree and in a submodule `.git` is a file.
    let a_file = |path: &Path| std::fs::write(path, "gitdir: /elsewhere\n").expect("a file");
    for git in [&a_folder as &dyn Fn(&Path), &a_file] {
        let folder = in_repository(git);
        let top = folder.path().canonicalize().expect("a path");
        let site = top.join("my docs/é");
        for (place, root) in [
            (&top, &["--root", "my docs/é"][..]),
            (&site, &[]),
            (&site.join("content/roles"), &[]),
            (&std::env::temp_dir(), &["--root", site.to_str().expect("text")]),
        ] {
            let run = |format| utf8(&check_in(place, &[&["--format", format], root].concat()).stdout);
            let github = run("github");
            assert!(github.contains("file=my docs/é/content/roles/sre.yaml,line=8,"), "{github}");
            let json: Value =
                serde_json::from_str(run("json").lines().next().expect("a line")).expect("JSON");
            assert_eq!(json["file"], "my docs/é/content/roles/platform-engineer.yaml");
            assert_eq!(json["edit"]["file"], json["file"]);
            let log: Value = serde_json::from_str(&run("sarif")).expect("JSON");
            let run = &log["runs"][0];
            let artifact = &run["results"][1]["locations"][0]["physicalLocation"]["artifactLocation"];
            assert_eq!(artifact["uri"], "my%20docs/%C3%A9/content/roles/sre.yaml");
            assert_eq!(artifact["uriBaseId"], "%SRCROOT%");
            assert_eq!(run["originalUriBaseIds"]["%SRCROOT%"]["uri"], format!("file://{}/", top.display()));
        }
    }
}

#[test]
fn without_a_repository_paths_are_relative_to_the_working_directory() {
    let folder = in_repository(|_| {});
    let run = |place: &Path, root: &[&str]| {
        utf8(&check_in(place, &[&["--format", "github"], root].concat()).stdout)
    };
    let site = folder.path().join("my docs/é");
    assert!(run(folder.path(), &["--root", "my docs/é"]).contains("file=my docs/é/content/roles/sre.yaml,"));
    assert!(run(&site, &[]).contains("file=content/roles/sre.yaml,"));
    assert!(run(&site.join("content"), &[]).contains("file=content/roles/sre.yaml,"));
}

/// Requirements of SARIF 2.1.0 for addresses, regions and indices (sections 3.4, 3.14.14, 3.30), and of code hosts
/// for locations.
#[test]
fn the_sarif_output_conforms_to_the_standard() {
    let folder = in_repository(|path| std::fs::create_dir(path).expect("a folder"));
    let root = ["--format", "sarif", "--root", "my docs/é"];
    let log: Value = serde_json::from_str(&utf8(&check_in(folder.path(), &root).stdout)).expect("JSON");
    let run = &log["runs"][0];
    let bases = run["originalUriBaseIds"].as_object().expect("an object");
    for base in bases.values() {
        let uri = base["uri"].as_str().expect("an address");
        assert!(uri.starts_with("file:///") && uri.ends_with('/'), "{uri}");
    }
    let mut artifacts = 0;
    let mut open = vec![&log];
    while let Some(value) = open.pop() {
        if let Some(artifact) = value.get("artifactLocation") {
            let uri = artifact["uri"].as_str().expect("an address");
            let allowed = |c: char| c.is_ascii_alphanumeric() || "-._~/%".contains(c);
            assert!(uri.chars().all(allowed) && !uri.starts_with('/') && !uri.contains(".."), "{uri}");
            assert!(bases.contains_key(artifact["uriBaseId"].as_str().expect("a base")));
            artifacts += 1;
        }
        for region in [value.get("region"), value.get("deletedRegion")].into_iter().flatten() {
            let at = |name: &str| region[name].as_u64().expect("a number");
            assert!(at("startLine") >= 1 && at("startColumn") >= 1);
            assert!((at("endLine"), at("endColumn")) >= (at("startLine"), at("startColumn")), "{region}");
        }
        match value {
            Value::Array(list) => open.extend(list),
            Value::Object(object) => open.extend(object.values()),
            _ => {}
        }
    }
    assert!(artifacts >= 4, "two results with their fixes");
}

#[test]
fn only_diagnostics_of_the_given_files_are_printed() {
    let folder = in_repository(|path| std::fs::create_dir(path).expect("a folder"));
    let (sre, platform) =
        ("my docs/é/content/roles/sre.yaml", "my docs/é/content/roles/platform-engineer.yaml");
    for other in ["README.md", "my docs/é/README.md"] {
        std::fs::write(folder.path().join(other), "# Docs\n").expect("a file");
    }
    let check = |files: &[&str]| {
        check_in(folder.path(), &[&["--root", "my docs/é", "--format", "json", "-q"], files].concat())
    };
    let run = |files: &[&str]| {
        let done = check(files);
        assert!(done.stderr.is_empty(), "{}", utf8(&done.stderr));
        let found = utf8(&done.stdout);
        let file = |line: &str| {
            serde_json::from_str::<Value>(line).expect("JSON")["file"].as_str().map(str::to_owned)
        };
        (done.status.code(), found.lines().filter_map(file).collect::<Vec<_>>())
    };
    assert_eq!(run(&[sre]), (Some(1), vec![sre.to_string()]));
    assert_eq!(run(&[platform, "README.md"]), (Some(1), vec![platform.to_string()]));
    assert_eq!(run(&["my docs/é/content/roles"]).1.len(), 2);
    for other in ["README.md", "my docs/é/content/tools.yaml", "my docs/é/README.md", "/etc/hosts"] {
        assert_eq!(run(&[other]), (Some(0), vec![]), "{other}");
    }
    let gone = "my docs/é/content/roles/gone.yaml";
    let refused = check(&[sre, gone]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(utf8(&refused.stderr).contains(gone), "{}", utf8(&refused.stderr));
    // Only the given files are fixed.
    let before = std::fs::read(folder.path().join(platform)).expect("a file");
    check_in(folder.path(), &["--root", "my docs/é", "--fix", sre]);
    assert_eq!(std::fs::read(folder.path().join(platform)).expect("a file"), before);
    assert!(std::fs::read_to_string(folder.path().join(sre)).expect("a file").contains("[prometheus]"));
}

#[test]
fn warnings_of_other_files_are_not_denied() {
    let built = unsourced();
    let root = built.folder.path().join("site");
    let run = |file: &str| check_in(&root, &["--deny", "warnings", file]).status.code();
    assert_eq!(run("content/roles/sre.yaml"), Some(1));
    assert_eq!(run("content/roles/platform-engineer.yaml"), Some(0));
}
