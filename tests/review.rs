//! Lints, and their suppression.

use std::process::Command;

use crate::support::Project;

const ARTICLE: &str =
    "---\ntitle: Turns\nsummary: How turns are shared.\npublished: 2026-11-01\nreviewed: 2026-11-01\n---\n\n";

/// The codes and locations of the diagnostics of an article with this text.
fn utf8(text: &str) -> Vec<(String, String)> {
    let built = Project::new().file("content/articles/turns.md", format!("{ARTICLE}{text}")).build();
    let found = built.outcome.report.diagnostics().iter();
    let at = |d: &rolebook::diagnostic::Diagnostic| {
        let place = d.place.as_ref().expect("a place");
        let text = built.outcome.sources.text(&place.file).expect("its text");
        text[place.span.start as usize..place.span.end as usize].to_string()
    };
    found.map(|d| (d.code.name().to_string(), at(d))).collect()
}

fn one(text: &str) -> (String, String) {
    let found = utf8(text);
    assert_eq!(found.len(), 1, "{text:?}: {found:?}");
    found.into_iter().next().expect("one")
}

fn pair(code: &str, at: &str) -> (String, String) {
    (code.to_string(), at.to_string())
}

#[test]
fn a_warning_can_be_suppressed_where_it_appears() {
    let sre = "content/roles/sre.yaml";
    let bare = Project::new().edit(sre, "level: core, sources: [book],", "level: core,");
    assert_eq!(bare.build().codes(), ["unsourced"]);
    let fact = "  on-call: {level: core, confidence: high}";
    for answer in [
        format!("{fact} # allow unsourced: everybody knows"),
        format!("  # allow unsourced: everybody knows\n{fact}"),
        format!("  # a word before\n  # allow unsourced: everybody knows\n\n{fact}"),
    ] {
        assert_eq!(bare.clone().edit(sre, fact, &answer).build().formatted_report(), "");
    }
    let elsewhere = bare.edit(sre, "family: core", "family: core # allow unsourced: in the wrong place");
    assert_eq!(elsewhere.build().codes(), ["unused-suppression", "unsourced"]);
}

#[test]
fn a_suppression_in_prose_covers_the_next_block_and_changes_no_page() {
    let with = "<!-- allow uncited-figure: an example -->\n\nOf 100 calls, two fail.\n\nOf 200, four.\n";
    assert_eq!(one(with), pair("uncited-figure", "200"));
    assert_eq!(one("<!-- allow uncited-figure: none -->\n\nNo figures.\n").0, "unused-suppression");
    assert!(
        Project::new()
            .file("content/articles/turns.md", format!("{ARTICLE}<!-- a note -->\n"))
            .build()
            .codes()
            .is_empty()
    );
    assert_eq!(one("<!-- allow uncited-figure -->\n\nNo figures.\n").0, "invalid-suppression");
    let page = |text: &str| {
        let built = Project::new().file("content/articles/turns.md", format!("{ARTICLE}{text}")).build();
        built.page("/articles/turns/")
    };
    assert_eq!(
        page("<!-- allow uncited-figure: an example -->\n\nOf 100 calls, two fail.\n"),
        page("Of 100 calls, two fail.\n")
    );
}

#[test]
fn a_suppression_is_not_reported_as_unused_while_there_are_errors() {
    let built = Project::new()
        .edit("content/roles/sre.yaml", "family: core", "family: nope # allow unsourced: why")
        .build();
    assert_eq!(built.codes(), ["unknown-name"]);
}

#[test]
fn an_uncited_figure_is_reported() {
    assert_eq!(one("Half of 80 teams do.\n"), pair("uncited-figure", "80"));
    assert_eq!(one("- one\n- 30 % of it\n"), pair("uncited-figure", "30"));
    assert_eq!(one("| a | b |\n|---|---|\n| 12 | x |\n"), pair("uncited-figure", "12"));
    assert_eq!(one("> [!NOTE]\n> Up to $90k.\n"), pair("uncited-figure", "90"));
    for sound in [
        "Half of 80 teams do [@book].\n",
        "In 2016 it was `80` on S3, around 24/7.\n",
        "Half of 80 teams do (the site's own\nexample).\n",
        "As the book counts [@book]:\n\n- 80 teams\n- 30 people\n",
        "Half of 80[^n] do.\n\n[^n]: As in the book [@book].\n",
        "## 5 mistakes\n\nNone.\n",
    ] {
        assert_eq!(utf8(sound), [], "{sound:?}");
    }
}

#[test]
fn a_leftover_todo_is_reported_at_its_start() {
    assert_eq!(one("```text\na\n\nb\n"), pair("unclosed-fence", "```text"));
    assert_eq!(one("> ~~~~\n> a\n> ~~~\n"), pair("unclosed-fence", "~~~~"));
    assert_eq!(one("a [^x] b\n"), pair("footnote", "[^x]"));
    assert_eq!(one("a\n\n[^x]: nobody\n").0, "footnote");
    assert_eq!(one("## A\n\n#### B\n"), pair("heading-jump", "####"));
    assert_eq!(utf8("````text\n```\n````\n\n> ```\n> a\n> ```\n\n- x\n\n  ~~~\n  a\n  ~~~~\n"), []);
}

#[test]
fn terms_that_only_reference_each_other_are_unused() {
    let term = |name: &str, see: &str| {
        format!("---\nterm: {name}\nline: A term.\nsee: [{see}]\nsources: [book]\n---\n\nWords.\n")
    };
    let two = Project::new()
        .file("content/glossary/one.md", term("One", "two"))
        .file("content/glossary/two.md", term("Two", "one"));
    assert_eq!(two.build().codes(), ["unused", "unused"]);
    let linked = two.file("content/articles/turns.md", format!("{ARTICLE}See [one](term:one).\n"));
    assert_eq!(linked.build().formatted_report(), "");
}

#[test]
fn guides_must_have_the_sections_of_the_site() {
    let site =
        Project::new().edit("content/site.yaml", "nav:", "guide_sections: [Purpose, Week, Pay]\nnav:").file(
            "content/roles/platform-engineer.md",
            "---\nreviewed: 2026-11-01\n---\n\n## Purpose\n\n## Week\n\n## Pay\n",
        );
    let sre = |text: &str| {
        let built = site
            .clone()
            .file("content/roles/sre.md", format!("---\nreviewed: 2026-11-01\n---\n\n{text}"))
            .build();
        let found = built.outcome.report.diagnostics().iter().map(|d| d.message.clone());
        found.collect::<Vec<_>>()
    };
    assert_eq!(site.build().codes(), ["guide-missing"]);
    assert_eq!(sre("## Purpose\n\n## Pay\n\n## Week\n"), ["the section `Week` must come before `Pay`"]);
    assert_eq!(sre("## Purpose\n\n## Weeks\n\n## Pay\n"), ["unknown guide section `Weeks`"]);
    assert_eq!(sre("## Purpose\n\n## Week\n"), ["missing guide section `Pay`"]);
}

#[test]
fn a_row_without_data_for_most_roles_is_reported() {
    let text = "name: A\nfamily: core\nsummary: Does things.\nfacts: {goal: {value: X, judgement: true, confidence: low}}\n";
    let built = Project::new()
        .file("content/roles/a.yaml", text)
        .file("content/roles/b.yaml", text.replace("name: A", "name: B"))
        .file("content/roles/c.yaml", text.replace("name: A", "name: C"))
        .build();
    let printed = built.formatted_report();
    assert!(printed.contains("3 of 5 roles have no data for the row `on-call`"), "{printed}");
    assert!(!printed.contains("row `goal`"), "{printed}");
}

#[test]
fn age_is_checked_only_with_max_age() {
    // An example address would be a warning.
    let project =
        Project::new().edit("content/site.yaml", "https://example.org/", "https://rolebook.example/");
    let built = project.build();
    let root = built.folder.path().join("site");
    let check = |day: &str, arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rolebook"));
        command.env("SOURCE_DATE_EPOCH", day).arg("check").arg("--root").arg(&root);
        let done = command.args(arguments).output().expect("the program starts");
        String::from_utf8_lossy(&done.stderr).into_owned()
    };
    // 24 November 2026, and ten years before.
    let (now, before) = ("1795478400", "1479945600");
    assert_eq!(check(before, &[]), "no problems found\n");
    assert_eq!(check(now, &["--max-age", "130"]), "no problems found\n");
    let old = check(now, &["--max-age", "12"]);
    assert!(old.contains("the fact for `goal` is 119 months old (from 2016)"), "{old}");
    let future = check(before, &["--max-age", "130"]);
    assert!(future.contains("`accessed` is in the future: 2026-11-01"), "{future}");
}
