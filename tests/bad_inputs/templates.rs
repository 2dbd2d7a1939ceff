//! T: templates and the site's own settings.

use super::case::{Case, assert_all, case};
use crate::support::Project;

const ROLE: &str = "templates/pages/role.html";
const SITE: &str = "content/site.yaml";

fn template(text: impl AsRef<[u8]>) -> Project {
    Project::new().file(ROLE, text)
}

fn site(from: &str, to: &str) -> Project {
    Project::new().edit(SITE, from, to)
}

pub(crate) fn cases() -> Vec<Case> {
    let at = |place: &str| format!("{ROLE}:{place}");
    let mut all = vec![
        case("T1 a variable that is not there", template("<p>\n{{ nmae }}")).finds("template", at("2:4")),
        case("T1 a field that is not there", template("{{ frame.nope }}")).finds("template", at("1:10")),
        case("T1 a filter that is not there", template("a\n{{ frame.title | nope }}"))
            .finds("template", at("2:18")),
        case("T1 a test that is not there", template("{% if frame.title is nope %}x{% endif %}"))
            .finds("template", at("1:22")),
        case("T1, T7 a function that is not there", template("{{ get_env(name=\"HOME\") }}"))
            .finds("template", at("1:4")),
        case("T7 a clock", template("{{ now() }}")).finds("template", at("1:4")),
        case("T7 chance", template("{{ get_random(end=3) }}")).finds("template", at("1:4")),
        case("T7 a file", template("{{ load_data(path=\"/etc/passwd\") }}")).finds("template", at("1:4")),
        case("T2 an include that is not there", template("a\n{% include \"shared/nope.html\" %}"))
            .finds("template", at("2:13")),
        case("T2 a parent that is not there", template("{% extends \"shared/nope.html\" %}"))
            .finds("template", at("1:13")),
        case("T2 an include in another case", template("{% include \"shared/Cell.html\" %}"))
            .finds("template", at("1:13")),
        case("T3 a template that includes itself", template("{% include \"pages/role.html\" %}"))
            .finds("template", at("1:13")),
        case("T3 a template that extends itself", template("{% extends \"pages/role.html\" %}"))
            .finds("template", at("1:13")),
        case(
            "T3 two templates that include each other",
            template("{% include \"pages/tool.html\" %}")
                .file("templates/pages/tool.html", "{% include \"pages/role.html\" %}"),
        )
        .finds("template", at("1:13")),
        case("T4 a range beyond all limits", template("{% for n in range(end=1000000000) %}x{% endfor %}"))
            .finds("template", at("1:13")),
        case(
            "T4 brackets without end",
            template(format!("{{{{ {}1{} }}}}", "(".repeat(20_000), ")".repeat(20_000))),
        )
        .finds("template", at("1:43")),
        case("T4 conditions without end", template("{% if true %}".repeat(20_000)))
            .finds("template", at("1:519")),
        case("T5 a block that is never closed", template("{% if true %}")).finds("template", at("1:12")),
        case("T5 an end of nothing", template("a\n{% endfor %}")).finds("template", at("2:4")),
        case("T5 nothing between the marks", template("{% %}")).finds("template", at("1:4")),
        case("T5 a template that is no UTF-8", template(b"<p>\xff</p>")).finds("not-utf8", at("1:4")),
        case("T5 a byte order mark", Project::new().file("templates/pages/404.html", "\u{feff}<p>x</p>")),
        case("T5 a template of no page", Project::new().file("templates/pages/roel.html", "x"))
            .finds("template", "templates/pages/roel.html:1:1"),
        case("T5 a template that is not HTML", Project::new().file("templates/pages/role.tera", "x"))
            .finds("template", "templates/pages/role.tera:1:1"),
        case("T8 no settings", Project::new().without(SITE)).finds("file-missing", ""),
        case("T8 an unknown key", site("language:", "langauge:")).finds("unknown-key", format!("{SITE}:4:1")),
        case(
            "T8 two mistakes at once",
            site("title: Test", "title: [Test]").edit(SITE, "to: /compare/", "too: /compare/"),
        )
        .finds("wrong-type", format!("{SITE}:1:8"))
        .finds_also("unknown-key", format!("{SITE}:5:24")),
        case("T4 a value that grows in a loop", template("a\n{%- set_global a = 1 %}"))
            .finds("template", at("2:5")),
        case("T8 an address without a scheme", site("https://example.org/", "example.org"))
            .finds("unsafe-url", format!("{SITE}:3:11")),
        case("T8 an address with the javascript scheme", site("https://example.org/", "\"javascript:x\""))
            .finds("unsafe-url", format!("{SITE}:3:11")),
        case("T8 an address with a query", site("https://example.org/", "https://example.org/?a=b"))
            .finds("unsafe-url", format!("{SITE}:3:11")),
        case("T8 a language that is none", site("language: en-GB", "language: English, please"))
            .finds("unknown-word", format!("{SITE}:4:11")),
        case(
            "T9 a site without roles",
            Project::new()
                .without("content/roles/sre.yaml")
                .without("content/roles/platform-engineer.yaml")
                .without("content/skills.yaml")
                .without("content/sources.yaml")
                .without("content/tools.yaml"),
        ),
    ];
    all.extend(without_end());
    let mut empty = Project::new();
    for path in [
        SITE,
        "content/comparison.yaml",
        "content/sources.yaml",
        "content/tools.yaml",
        "content/skills.yaml",
        "content/roles/sre.yaml",
        "content/roles/platform-engineer.yaml",
    ] {
        empty = empty.without(path);
    }
    all.push(
        case("T9 an empty folder", empty.file("static/a.csv", ""))
            .finds("file-missing", "")
            .finds_also("file-missing", ""),
    );
    all
}

#[test]
fn every_case_has_the_expected_diagnostics() {
    assert_all(&cases());
}

#[test]
fn t1_the_message_names_the_page_being_drawn() {
    let printed = template("{{ nmae }}").build().formatted_report();
    assert!(printed.contains("while drawing `/roles/platform-engineer/`"), "{printed}");
}

#[test]
fn t6_built_in_templates_escape_everything() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    // Messages are bound, and escaped, when a template is loaded.
    let templates = crate::support::tree(&folder);
    for (path, bytes) in templates.into_iter().filter(|(path, _)| !path.ends_with(".ftl")) {
        let text = String::from_utf8(bytes).expect("a template is text");
        assert!(path.ends_with(".html"), "{path}: only .html templates are escaped");
        assert!(!text.contains("safe") && !text.contains("set_global"), "{path}");
    }
}

/// Chains and nesting for which a parser would call itself thousands of times.
fn without_end() -> Vec<Case> {
    let at = |place: &str| format!("{ROLE}:{place}");
    vec![
        case(
            "T4 branches without end",
            template(format!("{{% if true %}}{}{{% endif %}}", "{% elif true %}".repeat(12_000))),
        )
        .finds("template", at("1:1517")),
        case(
            "T4 a message with too many forms",
            Project::new().file("templates/locales/en-GB.ftl", forms_without_end()),
        )
        .finds("invalid-message", "templates/locales/en-GB.ftl:1:1"),
        case("T4 messages nested without end", template(format!("{{{{ {}", "[[a x={{ ".repeat(12_000))))
            .finds("template", at("1:8")),
        case(
            "T4 brackets without end in a message",
            template("x").file("templates/locales/en-GB.ftl", format!("a = {}", "{".repeat(100_000))),
        )
        .finds("invalid-message", "templates/locales/en-GB.ftl:1:69"),
    ]
}

/// A message whose number has twelve thousand forms.
fn forms_without_end() -> String {
    let forms = (0..12_000).fold(String::new(), |forms, number| forms + &format!("    [{number}] x\n"));
    format!("pay-slice = {{ $count ->\n{forms}   *[other] y\n}}\n")
}
