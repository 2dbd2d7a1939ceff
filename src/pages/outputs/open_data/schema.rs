//! JSON Schemas (draft 2020-12) of the published data, one for each JSON file. They are hand-written, because they
//! define the format, and a test validates every file against them.

use serde_json::{Map, Value, json};

use super::pretty;
use crate::model::{DataFile, DataSchema, Model, Route};

/// Returns the schema of a file, or `None` for CSV and for the data package, which has a standard schema.
pub(in crate::pages) fn of(file: DataFile) -> Option<DataSchema> {
    Some(match file {
        DataFile::Index => DataSchema::Index,
        DataFile::Rows => DataSchema::Rows,
        DataFile::Roles => DataSchema::Roles,
        DataFile::Salaries => DataSchema::Salaries,
        DataFile::Sources => DataSchema::Sources,
        DataFile::Tools => DataSchema::Tools,
        DataFile::Glossary => DataSchema::Glossary,
        DataFile::Fit => DataSchema::Fit,
        DataFile::Levels => DataSchema::Levels,
        DataFile::Facts
        | DataFile::Figures
        | DataFile::FactsSpreadsheet
        | DataFile::FiguresSpreadsheet
        | DataFile::LevelFacts
        | DataFile::LevelFactsSpreadsheet
        | DataFile::Grades
        | DataFile::GradesSpreadsheet
        | DataFile::Package => return None,
    })
}

/// Returns a document with a reference to its schema.
pub(in crate::pages) fn document(model: &Model, schema: DataSchema, content: Value) -> String {
    with_head([("$schema", model.absolute_url(Route::DataSchema(schema)))], content)
}

/// Returns a JSON object that begins with other keys.
fn with_head<const N: usize>(head: [(&str, String); N], content: Value) -> String {
    let mut document: Map<String, Value> =
        head.into_iter().map(|(key, value)| (key.to_string(), json!(value))).collect();
    if let Value::Object(content) = content {
        document.extend(content);
    }
    pretty(&Value::Object(document))
}

/// Returns a schema as published.
pub(in crate::pages) fn file(model: &Model, schema: DataSchema) -> String {
    let text = match schema {
        DataSchema::Index => include_str!("schema/index.json"),
        DataSchema::Rows => include_str!("schema/rows.json"),
        DataSchema::Roles => include_str!("schema/roles.json"),
        DataSchema::Role => include_str!("schema/role.json"),
        DataSchema::Salaries => include_str!("schema/salaries.json"),
        DataSchema::Sources => include_str!("schema/sources.json"),
        DataSchema::Tools => include_str!("schema/tools.json"),
        DataSchema::Glossary => include_str!("schema/glossary.json"),
        DataSchema::Fit => include_str!("schema/fit.json"),
        DataSchema::Levels => include_str!("schema/levels.json"),
    };
    let content: Value = serde_json::from_str(text).expect("invariant: the built-in schemas are JSON");
    let head = [
        ("$schema", "https://json-schema.org/draft/2020-12/schema".to_string()),
        ("$id", model.absolute_url(Route::DataSchema(schema))),
    ];
    with_head(head, content)
}
