//! Colours: sRGB, the contrast of WCAG 2.2, and OKLCH, in which lightness changes without the hue.

use std::fmt;

use serde::{Serialize, Serializer};

/// An opaque sRGB colour. It is printed as `#rrggbb`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Colour(pub [u8; 3]);

/// A colour by lightness (0 to 1), chroma and hue in degrees.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lch {
    pub(super) lightness: f64,
    pub(super) chroma: f64,
    pub(super) hue: f64,
}

impl Colour {
    /// Creates a colour from `0xrrggbb`.
    pub(super) const fn hex(rgb: u32) -> Colour {
        let [_, r, g, b] = rgb.to_be_bytes();
        Colour([r, g, b])
    }

    /// Parses `#rgb` or `#rrggbb`.
    pub fn parse(text: &str) -> Option<Colour> {
        let digits = text.strip_prefix('#')?;
        if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let digits: String = match digits.len() {
            3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
            6 => digits.to_string(),
            _ => return None,
        };
        u32::from_str_radix(&digits, 16).ok().map(Colour::hex)
    }

    /// The relative luminance of WCAG, from 0 to 1.
    fn luminance(self) -> f64 {
        let [r, g, b] = self.linear();
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    fn linear(self) -> [f64; 3] {
        self.0.map(|channel| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        })
    }

    /// Converts to OKLCH, by the matrices of CSS Color 4.
    pub(super) fn lch(self) -> Lch {
        let [r, g, b] = self.linear();
        let l = (0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b).cbrt();
        let m = (0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b).cbrt();
        let s = (0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b).cbrt();
        let lightness = 0.210_454_255_3 * l + 0.793_617_785 * m - 0.004_072_046_8 * s;
        let a = 1.977_998_495_1 * l - 2.428_592_205 * m + 0.450_593_709_9 * s;
        let b = 0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766 * s;
        Lch { lightness, chroma: a.hypot(b), hue: b.atan2(a).to_degrees().rem_euclid(360.0) }
    }
}

impl Lch {
    /// Returns the colour, or the one of the same lightness and hue with the largest chroma that sRGB has.
    pub(super) fn colour(self) -> Colour {
        let lightness = self.lightness.clamp(0.0, 1.0);
        // Two hundred steps of chroma are finer than eight bits.
        let steps = (0..=200u8).rev().map(|step| self.chroma * f64::from(step) / 200.0);
        let found = steps
            .map(|chroma| Lch { lightness, chroma, ..self }.linear())
            .find(|rgb| rgb.iter().all(|channel| (-0.000_5..=1.000_5).contains(channel)));
        let rgb = found.unwrap_or([lightness.powi(3); 3]);
        Colour(rgb.map(|value| {
            let value = value.clamp(0.0, 1.0);
            let value =
                if value <= 0.003_130_8 { value * 12.92 } else { 1.055 * value.powf(1.0 / 2.4) - 0.055 };
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "it is between 0 and 255"
            )]
            let channel = (value * 255.0).round() as u8;
            channel
        }))
    }

    fn linear(self) -> [f64; 3] {
        let (a, b) = (self.chroma * self.hue.to_radians().cos(), self.chroma * self.hue.to_radians().sin());
        let l = (self.lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
        let m = (self.lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
        let s = (self.lightness - 0.089_484_177_5 * a - 1.291_485_548 * b).powi(3);
        [
            4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
            -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
            -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701 * s,
        ]
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [r, g, b] = self.0;
        write!(f, "#{r:02x}{g:02x}{b:02x}")
    }
}

impl Serialize for Colour {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The contrast ratio of WCAG 2.2, from 1 to 21.
pub fn contrast(a: Colour, b: Colour) -> f64 {
    let (a, b) = (a.luminance(), b.luminance());
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_survives_the_conversion_to_oklch() {
        for rgb in (0..=0x00ff_ffff).step_by(70_001) {
            let colour = Colour::hex(rgb);
            assert_eq!(colour.lch().colour(), colour);
        }
    }

    #[test]
    fn contrast_and_syntax_are_those_of_the_web() {
        let [black, white] = ["#000", "#FFFFFF"].map(|text| Colour::parse(text).expect("a colour"));
        assert!((contrast(black, white) - 21.0).abs() < 1e-9);
        assert!((contrast(Colour::hex(0x0077_7777), white) - 4.478).abs() < 0.001);
        assert_eq!(Colour::parse("#1c5385").map(|colour| colour.to_string()).as_deref(), Some("#1c5385"));
        for wrong in ["1c5385", "#1c53", "#1c538g", "red", "#", "#ééé"] {
            assert_eq!(Colour::parse(wrong), None, "{wrong}");
        }
    }
}
