//! Beginning, end and errors of a session; several sites; files that change in the folder.

use std::fs;
use std::time::{Duration, Instant};

use lsp_server::{ErrorCode, Message, Notification, Request, RequestId};
use serde_json::{Value, json};

use super::client::{Client, Options};
use super::site::{ARTICLE, MATTER, SRE, project};
use crate::support::Project;

#[test]
fn a_session_ends_with_the_status_that_the_protocol_asks_for() {
    let client = Client::start(&project());
    assert_eq!(client.end().code(), Some(0));
    let mut client = Client::start(&project());
    client.notify("exit", Value::Null);
    assert_eq!(client.wait().code(), Some(1));
    // The editor is gone.
    assert_eq!(Client::start(&project()).wait().code(), Some(1));
    let folder = tempfile::TempDir::new().expect("a folder");
    let client = Client::connect(folder.path().to_path_buf(), Some(folder));
    assert_eq!(client.wait().code(), Some(1));
}

#[test]
fn a_wrong_message_is_answered_and_the_session_goes_on() {
    let mut client = Client::start(&project());
    let unknown = client.request("textDocument/unknown", json!({})).expect_err("it is unknown");
    assert_eq!(unknown.code, ErrorCode::MethodNotFound as i32);
    let wrong = client.request("textDocument/hover", json!({"textDocument": 1})).expect_err("it is wrong");
    assert_eq!(wrong.code, ErrorCode::InvalidParams as i32);
    // Files of no site, and positions outside a file.
    for uri in ["file:///nowhere/content/a.md", "untitled:Untitled-1", "file:///README.md"] {
        client.notify(
            "textDocument/didOpen",
            json!({"textDocument": {"uri": uri, "languageId": "markdown", "version": 1, "text": "a"}}),
        );
        let position = json!({"textDocument": {"uri": uri}, "position": {"line": 0, "character": 0}});
        assert_eq!(client.request("textDocument/hover", position).expect("an answer"), Value::Null);
    }
    let far =
        json!({"textDocument": {"uri": client.uri(SRE)}, "position": {"line": 9999, "character": 9999}});
    client.request("textDocument/completion", far).expect("an answer");
    client.request("shutdown", Value::Null).expect("an answer");
    let late = client.request("textDocument/hover", json!({})).expect_err("it is over");
    assert_eq!(late.code, ErrorCode::InvalidRequest as i32);
    client.notify("exit", Value::Null);
    assert_eq!(client.wait().code(), Some(0));
}

#[test]
fn a_request_that_the_client_cancelled_is_not_computed() {
    let mut client = Client::start(&project());
    let params = client.at(SRE, "name: SRE\nfamily: |\n");
    // In one piece, so that the last one is cancelled before its turn.
    let mut bytes = Vec::new();
    for id in 1000..1200 {
        let request = Request::new(id.into(), "textDocument/completion".to_string(), params.clone());
        Message::from(request).write(&mut bytes).expect("memory");
    }
    let cancel = Notification::new("$/cancelRequest".to_string(), json!({"id": 1199}));
    Message::from(cancel).write(&mut bytes).expect("memory");
    client.send_raw(&bytes);
    let last = RequestId::from(1199);
    let answer = client.answer(&last).expect_err("it was cancelled");
    assert_eq!(answer.code, ErrorCode::RequestCanceled as i32);
}

#[test]
fn positions_are_counted_in_the_negotiated_unit() {
    let text = format!("{MATTER}😀 é [@bok]\n");
    for (encodings, unit, start) in [
        (json!(["utf-16"]), "utf-16", 7),
        (json!(["utf-8", "utf-16"]), "utf-8", 10),
        (json!(null), "utf-16", 7),
    ] {
        let mut client = Client::start_with(&project(), Options { encodings, ..Options::default() });
        assert_eq!(client.capabilities["positionEncoding"], unit);
        client.open(ARTICLE, &text);
        client.settle();
        let found = client.diagnostics[ARTICLE].iter().find(|found| found["code"] == "unknown-name");
        assert_eq!(
            found.expect("a diagnostic")["range"]["start"],
            json!({"line": 7, "character": start}),
            "{unit}"
        );
    }
}

#[test]
fn line_breaks_of_windows_move_no_position() {
    let mut client = Client::start(&project());
    client.open(ARTICLE, &format!("\u{feff}{MATTER}A [@bok]\n").replace('\n', "\r\n"));
    client.settle();
    let found = &client.diagnostics[ARTICLE][0];
    assert_eq!(found["range"]["start"], json!({"line": 7, "character": 4}), "{found}");
}

#[test]
fn each_folder_with_a_site_is_analysed() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let root = folder.path().canonicalize().expect("a path");
    for site in ["one", "docs/two", "three"] {
        project().file(ARTICLE, format!("{MATTER}[@{}]\n", site.replace('/', "-"))).write(&root.join(site));
    }
    let options = Options { folders: vec!["one", "docs"], ..Options::default() };
    let mut client = Client::start_in(root, Some(folder), options);
    client.settle();
    let files = |client: &Client| -> Vec<String> {
        client.diagnostics.iter().filter(|(_, list)| !list.is_empty()).map(|(file, _)| file.clone()).collect()
    };
    assert_eq!(files(&client), ["docs/two/content/articles/a.md", "one/content/articles/a.md"]);
    // A file of a site outside the folders.
    let text = fs::read_to_string(client.root().join("three").join(SRE)).expect("a file");
    client.open("three/content/roles/sre.yaml", &text);
    client.settle();
    assert_eq!(files(&client).len(), 3);
    let uri = |client: &Client, folder: &str| client.uri(folder);
    let removed = json!([{"uri": uri(&client, "one"), "name": "one"}]);
    client.notify("workspace/didChangeWorkspaceFolders", json!({"event": {"added": [], "removed": removed}}));
    client.settle();
    assert_eq!(files(&client), ["docs/two/content/articles/a.md", "three/content/articles/a.md"]);
    let added = json!([{"uri": uri(&client, "one"), "name": "one"}]);
    client.notify("workspace/didChangeWorkspaceFolders", json!({"event": {"added": added, "removed": []}}));
    client.settle();
    assert_eq!(files(&client).len(), 3);
}

#[test]
fn files_that_change_in_the_folder_are_read() {
    let mut client = Client::start(&project());
    client.settle();
    assert!(client.diagnostics.values().all(Vec::is_empty), "{:?}", client.diagnostics);
    let has = |client: &Client, file: &str| client.diagnostics.get(file).is_some_and(|list| !list.is_empty());
    // The client tells.
    fs::write(client.root().join(ARTICLE), format!("{MATTER}[@bok]\n")).expect("a file");
    let changes = json!({"changes": [{"uri": client.uri(ARTICLE), "type": 2}]});
    client.notify("workspace/didChangeWatchedFiles", changes);
    client.settle();
    assert!(has(&client, ARTICLE));
    // The client does not tell.
    fs::write(client.root().join(ARTICLE), format!("{MATTER}[@book]\n")).expect("a file");
    let until = Instant::now() + Duration::from_secs(20);
    while has(&client, ARTICLE) && Instant::now() < until {
        client.settle();
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(!has(&client, ARTICLE), "{:?}", client.diagnostics);
    // An open file counts, whatever is saved; a closed one does not.
    client.open(ARTICLE, &format!("{MATTER}[@bok]\n"));
    client.settle();
    assert!(has(&client, ARTICLE));
    client.close(ARTICLE);
    client.settle();
    assert!(!has(&client, ARTICLE));
}

#[test]
fn a_site_without_settings_is_no_site() {
    let mut client = Client::start(&Project::empty().file(SRE, "name: X\n"));
    client.open(SRE, "name: X\n");
    client.settle();
    assert!(client.diagnostics.is_empty());
}
