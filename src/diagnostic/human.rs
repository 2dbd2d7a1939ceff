//! Diagnostics for the terminal, in the layout of rustc.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Patch, Renderer, Snippet};

use super::{Code, Diagnostic, Edit, Report, Severity, Span};

/// The number of diagnostics of one code that are printed per file and in total; the rest are only counted.
const MAX_PER_FILE: usize = 20;
const MAX_PER_CODE: usize = 50;

/// The maximum length of a quoted name in a diagnostic's first line, in characters: no id and no usual path is longer.
const MAX_NAME_LENGTH: usize = 80;

/// Formats a report with ANSI colours, which the caller strips where they are not wanted. `text` returns the text of
/// a file by its path, as the stages read it.
pub fn emit<'s>(report: &Report, text: impl Fn(&str) -> Option<&'s str>) -> String {
    let renderer = Renderer::styled().decor_style(DecorStyle::Ascii);
    let mut out = String::new();
    let mut counts: BTreeMap<Code, CodeCount<'_>> = BTreeMap::new();
    for diagnostic in report.diagnostics() {
        let count = counts.entry(diagnostic.code).or_default();
        let file = diagnostic.place.as_ref().map_or("", |place| &*place.file);
        if file != count.file {
            (count.file, count.in_file) = (file, 0);
        }
        if count.drawn == MAX_PER_CODE || count.in_file == MAX_PER_FILE {
            count.hidden += 1;
            count.files.insert(file);
            continue;
        }
        count.drawn += 1;
        count.in_file += 1;
        out.push_str(&draw(&renderer, diagnostic, &text));
        out.push_str("\n\n");
    }
    for (code, CodeCount { hidden, files, .. }) in counts.iter().filter(|(_, count)| count.hidden > 0) {
        let files = if files.len() == 1 { "1 file".to_string() } else { format!("{} files", files.len()) };
        let _ = writeln!(out, "… and {hidden} more [{}] (in {files})\n", code.name());
    }
    let uncollected = (report.errors() + report.warnings()).saturating_sub(report.diagnostics().len());
    if uncollected > 0 {
        let _ = writeln!(out, "… and {uncollected} more, in files with over 200 of one code\n");
    }
    out
}

/// The number of printed and hidden diagnostics of one code. Diagnostics arrive sorted by file.
#[derive(Default)]
struct CodeCount<'r> {
    drawn: usize,
    file: &'r str,
    in_file: usize,
    hidden: usize,
    files: BTreeSet<&'r str>,
}

fn draw<'s>(renderer: &Renderer, diagnostic: &Diagnostic, text: impl Fn(&str) -> Option<&'s str>) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let message = shorten_names(printable(&diagnostic.message));
    let title = level.primary_title(message.as_ref()).id(diagnostic.code.name());
    let mut main = Group::with_title(title);
    // Annotations in the same file share a snippet. Snippets appear in the order in which their files are first
    // named.
    let mut files: Vec<(Cow<'_, str>, Cow<'_, str>, Vec<Mark<'_>>)> = Vec::new();
    for (place, here, kind) in annotations(diagnostic) {
        let mark = (place.span, printable(here), kind);
        match files.iter_mut().find(|(file, ..)| **file == *place.file) {
            Some((.., marks)) => marks.push(mark),
            None => files.push((
                printable(&place.file),
                for_terminal(text(&place.file).unwrap_or("")),
                vec![mark],
            )),
        }
    }
    for (file, source, marks) in &files {
        let mut snippet = Snippet::source(source.as_ref()).path(file.as_ref());
        for (span, here, kind) in marks {
            snippet = snippet.annotation(kind.span(clamp(source, *span)).label(here.as_ref()));
        }
        main = main.element(snippet);
    }
    let help = diagnostic.help.as_deref().map(printable);
    let patched =
        diagnostic.edit.as_ref().map(|edit| (edit, for_terminal(text(&edit.place.file).unwrap_or(""))));
    let mut groups = Vec::new();
    match (&help, &patched) {
        (Some(help), Some((edit, source))) if fits_a_line(source, edit) => {
            let snippet = Snippet::source(source.as_ref())
                .patch(Patch::new(clamp(source, edit.place.span), edit.replacement.as_str()));
            groups.push(main);
            groups.push(Group::with_title(Level::HELP.secondary_title(help.as_ref())).element(snippet));
        }
        (Some(help), _) => groups.push(main.element(Level::HELP.message(help.as_ref()))),
        (None, _) => groups.push(main),
    }
    renderer.render(&groups)
}

/// A span, its label, and whether it is the primary annotation.
type Mark<'d> = (Span, Cow<'d, str>, AnnotationKind);

/// The primary annotation first, then the secondary labels in order.
fn annotations(diagnostic: &Diagnostic) -> impl Iterator<Item = (&super::Location, &str, AnnotationKind)> {
    let primary = diagnostic.place.iter().map(|p| (p, diagnostic.here.as_str(), AnnotationKind::Primary));
    primary.chain(diagnostic.labels.iter().map(|l| (&l.place, l.text.as_str(), AnnotationKind::Context)))
}

/// A patch over several lines is less clear than the help text above it.
fn fits_a_line(source: &str, edit: &Edit) -> bool {
    let range = clamp(source, edit.place.span);
    !source[range].contains('\n') && !edit.replacement.contains('\n')
}

/// The span as a range on character boundaries within the text: the file may have changed since it was read.
fn clamp(source: &str, span: Span) -> std::ops::Range<usize> {
    let floor = |offset: u32| source.floor_char_boundary((offset as usize).min(source.len()));
    let (start, end) = (floor(span.start), floor(span.end));
    start..end.max(start)
}

/// Returns `true` for a character that a terminal obeys, that ends a line, changes the text direction, or has
/// no width.
pub(super) fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The text of a file for display: characters that the renderer would pass on to the terminal are replaced by others
/// of the same length in bytes, so that spans stay valid.
fn for_terminal(source: &str) -> Cow<'_, str> {
    let passed_on = |c: char| is_unsafe(c) && c.len_utf8() > 1;
    if !source.contains(passed_on) {
        return Cow::Borrowed(source);
    }
    let replaced = source.chars().map(|c| match c.len_utf8() {
        _ if !passed_on(c) => c,
        2 => '\u{b7}',
        _ => char::REPLACEMENT_CHARACTER,
    });
    Cow::Owned(replaced.collect())
}

/// Escapes contributors' text so that it cannot control a terminal, reorder a line, or start a line that a CI system
/// reads as a command.
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unsafe) && !text.starts_with("::") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    if text.starts_with("::") {
        out.push(' ');
    }
    for c in text.chars() {
        if is_unsafe(c) { out.extend(c.escape_unicode()) } else { out.push(c) }
    }
    Cow::Owned(out)
}

/// Removes the middle of quoted names that are longer than [`MAX_NAME_LENGTH`].
fn shorten_names(message: Cow<'_, str>) -> Cow<'_, str> {
    let is_long = |name: &str| name.chars().count() > MAX_NAME_LENGTH;
    if !message.split('`').skip(1).step_by(2).any(is_long) {
        return message;
    }
    let shorten = |(number, piece): (usize, &str)| {
        if number % 2 == 0 || !is_long(piece) {
            return piece.to_string();
        }
        let half = MAX_NAME_LENGTH / 2;
        let first: String = piece.chars().take(half).collect();
        let last: String = piece.chars().skip(piece.chars().count() - half + 1).collect();
        format!("{first}…{last}")
    };
    Cow::Owned(message.split('`').enumerate().map(shorten).collect::<Vec<_>>().join("`"))
}

/// A hint to read about the most frequent code, for the end of a run with diagnostics. If there are errors, only
/// their codes count; among equally frequent codes, the first reported one is chosen.
pub fn more(report: &Report) -> Option<String> {
    let worst = report.diagnostics().iter().map(|found| found.severity).min()?;
    let codes =
        || report.diagnostics().iter().filter(|found| found.severity == worst).map(|found| found.code);
    let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
    for code in codes() {
        *counts.entry(code).or_default() += 1;
    }
    let most = counts.values().max()?;
    let code = codes().find(|code| counts[code] == *most)?;
    Some(format!("for more about a code: rolebook explain {}", code.name()))
}

/// A one-line count of errors and warnings for the end of a run.
pub fn summary(report: &Report) -> String {
    counts(report.errors(), report.warnings())
}

/// Formats numbers of errors and warnings.
pub fn counts(errors: usize, warnings: usize) -> String {
    let (of_errors, of_warnings) =
        (counted(errors, "error", "errors"), counted(warnings, "warning", "warnings"));
    match (errors, warnings) {
        (0, _) => of_warnings,
        (_, 0) => of_errors,
        _ => format!("{of_errors}, {of_warnings}"),
    }
}

/// Returns a number with its noun: `1 fact`, `2 facts`.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::super::Location;
    use super::*;

    fn plain(report: &Report, text: &str) -> String {
        anstream::adapter::strip_str(&emit(report, |_| Some(text))).to_string()
    }

    #[test]
    fn a_misspelt_key_is_shown_with_its_line_and_fix() {
        let place = Location { file: "content/roles/sre.yaml".into(), span: Span::new(10, 16) };
        let found = Diagnostic::new(Code::UnknownKey, place, "unknown key `salery` in a role")
            .suggest("salery", ["salary", "name"]);
        let drawn = plain(&Report::new(vec![found]), "name: SRE\nsalery: 1\n");
        assert_eq!(
            drawn,
            "error[unknown-key]: unknown key `salery` in a role\n --> content/roles/sre.yaml:2:1\n  |\n2 | salery: 1\n  | ^^^^^^\n  |\nhelp: did you mean `salary`?\n  |\n2 - salery: 1\n2 + salary: 1\n  |\n\n"
        );
    }

    #[test]
    fn printed_diagnostics_per_code_are_limited_and_all_are_counted() {
        let found = |file: usize, at: usize| {
            let place = Location { file: format!("content/{file}.yaml").into(), span: Span::new(at, at + 1) };
            Diagnostic::new(Code::UnknownKey, place, "unknown key")
        };
        let many = (0..3).flat_map(|file| (0..30).map(move |at| found(file, at)));
        let other = Diagnostic::without_place(Code::FileMissing, "there is no `content/site.yaml`");
        let report = Report::new(many.chain([other]).collect());
        let drawn = plain(&report, "x: 1 and more than thirty bytes\n");
        let times = |file: &str| drawn.matches(file).count();
        assert_eq!([times("content/0.yaml"), times("content/1.yaml"), times("content/2.yaml")], [20, 20, 10]);
        assert!(drawn.ends_with("… and 40 more [unknown-key] (in 3 files)\n\n"), "{drawn}");
        assert!(drawn.contains("error[file-missing]"));
        assert_eq!(summary(&report), "91 errors");
    }

    #[test]
    fn control_sequences_are_escaped() {
        assert_eq!(printable("\u{1b}[31mred\u{202e}"), "\\u{1b}[31mred\\u{202e}");
        assert_eq!(printable("::error::x"), " ::error::x");
        assert_eq!(printable("a\nb"), "a\\u{a}b");
    }

    #[test]
    fn only_names_longer_than_any_id_are_shortened() {
        let at = Location { file: "a.yaml".into(), span: Span::default() };
        let first = |message: String| {
            let found = Diagnostic::new(Code::UnknownName, at.clone(), message);
            plain(&Report::new(vec![found]), "").lines().next().unwrap_or_default().to_string()
        };
        let path = "content/comparisons/infrastructure-engineer-vs-data-platform-engineer.md";
        let id = "é".repeat(MAX_NAME_LENGTH);
        let message = format!("`{path}` has no component `{id}`");
        assert_eq!(first(message.clone()), format!("error[unknown-name]: {message}"));
        let long = first(format!("there is no role `a{id}z`, as `b` says"));
        let (half, less) = ("é".repeat(39), "é".repeat(38));
        assert_eq!(long, format!("error[unknown-name]: there is no role `a{half}…{less}z`, as `b` says"));
    }

    #[test]
    fn the_hint_names_the_most_frequent_code() {
        let found = |code, message: &str| Diagnostic::without_place(code, message);
        let report = Report::new(vec![found(Code::UnknownKey, "a"), found(Code::Unsourced, "a")]);
        assert_eq!(more(&report).as_deref(), Some("for more about a code: rolebook explain unknown-key"));
        let report = report.with([found(Code::Unsourced, "b"), found(Code::Undated, "c")]);
        assert_eq!(more(&report).as_deref(), Some("for more about a code: rolebook explain unknown-key"));
        let warnings = report.diagnostics().iter().filter(|found| found.severity == Severity::Warning);
        let report = Report::new(warnings.cloned().collect());
        assert_eq!(more(&report).as_deref(), Some("for more about a code: rolebook explain unsourced"));
        assert_eq!(more(&Report::default()), None);
    }

    #[test]
    fn a_span_outside_the_text_is_clamped() {
        let place = Location { file: "content/site.yaml".into(), span: Span::new(900, 950) };
        let found = Diagnostic::new(Code::MissingKey, place, "missing key `title`");
        assert!(plain(&Report::new(vec![found]), "é").contains("content/site.yaml"));
    }
}
