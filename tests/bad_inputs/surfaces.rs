//! Hostile content is never interpreted by an output: it cannot colour a terminal, reverse a line or inject a CI
//! command.

use rolebook::diagnostic::{github, human, json, sarif};
use serde_json::Value;

use crate::support::{Built, Project};

/// Texts with an effect if they were printed unescaped.
const HOSTILE: &[&str] = &[
    "::error file=x::y",
    "::stop-commands::x",
    "##[error]x",
    "\u{1b}[35;7mred\u{1b}]0;title\u{7}",
    "\u{9b}35;7mred",
    "a\r::add-mask::x",
    "a\n::set-output name=x::y",
    "a%0A::error::x",
    "\u{202e}sdrawkcab\u{2066}",
    "a\u{2028}::error::b",
    "a\u{200b}b\u{feff}c",
];

/// Returns sites with a hostile text in every place where a contributor can write one.
fn projects(hostile: &str) -> Vec<Project> {
    let sre = "content/roles/sre.yaml";
    let quoted = serde_json::to_string(hostile).expect("a text");
    let raw = |text: &str| text.replace(['\n', '\r'], " ");
    let article = |head: &str, body: &str| {
        let text = format!("---\ntitle: {head}\nsummary: S.\npublished: 2026\nreviewed: 2026\n---\n{body}\n");
        Project::new().file("content/articles/a.md", text)
    };
    let file = hostile.replace('/', "-");
    vec![
        Project::new().edit(sre, "short_name: SRE", &format!("{quoted}: SRE")),
        Project::new().edit(sre, "family: core", &format!("family: {quoted}")),
        Project::new().edit(sre, "SRE", &quoted),
        Project::new().edit(sre, "[book]", &format!("[{quoted}]")),
        Project::new().edit(sre, "level: core", &format!("level: {quoted}")),
        Project::new().edit(sre, "family: core", &format!("family: nope # {}", raw(hostile))),
        Project::new().edit("content/site.yaml", "/compare/", &quoted),
        Project::new().edit("content/sources.yaml", "2026-11-01", &quoted),
        Project::new().edit("content/sources.yaml", "https://example.org/book", &quoted),
        article(&quoted, "# x"),
        article("A", &format!("[x](role:nope) {hostile}")),
        article("A", &format!("[x](<{}>)", raw(hostile))),
        article("A", &format!("[x](#{})", raw(hostile))),
        article("A", &format!("```{}\nx\n```", raw(hostile))),
        article("A", &format!("[@{}] [={}.x]", raw(hostile), raw(hostile))),
        article("A", &format!("## {}\n\n[x](#nope)", raw(hostile))),
        Project::new().file(&format!("content/roles/{file}.yaml"), "name: X\n"),
        Project::new().file(&format!("content/{file}/x.yaml"), "name: X\n"),
        Project::new().file(&format!("static/{file}.png"), "x"),
        Project::new().file(&format!("templates/pages/{file}.html"), "x"),
        Project::new().file("templates/pages/role.html", format!("{hostile}\n{{{{ nope }}}}")),
        Project::new().file("templates/pages/role.html", format!("{{% include {quoted} %}}")),
    ]
}

/// Returns `true` if a character affects a terminal or the order of a line.
fn acts(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn text_of<'b>(built: &'b Built) -> impl Fn(&str) -> Option<&'b str> {
    move |path: &str| built.outcome.sources.text(path)
}

#[test]
fn no_hostile_text_reaches_a_terminal() {
    for hostile in HOSTILE {
        for (number, project) in projects(hostile).iter().enumerate() {
            let built = project.build();
            let drawn = human::emit(&built.outcome.report, text_of(&built));
            // Neither is an escape sequence that rolebook writes.
            let foreign = ["\u{1b}[35;7m", "\u{1b}]"].iter().any(|escape| drawn.contains(escape));
            assert!(!foreign, "{hostile:?} in site {number}: {drawn:?}");
            let plain = anstream::adapter::strip_str(&drawn).to_string();
            assert!(!plain.contains(acts), "{hostile:?} in site {number}: {plain:?}");
            let order = |line: &str| line.starts_with("::") || line.starts_with("##[");
            assert!(
                !plain.split(['\n', '\r', '\u{2028}']).any(order),
                "{hostile:?} in site {number}: {plain:?}"
            );
        }
    }
}

#[test]
fn an_annotation_is_one_line() {
    for hostile in HOSTILE {
        for project in projects(hostile) {
            let built = project.build();
            let lines = github::emit(&built.outcome.report, text_of(&built));
            assert!(!lines.contains(acts), "{lines:?}");
            assert_eq!(lines.lines().count(), built.outcome.report.diagnostics().len(), "{lines:?}");
            for line in lines.lines() {
                let (command, _) = line.split_once("::").and(line[2..].split_once("::")).expect("a command");
                let sound = command.starts_with("error ") || command.starts_with("warning ");
                let keys = command.split_once(' ').map_or("", |(_, keys)| keys).split(',');
                let known = ["file", "line", "col", "endColumn", "endLine", "title"];
                let keys: Vec<&str> = keys.filter_map(|key| key.split('=').next()).collect();
                assert!(sound && keys.iter().all(|key| known.contains(key)), "{line:?}");
            }
        }
    }
}

#[test]
fn machine_readable_output_is_valid_json_for_any_content() {
    for hostile in HOSTILE {
        for project in projects(hostile) {
            let built = project.build();
            let lines = json::emit(&built.outcome.report, text_of(&built));
            assert!(!lines.contains(acts), "{lines:?}");
            for line in lines.lines() {
                let _: Value = serde_json::from_str(line).expect("an object a line");
            }
            let log = sarif::emit(&built.outcome.report, text_of(&built), |_| None, None);
            assert!(!log.contains(acts), "{log:?}");
            let _: Value = serde_json::from_str(&log).expect("a document");
        }
    }
}
