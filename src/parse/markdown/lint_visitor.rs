//! Collects facts for lints in the same pass that writes the HTML: figures without a citation, skipped heading
//! levels, unclosed fences, footnotes and suppressions.

use std::collections::BTreeMap;
use std::mem;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag, TagEnd};

use super::figure;
use super::near_miss::{self, Block};
use super::normalize_label;
use super::report::DefinitionTerm;
use crate::diagnostic::{Code, Span, counted};
use crate::invisible;
use crate::parse::{Diagnostics, Spanned, Suppression, suppression};
use crate::source::code_of;
use crate::url::Id;

/// Facts about a text that lints need.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LintFacts {
    /// The spans of the headings, in order.
    pub headings: Vec<Span>,
    /// The paragraphs, list items, table rows and notes that contain figures.
    pub claims: Vec<FigureClaim>,
    /// The lines that look like headings and were reported.
    pub near_headings: Vec<String>,
    /// The paragraphs of bold text only, which may be meant as headings.
    pub bold_paragraphs: Vec<Spanned<String>>,
    /// `true` if a fence is not closed, so that text below it was read as code.
    pub is_cut: bool,
    /// `[id]` and `@id`, which are citations without their marks if the site has a source with this id.
    pub possible_citations: Vec<Spanned<Id>>,
}

/// A paragraph, list item, table row or note that contains figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureClaim {
    /// The figures with their units.
    pub figures: Vec<Spanned<ProseFigure>>,
    /// The ids of the sources cited.
    pub cites: Vec<String>,
    /// `true` if it states its origin: a citation, a fact of the site, a footnote, or the site's own judgement.
    pub backed: bool,
}

/// A figure in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProseFigure {
    /// The number as written: `1,200`.
    pub text: String,
    /// The word or sign after it: `%`, `hours`.
    pub unit: String,
}

/// A block during parsing.
pub(super) struct OpenBlock {
    /// `true` if figures in it need a source, which those in headings do not.
    needs_source: bool,
    claim: FigureClaim,
}

/// Visits the events of one text.
pub(super) struct LintVisitor<'t> {
    pub(super) source: &'t str,
    pub(super) offset: usize,
    pub(super) diagnostics: Diagnostics,
    pub(super) facts: LintFacts,
    pub(super) blocks: Vec<OpenBlock>,
    /// The current run of text without code and links.
    pub(super) run: Range<usize>,
    /// The current line of the block, counted from 0.
    pub(super) line: usize,
    /// `true` at the start of a line.
    pub(super) at_line_start: bool,
    /// The kind of the current block.
    pub(super) block: Block,
    /// The state of a code span that a definition may split.
    pub(super) term: DefinitionTerm,
    /// The number of open quotations.
    pub(super) quotes: usize,
    /// `true` if the previous block was a list.
    pub(super) after_list: bool,
    /// The number of open links, images and code blocks, whose text is not checked.
    pub(super) opaque_depth: usize,
    /// `true` if the previous paragraph introduces a list or table and states its source.
    pub(super) lead_in_backed: bool,
    /// For each open list and table, whether the paragraph that introduces it states its source.
    pub(super) backed_lead_ins: Vec<bool>,
    /// The number of columns of the current table, and the range of its header row.
    pub(super) columns: (usize, Range<usize>),
    pub(super) level: u8,
    /// Suppressions before the block that they apply to.
    pub(super) pending_suppressions: Vec<(Code, Span)>,
    pub(super) defined: BTreeMap<String, Span>,
    pub(super) referenced: Vec<String>,
    /// The link definitions that no link has used yet, by label.
    unused_definitions: BTreeMap<String, Range<usize>>,
}

/// The phrase that marks a figure as the site's own judgement, example or arithmetic.
const OWN: &str = "the site's own";

impl<'t> LintVisitor<'t> {
    pub(super) fn new(
        source: &'t str,
        file: &Arc<str>,
        offset: usize,
        definitions: BTreeMap<String, Range<usize>>,
    ) -> LintVisitor<'t> {
        LintVisitor {
            source,
            offset,
            diagnostics: Diagnostics::new(Arc::clone(file)),
            facts: LintFacts::default(),
            blocks: Vec::new(),
            run: 0..0,
            line: 0,
            at_line_start: true,
            block: Block::Text,
            term: DefinitionTerm::Outside,
            quotes: 0,
            after_list: false,
            opaque_depth: 0,
            lead_in_backed: false,
            backed_lead_ins: Vec::new(),
            columns: (0, 0..0),
            level: 1,
            pending_suppressions: Vec::new(),
            defined: BTreeMap::new(),
            referenced: Vec::new(),
            unused_definitions: definitions,
        }
    }

    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        Span::new(range.start, range.end).shifted(self.offset)
    }

    /// Visits an event.
    pub(super) fn visit(&mut self, event: &Event<'_>, range: &Range<usize>) {
        if let Event::Text(text) = event {
            self.entity(text, range);
        }
        match event {
            Event::Text(_) if self.opaque_depth == 0 => {
                if self.run.end != range.start {
                    self.end_run();
                    self.run = range.start..range.start;
                }
                self.run.end = range.end;
                return;
            }
            Event::Text(_) => return,
            _ => self.end_run(),
        }
        match event {
            Event::Start(tag) => {
                self.start(tag, range);
                self.track_position(tag);
            }
            Event::End(tag) => {
                self.end(*tag, range);
                self.after_list = matches!(tag, TagEnd::List(_));
                if matches!(tag, TagEnd::List(_) | TagEnd::Heading(_)) {
                    self.block = Block::Text;
                }
            }
            Event::SoftBreak | Event::HardBreak => {
                self.line += 1;
                self.at_line_start = true;
            }
            Event::Code(_) | Event::InlineHtml(_) | Event::TaskListMarker(_) => self.at_line_start = false,
            Event::Rule => self.apply_suppressions(range),
            Event::FootnoteReference(name) => {
                self.referenced.push(name.to_string());
                self.mark_backed(None);
            }
            _ => {}
        }
    }

    /// Reports an entity that represents an invisible character. Literal characters were checked when the file was
    /// read.
    fn entity(&mut self, text: &str, range: &Range<usize>) {
        let written = &self.source[range.clone()];
        if !written.starts_with('&') || written == text {
            return;
        }
        // Whether a character is allowed depends on its neighbours, so the decoded character is checked in context.
        let before = self.source[..range.start].chars().next_back().map(String::from).unwrap_or_default();
        let after = self.source[range.end..].chars().next().map(String::from).unwrap_or_default();
        let around = format!("{before}{text}{after}");
        let inside = before.len()..before.len() + text.len();
        let Some(found) = invisible::find(&around).find(|found| inside.contains(&found.at)) else { return };
        let message = format!("`{written}` is the character {}", found.describe());
        self.diagnostics.add(code_of(found.kind), self.span(range), message).help("delete it");
    }

    fn start(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        if let Tag::Link { id, .. } | Tag::Image { id, .. } = tag
            && !id.is_empty()
            && !self.unused_definitions.is_empty()
        {
            self.unused_definitions.remove(&normalize_label(id));
        }
        match tag {
            Tag::HtmlBlock => {
                let slice = &self.source[range.clone()];
                let span = self.span(&(range.start..range.start + slice.trim_end().len()));
                let code = suppression::in_html(slice)
                    .and_then(|comment| suppression::parse(comment, slice, span, &mut self.diagnostics));
                self.pending_suppressions.extend(code.map(|code| (code, span)));
                return;
            }
            Tag::Link { link_type, dest_url, .. } => {
                self.opaque_depth += 1;
                match (link_type, dest_url.strip_prefix('@')) {
                    (LinkType::ShortcutUnknown, Some(id)) => self.mark_backed(Some(id)),
                    (LinkType::ShortcutUnknown, None) if dest_url.starts_with('=') => self.mark_backed(None),
                    _ => {
                        if let Some(id) = dest_url.strip_prefix("source:") {
                            self.mark_backed(Some(id));
                        }
                    }
                }
                return;
            }
            Tag::Image { .. } => {
                self.opaque_depth += 1;
                return;
            }
            Tag::Emphasis => return self.nested_emphasis(range),
            Tag::Strong | Tag::Strikethrough => return,
            _ => self.apply_suppressions(range),
        }
        let lead_in_backed = mem::take(&mut self.lead_in_backed);
        match tag {
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::List(_) | Tag::Table(_) => {
                let backed = lead_in_backed || self.backed_lead_ins.last().is_some_and(|backed| *backed);
                self.backed_lead_ins.push(backed);
                if let Tag::Table(columns) = tag {
                    self.columns.0 = columns.len();
                }
            }
            Tag::TableHead => self.columns.1 = range.clone(),
            Tag::CodeBlock(kind) => {
                self.opaque_depth += 1;
                match kind {
                    CodeBlockKind::Fenced(_) => self.fence(range),
                    CodeBlockKind::Indented => self.indented(range),
                }
            }
            Tag::Heading { level, .. } => {
                let level = *level as u8;
                if level > self.level + 1 {
                    let span = self.span(range);
                    let marks = |level: u8| "#".repeat(level.into());
                    let message =
                        format!("`{}` follows `{}`: a level is skipped", marks(level), marks(self.level));
                    self.diagnostics
                        .add(
                            Code::HeadingJump,
                            Span { start: span.start, end: span.start + u32::from(level) },
                            message,
                        )
                        .replace(marks(self.level + 1), format!("begin it with `{}`", marks(self.level + 1)));
                }
                self.level = level;
                self.underlined(range);
                self.facts.headings.push(self.span(range));
            }
            Tag::FootnoteDefinition(name) => {
                let span = self.span(&(range.start..range.start + name.len() + 4));
                if let Some(first) = self.defined.get(&**name) {
                    self.diagnostics
                        .add(Code::Footnote, span, format!("duplicate footnote `[^{name}]`"))
                        .label(*first, "the first definition, which is shown")
                        .help("keep one of them, or rename one");
                } else {
                    self.defined.insert(name.to_string(), span);
                }
            }
            _ => {}
        }
        if let Some(needs_source) = needs_source(tag) {
            let claim = FigureClaim { figures: Vec::new(), cites: Vec::new(), backed: false };
            self.blocks.push(OpenBlock { needs_source, claim });
        }
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock => {
                self.opaque_depth = self.opaque_depth.saturating_sub(1);
            }
            TagEnd::BlockQuote(_) => self.quotes = self.quotes.saturating_sub(1),
            TagEnd::List(_) | TagEnd::Table => {
                self.backed_lead_ins.pop();
            }
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::Item
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition => self.end_block(tag, range),
            _ => {}
        }
    }

    fn end_block(&mut self, tag: TagEnd, range: &Range<usize>) {
        let Some(OpenBlock { needs_source, mut claim }) = self.blocks.pop() else { return };
        let slice = &self.source[range.clone()];
        match tag {
            TagEnd::Paragraph => {
                let is_list = self.paragraph(slice, range);
                // The numbers of list markers are no figures.
                let is_marker = |span: Span| {
                    let at = (span.start as usize).saturating_sub(self.offset);
                    self.source[..at].rsplit('\n').next().is_some_and(|line| line.trim().is_empty())
                };
                if is_list {
                    claim.figures.retain(|figure| !is_marker(figure.span));
                }
            }
            TagEnd::TableRow => self.row(slice, range),
            _ => {}
        }
        let backed = claim.backed || self.backed_lead_ins.last().is_some_and(|backed| *backed);
        self.lead_in_backed = tag == TagEnd::Paragraph && backed && slice.trim_end().ends_with(':');
        if needs_source && !claim.figures.is_empty() {
            claim.backed = backed || says_judgement(slice);
            self.facts.claims.push(claim);
        }
    }

    /// The parser fills up short rows and drops surplus cells.
    fn row(&mut self, slice: &str, range: &Range<usize>) {
        let (columns, head) = self.columns.clone();
        let cells = near_miss::cells(slice);
        if cells == columns {
            return;
        }
        let span = self.span(&(range.start..range.start + slice.trim_end().len()));
        let head = self.span(&(head.start..head.start + self.source[head.clone()].trim_end().len()));
        let message = format!(
            "this row has {}, but its table has {}",
            counted(cells, "cell", "cells"),
            counted(columns, "column", "columns")
        );
        let help = if cells < columns {
            "write a `|` for each column, and leave cells without content empty"
        } else {
            "surplus cells are not published; write `\\|` for a `|` within a cell"
        };
        self.diagnostics.add(Code::TableRow, span, message).label(head, "the columns").help(help);
    }

    /// Records that the current block states its source.
    pub(super) fn mark_backed(&mut self, source: Option<&str>) {
        if let Some(open) = self.blocks.last_mut() {
            open.claim.backed = true;
            open.claim.cites.extend(source.map(ToString::to_string));
        }
    }

    /// Applies pending suppressions to a block.
    fn apply_suppressions(&mut self, range: &Range<usize>) {
        let end = self.span(range).end;
        for (code, span) in mem::take(&mut self.pending_suppressions) {
            self.diagnostics.suppress(Suppression { code, span, covers: Span { start: span.start, end } });
        }
    }

    fn end_run(&mut self) {
        let run = mem::replace(&mut self.run, 0..0);
        if run.is_empty() {
            return;
        }
        let text = &self.source[run.clone()];
        self.undefined_note(text, run.start);
        let reported = self.near_misses(&run);
        self.at_line_start = false;
        let Some(open) = self.blocks.last_mut().filter(|open| open.needs_source) else { return };
        // A number in mistyped markup, such as `2.` without its space, is no figure.
        let is_reported =
            |range: &Range<usize>| reported.iter().any(|at| at.start < range.end && range.start < at.end);
        for figure in figure::find(text).into_iter().filter(|figure| !is_reported(&figure.range)) {
            let at = run.start + figure.range.start + self.offset..run.start + figure.range.end + self.offset;
            let unit =
                figure.rest.trim_start().split(|c: char| c.is_whitespace() || ".,;:)".contains(c)).next();
            let value = ProseFigure {
                text: text[figure.range].to_string(),
                unit: unit.unwrap_or_default().to_string(),
            };
            open.claim.figures.push(Spanned { value, span: Span::new(at.start, at.end) });
        }
    }

    /// Returns the collected facts. Adds the diagnostics and suppressions to those of the file.
    pub(super) fn finish(mut self, diagnostics: &mut Diagnostics) -> LintFacts {
        self.end_run();
        for (code, span) in mem::take(&mut self.pending_suppressions) {
            self.diagnostics.suppress(Suppression { code, span, covers: span });
        }
        for (name, span) in &self.defined {
            if !self.referenced.contains(name) {
                self.diagnostics
                    .add(Code::Footnote, *span, format!("unused footnote `[^{name}]`"))
                    .help(format!("refer to it with `[^{name}]`, or delete it"));
            }
        }
        for (label, range) in mem::take(&mut self.unused_definitions) {
            let length = self.source[range.clone()].lines().next().unwrap_or_default().trim_end().len();
            let span = self.span(&(range.start..range.start + length));
            self.diagnostics
                .add(Code::NotMarkdown, span, format!("unused link definition `[{label}]`"))
                .help(format!("link to it with `[text][{label}]`, or delete it: it is not printed"));
        }
        diagnostics.absorb(self.diagnostics);
        self.facts
    }
}

/// Returns whether figures in a block need a source; `None` for a tag that opens no block of text.
fn needs_source(tag: &Tag<'_>) -> Option<bool> {
    match tag {
        Tag::Paragraph | Tag::Item | Tag::TableRow | Tag::DefinitionListDefinition => Some(true),
        Tag::Heading { .. } | Tag::TableHead | Tag::DefinitionListTitle => Some(false),
        _ => None,
    }
}

fn says_judgement(text: &str) -> bool {
    let words = text.replace('’', "'").to_lowercase();
    words.split_whitespace().collect::<Vec<_>>().join(" ").contains(OWN)
}
