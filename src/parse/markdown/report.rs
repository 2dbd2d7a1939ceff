//! What looks like markup and is none, or the other way around, told by where in a text the survey is.

use std::mem;
use std::ops::Range;

use pulldown_cmark::Tag;

use super::lint_visitor::LintVisitor;
use super::near_miss::{self, Block, NearMiss, Run, RunPosition};
use crate::diagnostic::Code;

/// How much of a line is looked at beside a run of text, in bytes.
const SEEN_BESIDE: usize = 64;

/// How far the end of a note's name is looked for, in bytes.
const LONGEST_NOTE: usize = 1000;

/// Where code that begins in the term of a definition ends: it has a backtick there and one in the definition, and is
/// reported once.
#[derive(Clone, Copy)]
pub(super) enum DefinitionTerm {
    Outside,
    /// The term is being read.
    Within,
    /// Code begins in the last term, and does not end there.
    Torn,
}

impl LintVisitor<'_> {
    /// Reports text that looks like markup, in a run or block that begins at `at`.
    pub(super) fn miss(&mut self, like: &str, miss: NearMiss, at: usize) {
        let NearMiss { at: range, help, instead } = miss;
        let span = self.span(&(at + range.start..at + range.end));
        let message = format!("this looks like {like}, but is read as plain text");
        let diagnostic = self.diagnostics.add(Code::NotMarkdown, span, message);
        match instead {
            Some(instead) => drop(diagnostic.replace(instead, help)),
            None => drop(diagnostic.help(help)),
        }
    }

    pub(super) fn paragraph(&mut self, slice: &str, range: &Range<usize>) {
        if slice.trim_end().eq_ignore_ascii_case("[[_toc_]]") {
            let (at, help) = (0..slice.trim_end().len(), near_miss::CONTENTS.to_string());
            self.miss("a table of contents", NearMiss { at, help, instead: None }, range.start);
        }
        if let Some(miss) = near_miss::table(slice).filter(|_| !slice.starts_with('+')) {
            self.miss("a table", miss, range.start);
        }
        if let Some(kind) = near_miss::bold_callout(slice).filter(|_| self.quotes > 0) {
            let at = 0..slice.lines().next().unwrap_or_default().trim_end().len();
            let help = format!("write `> [!{kind}]` as the first line of the quotation");
            self.miss("a callout", NearMiss { at, help, instead: None }, range.start);
        }
    }

    /// A paragraph above `---` is a heading.
    pub(super) fn underlined(&mut self, range: &Range<usize>) {
        let slice = self.source[range.clone()].trim_end();
        let Some((text, rule)) = slice.rsplit_once('\n').filter(|_| !slice.starts_with('#')) else { return };
        let rule = rule.trim_start_matches(|c: char| c.is_whitespace() || c == '>');
        if rule.starts_with('-') && text.trim_end().ends_with(['.', ',', ':', ';']) {
            let end = range.start + slice.len();
            let span = self.span(&(end - rule.len()..end));
            self.diagnostics
                .add(Code::NotMarkdown, span, format!("`{rule}` makes a heading of the paragraph above it"))
                .help("put an empty line in front of it to divide the page, or begin the heading with `##`");
        }
    }

    /// A paragraph, or an item of a list, that is indented by four spaces is code.
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
                .add(Code::NotMarkdown, span, "this is code, since it is indented by four spaces")
                .help("indent it as what it belongs to; put code between lines of three backticks");
        }
    }

    /// Notes where the text after a tag stands.
    pub(super) fn place(&mut self, tag: &Tag<'_>) {
        // A cell has no lines.
        let is_within = matches!(
            tag,
            Tag::Emphasis
                | Tag::Strong
                | Tag::Strikethrough
                | Tag::Link { .. }
                | Tag::Image { .. }
                | Tag::TableCell
        );
        self.fresh = !is_within;
        if !is_within {
            self.term = match (tag, self.term) {
                (Tag::DefinitionListTitle, _) => DefinitionTerm::Within,
                (Tag::DefinitionListDefinition | Tag::Paragraph, DefinitionTerm::Torn) => {
                    DefinitionTerm::Torn
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

    /// Reports what in a run looks like markup.
    pub(super) fn near_misses(&mut self, run: &Range<usize>) {
        if run.is_empty() {
            return;
        }
        let source = self.source;
        let begin = source.floor_char_boundary(run.start.saturating_sub(SEEN_BESIDE));
        let before = source[begin..run.start].rsplit('\n').next().unwrap_or_default();
        let end = source.floor_char_boundary((run.end + SEEN_BESIDE).min(source.len()));
        let after = source[run.end..end].split('\n').next().unwrap_or_default();
        // What an escape stands before is no mark.
        let position = match self.line {
            _ if !self.fresh || before.ends_with('\\') => RunPosition::Middle,
            0 => RunPosition::Block,
            1 => RunPosition::SecondLine,
            _ => RunPosition::Line,
        };
        let seen = Run { text: &source[run.clone()], before, after, position, block: self.block };
        for (form, miss) in near_miss::find(&seen) {
            if form.like == near_miss::CODE {
                match mem::replace(&mut self.term, DefinitionTerm::Outside) {
                    DefinitionTerm::Torn => continue,
                    DefinitionTerm::Within => self.term = DefinitionTerm::Torn,
                    DefinitionTerm::Outside => {}
                }
            }
            self.miss(form.like, miss, run.start);
        }
    }

    /// References of links that nothing defines, which the parser takes for text.
    pub(super) fn undefined(&mut self, references: &[Range<usize>]) {
        for range in references {
            let end = if self.source[range.end..].starts_with("[]") { range.end + 2 } else { range.end };
            let range = range.start..end;
            let written = &self.source[range.clone()];
            let Some(at) = written.rfind('[') else { continue };
            let (words, label) = (&written[..at], written[at..].trim_matches(['[', ']']));
            let name = if label.is_empty() { words.trim_matches(['[', ']']) } else { label };
            let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
            // `rows[i][j]` and `[1][2]` are no links.
            let is_index = self.source[..range.start].ends_with(|c: char| c.is_alphanumeric() || c == '_');
            if is_index
                || name.starts_with('^')
                || is_number(name) && is_number(words.trim_matches(['[', ']']))
            {
                continue;
            }
            let help = format!(
                "write `[{name}]: address` on a line of its own, or the address here: `[words](address)`"
            );
            self.miss("a link", NearMiss { at: range, help, instead: None }, 0);
        }
    }

    /// The parser takes a reference to a note that is nowhere for text.
    pub(super) fn undefined_note(&mut self, text: &str, at: usize) {
        for (begin, _) in text.match_indices('[').filter(|(at, _)| text[at + 1..].starts_with('^')) {
            let rest = &text[begin..];
            let Some(length) = rest[..rest.floor_char_boundary(LONGEST_NOTE)].find(']') else { continue };
            let name = &text[begin + 2..begin + length];
            if name.is_empty() || name.contains(char::is_whitespace) {
                continue;
            }
            let span = self.span(&(at + begin..at + begin + length + 1));
            self.diagnostics
                .add(Code::Footnote, span, format!("there is no note `[^{name}]`"))
                .help(format!("write it on a line of its own: [^{name}]: …"));
        }
    }
}
