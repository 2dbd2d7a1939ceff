//! Diagnostics as the workflow commands of GitHub Actions: annotations on the lines of a pull request.
//!
//! These lines contain contributors' text, and the runner obeys lines that begin with `::`. So `%`, line ends and, in
//! properties, `:` and `,` are escaped as GitHub documents it (Workflow commands, "Setting an error message").

use std::fmt::Write as _;

use super::position::{Unit, position};
use super::{Report, Severity, printable};

/// The number of annotations of each severity that GitHub keeps per step (GitHub, "Annotation limits").
const KEPT: usize = 10;

/// Formats a report, one line per diagnostic. Errors come first, because the host keeps only the first annotations of
/// each severity. If it will not show all of them, a last line states the total.
pub fn emit<'s>(report: &Report, text: impl Fn(&str) -> Option<&'s str>) -> String {
    let mut out = String::new();
    let (errors, warnings): (Vec<_>, Vec<_>) =
        report.diagnostics().iter().partition(|diagnostic| diagnostic.severity == Severity::Error);
    let hidden = errors.len() > KEPT || warnings.len() > KEPT;
    for diagnostic in errors.into_iter().chain(warnings) {
        out.push_str(if diagnostic.severity == Severity::Error { "::error " } else { "::warning " });
        if let Some(place) = &diagnostic.place {
            let at = position(text(&place.file).unwrap_or(""), place.span, Unit::Utf16);
            let _ = write!(out, "file={},line={}", property(&place.file), at.line);
            // GitHub rejects columns for a range of several lines.
            if at.line == at.end_line {
                let _ = write!(out, ",col={},endColumn={}", at.column, at.end_column.max(at.column));
            } else {
                let _ = write!(out, ",endLine={}", at.end_line);
            }
            out.push(',');
        }
        let help = diagnostic.help.as_ref().map_or_else(String::new, |help| format!("\n{}", printable(help)));
        let _ = writeln!(
            out,
            "title={}::{}",
            diagnostic.code.name(),
            message(&format!("{}{help}", printable(&diagnostic.message)))
        );
    }
    if hidden {
        let total = super::summary(report);
        let _ = writeln!(out, "::notice title=rolebook::{total} in all; the log of this step has every one");
    }
    out
}

fn message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    message(&printable(text)).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::super::{Code, Diagnostic, Location, Span};
    use super::*;

    #[test]
    fn errors_come_first_and_the_last_line_states_the_total() {
        let found = |code, at| {
            let place = Location { file: "content/a.yaml".into(), span: Span::new(at, at + 1) };
            Diagnostic::new(code, place, "x")
        };
        let warnings = (0..11).map(|at| found(Code::Unsourced, at));
        let lines =
            emit(&Report::new(warnings.chain([found(Code::UnknownKey, 20)]).collect()), |_| Some("a: 1\n"));
        assert!(lines.starts_with("::error "), "{lines}");
        let last = lines.lines().last();
        assert_eq!(
            last,
            Some("::notice title=rolebook::1 error, 11 warnings in all; the log of this step has every one")
        );
    }

    #[test]
    fn a_diagnostic_is_always_one_line() {
        let place = Location { file: "content/a,b:%.yaml".into(), span: Span::new(0, 1) };
        let found =
            Diagnostic::new(Code::UnknownKey, place, "x\n::set-output name=y::z\u{1b}[0m").help("do\nthis");
        let line = emit(&Report::new(vec![found]), |_| Some("a: 1\n"));
        assert_eq!(
            line,
            "::error file=content/a%2Cb%3A%25.yaml,line=1,col=1,endColumn=2,title=unknown-key::x\\u{a}::set-output name=y::z\\u{1b}[0m%0Ado\\u{a}this\n"
        );
    }
}
