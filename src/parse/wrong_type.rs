//! A value of another kind than its key takes: what is wrong with it, and what to write instead.

use super::scalar::{core_bool, core_number};
use super::{Diagnostics, Node, NodeKind};
use crate::diagnostic::Code;

/// Reports a value of another kind than the key takes, with what to write instead.
pub fn wrong_type(node: &Node, expected: &str, diagnostics: &mut Diagnostics) {
    let found = node.describe();
    let wants_list = expected == "a list";
    let plain = |text: &str| Node {
        span: node.span,
        kind: NodeKind::Scalar { text: text.to_string(), quoted: false },
    };
    match &node.kind {
        NodeKind::Scalar { text, .. } if wants_list => {
            let bare = text.trim_start_matches('[').trim_end_matches([']', ',']).trim();
            let list = format!("[{bare}]");
            let help = match (text.starts_with('['), text.ends_with(']')) {
                (false, true) => "write `[` in front of its first item".to_string(),
                (true, false) => "write `]` after its last item".to_string(),
                _ if text.contains(',') => format!("put it between brackets: `{list}`"),
                _ => format!("write a list with one item: `{list}`"),
            };
            let diagnostic =
                diagnostics.add(Code::WrongType, node.span, format!("expected a list, found {found}"));
            if bare.contains(['\n', '"', '\'', '[', ']', '{', '}', '#', ':']) || bare.is_empty() {
                diagnostic.help(help);
            } else {
                diagnostic.propose(list, help);
            }
        }
        // A number or a switch between quotes: what is wrong are the quotes.
        NodeKind::Scalar { text, quoted: true }
            if (expected.contains("`true`") && core_bool(&plain(text)).is_some())
                || (NUMBERS.contains(&expected) && core_number(&plain(text)).is_some()) =>
        {
            diagnostics
                .add(
                    Code::WrongType,
                    node.span,
                    format!("expected {expected}, found a text: {found} between quotes"),
                )
                .replace(text, "write it without the quotes");
        }
        NodeKind::Scalar { text, .. } if expected.contains("`true`") => {
            let meant = match text.to_ascii_lowercase().as_str() {
                "yes" | "y" | "on" | "1" | "true" => Some("true"),
                "no" | "n" | "off" | "0" | "false" => Some("false"),
                _ => None,
            };
            let diagnostic =
                diagnostics.add(Code::WrongType, node.span, format!("expected {expected}, found {found}"));
            match meant {
                Some(meant) => drop(diagnostic.propose(meant, format!("write `{meant}`"))),
                None => drop(diagnostic.help("write `true` or `false`, or leave the key out")),
            }
        }
        NodeKind::Mapping(_) if !wants_list && expected != "keys and values" => {
            diagnostics
                .add(Code::WrongType, node.span, format!("expected {expected}, found {found}"))
                .help("a colon makes keys of a text: put the text between quotes, or delete what stands in front of the value");
        }
        NodeKind::Sequence(_) if !wants_list && expected != "keys and values" => {
            diagnostics
                .add(Code::WrongType, node.span, format!("expected {expected}, found {found}"))
                .help("write one value, without brackets or `-`; a text that has them is put between quotes");
        }
        _ => {
            diagnostics
                .add(Code::WrongType, node.span, format!("expected {expected}, found {found}"))
                .help(format!("write {expected} here"));
        }
    }
}

/// What messages call the values that are numbers.
const NUMBERS: [&str; 3] = ["a number", "a whole number", "a weight"];
