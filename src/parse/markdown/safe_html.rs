//! The HTML that a text may contain: a few elements that Markdown lacks. It is read by a parser and written anew from an
//! allow-list, so that nothing else reaches a page, whatever a browser makes of the original.

use std::fmt::Write as _;
use std::ops::Range;

use pulldown_cmark::{BrokenLinkCallback, Event};
use pulldown_cmark_escape::{escape_html, escape_html_body_text};

use super::writer::{Events, HtmlWriter};
use crate::diagnostic::Code;

/// The place where an element is accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Context {
    /// Everywhere.
    Anywhere,
    /// On lines of its own, around other blocks.
    AroundBlocks,
    /// Within a block of HTML, where Markdown is not read.
    InBlock,
}

/// An accepted element.
#[derive(Debug, PartialEq, Eq)]
struct Element {
    name: &'static str,
    context: Context,
    /// The attributes that are kept. All others are errors.
    attributes: &'static [&'static str],
}

const fn element(name: &'static str, context: Context, attributes: &'static [&'static str]) -> Element {
    Element { name, context, attributes }
}

/// The only element without an end tag.
const BREAK: &str = "br";

const DETAILS: &str = "details";

const SUMMARY: &str = "summary";

static ELEMENTS: &[Element] = &[
    element("abbr", Context::Anywhere, &["title"]),
    element(BREAK, Context::Anywhere, &[]),
    element("del", Context::Anywhere, &[]),
    element("ins", Context::Anywhere, &[]),
    element("kbd", Context::Anywhere, &[]),
    element("mark", Context::Anywhere, &[]),
    element("small", Context::Anywhere, &[]),
    element("sub", Context::Anywhere, &[]),
    element("sup", Context::Anywhere, &[]),
    element(DETAILS, Context::AroundBlocks, &["open"]),
    element(SUMMARY, Context::InBlock, &[]),
    element("b", Context::InBlock, &[]),
    element("code", Context::InBlock, &[]),
    element("em", Context::InBlock, &[]),
    element("i", Context::InBlock, &[]),
    element("strong", Context::InBlock, &[]),
];

/// A part of HTML.
#[derive(Debug, PartialEq, Eq)]
enum Piece<'t> {
    Text(&'t str),
    Comment,
    /// A tag that opens an element, with its attributes.
    Open(&'static Element, Vec<(String, String)>),
    Close(&'static Element),
    /// A tag of an accepted element with an attribute that is not accepted.
    Attribute(&'static Element, String, bool),
    /// A tag or declaration that is not accepted.
    Refused,
}

/// An open element.
pub(super) struct OpenElement {
    element: &'static Element,
    /// The nesting of Markdown around it.
    depth: usize,
    range: Range<usize>,
    has_summary: bool,
}

/// Splits HTML into its parts, each with its byte range.
fn pieces(html: &str) -> Vec<(Range<usize>, Piece<'_>)> {
    let mut found = Vec::new();
    let (mut at, mut text_from) = (0, 0);
    while let Some(next) = html[at..].find('<').map(|next| at + next) {
        let rest = &html[next..];
        let is_tag = rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
        if !is_tag {
            at = next + 1;
            continue;
        }
        if next > text_from {
            found.push((text_from..next, Piece::Text(&html[text_from..next])));
        }
        let (length, piece) = tag(rest);
        found.push((next..next + length, piece));
        at = next + length;
        text_from = at;
    }
    if text_from < html.len() {
        found.push((text_from..html.len(), Piece::Text(&html[text_from..])));
    }
    found
}

/// Reads the tag, comment or declaration that a text begins with, and returns its length.
fn tag(text: &str) -> (usize, Piece<'_>) {
    if let Some(comment) = text.strip_prefix("<!--") {
        return match comment.find("-->") {
            Some(end) => (4 + end + 3, Piece::Comment),
            None => (text.len(), Piece::Refused),
        };
    }
    let is_end = text.starts_with("</");
    let start = if is_end { 2 } else { 1 };
    let name_end = text[start..].find(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    let name_end = name_end.map_or(text.len(), |end| start + end);
    let name = text[start..name_end].to_ascii_lowercase();
    let mut attributes = Vec::new();
    let mut rest = &text[name_end..];
    loop {
        rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix("/>").or_else(|| rest.strip_prefix('>')) {
            let length = text.len() - after.len();
            return (length, accept(&name, is_end, attributes));
        }
        let length = rest.find(|c: char| c.is_whitespace() || "=>/\"'<".contains(c)).unwrap_or(rest.len());
        if length == 0 {
            let end = text.find('>').map_or(text.len(), |end| end + 1);
            return (end, Piece::Refused);
        }
        let key = rest[..length].to_ascii_lowercase();
        rest = rest[length..].trim_start();
        let mut value = "";
        if let Some(written) = rest.strip_prefix('=') {
            let written = written.trim_start();
            let quote = written.chars().next().filter(|c| matches!(c, '"' | '\''));
            let inner = if quote.is_some() { &written[1..] } else { written };
            let end = match quote {
                Some(quote) => inner.find(quote),
                None => inner.find(|c: char| c.is_whitespace() || c == '>'),
            };
            let Some(end) = end else { return (text.len(), Piece::Refused) };
            value = &inner[..end];
            rest = &inner[end + usize::from(quote.is_some())..];
        }
        attributes.push((key, value.to_string()));
    }
}

fn accept(name: &str, is_end: bool, attributes: Vec<(String, String)>) -> Piece<'static> {
    let Some(element) = ELEMENTS.iter().find(|element| element.name == name) else {
        return Piece::Refused;
    };
    if let Some((key, _)) = attributes.iter().find(|(key, _)| is_end || !element.attributes.contains(&&**key))
    {
        return Piece::Attribute(element, key.clone(), is_end);
    }
    if is_end { Piece::Close(element) } else { Piece::Open(element, attributes) }
}

impl HtmlWriter<'_> {
    /// Writes a tag or comment within a line.
    pub(super) fn inline_html(&mut self, range: &Range<usize>) {
        let source = self.source;
        for (own, piece) in pieces(&source[range.clone()]) {
            let own = range.start + own.start..range.start + own.end;
            let is_refused = match &piece {
                Piece::Open(element, _) | Piece::Close(element) | Piece::Attribute(element, ..) => {
                    element.context != Context::Anywhere
                }
                Piece::Refused => true,
                Piece::Text(_) | Piece::Comment => false,
            };
            if is_refused {
                // HTML may have been the text of the link or heading that contains it, so that is not reported too.
                if let Some(link) = &mut self.link {
                    link.has_text = true;
                }
                if let Some(heading) = &mut self.heading {
                    heading.is_reported = true;
                }
                self.refuse_piece(&piece, &own);
            } else {
                self.html_piece(piece, &own);
            }
        }
    }

    /// Writes a block of HTML.
    pub(super) fn html_block<'t, C: BrokenLinkCallback<'t>>(
        &mut self,
        range: &Range<usize>,
        events: &mut Events<'t, C>,
    ) {
        let (mut html, mut lines) = (String::new(), Vec::new());
        for (event, own) in events.by_ref() {
            match event {
                Event::Html(line) | Event::Text(line) => {
                    lines.push((html.len(), own.start));
                    html.push_str(&line);
                }
                _ => break,
            }
        }
        // Markers of quotes are not part of the HTML, so positions are those of its lines.
        let in_source = |at: usize| {
            let line = lines.iter().rev().find(|(start, _)| *start <= at);
            line.map_or(range.start, |(start, own)| own + (at - start))
        };
        // An element that is opened here may be closed in another block of the same container.
        self.leave();
        let (first, length) = (self.open_html.len(), self.html.len());
        let mut is_visible = false;
        for (own, piece) in pieces(&html) {
            let is_first = html[..own.start].trim().is_empty();
            let end = in_source(own.end.saturating_sub(1)) + 1;
            let own = in_source(own.start)..end;
            is_visible |= match &piece {
                Piece::Text(text) => !text.trim().is_empty(),
                piece => *piece != Piece::Comment,
            };
            if piece == Piece::Refused {
                if is_first {
                    self.refuse_html(range, true);
                    break;
                }
                self.refuse_html(&own, false);
            } else {
                self.html_piece(piece, &own);
            }
        }
        if !is_visible {
            self.html.truncate(length);
            return;
        }
        while self.open_html.len() > first
            && self.open_html.last().is_some_and(|open| open.element.name != DETAILS)
        {
            self.close_unclosed();
        }
        self.html.push('\n');
    }

    /// Closes the elements that were opened within the Markdown that ends here, and reports them.
    pub(super) fn close_html(&mut self) {
        while self.open_html.last().is_some_and(|open| open.depth >= self.depth) {
            self.close_unclosed();
        }
    }

    fn close_unclosed(&mut self) {
        let Some(open) = self.open_html.pop() else { return };
        let name = open.element.name;
        let span = self.span(&open.range);
        self.diagnostics
            .add(Code::RawHtml, span, format!("the element `<{name}>` is not closed here"))
            .help(format!("write `</{name}>` in the same block"));
        self.unmatched_html.push(name);
        let _ = write!(self.html, "</{name}>");
    }

    fn html_piece(&mut self, piece: Piece<'_>, range: &Range<usize>) {
        match piece {
            Piece::Text(text) => {
                if let Some(link) = &mut self.link {
                    link.has_text |= !text.trim().is_empty();
                }
                let words = text.split_whitespace().count();
                self.prose.words += u32::try_from(words).unwrap_or(0);
                // Entities are read as in Markdown; everything else is text.
                let text = html_text(text);
                escape_html_body_text(&mut self.html, &text)
                    .expect("invariant: writing to a string cannot fail");
            }
            Piece::Comment | Piece::Refused => {}
            Piece::Attribute(element, attribute, is_end) => {
                let span = self.span(range);
                self.diagnostics
                    .add(Code::RawHtml, span, format!("the attribute `{attribute}` is not supported"))
                    .help("delete it");
                if is_end {
                    self.close_element(element, range);
                } else {
                    self.open_element(element, Vec::new(), range);
                }
            }
            Piece::Open(element, attributes) => self.open_element(element, attributes, range),
            Piece::Close(element) => self.close_element(element, range),
        }
    }

    fn open_element(
        &mut self,
        element: &'static Element,
        attributes: Vec<(String, String)>,
        range: &Range<usize>,
    ) {
        let name = element.name;
        if name == SUMMARY {
            let parent = self.open_html.last_mut().filter(|open| open.element.name == DETAILS);
            let is_first = parent.is_some_and(|open| !std::mem::replace(&mut open.has_summary, true));
            if !is_first {
                let span = self.span(range);
                self.diagnostics
                    .add(Code::RawHtml, span, "a summary belongs at the start of a folded block, once")
                    .help("write it directly after `<details>`");
            }
        }
        let _ = write!(self.html, "<{name}");
        for (key, value) in attributes {
            let _ = write!(self.html, " {key}");
            if key != "open" {
                self.html.push_str("=\"");
                escape_html(&mut self.html, &html_text(&value))
                    .expect("invariant: writing to a string cannot fail");
                self.html.push('"');
            }
        }
        self.html.push('>');
        if name != BREAK {
            let depth = self.depth;
            self.open_html.push(OpenElement { element, depth, range: range.clone(), has_summary: false });
        }
    }

    fn close_element(&mut self, element: &'static Element, range: &Range<usize>) {
        let name = element.name;
        let is_open = self.open_html.last().is_some_and(|open| open.element == element);
        if is_open && let Some(open) = self.open_html.pop() {
            if name == DETAILS && !open.has_summary {
                let span = self.span(&open.range);
                self.diagnostics
                    .add(Code::RawHtml, span, "the folded block has no summary")
                    .help("put a `summary` element at its start: readers see it while the rest is folded");
            }
            let _ = write!(self.html, "</{name}>");
            return;
        }
        // The opening tag was closed and reported before.
        if let Some(at) = self.unmatched_html.iter().position(|unmatched| *unmatched == name) {
            self.unmatched_html.remove(at);
            return;
        }
        let span = self.span(range);
        let help = if name == BREAK { "write `<br>`" } else { "delete it, or write its opening tag" };
        self.diagnostics.add(Code::RawHtml, span, format!("`</{name}>` closes nothing here")).help(help);
    }

    /// Reports a tag that is not accepted within a line.
    fn refuse_piece(&mut self, piece: &Piece<'_>, range: &Range<usize>) {
        match piece {
            Piece::Open(Element { context: Context::AroundBlocks, name, .. }, _)
            | Piece::Close(Element { context: Context::AroundBlocks, name, .. }) => {
                let span = self.span(range);
                self.diagnostics
                    .add(Code::RawHtml, span, format!("`<{name}>` cannot be within a paragraph"))
                    .help("put it on a line of its own, with an empty line before it");
            }
            _ => self.refuse_html(range, false),
        }
    }
}

/// Decodes the character references of a text, as Markdown does.
fn html_text(text: &str) -> String {
    if !text.contains('&') {
        return text.to_string();
    }
    // Only references are markup here, so all other ASCII punctuation is escaped.
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if c.is_ascii_punctuation() && !matches!(c, '&' | ';' | '#') {
            escaped.push('\\');
        }
        escaped.push(if c == '\n' { ' ' } else { c });
    }
    let mut read = String::with_capacity(text.len());
    let lead = text.len() - text.trim_start().len();
    let tail = text.trim_end().len();
    read.push_str(&text[..lead]);
    for event in pulldown_cmark::Parser::new(escaped.trim()) {
        if let Event::Text(text) = event {
            read.push_str(&text);
        }
    }
    read.push_str(&text[tail.max(lead)..]);
    read
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Code;
    use crate::parse::Diagnostics;
    use crate::parse::markdown::{ParsedPart, parse};

    fn read(text: &str) -> (String, Vec<String>) {
        let mut diagnostics = Diagnostics::new("content/articles/a.md".into());
        let prose = parse(text, 0, &mut diagnostics);
        let html = prose.parts.iter().map(|part| match part {
            ParsedPart::Html(html) => html.to_string(),
            other => format!("{other:?}"),
        });
        let found = diagnostics.into_diagnostics().into_iter();
        let found = found.filter(|found| found.code == Code::RawHtml).map(|found| found.message);
        (html.collect(), found.collect())
    }

    #[test]
    fn accepted_elements_are_written_anew() {
        for (text, html) in [
            ("Press <KBD >Esc</kbd >.", "<p>Press <kbd>Esc</kbd>.</p>\n"),
            ("H<sub>2</sub>O<br/>x<br>y", "<p>H<sub>2</sub>O<br>x<br>y</p>\n"),
            (
                "<abbr title='a \"b\" &amp; c'>x</abbr>",
                "<p><abbr title=\"a &quot;b&quot; &amp; c\">x</abbr></p>\n",
            ),
            ("a <!-- b --> c", "<p>a  c</p>\n"),
            ("<!-- a\n\nb -->\n", ""),
            (
                "<details open>\n<summary>A &lt; <b>b</b></summary>\n\n*c*\n\n</details>\n",
                "<details open>\n<summary>A &lt; <b>b</b></summary>\n\n<p><em>c</em></p>\n</details>\n\n",
            ),
            (
                "> <details>\n> <summary>a</summary>\n> 1 < 2\n> </details>\n",
                "<blockquote>\n<details>\n<summary>a</summary>\n1 &lt; 2\n</details>\n\n</blockquote>\n",
            ),
        ] {
            assert_eq!(read(text), (html.to_string(), Vec::new()), "{text}");
        }
    }

    #[test]
    fn everything_else_is_one_error_and_never_written() {
        for text in [
            "a <kbd onclick=x>b</kbd>",
            "a <span>b</span>",
            "<details><script>x</script></details>",
            "<details ontoggle=x>\n<summary>a</summary>\n</details>",
            "<details>\n<summary>a</summary>\n<img src=x onerror=y>\n</details>",
            "a <kbd>b",
            "a </kbd> b",
            "*a <kbd>b* c</kbd>",
            "- <kbd>a\n- b</kbd>",
            "<details>\n<summary>a</summary>\n\nb\n",
            "> <details>\n> <summary>a</summary>\n\nb\n\n</details>\n",
            "<details>\n\na\n\n</details>\n",
            "a <details> b",
            "<summary>a</summary>\n",
            "<!-- a\n",
            "<details><summary>a</summary><!-- </details>\n",
        ] {
            let (html, found) = read(text);
            assert!(!found.is_empty(), "{text}");
            for mark in ["on", "<script", "<img", "<span", "src="] {
                let mark = if mark == "on" { "onclick" } else { mark };
                assert!(!html.contains(mark), "{text}: {html}");
            }
            for name in ["kbd", "details", "summary"] {
                let count = |mark: String| html.matches(&mark).count();
                assert_eq!(count(format!("<{name}")), count(format!("</{name}>")), "{text}: {html}");
            }
        }
        assert_eq!(read("a <kbd>b").1, ["the element `<kbd>` is not closed here"]);
        assert_eq!(read("*a <kbd>b* c</kbd>").1, ["the element `<kbd>` is not closed here"]);
        assert_eq!(read("a </kbd> b").1, ["`</kbd>` closes nothing here"]);
    }
}
