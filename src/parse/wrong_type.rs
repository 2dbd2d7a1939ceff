//! Diagnostics for values of the wrong type.

use super::scalar::{core_bool, core_number};
use super::yaml_hints::list_mark;
use super::{Diagnostics, Node, NodeKind};
use crate::diagnostic::{Code, nearest};

/// Reports a value of the wrong type, with a suggestion.
pub(super) fn wrong_type(node: &Node, expected: &str, diagnostics: &mut Diagnostics) {
    let found = node.describe();
    let wants_list = expected == "a list";
    let plain = |text: &str| Node::new(node.span, NodeKind::Scalar { text: text.to_string(), quoted: false });
    match &node.kind {
        NodeKind::Scalar { text, .. } if wants_list => text_for_list(node, text, diagnostics),
        // `{a, b}` has keys without values.
        NodeKind::Mapping(entries)
            if wants_list
                && !entries.is_empty()
                && entries.iter().all(|(_, value)| value.kind == NodeKind::Nothing) =>
        {
            let items: Vec<&str> = entries.iter().map(|(key, _)| key.text.as_str()).collect();
            let list = format!("[{}]", items.join(", "));
            let diagnostic =
                diagnostics.add(Code::WrongType, node.span, format!("expected a list, found {found}"));
            let help = format!("a list has square brackets: `{list}`");
            if list.contains(['"', '\'', ':', '#']) {
                diagnostic.help(help);
            } else {
                diagnostic.propose(list, help);
            }
        }
        // A quoted number or boolean: the quotes are the mistake.
        NodeKind::Scalar { text, quoted: true }
            if (expected.contains("`true`") && core_bool(&plain(text)).is_some())
                || (NUMBERS.contains(&expected) && core_number(&plain(text)).is_some()) =>
        {
            diagnostics
                .add(Code::WrongType, node.span, format!("expected {expected}, found {found} in quotes"))
                .replace(text, "remove the quotes");
        }
        NodeKind::Scalar { text, .. } if expected.contains("`true`") => {
            let meant = match text.to_ascii_lowercase().as_str() {
                "yes" | "y" | "on" | "1" | "true" => Some("true"),
                "no" | "n" | "off" | "0" | "false" => Some("false"),
                _ => nearest(text, ["true", "false"]),
            };
            let diagnostic =
                diagnostics.add(Code::WrongType, node.span, format!("expected {expected}, found {found}"));
            match meant {
                Some(meant) => drop(diagnostic.propose(meant, format!("write `{meant}`"))),
                None => drop(diagnostic.help("write `true` or `false`, or delete the key")),
            }
        }
        NodeKind::Mapping(_) if !wants_list && expected != "keys and values" => {
            diagnostics
                .add(Code::WrongType, node.span, format!("expected {expected}, found {found}"))
                .help("a colon turns a text into a key: quote the text, or delete the key before the value");
        }
        NodeKind::Sequence(..) if expected == "keys and values" => {
            diagnostics
                .add(Code::WrongType, node.span, format!("expected {expected}, found {found}"))
                .help("write a key and a colon before each value, as in `key: value`");
        }
        NodeKind::Sequence(items, true) if !wants_list && expected != "a text" && is_one_text(items) => {
            let text = items.iter().find_map(text_of).unwrap_or_default();
            diagnostics
                .add(Code::WrongType, node.span, format!("expected {expected}, found {found}"))
                .propose(text, "write the value without brackets");
        }
        NodeKind::Sequence(..) if !wants_list => {
            diagnostics
                .add(Code::WrongType, node.span, format!("expected {expected}, found {found}"))
                .help("write one value without brackets or `-`; quote a text that contains them");
        }
        _ => {
            diagnostics
                .add(Code::WrongType, node.span, format!("expected {expected}, found {found}"))
                .help(format!("write {expected} here"));
        }
    }
}

/// Reports a text in place of a list.
fn text_for_list(node: &Node, text: &str, diagnostics: &mut Diagnostics) {
    let found = node.describe();
    let items = listed(text);
    if !items.is_empty() {
        let diagnostic =
            diagnostics.add(Code::WrongType, node.span, format!("expected a list, found {found}"));
        let list = format!("[{}]", items.join(", "));
        // The items of several lines are read as one text.
        if (node.span.end - node.span.start) as usize == text.len() && !list.contains(['"', '\'', ':', '#']) {
            let help = format!("enclose the items in brackets, with commas between them: `{list}`");
            diagnostic.propose(list, help);
        } else {
            diagnostic.help("begin each item with `- `");
        }
        return;
    }
    let bare = text.trim_start_matches(['[', '(']).trim_end_matches([']', ')', ',']).trim();
    let list = format!("[{bare}]");
    let help = match (text.starts_with('['), text.ends_with(']')) {
        _ if text.starts_with('(') || text.ends_with(')') => {
            format!("a list has square brackets: `{list}`")
        }
        (false, true) => "write `[` before the first item".to_string(),
        (true, false) => "write `]` after the last item".to_string(),
        _ if text.contains(',') => format!("enclose it in brackets: `{list}`"),
        _ => format!("write a list with one item: `{list}`"),
    };
    let diagnostic = diagnostics.add(Code::WrongType, node.span, format!("expected a list, found {found}"));
    if bare.contains(['\n', '"', '\'', '[', ']', '{', '}', '#', ':', '•', '●', '‣', '·']) || bare.is_empty()
    {
        diagnostic.help(help);
    } else {
        diagnostic.propose(list, help);
    }
}

/// Splits a text that begins with a list mark, such as `• a • b`, into its items; none if it does not.
fn listed(text: &str) -> Vec<&str> {
    let Some((mark, rest)) = list_mark(text) else { return Vec::new() };
    let separator = format!(" {mark}");
    if mark.starts_with(|c: char| c.is_ascii_digit()) {
        return vec![rest];
    }
    rest.split(&*separator).map(str::trim).filter(|item| !item.is_empty()).collect()
}

/// Returns `true` for a list of one unquoted text.
fn is_one_text(items: &[Node]) -> bool {
    items.len() == 1 && items.iter().all(|item| text_of(item).is_some())
}

fn text_of(item: &Node) -> Option<&str> {
    match &item.kind {
        NodeKind::Scalar { text, quoted: false } => Some(text),
        _ => None,
    }
}

/// The names of numeric types in messages.
const NUMBERS: [&str; 3] = ["a number", "a whole number", "a weight"];
