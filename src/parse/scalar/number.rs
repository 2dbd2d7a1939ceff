//! Numbers: whole ones for people and money, and hundredths where a row of the matrix counts finer. No floats:
//! a view is hashed, and two machines must print the same digits.

use std::fmt;

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use super::scalar;
use crate::diagnostic::Code;
use crate::parse::decode::wrong_type;
use crate::parse::{Decode, Kind, Node, Problems};

/// A whole number, 0 to 10⁹: people, jobs, or units of a currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Whole(pub u32);

impl Decode for Whole {
    fn decode(node: &Node, problems: &mut Problems) -> Option<Self> {
        let Kind::Scalar { text, quoted } = &node.kind else {
            wrong_type(node, "a whole number", problems);
            return None;
        };
        if !quoted && !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
            return match text.parse::<u32>() {
                Ok(number) if number <= 1_000_000_000 => Some(Whole(number)),
                _ => {
                    problems.add(Code::OutOfRange, node.span, format!("`{text}` is more than 1000000000"));
                    None
                }
            };
        }
        if text.starts_with('-') && text[1..].bytes().all(|b| b.is_ascii_digit()) {
            problems.add(Code::OutOfRange, node.span, format!("`{text}` is below zero"));
            return None;
        }
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let problem =
            problems.add(Code::WrongType, node.span, format!("expected a whole number, found `{text}`"));
        if text.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '_' | ' ' | '\''))
            && !digits.is_empty()
        {
            problem.replace(&digits, "write the digits alone: no quotes, no separators");
        } else if let Some(thousands) =
            text.strip_suffix(['k', 'K']).filter(|n| n.bytes().all(|b| b.is_ascii_digit()))
        {
            problem.replace(format!("{thousands}000"), "write the thousands out");
        } else {
            problem.help("digits only: no separators, currency signs or decimals");
        }
        None
    }

    fn stand_in() -> Self {
        Whole(0)
    }

    fn schema() -> Value {
        json!({ "title": "whole number, at most 1000000000", "type": "integer", "minimum": 0, "maximum": 1_000_000_000 })
    }
}

impl Serialize for Whole {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u32(self.0)
    }
}

/// A number with at most two decimals, between minus and plus one million, kept in hundredths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(pub i64);

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.0.abs() / 100, self.0.abs() % 100);
        // U+2212 is the minus sign that lines up with figures.
        let sign = if self.0 < 0 { "\u{2212}" } else { "" };
        match part {
            0 => write!(f, "{sign}{whole}"),
            p if p % 10 == 0 => write!(f, "{sign}{whole}.{}", p / 10),
            p => write!(f, "{sign}{whole}.{p:02}"),
        }
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 % 100 == 0 {
            return serializer.serialize_i64(self.0 / 100);
        }
        // Hundredths below 10⁸ are exact enough in a double to print back as they were written.
        #[allow(clippy::cast_precision_loss, reason = "at most 10^8, far below 2^53")]
        serializer.serialize_f64(self.0 as f64 / 100.0)
    }
}

impl Decode for Number {
    fn decode(node: &Node, problems: &mut Problems) -> Option<Self> {
        let text = scalar(node, "a number", problems)?;
        let (sign, digits) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
        let plain = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        if !plain(whole)
            || !plain(part)
            || part.len() > 2
            || matches!(node.kind, Kind::Scalar { quoted: true, .. })
        {
            problems.add(Code::WrongType, node.span, format!("expected a number, found `{text}`")).help(
                if text.ends_with('%') {
                    "write the number alone: the unit belongs to the row"
                } else {
                    "digits, and at most two decimals: 15 or -4.5"
                },
            );
            return None;
        }
        let hundredths = whole.parse::<i64>().ok().zip(format!("{part:0<2}").parse::<i64>().ok());
        if let Some((whole, part)) = hundredths.filter(|(whole, part)| whole * 100 + part <= 100_000_000) {
            Some(Number(sign * (whole * 100 + part)))
        } else {
            problems.add(Code::OutOfRange, node.span, format!("`{text}` is beyond one million"));
            None
        }
    }

    fn stand_in() -> Self {
        Number(0)
    }

    fn schema() -> Value {
        json!({ "title": "number, at most two decimals", "type": "number", "minimum": -1_000_000, "maximum": 1_000_000 })
    }
}
