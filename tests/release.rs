//! The files that other people install: the package for crates.io, the archives of a release, and the files by which pipelines use them.
//! Scripts run here as they run there, with a folder in the place of the code host.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

const TOP: &str = env!("CARGO_MANIFEST_DIR");
const VERSION: &str = env!("CARGO_PKG_VERSION");

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(TOP).join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn run(command: &mut Command) -> Output {
    command.output().expect("the program starts")
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&[&output.stdout[..], &output.stderr[..]].concat()).into_owned()
}

fn succeed(command: &mut Command) -> String {
    let output = run(command);
    assert_eq!(output.status.code(), Some(0), "{command:?}\n{}", text(&output));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The files of a package that the compiler does not read.
const DOCUMENTS: &[&str] = &[
    ".cargo_vcs_info.json",
    "CHANGELOG.md",
    "Cargo.lock",
    "Cargo.toml",
    "Cargo.toml.orig",
    "LICENSE-APACHE",
    "LICENSE-FONT",
    "LICENSE-MIT",
    "README.md",
];

/// Every file of the repository that the compiler read for the program, sources and embedded files, by its own records: the
/// newest of the library and of the binary.
fn read_by_the_compiler() -> BTreeSet<String> {
    let folder = PathBuf::from(env!("CARGO_BIN_EXE_rolebook")).with_file_name("deps");
    let mut newest: [Option<(std::time::SystemTime, String)>; 2] = [None, None];
    for entry in fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        let name = entry.file_name().into_string().expect("UTF-8");
        if !name.starts_with("rolebook-") || !name.ends_with(".d") {
            continue;
        }
        let record = fs::read_to_string(entry.path()).expect("a record");
        // A check makes no library; the tests of the library are a program whose first file is `src/lib.rs`.
        let is_library = |line: &&str| line.contains(".rlib: src/lib.rs ");
        let is_binary = |line: &&str| line.contains(": src/main.rs ") && !line.contains(".rmeta: ");
        let kinds = [record.lines().find(is_library), record.lines().skip(1).find(is_binary)];
        let written = entry.metadata().and_then(|data| data.modified()).expect("a time");
        for (newest, line) in newest.iter_mut().zip(kinds) {
            if let Some(line) = line.filter(|_| newest.as_ref().is_none_or(|(time, _)| *time < written)) {
                *newest = Some((written, line.to_string()));
            }
        }
    }
    let mut files = BTreeSet::from(["build.rs".to_string()]);
    for (_, line) in newest.into_iter().map(|record| record.expect("a record of the compiler")) {
        let (_, read) = line.split_once(": ").expect("a rule");
        let read = read.replace("\\ ", "\u{0}");
        for file in read.split(' ').map(|file| PathBuf::from(file.replace('\u{0}', " "))) {
            let path = without_parents(file.strip_prefix(TOP).unwrap_or(&file));
            if Path::new(TOP).join(&path).is_file() && path.is_relative() {
                files.insert(path.to_str().expect("UTF-8").to_string());
            }
        }
    }
    files
}

/// Returns a path without `..`, which an embedded file has from another folder: `a/b/../c` is `a/c`.
fn without_parents(path: &Path) -> PathBuf {
    let mut whole = PathBuf::new();
    for part in path.components() {
        if part == std::path::Component::ParentDir {
            whole.pop();
        } else {
            whole.push(part);
        }
    }
    whole
}

#[test]
fn the_package_has_what_the_compiler_reads_and_nothing_else() {
    let listed = succeed(Command::new(env!("CARGO")).current_dir(TOP).args([
        "package",
        "--list",
        "--offline",
        "--allow-dirty",
    ]));
    // Without a repository there is no note about its revision.
    let documents = || DOCUMENTS.iter().map(ToString::to_string);
    let listed: BTreeSet<String> = listed.lines().map(ToString::to_string).chain(documents()).collect();
    let mut expected = read_by_the_compiler();
    assert!(
        [
            "src/main.rs",
            "templates/locales/de.ftl",
            "static/assets/serif-400.woff2",
            "src/typeface/serif-400.ttf"
        ]
        .iter()
        .all(|file| expected.contains(*file))
    );
    expected.extend(documents());
    let missing: Vec<&String> = expected.difference(&listed).collect();
    let needless: Vec<&String> = listed.difference(&expected).collect();
    assert!(
        missing.is_empty() && needless.is_empty(),
        "`include` of Cargo.toml: missing {missing:?}, needless {needless:?}"
    );
}

/// The YAML documents that other programs read: a path and its documents.
fn configurations() -> Vec<(String, Vec<Value>)> {
    let mut paths: Vec<String> =
        ["action.yml", "ci/gitlab.yml", ".pre-commit-hooks.yaml"].map(String::from).to_vec();
    for folder in [".github/workflows", "src/command/starter"] {
        for entry in fs::read_dir(Path::new(TOP).join(folder)).expect("a folder") {
            let name = entry.expect("an entry").file_name().into_string().expect("UTF-8");
            if name.ends_with(".yml") {
                paths.push(format!("{folder}/{name}"));
            }
        }
    }
    paths.sort();
    let parse = |path: &String| {
        let documents = read(path);
        let documents = documents
            .split("\n---\n")
            .map(|text| serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{path}: {error}")));
        documents.collect()
    };
    paths.iter().map(|path| (path.clone(), parse(path))).collect()
}

/// Collects the shell scripts of a configuration: the values of keys that hold commands.
fn scripts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(entries) => {
            for (key, value) in entries {
                match value {
                    Value::String(script) if key == "run" => found.push(script.clone()),
                    Value::Array(lines) if matches!(key.as_str(), "script" | "before_script") => {
                        let lines = lines.iter().map(|line| line.as_str().expect("a command"));
                        found.push(lines.collect::<Vec<_>>().join("\n"));
                    }
                    value => scripts(value, found),
                }
            }
        }
        Value::Array(items) => {
            for item in items {
                scripts(item, found);
            }
        }
        _ => {}
    }
}

#[test]
fn scripts_of_this_repository_and_of_workflows_are_sound() {
    let folder = TempDir::new().expect("a folder");
    let mut files: Vec<PathBuf> =
        ["xtask", "tests/run", "ci/install.sh"].map(|file| Path::new(TOP).join(file)).to_vec();
    for entry in fs::read_dir(Path::new(TOP).join(".ci")).expect("a folder") {
        let path = entry.expect("an entry").path();
        if fs::read_to_string(&path)
            .is_ok_and(|text| text.lines().next().is_some_and(|line| line.ends_with("bash")))
        {
            files.push(path);
        }
    }
    for (path, documents) in configurations() {
        let mut found = Vec::new();
        for document in &documents {
            scripts(document, &mut found);
        }
        assert!(path.ends_with("hooks.yaml") || !found.is_empty(), "{path} has no commands");
        for (n, script) in found.iter().enumerate() {
            // A branch or a title of a stranger would become a part of the script.
            assert!(
                !script.contains("${{"),
                "{path}: pass `${{{{ … }}}}` as an environment variable: {script}"
            );
            // GitLab runs the shell of its image, others bash.
            let shell = if path.contains("gitlab") { "sh" } else { "bash" };
            let file = folder.path().join(format!("{}-{n}.sh", path.replace('/', "-")));
            // Variables come from outside, hosts end a script at the first error, and GitLab inserts its inputs.
            let script = script.replace("$[[", "[[").replace("THE_FOLDER", ".");
            fs::write(&file, format!("#!/bin/{shell}\n# shellcheck disable=SC2154\nset -e\n{script}\n"))
                .expect("a file");
            files.push(file);
        }
    }
    assert!(files.len() > 30, "{files:?}");
    for file in &files {
        succeed(Command::new("bash").arg("-n").arg(file));
    }
    if run(Command::new("sh").args(["-c", "command -v shellcheck"])).status.success() {
        succeed(Command::new("shellcheck").args(["--severity=info", "--exclude=SC2016"]).args(&files));
    } else {
        eprintln!("shellcheck is not installed: only the syntax was checked");
    }
}

#[test]
fn pipelines_install_the_version_of_this_program_and_never_run_as_root() {
    let configurations = configurations();
    let of = |path: &str| &configurations.iter().find(|(file, _)| file == path).expect("it exists").1;
    assert_eq!(of("action.yml")[0]["inputs"]["version"]["default"], VERSION);
    assert_eq!(of("ci/gitlab.yml")[0]["spec"]["inputs"]["version"]["default"], VERSION);
    let hooks = of(".pre-commit-hooks.yaml")[0].as_array().expect("hooks").clone();
    assert!(hooks.iter().all(|hook| hook["entry"] == "rolebook check --quiet"));
    for file in ["action.yml", "ci/gitlab.yml"] {
        assert!(
            read(file).contains(&format!("rolebook@v{VERSION}"))
                || read(file).contains(&format!("/v{VERSION}/"))
        );
    }

    let containerfile = read("Containerfile");
    let channel = read("rust-toolchain.toml");
    let channel = channel
        .lines()
        .find_map(|line| line.strip_prefix("channel = "))
        .expect("a channel")
        .trim_matches('"');
    assert!(containerfile.contains(&format!("rust:{channel}-alpine AS program")));
    assert!(containerfile.contains(&format!("RUSTUP_TOOLCHAIN={channel} ")));
    let image = containerfile.split("\nFROM ").last().expect("a stage");
    assert!(image.starts_with("scratch\n") && image.contains("\nUSER 65532:65532\n"), "{image}");
}

#[test]
fn a_tag_the_program_and_the_changelog_agree() {
    let notes = |tag: &str| run(Command::new(Path::new(TOP).join(".ci/release-notes")).arg(tag));
    let found = notes(&format!("v{VERSION}"));
    assert_eq!(found.status.code(), Some(0), "{}", text(&found));
    assert!(found.stdout.len() > 100 && !text(&found).contains("\n## "), "{}", text(&found));
    let other = notes("v99.0.0");
    assert_eq!(other.status.code(), Some(1));
    assert!(text(&other).contains(&format!("the tag is v99.0.0, and Cargo.toml has version {VERSION}")));
}

/// A release for this machine in a folder: the archive as the workflow packs it, with its checksum. Returns the address in
/// the place of the repository's.
fn release(folder: &Path) -> String {
    // A script that starts the program: the archive of a program with debug symbols would take seconds.
    let program = folder.join("rolebook");
    let script = format!("#!/bin/sh\nexec '{}' \"$@\"\n", env!("CARGO_BIN_EXE_rolebook"));
    fs::write(&program, script).expect("a file");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("a mode");
    let machine = succeed(Command::new("uname").arg("-m"));
    let target = match (cfg!(target_os = "macos"), machine.trim()) {
        (false, machine) => format!("{machine}-unknown-linux-musl"),
        (true, "arm64") => "aarch64-apple-darwin".to_string(),
        (true, machine) => format!("{machine}-apple-darwin"),
    };
    let releases = folder.join(format!("releases/download/v{VERSION}"));
    let archive = succeed(Command::new(Path::new(TOP).join(".ci/archive")).args([
        &program,
        Path::new(&target),
        &releases,
    ]));
    let sums = "if command -v sha256sum >/dev/null; then sha256sum *.tar.gz; else shasum -a 256 *.tar.gz; fi > SHA256SUMS";
    succeed(Command::new("sh").args(["-c", sums]).current_dir(&releases));
    let listed = succeed(Command::new("tar").args(["-tzf", archive.trim()]));
    let prefix = format!("rolebook-{VERSION}-{target}");
    for file in
        ["rolebook", "completions/rolebook.fish", "man/rolebook-build.1", "LICENSE-MIT", "CHANGELOG.md"]
    {
        assert!(listed.lines().any(|line| line == format!("{prefix}/{file}")), "{file}: {listed}");
    }
    format!("file://{}", folder.display())
}

fn install(repository: &str, version: &str, folder: &Path) -> Output {
    let mut command = Command::new(Path::new(TOP).join("ci/install.sh"));
    run(command.args([Path::new(version), folder]).env("ROLEBOOK_REPOSITORY", repository))
}

#[test]
fn a_release_is_installed_only_if_its_checksum_is_right() {
    let folder = TempDir::new().expect("a folder");
    let repository = release(folder.path());
    let bin = folder.path().join("bin");
    let done = install(&repository, VERSION, &bin);
    assert_eq!(done.status.code(), Some(0), "{}", text(&done));
    assert_eq!(text(&done), format!("rolebook {VERSION}\n"));
    // Installed already: nothing is downloaded.
    assert_eq!(install("file:///nowhere", VERSION, &bin).status.code(), Some(0));
    assert_ne!(install(&repository, "99.0.0", &folder.path().join("other")).status.code(), Some(0));
    assert_ne!(install("http://localhost:1", VERSION, &folder.path().join("other")).status.code(), Some(0));
    assert_eq!(install("", VERSION, &bin).status.code(), Some(2));

    let releases = folder.path().join(format!("releases/download/v{VERSION}"));
    let sums = fs::read_to_string(releases.join("SHA256SUMS")).expect("a list");
    let (first, rest) = sums.split_at(1);
    let flipped = if first == "0" { "1" } else { "0" };
    for wrong in [format!("{flipped}{rest}"), String::new()] {
        fs::write(releases.join("SHA256SUMS"), wrong).expect("a file");
        let done = install(&repository, VERSION, &folder.path().join("other"));
        assert_ne!(done.status.code(), Some(0), "{}", text(&done));
        assert!(!folder.path().join("other/rolebook").exists(), "{}", text(&done));
    }
}

/// Runs a step of the action as GitHub does.
fn step(action: &Value, name: &str, site: &Path, variables: &[(&str, &str)]) -> Output {
    let steps = action["runs"]["steps"].as_array().expect("steps");
    let step = steps.iter().find(|step| step["name"] == name).expect(name);
    let script = step["run"].as_str().expect("a script");
    run(Command::new("bash")
        .args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script])
        .current_dir(site)
        .envs(variables.iter().copied()))
}

#[test]
fn the_action_installs_checks_and_builds() {
    let folder = TempDir::new().expect("a folder");
    let repository = release(folder.path());
    crate::support::Project::new().published().write(&folder.path().join("docs"));
    let action: Value = serde_yaml::from_str(&read("action.yml")).expect("YAML");
    let temporary = folder.path().display().to_string();
    let (paths, outputs) = (folder.path().join("paths"), folder.path().join("outputs"));
    let installed = step(
        &action,
        "Install Rolebook",
        folder.path(),
        &[
            ("GITHUB_ACTION_PATH", TOP),
            ("ROLEBOOK_REPOSITORY", &repository),
            ("VERSION", VERSION),
            ("RUNNER_TEMP", &temporary),
            ("GITHUB_PATH", paths.to_str().expect("UTF-8")),
        ],
    );
    assert_eq!(installed.status.code(), Some(0), "{}", text(&installed));
    let path = fs::read_to_string(&paths).expect("a path");
    let path = format!("{}:{}", path.trim(), std::env::var("PATH").expect("a path"));
    let checked = step(
        &action,
        "Check",
        folder.path(),
        &[("PATH", &path), ("SITE", "docs"), ("DENY", "true"), ("BASE_URL", "")],
    );
    assert_eq!(checked.status.code(), Some(0), "{}", text(&checked));
    let built = step(
        &action,
        "Build",
        folder.path(),
        &[
            ("PATH", &path),
            ("SITE", "docs"),
            ("BASE_URL", ""),
            ("LEDGER", "true"),
            ("GITHUB_OUTPUT", outputs.to_str().expect("UTF-8")),
        ],
    );
    assert_eq!(built.status.code(), Some(0), "{}", text(&built));
    let output = fs::read_to_string(outputs).expect("an output");
    let site = output.trim().strip_prefix("folder=").expect("the folder");
    assert!(Path::new(site).join("index.html").is_file(), "{output}");
    // With a mistake, on the line of the diff.
    fs::write(folder.path().join("docs/content/roles/sre.yaml"), "name: [").expect("a file");
    let checked = step(
        &action,
        "Check",
        folder.path(),
        &[("PATH", &path), ("SITE", "docs"), ("DENY", "false"), ("BASE_URL", "")],
    );
    assert_eq!(checked.status.code(), Some(1));
    assert!(text(&checked).contains("::error file="), "{}", text(&checked));
}

/// A repository with a new site for a host, and a release to install. The site has an address that nobody else has.
struct Pipeline {
    folder: TempDir,
    releases: String,
    workflow: Value,
}

impl Pipeline {
    fn new(remote: &str, workflow: &str) -> Pipeline {
        let folder = TempDir::new().expect("a folder");
        let releases = release(folder.path());
        let top = folder.path().join("repository");
        succeed(Command::new("git").args(["init", "-q", "-b", "main"]).arg(&top));
        succeed(Command::new("git").args(["remote", "add", "origin", remote]).current_dir(&top));
        succeed(Command::new(env!("CARGO_BIN_EXE_rolebook")).args(["init", "docs"]).current_dir(&top));
        let text = fs::read_to_string(top.join(workflow)).expect("a workflow");
        let pipeline = Pipeline { folder, releases, workflow: serde_yaml::from_str(&text).expect("YAML") };
        pipeline.edit("content/site.yaml", |text| {
            let lines = text.lines().filter(|line| !line.starts_with("base_url:"));
            lines.collect::<Vec<_>>().join("\n") + "\nbase_url: https://roles.example/\n"
        });
        pipeline
    }

    fn top(&self) -> PathBuf {
        self.folder.path().join("repository")
    }

    fn edit(&self, file: &str, change: impl Fn(&str) -> String) {
        let path = self.top().join("docs").join(file);
        fs::write(&path, change(&fs::read_to_string(&path).expect("a file"))).expect("a file");
    }

    /// Gives a role another id without a trace of the former one, so that a published site loses its addresses.
    fn rename_a_role(&self) {
        let content = self.top().join("docs/content");
        for (path, _) in crate::support::tree(&content) {
            self.edit(&format!("content/{path}"), |text| text.replace("support-engineer", "helper"));
            if path.contains("support-engineer") {
                let renamed = content.join(path.replace("support-engineer", "helper"));
                fs::rename(content.join(&path), renamed).expect("a new name");
            }
        }
    }

    /// Runs a script as a host does, in a folder of the repository.
    fn run(&self, script: &str, folder: &str, variables: &[(&str, &str)]) -> Output {
        run(Command::new("bash")
            .args(["-eo", "pipefail", "-c", script])
            .current_dir(self.top().join(folder))
            .env("HOME", self.folder.path().join("home"))
            .env("VERSION", VERSION)
            .envs(["REPOSITORY", "ROLEBOOK_REPOSITORY"].map(|name| (name, self.releases.as_str())))
            .envs(variables.iter().copied()))
    }

    /// Runs the script of a named step of a job.
    fn step(&self, job: &str, name: &str, folder: &str, variables: &[(&str, &str)]) -> Output {
        let steps = self.workflow["jobs"][job]["steps"].as_array().expect("steps");
        let step = steps.iter().find(|step| step["name"] == name).expect(name);
        self.run(step["run"].as_str().expect("a script"), folder, variables)
    }

    fn is_built(&self, output: &str) -> bool {
        self.top().join(output).join("index.html").is_file()
    }
}

/// The output of a script that succeeded.
fn good(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", text(output));
    text(output)
}

#[test]
fn the_workflow_of_a_new_site_on_github_installs_a_release_and_builds() {
    let pipeline = Pipeline::new("https://github.com/ann/x", ".github/workflows/site.yml");
    let install = "Install Rolebook, unless an earlier run did";
    assert!(good(&pipeline.step("check", install, "docs", &[])).contains(": OK"));
    let main = [("GITHUB_REF", "refs/heads/main"), ("GITHUB_EVENT_NAME", "push")];
    good(&pipeline.step("check", "Check and build", "docs", &main));
    assert!(pipeline.is_built("docs/dist"));
    // Until the address is set, the site is built for that of the host.
    pipeline.edit("content/site.yaml", |text| text.replace("https://roles.example/", "https://example.org/"));
    let host = [
        ("OWNER", "Ann"),
        ("NAME", "x"),
        ("GITHUB_REF", "refs/pull/1/merge"),
        ("GITHUB_EVENT_NAME", "pull_request"),
    ];
    assert!(
        good(&pipeline.step("check", "Check and build", "docs", &host)).contains("https://ann.github.io/x/")
    );
    // Cached: nothing is downloaded.
    assert_eq!(good(&pipeline.step("check", install, "docs", &[("REPOSITORY", "file:///nowhere")])), "");
}

#[test]
fn the_workflow_of_a_new_site_on_forgejo_keeps_what_the_branch_of_pages_has() {
    let pipeline = Pipeline::new("https://codeberg.org/ann/x", ".forgejo/workflows/site.yml");
    let remote = pipeline.folder.path().join("remote");
    succeed(Command::new("git").args(["init", "-q", "--bare"]).arg(&remote));
    let address = [("ADDRESS", remote.to_str().expect("UTF-8")), ("TOKEN", "secret")];
    good(&pipeline.step("site", "Install Rolebook", ".", &address));
    let build = || pipeline.step("site", "Check and build", ".", &address);
    good(&build());
    good(&pipeline.step("site", "Publish", ".", &address));
    pipeline.rename_a_role();
    fs::remove_dir_all(pipeline.top().join("docs/dist")).expect("a machine without the last build");
    let refused = build();
    assert_eq!(refused.status.code(), Some(2), "{}", text(&refused));
    assert!(text(&refused).contains("published addresses"), "{}", text(&refused));
}

#[test]
fn the_pipeline_of_a_new_site_on_gitlab_keeps_what_its_last_job_published() {
    use std::io::{BufRead as _, BufReader, Write as _};
    let pipeline = Pipeline::new("https://gitlab.com/ann/x", ".gitlab-ci.yml");
    let lines = |value: &Value| {
        let lines = value.as_array().expect("commands").iter();
        lines.map(|line| line.as_str().expect("a command")).collect::<Vec<_>>().join("\n")
    };
    let job = |name: &str| {
        format!(
            "{}\n{}",
            lines(&pipeline.workflow[".rolebook"]["before_script"]),
            lines(&pipeline.workflow[name]["script"])
        )
    };
    let top = pipeline.top().display().to_string();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let api = format!("http://{}/api", listener.local_addr().expect("an address"));
    let list = pipeline.folder.path().join("list");
    let served = list.clone();
    let host = std::thread::spawn(move || {
        // First there is no job yet, then its artifact, then the host is out of order.
        for status in ["404 Not Found", "200 OK", "502 Bad Gateway"] {
            let (mut stream, _) = listener.accept().expect("a connection");
            let mut request = BufReader::new(stream.try_clone().expect("a handle"));
            let mut line = String::new();
            while request.read_line(&mut line).expect("a header") > 2 {}
            assert!(
                line.contains("/jobs/artifacts/main/raw/public/addresses.txt?job=pages")
                    && line.contains("secret")
            );
            let body = if status.starts_with("200") {
                fs::read_to_string(&served).expect("a list")
            } else {
                String::new()
            };
            let length = body.len();
            write!(
                stream,
                "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
            )
            .expect("an answer");
        }
    });
    let variables = [
        ("CI_PROJECT_DIR", top.as_str()),
        ("ROLEBOOK_VERSION", VERSION),
        ("CI_API_V4_URL", &api),
        ("CI_PROJECT_ID", "7"),
        ("CI_COMMIT_BRANCH", "main"),
        ("CI_JOB_TOKEN", "secret"),
    ];
    good(&pipeline.run(&job("check"), ".", &variables));
    assert!(pipeline.is_built("docs/dist"));
    good(&pipeline.run(&job("pages"), ".", &variables));
    pipeline.rename_a_role();
    // On another machine, only the artifact knows the last build.
    fs::rename(pipeline.top().join("public/addresses.txt"), list).expect("an artifact");
    fs::remove_dir_all(pipeline.top().join("public")).expect("another machine");
    let script = job("pages");
    let refused = pipeline.run(&script, ".", &variables);
    assert_eq!(refused.status.code(), Some(2), "{}", text(&refused));
    assert!(text(&refused).contains("published addresses"), "{}", text(&refused));
    let failed = pipeline.run(&script, ".", &variables);
    assert!(
        failed.status.code() == Some(1) && text(&failed).contains("responded with 502"),
        "{}",
        text(&failed)
    );
    host.join().expect("it ends");
}

#[test]
fn the_pipeline_of_a_new_site_on_bitbucket_installs_a_release_and_builds() {
    let pipeline = Pipeline::new("https://bitbucket.org/ann/x", "bitbucket-pipelines.yml");
    let script = &pipeline.workflow["pipelines"]["branches"]["main"][0]["step"]["script"];
    let lines = script.as_array().expect("commands").iter().map(|line| line.as_str().expect("a command"));
    let script = lines.collect::<Vec<_>>().join("\n");
    let top = pipeline.top().display().to_string();
    good(&pipeline.run(&script, ".", &[("BITBUCKET_CLONE_DIR", &top)]));
    assert!(pipeline.is_built("docs/dist"));
    // Before the variable is set, nothing is checked, and nothing fails.
    let unset = pipeline.run(&script, ".", &[("ROLEBOOK_REPOSITORY", ""), ("BITBUCKET_CLONE_DIR", &top)]);
    assert!(good(&unset).contains("Nothing was checked"));
}
