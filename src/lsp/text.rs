//! Positions in texts. The protocol counts lines and, within a line, code units; the analysis counts bytes of a text without a
//! byte order mark and with LF as its only line break.

use lsp_types::{Position, Range};

use super::replaced::Replaced;
use crate::diagnostic::Span;

/// The unit of columns, as negotiated with the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Utf16,
}

impl Encoding {
    fn width(self, c: char) -> usize {
        match self {
            Encoding::Utf8 => c.len_utf8(),
            Encoding::Utf16 => c.len_utf16(),
        }
    }
}

/// A text as an editor has it, with the positions of its lines.
pub(super) struct Lines<'t> {
    text: &'t str,
    /// The offset of each line.
    starts: Vec<usize>,
    encoding: Encoding,
    /// `true` if offsets of the analysis differ from those of the text.
    is_normalised: bool,
    /// What was replaced since the analysis, if the text was analysed before.
    replaced: Option<Replaced>,
}

const BOM: char = '\u{feff}';

impl<'t> Lines<'t> {
    pub(super) fn new(text: &'t str, encoding: Encoding) -> Lines<'t> {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        let ends = bytes.iter().enumerate().filter(|(at, byte)| match byte {
            b'\n' => true,
            // A line break by itself, unless it is the first half of CRLF.
            b'\r' => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        });
        starts.extend(ends.map(|(at, _)| at + 1));
        let is_normalised = text.starts_with(BOM) || text.contains("\r\n");
        Lines { text, starts, encoding, is_normalised, replaced: None }
    }

    /// Returns the same lines for offsets of an earlier analysis.
    pub(super) fn since(self, replaced: Option<Replaced>) -> Lines<'t> {
        Lines { replaced, ..self }
    }

    /// Returns the offset in the text for one of the analysis.
    fn raw_offset_of(&self, offset: usize) -> usize {
        let offset = self.replaced.map_or(offset, |replaced| replaced.new_offset(offset));
        if !self.is_normalised {
            return offset.min(self.text.len());
        }
        let mut left = offset;
        let mut at = if self.text.starts_with(BOM) { BOM.len_utf8() } else { 0 };
        let bytes = self.text.as_bytes();
        while left > 0 && at < bytes.len() {
            at += if bytes[at..].starts_with(b"\r\n") { 2 } else { 1 };
            left -= 1;
        }
        at
    }

    /// Returns the offset of the analysis for one in the text.
    fn analysed_offset(&self, offset: usize) -> usize {
        if !self.is_normalised {
            return offset;
        }
        let before = &self.text[..offset];
        let mark = if before.starts_with(BOM) { BOM.len_utf8() } else { 0 };
        offset - mark - before.matches("\r\n").count()
    }

    /// Returns the position of an offset of the analysis. One beyond the end is at the end.
    pub(super) fn position(&self, offset: usize) -> Position {
        let at = self.text.floor_char_boundary(self.raw_offset_of(offset));
        let line = self.starts.partition_point(|start| *start <= at) - 1;
        let before = &self.text[self.starts[line]..at];
        let column: usize = match self.encoding {
            Encoding::Utf8 => before.len(),
            Encoding::Utf16 if before.is_ascii() => before.len(),
            Encoding::Utf16 => before.chars().map(char::len_utf16).sum(),
        };
        Position { line: narrow(line), character: narrow(column) }
    }

    /// Returns the range of a span of the analysis.
    pub(super) fn range(&self, span: Span) -> Range {
        Range { start: self.position(span.start as usize), end: self.position(span.end as usize) }
    }

    /// Returns the offset in the text at a position. A column beyond the end of its line is at the end of the line.
    fn raw_offset(&self, position: Position) -> usize {
        let line = position.line as usize;
        let Some(start) = self.starts.get(line).copied() else { return self.text.len() };
        let end = self.starts.get(line + 1).copied().unwrap_or(self.text.len());
        let content = self.text[start..end].trim_end_matches(['\n', '\r']);
        let mut left = position.character as usize;
        for (at, c) in content.char_indices() {
            let width = self.encoding.width(c);
            // A position within a character is before it.
            if left < width {
                return start + at;
            }
            left -= width;
        }
        start + content.len()
    }

    /// Returns the offset of the analysis at a position.
    pub(super) fn offset(&self, position: Position) -> usize {
        let offset = self.analysed_offset(self.raw_offset(position));
        self.replaced.map_or(offset, |replaced| replaced.old_offset(offset))
    }

    /// Returns the span of the analysis for a range.
    pub(super) fn span(&self, range: Range) -> Span {
        Span::new(self.offset(range.start), self.offset(range.end))
    }

    /// Returns the number of the line with an offset of the analysis, counted from 0.
    pub(super) fn line(&self, offset: usize) -> u32 {
        self.position(offset).line
    }
}

fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Replaces a range of a text as an editor does.
pub(super) fn replace_range(text: &mut String, range: Range, new: &str, encoding: Encoding) {
    let lines = Lines::new(text, encoding);
    let start = lines.raw_offset(range.start);
    let end = lines.raw_offset(range.end).max(start);
    text.replace_range(start..end, new);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(line: u32, character: u32) -> Position {
        Position { line, character }
    }

    #[test]
    fn columns_are_counted_in_the_negotiated_unit() {
        let text = "a\n😀é: x\n";
        let x = text.find('x').expect("it is there");
        for (encoding, column) in [(Encoding::Utf16, 5), (Encoding::Utf8, 8)] {
            let lines = Lines::new(text, encoding);
            assert_eq!(lines.position(x), at(1, column));
            assert_eq!(lines.offset(at(1, column)), x);
            assert_eq!(lines.offset(at(1, 99)), text.len() - 1);
            assert_eq!(lines.offset(at(9, 0)), text.len());
            assert_eq!(lines.position(999), at(2, 0));
            // Within the first character.
            assert_eq!(lines.offset(at(1, 1)), 2);
        }
    }

    #[test]
    fn line_breaks_and_marks_of_windows_are_not_counted() {
        let raw = "\u{feff}a\r\nb: ü\r\nc";
        let analysed = "a\nb: ü\nc";
        let lines = Lines::new(raw, Encoding::Utf16);
        for (text, position) in [("b", at(1, 0)), ("ü", at(1, 3)), ("c", at(2, 0))] {
            let offset = analysed.find(text).expect("it is there");
            assert_eq!(lines.position(offset), position);
            assert_eq!(lines.offset(position), offset);
        }
        assert_eq!(lines.position(0), at(0, 1));
        assert_eq!(lines.offset(at(0, 99)), 1);
    }

    #[test]
    fn a_carriage_return_alone_ends_a_line() {
        let lines = Lines::new("a\rb\nc", Encoding::Utf16);
        assert_eq!((lines.position(2), lines.position(4)), (at(1, 0), at(2, 0)));
    }

    #[test]
    fn edits_apply_to_any_range() {
        let mut text = "ab\r\ncd\n".to_string();
        for (range, new, after) in [
            ((0, 1, 1, 1), "-", "a-d\n"),
            ((0, 99, 0, 99), "\n", "a-d\n\n"),
            ((0, 0, 9, 9), "", ""),
            ((0, 0, 0, 0), "é", "é"),
            ((0, 1, 0, 1), "x", "éx"),
        ] {
            let (a, b, c, d) = range;
            replace_range(&mut text, Range { start: at(a, b), end: at(c, d) }, new, Encoding::Utf16);
            assert_eq!(text, after);
        }
    }
}
