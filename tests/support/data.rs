//! Validates the published data against its description: each JSON file against its JSON Schema, each CSV file
//! against the columns that the data package declares.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

const FOLDER: &str = "api/v1/";

/// Asserts that every file of open data is described and matches its description.
pub(crate) fn assert_described(tree: &BTreeMap<String, Vec<u8>>) {
    let json = |path: &str| -> Value { serde_json::from_slice(&tree[path]).expect("JSON") };
    let mut schemas: BTreeMap<String, jsonschema::Validator> = BTreeMap::new();
    for path in tree.keys().filter(|path| path.starts_with("api/v1/schema/")) {
        let mut schema = json(path);
        assert!(jsonschema::meta::is_valid(&schema), "{path} is a valid schema");
        let address = schema["$id"].as_str().expect("an address").to_string();
        assert!(address.ends_with(path), "{path} is at {address}");
        assert_every_key_is_described(&schema, path);
        close(&mut schema);
        schemas.insert(address, jsonschema::validator_for(&schema).expect("a schema"));
    }
    let package = json("api/v1/datapackage.json");
    let documents = tree.keys().filter(|path| {
        path.starts_with(FOLDER) && path.ends_with(".json") && !path.starts_with("api/v1/schema/")
    });
    for path in documents.filter(|path| !path.ends_with("/datapackage.json")) {
        let document = json(path);
        let schema = &schemas[document["$schema"].as_str().expect("the address of a schema")];
        let faults: Vec<String> = schema
            .iter_errors(&document)
            .map(|fault| format!("{path}{}: {fault}", fault.instance_path()))
            .take(5)
            .collect();
        assert_eq!(faults, [""; 0]);
    }
    let resources = package["resources"].as_array().expect("resources");
    for resource in resources {
        let path = format!("{FOLDER}{}", resource["path"].as_str().expect("a path"));
        assert!(tree.contains_key(&path), "there is no {path}");
        if resource["type"] == "table" {
            let table = read_csv(std::str::from_utf8(&tree[&path]).expect("UTF-8"));
            assert_typed(&path, &table, &resource["schema"]);
            assert_variant(tree, &path, &table);
        }
    }
    let figures = resources.iter().find(|resource| resource["path"] == "salaries.csv");
    for path in tree.keys().filter(|path| path.starts_with("salaries/") && path.ends_with(".csv")) {
        if !path.ends_with(".spreadsheet.csv") {
            let table = read_csv(std::str::from_utf8(&tree[path]).expect("UTF-8"));
            assert_typed(path, &table, &figures.expect("figures")["schema"]);
            assert_variant(tree, path, &table);
        }
    }
}

/// Forbids keys that a schema does not list, so that every published key must be described.
fn close(schema: &mut Value) {
    if let Some(object) = schema.as_object_mut() {
        let is_shape = object.get("type").is_some_and(|kind| *kind == "object");
        if is_shape && object.contains_key("properties") && !object.contains_key("additionalProperties") {
            object.insert("additionalProperties".to_string(), json!(false));
        }
    }
    match schema {
        Value::Object(object) => object.values_mut().for_each(close),
        Value::Array(list) => list.iter_mut().for_each(close),
        _ => {}
    }
}

fn assert_every_key_is_described(schema: &Value, path: &str) {
    match schema {
        Value::Object(object) => {
            let is_shape = object.get("type").is_some_and(|kind| *kind == "object");
            let keys = object.get("properties").and_then(Value::as_object).filter(|_| is_shape);
            for (key, property) in keys.into_iter().flatten() {
                let referred = property["$ref"].as_str().is_some();
                assert!(referred || property["description"].is_string(), "{path}: {key} has a description");
            }
            object.values().for_each(|inner| assert_every_key_is_described(inner, path));
        }
        Value::Array(list) => list.iter().for_each(|inner| assert_every_key_is_described(inner, path)),
        _ => {}
    }
}

/// Parses the fields of a CSV file (RFC 4180), line by line.
pub(crate) fn read_csv(text: &str) -> Vec<Vec<String>> {
    let (mut lines, mut line, mut field, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '"' if quoted && characters.peek() == Some(&'"') => {
                field.push('"');
                characters.next();
            }
            '"' => quoted = !quoted,
            ',' if !quoted => line.push(std::mem::take(&mut field)),
            '\r' if !quoted && characters.peek() == Some(&'\n') => {
                characters.next();
                line.push(std::mem::take(&mut field));
                lines.push(std::mem::take(&mut line));
            }
            c => field.push(c),
        }
    }
    assert!(!quoted && field.is_empty() && line.is_empty(), "the last line has a line ending");
    lines
}

fn assert_typed(path: &str, table: &[Vec<String>], schema: &Value) {
    let fields = schema["fields"].as_array().expect("fields");
    let names: Vec<&str> = fields.iter().map(|field| field["name"].as_str().expect("a name")).collect();
    assert_eq!(table[0], names, "{path}");
    for (at, line) in table.iter().enumerate().skip(1) {
        assert_eq!(line.len(), names.len(), "{path}, row {at}");
        for (field, value) in fields.iter().zip(line).filter(|(_, value)| !value.is_empty()) {
            assert!(fits(field, value), "{path}, row {at}: `{value}` is not a valid {field}");
        }
    }
    if let Some(keys) = schema["primaryKey"].as_array() {
        let columns: Vec<usize> =
            keys.iter().filter_map(|key| names.iter().position(|name| key == name)).collect();
        let found: BTreeSet<Vec<&String>> =
            table.iter().skip(1).map(|line| columns.iter().map(|at| &line[*at]).collect()).collect();
        assert_eq!(found.len(), table.len() - 1, "{path}: keys are unique");
    }
}

fn fits(field: &Value, value: &str) -> bool {
    let constraints = &field["constraints"];
    let allowed = match &constraints["enum"] {
        Value::Array(words) => words.iter().any(|word| word == value),
        _ => true,
    };
    let matches = match &constraints["pattern"] {
        Value::String(pattern) => {
            let schema = json!({ "pattern": format!("^(?:{pattern})$") });
            jsonschema::is_valid(&schema, &json!(value))
        }
        _ => true,
    };
    let typed = match field["type"].as_str().expect("a type") {
        "string" => true,
        "boolean" => ["true", "false"].contains(&value),
        "integer" => value.parse::<i64>().is_ok_and(|number| number.to_string() == value),
        "number" => value.parse::<f64>().is_ok_and(f64::is_finite),
        "array" => serde_json::from_str::<Vec<String>>(value).is_ok(),
        "list" => value.split(field["delimiter"].as_str().expect("a delimiter")).all(|item| !item.is_empty()),
        other => panic!("no test knows the type {other}"),
    };
    allowed && matches && typed
}

/// Asserts that the variant for spreadsheets is the same, with a byte order mark and without formulas.
fn assert_variant(tree: &BTreeMap<String, Vec<u8>>, path: &str, table: &[Vec<String>]) {
    let variant = path.replace(".csv", ".spreadsheet.csv");
    let text = std::str::from_utf8(&tree[&variant]).expect("UTF-8");
    let guarded = read_csv(text.strip_prefix('\u{feff}').expect("a byte order mark"));
    assert_eq!(guarded.len(), table.len(), "{variant}");
    for (exact, shown) in table.iter().flatten().zip(guarded.iter().flatten()) {
        let is_formula = shown.starts_with(['=', '+', '-', '@', '\t', '\r']) && shown.parse::<f64>().is_err();
        assert!(!is_formula, "{variant}: {shown}");
        assert_eq!(shown.strip_prefix('\'').filter(|_| shown != exact).unwrap_or(shown), exact, "{variant}");
    }
}
