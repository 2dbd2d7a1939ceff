//! The core schema of YAML 1.2 (section 10.3), which resolves unquoted scalars. Keys that take a number or a boolean
//! accept what the core schema resolves to one, so that editors with our JSON Schemas agree with this program.

use crate::parse::{Node, NodeKind};

/// The boolean that an unquoted scalar represents.
pub fn core_bool(node: &Node) -> Option<bool> {
    match &node.kind {
        NodeKind::Scalar { text, quoted: false } => match text.as_str() {
            "true" | "True" | "TRUE" => Some(true),
            "false" | "False" | "FALSE" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

/// The number 1 in the units of [`core_number`].
pub(super) const ONE: i128 = 1_000_000_000_000;

/// The number that an unquoted scalar represents, in units of 10⁻¹²; `Some(None)` if it has more decimals or exceeds
/// 10¹⁵.
pub fn core_number(node: &Node) -> Option<Option<i128>> {
    let NodeKind::Scalar { text, quoted: false } = &node.kind else { return None };
    let radix = |digits: &str, radix| {
        let sound = !digits.is_empty() && digits.chars().all(|c| c.is_digit(radix));
        sound.then(|| {
            i128::from_str_radix(digits, radix)
                .ok()
                .and_then(|whole| whole.checked_mul(ONE))
                .filter(|n| *n <= MAX)
        })
    };
    if let Some(digits) = text.strip_prefix("0o") {
        return radix(digits, 8);
    }
    if let Some(digits) = text.strip_prefix("0x") {
        return radix(digits, 16);
    }
    let (is_negative, bare) = match text.strip_prefix(['-', '+']) {
        Some(bare) => (text.starts_with('-'), bare),
        None => (false, text.as_str()),
    };
    if matches!(bare, ".inf" | ".Inf" | ".INF") || matches!(text.as_str(), ".nan" | ".NaN" | ".NAN") {
        return Some(None);
    }
    let (mantissa, exponent) = match bare.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => {
            let digits = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
            if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            (mantissa, exponent)
        }
        None => (bare, "0"),
    };
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let is_number = (!whole.is_empty() || !part.is_empty())
        && whole.bytes().chain(part.bytes()).all(|b| b.is_ascii_digit());
    is_number.then(|| {
        let digits = format!("{whole}{part}");
        let digits = digits.trim_start_matches('0');
        let kept = digits.trim_end_matches('0');
        if kept.is_empty() {
            return Some(0);
        }
        // The power of ten of the last significant digit, relative to 10⁻¹².
        let place =
            exponent.parse::<i32>().ok()?.checked_add(i32::try_from(digits.len() - kept.len()).ok()?)?;
        let place = place.checked_sub(i32::try_from(part.len()).ok()?)?.checked_add(12)?;
        let scale = 10_i128.checked_pow(u32::try_from(place).ok()?)?;
        let number = kept.parse::<i128>().ok()?.checked_mul(scale).filter(|n| *n <= MAX)?;
        Some(if is_negative { -number } else { number })
    })
}

/// The largest number: 10¹⁵.
const MAX: i128 = 1_000_000_000_000_000 * ONE;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;

    #[test]
    fn numbers_are_those_of_yaml_1_2() {
        let number = |text: &str| {
            core_number(&Node::new(
                Span::default(),
                NodeKind::Scalar { text: text.to_string(), quoted: false },
            ))
        };
        for (text, hundredths) in [
            ("15", 1500),
            ("-4.5", -450),
            ("+2", 200),
            ("007", 700),
            ("0o17", 1500),
            ("0x1F", 3100),
            ("1e3", 100_000),
            ("1.50", 150),
            ("120E-1", 1200),
            (".5", 50),
            ("5.", 500),
            ("0.000e9", 0),
        ] {
            assert_eq!(number(text), Some(Some(hundredths * ONE / 100)), "{text}");
        }
        for text in ["1.0000000000005", "1e-13", "1e400", ".inf", "-.INF", ".nan", "99999999999999999999"] {
            assert_eq!(number(text), Some(None), "{text}");
        }
        for text in
            ["", "-", "1_000", "1,5", "12:30", "0b1", "1e", "e3", ".", "0x", "+0x1", "-.nan", "1 2", "½"]
        {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
