//! Fences that embed a component. Their YAML body is parsed as strictly as a content file.

use std::ops::Range;

use crate::parse::{Diagnostics, Spanned, yaml};
use crate::record;
use crate::url::Id;

/// A component that replaces a fence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fence {
    /// ```` ```compare ````: a table of some rows for some roles.
    Compare(CompareFence),
    /// ```` ```salary ````: the range chart of a dataset.
    Salary(SalaryFence),
}

record! {
    /// A small comparison in the text: a `compare` fence.
    pub struct CompareFence = "a `compare` fence" {
        /// The roles, two to four.
        roles: Spanned<Vec<Spanned<Id>>>,
        /// The rows, in display order.
        rows: Spanned<Vec<Spanned<Id>>>,
    }
}

record! {
    /// A salary chart in the text: a `salary` fence.
    pub struct SalaryFence = "a `salary` fence" {
        /// The dataset.
        series: Spanned<Id>,
        /// The roles; by default all in the dataset.
        roles: Vec<Spanned<Id>>,
        /// The region; by default all in the dataset.
        region: Option<Spanned<Id>>,
    }
}

/// The marks that a fence begins with, from its source.
pub(super) fn opening(fence: &str) -> &str {
    let mark = fence.chars().next().unwrap_or('`');
    &fence[..fence.len() - fence.trim_start_matches(mark).len()]
}

/// Names the marks of a fence or of code, since backticks between backticks are unreadable: `three backticks`.
pub(super) fn in_words(marks: &str) -> String {
    match marks {
        "`" => "one backtick".to_string(),
        "``" => "two backticks".to_string(),
        "```" => "three backticks".to_string(),
        _ if marks.starts_with(['\'', '´', '‘', '’']) => "quotation marks".to_string(),
        _ if marks.starts_with('`') => format!("{} backticks", marks.len()),
        _ => format!("`{marks}`"),
    }
}

/// Returns `true` if a fence ends with its own marks, and not with the text or block that contains it.
pub(super) fn is_closed(fence: &str) -> bool {
    let marks = opening(fence);
    let last = fence.trim_end().lines().skip(1).last().map_or("", marks_of_line);
    last.len() >= marks.len() && last.chars().all(|c| marks.starts_with(c))
}

/// Returns `true` if a fence is closed before another one begins.
pub(super) fn ends_as_meant(fence: &str) -> bool {
    is_closed(fence) && next_opening(fence).is_none()
}

/// Returns the first line in an unclosed fence that was probably meant to close it: other marks, or fewer.
pub(super) fn wrong_end(fence: &str) -> Option<&str> {
    let is_end = |line: &&str| {
        let marks = opening(line);
        marks.len() > 2 && marks.len() == line.len() && marks.starts_with(['`', '~'])
    };
    fence.lines().skip(1).map(marks_of_line).find(is_end)
}

/// Returns the first line in a fence that begins another one, with the same marks and a language: the fence was probably
/// meant to end before it.
pub(super) fn next_opening(fence: &str) -> Option<&str> {
    let marks = opening(fence);
    fence.lines().skip(1).map(marks_of_line).find(|line| {
        let language = line.strip_prefix(marks).unwrap_or_default();
        language.starts_with(|c: char| c.is_ascii_alphabetic())
    })
}

/// A fence that was meant, with other marks than three backticks.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NearFence {
    /// The byte range of the marks that were meant to open it.
    pub marks: Range<usize>,
    /// The lines that were meant to be its first and its last one, if they are not: from the marks to the end.
    pub lines: Vec<Range<usize>>,
}

/// Marks that look like three backticks.
const LIKE_BACKTICKS: [&str; 4] = ["'''", "´´´", "‘‘‘", "’’’"];

/// Finds the fences that were meant: one or two backticks, or marks that look like three, before a language, and the end
/// of a fence below.
pub(super) fn near_fences(text: &str) -> Vec<NearFence> {
    let mut found = Vec::new();
    if !text.contains("```") && !LIKE_BACKTICKS.iter().any(|marks| text.contains(marks)) {
        return found;
    }
    let mut start = 0;
    // The marks of the fence that is open, and the last line that may be meant to open one, from its marks.
    let (mut open, mut near): (Option<&str>, Option<(&str, Range<usize>)>) = (None, None);
    for line in text.split_inclusive('\n') {
        let bare = marks_of_line(line);
        let at = start + line.find(bare).unwrap_or(0);
        let own = at..at + bare.len();
        start += line.len();
        let marks = match LIKE_BACKTICKS.iter().find(|marks| bare.starts_with(**marks)) {
            Some(marks) => marks,
            None if bare.starts_with(['`', '~']) => opening(bare),
            None => "",
        };
        if let Some(first) = open {
            if marks.len() >= first.len() && marks == bare && first.starts_with(&marks[..1]) {
                open = None;
            }
            continue;
        }
        let is_fence = marks.len() > 2 && marks.starts_with(['`', '~']);
        if let Some((first, line)) = near.clone() {
            let is_end = bare == marks && (marks == "```" || marks == first && marks.len() > 2);
            // Code of one line or several: `code`.
            let closes_code = bare.split(|c| c != '`').any(|run| run == first);
            if is_end {
                let mut lines = vec![line.clone()];
                lines.extend((marks != "```").then(|| own.clone()));
                found.push(NearFence { marks: line.start..line.start + first.len(), lines });
            }
            if is_end || closes_code || is_fence {
                near = None;
            }
            if is_end {
                continue;
            }
        }
        if is_fence {
            open = Some(marks);
        } else if !marks.is_empty() && !marks.starts_with('~') {
            let language = &bare[marks.len()..];
            let is_language = language.starts_with(|c: char| c.is_ascii_alphabetic())
                && language.bytes().all(|b| b.is_ascii_alphanumeric() || b"-+#".contains(&b));
            if is_language && bare.len() > 2 {
                near = Some((marks, own));
            }
        }
    }
    found
}

/// A line without indentation and the marks of quotes.
fn marks_of_line(line: &str) -> &str {
    line.trim_start_matches(|c: char| c.is_whitespace() || c == '>').trim_end()
}

/// Parses a fence of `kind`. Returns `None` if the body is invalid.
pub(super) fn parse(kind: &str, body: &str, offset: usize, diagnostics: &mut Diagnostics) -> Option<Fence> {
    match kind {
        "compare" => yaml::read(body, offset, diagnostics).map(Fence::Compare),
        _ => yaml::read(body, offset, diagnostics).map(Fence::Salary),
    }
}

/// Returns `true` if the language of a fence is the name of a component.
pub(super) fn is_component(kind: &str) -> bool {
    matches!(kind, "compare" | "salary")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fence_with_other_marks_is_found() {
        let found = |text: &str| {
            let all = near_fences(text).into_iter().flat_map(|near| near.lines);
            all.map(|line| text[line].to_string()).collect::<Vec<_>>()
        };
        assert_eq!(found("Words\n\n``yaml\na: 1\n\nb: `2`\n```\n"), ["``yaml"]);
        assert_eq!(found("> `sh\n> ls\n> ```\n"), ["`sh"]);
        assert_eq!(found("``c++\na\n```\n\n```text\nb\n```\n\n``rust\nc\n```\n"), ["``c++", "``rust"]);
        assert_eq!(found("'''yaml\na\n```\n"), ["'''yaml"]);
        assert_eq!(found("´´´yaml\na\n´´´\n"), ["´´´yaml", "´´´"]);
        for text in [
            "``yaml\na\n``\n\n```text\na\n```\n",
            "``yaml and words\n\n```\na\n```\n",
            "```text\n``yaml\n```\n",
            "~~~text\n``yaml\n```\n~~~\n",
            "``yaml\n",
            "``yaml\n\n```text\na\n```\n",
            "`code`\n\n```\na\n```\n",
            "'''a docstring\nof Python'''\n",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
