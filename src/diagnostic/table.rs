//! The end of a long report: how many diagnostics each code has, and what would clear most of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::{Code, Report};

/// The number of diagnostics from which on a report ends with a table.
const LONG: usize = 100;

/// The codes that texts of other site generators have most of.
const FOREIGN: &[Code] = &[
    Code::FrontMatter,
    Code::RawHtml,
    Code::NotMarkdown,
    Code::HeadingLevel,
    Code::FileName,
    Code::AlternativeKey,
];

#[derive(Default)]
struct Row<'r> {
    count: usize,
    fixable: usize,
    files: BTreeSet<&'r str>,
}

/// Returns a table with a line for each code, the most frequent first; `None` for a short report.
pub fn table(report: &Report) -> Option<String> {
    if report.diagnostics().len() < LONG {
        return None;
    }
    let mut rows: BTreeMap<Code, Row<'_>> = BTreeMap::new();
    for diagnostic in report.diagnostics() {
        let row = rows.entry(diagnostic.code).or_default();
        row.count += 1;
        row.fixable += usize::from(diagnostic.edit.as_ref().is_some_and(|edit| edit.machine_applicable));
        row.files.extend(diagnostic.place.as_ref().map(|place| &*place.file));
    }
    let mut rows: Vec<(Code, Row<'_>)> = rows.into_iter().collect();
    rows.sort_by_key(|(code, row)| (std::cmp::Reverse(row.count), *code));
    let wide = rows.iter().map(|(code, _)| code.name().len()).max().unwrap_or(0);
    let mut out = String::new();
    for (code, row) in &rows {
        let files =
            if row.files.len() == 1 { "1 file".to_string() } else { format!("{} files", row.files.len()) };
        let _ =
            writeln!(out, "{:>6}  {:wide$}  in {files:9}  {}", row.count, code.name(), advice(*code, row));
    }
    Some(out)
}

/// Returns what would clear most diagnostics of a code.
fn advice(code: Code, row: &Row<'_>) -> String {
    if row.fixable * 2 >= row.count {
        return format!("`rolebook check --fix` fixes {}", row.fixable);
    }
    if code.can_be_turned_off() {
        return format!("`allow: [{}]` in content/site.yaml turns it off", code.name());
    }
    let is_text = |file: &&&str| file.ends_with(".md");
    if FOREIGN.contains(&code) && row.files.iter().filter(is_text).count() * 2 >= row.files.len() {
        return "`rolebook import markdown` translates texts of other site generators".to_string();
    }
    format!("`rolebook explain {}`", code.name())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostic, Location, Span};

    #[test]
    fn a_long_report_ends_with_a_table() {
        let many = |code: Code, count: usize| {
            (0..count).map(move |n| {
                let file = format!("content/pages/p{}.md", n % 3);
                let place = Location { file: file.as_str().into(), span: Span::new(n, n + 1) };
                let found = Diagnostic::new(code, place.clone(), "x");
                if code == Code::HeadingJump {
                    found.with_fix(place, "y".to_string(), "z".to_string())
                } else {
                    found
                }
            })
        };
        let all =
            many(Code::RawHtml, 40).chain(many(Code::UncitedFigure, 70)).chain(many(Code::HeadingJump, 5));
        let printed = table(&Report::new(all.collect())).expect("it is long");
        let expected = [
            "    70  uncited-figure  in 3 files    `allow: [uncited-figure]` in content/site.yaml turns it off",
            "    40  raw-html        in 3 files    `rolebook import markdown` translates texts of other site generators",
            "     5  heading-jump    in 3 files    `rolebook check --fix` fixes 5",
        ];
        assert_eq!(printed.lines().collect::<Vec<_>>(), expected);
        assert_eq!(table(&Report::new(many(Code::RawHtml, 40).collect())), None);
    }
}
