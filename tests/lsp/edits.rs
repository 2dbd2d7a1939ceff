//! Code actions and renames: the edits are applied to the files, and the result is checked by the program.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rolebook::command::{Check, check};
use rolebook::publish::Interrupt;
use serde_json::{Value, json};

use super::client::{Client, Options, apply};
use super::site::{ARTICLE, COMPARISON, GUIDE, MATTER, PAIR, SOURCES, SRE, project};
use crate::support::Project;

/// Returns the texts of all files after an edit of the workspace.
fn edited(client: &Client, edit: &Value) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(client.root()) {
        let entry = entry.expect("an entry");
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(client.root()).expect("below");
            let text = fs::read_to_string(entry.path()).expect("text");
            files.insert(path.to_str().expect("UTF-8").to_string(), text);
        }
    }
    for change in edit["documentChanges"].as_array().expect("changes") {
        let path = |uri: &Value| client.path(uri.as_str().expect("an address"));
        if change["kind"] == "rename" {
            let text = files.remove(&path(&change["oldUri"])).expect("a file");
            assert!(files.insert(path(&change["newUri"]), text).is_none(), "a file is overwritten");
        } else {
            let text = files.get_mut(&path(&change["textDocument"]["uri"])).expect("a file");
            *text = apply(text, change["edits"].as_array().expect("edits"));
        }
    }
    files
}

/// Returns the messages that `check` has about files.
fn problems(files: &BTreeMap<String, String>) -> Vec<String> {
    let folder = tempfile::TempDir::new().expect("a folder");
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    checked(folder.path())
}

fn checked(root: &Path) -> Vec<String> {
    let options = Check { root: root.to_path_buf(), link: rolebook::link::Options::default(), max_age: None };
    let (report, _) = check(&options, &Interrupt::never()).expect("the machine is sound");
    report.diagnostics().iter().map(|found| format!("{}: {}", found.code.name(), found.message)).collect()
}

/// Renames what is at the cursor of a saved file, after the text `before`.
fn rename(client: &mut Client, path: &str, before: &str, new: &str) -> Result<Value, String> {
    let text = fs::read_to_string(client.root().join(path)).expect("a file");
    let at = text.find(before).unwrap_or_else(|| panic!("`{before}` in {path}")) + before.len();
    let mut params = client.at(path, &format!("{}|{}", &text[..at], &text[at..]));
    let prepared = client.request("textDocument/prepareRename", params.clone()).expect("an answer");
    assert!(prepared["placeholder"].is_string(), "{prepared}");
    params["newName"] = json!(new);
    client.request("textDocument/rename", params).map_err(|error| error.message)
}

#[test]
fn an_id_is_renamed_in_all_files() {
    let mut client = Client::start(&project());
    assert_eq!(checked(client.root()), [""; 0]);
    for (path, before, new, expected) in [
        (
            SOURCES,
            "  bo",
            "book-2",
            vec![(ARTICLE, "[@book-2]"), (SRE, "sources: [book-2]"), (SOURCES, "  book-2: {")],
        ),
        (
            ARTICLE,
            "[@bo",
            "book-2",
            vec![(ARTICLE, "[@book-2]"), ("content/salaries/pay.yaml", "source: book-2")],
        ),
        (
            COMPARISON,
            "id: go",
            "aim",
            vec![
                (ARTICLE, "[=sre.aim]"),
                (ARTICLE, "platform-engineer#aim"),
                (SRE, "  aim: {value"),
                (COMPARISON, "{id: aim,"),
            ],
        ),
        (
            SRE,
            "level: co",
            "heart",
            vec![
                (SRE, "level: heart"),
                (COMPARISON, "{id: heart, label: Core}]"),
                (COMPARISON, "[{id: core, label: Core"),
            ],
        ),
        (
            SRE,
            "family: co",
            "heart",
            vec![(SRE, "family: heart"), (SRE, "level: core"), (COMPARISON, "families: [{id: heart")],
        ),
        (
            "content/tools.yaml",
            "  graf",
            "kibana",
            vec![(ARTICLE, "tool:kibana"), ("content/roles/platform-engineer.yaml", "[prometheus, kibana]")],
        ),
        (
            "content/tools.yaml",
            "id: moni",
            "watching",
            vec![(SRE, "tools: {watching: ["), ("content/tools.yaml", "category: watching")],
        ),
        (
            COMPARISON,
            "{id: us",
            "usa",
            vec![(ARTICLE, "pay.usa.median"), ("content/salaries/pay.yaml", "region: usa")],
        ),
        ("content/skills.yaml", "  progr", "coding", vec![(SRE, "learn: [coding]")]),
    ] {
        let edit = rename(&mut client, path, before, new)
            .unwrap_or_else(|why| panic!("{path} at `{before}`: {why}"));
        let files = edited(&client, &edit);
        for (file, text) in expected {
            assert!(files[file].contains(text), "{before} → {new}: {}", files[file]);
        }
        // Entries of a list are sorted by id, which a rename does not change.
        let left = problems(&files).into_iter().filter(|problem| !problem.starts_with("entry-order"));
        assert_eq!(left.collect::<Vec<_>>(), [""; 0], "{before} → {new}");
    }
}

#[test]
fn files_named_after_an_id_are_renamed_and_their_addresses_redirect() {
    let mut client = Client::start(&project().featured());
    let edit = rename(&mut client, ARTICLE, "[=sr", "reliability").expect("it can be renamed");
    let files = edited(&client, &edit);
    assert!(
        files["content/roles/reliability.yaml"].contains("was: [sre]"),
        "{:?}",
        files["content/roles/reliability.yaml"]
    );
    assert!(files.contains_key("content/roles/reliability.md"));
    assert!(
        files["content/comparisons/reliability-vs-platform-engineer.md"].contains("{reliability: Choose it.")
    );
    assert!(
        files[ARTICLE].contains("roles: [reliability]")
            && files[ARTICLE].contains("(../roles/reliability.md#on-call)")
    );
    assert!(files["content/site.yaml"].contains("featured: [reliability/platform-engineer]"));
    assert!(![SRE, GUIDE, PAIR].iter().any(|path| files.contains_key(*path)));
    assert_eq!(problems(&files), [""; 0]);
    // A role with a former id keeps it.
    let again = project().change(SRE, |text| format!("{text}was: [ops]\n"));
    let mut client = Client::start(&again);
    let edit = rename(&mut client, SRE, "nam", "reliability").expect("it can be renamed");
    assert!(edited(&client, &edit)["content/roles/reliability.yaml"].contains("was: [ops, sre]"));
    // Back to a former id.
    let edit = rename(&mut client, SRE, "nam", "ops").expect("it can be renamed");
    let files = edited(&client, &edit);
    assert!(files["content/roles/ops.yaml"].contains("was: [sre]"));
    assert_eq!(problems(&files), [""; 0]);
    for (path, before, new, at, expected) in [
        (
            "content/articles/b.md",
            "(a.",
            "folder/new",
            "content/articles/folder/new.md",
            "aliases: [/articles/a/]",
        ),
        (ARTICLE, "term:s", "objective", "content/glossary/objective.md", "term: SLO"),
        (ARTICLE, "sre.salary.p", "survey", "content/salaries/survey.yaml", "title: Pay survey"),
    ] {
        let mut client = Client::start(&project());
        let edit = rename(&mut client, path, before, new).expect("it can be renamed");
        let files = edited(&client, &edit);
        assert!(files[at].contains(expected), "{}", files[at]);
        assert_eq!(problems(&files), [""; 0], "{before} → {new}");
    }
}

#[test]
fn a_rename_that_would_break_the_site_is_refused() {
    let mut client = Client::start(&project());
    for (path, before, new, why) in [
        (SOURCES, "  bo", "Not an id", "an id has only lower-case letters"),
        (SOURCES, "  bo", "web", "the rename would leave an error"),
        (SRE, "nam", "platform-engineer", "`content/roles/platform-engineer.yaml` exists already"),
    ] {
        let refused = rename(&mut client, path, before, new).expect_err("it is refused");
        assert!(refused.contains(why), "{refused}");
    }
    let mut params = client.at(ARTICLE, &format!("{MATTER}Plain wo|rds.\n"));
    let prepared = client.request("textDocument/prepareRename", params.clone()).expect("an answer");
    assert_eq!(prepared, Value::Null);
    params["newName"] = json!("x");
    client.request("textDocument/rename", params).expect_err("there is no id");
    // An editor that cannot rename files.
    let options = Options { capabilities: json!({}), ..Options::default() };
    let mut client = Client::start_with(&project(), options);
    let refused = rename(&mut client, SRE, "nam", "reliability").expect_err("it is refused");
    assert!(refused.contains("cannot rename files"), "{refused}");
    let edit = rename(&mut client, SOURCES, "  bo", "book-2").expect("no file is renamed");
    assert!(edit["changes"][client.uri(SRE)].is_array(), "{edit}");
}

fn actions(client: &mut Client, path: &str, only: Option<&str>) -> Vec<Value> {
    let range = json!({"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}});
    let mut context = json!({"diagnostics": []});
    if let Some(only) = only {
        context["only"] = json!([only]);
    }
    let params = json!({"textDocument": {"uri": client.uri(path)}, "range": range, "context": context});
    let found = client.request("textDocument/codeAction", params).expect("an answer");
    found.as_array().expect("a list").clone()
}

fn titles(actions: &[Value]) -> Vec<&str> {
    actions.iter().filter_map(|action| action["title"].as_str()).collect()
}

/// Returns the text of an open file after an action.
fn after(client: &Client, path: &str, action: &Value) -> String {
    let changes = action["edit"]["documentChanges"].as_array().expect("changes");
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0]["textDocument"]["uri"], client.uri(path));
    apply(client.text(path), changes[0]["edits"].as_array().expect("edits"))
}

#[test]
fn fixes_of_diagnostics_are_actions() {
    let mut client = Client::start(&project());
    client.open(ARTICLE, &format!("{MATTER}A [@bok], [x](rolle:sre) and [y](term:sloo).\n"));
    let found = actions(&mut client, ARTICLE, None);
    assert_eq!(
        titles(&found),
        [
            "Replace `bok` by `book`",
            "Replace `rolle:sre` by `role:sre`",
            "Replace `sloo` by `slo`",
            "Apply 1 fix"
        ]
    );
    assert!(after(&client, ARTICLE, &found[0]).contains("A [@book], "));
    assert_eq!(found[0]["kind"], "quickfix");
    // Only one is certain.
    assert_eq!(found.iter().filter(|action| action["isPreferred"] == true).count(), 1);
    assert_eq!(found[0]["diagnostics"][0]["code"], "unknown-name");
    let quick = actions(&mut client, ARTICLE, Some("quickfix"));
    assert_eq!(quick.len(), 3);
    let all = actions(&mut client, ARTICLE, Some("source"));
    assert_eq!(all.len(), 1);
    // The same as `check --fix`.
    let fixed = after(&client, ARTICLE, &all[0]);
    let folder = tempfile::TempDir::new().expect("a folder");
    project().file(ARTICLE, client.text(ARTICLE)).write(folder.path());
    let options =
        Check { root: folder.path().to_path_buf(), link: rolebook::link::Options::default(), max_age: None };
    rolebook::command::fix(&options, None, &Interrupt::never()).expect("the machine is sound");
    assert_eq!(fixed, fs::read_to_string(folder.path().join(ARTICLE)).expect("a file"));
    // A range without diagnostics has none.
    let range = json!({"start": {"line": 0, "character": 0}, "end": {"line": 1, "character": 0}});
    let context = json!({"diagnostics": [], "only": ["quickfix"]});
    let params = json!({"textDocument": {"uri": client.uri(ARTICLE)}, "range": range, "context": context});
    assert_eq!(client.request("textDocument/codeAction", params).expect("an answer"), json!([]));
}

#[test]
fn a_syntax_error_is_fixed_by_the_edit_that_was_tried() {
    let mut client = Client::start(&Project::new().published());
    let text = client.root().join(SRE);
    let text = fs::read_to_string(text).expect("a file");
    client.open(
        SRE,
        &text.replace(
            "sources: [book], confidence: high}\n  on-call",
            "sources: [book, confidence: high}\n  on-call",
        ),
    );
    let found = actions(&mut client, SRE, Some("quickfix"));
    assert!(!found.is_empty());
    assert_eq!(after(&client, SRE, &found[0]), text);
}
