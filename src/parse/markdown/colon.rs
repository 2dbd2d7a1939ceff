//! Masks colons at the start of a line that are not followed by a space.
//!
//! In a definition list, a space follows the colon. The parser also treats `:warning:`, `:::tip` and the second half
//! of a wrapped `09:30` as definitions, and has no stricter option. So those colons are replaced before parsing by a
//! character without a meaning at the start of a line, and put back in the events. Both characters are one byte long,
//! so offsets stay the same.

use std::borrow::Cow;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag};

/// A text with those colons masked.
pub(super) struct Masked<'t> {
    /// The text for the parser.
    pub(super) text: Cow<'t, str>,
    /// The character that replaces the colons, if there are any.
    pub(super) substitute: Option<char>,
}

/// Punctuation that begins nothing in Markdown. Beside `*` and `_` it behaves like a colon.
const SUBSTITUTES: &[u8] = b";,%?}{$@/";

/// No file contains this character (`control-character`), so it is always available. It differs from a colon in one
/// respect: `:_a_` after it is not emphasis.
const LAST_RESORT: u8 = 1;

/// Masks the colons of a text.
pub(super) fn mask(text: &str) -> Masked<'_> {
    let bytes = text.as_bytes();
    let at: Vec<usize> =
        text.match_indices(':').map(|(at, _)| at).filter(|at| needs_mask(bytes, *at)).collect();
    if at.is_empty() {
        return Masked { text: Cow::Borrowed(text), substitute: None };
    }
    let free = SUBSTITUTES.iter().copied().find(|byte| !bytes.contains(byte)).unwrap_or(LAST_RESORT);
    let substitute = char::from(free);
    let mut masked = String::with_capacity(text.len());
    let mut begin = 0;
    for at in at {
        masked.push_str(&text[begin..at]);
        masked.push(substitute);
        begin = at + 1;
    }
    masked.push_str(&text[begin..]);
    Masked { text: Cow::Owned(masked), substitute: Some(substitute) }
}

/// Returns `true` if a colon begins a line, apart from the markers of quotations and lists, and no space follows it.
fn needs_mask(bytes: &[u8], at: usize) -> bool {
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
    // The delimiter row of a table: `:--|--:`.
    let end = bytes[at..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |newline| at + newline);
    let rest = &bytes[at..end];
    !(rest.contains(&b'|')
        && rest.iter().all(|byte| matches!(byte, b':' | b'-' | b'|' | b' ' | b'\t' | b'\r')))
}

/// Puts the colons back into an event.
pub(super) fn unmask(event: Event<'_>, substitute: char) -> Event<'_> {
    let text = |text: CowStr<'_>| -> CowStr<'static> {
        CowStr::from(if text.contains(substitute) {
            text.replace(substitute, ":")
        } else {
            text.into_string()
        })
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
    fn the_substitute_does_not_occur_in_the_text() {
        assert_eq!(mask("; , %\n:b").text, "; , %\n?b");
        assert_eq!(mask(";,%?}{$@/\n:b").text, ";,%?}{$@/\n\u{1}b");
    }
}
