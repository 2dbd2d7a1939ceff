//! One mistake in a valid site gives the expected code, location and source text.

use crate::support::Project;

const SRE: &str = "content/roles/sre.yaml";

fn mistake(path: &str, from: &str, to: &str) -> (&'static str, String, String) {
    Project::new().edit(path, from, to).build().only()
}

fn expect(found: &(&'static str, String, String), code: &str, place: &str, words: &str) {
    assert_eq!((found.0, found.1.as_str(), found.2.as_str()), (code, place, words));
}

#[test]
fn another_name_that_is_the_own_name_is_reported() {
    let role = |others: &str| {
        Project::new().edit(
            "content/roles/sre.yaml",
            "family: core",
            &format!("family: core\nalso_known_as: [{others}]"),
        )
    };
    for other in ["site reliability engineer", "SRE", "Sité-Reliability Engineer"] {
        let (code, _, text) = role(&format!("SRE 2, {other}")).build().only();
        assert_eq!((code, text.as_str()), ("duplicate-name", other));
    }
    assert_eq!(role("Reliability Engineer").build().codes(), [""; 0]);
    let tool = Project::new().edit(
        "content/tools.yaml",
        "name: Prometheus",
        "name: Prometheus, also_known_as: [prometheus]",
    );
    assert_eq!(tool.build().codes(), ["duplicate-name"]);
}

#[test]
fn duplicate_names_are_reported_once_with_both_locations() {
    let named = |name: &str| {
        Project::new().edit(
            "content/roles/sre.yaml",
            "name: Site Reliability Engineer",
            &format!("name: {name}"),
        )
    };
    for name in ["Platform Engineer", "platform engineer", "Plátform-Engineer", "\"PLATFORM  ENGINEER!\""] {
        let built = named(name).build();
        assert_eq!(built.codes(), ["duplicate-name"], "{name}: {}", built.formatted_report());
        let (_, place, text) = built.only();
        assert_eq!(place, "content/roles/sre.yaml:1:7");
        assert_eq!(text.trim_matches('"'), name.trim_matches('"'));
        assert!(
            built.formatted_report().contains("content/roles/platform-engineer.yaml:1:7"),
            "{}",
            built.formatted_report()
        );
    }
    for name in ["Platform Engineers", "Platform Engineer 2", "C++"] {
        assert_eq!(named(name).build().codes(), [""; 0], "{name}");
    }
    let tools = Project::new().edit("content/tools.yaml", "name: Prometheus", "name: grafana");
    assert_eq!(tools.build().only().1, "content/tools.yaml:4:22");
    let skills = Project::new().edit("content/skills.yaml", "name: SLO design", "name: programming");
    assert_eq!(skills.build().codes(), ["duplicate-name"]);
    let source = Project::new().edit("content/sources.yaml", "title: The Page", "title: the book");
    assert_eq!(source.build().codes(), [""; 0], "another publisher");
    let source = source.edit("content/sources.yaml", "publisher: Web", "publisher: PRESS");
    assert_eq!(source.build().codes(), ["duplicate-name"]);
    let term = |name: &str, more: &str| format!("---\nterm: {name}\nline: It is.\n{more}---\n");
    let see = "---\nreviewed: 2026\n---\n[](term:a) [](term:b)\n";
    let terms = Project::new()
        .file("content/glossary/a.md", term("Ticket", ""))
        .file("content/glossary/b.md", term("ticket", ""))
        .file("content/roles/sre.md", see);
    let (code, place, _) = terms.build().only();
    assert_eq!((code, place.as_str()), ("duplicate-name", "content/glossary/b.md:2:7"));
    // A draft does not count.
    let draft = terms
        .file("content/glossary/b.md", term("ticket", "draft: true\n"))
        .file("content/roles/sre.md", see.replace(" [](term:b)", ""));
    assert_eq!(draft.build().codes(), [""; 0]);
}

#[test]
fn a_valid_site_has_no_diagnostics() {
    assert_eq!(Project::new().build().formatted_report(), "");
}

#[test]
fn a_misspelt_key_gets_a_suggestion() {
    let built = Project::new().edit(SRE, "summary:", "sumary:").build();
    assert_eq!(built.codes(), ["unknown-key"], "no cascading errors");
    assert!(
        built.formatted_report().contains("help: did you mean `summary`?"),
        "{}",
        built.formatted_report()
    );
}

#[test]
fn an_unknown_role_gets_a_suggestion() {
    let built = Project::new().edit(SRE, "role: platform-engineer", "role: platfrom-engineer").build();
    assert_eq!(
        built.formatted_report(),
        "error[unknown-name]: there is no role `platfrom-engineer`\n  --> content/roles/sre.yaml:10:19\n   |\n10 | moves_to: [{role: platfrom-engineer, how: Owns an internal tool., learn: [programming], judgement: true}]\n   |                   ^^^^^^^^^^^^^^^^^\n   |\nhelp: did you mean `platform-engineer`?\n   |\n10 - moves_to: [{role: platfrom-engineer, how: Owns an internal tool., learn: [programming], judgement: true}]\n10 + moves_to: [{role: platform-engineer, how: Owns an internal tool., learn: [programming], judgement: true}]\n   |\n\n"
    );
}

#[test]
fn references_of_every_kind_are_checked() {
    expect(&mistake(SRE, "[book]", "[bok]"), "unknown-name", "content/roles/sre.yaml:6:46", "bok");
    expect(
        &mistake(SRE, "[prometheus]", "[promethus]"),
        "unknown-name",
        "content/roles/sre.yaml:8:22",
        "promethus",
    );
    expect(
        &mistake(SRE, "monitoring:", "monitorring:"),
        "unknown-name",
        "content/roles/sre.yaml:8:9",
        "monitorring",
    );
    expect(&mistake(SRE, "[slo-design]", "[slo]"), "unknown-name", "content/roles/sre.yaml:9:10", "slo");
    expect(&mistake(SRE, "family: core", "family: cor"), "unknown-name", "content/roles/sre.yaml:3:9", "cor");
    expect(&mistake(SRE, "goal:", "gaol:"), "unknown-name", "content/roles/sre.yaml:6:3", "gaol");
    expect(&mistake(SRE, "level: core", "level: all"), "unknown-name", "content/roles/sre.yaml:7:20", "all");
}

#[test]
fn a_fact_has_the_keys_of_its_row_kind() {
    expect(&mistake(SRE, "level: core", "value: Much"), "cell-kind", "content/roles/sre.yaml:7:3", "on-call");
    expect(
        &mistake(SRE, "value: Reliable services", "amount: 3"),
        "cell-kind",
        "content/roles/sre.yaml:6:3",
        "goal",
    );
    let built = Project::new()
        .edit(SRE, "facts:", "facts:\n  tools: {value: x, judgement: true, confidence: low}")
        .build();
    assert_eq!(built.codes(), ["cell-kind"]);
}

#[test]
fn a_claim_has_either_sources_or_judgement() {
    expect(
        &mistake(
            SRE,
            "sources: [book], confidence: high}\n  on",
            "sources: [book], judgement: true, confidence: high}\n  on",
        ),
        "source-and-judgement",
        "content/roles/sre.yaml:6:46",
        "book",
    );
    expect(&mistake(SRE, "sources: [book], ", ""), "unsourced", "content/roles/sre.yaml:6:3", "goal");
}

#[test]
fn high_confidence_needs_a_source_that_was_read_where_it_states_the_fact() {
    let edited =
        |sources: &str, confidence: &str| format!("sources: [{sources}], confidence: {confidence}}}\n  on");
    let goal = edited("book", "high");
    let found = mistake(SRE, &goal, &edited("web", "high"));
    expect(&found, "overstated-confidence", "content/roles/sre.yaml:6:3", "goal");
    for sound in [edited("web", "medium"), edited("web, book", "high")] {
        assert_eq!(Project::new().edit(SRE, &goal, &sound).build().codes(), [""; 0]);
    }
    // The confidence was not understood, so it may be lower.
    let unread = Project::new().edit(SRE, &goal, &edited("web", "hgih")).build();
    assert_eq!(unread.codes(), ["unknown-word"]);
    for (read, codes) in [("section", &[][..]), ("secondary", &["overstated-confidence"])] {
        let project = Project::new().edit("content/sources.yaml", "seen: full", &format!("seen: {read}"));
        let only_goal = project.edit(
            SRE,
            "on-call: {level: core, sources: [book], confidence: high}",
            "on-call: {level: core, judgement: true, confidence: low}",
        );
        assert_eq!(only_goal.build().codes(), codes, "{read}");
    }
}

#[test]
fn ambiguous_yaml_scalars_are_read_by_the_type_of_the_key() {
    expect(&mistake(SRE, "level: core", "level: no"), "unknown-name", "content/roles/sre.yaml:7:20", "no");
    expect(
        &mistake(SRE, "skills: [slo-design]", "skills: slo-design"),
        "wrong-type",
        "content/roles/sre.yaml:9:9",
        "slo-design",
    );
    expect(
        &mistake(SRE, "judgement: true", "judgement: yes"),
        "wrong-type",
        "content/roles/sre.yaml:10:100",
        "yes",
    );
    expect(
        &mistake(SRE, "confidence: high}\n  on", "confidence: sure}\n  on"),
        "unknown-word",
        "content/roles/sre.yaml:6:65",
        "sure",
    );
    expect(
        &mistake(SRE, "name: Site Reliability Engineer", "name:"),
        "missing-key",
        "content/roles/sre.yaml:1:1",
        "name",
    );
}

#[test]
fn layout_mistakes_are_named() {
    expect(&mistake(SRE, "  goal", "\tgoal"), "yaml-syntax", "content/roles/sre.yaml:6:1", "\t");
    expect(
        &mistake(SRE, "short_name: SRE", "short_name: SRE\nshort_name: S"),
        "duplicate-key",
        "content/roles/sre.yaml:3:1",
        "short_name",
    );
    let quote = Project::new().edit(SRE, "name: Site", "name: \"Site").build();
    assert_eq!(quote.codes()[0], "yaml-syntax");
}

#[test]
fn a_key_of_another_name_is_one_diagnostic() {
    for (from, to, place) in [
        (
            "nav: [{label: Compare, to: /compare/}]",
            "nav: [{label: Compare, url: /compare/}]",
            "content/site.yaml:5:24",
        ),
        ("nav: [{label: Compare, to: /compare/}]", "nav: [{Compare: /compare/}]", "content/site.yaml:5:8"),
    ] {
        let found = mistake("content/site.yaml", from, to);
        assert_eq!((found.0, found.1.as_str()), ("unknown-key", place), "{to}");
    }
}

#[test]
fn addresses_and_dates_in_another_form_get_a_suggestion() {
    for (path, from, to, help) in [
        ("content/site.yaml", "to: /compare/", "to: compare", "write `/compare/`"),
        ("content/site.yaml", "to: /compare/", "to: /comparee/", "did you mean `/compare/`?"),
        (
            "content/site.yaml",
            "to: /compare/",
            "to: https://example.org/compare/index.html",
            "write `/compare/`",
        ),
        ("content/site.yaml", "language: en-GB", "language: en_GB", "write `en-GB`"),
        (
            "content/site.yaml",
            "language: en-GB",
            "language: en-GB\nfeatured: [SRE vs Platform Engineer]",
            "write `sre/platform-engineer`",
        ),
        (
            "content/site.yaml",
            "language: en-GB",
            "language: en-GB\nsearch_words: [{page: /roles/sre.html, words: [x]}]",
            "write `/roles/sre/`",
        ),
        (
            "content/sources.yaml",
            "https://example.org/book",
            "htps://example.org/book",
            "write `https://example.org/book`",
        ),
        (
            "content/sources.yaml",
            "https://example.org/book",
            "https:/example.org/book",
            "write `https://example.org/book`",
        ),
        (
            "content/sources.yaml",
            "https://example.org/book",
            "<https://example.org/book>",
            "write `https://example.org/book`",
        ),
        (
            "content/site.yaml",
            "base_url: https://example.org/",
            "base_url: rolebook.example",
            "write `https://rolebook.example/`",
        ),
        ("content/sources.yaml", "accessed: 2026-11-01", "accessed: 1 Nov 2026", "write `2026-11-01`"),
        (SRE, "confidence: high", "confidence: “high”", "did you mean `high`?"),
        (SRE, "sources: [book]", "judgement: ture", "write `true`"),
        (SRE, "level: core", "level: Core", "write `core`"),
        (SRE, "level: core", "level: 2", "write one of the levels of its row"),
    ] {
        let report = Project::new().edit(path, from, to).build().formatted_report();
        assert!(report.contains(help) && report.matches("-->").count() == 1, "{to}: {report}");
    }
}

#[test]
fn markdown_in_yaml_is_reported() {
    for text in ["It holds [@book]", "As [=sre.goal] says", "See [x](/compare/)"] {
        let found = mistake(SRE, "value: Reliable services", &format!("value: \"{text}\""));
        assert_eq!(found.0, "yaml-text", "{text}");
    }
    for text in ["An array [0] (of one)", "a [b] c", "f[x](y", "ada [@ work]"] {
        let built =
            Project::new().edit(SRE, "value: Reliable services", &format!("value: \"{text}\"")).build();
        assert_eq!(built.codes(), [""; 0], "{text}");
    }
}

#[test]
fn syntax_of_other_tools_is_reported_once_per_file() {
    let guide = |text: &str| {
        let text = format!("---\nreviewed: 2026\n---\n## Work\n\n{text}\n");
        Project::new().file("content/roles/sre.md", text).build().formatted_report()
    };
    let text = "{{< a >}}\n\n:::note\n\n{{< b >}}\n\n:::tip\n\n{{< c >}}";
    let report = guide(text);
    assert_eq!(report.matches("-->").count(), 2, "{report}");
    for found in [
        "a shortcode, but is read as plain text; 2 more in this file",
        "a directive, but is read as plain text; 1 more in this file",
    ] {
        assert!(report.contains(found), "{report}");
    }
    let report = guide(&format!("<!-- allow not-markdown: an example -->\n\n{text}"));
    assert!(report.contains("a shortcode, but is read as plain text; 1 more in this file"), "{report}");
    assert_eq!(guide("##One\n\nWords.\n\n##Two").matches("-->").count(), 2);
}

#[test]
fn a_citation_without_its_mark_is_reported_if_the_source_exists() {
    let guide = |text: &str| {
        let text = format!("---\nreviewed: 2026\n---\n## Work\n\n{text}\n");
        Project::new().file("content/roles/sre.md", text).build()
    };
    for (text, written) in [
        ("It holds [book].", "[book]"),
        ("It holds @book, and more.", "@book"),
        ("- It holds (see [book]).", "[book]"),
    ] {
        let built = guide(text);
        let (code, _, found) = built.only();
        assert_eq!((code, found.as_str()), ("not-markdown", written), "{text}");
        assert!(built.formatted_report().contains("help: write `[@book]`"), "{text}");
    }
    for text in
        ["It holds [unknown] and @unknown.", "It holds [@book].", "\\[book] and `[book]`", "the array[book]"]
    {
        assert_eq!(guide(text).codes(), [""; 0], "{text}");
    }
}

#[test]
fn an_id_that_is_defined_twice_is_the_only_mistake() {
    for (from, to) in [("id: goal", "id: on-call"), ("{id: core, label: Core}", "{id: none, label: Core}")] {
        let built = Project::new().edit("content/comparison.yaml", from, to).build();
        assert_eq!(built.codes(), ["duplicate-id"], "{to}: {}", built.formatted_report());
        assert!(built.formatted_report().contains("first defined here"), "{}", built.formatted_report());
    }
}

#[test]
fn five_mistakes_in_one_file_are_five_diagnostics() {
    let built = Project::new()
        .edit(SRE, "short_name", "shortname")
        .edit(SRE, "family: core", "family: kore")
        .edit(SRE, "[book], confidence: high}\n  on", "[bok], confidence: high}\n  on")
        .edit(SRE, "level: core", "level: cor")
        .edit(SRE, "[slo-design]", "[slo-desing]")
        .build();
    assert_eq!(built.codes().len(), 5, "{}", built.formatted_report());
    assert!(built.outcome.published.is_none());
}

#[test]
fn an_invalid_key_does_not_hide_other_mistakes_of_its_file() {
    let built = Project::new()
        .edit(SRE, "family: core", "famly: core")
        .edit(SRE, "name: Site Reliability Engineer", "name: ")
        .edit(SRE, "confidence: high}\n  on", "confidence: sure}\n  on")
        .edit(SRE, "level: core", "level: cor")
        .edit(SRE, "[slo-design]", "[SLO design]")
        .edit(SRE, "[prometheus]", "[promethus]")
        .build();
    let codes = built.codes();
    let expected =
        ["missing-key", "unknown-key", "unknown-word", "unknown-name", "unknown-name", "invalid-id"];
    assert_eq!(codes, expected, "{}", built.formatted_report());
}

#[test]
fn a_mistake_in_a_list_is_one_diagnostic_regardless_of_references() {
    let sources = "content/sources.yaml";
    assert_eq!(Project::new().edit(sources, "  book:", "  Book:").build().codes(), ["invalid-id"]);
    assert_eq!(Project::new().edit(sources, "seen: full", "seen: all").build().codes(), ["unknown-word"]);
    assert_eq!(Project::new().edit(sources, "  book:", "\tbook:").build().codes(), ["yaml-syntax"]);
    assert_eq!(Project::new().file(sources, b"\xff").build().codes(), ["not-utf8"]);
}

#[test]
fn symbols_of_a_broken_file_are_not_reported_as_missing() {
    let with = |file: &str| Project::new().without(SRE).file(file, &Project::new().files()[SRE]);
    let cited = |project: Project, prose: &str| {
        let text = format!(
            "---\ntitle: A\nsummary: S.\npublished: 2026\nreviewed: 2026\nroles: [sre]\n---\n{prose}\n"
        );
        project.file("content/articles/a.md", text).build()
    };
    let link = "[x](role:sre) and [y](../roles/sre.yaml)";
    assert_eq!(cited(with("content/roles/sre.yml"), link).codes(), ["file-unknown"]);
    assert_eq!(cited(with("content/roles/Site Reliability.yaml"), link).codes(), ["file-name"]);
    let listless = cited(Project::new().without("content/sources.yaml"), "As [@book] says.");
    assert_eq!(listless.codes(), ["file-missing"], "{}", listless.formatted_report());
    let pay = "As paid: [=sre.salary.us.median].";
    assert_eq!(cited(series("n: 50, median: 120k"), pay).codes(), ["wrong-type"]);
    let guide = "---\nreviewed: 2026\n---\n";
    let roleless = Project::new().file("content/roles/nobody.md", guide);
    assert_eq!(cited(roleless, "[x](../roles/nobody.md)").codes(), ["unknown-name"]);
}

#[test]
fn a_link_to_a_draft_names_it_as_a_draft() {
    let draft = "---\ntitle: A\nsummary: S.\npublished: 2026\nreviewed: 2026\ndraft: true\n---\n";
    let printed = article("[x](b.md)").file("content/articles/b.md", draft).build().formatted_report();
    assert!(printed.contains("`content/articles/b.md` is a draft and is not published"), "{printed}");
    assert!(printed.contains("delete `draft: true` there"), "{printed}");
}

fn series(figure: &str) -> Project {
    let text = format!(
        "title: Survey\nsource: web\npopulation: survey\nbasis: gross\nperiod: year\ncurrency: USD\nlicence: CC0-1.0\nmethod: Asked people.\nfigures:\n  - {{role: sre, region: us, year: 2025, {figure}}}\n"
    );
    Project::new().file("content/salaries/survey.yaml", text)
}

#[test]
fn implausible_salary_figures_are_reported() {
    assert_eq!(series("n: 50, p25: 100000, median: 120000").build().codes(), [""; 0]);
    let found = series("n: 50, p25: 130000, median: 120000").build();
    expect(&found.only(), "percentile-order", "content/salaries/survey.yaml:10:53", "130000");
    expect(
        &series("n: 9, median: 120000").build().only(),
        "small-sample",
        "content/salaries/survey.yaml:10:44",
        "9",
    );
    assert_eq!(series("median: 120000").build().codes(), ["missing-key"]);
    assert_eq!(series("n: 50").build().codes(), ["missing-key"]);
    assert_eq!(series("n: 50, median: 120").build().codes(), ["out-of-range"]);
    assert_eq!(series("n: 50, median: \"120,000\"").build().codes(), ["wrong-type"]);
    assert_eq!(series("n: 50, median: 120k").build().codes(), ["wrong-type"]);
    assert_eq!(series("n: 50, median: 1e400").build().codes(), ["wrong-type"]);
    assert_eq!(series("n: 50, median: -1").build().codes(), ["out-of-range"]);
    assert_eq!(series("n: 50, currency: usd, median: 120000").build().codes(), ["unknown-word"]);
    assert!(
        series("n: 50, currency: usd, median: 120000")
            .build()
            .formatted_report()
            .contains("did you mean `USD`?")
    );
}

#[test]
fn a_duplicate_figure_is_reported() {
    let twice =
        series("n: 50, median: 120000}\n  - {role: sre, region: us, year: 2025, n: 60, median: 110000")
            .build();
    assert_eq!(twice.codes(), ["duplicate-id"]);
}

#[test]
fn dates_are_calendar_dates() {
    for wrong in ["2025-02-30", "25-1-1", "2025-13", "soon"] {
        let built = Project::new().edit("content/sources.yaml", "2026-11-01", wrong).build();
        assert_eq!(built.codes()[0], "invalid-date", "{wrong}");
    }
}

#[test]
fn addresses_are_plain_web_addresses() {
    for wrong in [
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "http://u:p@example.org/",
        "ftp://example.org/",
    ] {
        let built = Project::new()
            .edit("content/sources.yaml", "https://example.org/book", &format!("\"{wrong}\""))
            .build();
        assert_eq!(built.codes()[0], "unsafe-url", "{wrong}");
    }
}

#[test]
fn an_invalid_base_url_is_the_only_mistake_of_a_site_with_links_to_others() {
    let links = "nav: [{label: Other, to: \"https://www.example.com/\"}, ";
    let site = Project::new().edit("content/site.yaml", "nav: [", links);
    assert_eq!(site.clone().build().codes(), [""; 0]);
    let built = site.edit("content/site.yaml", "https://example.org/", "https://wards.test/").build();
    assert_eq!(built.codes(), ["unsafe-url"]);
}

#[test]
fn a_copied_heading_of_a_guide_is_reported_where_it_is() {
    let guide = "---\nreviewed: 2026-11-01\n---\n\n## Purpose\n\nWords.\n\n## Purpose\n\nMore words.\n";
    let built = Project::new()
        .edit("content/site.yaml", "nav:", "guide_sections: [Purpose, Week]\nnav:")
        .file(
            "content/roles/platform-engineer.md",
            guide.replacen("## Purpose\n\nMore", "## Week\n\nMore", 1),
        )
        .file("content/roles/sre.md", guide)
        .build();
    let (code, place, _) = built.only();
    assert_eq!((code, place.as_str()), ("guide-sections", "content/roles/sre.md:9:1"));
}

#[test]
fn front_matter_of_one_key_without_its_colon_is_one_mistake() {
    let built =
        Project::new().file("content/roles/sre.md", "---\nreviewed 2026-11-01\n---\n\nWords.\n").build();
    let (code, place, _) = built.only();
    assert_eq!((code, place.as_str()), ("wrong-type", "content/roles/sre.md:2:1"));
}

#[test]
fn a_record_of_another_kind_is_one_mistake() {
    let built = Project::new()
        .edit("content/roles/sre.yaml", "facts:", "responsibilities: [{role: sre, how: Ask them.}]\nfacts:")
        .build();
    assert_eq!(built.codes(), ["unknown-key"], "{}", built.formatted_report());
}

fn article(body: &str) -> Project {
    let text = format!("---\ntitle: A\nsummary: S.\npublished: 2026\nreviewed: 2026\n---\n{body}\n");
    Project::new().file("content/articles/a.md", text)
}

#[test]
fn broken_links_in_prose_are_reported() {
    assert_eq!(
        article(
            "[x](role:sre) [y](../roles/sre.yaml) [z](compare:sre/platform-engineer#on-call) [w](/compare/)"
        )
        .build()
        .codes(),
        [""; 0]
    );
    expect(
        &article("[x](../roles/nope.md)").build().only(),
        "broken-link",
        "content/articles/a.md:7:5",
        "../roles/nope.md",
    );
    assert_eq!(article("[x](term:nope)").build().codes(), ["unknown-name"]);
    assert_eq!(article("[x](#nope)\n\n## Here\n").build().codes(), ["broken-anchor"]);
    assert_eq!(article("[x](compare:sre/platform-engineer#on-cal)").build().codes(), ["broken-anchor"]);
    assert_eq!(article("[x](compare:sre/sre)").build().codes(), ["self-reference"]);
    assert_eq!(article("[x](/nope/)").build().codes(), ["broken-link"]);
    assert_eq!(article("[x](../../../etc/passwd)").build().codes(), ["broken-link"]);
    assert_eq!(article("![x](../../static/nope.png)").build().codes(), ["broken-link"]);
}

#[test]
fn unknown_citations_and_facts_in_prose_are_reported() {
    assert_eq!(article("It is so [@book], [=sre.on-call].").build().codes(), [""; 0]);
    expect(&article("It is so [@bok].").build().only(), "unknown-name", "content/articles/a.md:7:12", "bok");
    assert_eq!(article("[=sre.demand]").build().codes(), ["unknown-name"]);
    assert_eq!(article("[=sre.tools]").build().codes(), ["cell-kind"]);
    assert_eq!(article("[=sre.salary.us.median]").build().codes(), ["unknown-name"]);
    assert_eq!(
        article("```compare\nroles: [sre, nope]\nrows: [goal]\n```").build().codes(),
        ["unknown-name"]
    );
    expect(
        &article("```compare\nroles: [sre, platform-engineer]\nrow: [goal]\n```").build().only(),
        "unknown-key",
        "content/articles/a.md:9:1",
        "row",
    );
}

#[test]
fn active_or_invalid_markup_in_markdown_is_refused() {
    assert_eq!(article("<script>x</script>").build().codes(), ["raw-html"]);
    assert_eq!(article("[x](javascript:alert)").build().codes(), ["unsafe-url"]);
    assert_eq!(article("# Top").build().codes(), ["heading-level"]);
}

#[test]
fn a_markdown_file_needs_front_matter() {
    for text in ["Text", "", "+++\ntitle = 1\n+++\n", "---\ntitle: A\n"] {
        assert_eq!(
            Project::new().file("content/articles/a.md", text).build().codes(),
            ["front-matter"],
            "{text:?}"
        );
    }
}

#[test]
fn file_names_are_portable_and_in_a_known_folder() {
    let role = "name: X\nfamily: core\nsummary: X.\n";
    for name in ["Foo", "con", "a b", "a--b", "a-vs-b", "é"] {
        let built = Project::new().file(&format!("content/roles/{name}.yaml"), role).build();
        assert_eq!(built.codes(), ["file-name"], "{name}");
    }
    assert_eq!(Project::new().file("content/roles/x.yml", role).build().codes(), ["file-unknown"]);
    assert_eq!(Project::new().file("content/role/x.yaml", role).build().codes(), ["file-unknown"]);
    assert_eq!(Project::new().file("content/roles/deep/x.yaml", role).build().codes(), ["file-unknown"]);
    assert_eq!(Project::new().file("content/roles/.x.yaml.swp", role).build().codes(), [""; 0]);
}

#[test]
fn host_configuration_files_are_refused() {
    for name in [".htaccess", "_worker.js", "web.config", "x.html", ".git/config"] {
        assert_eq!(
            Project::new().file(&format!("static/{name}"), "x").build().codes(),
            ["static-file"],
            "{name}"
        );
    }
    let script = "<svg><script>x</script></svg>";
    assert_eq!(Project::new().file("static/x.svg", script).build().codes(), ["static-file"]);
    assert!(
        Project::new()
            .file("static/x.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
            .build()
            .has("/x.svg")
    );
    assert!(Project::new().file("static/logo.png", b"\x89PNG\r\n\x1a\n").build().has("/logo.png"));
}

#[test]
fn a_base_url_is_a_host_and_a_folder() {
    let site = |url: &str| Project::new().edit("content/site.yaml", "https://example.org/", url).build();
    for (url, meant) in [
        ("https://example.org//docs/", "https://example.org/docs/"),
        ("https://example.org/a/../docs/", "https://example.org/docs/"),
        ("https://example.org/docs/index.html", "https://example.org/docs/"),
        ("https://example.org/docs/?a=b", "https://example.org/docs/"),
    ] {
        let built = site(url);
        let (code, place, text) = built.only();
        assert_eq!((code, place.as_str(), text.as_str()), ("unsafe-url", "content/site.yaml:3:11", url));
        assert!(
            built.formatted_report().contains(&format!("write `{meant}`")),
            "{}",
            built.formatted_report()
        );
    }
    assert_eq!(site("https://example.org:0/").codes(), ["unsafe-url"]);
    let home = site("https://Example.ORG:443/Docs").page("/");
    assert!(
        home.contains("href=\"https://example.org/Docs/\"") && home.contains("src=\"/Docs/assets/"),
        "{home}"
    );
}

#[test]
fn addresses_are_unique() {
    let page = "---\ntitle: X\nsummary: X.\n---\n";
    for name in ["roles", "compare", "sources"] {
        let built = Project::new().file(&format!("content/pages/{name}.md"), page).build();
        assert_eq!(built.codes(), ["path-collision"], "{name}");
    }
    assert_eq!(Project::new().file("static/search/index.json", "{}").build().codes(), ["path-collision"]);
    assert_eq!(
        Project::new().file("static/A.css", "").file("static/a.css", "").build().codes(),
        ["path-collision"]
    );
    let was = Project::new().edit(SRE, "family: core", "family: core\nwas: [platform-engineer]").build();
    assert_eq!(was.codes(), ["path-collision"]);
    let words = "---\nreviewed: 2026\n---\n## On-call\n\nWords.\n";
    let anchor = Project::new().file("content/comparisons/sre-vs-platform-engineer.md", words).build();
    assert_eq!(anchor.codes(), ["path-collision"]);
}

#[test]
fn bytes_that_are_not_utf8_are_reported() {
    assert_eq!(Project::new().file(SRE, b"name: \xff\n").build().codes(), ["not-utf8"]);
    assert_eq!(Project::new().file(SRE, b"\xff\xfen\0a\0").build().codes(), ["not-utf8"]);
    assert_eq!(Project::new().file(SRE, "name: a\u{0}b\n").build().codes(), ["control-character"]);
    assert_eq!(Project::new().file(SRE, vec![b'#'; 2_000_000]).build().codes(), ["file-size"]);
}

#[test]
fn missing_required_files_are_named() {
    let built = Project::new().without("content/site.yaml").build();
    assert_eq!(built.codes(), ["file-missing"]);
}

#[test]
fn a_template_error_names_its_location_and_the_page() {
    let built = Project::new().file("templates/pages/role.html", "<p>{{ nmae }}</p>").build();
    let text = built.formatted_report();
    assert_eq!(built.codes(), ["template"]);
    assert!(
        text.contains("templates/pages/role.html:1:7") && text.contains("while drawing `/roles/"),
        "{text}"
    );
    assert_eq!(Project::new().file("templates/pages/role.html", "{% if %}").build().codes(), ["template"]);
    assert_eq!(
        Project::new().file("templates/pages/role.html", "{% include \"pages/role.html\" %}").build().codes(),
        ["template"]
    );
    assert_eq!(Project::new().file("templates/pages/roel.html", "x").build().codes(), ["template"]);
}

#[test]
fn hostile_names_and_texts_cannot_inject_commands_into_a_terminal_or_ci() {
    let built = Project::new().edit(SRE, "family: core", "family: \"::error::\u{202e}x\"").build();
    let text = built.formatted_report();
    assert!(!text.contains('\u{202e}') && !text.lines().any(|line| line.starts_with("::")), "{text}");
}

#[test]
fn unknown_keys_are_never_explained_by_each_other() {
    for keys in [
        "zulu:\n  a: \"Words.\"\n  b: \"Words.\"\nyankee:\n  a: \"Words.\"\n",
        "zulu:\n  - a\nyankee: b\n",
        "zulu:\nyankee: b\n",
        "zulu: a\nyankee: b\n",
    ] {
        let built = Project::new().edit(SRE, "family:", &format!("{keys}family:")).build();
        assert_eq!(built.codes(), ["unknown-key", "unknown-key"], "{keys}: {}", built.formatted_report());
    }
}

#[test]
fn a_missing_file_is_likened_to_one_of_its_kind_only() {
    let article = |link: &str| {
        let text = format!(
            "---\ntitle: First\nsummary: It is.\npublished: 2026-11-01\nreviewed: 2026-11-01\n---\n\n{link}\n"
        );
        let built = Project::new().file("content/articles/first.md", text).build();
        let report = built.formatted_report();
        assert_eq!(built.codes(), ["broken-link"], "{report}");
        report
    };
    for link in ["[a](first.html)", "[a](first)", "[a](first.yaml)"] {
        assert!(article(link).contains("help: write `first.md`"), "{link}: {}", article(link));
    }
    for link in ["![a](../../static/first.png)", "![a](first.jpg)"] {
        assert!(article(link).contains("put images into `static/`"), "{link}: {}", article(link));
    }
}
