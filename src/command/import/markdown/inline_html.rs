//! Translates the HTML within Markdown.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::details::{continuation, folded_blocks};
use super::edits::{Edits, Notes, code_span, destination, fence, prefixed};
use super::html::{self, GROUPS, KEPT, Node, UNSUPPORTED, VOID};
use super::html_markdown;
use super::shortcodes::{code_at, code_ranges, plain_html};

/// The syntax of texts: that of this program.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
}

/// Translates all HTML of a text.
pub(super) fn translate(text: &str, notes: &mut Notes) -> String {
    if !text.contains('<') {
        return text.to_string();
    }
    let text = folded_blocks(&whole_tables(text), notes);
    let mut edits = Edits::default();
    let mut events = Parser::new_ext(&text, options()).into_offset_iter();
    let mut tags: Vec<Range<usize>> = Vec::new();
    while let Some((event, range)) = events.next() {
        match event {
            Event::Start(Tag::HtmlBlock) => {
                inline_tags(&text, &mut tags, &mut edits, notes);
                let mut html = String::new();
                for (event, _) in events.by_ref() {
                    match event {
                        Event::Html(line) | Event::Text(line) => html.push_str(&line),
                        _ => break,
                    }
                }
                block(&text, &html, range, &mut edits, notes);
            }
            Event::InlineHtml(_) => tags.push(range),
            Event::Start(
                Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. },
            )
            | Event::Text(_)
            | Event::Code(_)
            | Event::SoftBreak
            | Event::HardBreak
            | Event::FootnoteReference(_) => {}
            Event::End(end) => {
                use pulldown_cmark::TagEnd;
                let is_inline = matches!(
                    end,
                    TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
                );
                if !is_inline {
                    inline_tags(&text, &mut tags, &mut edits, notes);
                }
            }
            _ => inline_tags(&text, &mut tags, &mut edits, notes),
        }
    }
    inline_tags(&text, &mut tags, &mut edits, notes);
    edits.apply(&text)
}

/// Removes the empty lines within tables, which would end their block.
fn whole_tables(text: &str) -> String {
    if !text.contains("<table") {
        return text.to_string();
    }
    let code = code_ranges(text);
    let mut edits = Edits::default();
    let mut at = 0;
    while let Some(start) = text[at..].find("<table").map(|start| at + start) {
        let end = text[start..].find("</table>").map_or(text.len(), |end| start + end);
        at = (end + 1).min(text.len());
        while !text.is_char_boundary(at) {
            at += 1;
        }
        if code_at(&code, start).is_some() || !text[start..end].contains("\n\n") {
            continue;
        }
        let lines: Vec<&str> = text[start..end].lines().filter(|line| !line.trim().is_empty()).collect();
        edits.replace(start..end, lines.join("\n"));
    }
    edits.apply(text)
}

/// Translates a block of HTML.
fn block(text: &str, html: &str, range: Range<usize>, edits: &mut Edits, notes: &mut Notes) {
    let trimmed = html.trim();
    let is_kept = trimmed.starts_with("<details") || trimmed == "</details>" || is_comment(trimmed);
    if is_kept {
        return;
    }
    let line_start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let prefix = continuation(&text[line_start..range.start]);
    let end = range.start + text[range.clone()].trim_end().len();
    let markdown = block_markdown(trimmed, notes);
    let next = text[end..].strip_prefix('\n').unwrap_or_default().lines().next().unwrap_or_default();
    let is_followed = !next.trim_start_matches(['>', ' ']).is_empty();
    let tail = if is_followed { format!("\n{}", prefix.trim_end()) } else { String::new() };
    edits.replace(range.start..end, format!("{}{tail}", prefixed(&markdown, "", &prefix)));
}

/// Returns a block of HTML as Markdown, or as code if it has no counterpart.
fn block_markdown(html: &str, notes: &mut Notes) -> String {
    let Some(parsed) = html::parse(html) else {
        notes.add("deeply nested HTML kept as code");
        return fence("html", html);
    };
    if let Some(name) = html::unsupported(&parsed) {
        notes.add(format!("TODO: the element `<{name}>` has no counterpart"));
        return format!(
            "<!-- TODO: the element `{name}` has no counterpart here -->\n\n{}",
            fence("html", html)
        );
    }
    if unknown(&parsed) {
        notes.add("a tag that HTML lacks kept as code");
        return fence("text", html);
    }
    notes.add("HTML translated into Markdown");
    let markdown = html_markdown::blocks(&parsed);
    html::report_lost(&parsed, &markdown, notes);
    markdown
}

fn is_comment(html: &str) -> bool {
    html.strip_prefix("<!--")
        .and_then(|rest| rest.strip_suffix("-->"))
        .is_some_and(|inner| !inner.contains("-->"))
}

fn is_known(name: &str) -> bool {
    let marks = ["b", "strong", "i", "em", "s", "strike", "code", "tt", "samp"];
    marks.contains(&name) || KEPT.contains(&name) || GROUPS.contains(&name) || UNSUPPORTED.contains(&name)
}

fn unknown(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| match node {
        Node::Element(element) => !is_known(&element.name) || unknown(element.children()),
        _ => false,
    })
}

/// Translates the tags of one paragraph, heading or cell.
fn inline_tags(text: &str, tags: &mut Vec<Range<usize>>, edits: &mut Edits, notes: &mut Notes) {
    let all = std::mem::take(tags);
    let mut open: Vec<(String, usize)> = Vec::new();
    let mut partner: Vec<Option<usize>> = vec![None; all.len()];
    for (number, range) in all.iter().enumerate() {
        let (name, written) = (tag_name(&text[range.clone()]), &text[range.clone()]);
        if written.starts_with("</") {
            if let Some(at) = open.iter().rposition(|(open, _)| *open == name) {
                partner[open[at].1] = Some(number);
                partner[number] = Some(open[at].1);
                open.truncate(at);
            }
        } else if !VOID.contains(&name.as_str()) && !written.ends_with("/>") && !written.starts_with("<!") {
            open.push((name, number));
        }
    }
    for (number, range) in all.iter().enumerate() {
        let other = partner[number].map(|other| all[other].clone());
        inline_tag(text, range, other, edits, notes);
    }
}

/// Returns the name of a tag.
fn tag_name(tag: &str) -> String {
    let tag = tag.trim_start_matches('<').trim_start_matches('/');
    let length = tag.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(tag.len());
    tag[..length].to_ascii_lowercase()
}

/// Translates a tag within a line. `other` is the other half of its element.
fn inline_tag(
    text: &str,
    range: &Range<usize>,
    other: Option<Range<usize>>,
    edits: &mut Edits,
    notes: &mut Notes,
) {
    let (name, written) = (tag_name(&text[range.clone()]), &text[range.clone()]);
    if written.starts_with("<!--") {
        return;
    }
    let is_end = written.starts_with("</");
    let element = html::parse(written).unwrap_or_default();
    let element = element.iter().find_map(|node| match node {
        Node::Element(element) => Some(element),
        _ => None,
    });
    if let Some(element) = element.filter(|_| !is_end && is_translated(&name)) {
        let has_both = other.is_some() || VOID.contains(&name.as_str());
        element.report_attributes(|key, _| has_both && is_kept(element, key), notes);
    }
    let mark = match name.as_str() {
        "b" | "strong" => "**",
        "i" | "em" | "cite" | "dfn" | "var" => "*",
        "s" | "strike" => "~~",
        _ => "",
    };
    if !mark.is_empty() {
        match other {
            Some(end) if !is_end => {
                notes.add(format!("`<{name}>` → `{mark}`"));
                emphasis(text, range, &end, mark, edits);
            }
            Some(_) => {}
            None => {
                notes.add(format!("`<{name}>` around several blocks removed"));
                edits.replace(range.clone(), "");
            }
        }
        return;
    }
    match name.as_str() {
        "br" => {
            if written != "<br>" {
                edits.replace(range.clone(), "<br>");
            }
        }
        "img" => {
            notes.add("`<img>` → `![]()`");
            edits.replace(range.clone(), element.map(html_markdown::image).unwrap_or_default());
        }
        "code" | "tt" | "samp" if other.is_some() => {
            if let Some(end) = other.filter(|_| !is_end) {
                notes.add(format!("`<{name}>` → backticks"));
                let code = code(&text[range.end..end.start], notes);
                edits.replace(range.start..end.end, code);
            }
        }
        "a" => {
            let opening = if is_end { other.clone() } else { Some(range.clone()) };
            let href = opening.and_then(|opening| html::parse(&text[opening]));
            let href = href.iter().flatten().find_map(|node| match node {
                Node::Element(element) => element.attribute("href"),
                _ => None,
            });
            let replacement = match href.map(str::trim).filter(|href| !href.is_empty() && other.is_some()) {
                Some(href) if is_end => format!("]({})", destination(href)),
                Some(_) => {
                    notes.add("`<a>` → `[]()`");
                    "[".to_string()
                }
                None => String::new(),
            };
            edits.replace(range.clone(), replacement);
        }
        name if KEPT.contains(&name) => {
            let title = element.and_then(|element| element.attribute("title")).filter(|_| name == "abbr");
            let title = title.map(|title| format!(" title=\"{}\"", plain_html(title).replace('"', "&quot;")));
            let tag = match (is_end, other.is_some()) {
                (_, false) => String::new(),
                (true, _) => format!("</{name}>"),
                (false, _) => format!("<{name}{}>", title.unwrap_or_default()),
            };
            if tag != written {
                edits.replace(range.clone(), tag);
            }
        }
        name if UNSUPPORTED.contains(&name) => {
            notes.add(format!("TODO: the element `<{name}>` has no counterpart"));
            edits.replace(range.clone(), code_span(written));
        }
        name if is_known(name) => {
            notes.add(format!("`<{name}>` removed: it only groups or styles"));
            let separator = if is_end { "" } else { separator(text, range.start, name) };
            edits.replace(range.clone(), separator);
        }
        _ => {
            notes.add("a tag that HTML lacks kept as text");
            let text =
                if written.contains([' ', '\n', '=']) { code_span(written) } else { format!("\\{written}") };
            edits.replace(range.clone(), text);
        }
    }
}

/// Returns the content of `<code>` as a code span.
fn code(html: &str, notes: &mut Notes) -> String {
    let code = match html::parse(html) {
        Some(parsed) => {
            let code = html::plain(&parsed);
            html::report_lost(&parsed, &code, notes);
            code
        }
        None => html.to_string(),
    };
    if code.trim().is_empty() { String::new() } else { code_span(&code) }
}

/// Returns what replaces the tag of a block within a line, such as an item of a list in a cell, so that its words are not
/// joined to those before it.
fn separator(text: &str, at: usize, name: &str) -> &'static str {
    let is_block = matches!(
        name,
        "li" | "p" | "div" | "tr" | "dt" | "dd" | "blockquote" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6"
    );
    if !is_block {
        return if matches!(name, "td" | "th" | "rt") { " " } else { "" };
    }
    let from = text.floor_char_boundary(at.saturating_sub(500));
    let mut before = text[from..at].rsplit('\n').next().unwrap_or_default().trim_end();
    while let Some(tag) = before.strip_suffix('>').and_then(|before| before.rfind('<')) {
        if before[tag..].starts_with("<br") {
            return "";
        }
        before = before[..tag].trim_end();
    }
    let begins = before.trim_start_matches(['>', ' ']);
    let is_first = begins.is_empty() || begins.ends_with('|') || matches!(begins, "-" | "*" | "+");
    if is_first { "" } else { "<br>" }
}

/// Returns `true` for an element whose tags are not kept as they are.
fn is_translated(name: &str) -> bool {
    is_known(name) && !UNSUPPORTED.contains(&name)
}

/// Returns `true` for an attribute that the translation of an element contains.
fn is_kept(element: &html::Element, attribute: &str) -> bool {
    match (element.name.as_str(), attribute) {
        ("a", "href") | ("img", "src" | "alt") | ("abbr", "title") => true,
        ("img", "title") => element.attribute("alt").is_none(),
        _ => false,
    }
}

/// Replaces a pair of tags by marks, which need words directly inside.
fn emphasis(text: &str, start: &Range<usize>, end: &Range<usize>, mark: &str, edits: &mut Edits) {
    let inner = &text[start.end..end.start];
    if inner.trim().is_empty() || inner.contains("\n\n") {
        edits.replace(start.clone(), "");
        edits.replace(end.clone(), "");
        return;
    }
    let lead = inner.len() - inner.trim_start().len();
    let tail = inner.len() - inner.trim_end().len();
    edits.replace(start.start..start.end + lead, format!("{}{mark}", &inner[..lead]));
    edits.replace(end.start - tail..end.end, format!("{mark}{}", &inner[inner.len() - tail..]));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_within_markdown_is_translated_or_kept() {
        for (text, expected) in [
            ("a <b> bold </b> <kbd class=x>K</kbd><br/>b", "a  **bold**  <kbd>K</kbd><br>b"),
            ("<a href=\"x.md\">*y*</a> <span>z</span>", "[*y*](x.md) z"),
            ("<your-name> and `<b>`", "\\<your-name> and `<b>`"),
            ("<p align=\"center\">\n<img src=\"a.png\" alt=\"A\">\n</p>\n\nb", "![A](a.png)\n\nb"),
            ("> <div>\n> a\n> </div>\n", "> a\n"),
            ("- <p>a</p>\n  <p>b</p>\n", "- a\n\n  b\n"),
            ("<!-- c -->\n\na", "<!-- c -->\n\na"),
            (
                "| a |\n|---|\n| <ul><li>b</li><li>c</li></ul> d:<br><ul><li>e |\n",
                "| a |\n|---|\n| b<br>c d:<br>e |\n",
            ),
            ("<code>a &lt; b</code>", "`a < b`"),
            ("a <iframe src=x></iframe>", "a `<iframe src=x>``</iframe>`"),
        ] {
            assert_eq!(translate(text, &mut Notes::default()), expected, "{text}");
        }
        let table = translate(
            "<table>\n<tr><th>a</th></tr>\n\n<tr><td>b</td></tr>\n</table>\n",
            &mut Notes::default(),
        );
        assert_eq!(table, "| a |\n| --- |\n| b |\n");
    }
}
