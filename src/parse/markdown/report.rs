//! Reports text that looks like markup but is not, and markup that was meant as text.

use std::mem;
use std::ops::Range;

use pulldown_cmark::Tag;

use super::fence;
use super::lint_visitor::LintVisitor;
use super::near_miss::{self, Block, NearMiss, Run, RunPosition};
use crate::diagnostic::{Code, Span};
use crate::parse::{Context, Spanned};

/// The number of bytes on either side of a run of text that are examined.
const CONTEXT_BYTES: usize = 64;

/// The maximum length of a footnote's name in bytes.
const MAX_NOTE_NAME: usize = 1000;

/// Tracks code that begins in the term of a definition and ends in the definition: it has a backtick in each, but is
/// reported once.
#[derive(Clone, Copy)]
pub(super) enum DefinitionTerm {
    Outside,
    /// Within the term.
    Within,
    /// After a term with an unclosed code span.
    SplitCode,
}

/// Returns the name in `[text](role:Full Name)`, with its scheme and its byte range: the name of an entity instead of its
/// id.
fn named_target(link: &str) -> Option<(&'static str, &str, Range<usize>)> {
    let start = link.find("](")? + 2;
    let inner = link[start..].strip_suffix(')')?;
    let find = |key: &'static str| Some((key, inner.strip_prefix(key)?.strip_prefix(':')?));
    let (key, name) = ["role", "tool", "term", "source"].into_iter().find_map(find)?;
    let begin = start + key.len() + 1;
    name.contains(' ').then(|| (key, name, begin..begin + name.len()))
}

impl LintVisitor<'_> {
    /// Reports text that looks like markup in a run or block that begins at `at`.
    pub(super) fn report_near_miss(&mut self, name: &str, miss: NearMiss, at: usize) {
        let NearMiss { at: range, help, replacement } = miss;
        let span = self.span(&(at + range.start..at + range.end));
        let message = format!("this looks like {name}, but is read as plain text");
        let named = named_target(&self.source[at + range.start..at + range.end]);
        let mut diagnostic = self.diagnostics.add(Code::NotMarkdown, span, message);
        if let Some((key, name, inner)) = named {
            let place = Span::new(span.start as usize + inner.start, span.start as usize + inner.end);
            diagnostic = diagnostic.unread(name, Context { key, is_key: false }, place);
        }
        if near_miss::is_foreign(name) && replacement.is_none() {
            diagnostic = diagnostic.once_per_file();
        }
        match replacement {
            Some(replacement) => drop(diagnostic.replace(replacement, help)),
            None => drop(diagnostic.help(help)),
        }
    }

    /// Reports what is wrong with the lines of a paragraph. Returns `true` if they are a list.
    pub(super) fn paragraph(&mut self, slice: &str, range: &Range<usize>) -> bool {
        if slice.trim_end().eq_ignore_ascii_case("[[_toc_]]") {
            let (at, help) = (0..slice.trim_end().len(), near_miss::CONTENTS.to_string());
            self.report_near_miss(
                "a table of contents",
                NearMiss { at, help, replacement: None },
                range.start,
            );
        }
        let bold = slice.trim_end().strip_prefix("**").and_then(|rest| rest.strip_suffix("**"));
        if let Some(text) = bold.filter(|text| !text.contains('*')) {
            let span = self.span(&(range.start..range.start + text.len() + 4));
            self.facts.bold_paragraphs.push(Spanned { value: text.to_string(), span });
        }
        if let Some(miss) = near_miss::table(slice).filter(|_| !slice.starts_with('+')) {
            self.report_near_miss("a table", miss, range.start);
        }
        let list = near_miss::list(slice);
        let is_list = list.is_some();
        if let Some(miss) = list {
            self.report_near_miss("a list", miss, range.start);
        }
        if let Some(kind) = near_miss::bold_callout(slice).filter(|_| self.quotes > 0) {
            let at = 0..slice.lines().next().unwrap_or_default().trim_end().len();
            let help = format!("write `> [!{kind}]` as the first line of the quote");
            self.report_near_miss("a callout", NearMiss { at, help, replacement: None }, range.start);
        }
        is_list
    }

    /// Reports a paragraph that a following `---` turns into a heading.
    pub(super) fn underlined(&mut self, range: &Range<usize>) {
        let slice = self.source[range.clone()].trim_end();
        let Some((text, rule)) = slice.rsplit_once('\n').filter(|_| !slice.starts_with('#')) else { return };
        let rule = rule.trim_start_matches(|c: char| c.is_whitespace() || c == '>');
        if rule.starts_with('-') && text.trim_end().ends_with(['.', ',', ':', ';']) {
            let end = range.start + slice.len();
            let span = self.span(&(end - rule.len()..end));
            self.diagnostics
                .add(Code::NotMarkdown, span, format!("`{rule}` turns the paragraph above it into a heading"))
                .help("put an empty line before it for a horizontal rule, or begin the heading with `##`");
        }
    }

    /// Reports a paragraph or list item that is code because of its indentation.
    pub(super) fn indented(&mut self, range: &Range<usize>) {
        let slice = self.source[range.clone()].trim_end();
        let is_item = |line: &str| {
            let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
            ["- ", "* ", "+ ", ". ", ") "].iter().any(|mark| rest.starts_with(mark))
        };
        if ["](", "[@", "[="].iter().any(|mark| slice.contains(mark))
            || self.after_list && is_item(slice.trim_start())
        {
            let first = slice.lines().next().unwrap_or_default();
            let span = self.span(&(range.start..range.start + first.len()));
            self.diagnostics
                .add(Code::NotMarkdown, span, "this text is code, because it is indented by four spaces")
                .help("indent it like the text that it belongs to; put code in a fence of three backticks");
        }
    }

    /// `CommonMark` closes an open fence with its container, so that the rest of the text becomes code.
    pub(super) fn fence(&mut self, range: &Range<usize>) {
        let slice = &self.source[range.clone()];
        if fence::ends_as_meant(slice) {
            return;
        }
        self.facts.is_cut = true;
        let swallowed = fence::next_opening(slice);
        let what = if swallowed.is_some() {
            "the text up to the next fence is code"
        } else {
            "all following text is code"
        };
        let first = slice.lines().next().unwrap_or_default().trim_end();
        let span = self.span(&(range.start..range.start + first.len()));
        let closing = fence::opening(slice);
        let help = match fence::wrong_end(slice).filter(|_| swallowed.is_none()) {
            Some(end) => format!(
                "close it with {}, as it was opened, instead of {}",
                fence::in_words(closing),
                fence::in_words(end)
            ),
            None => format!("add a line of {} after the last line of code", fence::in_words(closing)),
        };
        self.diagnostics.add(Code::UnclosedFence, span, format!("unclosed fence: {what}")).help(help);
    }

    /// Reports emphasis that begins or ends with emphasis, which is bold text with a different number of marks.
    pub(super) fn nested_emphasis(&mut self, range: &Range<usize>) {
        let slice = &self.source[range.clone()];
        let mark = if slice.starts_with('_') { '_' } else { '*' };
        let first = slice.len() - slice.trim_start_matches(mark).len();
        let last = slice.len() - slice.trim_end_matches(mark).len();
        if first == 2 || last == 2 && !slice[..slice.len() - 2].ends_with('\\') {
            let at = if first == 2 { 0..2 } else { slice.len() - 2..slice.len() };
            let span = self.span(&(range.start + at.start..range.start + at.end));
            self.diagnostics
                .add(Code::NotMarkdown, span, "this emphasis has two marks at one end and one at the other")
                .help(near_miss::BALANCE.replace('*', &mark.to_string()));
        }
    }

    /// Updates the position after a tag.
    pub(super) fn track_position(&mut self, tag: &Tag<'_>) {
        // A table cell has no lines.
        let is_within = matches!(
            tag,
            Tag::Emphasis
                | Tag::Strong
                | Tag::Strikethrough
                | Tag::Link { .. }
                | Tag::Image { .. }
                | Tag::TableCell
        );
        self.at_line_start = !is_within;
        if !is_within {
            self.term = match (tag, self.term) {
                (Tag::DefinitionListTitle, _) => DefinitionTerm::Within,
                (Tag::DefinitionListDefinition | Tag::Paragraph, DefinitionTerm::SplitCode) => {
                    DefinitionTerm::SplitCode
                }
                _ => DefinitionTerm::Outside,
            };
            self.line = 0;
            self.block = match tag {
                Tag::Item => Block::Item,
                Tag::Paragraph => self.block,
                Tag::Heading { .. } => Block::Heading,
                _ => Block::Text,
            };
        }
    }

    /// Reports everything in a run that looks like markup, and returns the ranges in the run.
    pub(super) fn near_misses(&mut self, run: &Range<usize>) -> Vec<Range<usize>> {
        let mut reported = Vec::new();
        if run.is_empty() {
            return reported;
        }
        let source = self.source;
        let begin = source.floor_char_boundary(run.start.saturating_sub(CONTEXT_BYTES));
        let before = source[begin..run.start].rsplit('\n').next().unwrap_or_default();
        let end = source.floor_char_boundary((run.end + CONTEXT_BYTES).min(source.len()));
        let after = source[run.end..end].split('\n').next().unwrap_or_default();
        // A character after a backslash is not markup.
        let position = match self.line {
            _ if !self.at_line_start || before.ends_with('\\') => RunPosition::Middle,
            0 => RunPosition::Block,
            1 => RunPosition::SecondLine,
            _ => RunPosition::Line,
        };
        for (range, id) in near_miss::possible_citations(&source[run.clone()]) {
            if range.start == 0 && before.ends_with('\\') {
                continue;
            }
            let span = self.span(&(run.start + range.start..run.start + range.end));
            self.facts.possible_citations.push(Spanned { value: id, span });
        }
        let seen = Run { text: &source[run.clone()], before, after, position, block: self.block };
        for (form, miss) in near_miss::find(&seen) {
            if form.name == near_miss::CODE {
                match mem::replace(&mut self.term, DefinitionTerm::Outside) {
                    DefinitionTerm::SplitCode => continue,
                    DefinitionTerm::Within => self.term = DefinitionTerm::SplitCode,
                    DefinitionTerm::Outside => {}
                }
            }
            if form.name == near_miss::HEADING {
                self.facts.near_headings.push(seen.text.trim_matches(['#', '=', ' ']).to_string());
            }
            reported.push(miss.at.clone());
            self.report_near_miss(form.name, miss, run.start);
        }
        reported
    }

    /// Reports links whose reference is undefined, which the parser treats as text.
    pub(super) fn undefined(&mut self, references: &[Range<usize>]) {
        for range in references {
            let end = if self.source[range.end..].starts_with("[]") { range.end + 2 } else { range.end };
            let range = range.start..end;
            let written = &self.source[range.clone()];
            let Some(at) = written.rfind('[') else { continue };
            let (words, label) = (&written[..at], written[at..].trim_matches(['[', ']']));
            let name = if label.is_empty() { words.trim_matches(['[', ']']) } else { label };
            let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
            // `rows[i][j]` and `[1][2]` are not links.
            let is_index = self.source[..range.start].ends_with(|c: char| c.is_alphanumeric() || c == '_');
            if is_index
                || name.starts_with('^')
                || is_number(name) && is_number(words.trim_matches(['[', ']']))
            {
                continue;
            }
            if near_miss::is_address(name) {
                let meant = format!("{}({name})", if label.is_empty() { "[]" } else { words });
                let help = format!("write `{meant}`");
                let miss = NearMiss { at: range, help, replacement: Some(meant) };
                self.report_near_miss("a link", miss, 0);
                continue;
            }
            let help = format!(
                "write `[{name}]: address` on a line of its own, or the address here: `[text](address)`"
            );
            self.report_near_miss("a link", NearMiss { at: range, help, replacement: None }, 0);
        }
    }

    /// Reports references to undefined footnotes, which the parser treats as text.
    pub(super) fn undefined_note(&mut self, text: &str, at: usize) {
        for (begin, _) in text.match_indices('[').filter(|(at, _)| text[at + 1..].starts_with('^')) {
            let rest = &text[begin..];
            let Some(length) = rest[..rest.floor_char_boundary(MAX_NOTE_NAME)].find(']') else { continue };
            let name = &text[begin + 2..begin + length];
            let is_escaped = self.source[..at + begin].ends_with('\\');
            if is_escaped || name.is_empty() || name.contains(char::is_whitespace) {
                continue;
            }
            let span = self.span(&(at + begin..at + begin + length + 1));
            // The number in it is no figure.
            self.mark_backed(None);
            self.diagnostics
                .add(Code::Footnote, span, format!("undefined footnote `[^{name}]`"))
                .help(format!("define it on its own line: [^{name}]: …"))
                .unread(name, Context { key: "^", is_key: false }, span);
        }
    }
}
