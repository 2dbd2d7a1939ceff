//! The loop of the server: one message after the other.

use std::collections::{HashSet, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use lsp_types::{
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, InitializeParams, InitializeResult,
    LogMessageParams, MessageType, PublishDiagnosticsParams, ServerInfo, TextDocumentContentChangeEvent, Uri,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::background::AnalysisBug;
use super::capabilities::{self, Client};
use super::diagnostics::PublishedReport;
use super::site::{Buffer, QUIET, Site};
use super::text::replace_range;
use crate::link;
use crate::source;

/// The reason why a session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The client asked for it, after `shutdown`.
    Orderly,
    /// The client ended the session without `shutdown`, or is gone.
    Abrupt,
}

/// The longest time between two looks at the file system.
const TICK: Duration = Duration::from_millis(100);
/// The same while pages are drawn, so that their diagnostics appear soon.
const DRAWING_TICK: Duration = Duration::from_millis(20);

/// Runs a session until the client ends it.
pub fn run(connection: &Connection) -> Ended {
    let Ok((id, params)) = connection.initialize_start() else { return Ended::Abrupt };
    let params = match serde_json::from_value::<InitializeParams>(params) {
        Ok(params) => params,
        Err(error) => {
            let error = Response::new_err(id, ErrorCode::InvalidParams as i32, error.to_string());
            let _ = connection.sender.send(error.into());
            return Ended::Abrupt;
        }
    };
    let client = Client::new(&params.capabilities);
    let result = InitializeResult {
        capabilities: capabilities::server(client),
        server_info: Some(ServerInfo {
            name: "rolebook".to_string(),
            version: Some(env!("CARGO_PKG_VERSION").to_string()),
        }),
    };
    if connection.initialize_finish(id, to_value(&result)).is_err() {
        return Ended::Abrupt;
    }
    let drafts = params.initialization_options.as_ref().and_then(|options| options["drafts"].as_bool());
    let (wake, events) = queue(connection);
    let mut server = Server {
        connection,
        client,
        options: link::Options { base_url: None, drafts: drafts.unwrap_or(false) },
        sites: Vec::new(),
        waiting: VecDeque::new(),
        cancelled: HashSet::new(),
        is_shut_down: false,
        is_closed: false,
        ticked: Instant::now(),
        wake,
        events,
    };
    for folder in folders(&params) {
        server.add_sites(&folder);
    }
    server.session()
}

/// Something that the server reacts to.
enum Event {
    Message(Message),
    /// An analysis has a result.
    Analysed,
    /// The client is gone.
    Closed,
}

/// Returns the messages as soon as they are read: the connection itself holds one at a time, so that what is outdated by a later one would
/// be seen too late.
fn queue(connection: &Connection) -> (Sender<Event>, Receiver<Event>) {
    let (wake, events) = channel();
    let received = connection.receiver.clone();
    let give = wake.clone();
    thread::spawn(move || {
        let mut messages = received.into_iter().map(Event::Message).chain([Event::Closed]);
        messages.try_for_each(|event| give.send(event))
    });
    (wake, events)
}

/// Returns the folders that the client works on.
fn folders(params: &InitializeParams) -> Vec<Uri> {
    let value = to_value(&params.workspace_folders_initialize_params);
    let named = value["workspaceFolders"].as_array().into_iter().flatten();
    let mut folders: Vec<Uri> =
        named.filter_map(|folder| Some(Uri(folder["uri"].as_str()?.to_string()))).collect();
    #[allow(deprecated, reason = "the only root that older clients send")]
    if folders.is_empty() {
        folders.extend(params.root_uri.clone());
    }
    folders
}

pub(super) fn to_value(value: &impl Serialize) -> Value {
    serde_json::to_value(value).expect("invariant: messages are JSON")
}

/// A site, and what the client knows of it.
pub(super) struct OpenSite {
    pub(super) site: Site,
    published: PublishedReport,
}

pub(super) struct Server<'c> {
    connection: &'c Connection,
    pub(super) client: Client,
    options: link::Options,
    pub(super) sites: Vec<OpenSite>,
    /// Given to other threads, to tell that they have a result.
    wake: Sender<Event>,
    events: Receiver<Event>,
    /// Messages that have arrived and are not handled yet.
    waiting: VecDeque<Message>,
    cancelled: HashSet<RequestId>,
    is_shut_down: bool,
    /// `true` if the client sends no more messages.
    is_closed: bool,
    /// The time of the last look at the file system.
    ticked: Instant,
}

impl Server<'_> {
    fn session(&mut self) -> Ended {
        loop {
            while let Ok(event) = self.events.try_recv() {
                self.enqueue(event);
            }
            let Some(message) = self.waiting.pop_front() else {
                if self.is_closed {
                    return Ended::Abrupt;
                }
                // Nothing is waiting: this is the text that the author sees.
                self.update_all();
                let is_settled = self.sites.iter().all(|open| open.site.is_settled());
                let tick = if is_settled { TICK } else { DRAWING_TICK };
                // Also while messages arrive all the time.
                let left = tick.saturating_sub(self.ticked.elapsed());
                if left.is_zero() {
                    self.idle();
                    self.ticked = Instant::now();
                    continue;
                }
                if let Ok(event) = self.events.recv_timeout(left) {
                    self.enqueue(event);
                }
                continue;
            };
            match message {
                Message::Request(request) => self.request(request),
                Message::Notification(notification) if notification.method == "exit" => {
                    return if self.is_shut_down { Ended::Orderly } else { Ended::Abrupt };
                }
                Message::Notification(notification) => self.notification(notification),
                Message::Response(_) => {}
            }
        }
    }

    fn enqueue(&mut self, event: Event) {
        let message = match event {
            Event::Message(message) => message,
            Event::Analysed => return,
            Event::Closed => {
                self.is_closed = true;
                return;
            }
        };
        if let Message::Notification(notification) = &message
            && notification.method == "$/cancelRequest"
        {
            let id = serde_json::from_value::<RequestId>(notification.params["id"].clone());
            self.cancelled.extend(id);
            return;
        }
        self.waiting.push_back(message);
    }

    fn send(&self, message: impl Into<Message>) {
        // A client that is gone is noticed by the next read.
        let _ = self.connection.sender.send(message.into());
    }

    fn log(&self, kind: MessageType, message: String) {
        let params = LogMessageParams { kind, message };
        self.send(Notification::new("window/logMessage".to_string(), params));
    }

    /// Handles a request. A bug in it is answered with an error, and the session goes on.
    fn request(&mut self, request: Request) {
        let Request { id, method, params } = request;
        if self.cancelled.remove(&id) {
            let message = "the request was cancelled".to_string();
            return self.send(Response::new_err(id, ErrorCode::RequestCanceled as i32, message));
        }
        if method == "shutdown" {
            self.is_shut_down = true;
            return self.send(Response::new_ok(id, Value::Null));
        }
        if self.is_shut_down {
            let message = "the server is shut down".to_string();
            return self.send(Response::new_err(id, ErrorCode::InvalidRequest as i32, message));
        }
        let answer = catch_unwind(AssertUnwindSafe(|| self.answer(&method, params)));
        let response = match answer {
            Ok(Ok(value)) => Response::new_ok(id, value),
            Ok(Err((code, message))) => Response::new_err(id, code as i32, message),
            Err(_) => {
                let message = format!("a bug of rolebook: `{method}` failed");
                self.log(MessageType::Error, message.clone());
                Response::new_err(id, ErrorCode::InternalError as i32, message)
            }
        };
        self.send(response);
    }

    pub(super) fn log_bug(&self, result: Result<(), AnalysisBug>) {
        if result.is_err() {
            let message = "a bug of rolebook: the last change could not be analysed".to_string();
            self.log(MessageType::Error, message);
        }
    }

    /// Returns the site that a file belongs to, and the path of the file there.
    pub(super) fn find(&self, uri: &Uri) -> Option<(usize, Arc<str>)> {
        let path = file_path(uri)?;
        let inside = |(at, open): (usize, &OpenSite)| Some((at, open.site.path_of(&path)?));
        // Of nested sites, the innermost.
        let found = self.sites.iter().enumerate().filter_map(inside);
        found.max_by_key(|(at, _)| self.sites[*at].site.root().as_os_str().len())
    }

    fn add_sites(&mut self, folder: &Uri) {
        for root in file_path(folder).iter().flat_map(|folder| source::sites_in(folder)) {
            self.add_site(&root);
        }
    }

    fn add_site(&mut self, root: &Path) {
        if self.sites.iter().any(|open| open.site.root() == root) {
            return;
        }
        if let Ok(site) = catch_unwind(AssertUnwindSafe(|| Site::open(root, &self.options))) {
            self.sites.push(OpenSite { site, published: PublishedReport::default() });
        } else {
            let message = format!("a bug of rolebook: the site in `{}` was not analysed", root.display());
            self.log(MessageType::Error, message);
        }
    }

    fn notification(&mut self, notification: Notification) {
        let Notification { method, params } = notification;
        let handled = catch_unwind(AssertUnwindSafe(|| self.take(&method, params)));
        match handled {
            Ok(Ok(())) => {}
            Ok(Err((_, why))) => self.log(MessageType::Warning, format!("`{method}` cannot be read: {why}")),
            Err(_) => self.log(MessageType::Error, format!("a bug of rolebook: `{method}` failed")),
        }
    }

    fn take(&mut self, method: &str, params: Value) -> Result<(), (ErrorCode, String)> {
        match method {
            "textDocument/didOpen" => {
                let opened = read::<DidOpenTextDocumentParams>(params)?.text_document;
                let buffer = Buffer { uri: opened.uri.clone(), version: opened.version, text: opened.text };
                if self.find(&opened.uri).is_none()
                    && let Some(root) = file_path(&opened.uri).and_then(|path| source::site_of(&path))
                {
                    self.add_site(&root);
                }
                if let Some((at, file)) = self.find(&opened.uri) {
                    self.sites[at].site.set_buffer(&file, buffer);
                }
            }
            "textDocument/didChange" => self.change(read(params)?),
            "textDocument/didClose" => {
                let closed = read::<DidCloseTextDocumentParams>(params)?.text_document;
                if let Some((at, file)) = self.find(&closed.uri) {
                    self.sites[at].site.close_buffer(&file);
                }
            }
            "workspace/didChangeWatchedFiles" => {
                for change in read::<DidChangeWatchedFilesParams>(params)?.changes {
                    if let Some((at, file)) = self.find(&change.uri) {
                        self.sites[at].site.scan(&[&file]);
                    }
                }
            }
            "workspace/didChangeWorkspaceFolders" => {
                let event = read::<DidChangeWorkspaceFoldersParams>(params)?.event;
                for removed in event.removed {
                    self.remove_sites(&removed.uri);
                }
                for added in event.added {
                    self.add_sites(&added.uri);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn change(&mut self, params: DidChangeTextDocumentParams) {
        let document = params.text_document;
        let Some((at, file)) = self.find(&document.text_document_identifier.uri) else { return };
        let site = &mut self.sites[at].site;
        let Some(mut buffer) = site.buffers.remove(&file) else { return };
        for change in params.content_changes {
            match change {
                TextDocumentContentChangeEvent::TextDocumentContentChangePartial(part) => {
                    replace_range(&mut buffer.text, part.range, &part.text, self.client.encoding);
                }
                TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => {
                    buffer.text = whole.text;
                }
            }
        }
        buffer.version = document.version;
        site.set_buffer(&file, buffer);
    }

    /// Forgets the sites in a folder, and their diagnostics.
    fn remove_sites(&mut self, folder: &Uri) {
        let Some(folder) = file_path(folder) else { return };
        let is_inside = |open: &mut OpenSite| open.site.root().starts_with(&folder);
        let removed: Vec<OpenSite> = self.sites.extract_if(.., is_inside).collect();
        for OpenSite { site, published } in removed {
            for file in published.files() {
                let params =
                    PublishDiagnosticsParams { uri: site.uri(file), version: None, diagnostics: Vec::new() };
                self.send(Notification::new("textDocument/publishDiagnostics".to_string(), params));
            }
        }
    }

    /// Starts to analyse changed files, and publishes the diagnostics of those that were analysed.
    fn update_all(&mut self) {
        for at in 0..self.sites.len() {
            let wake = self.wake.clone();
            let done = move || {
                let _ = wake.send(Event::Analysed);
            };
            let started = self.sites[at].site.start_update(done);
            self.log_bug(started);
            self.publish(at);
        }
    }

    fn publish(&mut self, at: usize) {
        let OpenSite { site, published } = &mut self.sites[at];
        // Positions are those of the text that the client has.
        if !site.is_current() || published.state == Some(site.state()) {
            return;
        }
        let changed = published.update(site, &site.report(), self.client);
        for file in changed {
            let (uri, version, diagnostics) = (file.uri, file.version, file.diagnostics);
            let params = PublishDiagnosticsParams { uri, version, diagnostics };
            self.send(Notification::new("textDocument/publishDiagnostics".to_string(), params));
        }
    }

    fn idle(&mut self) {
        for at in 0..self.sites.len() {
            self.sites[at].site.poll();
            if self.sites[at].site.check_drawn(QUIET) {
                self.publish(at);
            }
        }
    }

    /// Waits until the diagnostics of all stages are published.
    pub(super) fn settle(&mut self) {
        for at in 0..self.sites.len() {
            let updated = self.sites[at].site.update();
            self.log_bug(updated);
            self.publish(at);
            while !self.sites[at].site.is_settled() {
                if self.sites[at].site.check_drawn(Duration::ZERO) {
                    self.publish(at);
                }
                thread::sleep(Duration::from_millis(1));
            }
        }
    }
}

/// Returns the path of a file; `None` for an address of another kind, such as that of a text that was never saved.
fn file_path(uri: &Uri) -> Option<PathBuf> {
    ::url::Url::parse(&uri.0).ok()?.to_file_path().ok()
}

pub(super) fn read<T: DeserializeOwned>(params: Value) -> Result<T, (ErrorCode, String)> {
    serde_json::from_value(params).map_err(|error| (ErrorCode::InvalidParams, error.to_string()))
}
