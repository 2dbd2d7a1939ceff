//! Formats values as YAML.

use super::yaml_edit::{NewValue, Style};

/// Formats what follows the colon of a key.
pub(super) fn tail(value: &NewValue, indent: usize, is_flow: bool) -> String {
    let below = " ".repeat(indent + 2);
    match value {
        NewValue::Record(entries, Style::Block) if !is_flow && !entries.is_empty() => {
            let lines = entries
                .iter()
                .map(|(key, value)| format!("\n{below}{}:{}", key_text(key), tail(value, indent + 2, false)));
            lines.collect()
        }
        NewValue::List(items)
            if !is_flow && items.iter().any(|item| matches!(item, NewValue::Record(..))) =>
        {
            items
                .iter()
                .flat_map(|value| ["\n".to_string(), below.clone(), item(value, indent + 2)])
                .collect()
        }
        _ => format!(" {}", inline(value)),
    }
}

/// An item of a list in block style, with its dash.
pub(super) fn item(value: &NewValue, indent: usize) -> String {
    let NewValue::Record(entries, Style::Block) = value else { return format!("- {}", inline(value)) };
    let below = " ".repeat(indent + 2);
    let lines: Vec<String> = entries
        .iter()
        .map(|(key, value)| format!("{}:{}", key_text(key), tail(value, indent + 2, false)))
        .collect();
    format!("- {}", lines.join(&format!("\n{below}")))
}

/// A value on one line.
pub(super) fn inline(value: &NewValue) -> String {
    match value {
        NewValue::Text(text) => plain_or_quoted(text),
        NewValue::Bare(text) => text.clone(),
        NewValue::List(items) => format!("[{}]", items.iter().map(inline).collect::<Vec<_>>().join(", ")),
        NewValue::Record(entries, _) => {
            let entries: Vec<String> =
                entries.iter().map(|(key, value)| format!("{}: {}", key_text(key), inline(value))).collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

/// Formats a new file with these keys.
pub fn new_file(entries: &[(String, NewValue)]) -> String {
    let lines = entries.iter().map(|(key, value)| format!("{}:{}\n", key_text(key), tail(value, 0, false)));
    lines.collect()
}

/// Formats a key. `n` is a boolean in old versions of YAML, and as a key a text for every program of today.
pub(super) fn key_text(key: &str) -> String {
    if key == "n" { key.to_string() } else { plain_or_quoted(key) }
}

/// Formats a text as YAML, quoted if it could be read as another type.
pub fn plain_or_quoted(text: &str) -> String {
    let plain = text.chars().next().is_some_and(char::is_alphabetic)
        && text.chars().all(|c| c.is_alphanumeric() || " ()/-.'_".contains(c))
        && !text.ends_with(' ')
        && !matches!(
            text.to_ascii_lowercase().as_str(),
            "yes" | "no" | "true" | "false" | "null" | "on" | "off" | "y" | "n"
        );
    if plain { text.to_string() } else { serde_json::Value::from(text).to_string() }
}
