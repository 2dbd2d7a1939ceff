//! Writes the parser's events as HTML with placeholders, in one pass.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Alignment, BlockQuoteKind, BrokenLinkCallback, Event, Tag, TagEnd};
use pulldown_cmark_escape::escape_html_body_text;

pub(super) use super::events::Events;
use super::heading::{OpenHeading, ParsedHeadingPart, source_text};
use super::insert::OpenLink;
use super::insert::is_reference;
use super::safe_html::OpenElement;
use super::{ParsedPart, ParsedPlaceholder, ParsedProse, ProseWords, slug::Slugs};
use crate::diagnostic::{Code, Span};
use crate::parse::scalar::report_leftover_todo;
use crate::parse::{Diagnostics, Spanned};

/// The maximum nesting of blocks and inline markup.
const MAX_DEPTH: usize = 64;

/// Writes all events of `text` as prose.
pub(super) fn write<'t, C: BrokenLinkCallback<'t>>(
    mut events: Events<'t, C>,
    text: &str,
    file: &Arc<str>,
    offset: usize,
    undefined: &RefCell<Vec<Range<usize>>>,
    diagnostics: &mut Diagnostics,
) -> ParsedProse {
    let mut writer = HtmlWriter {
        source: text,
        file: Arc::clone(file),
        offset,
        diagnostics,
        prose: ParsedProse::default(),
        html: String::new(),
        slugs: Slugs::default(),
        heading: None,
        link: None,
        html_reported_to: 0,
        open_html: Vec::new(),
        unmatched_html: Vec::new(),
        tables: 0,
        table: TableState::default(),
        notes: Notes::default(),
        depth: 0,
    };
    while let Some((event, range)) = events.next() {
        if !writer.event(event, &range, &mut events) {
            break;
        }
    }
    events.visitor.undefined(&undefined.borrow());
    let facts = events.visitor.finish(writer.diagnostics);
    ParsedProse { survey: facts, ..writer.finish() }
}

pub(super) struct HtmlWriter<'p> {
    /// The Markdown source, for spans that the parser does not provide.
    pub(super) source: &'p str,
    pub(super) file: Arc<str>,
    pub(super) offset: usize,
    pub(super) diagnostics: &'p mut Diagnostics,
    pub(super) prose: ParsedProse,
    /// The HTML since the last placeholder.
    pub(super) html: String,
    pub(super) slugs: Slugs,
    /// The current heading.
    pub(super) heading: Option<OpenHeading>,
    /// The current link.
    pub(super) link: Option<OpenLink>,
    /// The end of the last HTML element that was reported.
    pub(super) html_reported_to: usize,
    /// The open HTML elements.
    pub(super) open_html: Vec<OpenElement>,
    /// The elements that were closed before their end tags, which are not reported too.
    pub(super) unmatched_html: Vec<&'static str>,
    tables: u32,
    table: TableState,
    pub(super) notes: Notes,
    /// The nesting of blocks and inline markup.
    pub(super) depth: usize,
}

#[derive(Default)]
struct TableState {
    alignments: Vec<Alignment>,
    column: usize,
    head: bool,
}

/// Footnotes are written where they are defined, removed from the text, and appended in the order of their
/// references.
#[derive(Default)]
pub(super) struct Notes {
    pub(super) numbers: HashMap<String, usize>,
    pub(super) order: Vec<String>,
    pub(super) bodies: HashMap<String, Vec<ParsedPart>>,
    /// The current footnote, and what was written before it.
    pub(super) open: Option<(String, Vec<ParsedPart>, String)>,
}

impl HtmlWriter<'_> {
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        Span::new(range.start, range.end).shifted(self.offset)
    }

    /// The span of the last occurrence of `words` in a range, or the whole range if they are written with escapes.
    pub(super) fn place_of(&self, words: &str, range: &Range<usize>) -> Span {
        match self.source.get(range.clone()).and_then(|slice| slice.rfind(words)) {
            Some(at) if !words.is_empty() => self.span(&(range.start + at..range.start + at + words.len())),
            _ => self.span(range),
        }
    }

    pub(super) fn placeholder(&mut self, placeholder: ParsedPlaceholder, span: Span) {
        self.flush();
        if let (
            Some(heading),
            ParsedPlaceholder::Title | ParsedPlaceholder::Fact(..) | ParsedPlaceholder::Pay(_),
        ) = (&mut self.heading, &placeholder)
        {
            heading.words.push(ParsedHeadingPart::Hole(Spanned { value: placeholder.clone(), span }));
        }
        self.prose.parts.push(ParsedPart::Hole(Spanned { value: placeholder, span }));
    }

    /// Writes words in the language of the site.
    pub(super) fn words(&mut self, words: ProseWords) {
        self.flush();
        self.prose.parts.push(ParsedPart::Words(words));
    }

    pub(super) fn web_link(&mut self, address: String, span: Span) {
        if address.starts_with("http") {
            self.prose.web.push(Spanned { value: address, span });
        }
    }

    pub(super) fn flush(&mut self) {
        if !self.html.is_empty() {
            self.prose.parts.push(ParsedPart::Html(Arc::new(std::mem::take(&mut self.html))));
        }
    }

    fn text(&mut self, text: &str, range: &Range<usize>) {
        escape_html_body_text(&mut self.html, text).expect("invariant: writing to a string cannot fail");
        if let Some(heading) = &mut self.heading {
            heading.source_text.push_str(source_text(text, &self.source[range.clone()]));
            heading.word(text);
        }
        if let Some(link) = &mut self.link {
            link.has_text |= !text.trim().is_empty();
        }
        self.prose.words += u32::try_from(text.split_whitespace().count()).unwrap_or(0);
    }

    /// Writes an event; returns `false` if parsing should stop.
    fn event<'t, C: BrokenLinkCallback<'t>>(
        &mut self,
        event: Event<'t>,
        range: &Range<usize>,
        events: &mut Events<'t, C>,
    ) -> bool {
        match event {
            Event::Start(tag) => {
                self.depth += 1;
                if self.depth > MAX_DEPTH {
                    let span = self.span(&(range.start..range.start + 1));
                    self.diagnostics.add(
                        Code::MarkdownDepth,
                        span,
                        format!("nested more than {MAX_DEPTH} deep"),
                    );
                    return false;
                }
                self.start(tag, range, events);
            }
            Event::End(tag) => {
                self.close_html();
                self.leave();
                self.end(tag);
            }
            // Mathematics is disabled, so it would arrive as text.
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                let span = self.span(range);
                report_leftover_todo(&text, span, self.diagnostics);
                self.text(&text, range);
            }
            Event::Code(code) => {
                self.html.push_str("<code>");
                self.text(&code, range);
                self.html.push_str("</code>");
            }
            Event::Html(_) => {}
            Event::InlineHtml(_) => self.inline_html(range),
            Event::SoftBreak => {
                self.html.push('\n');
                self.break_heading();
            }
            Event::HardBreak => {
                self.html.push_str("<br>\n");
                self.break_heading();
            }
            Event::Rule => self.html.push_str("<hr>\n"),
            Event::TaskListMarker(done) => {
                let checked = if done { " checked" } else { "" };
                let _ = write!(self.html, "<input type=\"checkbox\" disabled{checked} aria-label=\"");
                self.words(ProseWords::Task { done });
                self.html.push_str("\"> ");
            }
            Event::FootnoteReference(name) => self.note_reference(&name),
        }
        true
    }

    fn start<'t, C: BrokenLinkCallback<'t>>(
        &mut self,
        tag: Tag<'t>,
        range: &Range<usize>,
        events: &mut Events<'t, C>,
    ) {
        match tag {
            Tag::Paragraph => self.html.push_str("<p>"),
            Tag::Heading { level, .. } => {
                let level = level as u8;
                if level == 1 {
                    let span = self.span(range);
                    self.diagnostics
                        .add(
                            Code::HeadingLevel,
                            span,
                            "a heading of level 1 is reserved for the page's title",
                        )
                        .help("begin sections with `##`");
                }
                self.heading = Some(OpenHeading {
                    part: self.prose.parts.len(),
                    at: self.html.len(),
                    level,
                    span: self
                        .span(&(range.start..range.start + self.source[range.clone()].trim_end().len())),
                    source_text: String::new(),
                    name: String::new(),
                    words: Vec::new(),
                    is_reported: level == 1,
                });
            }
            Tag::BlockQuote(None) => self.html.push_str("<blockquote>\n"),
            Tag::BlockQuote(Some(kind)) => {
                let class = match kind {
                    BlockQuoteKind::Note => "note",
                    BlockQuoteKind::Tip => "tip",
                    BlockQuoteKind::Important => "important",
                    BlockQuoteKind::Warning => "warning",
                    BlockQuoteKind::Caution => "caution",
                };
                let _ = write!(self.html, "<aside class=\"alert alert-{class}\">\n<p class=\"alert-title\">");
                self.words(ProseWords::Alert(kind));
                self.html.push_str("</p>\n");
            }
            Tag::CodeBlock(kind) => self.code(&kind, range, events),
            Tag::HtmlBlock => self.html_block(range, events),
            Tag::List(None) => self.html.push_str("<ul>\n"),
            Tag::List(Some(1)) => self.html.push_str("<ol>\n"),
            Tag::List(Some(first)) => {
                let _ = writeln!(self.html, "<ol start=\"{first}\">");
            }
            Tag::Item => self.html.push_str("<li>"),
            Tag::FootnoteDefinition(name) => {
                let parts = std::mem::take(&mut self.prose.parts);
                self.notes.open = Some((name.to_string(), parts, std::mem::take(&mut self.html)));
            }
            Tag::DefinitionList => self.html.push_str("<dl>\n"),
            Tag::DefinitionListTitle => self.html.push_str("<dt>"),
            Tag::DefinitionListDefinition => self.html.push_str("<dd>"),
            Tag::Table(alignments) => {
                self.tables += 1;
                self.table = TableState { alignments, column: 0, head: false };
                let number = self.tables;
                self.html.push_str("<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"");
                self.words(ProseWords::Table(number));
                self.html.push_str("\">\n<table>\n");
            }
            Tag::TableHead => {
                self.table.head = true;
                self.table.column = 0;
                self.html.push_str("<thead>\n<tr>");
            }
            Tag::TableRow => {
                self.table.column = 0;
                self.html.push_str("<tr>");
            }
            Tag::TableCell => {
                let alignment =
                    self.table.alignments.get(self.table.column).copied().unwrap_or(Alignment::None);
                self.table.column += 1;
                self.html.push_str(if self.table.head { "<th scope=\"col\"" } else { "<td" });
                self.html.push_str(match alignment {
                    Alignment::Right => " class=\"right\">",
                    Alignment::Center => " class=\"center\">",
                    Alignment::Left | Alignment::None => ">",
                });
            }
            Tag::Emphasis => self.html.push_str("<em>"),
            Tag::Strong => self.html.push_str("<strong>"),
            Tag::Strikethrough => self.html.push_str("<del>"),
            Tag::Link { link_type, dest_url, .. } if is_reference(link_type, &dest_url) => {
                let words = self.skip_to_end(events);
                self.references(&words, &dest_url, range);
            }
            Tag::Link { dest_url, link_type, title, .. } => self.link(&dest_url, link_type, &title, range),
            Tag::Image { dest_url, title, .. } => self.image(&dest_url, &title, range, events),
            // These extensions are disabled, or have nothing to write.
            Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        self.html.push_str(match tag {
            TagEnd::Paragraph => "</p>\n",
            TagEnd::BlockQuote(None) => "</blockquote>\n",
            TagEnd::BlockQuote(Some(_)) => "</aside>\n",
            TagEnd::List(true) => "</ol>\n",
            TagEnd::List(false) => "</ul>\n",
            TagEnd::Item => "</li>\n",
            TagEnd::DefinitionList => "</dl>\n",
            TagEnd::DefinitionListTitle => "</dt>\n",
            TagEnd::DefinitionListDefinition => "</dd>\n",
            TagEnd::Table => "</tbody>\n</table>\n</div>\n",
            TagEnd::TableRow => "</tr>\n",
            TagEnd::TableCell if self.table.head => "</th>",
            TagEnd::TableCell => "</td>",
            TagEnd::TableHead => {
                self.table.head = false;
                "</tr>\n</thead>\n<tbody>\n"
            }
            TagEnd::Emphasis => "</em>",
            TagEnd::Strong => "</strong>",
            TagEnd::Strikethrough => "</del>",
            TagEnd::Link => return self.end_link(),
            TagEnd::Heading(_) => return self.end_heading(),
            TagEnd::FootnoteDefinition => return self.end_note(),
            TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::Image
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::MetadataBlock(_) => "",
        });
    }

    /// Skips everything up to the end of the tag that was just opened, and returns its text.
    pub(super) fn skip_to_end<'t, C: BrokenLinkCallback<'t>>(
        &mut self,
        events: &mut Events<'t, C>,
    ) -> String {
        let mut words = String::new();
        let mut open = 1;
        for (event, _) in events.by_ref() {
            match event {
                Event::Start(_) => open += 1,
                Event::End(_) => open -= 1,
                Event::Text(text) | Event::Code(text) => words.push_str(&text),
                Event::SoftBreak | Event::HardBreak => words.push(' '),
                _ => {}
            }
            if open == 0 {
                break;
            }
        }
        self.leave();
        words
    }

    /// Leaves the block or inline markup that ends.
    pub(super) fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    fn finish(mut self) -> ParsedProse {
        self.close_html();
        let order = std::mem::take(&mut self.notes.order);
        if order.iter().any(|name| self.notes.bodies.contains_key(name)) {
            self.html.push_str("<section class=\"notes\" aria-label=\"");
            self.words(ProseWords::Footnotes);
            self.html.push_str("\">\n<ol>\n");
            for (index, name) in order.iter().enumerate() {
                let number = index + 1;
                let _ = writeln!(self.html, "<li id=\"note.{number}\">");
                self.flush();
                self.prose.parts.extend(self.notes.bodies.remove(name).unwrap_or_default());
                let _ = write!(self.html, "<a href=\"#note-ref.{number}\" aria-label=\"");
                self.words(ProseWords::BackToText);
                self.html.push_str("\">↩</a></li>\n");
            }
            self.html.push_str("</ol>\n</section>\n");
        }
        self.flush();
        self.prose
    }
}
