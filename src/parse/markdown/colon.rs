//! Colons that begin a line without a space after them.
//!
//! A definition list has a space after its colon. The parser also takes `:warning:`, `:::tip` and the second half of a
//! wrapped `09:30` for definitions, and its option has no stricter form. So it is given the text with another character in
//! place of those colons, one that means nothing at the start of a line; its events get the colons back. Every offset
//! stays as it is, since both are one byte long.

use std::borrow::Cow;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag};

/// A text without such colons.
pub(super) struct Masked<'t> {
    /// What the parser reads.
    pub(super) text: Cow<'t, str>,
    /// The character in place of the colons, if there are any.
    pub(super) stand_in: Option<char>,
}

/// Punctuation that begins nothing in Markdown. Beside `*` and `_` it counts as a colon does.
const STAND_INS: &[u8] = b";,%?}{$@/";

/// No file has it (`control-character`), so it is free in every text. It differs from a colon in one respect:
/// `:_a_` is no emphasis after it.
const LAST_RESORT: u8 = 1;

/// Takes the colons out of a text.
pub(super) fn mask(text: &str) -> Masked<'_> {
    let bytes = text.as_bytes();
    let at: Vec<usize> =
        text.match_indices(':').map(|(at, _)| at).filter(|at| is_meant(bytes, *at)).collect();
    if at.is_empty() {
        return Masked { text: Cow::Borrowed(text), stand_in: None };
    }
    let free = STAND_INS.iter().copied().find(|byte| !bytes.contains(byte)).unwrap_or(LAST_RESORT);
    let stand_in = char::from(free);
    let mut masked = String::with_capacity(text.len());
    let mut begin = 0;
    for at in at {
        masked.push_str(&text[begin..at]);
        masked.push(stand_in);
        begin = at + 1;
    }
    masked.push_str(&text[begin..]);
    Masked { text: Cow::Owned(masked), stand_in: Some(stand_in) }
}

/// Whether a colon begins a line, but for the marks of quotations and lists, and has no space after it.
fn is_meant(bytes: &[u8], at: usize) -> bool {
    if matches!(bytes.get(at + 1), Some(b' ' | b'\t')) {
        return false;
    }
    let is_mark = |byte: u8| {
        matches!(byte, b' ' | b'\t' | b'>' | b'-' | b'+' | b'*' | b'.' | b')') || byte.is_ascii_digit()
    };
    let before = bytes[..at].iter().rev().find(|byte| !is_mark(**byte));
    if before.is_some_and(|byte| *byte != b'\n') {
        return false;
    }
    // The second line of a table: `:--|--:`.
    let end = bytes[at..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |newline| at + newline);
    let rest = &bytes[at..end];
    !(rest.contains(&b'|')
        && rest.iter().all(|byte| matches!(byte, b':' | b'-' | b'|' | b' ' | b'\t' | b'\r')))
}

/// An event with the colons of the text put back.
pub(super) fn unmask(event: Event<'_>, stand_in: char) -> Event<'_> {
    let text = |text: CowStr<'_>| -> CowStr<'static> {
        CowStr::from(if text.contains(stand_in) { text.replace(stand_in, ":") } else { text.into_string() })
    };
    match event {
        Event::Text(words) => Event::Text(text(words)),
        Event::Code(words) => Event::Code(text(words)),
        Event::Html(words) => Event::Html(text(words)),
        Event::InlineHtml(words) => Event::InlineHtml(text(words)),
        Event::FootnoteReference(name) => Event::FootnoteReference(text(name)),
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(text(info))))
        }
        Event::Start(Tag::FootnoteDefinition(name)) => Event::Start(Tag::FootnoteDefinition(text(name))),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Link { link_type, dest_url: text(dest_url), title: text(title), id: text(id) })
        }
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Image { link_type, dest_url: text(dest_url), title: text(title), id: text(id) })
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::mask;

    #[test]
    fn only_colons_that_could_begin_a_definition_without_a_space_are_masked() {
        let masked = |text: &str| mask(text).text.into_owned();
        assert_eq!(masked("a\n:b\n> - :c\n1. :d\n:\n"), "a\n;b\n> - ;c\n1. ;d\n;\n");
        assert_eq!(masked("a\n: b\n:\tc\nd:e\n"), "a\n: b\n:\tc\nd:e\n");
        assert_eq!(masked("a|b\n:--|--:\n"), "a|b\n:--|--:\n");
    }

    #[test]
    fn the_stand_in_is_nowhere_else_in_the_text() {
        assert_eq!(mask("; , %\n:b").text, "; , %\n?b");
        assert_eq!(mask(";,%?}{$@/\n:b").text, ";,%?}{$@/\n\u{1}b");
    }
}
