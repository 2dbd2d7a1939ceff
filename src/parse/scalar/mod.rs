//! The scalar types of the content format. Each checks its own limits and reports violations.

mod colour;
mod core_schema;
mod currency;
mod date;
mod former_address;
mod number;
mod range;
mod requirement;
mod tag;
mod text;
mod weight;

pub use core_schema::{core_bool, core_number};
pub use currency::Currency;
pub use date::{Date, EventDate, Years, leading_day};
pub use former_address::{Extra, FormerAddress};
pub use number::{Decimals, Number, UInt};
pub use range::NumberRange;
pub use requirement::VersionRequirement;
pub use tag::Tag;
pub use text::{
    BaseUrl, CellText, Language, Name, Paragraph, Sentence, TextLine, WebAddress, report_invalid_id,
    report_leftover_todo,
};
pub use weight::Weight;

use super::wrong_type::wrong_type;
use super::{Diagnostics, Node, NodeKind};

/// Returns the text of a scalar as written, without YAML's type guessing.
pub fn scalar<'n>(node: &'n Node, expected: &str, diagnostics: &mut Diagnostics) -> Option<&'n str> {
    if let NodeKind::Scalar { text, .. } = &node.kind {
        Some(text)
    } else {
        wrong_type(node, expected, diagnostics);
        None
    }
}
