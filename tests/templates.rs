//! The built-in templates accept all content, and every link, anchor and label that they print has a target. Tested
//! with the real content, and with sites in which each optional key is absent once, and once the only one present.
//!
//! `check` relies on this when it does not draw every page. Here each template gets a comment, so that it differs
//! from the built-in one and the program draws and reads every page.

use std::fs;
use std::path::Path;

use crate::support::Project;
use rolebook::command::{Check, check};
use rolebook::diagnostic::Severity;
use rolebook::link;
use rolebook::model::SchemaFile;
use rolebook::pages::schemas;
use rolebook::publish::Interrupt;
use serde_json::{Map, Value, json};

/// Returns the built-in templates, each modified by a comment.
fn own_templates(mut project: Project) -> Project {
    project = project.file("templates/custom/landing.html", "{% extends \"pages/page.html\" %}");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    for (name, bytes) in crate::support::tree(&folder).into_iter().filter(|(name, _)| name.ends_with(".html"))
    {
        let text = String::from_utf8(bytes).expect("a template is text");
        project = project.file(&format!("templates/{name}"), format!("{text}{{#- all of it is read -#}}"));
    }
    project
}

/// Builds a site and checks every page. Warnings are allowed.
fn assert_builds(name: &str, project: Project) {
    let built = own_templates(project).build();
    let errors = built.outcome.report.diagnostics().iter().filter(|found| found.severity == Severity::Error);
    let printed: Vec<String> =
        errors.map(|found| format!("{:?}: {}", found.place, found.message)).take(9).collect();
    assert_eq!(printed, [""; 0], "{name}");
    assert!(built.outcome.published.is_some(), "{name}");
    // This check of pages is independent of the program's.
    crate::support::assert_links(&built.tree());
    crate::support::data::assert_described(&built.tree());
}

#[test]
fn the_real_content_has_no_broken_links() {
    let folder = tempfile::TempDir::new().expect("a folder");
    own_templates(Project::empty()).write(folder.path());
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for name in ["content", "static"] {
        for (path, bytes) in crate::support::tree(&root.join(name)) {
            let path = folder.path().join(name).join(path);
            fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("a folder");
            fs::write(path, bytes).expect("a file");
        }
    }
    let wanted = Check { root: folder.path().to_path_buf(), link: link::Options::default(), max_age: None };
    let (report, _) = check(&wanted, &Interrupt::never()).expect("the machine is sound");
    assert!(report.is_empty(), "{report:?}");
}

#[test]
fn every_optional_key_of_every_record_can_be_absent() {
    assert_builds("everything", everything(&site(), usize::MAX));
}

#[test]
fn any_optional_file_or_list_can_be_absent() {
    // A record with all keys, and one with the required ones.
    let whole = everything(&site(), 2);
    let without = |prefix: &str| {
        let gone: Vec<String> =
            whole.files().keys().filter(|path| path.starts_with(prefix)).cloned().collect();
        gone.iter().fold(whole.clone(), |project, path| project.without(path))
    };
    assert_builds("no articles", without("content/articles/"));
    assert_builds("no pages", without("content/pages/"));
    assert_builds("no guides", without("content/roles/r0.md"));
    assert_builds("no words for pairs", without("content/comparisons/"));
    // Content that others reference cannot be absent alone: an empty site.
    let bare = |comparison: Value| {
        Project::empty()
            .file("content/site.yaml", minimal(&site(), &schema(SchemaFile::Site)).to_string())
            .file("content/comparison.yaml", comparison.to_string())
    };
    assert_builds("nothing", bare(json!({})));
    assert_builds("families and groups without anything", {
        let mut comparison = comparison();
        let keys = comparison.as_object_mut().expect("a mapping");
        keys.retain(|key, _| !key.ends_with("rows"));
        bare(comparison)
    });
    let role = minimal(&role("one"), &schema(SchemaFile::Role)).to_string();
    assert_builds("one role", bare(comparison()).file("content/roles/one.yaml", &role));
    assert_builds(
        "two roles that say nothing",
        bare(comparison()).file("content/roles/one.yaml", &role).file("content/roles/two.yaml", &role),
    );
}

#[test]
fn every_optional_key_of_the_site_can_be_absent() {
    // Fonts change only a style sheet and the links to their files: all of their keys are drawn, and none.
    let fonts = |site: &Value| site.pointer("/theme/fonts").cloned();
    let variants = variants(&site(), &schema(SchemaFile::Site)).into_iter();
    let drawn = variants.filter(|site| fonts(site).is_none() || fonts(site) == fonts(&self::site()));
    for (n, variant) in drawn.enumerate() {
        let project = Project::new().file("content/site.yaml", variant.to_string());
        let role = minimal(&role("r0"), &schema(SchemaFile::Role)).to_string();
        let project = project.file("content/pages/about.md", front(&page(), "Words.\n"));
        let project = project.file("content/roles/r0.yaml", role);
        assert_builds(&format!("site {n}: {variant}"), project);
    }
}

/// Returns a site with every variant of every record, or only the first few of each role and dataset.
fn everything(site: &Value, few: usize) -> Project {
    let with = |project: Project, folder: &str, file: SchemaFile, full: &dyn Fn(&str) -> Value| {
        let count = variants(&full("n"), &schema(file)).len().min(few);
        (0..count).fold(project, |project, n| {
            let id = format!("{}{n}", &folder[..1]);
            let variant = variants(&full(&id), &schema(file)).swap_remove(n);
            project.file(&format!("content/{folder}/{id}.yaml"), variant.to_string())
        })
    };
    let mut project = Project::empty()
        .file("content/site.yaml", site.to_string())
        .file("content/comparison.yaml", comparison().to_string())
        .file("content/sources.yaml", list("sources", SchemaFile::Sources, "s", &source()).to_string())
        .file("content/skills.yaml", list("skills", SchemaFile::Skills, "k", &skill()).to_string())
        .file("content/tools.yaml", {
            let mut tools = list("tools", SchemaFile::Tools, "t", &tool());
            tools["categories"] = json!([{"id": "monitoring", "label": "Monitoring"}]);
            tools.to_string()
        });
    // The role and term that all others link to have no links themselves.
    project = project
        .file("content/roles/end.yaml", minimal(&role("end"), &schema(SchemaFile::Role)).to_string())
        .file("content/glossary/end.md", front(&json!({"term": "End", "line": "It is."}), ""));
    project = with(project, "roles", SchemaFile::Role, &role);
    project = with(project, "salaries", SchemaFile::Salary, &series);
    project = project.file("content/levels.yaml", levels().to_string());
    for (key, file, full) in
        [("resources", SchemaFile::Learning, resource()), ("interviews", SchemaFile::Interviews, interview())]
    {
        let path = if key == "resources" { "learning" } else { key };
        project =
            project.file(&format!("content/{path}.yaml"), list(key, file, &key[..1], &full).to_string());
    }
    project = with(project, "frameworks", SchemaFile::Framework, &framework);
    let heads = |file: SchemaFile, full: Value| {
        let mut variants = variants(&full, &schema(file));
        // A draft is not drawn.
        for variant in &mut variants {
            variant.as_object_mut().expect("a mapping").remove("draft");
        }
        variants
    };
    for (n, head) in heads(SchemaFile::Article, article()).iter().enumerate() {
        project = project.file(&format!("content/articles/a{n}.md"), front(head, TEXTS[n % TEXTS.len()]));
    }
    for (n, head) in heads(SchemaFile::Term, term()).iter().enumerate() {
        project = project.file(&format!("content/glossary/g{n}.md"), front(head, TEXTS[n % TEXTS.len()]));
    }
    for (n, text) in TEXTS.iter().enumerate() {
        project = project.file(&format!("content/pages/p{n}.md"), front(&page(), text));
        let head = json!({"reviewed": 2026});
        if n < few {
            project = project.file(&format!("content/roles/r{n}.md"), front(&head, text));
        }
        if n + 1 < few {
            let (a, b) = (format!("r{}", n + 1), format!("r{n}"));
            let both = json!({a: "If a.", b: "If b."});
            let whole = json!({"reviewed": 2026, "summary": "They differ.", "choose": both, "hire": both});
            let head = if n % 2 == 0 { head } else { whole };
            project = project.file(&format!("content/comparisons/r{}-vs-r{n}.md", n + 1), front(&head, text));
        }
    }
    project
}

fn comparison() -> Value {
    let level = |id: &str| json!({"id": id, "label": id});
    let row = |id: &str, kind: &str| json!({"id": id, "group": "work", "label": id, "kind": kind, "question": "What?"});
    let with = |mut row: Value, key: &str, value: Value| {
        row[key] = value;
        row
    };
    let file = json!({
        "families": [{"id": "core", "label": "Core", "line": "All."}, {"id": "empty", "label": "Empty", "line": "None."}],
        "groups": [{"id": "work", "label": "Work"}, {"id": "nothing", "label": "Nothing"}],
        "rows": [
            with(row("goal", "text"), "read", json!("As it stands.")),
            row("other-words", "text"),
            with(row("on-call", "scale"), "levels", json!([level("none"), level("some"), level("core")])),
            row("judged-by", "list"),
            row("remote", "yes-no"),
            row("since", "date"),
            row("site", "link"),
            with(row("years", "range"), "unit", json!("years")),
            with(
                with(with(row("demand", "number"), "unit", json!("%")), "decimals", json!(1)),
                "signed",
                json!(true),
            ),
            row("tools", "tools"),
            row("pay", "salary"),
            row("nobody", "text"),
        ],
        "choose_rows": ["on-call", "goal"], "hire_rows": ["goal", "other-words"],
        "regions": [
            {"id": "us", "label": "United States", "within": "world", "currency": "USD"},
            {"id": "ca", "label": "Canada"},
            {"id": "us-tx", "label": "Texas", "within": "us"},
            {"id": "world", "label": "World"},
        ],
    });
    assert_covers(&file, &schema(SchemaFile::Comparison), "comparison");
    file
}

fn role(id: &str) -> Value {
    json!({
        "name": format!("Role {id}"), "short_name": format!("R {id}"), "family": "core",
        "also_known_as": ["Another", "A third"], "was": [format!("was-{id}")], "summary": "Does it.",
        "facts": {
            "goal": {"value": "Words", "sources": ["s0"], "confidence": "high", "as_of": 2020,
                     "changed": [{"on": "2026-01-02", "was": "Other words", "why": "They say so now."}]},
            "other-words": {"value": "Words", "judgement": true, "confidence": "medium"},
            "on-call": {"level": "core", "value": "More words", "sources": ["s0", "s1"], "confidence": "low"},
            "judged-by": {"items": ["One", "Two"], "sources": ["s1"], "confidence": "high"},
            "remote": {"answer": true, "value": "Mostly", "sources": ["s0"], "confidence": "high"},
            "since": {"date": "2015-05", "sources": ["s0"], "confidence": "high"},
            "site": {"link": "https://example.com/role", "value": "Its page", "sources": ["s0"], "confidence": "high"},
            "years": {"range": [2, 4.5], "sources": ["s0"], "confidence": "high"},
            "demand": {"amount": 12.5, "value": "Of all", "sources": ["s0"], "confidence": "high"},
        },
        "responsibilities": [{"text": "Does this", "sources": ["s0"]}, {"text": "Does that", "judgement": true}],
        "tools": {"monitoring": ["t0", "t1"]},
        "skills": ["k0", "k1"],
        "moves_to": [
            {"role": "end", "how": "Takes over.", "learn": ["k0", "k1"], "sources": ["s0"]},
            {"role": "r1", "how": "Takes over.", "learn": ["k1"], "judgement": true},
        ],
    })
}

fn series(id: &str) -> Value {
    json!({
        "title": format!("Series {id}"), "source": "s0", "population": "statistic", "basis": "gross", "period": "year",
        "currency": "USD", "licence": "CC0", "terms": "For research only.", "credit": "Credit to them", "credit_url": "https://example.org/credit",
        "method": "They asked.", "warnings": ["Few answered."], "levels": [
            {"label": "junior", "at": "junior"},
            {"label": "senior", "at": "senior"},
            {"label": "ten years", "experience": true},
        ],
        "figures": [
            {"role": "r0", "title": "Their title", "region": "us", "level": "senior", "year": 2025, "currency": "EUR",
             "n": 20, "employment": 1000, "p10": 10000, "p25": 20000, "median": 30000, "p75": 40000, "p90": 50000, "mean": 31000},
            {"role": "r1", "region": "us", "year": 2025, "n": 200, "p25": 20000, "median": 30000, "p75": 40000},
            {"role": "r1", "region": "ca", "year": 2024, "n": 200, "mean": 30000},
            {"role": "r0", "region": "us", "year": 2025, "n": 200, "median": 30000},
            {"role": "r1", "region": "us-tx", "year": 2025, "n": 200, "median": 30000},
        ],
    })
}

fn levels() -> Value {
    let level = |id: &str| json!({"id": id, "label": id.to_uppercase(), "line": "Does it."});
    let mut manager = level("manager");
    manager["track"] = json!("management");
    let file = json!({
        "scale": [manager, level("junior"), level("senior"), level("staff")],
        "aspects": [
            {"id": "scope", "label": "Scope", "question": "How large?"},
            {"id": "people", "label": "People", "question": "Who?"},
        ],
        "grades": [level("working"), level("expert")],
    });
    assert_covers(&file, &schema(SchemaFile::Levels), "levels");
    file
}

fn framework(id: &str) -> Value {
    json!({
        "name": format!("Framework {id}"), "publisher": "Press", "also_known_as": ["Pr"], "source": "s0", "own": true, "licence": "CC0",
        "edition": "Second", "as_of": "2026-01-02", "read": "section", "read_note": "The first part.", "note": "Trust it.",
        "skills": {"k1": {"name": "Their own", "skill": "k2", "note": "Not quite."}, "k3": {"name": "Another"}},
        "roles": {
            "r0": {"title": "Their title", "note": "About it.", "levels": [
                {"id": "l1", "label": "L1", "at": "junior", "why": "They say so.", "note": "About it.",
                 "facts": {"scope": {"value": "A task", "source": "s1", "section": "Scope"}},
                 "skills": {"k1": "expert", "k0": "working"}},
                {"id": "m1", "label": "M1", "at": "manager", "facts": {"people": {"value": "A team"}}},
                {"id": "l2", "label": "L2", "at": ["senior", "staff"], "skills": {"k1": "working", "k3": "expert"},
                 "lowered": {"skills": ["k1"], "why": "They give no reason."}},
            ]},
            "r1": {"title": "Another title", "levels": [{"id": "l1", "label": "L1", "at": "junior"}]},
        },
    })
}

fn resource() -> Value {
    json!({"title": "A course", "publisher": "Press", "url": "https://example.com/c", "licence": "CC0", "hours": {"range": [2, 3.5], "source": "s0"},
        "skills": ["k0", "k2"], "level": "senior", "note": "It is long."})
}

fn interview() -> Value {
    json!({"company": "Acme", "title": "Their title", "role": "r0", "source": "s0", "stages": ["A call"],
        "topics": ["Linux", "DNS"], "note": "Only one was read."})
}

fn source() -> Value {
    json!({"title": "A title", "url": "https://example.com/a", "publisher": "Press", "published": "2020-01", "accessed": "2026-01-02",
        "seen": "full", "licence": "CC0", "note": "Trust it."})
}

fn tool() -> Value {
    json!({"name": "Tool", "url": "https://example.com/t", "category": "monitoring", "line": "Does it.", "also_known_as": ["Tl"]})
}

fn skill() -> Value {
    json!({"name": "Skill", "line": "Can do it.", "term": "g0"})
}

fn article() -> Value {
    json!({"title": "Article", "summary": "About it.", "published": 2026, "reviewed": "2026-01-02", "roles": ["r0", "r1"], "tags": ["On call"], "template": "landing", "aliases": [], "draft": false, "extra": {"icon": "book"}})
}

fn term() -> Value {
    json!({"term": "Term", "line": "It is.", "also_known_as": ["Tm"], "see": ["end", "g1"], "sources": ["s0"], "draft": false})
}

fn page() -> Value {
    json!({"title": "Page", "summary": "About it.", "template": "landing", "weight": 1.5, "tags": ["On call", "Pages"], "aliases": [], "draft": false, "extra": {}})
}

/// A font file of every site.
const FONT: &str = "static/assets/serif-400.woff2";

fn site() -> Value {
    json!({
        "title": "Test", "description": "A site.", "base_url": "https://example.org/", "language": "en-GB",
            "requires": ">=0.2", "repository": "https://example.com/repository", "nav": [{"label": "Compare", "to": "/compare/"}],
        "footer": [{"label": "Imprint", "to": "https://example.com/imprint"}],
        "theme": {
            "accent": "#0b6e4f", "accent_dark": "#7fd6b4", "second_accent": "#8a3ffc", "second_accent_dark": "#c9a8ff",
            "background": "#ffffff", "background_dark": "#101010", "favicon": "static/assets/icon.svg",
            "fonts": {
                "headings": {"regular": FONT, "bold": FONT, "italic": FONT, "fallback": "serif"},
                "text": {"regular": FONT, "bold": FONT, "italic": FONT, "fallback": "sans-serif"},
            "interface": {"regular": FONT, "bold": FONT, "italic": FONT, "fallback": "monospace"},
            },
            "logo": {"file": "static/assets/icon.svg", "dark": "static/assets/icon.svg", "alt": "Test"},
        },
            "featured": [], "guide_sections": ["One"], "pairs": "all",
        "owner": {"name": "Owner", "link": "https://example.com/", "contact": "https://example.com/contact", "notice": "Hello."},
        "licence": {"name": "CC BY 4.0", "url": "https://example.com/licence"},
        "manual": true, "robots": "noindex", "allow": ["entry-order"],
        "entity": {"one": "engine", "many": "engines", "path": "engines", "schema_type": "Product"},
        "reviewed_files": [{"file": "static/security.txt", "reason": "It is ours."}],
        "search_words": [{"row": "on-call", "section": "One", "role": "r0", "region": "us", "page": "/compare/", "words": ["word"]}],
    })
}

/// Every element of prose, each alone, and none.
const TEXTS: &[&str] = &[
    "",
    "## One\n\nWords, [a link](role:r0) and [](term:g1).\n\n### Two\n\n- [x] done\n- [ ] not\n",
    "A claim.[@s0] Another.[@s1][@s0]\n",
    "[=r0.goal] and [=r0.on-call] and [=r1.salary.s0.us.median]\n",
    "```compare\nroles: [r0, r1]\nrows: [goal, on-call, tools, pay]\n```\n",
    "```compare\nroles: [r0, r1, end]\nrows: [nobody]\n```\n",
    "```salary\nseries: s0\nroles: [r0, r1]\nregion: us\n```\n",
    "```salary\nseries: s0\n```\n",
    "```yaml\na: 1\n```\n\n```rust\nfn a() {}\n```\n\n    code\n",
    "> [!NOTE]\n> Words\n\n| a | b |\n|--:|:-:|\n| 1 | 2 |\n\nA note.[^1]\n\n[^1]: It is here.\n",
    "Term\n: What it is\n\n![A drawing](../../static/assets/icon.svg)\n\n~~old~~ \"quoted\" -- and `code`\n\n---\n",
    "[All](/compare/#on-call) [facts](role:r0#page.facts) [tools](/tools/#monitoring) [row](compare:r0/r1#page.tools)\n",
];

fn front(head: &Value, text: &str) -> String {
    let head = head.as_object().expect("a mapping");
    let lines: Vec<String> = head.iter().map(|(key, value)| format!("{key}: {value}")).collect();
    format!("---\n{}\n---\n{text}", lines.join("\n"))
}

/// Formats a file whose entries are the variants of one record.
fn list(key: &str, file: SchemaFile, prefix: &str, full: &Value) -> Value {
    let variants = variants(full, &schema(file)["properties"][key]["additionalProperties"]);
    let entries: Map<String, Value> =
        variants.into_iter().enumerate().map(|(n, variant)| (format!("{prefix}{n}"), variant)).collect();
    json!({ key: entries })
}

fn schema(file: SchemaFile) -> Value {
    serde_json::from_str(&schemas::document(file, None, None)).expect("a schema is JSON")
}

/// Keys that cannot be absent alone, though they are optional elsewhere: the value of a row's kind, the only
/// statistic of a figure, the list of levels where a figure has one.
const NEEDED: &[&str] = &[
    "/goal/value",
    "/other-words/value",
    "/on-call/level",
    "/judged-by/items",
    "/demand/amount",
    "/remote/answer",
    "/since/date",
    "/site/link",
    "/years/range",
    "/figures/2/mean",
    "/figures/3/median",
    "/figures/4/median",
    "/levels",
];

/// The variants of a record: with all keys, with the required keys, and for each optional key one without it and one
/// with only it.
fn variants(full: &Value, schema: &Value) -> Vec<Value> {
    assert_covers(full, schema, "");
    let mut all = vec![full.clone(), minimal(full, schema)];
    for path in optional(full, schema, "") {
        let mut without = full.clone();
        remove(&mut without, &path);
        all.push(without);
        if path.matches('/').count() == 1 {
            let mut alone = minimal(full, schema);
            alone[&path[1..]] = full[&path[1..]].clone();
            all.push(alone);
        }
    }
    all
}

/// Removes all optional keys of a record.
fn minimal(full: &Value, schema: &Value) -> Value {
    let mut record = full.clone();
    let paths = optional(full, schema, "");
    paths.iter().rev().for_each(|path| remove(&mut record, path));
    record
}

/// The paths of all optional keys of a record, outer ones first.
fn optional(value: &Value, schema: &Value, path: &str) -> Vec<String> {
    let mut paths = Vec::new();
    match value {
        Value::Object(object) => {
            for (key, inner) in object {
                let own = format!("{path}/{key}");
                let known = &schema["properties"][key];
                let required =
                    schema["required"].as_array().is_some_and(|all| all.iter().any(|one| one == key));
                if !known.is_null() && !required && !NEEDED.iter().any(|needed| own.ends_with(needed)) {
                    paths.push(own.clone());
                }
                let inner_schema = if known.is_null() { &schema["additionalProperties"] } else { known };
                paths.extend(optional(inner, inner_schema, &own));
            }
        }
        Value::Array(items) => {
            for (n, item) in items.iter().enumerate() {
                paths.extend(optional(item, &schema["items"], &format!("{path}/{n}")));
            }
        }
        _ => {}
    }
    paths
}

fn remove(value: &mut Value, path: &str) {
    let (parent, key) = path.rsplit_once('/').expect("a path");
    if let Some(Value::Object(object)) = value.pointer_mut(parent) {
        object.remove(key);
    }
}

/// Fails when a record has a key that the example lacks: a new key must be added here too.
fn assert_covers(full: &Value, schema: &Value, path: &str) {
    if let Some(properties) = schema["properties"].as_object() {
        for (key, inner) in properties {
            let values: Vec<&Value> = match full {
                Value::Array(items) => items.iter().filter_map(|item| item.get(key)).collect(),
                other => other.get(key).into_iter().collect(),
            };
            assert!(!values.is_empty(), "no example of `{path}/{key}`");
            for value in values.into_iter().take(1) {
                assert_covers(value, inner, &format!("{path}/{key}"));
            }
        }
    }
    if schema["items"]["properties"].is_object() {
        assert_covers(full, &schema["items"], path);
    }
    if schema["additionalProperties"]["properties"].is_object() && schema["properties"].is_null() {
        let entries = Value::Array(full.as_object().expect("a mapping").values().cloned().collect());
        assert_covers(&entries, &schema["additionalProperties"], path);
    }
}
