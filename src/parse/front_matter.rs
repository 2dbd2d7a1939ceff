//! The head of a Markdown file: YAML between two lines of `---`.

use super::Diagnostics;
use crate::diagnostic::{Code, Span};

/// The two parts of a Markdown file, each with the byte at which it begins.
#[derive(Debug, PartialEq, Eq)]
pub struct Split<'t> {
    /// The YAML between the lines.
    pub matter: &'t str,
    /// Where it begins.
    pub matter_at: usize,
    /// The Markdown after them.
    pub body: &'t str,
    /// Where it begins.
    pub body_at: usize,
}

impl Split<'_> {
    /// Reports a line of dashes that ends the front matter although more of its keys follow, and another such line.
    /// `known` are the keys that it can have.
    pub fn refuse_early_end(
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
        let start = self.matter_at + self.matter.len();
        let span = Span::new(start, start + text[start..self.body_at].trim_end().len());
        diagnostics
            .add(Code::FrontMatter, span, format!("the front matter ends here, and the key `{key}` follows"))
            .help("delete this line: dashes stand only before the first key and after the last")
            .suggest_fix(Span::new(start, self.body_at), String::new(), false);
        true
    }
}

/// Splits a Markdown file. `None` when it has no head; the reason has then been reported.
pub fn split<'t>(text: &'t str, diagnostics: &mut Diagnostics) -> Option<Split<'t>> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().unwrap_or("");
    if first.trim_end() != "---" {
        let shown = Span::new(0, first.trim_end().len());
        let later = text.trim_start().starts_with("---");
        let help = match first.trim_end() {
            open if open.starts_with(['+', ';', '{']) => "the head is YAML, between two lines of `---`",
            open if open.len() > 3 && open.bytes().all(|b| b == b'-') => "the line has three dashes: `---`",
            _ if later => "the head begins in the first line: remove what stands before it",
            _ => "begin the file with `---`, the keys, and `---` again",
        };
        diagnostics.add(Code::FrontMatter, shown, "the file has no head").help(help);
        return None;
    }
    let matter_at = first.len();
    let mut at = matter_at;
    for line in lines {
        if line.trim_end() == "---" {
            let body_at = at + line.len();
            return Some(Split { matter: &text[matter_at..at], matter_at, body: &text[body_at..], body_at });
        }
        at += line.len();
    }
    // A line that was to close it: two dashes or four, or those that a word processor makes of them.
    let mut at = matter_at;
    for line in text[matter_at..].split_inclusive('\n') {
        let bare = line.trim_end();
        if !bare.is_empty() && bare != "-" && bare.chars().all(|c| matches!(c, '-' | '–' | '—' | ' ')) {
            diagnostics
                .add(Code::FrontMatter, Span::new(at, at + bare.len()), "the head is not closed by this line")
                .replace("---", "the line has three dashes");
            return None;
        }
        at += line.len();
    }
    diagnostics
        .add(Code::FrontMatter, Span::new(0, 3), "the head is never closed")
        .here("it begins here")
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
    fn a_head_that_is_missing_or_open_is_none() {
        for text in
            ["", "Text", "\n---\na: 1\n---\n", "+++\na = 1\n+++\n", "---\na: 1\n", "----\na: 1\n----\n"]
        {
            assert_eq!(body(text), None, "{text:?}");
        }
    }
}
