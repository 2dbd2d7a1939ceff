//! What a reviewer looks for in a text, found in the pass that writes it: figures that cite nothing, levels of headings
//! that are skipped, fences and footnotes that are left open, and the suppressions that its author has made.

use std::collections::BTreeMap;
use std::mem;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag, TagEnd};

use super::figure;
use super::near_miss::{self, Block};
use super::report::DefinitionTerm;
use crate::diagnostic::{Code, Span};
use crate::invisible;
use crate::parse::{Diagnostics, Spanned, Suppression, suppression};
use crate::source::code_of;

/// What was found beside the words themselves.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LintFacts {
    /// Where the headings stand, in their order.
    pub headings: Vec<Span>,
    /// The paragraphs, items, cells and notes that have figures.
    pub claims: Vec<FigureClaim>,
}

/// A paragraph, list item, row of a table or note with figures in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureClaim {
    /// Its figures, as they are written, with what follows each.
    pub figures: Vec<Spanned<ProseFigure>>,
    /// The ids of the sources that it cites.
    pub cites: Vec<String>,
    /// Whether it says where it comes from: a citation, a fact of the site's, a note, or the site's own judgement.
    pub backed: bool,
}

/// A figure of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProseFigure {
    /// The number as it is written: `1,200`.
    pub text: String,
    /// The word after it, or the sign: `%`, `hours`.
    pub unit: String,
}

/// A block that is being read.
pub(super) struct OpenBlock {
    /// Whether figures count in it: not in a heading.
    judged: bool,
    claim: FigureClaim,
}

/// Looks at the events of one text as they pass.
pub(super) struct LintVisitor<'t> {
    pub(super) source: &'t str,
    pub(super) offset: usize,
    pub(super) diagnostics: Diagnostics,
    pub(super) survey: LintFacts,
    pub(super) blocks: Vec<OpenBlock>,
    /// Text without code and links that is being read.
    pub(super) run: Range<usize>,
    /// The line of its block that is being read, from 0.
    pub(super) line: usize,
    /// Whether nothing of the line has been read.
    pub(super) fresh: bool,
    /// What is being read.
    pub(super) block: Block,
    /// Whether a definition tears code apart.
    pub(super) term: DefinitionTerm,
    /// How many quotations are open.
    pub(super) quotes: usize,
    /// Whether the last thing was a list.
    pub(super) after_list: bool,
    /// How many links, images and blocks of code are open.
    pub(super) silent: usize,
    /// Whether the paragraph that has just ended leads into a list or table and backs it.
    pub(super) leads: bool,
    /// For each open list and table, whether what led into it backs it.
    pub(super) led: Vec<bool>,
    /// How many columns the table has that is open, and where its head stands.
    pub(super) columns: (usize, Range<usize>),
    pub(super) level: u8,
    /// Suppressions whose block has not begun yet.
    pub(super) waiting: Vec<(Code, Span)>,
    pub(super) defined: BTreeMap<String, Span>,
    pub(super) referred: Vec<String>,
}

/// The words with which a text says that nobody else is its source: the site's own judgement, example, arithmetic.
const OWN: &str = "the site's own";

impl<'t> LintVisitor<'t> {
    pub(super) fn new(source: &'t str, file: &Arc<str>, offset: usize) -> LintVisitor<'t> {
        LintVisitor {
            source,
            offset,
            diagnostics: Diagnostics::new(Arc::clone(file)),
            survey: LintFacts::default(),
            blocks: Vec::new(),
            run: 0..0,
            line: 0,
            fresh: true,
            block: Block::Text,
            term: DefinitionTerm::Outside,
            quotes: 0,
            after_list: false,
            silent: 0,
            leads: false,
            led: Vec::new(),
            columns: (0, 0..0),
            level: 1,
            waiting: Vec::new(),
            defined: BTreeMap::new(),
            referred: Vec::new(),
        }
    }

    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        Span::new(range.start, range.end).shifted(self.offset)
    }

    /// Looks at one event.
    pub(super) fn see(&mut self, event: &Event<'_>, range: &Range<usize>) {
        if let Event::Text(text) = event {
            self.entity(text, range);
        }
        match event {
            Event::Text(_) if self.silent == 0 => {
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
                self.place(tag);
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
                self.fresh = true;
            }
            Event::Code(_) | Event::InlineHtml(_) | Event::TaskListMarker(_) => self.fresh = false,
            Event::Rule => self.cover(range),
            Event::FootnoteReference(name) => {
                self.referred.push(name.to_string());
                self.back(None);
            }
            _ => {}
        }
    }

    /// Reports an entity that stands for a character which nobody sees. Characters that are written as they are were looked
    /// at when the file was read.
    fn entity(&mut self, text: &str, range: &Range<usize>) {
        let written = &self.source[range.clone()];
        if !written.starts_with('&') || written == text {
            return;
        }
        // What an entity needs around it is what it would need itself.
        let before = self.source[..range.start].chars().next_back().map(String::from).unwrap_or_default();
        let after = self.source[range.end..].chars().next().map(String::from).unwrap_or_default();
        let around = format!("{before}{text}{after}");
        let inside = before.len()..before.len() + text.len();
        let Some(found) = invisible::find(&around).find(|found| inside.contains(&found.at)) else { return };
        let message = format!("`{written}` is the character {}", found.describe());
        self.diagnostics.add(code_of(found.kind), self.span(range), message).help("delete it");
    }

    fn start(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::HtmlBlock => {
                let slice = &self.source[range.clone()];
                let span = self.span(&(range.start..range.start + slice.trim_end().len()));
                let code = suppression::in_html(slice)
                    .and_then(|said| suppression::read(said, slice, span, &mut self.diagnostics));
                self.waiting.extend(code.map(|code| (code, span)));
                return;
            }
            Tag::Link { link_type, dest_url, .. } => {
                self.silent += 1;
                match (link_type, dest_url.strip_prefix('@')) {
                    (LinkType::ShortcutUnknown, Some(id)) => self.back(Some(id)),
                    (LinkType::ShortcutUnknown, None) if dest_url.starts_with('=') => self.back(None),
                    _ => {
                        if let Some(id) = dest_url.strip_prefix("source:") {
                            self.back(Some(id));
                        }
                    }
                }
                return;
            }
            Tag::Image { .. } => {
                self.silent += 1;
                return;
            }
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => return,
            _ => self.cover(range),
        }
        let leads = mem::take(&mut self.leads);
        match tag {
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::List(_) | Tag::Table(_) => {
                let backed = leads || self.led.last().is_some_and(|backed| *backed);
                self.led.push(backed);
                if let Tag::Table(columns) = tag {
                    self.columns.0 = columns.len();
                }
            }
            Tag::TableHead => self.columns.1 = range.clone(),
            Tag::CodeBlock(kind) => {
                self.silent += 1;
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
                self.survey.headings.push(self.span(range));
            }
            Tag::FootnoteDefinition(name) => {
                let span = self.span(&(range.start..range.start + name.len() + 4));
                if let Some(first) = self.defined.get(&**name) {
                    self.diagnostics
                        .add(Code::Footnote, span, format!("the note `[^{name}]` is written twice"))
                        .label(*first, "here it stands first, and this one is shown")
                        .help("keep one of them, or give one another name");
                } else {
                    self.defined.insert(name.to_string(), span);
                }
            }
            _ => {}
        }
        if let Some(judged) = judged(tag) {
            let claim = FigureClaim { figures: Vec::new(), cites: Vec::new(), backed: false };
            self.blocks.push(OpenBlock { judged, claim });
        }
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock => self.silent = self.silent.saturating_sub(1),
            TagEnd::BlockQuote(_) => self.quotes = self.quotes.saturating_sub(1),
            TagEnd::List(_) | TagEnd::Table => {
                self.led.pop();
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
        let Some(OpenBlock { judged, mut claim }) = self.blocks.pop() else { return };
        let slice = &self.source[range.clone()];
        match tag {
            TagEnd::Paragraph => self.paragraph(slice, range),
            TagEnd::TableRow => self.row(slice, range),
            _ => {}
        }
        let backed = claim.backed || self.led.last().is_some_and(|backed| *backed);
        self.leads = tag == TagEnd::Paragraph && backed && slice.trim_end().ends_with(':');
        if judged && !claim.figures.is_empty() {
            claim.backed = backed || says_judgement(slice);
            self.survey.claims.push(claim);
        }
    }

    /// The parser fills a row up, and passes over what is too much.
    fn row(&mut self, slice: &str, range: &Range<usize>) {
        let (columns, head) = self.columns.clone();
        let cells = near_miss::cells(slice);
        if cells == columns {
            return;
        }
        let many = |n: usize, word: &str| if n == 1 { format!("1 {word}") } else { format!("{n} {word}s") };
        let span = self.span(&(range.start..range.start + slice.trim_end().len()));
        let head = self.span(&(head.start..head.start + self.source[head.clone()].trim_end().len()));
        let message = format!("this row has {}, its table {}", many(cells, "cell"), many(columns, "column"));
        let help = if cells < columns {
            "write a `|` for each column, with nothing in the cells that are empty"
        } else {
            "what is beyond the last column is not published: a `|` within a cell is written `\\|`"
        };
        self.diagnostics.add(Code::TableRow, span, message).label(head, "the columns").help(help);
    }

    /// The block that is being read says where it comes from.
    fn back(&mut self, source: Option<&str>) {
        if let Some(open) = self.blocks.last_mut() {
            open.claim.backed = true;
            open.claim.cites.extend(source.map(ToString::to_string));
        }
    }

    /// What stands before a block covers it.
    fn cover(&mut self, range: &Range<usize>) {
        let end = self.span(range).end;
        for (code, span) in mem::take(&mut self.waiting) {
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
        self.near_misses(&run);
        self.fresh = false;
        let Some(open) = self.blocks.last_mut().filter(|open| open.judged) else { return };
        for found in figure::find(text) {
            let at = run.start + found.range.start + self.offset..run.start + found.range.end + self.offset;
            let unit =
                found.rest.trim_start().split(|c: char| c.is_whitespace() || ".,;:)".contains(c)).next();
            let value = ProseFigure {
                text: text[found.range].to_string(),
                unit: unit.unwrap_or_default().to_string(),
            };
            open.claim.figures.push(Spanned { value, span: Span::new(at.start, at.end) });
        }
    }

    /// `CommonMark` ends an open fence with its container, so that the rest of the text becomes code.
    fn fence(&mut self, range: &Range<usize>) {
        let slice = &self.source[range.clone()];
        let mark = slice.chars().next().unwrap_or('`');
        let length = slice.chars().take_while(|c| *c == mark).count();
        let last = slice.trim_end().lines().skip(1).last().unwrap_or_default();
        let last = last.trim_start_matches(|c: char| c.is_whitespace() || c == '>').trim_end();
        if last.len() >= length && last.chars().all(|c| c == mark) {
            return;
        }
        let first = slice.lines().next().unwrap_or_default().trim_end();
        let span = self.span(&(range.start..range.start + first.len()));
        let closing = mark.to_string().repeat(length);
        self.diagnostics
            .add(Code::UnclosedFence, span, "this fence is never closed: all that follows is code")
            .help(format!("put a line `{closing}` after its last line"));
    }

    /// What was found; its mistakes and suppressions go to the others of the file.
    pub(super) fn finish(mut self, diagnostics: &mut Diagnostics) -> LintFacts {
        self.end_run();
        for (code, span) in mem::take(&mut self.waiting) {
            self.diagnostics.suppress(Suppression { code, span, covers: span });
        }
        for (name, span) in &self.defined {
            if !self.referred.contains(name) {
                self.diagnostics
                    .add(Code::Footnote, *span, format!("nothing refers to the note `[^{name}]`"))
                    .help(format!("write `[^{name}]` where it belongs, or delete the note"));
            }
        }
        diagnostics.absorb(self.diagnostics);
        self.survey
    }
}

/// Whether figures count in what a tag opens; `None` when it opens no block of text.
fn judged(tag: &Tag<'_>) -> Option<bool> {
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
