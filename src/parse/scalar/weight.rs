//! The weights of the fit guide.

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use super::core_schema::ONE;
use super::{core_number, scalar};
use crate::diagnostic::Code;
use crate::parse::wrong_type::wrong_type;
use crate::parse::{Decode, Diagnostics, Node};

/// A whole number from −3 to 3 except 0: positive in favour of a role, negative against it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Weight(pub i8);

/// The maximum weight in either direction.
const MAX_WEIGHT: i8 = 3;

impl Decode for Weight {
    fn decode(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let text = scalar(node, "a weight", diagnostics)?;
        let most = i128::from(MAX_WEIGHT);
        match core_number(node) {
            Some(Some(0)) => {
                diagnostics
                    .add(Code::OutOfRange, node.span, "a weight of 0 has no effect")
                    .help("delete it: roles without a weight get nothing");
                None
            }
            Some(Some(number)) if number % ONE == 0 => match number / ONE {
                weight if weight.abs() <= most => i8::try_from(weight).ok().map(Weight),
                _ => {
                    diagnostics
                        .add(
                            Code::OutOfRange,
                            node.span,
                            format!("`{text}` is not between -{MAX_WEIGHT} and {MAX_WEIGHT}"),
                        )
                        .help("3 is strongly in favour of a role, -3 strongly against it");
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
                    .help("write a whole number from -3 to 3, such as 2");
                None
            }
        }
    }

    fn placeholder() -> Self {
        Weight(1)
    }

    fn schema() -> Value {
        json!({ "title": "whole number from -3 to 3, not 0", "type": "integer", "minimum": -MAX_WEIGHT, "maximum": MAX_WEIGHT, "not": { "const": 0 } })
    }
}

impl Serialize for Weight {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i8(self.0)
    }
}
