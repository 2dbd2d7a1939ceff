//! A client of the language server: starts the program and talks to it over pipes.

use std::collections::BTreeMap;
use std::io::{BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use lsp_server::{Message, Notification, Request, RequestId, Response, ResponseError};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::Project;

/// The longest time that an answer may take.
const PATIENCE: Duration = Duration::from_mins(1);

pub(crate) struct Client {
    child: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Message>,
    next: i32,
    root: PathBuf,
    /// Removes the folder of the site at the end.
    _folder: Option<TempDir>,
    /// The texts of the open files.
    texts: BTreeMap<String, (i32, String)>,
    /// The last published diagnostics, by the path of the file.
    pub(crate) diagnostics: BTreeMap<String, Vec<Value>>,
    /// The number of published messages.
    pub(crate) published: usize,
    pub(crate) capabilities: Value,
}

/// The options of a session.
pub(crate) struct Options {
    pub(crate) encodings: Value,
    pub(crate) capabilities: Value,
    /// The folders of the workspace, below the folder of the site.
    pub(crate) folders: Vec<&'static str>,
}

impl Default for Options {
    fn default() -> Options {
        let capabilities = json!({
            "workspace": {"workspaceEdit": {"documentChanges": true, "resourceOperations": ["rename"]}},
            "textDocument": {
                "completion": {"completionItem": {"snippetSupport": true}},
                "publishDiagnostics": {"relatedInformation": true},
                "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
            },
        });
        Options { encodings: json!(null), capabilities, folders: vec![""] }
    }
}

impl Client {
    /// Starts a session on a site in a new folder.
    pub(crate) fn start(project: &Project) -> Client {
        Client::start_with(project, Options::default())
    }

    pub(crate) fn start_with(project: &Project, options: Options) -> Client {
        let folder = TempDir::new().expect("a folder");
        let root = folder.path().canonicalize().expect("a path");
        project.write(&root);
        Client::start_in(root, Some(folder), options)
    }

    /// Starts a session on a folder.
    pub(crate) fn start_in(root: PathBuf, folder: Option<TempDir>, options: Options) -> Client {
        let mut client = Client::connect(root, folder);
        let mut capabilities = options.capabilities;
        if !options.encodings.is_null() {
            capabilities["general"] = json!({"positionEncodings": options.encodings});
        }
        let folders: Vec<Value> = options
            .folders
            .iter()
            .map(|folder| json!({"uri": client.uri(folder).trim_end_matches('/'), "name": folder}))
            .collect();
        let params = json!({"processId": null, "rootUri": null, "capabilities": capabilities, "workspaceFolders": folders});
        client.capabilities =
            client.request("initialize", params).expect("an answer")["capabilities"].clone();
        client.notify("initialized", json!({}));
        client
    }

    /// Starts the program without a message.
    pub(crate) fn connect(root: PathBuf, folder: Option<TempDir>) -> Client {
        let mut child = Command::new(env!("CARGO_BIN_EXE_rolebook"))
            .args(["lsp", "--stdio"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let input = child.stdin.take();
        let output = child.stdout.take().expect("a pipe");
        let (give, messages) = channel();
        thread::spawn(move || {
            let mut output = BufReader::new(output);
            // Anything on standard output that is no message is an error here.
            while let Some(message) = Message::read(&mut output).expect("only messages are written") {
                if give.send(message).is_err() {
                    break;
                }
            }
        });
        Client {
            child,
            input,
            messages,
            next: 0,
            root,
            _folder: folder,
            texts: BTreeMap::new(),
            diagnostics: BTreeMap::new(),
            published: 0,
            capabilities: Value::Null,
        }
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn uri(&self, path: &str) -> String {
        format!("file://{}/{path}", self.root.display())
    }

    /// Returns the path of a file below the folder.
    pub(crate) fn path(&self, uri: &str) -> String {
        let start = format!("file://{}/", self.root.display());
        uri.strip_prefix(&start).unwrap_or(uri).to_string()
    }

    pub(crate) fn send(&mut self, message: impl Into<Message>) {
        let input = self.input.as_mut().expect("the session is open");
        message.into().write(input).expect("the program reads");
    }

    /// Sends bytes that may be no message.
    pub(crate) fn send_raw(&mut self, bytes: &[u8]) {
        self.input.as_mut().expect("the session is open").write_all(bytes).expect("the program reads");
    }

    pub(crate) fn notify(&mut self, method: &str, params: Value) {
        self.send(Notification::new(method.to_string(), params));
    }

    /// Sends a request without waiting for the answer.
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> RequestId {
        self.next += 1;
        let id = RequestId::from(self.next);
        self.send(Request::new(id.clone(), method.to_string(), params));
        id
    }

    /// Waits for the answer to a request. Diagnostics that are published meanwhile are kept.
    pub(crate) fn answer(&mut self, id: &RequestId) -> Result<Value, ResponseError> {
        loop {
            match self.messages.recv_timeout(PATIENCE).expect("an answer in time") {
                Message::Response(Response { id: of, response_result }) if of == *id => {
                    return response_result;
                }
                message => self.take(message),
            }
        }
    }

    fn take(&mut self, message: Message) {
        match message {
            Message::Notification(Notification { method, params })
                if method == "textDocument/publishDiagnostics" =>
            {
                self.published += 1;
                let path = self.path(params["uri"].as_str().expect("an address"));
                let list = params["diagnostics"].as_array().expect("a list").clone();
                self.diagnostics.insert(path, list);
            }
            Message::Notification(Notification { method, params }) if method == "window/logMessage" => {
                panic!("the server logged: {params}")
            }
            // The answer to another request.
            Message::Response(_) => {}
            other => panic!("an unexpected message: {other:?}"),
        }
    }

    pub(crate) fn request(&mut self, method: &str, params: Value) -> Result<Value, ResponseError> {
        let id = self.ask(method, params);
        self.answer(&id)
    }

    /// Waits until the diagnostics are those of all stages.
    pub(crate) fn settle(&mut self) {
        self.request("rolebook/settle", Value::Null).expect("an answer");
    }

    pub(crate) fn open(&mut self, path: &str, text: &str) {
        self.texts.insert(path.to_string(), (1, text.to_string()));
        let language = if path.ends_with(".md") { "markdown" } else { "yaml" };
        let document = json!({"uri": self.uri(path), "languageId": language, "version": 1, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": document}));
    }

    pub(crate) fn close(&mut self, path: &str) {
        self.texts.remove(path);
        let uri = self.uri(path);
        self.notify("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
    }

    /// Returns the text of an open file.
    pub(crate) fn text(&self, path: &str) -> &str {
        &self.texts[path].1
    }

    /// Replaces a range of bytes of an open file by another text.
    pub(crate) fn edit(&mut self, path: &str, start: usize, end: usize, new: &str) {
        let (version, text) = self.texts.get_mut(path).expect("an open file");
        let range = json!({"start": position(text, start), "end": position(text, end)});
        text.replace_range(start..end, new);
        *version += 1;
        let version = *version;
        let uri = self.uri(path);
        self.notify(
            "textDocument/didChange",
            json!({
                "textDocument": {"uri": uri, "version": version},
                "contentChanges": [{"range": range, "text": new}],
            }),
        );
    }

    /// Replaces the whole text of an open file.
    pub(crate) fn replace(&mut self, path: &str, text: &str) {
        let (version, old) = self.texts.get_mut(path).expect("an open file");
        (*version, *old) = (*version + 1, text.to_string());
        let version = *version;
        let uri = self.uri(path);
        self.notify(
            "textDocument/didChange",
            json!({"textDocument": {"uri": uri, "version": version}, "contentChanges": [{"text": text}]}),
        );
    }

    /// Opens a text whose cursor is marked by `|`, and returns the parameters of a question about it.
    pub(crate) fn at(&mut self, path: &str, marked: &str) -> Value {
        let cursor = marked.find('|').expect("a cursor");
        let text = marked.replacen('|', "", 1);
        if self.texts.contains_key(path) {
            self.replace(path, &text);
        } else {
            self.open(path, &text);
        }
        self.position_params(path, &text, cursor)
    }

    pub(crate) fn position_params(&self, path: &str, text: &str, offset: usize) -> Value {
        json!({"textDocument": {"uri": self.uri(path)}, "position": position(text, offset)})
    }

    /// Ends the session in order, and returns the status of the program.
    pub(crate) fn end(mut self) -> ExitStatus {
        self.request("shutdown", Value::Null).expect("an answer");
        self.notify("exit", Value::Null);
        self.wait()
    }

    /// Closes the pipe, and returns the status of the program.
    pub(crate) fn wait(mut self) -> ExitStatus {
        self.input = None;
        self.child.wait().expect("a status")
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Returns the position of an offset in UTF-16.
pub(crate) fn position(text: &str, offset: usize) -> Value {
    let before = &text[..offset];
    let line = before.matches('\n').count();
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    json!({"line": line, "character": before[start..].encode_utf16().count()})
}

/// Returns the offset of a position in UTF-16.
pub(crate) fn offset(text: &str, position: &Value) -> usize {
    let number = |value: &Value| usize::try_from(value.as_u64().expect("a number")).expect("small");
    let line = number(&position["line"]);
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let mut left = number(&position["character"]);
    let inside = text[start..].char_indices().find(|(_, c)| {
        let done = left == 0;
        left = left.saturating_sub(c.len_utf16());
        done
    });
    inside.map_or(text.len(), |(at, _)| start + at)
}

/// Applies the edits of a file to its text.
pub(crate) fn apply(text: &str, edits: &[Value]) -> String {
    let mut edits: Vec<(usize, usize, &str)> = edits
        .iter()
        .map(|edit| {
            let range = &edit["range"];
            let new = edit["newText"].as_str().expect("a text");
            (offset(text, &range["start"]), offset(text, &range["end"]), new)
        })
        .collect();
    edits.sort_unstable();
    let mut after = String::new();
    let mut at = 0;
    for (start, end, new) in edits {
        assert!(start >= at, "edits overlap");
        after.push_str(&text[at..start]);
        after.push_str(new);
        at = end;
    }
    after + &text[at..]
}
