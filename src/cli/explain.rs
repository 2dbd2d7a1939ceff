//! The command line of `rolebook explain`.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::ExitCode;

use rolebook::diagnostic::explanation::{ExampleExtent, ExampleKind, Piece, pieces};
use rolebook::diagnostic::{Code, Severity, nearest, printable};

use super::print;

/// Terminal escapes: bold, the colours, and reset. They are stripped when the output is not a terminal.
const BOLD: &str = "\x1b[1m";
const RED: &str = "\x1b[31m";
const GREEN: &str = "\x1b[32m";
const YELLOW: &str = "\x1b[33m";
const PLAIN: &str = "\x1b[0m";

#[derive(clap::Args)]
pub(super) struct ExplainArgs {
    /// Diagnostic code, as printed in brackets before a message [default: list all codes]
    #[arg(value_name = "CODE")]
    code: Option<String>,
}

/// Explains a code, or lists all codes.
pub(super) fn run(args: &ExplainArgs) -> ExitCode {
    let Some(name) = &args.code else {
        return print(&list(), ExitCode::SUCCESS);
    };
    // Accept the code with what surrounds it in a message, such as `error[unknown-name]:`.
    let bare = name.split_once('[').map_or(name.as_str(), |(_, rest)| rest).trim_end_matches([']', ':']);
    let Some(code) = Code::find(bare).or_else(|| Code::find_former(bare)) else {
        let mut errors = anstream::stderr();
        let _ = writeln!(errors, "error: there is no code `{}`", printable(name));
        let _ = match nearest(bare, Code::ALL.iter().map(|code| code.name())) {
            Some(near) => writeln!(errors, "  help: did you mean `{near}`?"),
            None => writeln!(errors, "  help: `rolebook explain` lists all codes"),
        };
        return ExitCode::from(2);
    };
    print(&explain(code), ExitCode::SUCCESS)
}

/// Lists every code with its summary, in groups.
fn list() -> String {
    let mut out = String::new();
    let longest = Code::ALL.iter().map(|code| code.name().len()).max().unwrap_or(0);
    for (about, codes) in Code::GROUPS {
        let _ = writeln!(out, "{BOLD}{about}{PLAIN}");
        for code in *codes {
            let (colour, severity) = coloured(code.severity());
            let name = code.name();
            let _ = writeln!(out, "  {name:longest$}  {colour}{severity:7}{PLAIN}  {}", code.describe());
        }
        out.push('\n');
    }
    out.push_str("`rolebook explain CODE` gives the reason for a rule, an example, and the fix.\n");
    out
}

/// Formats an explanation: its text, and its examples indented.
fn explain(code: Code) -> String {
    let (colour, severity) = coloured(code.severity());
    let mut out = format!("{BOLD}{colour}{severity}[{}]{PLAIN}\n", code.name());
    for piece in pieces(code.explanation()) {
        out.push('\n');
        match piece {
            Piece::Text(text) => {
                for paragraph in text.lines() {
                    wrap(paragraph, &mut out);
                }
            }
            Piece::Example(example) => {
                let colour = if example.verdict == ExampleKind::Wrong { RED } else { GREEN };
                let extent = if example.extent == ExampleExtent::Whole { "" } else { "in " };
                let verdict = example.verdict.word();
                let _ = writeln!(out, "{colour}{verdict}{PLAIN}: {extent}{}\n", example.file);
                for line in example.body.lines() {
                    let _ = writeln!(out, "    {line}");
                }
            }
        }
    }
    out
}

/// Appends a paragraph, wrapped to 90 columns.
fn wrap(paragraph: &str, out: &mut String) {
    const WIDTH: usize = 90;
    let mut width = 0;
    for word in paragraph.split(' ') {
        let long = word.chars().count();
        if width > 0 && width + 1 + long > WIDTH {
            out.push('\n');
            width = 0;
        } else if width > 0 {
            out.push(' ');
            width += 1;
        }
        out.push_str(word);
        width += long;
    }
    out.push('\n');
}

fn coloured(severity: Severity) -> (&'static str, &'static str) {
    match severity {
        Severity::Error => (RED, "error"),
        Severity::Warning => (YELLOW, "warning"),
    }
}
