//! The differences as Markdown for one comment on a pull request.
//!
//! Every text of contributors is a code span: there, a code host reads no Markdown, HTML, mention, reference or link. All
//! other text is our own, of letters, digits and a little punctuation. So a program without this code can check that a
//! comment has this form, and holds nothing that acts: see `rolebook-comment.py` of a new site. The only links are those to
//! pages of a preview, below an address that is given to that program too.

use std::fmt::Write as _;

use super::SiteDiff;
use super::report::{LinePart, ReportLine, sections, summary};

/// The largest number of bytes of a comment. GitHub takes 65,536 characters.
pub const MARKDOWN_LIMIT: usize = 65_536;

/// The first line, by which a later run finds the comment that it updates.
const MARKER: &str = "<!-- rolebook-diff -->\n";
/// The number of lines of a section that are not folded.
const OPEN_LINES: usize = 15;
/// The number of bytes that are kept for headings and counts.
const RESERVE: usize = 4096;

/// The address of a preview of the version after, with a slash at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewUrl(String);

impl PreviewUrl {
    /// Parses an address. It has no character that ends a link in Markdown.
    ///
    /// # Errors
    /// The reason why it is no such address.
    pub fn new(address: &str) -> Result<PreviewUrl, &'static str> {
        let url = url::Url::parse(address).map_err(|_| "it is no address such as https://example.org/")?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err("it does not begin with https:// or http://");
        }
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/%".contains(c);
        if !address.chars().all(is_plain) {
            return Err("it has other characters than letters, digits, -, ., _, ~, :, / and %");
        }
        Ok(PreviewUrl(format!("{}/", address.trim_end_matches('/'))))
    }

    /// Returns the address of a page; `None` if it has characters that a link of a comment may not have.
    fn page(&self, address: &str) -> Option<String> {
        let path = address.strip_prefix('/')?;
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._/".contains(c);
        path.chars().all(is_plain).then(|| format!("{}{path}", self.0))
    }
}

/// Returns the differences as Markdown of at most [`MARKDOWN_LIMIT`] bytes. What does not fit is counted. Pages that differ are
/// links to a preview, if there is one.
pub fn markdown(diff: &SiteDiff, preview: Option<&PreviewUrl>) -> String {
    let mut out = format!("{MARKER}## What changes for readers\n");
    for line in summary(diff) {
        let _ = writeln!(out, "\n{}", plain(&line));
    }
    let mut is_full = false;
    for section in sections(diff) {
        let _ = writeln!(out, "\n### {} ({})\n", section.heading, section.count);
        let (mut is_folded, mut left) = (false, section.lines.len());
        for (n, line) in section.lines.iter().enumerate() {
            let text = line_text(line, preview);
            is_full |= out.len() + text.len() > MARKDOWN_LIMIT - RESERVE;
            if is_full {
                break;
            }
            // One line is not worth a fold.
            if n == OPEN_LINES && section.lines.len() > OPEN_LINES + 1 {
                let more = section.lines.len() - n;
                let _ = writeln!(out, "\n<details><summary>{more} more</summary>\n");
                is_folded = true;
            }
            out.push_str(&text);
            left -= 1;
        }
        if left > 0 {
            let _ = writeln!(out, "- {left} more, which this comment has no room for");
        }
        if is_folded {
            out.push_str("\n</details>\n");
        }
    }
    out
}

fn line_text(line: &ReportLine, preview: Option<&PreviewUrl>) -> String {
    let mut out = String::from("- ");
    parts(&line.parts, preview, &mut out);
    for detail in &line.details {
        out.push_str("  - ");
        parts(detail, preview, &mut out);
    }
    out
}

fn parts(parts: &[LinePart], preview: Option<&PreviewUrl>, out: &mut String) {
    let start = out.len();
    for part in parts {
        match part {
            LinePart::Words(words) => out.push_str(&plain(words)),
            LinePart::Text(text) | LinePart::Before(text) | LinePart::After(text) => code(text, out),
            LinePart::Page(address) => match preview.and_then(|preview| preview.page(address)) {
                Some(link) => {
                    out.push('[');
                    code(address, out);
                    out.extend(["](", &link, ")"]);
                }
                None => code(address, out),
            },
            LinePart::Warning(words) => {
                out.extend(["**", plain(words).trim_end_matches(' ').trim_end_matches(':'), "** "]);
            }
        }
    }
    out.truncate(start + out[start..].trim_end_matches(' ').len());
    out.push('\n');
}

/// Our own words, without what has a meaning in Markdown.
fn plain(words: &str) -> String {
    words.replace('`', "")
}

/// Writes a text as a code span. A code span ends at the next backtick and cannot escape one, and ends with its line.
fn code(text: &str, out: &mut String) {
    let inside: String = text
        .chars()
        .map(|c| match c {
            '`' => '\'',
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => ' ',
            c if crate::invisible::find(c.encode_utf8(&mut [0; 4])).next().is_some() => '\u{fffd}',
            c => c,
        })
        .collect();
    let inside = inside.trim();
    // Two spans side by side would be one.
    if out.ends_with('`') {
        out.push(' ');
    }
    // An empty code span is two backticks, which would begin another one.
    out.extend(["`", if inside.is_empty() { "(empty)" } else { inside }, "`"]);
}
