//! Finds Markdown and HTML in values, which are plain text. The Markdown is found by the parser of the prose, so a `*` or a
//! `_` that marks nothing is not reported.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

/// Markup in a value, which is printed as written.
pub(super) struct Markup<'t> {
    /// The kind, for messages.
    pub(super) language: &'static str,
    /// The first markup of the value, such as `**bold**`.
    pub(super) written: &'t str,
    /// The whole value without its markup; `None` for a reference or a link, where more than marks would be lost.
    pub(super) plain: Option<String>,
}

/// Returns the first markup in a value.
pub(super) fn find(text: &str) -> Option<Markup<'_>> {
    if let Some(written) = reference(text) {
        return Some(Markup { language: "Markdown", written, plain: None });
    }
    marks(text)
}

/// Returns the first citation, fact or link of Markdown.
fn reference(text: &str) -> Option<&str> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
    let reference = |mark: &str, end: char| {
        let at = text.find(mark)?;
        let rest = &text[at + mark.len()..];
        let length = rest.find(end)?;
        let inner = &rest[..length];
        let sound = !inner.is_empty() && (end == ')' || inner.chars().all(is_name));
        sound.then(|| (at, at + mark.len() + length + 1))
    };
    let link = reference("](", ')').and_then(|(at, end)| Some((text[..at].rfind('[')?, end)));
    let found = [reference("[@", ']'), reference("[=", ']'), link].into_iter().flatten().min()?;
    text.get(found.0..found.1)
}

/// Finds emphasis, code, and HTML elements.
fn marks(text: &str) -> Option<Markup<'_>> {
    if !text.contains(['*', '_', '`', '~', '<']) {
        return None;
    }
    let mut first: Option<(&'static str, Range<usize>)> = None;
    let mut removed: Vec<Range<usize>> = Vec::new();
    for (event, range) in Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH).into_offset_iter() {
        let (language, whole, width) = match event {
            Event::Start(Tag::Strong) => ("Markdown", range, 2),
            Event::Start(Tag::Emphasis) => ("Markdown", range, 1),
            Event::Start(Tag::Strikethrough) => {
                let width = if text[range.clone()].starts_with("~~") { 2 } else { 1 };
                ("Markdown", range, width)
            }
            Event::Code(_) => {
                let width = text[range.clone()].bytes().take_while(|byte| *byte == b'`').count();
                ("Markdown", range, width)
            }
            Event::InlineHtml(_) | Event::Html(_) => {
                let Some((whole, opening, closing)) = element(text, range) else { continue };
                first.get_or_insert(("HTML", whole));
                removed.extend([opening, closing]);
                continue;
            }
            _ => continue,
        };
        // `2*3*4` is a product.
        let is_within_word = text[..whole.start].ends_with(char::is_alphanumeric)
            && text[whole.end..].starts_with(char::is_alphanumeric);
        if is_within_word {
            continue;
        }
        removed.extend([whole.start..whole.start + width, whole.end - width..whole.end]);
        first.get_or_insert((language, whole));
    }
    let (language, written) = first?;
    removed.sort_by_key(|range| range.start);
    let (mut plain, mut at) = (String::with_capacity(text.len()), 0);
    for range in removed {
        plain.push_str(text.get(at..range.start).unwrap_or(""));
        at = at.max(range.end);
    }
    plain.push_str(&text[at..]);
    Some(Markup { language, written: text.get(written)?, plain: Some(plain) })
}

/// The ranges of an HTML element, of its start tag and of its end tag. `List<T>` has no end tag, and is none.
fn element(text: &str, start: Range<usize>) -> Option<(Range<usize>, Range<usize>, Range<usize>)> {
    let inner = text.get(start.clone())?.strip_prefix('<')?;
    let name = &inner[..inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len())];
    let end_tag = format!("</{name}>");
    let end = start.end + text[start.end..].find(&end_tag)?;
    (!name.is_empty()).then(|| (start.start..end + end_tag.len(), start, end..end + end_tag.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_found_and_removed() {
        for (text, written, plain) in [
            ("**Customers** get *help*", "**Customers**", "Customers get help"),
            ("Customers get __help__", "__help__", "Customers get help"),
            ("_All_ of it", "_All_", "All of it"),
            ("Runs `kubectl` and ``a`b``", "`kubectl`", "Runs kubectl and a`b"),
            ("***Both*** marks", "***Both***", "Both marks"),
            ("~~Old~~ new", "~~Old~~", "Old new"),
            ("Support <b>Engineer</b>", "<b>Engineer</b>", "Support Engineer"),
            ("The <a href=\"x\">page</a>.", "<a href=\"x\">page</a>", "The page."),
        ] {
            let found = find(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((found.written, found.plain.as_deref()), (written, Some(plain)));
        }
        for (text, written) in [
            ("See [@book].", "[@book]"),
            ("[=sre.goal] it is", "[=sre.goal]"),
            ("See [it](https://a.dev)", "[it](https://a.dev)"),
        ] {
            let found = find(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((found.written, found.plain), (written, None));
        }
    }

    #[test]
    fn plain_text_has_no_markup() {
        for text in [
            "2*3*4",
            "5 * 3 * 2",
            "*.yaml and *.json",
            "snake_case_name",
            "List<T> and Map<K, V>",
            "a < b > c",
            "an unclosed ` mark",
            "2 ** 3",
            "C++ [see below]",
            "* starred",
            "~5 to ~9",
            "",
        ] {
            assert!(find(text).is_none(), "{text}: {:?}", find(text).map(|found| found.written));
        }
    }
}
