//! Replacements in a text, and notes about them for the report.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

/// The changes that an import made to one text, each with its number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Notes(BTreeMap<String, usize>);

impl Notes {
    pub(super) fn add(&mut self, note: impl Into<String>) {
        *self.0.entry(note.into()).or_default() += 1;
    }

    /// Returns the notes in order, each with its number if there are several.
    pub(super) fn lines(&self) -> Vec<String> {
        let line = |(note, count): (&String, &usize)| match count {
            1 => note.clone(),
            count => format!("{note} ({count} times)"),
        };
        self.0.iter().map(line).collect()
    }
}

/// The longest text of a source that a note repeats, in characters.
const MAX_QUOTED: usize = 300;

/// Returns a text as a note repeats it: on one line, and cut if it is long.
pub(super) fn quoted(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(MAX_QUOTED) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// The words of a text, to find out which words of its source it lacks.
#[derive(Debug, Default)]
pub(super) struct Words(HashSet<String>);

impl Words {
    pub(super) fn of(text: &str) -> Words {
        Words(words(text).collect())
    }

    pub(super) fn add(&mut self, text: &str) {
        self.0.extend(words(text));
    }

    /// Returns `true` if every word of `text` is there.
    pub(super) fn contain(&self, text: &str) -> bool {
        words(text).all(|word| self.0.contains(&word))
    }
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// Replacements of byte ranges. Of two that overlap, the first one added counts.
#[derive(Debug, Default)]
pub(super) struct Edits(Vec<(Range<usize>, String)>);

impl Edits {
    pub(super) fn replace(&mut self, range: Range<usize>, text: impl Into<String>) {
        self.0.push((range, text.into()));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Applies the replacements.
    pub(super) fn apply(self, text: &str) -> String {
        let mut edits: Vec<(usize, (Range<usize>, String))> = self.0.into_iter().enumerate().collect();
        edits.sort_by_key(|(number, (range, _))| (range.start, range.end, *number));
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for (_, (range, replacement)) in edits {
            let fits =
                range.start >= at && text.is_char_boundary(range.start) && text.is_char_boundary(range.end);
            if !fits || range.end < range.start {
                continue;
            }
            out.push_str(&text[at..range.start]);
            out.push_str(&replacement);
            at = range.end;
        }
        out.push_str(&text[at..]);
        out
    }
}

/// Replaces what would be markup in a text by escapes.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' | '|') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Returns a text as a code span, with enough backticks.
pub(super) fn code_span(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let marks = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{marks}{pad}{text}{pad}{marks}")
}

/// Returns lines as a fence, which is long enough for what they contain.
pub(super) fn fence(language: &str, code: &str) -> String {
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let marks = "`".repeat(3.max(longest + 1));
    format!("{marks}{language}\n{}\n{marks}", code.trim_matches('\n'))
}

/// Returns a fence with what has no counterpart, below a comment that names it.
pub(super) fn todo(what: &str, code: &str) -> String {
    format!("<!-- TODO: {what} has no counterpart here -->\n\n{}", fence("text", code))
}

/// Puts `first` before the first line of a text and `rest` before the others.
pub(super) fn prefixed(text: &str, first: &str, rest: &str) -> String {
    let line = |(number, line): (usize, &str)| {
        let line = format!("{}{line}", if number == 0 { first } else { rest });
        line.trim_end().to_string()
    };
    text.lines().enumerate().map(line).collect::<Vec<_>>().join("\n")
}

/// Writes an address as the destination of a link.
pub(super) fn destination(address: &str) -> String {
    let address = address.trim().replace(['\n', '\t'], "");
    let is_plain = !address.contains(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>'));
    if is_plain { address } else { format!("<{}>", address.replace(['<', '>'], "")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_edits_are_dropped() {
        let mut edits = Edits::default();
        edits.replace(2..4, "X");
        edits.replace(3..5, "Y");
        edits.replace(0..0, "Z");
        assert_eq!(edits.apply("abcdef"), "ZabXef");
    }

    #[test]
    fn code_is_enclosed_in_enough_backticks() {
        assert_eq!(code_span("a `b` c"), "``a `b` c``");
        assert_eq!(code_span("`b`"), "`` `b` ``");
        assert_eq!(fence("text", "```\na\n```"), "````text\n```\na\n```\n````");
    }
}
