//! Parses a text with a syntax error without the entry that cannot be parsed, so that everything before and after it is
//! still known.
//!
//! The entry is replaced by spaces, up to the next key or item of lower or equal indentation, and the text is parsed
//! again; all other positions stay. A parser often stops some lines after a mistake, so several entries are tried, and
//! the smallest one is left out without which the fewest errors remain. What may be missing only because it was left out
//! is marked in the tree, and never reported.

use std::cmp::Reverse;
use std::ops::Range;

use super::yaml::{Node, NodeKind};
use super::yaml_hints::{SourceLine, lines};
use crate::diagnostic::Span;

/// The position at which a text could not be parsed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Failure {
    /// The offset after the last byte that was parsed.
    pub(super) understood: usize,
    /// The offset at which the parser failed.
    pub(super) at: usize,
}

/// The size in bytes of the largest text that is parsed again: larger ones are not written by hand.
const LARGEST: usize = 256 << 10;

/// The number of columns at which an entry may begin.
const MAX_COLUMNS: usize = 64;

/// The number of entries that are left out of one text.
const MAX_LOST: usize = 16;

/// The number of lines before the failure, and after what was understood, whose entries are tried.
const MAX_LINES: usize = 3;

/// The number of entries near the failure that are tried.
const MAX_CANDIDATES: usize = 48;

/// The number of bytes parsed for one text.
const BUDGET: usize = 4 << 20;

/// Parses a text without the entries that cannot be parsed. `read` parses and decodes a text without the given ranges, and
/// returns the result and its number of errors.
pub(super) fn recover<R>(
    text: &str,
    mut failure: Failure,
    read: impl Fn(&str, &[Range<usize>]) -> Result<(R, usize), Failure>,
) -> Option<R> {
    if text.len() > LARGEST {
        return None;
    }
    let mut budget = BUDGET;
    let mut text = text.to_string();
    let mut lost: Vec<Range<usize>> = Vec::new();
    while lost.len() < MAX_LOST {
        let mut furthest: Option<(Failure, Range<usize>)> = None;
        for entries in candidates(&text, failure) {
            let mut best: Option<(usize, R)> = None;
            for entry in entries {
                budget = budget.checked_sub(text.len() + 256)?;
                lost.push(entry.clone());
                match read(&without(&text, &entry), &lost) {
                    Ok((result, 0)) => return Some(result),
                    Ok((result, errors)) if best.as_ref().is_none_or(|(fewest, _)| errors < *fewest) => {
                        best = Some((errors, result));
                    }
                    Err(next) if furthest.as_ref().is_none_or(|(known, _)| known.at < next.at) => {
                        furthest = Some((next, entry));
                    }
                    _ => {}
                }
                lost.pop();
            }
            if let Some((_, result)) = best {
                return Some(result);
            }
        }
        // Without this entry the parser came further: there is another mistake.
        let (next, entry) = furthest.filter(|(next, _)| next.at > failure.at)?;
        text = without(&text, &entry);
        lost.push(entry);
        failure = next;
    }
    None
}

/// Returns the entries that may contain the mistake, the likely ones first: those near the failure, then those that
/// contain it, from the inside out, and at last everything from there to the end.
fn candidates(text: &str, failure: Failure) -> [Vec<Range<usize>>; 3] {
    let lines = lines(text);
    let line_at = |at: usize| lines.iter().rposition(|line| line.start <= at).unwrap_or(0);
    let (first, last) = (line_at(failure.understood), line_at(failure.at));
    let written = |number: &usize| lines.get(*number).is_some_and(|line| !line.is_empty());
    let before = (0..=last).rev().filter(written).take(MAX_LINES);
    let after = (first..lines.len()).filter(written).take(MAX_LINES);
    let mut near: Vec<Range<usize>> = Vec::new();
    for number in before.chain(after) {
        // A line that continues a value belongs to the entry above it.
        let own = (0..=number).rev().find(|number| lines[*number].begins()).unwrap_or(number);
        for number in [number, own] {
            // The indentation may be the mistake, so others are tried.
            let below =
                lines.iter().skip(number + 1).find(|line| !line.is_empty()).map_or(0, |line| line.column());
            for column in 0..=(lines[number].column().max(below) + 1).min(MAX_COLUMNS) {
                let whole = entry(&lines, number, column, text);
                near.push(lines[number].rest_at()..whole.end.max(lines[number].rest_at()));
                near.push(whole);
            }
        }
    }
    let size = |range: &Range<usize>| text[range.clone()].trim_end().matches('\n').count();
    near.sort_by_key(|range| (size(range), Reverse(range.start), range.end));
    near.dedup();
    near.truncate(MAX_CANDIDATES);
    let mut containing = Vec::new();
    let mut indent = usize::MAX;
    for number in (0..=first).rev().filter(|number| lines.get(*number).is_some_and(|line| line.begins())) {
        if lines[number].indent() < indent {
            indent = lines[number].indent();
            let from = entry(&lines, number, indent, text);
            containing.push(from.start..from.end.max(entry(&lines, last.max(number), indent, text).end));
        }
    }
    let from = containing.last().map_or(0, |range: &Range<usize>| range.start);
    [near, containing, vec![from..text.len(), 0..text.len()]]
}

/// Returns the range of the entry that begins on a line, as if at `column`: to the next line of lower or equal indentation.
fn entry(lines: &[SourceLine<'_>], number: usize, column: usize, text: &str) -> Range<usize> {
    let start = lines.get(number).map_or(text.len(), |line| line.start);
    let next = lines.iter().skip(number + 1).find(|line| !line.is_empty() && line.indent() <= column);
    start..next.map_or(text.len(), |line| line.start)
}

/// Returns the text with comments and spaces in place of a range, so that all positions stay. Spaces alone would be part of
/// a text in lines above them.
fn without(text: &str, range: &Range<usize>) -> String {
    let mut left = String::with_capacity(text.len());
    left.push_str(&text[..range.start]);
    for byte in text[range.clone()].bytes() {
        left.push(match byte {
            b'\n' => '\n',
            _ if left.is_empty() || left.ends_with('\n') => '#',
            _ => ' ',
        });
    }
    left.push_str(&text[range.end..]);
    left
}

impl Node {
    /// Returns `true` if a syntax error hides all of the value.
    pub(super) fn is_lost(&self) -> bool {
        self.is_incomplete && self.kind == NodeKind::Nothing
    }
}

/// Marks the parts of a tree that may lack something because a text was left out at `lost`: everything that contains this
/// position or ends before it. A wrong indentation may be the mistake, so it does not tell which of them do.
pub(super) fn mark_incomplete(root: &mut Node, lost: usize) {
    let is_before = |span: Span| (span.start as usize) < lost;
    let mut node = root;
    loop {
        node.is_incomplete = true;
        let inner = match &mut node.kind {
            NodeKind::Nothing | NodeKind::Scalar { .. } => None,
            NodeKind::Mapping(entries) => {
                entries.iter_mut().rev().find(|(key, _)| is_before(key.span)).map(|(_, value)| value)
            }
            NodeKind::Sequence(items, _) => items.iter_mut().rev().find(|item| is_before(item.span)),
        };
        match inner {
            Some(inner) => node = inner,
            None => return,
        }
    }
}
