//! Wraps and shrinks text until it fits. Lines are measured, not estimated, and no line is wider than its box.

use super::{EM, Face};

/// A text broken into lines of one font size.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TextBlock {
    /// The typeface.
    pub face: Face,
    /// The font size, in pixels.
    pub size: u32,
    /// The lines, none wider than the box.
    pub lines: Vec<String>,
}

/// The box that a text has to fit in.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    /// The maximum width of a line, in pixels.
    pub width: u32,
    /// The font sizes to try, in order: the size in pixels, and the maximum number of lines.
    pub sizes: &'static [(u32, usize)],
}

/// Sets a text in the first font size that fits. A text that does not fit in the last size is cut off with `…`.
pub fn fit(face: Face, text: &str, room: Room) -> TextBlock {
    fit_each(face, text, room).into_iter().flatten().next().unwrap_or_else(|| {
        let (size, most) = *room.sizes.last().expect("invariant: a room has sizes");
        TextBlock { face, size, lines: cut(face, &words(face, text), room.width * EM / size, most) }
    })
}

/// Sets a text in each font size of a box; `None` if it does not fit.
pub fn fit_each(face: Face, text: &str, room: Room) -> Vec<Option<TextBlock>> {
    let (words, space) = (words(face, text), face.units(" "));
    let in_one = |&(size, most): &(u32, usize)| {
        let limit = room.width * EM / size;
        let lines = lines(&words, space, limit)?;
        (lines.len() <= most).then(|| TextBlock { face, size, lines: balanced(&words, space, limit, lines) })
    };
    room.sizes.iter().map(in_one).collect()
}

fn words(face: Face, text: &str) -> Vec<ShapedWord> {
    text.split(' ').map(|word| ShapedWord::new(face, word.to_string())).collect()
}

struct ShapedWord {
    text: String,
    units: u32,
    /// The width at the start of a line, including the overhang of the first letter.
    begin: u32,
    /// `true` for a part of a word too wide for a line, which continues on the next line.
    broken: bool,
}

impl ShapedWord {
    fn new(face: Face, text: String) -> ShapedWord {
        ShapedWord { units: face.units(&text), begin: line_width(face, &text), text, broken: false }
    }
}

/// Returns the width of a line, including the overhang on the left.
fn line_width(face: Face, text: &str) -> u32 {
    face.overhang_units(text) + face.units(text)
}

/// Breaks words greedily into lines; `None` if a word is wider than a line. The space has no kerning in these typefaces, so
/// the width of a line is the sum of its words and spaces.
fn lines(words: &[ShapedWord], space: u32, limit: u32) -> Option<Vec<String>> {
    let mut lines: Vec<String> = Vec::new();
    let mut width = 0;
    let mut broken = true;
    for word in words {
        if word.begin > limit {
            return None;
        }
        let room = !broken && width + space + word.units <= limit;
        if let Some(line) = lines.last_mut().filter(|_| room) {
            line.push(' ');
            line.push_str(&word.text);
            width += space + word.units;
        } else {
            lines.push(word.text.clone());
            width = word.begin;
        }
        broken = word.broken;
    }
    Some(lines)
}

/// Balances lines: finds the narrowest width that needs no additional line.
fn balanced(words: &[ShapedWord], space: u32, limit: u32, greedy: Vec<String>) -> Vec<String> {
    let (mut best, mut low, mut high) = (greedy, 0, limit);
    if best.len() == 1 {
        return best;
    }
    while low < high {
        let middle = u32::midpoint(low, high);
        match lines(words, space, middle).filter(|lines| lines.len() <= best.len()) {
            Some(lines) => (best, high) = (lines, middle),
            None => low = middle + 1,
        }
    }
    best
}

/// Cuts a text off with `…` after the maximum number of lines. Words wider than a line are broken.
fn cut(face: Face, words: &[ShapedWord], limit: u32, most: usize) -> Vec<String> {
    let pieces: Vec<ShapedWord> = words.iter().flat_map(|word| break_word(face, word, limit)).collect();
    let mut lines = lines(&pieces, face.units(" "), limit).expect("invariant: no piece is wider than a line");
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            while line_width(face, &format!("{last}…")) > limit && last.pop().is_some() {}
            let end = last.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
            last.truncate(end);
            last.push('…');
        }
    }
    lines
}

/// Breaks a word into pieces that fit in a line, after a punctuation mark if there is one in the second half of the piece.
fn break_word(face: Face, word: &ShapedWord, limit: u32) -> Vec<ShapedWord> {
    let mut pieces = Vec::new();
    let mut rest = word.text.as_str();
    while line_width(face, rest) > limit {
        // A line is always wide enough for at least one letter.
        let ends: Vec<usize> = rest.char_indices().skip(1).map(|(at, _)| at).collect();
        let most = ends.partition_point(|end| line_width(face, &rest[..*end]) <= limit);
        let Some(fitting) = ends.get(..most).filter(|ends| !ends.is_empty()) else { break };
        let sign = |end: &&usize| rest[..**end].ends_with(['-', '/', '_', '.']);
        let end =
            fitting[most / 2..].iter().rev().find(sign).or(fitting.last()).copied().unwrap_or(rest.len());
        let (piece, more) = rest.split_at(end);
        pieces.push(ShapedWord { broken: true, ..ShapedWord::new(face, piece.to_string()) });
        rest = more;
    }
    pieces.push(ShapedWord::new(face, rest.to_string()));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: Room = Room { width: 500, sizes: &[(80, 1), (60, 2), (40, 2)] };

    #[test]
    fn short_text_is_large_and_long_text_wraps_and_shrinks() {
        assert_eq!(
            fit(Face::SemiBold, "SRE", ROOM),
            TextBlock { face: Face::SemiBold, size: 80, lines: vec!["SRE".to_string()] }
        );
        let two = fit(Face::SemiBold, "Platform Engineer", ROOM);
        assert_eq!((two.size, two.lines.join("/").as_str()), (60, "Platform/Engineer"));
    }

    #[test]
    fn lines_are_balanced() {
        let room = Room { width: 1000, sizes: &[(40, 3)] };
        let text = "Keeps running services inside agreed reliability targets, and writes software for it.";
        let lines = fit(Face::Regular, text, room).lines;
        assert_eq!(
            lines,
            ["Keeps running services inside agreed", "reliability targets, and writes software for it."]
        );
    }

    #[test]
    fn text_that_fits_no_size_is_truncated_or_broken_and_never_wider() {
        for text in ["Ingenieurin".repeat(12), "a ".repeat(300), "W".repeat(80), "x".repeat(79) + "-y"] {
            let block = fit(Face::SemiBold, text.trim(), ROOM);
            assert_eq!(block.size, 40);
            assert!(block.lines.len() <= 2);
            assert!(block.lines.last().is_some_and(|line| line.ends_with('…')), "{block:?}");
            for line in &block.lines {
                assert!(Face::SemiBold.width(line, 40) <= ROOM.width, "{line}");
            }
        }
    }

    #[test]
    fn words_break_after_punctuation() {
        let room = Room { width: 500, sizes: &[(40, 4)] };
        let block = fit(Face::Regular, "infrastructure-and-operations-engineering", room);
        assert_eq!(block.lines, ["infrastructure-and-", "operations-engineering"]);
    }
}
