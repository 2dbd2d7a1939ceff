//! The invariant of the preview: after any edits, every page that it serves equals the page of a cold build, byte for
//! byte.

use std::collections::BTreeMap;

use crate::support::Project;
use proptest::prelude::*;
use rolebook::link::Options;
use rolebook::model::{Route, Routes};
use rolebook::serve::{Preview, PreviewSite};
use rolebook::source::Sources;

/// The new text of a file, or `None` to delete it.
type Edit = (&'static str, Option<String>);

/// Edits of files that affect few pages, valid and invalid.
fn small() -> impl Strategy<Value = Edit> {
    let role = "name: R\nfamily: core\nsummary: S.\n";
    let head = "---\ntitle: T\nsummary: S.\npublished: 2026\nreviewed: 2026\nroles: [sre]\n---\n";
    let cell = |n: u8| format!("facts:\n  goal: {{value: Goal {n}, sources: [book], confidence: high}}\n");
    let demand = |n: u8| format!("  demand: {{amount: {n}, sources: [web], confidence: low}}\n");
    let texts = "[](term:t) [x](../roles/new.md#a-0) [y](b.md#h1) [=sre.goal] [=sre.salary.pay.us.median] 1,200 [@book] 3 % [@web]";
    prop_oneof![
        (0u8..3).prop_map(move |n| ("content/roles/sre.yaml", Some(format!("{role}{}", cell(n))))),
        (0u8..5).prop_map(move |n| ("content/roles/sre.yaml", Some(format!("{role}{}{}", cell(0), demand(n))))),
        Just(("content/roles/sre.yaml", Some(format!("# A comment\n{role}{}", cell(0))))),
        Just(("content/roles/sre.yaml", Some(role.to_string()))),
        (0u8..3).prop_map(move |n| ("content/roles/new.yaml", Some(format!("{role}was: [old-{n}]\n{}", cell(n))))),
        (0u8..3).prop_map(move |n| ("content/roles/new.yaml", Some(format!("{role}moves_to: [{{role: sre, how: H{n}., learn: [], judgement: true}}]\n")))),
        (0u8..3).prop_map(|n| ("content/roles/sre.md", Some(format!("---\nreviewed: 202{n}\n---\n## B {n}\n\n[=sre.goal] [](role:new)\n")))),
        Just(("content/roles/sre.md", None)),
        Just(("content/roles/new.yaml", None)),
        Just(("content/roles/new.yaml", Some("name: [unclosed".to_string()))),
        (0u8..3, any::<bool>()).prop_map(move |(n, draft)| ("content/roles/new.md", Some(format!("---\nreviewed: 2026\ndraft: {draft}\n---\n## A {n}\n\n[=sre.goal] [@book]\n")))),
        Just(("content/roles/new.md", None)),
        (0u8..3).prop_map(move |n| ("content/articles/a.md", Some(format!("{head}## H{n}\n\n{texts}\n")))),
        Just(("content/articles/a.md", None)),
        (0u8..3).prop_map(move |n| ("content/articles/b.md", Some(format!("{head}## H{n}\n\n[z](a.md#h{n}) role: [](role:new)\n")))),
        (0u8..3, any::<bool>()).prop_map(move |(n, draft)| ("content/glossary/t.md", Some(format!("---\nterm: T{n}\nline: L.\ndraft: {draft}\nsources: [web]\n---\n")))),
        Just(("content/glossary/t.md", None)),
        (0u8..2).prop_map(|n| ("content/salaries/pay.yaml", Some(format!("title: P\nsource: book\npopulation: survey\nbasis: gross\nperiod: year\ncurrency: USD\nlicence: L\nmethod: M.\nfigures: [{{role: sre, region: us, year: 2025, n: 40, median: 12{n}0}}]\n")))),
        Just(("content/salaries/pay.yaml", None)),
        (0u8..3, 0u8..2).prop_map(|(n, limits)| ("content/fit.yaml", Some(format!("about: A.\n{}questions: [{{id: q, label: L, ask: Q, row: goal, about: A., sources: [book], answers: [{{id: a{n}, text: T, weights: {{sre: 1}}}}, {{id: b, text: T, weights: {{platform-engineer: {n}}}}}]}}]\n", if limits == 0 { "" } else { "limits: p\n" })))),
        Just(("content/fit.yaml", None)),
        Just(("content/pages/p.md", Some("---\ntitle: P\nsummary: S.\n---\n[fit](/fit/) [ways](/moves/)\n".to_string()))),
        Just(("content/pages/p.md", None)),
    ]
}

/// Edits of files that affect most pages.
fn large() -> impl Strategy<Value = Edit> {
    let text = |path: &str| String::from_utf8(Project::new().files()[path].clone()).expect("text");
    let changed = move |path: &'static str, from: &'static str, to: &'static str| {
        let (whole, edited) = (text(path), text(path).replacen(from, to, 1));
        assert_ne!(whole, edited, "`{path}` has `{from}`");
        prop_oneof![Just((path, Some(whole))), Just((path, Some(edited)))]
    };
    prop_oneof![
        changed("content/comparison.yaml", "  - {id: goal,", "  - {id: aim,"),
        changed("content/comparison.yaml", "unit: \"%\"", "unit: \"‰\""),
        changed("content/sources.yaml", "published: 2016, ", ""),
        changed("content/sources.yaml", "  web: {title: The Page", "  net: {title: The Page"),
        changed("content/tools.yaml", "  grafana:", "  kibana:"),
        changed("content/skills.yaml", "line: Writes programs.", "line: Writes programs., term: t"),
        changed("content/site.yaml", "title: Test", "title: Test\nguide_sections: [A 0, B]"),
        changed("content/site.yaml", "to: /compare/", "to: /articles/b/"),
        Just(("content/comparisons/sre-vs-platform-engineer.md", Some("---\nreviewed: 2026\n---\nW.\n".to_string()))),
        Just(("content/comparisons/platform-engineer-vs-sre.md", Some("---\nreviewed: 2026\n---\nV.\n".to_string()))),
        Just(("content/comparisons/sre-vs-platform-engineer.md", None)),
        Just(("content/comparisons/platform-engineer-vs-sre.md", None)),
        (0u8..2).prop_map(|n| ("templates/pages/404.html", Some(format!("<p>{n} {{{{ frame.title }}}}</p>")))),
        Just(("templates/pages/404.html", Some("{{ nothing( }}".to_string()))),
        Just(("templates/shared/site.html", Some("{% component site_header(site: map, section: string) %}H{% endcomponent site_header %}{% component site_footer(site: map) %}F{% endcomponent site_footer %}".to_string()))),
        Just(("templates/shared/site.html", None)),
        Just(("templates/pages/404.html", None)),
        (0u8..2).prop_map(|n| ("static/a.txt", Some(n.to_string()))),
        Just(("static/a.txt", None)),
    ]
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![3 => small(), 2 => large()]
}

fn sources(files: &BTreeMap<String, Vec<u8>>) -> (Sources, Vec<rolebook::diagnostic::Diagnostic>) {
    Sources::from_texts(
        files.iter().map(|(path, bytes)| (path.as_str(), std::str::from_utf8(bytes).expect("text"))),
    )
}

/// Every page and file of a state, by path.
fn pages(preview: &Preview) -> BTreeMap<String, Vec<u8>> {
    shown(preview, |site, route| site.page(route).expect("a page that can be drawn").0)
}

/// The same with fingerprints instead of card images, because drawing one takes a hundred times as long as a page.
fn pages_and_names(preview: &Preview) -> BTreeMap<String, Vec<u8>> {
    shown(preview, |site, route| match route {
        Route::SiteCard | Route::RoleCard(_) | Route::PairCard(_) => {
            format!("{:?}", site.fingerprint(route).expect("a card that can be drawn")).into_bytes()
        }
        _ => site.page(route).expect("a page that can be drawn").0,
    })
}

fn shown(preview: &Preview, bytes: impl Fn(&PreviewSite, Route) -> Vec<u8>) -> BTreeMap<String, Vec<u8>> {
    let Some(site) = &preview.site else { return BTreeMap::new() };
    let routes = Routes::new(site.model());
    routes.iter().map(|route| (route.path(site.model()), bytes(site, route))).collect()
}

/// Applies the edits in turn, and compares the preview with a cold build after each.
fn assert_equal_to_cold_builds(edits: Vec<Edit>) -> Result<(), TestCaseError> {
    let options = Options::default();
    let mut project = Project::new();
    let (first, found) = sources(project.files());
    let mut preview = Preview::first(first, found, &options);
    let mut last_good = pages_and_names(&preview);
    for (path, text) in edits {
        project = match text {
            Some(text) => project.file(path, text),
            None => project.file(path, "").without(path),
        };
        let (changed, found) = sources(project.files());
        preview = preview.next(changed, found, &options);
        let (cold, found) = sources(project.files());
        let cold = Preview::first(cold, found, &options);
        prop_assert_eq!(preview.report.diagnostics(), cold.report.diagnostics());
        if cold.report.errors() == 0 {
            last_good = pages_and_names(&cold);
        }
        prop_assert!(pages_and_names(&preview) == last_good, "after `{}`", path);
    }
    // A cold build publishes the same pages.
    if preview.report.errors() == 0 {
        let mut published = project.build().tree();
        published.remove(".rolebook-manifest");
        prop_assert!(pages(&preview) == published);
    }
    Ok(())
}

/// Builds after each of the edits over the last build, and compares what is published with a cold build: a page is kept
/// without being made if nothing that it read has changed.
fn assert_builds_equal_cold_builds(edits: Vec<Edit>) -> Result<(), TestCaseError> {
    let mut project = Project::new();
    let mut folder = project.build().folder;
    for (path, text) in edits {
        project = match text {
            Some(text) => project.file(path, text),
            None => project.file(path, "").without(path),
        };
        let built = project.build_in(folder);
        if built.outcome.published.is_some() {
            let (mut warm, mut cold) = (built.tree(), project.build().tree());
            let former = warm.len() - cold.len();
            // Former addresses redirect, and are listed with the others.
            if former > 0 {
                for name in [".rolebook-manifest", "addresses.txt"] {
                    warm.remove(name);
                    cold.remove(name);
                }
                warm.retain(|path, _| cold.contains_key(path));
            }
            prop_assert!(warm == cold, "after `{}`", path);
        }
        folder = built.folder;
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_build_after_any_edits_publishes_what_a_cold_build_does(edits in prop::collection::vec(edit(), 1..6)) {
        assert_builds_equal_cold_builds(edits)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn after_any_edits_every_page_equals_that_of_a_cold_build(edits in prop::collection::vec(edit(), 1..12)) {
        assert_equal_to_cold_builds(edits)?;
    }
}

#[test]
fn an_unchanged_file_is_checked_again_when_its_dependencies_change() {
    let article = |text: &str| {
        format!("---\ntitle: T\nsummary: S.\npublished: 2026\nreviewed: 2026\nroles: []\n---\n{text}\n")
    };
    let pay = |median: &str| {
        format!(
            "title: P\nsource: book\npopulation: survey\nbasis: gross\nperiod: year\ncurrency: USD\nlicence: L\nmethod: M.\nfigures: [{{role: sre, region: us, year: 2025, n: 40, median: {median}}}]\n"
        )
    };
    let term = |draft: bool| format!("---\nterm: T\nline: L.\ndraft: {draft}\n---\n");
    let guide = |heading: &str| format!("---\nreviewed: 2026\n---\n## {heading}\n");
    let (a, b, series) = ("content/articles/a.md", "content/articles/b.md", "content/salaries/pay.yaml");
    let (terms, guides) = ("content/glossary/t.md", "content/roles/sre.md");
    let (site, sources) = ("content/site.yaml", "content/sources.yaml");
    let base = |path: &str| String::from_utf8(Project::new().files()[path].clone()).expect("text");
    // A hard-coded figure, which the data contains, then has with another value, then no longer has.
    let typed = [
        (a, Some(article("1200 in all [@book]."))),
        (series, Some(pay("1200"))),
        (series, Some(pay("1300"))),
        (series, Some(pay("1200"))),
        (series, None),
    ];
    // A figure that is inserted from the data.
    let printed = [
        (series, Some(pay("1200"))),
        (a, Some(article("[=sre.salary.pay.us.median]"))),
        (series, Some(pay("1300"))),
    ];
    // A heading that is the target of a link, renamed and restored, in an article and in a guide.
    let linked = [
        (a, Some(article("## One"))),
        (b, Some(article("[x](a.md#one)"))),
        (a, Some(article("## Two"))),
        (a, Some(article("## One"))),
    ];
    let led = [
        (guides, Some(guide("One"))),
        (b, Some(article("[x](role:sre#one)"))),
        (guides, Some(guide("Two"))),
        (guides, None),
    ];
    // A term that is used, becomes a draft, and is no longer used.
    let used = [
        (terms, Some(term(false))),
        (a, Some(article("[](term:t)"))),
        (terms, Some(term(true))),
        (terms, Some(term(false))),
        (a, None),
    ];
    // The sections of guides; the date of a source that a number refers to.
    let sections = [
        (guides, Some(guide("One"))),
        (site, Some(format!("{}guide_sections: [Two]\n", base(site)))),
        (site, Some(base(site))),
    ];
    let demand = base("content/roles/sre.yaml")
        .replace("facts:", "facts:\n  demand: {amount: 5, sources: [book], confidence: low}");
    let dated = [
        ("content/roles/sre.yaml", Some(demand)),
        (sources, Some(base(sources).replace("published: 2016, ", ""))),
        (sources, Some(base(sources))),
    ];
    for edits in [
        typed.to_vec(),
        printed.to_vec(),
        linked.to_vec(),
        led.to_vec(),
        used.to_vec(),
        sections.to_vec(),
        dated.to_vec(),
    ] {
        assert_equal_to_cold_builds(edits).unwrap_or_else(|failure| panic!("{failure}"));
    }
}
