//! Diagnostics as JSON for programs, one object per line.
//!
//! `CONTRIBUTING.md` lists the fields; a test compares the list with this output.

use std::borrow::Cow;
use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::human::is_unsafe;
use super::position::{Unit, position};
use super::{Location, Report, Severity};

/// Formats a report, one line per diagnostic.
pub fn emit<'s>(report: &Report, text: impl Fn(&str) -> Option<&'s str>) -> String {
    let mut out = String::new();
    for diagnostic in report.diagnostics() {
        let mut object = Map::new();
        object.insert("code".to_string(), json!(diagnostic.code.name()));
        let severity = if diagnostic.severity == Severity::Error { "error" } else { "warning" };
        object.insert("severity".to_string(), json!(severity));
        object.insert("message".to_string(), json!(diagnostic.message));
        if let Some(place) = &diagnostic.place {
            object.extend(location_fields(place, &text));
        }
        if !diagnostic.here.is_empty() {
            object.insert("here".to_string(), json!(diagnostic.here));
        }
        let labels = diagnostic.labels.iter().map(|label| {
            let mut object = location_fields(&label.place, &text);
            object.insert("text".to_string(), json!(label.text));
            Value::Object(object)
        });
        object.insert("labels".to_string(), labels.collect());
        object.insert("help".to_string(), json!(diagnostic.help));
        if let Some(edit) = &diagnostic.edit {
            let mut change = location_fields(&edit.place, &text);
            change.insert("replacement".to_string(), json!(edit.replacement));
            change.insert("sure".to_string(), json!(edit.machine_applicable));
            object.insert("edit".to_string(), Value::Object(change));
        }
        out.push_str(&escape_unsafe(&Value::Object(object).to_string()));
        out.push('\n');
    }
    out
}

/// Escapes the characters of a JSON document that a terminal would obey. They occur only inside strings.
pub(super) fn escape_unsafe(json: &str) -> Cow<'_, str> {
    let must_escape = |c: char| c != '\n' && is_unsafe(c);
    if !json.contains(must_escape) {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len() + 8);
    for c in json.chars() {
        // All of them are in the Basic Multilingual Plane, so each is one escape.
        if must_escape(c) {
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

fn location_fields<'s>(place: &Location, text: impl Fn(&str) -> Option<&'s str>) -> Map<String, Value> {
    let at = position(text(&place.file).unwrap_or(""), place.span, Unit::Characters);
    let mut object = Map::new();
    object.insert("file".to_string(), json!(&*place.file));
    object.insert("line".to_string(), json!(at.line));
    object.insert("column".to_string(), json!(at.column));
    object.insert("end_line".to_string(), json!(at.end_line));
    object.insert("end_column".to_string(), json!(at.end_column));
    object
}
