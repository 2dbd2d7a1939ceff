//! The lines around a mistake, and the search for an edit that repairs them.

use super::candidates::{Candidate, candidates};
use super::fix::Fix;
use super::line::{SourceLine, lines};
use super::{ParseAttempt, ReadFn, Repair, is_blocking, is_structural, remaining, span_of};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::parse::{Node, NodeKind};

/// The number of lines before and after a mistake that are parsed while searching for repairs.
const LINES_BEFORE: usize = 36;
const LINES_AFTER: usize = 12;

/// The maximum size of a window in bytes: no record is nearly as large.
const MAX_SIZE: usize = 64 << 10;

/// The cost difference up to which another repair makes the intention ambiguous.
const AMBIGUITY_MARGIN: usize = 4;

/// The lines around a position, below the keys that contain them.
pub(super) struct Window<'t> {
    /// The keys that contain the lines, without their other entries.
    ancestors: String,
    body: &'t str,
    /// The offset of the body in the text, in bytes.
    start: usize,
}

impl<'t> Window<'t> {
    /// The window around the bytes from `first` to `last`; `None` if it is too large.
    pub(super) fn around(text: &'t str, first: usize, last: usize) -> Option<Window<'t>> {
        Window::until(text, first, last, LINES_AFTER + 1)
    }

    /// The window that ends directly after `last`, so that it does not contain the next mistake.
    pub(super) fn before_next(text: &'t str, first: usize, last: usize) -> Option<Window<'t>> {
        Window::until(text, first, last, 0)
    }

    fn until(text: &'t str, first: usize, last: usize, lines_after: usize) -> Option<Window<'t>> {
        let line_of = |at: usize| {
            text[..text.floor_char_boundary(at.min(text.len()))].rfind('\n').map_or(0, |end| end + 1)
        };
        let (first, last) = (line_of(first), line_of(last));
        // Search upwards: the body begins at the least indented line among those far enough away.
        let mut start = first;
        let mut outermost = usize::MAX;
        for number in 0..LINES_BEFORE {
            if start == 0 {
                break;
            }
            let line = line_of(start - 1);
            let own = SourceLine::new(line, text[line..start].trim_end_matches('\n'));
            if number > LINES_BEFORE / 2 && !own.is_empty() && own.indent() < outermost {
                outermost = own.indent();
            }
            start = line;
        }
        if start > 0 {
            let mut at = start;
            while at < first {
                let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
                let own = SourceLine::new(at, &text[at..end]);
                if !own.is_empty() && own.indent() <= outermost && own.begins() {
                    break;
                }
                at = (end + 1).min(text.len());
            }
            start = at.min(first);
        }
        let mut end = last;
        for number in 0.. {
            let Some(newline) = text.get(end..).and_then(|rest| rest.find('\n')) else {
                end = text.len();
                break;
            };
            end += newline + 1;
            let next = &text[end..];
            let own = SourceLine::new(end, next.lines().next().unwrap_or(""));
            if number >= lines_after && own.begins() {
                break;
            }
        }
        let ancestors = if start == 0 { String::new() } else { ancestors(text, start) };
        (end - start + ancestors.len() < MAX_SIZE).then(|| Window {
            ancestors,
            body: &text[start..end],
            start,
        })
    }

    fn with(&self, candidate: &Candidate) -> String {
        let (from, to) = candidate.edit;
        [&self.ancestors, &self.body[..from], candidate.replacement.as_str(), &self.body[to..]].concat()
    }

    fn repair_of(&self, candidate: Candidate, is_clean: bool, is_unique: bool) -> Repair {
        let shifted = |(from, to): (usize, usize)| (from + self.start, to + self.start);
        Repair { at: shifted(candidate.at), edit: shifted(candidate.edit), candidate, is_clean, is_unique }
    }

    /// Returns the best repair of a text that cannot be parsed.
    pub(super) fn repair(
        &self,
        understood: usize,
        stop: usize,
        read: ReadFn<'_>,
        budget: &mut usize,
    ) -> Option<Repair> {
        let lines = lines(self.body);
        let number = |at: usize| {
            lines.iter().rposition(|line| line.start <= at.saturating_sub(self.start)).unwrap_or(0)
        };
        let (first, last) = (number(understood), number(stop));
        let mut all = candidates(self.body, &lines, first.saturating_sub(9)..last + 2, first, last, true);
        // Characters that look like a space are letters to YAML: a line indented with them is a top-level key, and
        // the parser stops where the next record ends.
        for (number, _) in lines.iter().enumerate().filter(|(_, line)| line.margin().contains(|c| c != ' ')) {
            let own = candidates(self.body, &lines, number..number + 1, number, number, true);
            all.extend(own.into_iter().filter(|candidate| matches!(candidate.fix, Fix::Margin(..))));
        }
        self.best(all, read, budget, |attempt, node| {
            let open = open_records(node);
            let is_cut = |span: Span| (span.start as usize) < self.ancestors.len() || open.contains(&span);
            let counted = |diagnostic: &&Diagnostic| {
                is_blocking(diagnostic)
                    && !(diagnostic.code == Code::MissingKey && is_cut(span_of(diagnostic)))
            };
            Some(attempt.diagnostics.iter().filter(counted).count())
        })
    }

    /// Returns the cheapest of the candidates that leave the fewest diagnostics. `left` counts the remaining ones,
    /// and returns `None` for an unsuitable candidate.
    fn best(
        &self,
        mut all: Vec<Candidate>,
        read: ReadFn<'_>,
        budget: &mut usize,
        left: impl Fn(&ParseAttempt, &Node) -> Option<usize>,
    ) -> Option<Repair> {
        all.sort_by_key(|candidate| candidate.cost);
        let mut best: Option<(usize, Candidate, Node)> = None;
        let mut is_unique = true;
        for candidate in all {
            if let Some((0, best, _)) = &best
                && candidate.cost > best.cost + AMBIGUITY_MARGIN
            {
                break;
            }
            let text = self.with(&candidate);
            let Some(rest) = budget.checked_sub(text.len() + 256) else { break };
            *budget = rest;
            let attempt = read(&text);
            let Some(node) = attempt.node.as_ref().filter(|_| attempt.stop.is_none()) else { continue };
            let Some(left) = left(&attempt, node) else { continue };
            match &best {
                Some((fewest, _, other)) if left == *fewest => {
                    is_unique &= candidate.fix.deletes_text() || is_same(node, other);
                }
                Some((fewest, ..)) if left > *fewest => {}
                _ => {
                    is_unique = true;
                    best = attempt.node.map(|node| (left, candidate, node));
                }
            }
        }
        let (left, candidate, _) = best?;
        Some(self.repair_of(candidate, left == 0, is_unique))
    }

    /// Returns the best edit that removes diagnostics without adding others.
    pub(super) fn improve(
        &self,
        current: &[Diagnostic],
        target: usize,
        offset: usize,
        read: ReadFn<'_>,
        budget: &mut usize,
    ) -> Option<Repair> {
        let lines = lines(self.body);
        let number = |at: usize| {
            lines.iter().rposition(|line| line.start <= at.saturating_sub(self.start)).unwrap_or(0)
        };
        let before = read(&[&self.ancestors, self.body].concat());
        let mut texts = Vec::new();
        plain_texts(before.node.as_ref()?, &mut texts);
        let line = number(target);
        let near = |span: Span| {
            let at = (span.start as usize).checked_sub(offset + self.start)?;
            (at < self.body.len()).then(|| number(at + self.start))
        };
        let mut wanted: Vec<usize> = (line.saturating_sub(9)..line + 10).collect();
        for other in current
            .iter()
            .filter(|diagnostic| is_structural(diagnostic))
            .filter_map(|diagnostic| near(span_of(diagnostic)))
            .take(8)
        {
            wanted.extend(other.saturating_sub(2)..other + 3);
        }
        // The line of a missing key may be anywhere, with another character in place of its colon.
        for missing in current.iter().filter(|diagnostic| diagnostic.code == Code::MissingKey) {
            let key = missing.message.rsplit('`').nth(1).unwrap_or("");
            let odd = |line: &SourceLine<'_>| line.rest().starts_with(key) && line.key() != Some(key);
            wanted.extend(
                lines.iter().enumerate().filter(|(_, line)| odd(line)).map(|(number, _)| number).take(8),
            );
        }
        wanted.sort_unstable();
        wanted.dedup();
        let mut all = Vec::new();
        for number in wanted {
            all.append(&mut candidates(self.body, &lines, number..number + 1, line, line, false));
        }
        // Within a text without quotes, brackets and quotes are characters of the text.
        let is_within_text = |candidate: &Candidate| {
            let at = Span::new(candidate.edit.0, candidate.edit.1).shifted(self.ancestors.len()).start;
            let next = texts.partition_point(|span| span.start <= at);
            texts[..next].last().is_some_and(|span| span.start < at && at < span.end)
        };
        all.retain(|candidate| {
            !(matches!(candidate.fix, Fix::Quote(_) | Fix::Stray(_)) && is_within_text(candidate))
        });
        let total = before.diagnostics.iter().filter(|diagnostic| is_blocking(diagnostic)).count();
        self.best(all, read, budget, |attempt, _| {
            remaining(&before.diagnostics, &attempt.diagnostics)?;
            Some(attempt.diagnostics.iter().filter(|diagnostic| is_blocking(diagnostic)).count())
                .filter(|left| *left < total)
        })
    }
}

/// The keys and items that contain a line, without their other entries.
fn ancestors(text: &str, start: usize) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut indent = SourceLine::new(start, text[start..].lines().next().unwrap_or("")).indent();
    let mut at = start;
    while at > 0 && indent > 0 {
        let line = text[..at - 1].rfind('\n').map_or(0, |end| end + 1);
        let own = SourceLine::new(line, text[line..at].trim_end_matches('\n'));
        if !own.is_empty() && own.indent() < indent && own.begins() {
            indent = own.indent();
            kept.push(&text[line..at]);
        }
        at = line;
    }
    kept.reverse();
    kept.concat()
}

/// Collects the spans of the scalars without quotes, in the order of the text.
fn plain_texts(node: &Node, texts: &mut Vec<Span>) {
    match &node.kind {
        NodeKind::Mapping(entries) => entries.iter().for_each(|(_, value)| plain_texts(value, texts)),
        NodeKind::Sequence(items, _) => items.iter().for_each(|item| plain_texts(item, texts)),
        NodeKind::Scalar { quoted: false, .. } => texts.push(node.span),
        _ => {}
    }
}

/// The first keys of the records that are unfinished at the end of a text: more of their keys may follow.
fn open_records(node: &Node) -> Vec<Span> {
    let (mut node, mut open) = (node, Vec::new());
    loop {
        node = match &node.kind {
            NodeKind::Mapping(entries) => {
                open.extend(entries.first().map(|(key, _)| key.span));
                match entries.last() {
                    Some((_, last)) => last,
                    None => return open,
                }
            }
            NodeKind::Sequence(items, _) => match items.last() {
                Some(last) => last,
                None => return open,
            },
            _ => return open,
        };
    }
}

/// Returns `true` if two trees are equal apart from spans.
fn is_same(a: &Node, b: &Node) -> bool {
    match (&a.kind, &b.kind) {
        (NodeKind::Sequence(a, _), NodeKind::Sequence(b, _)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same(a, b))
        }
        (NodeKind::Mapping(a), NodeKind::Mapping(b)) => {
            a.len() == b.len()
                && a.iter().zip(b).all(|((key, a), (other, b))| key.text == other.text && is_same(a, b))
        }
        (a, b) => a == b,
    }
}
