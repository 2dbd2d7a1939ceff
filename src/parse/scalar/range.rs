//! Ranges of numbers.

use serde::Serialize;
use serde_json::{Value, json};

use super::Number;
use crate::diagnostic::Code;
use crate::parse::wrong_type::wrong_type;
use crate::parse::{Decode, Diagnostics, Node, NodeKind};

/// Two numbers, the lower one first: `[3, 5]`. They may be equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct NumberRange {
    /// The lower end.
    pub from: Number,
    /// The upper end.
    pub to: Number,
}

impl NumberRange {
    /// The middle, rounded down to the decimals that numbers have.
    pub fn middle(self) -> Number {
        self.from.midpoint(self.to)
    }
}

impl Decode for NumberRange {
    fn decode(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let NodeKind::Sequence(items, _) = &node.kind else {
            wrong_type(node, "two numbers in brackets", diagnostics);
            return None;
        };
        if items.len() != 2 {
            let message = format!("a range has two numbers, found {}", items.len());
            diagnostics.add(Code::WrongType, node.span, message).help("write the lower one first: [3, 5]");
            return None;
        }
        let [from, to] = [0, 1].map(|n| Number::decode(&items[n], diagnostics));
        let (from, to) = (from?, to?);
        if from > to {
            diagnostics
                .add(Code::OutOfRange, node.span, "the lower number of a range comes first")
                .propose(format!("[{to}, {from}]"), format!("write `[{to}, {from}]`"));
            return None;
        }
        Some(NumberRange { from, to })
    }

    fn placeholder() -> Self {
        NumberRange { from: Number::placeholder(), to: Number::placeholder() }
    }

    fn schema() -> Value {
        json!({
            "title": "two numbers, the lower one first",
            "type": "array", "items": Number::schema(), "minItems": 2, "maxItems": 2,
        })
    }
}
