//! Answers directly after a keystroke, while the new text is being analysed.

use serde_json::Value;

use super::client::Client;
use super::site::{ARTICLE, SRE, project};

/// Places of a file, by the text before them.
const PLACES: &[(&str, &[&str])] = &[
    (ARTICLE, &["tool:gra", "term:s", "[=sre.go", "[@bo", "sre.md#on", "(#fi", "compare:sre/pl"]),
    (SRE, &["  on-ca", "level: co", "family: co", "sources: [bo", "confidence: hi"]),
];

/// Texts that are typed in front of the places, and behind them. None changes a name.
const TYPED: &[&str] = &["x", "é", "\n", "😀 ", "\r\n"];

fn ask(client: &mut Client, method: &str, path: &str, before: &str) -> Value {
    let text = client.text(path).to_string();
    let at = text.find(before).expect("it is there") + before.len();
    let params = client.position_params(path, &text, at);
    client.request(method, params).expect("an answer")
}

#[test]
fn answers_while_a_text_is_analysed_are_those_after_it() {
    let mut client = Client::start(&project());
    for (path, places) in PLACES {
        let text = std::fs::read_to_string(client.root().join(path)).expect("a file");
        client.open(path, &text);
        client.settle();
        let marks = if path.ends_with(".md") { ["title: T", "A fact"] } else { ["summary: ", "# end"] };
        for typed in TYPED.iter().filter(|typed| path.ends_with(".md") || !typed.contains(['\n', '😀'])) {
            for mark in marks {
                for method in ["textDocument/hover", "textDocument/definition", "textDocument/completion"] {
                    for before in *places {
                        let text = client.text(path).to_string();
                        let Some(at) = text.find(mark).map(|at| at + mark.len()) else { continue };
                        // In front matter, a line break would end the title.
                        let typed = if mark.starts_with("title") { typed.trim_end() } else { typed };
                        client.edit(path, at, at, typed);
                        let early = ask(&mut client, method, path, before);
                        client.settle();
                        let late = ask(&mut client, method, path, before);
                        assert_eq!(early, late, "{method} at `{before}` after {typed:?}");
                        assert!(!early.is_null(), "{method} at `{before}`");
                        client.edit(path, at, at + typed.len(), "");
                        client.settle();
                    }
                }
            }
        }
    }
}

#[test]
fn a_name_that_was_just_typed_is_the_one_that_is_explained() {
    let mut client = Client::start(&project());
    let text = std::fs::read_to_string(client.root().join(ARTICLE)).expect("a file");
    client.open(ARTICLE, &text);
    for (source, title) in [("web", "Web"), ("book", "Book"), ("web", "Web")] {
        let text = client.text(ARTICLE).to_string();
        let start = text.find("[@").expect("a citation") + 2;
        let end = start + text[start..].find(']').expect("its end");
        client.edit(ARTICLE, start, end, source);
        let found = ask(&mut client, "textDocument/hover", ARTICLE, "[@");
        let words = found["contents"]["value"].as_str().unwrap_or_default().to_string();
        assert!(words.contains(title), "{source}: {words}");
    }
    // A name that another file has just begun to define.
    let sources = std::fs::read_to_string(client.root().join("content/sources.yaml")).expect("a file");
    let new = "  novel:\n    title: A Novel\n    url: https://example.org/novel\n    publisher: P\n    published: 2020\n    accessed: 2026-01-01\n    seen: full\n";
    client.open("content/sources.yaml", &format!("{}\n{new}", sources.trim_end()));
    client.settle();
    let text = client.text(ARTICLE).replace("[@web]", "[@novel]");
    client.replace(ARTICLE, &text);
    let found = ask(&mut client, "textDocument/hover", ARTICLE, "[@no");
    assert!(found["contents"]["value"].as_str().is_some_and(|words| words.contains("A Novel")), "{found}");
}

#[test]
fn headings_that_were_just_typed_are_offered() {
    let mut client = Client::start(&project());
    let text = std::fs::read_to_string(client.root().join(ARTICLE)).expect("a file");
    client.open(ARTICLE, &text);
    client.settle();
    client.replace(ARTICLE, &format!("{}\n\n## Quite new\n\n[x](#\n", text.trim_end()));
    let found = ask(&mut client, "textDocument/completion", ARTICLE, "[x](#");
    let labels: Vec<&str> =
        found["items"].as_array().expect("a list").iter().filter_map(|item| item["label"].as_str()).collect();
    assert_eq!(labels, ["first-part", "quite-new"]);
}
