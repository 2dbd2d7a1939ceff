//! The comment on a pull request: its form, and the script that posts it.

use std::path::Path;
use std::process::{Command, Output};

use rolebook::diff::{MARKDOWN_LIMIT, PreviewUrl, compare_content, markdown};

use super::{PLATFORM, SRE, site, snapshot, whole};
use crate::support::Project;

/// Texts that a code host would act upon.
const HOSTILE: &[&str] = &[
    "`](https://evil.example) [x](javascript:1)",
    "``` <img src=x onerror=alert(1)>",
    "@everyone see #12 and GH-34 <!-- x",
    "</details></summary><script>",
    "www.evil.example/`a`",
    "**bold** _it_ ~~no~~ $x$ :tada: | a | b",
];

#[test]
fn no_text_of_contributors_acts_in_a_comment() {
    let quoted = |n: usize| format!("'{}'", HOSTILE[n].replace('\'', "''"));
    let after = site()
        .edit(SRE, "Reliable services", &quoted(0))
        .edit(SRE, "short_name: SRE", &format!("short_name: {}", quoted(1)))
        .edit("content/tools.yaml", "Draws dashboards.", &quoted(2))
        .edit("content/tools.yaml", "Collects metrics.", &quoted(3))
        .edit("content/skills.yaml", "Writes programs.", &quoted(4))
        .edit("content/skills.yaml", "Chooses objectives.", &quoted(5))
        .edit("content/roles/sre.md", "is loud", "is `[x](https://evil.example) @all`")
        .edit(PLATFORM, "family: core", "family: '`[x](https://evil.example)'");
    let diff = whole(&site(), &after);
    assert!(diff.items.len() >= 6 && !diff.problems.new.is_empty(), "{:?}", diff.items);
    assert_valid(&markdown(&diff, None));
    assert_valid(&markdown(&compare_content(&snapshot(&after), &snapshot(&site())), None));
}

/// Checks that the script of the workflow accepts a comment.
fn assert_valid(comment: &str) {
    let folder = tempfile::TempDir::new().expect("a folder");
    let path = folder.path().join("diff.md");
    std::fs::write(&path, comment).expect("a file");
    let done = script(&["check", path.to_str().expect("UTF-8")], &[]);
    assert!(done.status.success(), "{}\n{comment}", String::from_utf8_lossy(&done.stdout));
}

fn script(arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/command/starter/rolebook-comment.py");
    let mut command = Command::new("python3");
    command.arg("-I").arg(path).args(arguments).envs(environment.iter().copied());
    command.output().expect("python3 starts")
}

#[test]
fn a_comment_that_acts_is_refused() {
    let good = markdown(
        &whole(&site(), &site().edit("content/tools.yaml", "Draws dashboards.", "Draws graphs.")),
        None,
    );
    assert_valid(&good);
    let folder = tempfile::TempDir::new().expect("a folder");
    let cases: Vec<String> = HOSTILE
        .iter()
        .flat_map(|text| {
            [format!("{good}- {text}\n"), format!("{good}{text}\n"), format!("{good}### {text}\n")]
        })
        .chain([
            good.replace("<!-- rolebook-diff -->", ""),
            good.trim_end().to_string(),
            format!("{good}- `a``b`\n"),
            format!("{good}- `a\u{1b}[2J`\n"),
            format!("{good}<details><summary>3 more</summary>\n"),
            format!("{good}<details open><summary>3 more</summary>\n\n</details>\n"),
            format!("{good}</details>\n"),
            format!("{good}/close\n"),
            format!("{good}- see GH-12\n"),
            format!("{good}- see 0a1b2c3d4e5f\n"),
            format!("{good}- see :tada:\n"),
            format!("{good}\u{a0}- x\n"),
            format!("{good}- {}\n", "x".repeat(MARKDOWN_LIMIT)),
        ])
        .collect();
    let path = |n: usize| folder.path().join(format!("{n}.md")).to_str().expect("UTF-8").to_string();
    for (n, text) in cases.iter().enumerate() {
        std::fs::write(path(n), text).expect("a file");
    }
    // One process for all: the script takes longest to start.
    let paths: Vec<String> = (0..cases.len()).map(path).collect();
    let done = script(&[&["check"], &*paths.iter().map(String::as_str).collect::<Vec<_>>()].concat(), &[]);
    let refused = String::from_utf8_lossy(&done.stdout).into_owned();
    for (n, text) in cases.iter().enumerate() {
        assert!(
            refused.contains(&format!("{}: ", path(n))),
            "{text}\n{}",
            String::from_utf8_lossy(&done.stderr)
        );
    }
    assert_eq!(done.status.code(), Some(1));
}

#[test]
fn pages_are_links_to_the_preview_and_to_nothing_else() {
    let diff = whole(&site(), &site().edit("content/tools.yaml", "Draws dashboards.", "Draws graphs."));
    let preview = PreviewUrl::new("https://pr-1.example.org/site").expect("an address");
    let linked = markdown(&diff, Some(&preview));
    let page = "[`/tools/grafana/`](https://pr-1.example.org/site/tools/grafana/)";
    assert!(linked.contains(page), "{linked}");
    // The same without links is the comment of a host without previews.
    let pages = diff.output.as_ref().map_or(0, |output| output.pages.len());
    assert_eq!(linked.matches("](https://").count(), pages.min(12));
    assert!(markdown(&diff, None).contains(" `/tools/grafana/`"));
    let folder = tempfile::TempDir::new().expect("a folder");
    let path = folder.path().join("diff.md");
    let refused = |text: &str, variable: &str| {
        std::fs::write(&path, text).expect("a file");
        let done = script(&["check", path.to_str().expect("UTF-8")], &[("ROLEBOOK_PREVIEW_URL", variable)]);
        !done.status.success()
    };
    let variable = "https://pr-NUMBER.example.org/site/";
    assert!(!refused(&linked, variable) && !refused(&markdown(&diff, None), variable));
    // The script knows no preview, or another one.
    assert!(refused(&linked, "") && refused(&linked, "https://other.example.org/"));
    for other in [
        "[`/tools/grafana/`](https://evil.example/tools/grafana/)",
        "[`/tools/grafana/`](https://pr-1.example.org/site/tools/)",
        "[`/tools/grafana/`](https://pr-2.example.org/site/tools/grafana/)",
        "[`/../x/`](https://pr-1.example.org/site/../x/)",
        "[/tools/grafana/](https://pr-1.example.org/site/tools/grafana/)",
        "[`/tools/grafana/`](javascript:1)",
        "![`/tools/grafana/`](https://pr-1.example.org/site/tools/grafana/)",
    ] {
        assert!(refused(&linked.replacen(page, other, 1), variable), "{other}");
    }
    for wrong in ["pr-1", "ftp://example.org/", "https://example.org/?a", "https://example.org/)x"] {
        assert!(PreviewUrl::new(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_comment_has_room_for_any_change() {
    let long = |n: usize, letter: &str| -> Project {
        let facts: Vec<String> = (0..n)
            .map(|row| {
                format!(
                    "  row-{row}: {{value: '{row}{}', sources: [book], confidence: high}}\n",
                    letter.repeat(100)
                )
            })
            .collect();
        let rows: Vec<String> = (0..n)
            .map(|row| {
                format!("  - {{id: row-{row}, group: work, label: Row {row}, kind: text, question: What?}}\n")
            })
            .collect();
        Project::new()
            .change("content/comparison.yaml", |text| {
                text.replace("rows:\n", &format!("rows:\n{}", rows.concat()))
            })
            .change(SRE, |text| text.replace("facts:\n", &format!("facts:\n{}", facts.concat())))
    };
    let diff = compare_content(&snapshot(&long(200, "é")), &snapshot(&long(200, "ü")));
    assert_eq!(diff.items.len(), 200);
    let comment = markdown(&diff, None);
    assert!(comment.len() <= MARKDOWN_LIMIT && comment.len() > MARKDOWN_LIMIT / 2, "{}", comment.len());
    assert!(comment.contains(" more</summary>") && comment.contains("which this comment has no room for"));
    assert_valid(&comment);
}

/// A code host that answers each request from a list, and records those that change something.
struct FakeHost {
    address: String,
    requests: std::sync::Arc<std::sync::Mutex<Vec<String>>>,
}

impl FakeHost {
    fn new(answers: Vec<(&'static str, Vec<u8>)>) -> FakeHost {
        use std::io::{BufRead as _, BufReader, Read as _, Write as _};
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let requests = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
        let seen = std::sync::Arc::clone(&requests);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.expect("a connection");
                let mut reader = BufReader::new(stream.try_clone().expect("a stream"));
                let (mut line, mut length, mut is_authorized) = (String::new(), 0, false);
                reader.read_line(&mut line).expect("a request");
                loop {
                    let mut header = String::new();
                    reader.read_line(&mut header).expect("a header");
                    let header = header.trim().to_ascii_lowercase();
                    if let Some(value) = header.strip_prefix("content-length:") {
                        length = value.trim().parse().expect("a length");
                    }
                    is_authorized |=
                        header.starts_with("authorization:") || header.starts_with("private-token:");
                    if header.is_empty() {
                        break;
                    }
                }
                let mut body = vec![0; length];
                reader.read_exact(&mut body).expect("a body");
                let start = line.trim_end_matches(" HTTP/1.1\r\n").to_string();
                let path = start.split(' ').nth(1).expect("a path").to_string();
                if !start.starts_with("GET") {
                    seen.lock()
                        .expect("no panic")
                        .push(format!("{start} {}", String::from_utf8_lossy(&body)));
                }
                let answer = answers
                    .iter()
                    .find(|(known, _)| path == *known || path.starts_with(&format!("{known}?")));
                let redirect = path.ends_with("/zip");
                // The store of artefacts must not see the credentials.
                let is_refused = path == "/store" && is_authorized;
                let head = match answer {
                    _ if redirect => "302 Found\r\nLocation: /store".to_string(),
                    Some(_) if !is_refused => "200 OK".to_string(),
                    None if !start.starts_with("GET") => "201 Created".to_string(),
                    _ => "404 Not Found".to_string(),
                };
                let bytes = answer.map(|(_, bytes)| bytes.clone()).unwrap_or_default();
                let head = head.replace(
                    "Location: ",
                    &format!("Location: http://{}", listener.local_addr().expect("an address")),
                );
                let head = format!(
                    "HTTP/1.1 {head}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                    bytes.len()
                );
                let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&bytes));
            }
        });
        FakeHost { address, requests }
    }

    fn requests(&self) -> Vec<String> {
        self.requests.lock().expect("no panic").clone()
    }
}

/// The bytes of an artefact with these files.
fn artefact(files: &[(&str, &str)]) -> Vec<u8> {
    let folder = tempfile::TempDir::new().expect("a folder");
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).expect("a file");
    }
    let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
    let mut command = Command::new("python3");
    command.current_dir(folder.path()).args(["-m", "zipfile", "-c", "a.zip"]).args(names);
    assert!(command.status().expect("python3 starts").success());
    std::fs::read(folder.path().join("a.zip")).expect("an archive")
}

const COMMENT: &str = "<!-- rolebook-diff -->\n## What changes for readers\n\nNothing changes for readers.\n";

/// Runs the script for an artefact, and returns its status, its output and the requests that changed something.
fn post_on_github(files: &[(&str, &str)], pull: &str, comments: &str) -> (Option<i32>, String, Vec<String>) {
    let host = FakeHost::new(vec![
        (
            "/repos/o/n/actions/runs/7/artifacts",
            br#"{"artifacts": [{"id": 3, "size_in_bytes": 900}]}"#.to_vec(),
        ),
        ("/store", artefact(files)),
        ("/repos/o/n/pulls/12", pull.as_bytes().to_vec()),
        ("/repos/o/n/issues/12/comments", comments.as_bytes().to_vec()),
    ]);
    let folder = tempfile::TempDir::new().expect("a folder");
    let event = folder.path().join("event.json");
    let run = r#"{"workflow_run": {"id": 7, "event": "pull_request", "head_sha": "abc", "head_repository": {"full_name": "f/n"}}}"#;
    std::fs::write(&event, run).expect("a file");
    let environment = [
        ("GITHUB_EVENT_PATH", event.to_str().expect("UTF-8")),
        ("GITHUB_REPOSITORY", "o/n"),
        ("GITHUB_TOKEN", "hush"),
        ("GITHUB_API_URL", &host.address),
    ];
    let done = script(&["github"], &environment);
    let out = [done.stdout, done.stderr].concat();
    (done.status.code(), String::from_utf8_lossy(&out).into_owned(), host.requests())
}

fn pull(sha: &str, source: &str) -> String {
    format!(
        r#"{{"state": "open", "head": {{"sha": "{sha}", "repo": {{"full_name": "{source}"}}}}, "base": {{"repo": {{"full_name": "o/n"}}}}}}"#
    )
}

#[test]
fn the_script_posts_one_comment_and_updates_it() {
    let good = [("diff.md", COMMENT), ("number", "12\n")];
    let (status, out, requests) = post_on_github(&good, &pull("abc", "f/n"), "[]");
    assert_eq!(status, Some(0), "{out}");
    assert_eq!(requests.len(), 1, "{requests:?}");
    assert!(
        requests[0].starts_with("POST /repos/o/n/issues/12/comments ")
            && requests[0].contains("Nothing changes")
    );
    // A comment of somebody else with the same marker is not touched.
    let comments = r#"[
        {"id": 1, "body": "<!-- rolebook-diff -->", "user": {"login": "mallory"}},
        {"id": 2, "body": "<!-- rolebook-diff -->\nold", "user": {"login": "github-actions[bot]"}}]"#;
    let (status, out, requests) = post_on_github(&good, &pull("abc", "f/n"), comments);
    assert_eq!((status, requests.len()), (Some(0), 1), "{out}");
    assert!(requests[0].starts_with("PATCH /repos/o/n/issues/comments/2 "), "{requests:?}");
}

#[test]
fn the_script_posts_nothing_that_it_cannot_trust() {
    let acting = format!("{COMMENT}- see [x](https://evil.example)\n");
    for (files, pull, why) in [
        (vec![("diff.md", COMMENT), ("number", "12")], pull("other", "f/n"), "does not have the commit"),
        (vec![("diff.md", COMMENT), ("number", "12")], pull("abc", "o/n"), "does not have the commit"),
        (vec![("diff.md", COMMENT), ("number", "12/../13")], pull("abc", "f/n"), "names no pull request"),
        (vec![("diff.md", &acting), ("number", "12")], pull("abc", "f/n"), "text outside of code"),
        (vec![("diff.md", COMMENT), ("number", "12"), ("x", "")], pull("abc", "f/n"), "has other files"),
        (vec![("diff.md", COMMENT)], pull("abc", "f/n"), "has other files"),
    ] {
        let (status, out, requests) = post_on_github(&files, &pull, "[]");
        assert_eq!((status, requests), (Some(1), Vec::new()), "{why}: {out}");
        assert!(out.contains(why), "{why}: {out}");
    }
}

#[test]
fn the_script_comments_on_merge_requests_of_gitlab() {
    let host = FakeHost::new(vec![
        ("/user", br#"{"id": 5}"#.to_vec()),
        ("/projects/1/merge_requests", br#"[{"iid": 4, "sha": "abc"}, {"iid": 5, "sha": "def"}]"#.to_vec()),
        (
            "/projects/1/merge_requests/4/pipelines",
            br#"[{"id": 8, "sha": "abc", "project_id": 2}, {"id": 9, "sha": "old", "project_id": 2}]"#
                .to_vec(),
        ),
        ("/projects/1/merge_requests/5/pipelines", br#"[{"id": 8, "sha": "abc", "project_id": 2}]"#.to_vec()),
        ("/projects/2/pipelines/8/jobs", br#"[{"id": 6, "name": "check"}]"#.to_vec()),
        ("/projects/2/jobs/6/artifacts/rolebook-diff.md", COMMENT.as_bytes().to_vec()),
        (
            "/projects/1/merge_requests/4/notes",
            br#"[{"id": 3, "author": {"id": 5}, "body": "<!-- rolebook-diff -->\nold"}]"#.to_vec(),
        ),
    ]);
    let environment = [
        ("CI_API_V4_URL", host.address.as_str()),
        ("CI_PROJECT_ID", "1"),
        ("ROLEBOOK_COMMENT_TOKEN", "hush"),
    ];
    let done = script(&["gitlab"], &environment);
    let out = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(done.status.success(), "{out}{}", String::from_utf8_lossy(&done.stderr));
    assert_eq!(out, "!5: its newest commit has no pipeline\n");
    let requests = host.requests();
    assert!(
        requests.len() == 1 && requests[0].starts_with("PUT /projects/1/merge_requests/4/notes/3 "),
        "{requests:?}"
    );
}

/// A job that runs the code of a pull request has no rights, and one with rights runs only code of the default branch.
#[test]
fn only_the_trusted_workflow_may_comment() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let parse = |path: &str| -> serde_json::Value {
        let text = std::fs::read_to_string(root.join(path)).expect("a workflow");
        serde_yaml::from_str(&text).expect("YAML")
    };
    for (checks, comments) in [
        ("src/command/starter/site.yml", "src/command/starter/comment.yml"),
        (".github/workflows/check.yml", ".github/workflows/comment.yml"),
    ] {
        let checks = parse(checks);
        assert_eq!(checks["permissions"], serde_json::json!({"contents": "read"}));
        for (name, job) in
            checks["jobs"].as_object().expect("jobs").iter().filter(|(name, _)| *name != "publish")
        {
            assert!(job["permissions"].is_null() && !job.to_string().contains("secrets."), "{name}");
        }
        let comments = parse(comments);
        let triggers: Vec<&String> = comments["on"].as_object().expect("triggers").keys().collect();
        assert_eq!(triggers, ["workflow_run"]);
        assert_eq!(comments["on"]["workflow_run"]["workflows"][0], checks["name"]);
        let job = &comments["jobs"]["comment"];
        let rights = serde_json::json!({"actions": "read", "contents": "read", "pull-requests": "write"});
        assert_eq!(job["permissions"], rights);
        assert!(job["if"].as_str().is_some_and(|condition| condition.contains("event == 'pull_request'")));
        let steps = job["steps"].as_array().expect("steps");
        assert_eq!(steps[0]["with"]["ref"].as_str(), Some("${{ github.event.repository.default_branch }}"));
        assert!(steps.iter().all(|step| !step["run"].to_string().contains("${{")), "{steps:?}");
        let script = steps[1]["run"].as_str().expect("a script");
        assert!(script.ends_with("rolebook-comment.py github"), "{script}");
    }
}
