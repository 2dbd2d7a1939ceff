//! A syntax error in a YAML file hides only the entry that contains it: one diagnostic, and every value before and
//! after it is still known.
//!
//! The suite plants a sample. `YAML_CORPUS=full` plants all.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::ops::Range;

use crate::support::Project;
use crate::support::sound::Sound;
use rolebook::analysis::Snapshot;
use rolebook::diagnostic::{Code, Diagnostic, Span};
use rolebook::link::Options;
use rolebook::parse::{Document, parse};
use rolebook::source::{Area, SourceFile};

/// The files of this repository in which errors are planted.
const FILES: &[&str] =
    &["content/roles/sre.yaml", "content/comparison.yaml", "content/fit.yaml", "content/glossary/slo.md"];

/// A syntax error: the line that replaces another, or `None` where it cannot be planted.
type Plant = fn(line: &str) -> Option<String>;

/// The line without its value.
fn key(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(": ")?;
    let is_plain = value.starts_with(|c: char| c.is_alphanumeric()) && !line.trim_start().starts_with('#');
    is_plain.then_some((key, value))
}

const ERRORS: &[(&str, Plant)] = &[
    ("an unclosed quote", |line| key(line).map(|(key, value)| format!("{key}: \"{value}"))),
    ("an unclosed bracket", |line| key(line).map(|(key, value)| format!("{key}: [{value}"))),
    ("a closing bracket", |line| key(line).map(|(key, value)| format!("{key}: ]{value}"))),
    ("a colon in the value", |line| key(line).map(|(key, value)| format!("{key}: a: {value}"))),
    ("a word after quotes", |line| key(line).map(|(key, value)| format!("{key}: \"a\" {value}"))),
    ("a reserved character", |line| key(line).map(|(key, value)| format!("{key}: @{value}"))),
    ("an alias", |line| key(line).map(|(key, value)| format!("{key}: *{value}"))),
    ("a tag", |line| key(line).map(|(key, value)| format!("{key}: !{value}"))),
    ("a tab", |line| line.starts_with(' ').then(|| format!("\t{}", line.trim_start()))),
    ("a second document", |line| {
        (!line.starts_with([' ', '#', '-']) && !line.is_empty()).then(|| format!("---\n{line}"))
    }),
    ("no colon", |line| key(line).map(|(key, value)| format!("{key} {value}"))),
    ("more indentation", |line| key(line).map(|_| format!("   {line}"))),
    ("less indentation", |line| {
        line.strip_prefix("  ").and_then(|rest| key(rest).map(|_| format!(" {rest}")))
    }),
];

/// The lines of the entry that begins at a line, also of the item if it begins there.
fn entry(lines: &[&str], at: usize) -> Range<usize> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let own = indent(lines[at]);
    let is_part = |line: &&str| line.trim().is_empty() || line.trim().starts_with('#') || indent(line) > own;
    at..at + 1 + lines[at + 1..].iter().take_while(|line| is_part(line)).count()
}

/// The positions of the values in a document that are written on one line.
fn spans(document: &Document, text: &str) -> BTreeSet<Span> {
    let all = format!("{:?}", document.body);
    let number = |part: &str, key: &str| -> usize {
        let digits = part.split_once(key).map_or("", |(_, rest)| rest);
        digits.chars().take_while(char::is_ascii_digit).collect::<String>().parse().expect("a number")
    };
    let parts = all.split("Span {").skip(1);
    let spans = parts.map(|part| Span::new(number(part, "start: "), number(part, "end: ")));
    spans
        .filter(|span| span.end > 0 && !text[span.start as usize..span.end as usize].contains('\n'))
        .collect()
}

/// Returns `true` for the code of a syntax error.
fn is_syntax(code: Code) -> bool {
    matches!(code, Code::YamlSyntax | Code::YamlAlias | Code::YamlTag | Code::YamlDocuments)
}

fn parse_text(path: &str, text: &str) -> (Option<Document>, Vec<Diagnostic>) {
    parse(&SourceFile::new(Area::Content, path.into(), text.as_bytes().to_vec()).0)
}

#[test]
fn a_syntax_error_gives_one_error_and_hides_only_its_entry() {
    let mode = std::env::var("YAML_CORPUS").unwrap_or_default();
    let step = if mode.is_empty() { 61 } else { mode.parse().unwrap_or(1) };
    let site = Sound::of_this_repository();
    let (mut wrong, mut planted) = (String::new(), 0);
    for path in FILES {
        let text = site.text(path);
        let lines: Vec<&str> = text.lines().collect();
        let end = if path.ends_with(".md") {
            lines.iter().skip(1).position(|line| *line == "---").expect("front matter")
        } else {
            lines.len() - 1
        };
        let before = spans(&parse_text(path, text).0.expect("a valid file"), text);
        for (kind, (what, plant)) in ERRORS.iter().enumerate() {
            let first = usize::from(path.ends_with(".md"));
            let places = (first..=end).filter_map(|at| Some((at, plant(lines[at])?)));
            for (at, line) in places.skip(kind % 5).step_by(step) {
                let mut changed = lines.clone();
                changed[at] = &line;
                let changed = format!("{}\n", changed.join("\n"));
                let (document, found) = parse_text(path, &changed);
                // A second document is the end of front matter.
                if path.ends_with(".md") && line.starts_with("---") {
                    continue;
                }
                // Some of the texts are valid YAML, with another meaning.
                if !document.as_ref().is_none_or(|document| document.is_incomplete) {
                    continue;
                }
                planted += 1;
                if found.len() != 1 || !is_syntax(found[0].code) {
                    let all: Vec<&str> = found.iter().map(|found| &*found.message).collect();
                    let _ =
                        writeln!(wrong, "{what} at {path}:{}: {} diagnostics: {all:?}", at + 1, all.len());
                }
                let after = document.map_or_else(BTreeSet::new, |document| spans(&document, &changed));
                let lost = entry(&lines, at);
                let line_of = |span: &Span| text[..span.start as usize].matches('\n').count();
                let shift = changed.len().cast_signed() - text.len().cast_signed();
                for span in before.iter().filter(|span| !lost.contains(&line_of(span))) {
                    let shift = if line_of(span) > at { shift } else { 0 };
                    let moved = |offset: u32| (offset as usize).saturating_add_signed(shift);
                    if !after.contains(&Span::new(moved(span.start), moved(span.end))) {
                        let word = &text[span.start as usize..span.end as usize];
                        let _ = writeln!(
                            wrong,
                            "{what} at {path}:{}: `{word}` of line {} is lost",
                            at + 1,
                            line_of(span) + 1
                        );
                        break;
                    }
                }
                // The rest of the site reports nothing.
                if planted % 16 == 1 {
                    let all = site.report(path, changed.clone().into_bytes());
                    let messages: Vec<&str> = all.iter().map(|found| &*found.message).collect();
                    if all.len() != found.len() {
                        let _ = writeln!(wrong, "{what} at {path}:{}: elsewhere: {messages:?}", at + 1);
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {planted}:\n{wrong}", wrong.lines().count());
    assert!(planted > 60, "{planted}");
}

/// Returns the diagnostics of a site, as code and message.
fn report(project: &Project) -> Vec<String> {
    let files = project.files();
    let texts = files.iter().map(|(path, bytes)| (path.as_str(), std::str::from_utf8(bytes).expect("text")));
    let (sources, found) = rolebook::source::Sources::from_texts(texts);
    let site = Snapshot::new(sources, found, &Options::default());
    let all = site.diagnostics();
    all.diagnostics().iter().map(|found| format!("{}: {}", found.code.name(), found.message)).collect()
}

#[test]
fn unknown_names_of_the_file_are_still_reported() {
    let role = "name: Site Reliability Engineer
family: nothing
summary: \"Keeps services running.
facts:
  goal: {value: Reliable services, sources: [book], confidence: high}
  on-call: {level: core, sources: [bok], confidence: high}
tools: {monitoring: [prometheus]}
skills: [slo-design]
";
    let found = report(&Project::new().file("content/roles/sre.yaml", role));
    let codes: Vec<&str> = found.iter().map(|found| found.split(':').next().unwrap_or("")).collect();
    assert_eq!(codes, ["unknown-name", "yaml-syntax", "unknown-name"], "{found:#?}");
}

#[test]
fn keys_that_the_broken_part_may_have_had_are_not_reported_missing() {
    for (path, from, to) in [
        // The broken entry is the required key itself, the first key, the only key, and the last one.
        ("content/roles/sre.yaml", "summary: Keeps", "summary: \"Keeps"),
        ("content/roles/sre.yaml", "name: Site", "name: [Site"),
        ("content/tools.yaml", "  grafana: {name: Grafana,", "  grafana: {name: \"Grafana,"),
        ("content/skills.yaml", "  slo-design: {", "  slo-design: [{"),
        ("content/site.yaml", "nav: [{label", "nav: [[{label"),
        ("content/roles/sre.yaml", "moves_to: [", "moves_to: [["),
    ] {
        let found = report(&Project::new().edit(path, from, to));
        assert_eq!(found.len(), 1, "{from}: {found:#?}");
    }
}
