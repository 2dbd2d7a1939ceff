//! A site of its owner: nothing in it speaks of this program, of its makers or of their site.

use crate::support::Project;
use crate::support::languages::languages;

#[test]
fn only_the_site_of_the_program_has_its_manual() {
    let built = Project::new().build();
    for trace in ["/reference/", "Reference for contributors", "yaml-syntax"] {
        assert_eq!(built.mentions(trace), Vec::<String>::new(), "{trace}");
    }
    let built = Project::new().change("content/site.yaml", |text| format!("{text}manual: true\n")).build();
    assert!(built.page("/").contains("<a href=\"/reference/\">Reference for contributors</a>"));
    assert!(built.page("/reference/").contains("<a href=\"/reference/yaml-syntax/\">"));
    assert!(built.page("/sitemap.xml").contains("https://example.org/reference/yaml-syntax/"));
    assert!(built.page("/search/").contains("/reference/"));
}

#[test]
fn the_settings_that_a_new_site_shows_as_comments_are_valid() {
    let template = include_str!("../src/command/starter/content/site.yaml");
    let shown = ["licence:", "owner:", "logo:", "favicon:", "footer:", "  - {label"];
    let mut count = 0;
    let mut settings = String::new();
    for line in template.lines().filter(|line| !line.contains("/fit/") && !line.contains("/glossary/")) {
        let bare = line.trim_start();
        let setting = bare.strip_prefix("# ").filter(|rest| shown.iter().any(|key| rest.starts_with(key)));
        count += usize::from(setting.is_some());
        let indent = &line[..line.len() - bare.len()];
        settings.push_str(&setting.map_or(line.to_string(), |setting| format!("{indent}{setting}")));
        settings.push('\n');
    }
    assert_eq!(count, shown.len());
    let settings = settings
        .replace("THE_TITLE", "Roles")
        .replace("THE_REQUIRED", "0.2")
        .replace("support-engineer/solutions-engineer", "sre/platform-engineer");
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>";
    let built = Project::new()
        .file("content/site.yaml", settings)
        .file("static/brand/logo.svg", drawing)
        .file("static/brand/icon.svg", drawing)
        .build();
    let codes = built.codes();
    assert!(codes.iter().all(|code| ["", "leftover-todo"].contains(code)), "{}", built.formatted_report());
    assert!(built.page("/").contains("<a href=\"https://example.com/imprint\""));
}

#[test]
fn a_site_of_languages_speaks_of_languages() {
    let built = languages().build();
    assert_eq!(built.formatted_report(), "");
    let text = |path: &str| String::from_utf8(built.tree()[path].clone()).expect("text");
    for (address, words) in [
        (
            "/",
            &[
                "Languages: languages compared from cited facts",
                "Compare two languages",
                "<b>3</b> languages",
            ][..],
        ),
        ("/languages/", &["<h1>Languages</h1>", "3 languages in families"]),
        ("/languages/rust/", &["\"@type\":\"ComputerLanguage\"", "/cards/languages/rust.png"]),
        ("/compare/", &["Compare all languages"]),
        ("/search/", &["language</span>", "href=\"/languages/rust/\""]),
        ("/api/", &["Every language with all its facts and their sources."]),
        ("/languages/luna/", &["url=/languages/lua/"]),
    ] {
        for word in words {
            assert!(built.page(address).contains(word), "{address} lacks {word}");
        }
    }
    assert!(text("sitemap.xml").contains("https://languages.example/languages/rust/"));
    assert!(text("llms.txt").contains("## Languages"));
    assert!(text("search/index.json").contains("\"languages/*/\""));
    assert!(text("assets/matrix/summary.js").contains("Select a language to show it."));
    assert!(built.has("/languages/rust.csv") && !built.has("/roles/"));
    for (path, bytes) in built.tree() {
        // The columns of the open data have the same names on every site.
        if path.ends_with(".html") && path != "api/index.html" {
            let shown = words_of(&String::from_utf8_lossy(&bytes));
            assert!(
                !shown.iter().any(|word| ["role", "roles", "job", "jobs"].contains(&word.as_str())),
                "{path}"
            );
        }
    }
}

/// Returns the words of a page that readers see, in lower case: its text, and its labels. Code and paths are left out.
fn words_of(html: &str) -> Vec<String> {
    let shown = crate::support::html::Element::of(html).text();
    let labels = ["aria-label=\"", "placeholder=\"", "content=\""];
    let labels =
        labels.iter().flat_map(|name| html.split(name).skip(1)).filter_map(|rest| rest.split('"').next());
    let all = labels.fold(shown, |all, label| all + " " + label);
    let words = all.split(|c: char| c.is_whitespace() || ",.;:!?()“”‘’".contains(c)).map(str::to_lowercase);
    words.collect()
}

#[test]
fn diagnostics_name_what_the_site_compares() {
    let report = languages().file("content/articles/a.md", "---\ntitle: A\nsummary: A.\npublished: 2026-11-01\nreviewed: 2026-11-01\nroles: [rusty]\n---\nWords.\n").build().formatted_report();
    assert!(report.contains("there is no language `rusty`"), "{report}");
}

#[test]
fn the_folder_of_an_entity_has_no_other_pages() {
    for path in ["tools", "compare", "assets", "cards"] {
        let built =
            languages().edit("content/site.yaml", "path: languages", &format!("path: {path}")).build();
        let report = built.formatted_report();
        assert!(report.contains(&format!("`/{path}/` has other pages of the site")), "{report}");
        assert!(report.contains("such as `languages`"), "{report}");
    }
    let page = "---\ntitle: L\nsummary: S.\n---\nWords.\n";
    assert_eq!(languages().file("content/pages/languages.md", page).build().codes(), ["path-collision"]);
    assert!(languages().file("content/pages/roles.md", page).build().has("/roles/index.html"));
}

#[test]
fn nouns_inflect_in_the_language_of_the_site() {
    let german = |own: &str| {
        let site = languages().edit("content/site.yaml", "en-GB", "de").edit(
            "content/site.yaml",
            "one: language, many: languages",
            "one: Land, many: Länder",
        );
        site.file("templates/locales/de.ftl", own).build()
    };
    let built = german(
        "-role = Land\n    .gender = neuter\n-roles = { $case ->\n    [dative] Ländern\n   *[nominative] Länder\n}\n",
    );
    assert_eq!(built.formatted_report(), "");
    let script = String::from_utf8(built.tree()["assets/matrix/summary.js"].clone()).expect("text");
    assert!(script.contains("Kein Land entspricht dem Filter."), "{script}");
    assert!(
        built.page("/languages/rust/").contains("Im Vergleich mit anderen Ländern")
            || built.page("/languages/rust/").contains("Mit allen anderen Ländern")
    );
    let report = german("-rolle = Land\n").formatted_report();
    assert!(
        report.contains("no message uses the term `-rolle`") && report.contains("did you mean"),
        "{report}"
    );
}

#[test]
fn a_site_has_no_trace_of_what_it_has_no_data_about() {
    let built = languages().build();
    let absent = ["tools", "salaries", "articles", "glossary", "fit", "moves"];
    for folder in absent {
        assert!(!built.has(&format!("/{folder}/")), "{folder}");
    }
    for file in ["salaries.json", "salaries.csv", "tools.json", "glossary.json", "fit.json"] {
        assert!(
            !built.has(&format!("/api/v1/{file}")) && !built.has(&format!("/api/v1/schema/{file}")),
            "{file}"
        );
    }
    let tree = built.tree();
    crate::support::assert_links(&tree);
    for (path, bytes) in tree.iter().filter(|(path, _)| !path.starts_with("api/schema/")) {
        let text = String::from_utf8_lossy(bytes);
        if path.ends_with(".html") {
            for id in [
                "page.figures",
                "page.pay",
                "page.tools",
                "page.skills",
                "page.ways",
                "page.moves",
                "page.responsibilities",
            ] {
                assert!(!text.contains(&format!("id=\"{id}\"")), "{path}: {id}");
            }
            let traces =
                ["salary", "salaries", "tool", "tools", "skill", "skills", "glossary", "pay", "career"];
            // The descriptions of the data files speak of tools for data.
            let shown = if path == "api/index.html" { Vec::new() } else { words_of(&text) };
            let trace = shown.iter().find(|word| traces.contains(&word.as_str()));
            assert_eq!(trace, None, "{path}");
        }
        if ["sitemap.xml", "llms.txt", "feed.xml"].contains(&path.as_str()) || path.starts_with("api/v1/") {
            let found = absent.iter().find(|folder| text.contains(&format!("/{folder}/")));
            assert_eq!(found, None, "{path}");
        }
    }
    let nav = "nav: [{label: Tools, to: /tools/}, ";
    let report = languages().edit("content/site.yaml", "nav: [", nav).build().formatted_report();
    assert!(report.contains("the site has this page once it has a tool in `content/tools.yaml`"), "{report}");
}

/// Words about one kind of role, in a text about any.
const ROLE_WORDS: &[&str] = &[
    "engineer",
    "engineers",
    "engineering",
    "sre",
    "devops",
    "sysadmin",
    "kubernetes",
    "oncall",
    "incident",
];

#[test]
fn the_program_speaks_of_no_kind_of_role() {
    let top = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut found, mut read) = (Vec::new(), 0);
    for folder in ["src", "templates", "static", "ci"] {
        for (path, bytes) in crate::support::tree(&top.join(folder)) {
            // Examples for authors are about the roles of the test site; locales have the words of every section.
            let is_example =
                ["diagnostic/explain/", "command/starter/content/", "locales/", "highlight/names.txt"]
                    .iter()
                    .any(|part| path.contains(part));
            let Some(text) = String::from_utf8(bytes).ok().filter(|_| !is_example && !path.contains("tests"))
            else {
                continue;
            };
            read += 1;
            let is_rust = path.ends_with(".rs");
            // Documentation of records and of the command line is shown to users, other comments are not.
            let is_shown = path.contains("parse/record/") || path.starts_with("cli/");
            for (line, shown) in text.lines().take_while(|line| !line.contains("#[cfg(test)]")).enumerate() {
                let is_comment = shown.trim_start().starts_with("//");
                let is_path = shown.contains("include_str!");
                if is_rust && (is_path || is_comment && !(is_shown && shown.trim_start().starts_with("///")))
                {
                    continue;
                }
                let words = shown.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
                if words.into_iter().any(|word| ROLE_WORDS.contains(&word.as_str())) {
                    found.push(format!("{folder}/{path}:{}: {}", line + 1, shown.trim()));
                }
            }
        }
    }
    assert!(read > 300, "{read} files");
    assert!(found.is_empty(), "{}", found.join("\n"));
}
