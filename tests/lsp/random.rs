//! After any edits through the protocol, the diagnostics are those of a cold `check` of the same bytes.

use std::collections::BTreeSet;
use std::fs;

use rolebook::analysis::example_address;
use rolebook::command::{Check, check};
use rolebook::diagnostic::position::{Unit, position};
use rolebook::diagnostic::{Severity, Span};
use rolebook::publish::Interrupt;
use serde_json::json;

use super::client::Client;
use super::site::{ARTICLE, COMPARISON, GUIDE, PAIR, SOURCES, SRE, project};
use crate::support::dice::Dice;

/// A diagnostic: its file, severity, code, message and range.
type Found = (String, u64, String, String, [u64; 4]);

/// The diagnostics of a cold check of the files in a folder.
fn cold(root: &std::path::Path) -> Vec<Found> {
    let options = Check { root: root.to_path_buf(), link: rolebook::link::Options::default(), max_age: None };
    let (report, sources) = check(&options, &Interrupt::never()).expect("the machine is sound");
    let report = report.with(example_address(&sources));
    let convert = |found: &rolebook::diagnostic::Diagnostic| {
        let (file, span) = match &found.place {
            Some(place) => (place.file.to_string(), place.span),
            None => ("content/site.yaml".to_string(), Span::default()),
        };
        let at = position(sources.text(&file).unwrap_or(""), span, Unit::Utf16);
        let range = [at.line - 1, at.column - 1, at.end_line - 1, at.end_column - 1].map(|n| n as u64);
        let severity = if found.severity == Severity::Error { 1 } else { 2 };
        let here = if found.here.is_empty() { String::new() } else { format!(" ({})", found.here) };
        let help = found.help.as_ref().map_or(String::new(), |help| format!("\nhelp: {help}"));
        (file, severity, found.code.name().to_string(), format!("{}{here}{help}", found.message), range)
    };
    let mut all: Vec<Found> = report.diagnostics().iter().map(convert).collect();
    all.sort();
    all
}

/// The diagnostics that the client has.
fn published(client: &Client) -> Vec<Found> {
    let mut all = Vec::new();
    for (file, list) in &client.diagnostics {
        for found in list {
            let number = |end: &str, unit: &str| found["range"][end][unit].as_u64().expect("a number");
            let text = |key: &str| found[key].as_str().expect("a text").to_string();
            let range = [
                number("start", "line"),
                number("start", "character"),
                number("end", "line"),
                number("end", "character"),
            ];
            let severity = found["severity"].as_u64().expect("a number");
            all.push((file.clone(), severity, text("code"), text("message"), range));
        }
    }
    all.sort();
    all
}

/// Pieces of texts that are typed or pasted.
const PIECES: &[&str] = &[
    "x",
    " ",
    "\n",
    "\n\n",
    "  ",
    "- ",
    ":",
    ": ",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    "#",
    "# allow unused: r",
    "|",
    ">",
    ",",
    "[@book]",
    "[@web]",
    "[@bok]",
    "[=sre.goal]",
    "[=sre.on-call]",
    "[](term:slo)",
    "[x](role:sre#on-call)",
    "[x](role:sre#fact.goal)",
    "[x](../roles/sre.md)",
    "[x](b.md#only)",
    "![i](../../static/i.png)",
    "é",
    "😀",
    "\u{200b}",
    "\r\n",
    "\t",
    "---\n",
    "```\n",
    "```compare\nroles: [sre, platform-engineer]\nrows: [goal]\n```\n",
    "## Head\n",
    "goal",
    "core",
    "sre",
    "book",
    "facts:\n",
    "  goal: {value: V, sources: [web], confidence: low}\n",
    "null",
    "1200",
    "5%",
    "was: [old]\n",
    "draft: true\n",
    "<b>",
    "<!-- allow heading-jump: r -->\n\n",
    "https://example.org/",
];

const FILES: &[&str] = &[
    SRE,
    GUIDE,
    ARTICLE,
    PAIR,
    SOURCES,
    COMPARISON,
    "content/site.yaml",
    "content/tools.yaml",
    "content/skills.yaml",
    "content/roles/platform-engineer.yaml",
    "content/articles/b.md",
    "content/glossary/slo.md",
    "content/salaries/pay.yaml",
    "content/articles/new.md",
    "content/roles/new.yaml",
    "templates/pages/404.html",
    "content/unknown.txt",
];

/// Runs one script of edits.
fn run(seed: u64) {
    let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let mut client = Client::start(&project());
    // The texts that the client has open, and those that are saved.
    let mut open: BTreeSet<&str> = BTreeSet::new();
    let mut history: Vec<String> = Vec::new();
    for _ in 0..=dice.below(12) {
        let path = FILES[dice.below(FILES.len())];
        if !open.contains(path) {
            let text = fs::read_to_string(client.root().join(path)).unwrap_or_default();
            client.open(path, &text);
            open.insert(path);
        }
        match dice.below(12) {
            0 => {
                // Closed without saving: the saved file counts again.
                client.close(path);
                open.remove(path);
                history.push(format!("close {path}"));
            }
            1 => {
                // A file that another program writes.
                let text = fs::read_to_string(client.root().join(ARTICLE)).expect("a file");
                fs::write(client.root().join(ARTICLE), format!("{text}\nMore [@web].\n")).expect("a file");
                let changes = json!({"changes": [{"uri": client.uri(ARTICLE), "type": 2}]});
                client.notify("workspace/didChangeWatchedFiles", changes);
                history.push("write".to_string());
            }
            2 => {
                // Saved, as an editor does.
                let target = client.root().join(path);
                fs::create_dir_all(target.parent().expect("a folder")).expect("a folder");
                fs::write(target, client.text(path)).expect("a file");
                let uri = client.uri(path);
                client.notify("textDocument/didSave", json!({"textDocument": {"uri": uri}}));
                history.push(format!("save {path}"));
            }
            3 => {
                let text = client.text(path).to_string();
                let lines: Vec<&str> = text.split_inclusive('\n').collect();
                if !lines.is_empty() {
                    let line = dice.below(lines.len());
                    let start: usize = lines[..line].iter().map(|line| line.len()).sum();
                    client.edit(path, start, start + lines[line].len(), "");
                    history.push(format!("{path}: delete line {line}"));
                }
            }
            _ => {
                let text = client.text(path).to_string();
                let boundary = |at: usize| text.floor_char_boundary(at);
                let start = boundary(dice.below(text.len() + 1));
                let end = if dice.below(3) == 0 {
                    boundary((start + dice.below(8)).min(text.len())).max(start)
                } else {
                    start
                };
                // A line break of two characters is never split.
                if text[..start].ends_with('\r') || text[..end].ends_with('\r') {
                    continue;
                }
                let piece = PIECES[dice.below(PIECES.len())];
                client.edit(path, start, end, piece);
                history.push(format!("{path}: {start}..{end} {piece:?}"));
            }
        }
        if dice.below(4) == 0 {
            let params = client.position_params(path, "", 0);
            client.request("textDocument/hover", params).expect("an answer");
        }
    }
    client.settle();
    let last = published(&client);
    // The same bytes in a folder of their own.
    let folder = tempfile::TempDir::new().expect("a folder");
    let copy = folder.path();
    for entry in walkdir::WalkDir::new(client.root()) {
        let entry = entry.expect("an entry");
        let target = copy.join(entry.path().strip_prefix(client.root()).expect("below"));
        if entry.file_type().is_dir() {
            fs::create_dir_all(target).expect("a folder");
        } else {
            fs::copy(entry.path(), target).expect("a file");
        }
    }
    for path in &open {
        let target = copy.join(path);
        fs::create_dir_all(target.parent().expect("a folder")).expect("a folder");
        fs::write(target, client.text(path)).expect("a file");
    }
    assert_eq!(last, cold(copy), "seed {seed}: {history:#?}");
}

#[test]
fn after_any_edits_the_diagnostics_are_those_of_a_cold_check() {
    let count = std::env::var("LSP_SCRIPTS").ok().and_then(|count| count.parse().ok()).unwrap_or(40);
    let first: u64 = std::env::var("LSP_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1);
    for seed in first..first + count {
        run(seed);
    }
}

#[test]
fn no_position_of_the_real_content_makes_a_request_fail() {
    let requests: usize =
        std::env::var("LSP_REQUESTS").ok().and_then(|count| count.parse().ok()).unwrap_or(600);
    let top = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut client = Client::start_in(top.to_path_buf(), None, super::client::Options::default());
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(top.join("content")).sort_by_file_name() {
        let entry = entry.expect("an entry");
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(top).expect("below").to_str().expect("UTF-8").to_string();
            files.push((path, fs::read_to_string(entry.path()).expect("a file")));
        }
    }
    let mut dice = Dice(7);
    for number in 0..requests {
        let (path, whole) = &files[dice.below(files.len())];
        let cursor = whole.floor_char_boundary(dice.below(whole.len() + 1));
        // Half of the time, the file ends at the cursor, as while it is being written.
        let text = if number % 2 == 0 { &whole[..cursor] } else { whole.as_str() };
        client.open(path, text);
        let mut params = client.position_params(path, text, cursor);
        for method in ["completion", "hover", "definition", "prepareRename", "documentHighlight"] {
            client.request(&format!("textDocument/{method}"), params.clone()).expect("an answer");
        }
        let document = json!({"textDocument": params["textDocument"]});
        for method in ["documentSymbol", "foldingRange", "documentLink"] {
            client.request(&format!("textDocument/{method}"), document.clone()).expect("an answer");
        }
        params["context"] = json!({"includeDeclaration": true});
        client.request("textDocument/references", params).expect("an answer");
        client.close(path);
    }
    assert_eq!(client.end().code(), Some(0));
}
