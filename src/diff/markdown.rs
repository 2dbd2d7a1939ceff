//! The differences as Markdown for one comment on a pull request.
//!
//! Every text of contributors is a code span: there, a code host reads no Markdown, HTML, mention, reference or link. All
//! other text is our own, of letters, digits and a little punctuation. So a program without this code can check that a
//! comment has this form, and holds nothing that acts: see `rolebook-comment.py` of a new site.

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

/// Returns the differences as Markdown of at most [`MARKDOWN_LIMIT`] bytes. What does not fit is counted.
pub fn markdown(diff: &SiteDiff) -> String {
    let mut out = format!("{MARKER}## What changes for readers\n");
    for line in summary(diff) {
        let _ = writeln!(out, "\n{}", plain(&line));
    }
    let mut is_full = false;
    for section in sections(diff) {
        let _ = writeln!(out, "\n### {} ({})\n", section.heading, section.count);
        let (mut is_folded, mut left) = (false, section.lines.len());
        for (n, line) in section.lines.iter().enumerate() {
            let text = line_text(line);
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

fn line_text(line: &ReportLine) -> String {
    let mut out = String::from("- ");
    parts(&line.parts, &mut out);
    for detail in &line.details {
        out.push_str("  - ");
        parts(detail, &mut out);
    }
    out
}

fn parts(parts: &[LinePart], out: &mut String) {
    let start = out.len();
    for part in parts {
        match part {
            LinePart::Words(words) => out.push_str(&plain(words)),
            LinePart::Text(text) | LinePart::Before(text) | LinePart::After(text) => code(text, out),
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
