//! JSON Schemas (draft 2020-12) of the content files, from the records themselves.

use serde_json::{Value, json};

use crate::model::{Model, Route, SchemaFile};
use crate::parse::Decode;
use crate::parse::record::{
    ArticleMatter, ComparisonFile, GuideMatter, PageMatter, PairMatter, RoleFile, SeriesFile, SiteFile,
    SkillsFile, SourcesFile, TermMatter, ToolsFile,
};

/// What marks a schema as made by this program. A file without it is never written over.
pub const MARK: &str = "Made by rolebook from its own records; `rolebook schema` writes it.";

/// A schema, as it is published.
pub(super) fn file(model: &Model, file: SchemaFile) -> String {
    document(file, Some(format!("{}{}", model.site.origin, model.address(Route::Schema(file)))))
}

/// A schema as a file, with the address that it is known by, if it has one.
pub fn document(file: SchemaFile, address: Option<String>) -> String {
    let mut schema = schema(file);
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["$comment"] = json!(MARK);
    schema["title"] = json!(file.describe());
    if let Some(address) = address {
        schema["$id"] = json!(address);
    }
    let mut text = serde_json::to_string_pretty(&schema).expect("invariant: a schema is JSON");
    text.push('\n');
    text
}

/// What a content file takes.
pub(super) fn schema(file: SchemaFile) -> Value {
    match file {
        SchemaFile::Site => SiteFile::schema(),
        SchemaFile::Comparison => ComparisonFile::schema(),
        SchemaFile::Sources => SourcesFile::schema(),
        SchemaFile::Tools => ToolsFile::schema(),
        SchemaFile::Skills => SkillsFile::schema(),
        SchemaFile::Role => RoleFile::schema(),
        SchemaFile::Salary => SeriesFile::schema(),
        SchemaFile::Guide => GuideMatter::schema(),
        SchemaFile::Pair => PairMatter::schema(),
        SchemaFile::Article => ArticleMatter::schema(),
        SchemaFile::Term => TermMatter::schema(),
        SchemaFile::Page => PageMatter::schema(),
    }
}
