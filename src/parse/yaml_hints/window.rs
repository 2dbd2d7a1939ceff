//! The lines around a mistake, and the search for the edit of them that repairs it.

use super::candidates::{Candidate, candidates};
use super::fix::Fix;
use super::line::{SourceLine, lines};
use super::{ParseAttempt, ReadFn, Repair, counts, is_structural, place, without};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::parse::{Node, NodeKind};

/// How many lines before and after the place of a mistake are read in trying repairs.
const BEFORE: usize = 36;
const AFTER: usize = 12;

/// The most bytes of the lines around a mistake: no record is nearly as large.
const LARGEST: usize = 64 << 10;

/// How much dearer than the best repair another may be, and still put in doubt what was meant.
const RIVAL: usize = 4;

/// The lines of a text around a place, below the keys that they belong to.
pub(super) struct Window<'t> {
    /// The keys above the lines, without what else is below them.
    head: String,
    body: &'t str,
    /// The byte of the text at which the body begins.
    start: usize,
}

impl<'t> Window<'t> {
    /// The lines around the bytes from `first` to `last`.
    pub(super) fn around(text: &'t str, first: usize, last: usize) -> Option<Window<'t>> {
        let line_of = |at: usize| {
            text[..text.floor_char_boundary(at.min(text.len()))].rfind('\n').map_or(0, |end| end + 1)
        };
        let (first, last) = (line_of(first), line_of(last));
        // Up from the first line: the one that is indented least among those far enough away begins the body.
        let mut start = first;
        let mut outermost = usize::MAX;
        for number in 0..BEFORE {
            if start == 0 {
                break;
            }
            let line = line_of(start - 1);
            let own = SourceLine::new(line, text[line..start].trim_end_matches('\n'));
            if number > BEFORE / 2 && !own.is_empty() && own.indent() < outermost {
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
            if number > AFTER && own.begins() {
                break;
            }
        }
        let head = if start == 0 { String::new() } else { ancestors(text, start) };
        (end - start + head.len() < LARGEST).then(|| Window { head, body: &text[start..end], start })
    }

    fn with(&self, candidate: &Candidate) -> String {
        let (from, to) = candidate.edit;
        [&self.head, &self.body[..from], candidate.replacement.as_str(), &self.body[to..]].concat()
    }

    fn found(&self, candidate: Candidate, is_clean: bool, is_only: bool) -> Repair {
        let shifted = |(from, to): (usize, usize)| (from + self.start, to + self.start);
        Repair { at: shifted(candidate.at), edit: shifted(candidate.edit), candidate, is_clean, is_only }
    }

    /// The best repair of a text that cannot be read.
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
        // Characters that look like a space are letters to YAML: a line that they indent is a key of the first level, and
        // the parser stops where the next record ends.
        for (number, _) in lines.iter().enumerate().filter(|(_, line)| line.margin().contains(|c| c != ' ')) {
            let own = candidates(self.body, &lines, number..number + 1, number, number, true);
            all.extend(own.into_iter().filter(|candidate| matches!(candidate.fix, Fix::Margin(..))));
        }
        self.best(all, read, budget, |reading, node| {
            let open = open_records(node);
            let is_cut = |span: Span| (span.start as usize) < self.head.len() || open.contains(&span);
            let counted = |found: &&Diagnostic| {
                counts(found) && !(found.code == Code::MissingKey && is_cut(place(found)))
            };
            Some(reading.found.iter().filter(counted).count())
        })
    }

    /// The cheapest of the candidates that leave the least to complain of. `left` counts what is left, and is `None` for a
    /// candidate that does not serve.
    fn best(
        &self,
        mut all: Vec<Candidate>,
        read: ReadFn<'_>,
        budget: &mut usize,
        left: impl Fn(&ParseAttempt, &Node) -> Option<usize>,
    ) -> Option<Repair> {
        all.sort_by_key(|candidate| candidate.cost);
        let mut best: Option<(usize, Candidate, Node)> = None;
        let mut is_only = true;
        for candidate in all {
            if let Some((0, best, _)) = &best
                && candidate.cost > best.cost + RIVAL
            {
                break;
            }
            let text = self.with(&candidate);
            let Some(rest) = budget.checked_sub(text.len() + 256) else { break };
            *budget = rest;
            let reading = read(&text);
            let Some(node) = reading.node.as_ref().filter(|_| reading.stop.is_none()) else { continue };
            let Some(left) = left(&reading, node) else { continue };
            match &best {
                Some((fewest, _, other)) if left == *fewest => {
                    is_only &= candidate.fix.takes_away() || is_same(node, other);
                }
                Some((fewest, ..)) if left > *fewest => {}
                _ => {
                    is_only = true;
                    best = reading.node.map(|node| (left, candidate, node));
                }
            }
        }
        let (left, candidate, _) = best?;
        Some(self.found(candidate, left == 0, is_only))
    }

    /// The best edit that silences complaints and brings no others.
    pub(super) fn improve(
        &self,
        found: &[Diagnostic],
        target: usize,
        offset: usize,
        read: ReadFn<'_>,
        budget: &mut usize,
    ) -> Option<Repair> {
        let lines = lines(self.body);
        let number = |at: usize| {
            lines.iter().rposition(|line| line.start <= at.saturating_sub(self.start)).unwrap_or(0)
        };
        let before = read(&[&self.head, self.body].concat());
        before.node.as_ref()?;
        let line = number(target);
        let near = |span: Span| {
            let at = (span.start as usize).checked_sub(offset + self.start)?;
            (at < self.body.len()).then(|| number(at + self.start))
        };
        let mut wanted: Vec<usize> = (line.saturating_sub(9)..line + 10).collect();
        for other in
            found.iter().filter(|found| is_structural(found)).filter_map(|found| near(place(found))).take(8)
        {
            wanted.extend(other.saturating_sub(2)..other + 3);
        }
        // The line of a key that is missed may stand anywhere, with a colon that is none.
        for found in found.iter().filter(|found| found.code == Code::MissingKey) {
            let key = found.message.rsplit('`').nth(1).unwrap_or("");
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
        let total = before.found.iter().filter(|found| counts(found)).count();
        self.best(all, read, budget, |reading, _| {
            without(&before.found, &reading.found)?;
            Some(reading.found.iter().filter(|found| counts(found)).count()).filter(|left| *left < total)
        })
    }
}

/// The keys and items above a line that it belongs to, each with nothing else below it.
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

/// The first keys of the records that are open at the end of a text: more of their keys may follow.
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
            NodeKind::Sequence(items) => match items.last() {
                Some(last) => last,
                None => return open,
            },
            _ => return open,
        };
    }
}

/// Whether two trees say the same, wherever it stands.
fn is_same(a: &Node, b: &Node) -> bool {
    match (&a.kind, &b.kind) {
        (NodeKind::Sequence(a), NodeKind::Sequence(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same(a, b))
        }
        (NodeKind::Mapping(a), NodeKind::Mapping(b)) => {
            a.len() == b.len()
                && a.iter().zip(b).all(|((key, a), (other, b))| key.text == other.text && is_same(a, b))
        }
        (a, b) => a == b,
    }
}
