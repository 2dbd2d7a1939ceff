//! Numbers: integers for people and money, decimals for rows of the matrix. Floats are not used, because views are
//! hashed and every machine must print the same digits.

use std::fmt;

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use super::core_schema::{self, ONE};
use super::{core_number, scalar};
use crate::diagnostic::{Code, Span};
use crate::parse::wrong_type::wrong_type;
use crate::parse::{Decode, Diagnostics, Node, NodeKind};

/// A whole number from 0 to 10⁹: people, jobs, or units of a currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UInt(pub u32);

/// The largest whole number.
const MAX_WHOLE: i128 = 1_000_000_000;

impl Decode for UInt {
    fn decode(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let text = scalar(node, "a whole number", diagnostics)?;
        if let Some(number) = core_number(node) {
            let (code, message) = match number {
                Some(..=-1) => (Code::OutOfRange, format!("`{text}` is below zero")),
                Some(number) if number % ONE == 0 && number / ONE <= MAX_WHOLE => {
                    return u32::try_from(number / ONE).ok().map(UInt);
                }
                number
                    if number.is_none_or(|n| n % ONE != 0) && !text.bytes().all(|b| b.is_ascii_digit()) =>
                {
                    diagnostics
                        .add(Code::WrongType, node.span, format!("expected a whole number, found `{text}`"))
                        .help("write digits only, without separators, currency signs or decimals");
                    return None;
                }
                _ => (Code::OutOfRange, format!("`{text}` is more than {MAX_WHOLE}")),
            };
            diagnostics.add(code, node.span, message);
            return None;
        }
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        if node.is_quoted() && text.bytes().all(|b| b.is_ascii_digit()) {
            wrong_type(node, "a whole number", diagnostics);
            return None;
        }
        let diagnostic =
            diagnostics.add(Code::WrongType, node.span, format!("expected a whole number, found `{text}`"));
        if text.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '_' | ' ' | '\''))
            && !digits.is_empty()
        {
            diagnostic.replace(&digits, "write the digits without quotes or separators");
        } else if let Some(thousands) =
            text.strip_suffix(['k', 'K']).filter(|n| n.bytes().all(|b| b.is_ascii_digit()))
        {
            diagnostic.replace(format!("{thousands}000"), "write the thousands out");
        } else {
            diagnostic.help("write digits only, without separators, currency signs or decimals");
        }
        None
    }

    fn placeholder() -> Self {
        UInt(0)
    }

    fn schema() -> Value {
        json!({ "title": "whole number, at most 1000000000", "type": "integer", "minimum": 0, "maximum": 1_000_000_000 })
    }
}

impl Serialize for UInt {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u32(self.0)
    }
}

/// A decimal number from −10¹² to 10¹² with at most 12 decimals and 15 digits in total, so that readers of the
/// published data who parse numbers as binary doubles get exactly what was written. Stored as a multiple of 10⁻¹²
/// ([`Number::ONE`] is 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(i128);

impl Number {
    /// The maximum number of decimals.
    pub const MAX_DECIMALS: u8 = 12;
    /// The number 1.
    const ONE: i128 = core_schema::ONE;
    /// The largest number.
    const MAX: i128 = 1_000_000_000_000 * Number::ONE;
    /// The maximum number of digits before and after the decimal point together.
    const MAX_DIGITS: usize = 15;

    /// Parses a number in the form of YAML; `None` if it is none, or out of range.
    pub fn parse(text: &str) -> Option<Number> {
        let node = Node::new(Span::default(), NodeKind::Scalar { text: text.to_string(), quoted: false });
        Number::decode(&node, &mut Diagnostics::new("".into()))
    }

    /// The product of two numbers; `None` if it is out of range. Decimals beyond the twelfth are dropped.
    pub fn times(self, other: Number) -> Option<Number> {
        let product = self.0.checked_mul(other.0)? / Number::ONE;
        (product.abs() <= Number::MAX).then_some(Number(product))
    }

    /// The number rounded half away from zero.
    pub fn rounded(self, decimals: u8) -> Number {
        let unit = 10_i128.pow(u32::from(Number::MAX_DECIMALS.saturating_sub(decimals)));
        let half = if self.0 < 0 { -unit / 2 } else { unit / 2 };
        Number((self.0 + half) / unit * unit)
    }

    /// The sum of two numbers, at most the largest number.
    pub fn plus(self, other: Number) -> Number {
        Number((self.0 + other.0).min(Number::MAX))
    }

    /// The absolute difference of two numbers.
    pub fn abs_diff(self, other: Number) -> Number {
        Number((self.0 - other.0).abs())
    }

    /// The absolute difference in thousandths of the larger magnitude, at most 1000.
    pub fn relative_distance(self, other: Number) -> u32 {
        let largest = self.0.abs().max(other.0.abs()).max(1);
        u32::try_from(self.abs_diff(other).0 * 1000 / largest).unwrap_or(1000).min(1000)
    }

    /// The number in the middle of two.
    pub(super) fn midpoint(self, other: Number) -> Number {
        Number(self.0.midpoint(other.0))
    }

    /// Returns `true` for numbers above 0.
    pub fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// The number of decimals needed to print the number exactly.
    pub fn decimals(self) -> u8 {
        let digits = format!("{:012}", self.0.abs() % Number::ONE);
        u8::try_from(digits.trim_end_matches('0').len()).unwrap_or(Number::MAX_DECIMALS)
    }

    /// The digits before the decimal point and the given number of decimals, without a sign.
    pub fn digits(self, decimals: u8) -> (String, String) {
        let whole = (self.0.abs() / Number::ONE).to_string();
        let mut part = format!("{:012}", self.0.abs() % Number::ONE);
        part.truncate(usize::from(decimals));
        (whole, part)
    }
}

impl From<i32> for Number {
    fn from(number: i32) -> Number {
        Number(i128::from(number) * Number::ONE)
    }
}

/// Prints the number as in YAML, JSON and CSV: `-1234.5`.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        match self.digits(self.decimals()) {
            (whole, part) if part.is_empty() => write!(f, "{sign}{whole}"),
            (whole, part) => write!(f, "{sign}{whole}.{part}"),
        }
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.decimals() == 0 {
            return serializer.serialize_i64(i64::try_from(self.0 / Number::ONE).unwrap_or(i64::MAX));
        }
        // A double prints any decimal number of up to 15 digits as it was written.
        serializer.serialize_f64(self.to_string().parse().unwrap_or(f64::NAN))
    }
}

impl Decode for Number {
    fn decode(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let text = scalar(node, "a number", diagnostics)?;
        let Some(read) = core_number(node).filter(|_| !node.is_quoted()) else {
            if node.is_quoted() {
                wrong_type(node, "a number", diagnostics);
                return None;
            }
            let help = if text.ends_with('%') {
                "write the number without a unit: the row defines the unit"
            } else {
                "write digits and a decimal point, without separators: 15, -4.5 or 1250000"
            };
            diagnostics
                .add(Code::WrongType, node.span, format!("expected a number, found `{text}`"))
                .help(help);
            return None;
        };
        let Some(number) = read.map(Number) else {
            // Infinity, or too many decimals.
            let message = format!("`{text}` has more than 12 decimals or 15 digits");
            diagnostics.add(Code::OutOfRange, node.span, message).help("round it");
            return None;
        };
        let (whole, part) = number.digits(number.decimals());
        if number.0.abs() > Number::MAX {
            diagnostics
                .add(Code::OutOfRange, node.span, format!("`{text}` is beyond ±1000000000000"))
                .help("choose a larger unit for the row");
            return None;
        }
        if whole.trim_start_matches('0').len() + part.len() > Number::MAX_DIGITS {
            let message = format!("`{text}` has more than 12 decimals or 15 digits");
            diagnostics.add(Code::OutOfRange, node.span, message).help("round it");
            return None;
        }
        Some(number)
    }

    fn placeholder() -> Self {
        Number(0)
    }

    fn schema() -> Value {
        json!({
            "title": "number, at most as many decimals as its row has",
            "type": "number",
            "minimum": -1_000_000_000_000_i64,
            "maximum": 1_000_000_000_000_i64,
        })
    }
}

/// A number of decimals, 0 to 12.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimals(pub u8);

impl Decode for Decimals {
    fn decode(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let UInt(number) = UInt::decode(node, diagnostics)?;
        let decimals = u8::try_from(number).ok().filter(|number| *number <= Number::MAX_DECIMALS);
        if decimals.is_none() {
            diagnostics.add(Code::OutOfRange, node.span, format!("`{number}` is more than 12 decimals"));
        }
        decimals.map(Decimals)
    }

    fn placeholder() -> Self {
        Decimals(Number::MAX_DECIMALS)
    }

    fn schema() -> Value {
        json!({ "title": "number of decimals, at most 12", "type": "integer", "minimum": 0, "maximum": Number::MAX_DECIMALS })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Number;
    use crate::diagnostic::Span;
    use crate::parse::{Decode as _, Diagnostics, Node, NodeKind};

    fn read(text: &str) -> Option<Number> {
        let kind = NodeKind::Scalar { text: text.to_string(), quoted: false };
        Number::decode(
            &Node::new(Span::default(), kind),
            &mut Diagnostics::new("content/roles/sre.yaml".into()),
        )
    }

    proptest! {
        /// Every number that can be written is printed as it was, as text and as JSON.
        #[test]
        fn a_number_keeps_its_digits(negative: bool, whole in 0_i64..1_000_000_000_000, part in "|[0-9]{0,11}[1-9]") {
            let sign = if negative && (whole > 0 || !part.is_empty()) { "-" } else { "" };
            let point = if part.is_empty() { "" } else { "." };
            let text = format!("{sign}{whole}{point}{part}");
            let digits = whole.to_string().trim_start_matches('0').len() + part.len();
            let number = read(&text);
            prop_assert_eq!(number.is_some(), digits <= 15);
            if let Some(number) = number {
                prop_assert_eq!(number.to_string(), text.clone());
                let json: serde_json::Value = serde_json::to_value(number).expect("a number is JSON");
                let double: f64 = text.parse().expect("a number");
                prop_assert_eq!(json.as_f64(), Some(double));
                prop_assert_eq!(usize::from(number.decimals()), part.len());
            }
        }
    }
}
