//! Says what to write instead of an HTML element.

use std::ops::Range;

/// An element, from its opening tag to its closing one, or a tag alone.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct HtmlElement {
    /// Its byte range in the text.
    pub(super) range: Range<usize>,
    /// What to write instead.
    pub(super) help: String,
    /// The replacement, if it is certain.
    pub(super) replacement: Option<String>,
}

/// Returns the element that begins with the tag at `tag`, or that is the block at `tag`.
pub(super) fn element(text: &str, tag: &Range<usize>, is_block: bool) -> HtmlElement {
    let tag = tag.start..tag.start + text[tag.clone()].trim_end().len();
    let written = &text[tag.clone()];
    let name: String = written[1..].chars().take_while(char::is_ascii_alphanumeric).collect();
    let name = name.to_ascii_lowercase();
    let close = format!("</{name}>");
    // An element ends in its own paragraph.
    let rest = &text[tag.end..];
    let rest = &rest[..rest.find("\n\n").unwrap_or(rest.len())];
    let inner = if name.is_empty() || is_block {
        None
    } else {
        let lower = rest.to_ascii_lowercase();
        lower.find(&close).map(|end| &rest[..end])
    };
    let range = tag.start..tag.end + inner.map_or(0, |inner| inner.len() + close.len());
    // `a<b and c>d` and `<your-name>` were not meant as tags.
    let attributes = written[1 + name.len()..].trim_start();
    let is_text = !is_block
        && inner.is_none()
        && (attributes.starts_with('-')
            || attributes.starts_with(|c: char| c.is_alphabetic()) && !attributes.contains('='));
    if is_text {
        let help = "put it in backticks, or write `\\<` for the character `<`".to_string();
        return HtmlElement { range, help, replacement: None };
    }
    let marks = match name.as_str() {
        "b" | "strong" => Some(("**", "bold text")),
        "i" | "em" | "cite" | "dfn" | "var" => Some(("*", "emphasis")),
        "s" | "strike" => Some(("~~", "struck-out text")),
        "code" | "samp" | "tt" => Some(("`", "code")),
        _ => None,
    };
    if let Some((mark, what)) = marks {
        let plain = |c: char| c.is_alphanumeric();
        let is_plain = |inner: &&str| {
            inner.starts_with(plain)
                && inner.ends_with(plain)
                && !inner.contains(['<', '*', '_', '`', '~', '\n', '\\', '&'])
        };
        let replacement = inner.filter(is_plain).map(|inner| format!("{mark}{inner}{mark}"));
        let help = match (&replacement, mark) {
            (Some(replacement), "`") => format!("put {what} in backticks: {replacement}"),
            (Some(replacement), _) => format!("write `{replacement}` for {what}"),
            (None, "`") => format!("put {what} in backticks"),
            (None, _) => format!("write `{mark}` on both sides of {what}"),
        };
        return HtmlElement { range, help, replacement };
    }
    let help = match name.as_str() {
        "a" => "write a link as `[text](address)`",
        "img" => "write an image as `![description](../../static/name.png)`",
        "hr" => "write `---` on a line of its own, between empty lines",
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => "begin a section with `##`, and a part of it with `###`",
        "p" => "separate paragraphs by an empty line",
        "ul" | "ol" | "li" => "begin each item of a list with `- ` or `1. `",
        "blockquote" => "begin each line of a quotation with `> `",
        "pre" => "put code between two lines of three backticks",
        "table" | "thead" | "tbody" | "tr" | "td" | "th" => {
            "write a table with `|` between its columns and `| --- |` below its header row"
        }
        "u" => "write `<ins>` for an insertion, or `**` on both sides to emphasise it",
        "summary" => "put it into `<details>`, which begins on a line of its own",
        "script" | "style" | "iframe" | "object" | "embed" | "video" | "audio" | "form" | "input"
        | "button" => "delete it: a text runs and loads nothing; put it in backticks to show it as code",
        "" if written.starts_with("<!--") => "end the comment with `-->`",
        _ => "delete the tags, or put them in backticks to show them as code",
    };
    HtmlElement { range, help: help.to_string(), replacement: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> (&str, String, Option<String>) {
        let start = text.find('<').expect("a tag");
        let end = start + text[start..].find('>').expect("its end") + 1;
        let HtmlElement { range, help, replacement } = element(text, &(start..end), false);
        (&text[range], help, replacement)
    }

    #[test]
    fn an_element_with_a_mark_of_markdown_is_replaced() {
        for (text, range, replacement) in [
            ("a <b>pages</b> c", "<b>pages</b>", "**pages**"),
            ("a <STRONG class=x>two words</Strong> c", "<STRONG class=x>two words</Strong>", "**two words**"),
            ("<em>a</em> <em>b</em>", "<em>a</em>", "*a*"),
            ("<samp>Esc</samp>", "<samp>Esc</samp>", "`Esc`"),
            ("<s>old</s>", "<s>old</s>", "~~old~~"),
        ] {
            let found = of(text);
            assert_eq!((found.0, found.2.as_deref()), (range, Some(replacement)), "{text}");
            assert!(found.1.contains(replacement), "{text}: {}", found.1);
        }
        for text in ["<b> a </b>", "<b>a_b</b>", "<b>a <i>b</i></b>", "<b>a", "<b>a\n\nb</b>"] {
            assert_eq!(of(text).2, None, "{text}");
        }
    }

    #[test]
    fn every_element_has_its_own_advice() {
        for (text, advice) in [
            ("<a href=\"x\">y</a>", "`[text](address)`"),
            ("<img src=x>", "`![description]"),
            ("<span>x</span>", "delete the tags"),
            ("a<b and c>d", "`\\<`"),
            ("<your-name>", "`\\<`"),
            ("</b>", "delete the tags"),
        ] {
            assert!(of(text).1.contains(advice), "{text}: {}", of(text).1);
        }
    }
}
