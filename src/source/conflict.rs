//! Finds merge conflict markers that were left in a file.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Location, Span};

/// The three markers, each at the start of a line: "ours" begins after the first, "theirs" after the second.
const MARKERS: [&str; 3] = ["<<<<<<<", "=======", ">>>>>>>"];

/// The number of conflicts reported per file.
const MAX_REPORTED: usize = 20;

/// Reports the conflict markers in a text. In Markdown, fenced code is skipped, because it may be an example.
pub(super) fn find(path: &Arc<str>, text: &str) -> Vec<Diagnostic> {
    if !text.contains(MARKERS[0]) && !text.contains(MARKERS[2]) {
        return Vec::new();
    }
    let at = |start: usize, line: &str| Location {
        file: Arc::clone(path),
        span: Span::new(start, start + line.trim_end().len()),
    };
    let (mut diagnostics, mut open): (Vec<Diagnostic>, bool) = (Vec::new(), false);
    let (mut start, mut fence) = (0, None);
    let mut middle: Option<Location> = None;
    for line in text.split_inclusive('\n') {
        let place = at(start, line);
        start += line.len();
        if path.ends_with(".md") && is_in_fence(line, &mut fence) {
            continue;
        }
        let Some(mark) = MARKERS.iter().position(|mark| is_marker(line, mark)) else { continue };
        if open && mark > 0 {
            let text = if mark == 1 { "the other version begins here" } else { "the conflict ends here" };
            let last = diagnostics.pop().expect("invariant: what is open was found");
            diagnostics.push(last.label(place, text));
            open = mark == 1;
        } else if mark == 1 {
            middle = Some(place);
        } else if diagnostics.len() < MAX_REPORTED {
            // A remaining marker counts too, where the others were deleted. A line of `=` alone is a heading in
            // Markdown.
            let unfinished = Diagnostic::new(Code::MergeConflict, place, "merge conflict marker");
            let unfinished = unfinished.help("resolve the conflict and delete the marker lines");
            diagnostics.push(match middle.take().filter(|_| mark == 2) {
                Some(middle) => unfinished.label(middle, "the other version begins here"),
                None => unfinished,
            });
            open = mark == 0;
        }
    }
    diagnostics
}

/// Returns `true` if a line is a marker, alone or followed by the name of a version.
fn is_marker(line: &str, mark: &str) -> bool {
    line.strip_prefix(mark).is_some_and(|rest| rest.trim_end().is_empty() || rest.starts_with(' '))
}

/// Returns `true` for a line inside a Markdown fence or a fence line itself. `fence` holds the opening marker while a
/// fence is open.
fn is_in_fence<'t>(line: &'t str, fence: &mut Option<&'t str>) -> bool {
    let bare = line.trim();
    let length = bare.len() - bare.trim_start_matches(['`', '~']).len();
    if let Some(open) = fence {
        if length == bare.len() && bare.starts_with(*open) {
            *fence = None;
        }
        true
    } else {
        let marks = &bare[..length];
        *fence = (length >= 3 && !bare[length..].contains('`')).then_some(marks);
        fence.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// For each conflict its lines, counted from 1.
    fn lines(path: &str, text: &str) -> Vec<Vec<usize>> {
        let line = |place: &Location| text[..place.span.start as usize].matches('\n').count() + 1;
        let each = |diagnostic: &Diagnostic| {
            diagnostic
                .place
                .iter()
                .chain(diagnostic.labels.iter().map(|label| &label.place))
                .map(line)
                .collect()
        };
        find(&path.into(), text).iter().map(each).collect()
    }

    const CONFLICT: &str = "<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> main\n";

    #[test]
    fn a_conflict_is_reported_with_its_three_markers() {
        assert_eq!(lines("a.yaml", &format!("a: 1\n{CONFLICT}b: 2\n{CONFLICT}")), [[2, 4, 6], [8, 10, 12]]);
    }

    #[test]
    fn a_remaining_marker_is_reported() {
        assert_eq!(lines("a.md", "a\n\n>>>>>>> main\n"), [[3]]);
        assert_eq!(lines("a.md", "<<<<<<< HEAD\na\n"), [[1]]);
        assert_eq!(lines("a.yaml", "a: 1\n=======\nb: 2\n>>>>>>> main\n"), [[4, 2]]);
    }

    #[test]
    fn headings_quotes_and_fenced_code_are_not_conflicts() {
        assert_eq!(lines("a.md", "Title\n=======\n\n>>> quote\n\n>>>>>>>>\n"), [[0usize; 0]; 0]);
        assert_eq!(lines("a.md", &format!("```text\n{CONFLICT}```\n")), [[0usize; 0]; 0]);
        assert_eq!(lines("a.yaml", "a: 1 <<<<<<< HEAD\n"), [[0usize; 0]; 0]);
    }
}
