//! A line of YAML as its author sees it: how far it is indented, a dash, a key, a value. Deliberately not a parser.

/// A line, without its end.
#[derive(Debug, Clone, Copy)]
pub struct SourceLine<'t> {
    /// The byte at which it begins.
    pub start: usize,
    /// Its text.
    pub text: &'t str,
}

/// The lines of a text.
pub fn lines(text: &str) -> Vec<SourceLine<'_>> {
    let mut start = 0;
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n') {
        lines.push(SourceLine::new(start, line.trim_end_matches('\n')));
        start += line.len();
    }
    lines
}

impl<'t> SourceLine<'t> {
    /// A line that begins at byte `start`.
    pub fn new(start: usize, text: &'t str) -> SourceLine<'t> {
        SourceLine { start, text }
    }

    /// What stands in front of the first character, in bytes.
    pub fn margin(self) -> &'t str {
        &self.text[..self.text.len() - self.text.trim_start().len()]
    }

    /// How many characters stand in front of the first one.
    pub fn indent(self) -> usize {
        self.margin().chars().count()
    }

    /// Whether nothing but a comment stands in it.
    pub fn is_empty(self) -> bool {
        let bare = self.text.trim();
        bare.is_empty() || bare.starts_with('#')
    }

    /// The dashes of list items that it begins with.
    pub fn dashes(self) -> &'t str {
        let bare = self.text.trim_start();
        &bare[..bare.len() - bare.trim_start_matches("- ").len()]
    }

    /// What follows the dashes.
    pub fn rest(self) -> &'t str {
        self.text.trim().trim_start_matches("- ")
    }

    /// The byte of the text at which [`Line::rest`] begins.
    pub fn rest_at(self) -> usize {
        self.start + self.margin().len() + self.dashes().len()
    }

    /// The column of what follows the dashes.
    pub fn column(self) -> usize {
        self.indent() + self.dashes().len()
    }

    /// The key that it begins with.
    pub fn key(self) -> Option<&'t str> {
        let (key, rest) = self.rest().split_once(':')?;
        (is_word(key) && (rest.is_empty() || rest.starts_with(' '))).then_some(key)
    }

    /// What follows the key, or the dashes where there is no key, and the byte of the text at which it begins.
    pub fn value(self) -> (usize, &'t str) {
        let rest = self.rest();
        let value = self.key().map_or(rest, |key| rest[key.len() + 1..].trim_start());
        (self.rest_at() + rest.len() - value.len(), value)
    }

    /// From its first character to its last.
    pub fn words(self) -> (usize, usize) {
        let start = self.start + self.margin().len();
        (start, (self.start + self.text.trim_end().len()).max(start))
    }

    /// Whether it begins a key or an item.
    pub fn begins(self) -> bool {
        self.key().is_some() || !self.dashes().is_empty() || self.text.trim() == "-"
    }

    /// Whether it has a key and nothing after it, so that what belongs to the key stands below.
    pub fn opens(self) -> bool {
        self.key().is_some() && (self.value().1.is_empty() || self.value().1.starts_with('#'))
    }
}

/// Whether a text could be the key of a record.
pub fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_seen_in_its_parts() {
        let line = SourceLine::new(10, "  - name: A pot # big");
        assert_eq!((line.indent(), line.dashes(), line.column()), (2, "- ", 4));
        assert_eq!((line.key(), line.value()), (Some("name"), (20, "A pot # big")));
        assert_eq!((line.rest_at(), line.words()), (14, (12, 31)));
        assert!(line.begins() && !line.opens() && !line.is_empty());
    }

    #[test]
    fn what_only_looks_like_a_key_is_none() {
        for text in ["a b: c", "http://x", "a:b", "- x", "\"a\": b"] {
            assert_eq!(SourceLine::new(0, text).key(), None, "{text}");
        }
        assert!(SourceLine::new(0, "places:").opens());
        assert!(SourceLine::new(0, "places: # here").opens());
        assert!(SourceLine::new(0, "  # comment").is_empty());
    }

    #[test]
    fn lines_know_where_they_begin() {
        let starts: Vec<usize> = lines("a\n\nbc\nd").iter().map(|line| line.start).collect();
        assert_eq!(starts, [0, 2, 3, 6]);
    }
}
