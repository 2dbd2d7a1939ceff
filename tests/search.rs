//! The search index and the search page.

use crate::support::{Project, assert_links};
use serde_json::{Value, json};

fn index(project: &Project) -> Value {
    serde_json::from_str(&project.build().page("/search/index.json")).expect("the index is JSON")
}

/// The index entries of a kind: id, names, sentence.
fn things<'i>(index: &'i Value, kind: &str) -> &'i Value {
    let kinds = index["kinds"].as_array().expect("a list");
    &kinds.iter().find(|k| k[0] == kind).expect("the kind")[2]
}

fn article(title: &str, text: &str) -> String {
    format!(
        "---\ntitle: {title}\nsummary: About it.\npublished: 2026-11-01\nreviewed: 2026-11-01\n---\n\n{text}\n"
    )
}

#[test]
fn everything_with_a_name_is_in_the_index() {
    let project = Project::new()
        .edit("content/roles/sre.yaml", "family: core", "family: core\nalso_known_as: [Reliability Engineer]")
        .edit(
            "content/tools.yaml",
            "line: Draws dashboards.",
            "line: Draws dashboards., also_known_as: [Graf]",
        )
        .file("content/articles/first.md", article("First things", "Words."));
    let index = index(&project);
    let sre = json!([
        "sre",
        ["Site Reliability Engineer", "SRE", "Reliability Engineer"],
        "Keeps services running."
    ]);
    assert_eq!(things(&index, "role")[1], sre);
    // An id that equals the name is omitted.
    assert_eq!(things(&index, "role")[0][0], "");
    assert_eq!(things(&index, "tool")[0], json!(["", ["Grafana", "Graf"], "Draws dashboards."]));
    assert_eq!(things(&index, "article")[0], json!(["first", ["First things"], "About it."]));
    assert_eq!(things(&index, "row")[1], json!(["", ["On-call"], "How much?"]));
    assert_eq!(index["anchors"][1], "fact.on-call");
    // A platform engineer: two facts with text, two rows without data, tools, and no pay.
    assert_eq!(index["facts"][0], json!(["Fast teams", "Some", 0, 0, 1, 0]));
}

#[test]
fn only_reversed_pairs_are_in_the_index() {
    let project = Project::new();
    assert_eq!(index(&project)["turned"], json!([]));
    let words = "---\nreviewed: 2026-11-01\n---\n\nOne sentence about both.\n";
    let turned = index(&project.file("content/comparisons/sre-vs-platform-engineer.md", words));
    assert_eq!(turned["turned"], json!([[0, 1]]));
    assert_eq!(turned["pairs"], json!([[0, 1]]));
}

#[test]
fn texts_are_found_by_their_words_and_headings() {
    let text = "Before.\n\n## On call\n\nA pager rings.\n\n## What’s next?\n\nNothing.\n\n## Zürich\n\nMore.";
    let index = index(&Project::new().file("content/articles/first.md", article("First", text)));
    // The anchors of the second and third differ from what a browser would derive from the heading.
    assert_eq!(index["headings"], json!(["On call", ["whats-next", "What’s next?"], ["zürich", "Zürich"]]));
    assert_eq!(index["titles"], json!([[0, 1, 2]]));
    // Two roles without guides, and an article of four sections; then entries and facts come before its first.
    assert!(index["slots"].as_str().is_some_and(|slots| slots.starts_with("AA") && slots.contains('E')));
    assert_eq!(index["words"], "Abefore Amore Anothing Apager Arings ");
    // No heading, no description, and one section more than nothing; a word of the last section has the greatest number.
    assert_eq!(index["places"].as_str().map(|places| places.matches("AAC").count()), Some(5));
    assert_eq!(index["shards"], Value::Null);
}

#[test]
fn a_large_site_is_divided_and_keeps_everything() {
    // 30 roles with 40 facts of 118 letters: more than the first file has room for. A second site has one changed word.
    let rows: String = (0..40)
        .map(|n| format!("\n  - {{id: row-{n}, group: work, label: Row {n}, kind: text, question: What?}}"))
        .collect::<Vec<_>>()
        .concat();
    let facts: String = (0..40)
        .map(|n| format!("\n  row-{n}: {{value: {}, judgement: true, confidence: low}}", "l".repeat(118)))
        .collect::<Vec<_>>()
        .concat();
    let mut project = Project::new()
        .change("content/comparison.yaml", |text| text.replace("\nrows:", &format!("\nrows:{rows}")));
    for n in 0..30 {
        let role = format!("name: Role Number {n}\nfamily: core\nsummary: A role.\nfacts:{facts}\n");
        project = project.file(&format!("content/roles/role-number-{n}.yaml"), role);
    }
    let text = (0..600).map(|n| format!("w{}", n * 7919 % 10_000)).collect::<Vec<_>>().join(" ");
    for n in 0..300 {
        let text = format!("## Part {n}\n\n{text} own{n}\n");
        project =
            project.file(&format!("content/articles/a{n:03}.md"), article(&format!("Article {n}"), &text));
    }
    let built = project.build();
    let first = built.page("/search/index.json");
    assert!(first.len() <= 110_000, "{}", first.len());
    let index: Value = serde_json::from_str(&first).expect("the index is JSON");
    assert_eq!(things(&index, "role").as_array().map(Vec::len), Some(32));
    assert!(index["facts"].as_array().expect("a list").iter().all(|facts| !facts[0].is_string()));
    assert_eq!(index["facts"][31][0], 0, "SRE has no data in the new rows");
    assert_eq!(index["facts"][1][0], 1, "a fact without text is kept");
    let shards = |kind: &str| index["shards"][kind].as_array().expect("a list").len();
    assert!(shards("texts") > 1 && shards("entries") > 1, "{}", index["shards"]);
    for kind in ["names", "texts", "entries"] {
        for n in 0..shards(kind) {
            let shard: Value =
                serde_json::from_str(&built.page(&format!("/search/{kind}-{n}.json"))).expect("JSON");
            assert_eq!(shard["stamp"], index["stamp"]);
        }
    }
    // Each word ends with a space: 600 of all texts, and one of each text.
    let words: usize = (0..shards("texts"))
        .map(|n| serde_json::from_str(&built.page(&format!("/search/texts-{n}.json"))).expect("JSON"))
        .map(|shard: Value| shard["words"].as_str().map_or(0, |words| words.matches(' ').count()))
        .sum();
    assert!(words >= 900, "every word of a text is in a shard: {words}");
    let facts: usize = (0..shards("entries"))
        .map(|n| built.page(&format!("/search/entries-{n}.json")).matches(&"l".repeat(118)).count())
        .sum();
    assert_eq!(facts, 30 * 40);
}

#[test]
fn a_changed_text_rewrites_few_shards() {
    let text = |n: usize| {
        (0..400)
            .map(|k| {
                format!(
                    "{}{}",
                    char::from(b'a' + u8::try_from((n + k) % 26).expect("a letter")),
                    (n * 31 + k * 17) % 2000
                )
            })
            .collect::<Vec<_>>()
            .join(" ")
    };
    let mut project = Project::new();
    for n in 0..600 {
        project =
            project.file(&format!("content/articles/a{n:03}.md"), article(&format!("Article {n}"), &text(n)));
    }
    let files = |project: &Project| {
        let built = project.build();
        let index: Value = serde_json::from_str(&built.page("/search/index.json")).expect("JSON");
        let count = index["shards"]["texts"].as_array().expect("a list").len();
        (0..count).map(|n| built.page(&format!("/search/texts-{n}.json"))).collect::<Vec<_>>()
    };
    let before = files(&project);
    let after = files(
        &project
            .clone()
            .edit("content/articles/a007.md", "About it.", "About this.")
            .change("content/articles/a007.md", |text| format!("{text}Zebra.\n")),
    );
    assert!(before.len() > 3 && before.len() == after.len(), "{}", before.len());
    let changed = before.iter().zip(&after).filter(|(before, after)| before != after).count();
    assert!((1..=3).contains(&changed), "{changed} of {}", before.len());
}

#[test]
fn the_page_lists_all_entries_with_their_other_names() {
    let project = Project::new()
        .edit("content/roles/sre.yaml", "family: core", "family: core\nalso_known_as: [Reliability Engineer]")
        .edit("content/site.yaml", "nav:", "featured: [sre/platform-engineer]\nnav:")
        .file("content/articles/first.md", article("9 lives", "Words."));
    let built = project.build();
    let page = built.page("/search/");
    for line in [
        "<a href=\"/roles/sre/\">Site Reliability Engineer</a> <span class=\"note\">role</span>",
        "<a href=\"/roles/sre/\">Reliability Engineer</a> <span class=\"note\">Site Reliability Engineer, role</span>",
        "<a href=\"/compare/platform-engineer-vs-sre/\">Platform Engineer vs SRE</a> <span class=\"note\">comparison</span>",
        "<a href=\"/compare/#on-call\">On-call</a> <span class=\"note\">row</span>",
        "<a href=\"/tools/grafana/\">Grafana</a> <span class=\"note\">tool</span>",
        "<h3 id=\"page.0\">0–9</h3>",
        "<h3 id=\"page.s\">S</h3>",
    ] {
        assert!(page.contains(line), "{line}\n{page}");
    }
    assert_links(&built.tree());
}

#[test]
fn words_that_readers_search_with_lead_to_places() {
    let words = "search_words:\n  - {row: on-call, section: Pay, page: /roles/, words: [Stress, night shift]}\n  \
        - {role: sre, words: [Reliability]}\n  - {region: us, words: [Texas]}\nguide_sections: [Pay]\nnav:";
    let project = Project::new()
        .file(
            "content/salaries/survey.yaml",
            "title: Survey\nsource: book\npopulation: survey\nbasis: gross\nperiod: year\ncurrency: USD\nlicence: CC0-1.0\nmethod: Asked people.\nfigures:\n  - {role: sre, region: us, year: 2025, n: 40, median: 100000}\n",
        )
        .edit("content/site.yaml", "nav:", words);
    let index = index(&project);
    let asked = json!([
        {"row": 1, "section": "Pay", "page": "roles/", "words": ["Stress", "night shift"]},
        {"role": 1, "words": ["Reliability"]},
        {"region": 0, "words": ["Texas"]},
    ]);
    assert_eq!(index["asked"], asked);
    assert_eq!(index["regions"], json!([["us", "United States", [1]]]));
    for (from, to, message) in [
        ("row: on-call", "row: oncall", "there is no row `oncall`"),
        ("section: Pay", "section: Payment", "`guide_sections` has no section `Payment`"),
        ("page: /roles/", "page: /role/", "there is no page `/role/`"),
        ("role: sre, ", "", "an entry of `search_words` leads nowhere"),
        ("words: [Texas]", "words: []", "the list has no items"),
    ] {
        let built = project.clone().edit("content/site.yaml", from, to).build();
        let report = built.formatted_report();
        assert!(report.matches("error[").count() == 1 && report.contains(message), "{from}: {report}");
    }
}

#[test]
fn every_page_has_a_search_link_and_the_search_page_has_a_field() {
    let built = Project::new().base_url("https://example.org/docs/").build();
    for address in ["/", "/roles/sre/", "/compare/platform-engineer-vs-sre/", "/404.html"] {
        let page = built.page(address);
        assert!(
            page.contains(
                "<form class=\"find\" role=\"search\" aria-label=\"Site\" action=\"/docs/search/\">"
            ),
            "{address}"
        );
        assert!(page.contains("<a class=\"find\" href=\"/docs/search/\">Search</a>"));
    }
    let page = built.page("/search/");
    assert!(!page.contains("form class=\"find\""));
    assert!(page.contains("<a class=\"find\" href=\"/docs/search/\" aria-current=\"page\">"));
    assert!(page.contains("action=\"/docs/search/\" data-from=\"question\">"));
}

#[test]
fn a_name_that_looks_like_a_tag_is_escaped() {
    let name = "'<img src=x onerror=alert(1)>'";
    let project = Project::new().file("content/articles/first.md", article(name, "Words."));
    assert!(project.build().page("/search/").contains("&lt;img src=x onerror=alert(1)&gt;"));
    assert_eq!(things(&index(&project), "article")[0][1], json!(["<img src=x onerror=alert(1)>"]));
}
