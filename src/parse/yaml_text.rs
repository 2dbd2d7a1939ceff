//! Values of YAML that are not what they look like, though the parser has no complaint.

use super::Diagnostics;
use super::yaml::Comment;
use super::yaml_hints::is_word;
use crate::diagnostic::{Code, Span};

/// Looks at the comments of a text that begins at byte `offset` of its file: one without a space after its `#` was most
/// likely meant to be the rest of the value before it.
pub fn cut(comments: &[Comment], text: &str, offset: usize, diagnostics: &mut Diagnostics) {
    for comment in comments.iter().filter(|comment| comment.text.starts_with(char::is_alphanumeric)) {
        let at = comment.span.start as usize - offset;
        let line = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let before = text[line..at].trim();
        // After a bracket, a comma or a quote, nothing more of a value is expected.
        if before.is_empty() || before.ends_with([':', ',', ']', '}', '[', '{', '"', '\'', '|', '>', '-']) {
            continue;
        }
        diagnostics
            .add(Code::YamlText, Span::new(at, at + comment.text.len() + 1).shifted(offset), "this is a comment, and not part of the value before it")
            .help("put the value between quotes, from its beginning to its end; if it is a comment, put a space behind `#`");
    }
}

/// Looks at a scalar over several lines: one that reads like a key or an item was most likely meant as one.
pub fn swallowed(span: Span, text: &str, offset: usize, diagnostics: &mut Diagnostics) {
    let own = text.get(span.start as usize..span.end as usize).unwrap_or("");
    let Some((_, more)) = own.split_once('\n') else { return };
    let mut at = span.end as usize - more.len();
    for line in more.split_inclusive('\n') {
        let bare = line.trim();
        let key = bare.split_once(':').filter(|(key, rest)| is_word(key) && !rest.starts_with('/'));
        if key.is_some() || bare.starts_with("- ") {
            let start = at + line.len() - line.trim_start().len();
            let what = if key.is_some() { "key" } else { "item" };
            diagnostics
                .add(
                    Code::YamlText,
                    Span::new(start, start + bare.len()).shifted(offset),
                    format!("this line looks like a new {what}, and is read as a part of the text above it"),
                )
                .help("put the text on one line");
            return;
        }
        at += line.len();
    }
}

/// What stands between the quotes that a word processor sets, if a text is in such quotes from end to end.
pub fn in_typographic_quotes(text: &str) -> Option<&str> {
    let marks = ['“', '”', '„', '«', '»'];
    let inner = text.strip_prefix(marks)?.strip_suffix(marks)?;
    (!inner.is_empty() && !inner.contains(marks)).then_some(inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::yaml;

    fn cuts(text: &str) -> Vec<&str> {
        let mut diagnostics = Diagnostics::new("content/a.yaml".into());
        let _ = yaml::parse(text, 0, &mut diagnostics);
        let spans = diagnostics
            .into_diagnostics()
            .into_iter()
            .filter_map(|found| found.place)
            .map(|place| place.span);
        spans.map(|span| &text[span.start as usize..span.end as usize]).collect()
    }

    #[test]
    fn what_follows_a_number_sign_is_told_when_it_looks_like_a_value() {
        assert_eq!(cuts("a: Team #1 of all\nb: 2\n"), ["#1 of all"]);
        assert_eq!(cuts("a:\n  - C #sharp\n"), ["#sharp"]);
    }

    #[test]
    fn a_comment_is_none() {
        assert_eq!(cuts("#a\na: b # c\nd: \"e\" #f\ng: [h] #i\nj: #k\n  l: m\nn: o#p\n"), [""; 0]);
    }

    #[test]
    fn quotes_are_those_around_all_of_a_text() {
        assert_eq!(in_typographic_quotes("“a b”"), Some("a b"));
        assert_eq!(in_typographic_quotes("„a“"), Some("a"));
        for text in ["“a” and “b”", "“a", "a “b”", "\"a\"", "“”"] {
            assert_eq!(in_typographic_quotes(text), None, "{text}");
        }
    }
}
