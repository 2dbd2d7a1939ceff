//! Diagnostics, hover, definitions, references, symbols, folding, hints and links.

use serde_json::{Value, json};

use super::client::{Client, Options, offset};
use super::site::{ARTICLE, COMPARISON, GUIDE, MATTER, PAIR, SOURCES, SRE, project};

fn start() -> Client {
    Client::start(&project())
}

/// The text of a file on disk.
fn saved(client: &Client, path: &str) -> String {
    std::fs::read_to_string(client.root().join(path)).expect("a file")
}

/// Opens a file as it is saved, and returns the parameters of a question about the position after `before`.
fn after(client: &mut Client, path: &str, before: &str) -> Value {
    let text = saved(client, path);
    let at = text.find(before).unwrap_or_else(|| panic!("`{before}` in {path}")) + before.len();
    client.at(path, &format!("{}|{}", &text[..at], &text[at..]))
}

#[test]
fn diagnostics_have_the_code_the_message_and_the_labels_of_check() {
    let mut client = start();
    client.open(ARTICLE, &format!("{MATTER}## One\n\nA [@bok] and [x](#to).\n"));
    client.settle();
    let list = &client.diagnostics[ARTICLE];
    let codes: Vec<&str> = list.iter().map(|found| found["code"].as_str().expect("a code")).collect();
    assert_eq!(codes, ["unknown-name", "broken-anchor"]);
    let first = &list[0];
    assert_eq!((&first["severity"], &first["source"]), (&json!(1), &json!("rolebook")));
    assert_eq!(first["message"], "there is no source `bok`\nhelp: did you mean `book`?");
    assert_eq!(
        first["range"],
        json!({"start": {"line": 9, "character": 4}, "end": {"line": 9, "character": 7}})
    );
    // The first definition of a duplicate id is related.
    let twice = saved(&client, COMPARISON).replace("id: judged-by", "id: goal");
    client.open(COMPARISON, &twice);
    client.settle();
    let related = client.diagnostics[COMPARISON].iter().find(|found| found["code"] == "duplicate-id");
    let related = &related.expect("a diagnostic")["relatedInformation"][0];
    assert_eq!(related["location"]["uri"], client.uri(COMPARISON));
    // For a corrected file, an empty list is published once.
    client.close(COMPARISON);
    client.replace(ARTICLE, &format!("{MATTER}A [@book].\n"));
    client.settle();
    assert!(client.diagnostics.values().all(Vec::is_empty), "{:?}", client.diagnostics);
    let published = client.published;
    client.replace(ARTICLE, &format!("{MATTER}A [@book] again.\n"));
    client.settle();
    assert_eq!(client.published, published);
}

#[test]
fn diagnostics_of_drawn_pages_and_templates_are_published() {
    let mut client = start();
    client.open(ARTICLE, &format!("{MATTER}[x](role:sre#fact.nothing)\n"));
    client.settle();
    assert_eq!(client.diagnostics[ARTICLE][0]["code"], "broken-anchor");
    client.open("templates/pages/404.html", "{{ nothing( }}");
    client.settle();
    assert_eq!(client.diagnostics["templates/pages/404.html"][0]["code"], "template");
    client.close("templates/pages/404.html");
    client.settle();
    assert!(client.diagnostics["templates/pages/404.html"].is_empty());
    assert_eq!(client.diagnostics[ARTICLE][0]["code"], "broken-anchor");
}

#[test]
fn the_address_of_the_manual_is_that_of_the_site_which_publishes_it() {
    let manual = project().change("content/site.yaml", |text| format!("{text}manual: true\n"));
    let mut client = Client::start(&manual);
    client.open(ARTICLE, &format!("{MATTER}[@bok]\n"));
    client.settle();
    let address = &client.diagnostics[ARTICLE][0]["codeDescription"]["href"];
    assert_eq!(address, "https://roles.example/reference/unknown-name/");
}

fn hover(client: &mut Client, params: Value) -> String {
    let found = client.request("textDocument/hover", params).expect("an answer");
    found["contents"]["value"].as_str().unwrap_or_default().to_string()
}

#[test]
fn hovering_shows_what_a_name_means() {
    let mut client = start();
    for (file, before, expected) in [
        // A fact in a text, with its sources and confidence.
        (ARTICLE, "[=sre.go", "**SRE: Goal**\n\nReliable services"),
        (ARTICLE, "[=sre.go", "[The Book](https://example.org/book), Press, 2016"),
        (ARTICLE, "[=sre.go", "Confidence: high"),
        (ARTICLE, "[=sre.salary.p", "Pay survey"),
        (ARTICLE, "[@bo", "[The Book](https://example.org/book), Press, 2016"),
        (ARTICLE, "tool:gra", "Draws dashboards."),
        (ARTICLE, "term:s", "A goal for reliability."),
        (ARTICLE, "sre.md#on", "**On call**, a heading of `content/roles/sre.md`"),
        (ARTICLE, "platform-engineer#go", "What for?"),
        (ARTICLE, "summ", "One sentence: what a reader learns"),
        // A fact in its file, with its row.
        (SRE, "  on-ca", "Levels, from lowest to highest: `none` (None), `some` (Some), `core` (Core)"),
        (SRE, "  on-ca", "Confidence: high"),
        (SRE, "level: co", "Level 3 of 3"),
        (SRE, "fami", "The family of the role"),
        (SRE, "family: co", "All roles."),
        (SRE, "confidence: hi", "A source states it plainly."),
        (SRE, "moves_to: [{role: plat", "Someone who builds a platform."),
        (COMPARISON, "kind: te", "compared as equal or different"),
    ] {
        let params = after(&mut client, file, before);
        let text = hover(&mut client, params);
        assert!(text.contains(expected), "{file} at `{before}`: {text}");
    }
    // Without a source, the site's own judgement.
    let params = after(&mut client, "content/roles/platform-engineer.yaml", "  on-ca");
    assert!(hover(&mut client, params).contains("The site's own judgement"));
}

#[test]
fn hovering_explains_codes_and_diagnostics() {
    let mut client = start();
    let params = client.at(SRE, "name: SRE # allow uns|ourced: a reason\n");
    assert!(hover(&mut client, params).starts_with("**unsourced**"));
    let params = client.at(ARTICLE, &format!("{MATTER}<!-- allow heading-j|ump: reason -->\n"));
    assert!(hover(&mut client, params).starts_with("**heading-jump**"));
    let params = client.at(ARTICLE, &format!("{MATTER}[@bo|k]\n"));
    let text = hover(&mut client, params);
    assert!(text.starts_with("`unknown-name`: "), "{text}");
    let params = client.at(ARTICLE, &format!("{MATTER}Plain| words\n"));
    assert_eq!(hover(&mut client, params), "");
}

/// Returns the file and the text at each location.
fn locations(client: &Client, found: &Value) -> Vec<String> {
    let one = |location: &Value| {
        let path = client.path(location["uri"].as_str().expect("an address"));
        let text = saved(client, &path);
        let range = &location["range"];
        format!("{path} `{}`", &text[offset(&text, &range["start"])..offset(&text, &range["end"])])
    };
    found.as_array().expect("a list").iter().map(one).collect()
}

#[test]
fn a_definition_is_the_place_that_an_author_would_edit() {
    let mut client = start();
    for (file, before, expected) in [
        (ARTICLE, "[=sr", "content/roles/sre.yaml ``"),
        (ARTICLE, "[=sre.go", "content/roles/sre.yaml `goal`"),
        (ARTICLE, "[@bo", "content/sources.yaml `book`"),
        (ARTICLE, "tool:gra", "content/tools.yaml `grafana`"),
        (ARTICLE, "term:s", "content/glossary/slo.md ``"),
        (ARTICLE, "(../roles/s", "content/roles/sre.md ``"),
        (ARTICLE, "sre.md#on", "content/roles/sre.md `## On call`"),
        (ARTICLE, "(#fi", "content/articles/a.md `## First part`"),
        (ARTICLE, "compare:sre/pl", "content/roles/platform-engineer.yaml ``"),
        (ARTICLE, "sre.salary.pa", "content/salaries/pay.yaml ``"),
        (ARTICLE, "roles: [s", "content/roles/sre.yaml ``"),
        (SRE, "  on-ca", "content/comparison.yaml `on-call`"),
        (SRE, "level: co", "content/comparison.yaml `core`"),
        (SRE, "family: co", "content/comparison.yaml `core`"),
        (SRE, "sources: [bo", "content/sources.yaml `book`"),
        (SRE, "learn: [prog", "content/skills.yaml `programming`"),
        (PAIR, "{sr", "content/roles/sre.yaml ``"),
        ("content/articles/b.md", "(a.", "content/articles/a.md ``"),
    ] {
        let params = after(&mut client, file, before);
        let found = client.request("textDocument/definition", params).expect("an answer");
        assert_eq!(locations(&client, &found), [expected], "{file} at `{before}`");
    }
    let params = after(&mut client, ARTICLE, "A fact");
    assert_eq!(client.request("textDocument/definition", params).expect("an answer"), json!([]));
}

#[test]
fn references_are_found_in_all_files() {
    let mut client = start();
    let mut params = after(&mut client, SOURCES, "  bo");
    params["context"] = json!({"includeDeclaration": false});
    let found = client.request("textDocument/references", params.clone()).expect("an answer");
    assert_eq!(
        locations(&client, &found),
        [
            "content/articles/a.md `book`",
            "content/glossary/slo.md `book`",
            "content/roles/sre.yaml `book`",
            "content/roles/sre.yaml `book`",
            "content/salaries/pay.yaml `book`",
        ]
    );
    params["context"] = json!({"includeDeclaration": true});
    let found = client.request("textDocument/references", params).expect("an answer");
    assert_eq!(locations(&client, &found).len(), 6);
    // The entity that a file is named after.
    let mut params = after(&mut client, SRE, "nam");
    params["context"] = json!({"includeDeclaration": false});
    let found = client.request("textDocument/references", params).expect("an answer");
    assert!(locations(&client, &found).contains(&"content/articles/a.md `../roles/sre.md`".to_string()));
    let params = after(&mut client, SRE, "sources: [bo");
    let found = client.request("textDocument/documentHighlight", params).expect("an answer");
    assert_eq!(found.as_array().map(Vec::len), Some(2));
}

fn names(symbols: &Value) -> Vec<String> {
    fn add(symbols: &Value, depth: usize, names: &mut Vec<String>) {
        for symbol in symbols.as_array().into_iter().flatten() {
            names.push(format!("{}{}", "  ".repeat(depth), symbol["name"].as_str().expect("a name")));
            add(&symbol["children"], depth + 1, names);
        }
    }
    let mut all = Vec::new();
    add(symbols, 0, &mut all);
    all
}

#[test]
fn symbols_are_keys_and_headings() {
    let mut client = start();
    client.open(ARTICLE, &format!("{MATTER}## One\n\n### Two\n\n## Three\n"));
    let params = json!({"textDocument": {"uri": client.uri(ARTICLE)}});
    let found = client.request("textDocument/documentSymbol", params).expect("an answer");
    assert_eq!(
        names(&found),
        ["title", "summary", "published", "reviewed", "roles", "One", "  Two", "Three"]
    );
    let params = json!({"textDocument": {"uri": client.uri(SRE)}});
    let found = client.request("textDocument/documentSymbol", params).expect("an answer");
    let all = names(&found);
    assert!(all.contains(&"  on-call".to_string()), "{all:?}");
    let found = client.request("workspace/symbol", json!({"query": "grafa"})).expect("an answer");
    assert_eq!(found[0]["containerName"], "Grafana");
    let all = client.request("workspace/symbol", json!({"query": ""})).expect("an answer");
    assert!(all.as_array().is_some_and(|all| all.len() > 20), "{all}");
    // A client without trees gets a list.
    let options = Options { capabilities: json!({}), ..Options::default() };
    let mut client = Client::start_with(&project(), options);
    let params = json!({"textDocument": {"uri": client.uri(SRE)}});
    let found = client.request("textDocument/documentSymbol", params).expect("an answer");
    assert!(found[0]["location"].is_object() && found[0]["children"].is_null(), "{found}");
}

#[test]
fn entries_sections_and_fences_can_be_folded() {
    let mut client = start();
    client.open(ARTICLE, &format!("{MATTER}## One\n\nWords\n\n```text\na\n```\n\n## Two\n\nWords\n"));
    let params = json!({"textDocument": {"uri": client.uri(ARTICLE)}});
    let found = client.request("textDocument/foldingRange", params).expect("an answer");
    let lines = |found: &Value| -> Vec<(u64, u64)> {
        let range = |range: &Value| {
            (range["startLine"].as_u64().unwrap_or(0), range["endLine"].as_u64().unwrap_or(0))
        };
        found.as_array().expect("a list").iter().map(range).collect()
    };
    assert_eq!(lines(&found), [(0, 6), (7, 13), (15, 17), (11, 13)]);
    client.open(SRE, "name: SRE\nfacts:\n  goal:\n    value: x\n  on-call: {level: core}\n");
    let params = json!({"textDocument": {"uri": client.uri(SRE)}});
    let found = client.request("textDocument/foldingRange", params).expect("an answer");
    assert_eq!(lines(&found), [(1, 4), (2, 3)]);
}

#[test]
fn hints_show_the_words_of_facts_and_links_lead_to_sources() {
    let mut client = start();
    let text = saved(&client, ARTICLE);
    client.open(ARTICLE, &text);
    let all = json!({"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}});
    let document = json!({"uri": client.uri(ARTICLE)});
    let found = client
        .request("textDocument/inlayHint", json!({"textDocument": document, "range": all}))
        .expect("an answer");
    let labels: Vec<&str> =
        found.as_array().expect("a list").iter().filter_map(|hint| hint["label"].as_str()).collect();
    assert_eq!(labels.len(), 2, "{labels:?}");
    assert_eq!(labels[0], "Reliable services");
    assert!(labels[1].contains("120"), "{labels:?}");
    let first = json!({"start": {"line": 0, "character": 0}, "end": {"line": 2, "character": 0}});
    let none = client.request("textDocument/inlayHint", json!({"textDocument": document, "range": first}));
    assert_eq!(none.expect("an answer"), json!([]));
    let found =
        client.request("textDocument/documentLink", json!({"textDocument": document})).expect("an answer");
    let targets: Vec<&str> =
        found.as_array().expect("a list").iter().filter_map(|link| link["target"].as_str()).collect();
    assert!(targets.contains(&"https://example.org/book"), "{targets:?}");
    assert!(targets.contains(&client.uri("content/glossary/slo.md").as_str()), "{targets:?}");
}

#[test]
fn a_file_that_does_not_parse_keeps_what_can_be_read() {
    let mut client = start();
    // The closing quote is missing in one fact.
    let broken = "name: SRE\nfamily: core\nsummary: S.\nfacts:\n  goal: {value: \"x, sources: [book], confidence: high}\n  on-call:\n    level: co|re\n    judgement: true\n    confidence: low\n";
    let params = client.at(SRE, broken);
    let found = client.request("textDocument/definition", params.clone()).expect("an answer");
    assert_eq!(locations(&client, &found), ["content/comparison.yaml `core`"]);
    assert!(hover(&mut client, params).contains("Level 3 of 3"));
    let params = json!({"textDocument": {"uri": client.uri(SRE)}});
    let found = client.request("textDocument/documentSymbol", params).expect("an answer");
    assert!(names(&found).contains(&"  on-call".to_string()));
    let params = client.at(GUIDE, "---\nreviewed: [\n---\n## On call\n\nWords [@we|b].\n");
    client.request("textDocument/hover", params).expect("an answer");
}

const TEMPLATE: &str = "templates/pages/role.html";

/// The site with a template, a component and messages of its own.
fn with_templates() -> Client {
    Client::start(
        &project()
            .file(
                TEMPLATE,
                "{% extends \"built-in/pages/role.html\" %}\n\
                 {% block main %}{{ name }} {{ frame.site.title }} [[skills]] [[tools]]\n\
                 {% for move in moves %}{{ move.how }}{% endfor %}{{ <logo of={frame.site} /> }}{{ <extra name={name} /> }}\n\
                 {% include \"shared/extra.html\" %}{% endblock %}\n",
            )
            .file(
                "templates/shared/extra.html",
                "{# More words. #}\n{% component extra(name: string) %}{{ name }}{% endcomponent extra %}\n",
            )
            .file("templates/locales/en-GB.ftl", "# Ours.\nskills = Skills that count\n"),
    )
}

#[test]
fn hovering_in_a_template_shows_values_messages_and_files() {
    let mut client = with_templates();
    for (file, before, expected) in [
        (TEMPLATE, "{{ na", "`name`: a text\n\nOn a page: `"),
        (TEMPLATE, "frame.si", "`frame.site`: an object with `"),
        (TEMPLATE, "frame.site.tit", "`frame.site.title`: a text"),
        (TEMPLATE, "move.ho", "`move.how`: a text"),
        (TEMPLATE, "in mov", "`moves`: a list; each item has `"),
        (TEMPLATE, "[[ski", "```fluent\nskills = Skills that count\n```\n\nIn `templates/locales/en-GB.ftl`"),
        (
            TEMPLATE,
            "[[too",
            "Built into Rolebook. To change it, write the message into `templates/locales/en-GB.ftl`",
        ),
        (TEMPLATE, "<log", "`logo(of: map)`"),
        (TEMPLATE, "<log", "built into Rolebook; `rolebook eject logo` copies it into the site"),
        (
            TEMPLATE,
            "<ext",
            "`extra(name: string)`\n\nMore words.\n\nIn `templates/shared/extra.html`, a file of the site",
        ),
        (TEMPLATE, "built-in/pa", "built into Rolebook; `rolebook eject templates/pages/role.html`"),
        (TEMPLATE, "include \"sha", "`templates/shared/extra.html`, a file of the site"),
        ("templates/shared/extra.html", "{{ na", "An argument of the component `extra`"),
    ] {
        let params = after(&mut client, file, before);
        let text = hover(&mut client, params);
        assert!(text.contains(expected), "{file} at `{before}`: {text}");
    }
    let params = after(&mut client, TEMPLATE, "{% bl");
    assert_eq!(hover(&mut client, params), "");
}

#[test]
fn a_definition_in_a_template_is_in_a_file_of_the_site() {
    let mut client = with_templates();
    for (before, expected) in [
        ("[[ski", &["templates/locales/en-GB.ftl `skills`"][..]),
        ("include \"sha", &["templates/shared/extra.html ``"]),
        ("<ext", &["templates/shared/extra.html `extra`"]),
        // Built-in files have no place.
        ("[[too", &[]),
        ("built-in/pa", &[]),
        ("<log", &[]),
        ("{{ na", &[]),
    ] {
        let params = after(&mut client, TEMPLATE, before);
        let found = client.request("textDocument/definition", params).expect("an answer");
        assert_eq!(locations(&client, &found), expected, "{before}");
    }
}
