//! The typeface of cards: its outlines as the program carries them, and how wide a text is in it. What comes in: a text
//! and a size. What goes out: widths, and lines that fit. It draws nothing; and there is deliberately no other face to
//! fall back on: what this one cannot write, [`spelt`] says before anybody tries.

mod fit;

use std::sync::OnceLock;

use harfrust::{FontRef, GlyphBuffer, GlyphId, ShapeOptions, ShaperData, UnicodeBuffer};
use read_fonts::TableProvider as _;

pub use fit::{Room, TextBlock, fit, fit_each};

/// The name of the family in its files.
pub const FAMILY: &str = "Rolebook Serif";

/// A weight of the typeface. Latin, Greek and Cyrillic; made by `.ci/typeface`, licence in `LICENSE-FONT`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Face {
    /// For text.
    Regular,
    /// For names.
    SemiBold,
}

/// What the widths are counted in: units for each em.
const EM: u32 = 1000;

impl Face {
    /// Both.
    pub const ALL: [Face; 2] = [Face::Regular, Face::SemiBold];

    /// The file of the face, a TrueType font.
    pub fn bytes(self) -> &'static [u8] {
        match self {
            Face::Regular => include_bytes!("serif-400.ttf"),
            Face::SemiBold => include_bytes!("serif-600.ttf"),
        }
    }

    /// How wide a text is in a size, in pixels, rounded up.
    pub fn width(self, text: &str, size: u32) -> u32 {
        (self.units(text) * size).div_ceil(EM)
    }

    /// How wide a text is, in thousandths of its size.
    fn units(self, text: &str) -> u32 {
        let advances: i32 = self.shape(text).glyph_positions().iter().map(|glyph| glyph.x_advance).sum();
        u32::try_from(advances).unwrap_or(0)
    }

    /// How far the first letter of a text stands out to the left of where the text begins, in a size, in pixels, rounded
    /// up. A `j` does, by up to a twelfth of its size.
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

    /// Chooses and places the glyphs of a text, as who draws it will: with kerning and ligatures.
    fn shape(self, text: &str) -> GlyphBuffer {
        let (font, data) = self.font();
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        data.shaper(font).build().shape(buffer, ShapeOptions::new())
    }

    /// Whether the face has a character, and something is seen of it.
    fn has(self, c: char) -> bool {
        let mut one = [0; 4];
        let shaped = self.shape(c.encode_utf8(&mut one));
        let [glyph] = shaped.glyph_infos() else { return false };
        // What only gives orders to a text (a change of direction, a joiner) has no width, as a mark over a letter has.
        glyph.glyph_id != 0 && (is_mark(c) || shaped.glyph_positions()[0].x_advance > 0)
    }
}

/// A mark that stands over or under the letter before it.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// A text in the characters that the typeface has, with single spaces; `None` when it lacks one of the letters or
/// digits: a name with gaps is no name. Other signs that it lacks are left out, and so is a second mark on one letter.
pub fn spelt(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let last = out.chars().next_back();
        if c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}') {
            if last.is_some_and(|last| last != ' ') {
                out.push(' ');
            }
        } else if is_mark(c) && last.is_none_or(|last| is_mark(last) || last == ' ') {
            // Marks on marks would climb out of the line.
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
    fn a_text_is_as_wide_as_its_letters() {
        let (one, two) = (Face::Regular.width("m", 100), Face::Regular.width("mm", 100));
        assert!(one > 80 && two.abs_diff(2 * one) <= 1, "{one} {two}");
        assert!(
            Face::SemiBold.width("AV", 1000)
                < Face::SemiBold.width("A", 1000) + Face::SemiBold.width("V", 1000)
        );
        assert_eq!(Face::Regular.width("", 40), 0);
    }

    #[test]
    fn what_stands_out_of_its_place_is_known() {
        assert_eq!(Face::SemiBold.overhang("jé", 1000), 78);
        assert_eq!(Face::SemiBold.overhang("SRE", 1000), 0);
        assert_eq!(Face::Regular.overhang("", 1000), 0);
    }

    #[test]
    fn a_name_with_a_letter_that_is_not_there_is_not_spelt() {
        let spelt = |text| spelt(text).unwrap_or_default();
        assert_eq!(spelt("Ingénieur  fiabilité"), "Ingénieur fiabilité");
        assert_eq!(spelt("Інженер надійності"), "Інженер надійності");
        assert_eq!(spelt("Μηχανικός"), "Μηχανικός");
        assert_eq!(spelt("データエンジニア"), "");
        assert_eq!(spelt("مهندس"), "");
        assert_eq!(spelt("SRE 🚒 and\u{202e} more\u{200b}"), "SRE and more");
        assert_eq!(spelt("e\u{301}\u{301}\u{301}"), "e\u{301}");
        assert_eq!(spelt("🚒"), "");
    }
}
