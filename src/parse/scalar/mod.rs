//! The scalars of the content format: each knows its own limits, and says them when they are passed.

mod core_schema;
mod currency;
mod date;
mod number;
mod text;
mod weight;

pub use core_schema::{core_bool, core_number};
pub use currency::Currency;
pub use date::{Date, Years};
pub use number::{Decimals, Number, UInt};
pub use text::{
    BaseUrl, CellText, Language, Name, Paragraph, Sentence, TextLine, WebAddress, refuse_id,
    report_leftover_todo,
};
pub use weight::Weight;

use super::wrong_type::wrong_type;
use super::{Diagnostics, Node, NodeKind};

/// The text of a scalar, whatever YAML would guess it to be.
pub fn scalar<'n>(node: &'n Node, expected: &str, diagnostics: &mut Diagnostics) -> Option<&'n str> {
    if let NodeKind::Scalar { text, .. } = &node.kind {
        Some(text)
    } else {
        wrong_type(node, expected, diagnostics);
        None
    }
}
