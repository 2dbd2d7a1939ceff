//! Headings and their anchors.

use std::fmt::Write as _;
use std::sync::Arc;

use pulldown_cmark::{Event, Parser};

use super::writer::HtmlWriter;
use super::{ParsedPart, ParsedPlaceholder, ProseWords};
use std::hash::{Hash, Hasher};

use crate::diagnostic::{Code, Span};
use crate::parse::Spanned;

/// A heading for the table of contents and for links.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 2 to 6; the page's title is the only heading of level 1.
    pub level: u8,
    /// The anchor as GitHub generates it.
    pub id: String,
    /// The text without markup and placeholders.
    pub text: String,
    /// The text and placeholders in order, if there are placeholders.
    pub open: Option<Vec<ParsedHeadingPart>>,
}

/// Without the unlinked placeholders: the model has the linked ones beside.
impl Hash for Heading {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Heading { level, id, text, open: _ } = self;
        (level, id, text).hash(state);
    }
}

/// A part of a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParsedHeadingPart {
    /// Text.
    Text(String),
    /// A title, a fact or a salary figure, which is also a placeholder of the prose.
    Hole(Spanned<ParsedPlaceholder>),
}

impl Heading {
    fn new(level: u8, id: String, parts: Vec<ParsedHeadingPart>) -> Heading {
        let words = parts.iter().filter_map(|part| match part {
            ParsedHeadingPart::Text(words) => Some(words.as_str()),
            ParsedHeadingPart::Hole(_) => None,
        });
        let text = one_line(words);
        let is_open = parts.iter().any(|part| matches!(part, ParsedHeadingPart::Hole(_)));
        Heading { level, id, text, open: is_open.then_some(parts) }
    }

    /// Returns `true` if the heading ends with attributes that contain this id: `Install {#setup}`, which other
    /// programs interpret and Rolebook prints.
    pub fn asks_for(&self, id: &str) -> bool {
        let attributes = self.text.strip_suffix('}').and_then(|text| text.rsplit_once('{'));
        attributes.is_some_and(|(_, attributes)| {
            let mut words = attributes.trim_start_matches(':').split_whitespace();
            words.any(|word| word.strip_prefix('#') == Some(id))
        })
    }

    /// Returns `true` if the heading has no text or placeholder.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && self.open.is_none()
    }
}

/// Joins texts into one line with single spaces between words.
pub fn one_line<'t>(pieces: impl Iterator<Item = &'t str>) -> String {
    let whole: String = pieces.collect();
    whole.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The heading of level 1 that a text begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstHeading {
    /// The text without markup.
    pub text: String,
    /// The span of the heading.
    pub span: Span,
    /// The length of the text up to the end of the heading.
    pub length: usize,
}

/// Returns the heading of level 1 that a text begins with. Only the form with `#` is recognised.
pub fn first_heading(body: &str, offset: usize) -> Option<FirstHeading> {
    let start = body.len() - body.trim_start().len();
    let line = body[start..].lines().next().filter(|line| line.starts_with("# "))?;
    let words = Parser::new(line).filter_map(|event| match event {
        Event::Text(text) | Event::Code(text) => Some(text.to_string()),
        _ => None,
    });
    let text = one_line(words.collect::<Vec<_>>().iter().map(String::as_str));
    let span = Span::new(start, start + line.trim_end().len()).shifted(offset);
    (!text.is_empty()).then_some(FirstHeading { text, span, length: start + line.len() })
}

/// A heading during parsing.
pub(super) struct OpenHeading {
    /// The insertion point of its tag: the index of a part and the byte offset in it.
    pub(super) part: usize,
    pub(super) at: usize,
    pub(super) level: u8,
    pub(super) span: Span,
    /// The text as the code host shows it, before smart punctuation; the anchor is derived from it.
    pub(super) source_text: String,
    /// The name of the target of a link without text, from which the anchor is derived if `source_text` is empty.
    pub(super) name: String,
    pub(super) words: Vec<ParsedHeadingPart>,
    /// `true` if a missing text in it has been reported.
    pub(super) is_reported: bool,
}

impl OpenHeading {
    /// The text from which the anchor is derived.
    fn anchor_words(&self) -> &str {
        if self.source_text.trim().is_empty() { &self.name } else { &self.source_text }
    }

    /// Adds visible text.
    pub(super) fn word(&mut self, text: &str) {
        match self.words.last_mut() {
            Some(ParsedHeadingPart::Text(words)) => words.push_str(text),
            _ => self.words.push(ParsedHeadingPart::Text(text.to_string())),
        }
    }
}

impl HtmlWriter<'_> {
    pub(super) fn break_heading(&mut self) {
        if let Some(heading) = &mut self.heading {
            heading.source_text.push('\n');
            heading.word(" ");
        }
    }

    /// Writes the heading's opening tag, which needs the anchor, in front of its text.
    pub(super) fn end_heading(&mut self) {
        let Some(open) = self.heading.take() else { return };
        let heading = Heading::new(open.level, self.slugs.next(open.anchor_words()), open.words);
        if heading.is_empty() && !open.is_reported {
            self.diagnostics
                .add(Code::EmptyHeading, open.span, "the heading has no text")
                .help("write its text after the `#`, or delete it");
        }
        let (level, id) = (heading.level, &heading.id);
        let tag = format!("<h{level} id=\"{id}\">");
        match self.prose.parts.get_mut(open.part) {
            Some(ParsedPart::Html(html)) if open.at <= html.len() => {
                Arc::make_mut(html).insert_str(open.at, &tag);
            }
            Some(_) => self.prose.parts.insert(open.part, ParsedPart::Html(Arc::new(tag))),
            None => self.html.insert_str(open.at, &tag),
        }
        let _ = write!(self.html, " <a class=\"anchor\" href=\"#{id}\" aria-label=\"");
        self.words(ProseWords::SectionLink);
        let _ = writeln!(self.html, "\">#</a></h{level}>");
        Arc::make_mut(&mut self.prose.headings).push(heading);
        self.prose.heading_spans.push(open.span);
    }
}

/// Returns a text as it was typed, before smart punctuation replaced quotes, dashes and dots.
pub(super) fn source_text<'t>(text: &'t str, source: &'t str) -> &'t str {
    let is_set = source.bytes().all(|byte| matches!(byte, b'\'' | b'"' | b'-' | b'.'));
    if is_set && !source.is_empty() { source } else { text }
}
