//! F: the front matter of Markdown files.

use super::case::{Case, assert_all, case};
use crate::support::Project;

const ARTICLE: &str = "content/articles/a.md";

fn file(text: impl AsRef<[u8]>) -> Project {
    Project::new().file(ARTICLE, text)
}

fn title(written: &str) -> Project {
    file(format!("---\ntitle: {written}\nsummary: S.\npublished: 2026\nreviewed: 2026\n---\nWords.\n"))
}

pub(crate) fn cases() -> Vec<Case> {
    let at = |place: &str| format!("{ARTICLE}:{place}");
    let mut all = vec![
        case("F1 front matter that is never closed", file("---\ntitle: A\n"))
            .finds("front-matter", at("1:1")),
        case("F4 an empty line before the head", file("\n---\ntitle: A\n---\n"))
            .finds("front-matter", at("1:1")),
        case("F6 a head of 5 MiB", file(format!("---\ntitle: {}\n---\n", "a".repeat(5 << 20))))
            .finds("file-size", at("1:1")),
        case(
            "F2 a space after the dashes",
            title("A").change(ARTICLE, |text| text.replace("---\n", "--- \n")),
        ),
        case("F5 dashes in the text", title("A").change(ARTICLE, |text| format!("{text}\n---\n\nMore.\n"))),
        case("F5 dashes in a value", title("\"A --- B\"")),
        case("F5 dashes in a block", title(">\n  A\n  ---\n  B")),
        case(
            "F7 a file from Windows",
            title("A").change(ARTICLE, |text| format!("\u{feff}{}", text.replace('\n', "\r\n"))),
        ),
        case(
            "F9 a key under its name elsewhere",
            title("A").change(ARTICLE, |text| text.replace("summary", "description")),
        )
        .finds("alternative-key", at("3:1")),
        case("F8 an empty title", title("\"\"")).finds("out-of-range", at("2:8")),
        case("F8 a title of spaces", title("\"  \"")).finds("out-of-range", at("2:8")),
        case("F8 a title of 5,000 characters", title(&"a".repeat(5000))).finds("out-of-range", at("2:8")),
        case("F8 a title of marks that stand on nothing", title("\"\\u0301\\u0301\""))
            .finds("out-of-range", at("2:8")),
        case("F8 an invisible title", title("\"\\u200b\\u2060\"")).finds("invisible-character", at("2:8")),
        case("F8 a title with a hidden word", title("\"A\\U000E0041\""))
            .finds("invisible-character", at("2:8")),
        case("F8 a title with a soft hyphen", title("A\u{ad}b")).finds("invisible-character", at("2:9")),
        case("F8 a title in Persian", title("می\u{200c}خواهم")),
        case("F8 a title with joined emoji", title("👩\u{200d}💻 ❤\u{fe0f}")),
        case("F8 a title of two lines", title("\"A\\nB\"")).finds("out-of-range", at("2:8")),
        case("F8 a title with a heap of marks", title(&format!("Z{}", "\u{301}".repeat(10_000))))
            .finds("out-of-range", at("2:8")),
        case("F8 a title of one emoji", title("🚀")),
    ];
    for text in ["+++\ntitle = 1\n+++\n", ";;;\n{}\n;;;\n", "{\"title\": \"A\"}\n", "----\ntitle: A\n----\n"]
    {
        all.push(case("F2 front matter that is not YAML", file(text)).finds("front-matter", at("1:1")));
    }
    for text in ["", "Text", "## Text\n"] {
        all.push(case("F3 no head", file(text)).finds("front-matter", at("1:1")));
    }
    all
}

#[test]
fn every_case_has_the_expected_diagnostics() {
    assert_all(&cases());
}

#[test]
fn f1_f2_f4_the_help_suggests_a_fix() {
    for (text, help) in [
        ("---\ntitle: A\n", "put a line `---` after the last key"),
        ("+++\ntitle = 1\n+++\n", "the front matter is YAML between two lines of `---`"),
        ("{\"title\": \"A\"}\n", "the front matter is YAML between two lines of `---`"),
        ("----\ntitle: A\n----\n", "three dashes"),
        ("\n---\ntitle: A\n---\n", "remove everything above it"),
        ("Text", "begin the file with `---`"),
    ] {
        let printed = file(text).build().formatted_report();
        assert!(printed.contains(help), "`{help}` is not in\n{printed}");
    }
}

#[test]
fn f5_front_matter_ends_at_its_closing_line_and_not_inside_a_block() {
    let page = title(">\n  A\n  ---\n  B").build().page("/articles/a/");
    assert!(page.contains("A --- B"), "{page}");
}
