//! The ids that a site has, offered where its content files name them: an editor completes `sources: [` with the site's
//! own sources, and `facts:` with its rows, each with the question that it answers.
//!
//! They are offered (`examples`) and not demanded (`enum`): a schema is a moment older than the file that is written
//! with it, and the newest source must not look wrong. Whether a name leads somewhere is what `check` is for.

use serde_json::{Map, Value, json};

use crate::model::{Model, SchemaFile};
use crate::parse::Decode;
use crate::parse::record::RowKind;
use crate::url::Id;

/// What an id names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Names {
    /// The id is made here: nothing is offered.
    New,
    Family,
    Group,
    Row,
    /// A level of some row; which one is said at each row.
    Level,
    Region,
    Source,
    Category,
    Tool,
    Skill,
    Role,
    Term,
    Page,
}

/// Every place in a content file where an id stands, as a pointer into its schema, and what it names. A test holds that
/// none is missing.
const PLACES: &[(SchemaFile, &str, Names)] = &[
    (SchemaFile::Comparison, "/properties/families/items/properties/id", Names::New),
    (SchemaFile::Comparison, "/properties/groups/items/properties/id", Names::New),
    (SchemaFile::Comparison, "/properties/rows/items/properties/id", Names::New),
    (SchemaFile::Comparison, "/properties/rows/items/properties/group", Names::Group),
    (SchemaFile::Comparison, "/properties/rows/items/properties/levels/items/properties/id", Names::New),
    (SchemaFile::Comparison, "/properties/regions/items/properties/id", Names::New),
    (SchemaFile::Sources, "/properties/sources/propertyNames", Names::New),
    (SchemaFile::Tools, "/properties/categories/items/properties/id", Names::New),
    (SchemaFile::Tools, "/properties/tools/propertyNames", Names::New),
    (SchemaFile::Tools, "/properties/tools/additionalProperties/properties/category", Names::Category),
    (SchemaFile::Skills, "/properties/skills/propertyNames", Names::New),
    (SchemaFile::Skills, "/properties/skills/additionalProperties/properties/term", Names::Term),
    (SchemaFile::Fit, "/properties/limits", Names::Page),
    (SchemaFile::Fit, "/properties/questions/items/properties/id", Names::New),
    (SchemaFile::Fit, "/properties/questions/items/properties/row", Names::Row),
    (SchemaFile::Fit, "/properties/questions/items/properties/sources/items", Names::Source),
    (SchemaFile::Fit, "/properties/questions/items/properties/answers/items/properties/id", Names::New),
    (
        SchemaFile::Fit,
        "/properties/questions/items/properties/answers/items/properties/weights/propertyNames",
        Names::Role,
    ),
    (SchemaFile::Role, "/properties/family", Names::Family),
    (SchemaFile::Role, "/properties/was/items", Names::New),
    (SchemaFile::Role, "/properties/facts/propertyNames", Names::Row),
    (SchemaFile::Role, "/properties/facts/additionalProperties/properties/level", Names::Level),
    (SchemaFile::Role, "/properties/facts/additionalProperties/properties/sources/items", Names::Source),
    (SchemaFile::Role, "/properties/responsibilities/items/properties/sources/items", Names::Source),
    (SchemaFile::Role, "/properties/tools/propertyNames", Names::Category),
    (SchemaFile::Role, "/properties/tools/additionalProperties/items", Names::Tool),
    (SchemaFile::Role, "/properties/skills/items", Names::Skill),
    (SchemaFile::Role, "/properties/moves_to/items/properties/role", Names::Role),
    (SchemaFile::Role, "/properties/moves_to/items/properties/learn/items", Names::Skill),
    (SchemaFile::Role, "/properties/moves_to/items/properties/sources/items", Names::Source),
    (SchemaFile::Salary, "/properties/source", Names::Source),
    (SchemaFile::Salary, "/properties/figures/items/properties/role", Names::Role),
    (SchemaFile::Salary, "/properties/figures/items/properties/region", Names::Region),
    (SchemaFile::Article, "/properties/roles/items", Names::Role),
    (SchemaFile::Term, "/properties/see/items", Names::Term),
    (SchemaFile::Term, "/properties/sources/items", Names::Source),
];

/// Adds the ids of a site to the schema of a content file.
pub(super) fn offer(schema: &mut Value, file: SchemaFile, model: &Model) {
    let mut definitions = Map::new();
    for (_, place, names) in PLACES.iter().filter(|(of, ..)| *of == file) {
        let Some((name, ids)) = names.ids(model) else { continue };
        let at = schema.pointer_mut(place).expect("invariant: every place is in its schema");
        // Long lists stand once in a schema, however many keys name them.
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
        schema["$defs"] = Value::Object(definitions);
    }
}

/// Each row as a key of `facts`, with its question, and with its levels where it has some.
fn rows(schema: &mut Value, definitions: &mut Map<String, Value>, model: &Model) {
    let facts = &mut schema["properties"]["facts"];
    definitions.insert("fact".to_string(), facts["additionalProperties"].take());
    facts["additionalProperties"] = json!({ "$ref": "#/$defs/fact" });
    let drawn = |kind: RowKind| matches!(kind, RowKind::Tools | RowKind::Salary);
    let rows = model.rows.iter().filter(|(_, row)| !drawn(row.kind)).map(|(id, row)| {
        let mut own = vec![json!({ "$ref": "#/$defs/fact" })];
        if !row.levels.is_empty() {
            let levels: Vec<&Id> = row.levels.iter().map(|(id, _)| id).collect();
            own.push(json!({ "properties": { "level": { "examples": levels } } }));
        }
        (model.rows.id(id).to_string(), json!({ "description": row.question, "allOf": own }))
    });
    facts["properties"] = Value::Object(rows.collect());
}

impl Names {
    /// The name of the list, and the ids in it; `None` where nothing is offered.
    fn ids(self, model: &Model) -> Option<(&'static str, Vec<&Id>)> {
        Some(match self {
            Names::New | Names::Level => return None,
            Names::Family => ("family", model.families.ids().iter().collect()),
            Names::Group => ("group", model.groups.ids().iter().collect()),
            Names::Row => ("row", model.rows.ids().iter().collect()),
            Names::Region => ("region", model.regions.ids().iter().collect()),
            Names::Source => ("source", model.references.ids().iter().collect()),
            Names::Category => ("category", model.categories.ids().iter().collect()),
            Names::Tool => ("tool", model.tools.ids().iter().collect()),
            Names::Skill => ("skill", model.skills.ids().iter().collect()),
            Names::Role => ("role", model.roles.ids().iter().collect()),
            Names::Term => ("term", model.terms.ids().iter().collect()),
            Names::Page => ("page", model.pages.ids().iter().collect()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::schemas::schema;
    use super::*;

    /// The places below a schema where an id stands.
    fn ids(value: &Value, path: &str, found: &mut Vec<String>) {
        if value["title"] == Id::schema()["title"] {
            found.push(path.to_string());
        }
        if let Some(object) = value.as_object() {
            for (key, inner) in object {
                ids(inner, &format!("{path}/{key}"), found);
            }
        }
    }

    #[test]
    fn every_place_of_an_id_is_known() {
        for file in SchemaFile::ALL {
            let mut found = Vec::new();
            ids(&schema(*file), "", &mut found);
            found.sort();
            let listed =
                PLACES.iter().filter(|(of, ..)| of == file).map(|(_, place, _)| (*place).to_string());
            let mut listed: Vec<String> = listed.collect();
            listed.sort();
            assert_eq!(found, listed, "{}", file.file());
        }
    }
}
