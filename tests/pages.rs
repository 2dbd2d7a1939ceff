//! The pages as a reader sees them.

use crate::support::Project;

/// The text of a page, without its markup.
fn words(html: &str) -> String {
    let main = html
        .split_once("<main")
        .and_then(|(_, rest)| rest.split_once("</main>"))
        .map_or(html, |(main, _)| main);
    let mut text = String::new();
    let mut inside = false;
    for c in main.chars() {
        match c {
            '<' => inside = true,
            '>' => {
                inside = false;
                text.push(' ');
            }
            c if !inside => text.push(c),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace("&quot;", "\"").replace("&amp;", "&")
}

fn assert_says(page: &str, sentence: &str) {
    let text = words(page);
    assert!(text.contains(sentence), "«{sentence}» is not in: {text}");
}

#[test]
fn a_role_begins_with_its_most_important_facts() {
    let built = Project::new().build();
    let page = built.page("/roles/platform-engineer/");
    // A list is not a fact in a few words, and there are no salary figures.
    assert_says(&page, "At a glance Goal Fast teams ");
    let page = built.page("/roles/sre/");
    assert!(page.contains("<a href=\"#fact.goal\">Goal</a>"), "its sources are one click away");
}

#[test]
fn a_role_leads_to_the_next_of_its_family() {
    let built = Project::new().build();
    let neighbours = |page: String| {
        let (_, list) = page.split_once("<nav class=\"neighbours\"").expect("a list");
        list.split_once("</nav>").expect("its end").0.to_string()
    };
    let first = neighbours(built.page("/roles/platform-engineer/"));
    assert!(first.contains("class=\"next\" href=\"/roles/sre/\"") && !first.contains("previous"), "{first}");
    let last = neighbours(built.page("/roles/sre/"));
    assert!(last.contains("class=\"previous\" href=\"/roles/platform-engineer/\""), "{last}");
    assert!(!last.contains("next"), "{last}");
}

#[test]
fn a_pair_states_the_differences_of_its_roles() {
    let built = Project::new().build();
    let page = built.page("/compare/platform-engineer-vs-sre/");
    assert_says(&page, "Platform Engineer vs SRE SRE ranks higher on “On-call”.");
    assert_says(&page, "On-call SRE: one level higher Platform Engineer ●●○ Some");
    assert_says(&page, "Tools 1 of 2 in common Platform Engineer 2 tools SRE 1 tool Goal");
}

#[test]
fn a_pair_shows_both_levels_on_each_scale() {
    let page = Project::new().build().page("/compare/platform-engineer-vs-sre/");
    assert_says(
        &page,
        "At a glance The levels of both roles Lowest level on the left Platform Engineer SRE On-call Some (level 2 of 3) Core (level 3 of 3)",
    );
    let track = "<i></i><i class=\"left from\"></i><i class=\"right to\"></i>";
    assert!(
        page.contains(track),
        "the left role stands on the second of three levels, the right one on the third"
    );
}

#[test]
fn rows_are_grouped_without_scripts() {
    let page = Project::new().build().page("/compare/platform-engineer-vs-sre/");
    assert!(
        page.contains("<dt>Work</dt><dd><a href=\"#goal\">Goal</a>, <a href=\"#on-call\">On-call</a>"),
        "{page}"
    );
}

#[test]
fn rows_that_differ_most_come_first_and_empty_ones_last() {
    let page = Project::new().build().page("/compare/platform-engineer-vs-sre/");
    let at = |row: &str| page.find(&format!("id=\"{row}\"")).unwrap_or_else(|| panic!("no row {row}"));
    assert!(at("tools") < at("goal") && at("goal") < at("demand"), "tools differ most, demand has no data");
}

#[test]
fn matrix_cells_have_machine_readable_values() {
    let figures = "  - {role: sre, region: us, year: 2025, n: 50, median: 150000}\n  - {role: platform-engineer, region: us, year: 2025, n: 50, median: 140000}\n  - {role: sre, region: ca, year: 2025, n: 50, median: 9000}\n";
    let page = Project::new()
        .file("content/salaries/survey.yaml", format!("{SERIES}{figures}"))
        .edit(
            "content/roles/sre.yaml",
            "  goal:",
            "  demand: {amount: -2.5, judgement: true, confidence: low, as_of: 2024}\n  goal:",
        )
        .build()
        .page("/compare/");
    for cell in [
        "<td data-of=\"SRE\" data-place=\"2\">",
        "<td data-of=\"Platform Engineer\" data-place=\"1\">",
        "<td data-of=\"SRE\" data-place=\"-2.5\">",
        "<td data-of=\"Platform Engineer\"><span class=\"none\">no data</span></td>",
        "<td data-of=\"Platform Engineer\" data-said=\"0\" data-tools=\"grafana prometheus\">",
        // A figure that is not compared with another has no rank.
        "<td data-of=\"SRE\" data-pay=\"survey.us.2025=150000\">",
    ] {
        assert!(page.contains(cell), "{cell} is not in: {page}");
    }
}

#[test]
fn a_missing_fact_is_shown_as_no_data() {
    let built = Project::new().build();
    assert_says(&built.page("/roles/sre/"), "Demand no data");
}

#[test]
fn the_reverse_of_a_pair_redirects_to_its_page() {
    let built = Project::new().build();
    let reverse = built.page("/compare/sre-vs-platform-engineer/");
    assert!(reverse.contains("url=/compare/platform-engineer-vs-sre/"), "{reverse}");
    assert!(reverse.contains("src=\"/assets/moved.js\""), "with scripts, the requested row is kept");
    assert!(reverse.contains("href=\"https://example.org/compare/platform-engineer-vs-sre/\""));
}

#[test]
fn text_about_a_pair_determines_its_order_and_appears_on_its_page() {
    let words = "---\nreviewed: 2026-11-23\n---\nChoose by the customer [@book].\n";
    let built = Project::new().file("content/comparisons/sre-vs-platform-engineer.md", words).build();
    assert_says(&built.page("/compare/sre-vs-platform-engineer/"), "Choose by the customer");
    assert!(built.page("/compare/platform-engineer-vs-sre/").contains("http-equiv=\"refresh\""));
}

#[test]
fn the_written_summary_of_a_pair_is_used_everywhere() {
    let words = "---\nsummary: One is paged, the other is asked.\nreviewed: 2026-11-23\n---\nChoose.\n";
    let site = "title: T\ndescription: D.\nbase_url: https://example.org/\nlanguage: en-GB\nfeatured: [sre/platform-engineer]\n";
    let built = Project::new()
        .file("content/site.yaml", site)
        .file("content/comparisons/sre-vs-platform-engineer.md", words)
        .build();
    for path in ["/", "/compare/sre-vs-platform-engineer/", "/embed/sre-vs-platform-engineer/"] {
        assert_says(&built.page(path), "One is paged, the other is asked.");
    }
    let page = built.page("/compare/sre-vs-platform-engineer/");
    assert!(
        page.contains("row by row with sources. One is paged, the other is asked.\">"),
        "beside a shared link"
    );
}

#[test]
fn a_move_lists_the_skills_to_learn_and_the_reverse_is_computed() {
    let page = Project::new().build().page("/compare/platform-engineer-vs-sre/");
    assert_says(&page, "Owns an internal tool.");
    assert_says(&page, "SLO design");
}

#[test]
fn judgement_is_marked_and_sources_have_their_year() {
    let page = Project::new().build().page("/compare/platform-engineer-vs-sre/");
    assert_says(&page, "our judgement");
    assert_says(&page, "Press, 2016");
    assert_says(&page, "Web, read 2026");
}

const SERIES: &str = "title: Survey
source: web
population: survey
basis: gross
period: year
currency: USD
licence: CC0-1.0
method: Asked people.
levels: [senior]
figures:
";

fn pay(figures: &str) -> String {
    let text = format!("{SERIES}{figures}");
    Project::new()
        .file("content/salaries/survey.yaml", text)
        .build()
        .page("/compare/platform-engineer-vs-sre/")
}

#[test]
fn comparable_figures_are_compared_and_show_their_samples() {
    let page = pay(
        "  - {role: sre, region: us, year: 2025, n: 50, median: 150000}\n  - {role: platform-engineer, region: us, year: 2025, n: 12, median: 140000}\n",
    );
    assert_says(&page, "Pay SRE is higher");
    assert_says(&page, "$150,000");
    assert_says(&page, "n 12");
}

#[test]
fn every_salary_figure_shows_region_year_sample_and_dataset() {
    let figures = "  - {role: sre, region: us, level: senior, year: 2024, n: 12, p25: 90000, median: 150000, p75: 200000}\n  - {role: sre, title: Other, region: us, year: 2025, n: 5000, p10: 1000, mean: 1500, p90: 2000}\n  - {role: platform-engineer, region: us, year: 2025, n: 50, median: 140000}\n";
    let text = format!("{SERIES}{figures}");
    let built = Project::new().file("content/salaries/survey.yaml", text).build();
    let page = built.page("/salaries/");
    for sentence in [
        "Don’t compare figures from different surveys.",
        "2 figures in 1 dataset",
        "Survey answers, a year, before tax.",
        "United States, senior 2024, USD 90,000 150,000 200,000 n 12 small",
        "United States, all levels 2025, USD; as “Other” 1,000 p10 1,500 mean 2,000 p90 n 5000",
        "Limitations",
    ] {
        assert_says(&page, sentence);
    }
    assert!(page.contains("<form class=\"filters\" method=\"get\" aria-label=\"Filter figures\" "));
    assert!(built.page("/roles/sre/").contains("/salaries/?role=sre#role.sre\">All 2 figures for SRE</a>"));
    let pair = built.page("/compare/platform-engineer-vs-sre/");
    assert!(pair.contains("/salaries/?role=platform-engineer#role.platform-engineer"), "{pair}");
    let csv = String::from_utf8(built.tree()["salaries/survey.csv"].clone()).expect("text");
    assert_eq!(csv.lines().count(), 4);
    assert!(csv.starts_with("series,role,title,region,level,year,"), "{csv}");
    assert!(
        csv.contains("survey,sre,,us,senior,2024,USD,year,gross,survey,12,,,90000,150000,200000,,"),
        "{csv}"
    );
    let all = String::from_utf8(built.tree()["api/v1/salaries.csv"].clone()).expect("text");
    assert_eq!(all, csv, "there is only one dataset");
    let spreadsheet = built.page("/salaries/survey.spreadsheet.csv");
    assert_eq!(spreadsheet, format!("\u{feff}{csv}"));
}

#[test]
fn incomparable_figures_are_not_compared_and_the_reason_is_stated() {
    for (change, why) in [
        ("region: ca, year: 2025, n: 50, median: 140000", "differ in region"),
        ("region: us, year: 2022, n: 50, median: 140000", "differ in year"),
        ("region: us, year: 2025, n: 50, mean: 140000", "differ in statistic"),
        ("region: us, level: senior, year: 2025, n: 50, median: 140000", "differ in level"),
        ("region: us, year: 2025, currency: EUR, n: 50, median: 140000", "differ in currency"),
    ] {
        let page = pay(&format!(
            "  - {{role: sre, region: us, year: 2025, n: 50, median: 150000}}\n  - {{role: platform-engineer, {change}}}\n"
        ));
        assert_says(&page, why);
        assert_says(&page, "Pay not compared");
        assert!(page.contains(">1 figure <"), "the row of pay has only the number of figures: {page}");
        assert!(!words(&page).contains("is higher"), "{why}");
    }
    let one = pay("  - {role: sre, region: us, year: 2025, n: 50, median: 150000}\n");
    assert_says(&one, "No dataset has a figure for Platform Engineer.");
}

#[test]
fn a_fact_in_prose_has_its_value_and_its_source() {
    let guide = "---\nreviewed: 2026-11-23\n---\nThe aim: [=sre.goal].\n";
    let built = Project::new().file("content/roles/sre.md", guide).build();
    let page = built.page("/roles/sre/");
    assert_says(&page, "The aim: Reliable services 1 .");
    assert!(page.contains("https://example.org/book"));
}

#[test]
fn a_number_in_prose_precedes_its_explanation() {
    let demand = "  demand: {amount: 15, value: \"US developers, 2024–34\", as_of: 2024, sources: [book], confidence: high}\n";
    let built = Project::new()
        .edit("content/roles/sre.yaml", "tools: {", &format!("{demand}tools: {{"))
        .file("content/roles/sre.md", "---\nreviewed: 2026-11-23\n---\nProjected: [=sre.demand].\n")
        .build();
    assert_says(&built.page("/roles/sre/"), "Projected: 15% (US developers, 2024–34) 1 .");
}

#[test]
fn numbers_are_formatted_by_their_row() {
    let shown = |row: &str, amount: &str, other: &str| {
        let fact = |amount: &str| {
            format!("facts:\n  demand: {{amount: {amount}, judgement: true, confidence: high, as_of: 2026}}")
        };
        let built = Project::new()
            .edit("content/comparison.yaml", "unit: \"%\"", row)
            .edit("content/roles/sre.yaml", "facts:", &fact(amount))
            .edit("content/roles/platform-engineer.yaml", "facts:", &fact(other))
            .build();
        let table = built.page("/compare/platform-engineer-vs-sre.csv");
        let line = table.lines().find(|line| line.starts_with("Demand,")).expect("the row is there");
        let fields: Vec<&str> = line.split('"').flat_map(|part| part.split("our judgement")).collect();
        (fields.concat(), built.page("/api/v1/roles/sre.json"))
    };
    for (row, amount, other, printed) in [
        ("unit: \"%\"", "75", "12.5", "75%"),
        ("unit: \"%\"", "-4", "12.5", "\u{2212}4%"),
        ("unit: \"%\", signed: true", "15", "-4", "+15%"),
        ("unit: \"%\", signed: true", "0", "-4", "0%"),
        ("unit: days", "1250", "3", "1,250 days"),
        ("unit: \"$\"", "193000", "3", "$193,000"),
        ("unit: \"$\"", "-5.5", "3", "\u{2212}$5.5"),
        ("unit: requests", "1000000000000", "3", "1,000,000,000,000 requests"),
        ("unit: s, decimals: 4", "0.0125", "3", "0.0125 s"),
        ("unit: s, decimals: 3", "2", "3", "2.000 s"),
        ("decimals: 0", "999", "1000", "999"),
        ("unit: \"‰\"", "1234.25", "3", "1,234.25‰"),
    ] {
        let (line, json) = shown(row, amount, other);
        assert!(line.contains(printed), "{row}, {amount}: {line}");
        assert!(json.contains(&format!("\"amount\": {amount}")), "{row}, {amount}: {json}");
    }
    let (line, _) = shown("unit: \"%\"", "1013.5", "12.5");
    assert!(line.contains("SRE: 1,001 points higher"), "{line}");
    let (line, _) = shown("unit: days", "1013.5", "12.5");
    assert!(line.contains("SRE: 1,001 days higher"), "{line}");
}

#[test]
fn contributed_text_is_escaped_everywhere() {
    let bait = "</script><script>x</script>\"><img src=x onerror=y>{{ 7*7 }}";
    let yaml = format!("'{}'", bait.replace('\'', "''"));
    let built = Project::new()
        .edit("content/roles/sre.yaml", "short_name: SRE", &format!("short_name: {yaml}"))
        .edit("content/roles/sre.yaml", "Keeps services running.", &yaml)
        .edit("content/roles/sre.yaml", "value: Reliable services", &format!("value: {yaml}"))
        .edit("content/sources.yaml", "publisher: Press", &format!("publisher: {yaml}"))
        .edit("content/tools.yaml", "line: Collects metrics.", &format!("line: {yaml}"))
        .edit("content/skills.yaml", "name: SLO design", &format!("name: {yaml}"))
        .edit("content/site.yaml", "title: Test", &format!("title: {yaml}"))
        .file("content/glossary/a.md", format!("---\nterm: {yaml}\nline: {yaml}\n---\n"))
        .edit("content/skills.yaml", "line: Chooses objectives.", "line: Chooses objectives., term: a")
        .build();
    assert!(built.codes().iter().all(|code| *code == "yaml-text"), "{}", built.formatted_report());
    for (path, bytes) in
        built.tree().iter().filter(|(path, _)| path.ends_with(".html") || path.ends_with(".xml"))
    {
        let text = without_own_script(&String::from_utf8_lossy(bytes));
        assert!(!text.contains("<script>") && !text.contains("<img") && !text.contains("49"), "{path}");
    }
}

/// Returns a page without the one inline script that it has, and without its hash in the policy.
fn without_own_script(page: &str) -> String {
    let base = include_str!("../templates/shared/base.html");
    let part = |from: &str, to: &str| {
        let (_, rest) = base.split_once(from).expect("the part");
        format!("{from}{}{to}", rest.split(to).next().unwrap_or_default())
    };
    page.replacen(&part("<script>", "</script>"), "", 1).replacen(&part("'sha256-", "'"), "", 1)
}

#[test]
fn no_template_uses_safe() {
    for file in walkdir::WalkDir::new("templates").into_iter().flatten().filter(|e| e.file_type().is_file()) {
        let text = std::fs::read_to_string(file.path()).expect("a template");
        let is_locale = file.path().starts_with("templates/locales");
        assert!(is_locale || !text.contains("safe"), "{} has a `safe`", file.path().display());
        assert!(
            file.path().extension().is_some_and(|e| e == if is_locale { "ftl" } else { "html" }),
            "escaping applies to `.html` only"
        );
    }
}

#[test]
fn former_addresses_redirect_to_the_current_ones() {
    let built = Project::new()
        .edit("content/roles/sre.yaml", "family: core", "family: core\nwas: [site-reliability-engineer]")
        .build();
    for old in [
        "/roles/site-reliability-engineer/",
        "/compare/site-reliability-engineer-vs-platform-engineer/",
        "/compare/platform-engineer-vs-site-reliability-engineer/",
    ] {
        assert!(built.page(old).contains("http-equiv=\"refresh\""), "{old}");
    }
}

#[test]
fn a_site_in_a_folder_of_its_host_links_inside_that_folder() {
    let built = Project::new().base_url("https://example.org/book/").build();
    for (path, bytes) in built.tree().iter().filter(|(path, _)| path.ends_with(".html")) {
        let text = String::from_utf8_lossy(bytes);
        for link in text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let inside = link.starts_with("/book/") || link.starts_with("https://") || link.starts_with('#');
            assert!(inside, "{path}: {link}");
        }
    }
}

#[test]
fn drafts_are_published_only_on_request() {
    let draft = "---\ntitle: Later\nsummary: S.\npublished: 2026\nreviewed: 2026\ndraft: true\n---\nText\n";
    let project = Project::new().file("content/articles/later.md", draft);
    assert!(!project.build().has("/articles/later/"));
    assert!(project.drafts().build().has("/articles/later/"));
}

#[test]
fn templates_and_styles_can_be_overridden_individually() {
    let built = Project::new()
        .file("templates/pages/404.html", "<p>{{ frame.title }}</p>")
        .file("static/assets/site.css", "x")
        .build();
    assert_eq!(built.page("/404.html"), "<p>Page not found</p>");
    assert_eq!(built.page("/assets/site.css"), "x");
    assert!(built.page("/roles/").contains("<h1>"));
}

#[test]
fn every_link_and_anchor_of_every_page_has_a_target() {
    let guide = "---\nreviewed: 2026-11-23\n---\n## On call\n\nSee [there](#on-call), [](role:platform-engineer), [](tool:grafana), [@book], [row](compare:sre/platform-engineer#goal).\n\n```compare\nroles: [sre, platform-engineer]\nrows: [goal]\n```\n";
    let built = Project::new().file("content/roles/sre.md", guide).build();
    crate::support::assert_links(&built.tree());
}

#[test]
fn data_is_json_and_csv_with_every_fact_and_its_source() {
    let built = Project::new().build();
    let roles: serde_json::Value = serde_json::from_str(&built.page("/api/v1/roles.json")).expect("JSON");
    assert_eq!(roles["roles"][1]["facts"][0]["sources"][0], "book");
    let index: serde_json::Value = serde_json::from_str(&built.page("/api/v1/index.json")).expect("JSON");
    for file in index["files"].as_array().expect("a list") {
        assert!(built.has(&format!("/api/v1/{}", file["file"].as_str().expect("a name"))));
    }
    assert!(
        built
            .page("/api/v1/facts.csv")
            .contains("sre,on-call,Core,,high,false,,book,scale,core,,,,,,,,,\r\n")
    );
}

#[test]
fn code_blocks_are_highlighted() {
    let guide = "---\nreviewed: 2026-11-23\n---\n\n```sql\nselect 1; -- one\n```\n\n```text\n<plain>\n```\n";
    let page = Project::new().file("content/roles/sre.md", guide).build().page("/roles/sre/");
    assert!(page.contains("<span class=\"c\">-- one</span>") && page.contains("&lt;plain&gt;"), "{page}");
}

/// The claims of a licence in all files, but for the reference of keys.
fn licence_claims(built: &crate::support::Built) -> Vec<String> {
    let claims = |text: &str| {
        ["rel=\"license\"", "\"license", "Facts and texts", "creativecommons", "Our Licence"]
            .iter()
            .any(|claim| text.contains(claim))
    };
    let files = built.tree().into_iter().filter(|(path, _)| !path.starts_with("reference/"));
    files.filter(|(_, bytes)| claims(&String::from_utf8_lossy(bytes))).map(|(path, _)| path).collect()
}

#[test]
fn a_site_claims_its_own_licence_or_none() {
    let article =
        "---\ntitle: A\nsummary: About it.\npublished: 2026-11-01\nreviewed: 2026-11-01\n---\nWords.\n";
    let project = || Project::new().file("content/articles/a.md", article);
    assert_eq!(licence_claims(&project().build()), Vec::<String>::new());
    let with = |licence: &str| {
        let add = |text: &str| format!("{text}licence: {licence}\n");
        project().change("content/site.yaml", add).build()
    };
    let built = with("{name: Our Licence, url: https://example.org/licence}");
    let link = "<a href=\"https://example.org/licence\" rel=\"license\">Our Licence</a>";
    for page in ["/", "/api/", "/embed/platform-engineer-vs-sre/"] {
        assert!(built.page(page).contains(link), "{page}");
    }
    for page in ["/compare/", "/articles/a/"] {
        assert!(built.page(page).contains("\"license\":\"https://example.org/licence\""), "{page}");
    }
    let file = |path: &str| String::from_utf8(built.tree()[path].clone()).expect("text");
    assert!(
        file("api/v1/index.json").contains("Facts and texts: Our Licence (https://example.org/licence).")
    );
    let package: serde_json::Value = serde_json::from_str(&file("api/v1/datapackage.json")).expect("JSON");
    assert_eq!(package["licenses"][0]["path"], "https://example.org/licence");
    let plain = with("{name: Our Licence}");
    assert!(plain.page("/").contains("Facts and texts: Our Licence."));
    assert!(!plain.tree().values().any(|bytes| String::from_utf8_lossy(bytes).contains("rel=\"license\"")));
}

const MATTER: &str = "---\nsummary: What it says.\n";

#[test]
fn texts_in_folders_have_addresses_below_them() {
    let page = |more: &str, text: &str| format!("{MATTER}{more}---\n{text}");
    let built = Project::new()
        .file("content/pages/guides.md", page("", "# Guides\n\nAll of them.\n"))
        .file("content/pages/guides/first.md", page("weight: 2\n", "# First\n\n[Second](deep/second.md#part)\n"))
        .file("content/pages/guides/deep/second.md", page("weight: 1\n", "# Second\n\n## Part\n\n[up](../../guides.md)\n"))
        .file(
            "content/articles/2026/trip.md",
            "---\ntitle: Trip\nsummary: A trip.\npublished: 2026-01-02\nreviewed: 2026-01-02\n---\n[home](/guides/first/)\n",
        )
        .build();
    assert_eq!(built.formatted_report(), "");
    let guides = built.page("/guides/");
    assert_says(
        &guides,
        "Guides What it says. All of them. In this section Second What it says. First What it says.",
    );
    assert!(built.page("/guides/first/").contains("href=\"/guides/deep/second/#part\""));
    assert!(built.page("/guides/deep/second/").contains("href=\"/guides/\""));
    assert!(built.page("/articles/2026/trip/").contains("href=\"/guides/first/\""));
    let home = built.page("/");
    assert!(home.contains("href=\"/guides/\"") && !home.contains("href=\"/guides/first/\""));
}

#[test]
fn front_matter_of_other_programs_is_read_and_its_names_are_suggested() {
    let text = "---\ntitle: Trip\ndescription: A trip.\ndate: 2026-01-02T10:00:00Z\nlastmod: 2026-02-01\nslug: other\nweight: 3\nextra:\n  layout: wide\n---\n# Trip\n\nWords.\n";
    let built = Project::new().file("content/articles/trip.md", text).build();
    assert_eq!(built.codes(), ["alternative-key"; 5]);
    let report = built.formatted_report();
    for words in
        ["write `summary`", "write `published: 2026-01-02`", "rename the file to `content/articles/other.md`"]
    {
        assert!(report.contains(words), "{words}: {report}");
    }
    assert_says(&built.page("/articles/trip/"), "Trip A trip.");
    let unknown = text.replace("slug: other", "author: Ada");
    let built = Project::new().file("content/articles/trip.md", unknown).build();
    assert!(built.formatted_report().contains("keys of other programs belong below `extra`"));
}

#[test]
fn former_addresses_redirect_and_can_be_linked() {
    let page =
        |more: &str, text: &str| format!("---\ntitle: Page\nsummary: What it says.\n{more}---\n{text}");
    let project = Project::new()
        .file("content/pages/new.md", page("aliases: [/old/name, /older.html]\n", "Words.\n"))
        .file("content/pages/deep/other.md", page("", "[it](/old/name/) ![icon](/assets/icon.svg)\n"));
    let built = project.clone().build();
    assert_eq!(built.formatted_report(), "");
    for old in ["/old/name/", "/older.html"] {
        assert!(
            built.page(old).contains("<link rel=\"canonical\" href=\"https://example.org/new/\">"),
            "{old}"
        );
    }
    assert!(built.page("/deep/other/").contains("href=\"/new/\""));
    let twice = project.file("content/pages/third.md", page("aliases: [/old/name/]\n", "Words.\n"));
    assert!(twice.build().codes().contains(&"path-collision"));
    let page_as_image = Project::new().file("content/pages/new.md", page("", "![a](/compare/)\n"));
    assert!(!page_as_image.build().codes().is_empty());
}
