//! The embedded typeface of preview cards, and text measurement: takes a text and a font size, and returns widths and lines
//! that fit. It draws nothing. There is deliberately no fallback font: [`renderable`] reports in advance whether the typeface can
//! display a text.

mod fit;

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use harfrust::script::UNKNOWN;
use harfrust::{
    FontRef, GlyphBuffer, GlyphId, ShapeOptions, ShapePlan, ShapePlanKey, Shaper, ShaperData, UnicodeBuffer,
};
use read_fonts::TableProvider as _;

pub use fit::{Room, TextBlock, fit, fit_each};

/// The font family name in the font files.
pub const FAMILY: &str = "Rolebook Serif";

/// A weight of the typeface. Covers Latin, Greek and Cyrillic; made by `.ci/typeface`, licence in `LICENSE-FONT`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Face {
    /// Weight 400, for text.
    Regular,
    /// Weight 600, for names.
    SemiBold,
}

/// The font units per em.
const EM: u32 = 1000;

impl Face {
    /// Every weight.
    pub const ALL: [Face; 2] = [Face::Regular, Face::SemiBold];

    /// The TrueType font file.
    pub fn bytes(self) -> &'static [u8] {
        match self {
            Face::Regular => include_bytes!("serif-400.ttf"),
            Face::SemiBold => include_bytes!("serif-600.ttf"),
        }
    }

    /// Returns the width of a text in a font size, in pixels, rounded up.
    pub fn width(self, text: &str, size: u32) -> u32 {
        (self.units(text) * size).div_ceil(EM)
    }

    /// Returns the width of a text in font units: thousandths of the font size.
    fn units(self, text: &str) -> u32 {
        let advances: i32 = self.shape(text).glyph_positions().iter().map(|glyph| glyph.x_advance).sum();
        u32::try_from(advances).unwrap_or(0)
    }

    /// Returns the overhang of the first letter to the left of the text's origin, in pixels, rounded up. A `j` overhangs by
    /// up to a twelfth of its size.
    pub fn overhang(self, text: &str, size: u32) -> u32 {
        (self.overhang_units(text) * size).div_ceil(EM)
    }

    fn overhang_units(self, text: &str) -> u32 {
        let first = self.shape(text).glyph_infos().first().map(|glyph| GlyphId::new(glyph.glyph_id));
        let bearing = first.and_then(|glyph| self.font().0.hmtx().ok()?.side_bearing(glyph));
        bearing.map_or(0, |bearing| u32::from(bearing.min(0).unsigned_abs()))
    }

    fn font(self) -> &'static (FontRef<'static>, ShaperData) {
        static DATA: [OnceLock<(FontRef<'static>, ShaperData)>; 2] = [OnceLock::new(), OnceLock::new()];
        DATA[self as usize].get_or_init(|| {
            let font = FontRef::from_index(self.bytes(), 0).expect("invariant: the embedded font is sound");
            let data = ShaperData::new(&font);
            (font, data)
        })
    }

    /// Shapes a text with kerning and ligatures, as the renderer of cards does.
    fn shape(self, text: &str) -> GlyphBuffer {
        let (font, data) = self.font();
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        let shaper = data.shaper(font).build();
        let plan = self.plan(&shaper, &buffer);
        shaper.shape(buffer, ShapeOptions::new().plan(Some(&plan)))
    }

    /// Returns the plan that shapes a text of this script and direction. Making one takes longer than shaping a word.
    fn plan(self, shaper: &Shaper<'_>, buffer: &UnicodeBuffer) -> Arc<ShapePlan> {
        static PLANS: [Mutex<Vec<Arc<ShapePlan>>>; 2] = [Mutex::new(Vec::new()), Mutex::new(Vec::new())];
        let script = Some(buffer.script()).filter(|script| *script != UNKNOWN);
        let language = buffer.language();
        let key = ShapePlanKey::new(script, buffer.direction()).language(language.as_ref());
        let mut plans = PLANS[self as usize].lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(plan) = plans.iter().find(|plan| key.matches(plan)) {
            return Arc::clone(plan);
        }
        let plan = ShapePlan::new(shaper, buffer.direction(), script, language.as_ref(), &[]);
        plans.push(Arc::new(plan));
        Arc::clone(&plans[plans.len() - 1])
    }

    /// Returns `true` if the typeface has a visible glyph for a character.
    fn has(self, c: char) -> bool {
        let mut one = [0; 4];
        let shaped = self.shape(c.encode_utf8(&mut one));
        let [glyph] = shaped.glyph_infos() else { return false };
        // Format characters (direction changes, joiners) have no width, and neither have combining marks.
        glyph.glyph_id != 0 && (is_mark(c) || shaped.glyph_positions()[0].x_advance > 0)
    }
}

/// Returns `true` for a combining mark above or below the previous letter.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Reduces a text to the characters that the typeface has, with single spaces. `None` if a letter or digit is missing,
/// because a name must be complete. Other missing characters are left out, and so is a second combining mark on one letter.
pub fn renderable(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let last = out.chars().next_back();
        if c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}') {
            if last.is_some_and(|last| last != ' ') {
                out.push(' ');
            }
        } else if is_mark(c) && last.is_none_or(|last| is_mark(last) || last == ' ') {
            // Stacked marks would extend beyond the line.
        } else if matches!(c, ' '..='~') || Face::ALL.iter().all(|face| face.has(c)) {
            out.push(c);
        } else if c.is_alphanumeric() {
            return None;
        }
    }
    out.truncate(out.trim_end().len());
    Some(out).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_width_is_the_sum_of_glyphs_with_kerning() {
        let (one, two) = (Face::Regular.width("m", 100), Face::Regular.width("mm", 100));
        assert!(one > 80 && two.abs_diff(2 * one) <= 1, "{one} {two}");
        assert!(
            Face::SemiBold.width("AV", 1000)
                < Face::SemiBold.width("A", 1000) + Face::SemiBold.width("V", 1000)
        );
        assert_eq!(Face::Regular.width("", 40), 0);
    }

    #[test]
    fn overhang_is_measured() {
        assert_eq!(Face::SemiBold.overhang("jé", 1000), 78);
        assert_eq!(Face::SemiBold.overhang("SRE", 1000), 0);
        assert_eq!(Face::Regular.overhang("", 1000), 0);
    }

    #[test]
    fn names_with_missing_letters_are_not_renderable() {
        let renderable = |text| renderable(text).unwrap_or_default();
        assert_eq!(renderable("Ingénieur  fiabilité"), "Ingénieur fiabilité");
        assert_eq!(renderable("Інженер надійності"), "Інженер надійності");
        assert_eq!(renderable("Μηχανικός"), "Μηχανικός");
        assert_eq!(renderable("データエンジニア"), "");
        assert_eq!(renderable("مهندس"), "");
        assert_eq!(renderable("SRE 🚒 and\u{202e} more\u{200b}"), "SRE and more");
        assert_eq!(renderable("e\u{301}\u{301}\u{301}"), "e\u{301}");
        assert_eq!(renderable("🚒"), "");
    }
}
