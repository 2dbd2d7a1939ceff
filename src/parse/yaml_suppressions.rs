//! Finds the suppressions of a YAML text and their scopes: the entry that begins on the comment's line, or the next
//! one below it.

use super::Diagnostics;
use super::suppression::{self, Suppression};
use super::yaml::{Comment, Node, NodeKind};
use crate::diagnostic::Span;

/// Finds the suppressions among the comments of a text that begins at byte `offset` of its file.
pub(super) fn find(
    comments: &[Comment],
    root: &Node,
    text: &str,
    offset: usize,
    diagnostics: &mut Diagnostics,
) {
    let mut entries = Vec::new();
    let written = |comment: &Comment| {
        let span = comment.span;
        text.get(span.start as usize - offset..span.end as usize - offset).unwrap_or_default()
    };
    for comment in comments {
        let Some(code) = suppression::parse(&comment.text, written(comment), comment.span, diagnostics)
        else {
            continue;
        };
        if entries.is_empty() {
            collect(root, &mut entries);
        }
        let at = comment.span.start as usize - offset;
        let line_start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let covers = if text[line_start..at].trim().is_empty() {
            let below = entries.iter().filter(|entry| entry.start >= comment.span.end);
            let next = below.min_by_key(|entry| (entry.start, std::cmp::Reverse(entry.end)));
            // Diagnostics about a file as a whole are reported at its first byte, so a suppression above everything
            // covers that too.
            let head = entries.iter().all(|entry| entry.start >= comment.span.end);
            let start = if head { 0 } else { comment.span.start };
            Span { start, end: next.map_or(comment.span.end, |entry| entry.end) }
        } else {
            // A list item and its first key begin on the same line; the item is the larger of the two.
            let line = Span::new(line_start, at).shifted(offset);
            let begun = entries.iter().filter(|entry| (line.start..line.end).contains(&entry.start));
            let end = begun.map(|entry| entry.end).max().unwrap_or(line.end);
            Span { start: line.start, end: end.max(comment.span.end) }
        };
        diagnostics.suppress(Suppression { code, span: comment.span, covers });
    }
}

/// Collects the entries of all mappings, from the key to the end of the value, and the items of all lists.
fn collect(node: &Node, entries: &mut Vec<Span>) {
    match &node.kind {
        NodeKind::Mapping(pairs) => {
            for (key, value) in pairs {
                entries.push(Span { start: key.span.start, end: value.span.end.max(key.span.end) });
                collect(value, entries);
            }
        }
        NodeKind::Sequence(items, _) => {
            for item in items {
                entries.push(item.span);
                collect(item, entries);
            }
        }
        NodeKind::Nothing | NodeKind::Scalar { .. } => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::parse::{Diagnostics, yaml};

    /// The text that each suppression covers.
    fn covered(text: &str) -> Vec<&str> {
        let mut diagnostics = Diagnostics::new("content/a.yaml".into());
        let _ = yaml::parse(text, 0, &mut diagnostics);
        let suppressions = diagnostics.take_suppressions();
        assert_eq!(diagnostics.into_diagnostics(), []);
        let covers =
            suppressions.iter().map(|e| text[e.covers.start as usize..e.covers.end as usize].trim_end());
        covers.collect()
    }

    #[test]
    fn beside_an_entry_it_covers_that_entry() {
        let text = "a: 1\nb: # allow unsourced: why\n  c: 2\n  d: 3\ne: 4\n";
        assert_eq!(covered(text), ["b: # allow unsourced: why\n  c: 2\n  d: 3"]);
        let item = "- a: 1 # allow unsourced: why\n  b: 2\n- a: 3\n";
        assert_eq!(covered(item), ["- a: 1 # allow unsourced: why\n  b: 2"]);
        assert_eq!(covered("x: {a: 1} # allow unsourced: why\ny: 2\n"), ["x: {a: 1} # allow unsourced: why"]);
    }

    #[test]
    fn above_an_entry_it_covers_that_entry_and_several_are_allowed() {
        let text =
            "x:\n  # allow unsourced: why\n  # it is so\n  # allow undated: why\n  a: {b: 1}\n  c: 2\n";
        let all = covered(text);
        assert!(all[0].ends_with("a: {b: 1}") && all[1] == "# allow undated: why\n  a: {b: 1}", "{all:?}");
        assert_eq!(
            covered("# allow unsourced: why\n- a: 1\n  b: 2\n- a: 3\n")[0].lines().last(),
            Some("  b: 2")
        );
    }

    #[test]
    fn below_everything_it_covers_nothing_and_many_comments_are_allowed() {
        assert_eq!(covered("a: 1\n# allow unsourced: why\n"), ["# allow unsourced: why"]);
        assert!(covered(&format!("{}a: 1\n", "# words\n".repeat(500))).is_empty());
        assert_eq!(covered("a: \"# allow unsourced: no comment\"\n"), [""; 0]);
    }
}
