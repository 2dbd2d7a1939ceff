//! Latency and memory of the language server. Each part starts `rolebook lsp` on a site in memory (tmpfs), types into a file,
//! and measures the time from the keystroke until the diagnostics of the new text arrive:
//!
//! ```text
//! cargo bench --bench lsp -- [real] [large]     default: both
//! ```
//!
//! `real`: this repository's own site. `large`: 1,000 roles with 20 rows and 5,000 articles. Completion, hover and definition
//! are asked directly after a keystroke, when the new text is not analysed yet. "The word that is typed" is hover of a name that the
//! keystroke changed, which has to wait for the analysis.

#[allow(dead_code, reason = "the other bench uses the rest")]
#[path = "../build/guides.rs"]
mod guides;
#[allow(dead_code, reason = "the other bench uses the rest")]
#[path = "../build/pairs.rs"]
mod pairs;
#[allow(dead_code, reason = "the other bench uses the rest")]
#[path = "../build/parts.rs"]
mod parts;
#[path = "../build/words.rs"]
mod words;

use std::fs;
use std::io::{self, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use lsp_server::{Message, Notification, Request};
use serde_json::{Value, json};

const KEYSTROKES: usize = 300;

fn main() -> ExitCode {
    parts::run(2, &[("real", &real), ("large", &large)])
}

fn real(folder: &Path) -> io::Result<()> {
    parts::copy_own_content(folder)?;
    let files = [
        ("a fact", "content/roles/sre.yaml", "    value: ", "sources: ["),
        ("a paragraph", "content/articles/what-on-call-means.md", "\n\n", "[@"),
        ("a source", "content/sources.yaml", "    note: ", "seen: "),
    ];
    measure("this repository's site", folder, &files)
}

fn large(folder: &Path) -> io::Result<()> {
    let roles = pairs::roles(1_000);
    guides::write(folder, guides::ARTICLES)?;
    pairs::write(folder, &roles, pairs::ROWS.len())?;
    let role = format!("content/roles/{}.yaml", roles[500].id);
    let article = format!("content/articles/{}.md", guides::article_id(2_500));
    let files =
        [("a fact", role.as_str(), "value: ", "sources: ["), ("a paragraph", article.as_str(), "\n\n", "](")];
    measure("1,000 roles, 5,000 articles", folder, &files)
}

/// A running server.
struct Server {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    next: i32,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    fn start(root: &Path) -> io::Result<Server> {
        let mut child = Command::new(env!("CARGO_BIN_EXE_rolebook"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let input = child.stdin.take().ok_or_else(|| io::Error::other("no pipe"))?;
        let output = BufReader::new(child.stdout.take().ok_or_else(|| io::Error::other("no pipe"))?);
        let mut server = Server { child, input, output, next: 0 };
        let folders = json!([{"uri": format!("file://{}", root.display()), "name": "site"}]);
        let params = json!({
            "processId": null, "rootUri": null, "workspaceFolders": folders,
            "capabilities": {"textDocument": {"completion": {"completionItem": {"snippetSupport": true}}}},
        });
        server.request("initialize", params)?;
        server.notify("initialized", json!({}))?;
        Ok(server)
    }

    fn notify(&mut self, method: &str, params: Value) -> io::Result<()> {
        Message::from(Notification::new(method.to_string(), params)).write(&mut self.input)
    }

    fn read(&mut self) -> io::Result<Message> {
        Message::read(&mut self.output)?.ok_or_else(|| io::Error::other("the server ended"))
    }

    fn request(&mut self, method: &str, params: Value) -> io::Result<Value> {
        self.next += 1;
        Message::from(Request::new(self.next.into(), method.to_string(), params)).write(&mut self.input)?;
        loop {
            if let Message::Response(response) = self.read()? {
                return response.response_result.map_err(|error| io::Error::other(error.message));
            }
        }
    }

    /// Waits for the diagnostics of a version of a file.
    fn diagnostics(&mut self, version: i32) -> io::Result<()> {
        loop {
            if let Message::Notification(notification) = self.read()?
                && notification.method == "textDocument/publishDiagnostics"
                && notification.params["version"] == version
            {
                return Ok(());
            }
        }
    }
}

/// A file that is typed into.
struct Typing<'t> {
    uri: String,
    text: String,
    version: i32,
    what: &'t str,
}

fn position(text: &str, offset: usize) -> Value {
    let before = &text[..offset];
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    json!({"line": before.matches('\n').count(), "character": before[start..].encode_utf16().count()})
}

impl Typing<'_> {
    /// Inserts or deletes a text.
    fn edit(&mut self, server: &mut Server, start: usize, end: usize, new: &str) -> io::Result<()> {
        let range = json!({"start": position(&self.text, start), "end": position(&self.text, end)});
        self.text.replace_range(start..end, new);
        self.version += 1;
        let document = json!({"uri": self.uri, "version": self.version});
        let changes = json!([{"range": range, "text": new}]);
        server.notify("textDocument/didChange", json!({"textDocument": document, "contentChanges": changes}))
    }

    fn at(&self, offset: usize) -> Value {
        json!({"textDocument": {"uri": self.uri}, "position": position(&self.text, offset)})
    }
}

/// Types at `place` of each file, and asks at `question`.
fn measure(what: &str, root: &Path, files: &[(&str, &str, &str, &str)]) -> io::Result<()> {
    let began = Instant::now();
    let mut server = Server::start(root)?;
    server.request("rolebook/settle", Value::Null)?;
    println!(
        "\n{what}: ready in {:.0} ms, {:.0} MiB",
        milliseconds(began.elapsed()),
        memory(&server.child, "VmRSS")
    );
    for (name, file, place, question) in files {
        let text = fs::read_to_string(root.join(file))?;
        let uri = format!("file://{}/{file}", root.display());
        let language = if file.ends_with(".md") { "markdown" } else { "yaml" };
        let document = json!({"uri": uri, "languageId": language, "version": 1, "text": text});
        server.notify("textDocument/didOpen", json!({"textDocument": document}))?;
        let mut typing = Typing { uri, text, version: 1, what: name };
        let at = typing.text.find(place).map(|at| at + place.len());
        let at = at.ok_or_else(|| io::Error::other(format!("no `{place}` in {file}")))?;
        keystrokes(&mut server, &mut typing, at)?;
        for (method, label) in [
            ("textDocument/completion", "completion"),
            ("textDocument/hover", "hover"),
            ("textDocument/definition", "definition"),
        ] {
            requests(&mut server, &mut typing, (method, label), at, question)?;
        }
        if file.ends_with(".md") {
            search(&mut server, &mut typing, at)?;
            changed_name(&mut server, &mut typing, at)?;
        }
        server.notify("textDocument/didClose", json!({"textDocument": {"uri": typing.uri}}))?;
    }
    println!("  at most {:.0} MiB", memory(&server.child, "VmHWM"));
    Ok(())
}

/// Types a word letter by letter and deletes it. A citation of no source, in front of it, makes every keystroke change the
/// diagnostics: their positions move.
fn keystrokes(server: &mut Server, typing: &mut Typing<'_>, at: usize) -> io::Result<()> {
    let is_prose = typing.uri.ends_with(".md");
    // A value that is too long is reported at a span that grows with it; a citation moves.
    let (mark, at) = if is_prose { (" [@nowhere]\n\n", at) } else { ("\u{200b}", at) };
    typing.edit(server, at, at, mark)?;
    server.diagnostics(typing.version)?;
    let mut times = Vec::new();
    for n in 0..KEYSTROKES {
        std::thread::sleep(Duration::from_millis(20 + (n as u64 * 7) % 30));
        let began = Instant::now();
        if n % 20 < 10 {
            typing.edit(server, at, at, "a")?;
        } else {
            typing.edit(server, at, at + 1, "")?;
        }
        server.diagnostics(typing.version)?;
        times.push(began.elapsed());
    }
    typing.edit(server, at, at + mark.len(), "")?;
    print(&format!("{}, a keystroke", typing.what), times);
    Ok(())
}

fn requests(
    server: &mut Server,
    typing: &mut Typing<'_>,
    (method, label): (&str, &str),
    at: usize,
    question: &str,
) -> io::Result<()> {
    let mut times = Vec::new();
    for n in 0..KEYSTROKES {
        std::thread::sleep(Duration::from_millis(20 + (n as u64 * 7) % 30));
        if n % 2 == 0 {
            typing.edit(server, at, at, "a")?;
        } else {
            typing.edit(server, at, at + 1, "")?;
        }
        let place = typing.text[at + 1..].find(question).map_or(at, |found| at + 1 + found + question.len());
        let began = Instant::now();
        server.request(method, typing.at(place))?;
        times.push(began.elapsed());
    }
    print(&format!("{}, {label} after a keystroke", typing.what), times);
    Ok(())
}

/// Types the title of an article as the target of a link, and asks for completions at each letter.
fn search(server: &mut Server, typing: &mut Typing<'_>, at: usize) -> io::Result<()> {
    typing.edit(server, at, at, "[x](")?;
    let start = at + "[x](".len();
    let (title, mut written, mut times) = ("reliability of services", 0, Vec::new());
    for n in 0..KEYSTROKES {
        std::thread::sleep(Duration::from_millis(20 + (n as u64 * 7) % 30));
        if written == title.len() {
            typing.edit(server, start, start + written, "")?;
            written = 0;
        }
        typing.edit(server, start + written, start + written, &title[written..=written])?;
        written += 1;
        let began = Instant::now();
        server.request("textDocument/completion", typing.at(start + written))?;
        times.push(began.elapsed());
    }
    typing.edit(server, at, start + written, "")?;
    print(&format!("{}, completion of a link by a title", typing.what), times);
    Ok(())
}

/// Asks for the hover of a name after each letter that changes it.
fn changed_name(server: &mut Server, typing: &mut Typing<'_>, at: usize) -> io::Result<()> {
    typing.edit(server, at, at, "[@a]")?;
    let mut times = Vec::new();
    for n in 0..KEYSTROKES {
        std::thread::sleep(Duration::from_millis(20 + (n as u64 * 7) % 30));
        let (start, end, new) = if n % 2 == 0 { (at + 3, at + 3, "b") } else { (at + 3, at + 4, "") };
        typing.edit(server, start, end, new)?;
        let began = Instant::now();
        server.request("textDocument/hover", typing.at(at + 2))?;
        times.push(began.elapsed());
    }
    typing.edit(server, at, at + "[@a]".len(), "")?;
    print(&format!("{}, hover of the word that is typed", typing.what), times);
    Ok(())
}

fn print(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |share: usize| milliseconds(times[(times.len() - 1) * share / 100]);
    println!("  {what}: p50 {:.1} ms, p99 {:.1} ms, most {:.1} ms", at(50), at(99), at(100));
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// A memory figure of a process in MiB, by its key in `/proc`; 0 if unknown.
fn memory(child: &Child, line: &str) -> f64 {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let kib = status
        .lines()
        .find_map(|known| known.strip_prefix(line)?.split_whitespace().nth(1)?.parse::<f64>().ok());
    kib.unwrap_or(0.0) / 1024.0
}
