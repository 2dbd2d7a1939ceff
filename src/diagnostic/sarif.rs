//! Diagnostics as SARIF 2.1.0 (OASIS), which code hosts show in their security and quality views.

use serde_json::{Value, json};

use super::explanation::{Piece, pieces};
use super::json::escape_unsafe;
use super::position::{Unit, position};
use super::{Code, Diagnostic, Edit, Location, Report, Severity};
use crate::url::percent_encode_path;

/// The base id by which code hosts know the root folder of paths.
const SOURCE_ROOT: &str = "%SRCROOT%";

/// Formats a report as one document. `page` returns the address of a code's published page, if any. `folder` is the
/// absolute path of the folder that the report's paths are relative to, in bytes, if known.
pub fn emit<'s>(
    report: &Report,
    text: impl Fn(&str) -> Option<&'s str>,
    page: impl Fn(Code) -> Option<String>,
    folder: Option<&[u8]>,
) -> String {
    let rules: Vec<Value> = Code::ALL.iter().map(|code| rule(*code, page(*code))).collect();
    let results: Vec<Value> =
        report.diagnostics().iter().map(|diagnostic| result(diagnostic, &text)).collect();
    let mut source_root =
        json!({ "description": { "text": "The folder that the paths of files start from." } });
    if let Some(folder) = folder {
        // The address of a folder ends with a slash (SARIF 2.1.0, section 3.14.14).
        let path = percent_encode_path(folder);
        source_root["uri"] = json!(format!("file://{}/", path.trim_end_matches('/')));
    }
    let document = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "rolebook", "semanticVersion": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "columnKind": "utf16CodeUnits",
            "originalUriBaseIds": { SOURCE_ROOT: source_root },
            "results": results,
        }],
    });
    let document = serde_json::to_string_pretty(&document).expect("invariant: a report is JSON");
    let mut out = escape_unsafe(&document).into_owned();
    out.push('\n');
    out
}

/// The rule object of a code. Hosts show its `help` beside a result: the whole explanation with its examples.
fn rule(code: Code, page: Option<String>) -> Value {
    let opening = pieces(code.explanation()).into_iter().find_map(|piece| match piece {
        Piece::Text(text) => Some(text),
        Piece::Example(_) => None,
    });
    let mut rule = json!({
        "id": code.name(),
        "shortDescription": { "text": code.describe() },
        "fullDescription": { "text": opening },
        "help": { "text": code.explanation(), "markdown": code.explanation() },
        "defaultConfiguration": { "level": level(code.severity()) },
    });
    if let Some(page) = page {
        rule["helpUri"] = json!(page);
    }
    rule
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn result<'s>(diagnostic: &Diagnostic, text: &impl Fn(&str) -> Option<&'s str>) -> Value {
    let words = match &diagnostic.help {
        Some(help) => format!("{}\n{help}", diagnostic.message),
        None => diagnostic.message.clone(),
    };
    let rule = Code::ALL.iter().position(|code| *code == diagnostic.code);
    let mut result = json!({
        "ruleId": diagnostic.code.name(),
        "ruleIndex": rule,
        "level": level(diagnostic.severity),
        "message": { "text": words },
    });
    if let Some(place) = &diagnostic.place {
        result["locations"] = json!([{ "physicalLocation": physical(place, text) }]);
    }
    if !diagnostic.labels.is_empty() {
        let related = diagnostic.labels.iter().enumerate().map(|(id, label)| {
            json!({ "id": id, "physicalLocation": physical(&label.place, text), "message": { "text": label.text } })
        });
        result["relatedLocations"] = related.collect();
    }
    if let Some(Edit { place, replacement, .. }) = &diagnostic.edit {
        result["fixes"] = json!([{
            "description": { "text": diagnostic.help.as_deref().unwrap_or("fix it") },
            "artifactChanges": [{
                "artifactLocation": artifact(place),
                "replacements": [{ "deletedRegion": region(place, text), "insertedContent": { "text": replacement } }],
            }],
        }]);
    }
    result
}

fn physical<'s>(place: &Location, text: &impl Fn(&str) -> Option<&'s str>) -> Value {
    json!({ "artifactLocation": artifact(place), "region": region(place, text) })
}

fn artifact(place: &Location) -> Value {
    json!({ "uri": percent_encode_path(place.file.as_bytes()), "uriBaseId": SOURCE_ROOT })
}

fn region<'s>(place: &Location, text: &impl Fn(&str) -> Option<&'s str>) -> Value {
    let at = position(text(&place.file).unwrap_or(""), place.span, Unit::Utf16);
    json!({ "startLine": at.line, "startColumn": at.column, "endLine": at.end_line, "endColumn": at.end_column })
}
