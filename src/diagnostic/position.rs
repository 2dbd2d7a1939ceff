//! Converts byte offsets into lines and columns for output formats that need them.

use super::Span;

/// A range as lines and columns, all counted from 1, with an exclusive end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// The line of the first character.
    pub line: usize,
    /// The column of the first character, in the requested unit.
    pub column: usize,
    /// The line of the first character after the range.
    pub end_line: usize,
    /// The column of the first character after the range.
    pub end_column: usize,
}

/// The unit of columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Unicode characters, as terminals count.
    Characters,
    /// UTF-16 code units, as SARIF and code hosts count.
    Utf16,
}

/// Converts a span to lines and columns. A span beyond the end of the text is clamped to it.
pub fn position(text: &str, span: Span, unit: Unit) -> Position {
    let at = |offset: u32| {
        let before = &text[..text.floor_char_boundary((offset as usize).min(text.len()))];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let column = match unit {
            Unit::Characters => before[line_start..].chars().count(),
            Unit::Utf16 => before[line_start..].encode_utf16().count(),
        };
        (line, column + 1)
    };
    let (line, column) = at(span.start);
    let (end_line, end_column) = at(span.end);
    Position { line, column, end_line, end_column }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_in_the_requested_unit() {
        let text = "a\n😀é: x\n";
        let x = text.find('x').expect("it is there");
        let found = |unit| position(text, Span::new(x, x + 1), unit);
        assert_eq!(found(Unit::Characters), Position { line: 2, column: 5, end_line: 2, end_column: 6 });
        assert_eq!(found(Unit::Utf16).column, 6);
        assert_eq!(position(text, Span::new(900, 901), Unit::Characters).line, 3);
    }
}
