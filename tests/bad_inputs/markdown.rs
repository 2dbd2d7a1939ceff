//! M: Markdown.

use super::case::{Case, assert_all, case};
use crate::support::Project;

const ARTICLE: &str = "content/articles/a.md";
const HEAD: &str = "---\ntitle: A\nsummary: S.\npublished: 2026\nreviewed: 2026\n---\n";
const TERM: &str = "---\nterm: SLO\nline: A target.\n---\n## Here\n";

/// Returns a site with an article whose text begins in line 7.
fn text(body: &str) -> Project {
    Project::new().file(ARTICLE, format!("{HEAD}{body}\n"))
}

fn linked(body: &str) -> Project {
    text(body).file("content/glossary/slo.md", TERM)
}

/// Text that looks like markup, fragments, and elements without text.
fn more_cases() -> Vec<Case> {
    let at = |place: &str| format!("{ARTICLE}:{place}");
    vec![
        case("M6 a line that begins with a colon", text("Words\n\n:warning: Not a definition."))
            .finds("not-markdown", at("9:1")),
        case("M6 half a time of day at the start of a line", text("At nine\n:thirty.")),
        case(
            "M2 a fragment that is percent-encoded",
            text("## Über uns\n\n[x](#%C3%BCber-uns) [y](#über-uns)"),
        ),
        case("M2 a fragment whose accents are composed", text("## U\u{308}ber uns\n\n[x](#%C3%BCber-uns)")),
        case(
            "M2 the top of a page, and words on it",
            text("[x](#) [y](#top) [z](#:~:text=a) [s](role:sre#:~:text=a)"),
        ),
        case("M2 words on a page below a heading that it lacks", text("[x](#there:~:text=a)"))
            .finds("broken-anchor", at("7:5")),
        case("M21 a link without text", text("[](https://example.org/)")).finds("empty-link", at("7:4")),
        case("M21 a link with a space as its text", text("[ ](https://example.org/)"))
            .finds("empty-link", at("7:5")),
        case("M21 a heading without words", text("##\n\nWords.")).finds("empty-heading", at("7:1")),
        case("M21 a heading that is a link without text", text("## [](https://example.org/)"))
            .finds("empty-link", at("7:7")),
        case("M7 attributes of a heading that a link names", text("## Here {#there}\n\n[x](#there)"))
            .finds("not-markdown", at("7:9")),
        case(
            "M7 attributes of a heading that another page names",
            linked("[x](../glossary/slo.md#there)").edit(
                "content/glossary/slo.md",
                "## Here",
                "## Here {#there .a}",
            ),
        )
        .finds("not-markdown", "content/glossary/slo.md:5:9"),
        case("M13 a table row without its last cell", text("| a | b |\n|---|---|\n| c |"))
            .finds("table-row", at("9:1")),
        case("M13 a table row with a cell more", text("| a | b |\n|---|---|\n| c | d | e |"))
            .finds("table-row", at("9:1")),
        case("M22 the attributes of a fence", text("```rust,ignore\nx\n```\n\n```js {1,3}\nx\n```")),
        case("M22 the title of a fence", text("```yaml title=\"x.yaml\"\na: b\n```"))
            .finds("not-markdown", at("7:1")),
        case("M23 a reference to a definition that is not there", text("See [x][nowhere]."))
            .finds("not-markdown", at("7:5")),
    ]
}

/// M17: invisible characters.
fn invisible() -> Vec<Case> {
    let at = |place: &str| format!("{ARTICLE}:{place}");
    vec![
        case("M17 a line separator", text("a\u{2028}b")).finds("invisible-character", at("7:2")),
        case("M17 a character for private use", text("a \u{e000} b")).finds("invisible-character", at("7:3")),
        case("M17 a heap of marks", text(&format!("Z{}", "\u{301}".repeat(10_000)))),
        case("M17 an entity without width", text("a&#8203;b")).finds("invisible-character", at("7:2")),
        case("M17 a soft hyphen as an entity", text("a &shy; b")).finds("invisible-character", at("7:3")),
        case("M17 an entity that orders text", text("a &#x202E; b")).finds("bidi-character", at("7:3")),
        case("M17 an invisible operator", text("a &InvisibleTimes; b"))
            .finds("invisible-character", at("7:3")),
        case("M17 a tag character in a link", text("[a&#xE0041;](/compare/)"))
            .finds("invisible-character", at("7:3")),
        case("M17 entities that a script needs", text("می&zwnj;خواهم &amp; &nbsp; ❤&#xFE0F;")),
    ]
}

pub(crate) fn cases() -> Vec<Case> {
    let at = |place: &str| format!("{ARTICLE}:{place}");
    let mut all = vec![
        case("M1 a link to a file that is not there", text("[x](../roles/nope.md)"))
            .finds("broken-link", at("7:5")),
        case(
            "M1 a link to a draft",
            linked("[x](../glossary/slo.md)").edit("content/glossary/slo.md", "line:", "draft: true\nline:"),
        )
        .finds("broken-link", at("7:5")),
        case("M1 a link to the file of a page", linked("[x](../glossary/slo.md#here)")),
        case("M2 an anchor that this page does not have", text("## Here\n\n[x](#there)"))
            .finds("broken-anchor", at("9:5")),
        case("M2 an anchor that another page does not have", linked("[x](../glossary/slo.md#there)"))
            .finds("broken-anchor", at("7:5")),
        case("M2 headings of the same words", text("## Here\n\n## Here\n\n[x](#here) [y](#here-1)")),
        case("M3 a link in another case", linked("[x](../glossary/SLO.md)")).finds("broken-link", at("7:5")),
        case("M3 a page in another case", text("[x](/Compare/)")).finds("broken-link", at("7:5")),
        case("M3 a page without its last slash", text("[x](/compare)")).finds("broken-link", at("7:5")),
        case("M3 an anchor in another case", text("## Here\n\n[x](#Here)")).finds("broken-anchor", at("9:5")),
        case("M4 an image that is not there", text("![x](../../static/nope.png)"))
            .finds("broken-link", at("7:6")),
        case("M4 an image without words", text("![](../../static/a.csv)").file("static/a.csv", ""))
            .finds("image-alt", at("7:1")),
        case("M7 a language that ends the attribute", text("```\"><script>x</script>\nx\n```"))
            .finds("fence-language", at("7:1")),
        case("M7 attributes of a heading are words", text("## Here {#x onclick=y .a}"))
            .finds("not-markdown", at("7:9")),
        case("M10 quotes without end", text(&">".repeat(50_000))).finds("markdown-depth", at("7:65")),
        case("M10 quotes and lists in turn", text(&"> - ".repeat(5_000))).finds("markdown-depth", at("7:87")),
        case("M12 a file of 1 MiB", text(&"a\n".repeat(1 << 19))).finds("file-size", at("1:1")),
        case(
            "M16 the syntax of templates is words",
            text("{{ config }} {% raw %} `{{ x }}`\n\n```text\n{% if %}\n```"),
        ),
        case("M17 words that run backwards", text("a \u{202e}b")).finds("bidi-character", at("7:3")),
        case("M18 entities", text("&NotEqualTilde; &nope;")),
        case("M13 a table in a quotation", text("> | a | b |\n> |---|---|\n> | c | d |\n> | c |"))
            .finds("table-row", at("10:3")),
        case("M13 a table without its second line", text("| a | b |\n| c | d |"))
            .finds("not-markdown", at("7:1")),
        case("an unfinished merge", text("a\n\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> main"))
            .finds("merge-conflict", at("9:1")),
    ];
    all.extend(more_cases());
    for link in [
        "javascript:alert",
        "JaVaScRiPt:alert",
        "java&#9;script:alert",
        "&#x6A;avascript:alert",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://example.org/x",
    ] {
        all.push(
            case("M5, M20 a link that could run", text(&format!("[x]({link})")))
                .finds("unsafe-url", at(if link.contains('&') { "7:1" } else { "7:5" })),
        );
        all.push(
            case("M5 an image that could run", text(&format!("![x]({link})")))
                .finds("unsafe-url", at(if link.contains('&') { "7:1" } else { "7:6" })),
        );
    }
    all.push(case("M5 an address between angles", text("<javascript:x>")).finds("unsafe-url", at("7:2")));
    all.push(case("M5 a definition", text("[x]\n\n[x]: vbscript:x")).finds("unsafe-url", at("7:1")));
    for link in [
        "http://localhost/",
        "http://127.0.0.1/x",
        "http://10.0.0.1/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/",
        "http://[::1]/",
    ] {
        all.push(
            case("M20 a link into a private network", text(&format!("[x]({link})")))
                .finds("unsafe-url", at("7:5")),
        );
    }
    for html in [
        "<script>x</script>",
        "<iframe src=x></iframe>",
        "<style>x</style>",
        "<form>",
        "<base href=x>",
        "<meta http-equiv=refresh>",
        "<!-- x",
        "<div>",
        "<svg/onload=x>",
    ] {
        let mut one = case("M6 HTML", text(html)).finds("raw-html", at("7:1"));
        if html == "<svg/onload=x>" {
            one = case("M6 HTML in a line", text("a <b>")).finds("raw-html", at("7:3"));
        }
        all.push(one);
    }
    all.extend(invisible());
    all
}

#[test]
fn every_case_has_the_expected_diagnostics() {
    assert_all(&cases());
}

#[test]
fn m1_m2_m3_the_help_names_existing_targets() {
    for (body, help) in [
        ("[x](../glossary/slp.md)", "did you mean `content/glossary/slo.md`?"),
        ("[x](../glossary/SLO.md)", "did you mean `content/glossary/slo.md`?"),
        ("[x](../glossary/slo.md#hree)", "did you mean `#here`?"),
        ("## Here\n\n[x](#Here)", "did you mean `#here`?"),
        ("[x](/Compare/)", "did you mean `/compare/`?"),
        ("[x](/compare)", "write `/compare/`"),
    ] {
        let printed = linked(body).build().formatted_report();
        assert!(printed.contains(help), "`{help}` is not in\n{printed}");
    }
}

#[test]
fn m7_m16_m18_code_and_attributes_appear_as_plain_text() {
    let body = "## Here {#x onclick=y .a}\n\n{{ config }} &#0;&#x110000;&NotEqualTilde;\n\n```\"><script>x</script>\nx\n```";
    let page = text(body).build().page("/articles/a/");
    assert!(page.contains("{#x onclick=y .a}") && page.contains("{{ config }}"), "{page}");
    assert!(page.contains("\u{fffd}\u{fffd}\u{2242}\u{338}"), "{page}");
    assert!(!page.contains("<script>x"), "{page}");
}
