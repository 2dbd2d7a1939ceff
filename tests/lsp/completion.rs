//! Completion: what is offered at a cursor, and the text after it is chosen.

use serde_json::{Value, json};

use super::client::{Client, Options, apply};
use super::site::{ARTICLE, COMPARISON, GUIDE, MATTER, SOURCES, SRE, project};

/// Returns the items that are offered at the cursor of a text.
fn offered(client: &mut Client, path: &str, marked: &str) -> Vec<Value> {
    let params = client.at(path, marked);
    let list = client.request("textDocument/completion", params).expect("an answer");
    list["items"].as_array().expect("a list").clone()
}

fn labels(items: &[Value]) -> Vec<&str> {
    items.iter().filter_map(|item| item["label"].as_str()).collect()
}

/// Returns the text after the item with a label is chosen.
fn chosen(client: &Client, path: &str, items: &[Value], label: &str) -> String {
    let item = items.iter().find(|item| item["label"] == label);
    let item = item.unwrap_or_else(|| panic!("`{label}` is not in {:?}", labels(items)));
    apply(client.text(path), std::slice::from_ref(&item["textEdit"]))
}

fn article(text: &str) -> String {
    format!("{MATTER}{text}\n")
}

const ROLE: &str = "name: SRE\nfamily: core\nsummary: S.\n";

#[test]
fn the_keys_that_are_valid_at_the_cursor_are_offered() {
    let mut client = Client::start(&project());
    let items = offered(&mut client, SRE, "name: SRE\n|");
    // The required keys come first, and one that is written is not offered again.
    assert_eq!(labels(&items)[..3], ["family", "summary", "short_name"]);
    assert!(!labels(&items).contains(&"name"));
    let family = &items[0];
    assert!(
        family["documentation"]["value"]
            .as_str()
            .is_some_and(|text| text.starts_with("The family of the role"))
    );
    assert_eq!(chosen(&client, SRE, &items, "family"), "name: SRE\nfamily: ");
    let plain = Client::start_with(&project(), Options { capabilities: json!({}), ..Options::default() });
    let mut client = plain;
    for (path, marked, expected, without) in [
        (SRE, format!("{ROLE}facts:\n  goal:\n    |"), "value", "level"),
        (SRE, format!("{ROLE}facts:\n  on-call:\n    |"), "level", "amount"),
        (SRE, format!("{ROLE}facts:\n  on-call: {{level: core, |}}"), "sources", "level"),
        (SRE, format!("{ROLE}facts:\n  |\n  goal: {{value: x}}\n"), "on-call", "goal"),
        (SRE, format!("{ROLE}moves_to:\n  - role: platform-engineer\n    |"), "how", "role"),
        (SRE, format!("{ROLE}tools:\n  |"), "monitoring", "grafana"),
        (COMPARISON, "rows:\n  - id: a\n    |".to_string(), "kind", "id"),
        (SOURCES, "sources:\n  book:\n    title: T\n    |".to_string(), "seen", "title"),
        ("content/site.yaml", "title: T\nowner:\n  |".to_string(), "contact", "title"),
        (ARTICLE, "---\ntitle: T\n|\n---\nWords\n".to_string(), "summary", "title"),
        (GUIDE, "---\n|\n---\nWords\n".to_string(), "reviewed", "title"),
        (GUIDE, "---\n|".to_string(), "reviewed", "title"),
    ] {
        let items = offered(&mut client, path, &marked);
        let all = labels(&items);
        assert!(all.contains(&expected) && !all.contains(&without), "{marked:?}: {all:?}");
    }
    client.close(COMPARISON);
    // The list of all rows has none that is made from other data.
    let items = offered(&mut client, SRE, &format!("{ROLE}facts:\n  |"));
    assert_eq!(labels(&items), ["goal", "on-call", "judged-by", "demand"]);
    // The colon is written already.
    let items = offered(&mut client, SRE, "na|: SRE\n");
    assert_eq!(chosen(&client, SRE, &items, "name"), "name: SRE\n");
}

#[test]
fn values_are_the_words_and_ids_of_their_key() {
    let mut client = Client::start(&project());
    for (path, marked, expected) in [
        (SRE, "family: |".to_string(), &["core"][..]),
        (SRE, format!("{ROLE}facts:\n  on-call:\n    level: |"), &["none", "some", "core"]),
        (SRE, format!("{ROLE}facts:\n  on-call: {{level: |}}"), &["none", "some", "core"]),
        (SRE, format!("{ROLE}facts:\n  on-call: {{confidence: |}}"), &["high", "medium", "low"]),
        (SRE, format!("{ROLE}facts:\n  on-call: {{judgement: |}}"), &["true", "false"]),
        (SRE, format!("{ROLE}facts:\n  goal: {{sources: [|]}}"), &["book", "web"]),
        (SRE, format!("{ROLE}facts:\n  goal: {{sources: [book, |]}}"), &["web"]),
        (SRE, format!("{ROLE}facts:\n  goal:\n    sources:\n      - |"), &["book", "web"]),
        (SRE, format!("{ROLE}tools: {{monitoring: [|]}}"), &["grafana", "prometheus"]),
        (SRE, format!("{ROLE}skills: [prog|]"), &["programming"]),
        (SRE, format!("{ROLE}moves_to: [{{role: |}}]"), &["platform-engineer", "sre"]),
        ("content/site.yaml", "search_words: [{row: on|}]\n".to_string(), &["on-call"]),
        ("content/salaries/pay.yaml", "figures:\n  - {role: sre, region: |}".to_string(), &["us", "ca"]),
        ("content/skills.yaml", "skills:\n  a: {name: A, line: L., term: |}\n".to_string(), &["slo"]),
        (ARTICLE, "---\nroles: [|]\n---\n".to_string(), &["platform-engineer", "sre"]),
    ] {
        let items = offered(&mut client, path, &marked);
        assert_eq!(labels(&items), expected, "{marked:?}");
    }
    // A word of the name finds an id, and the list is asked for again.
    let params = client.at(SRE, &format!("{ROLE}facts: {{goal: {{sources: [page|]}}}}"));
    let list = client.request("textDocument/completion", params).expect("an answer");
    assert_eq!((&list["items"][0]["label"], &list["isIncomplete"]), (&json!("web"), &json!(true)));
    // Directly after a key, a list is written in brackets.
    let items = offered(&mut client, SRE, &format!("{ROLE}facts:\n  goal:\n    sources: |"));
    assert!(chosen(&client, SRE, &items, "book").ends_with("sources: [book]"));
    let items = offered(&mut client, "content/site.yaml", "nav: [{label: L, to: |}]\n");
    assert!(labels(&items).contains(&"/compare/"));
    let items = offered(&mut client, "content/site.yaml", "allow: [entry|]\n");
    assert_eq!(labels(&items)[0], "entry-order");
}

#[test]
fn references_of_texts_are_completed() {
    let mut client = Client::start(&project());
    for (text, label, after) in [
        ("A [@|", "book", "A [@book"),
        ("A [@bo|]", "book", "A [@book]"),
        ("A [@the pa|]", "web", "A [@web]"),
        ("[=|", "sre", "[=sre."),
        ("[=sre.|", "goal", "[=sre.goal"),
        ("[=sre.|", "salary", "[=sre.salary."),
        ("[=sre.salary.|", "pay", "[=sre.salary.pay."),
        ("[=sre.salary.pay.|", "us", "[=sre.salary.pay.us."),
        ("[=sre.salary.pay.us.|]", "median", "[=sre.salary.pay.us.median]"),
        ("[=|", "judgement", "[=judgement"),
        ("[x](|", "role:", "[x](role:"),
        ("[x](|", "../roles/sre.md", "[x](../roles/sre.md"),
        ("[x](../ro|)", "../roles/sre.md", "[x](../roles/sre.md)"),
        ("[x](role:|)", "sre", "[x](role:sre)"),
        ("[x](tool:gra|)", "grafana", "[x](tool:grafana)"),
        ("[x](term:|)", "slo", "[x](term:slo)"),
        ("[x](source:|)", "web", "[x](source:web)"),
        ("[x](compare:|)", "sre", "[x](compare:sre/)"),
        ("[x](compare:sre/|)", "platform-engineer", "[x](compare:sre/platform-engineer)"),
        ("[x](compare:sre/platform-engineer#|)", "goal", "[x](compare:sre/platform-engineer#goal)"),
        ("[x](../roles/sre.md#|)", "on-call", "[x](../roles/sre.md#on-call)"),
        ("[x](role:sre#|)", "on-call", "[x](role:sre#on-call)"),
        ("## One\n\n[x](#|)", "one", "## One\n\n[x](#one)"),
        ("[x](/com|)", "/compare/", "[x](/compare/)"),
        (
            "```compare\nroles: [sre, |]\n```",
            "platform-engineer",
            "```compare\nroles: [sre, platform-engineer]\n```",
        ),
        ("```compare\nrows: [|]\n```", "goal", "```compare\nrows: [goal]\n```"),
        ("```salary\nseries: |\n```", "pay", "```salary\nseries: pay\n```"),
        ("```salary\n|\n```", "region", ""),
        ("<!-- allow heading-|", "heading-jump", "<!-- allow heading-jump: "),
    ] {
        let items = offered(&mut client, ARTICLE, &article(text));
        let result = chosen(&client, ARTICLE, &items, label);
        assert!(after.is_empty() || result == article(after), "{text:?}: {result:?}");
    }
    for text in ["Plain wo|rds", "a [link] and |", "[x](https://exa|", "`code |"] {
        assert_eq!(labels(&offered(&mut client, ARTICLE, &article(text))), [""; 0], "{text}");
    }
    let items = offered(&mut client, SRE, "name: SRE # allow uns|\n");
    assert!(labels(&items).contains(&"unsourced"));
    // Sources are described.
    let items = offered(&mut client, ARTICLE, &article("[@|"));
    assert_eq!(items[0]["detail"], "The Book");
    assert!(items[0]["documentation"]["value"].as_str().is_some_and(|text| text.contains("Press, 2016")));
}

#[test]
fn whole_entries_are_snippets() {
    let mut client = Client::start(&project());
    let items = offered(&mut client, SRE, &format!("{ROLE}facts:\n  |"));
    let fact = chosen(&client, SRE, &items, "on-call");
    assert_eq!(
        fact,
        format!(
            "{ROLE}facts:\n  on-call:\n    level: ${{1|none,some,core|}}\n    sources: [$2]\n    confidence: ${{3|high,medium,low|}}$0"
        )
    );
    let items = offered(&mut client, SOURCES, "sources:\n  |");
    let source = chosen(&client, SOURCES, &items, "source");
    assert!(source.contains("${1:new-source}:\n    title: $2\n    url: https://$3\n"), "{source}");
    let items = offered(&mut client, "content/salaries/pay.yaml", "figures:\n  |");
    let figure = chosen(&client, "content/salaries/pay.yaml", &items, "figure");
    assert!(figure.contains("  - {role: $1, region: $2, year: $3"), "{figure}");
    assert!(items.iter().all(|item| item["insertTextMode"] == 1));
}

#[test]
fn completion_works_while_the_file_does_not_parse() {
    let mut client = Client::start(&project());
    for (marked, label) in [
        (format!("{ROLE}facts:\n  goal: {{value: \"x\", sources: [|\nskills: [programming]\n"), "book"),
        (format!("{ROLE}facts:\n  goal: {{value: x, sour|\n  on-call: {{level: core}}\n"), "sources"),
        (format!("{ROLE}facts:\n  goal\n  on-call:\n    level: |\n"), "core"),
        (format!("{ROLE}facts:\n\tgoal: x\nfamily: |\n"), "core"),
    ] {
        let items = offered(&mut client, SRE, &marked);
        assert!(labels(&items).contains(&label), "{marked:?}: {:?}", labels(&items));
    }
}

#[test]
fn the_variables_of_a_template_are_those_of_its_page() {
    let mut client = Client::start(&project());
    let path = "templates/pages/role.html";
    for (text, label) in [
        ("{{ |", "name"),
        ("{{ sum|", "summary"),
        ("{{ frame.|", "site"),
        ("{{ frame.site.|", "title"),
        ("{% for move in moves %}{{ move.|", "how"),
        ("{% if fam|", "family"),
    ] {
        let items = offered(&mut client, path, text);
        assert!(labels(&items).contains(&label), "{text}: {:?}", labels(&items));
    }
    let items = offered(&mut client, path, "{{ na|");
    assert_eq!(chosen(&client, path, &items, "name"), "{{ name");
    assert_eq!(items[0]["detail"], "Platform Engineer");
    for text in ["Words |", "{{ name }} |", "{{ \"na|"] {
        assert_eq!(labels(&offered(&mut client, path, text)), [""; 0], "{text}");
    }
}
