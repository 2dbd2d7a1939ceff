//! How much an answer of the fit guide speaks for a role or against it.

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use super::core_schema::ONE;
use super::{core_number, scalar};
use crate::diagnostic::Code;
use crate::parse::wrong_type::wrong_type;
use crate::parse::{Decode, Diagnostics, Node};

/// A whole number from −3 to 3 and not 0: above it speaks for the role, below against it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Weight(pub i8);

/// The most that one answer can weigh, either way.
const MOST: i8 = 3;

impl Decode for Weight {
    fn decode(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let text = scalar(node, "a weight", diagnostics)?;
        let most = i128::from(MOST);
        match core_number(node) {
            Some(Some(0)) => {
                diagnostics
                    .add(Code::OutOfRange, node.span, "a weight of 0 says nothing")
                    .help("delete it: a role that is not named gets nothing");
                None
            }
            Some(Some(number)) if number % ONE == 0 => match number / ONE {
                weight if weight.abs() <= most => i8::try_from(weight).ok().map(Weight),
                _ => {
                    diagnostics
                        .add(Code::OutOfRange, node.span, format!("`{text}` is beyond -{MOST} to {MOST}"))
                        .help("one answer is one of many: 3 is a strong sign for a role, -3 a strong one against it");
                    None
                }
            },
            None if node.is_quoted() => {
                wrong_type(node, "a weight", diagnostics);
                None
            }
            _ => {
                diagnostics
                    .add(Code::WrongType, node.span, format!("expected a weight, found `{text}`"))
                    .help("a whole number from -3 to 3, such as 2");
                None
            }
        }
    }

    fn placeholder() -> Self {
        Weight(1)
    }

    fn schema() -> Value {
        json!({ "title": "whole number from -3 to 3, not 0", "type": "integer", "minimum": -MOST, "maximum": MOST, "not": { "const": 0 } })
    }
}

impl Serialize for Weight {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i8(self.0)
    }
}
