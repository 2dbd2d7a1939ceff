//! Warnings about YAML values that are valid but probably not what the author meant.

use super::Diagnostics;
use super::yaml::{Comment, Node, NodeKind};
use super::yaml_hints::is_word;
use crate::diagnostic::{Code, Span};

/// Checks the comments of a text that begins at byte `offset` of its file: one without a space after `#`, directly after
/// an unquoted value, was probably meant as part of it. `plain_ends` are the ends of the unquoted scalars, in order.
pub(super) fn check_comments(
    comments: &[Comment],
    plain_ends: &[usize],
    text: &str,
    offset: usize,
    diagnostics: &mut Diagnostics,
) {
    for comment in comments.iter().filter(|comment| comment.text.starts_with(char::is_alphanumeric)) {
        let at = comment.span.start as usize - offset;
        let line = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let end = line + text[line..at].trim_end().len();
        if end == line || plain_ends.binary_search(&end).is_err() {
            continue;
        }
        diagnostics
            .add(
                Code::YamlText,
                Span::new(at, at + comment.text.len() + 1).shifted(offset),
                "this is a comment, not part of the value before it",
            )
            .help("quote the whole value; if this is a comment, put a space after `#`");
    }
}

/// Checks a scalar of several lines: a line that looks like a key or an item was probably meant as one.
pub(super) fn check_multiline(span: Span, text: &str, offset: usize, diagnostics: &mut Diagnostics) {
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
                    format!("this line looks like a new {what}, but is part of the text above it"),
                )
                .help("put the text on one line, or indent this line as its neighbours");
            return;
        }
        at += line.len();
    }
}

/// Checks an item of a list in brackets: a semicolon was probably meant to separate two items.
pub(super) fn check_separator(item: &Node, diagnostics: &mut Diagnostics) {
    let NodeKind::Scalar { text, quoted: false } = &item.kind else { return };
    if !text.contains("; ") {
        return;
    }
    let what = "a semicolon does not separate the items of a list, and is printed";
    let diagnostic = diagnostics.add(Code::YamlText, item.span, what);
    // With other white space, the text differs from what is written.
    let is_exact = (item.span.end - item.span.start) as usize == text.len() && !text.contains(',');
    let help = "write a comma; quote the item if the semicolon belongs to it";
    if is_exact {
        diagnostic.propose(text.replace("; ", ", "), help);
    } else {
        diagnostic.help(help);
    }
}

/// Returns the text between typographic quotes that enclose all of it.
pub(super) fn in_typographic_quotes(text: &str) -> Option<&str> {
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
    fn a_comment_that_looks_like_a_value_is_reported() {
        assert_eq!(cuts("a: Team #1 of all\nb: 2\n"), ["#1 of all"]);
        assert_eq!(cuts("a:\n  - C #sharp\n"), ["#sharp"]);
        assert_eq!(cuts("a: Only, #1 of all\nb: In [x] #2\n"), ["#1 of all", "#2"]);
    }

    #[test]
    fn ordinary_comments_are_not_reported() {
        assert_eq!(cuts("#a\na: b # c\nd: \"e\" #f\ng: [h] #i\nj: #k\n  l: m\nn: o#p\n"), [""; 0]);
        assert_eq!(cuts("a: [b, #c\n  d]\ne: >\n  f #g\n"), [""; 0]);
    }

    #[test]
    fn typographic_quotes_must_enclose_the_whole_text() {
        assert_eq!(in_typographic_quotes("“a b”"), Some("a b"));
        assert_eq!(in_typographic_quotes("„a“"), Some("a"));
        for text in ["“a” and “b”", "“a", "a “b”", "\"a\"", "“”"] {
            assert_eq!(in_typographic_quotes(text), None, "{text}");
        }
    }
}
