//! A syntax error in a YAML file hides only the entry that contains it: one diagnostic, and every symbol before and
//! after it is still known.

mod support;

use std::fmt::Write as _;
use std::ops::Range;

use rolebook::analysis::Snapshot;
use rolebook::diagnostic::{Code, Diagnostic, Severity};
use rolebook::link::Options;
use rolebook::model::Symbol;
use support::Project;
use support::sound::Sound;

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

/// The symbols that a file names, with the line and the bytes of each.
fn named(site: &Snapshot, path: &str) -> Vec<(usize, String, Symbol)> {
    let text = site.sources().text(path).unwrap_or_default();
    let mut found = Vec::new();
    let mut last = None;
    // Every position of the file is asked for, as an editor could.
    for (at, _) in text.char_indices() {
        let here = rolebook::diagnostic::Location {
            file: path.into(),
            span: rolebook::diagnostic::Span::new(at, at),
        };
        let Some(symbol) = site.resolve(&here) else { continue };
        let own = site.references(symbol).iter().find(|location| {
            *location.file == *path && (location.span.start..=location.span.end).contains(&here.span.start)
        });
        let Some(location) = own.filter(|location| location.span.start < location.span.end) else { continue };
        if last.as_ref() != Some(location) {
            let (start, end) = (location.span.start as usize, location.span.end as usize);
            found.push((text[..start].matches('\n').count(), text[start..end].to_string(), symbol.clone()));
            last = Some(location.clone());
        }
    }
    found
}

#[test]
fn a_syntax_error_gives_one_error_and_hides_only_its_entry() {
    let is_full = std::env::var("YAML_CORPUS").is_ok_and(|mode| mode == "full");
    let site = Sound::of_this_repository();
    let first = Snapshot::new(site.sources.clone(), Vec::new(), &Options::default());
    let (mut wrong, mut planted) = (String::new(), 0);
    for path in FILES {
        let text = site.text(path);
        let lines: Vec<&str> = text.lines().collect();
        let end = if path.ends_with(".md") {
            lines.iter().skip(1).position(|line| *line == "---").expect("front matter")
        } else {
            lines.len() - 1
        };
        let before = named(&first, path);
        for (kind, (what, plant)) in ERRORS.iter().enumerate() {
            for at in usize::from(path.ends_with(".md"))..=end {
                if !is_full && (at * 5 + kind) % 7 != 0 {
                    continue;
                }
                let Some(line) = plant(lines[at]) else { continue };
                let mut changed = lines.clone();
                changed[at] = &line;
                let (sources, mut found) =
                    site.sources.clone().with(path, format!("{}\n", changed.join("\n")).into_bytes());
                let next = first.next(sources, std::mem::take(&mut found), &Options::default());
                let report = next.diagnostics();
                let errors: Vec<&Diagnostic> =
                    report.diagnostics().iter().filter(|found| found.severity == Severity::Error).collect();
                // Some of the texts are valid YAML, with another meaning.
                let syntax = [Code::YamlSyntax, Code::YamlAlias, Code::YamlTag, Code::YamlDocuments];
                if !errors.iter().any(|error| syntax.contains(&error.code)) {
                    continue;
                }
                planted += 1;
                if report.diagnostics().len() != 1 {
                    let all: Vec<&str> = report.diagnostics().iter().map(|found| &*found.message).collect();
                    let _ =
                        writeln!(wrong, "{what} at {path}:{}: {} diagnostics: {all:?}", at + 1, all.len());
                }
                let lost = entry(&lines, at);
                let more = line.matches('\n').count();
                let mut after = named(&next, path).into_iter().peekable();
                for (number, name, symbol) in before.iter().filter(|(number, ..)| !lost.contains(number)) {
                    let number = number + if *number > at { more } else { 0 };
                    while after.next_if(|other| other.0 < number).is_some() {}
                    let mut same = after.clone().take_while(|other| other.0 == number);
                    if !same.any(|other| other.1 == *name && other.2 == *symbol) {
                        let _ = writeln!(
                            wrong,
                            "{what} at {path}:{}: `{name}` of line {} is lost",
                            at + 1,
                            number + 1
                        );
                        break;
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {planted}:\n{wrong}", wrong.lines().count());
    assert!(planted > 200, "{planted}");
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
fn other_mistakes_of_the_file_are_still_reported() {
    let role = "name: Site Reliability Engineer
family: nothing
summary: \"Keeps services running.
facts:
  goal: {value: Reliable services, sources: [book], confidence: certain}
  on-call: {level: core, sources: [bok], confidence: high}
tools: {monitoring: [prometheus]}
skills: [slo-design]
";
    let found = report(&Project::new().file("content/roles/sre.yaml", role));
    let codes: Vec<&str> = found.iter().map(|found| found.split(':').next().unwrap_or("")).collect();
    assert_eq!(codes, ["unknown-name", "yaml-syntax", "unknown-word", "unknown-name"], "{found:#?}");
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
