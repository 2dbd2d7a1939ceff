//! Splits a template into text, code and comments. Used only to locate things in templates that the engine has
//! parsed; the code itself is not interpreted.

use std::ops::Range;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// Printed verbatim.
    Text,
    /// An expression or a statement, without its delimiters.
    Code,
    /// A comment, without its delimiters.
    Comment,
}

/// Returns the tokens of a template, in order. An unclosed delimiter extends to the end of the text.
pub(super) fn lex(text: &str) -> Vec<(TokenKind, Range<usize>)> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(mark) = text[at..].find('{').map(|found| at + found) {
        let (kind, close) = match text.as_bytes().get(mark + 1) {
            Some(b'{') => (TokenKind::Code, "}}"),
            Some(b'%') => (TokenKind::Code, "%}"),
            Some(b'#') => (TokenKind::Comment, "#}"),
            _ => {
                push(&mut tokens, TokenKind::Text, at..mark + 1);
                at = mark + 1;
                continue;
            }
        };
        push(&mut tokens, TokenKind::Text, at..mark);
        let begin = mark + 2;
        let end = match kind {
            TokenKind::Comment => text[begin..].find(close).map_or(text.len(), |found| begin + found),
            _ => end_of_code(text, begin, close),
        };
        push(&mut tokens, kind, begin..end);
        at = text.len().min(end + close.len());
        // Everything between `raw` and `endraw` is text.
        if kind == TokenKind::Code && word(&text[begin..end]) == "raw" {
            let rest = &text[at..];
            let is_end = |found: &usize| {
                let code = &rest[found + 2..];
                word(&code[..code.find("%}").unwrap_or(code.len())]) == "endraw"
            };
            let raw = rest.match_indices("{%").map(|(found, _)| found).find(is_end).unwrap_or(rest.len());
            push(&mut tokens, TokenKind::Text, at..at + raw);
            at += raw;
        }
    }
    push(&mut tokens, TokenKind::Text, at..text.len());
    tokens
}

/// Returns the code without surrounding spaces and the `-` of whitespace control.
pub(super) fn word(code: &str) -> &str {
    code.trim_matches(|c: char| c == '-' || c.is_ascii_whitespace())
}

fn push(tokens: &mut Vec<(TokenKind, Range<usize>)>, kind: TokenKind, range: Range<usize>) {
    match tokens.last_mut() {
        Some((TokenKind::Text, last)) if kind == TokenKind::Text && last.end == range.start => {
            last.end = range.end;
        }
        _ if range.is_empty() && kind == TokenKind::Text => {}
        _ => tokens.push((kind, range)),
    }
}

/// Returns the offset of the closing delimiter, ignoring those within strings.
pub(super) fn end_of_code(text: &str, begin: usize, close: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut at, mut string) = (begin, None);
    while at < bytes.len() {
        match (string, bytes[at]) {
            (Some(_), b'\\') => at += 1,
            (Some(quote), byte) if byte == quote => string = None,
            (None, quote @ (b'"' | b'\'' | b'`')) => string = Some(quote),
            (None, _) if bytes[at..].starts_with(close.as_bytes()) => return at,
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<(TokenKind, &str)> {
        lex(text).into_iter().map(|(kind, range)| (kind, &text[range])).collect()
    }

    #[test]
    fn text_code_and_comments_are_distinguished() {
        use TokenKind::{Code, Comment, Text};
        assert_eq!(
            tokens("a{{ b }}c{%- if d -%}{# e #}f"),
            [(Text, "a"), (Code, " b "), (Text, "c"), (Code, "- if d -"), (Comment, " e "), (Text, "f")]
        );
        assert_eq!(tokens("{{ \"}}\" ~ '\\'}}' }}x"), [(Code, " \"}}\" ~ '\\'}}' "), (Text, "x")]);
        assert_eq!(tokens("a { b {c"), [(Text, "a { b {c")]);
    }

    #[test]
    fn raw_text_is_text() {
        use TokenKind::{Code, Text};
        assert_eq!(
            tokens("{%- raw %}{{ a }}{% b %}{% endraw -%}c"),
            [(Code, "- raw "), (Text, "{{ a }}{% b %}"), (Code, " endraw -"), (Text, "c")]
        );
    }

    #[test]
    fn an_unclosed_delimiter_extends_to_the_end() {
        for text in ["{{ a", "{% raw %} a", "{# a", "{", "{{", "{% raw", "{{ \"a", "é{{ é"] {
            let tokens = lex(text);
            assert!(tokens.iter().all(|(_, range)| text.get(range.clone()).is_some()), "{text}");
        }
    }
}
