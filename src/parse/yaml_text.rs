//! Warnings about YAML values that are valid but probably not what the author meant.

use super::Diagnostics;
use super::value_markup;
use super::yaml::{Comment, Node, NodeKind};
use super::yaml_hints::is_word;
use crate::diagnostic::{Code, Span};

/// Characters that word processors and web pages put before the items of a list.
pub(super) const BULLETS: [char; 7] = ['•', '●', '‣', '▪', '◦', '·', '∙'];

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
        if key.is_some() || bare.starts_with("- ") || bullet(bare).is_some() {
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
    let Some((mark, what)) = [
        ("; ", "a semicolon does not separate the items of a list, and is printed"),
        (" | ", "a `|` does not separate the items of a list, and is printed"),
    ]
    .into_iter()
    .find(|(mark, _)| text.contains(mark)) else {
        return;
    };
    let diagnostic = diagnostics.add(Code::YamlText, item.span, what);
    // With other white space, the text differs from what is written.
    let is_exact = (item.span.end - item.span.start) as usize == text.len() && !text.contains(',');
    let help = match mark {
        "; " => "write a comma; quote the item if the semicolon belongs to it",
        _ => "write a comma; quote the item if the `|` belongs to it",
    };
    if is_exact {
        diagnostic.propose(text.replace(mark, ", "), help);
    } else {
        diagnostic.help(help);
    }
}

/// Checks a text for quotes, marks and markup that are printed although the author meant them as syntax.
pub(super) fn check_text(node: &Node, text: &str, diagnostics: &mut Diagnostics) {
    // A quoted text contains the quotes and commas that are meant.
    if !node.is_quoted() {
        let has_closing_quote = text.ends_with('"') && text.matches('"').count() == 1;
        let typographic = "typographic quotes do not quote text in YAML and are printed";
        if has_closing_quote && text.starts_with(['“', '”', '„']) && !text.contains('\\') {
            let first = text.chars().next().map_or(0, char::len_utf8);
            let start = node.span.start as usize;
            diagnostics
                .add(Code::YamlText, Span::new(start, start + first), typographic)
                .propose("\"", "write `\"` at both ends");
        } else if let Some(inner) = in_typographic_quotes(text) {
            let quoted = format!("\"{}\"", inner.replace('\\', "\\\\").replace('"', "\\\""));
            diagnostics
                .add(Code::YamlText, node.span, typographic)
                .propose(quoted, "write `\"` at both ends");
        } else if has_closing_quote {
            diagnostics
                .add(
                    Code::YamlText,
                    node.span,
                    "the quote `\"` at the end has no opening quote and is printed",
                )
                .propose(
                    format!("\"{text}"),
                    "write `\"` before the text as well, or delete the one at the end",
                );
        } else if let Some(before) = text.strip_suffix(',') {
            let what = "the comma at the end is part of the text, and is printed";
            report_printed(node, text, what, Some(before.trim_end()), "delete it", diagnostics);
        } else if let Some((mark, rest)) = bullet(text) {
            let what = format!("`{mark}` is part of the text, and is printed");
            report_printed(node, text, &what, Some(rest), "delete it", diagnostics);
        }
    }
    if let Some(markup) = value_markup::find(text) {
        let what = format!("`{}` is {}, and is printed as written here", markup.written, markup.language);
        let help = match markup.written.strip_prefix("[@").and_then(|rest| rest.strip_suffix(']')) {
            Some(id) => format!("citations are not read in a value: delete it, and write `sources: [{id}]`"),
            None if markup.plain.is_none() => {
                "write plain text; links and facts belong in the guide".to_string()
            }
            None => "write the text without the marks".to_string(),
        };
        report_printed(node, text, &what, markup.plain.as_deref(), &help, diagnostics);
    }
}

/// Reports a part of a text that is printed, and proposes the text that was meant.
fn report_printed(
    node: &Node,
    text: &str,
    what: &str,
    meant: Option<&str>,
    help: &str,
    diagnostics: &mut Diagnostics,
) {
    let diagnostic = diagnostics.add(Code::YamlText, node.span, what);
    // With other white space or with escapes, the text differs from what is written.
    let quotes = if node.is_quoted() { 2 } else { 0 };
    let is_exact = (node.span.end - node.span.start) as usize == text.len() + quotes;
    let meant = meant.filter(|meant| is_exact && !meant.contains(['"', '\\']));
    match meant {
        Some(meant) if node.is_quoted() => drop(diagnostic.propose(format!("\"{meant}\""), help)),
        Some(meant) if is_plain(meant) => drop(diagnostic.propose(meant, help)),
        _ => drop(diagnostic.help(help)),
    }
}

/// Returns `true` if a text needs no quotes in YAML, for certain.
fn is_plain(text: &str) -> bool {
    text.starts_with(char::is_alphabetic)
        && !text.contains([':', '#', ',', '[', ']', '{', '}'])
        && !text.ends_with(char::is_whitespace)
}

/// Splits a bullet from the text after it.
pub(super) fn bullet(text: &str) -> Option<(char, &str)> {
    let mark = text.chars().next().filter(|first| BULLETS.contains(first))?;
    Some((mark, text.strip_prefix(mark)?.strip_prefix([' ', '\t', '\u{a0}'])?.trim_start()))
}

/// Returns the text between typographic quotes that enclose all of it.
fn in_typographic_quotes(text: &str) -> Option<&str> {
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
    fn a_line_that_looks_like_an_item_is_reported() {
        assert_eq!(cuts("a:\n  - One\n    - two\n"), ["- two"]);
        assert_eq!(cuts("a:\n  - One\n    • two\n"), ["• two"]);
        assert_eq!(cuts("a:\n  - One\n    – two\n"), [""; 0]);
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
