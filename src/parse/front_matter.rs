//! The front matter of a Markdown file: YAML between two lines of `---`.

use std::ops::Range;

use super::Diagnostics;
use crate::diagnostic::{Code, Span};

/// The front matter and body of a Markdown file, with their byte offsets.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Split<'t> {
    /// The YAML between the lines.
    pub yaml: &'t str,
    /// The offset of the front matter in bytes.
    pub yaml_offset: usize,
    /// The Markdown after the front matter.
    pub body: &'t str,
    /// The offset of the body in bytes.
    pub body_offset: usize,
}

impl<'t> Split<'t> {
    /// Returns the value of `title` as written on its line, without quotes.
    pub(super) fn title(&self) -> Option<&'t str> {
        let value = self.yaml.lines().find_map(|line| line.strip_prefix("title:"))?.trim();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let inner = quote.and_then(|quote| value.strip_prefix(quote)?.strip_suffix(quote));
        Some(inner.unwrap_or(value))
    }

    /// Reports a closing `---` line that is followed by more keys of the front matter and another such line. `known`
    /// tests whether a key is allowed there.
    pub(super) fn report_early_end(
        &self,
        text: &str,
        known: impl Fn(&str) -> bool,
        diagnostics: &mut Diagnostics,
    ) -> bool {
        let next = self.body.lines().next().unwrap_or("");
        let key = next.split_once(':').map_or("", |(key, _)| key);
        let is_word = !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        if !is_word || !self.body.lines().any(|line| line.trim_end() == "---") || !known(key) {
            return false;
        }
        let start = self.yaml_offset + self.yaml.len();
        let span = Span::new(start, start + text[start..self.body_offset].trim_end().len());
        diagnostics
            .add(Code::FrontMatter, span, format!("the front matter ends here, and the key `{key}` follows"))
            .help("delete this line: `---` belongs before the first key and after the last")
            .suggest_fix(Span::new(start, self.body_offset), String::new(), false);
        true
    }
}

/// Returns the range of the YAML of a Markdown file, also while the line that closes it is missing; `None` if there is no front
/// matter.
pub fn front_matter_range(text: &str) -> Option<Range<usize>> {
    let first = text.split_inclusive('\n').next().filter(|line| line.trim_end() == "---")?;
    let close = text[first.len()..].split_inclusive('\n').scan(first.len(), |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line))
    });
    let end = close.skip_while(|(_, line)| line.trim_end() != "---").map(|(start, _)| start).next();
    Some(first.len()..end.unwrap_or(text.len()))
}

/// Splits a Markdown file. Returns `None` if it has no front matter; the reason has then been reported.
pub(super) fn split<'t>(text: &'t str, diagnostics: &mut Diagnostics) -> Option<Split<'t>> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().unwrap_or("");
    if first.trim_end() != "---" {
        let shown = Span::new(0, first.trim_end().len());
        let later = text.trim_start().starts_with("---");
        let help = match first.trim_end() {
            open if open.starts_with(['+', ';', '{']) => {
                "the front matter is YAML between two lines of `---`"
            }
            open if open.len() > 3 && open.bytes().all(|b| b == b'-') => "write three dashes: `---`",
            _ if later => "the front matter begins on the first line: remove everything above it",
            _ => "begin the file with `---`, the keys, and `---` again",
        };
        diagnostics.add(Code::FrontMatter, shown, "the file has no front matter").help(help);
        return None;
    }
    let yaml_offset = first.len();
    let mut at = yaml_offset;
    // No line of YAML keys begins with a fence: a `---` below one belongs to the code, such as a Kubernetes manifest.
    for line in lines.take_while(|line| !line.starts_with("```") && !line.starts_with("~~~")) {
        if line.trim_end() == "---" {
            let body_offset = at + line.len();
            return Some(Split {
                yaml: &text[yaml_offset..at],
                yaml_offset,
                body: &text[body_offset..],
                body_offset,
            });
        }
        at += line.len();
    }
    // The intended closing line: two or four hyphens, or dashes that a word processor made of them.
    let end = at;
    let mut at = yaml_offset;
    for line in text[yaml_offset..end].split_inclusive('\n') {
        let bare = line.trim_end();
        if !bare.is_empty() && bare != "-" && bare.chars().all(|c| matches!(c, '-' | '–' | '—' | ' ')) {
            diagnostics
                .add(
                    Code::FrontMatter,
                    Span::new(at, at + bare.len()),
                    "this line does not close the front matter",
                )
                .replace("---", "write three dashes");
            return None;
        }
        at += line.len();
    }
    diagnostics
        .add(Code::FrontMatter, Span::new(0, 3), "the front matter is never closed")
        .here("the front matter begins here")
        .help("put a line `---` after the last key");
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(text: &str) -> Option<&str> {
        split(text, &mut Diagnostics::new("content/pages/a.md".into())).map(|s| s.body)
    }

    #[test]
    fn the_body_begins_after_the_second_line() {
        assert_eq!(body("---\ntitle: A\n---\nText\n---\nmore"), Some("Text\n---\nmore"));
        assert_eq!(body("--- \ntitle: A\n---"), Some(""));
    }

    #[test]
    fn missing_or_unclosed_front_matter_is_rejected() {
        for text in
            ["", "Text", "\n---\na: 1\n---\n", "+++\na = 1\n+++\n", "---\na: 1\n", "----\na: 1\n----\n"]
        {
            assert_eq!(body(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_line_in_a_code_block_does_not_close_the_front_matter() {
        for fence in ["```", "~~~"] {
            let text = format!("---\ntitle: A\nText\n\n{fence}yaml\na: 1\n---\nb: 2\n{fence}\n");
            let mut diagnostics = Diagnostics::new("content/pages/a.md".into());
            assert_eq!(split(&text, &mut diagnostics), None);
            let found = diagnostics.found();
            assert_eq!(found.len(), 1);
            assert_eq!(found[0].message, "the front matter is never closed");
        }
    }
}
