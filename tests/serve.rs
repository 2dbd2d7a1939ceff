//! End-to-end tests of the preview: a real server, real connections, real files.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::Project;
use serde_json::Value;
use tempfile::TempDir;

/// The time after which an expected event counts as missing.
const PATIENCE: Duration = Duration::from_mins(1);

/// A running preview, ended when it is dropped.
struct Preview {
    folder: PathBuf,
    /// The project's folder, removed with the preview if it is temporary.
    _own: Option<TempDir>,
    child: Child,
    out: BufReader<ChildStdout>,
    port: u16,
}

impl Preview {
    fn of(project: &Project) -> Preview {
        Preview::with(project, &[])
    }

    fn with(project: &Project, arguments: &[&str]) -> Preview {
        let folder = TempDir::new().expect("a temporary folder");
        for (path, bytes) in project.files() {
            write(&folder.path().join(path), bytes);
        }
        let root = folder.path().to_path_buf();
        Preview::start(root, Some(folder), arguments)
    }

    /// Starts a preview of a folder that is not removed.
    fn at(root: &std::path::Path, arguments: &[&str]) -> Preview {
        Preview::start(root.to_path_buf(), None, arguments)
    }

    fn start(folder: PathBuf, own: Option<TempDir>, arguments: &[&str]) -> Preview {
        let mut child = Command::new(env!("CARGO_BIN_EXE_rolebook"))
            .args(["serve", "--port", "0", "--root"])
            .arg(&folder)
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .env("VISUAL", "code")
            .spawn()
            .expect("the program starts");
        let mut out = BufReader::new(child.stdout.take().expect("its output"));
        let mut line = String::new();
        while !line.starts_with("http://") {
            line.clear();
            assert!(out.read_line(&mut line).expect("a line") > 0, "it says its address");
        }
        let port = line.split(['/', ':']).find_map(|part| part.parse().ok()).expect("a port");
        Preview { folder, _own: own, child, out, port }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.join(path)
    }

    /// Saves a file as editors do: writes a temporary file and renames it.
    fn save(&self, path: &str, text: &str) {
        let aside = self.path(&format!("{path}~"));
        write(&aside, text.as_bytes());
        fs::rename(aside, self.path(path)).expect("the file is put in place");
    }

    fn edit(&self, path: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(path)).expect("the file");
        assert!(text.contains(from), "`{path}` has `{from}`");
        self.save(path, &text.replacen(from, to, 1));
    }

    /// Sends a raw request, and returns the whole response.
    fn send(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("a limit");
        stream.write_all(request.as_bytes()).expect("sent");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("the whole answer");
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn ask(&self, method: &str, target: &str, headers: &str) -> Answer {
        let host = format!("localhost:{}", self.port);
        let head =
            format!("{method} {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{headers}\r\n");
        Answer::of(&self.send(&head))
    }

    fn get(&self, target: &str) -> Answer {
        self.ask("GET", target, "")
    }

    /// Opens the event stream of a page.
    fn events(&self, page: &str) -> Events {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("a limit");
        let head =
            format!("GET /_preview/reload?page={page} HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", self.port);
        stream.write_all(head.as_bytes()).expect("sent");
        Events { lines: BufReader::new(stream) }
    }

    /// The next line of the terminal output.
    fn says(&mut self) -> String {
        let mut line = String::new();
        self.out.read_line(&mut line).expect("a line");
        line
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn write(path: &std::path::Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder");
    fs::write(path, bytes).expect("a file");
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn of(text: &str) -> Answer {
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((text, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Answer { status, head: head.to_ascii_lowercase(), body: body.to_string() }
    }
}

/// Removes the preview's additions from a page.
fn plain(page: &str) -> String {
    let mut page = page.replacen("content=\"script-src 'self'; connect-src 'self'; ", "content=\"", 1);
    if let Some(start) = page.find("<script type=\"module\" src=\"/_preview/") {
        let end = start + page[start..].find("</script>").expect("its end") + "</script>".len();
        page.replace_range(start..end, "");
    }
    page
}

struct Events {
    lines: BufReader<TcpStream>,
}

impl Events {
    /// The next state.
    fn next(&mut self) -> Value {
        loop {
            let mut line = String::new();
            assert!(self.lines.read_line(&mut line).expect("an event in time") > 0, "the stream goes on");
            if let Some(data) = line.strip_prefix("data: ") {
                return serde_json::from_str(data).expect("JSON");
            }
        }
    }

    /// The first state that matches a predicate.
    fn until(&mut self, holds: impl Fn(&Value) -> bool) -> Value {
        let until = Instant::now() + PATIENCE;
        loop {
            let state = self.next();
            if holds(&state) {
                return state;
            }
            assert!(Instant::now() < until, "no matching state in time; the last one was {state}");
        }
    }
}

#[test]
fn every_page_equals_that_of_a_build_except_for_the_script() {
    let project = Project::new().file("static/a.txt", "as it is");
    let (preview, built) = (Preview::of(&project), project.build());
    for (path, bytes) in built.tree().into_iter().filter(|(path, _)| !path.starts_with('.')) {
        let address = path.strip_suffix("index.html").unwrap_or(&path);
        let answer = preview.get(&format!("/{address}"));
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(plain(&answer.body), String::from_utf8_lossy(&bytes), "{path}");
    }
    assert_eq!(preview.get("/roles/sre").status, 308);
    assert!(preview.get("/roles/sre").head.contains("location: /roles/sre/"));
    let missing = preview.get("/roles/nobody/");
    assert_eq!(missing.status, 404);
    assert_eq!(plain(&missing.body), built.page("/404.html"));
    assert!(!preview.path("dist").exists(), "nothing is written");
}

#[test]
fn an_edit_notifies_only_pages_that_change() {
    let mut preview = Preview::of(&Project::new());
    let (mut role, mut other) = (preview.events("/roles/sre/"), preview.events("/tools/grafana/"));
    let (first, elsewhere) = (role.next(), other.next());
    preview.edit("content/roles/sre.yaml", "Reliable services", "Calm nights");
    let next = role.until(|state| state["build"] != first["build"]);
    assert_ne!(next["page"], first["page"]);
    assert!(
        preview.get("/roles/sre/").body.contains("Calm nights"),
        "the page is current when the event arrives"
    );
    assert_eq!(other.until(|state| state["build"] != elsewhere["build"])["page"], elsewhere["page"]);
    let printed = preview.says();
    // On a busy machine, the count may run out of time.
    let known = ["5 pages changed, ready in", "at least "];
    let counted = printed.strip_prefix("content/roles/sre.yaml: ").expect("the file");
    assert!(known.iter().any(|known| counted.starts_with(known)), "{printed}");
    let mut late = preview.events("/roles/sre/");
    assert_eq!(late.next()["page"], next["page"], "a late subscriber gets the same state");
}

#[test]
fn deleted_and_new_files_are_noticed() {
    let preview = Preview::of(&Project::new());
    let mut events = preview.events("/static.txt");
    let first = events.next();
    preview.save("content/roles/new.yaml", "name: New\nfamily: core\nsummary: S.\n");
    let second = events.until(|state| state["build"] != first["build"]);
    assert_eq!(preview.get("/compare/new-vs-sre/").status, 200);
    fs::remove_file(preview.path("content/roles/new.yaml")).expect("the role goes");
    let third = events.until(|state| state["build"] != second["build"]);
    assert_eq!(preview.get("/roles/new/").status, 404);
    // A folder that did not exist at the start.
    write(&preview.path("static/deep/b.txt"), b"b");
    let mut last = events.until(|state| state["build"] != third["build"]);
    // The preview may have seen the file before its bytes were written; it sees it again then.
    while preview.get("/deep/b.txt").body.is_empty() {
        last = events.until(|state| state["build"] != last["build"]);
    }
    assert_eq!(preview.get("/deep/b.txt").body, "b");
}

#[test]
fn an_error_keeps_the_last_good_page_and_is_reported_until_fixed() {
    let preview = Preview::of(&Project::new());
    let mut events = preview.events("/roles/sre/");
    let good = events.next();
    preview.edit("content/roles/sre.yaml", "sources: [book]", "sources: [boook]");
    let broken = events.until(|state| state["errors"] == 1);
    assert_eq!(broken["page"], good["page"]);
    let problem = &broken["problems"][0];
    assert_eq!(problem["place"], "content/roles/sre.yaml:6:46");
    let link = problem["link"].as_str().expect("a link to the editor");
    assert!(link.starts_with("vscode://file/") && link.ends_with("/content/roles/sre.yaml:6:46"), "{link}");
    let text = problem["text"].as_str().expect("text");
    assert!(text.contains("did you mean `book`?") && !text.contains('\u{1b}'), "{text}");
    assert!(preview.get("/roles/sre/").body.contains("Reliable services"));
    preview.edit("content/roles/sre.yaml", "sources: [boook]", "sources: [book]");
    assert_eq!(events.until(|state| state["errors"] == 0)["page"], good["page"]);
}

#[test]
fn a_site_with_errors_at_the_start_shows_them_and_recovers() {
    let hostile = "name: [<img src=x onerror=alert(1)>\n";
    let preview = Preview::of(&Project::new().file("content/roles/sre.yaml", hostile));
    let answer = preview.get("/");
    assert_eq!(answer.status, 500);
    assert!(
        answer.body.contains("content/roles/sre.yaml") && !answer.body.contains("<img"),
        "{}",
        answer.body
    );
    let mut events = preview.events("/");
    let broken = events.next();
    preview.save("content/roles/sre.yaml", "name: SRE\nfamily: core\nsummary: S.\n");
    let good = events.until(|state| state["errors"] == 0);
    assert_ne!(good["page"], broken["page"]);
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn a_template_error_affects_only_its_page() {
    let template = "{% if frame.title == \"Tools\" %}{{ frame.nothing.at.all }}{% endif %}x";
    let preview = Preview::of(&Project::new().file("templates/pages/tools.html", template));
    let answer = preview.get("/tools/");
    assert_eq!(answer.status, 500, "{}", answer.body);
    assert!(answer.body.contains("templates/pages/tools.html"), "{}", answer.body);
    assert_eq!(preview.get("/roles/sre/").status, 200);
}

#[test]
fn a_style_change_is_distinguished_and_follow_navigates() {
    let preview = Preview::with(&Project::new(), &["--follow"]);
    let mut events = preview.events("/");
    let first = events.next();
    preview.save("static/assets/site.css", "body { color: red }");
    let second = events.until(|state| state["style"] != first["style"]);
    assert_eq!(second["page"], first["page"]);
    assert_eq!(second["follow"], Value::Null);
    preview.edit("content/roles/sre.yaml", "Reliable services", "Calm nights");
    assert_eq!(events.until(|state| state["build"] != second["build"])["follow"], "/roles/sre/");
}

#[test]
fn polling_finds_changes_without_events() {
    let preview = Preview::with(&Project::new(), &["--poll"]);
    let mut events = preview.events("/roles/sre/");
    let first = events.next();
    preview.edit("content/roles/sre.yaml", "Reliable services", "Calm nights");
    events.until(|state| state["page"] != first["page"]);
}

#[test]
fn requests_of_other_sites_are_refused() {
    let preview = Preview::of(&Project::new());
    let with_host = |host: &str| {
        Answer::of(&preview.send(&format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")))
    };
    assert_eq!(with_host("evil.example").status, 421);
    assert_eq!(with_host("localhost:9999").status, 200, "a forwarded port");
    assert_eq!(preview.ask("GET", "/_preview/reload", "Origin: http://evil.example\r\n").status, 403);
    assert_eq!(preview.ask("GET", "/", "Sec-Fetch-Site: cross-site\r\n").status, 403);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"] {
        let answer = preview.ask(method, "/", "");
        assert!(answer.status == 405 && answer.head.contains("allow: get, head"), "{method}");
    }
    let head = preview.ask("HEAD", "/", "");
    assert!(head.status == 200 && head.body.is_empty() && head.head.contains("content-length: "));
    let page = preview.get("/");
    for header in [
        "x-content-type-options: nosniff",
        "cross-origin-resource-policy: same-origin",
        "cache-control: no-store",
    ] {
        assert!(page.head.contains(header), "{}", page.head);
    }
    assert!(!page.head.contains("access-control"), "{}", page.head);
    let both = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\nGET /nowhere HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    assert_eq!(
        preview.send(both).matches("HTTP/1.1 ").count(),
        2,
        "two requests on a connection, two answers"
    );
}

#[test]
fn a_page_is_never_inconsistent_while_files_change() {
    let preview = Preview::of(&Project::new());
    std::thread::scope(|scope| {
        let editing = scope.spawn(|| {
            for n in 0..40 {
                preview.edit("content/roles/sre.yaml", "goal: {value: ", &format!("goal: {{value: {n} "));
                fs::write(preview.path("content/roles/platform-engineer.yaml"), "").expect("emptied");
                let whole = Project::new().files()["content/roles/platform-engineer.yaml"].clone();
                fs::write(preview.path("content/roles/platform-engineer.yaml"), whole).expect("filled");
            }
        });
        while !editing.is_finished() {
            let page = preview.get("/compare/platform-engineer-vs-sre/");
            assert!(page.status == 200 && page.body.ends_with("</html>\n"), "{} {}", page.status, page.body);
        }
    });
}

#[test]
fn a_port_in_use_is_reported_with_a_free_one() {
    let preview = Preview::of(&Project::new());
    let again = Command::new(env!("CARGO_BIN_EXE_rolebook"))
        .args(["serve", "--root", env!("CARGO_MANIFEST_DIR"), "--port", &preview.port.to_string()])
        .output()
        .expect("the program starts");
    let printed = String::from_utf8_lossy(&again.stderr).into_owned();
    assert_eq!(again.status.code(), Some(3), "{printed}");
    assert!(
        printed.contains(&format!("port {} is in use", preview.port)) && printed.contains("--port "),
        "{printed}"
    );
}

#[test]
fn a_signal_ends_the_preview_with_its_status() {
    let mut preview = Preview::of(&Project::new());
    let sent = Command::new("kill").args(["-TERM", &preview.child.id().to_string()]).status();
    assert!(sent.expect("kill runs").success());
    assert_eq!(preview.child.wait().expect("it ends").code(), Some(143));
}

#[test]
fn a_redirect_keeps_the_query() {
    let preview = Preview::of(&Project::new());
    for (asked, target) in [
        ("/compare?roles=sre,platform-engineer", "/compare/?roles=sre,platform-engineer"),
        ("/roles/sre/index.html?a=%0d%0aX:1&b=%C3%A9", "/roles/sre/?a=%0d%0aX:1&b=%C3%A9"),
        ("/roles/sre?", "/roles/sre/"),
    ] {
        let answer = preview.get(asked);
        assert_eq!(answer.status, 308, "{asked}");
        let location = format!("location: {}\r\n", target.to_ascii_lowercase());
        assert!(answer.head.contains(&location), "{asked}: {}", answer.head);
    }
}

#[test]
fn another_site_cannot_embed_the_preview() {
    let preview = Preview::of(&Project::new().file("templates/pages/tools.html", "{{ nothing.at.all }}"));
    for (target, status) in [
        ("/", 200),
        ("/embed/platform-engineer-vs-sre/", 200),
        ("/nowhere/", 404),
        ("/tools/", 500),
        ("/assets/site.css", 200),
        ("/roles/sre", 308),
    ] {
        let answer = preview.get(target);
        assert_eq!(answer.status, status, "{target}");
        for header in
            ["content-security-policy: frame-ancestors 'self'\r\n", "x-frame-options: sameorigin\r\n"]
        {
            assert!(answer.head.contains(header), "{target}: {}", answer.head);
        }
    }
    let navigates = "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n";
    let framed = |target| preview.ask("GET", "/", &format!("{navigates}Sec-Fetch-Dest: {target}\r\n")).status;
    assert_eq!([framed("document"), framed("iframe"), framed("embed")], [200, 403, 403]);
}

/// Clients that open as many connections as possible, and never send a request.
#[test]
fn idle_clients_with_all_connections_do_not_block_others() {
    let preview = Preview::of(&Project::new());
    let port = preview.port;
    let over = std::sync::atomic::AtomicBool::new(false);
    let connect = |words: &str| {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
        stream.set_read_timeout(Some(Duration::from_millis(1))).ok()?;
        stream.write_all(words.as_bytes()).ok()?;
        Some(stream)
    };
    let stream = format!("GET /_preview/reload?page=/ HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n");
    std::thread::scope(|scope| {
        for words in ["", "GET / HTTP/1.1\r\nHost: loc", &*stream] {
            let over = &over;
            scope.spawn(move || {
                let mut held: Vec<Option<TcpStream>> = (0..270).map(|_| connect(words)).collect();
                // Evicted clients reconnect at once.
                while !over.load(std::sync::atomic::Ordering::Relaxed) {
                    for place in &mut held {
                        let gone = |stream: &mut TcpStream| matches!(stream.read(&mut [0; 4096]), Ok(0));
                        if place.as_mut().is_none_or(gone) {
                            *place = connect(words);
                        }
                    }
                }
            });
        }
        std::thread::sleep(Duration::from_millis(500));
        let mut slowest = Duration::ZERO;
        for _ in 0..20 {
            let asked = Instant::now();
            assert_eq!(preview.get("/").status, 200);
            let mut events = preview.events("/");
            events.next();
            slowest = slowest.max(asked.elapsed());
        }
        over.store(true, std::sync::atomic::Ordering::Relaxed);
        println!("the slowest of 20: {slowest:?}");
        assert!(slowest < Duration::from_secs(30), "{slowest:?}");
    });
}

#[test]
fn a_switched_symbolic_link_to_the_site_is_followed() {
    let folder = TempDir::new().expect("a temporary folder");
    let at = |name: &str| folder.path().join(name);
    Project::new().write(&at("a"));
    Project::new().edit("content/roles/sre.yaml", "Reliable services", "Calm nights").write(&at("b"));
    for flags in [&[][..], &["--poll"]] {
        let switch = |to: &str| {
            let _ = fs::remove_file(at("next"));
            std::os::unix::fs::symlink(to, at("next")).expect("a link");
            fs::rename(at("next"), at("current")).expect("switched at once");
        };
        switch("a");
        let preview = Preview::at(&at("current"), flags);
        let mut events = preview.events("/roles/sre/");
        let first = events.next();
        switch("b");
        let second = events.until(|state| state["page"] != first["page"]);
        assert!(preview.get("/roles/sre/").body.contains("Calm nights"));
        // Changes in the new folder are noticed, and those in the old one are ignored.
        write(&at("b/static/b.txt"), b"b");
        events.until(|state| state["build"] != second["build"]);
        write(&at("a/static/a.txt"), b"a");
        assert_eq!((preview.get("/b.txt").status, preview.get("/a.txt").status), (200, 404));
        fs::remove_file(at("b/static/b.txt")).expect("the file goes");
    }
}

#[test]
fn saving_the_quiz_navigates_to_the_quiz() {
    let fit = "about: A.\nquestions: [{id: q, label: L, ask: Q, row: goal, about: A., sources: [book], answers: [{id: a, text: T, weights: {sre: 1}}, {id: b, text: T, weights: {platform-engineer: 1}}]}]\n";
    let preview = Preview::with(&Project::new().file("content/fit.yaml", fit), &["--follow"]);
    let mut events = preview.events("/");
    let first = events.next();
    preview.edit("content/fit.yaml", "text: T", "text: Theta");
    assert_eq!(events.until(|state| state["build"] != first["build"])["follow"], "/fit/");
}
