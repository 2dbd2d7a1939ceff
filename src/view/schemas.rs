//! JSON Schemas (draft 2020-12) of the content files, from the records themselves.

use serde_json::{Map, Value, json};

use super::schema_examples;
use crate::model::{Model, Route, SchemaFile};
use crate::parse::Decode;
use crate::parse::record::{
    ArticleMatter, ComparisonFile, FitFile, GuideMatter, PageMatter, PairMatter, RoleFile, SeriesFile,
    SiteFile, SkillsFile, SourcesFile, TermMatter, ToolsFile,
};

/// What marks a schema as made by this program. A file without it is never written over.
const MARK: &str = "Made by rolebook from its own records; `rolebook schema` writes it.";

/// A schema, as it is published.
pub(super) fn file(model: &Model, file: SchemaFile) -> String {
    let address = format!("{}{}", model.site.origin, model.address(Route::Schema(file)));
    document(file, Some(address), Some(model))
}

/// A schema as a file: with the address that it is known by, if it has one, and the ids of a site, if it is for one.
pub fn document(file: SchemaFile, address: Option<String>, site: Option<&Model>) -> String {
    let mut schema = schema(file);
    if let Some(model) = site {
        schema_examples::offer(&mut schema, file, model);
    }
    let mut document = Map::new();
    document.insert("$schema".to_string(), json!("https://json-schema.org/draft/2020-12/schema"));
    if let Some(address) = address {
        document.insert("$id".to_string(), json!(address));
    }
    document.insert("$comment".to_string(), json!(MARK));
    document.insert("title".to_string(), json!(file.describe()));
    if let Value::Object(keys) = schema {
        document.extend(keys);
    }
    let mut text = serde_json::to_string_pretty(&document).expect("invariant: a schema is JSON");
    text.push('\n');
    text
}

/// Whether a text is a schema that this program made, now or in an earlier version.
pub fn is_ours(text: &str) -> bool {
    serde_json::from_str::<Value>(text).is_ok_and(|schema| schema["$comment"] == MARK)
}

/// What a content file takes.
pub(super) fn schema(file: SchemaFile) -> Value {
    match file {
        SchemaFile::Site => SiteFile::schema(),
        SchemaFile::Comparison => ComparisonFile::schema(),
        SchemaFile::Sources => SourcesFile::schema(),
        SchemaFile::Tools => ToolsFile::schema(),
        SchemaFile::Skills => SkillsFile::schema(),
        SchemaFile::Fit => FitFile::schema(),
        SchemaFile::Role => RoleFile::schema(),
        SchemaFile::Salary => SeriesFile::schema(),
        SchemaFile::Guide => GuideMatter::schema(),
        SchemaFile::Pair => PairMatter::schema(),
        SchemaFile::Article => ArticleMatter::schema(),
        SchemaFile::Term => TermMatter::schema(),
        SchemaFile::Page => PageMatter::schema(),
    }
}
