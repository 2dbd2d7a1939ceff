//! JSON Schemas (draft 2020-12) of the content files, from the records themselves.

use serde_json::{Value, json};

use crate::model::{Model, Route, SchemaFile};
use crate::parse::Decode;
use crate::parse::record::{
    ComparisonFile, RoleFile, SeriesFile, SiteFile, SkillsFile, SourcesFile, ToolsFile,
};

/// A schema, as it is published.
pub(super) fn file(model: &Model, file: SchemaFile) -> String {
    let mut schema = schema(file);
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["$id"] = json!(format!("{}{}", model.site.origin, model.address(Route::Schema(file))));
    schema["title"] = json!(file.describe());
    let mut text = serde_json::to_string_pretty(&schema).expect("invariant: a schema is JSON");
    text.push('\n');
    text
}

fn schema(file: SchemaFile) -> Value {
    match file {
        SchemaFile::Site => SiteFile::schema(),
        SchemaFile::Comparison => ComparisonFile::schema(),
        SchemaFile::Sources => SourcesFile::schema(),
        SchemaFile::Tools => ToolsFile::schema(),
        SchemaFile::Skills => SkillsFile::schema(),
        SchemaFile::Role => RoleFile::schema(),
        SchemaFile::Salary => SeriesFile::schema(),
    }
}
