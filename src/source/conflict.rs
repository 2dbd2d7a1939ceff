//! A merge that was left unfinished: the marks that version control puts around two versions of the same lines.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Location, Span};

/// The three marks, each at the start of a line: what follows the first is ours, what follows the second theirs.
const MARKS: [&str; 3] = ["<<<<<<<", "=======", ">>>>>>>"];

/// How many are told for one file.
const MOST: usize = 20;

/// The merges that a text was left with. In Markdown, what stands in a fence is somebody's example.
pub fn find(path: &Arc<str>, text: &str) -> Vec<Diagnostic> {
    if !text.contains(MARKS[0]) && !text.contains(MARKS[2]) {
        return Vec::new();
    }
    let at = |start: usize, line: &str| Location {
        file: Arc::clone(path),
        span: Span::new(start, start + line.trim_end().len()),
    };
    let (mut found, mut open): (Vec<Diagnostic>, bool) = (Vec::new(), false);
    let (mut start, mut fence) = (0, None);
    for line in text.split_inclusive('\n') {
        let place = at(start, line);
        start += line.len();
        if path.ends_with(".md") && is_in_fence(line, &mut fence) {
            continue;
        }
        let Some(mark) = MARKS.iter().position(|mark| is_mark(line, mark)) else { continue };
        if open && mark > 0 {
            let text = if mark == 1 { "the other version begins here" } else { "and ends here" };
            let last = found.pop().expect("invariant: what is open was found");
            found.push(last.label(place, text));
            open = mark == 1;
        } else if mark != 1 && found.len() < MOST {
            // Or what is left of it, where the other marks were deleted. A line of `=` alone is a heading in Markdown.
            let told = Diagnostic::new(Code::MergeConflict, place, "a merge was left unfinished here");
            found.push(told.help("keep what is right of both versions, and delete the lines of marks"));
            open = mark == 0;
        }
    }
    found
}

/// Whether a line is a mark: alone, or followed by the name of a version.
fn is_mark(line: &str, mark: &str) -> bool {
    line.strip_prefix(mark).is_some_and(|rest| rest.trim_end().is_empty() || rest.starts_with(' '))
}

/// Whether a line of Markdown stands in a fence or is one. `fence` is what opened the last, while it is open.
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

    /// For each merge its lines, counted from 1.
    fn lines(path: &str, text: &str) -> Vec<Vec<usize>> {
        let line = |place: &Location| text[..place.span.start as usize].matches('\n').count() + 1;
        let each = |found: &Diagnostic| {
            found.place.iter().chain(found.labels.iter().map(|label| &label.place)).map(line).collect()
        };
        find(&path.into(), text).iter().map(each).collect()
    }

    const CONFLICT: &str = "<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> main\n";

    #[test]
    fn a_merge_is_told_with_its_three_lines() {
        assert_eq!(lines("a.yaml", &format!("a: 1\n{CONFLICT}b: 2\n{CONFLICT}")), [[2, 4, 6], [8, 10, 12]]);
    }

    #[test]
    fn what_is_left_of_one_is_told_too() {
        assert_eq!(lines("a.md", "a\n\n>>>>>>> main\n"), [[3]]);
        assert_eq!(lines("a.md", "<<<<<<< HEAD\na\n"), [[1]]);
    }

    #[test]
    fn headings_quotes_and_examples_are_none() {
        assert_eq!(lines("a.md", "Title\n=======\n\n>>> quote\n\n>>>>>>>>\n"), [[0usize; 0]; 0]);
        assert_eq!(lines("a.md", &format!("```text\n{CONFLICT}```\n")), [[0usize; 0]; 0]);
        assert_eq!(lines("a.yaml", "a: 1 <<<<<<< HEAD\n"), [[0usize; 0]; 0]);
    }
}
