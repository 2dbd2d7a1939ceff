//! Random input gives a page or a diagnostic: never a panic, and never a stale page.

use std::path::Path;

use crate::support::Project;
use proptest::prelude::*;
use rolebook::diagnostic::Report;
use rolebook::diagnostic::human::emit;
use rolebook::parse::parse;
use rolebook::source::{Area, Sources};

/// Parses and links files, formats the diagnostics, and returns their number.
fn count_diagnostics(files: &[(&str, &str)]) -> usize {
    let (sources, mut found) = Sources::from_texts(files.iter().copied());
    let mut documents = Vec::new();
    for file in sources.area(Area::Content) {
        let (document, mut parse_diagnostics) = parse(file);
        documents.extend(document.map(std::sync::Arc::new));
        found.append(&mut parse_diagnostics);
    }
    let mut linked = rolebook::link::link(
        &documents,
        std::collections::BTreeSet::new(),
        Vec::new(),
        &rolebook::link::Options::default(),
        None,
    );
    found.append(&mut linked.diagnostics);
    for place in found.iter().filter_map(|d| d.place.as_ref()) {
        let text = sources.text(&place.file).unwrap_or("");
        assert!(place.span.start <= place.span.end);
        assert!(
            place.span.end as usize <= text.len().max(1),
            "{place:?} lies outside of {} bytes",
            text.len()
        );
    }
    let report = Report::new(found);
    let _ = emit(&report, |path| sources.text(path));
    report.diagnostics().len()
}

/// Generates text that resembles Markdown and YAML.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("[@sre-intro]"),
        Just("[=sre.on-call]"),
        Just("[=a.salary.b.us.median]"),
        Just("[](term:slo)"),
        Just("```compare\n"),
        Just("roles: [a, b]\n"),
        Just("```\n"),
        Just("| a | b |\n|--|--|\n"),
        Just("> [!NOTE]\n> "),
        Just("[^1]"),
        Just("[^1]: "),
        Just("## "),
        Just("- "),
        Just("    "),
        Just("\n\n"),
        Just("é"),
        Just("\u{202e}"),
        Just("<b>"),
        Just("&#x6A;"),
        Just("**"),
        Just("[x](javascript:y)"),
        Just("![](a.png)"),
        Just("- [ ] "),
        Just("a\n: b\n"),
        Just("name: "),
        Just("{"),
        Just("}"),
        Just("["),
        Just("]"),
        Just(": "),
        Just("\""),
        Just("'"),
        Just("|\n"),
        Just("&a "),
        Just("*a"),
        Just("!!t "),
        Just("\t"),
        Just("# c\n"),
        Just("facts:\n"),
        Just("  on-call: {level: no}\n"),
        Just("---\n"),
        Just("\u{1f600}"),
        Just("0x1F"),
        Just("~"),
    ];
    prop_oneof![
        3 => prop::collection::vec(piece, 0..40).prop_map(|all| all.concat()),
        1 => any::<String>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_parsed_or_reported(text in pieces()) {
        let article = format!("---\ntitle: A\nsummary: S.\npublished: 2026\nreviewed: 2026\n---\n{text}");
        count_diagnostics(&[("content/articles/a.md", &article)]);
        count_diagnostics(&[("content/articles/a.md", &text)]);
        for path in ["content/roles/a.yaml", "content/site.yaml", "content/comparison.yaml", "content/fit.yaml", "content/sources.yaml", "content/salaries/a.yaml"] {
            count_diagnostics(&[(path, &text)]);
        }
    }

    #[test]
    fn a_typo_anywhere_in_a_real_file_never_panics(at in 0usize..12_000, cut in 0usize..4, put in "[ -~\n\t]{0,3}") {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/roles/sre.yaml");
        let text = std::fs::read_to_string(path).expect("a role");
        let start = text.floor_char_boundary(at.min(text.len()));
        let end = text.floor_char_boundary((start + cut).min(text.len()));
        let changed = format!("{}{put}{}", &text[..start], &text[end.max(start)..]);
        count_diagnostics(&[("content/roles/sre.yaml", &changed)]);
    }
}

/// An edit that an author makes.
#[derive(Debug, Clone)]
enum Edit {
    Goal(u8),
    Level(bool),
    AddRole(u8),
    RemoveRole(u8),
    Title(u8),
    Style(u8),
    Words(u8),
    Template(bool),
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let edit = prop_oneof![
        (0u8..3).prop_map(Edit::Goal),
        any::<bool>().prop_map(Edit::Level),
        (0u8..3).prop_map(Edit::AddRole),
        (0u8..3).prop_map(Edit::RemoveRole),
        (0u8..2).prop_map(Edit::Title),
        (0u8..2).prop_map(Edit::Style),
        (0u8..3).prop_map(Edit::Words),
        any::<bool>().prop_map(Edit::Template),
    ];
    prop::collection::vec(edit, 1..7)
}

const SRE: &str =
    "name: Site Reliability Engineer\nshort_name: SRE\nfamily: core\nsummary: Keeps services running.\n";

fn apply(project: Project, edit: &Edit) -> Project {
    let role = |n: u8| format!("content/roles/role-{n}.yaml");
    match edit {
        Edit::Goal(n) => project.file(
            "content/roles/sre.yaml",
            format!("{SRE}facts:\n  goal: {{value: Goal {n}, sources: [book], confidence: high}}\n"),
        ),
        Edit::Level(core) => {
            let level = if *core { "core" } else { "none" };
            project.file(
                "content/roles/sre.yaml",
                format!("{SRE}facts:\n  on-call: {{level: {level}, sources: [web], confidence: low}}\n"),
            )
        }
        Edit::AddRole(n) => {
            project.file(&role(*n), format!("name: Role {n}\nfamily: core\nsummary: Number {n}.\n"))
        }
        // A role that does not exist is not removed.
        Edit::RemoveRole(n) => {
            project.file(&role(*n), "name: X\nfamily: core\nsummary: X.\n").without(&role(*n))
        }
        Edit::Title(n) => {
            let site = format!(
                "title: Test {n}\ndescription: A site.\nbase_url: https://example.org/\nlanguage: en\n"
            );
            project.file("content/site.yaml", site)
        }
        Edit::Style(n) => project.file("static/assets/site.css", format!("body {{ order: {n} }}")),
        Edit::Words(n) => {
            let words = format!("---\nreviewed: 2026\n---\nWords {n} [@book], [=platform-engineer.goal].\n");
            let (a, b) = if *n == 0 { ("sre", "platform-engineer") } else { ("platform-engineer", "sre") };
            let (other_a, other_b) = (b, a);
            project
                .file(&format!("content/comparisons/{other_a}-vs-{other_b}.md"), "")
                .without(&format!("content/comparisons/{other_a}-vs-{other_b}.md"))
                .file(&format!("content/comparisons/{a}-vs-{b}.md"), words)
        }
        Edit::Template(long) => {
            project.file("templates/pages/404.html", if *long { "<p>{{ frame.title }}</p>" } else { "x" })
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn after_any_edits_the_site_equals_a_cold_build(edits in edits()) {
        let mut project = Project::new();
        let mut folder = project.build().folder;
        for edit in &edits {
            project = apply(project, edit);
            let addresses = folder.path().join("addresses.txt");
            std::fs::copy(folder.path().join("out/addresses.txt"), &addresses).expect("a list");
            let built = project.build_in(folder);
            prop_assert_eq!(built.outcome.report.errors(), 0, "{}", built.formatted_report());
            // A cold build knows the addresses that were published before.
            prop_assert!(built.tree() == project.build_keeping(&addresses).tree(), "after {:?}", edit);
            folder = built.folder;
        }
    }
}
