//! The entries of a long list as slices of its text: checks their order and inserts new ones.
//!
//! An entry consists of its lines and the comments directly above it. Lists are sorted by id, so that two people who
//! add an entry do not both append it at the end.

use std::ops::Range;

use super::Diagnostics;
use crate::diagnostic::{Code, Span};
use crate::url::Id;

/// The entries of a list in block style, in the order written.
#[derive(Debug)]
pub struct Entries<'t> {
    text: &'t str,
    slices: Vec<(&'t Id, Range<usize>)>,
    /// The indentation of the ids.
    indent: &'t str,
}

impl<'t> Entries<'t> {
    /// Finds the entries with these ids, given in the order written. Returns `None` if there are none, or if an entry
    /// does not begin on its own line.
    pub fn of(text: &'t str, ids: impl IntoIterator<Item = (&'t Id, Span)>) -> Option<Entries<'t>> {
        let mut starts: Vec<(&Id, usize)> = Vec::new();
        let mut indent = None;
        for (id, span) in ids {
            let key = span.start as usize;
            let line = text.get(..key)?.rfind('\n').map_or(0, |end| end + 1);
            let own = text.get(line..key).filter(|own| own.bytes().all(|byte| byte == b' '))?;
            if *indent.get_or_insert(own) != own {
                return None;
            }
            starts.push((id, line));
        }
        let indent = indent?;
        let end = entry_end(text, starts.last()?.1, indent);
        let lines: Vec<usize> = starts.iter().map(|(_, line)| comments_start(text, *line, indent)).collect();
        let ends = lines.iter().skip(1).copied().chain([end]);
        let slices =
            starts.iter().zip(lines.iter().zip(ends)).map(|((id, _), (start, end))| (*id, *start..end));
        Some(Entries { text, slices: slices.collect(), indent })
    }

    /// Returns the text with an entry inserted at its sorted position. `lines` is the value of the entry.
    pub fn with(&self, id: &Id, lines: &[String]) -> String {
        let mut entry = format!("{}{id}:\n", self.indent);
        for line in lines {
            entry.extend([self.indent, "  ", line, "\n"]);
        }
        let after = self.slices.iter().find(|(other, _)| *other > id);
        let end = self.slices.last().map_or(0, |(_, range)| range.end);
        let (head, tail) = self.text.split_at(after.map_or(end, |(_, range)| range.start));
        let gap = if head.ends_with('\n') { "" } else { "\n" };
        format!("{head}{gap}{entry}{tail}")
    }

    /// Reports the first entry that is out of order.
    pub fn report_disorder(&self, places: impl Fn(&Id) -> Span, diagnostics: &mut Diagnostics) {
        let out = self.slices.windows(2).find(|two| two[0].0 > two[1].0);
        let Some([(before, _), (id, _)]) = out else { return };
        let mut sorted: Vec<&(&Id, Range<usize>)> = self.slices.iter().collect();
        sorted.sort_by_key(|(id, _)| *id);
        let first = self.slices.first().map_or(0, |(_, range)| range.start);
        let end = self.slices.last().map_or(0, |(_, range)| range.end);
        let mut replacement = String::with_capacity(end - first + 1);
        for (_, range) in sorted {
            let piece = &self.text[range.clone()];
            replacement.push_str(piece);
            if !piece.ends_with('\n') {
                replacement.push('\n');
            }
        }
        diagnostics
            .add(Code::EntryOrder, places(id), format!("`{id}` comes after `{before}`"))
            .help("entries are sorted by id; `rolebook check --fix` sorts them")
            .with_fix(Span::new(first, end), replacement);
    }
}

/// The start of the comments directly above a line, or of the line itself if there are none.
fn comments_start(text: &str, mut line: usize, indent: &str) -> usize {
    while line > 0 {
        let start = text[..line - 1].rfind('\n').map_or(0, |end| end + 1);
        if !text[start..line].strip_prefix(indent).is_some_and(|rest| rest.starts_with('#')) {
            break;
        }
        line = start;
    }
    line
}

/// The end of the last line of the entry that begins at `line`.
fn entry_end(text: &str, line: usize, indent: &str) -> usize {
    let (mut at, mut end) = (line, line);
    for (number, line) in text[line..].split_inclusive('\n').enumerate() {
        at += line.len();
        let inside = number == 0 || line.strip_prefix(indent).is_some_and(|rest| rest.starts_with(' '));
        if line.trim().is_empty() {
            continue;
        }
        if !inside {
            break;
        }
        end = at;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostic;

    fn ids(text: &str) -> Vec<(Id, Span)> {
        let mut ids = Vec::new();
        for (at, _) in text.match_indices("\n  ") {
            let key = text[at + 3..].split(':').next().unwrap_or("");
            ids.extend(Id::parse(key).map(|id| (id, Span::new(at + 3, at + 3 + key.len()))));
        }
        ids
    }

    fn with(text: &str, id: &str) -> Option<String> {
        let ids = ids(text);
        let entries = Entries::of(text, ids.iter().map(|(id, span)| (id, *span)))?;
        Some(entries.with(&Id::parse(id).expect("an id"), &["name: X".to_string()]))
    }

    fn disorder(text: &str) -> Vec<Diagnostic> {
        let mut diagnostics = Diagnostics::new("content/tools.yaml".into());
        let ids = ids(text);
        let span =
            |wanted: &Id| ids.iter().find(|(id, _)| id == wanted).map_or(Span::default(), |(_, span)| *span);
        let entries = Entries::of(text, ids.iter().map(|(id, span)| (id, *span))).expect("entries");
        entries.report_disorder(span, &mut diagnostics);
        diagnostics.into_diagnostics()
    }

    const LIST: &str = "tools:\n  # About b.\n  b:\n    name: B\n  d: {name: D}\n\n# The end.\n";

    #[test]
    fn an_entry_is_inserted_in_order_and_comments_stay_attached() {
        assert_eq!(
            with(LIST, "a").as_deref(),
            Some(
                "tools:\n  a:\n    name: X\n  # About b.\n  b:\n    name: B\n  d: {name: D}\n\n# The end.\n"
            )
        );
        assert_eq!(
            with(LIST, "c").as_deref(),
            Some(
                "tools:\n  # About b.\n  b:\n    name: B\n  c:\n    name: X\n  d: {name: D}\n\n# The end.\n"
            )
        );
        assert_eq!(
            with(LIST, "e").as_deref(),
            Some(
                "tools:\n  # About b.\n  b:\n    name: B\n  d: {name: D}\n  e:\n    name: X\n\n# The end.\n"
            )
        );
    }

    #[test]
    fn a_file_without_a_last_line_break_gets_one() {
        assert_eq!(
            with("tools:\n  b:\n    name: B", "c").as_deref(),
            Some("tools:\n  b:\n    name: B\n  c:\n    name: X\n")
        );
    }

    #[test]
    fn a_list_without_entries_is_not_supported() {
        assert_eq!(with("tools: {}\n", "a"), None);
    }

    #[test]
    fn disorder_is_reported_once_and_sorted_with_comments() {
        assert!(disorder(LIST).is_empty());
        let text = "tools:\n  c: {name: C}\n  # About a.\n  a:\n    name: A\n  b: {name: B}";
        let found = disorder(text);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].message, "`a` comes after `c`");
        let edit = found[0].edit.as_ref().expect("an edit");
        let span = edit.place.span;
        let sorted = [&text[..span.start as usize], &edit.replacement, &text[span.end as usize..]].concat();
        assert_eq!(sorted, "tools:\n  # About a.\n  a:\n    name: A\n  b: {name: B}\n  c: {name: C}\n");
    }
}
