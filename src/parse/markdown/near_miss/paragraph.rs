//! Forms that span several lines of a paragraph.

use super::blocks::{is_sentence, list_mark, typographic_mark};
use super::{NearMiss, length};

/// The number of cells in a table row.
pub(crate) fn cells(row: &str) -> usize {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let mut bars = 0;
    let mut last = None;
    let mut escaped = false;
    for (at, c) in row.char_indices() {
        if c == '|' && !escaped {
            bars += 1;
            last = Some(at);
        }
        escaped = c == '\\' && !escaped;
    }
    let closed = last.is_some_and(|at| at + 1 == row.len());
    bars + usize::from(!closed)
}

/// The maximum number of columns in a help text.
const MAX_COLUMNS: usize = 24;

/// Finds the first line of a table whose delimiter row is missing or does not match, in the source of a paragraph.
pub(crate) fn table(paragraph: &str) -> Option<NearMiss> {
    if !paragraph.contains('|') {
        return None;
    }
    let mut start = 0;
    let lines: Vec<(usize, &str)> = paragraph
        .split_inclusive('\n')
        .map(|line| {
            let words = line.trim_start_matches(|c: char| c.is_whitespace() || c == '>');
            let begin = start + (line.len() - words.len());
            start += line.len();
            (begin, words.trim_end())
        })
        .collect();
    let is_row = |line: &str| line.len() > 2 && line.starts_with('|') && line.ends_with('|');
    let is_rule = |line: &str| {
        line.contains('|')
            && line.contains("--")
            && line.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'+'))
    };
    let with_bars = lines.iter().position(|(_, line)| is_row(line));
    let above_rule = lines.windows(2).position(|pair| pair[0].1.contains('|') && is_rule(pair[1].1));
    let first = with_bars.into_iter().chain(above_rule).min()?;
    let (begin, head) = lines[first];
    let columns = cells(head);
    let rule = format!("|{}", " --- |".repeat(columns.min(MAX_COLUMNS)));
    let second = lines.get(first + 1).map_or("", |(_, line)| *line);
    let help = match (is_rule(second), cells(second) == columns) {
        (true, false) => format!("its second line needs one `---` per column: `{rule}`"),
        (true, true) if first > 0 => "put an empty line before it".to_string(),
        (true, true) => format!("its second line may contain only `-`, `:` and `|`: `{rule}`"),
        _ => format!("put a line `{rule}` below its header row"),
    };
    Some(NearMiss { at: begin..begin + head.len(), help, replacement: None })
}

/// The callout kind of a quote that begins with its name in bold, as before callouts had a syntax: `> **Note**`.
pub(crate) fn bold_callout(paragraph: &str) -> Option<&'static str> {
    let line = paragraph.lines().next()?.trim().strip_prefix("**")?;
    let name =
        line.strip_suffix("**").or_else(|| line.strip_suffix("**:")).or_else(|| line.strip_suffix(":**"))?;
    ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"]
        .into_iter()
        .find(|known| known.eq_ignore_ascii_case(name))
}

/// Finds the first line of a list without the space after its markers, in the source of a paragraph. A line needs more than
/// one word, or a neighbour with the same kind of marker.
pub(crate) fn list(paragraph: &str) -> Option<NearMiss> {
    if let Some(found) = typographic_list(paragraph) {
        return Some(found);
    }
    let mut start = 0;
    let mut previous: Option<(usize, &str)> = None;
    for line in paragraph.split_inclusive('\n') {
        let text = line.trim_start_matches(|c: char| c.is_whitespace() || c == '>');
        let at = start + line.len() - text.len();
        start += line.len();
        let Some(mark) = list_mark(text, false) else {
            previous = None;
            continue;
        };
        let item = text[mark.len()..].trim_end();
        let is_word = item.len() > 2 && length(item, char::is_alphabetic) == item.len();
        let found = match previous {
            _ if is_sentence(item) => previous.or(Some((at, mark))),
            Some((_, other)) if is_word && other.ends_with(&mark[mark.len() - 1..]) => previous,
            _ => None,
        };
        if let Some((at, mark)) = found {
            return Some(NearMiss {
                at: at..at + mark.len(),
                help: format!("put a space after `{mark}`"),
                replacement: Some(format!("{mark} ")),
            });
        }
        previous = is_word.then_some((at, mark));
    }
    None
}

/// Finds the first of at least two lines that begin with the same dash or bullet of a word processor. A single line may
/// be a quotation or an aside.
fn typographic_list(paragraph: &str) -> Option<NearMiss> {
    let (mut start, mut first): (usize, Option<(usize, char, usize)>) = (0, None);
    for line in paragraph.split_inclusive('\n') {
        let text = line.trim_start_matches(|c: char| c.is_whitespace() || c == '>');
        let at = start + line.len() - text.len();
        start += line.len();
        let Some((mark, after)) = typographic_mark(text).filter(|(_, after)| !after.is_empty()) else {
            continue;
        };
        match first {
            Some((begin, own, length)) if own == mark => {
                return Some(NearMiss {
                    at: begin..begin + length,
                    help: format!("`{mark}` begins no list item: write `- ` on each line"),
                    replacement: Some("- ".to_string()),
                });
            }
            _ => first = Some((at, mark, text.len() - after.len())),
        }
    }
    None
}
