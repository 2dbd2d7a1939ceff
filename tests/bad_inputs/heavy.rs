//! Inputs that are heavy rather than wrong, given to the program itself with a limit on its memory and its time.
//!
//! The largest that files may be is 256 KiB for Markdown and 1 MiB for YAML, so that is how heavy most of these are.
//! A release takes a part of a second for each; here the program is not optimised.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::support::Project;

/// The most memory that a run may ask the system for, in KiB: 512 MiB of it, and the address space of its threads.
const MEMORY: u64 = (512 + 128) * 1024;
/// The most processor time that a run may use, in seconds. Most need less than one; a program without optimisation on a busy machine, up to six.
const TIME: u64 = 20;
/// After this nobody believes that a run will end.
const FOREVER: Duration = Duration::from_mins(2);
/// The largest Markdown file, with room for its head.
const MARKDOWN: usize = 256 * 1024 - 100;

/// Looks at a site, and fails when the program takes too long, asks for too much or stops in another way than it promises.
fn bear(name: &str, project: &Project) {
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

/// One text for each number, joined.
fn many(numbers: std::ops::Range<usize>, text: impl Fn(usize) -> String) -> String {
    numbers.map(text).collect::<Vec<_>>().concat()
}

/// An article of a pattern again and again, as long as a file may be.
fn filled(pattern: &str) -> Project {
    article(&pattern.repeat(MARKDOWN / pattern.len()))
}

fn article(body: &str) -> Project {
    let head = "---\ntitle: A\nsummary: S.\npublished: 2026\nreviewed: 2026\n---\n";
    Project::new().file("content/articles/a.md", format!("{head}{body}"))
}

#[test]
fn m9_m10_m11_patterns_that_parsers_choke_on() {
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
        bear(pattern, &filled(pattern));
    }
    let runs = many(1..700, |n| format!("{} ", "`".repeat(n)));
    bear("runs of backticks", &article(&runs));
    let stairs = many(0..500, |n| format!("{}- a\n", "  ".repeat(n)));
    bear("stairs", &article(&stairs));
}

#[test]
fn m12_m13_m14_m15_large_texts() {
    bear("fifty MiB", &article(&"a".repeat(50 << 20)));
    bear(
        "tables",
        &article(&format!(
            "|{}\n|{}\n{}",
            "a|".repeat(1000),
            "-|".repeat(1000),
            format!("|{}\n", "1|".repeat(1000)).repeat(125)
        )),
    );
    bear(
        "a wide table with short rows",
        &article(&format!("|{}\n|{}\n{}", "a|".repeat(20_000), "-|".repeat(20_000), "|1|\n".repeat(30_000))),
    );
    bear("headings", &filled("## a\n"));
    bear("headings up and down", &filled("## a\n\n###### b\n\n"));
    bear("footnotes", &article(&many(0..14_000, |n| format!("[^{n}]\n\n[^{n}]: x\n"))));
    bear("footnotes in a circle", &article(&many(0..8_000, |n| format!("[^{n}]: [^{}]\n\n", n + 1))));
    bear("definitions", &filled("[a]: b\n"));
    bear("code", &article(&format!("```rust\n{}\n```", "fn a() { \"".repeat(20_000))));
    bear("code in YAML", &article(&format!("```yaml\n{}\n```", "a: [\n".repeat(40_000))));
}

#[test]
fn y1_y3_y4_y30_large_data() {
    let data = |text: String| Project::new().file("content/roles/third.yaml", text);
    let mib = 1 << 20;
    for pattern in
        ["[", "{a: ", "- ", "a: ", "? ", "\"", "'", "|\n ", "# ", "&a ", "!", "- - ", "[],", "\t", "a:\n"]
    {
        bear(pattern, &data(pattern.repeat(mib / pattern.len() - 1)));
    }
    bear("keys", &data(many(0..70_000, |n| format!("key-{n}: {n}\n"))));
    bear("items", &data(format!("skills:\n{}", "- a\n".repeat(250_000))));
    bear("a long text", &data(format!("name: {}\n", "a ".repeat(mib / 2 - 10))));
    bear("stairs", &data(many(0..1000, |n| format!("{}a:\n", " ".repeat(n)))));
    bear("sources", &Project::new().file("content/sources.yaml", format!("sources:\n{}", many(0..9_000, |n| format!("  s{n}: {{title: T, url: https://example.org/{n}, publisher: P, accessed: 2026, seen: full}}\n")))));
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
    bear("a thousand terms", &project);
}

#[test]
fn t4_templates_without_end() {
    let template = |text: &str| Project::new().file("templates/pages/role.html", text);
    bear(
        "doubling",
        &template(
            "{% set a = \"aaaaaaaa\" %}{% for n in range(end=64) %}{% set_global a = a ~ a %}{% endfor %}{{ a }}",
        ),
    );
    bear(
        "a page without end",
        &template(
            "{% for a in range(end=50000) %}{% for b in range(end=100) %}xxxxxxxxxxxxxxxxxxxx{% endfor %}{% endfor %}",
        ),
    );
    bear(
        "components",
        &template(
            "{% component again(n) %}{{ <again n={n + 1} /> }}{% endcomponent again %}{{ <again n={1} /> }}",
        ),
    );
    bear("parentheses", &template(&"(".repeat(1 << 19)));
    bear("marks", &template(&"{{".repeat(1 << 18)));
}
