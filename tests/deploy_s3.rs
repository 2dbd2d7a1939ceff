//! `rolebook deploy` to an S3-compatible server that others wrote, `s3s-fs`. It takes too long to compile for the ordinary
//! tests: `./xtask deploy-tests` installs it and runs these.
//!
//! `ROLES=300 ROLEBOOK=target/release/rolebook` measures a change of one fact of a site of 44,850 pairs.

mod support;

#[path = "../benches/build/pairs.rs"]
#[allow(dead_code, reason = "the benchmark uses more of it")]
mod pairs;
#[path = "../benches/build/words.rs"]
#[allow(dead_code, reason = "the benchmark uses more of it")]
mod words;

use std::collections::BTreeMap;
use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use rusty_s3::actions::HeadObject;
use rusty_s3::{Bucket, Credentials, S3Action as _, UrlStyle};
use support::dice::Dice;
use support::tree;
use tempfile::TempDir;

const KEY: &str = "AKIDEXAMPLE";
const SECRET: &str = "hush-secret";

/// A running server, and the folder of its buckets.
struct Server {
    child: Child,
    folder: TempDir,
    address: String,
}

impl Server {
    fn start() -> Server {
        let program = std::env::var_os("S3S_FS").expect("./xtask deploy-tests sets S3S_FS");
        let memory = Path::new("/dev/shm");
        let folder =
            if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() }.expect("a folder");
        let port =
            TcpListener::bind("127.0.0.1:0").expect("a free port").local_addr().expect("an address").port();
        let child = Command::new(program)
            .args([
                "--host",
                "127.0.0.1",
                "--port",
                &port.to_string(),
                "--access-key",
                KEY,
                "--secret-key",
                SECRET,
            ])
            .arg(folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the server starts");
        let began = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(began.elapsed() < Duration::from_secs(10), "the server listens");
            std::thread::sleep(Duration::from_millis(10));
        }
        Server { child, folder, address: format!("http://127.0.0.1:{port}") }
    }

    /// Makes an empty bucket.
    fn bucket(&self, name: &str) {
        fs::create_dir(self.folder.path().join(name)).expect("a folder");
    }

    /// The objects of a bucket, without the lists of deploys.
    fn objects(&self, bucket: &str) -> BTreeMap<String, Vec<u8>> {
        let mut objects = tree(&self.folder.path().join(bucket));
        objects.retain(|path, _| !path.split('/').any(|part| part == ".rolebook"));
        objects
    }

    /// The headers of an object that readers get.
    fn headers(&self, bucket: &str, key: &str) -> [String; 3] {
        let url = self.address.parse().expect("an address");
        let bucket = Bucket::new(url, UrlStyle::Path, bucket.to_string(), "us-east-1").expect("a bucket");
        let credentials = Credentials::new(KEY, SECRET);
        let url = HeadObject::new(&bucket, Some(&credentials), key).sign(Duration::from_mins(1));
        let response = ureq::head(url.as_str()).call().expect("the object is there");
        ["content-type", "cache-control", "x-amz-meta-rolebook"].map(|name| {
            response
                .headers()
                .get(name)
                .map(|value| value.to_str().expect("text").to_string())
                .unwrap_or_default()
        })
    }

    fn deploy(&self, root: &Path, url: &str) -> Command {
        let mut command = rolebook(root, &["deploy", url]);
        command
            .env("AWS_ACCESS_KEY_ID", KEY)
            .env("AWS_SECRET_ACCESS_KEY", SECRET)
            .env_remove("AWS_SESSION_TOKEN")
            .env("AWS_ENDPOINT_URL", &self.address);
        command
    }

    fn deployed(&self, root: &Path, url: &str) -> String {
        let done = self.deploy(root, url).output().expect("it starts");
        assert!(done.status.success(), "{}", text(&done));
        text(&done)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn rolebook(root: &Path, arguments: &[&str]) -> Command {
    let program = std::env::var_os("ROLEBOOK").unwrap_or_else(|| env!("CARGO_BIN_EXE_rolebook").into());
    let mut command = Command::new(fs::canonicalize(program).expect("a program"));
    command.args(arguments).current_dir(root);
    command
}

fn text(done: &Output) -> String {
    String::from_utf8_lossy(&[&done.stdout[..], &done.stderr[..]].concat()).into_owned()
}

fn build(root: &Path) {
    let done = rolebook(root, &["build", "-q"]).output().expect("it starts");
    assert!(done.status.success(), "{}", text(&done));
}

/// Two builds of a site with a few hundred files: the second has other facts, a term more and an article less.
fn two_sites(folder: &Path) -> [PathBuf; 2] {
    let sites = ["first", "second"].map(|name| folder.join(name));
    for (number, root) in sites.iter().enumerate() {
        pairs::write(root, &pairs::roles(12), pairs::ROWS.len()).expect("a site");
        let only = ["content/glossary/slo.md", "content/glossary/sli.md"][number];
        fs::create_dir_all(root.join("content/glossary")).expect("a folder");
        fs::write(root.join(only), format!("---\nterm: Term {number}\nline: A target.\n---\nA target.\n"))
            .expect("a file");
        for role in pairs::roles(12).iter().step_by(2).filter(|_| number == 1) {
            let file = root.join(format!("content/roles/{}.yaml", role.id));
            fs::write(file, pairs::yaml(role, pairs::ROWS.len(), " changed")).expect("a file");
        }
        build(root);
    }
    sites
}

/// The files of a build.
fn expected(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = tree(&root.join("dist"));
    files.remove(".rolebook-manifest");
    files
}

/// Fails if a page names an asset that is not there.
fn assert_no_page_names_a_missing_asset(objects: &BTreeMap<String, Vec<u8>>) {
    for (path, bytes) in objects.iter().filter(|(path, _)| path.ends_with(".html")) {
        let text = String::from_utf8_lossy(bytes);
        for (at, _) in text.match_indices("\"/assets/") {
            let asset = text[at + 2..].split(['"', '?', '#']).next().unwrap_or("");
            assert!(objects.contains_key(asset), "{path} names {asset}, which is missing");
        }
    }
}

#[test]
#[ignore = "needs s3s-fs, which ./xtask deploy-tests installs"]
fn a_bucket_gets_the_build_with_its_headers_below_its_prefix() {
    let (server, folder) = (Server::start(), TempDir::new().expect("a folder"));
    server.bucket("site");
    let [first, second] = two_sites(folder.path());
    server.deployed(&first, "s3://site/docs/roles");
    let below = |files: BTreeMap<String, Vec<u8>>| -> BTreeMap<String, Vec<u8>> {
        files.into_iter().map(|(path, bytes)| (format!("docs/roles/{path}"), bytes)).collect()
    };
    assert_eq!(server.objects("site"), below(expected(&first)));
    for (path, kind, cache) in [
        ("index.html", "text/html; charset=utf-8", "public, max-age=0, must-revalidate"),
        ("assets/site.css", "text/css; charset=utf-8", "public, max-age=0, must-revalidate"),
        ("assets/serif-400.woff2", "font/woff2", "public, max-age=604800"),
        ("sitemap.xml", "application/xml; charset=utf-8", "public, max-age=0, must-revalidate"),
    ] {
        let [found_kind, found_cache, stamp] = server.headers("site", &format!("docs/roles/{path}"));
        assert_eq!((found_kind.as_str(), found_cache.as_str()), (kind, cache), "{path}");
        assert!(!stamp.is_empty());
    }
    assert!(server.deployed(&first, "s3://site/docs/roles").contains("nothing changed"));
    server.deployed(&second, "s3://site/docs/roles/");
    assert_eq!(server.objects("site"), below(expected(&second)));
    // A site above it does not touch it.
    server.deployed(&first, "s3://site");
    let mut both = below(expected(&second));
    both.extend(expected(&first));
    assert_eq!(server.objects("site"), both);
    let done =
        server.deploy(&first, "s3://site").args(["--redirects", "metadata"]).output().expect("it starts");
    assert!(done.status.success() && text(&done).contains("files sent"), "{}", text(&done));
}

#[test]
#[ignore = "needs s3s-fs, which ./xtask deploy-tests installs"]
fn forty_killed_deploys_leave_a_site_that_works_and_end_equal_to_a_clean_one() {
    const KILLS: usize = 40;
    let (server, folder) = (Server::start(), TempDir::new().expect("a folder"));
    server.bucket("killed");
    server.bucket("clean");
    let sites = two_sites(folder.path());
    let began = Instant::now();
    server.deployed(&sites[1], "s3://clean");
    let whole = began.elapsed();
    let mut dice = Dice(0x0dd_ba11);
    let (mut killed, mut number) = (0, 0);
    while killed < KILLS {
        number += 1;
        assert!(number < 4 * KILLS, "only {killed} of {number} deploys were killed");
        // After a kill, the next deploy waits until the earlier one would have noticed it.
        let is_waiting = server.folder.path().join("killed/.rolebook/running").exists();
        let mut child = server
            .deploy(&sites[number % 2], "s3://killed")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        let least = if is_waiting && number % 5 > 0 { Duration::from_millis(1500) } else { Duration::ZERO };
        std::thread::sleep(least + whole * u32::try_from(dice.below(1000)).expect("it is small") / 1000);
        killed += usize::from(child.try_wait().expect("a process").is_none());
        let _ = child.kill();
        child.wait().expect("it ends");
        // The server finishes the requests that it has received.
        std::thread::sleep(Duration::from_millis(50));
        let objects = server.objects("killed");
        assert_no_page_names_a_missing_asset(&objects);
        let [first, second] = [expected(&sites[0]), expected(&sites[1])];
        for (path, bytes) in &objects {
            assert!(first.get(path) == Some(bytes) || second.get(path) == Some(bytes), "{path} is torn");
        }
    }
    server.deployed(&sites[1], "s3://killed");
    let objects = server.objects("killed");
    assert_eq!(objects, server.objects("clean"));
    for path in objects.keys() {
        assert_eq!(server.headers("killed", path), server.headers("clean", path), "{path}");
    }
    assert!(server.deployed(&sites[1], "s3://killed").contains("nothing changed"));
    println!("{killed} of {number} deploys were killed while they ran");
}

#[test]
#[ignore = "needs s3s-fs, which ./xtask deploy-tests installs"]
fn a_killed_deploy_is_continued_and_not_repeated() {
    let (server, folder) = (Server::start(), TempDir::new().expect("a folder"));
    server.bucket("site");
    let [root, _] = two_sites(folder.path());
    let all = expected(&root).len();
    let mut child = server
        .deploy(&root, "s3://site")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts");
    let began = Instant::now();
    while server.objects("site").len() < all / 3 {
        assert!(began.elapsed() < Duration::from_secs(20), "objects arrive");
    }
    child.kill().expect("it runs");
    child.wait().expect("it ends");
    std::thread::sleep(Duration::from_millis(100));
    // This server stores the bytes of an object before its metadata, and gives up when the connection breaks: an object without
    // a stamp is sent again.
    let objects = server.objects("site");
    let there: Vec<&String> =
        objects.keys().filter(|path| !server.headers("site", path)[2].is_empty()).collect();
    assert!(there.len() < all, "it was killed before the end");
    let done = server.deploy(&root, "s3://site").arg("-v").output().expect("it starts");
    let out = text(&done);
    assert!(done.status.success() && out.contains("continued a deploy that had not ended"), "{out}");
    let again = out.lines().filter_map(|line| line.strip_prefix("  sent "));
    let again: Vec<&str> = again.filter(|path| there.iter().any(|there| there == path)).collect();
    assert_eq!(again, Vec::<&str>::new(), "{} of {all} were there", there.len());
}

#[test]
#[ignore = "needs s3s-fs, which ./xtask deploy-tests installs"]
fn of_two_deploys_at_once_the_later_one_wins() {
    let (server, folder) = (Server::start(), TempDir::new().expect("a folder"));
    let sites = two_sites(folder.path());
    let mut dice = Dice(0x7e0_5eed);
    for round in 0..6 {
        let bucket = format!("round-{round}");
        server.bucket(&bucket);
        let url = format!("s3://{bucket}");
        let start = |root: &Path| {
            server
                .deploy(root, &url)
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .expect("it starts")
        };
        let first = start(&sites[0]);
        std::thread::sleep(Duration::from_millis(20 + u64::try_from(dice.below(200)).expect("it is small")));
        let second = start(&sites[1]);
        let (first, second) =
            (first.wait_with_output().expect("it ends"), second.wait_with_output().expect("it ends"));
        assert!(second.status.success(), "{}", text(&second));
        assert!(first.status.success() || text(&first).contains("another deploy"), "{}", text(&first));
        assert_eq!(server.objects(&bucket), expected(&sites[1]), "round {round}");
        assert!(server.deployed(&sites[1], &url).contains("nothing changed"));
    }
}

#[test]
#[ignore = "needs s3s-fs, which ./xtask deploy-tests installs"]
fn credentials_are_never_printed() {
    let (server, folder) = (Server::start(), TempDir::new().expect("a folder"));
    server.bucket("site");
    let [root, _] = two_sites(folder.path());
    for (key, secret, status) in
        [(KEY, "hush-wrong", Some(3)), ("AKIDWRONG", SECRET, Some(3)), (KEY, SECRET, Some(0))]
    {
        let done = server
            .deploy(&root, "s3://site")
            .arg("-v")
            .env("AWS_ACCESS_KEY_ID", key)
            .env("AWS_SECRET_ACCESS_KEY", secret)
            .output()
            .expect("it starts");
        assert_eq!(done.status.code(), status, "{}", text(&done));
        for hidden in ["hush", "AKID", "X-Amz"] {
            assert!(!text(&done).contains(hidden), "{}", text(&done));
        }
    }
}

#[test]
#[ignore = "needs s3s-fs, which ./xtask deploy-tests installs"]
fn one_changed_fact_sends_only_the_files_that_it_changes() {
    let (server, folder) =
        (Server::start(), TempDir::new_in("/dev/shm").or_else(|_| TempDir::new()).expect("a folder"));
    server.bucket("site");
    let count = std::env::var("ROLES").ok().and_then(|count| count.parse().ok()).unwrap_or(30);
    let (root, roles) = (folder.path().join("site"), pairs::roles(count));
    pairs::write(&root, &roles, pairs::ROWS.len()).expect("a site");
    build(&root);
    let first = server.deployed(&root, "s3://site");
    println!("first: {}", first.lines().next().unwrap_or_default());
    let before = expected(&root);
    let changed = &roles[count / 2];
    let file = root.join(format!("content/roles/{}.yaml", changed.id));
    fs::write(file, pairs::yaml(changed, pairs::ROWS.len(), " changed")).expect("a file");
    build(&root);
    let after = expected(&root);
    let files = after.iter().filter(|(path, bytes)| before.get(*path) != Some(bytes)).count();
    let began = Instant::now();
    let out = server.deployed(&root, "s3://site");
    println!(
        "one fact, {} files in all, {} ms: {}",
        after.len(),
        began.elapsed().as_millis(),
        out.lines().next().unwrap_or_default()
    );
    assert!(
        out.contains(&format!(": {files} files sent, {} kept, 0 deleted", after.len() - files)),
        "{files}: {out}"
    );
    assert_eq!(server.objects("site"), after);
}
