//! Source maps for templates: marks every attribute with a link or an id with its position in the template. Pages
//! drawn with marks are never published; they serve to report a broken link at the line that wrote it.

use std::fmt::Write as _;

use super::lexer::{TokenKind, lex};

/// The attribute that gives the position of the attribute after it: `shared/base.html:812`.
pub const MARK: &str = "data-written-at";

/// Attributes that hold a link or an id.
pub const ATTRIBUTES: &[&str] = &[
    "id",
    "href",
    "src",
    "poster",
    "action",
    "formaction",
    "content",
    "for",
    "aria-labelledby",
    "aria-describedby",
];

/// Returns the text of a template with a mark before each of [`ATTRIBUTES`].
pub(super) fn with_marks(name: &str, text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    let mut done = 0;
    for (_, piece) in lex(text).into_iter().filter(|(kind, _)| *kind == TokenKind::Text) {
        let (mut at, within) = (piece.start, &text[..piece.end]);
        while let Some(gap) = within[at..].find(|c: char| c.is_ascii_whitespace()) {
            let begin = at + gap + 1;
            at = begin;
            let rest = &within[begin..];
            let length = rest.find(|c: char| !c.is_ascii_alphabetic() && c != '-').unwrap_or(rest.len());
            let known = ATTRIBUTES.iter().any(|name| rest[..length].eq_ignore_ascii_case(name));
            if known && rest[length..].trim_start().starts_with('=') {
                out.push_str(&text[done..begin]);
                let _ = write!(out, "{MARK}=\"{name}:{begin}\" ");
                done = begin;
            }
        }
    }
    out.push_str(&text[done..]);
    out
}

/// Parses a mark into the name of the template and a byte offset.
pub fn read(mark: &str) -> Option<(&str, usize)> {
    let (name, at) = mark.rsplit_once(':')?;
    Some((name, at.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_attribute_in_the_text_of_a_template_is_marked_and_none_in_its_code() {
        let text = "<a class=x href=\"/{{ b ~ \" href=\" }}\" id = c>{# id=\"d\" #}";
        assert_eq!(
            with_marks("pages/a.html", text),
            "<a class=x data-written-at=\"pages/a.html:11\" href=\"/{{ b ~ \" href=\" }}\" \
             data-written-at=\"pages/a.html:38\" id = c>{# id=\"d\" #}"
        );
        assert_eq!(with_marks("a", "<b hrefs=\"\" href>"), "<b hrefs=\"\" href>");
        assert_eq!(read("pages/a.html:38"), Some(("pages/a.html", 38)));
    }
}
