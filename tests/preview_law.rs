//! The law of the preview: after any edits, every page that it shows is the page of a cold build, byte for byte.

mod support;

use std::collections::BTreeMap;

use proptest::prelude::*;
use rolebook::link::Options;
use rolebook::model::{Route, Routes};
use rolebook::serve::Snapshot;
use rolebook::source::Sources;
use support::Project;

/// A text that an author may leave in a file: sound ones and broken ones.
fn edit() -> impl Strategy<Value = (&'static str, Option<String>)> {
    let role = "name: R\nfamily: core\nsummary: S.\n";
    let head = "---\ntitle: T\nsummary: S.\npublished: 2026\nreviewed: 2026\nroles: [sre]\n---\n";
    let cell = |n: u8| format!("facts:\n  goal: {{value: Goal {n}, sources: [book], confidence: high}}\n");
    prop_oneof![
        (0u8..3).prop_map(move |n| ("content/roles/sre.yaml", Some(format!("{role}{}", cell(n))))),
        (0u8..3).prop_map(move |n| ("content/roles/new.yaml", Some(format!("{role}was: [old-{n}]\n{}", cell(n))))),
        Just(("content/roles/new.yaml", None)),
        Just(("content/roles/new.yaml", Some("name: [unclosed".to_string()))),
        (0u8..3).prop_map(move |n| ("content/roles/new.md", Some(format!("---\nreviewed: 2026\n---\n## A {n}\n\n[=sre.goal] [@book]\n")))),
        Just(("content/roles/new.md", None)),
        (0u8..3).prop_map(move |n| ("content/articles/a.md", Some(format!("{head}## H{n}\n\n[](term:t) [x](../roles/new.md#a-{n})\n")))),
        Just(("content/articles/a.md", None)),
        (0u8..2).prop_map(move |n| ("content/glossary/t.md", Some(format!("---\nterm: T{n}\nline: L.\n---\n")))),
        Just(("content/glossary/t.md", None)),
        Just(("content/comparisons/sre-vs-platform-engineer.md", Some("---\nreviewed: 2026\n---\nW.\n".to_string()))),
        Just(("content/comparisons/platform-engineer-vs-sre.md", Some("---\nreviewed: 2026\n---\nV.\n".to_string()))),
        Just(("content/comparisons/sre-vs-platform-engineer.md", None)),
        Just(("content/comparisons/platform-engineer-vs-sre.md", None)),
        (0u8..2).prop_map(|n| ("templates/pages/tools.html", Some(format!("<p>{n} {{{{ frame.title }}}}</p>")))),
        Just(("templates/pages/tools.html", Some("{{ nothing( }}".to_string()))),
        Just(("templates/shared/site.html", Some("{% component site_header(site: map, section: string) %}H{% endcomponent site_header %}{% component site_footer(site: map) %}F{% endcomponent site_footer %}".to_string()))),
        Just(("templates/shared/site.html", None)),
        Just(("templates/pages/tools.html", None)),
        (0u8..2).prop_map(|n| ("static/a.txt", Some(n.to_string()))),
        Just(("static/a.txt", None)),
    ]
}

fn sources(files: &BTreeMap<String, Vec<u8>>) -> (Sources, Vec<rolebook::diagnostic::Diagnostic>) {
    Sources::from_texts(
        files.iter().map(|(path, bytes)| (path.as_str(), std::str::from_utf8(bytes).expect("text"))),
    )
}

/// Every page and file that a snapshot shows, by path.
fn pages(snapshot: &Snapshot) -> BTreeMap<String, Vec<u8>> {
    let Some(site) = &snapshot.site else { return BTreeMap::new() };
    let routes = Routes::of(site.model());
    let page =
        |route: Route| (route.path(site.model()), site.page(route).expect("a page that can be drawn").0);
    routes.iter().map(page).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn after_any_edits_every_page_is_that_of_a_cold_build(edits in prop::collection::vec(edit(), 1..12)) {
        let options = Options::default();
        let mut project = Project::new();
        let (first, found) = sources(project.files());
        let mut snapshot = Snapshot::first(first, found, &options);
        let mut last_good = pages(&snapshot);
        for (path, text) in edits {
            project = match text {
                Some(text) => project.file(path, text),
                None => project.file(path, "").without(path),
            };
            let (changed, found) = sources(project.files());
            snapshot = snapshot.next(changed, found, &options);
            let (cold, found) = sources(project.files());
            let cold = Snapshot::first(cold, found, &options);
            prop_assert_eq!(snapshot.report.diagnostics(), cold.report.diagnostics());
            if cold.report.errors() == 0 {
                last_good = pages(&cold);
            }
            prop_assert!(pages(&snapshot) == last_good, "after `{}`", path);
        }
        // And a cold build is what `rolebook build` publishes.
        if snapshot.report.errors() == 0 {
            let mut published = project.build().tree();
            published.remove(".rolebook-manifest");
            prop_assert!(pages(&snapshot) == published);
        }
    }
}
