//! Explanations of codes are correct: their examples are run, and codes without an example have a test elsewhere.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::{Built, Project};
use rolebook::diagnostic::explanation::{Example, ExampleExtent, ExampleKind, Piece, pieces};
use rolebook::diagnostic::{Code, Severity};
use rolebook::parse::Diagnostics;
use rolebook::parse::markdown::{self, ParsedPlaceholder};

/// Codes that no text can show, and the test for each.
const ELSEWHERE: &[(&str, &str)] = &[
    ("bidi-character", "hidden_characters_are_reported"),
    ("control-character", "bytes_that_are_not_utf8_are_reported"),
    ("empty-row", "a_row_without_data_for_most_roles_is_reported"),
    ("file-kind", "a_symbolic_link_in_the_content_is_refused_and_its_target_not_read"),
    ("file-missing", "missing_required_files_are_named"),
    ("file-size", "bytes_that_are_not_utf8_are_reported"),
    ("file-unreadable", "a_file_whose_size_changes_while_reading_is_rejected"),
    ("future-date", "age_is_checked_only_with_max_age"),
    ("invisible-character", "hidden_characters_are_reported"),
    ("dead-link", "a_status_is_good_gone_or_unknown"),
    ("missing-message", "a_language_of_its_own_has_its_plural_forms_and_numbers"),
    ("not-utf8", "bytes_that_are_not_utf8_are_reported"),
    ("old-fact", "age_is_checked_only_with_max_age"),
];

/// The limit of words of an explanation, without its examples.
const LONGEST: usize = 180;

fn examples(code: Code) -> Vec<Example<'static>> {
    let examples = pieces(code.explanation()).into_iter().filter_map(|piece| match piece {
        Piece::Example(example) => Some(example),
        Piece::Text(_) => None,
    });
    examples.collect()
}

/// Returns a valid site with the examples of one kind. Excerpts replace the correct lines there.
fn site(code: Code, verdict: ExampleKind) -> Project {
    let examples = examples(code);
    let shown = examples.iter().filter(|example| example.verdict == verdict);
    shown.fold(Project::new(), |project, example| match example.extent {
        ExampleExtent::Whole => project.file(example.file, &example.body),
        ExampleExtent::Part => {
            let same = |other: &&Example<'_>| {
                other.verdict == ExampleKind::Right
                    && other.extent == ExampleExtent::Part
                    && other.file == example.file
            };
            let right = examples.iter().find(same).unwrap_or_else(|| {
                panic!("{}: lines of `{}` need the right ones beside them", code.name(), example.file)
            });
            project.edit(example.file, &right.body, &example.body)
        }
    })
}

fn found(built: &Built) -> BTreeMap<&'static str, Severity> {
    built.outcome.report.diagnostics().iter().map(|d| (d.code.name(), d.severity)).collect()
}

#[test]
fn every_code_has_a_well_formed_explanation() {
    for code in Code::ALL {
        let (name, text) = (code.name(), code.explanation());
        let mut lines = text.lines();
        let first = lines.next().unwrap_or_default();
        assert!(
            first.ends_with('.') && first.len() <= 110,
            "{name}: the first line must be one short sentence"
        );
        assert_eq!(lines.next(), Some(""), "{name}: a blank line must follow the first line");
        let mut words = 0;
        for piece in pieces(text) {
            let markdown = match &piece {
                Piece::Text(text) => {
                    words += text.split_whitespace().count();
                    text
                }
                Piece::Example(example) => example.fence,
            };
            let mut problems = Diagnostics::new(format!("{name}.md").into());
            let prose = markdown::parse(markdown, 0, &mut problems);
            assert_eq!(problems.into_diagnostics(), [], "{name} is valid Markdown");
            assert!(
                prose.placeholders().all(|hole| matches!(hole.value, ParsedPlaceholder::Code(_))),
                "{name} is shown where no site is: it has no links into one"
            );
        }
        assert!((40..=LONGEST).contains(&words), "{name} has {words} words");
    }
}

#[test]
fn every_explanation_file_belongs_to_a_code() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/diagnostic/explain");
    for entry in fs::read_dir(folder).expect("the explanations") {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        assert!(name.strip_suffix(".md").is_some_and(|name| Code::find(name).is_some()), "{name}");
    }
}

#[test]
fn wrong_examples_are_reported_and_right_ones_are_not() {
    let faults: Vec<String> = Code::ALL.iter().filter_map(|code| fault(*code)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

/// The problems with the examples of a code.
fn fault(code: Code) -> Option<String> {
    let name = code.name();
    if examples(code).is_empty() {
        let elsewhere = ELSEWHERE.iter().any(|(elsewhere, _)| *elsewhere == name);
        return (!elsewhere).then(|| format!("{name} has no example"));
    }
    for verdict in [ExampleKind::Wrong, ExampleKind::Right] {
        if !examples(code).iter().any(|example| example.verdict == verdict) {
            return Some(format!("{name} has no example that is {}", verdict.word()));
        }
    }
    let wrong = site(code, ExampleKind::Wrong).build();
    let codes = found(&wrong);
    if !codes.contains_key(name) {
        return Some(format!("{name} is not found in its example: {}", wrong.formatted_report()));
    }
    if codes.iter().any(|(other, severity)| *other != name && *severity == Severity::Error) {
        return Some(format!("{name}: its example has other mistakes: {}", wrong.formatted_report()));
    }
    let right = site(code, ExampleKind::Right).build();
    let sound = right.formatted_report().is_empty();
    (!sound).then(|| format!("{name}: what is shown as right is not: {}", right.formatted_report()))
}

#[test]
fn a_code_without_an_example_has_its_own_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = ["src", "tests"].into_iter().flat_map(|folder| walkdir::WalkDir::new(root.join(folder)));
    let code: String = files
        .map(|entry| entry.expect("an entry").into_path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .map(|path| fs::read_to_string(path).expect("a file"))
        .collect();
    for (name, test) in ELSEWHERE {
        let known = Code::find(name).unwrap_or_else(|| panic!("`{name}` is no code"));
        assert!(examples(known).is_empty(), "{name} has an example and needs no other test");
        assert!(
            known.explanation().contains("cannot be shown"),
            "{name} does not give the reason for having no example"
        );
        assert!(code.contains(&format!("fn {test}()")), "{name}: there is no test `{test}`");
    }
}

fn rolebook(arguments: &[&str]) -> (Option<i32>, String, String) {
    let done = Command::new(env!("CARGO_BIN_EXE_rolebook")).args(arguments).output().expect("it starts");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (done.status.code(), text(&done.stdout), text(&done.stderr))
}

#[test]
fn a_code_is_explained_and_all_are_listed() {
    let (status, printed, _) = rolebook(&["explain", "small-sample"]);
    assert_eq!(status, Some(0));
    let begin =
        "error[small-sample]\n\nA salary figure based on fewer than ten answers.\n\nWith nine answers,";
    assert!(printed.starts_with(begin), "{printed}");
    assert!(printed.contains("\nwrong: content/salaries/survey.yaml\n\n    title: A survey\n"), "{printed}");
    assert!(printed.contains("n: 64, median: 120000}\n"), "{printed}");
    assert_eq!(rolebook(&["explain", "error[small-sample]:"]).1, printed, "as in a message");
    let (status, all, _) = rolebook(&["explain"]);
    assert_eq!(status, Some(0));
    for code in Code::ALL {
        let listed = all.lines().any(|line| {
            line.trim_start().starts_with(&format!("{} ", code.name())) && line.ends_with(code.describe())
        });
        assert!(listed, "{all}");
    }
}

#[test]
fn an_unknown_code_is_a_usage_error_with_a_suggestion() {
    let (status, out, printed) = rolebook(&["explain", "unknwon-name"]);
    assert_eq!((status, out.as_str()), (Some(2), ""));
    assert_eq!(printed, "error: there is no code `unknwon-name`\n  help: did you mean `unknown-name`?\n");
    assert!(rolebook(&["explain", "zzz"]).2.contains("`rolebook explain` lists all codes"));
}
