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
pub use number::{Decimals, Number, Whole};
pub use text::{
    BaseUrl, CellText, Language, Line, Name, Paragraph, Sentence, WebAddress, fill_in, refuse_id,
};
pub use weight::Weight;

use super::wrong_type::wrong_type;
use super::{Kind, Node, Problems};

/// The text of a scalar, whatever YAML would guess it to be.
pub fn scalar<'n>(node: &'n Node, expected: &str, problems: &mut Problems) -> Option<&'n str> {
    if let Kind::Scalar { text, .. } = &node.kind {
        Some(text)
    } else {
        wrong_type(node, expected, problems);
        None
    }
}
