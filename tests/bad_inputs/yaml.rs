//! Y: YAML and data.

use super::case::{Case, assert_all, case};
use crate::support::Project;

const SRE: &str = "content/roles/sre.yaml";
const SITE: &str = "content/site.yaml";
const SOURCES: &str = "content/sources.yaml";

fn sre(from: &str, to: &str) -> Project {
    Project::new().edit(SRE, from, to)
}

/// Returns a site with a third role that has this text.
fn role(text: impl AsRef<[u8]>) -> Project {
    Project::new().file("content/roles/third.yaml", text)
}

/// Returns a site with a salary dataset that has one figure, in line 10.
fn pay(figure: &str) -> Project {
    let text = format!(
        "title: Survey\nsource: web\npopulation: survey\nbasis: gross\nperiod: year\ncurrency: USD\nlicence: CC0-1.0\nmethod: Asked people.\nfigures:\n  - {{role: sre, region: us, year: 2025, {figure}}}\n"
    );
    Project::new().file("content/salaries/survey.yaml", text)
}

/// Returns a site with one more line in its settings, line 6.
fn site(line: &str) -> Project {
    Project::new().change("content/site.yaml", |text| format!("{text}{line}\n"))
}

fn url(written: &str) -> Project {
    Project::new().edit(SOURCES, "https://example.org/book", &format!("\"{written}\""))
}

fn date(written: &str) -> Project {
    Project::new().edit(SOURCES, "2026-11-01", written)
}

const THIRD: &str = "content/roles/third.yaml";
const PAY: &str = "content/salaries/survey.yaml:10:";

pub(crate) fn cases() -> Vec<Case> {
    let mut all = syntax();
    all.extend(text());
    all.extend(types());
    all.extend(figures());
    all.extend(names());
    all
}

fn syntax() -> Vec<Case> {
    let laughs: Vec<String> =
        (1..9).map(|n| format!("l{n}: &l{n} [{}]\n", format!("*l{}, ", n - 1).repeat(9))).collect();
    let laughs = format!("l0: &l0 [ha, ha]\n{}", laughs.concat());
    let third = |place: &str| format!("{THIRD}:{place}");
    vec![
        case("Y1 a billion laughs", role(laughs)).finds("yaml-alias", third("1:9")),
        case("Y2 an alias of itself", role("a: &a [*a]\n")).finds("yaml-alias", third("1:7")),
        case("Y3 brackets without end", role("[".repeat(100_000))).finds("yaml-depth", third("1:33")),
        case("Y4 lists without end", role("- ".repeat(100_000))).finds("yaml-depth", third("1:65")),
        case("Y4 mappings without end", role("{a: ".repeat(100_000))).finds("yaml-depth", third("1:129")),
        case("Y5 a key twice", sre("short_name: SRE", "short_name: SRE\nshort_name: S"))
            .finds("duplicate-key", format!("{SRE}:3:1")),
        case("Y6 a merge key", sre("short_name: SRE", "<<: {short_name: SRE}"))
            .finds("yaml-alias", format!("{SRE}:2:1")),
        case("Y6 an alias of nothing", sre("SRE", "*x")).finds("yaml-syntax", format!("{SRE}:2:13")),
        case("Y6 an object of Python", sre("SRE", "!!python/object:os.system SRE"))
            .finds("yaml-tag", format!("{SRE}:2:13")),
        case("Y6 an include", sre("SRE", "!include /etc/passwd")).finds("yaml-tag", format!("{SRE}:2:13")),
        case("Y7 a tab indents a line", sre("  goal", "\tgoal")).finds("yaml-syntax", format!("{SRE}:6:1")),
        case("Y14 two documents", sre("facts:", "---\nfacts:")).finds("yaml-documents", format!("{SRE}:5:1")),
        case("Y15 an empty file", role("")).finds("wrong-type", third("1:1")),
        case("Y15 only comments", role("# a role\n# of mine\n")).finds("wrong-type", third("1:1")),
        case("Y15 nothing, written out", role("null\n")).finds("wrong-type", third("1:1")),
        case("Y15 a list", role("- a\n- b\n")).finds("wrong-type", third("1:1")),
        case("Y15 a word", role("SRE\n")).finds("wrong-type", third("1:1")),
        case("Y30 a list of a million items", role(format!("skills:\n{}", "- a\n".repeat(1_000_000))))
            .finds("file-size", third("1:1")),
        case("Y30 a text of 2 MiB", role(format!("name: {}\n", "a".repeat(2 << 20))))
            .finds("file-size", third("1:1")),
        case("Y30 a key of half a MiB", role(format!("{}: a\n", "a".repeat(1 << 19))))
            .finds("yaml-syntax", third("1:524289")),
    ]
}

fn text() -> Vec<Case> {
    let third = |place: &str| format!("{THIRD}:{place}");
    vec![
        case("Y9 a byte order mark inside of a text", sre("Site Rel", "Site\u{feff} Rel"))
            .finds("control-character", format!("{SRE}:1:11")),
        case("Y10 a lone carriage return", sre("\nshort_name", "\rshort_name"))
            .finds("control-character", format!("{SRE}:1:32")),
        case("Y11 a byte that is no UTF-8", role(b"name: a\nsummary: \xff\n"))
            .finds("not-utf8", third("2:10")),
        case("Y11 half a character", role(b"name: a\nsummary: \xe2\x82")).finds("not-utf8", third("2:10")),
        case("Y11 a surrogate", role(b"name: a\r\nsummary: \xed\xa0\x80x\n"))
            .finds("not-utf8", third("2:10")),
        case("Y12 UTF-16", role(b"\xff\xfen\0a\0m\0e\0")).finds("not-utf8", third("1:1")),
        case("Y13 a NUL", role("name: a\nsummary: b\u{0}c\n")).finds("control-character", third("2:11")),
        case("Y13 an escape", role("name: a\nsummary: \u{1b}[31mred\n"))
            .finds("control-character", third("2:10")),
        case("Y13 a C1 control", role("name: a\nsummary: \u{9b}31mred\n"))
            .finds("control-character", third("2:10")),
        case("Y13 a control written as an escape", sre("SRE", "\"S\\u0007RE\""))
            .finds("control-character", format!("{SRE}:2:13")),
        case("Y33 a text that runs backwards", sre("short_name: SRE", "short_name: SRE # \u{202e}x"))
            .finds("bidi-character", format!("{SRE}:2:19")),
        case("Y33 a character without width in an id", sre("[slo-design]", "[slo\u{200b}-design]"))
            .finds("invisible-character", format!("{SRE}:9:13")),
        case("Y33 a Cyrillic letter in an id", sre("[slo-design]", "[slo-d\u{435}sign]"))
            .finds("invalid-id", format!("{SRE}:9:10")),
    ]
}

fn types() -> Vec<Case> {
    vec![
        case("Y16 words for a number", pay("n: 50, median: a lot")).finds("wrong-type", format!("{PAY}56")),
        case("Y16 a word for a list", sre("skills: [slo-design]", "skills: slo-design"))
            .finds("wrong-type", format!("{SRE}:9:9")),
        case("Y16 a mapping for a list", sre("skills: [slo-design]", "skills: {}"))
            .finds("wrong-type", format!("{SRE}:9:9")),
        case("Y16 a list for a text", sre("summary: Keeps services running.", "summary: [a]"))
            .finds("wrong-type", format!("{SRE}:4:10")),
        case("Y16 a word for versions", site("requires: latest"))
            .finds("version-requirement", format!("{SITE}:6:11")),
        case("Y16 a version without quotes", site("requires: 0.2"))
            .finds("wrong-type", format!("{SITE}:6:11")),
        case("Y16 an operator without quotes", site("requires: >=0.2"))
            .finds("yaml-syntax", format!("{SITE}:6:11")),
        case("Y16 versions that no program has", site("requires: \">=99\""))
            .finds("version-requirement", format!("{SITE}:6:11")),
        case("Y17 a misspelt key", sre("summary:", "sumary:")).finds("unknown-key", format!("{SRE}:4:1")),
        case("Y17 a misspelt key of a figure", pay("n: 50, medain: 120000, p75: 130000"))
            .finds("unknown-key", format!("{PAY}48")),
        case("Y18 a required key is missing", sre("family: core\n", ""))
            .finds("missing-key", format!("{SRE}:1:1")),
        case(
            "Y19 Norway",
            Project::new().edit("content/comparison.yaml", "{id: ca, label: Canada}", "{id: no, label: No}"),
        ),
        case("Y19 a level called no", sre("level: core", "level: no"))
            .finds("unknown-name", format!("{SRE}:7:20")),
        case("Y19 words that look like numbers stay words", sre("SRE", "1.10")),
        case("Y19 a time stays a word", sre("SRE", "12:30:45")),
        case("Y19 an octal number is a number, as in YAML 1.2", pay("n: 0o17, median: 120000")),
        case("Y19 separators are no digits", pay("n: 1_000, median: 120000"))
            .finds("wrong-type", format!("{PAY}44")),
        case("Y19 nothing is not a value", sre("SRE", "~")).finds("missing-key", format!("{SRE}:2:1")),
        case("Y19 yes is not true", sre("judgement: true", "judgement: yes"))
            .finds("wrong-type", format!("{SRE}:10:100")),
    ]
}

fn figures() -> Vec<Case> {
    let mut all: Vec<Case> =
        [".inf", "-.inf", ".nan", "1e400", "120000.50", "\"120,000\"", "120k", "120 000", "50%"]
            .into_iter()
            .map(|number| {
                let code =
                    if number == "50%" { "Y24 a number with a sign" } else { "Y20, Y24 no whole number" };
                case(code, pay(&format!("n: 50, median: {number}"))).finds("wrong-type", format!("{PAY}56"))
            })
            .collect();
    for number in ["-0", "99999999999999999999", "-1", "0", "3", "1000000000000"] {
        let case = case("Y20, Y21 an absurd amount", pay(&format!("n: 50, median: {number}")));
        all.push(case.finds("out-of-range", format!("{PAY}56")));
    }
    all.extend([
        case("Y22 p25 above the median", pay("n: 50, p25: 130000, median: 120000"))
            .finds("percentile-order", format!("{PAY}53")),
        case("Y22 the median above p75", pay("n: 50, median: 130000, p75: 120000"))
            .finds("percentile-order", format!("{PAY}56")),
        case("Y22 equal percentiles", pay("n: 50, p25: 120000, median: 120000, p75: 120000"))
            .finds("equal-percentiles", format!("{PAY}53")),
        case("Y35 a negative sample", pay("n: -5, median: 120000")).finds("out-of-range", format!("{PAY}44")),
        case(
            "Y35 a number with more decimals than its row",
            sre("  on-call:", "  demand: {amount: 1.234, judgement: true, confidence: low}\n  on-call:"),
        )
        .finds("out-of-range", format!("{SRE}:7:20")),
        case(
            "Y35 a number beyond 10^12",
            sre(
                "  on-call:",
                "  demand: {amount: 1000000000001, judgement: true, confidence: low}\n  on-call:",
            ),
        )
        .finds("out-of-range", format!("{SRE}:7:20")),
        case(
            "Y35 a number of 16 digits",
            sre(
                "  on-call:",
                "  demand: {amount: 100000000000.00001, judgement: true, confidence: low}\n  on-call:",
            ),
        )
        .finds("out-of-range", format!("{SRE}:7:20")),
        case("Y23 a currency that is none", pay("n: 50, currency: XXX, median: 120000"))
            .finds("unknown-word", format!("{PAY}58")),
        case("Y23 a currency in small letters", pay("n: 50, currency: usd, median: 120000"))
            .finds("unknown-word", format!("{PAY}58")),
        case("Y23 the sign of a currency", pay("n: 50, currency: €, median: 120000"))
            .finds("unknown-word", format!("{PAY}58")),
        case(
            "Y23 a period that is none",
            pay("n: 50, median: 120000").edit(
                "content/salaries/survey.yaml",
                "period: year",
                "period: yearly",
            ),
        )
        .finds("unknown-word", "content/salaries/survey.yaml:5:9"),
        case(
            "Y23 a region that is none",
            pay("n: 50, median: 120000").edit("content/salaries/survey.yaml", "region: us", "region: usa"),
        )
        .finds("unknown-name", "content/salaries/survey.yaml:10:25"),
        case(
            "Y23 a level that the series does not have",
            pay("level: senoir, n: 50, median: 120000").edit(
                "content/salaries/survey.yaml",
                "figures:",
                "levels: [junior, senior]\nfigures:",
            ),
        )
        .finds("unknown-name", "content/salaries/survey.yaml:11:48"),
        case("Y23 a level in a series without levels", pay("level: senior, n: 50, median: 120000"))
            .finds("unknown-name", format!("{PAY}48")),
    ]);
    all
}

fn names() -> Vec<Case> {
    let mut all = Vec::new();
    for written in [
        "2025-02-30",
        "25-1-1",
        "2025-13",
        "soon",
        "2025-01-01T00:00:00Z",
        "1989-12-31",
        "1066",
        "01.11.2026",
        "\"\"",
    ] {
        all.push(case("Y25 no date", date(written)).finds("invalid-date", format!("{SOURCES}:2:103")));
    }
    let long = format!("https://example.org/{}", "a".repeat(10_000));
    let bad = [
        "javascript:alert(1)",
        "data:text/html,x",
        "http://user:pw@example.org/",
        "//evil.example",
        "https://example.org/a b",
        "https://ex\u{430}mple.org/",
        &long,
    ];
    for written in bad {
        all.push(
            case("Y31 an address that is not published", url(written))
                .finds("unsafe-url", format!("{SOURCES}:2:32")),
        );
    }
    let far = "[{role: platform-engineer";
    all.extend([
        case("Y27 a role that is not there", sre(far, "[{role: platfrom-engineer"))
            .finds("unknown-name", format!("{SRE}:10:19")),
        case("Y27 a tool that is not there", sre("[prometheus]", "[promethus]"))
            .finds("unknown-name", format!("{SRE}:8:22")),
        case("Y27 a skill that is not there", sre("[slo-design]", "[slo-desing]"))
            .finds("unknown-name", format!("{SRE}:9:10")),
        case("Y27 a source that is not there", sre("[book]", "[bok]"))
            .finds("unknown-name", format!("{SRE}:6:46")),
        case("Y28 a move to the same role", sre(far, "[{role: sre"))
            .finds("self-reference", format!("{SRE}:10:19")),
        case(
            "Y28 a term that says to see itself",
            Project::new()
                .file("content/glossary/slo.md", "---\nterm: SLO\nline: A target.\nsee: [slo]\n---\n"),
        )
        .finds("self-reference", "content/glossary/slo.md:4:7"),
        case(
            "Y29 two tools with one id",
            Project::new().edit("content/tools.yaml", "  grafana:", "  prometheus:"),
        )
        .finds("duplicate-key", "content/tools.yaml:4:3"),
        case("Y29 one id in another case", Project::new().edit(SOURCES, "  web:", "  Book:"))
            .finds("invalid-id", format!("{SOURCES}:3:3")),
        case("Y29 one region twice", Project::new().edit("content/comparison.yaml", "{id: ca,", "{id: us,"))
            .finds("duplicate-id", "content/comparison.yaml:10:48"),
    ]);
    all
}

#[test]
fn every_case_has_the_expected_diagnostics() {
    assert_all(&cases());
}

#[test]
fn y8_y10_crlf_and_a_byte_order_mark_give_the_same_site() {
    let plain = Project::new();
    let mut windows = plain.clone();
    for path in [SRE, SOURCES, "content/comparison.yaml"] {
        windows = windows.change(path, |text| format!("\u{feff}{}", text.replace('\n', "\r\n")));
    }
    // The manifest contains the hash of the input, so it differs.
    let pages = |project: &Project| {
        let mut tree = project.build().tree();
        tree.retain(|path, _| !path.starts_with('.'));
        tree
    };
    assert!(pages(&plain) == pages(&windows));
}

#[test]
fn y19_y32_texts_reach_the_page_unchanged() {
    let hostile = "</script><!--<script>{{ 7*7 }}{% include 'x' %}";
    let built =
        sre("short_name: SRE", &format!("short_name: \"{hostile}\"\nalso_known_as: [1.10, no, 1_000]"))
            .build();
    let page = built.page("/roles/sre/");
    assert!(page.contains("&lt;/script&gt;&lt;!--&lt;script&gt;{{ 7*7 }}{% include "), "{page}");
    assert!(page.contains("1.10") && page.contains("1_000"));
    for (path, bytes) in built.tree().iter().filter(|(path, _)| path.ends_with(".html")) {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("<!--") && !text.contains("<script>{{"), "{path}");
    }
}

#[test]
fn y7_y12_y17_y23_y24_y27_the_help_suggests_a_fix() {
    for (project, help) in [
        (sre("  goal", "\tgoal"), "indent with plain spaces"),
        (role(b"\xff\xfen\0"), "looks like UTF-16"),
        (sre("summary:", "sumary:"), "did you mean `summary`?"),
        (pay("n: 50, currency: usd, median: 120000"), "did you mean `USD`?"),
        (pay("n: 50, currency: €, median: 120000"), "did you mean `EUR`?"),
        (pay("n: 50, median: \"120,000\""), "write the digits without"),
        (pay("n: 50, median: 120k"), "write the thousands out"),
        (sre("[prometheus]", "[zabbix]"), "describe it in `content/tools.yaml`"),
    ] {
        let printed = project.build().formatted_report();
        assert!(printed.contains(help), "`{help}` is not in\n{printed}");
    }
}
