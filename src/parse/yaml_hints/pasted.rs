//! Candidate fixes for lines that were pasted from elsewhere: an item among keys, a difference, a comment of another
//! language.

use super::candidates::Edits;
use super::fix::Fix;
use super::line::SourceLine;

/// The marks that begin a comment in other languages, with the ones that end it.
const COMMENTS: [(&str, &str); 4] = [("//", ""), ("<!--", "-->"), ("/*", "*/"), ("%%", "")];

/// The maximum number of lines of an item or of a difference.
const MAX_LINES: usize = 40;

impl<'t> Edits<'t> {
    pub(super) fn pasted(&mut self) {
        self.difference();
        if !self.broken {
            return;
        }
        self.foreign_comment();
        self.item_among_keys();
    }

    /// A fix that keeps a comment of another language as a comment.
    fn foreign_comment(&mut self) {
        let bare = self.line.text.trim();
        let words = self.line.words();
        for (open, close) in COMMENTS {
            let Some(inner) = bare.strip_prefix(open).and_then(|rest| rest.strip_suffix(close)) else {
                continue;
            };
            self.add(
                6,
                (words.0, words.0 + open.len()),
                words,
                format!("# {}", inner.trim()),
                Fix::Comment(open),
            );
        }
    }

    /// Removes a list item that has a key of the same indentation after it.
    fn item_among_keys(&mut self) {
        let line = self.line;
        if line.dashes().is_empty() {
            return;
        }
        let below = &self.lines[self.number + 1..];
        let is_part = |other: &&SourceLine<'t>| other.is_empty() || other.indent() > line.indent();
        let count = below.iter().take(MAX_LINES).take_while(is_part).count();
        let is_key = |next: &SourceLine<'t>| {
            next.indent() == line.indent() && next.dashes().is_empty() && next.key().is_some()
        };
        let Some(next) = below.get(count).filter(|next| is_key(next)) else { return };
        // An item that is a key with a dash before it loses only the dash.
        let cost = if line.key().is_none() { 10 } else { 20 };
        self.add(cost, line.words(), (line.start, next.start), "", Fix::ItemAmongKeys);
    }

    /// Applies lines that were copied from a difference, `-old` and `+new`.
    fn difference(&mut self) {
        let is_line = |line: &SourceLine<'t>| line.text.starts_with(['-', '+']);
        if !is_line(&self.line) || self.number > 0 && is_line(&self.lines[self.number - 1]) {
            return;
        }
        let lines: Vec<SourceLine<'t>> = self.lines[self.number..]
            .iter()
            .take(MAX_LINES)
            .take_while(|line| is_line(line))
            .copied()
            .collect();
        let added: Vec<&str> = lines.iter().filter_map(|line| line.text.strip_prefix('+')).collect();
        let Some(last) = lines.last().filter(|_| !added.is_empty()) else { return };
        let end = last.start + last.text.len();
        self.add(4, self.line.words(), (self.line.start, end), added.join("\n"), Fix::Difference);
    }
}
