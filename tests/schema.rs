//! JSON Schemas for editors: written on request, never over foreign files, and consistent with the records.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::support::Project;
use rolebook::model::SchemaFile;
use serde_json::Value;
use tempfile::TempDir;

fn rolebook(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rolebook")).args(arguments).output().expect("the program starts")
}

/// Writes the schemas into a folder, and reads them.
fn written(folder: &Path, more: &[&str]) -> BTreeMap<String, Value> {
    let done = rolebook(&[&["schema", &folder.display().to_string()], more].concat());
    assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
    let read = |(name, bytes): (String, Vec<u8>)| (name, serde_json::from_slice(&bytes).expect("JSON"));
    crate::support::tree(folder).into_iter().map(read).collect()
}

#[test]
fn every_content_file_has_a_schema_and_the_second_run_writes_nothing() {
    let folder = TempDir::new().expect("a folder");
    let inside = folder.path().join("a/b");
    let schemas = written(&inside, &[]);
    let names: Vec<&str> = schemas.keys().map(String::as_str).collect();
    let mut known: Vec<&str> = SchemaFile::ALL.iter().map(|file| file.file()).collect();
    known.sort_unstable();
    assert_eq!(names, known);
    let again = rolebook(&["schema", &inside.display().to_string()]);
    let kept = format!(": 0 schemas written, {} kept\n", known.len());
    assert!(String::from_utf8_lossy(&again.stdout).ends_with(&kept));
}

#[test]
fn every_key_has_a_description() {
    let folder = TempDir::new().expect("a folder");
    let mut keys = 0;
    for (name, schema) in written(folder.path(), &[]) {
        keys += described(&schema, &name);
    }
    assert!(keys > 80, "{keys} keys");
}

/// Asserts that all keys of a schema have a description, and counts them.
fn described(schema: &Value, path: &str) -> usize {
    let mut keys = 0;
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let path = format!("{path}/{name}");
        let description = property["description"].as_str().unwrap_or_default();
        let whole = description.ends_with(['.', '`']);
        assert!(description.len() >= 20 && whole, "{path}: {description:?}");
        keys += 1 + described(property, &path);
    }
    let inner = ["items", "additionalProperties"].iter().filter(|key| schema[**key].is_object());
    keys + inner.map(|key| described(&schema[*key], path)).sum::<usize>()
}

#[test]
fn a_foreign_file_is_not_overwritten() {
    for foreign in ["{}", "{\"$comment\": \"mine\"}", "not JSON"] {
        let folder = TempDir::new().expect("a folder");
        fs::write(folder.path().join("tools.json"), foreign).expect("a file");
        let done = rolebook(&["schema", &folder.path().display().to_string()]);
        assert_eq!(done.status.code(), Some(2));
        assert!(
            String::from_utf8_lossy(&done.stderr).contains("tools.json` is not a schema written by rolebook")
        );
        let left = crate::support::tree(folder.path());
        assert_eq!(left.len(), 1, "nothing was written");
        assert_eq!(left["tools.json"], foreign.as_bytes());
    }
}

#[test]
#[cfg(unix)]
fn a_link_is_not_followed() {
    let folder = TempDir::new().expect("a folder");
    let outside = TempDir::new().expect("a folder");
    written(outside.path(), &[]);
    std::os::unix::fs::symlink(outside.path().join("role.json"), folder.path().join("role.json"))
        .expect("a link");
    let done = rolebook(&["schema", &folder.path().display().to_string()]);
    assert_eq!(done.status.code(), Some(2));
}

#[test]
fn a_schema_of_a_site_offers_its_ids_without_requiring_them() {
    let built = Project::new().build();
    let folder = TempDir::new().expect("a folder");
    let root = built.folder.path().join("site").display().to_string();
    let role = &written(folder.path(), &["--root", &root])["role.json"];
    assert_eq!(role["$defs"]["source"]["examples"], serde_json::json!(["book", "web"]));
    assert_eq!(role["$defs"]["source"]["enum"], Value::Null);
    let on_call = &role["properties"]["facts"]["properties"]["on-call"];
    assert_eq!(on_call["description"], "How much?");
    let levels = &on_call["allOf"][1]["properties"]["level"]["examples"];
    assert_eq!(*levels, serde_json::json!(["none", "some", "core"]));
    assert_eq!(role["properties"]["facts"]["properties"]["pay"], Value::Null, "pay is not a fact");
    // The site publishes the same schemas, with their addresses and without a word about the program.
    let mut published: Value = serde_json::from_str(&built.page("/api/schema/role.json")).expect("JSON");
    assert_eq!(published["$id"], "https://example.org/api/schema/role.json");
    published.as_object_mut().expect("an object").remove("$id");
    let mut role = role.clone();
    assert!(role.as_object_mut().expect("an object").remove("$comment").is_some());
    assert_eq!(published, role);
}

#[test]
fn the_schemas_of_this_repository_are_up_to_date() {
    let folder = TempDir::new().expect("a folder");
    let fresh = written(folder.path(), &[]);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let kept = crate::support::tree(&root.join(".vscode/schemas"));
    assert_eq!(kept.keys().collect::<Vec<_>>(), fresh.keys().collect::<Vec<_>>());
    for (name, bytes) in &kept {
        let new = fs::read(folder.path().join(name)).expect("a schema");
        assert!(*bytes == new, "{name} is old: cargo run -- schema .vscode/schemas");
    }
}

#[test]
fn every_yaml_file_of_this_repository_has_a_schema_in_the_editor_settings() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let settings = fs::read(root.join(".vscode/settings.json")).expect("the settings");
    let settings: Value = serde_json::from_slice(&settings).expect("JSON");
    let mapped = settings["yaml.schemas"].as_object().expect("a mapping");
    for schema in mapped.keys() {
        assert!(root.join(schema).is_file(), "there is no `{schema}`");
    }
    let files = walkdir::WalkDir::new(root.join("content")).into_iter().map(|e| e.expect("an entry"));
    for file in files.filter(|file| file.path().extension().is_some_and(|ending| ending == "yaml")) {
        let path = file.path().strip_prefix(root).expect("below").to_string_lossy().into_owned();
        let fits = |glob: &str| match glob.split_once('*') {
            Some((folder, ending)) => path
                .strip_prefix(folder)
                .and_then(|rest| rest.strip_suffix(ending))
                .is_some_and(|name| !name.contains('/')),
            None => path == glob,
        };
        let schemas = mapped.values().filter_map(Value::as_str).filter(|glob| fits(glob)).count();
        assert_eq!(schemas, 1, "{path} has {schemas} schemas");
    }
}
