//! Inputs that are expensive rather than wrong, for the program itself with limits on memory and time.
//!
//! The size limits are 256 KiB for Markdown and 1 MiB for YAML, so most inputs have these sizes. A release build
//! takes a fraction of a second for each; this test runs an unoptimised build.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::support::Project;

/// The memory limit of a run in KiB: 512 MiB, and the address space of its threads.
const MEMORY: u64 = (512 + 128) * 1024;
/// The processor time limit of a run in seconds. Most need less than one; an unoptimised build on a busy machine, up
/// to six.
const TIME: u64 = 20;
/// The time after which a run counts as hanging.
const FOREVER: Duration = Duration::from_mins(2);
/// The size limit of Markdown, less room for the front matter.
const MARKDOWN: usize = 256 * 1024 - 100;

/// Checks a site, and fails if the program exceeds a limit or ends with an undocumented status.
fn assert_within_limits(name: &str, project: &Project) {
    let folder = TempDir::new().expect("a folder");
    project.write(folder.path());
    let began = Instant::now();
    let mut run = Command::new("sh")
        .arg("-c")
        .arg(format!("ulimit -v {MEMORY}; ulimit -t {TIME}; exec \"$0\" check --format json --root \"$1\""))
        .args([env!("CARGO_BIN_EXE_rolebook").as_ref(), folder.path()])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("a shell");
    let status = loop {
        if let Some(status) = run.try_wait().expect("a run") {
            break status;
        }
        if began.elapsed() > FOREVER {
            run.kill().expect("it can be stopped");
            run.wait().expect("it is gone");
            panic!("{name} does not end");
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    assert!(matches!(status.code(), Some(0 | 1)), "{name}: {status}, with {TIME} s and {MEMORY} KiB");
}

/// Joins the texts for all numbers of a range.
fn many(numbers: std::ops::Range<usize>, text: impl Fn(usize) -> String) -> String {
    numbers.map(text).collect::<Vec<_>>().concat()
}

/// Returns a site with an article that repeats a pattern up to the size limit.
fn filled(pattern: &str) -> Project {
    article(&pattern.repeat(MARKDOWN / pattern.len()))
}

fn article(body: &str) -> Project {
    let head = "---\ntitle: A\nsummary: S.\npublished: 2026\nreviewed: 2026\n---\n";
    Project::new().file("content/articles/a.md", format!("{head}{body}"))
}

#[test]
fn m9_m10_m11_patterns_with_quadratic_parsers() {
    for pattern in [
        "[",
        "![",
        "*a ",
        "_",
        "<",
        "&",
        "\\",
        "> ",
        "- ",
        "1. ",
        "> - ",
        "[a](<b",
        "[ (](",
        "[[]()",
        "!-- <",
        "](\n[",
        "[^",
        "\n[^",
        "[^1]:\n",
        "a**b",
        "`a``b",
        "<a href=\"",
        "~~",
        "|",
        "- [ ] ",
        "[x](role:sre)",
        "[@book]",
        "[=sre.goal]",
        "&#x6A;",
        "\"'",
        "<!--",
        "http://a",
        "http://",
        "](a)",
        "[a] (http:",
        "##a\n",
        "| a |\n\n",
        "<<<<<<< a\n",
    ] {
        assert_within_limits(pattern, &filled(pattern));
    }
    let runs = many(1..700, |n| format!("{} ", "`".repeat(n)));
    assert_within_limits("runs of backticks", &article(&runs));
    let stairs = many(0..500, |n| format!("{}- a\n", "  ".repeat(n)));
    assert_within_limits("stairs", &article(&stairs));
}

#[test]
fn m12_m13_m14_m15_large_texts() {
    assert_within_limits("fifty MiB", &article(&"a".repeat(50 << 20)));
    assert_within_limits(
        "tables",
        &article(&format!(
            "|{}\n|{}\n{}",
            "a|".repeat(1000),
            "-|".repeat(1000),
            format!("|{}\n", "1|".repeat(1000)).repeat(125)
        )),
    );
    assert_within_limits(
        "a wide table with short rows",
        &article(&format!("|{}\n|{}\n{}", "a|".repeat(20_000), "-|".repeat(20_000), "|1|\n".repeat(30_000))),
    );
    assert_within_limits("headings", &filled("## a\n"));
    assert_within_limits("headings up and down", &filled("## a\n\n###### b\n\n"));
    assert_within_limits("footnotes", &article(&many(0..14_000, |n| format!("[^{n}]\n\n[^{n}]: x\n"))));
    assert_within_limits(
        "footnotes in a circle",
        &article(&many(0..8_000, |n| format!("[^{n}]: [^{}]\n\n", n + 1))),
    );
    assert_within_limits("definitions", &filled("[a]: b\n"));
    assert_within_limits("code", &article(&format!("```rust\n{}\n```", "fn a() { \"".repeat(20_000))));
    assert_within_limits("code in YAML", &article(&format!("```yaml\n{}\n```", "a: [\n".repeat(40_000))));
}

#[test]
fn y1_y3_y4_y30_large_data() {
    let data = |text: String| Project::new().file("content/roles/third.yaml", text);
    let mib = 1 << 20;
    for pattern in
        ["[", "{a: ", "- ", "a: ", "? ", "\"", "'", "|\n ", "# ", "&a ", "!", "- - ", "[],", "\t", "a:\n"]
    {
        assert_within_limits(pattern, &data(pattern.repeat(mib / pattern.len() - 1)));
    }
    assert_within_limits("keys", &data(many(0..70_000, |n| format!("key-{n}: {n}\n"))));
    assert_within_limits("items", &data(format!("skills:\n{}", "- a\n".repeat(250_000))));
    assert_within_limits("a long text", &data(format!("name: {}\n", "a ".repeat(mib / 2 - 10))));
    assert_within_limits("stairs", &data(many(0..1000, |n| format!("{}a:\n", " ".repeat(n)))));
    assert_within_limits("sources", &Project::new().file("content/sources.yaml", format!("sources:\n{}", many(0..9_000, |n| format!("  s{n}: {{title: T, url: https://example.org/{n}, publisher: P, accessed: 2026, seen: full}}\n")))));
}

#[test]
fn y34_many_files() {
    let mut project = Project::new();
    for n in 0..1000 {
        project = project.file(
            &format!("content/glossary/term-{n}.md"),
            format!("---\nterm: Term {n}\nline: A term.\n---\nWords.\n"),
        );
    }
    assert_within_limits("a thousand terms", &project);
}

#[test]
fn t4_templates_that_never_end() {
    let template = |text: &str| Project::new().file("templates/pages/role.html", text);
    assert_within_limits(
        "doubling",
        &template(
            "{% set a = \"aaaaaaaa\" %}{% for n in range(end=64) %}{% set_global a = a ~ a %}{% endfor %}{{ a }}",
        ),
    );
    assert_within_limits(
        "a page without end",
        &template(
            "{% for a in range(end=50000) %}{% for b in range(end=100) %}xxxxxxxxxxxxxxxxxxxx{% endfor %}{% endfor %}",
        ),
    );
    assert_within_limits(
        "components",
        &template(
            "{% component again(n) %}{{ <again n={n + 1} /> }}{% endcomponent again %}{{ <again n={1} /> }}",
        ),
    );
    assert_within_limits("parentheses", &template(&"(".repeat(1 << 19)));
    assert_within_limits("marks", &template(&"{{".repeat(1 << 18)));
}
