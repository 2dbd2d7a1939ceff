//! Texts that wrap and shrink until they fit. A line is measured, never guessed, and no text is wider than its room.

use super::{EM, Face};

/// A text in lines of one size.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TextBlock {
    /// What it is set in.
    pub face: Face,
    /// The size, in pixels.
    pub size: u32,
    /// The lines. None is wider than the room that they were made for.
    pub lines: Vec<String>,
}

/// Where a text has to fit.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    /// How wide a line may be, in pixels.
    pub width: u32,
    /// What is tried, in order: a size in pixels, and how many lines it may have.
    pub sizes: &'static [(u32, usize)],
}

/// A text in the first size of a room that it fits in; in the last, cut with `…` where it still does not.
pub fn fit(face: Face, text: &str, room: Room) -> TextBlock {
    fit_each(face, text, room).into_iter().flatten().next().unwrap_or_else(|| {
        let (size, most) = *room.sizes.last().expect("invariant: a room has sizes");
        TextBlock { face, size, lines: cut(face, &words(face, text), room.width * EM / size, most) }
    })
}

/// A text in each size of a room; `None` where it does not fit.
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
    text.split(' ').map(|word| ShapedWord::of(face, word.to_string())).collect()
}

struct ShapedWord {
    text: String,
    units: u32,
    /// How wide it is at the beginning of a line, where all of it has to be inside.
    begin: u32,
    /// Whether it is the beginning of a word too wide for a line, which goes on in the next line.
    broken: bool,
}

impl ShapedWord {
    fn of(face: Face, text: String) -> ShapedWord {
        ShapedWord { units: face.units(&text), begin: line(face, &text), text, broken: false }
    }
}

/// How wide a line is, with what stands out of it on the left.
fn line(face: Face, text: &str) -> u32 {
    face.overhang_units(text) + face.units(text)
}

/// The words in lines, each as full as it can be; `None` when a word is wider than a line. The space has no kerning in
/// our faces, so that a line is as wide as its words and spaces.
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

/// As many lines, of about the same width: the narrowest that are no more.
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

/// What of a text goes into some lines, and `…`. Words wider than a line are broken.
fn cut(face: Face, words: &[ShapedWord], limit: u32, most: usize) -> Vec<String> {
    let pieces: Vec<ShapedWord> = words.iter().flat_map(|word| broken(face, word, limit)).collect();
    let mut lines = lines(&pieces, face.units(" "), limit).expect("invariant: no piece is wider than a line");
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            while line(face, &format!("{last}…")) > limit && last.pop().is_some() {}
            let end = last.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
            last.truncate(end);
            last.push('…');
        }
    }
    lines
}

/// A word in pieces that each fit in a line, broken behind a sign where there is one in the later half of a piece.
fn broken(face: Face, word: &ShapedWord, limit: u32) -> Vec<ShapedWord> {
    let mut pieces = Vec::new();
    let mut rest = word.text.as_str();
    while line(face, rest) > limit {
        // No line is so narrow that not even one letter fits.
        let ends: Vec<usize> = rest.char_indices().skip(1).map(|(at, _)| at).collect();
        let most = ends.partition_point(|end| line(face, &rest[..*end]) <= limit);
        let Some(fitting) = ends.get(..most).filter(|ends| !ends.is_empty()) else { break };
        let sign = |end: &&usize| rest[..**end].ends_with(['-', '/', '_', '.']);
        let end =
            fitting[most / 2..].iter().rev().find(sign).or(fitting.last()).copied().unwrap_or(rest.len());
        let (piece, more) = rest.split_at(end);
        pieces.push(ShapedWord { broken: true, ..ShapedWord::of(face, piece.to_string()) });
        rest = more;
    }
    pieces.push(ShapedWord::of(face, rest.to_string()));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: Room = Room { width: 500, sizes: &[(80, 1), (60, 2), (40, 2)] };

    #[test]
    fn a_short_text_is_large_and_a_long_one_wraps_and_shrinks() {
        assert_eq!(
            fit(Face::SemiBold, "SRE", ROOM),
            TextBlock { face: Face::SemiBold, size: 80, lines: vec!["SRE".to_string()] }
        );
        let two = fit(Face::SemiBold, "Platform Engineer", ROOM);
        assert_eq!((two.size, two.lines.join("/").as_str()), (60, "Platform/Engineer"));
    }

    #[test]
    fn lines_are_of_about_the_same_width() {
        let room = Room { width: 1000, sizes: &[(40, 3)] };
        let text = "Keeps running services inside agreed reliability targets, and writes software for it.";
        let lines = fit(Face::Regular, text, room).lines;
        assert_eq!(
            lines,
            ["Keeps running services inside agreed", "reliability targets, and writes software for it."]
        );
    }

    #[test]
    fn what_fits_in_no_size_is_cut_or_broken_and_never_wider() {
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
    fn a_word_is_broken_behind_a_sign() {
        let room = Room { width: 500, sizes: &[(40, 4)] };
        let block = fit(Face::Regular, "infrastructure-and-operations-engineering", room);
        assert_eq!(block.lines, ["infrastructure-and-", "operations-engineering"]);
    }
}
