//! Lengths, transformations and view boxes in drawings. Whatever is not understood counts as large.

use svgtypes::{TransformListParser, TransformListToken};

/// The scale that a transformation counts as which is not understood.
pub(super) const UNKNOWN_SCALE: f64 = 1000.0;

/// The width and height of a view box; `None` if it may be invalid.
pub(super) fn view_box(text: &str) -> Option<(f64, f64)> {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if compact.contains(",,") || compact.starts_with(',') || compact.ends_with(',') {
        return None;
    }
    let numbers = text.split(|c: char| c == ',' || c.is_whitespace()).filter(|number| !number.is_empty());
    let numbers: Option<Vec<f64>> = numbers.map(number).collect();
    match numbers?.as_slice() {
        [_, _, width, height] if *width > 0.0 && *height > 0.0 => Some((*width, *height)),
        _ => None,
    }
}

/// Parses a number as every browser does.
fn number(text: &str) -> Option<f64> {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | '+' | '-' | 'e' | 'E');
    if !text.chars().all(is_part) || text.ends_with('.') {
        return None;
    }
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

/// Splits a length into its number and its unit.
fn split_unit(text: &str) -> Option<(f64, String)> {
    let text = text.trim().trim_matches([',', '\'', '"']).to_ascii_lowercase();
    // The `e` of `em` is no exponent.
    let unit = text.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%').len();
    Some((number(&text[..unit])?, text[unit..].to_string()))
}

/// Parses a length in user units. `extent` is 100%.
pub(super) fn length(text: &str, extent: Option<f64>) -> Option<f64> {
    let (number, unit) = split_unit(text)?;
    let factor = match &*unit {
        "" | "px" => 1.0,
        "pt" => 4.0 / 3.0,
        "pc" | "em" | "rem" | "ic" | "ex" | "ch" => 16.0,
        "mm" => 96.0 / 25.4,
        "q" => 96.0 / 101.6,
        "cm" => 96.0 / 2.54,
        "in" => 96.0,
        "%" => extent? / 100.0,
        _ => 20.0_f64.max(extent? / 50.0),
    };
    Some(number * factor)
}

/// The scale of a font size that depends on that of the parent.
pub(super) fn relative(text: &str) -> Option<f64> {
    let (number, unit) = match text.trim() {
        "larger" => return Some(1.5),
        text => split_unit(text)?,
    };
    match &*unit {
        "%" => Some(number / 100.0),
        "em" | "ex" | "ch" | "ic" | "lh" | "cap" => Some(number),
        _ => None,
    }
}

/// The scale of a `font-size` or a `font` that depends on the size of the parent, at least 1.
pub(super) fn font_scale(text: &str) -> f64 {
    let sizes = text.split(|c: char| c.is_whitespace() || c == '/');
    sizes.filter_map(relative).fold(1.0, f64::max)
}

/// The scale of a list of transformations, at least 1.
pub(super) fn transform_scale(text: &str) -> f64 {
    let text = text.trim();
    if text.is_empty() || text == "none" {
        return 1.0;
    }
    // CSS has commas, units and functions for one axis.
    let plain = text
        .to_ascii_lowercase()
        .replace("scalex(", "scale(")
        .replace("scaley(", "scale(")
        .replace("translatex(", "translate(")
        .replace("translatey(", "translate(")
        .replace("skewx(", "skewX(")
        .replace("skewy(", "skewY(");
    let plain = ["px", "deg", "%"].iter().fold(plain, |text, unit| text.replace(unit, ""));
    let scales = TransformListParser::from(plain.as_str()).map(|token| {
        Some(match token.ok()? {
            TransformListToken::Matrix { a, b, c, d, .. } => {
                let (squares, area) = (a * a + b * b + c * c + d * d, a * d - b * c);
                let spread = (squares * squares - 4.0 * area * area).max(0.0).sqrt();
                f64::midpoint(squares, spread).sqrt()
            }
            TransformListToken::Scale { sx, sy } => sx.abs().max(sy.abs()),
            TransformListToken::SkewX { angle } | TransformListToken::SkewY { angle } => {
                1.0 + angle.to_radians().tan().abs()
            }
            TransformListToken::Translate { .. } | TransformListToken::Rotate { .. } => 1.0,
        })
    });
    let scale: Option<f64> = scales.product();
    scale.filter(|scale| scale.is_finite()).unwrap_or(UNKNOWN_SCALE).max(1.0)
}

/// The length of a pattern of dashes, which may be repeated once to be even; `None` if there is none.
pub(super) fn dash_period(text: &str, diagonal: f64) -> Option<f64> {
    let text = text.trim();
    if matches!(text, "" | "none" | "inherit" | "initial" | "unset") {
        return None;
    }
    let parts = text.split(|c: char| c == ',' || c.is_whitespace()).filter(|part| !part.is_empty());
    let lengths: Option<Vec<f64>> = parts.map(|part| length(part, Some(diagonal))).collect();
    // One that is not understood may be as fine as any.
    let period: f64 = lengths.map_or(f64::MIN_POSITIVE, |lengths| lengths.iter().sum());
    // Without length, the line is solid.
    (period > 0.0).then_some(period)
}
