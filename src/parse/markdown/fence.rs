//! Fences that embed a component. Their YAML body is parsed as strictly as a content file.

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
pub fn opening(fence: &str) -> &str {
    let mark = fence.chars().next().unwrap_or('`');
    &fence[..fence.len() - fence.trim_start_matches(mark).len()]
}

/// Names the marks of a fence or of code, since backticks between backticks are unreadable: `three backticks`.
pub fn in_words(marks: &str) -> String {
    match marks {
        "`" => "one backtick".to_string(),
        "``" => "two backticks".to_string(),
        "```" => "three backticks".to_string(),
        _ if marks.starts_with('`') => format!("{} backticks", marks.len()),
        _ => format!("`{marks}`"),
    }
}

/// Returns `true` if a fence ends with its own marks, and not with the text or block that contains it.
pub fn is_closed(fence: &str) -> bool {
    let marks = opening(fence);
    let last = fence.trim_end().lines().skip(1).last().map_or("", marks_of_line);
    last.len() >= marks.len() && last.chars().all(|c| marks.starts_with(c))
}

/// Returns `true` if a fence is closed before another one begins.
pub fn ends_as_meant(fence: &str) -> bool {
    is_closed(fence) && next_opening(fence).is_none()
}

/// Returns the first line in an unclosed fence that was probably meant to close it: other marks, or fewer.
pub fn wrong_end(fence: &str) -> Option<&str> {
    let is_end = |line: &&str| {
        let marks = opening(line);
        marks.len() > 2 && marks.len() == line.len() && marks.starts_with(['`', '~'])
    };
    fence.lines().skip(1).map(marks_of_line).find(is_end)
}

/// Returns the first line in a fence that begins another one, with the same marks and a language: the fence was probably
/// meant to end before it.
pub fn next_opening(fence: &str) -> Option<&str> {
    let marks = opening(fence);
    fence.lines().skip(1).map(marks_of_line).find(|line| {
        let language = line.strip_prefix(marks).unwrap_or_default();
        language.starts_with(|c: char| c.is_ascii_alphabetic())
    })
}

/// A line without indentation and the marks of quotes.
fn marks_of_line(line: &str) -> &str {
    line.trim_start_matches(|c: char| c.is_whitespace() || c == '>').trim_end()
}

/// Parses a fence of `kind`. Returns `None` if the body is invalid.
pub fn parse(kind: &str, body: &str, offset: usize, diagnostics: &mut Diagnostics) -> Option<Fence> {
    match kind {
        "compare" => yaml::read(body, offset, diagnostics).map(Fence::Compare),
        _ => yaml::read(body, offset, diagnostics).map(Fence::Salary),
    }
}

/// Returns `true` if the language of a fence is the name of a component.
pub fn is_component(kind: &str) -> bool {
    matches!(kind, "compare" | "salary")
}
