//! The Data Package descriptor (datapackage.org, version 2.0): the columns of the CSV files and their types in a
//! standard form.

use serde_json::{Value, json};

use super::csv::{Column, FACTS, FIGURES, Type};
use super::levels::{GRADES, LEVELS};
use super::schema;
use crate::model::{DataFile, Model, Route};
use crate::url::Id;

/// Returns the content of `datapackage.json`.
pub(in crate::pages) fn package(model: &Model) -> Value {
    // The standard wants the address of a licence.
    let content = model.site.licence.as_ref().and_then(|licence| {
        let url = licence.url.as_ref()?;
        Some(json!({ "title": licence.name, "path": url }))
    });
    let content = Value::Array(content.into_iter().collect());
    let pay = model.series.iter().filter(|(_, series)| series.is_open()).map(|(id, series)| {
        json!({ "title": format!("{}: {}", series.title, series.licence), "path": model.absolute_url(Route::Series(id)) })
    });
    let pay = Value::Array(pay.collect());
    let table = |file: DataFile, columns: &[Column], licences: &Value| {
        let mut resource = json!({
            "name": file.file().trim_end_matches(".csv"), "type": "table", "path": file.file(), "format": "csv",
            "mediatype": file.media_type(), "encoding": "utf-8", "description": file.describe(),
            "schema": {
                "fields": columns.iter().map(field).collect::<Vec<_>>(),
                "missingValues": [""],
            },
        });
        set_licences(&mut resource, licences);
        resource
    };
    let mut resources = vec![table(DataFile::Facts, FACTS, &content)];
    if model.has(DataFile::Figures.presence()) {
        resources.push(table(DataFile::Figures, FIGURES, &pay));
    }
    if model.has_levels() {
        resources.push(table(DataFile::LevelFacts, LEVELS, &content));
        resources.push(table(DataFile::Grades, GRADES, &content));
    }
    let documents = DataFile::for_model(model).filter_map(|file| Some((file, schema::of(file)?)));
    resources.extend(documents.map(|(file, schema)| {
        json!({
            "name": file.file().trim_end_matches(".json"), "path": file.file(), "format": "json",
            "mediatype": file.media_type(), "encoding": "utf-8", "description": file.describe(),
            "jsonSchema": model.absolute_url(Route::DataSchema(schema)),
        })
    }));
    resources[0]["schema"]["primaryKey"] = json!(["role", "row"]);
    let mut package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": Id::slugify(&model.site.title).unwrap_or_else(|| "open-data".to_string()),
        "title": model.site.title,
        "description": model.site.description,
        "homepage": model.absolute_url(Route::OpenData),
        "resources": resources,
    });
    set_licences(&mut package, &content);
    if let Some(edition) = model.latest_date() {
        package["version"] = json!(edition);
    }
    package
}

/// Adds licences, if there are any: the standard requires the list to be non-empty.
fn set_licences(described: &mut Value, licences: &Value) {
    if licences.as_array().is_some_and(|licences| !licences.is_empty()) {
        described["licenses"] = licences.clone();
    }
}

fn field(column: &Column) -> Value {
    let mut field = json!({ "name": column.name, "description": column.about });
    let kind = match column.holds {
        Type::Text | Type::Id | Type::Date | Type::Word(_) => "string",
        Type::Ids => "list",
        Type::Boolean => "boolean",
        Type::Integer => "integer",
        Type::Number => "number",
        Type::Array => "array",
    };
    field["type"] = json!(kind);
    match column.holds {
        Type::Id => field["constraints"] = json!({ "pattern": "[a-z0-9]+(-[a-z0-9]+)*" }),
        Type::Date => field["constraints"] = json!({ "pattern": "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?" }),
        Type::Word(words) => field["constraints"] = json!({ "enum": words }),
        Type::Ids => {
            field["delimiter"] = json!(" ");
            field["itemType"] = json!("string");
        }
        Type::Array => field["constraints"] = json!({ "jsonSchema": { "items": { "type": "string" } } }),
        Type::Text | Type::Boolean | Type::Integer | Type::Number => {}
    }
    field
}
