//! A lexical view of a line of YAML: its indentation, dashes, key and value. Deliberately not a parser.

use crate::parse::yaml_text::BULLETS;

/// A line without its line break.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SourceLine<'t> {
    /// The offset of the line in bytes.
    pub start: usize,
    /// Its text.
    pub text: &'t str,
}

/// Splits a text into lines.
pub(crate) fn lines(text: &str) -> Vec<SourceLine<'_>> {
    let mut start = 0;
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n') {
        lines.push(SourceLine::new(start, line.trim_end_matches('\n')));
        start += line.len();
    }
    lines
}

impl<'t> SourceLine<'t> {
    /// Creates a line that begins at byte `start`.
    pub(crate) fn new(start: usize, text: &'t str) -> SourceLine<'t> {
        SourceLine { start, text }
    }

    /// The whitespace at the start of the line.
    pub(crate) fn margin(self) -> &'t str {
        &self.text[..self.text.len() - self.text.trim_start().len()]
    }

    /// The indentation in characters.
    pub(crate) fn indent(self) -> usize {
        self.margin().chars().count()
    }

    /// Returns `true` if the line is empty or only a comment.
    pub(crate) fn is_empty(self) -> bool {
        let bare = self.text.trim();
        bare.is_empty() || bare.starts_with('#')
    }

    /// The dashes of list items at the start of the line.
    pub(crate) fn dashes(self) -> &'t str {
        let bare = self.text.trim_start();
        &bare[..bare.len() - bare.trim_start_matches("- ").len()]
    }

    /// The text after the dashes.
    pub(crate) fn rest(self) -> &'t str {
        self.text.trim().trim_start_matches("- ")
    }

    /// The offset of [`SourceLine::rest`] in bytes.
    pub(crate) fn rest_at(self) -> usize {
        self.start + self.margin().len() + self.dashes().len()
    }

    /// The column of the text after the dashes.
    pub(crate) fn column(self) -> usize {
        self.indent() + self.dashes().len()
    }

    /// The key at the start of the line.
    pub(crate) fn key(self) -> Option<&'t str> {
        let (key, rest) = self.rest().split_once(':')?;
        (is_word(key) && (rest.is_empty() || rest.starts_with(' '))).then_some(key)
    }

    /// The value and its offset in bytes: the text after the key, or after the dashes if there is no key.
    pub(crate) fn value(self) -> (usize, &'t str) {
        let rest = self.rest();
        let value = self.key().map_or(rest, |key| rest[key.len() + 1..].trim_start());
        (self.rest_at() + rest.len() - value.len(), value)
    }

    /// The byte range from the first to the last character that is not whitespace.
    pub(crate) fn words(self) -> (usize, usize) {
        let start = self.start + self.margin().len();
        (start, (self.start + self.text.trim_end().len()).max(start))
    }

    /// Returns `true` if the line begins a key or an item.
    pub(crate) fn begins(self) -> bool {
        self.key().is_some() || !self.dashes().is_empty() || self.text.trim() == "-"
    }

    /// Returns `true` if the line is a key without a value, so that its value is below.
    pub(crate) fn opens(self) -> bool {
        self.key().is_some() && (self.value().1.is_empty() || self.value().1.starts_with('#'))
    }
}

/// The mark at the start of a text that was meant as the dash of a list item, and the text after it: a bullet, `1.`, or a
/// dash without a space.
pub(crate) fn list_mark(text: &str) -> Option<(&str, &str)> {
    let first = text.chars().next()?;
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let length = match first {
        '–' | '—' | '−' | '*' | '+' | '‐' | '‑' => first.len_utf8(),
        _ if BULLETS.contains(&first) => first.len_utf8(),
        '-' if text.len() > 1 && !text[1..].starts_with([' ', '-']) => 1,
        _ if matches!(digits, 1..=2)
            && text[digits..].starts_with(['.', ')'])
            && text[digits + 1..].starts_with(' ') =>
        {
            digits + 1
        }
        _ => return None,
    };
    Some((&text[..length], text[length..].trim_start()))
}

/// Returns `true` if a text could be the key of a record.
pub(crate) fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_split_into_its_parts() {
        let line = SourceLine::new(10, "  - name: A pot # big");
        assert_eq!((line.indent(), line.dashes(), line.column()), (2, "- ", 4));
        assert_eq!((line.key(), line.value()), (Some("name"), (20, "A pot # big")));
        assert_eq!((line.rest_at(), line.words()), (14, (12, 31)));
        assert!(line.begins() && !line.opens() && !line.is_empty());
    }

    #[test]
    fn invalid_keys_are_rejected() {
        for text in ["a b: c", "http://x", "a:b", "- x", "\"a\": b"] {
            assert_eq!(SourceLine::new(0, text).key(), None, "{text}");
        }
        assert!(SourceLine::new(0, "places:").opens());
        assert!(SourceLine::new(0, "places: # here").opens());
        assert!(SourceLine::new(0, "  # comment").is_empty());
    }

    #[test]
    fn marks_of_list_items_are_known() {
        for (text, parts) in [
            ("• a", ("•", "a")),
            ("* a", ("*", "a")),
            ("– a", ("–", "a")),
            ("-a", ("-", "a")),
            ("1. a", ("1.", "a")),
            ("12) a", ("12)", "a")),
        ] {
            assert_eq!(list_mark(text), Some(parts));
        }
        for text in ["- a", "--", "-", "a", "1.5", "1.a", "2026. x", ""] {
            assert_eq!(list_mark(text), None, "{text}");
        }
    }

    #[test]
    fn lines_know_where_they_begin() {
        let starts: Vec<usize> = lines("a\n\nbc\nd").iter().map(|line| line.start).collect();
        assert_eq!(starts, [0, 2, 3, 6]);
    }
}
