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

/// The position at which a text could not be parsed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Failure {
    /// The offset after the last byte that was parsed.
    pub(super) understood: usize,
    /// The offset at which the parser failed.
    pub(super) at: usize,
}

/// The number of entries that are left out of one text.
const MAX_LOST: usize = 16;

/// The number of lines before the failure, and after what was understood, whose entries are tried.
const MAX_LINES: usize = 3;

/// The number of bytes parsed for one text, if it is not larger.
const BUDGET: usize = 4 << 20;

/// Parses a text without the entries that cannot be parsed. `read` parses and decodes a text without the given ranges, and
/// returns the result and its number of errors.
pub(super) fn recover<R>(
    text: &str,
    mut failure: Failure,
    read: impl Fn(&str, &[Range<usize>]) -> Result<(R, usize), Failure>,
) -> Option<R> {
    let mut budget = BUDGET.max(text.len() * 4);
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
            near.push(entry(&lines, number, lines[number].column(), text));
            if !lines[number].dashes().is_empty() {
                near.push(entry(&lines, number, lines[number].indent(), text));
            }
        }
    }
    let size = |range: &Range<usize>| text[range.clone()].trim_end().matches('\n').count();
    near.sort_by_key(|range| (size(range), Reverse(range.start)));
    near.dedup();
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

/// Returns the range of the entry that begins at `column` of a line: to the next line of lower or equal indentation.
fn entry(lines: &[SourceLine<'_>], number: usize, column: usize, text: &str) -> Range<usize> {
    let line = lines.get(number).map_or(SourceLine::new(0, ""), |line| *line);
    let start = if column > line.indent() { line.rest_at() } else { line.start };
    let next = lines.iter().skip(number + 1).find(|line| !line.is_empty() && line.indent() <= column);
    start..next.map_or(text.len(), |line| line.start)
}

/// Returns the text with spaces in place of a range, so that all positions stay.
fn without(text: &str, range: &Range<usize>) -> String {
    let mut left = String::with_capacity(text.len());
    left.push_str(&text[..range.start]);
    left.extend(text[range.clone()].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
    left.push_str(&text[range.end..]);
    left
}

/// Marks the parts of a tree that may lack something because a range of its text was left out. Positions in the tree are
/// `offset` bytes greater than those in the text.
pub(super) fn mark_incomplete(root: &mut Node, lost: &Range<usize>, text: &str, offset: usize) {
    let line = text[..lost.start].rfind('\n').map_or(0, |newline| newline + 1);
    let own = &text[lost.clone()];
    let indent = lost.start - line + (own.len() - own.trim_start_matches(' ').len());
    let column = |at: u32| {
        let at = (at as usize).saturating_sub(offset).min(text.len());
        at - text[..at].rfind('\n').map_or(0, |newline| newline + 1)
    };
    let mut node = root;
    loop {
        node = match &mut node.kind {
            NodeKind::Nothing => {
                node.is_incomplete = true;
                return;
            }
            NodeKind::Scalar { .. } => return,
            NodeKind::Mapping(entries) => {
                if entries.first().is_some_and(|(key, _)| column(key.span.start) > indent) {
                    return;
                }
                node.is_incomplete = true;
                let begun = |key: &super::yaml::Key| (key.span.start as usize) < lost.start + offset;
                match entries.iter_mut().rev().find(|(key, _)| begun(key)) {
                    // The value of a key is below it, and indented more, unless it is a list.
                    Some((key, value))
                        if column(key.span.start) < indent || own.trim_start().starts_with('-') =>
                    {
                        value
                    }
                    _ => return,
                }
            }
            NodeKind::Sequence(items) => {
                match items.iter_mut().rev().find(|item| (item.span.start as usize) < lost.start + offset) {
                    Some(item) => item,
                    None => return,
                }
            }
        };
    }
}
