//! The keys of content files with their documentation, by the JSON Schemas of the records that read them.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde_json::Value;

use super::yaml_outline::Step;
use crate::model::SchemaFile;
use crate::pages::{IdSource, id_source, schemas};
use crate::parse::FileKind;

/// Returns the schema file of a content file.
fn schema_file(kind: FileKind<'_>) -> SchemaFile {
    match kind {
        FileKind::Site => SchemaFile::Site,
        FileKind::Comparison => SchemaFile::Comparison,
        FileKind::Sources => SchemaFile::Sources,
        FileKind::Tools => SchemaFile::Tools,
        FileKind::Skills => SchemaFile::Skills,
        FileKind::Fit => SchemaFile::Fit,
        FileKind::Levels => SchemaFile::Levels,
        FileKind::Learning => SchemaFile::Learning,
        FileKind::Interviews => SchemaFile::Interviews,
        FileKind::Role(_) => SchemaFile::Role,
        FileKind::Guide(_) => SchemaFile::Guide,
        FileKind::Series(_) => SchemaFile::Salary,
        FileKind::Framework(_) => SchemaFile::Framework,
        FileKind::Pair(_) => SchemaFile::Pair,
        FileKind::Article(_) => SchemaFile::Article,
        FileKind::Term(_) => SchemaFile::Term,
        FileKind::Page(_) => SchemaFile::Page,
    }
}

fn schema(file: SchemaFile) -> &'static Value {
    static SCHEMAS: OnceLock<BTreeMap<SchemaFile, Value>> = OnceLock::new();
    let all =
        SCHEMAS.get_or_init(|| SchemaFile::ALL.iter().map(|file| (*file, schemas::schema(*file))).collect());
    &all[&file]
}

/// A part of the schema of a content file.
#[derive(Debug, Clone)]
pub(super) struct SchemaPart {
    file: SchemaFile,
    /// The JSON pointer to it.
    pointer: String,
    value: &'static Value,
}

/// The kind of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ValueKind {
    Object,
    List,
    Scalar,
}

impl SchemaPart {
    /// Returns the schema of a file by its path; `None` for a file that is no content.
    pub(super) fn of_file(path: &str) -> Option<SchemaPart> {
        let file = schema_file(FileKind::of(path)?);
        Some(SchemaPart { file, pointer: String::new(), value: schema(file) })
    }

    /// Returns the part at a path.
    pub(super) fn at(&self, path: &[Step]) -> Option<SchemaPart> {
        path.iter().try_fold(self.clone(), |part, step| part.step(step))
    }

    fn step(&self, step: &Step) -> Option<SchemaPart> {
        // A value that may be written in two forms.
        if let Some(forms) = self.value["anyOf"].as_array() {
            return (0..forms.len()).find_map(|n| self.inner(&["anyOf", &n.to_string()])?.step(step));
        }
        match step {
            Step::Item => self.inner(&["items"]),
            Step::Key(key) => {
                let own = self.inner(&["properties", key]);
                own.or_else(|| self.inner(&["additionalProperties"]).filter(|part| part.value.is_object()))
            }
        }
    }

    fn inner(&self, names: &[&str]) -> Option<SchemaPart> {
        let mut value = self.value;
        for name in names {
            value = match value {
                Value::Array(items) => items.get(name.parse::<usize>().ok()?)?,
                other => other.get(name)?,
            };
        }
        let pointer = names.iter().fold(self.pointer.clone(), |path, name| format!("{path}/{name}"));
        Some(SchemaPart { file: self.file, pointer, value })
    }

    /// Returns the forms in which the value may be written.
    fn forms(&self) -> Vec<SchemaPart> {
        match self.value["anyOf"].as_array() {
            Some(forms) => (0..forms.len()).filter_map(|n| self.inner(&["anyOf", &n.to_string()])).collect(),
            None => vec![self.clone()],
        }
    }

    /// Returns the keys with their descriptions, and `true` for those that are required.
    pub(super) fn keys(&self) -> Vec<(&'static str, SchemaPart, bool)> {
        let required: Vec<&str> =
            self.value["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let keys = self.value["properties"].as_object().into_iter().flatten();
        let keys = keys.filter_map(|(key, _)| {
            Some((key.as_str(), self.inner(&["properties", key])?, required.contains(&key.as_str())))
        });
        keys.collect()
    }

    /// Returns what the keys of a mapping refer to, if they are ids.
    pub(super) fn key_source(&self) -> Option<IdSource> {
        self.forms().iter().find_map(|form| id_source(self.file, &format!("{}/propertyNames", form.pointer)))
    }

    /// Returns what the value refers to, if it is an id.
    pub(super) fn id_source(&self) -> Option<IdSource> {
        self.forms().iter().find_map(|form| id_source(self.file, &form.pointer))
    }

    /// Returns the schema of the items of a list.
    pub(super) fn items(&self) -> Option<SchemaPart> {
        self.step(&Step::Item)
    }

    pub(super) fn description(&self) -> &'static str {
        self.value["description"].as_str().unwrap_or_default()
    }

    /// Returns the words that the value may be, with their descriptions.
    pub(super) fn words(&self) -> Vec<(&'static str, &'static str)> {
        let words = self.value["enum"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let about = &self.value["enumDescriptions"];
        words.enumerate().map(|(n, word)| (word, about[n].as_str().unwrap_or_default())).collect()
    }

    /// Returns `true` if the value is `true` or `false`.
    pub(super) fn is_boolean(&self) -> bool {
        self.value["type"] == "boolean"
    }

    pub(super) fn kind(&self) -> ValueKind {
        let has = |name: &str| {
            let kinds = &self.value["type"];
            kinds == name || kinds.as_array().is_some_and(|kinds| kinds.iter().any(|kind| kind == name))
        };
        match () {
            () if has("object") => ValueKind::Object,
            () if has("array") => ValueKind::List,
            () => ValueKind::Scalar,
        }
    }

    /// Returns a short name of what a value of this kind is.
    pub(super) fn title(&self) -> Option<&'static str> {
        self.value["title"].as_str()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(steps: &[&str]) -> Vec<Step> {
        steps
            .iter()
            .map(|step| if *step == "-" { Step::Item } else { Step::Key((*step).to_string()) })
            .collect()
    }

    #[test]
    fn keys_and_ids_are_found_by_their_path() {
        let role = SchemaPart::of_file("content/roles/sre.yaml").expect("a schema");
        let keys: Vec<&str> = role.keys().iter().map(|(key, ..)| *key).collect();
        assert!(keys.starts_with(&["name", "short_name", "family"]), "{keys:?}");
        let at = |steps: &[&str]| role.at(&path(steps)).expect("a part");
        assert_eq!(at(&["family"]).id_source(), Some(IdSource::Family));
        assert_eq!(at(&["facts"]).key_source(), Some(IdSource::Row));
        assert_eq!(at(&["facts", "x", "sources", "-"]).id_source(), Some(IdSource::Source));
        assert_eq!(at(&["facts", "x", "level"]).id_source(), Some(IdSource::Level));
        assert_eq!(
            at(&["tools", "monitoring"]).items().and_then(|items| items.id_source()),
            Some(IdSource::Tool)
        );
        assert_eq!(at(&["facts", "x", "confidence"]).words().len(), 3);
        assert!(at(&["facts", "x", "judgement"]).is_boolean());
        assert!(role.at(&path(&["nothing"])).is_none());
        let framework = SchemaPart::of_file("content/frameworks/a.yaml").expect("a schema");
        let at = framework.at(&path(&["roles", "sre", "levels", "-", "at"])).expect("a part");
        assert_eq!(at.id_source(), Some(IdSource::ScaleLevel));
        assert_eq!(at.items().and_then(|items| items.id_source()), Some(IdSource::ScaleLevel));
        assert!(SchemaPart::of_file("templates/a.html").is_none());
    }
}
