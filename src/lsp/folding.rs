//! The parts of a file that an editor can fold: entries of YAML, front matter, sections and fences.

use lsp_types::{FoldingRange, FoldingRangeKind};

use super::site::FileContext;
use super::yaml_outline::Outline;
use crate::parse::front_matter_range;

/// Returns the ranges of more than one line.
pub(super) fn ranges(cx: &FileContext<'_>) -> Vec<FoldingRange> {
    let mut ranges = Vec::new();
    let mut add = |start: usize, end: usize| {
        let (start_line, end_line) = (cx.lines.line(start), cx.lines.line(end));
        if start_line < end_line {
            ranges.push(FoldingRange {
                start_line,
                start_character: None,
                end_line,
                end_character: None,
                kind: Some(FoldingRangeKind::Region),
                collapsed_text: None,
            });
        }
    };
    if cx.file.ends_with(".yaml") {
        let outline = Outline::new(cx.text);
        for (at, entry) in outline.entries.iter().enumerate() {
            add(entry.span.start, outline.end(at));
        }
    } else if cx.file.ends_with(".md") {
        if let Some(range) = front_matter_range(cx.text) {
            add(0, range.end);
        }
        sections(cx, &mut add);
        fences(cx.text, &mut add);
    }
    ranges
}

fn sections(cx: &FileContext<'_>, add: &mut impl FnMut(usize, usize)) {
    let Some(prose) = cx.document().and_then(|document| document.body.prose()) else { return };
    let levels: Vec<(u8, usize)> = prose
        .headings
        .iter()
        .zip(&prose.heading_spans)
        .map(|(heading, span)| (heading.level, span.start as usize))
        .collect();
    for (number, (level, start)) in levels.iter().enumerate() {
        let next = levels[number + 1..].iter().find(|(other, _)| other <= level);
        let end = next.map_or(cx.text.len(), |(_, start)| *start);
        add(*start, cx.text[..end].trim_end().len());
    }
}

fn fences(text: &str, add: &mut impl FnMut(usize, usize)) {
    let (mut at, mut open) = (0, None);
    for line in text.split_inclusive('\n') {
        if line.trim_start().starts_with("```") {
            match open.take() {
                Some(start) => add(start, at),
                None => open = Some(at),
            }
        }
        at += line.len();
    }
}
