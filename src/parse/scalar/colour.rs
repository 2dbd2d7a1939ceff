//! Colours.

use serde_json::{Value, json};

use super::scalar;
use crate::diagnostic::Code;
use crate::parse::{Decode, Diagnostics, Node};
use crate::theme::Colour;

impl Decode for Colour {
    fn decode(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let text = scalar(node, "a colour", diagnostics)?;
        // `#` begins a comment unless the value is quoted, so it may be left out.
        let hashed = format!("#{}", text.strip_prefix('#').unwrap_or(text));
        let colour = Colour::parse(&hashed);
        if colour.is_none() {
            diagnostics
                .add(Code::UnknownWord, node.span, format!("`{text}` is not a colour"))
                .help("write six hexadecimal digits in quotes: \"#0b6e4f\"");
        }
        colour
    }

    fn placeholder() -> Self {
        Colour([0; 3])
    }

    fn schema() -> Value {
        json!({
            "title": "colour, as six hexadecimal digits",
            "type": ["string", "number"],
            "pattern": "^#?([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$",
        })
    }
}
