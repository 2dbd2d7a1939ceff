//! One mistake gives one diagnostic: each file of a site is damaged in turn, and a hidden character is inserted at
//! each position, while other files link to it, cite it and compute with it.
//!
//! `ONE_MISTAKE=full` also damages every file of the repository's own content; by default only a sample.

use std::ops::Range;

use crate::support::Project;
use crate::support::sound::Sound;
use rolebook::analysis::Snapshot;
use rolebook::diagnostic::Diagnostic;
use rolebook::link::Options;
use rolebook::source::Sources;

/// Returns a site with every kind of file, in which every file is used by another.
fn linked() -> Project {
    let article = |title: &str, body: &str| {
        format!(
            "---\ntitle: {title}\nsummary: S.\npublished: 2026\nreviewed: 2026\nroles: [sre]\n---\n{body}\n"
        )
    };
    Project::new()
        .edit(
            "content/site.yaml",
            "nav: [{label: Compare, to: /compare/}]",
            "nav: [{label: Compare, to: /compare/}, {label: Fit, to: /fit/}]",
        )
        .edit("content/skills.yaml", "line: Chooses objectives.", "line: Chooses objectives., term: slo")
        .file(
            "content/fit.yaml",
            "about: Our own judgement.
limits: limits
questions:
  - id: nights
    label: Nights
    ask: How do you take a page at night?
    row: on-call
    about: They differ most in this.
    sources: [book]
    answers:
      - {id: gladly, text: Gladly, weights: {sre: 3}}
      - {id: never, text: Never, because: It has fewer., weights: {platform-engineer: 2}}
",
        )
        .file(
            "content/salaries/survey.yaml",
            "title: Survey
source: web
population: survey
basis: gross
period: year
currency: USD
licence: CC0-1.0
method: Asked people.
figures:
  - {role: sre, region: us, year: 2025, n: 50, p25: 100000, median: 120000}
",
        )
        .file(
            "content/roles/sre.md",
            "---\nreviewed: 2026\n---\n## Work\n\n[a](../articles/a.md#first) [b](role:platform-engineer) [@book]\n",
        )
        .file("content/roles/platform-engineer.md", "---\nreviewed: 2026\n---\n## Work\n\nWords.\n")
        .file(
            "content/articles/a.md",
            article(
                "First article",
                "## First\n\n[a](../roles/sre.md#work) [b](../glossary/slo.md#here) [c](compare:sre/platform-engineer#on-call)\n\
                 [d](../pages/limits.md) [e](tool:grafana) [f](source:book) [g](../salaries/survey.yaml) [h](/fit/)\n\
                 [i](../comparisons/sre-vs-platform-engineer.md) [j](b.md#second) [k](#first) [](term:slo)\n\n\
                 [=sre.goal] [=sre.salary.survey.us.median] [@web]",
            ),
        )
        .file("content/articles/b.md", article("Second article", "## Second\n\n[a](a.md#first) [@book]"))
        .file(
            "content/glossary/slo.md",
            "---\nterm: SLO\nline: A target.\nsources: [book]\n---\n## Here\n\nWords.\n",
        )
        .file("content/pages/limits.md", "---\ntitle: Limits\nsummary: S.\n---\n## Much\n\n[a](role:sre)\n")
        .file(
            "content/comparisons/sre-vs-platform-engineer.md",
            "---\nsummary: S.\nreviewed: 2026\n---\n## Words\n\n[a](#words) [b](role:sre)\n",
        )
}

fn small() -> Sound {
    let project = linked();
    let texts = project.files().iter();
    let texts = texts.map(|(path, bytes)| (path.as_str(), std::str::from_utf8(bytes).expect("text")));
    Sound::new(Sources::from_texts(texts).0)
}

/// A way to damage a file; `None` where it does not apply.
type Damage = (&'static str, fn(path: &str, text: &str) -> Option<Vec<u8>>);

const DAMAGE: &[Damage] = &[
    ("a quote that is never closed", |path, text| {
        // In prose it is no mistake.
        let yaml = if path.ends_with(".md") { text.split("\n---\n").next()? } else { text };
        let line = yaml.lines().find(|line| {
            let value = line.split_once(": ").filter(|_| !line.starts_with('#'));
            value.is_some_and(|(_, value)| value.starts_with(char::is_alphabetic))
        })?;
        Some(text.replacen(line, &line.replacen(": ", ": \"", 1), 1).into_bytes())
    }),
    ("a key that is misspelt", |_, text| {
        let line =
            text.lines().find(|line| !line.starts_with('#') && line.contains(':') && line.len() > 4)?;
        Some(text.replacen(line, &format!("{}q{}", &line[..2], &line[2..]), 1).into_bytes())
    }),
    ("bytes that are not UTF-8", |_, text| Some([text.as_bytes(), b"\xff\n"].concat())),
    ("an unfinished merge", |_, text| {
        Some(format!("{text}\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> main\n").into_bytes())
    }),
    ("an empty file", |_, _| Some(Vec::new())),
    ("a second document", |path, text| {
        path.ends_with(".yaml").then(|| format!("{text}---\nname: x\n").into_bytes())
    }),
    ("HTML in the text", |path, text| path.ends_with(".md").then(|| format!("{text}\n<div>\n").into_bytes())),
    ("front matter that is never closed", |path, text| {
        path.ends_with(".md").then(|| text.replacen("\n---\n", "\n", 1).into_bytes())
    }),
];

/// Describes the diagnostics of a damaged file if there is not exactly one.
fn not_one(what: &str, path: &str, found: &[Diagnostic]) -> Option<String> {
    let printed = |found: &Diagnostic| {
        let file = found.place.as_ref().map_or("", |place| &place.file);
        format!("    {file} {}: {}\n", found.code.name(), found.message)
    };
    (found.len() != 1).then(|| format!("{path}, {what}:\n{}", found.iter().map(printed).collect::<String>()))
}

#[test]
fn a_damaged_file_gives_one_diagnostic() {
    let site = small();
    let mut wrong = Vec::new();
    for path in site.paths() {
        for (what, damage) in DAMAGE {
            let Some(bytes) = damage(path, site.text(path)) else { continue };
            wrong.extend(not_one(what, path, &site.report(path, bytes)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.concat());
}

#[test]
fn a_file_with_another_extension_gives_one_diagnostic() {
    let project = linked();
    let mut wrong = Vec::new();
    for path in project.files().keys() {
        let renamed = path.replace(".yaml", ".yml").replace(".md", ".markdown");
        let texts = project.files().iter().map(|(other, bytes)| {
            let name = if other == path { &renamed } else { other };
            (name.as_str(), std::str::from_utf8(bytes).expect("text"))
        });
        let (sources, found) = Sources::from_texts(texts);
        let report = Snapshot::new(sources, found, &Options::default()).diagnostics();
        wrong.extend(not_one("another ending", path, report.diagnostics()));
    }
    assert!(wrong.is_empty(), "{}", wrong.concat());
}

#[test]
fn a_damaged_file_of_this_repository_gives_one_diagnostic() {
    let site = Sound::of_this_repository();
    let is_full = std::env::var("ONE_MISTAKE").is_ok_and(|mode| mode == "full");
    let mut wrong = Vec::new();
    for (number, path) in site.paths().enumerate() {
        // The list files are referenced everywhere, and each is damaged in every run.
        let is_list = path.matches('/').count() == 1;
        for (kind, (what, damage)) in DAMAGE.iter().enumerate() {
            let is_wanted = is_full || number % 24 == kind || is_list && kind < 2;
            if !is_wanted {
                continue;
            }
            let Some(bytes) = damage(path, site.text(path)) else { continue };
            wrong.extend(not_one(what, path, &site.report(path, bytes)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.concat());
}

/// The keys of a YAML text with the range of each key and of its value on the line. Keys that the author chose are ids,
/// and another id is not a mistake in this file.
fn entries(text: &str) -> Vec<(&str, Range<usize>, Range<usize>)> {
    let mut found = Vec::new();
    let is_key = |c: char| c.is_ascii_lowercase() || c == '_';
    for (at, _) in text.match_indices(':').filter(|(at, _)| text[at + 1..].starts_with([' ', '\n'])) {
        let start = text[..at].rfind(|c| !is_key(c)).map_or(0, |before| before + 1);
        let line = text[..start].rsplit('\n').next().unwrap_or_default();
        let begins = line.trim().is_empty()
            || line.ends_with(['{', '['])
            || line.trim() == "-"
            || line.ends_with(", ");
        let key = &text[start..at];
        let value = text[at + 1..].find(|c| c != ' ').map_or(at + 1, |gap| at + 1 + gap);
        let end = text[value..].find([',', '}', ']', '\n']).map_or(text.len(), |length| value + length);
        let is_scalar = !text[value..end].contains(['[', '{', '"']) && value < end;
        // The only value of these keys that this text cannot find the end of.
        let end = if is_scalar { end } else { value };
        if begins && KEYS.contains(&key) {
            found.push((key, start..at, value..end));
        }
    }
    found
}

/// The keys of the records in list files.
const KEYS: &[&str] = &[
    "families",
    "groups",
    "rows",
    "regions",
    "id",
    "label",
    "line",
    "group",
    "kind",
    "question",
    "unit",
    "levels",
    "title",
    "url",
    "publisher",
    "published",
    "accessed",
    "seen",
    "categories",
    "name",
    "category",
    "description",
    "base_url",
    "language",
    "nav",
    "to",
    "term",
    "about",
    "limits",
    "ask",
    "row",
    "answers",
    "text",
    "weights",
    "because",
    "source",
    "population",
    "basis",
    "period",
    "currency",
    "licence",
    "method",
    "figures",
    "role",
    "region",
    "year",
    "median",
];

#[test]
fn a_damaged_key_or_value_of_a_list_gives_one_diagnostic_there() {
    let site = small();
    let mut wrong = Vec::new();
    let lists = ["site", "comparison", "sources", "tools", "skills", "fit", "salaries/survey"];
    for path in lists.map(|name| format!("content/{name}.yaml")) {
        let text = site.text(&path).to_string();
        let with = |range: &Range<usize>, new: &str| [&text[..range.start], new, &text[range.end..]].concat();
        for (key, at, value) in entries(&text) {
            let mut damages = vec![("is misspelt", with(&at, &format!("{}q{}", &key[..1], &key[1..])))];
            if !value.is_empty() {
                damages.push(("has no value", with(&value, "")));
                damages.push(("has a list", with(&value, "[[x]]")));
            }
            if matches!(key, "kind" | "seen" | "population" | "basis" | "period" | "currency") {
                damages.push(("has another word", with(&value, "somthing")));
            }
            for (what, damaged) in damages {
                let found = site.report(&path, damaged.into_bytes());
                let what = format!("`{key}` at {} {what}", at.start);
                wrong.extend(not_one(&what, &path, &found));
                let is_there =
                    found.iter().all(|found| found.place.as_ref().is_some_and(|place| *place.file == *path));
                if !is_there {
                    wrong.push(format!("{path}, {what}: reported elsewhere\n"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} places:\n{}", wrong.len(), wrong.concat());
}

/// Returns what is wrong with the diagnostics of a row whose kind is another one.
fn wrong_kind(site: &Sound, at: usize, own: &str, other: &str) -> Option<String> {
    let path = "content/comparison.yaml";
    let text = site.text(path);
    let damaged = format!("{}kind: {other}{}", &text[..at], &text[at + "kind: ".len() + own.len()..]);
    let found = site.report(path, damaged.into_bytes());
    let line = text[..at].rsplit('\n').next().unwrap_or_default();
    let is_there = found.iter().all(|found| found.place.as_ref().is_some_and(|place| *place.file == *path));
    // A row without facts can be of any kind.
    (found.len() > 1 || !is_there).then(|| {
        not_one(&format!("{line} {own} as {other}"), path, &found)
            .unwrap_or_else(|| format!("elsewhere: {found:?}"))
    })
}

#[test]
fn a_row_of_the_wrong_kind_gives_one_diagnostic_at_the_row() {
    let is_full = std::env::var("ONE_MISTAKE").is_ok_and(|mode| mode == "full");
    let kinds = ["text", "scale", "list", "number", "tools", "salary"];
    let mut wrong = Vec::new();
    let site = Sound::of_this_repository();
    let text = site.text("content/comparison.yaml");
    for (number, (at, _)) in text.match_indices("kind: ").enumerate() {
        let own = text[at + 6..].split([',', '\n']).next().unwrap_or_default();
        for (offset, other) in kinds.into_iter().enumerate().filter(|(_, other)| *other != own) {
            if is_full || number % kinds.len() == offset {
                wrong.extend(wrong_kind(&site, at, own, other));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.concat());
}

#[test]
fn a_hidden_character_anywhere_gives_one_diagnostic_at_its_position() {
    let site = small();
    let mut wrong = Vec::new();
    for path in
        ["content/roles/sre.yaml", "content/sources.yaml", "content/site.yaml", "content/articles/a.md"]
    {
        let text = site.text(path).to_string();
        for (number, (at, _)) in text.char_indices().enumerate() {
            let hidden = ['\u{202e}', '\u{200b}', '\u{7}', '\u{2066}', '\u{feff}'][number % 5];
            // A byte order mark at the start is ignored.
            if at == 0 {
                continue;
            }
            let bytes = format!("{}{hidden}{}", &text[..at], &text[at..]).into_bytes();
            let found = site.report(path, bytes);
            let what = format!(
                "U+{:04X} at byte {at}, after {:?}",
                u32::from(hidden),
                &text[..at].chars().rev().take(8).collect::<String>()
            );
            wrong.extend(not_one(&what, path, &found));
            if let [only] = found.as_slice() {
                let covers = only.place.as_ref().is_some_and(|place| {
                    *place.file == *path && place.span.start as usize <= at && at < place.span.end as usize
                });
                if !covers {
                    wrong.push(format!("{path}, {what}: points elsewhere: {only:?}\n"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} places:\n{}", wrong.len(), wrong.concat());
}
