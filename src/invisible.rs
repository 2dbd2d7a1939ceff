//! Finds characters that readers and reviewers cannot see, or that change the display order of the surrounding text.
//!
//! The list is derived from Unicode properties: `General_Category` Cc, Cf, Zl, Zp and Co, `Default_Ignorable_Code_Point` and
//! `Noncharacter_Code_Point`, without `Prepended_Concatenation_Mark`, which is visible. Some scripts and emoji need a few of
//! these characters; [`is_needed`] lists the exceptions.

use std::ops::RangeInclusive;

/// The reason why a character is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HiddenKind {
    /// A control character (Cc), or a byte order mark inside the text.
    Control,
    /// An embedding, override or isolate of the bidirectional algorithm: "Trojan Source", CVE-2021-42574.
    Bidi,
    /// A character that is not displayed.
    Invisible,
}

/// A character that is refused in content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HiddenCharacter {
    /// The byte offset in the text.
    pub at: usize,
    /// The character.
    pub character: char,
    /// The reason why it is refused.
    pub kind: HiddenKind,
}

impl HiddenCharacter {
    /// The code point of the character, and its name if it is a common one.
    pub fn describe(&self) -> String {
        let name = match self.character {
            '\r' => " (carriage return)",
            '\u{ad}' => " (soft hyphen)",
            '\u{200b}' => " (zero width space)",
            '\u{200c}' => " (zero width non-joiner)",
            '\u{200d}' => " (zero width joiner)",
            '\u{200e}' => " (left-to-right mark)",
            '\u{200f}' => " (right-to-left mark)",
            '\u{2028}' => " (line separator)",
            '\u{2029}' => " (paragraph separator)",
            '\u{2060}' => " (word joiner)",
            '\u{2800}' => " (blank Braille pattern)",
            '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => " (variation selector)",
            '\u{feff}' => " (byte order mark)",
            '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' => " (private use)",
            '\u{e0000}'..='\u{e007f}' => " (tag)",
            _ => "",
        };
        format!("U+{:04X}{name}", u32::from(self.character))
    }
}

/// Unicode 17: the ICU set `[\p{DI}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{NChar}--\p{PCM}]`, and U+2800, a symbol that draws nothing.
const INVISIBLE: &[RangeInclusive<u32>] = &[
    0xad..=0xad,
    0x34f..=0x34f,
    0x61c..=0x61c,
    0x115f..=0x1160,
    0x17b4..=0x17b5,
    0x180b..=0x180f,
    0x200b..=0x200f,
    0x2028..=0x202e,
    0x2060..=0x206f,
    0x2800..=0x2800,
    0x3164..=0x3164,
    0xe000..=0xf8ff,
    0xfdd0..=0xfdef,
    0xfe00..=0xfe0f,
    0xfeff..=0xfeff,
    0xffa0..=0xffa0,
    0xfff0..=0xfffb,
    0xfffe..=0xffff,
    0x13430..=0x1343f,
    0x1bca0..=0x1bca3,
    0x1d173..=0x1d17a,
    // Below: the last two code points of each plane, plane 14, and the private use of planes 15 and 16.
    0x1fffe..=0x1ffff,
    0x2fffe..=0x2ffff,
    0x3fffe..=0x3ffff,
    0x4fffe..=0x4ffff,
    0x5fffe..=0x5ffff,
    0x6fffe..=0x6ffff,
    0x7fffe..=0x7ffff,
    0x8fffe..=0x8ffff,
    0x9fffe..=0x9ffff,
    0xafffe..=0xaffff,
    0xbfffe..=0xbffff,
    0xcfffe..=0xcffff,
    0xdfffe..=0xe0fff,
    0xefffe..=0x0010_ffff,
];

/// Scripts in which a joiner or non-joiner is part of the spelling: those with joining letters or a virama.
const JOINING: &[RangeInclusive<u32>] = &[
    0x600..=0x74f,
    0x750..=0x77f,
    0x7c0..=0x7ff,
    0x840..=0xdff,
    0x1000..=0x109f,
    0x1780..=0x18af,
    0x1a20..=0x1aaf,
    0x1b00..=0x1b7f,
    0xa840..=0xa8ff,
    0xa980..=0xa9df,
    0xfb50..=0xfdcf,
    0xfe70..=0xfefc,
    0x10a00..=0x10d3f,
    0x10f30..=0x1171f,
    0x1e900..=0x1e95f,
];

/// Scripts that are written from right to left.
const RIGHT_TO_LEFT: &[RangeInclusive<u32>] =
    &[0x590..=0x8ff, 0xfb1d..=0xfdcf, 0xfe70..=0xfefc, 0x10800..=0x10fff, 0x1e800..=0x1efff];

/// Blocks with characters that a variation selector shows as emoji or as text, and that a joiner joins.
const EMOJI: &[RangeInclusive<u32>] = &[
    0xa9..=0xa9,
    0xae..=0xae,
    0x203c..=0x203c,
    0x2049..=0x2049,
    0x2122..=0x2139,
    0x2190..=0x23ff,
    0x24c2..=0x24c2,
    0x25a0..=0x27bf,
    0x2900..=0x297f,
    0x2b00..=0x2bff,
    0x3030..=0x303d,
    0x3297..=0x3299,
    0x1f000..=0x1faff,
];

/// Chinese characters. A variation selector distinguishes their written forms in names of people and places.
const IDEOGRAPHS: &[RangeInclusive<u32>] =
    &[0x3400..=0x4dbf, 0x4e00..=0x9fff, 0xf900..=0xfaff, 0x20000..=0x3fffd];

fn is_in(ranges: &[RangeInclusive<u32>], character: char) -> bool {
    let number = u32::from(character);
    let at = ranges.partition_point(|range| *range.end() < number);
    ranges.get(at).is_some_and(|range| range.contains(&number))
}

/// Returns `true` for a character that is not displayed, whether it is needed or not.
pub fn is_invisible(character: char) -> bool {
    is_in(INVISIBLE, character)
}

/// Finds the refused characters of a text, in order.
pub fn find(text: &str) -> impl Iterator<Item = HiddenCharacter> {
    // Nearly every run of 64 bytes is free of candidates, which SIMD instructions can check at once.
    let runs = text.as_bytes().chunks(64).enumerate().filter(|(_, chunk)| is_suspicious(chunk));
    runs.flat_map(move |(run, chunk)| {
        let lead = move |(offset, byte): (usize, &u8)| is_lead(*byte).then_some(run * 64 + offset);
        chunk.iter().enumerate().filter_map(lead).filter_map(|at| at_offset(text, at))
    })
}

fn at_offset(text: &str, at: usize) -> Option<HiddenCharacter> {
    let character = text.get(at..)?.chars().next()?;
    let kind = match character {
        '\n' | '\t' => return None,
        c if c.is_control() || c == '\u{feff}' => HiddenKind::Control,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => HiddenKind::Bidi,
        c if !is_in(INVISIBLE, c) || is_needed(text, at, c) => return None,
        _ => HiddenKind::Invisible,
    };
    Some(HiddenCharacter { at, character, kind })
}

/// Returns `true` if a byte may be the first of a refused character.
#[allow(clippy::needless_bitwise_bool, reason = "a lazy operator is a branch")]
fn is_lead(byte: u8) -> bool {
    let control = (byte < 0x20) & (byte != b'\n') & (byte != b'\t');
    let two = (byte == 0xc2) | (byte == 0xcd) | (byte == 0xd8);
    // U+1000 to U+3FFF, and from U+E000 on.
    let more = (byte.wrapping_sub(0xe1) < 3) | (byte >= 0xee);
    control | (byte == 0x7f) | two | more
}

/// Returns `true` if any byte may be the first of a refused character. There are no branches on bytes, so that the compiler
/// can vectorise the loop.
fn is_suspicious(bytes: &[u8]) -> bool {
    bytes.iter().fold(false, |found, byte| found | is_lead(*byte))
}

/// Returns `true` if the script needs an invisible character at this position. A character that follows another invisible
/// one is never needed, so that no text can be hidden in a sequence of them.
fn is_needed(text: &str, at: usize, character: char) -> bool {
    let before = text[..at].chars().next_back().unwrap_or(' ');
    let mut after = text[at + character.len_utf8()..].chars();
    match character {
        '\u{200d}' | '\u{fe0e}' | '\u{fe0f}' if is_in_link_fragment(&text[..at]) => true,
        // Persian and Kurdish plurals, Indic half forms.
        '\u{200c}' => is_in(JOINING, before),
        '\u{200d}' => {
            let emoji = is_in(EMOJI, before) || before == '\u{fe0f}';
            is_in(JOINING, before) || emoji && after.next().is_some_and(|after| is_in(EMOJI, after))
        }
        // Next to a right-to-left word, a mark decides on which side a comma or a `C++` is displayed.
        '\u{200e}' | '\u{200f}' | '\u{61c}' => {
            let line = |c: &char| *c != '\n';
            let around = text[..at].chars().rev().take_while(line).chain(after.take_while(line));
            !is_in(INVISIBLE, before) && around.take(MAX_MARK_DISTANCE).any(|c| is_in(RIGHT_TO_LEFT, c))
        }
        '\u{fe0e}' | '\u{fe0f}' => is_in(EMOJI, before) || matches!(before, '#' | '*' | '0'..='9'),
        '\u{fe00}'..='\u{fe02}' | '\u{e0100}'..='\u{e01ef}' => is_in(IDEOGRAPHS, before),
        // Mongolian vowel separator and variation selectors.
        '\u{180b}'..='\u{180f}' => ('\u{1820}'..='\u{18aa}').contains(&before),
        // Combining grapheme joiner between the accents of Biblical Hebrew.
        '\u{34f}' => ('\u{591}'..='\u{5f4}').contains(&before),
        '\u{2800}' => ('\u{2801}'..='\u{28ff}').contains(&before),
        '\u{13430}'..='\u{1343f}' => ('\u{13000}'..='\u{1342f}').contains(&before),
        _ => false,
    }
}

/// Returns `true` if a text ends within the fragment of a Markdown link: `[Notes](a.md#notes-`. The code host drops an emoji from the
/// anchor of a heading, but not the selector or joiner behind it, so a copied link has one. Fragments are compared with anchors, so
/// nothing can be hidden there.
fn is_in_link_fragment(before: &str) -> bool {
    let near = &before[before.floor_char_boundary(before.len().saturating_sub(LONGEST_LINK))..];
    let word = near.rsplit(char::is_whitespace).next().unwrap_or_default();
    let link = word.rfind("](").map(|open| &word[open + 2..]);
    link.and_then(|link| link.split_once('#')).is_some_and(|(_, fragment)| !fragment.contains([')', '(']))
}

/// The longest link in which a fragment is recognised, in bytes.
const LONGEST_LINK: usize = 2048;

/// The maximum number of characters of the line to search for right-to-left letters around a mark.
const MAX_MARK_DISTANCE: usize = 400;

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(usize, HiddenKind)> {
        find(text).map(|found| (found.at, found.kind)).collect()
    }

    #[test]
    fn emoji_remnants_are_allowed_in_link_fragments() {
        for text in [
            "[a](#test-\u{fe0f})",
            "[a](x.md#\u{fe0f}\u{200d}-pride)",
            "see [a](#\u{200d}) and [b](#b-\u{fe0f})",
        ] {
            assert_eq!(found(text), [], "{text:?}");
        }
        for text in [
            "a-\u{fe0f}",
            "[a\u{200d}](#b)",
            "[a](#b)\u{fe0f}",
            "[a](b\u{fe0f}#c)",
            "# a\u{200d}",
            "[a](#b c\u{200d})",
        ] {
            assert_eq!(found(text).len(), 1, "{text:?}");
        }
    }

    #[test]
    fn every_kind_is_found_at_every_offset_in_a_run_of_64() {
        for (character, kind) in [
            ('\0', HiddenKind::Control),
            ('\r', HiddenKind::Control),
            ('\u{7f}', HiddenKind::Control),
            ('\u{85}', HiddenKind::Control),
            ('\u{feff}', HiddenKind::Control),
            ('\u{202e}', HiddenKind::Bidi),
            ('\u{2067}', HiddenKind::Bidi),
            ('\u{ad}', HiddenKind::Invisible),
            ('\u{34f}', HiddenKind::Invisible),
            ('\u{61c}', HiddenKind::Invisible),
            ('\u{115f}', HiddenKind::Invisible),
            ('\u{200b}', HiddenKind::Invisible),
            ('\u{200c}', HiddenKind::Invisible),
            ('\u{200e}', HiddenKind::Invisible),
            ('\u{2028}', HiddenKind::Invisible),
            ('\u{2060}', HiddenKind::Invisible),
            ('\u{2062}', HiddenKind::Invisible),
            ('\u{2800}', HiddenKind::Invisible),
            ('\u{3164}', HiddenKind::Invisible),
            ('\u{e000}', HiddenKind::Invisible),
            ('\u{fdd0}', HiddenKind::Invisible),
            ('\u{fe0f}', HiddenKind::Invisible),
            ('\u{fff9}', HiddenKind::Invisible),
            ('\u{ffff}', HiddenKind::Invisible),
            ('\u{1d173}', HiddenKind::Invisible),
            ('\u{e0041}', HiddenKind::Invisible),
            ('\u{e0100}', HiddenKind::Invisible),
            ('\u{10ffff}', HiddenKind::Invisible),
        ] {
            for at in [0, 1, 62, 63, 64, 200] {
                let text = format!("{}{character}b", "a".repeat(at));
                assert_eq!(found(&text), [(at, kind)], "U+{:04X} at {at}", u32::from(character));
            }
        }
    }

    #[test]
    fn the_fast_path_misses_no_listed_character() {
        for range in INVISIBLE {
            for character in range.clone().filter_map(char::from_u32) {
                assert_eq!(found(&format!("a{character}")).len(), 1, "U+{:04X}", u32::from(character));
            }
        }
    }

    #[test]
    fn characters_that_a_script_or_emoji_needs_are_allowed() {
        for text in [
            "naïve “quotes” – fine…\ttab\nline",
            "می\u{200c}خواهم",
            "क्\u{200d}ष श्री\u{200c}मान",
            "👩\u{200d}💻 ❤\u{fe0f} ☎\u{fe0e} 1\u{fe0f}⃣ 🏳\u{fe0f}\u{200d}🌈 👩🏽\u{200d}🚀",
            "ב C++\u{200e} הוא",
            "葛\u{e0100}飾区 辻\u{fe00}",
            "ᠠ\u{180b}",
            "⠓\u{2800}⠓",
            "\u{600}١٢",
        ] {
            assert_eq!(found(text), [], "{text:?}");
        }
    }

    #[test]
    fn allowed_characters_cannot_hide_text() {
        let smuggled: String = "❤".chars().chain(('\u{fe00}'..='\u{fe0f}').cycle().take(40)).collect();
        assert!(found(&smuggled).len() >= 39);
        assert_eq!(found("葛\u{e0100}\u{e0101}").len(), 1);
        assert_eq!(found("می\u{200c}\u{200c}x").len(), 1);
        assert_eq!(found("a\u{200d}b").len(), 1);
        assert_eq!(found("plain \u{200f} English").len(), 1);
        let flag = "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}";
        assert_eq!(found(flag).len(), 6);
    }
}
