//! Adds a site's ids to the schemas of its content files, so that an editor completes `sources: [` with the site's
//! own sources, and `facts:` with its rows, each described by its question.
//!
//! Ids are listed as `examples` and not as an `enum`: the schema may be older than the file being edited, and a new
//! source must not be marked as wrong. `check` reports ids that do not exist.

use serde_json::{Map, Value, json};

use crate::model::{Model, SchemaFile};
use crate::parse::Decode;
use crate::parse::record::RowKind;
use crate::url::Id;

/// The type of thing that an id refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum IdSource {
    /// A new id is defined here: nothing is suggested.
    New,
    Family,
    Group,
    Row,
    /// A level; the levels of each row are listed with the row.
    Level,
    Region,
    Source,
    Category,
    Tool,
    Skill,
    Role,
    Term,
    Page,
    ScaleLevel,
    Aspect,
    Grade,
}

/// Every key or value with an id, as a JSON pointer into the schema of its file, and the type of thing it refers to.
/// A test checks that the list is complete.
const ID_POINTERS: &[(SchemaFile, &str, IdSource)] = &[
    (SchemaFile::Site, "/properties/search_words/items/properties/row", IdSource::Row),
    (SchemaFile::Site, "/properties/search_words/items/properties/role", IdSource::Role),
    (SchemaFile::Site, "/properties/search_words/items/properties/region", IdSource::Region),
    (SchemaFile::Comparison, "/properties/families/items/properties/id", IdSource::New),
    (SchemaFile::Comparison, "/properties/groups/items/properties/id", IdSource::New),
    (SchemaFile::Comparison, "/properties/rows/items/properties/id", IdSource::New),
    (SchemaFile::Comparison, "/properties/rows/items/properties/group", IdSource::Group),
    (SchemaFile::Comparison, "/properties/rows/items/properties/levels/items/properties/id", IdSource::New),
    (SchemaFile::Comparison, "/properties/choose_rows/items", IdSource::Row),
    (SchemaFile::Comparison, "/properties/hire_rows/items", IdSource::Row),
    (SchemaFile::Comparison, "/properties/regions/items/properties/id", IdSource::New),
    (SchemaFile::Comparison, "/properties/regions/items/properties/within", IdSource::Region),
    (SchemaFile::Sources, "/properties/sources/propertyNames", IdSource::New),
    (SchemaFile::Tools, "/properties/categories/items/properties/id", IdSource::New),
    (SchemaFile::Tools, "/properties/tools/propertyNames", IdSource::New),
    (SchemaFile::Tools, "/properties/tools/additionalProperties/properties/category", IdSource::Category),
    (SchemaFile::Skills, "/properties/skills/propertyNames", IdSource::New),
    (SchemaFile::Skills, "/properties/skills/additionalProperties/properties/term", IdSource::Term),
    (SchemaFile::Fit, "/properties/limits", IdSource::Page),
    (SchemaFile::Fit, "/properties/questions/items/properties/id", IdSource::New),
    (SchemaFile::Fit, "/properties/questions/items/properties/row", IdSource::Row),
    (SchemaFile::Fit, "/properties/questions/items/properties/sources/items", IdSource::Source),
    (SchemaFile::Fit, "/properties/questions/items/properties/answers/items/properties/id", IdSource::New),
    (
        SchemaFile::Fit,
        "/properties/questions/items/properties/answers/items/properties/weights/propertyNames",
        IdSource::Role,
    ),
    (SchemaFile::Site, "/properties/entity/properties/path", IdSource::New),
    (SchemaFile::Pair, "/properties/choose/propertyNames", IdSource::Role),
    (SchemaFile::Pair, "/properties/hire/propertyNames", IdSource::Role),
    (SchemaFile::Role, "/properties/family", IdSource::Family),
    (SchemaFile::Role, "/properties/was/items", IdSource::New),
    (SchemaFile::Role, "/properties/facts/propertyNames", IdSource::Row),
    (SchemaFile::Role, "/properties/facts/additionalProperties/properties/level", IdSource::Level),
    (SchemaFile::Role, "/properties/facts/additionalProperties/properties/sources/items", IdSource::Source),
    (SchemaFile::Role, "/properties/responsibilities/items/properties/sources/items", IdSource::Source),
    (SchemaFile::Role, "/properties/tools/propertyNames", IdSource::Category),
    (SchemaFile::Role, "/properties/tools/additionalProperties/items", IdSource::Tool),
    (SchemaFile::Role, "/properties/skills/items", IdSource::Skill),
    (SchemaFile::Role, "/properties/moves_to/items/properties/role", IdSource::Role),
    (SchemaFile::Role, "/properties/moves_to/items/properties/learn/items", IdSource::Skill),
    (SchemaFile::Role, "/properties/moves_to/items/properties/sources/items", IdSource::Source),
    (SchemaFile::Salary, "/properties/source", IdSource::Source),
    (SchemaFile::Salary, "/properties/levels/items/properties/at", IdSource::ScaleLevel),
    (SchemaFile::Salary, "/properties/figures/items/properties/role", IdSource::Role),
    (SchemaFile::Salary, "/properties/figures/items/properties/region", IdSource::Region),
    (SchemaFile::Levels, "/properties/scale/items/properties/id", IdSource::New),
    (SchemaFile::Levels, "/properties/aspects/items/properties/id", IdSource::New),
    (SchemaFile::Levels, "/properties/grades/items/properties/id", IdSource::New),
    (SchemaFile::Learning, "/properties/resources/propertyNames", IdSource::New),
    (
        SchemaFile::Learning,
        "/properties/resources/additionalProperties/properties/skills/items",
        IdSource::Skill,
    ),
    (
        SchemaFile::Learning,
        "/properties/resources/additionalProperties/properties/level",
        IdSource::ScaleLevel,
    ),
    (
        SchemaFile::Learning,
        "/properties/resources/additionalProperties/properties/hours/properties/source",
        IdSource::Source,
    ),
    (SchemaFile::Interviews, "/properties/interviews/propertyNames", IdSource::New),
    (SchemaFile::Interviews, "/properties/interviews/additionalProperties/properties/role", IdSource::Role),
    (
        SchemaFile::Interviews,
        "/properties/interviews/additionalProperties/properties/source",
        IdSource::Source,
    ),
    (SchemaFile::Framework, "/properties/source", IdSource::Source),
    (SchemaFile::Framework, "/properties/skills/propertyNames", IdSource::New),
    (SchemaFile::Framework, "/properties/skills/additionalProperties/properties/skill", IdSource::Skill),
    (SchemaFile::Framework, "/properties/roles/propertyNames", IdSource::Role),
    (
        SchemaFile::Framework,
        "/properties/roles/additionalProperties/properties/levels/items/properties/id",
        IdSource::New,
    ),
    (
        SchemaFile::Framework,
        "/properties/roles/additionalProperties/properties/levels/items/properties/at/anyOf/0",
        IdSource::ScaleLevel,
    ),
    (
        SchemaFile::Framework,
        "/properties/roles/additionalProperties/properties/levels/items/properties/at/anyOf/1/items",
        IdSource::ScaleLevel,
    ),
    (
        SchemaFile::Framework,
        "/properties/roles/additionalProperties/properties/levels/items/properties/facts/propertyNames",
        IdSource::Aspect,
    ),
    (
        SchemaFile::Framework,
        "/properties/roles/additionalProperties/properties/levels/items/properties/facts/additionalProperties/properties/source",
        IdSource::Source,
    ),
    (
        SchemaFile::Framework,
        "/properties/roles/additionalProperties/properties/levels/items/properties/skills/propertyNames",
        IdSource::Skill,
    ),
    (
        SchemaFile::Framework,
        "/properties/roles/additionalProperties/properties/levels/items/properties/skills/additionalProperties",
        IdSource::Grade,
    ),
    (
        SchemaFile::Framework,
        "/properties/roles/additionalProperties/properties/levels/items/properties/lowered/properties/skills/items",
        IdSource::Skill,
    ),
    (SchemaFile::Article, "/properties/roles/items", IdSource::Role),
    (SchemaFile::Article, "/properties/template", IdSource::New),
    (SchemaFile::Page, "/properties/template", IdSource::New),
    (SchemaFile::Import, "/properties/defaults/properties/sources/items", IdSource::Source),
    (SchemaFile::Import, "/properties/sources/propertyNames", IdSource::New),
    (SchemaFile::Import, "/properties/families/items/properties/id", IdSource::New),
    (SchemaFile::Import, "/properties/groups/items/properties/id", IdSource::New),
    (SchemaFile::Import, "/properties/pay/properties/dataset", IdSource::New),
    (SchemaFile::Import, "/properties/facts/propertyNames", IdSource::Row),
    (SchemaFile::Import, "/properties/facts/additionalProperties/properties/sources/items", IdSource::Source),
    (
        SchemaFile::Import,
        "/properties/facts/additionalProperties/properties/row/properties/group",
        IdSource::Group,
    ),
    (
        SchemaFile::Import,
        "/properties/facts/additionalProperties/properties/row/properties/levels/items/properties/id",
        IdSource::New,
    ),
    (SchemaFile::Term, "/properties/see/items", IdSource::Term),
    (SchemaFile::Term, "/properties/sources/items", IdSource::Source),
];

/// Returns the type of thing that the id at a JSON pointer into the schema of a content file refers to.
pub(crate) fn id_source(file: SchemaFile, pointer: &str) -> Option<IdSource> {
    let found = ID_POINTERS.iter().find(|(of, place, _)| *of == file && *place == pointer);
    found.map(|(_, _, source)| *source)
}

/// Adds the ids of a site to the schema of a content file.
pub(in crate::pages) fn add_examples(schema: &mut Value, file: SchemaFile, model: &Model) {
    let mut definitions = Map::new();
    for (_, place, names) in ID_POINTERS.iter().filter(|(of, ..)| *of == file) {
        let Some((name, ids)) = names.ids(model) else { continue };
        let at = schema.pointer_mut(place).expect("invariant: every place is in its schema");
        // Each list of ids is defined once and referenced by every key that takes it.
        definitions.entry(name).or_insert_with(|| {
            let mut id = Id::schema();
            id["examples"] = json!(ids);
            id
        });
        let mut named = json!({ "$ref": format!("#/$defs/{name}") });
        if let Some(description) = at.get("description") {
            named["description"] = description.clone();
        }
        *at = named;
    }
    if file == SchemaFile::Role {
        rows(schema, &mut definitions, model);
        let list = schema["properties"]["tools"]["additionalProperties"].clone();
        let categories = model.categories.iter().map(|(id, label)| {
            let mut tools = list.clone();
            tools["description"] = json!(label);
            (model.categories.id(id).to_string(), tools)
        });
        schema["properties"]["tools"]["properties"] = Value::Object(categories.collect());
    }
    if !definitions.is_empty() {
        if let Some(own) = schema["$defs"].as_object() {
            definitions.extend(own.clone());
        }
        schema["$defs"] = Value::Object(definitions);
    }
}

/// Lists each row as a key of `facts`, with its question and, if it has levels, their ids.
fn rows(schema: &mut Value, definitions: &mut Map<String, Value>, model: &Model) {
    let facts = &mut schema["properties"]["facts"];
    definitions.insert("fact".to_string(), facts["additionalProperties"].take());
    facts["additionalProperties"] = json!({ "$ref": "#/$defs/fact" });
    let is_generated = |kind: RowKind| matches!(kind, RowKind::Tools | RowKind::Salary);
    let rows = model.rows.iter().filter(|(_, row)| !is_generated(row.kind)).map(|(id, row)| {
        let mut own = vec![json!({ "$ref": "#/$defs/fact" })];
        if !row.levels.is_empty() {
            let levels: Vec<&Id> = row.levels.iter().map(|(id, _)| id).collect();
            own.push(json!({ "properties": { "level": { "examples": levels } } }));
        }
        (model.rows.id(id).to_string(), json!({ "description": row.question, "allOf": own }))
    });
    facts["properties"] = Value::Object(rows.collect());
}

impl IdSource {
    /// Returns the name of the definition and the ids in it, or `None` if nothing is suggested.
    fn ids(self, model: &Model) -> Option<(&'static str, Vec<&Id>)> {
        Some(match self {
            IdSource::New | IdSource::Level => return None,
            IdSource::Family => ("family", model.families.ids().iter().collect()),
            IdSource::Group => ("group", model.groups.ids().iter().collect()),
            IdSource::Row => ("row", model.rows.ids().iter().collect()),
            IdSource::Region => ("region", model.regions.ids().iter().collect()),
            IdSource::Source => ("source", model.references.ids().iter().collect()),
            IdSource::Category => ("category", model.categories.ids().iter().collect()),
            IdSource::Tool => ("tool", model.tools.ids().iter().collect()),
            IdSource::Skill => ("skill", model.skills.ids().iter().collect()),
            IdSource::Role => ("role", model.roles.ids().iter().collect()),
            IdSource::Term => ("term", model.terms.ids().iter().collect()),
            IdSource::Page => ("page", model.pages.ids().iter().collect()),
            IdSource::ScaleLevel => ("scale-level", model.scale.ids().iter().collect()),
            IdSource::Aspect => ("aspect", model.aspects.ids().iter().collect()),
            IdSource::Grade => ("grade", model.grades.ids().iter().collect()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::schemas::schema;
    use super::*;

    /// Collects the JSON pointers of all ids below a schema.
    fn ids(value: &Value, path: &str, found: &mut Vec<String>) {
        if value["title"] == Id::schema()["title"] {
            found.push(path.to_string());
        }
        if let Some(object) = value.as_object() {
            for (key, inner) in object {
                ids(inner, &format!("{path}/{key}"), found);
            }
        }
        for (index, inner) in value.as_array().into_iter().flatten().enumerate() {
            ids(inner, &format!("{path}/{index}"), found);
        }
    }

    #[test]
    fn every_id_in_a_schema_is_listed() {
        for file in SchemaFile::ALL {
            let mut found = Vec::new();
            ids(&schema(*file), "", &mut found);
            found.sort();
            let listed =
                ID_POINTERS.iter().filter(|(of, ..)| of == file).map(|(_, place, _)| (*place).to_string());
            let mut listed: Vec<String> = listed.collect();
            listed.sort();
            assert_eq!(found, listed, "{}", file.file());
        }
    }
}
