//! The differences for a terminal.

use std::fmt::Write as _;

use super::report::{LinePart, ReportLine, item_line, sections, summary};
use super::{ItemChange, SiteDiff};
use crate::diagnostic::printable;

/// Terminal escapes: bold, the colours, and reset. They are stripped when the output is not a terminal.
const BOLD: &str = "\x1b[1m";
const RED: &str = "\x1b[31m";
const GREEN: &str = "\x1b[32m";
const YELLOW: &str = "\x1b[33m";
const PLAIN: &str = "\x1b[0m";

/// The number of lines of a section that are printed.
const MAX_LINES: usize = 100;

/// Returns the differences with ANSI colours. Texts of contributors cannot control the terminal.
pub fn human(diff: &SiteDiff) -> String {
    let mut out = String::new();
    for line in summary(diff) {
        out.extend([&line, "\n"]);
    }
    for section in sections(diff) {
        let _ = writeln!(out, "\n{BOLD}{}{PLAIN} ({})", section.heading, section.count);
        section.lines.iter().take(MAX_LINES).for_each(|shown| line(shown, &mut out));
        if let Some(more) = section.lines.len().checked_sub(MAX_LINES).filter(|more| *more > 0) {
            let _ = writeln!(out, "  … and {more} more");
        }
    }
    out
}

/// Returns the lines of one item, indented.
pub fn human_item(item: &ItemChange) -> String {
    let mut out = String::new();
    line(&item_line(item, &[]), &mut out);
    out
}

fn line(line: &ReportLine, out: &mut String) {
    out.push_str("  ");
    parts(&line.parts, out);
    for detail in &line.details {
        out.push_str("    ");
        parts(detail, out);
    }
}

fn parts(parts: &[LinePart], out: &mut String) {
    let start = out.len();
    for part in parts {
        match part {
            LinePart::Words(words) => out.push_str(words),
            LinePart::Text(text) | LinePart::Page(text) => out.push_str(&printable(text)),
            LinePart::Before(text) => out.extend([RED, "“", &printable(text), "”", PLAIN]),
            LinePart::After(text) => out.extend([GREEN, "“", &printable(text), "”", PLAIN]),
            LinePart::Warning(words) => out.extend([YELLOW, words, PLAIN]),
        }
    }
    out.truncate(start + out[start..].trim_end_matches(' ').len());
    out.push('\n');
}
