//! Headings: their words, and the anchors that these give.

use std::fmt::Write as _;
use std::sync::Arc;

use super::writer::HtmlWriter;
use super::{ParsedPart, ParsedPlaceholder};
use crate::diagnostic::{Code, Span};
use crate::parse::Spanned;

/// A heading, for the table of contents and for links to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 2 to 6; the page's title is the only heading of level 1.
    pub level: u8,
    /// Its anchor, as GitHub makes it.
    pub id: String,
    /// Its words without marks, but for what only the model knows.
    pub text: String,
    /// Its words and what only the model knows, in order, where there is such a thing in it.
    pub open: Option<Vec<ParsedHeadingPart>>,
}

/// A piece of a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParsedHeadingPart {
    /// Words.
    Text(String),
    /// A title, a fact or a figure; one of the holes of the text.
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

    /// Whether it ends in attributes with this id: `Install {#setup}`, which other programs read and Rolebook prints.
    pub fn asks_for(&self, id: &str) -> bool {
        let attributes = self.text.strip_suffix('}').and_then(|text| text.rsplit_once('{'));
        attributes.is_some_and(|(_, attributes)| {
            let mut words = attributes.trim_start_matches(':').split_whitespace();
            words.any(|word| word.strip_prefix('#') == Some(id))
        })
    }

    /// Whether it has nothing to read.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && self.open.is_none()
    }
}

/// Pieces of text as one line, with single spaces between its words.
pub fn one_line<'t>(pieces: impl Iterator<Item = &'t str>) -> String {
    let whole: String = pieces.collect();
    whole.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A heading that is being written.
pub(super) struct OpenHeading {
    /// Where its tag belongs: the number of a part, and the byte in it.
    pub(super) part: usize,
    pub(super) at: usize,
    pub(super) level: u8,
    pub(super) span: Span,
    /// What the code host shows of it, before typographic quotes and dashes: its anchor is made of this.
    pub(super) typed: String,
    /// What its anchor is made of when that is empty: the name that a link without words leads to.
    pub(super) name: String,
    pub(super) words: Vec<ParsedHeadingPart>,
    /// Whether something in it has no words and was reported.
    pub(super) is_reported: bool,
}

impl OpenHeading {
    /// What its anchor is made of.
    fn anchor_words(&self) -> &str {
        if self.typed.trim().is_empty() { &self.name } else { &self.typed }
    }

    /// Adds words that a reader reads.
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
            heading.typed.push('\n');
            heading.word(" ");
        }
    }

    /// The tag of a heading needs the anchor that its words give, so it is put in front of them now.
    pub(super) fn end_heading(&mut self) {
        let Some(open) = self.heading.take() else { return };
        let heading = Heading::new(open.level, self.slugs.next(open.anchor_words()), open.words);
        if heading.is_empty() && !open.is_reported {
            self.diagnostics
                .add(Code::EmptyHeading, open.span, "the heading has no words")
                .help("write its words after the `#`, or delete it");
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
        let _ = writeln!(
            self.html,
            " <a class=\"anchor\" href=\"#{id}\" aria-label=\"Link to this section\">#</a></h{level}>"
        );
        Arc::make_mut(&mut self.prose.headings).push(heading);
    }
}

/// A piece of text as it was typed: quotes and dashes without their typography.
pub(super) fn typed<'t>(text: &'t str, source: &'t str) -> &'t str {
    let is_set = source.bytes().all(|byte| matches!(byte, b'\'' | b'"' | b'-' | b'.'));
    if is_set && !source.is_empty() { source } else { text }
}
