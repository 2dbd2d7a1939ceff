//! The tooling is consistent: tasks and tests run as documented, dependencies and toolchain agree, and workflows use
//! only pinned actions.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;
use std::process::{Command, Output};

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path))
        .unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn run(command: &mut Command) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } =
        command.current_dir(env!("CARGO_MANIFEST_DIR")).output().expect("it runs");
    (status.code(), String::from_utf8(stdout).expect("UTF-8"), String::from_utf8(stderr).expect("UTF-8"))
}

/// Parses a version as numbers, so that 1.9 comes before 1.10.
fn version(text: &str) -> Vec<u32> {
    text.split('.').map(|part| part.parse().unwrap_or_else(|_| panic!("{text} is not a version"))).collect()
}

/// The value of a key at the start of a line of a TOML file.
fn toml_value(file: &str, key: &str) -> String {
    let text = read(file);
    let value = text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = "));
    value.unwrap_or_else(|| panic!("{file} has no {key}")).trim_matches('"').to_owned()
}

/// Cargo does not find test files by itself here.
#[test]
fn every_test_file_is_compiled() {
    let (main, manifest) = (read("tests/main.rs"), read("Cargo.toml"));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        let is_module = entry.join("mod.rs").exists() || entry.extension().is_some_and(|e| e == "rs");
        let name = entry.file_stem().expect("a name").to_string_lossy().into_owned();
        if (is_module || entry.join("main.rs").exists()) && name != "main" {
            let is_listed = main.contains(&format!("\nmod {name};\n"));
            let is_binary = manifest.contains(&format!("[[test]]\nname = \"{name}\"\n"));
            assert!(is_listed != is_binary, "tests/{name}: in tests/main.rs, or a binary in Cargo.toml");
        }
    }
}

#[test]
fn contributing_lists_exactly_the_existing_tasks() {
    let (status, listed, _) = run(&mut Command::new("./xtask"));
    assert_eq!(status, Some(0));
    let contributing = read("CONTRIBUTING.md");
    let table = contributing
        .lines()
        .skip_while(|line| *line != "| task | does |")
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    let documented: Vec<String> = table
        .map(|row| {
            let (task, does) = row.trim_matches('|').split_once(" | ").expect("two columns");
            format!("{:<28} {}", task.trim().trim_matches('`'), does.trim())
        })
        .collect();
    assert!(documented.len() > 5, "the table is not found: {documented:?}");
    assert_eq!(documented, listed.lines().collect::<Vec<_>>());

    let script = read("xtask");
    let functions: Vec<String> = script
        .lines()
        .filter_map(|line| Some(line.strip_prefix("task_")?.split_once('(')?.0.replace('_', "-")))
        .collect();
    let names: Vec<&str> = documented.iter().filter_map(|task| task.split(' ').next()).collect();
    assert_eq!(functions, names, "each listed task is a function of xtask, in this order");
}

#[test]
fn an_unknown_task_is_a_usage_error() {
    let (status, _, stderr) = run(Command::new("./xtask").arg("tset"));
    assert_eq!(status, Some(2));
    assert_eq!(stderr, "xtask: there is no task `tset`; ./xtask lists them\n");
}

#[test]
fn tasks_named_in_the_documentation_exist() {
    let (_, listed, _) = run(&mut Command::new("./xtask"));
    let tasks: Vec<&str> = listed.lines().filter_map(|line| line.split(' ').next()).collect();
    for file in [
        "README.md",
        "CONTRIBUTING.md",
        "ARCHITECTURE.md",
        ".ci/run",
        ".github/workflows/check.yml",
        ".github/workflows/release.yml",
    ] {
        for (at, _) in read(file).match_indices("./xtask ") {
            let text = read(file);
            let name: String = text[at + "./xtask ".len()..]
                .chars()
                .take_while(|c| c.is_ascii_lowercase() || *c == '-')
                .collect();
            assert!(name.is_empty() || tasks.contains(&name.as_str()), "{file}: there is no task `{name}`");
        }
    }
}

/// Runs `tests/run` without the programs that tests need, and with an `apt-get` that only logs its arguments.
fn run_tests_on_a_bare_machine(
    arguments: &[&str],
    with_apt: bool,
) -> ((Option<i32>, String, String), String) {
    let machine = tempfile::tempdir().expect("a folder");
    for tool in ["bash", "env", "dirname", "sed"] {
        let (_, path, _) = run(Command::new("bash").args(["-c", "command -v \"$0\"", tool]));
        symlink(path.trim(), machine.path().join(tool)).expect("a link");
    }
    let calls = machine.path().join("calls");
    let mut programs = vec![("id", "echo 0".to_owned())];
    if with_apt {
        programs.push(("apt-get", format!("echo \"$@\" >> '{}'", calls.display())));
    }
    for (name, script) in programs {
        let path = machine.path().join(name);
        fs::write(&path, format!("#!{}/bash\n{script}\n", machine.path().display())).expect("a program");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("a mode");
    }
    let mut command = Command::new("tests/run");
    command.args(arguments).env("PATH", machine.path());
    for variable in ["CHROMIUM", "FIREFOX", "MINIBROWSER"] {
        command.env_remove(variable);
    }
    let result = run(&mut command);
    (result, fs::read_to_string(calls).unwrap_or_default())
}

/// The requirements of the tests, as names of Debian packages.
const PACKAGES: &str = "chromium firefox-esr webkit2gtk-driver xvfb fontconfig fonts-liberation fonts-dejavu-core default-jre-headless \
                        poppler-utils nodejs npm jq curl shellcheck neovim python3-pip";

#[test]
fn tests_run_lists_missing_packages_and_installs_nothing() {
    for (arguments, advice) in
        [(&[][..], "tests/run --install"), (&["browser"], "tests/run --install browser")]
    {
        let ((status, stdout, stderr), calls) = run_tests_on_a_bare_machine(arguments, true);
        assert_eq!((status, stdout.as_str(), calls.as_str()), (Some(3), "", ""), "{stderr}");
        assert_eq!(
            stderr,
            format!(
                "tests/run: not installed (the names are Debian's): {PACKAGES}\n\
                 To install them and run the tests: {advice}\n\
                 The tests that need none of them: cargo test\n"
            )
        );
    }
}

#[test]
fn tests_run_install_names_what_it_installs() {
    let ((status, _, stderr), calls) = run_tests_on_a_bare_machine(&["--install"], true);
    assert_eq!(calls, format!("update -qq\ninstall -qq -y --no-install-recommends {PACKAGES}\n"));
    assert!(stderr.starts_with(&format!("tests/run: installing with apt-get: {PACKAGES}\n")), "{stderr}");
    // This `apt-get` succeeds without installing anything.
    assert_eq!(status, Some(3));
    assert!(stderr.contains("apt-get succeeded, but the programs or fonts are not found."), "{stderr}");

    let ((status, _, stderr), _) = run_tests_on_a_bare_machine(&["--install"], false);
    assert_eq!(
        (status, stderr),
        (
            Some(3),
            format!(
                "tests/run: cannot install {PACKAGES}: there is no apt-get; install them by hand (the names are Debian's)\n"
            )
        )
    );
}

#[test]
fn an_unknown_argument_of_tests_run_is_a_usage_error() {
    let ((status, _, stderr), calls) = run_tests_on_a_bare_machine(&["--instal"], true);
    assert_eq!((status, calls.as_str()), (Some(2), ""));
    assert!(stderr.contains("tests/run [--install] browser"), "{stderr}");
}

#[test]
fn ci_runs_the_test_command_of_the_readme() {
    let readme = read("README.md");
    let test = readme.lines().find(|line| line.starts_with("tests/run")).expect("a test command");
    let test = test.split('#').next().unwrap_or_default().trim();
    assert!(read(".ci/run").lines().any(|line| line == test), ".ci/run does not run `{test}`");
}

#[test]
fn no_dependency_needs_a_newer_rust_than_the_manifest_declares() {
    let promised = version(&toml_value("Cargo.toml", "rust-version"));
    let pinned = version(&toml_value("rust-toolchain.toml", "channel"));
    assert!(promised <= pinned, "rust-toolchain.toml pins {pinned:?}, older than rust-version {promised:?}");
    assert!(
        read("README.md").contains(&format!("Rust {} or newer", toml_value("Cargo.toml", "rust-version"))),
        "the README names another version"
    );

    // Only this platform's: the packages of others may not have been fetched.
    let (_, about, _) = run(Command::new("rustc").arg("-vV"));
    let host = about.lines().find_map(|line| line.strip_prefix("host: ")).expect("a host");
    let (status, stdout, stderr) = run(Command::new(env!("CARGO")).args([
        "metadata",
        "--format-version",
        "1",
        "--locked",
        "--offline",
        "--filter-platform",
        host,
    ]));
    assert_eq!(status, Some(0), "{stderr}");
    let metadata: serde_json::Value = serde_json::from_str(&stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    assert!(packages.len() > 100);
    for package in packages {
        if let Some(needed) = package["rust_version"].as_str() {
            assert!(
                version(needed) <= promised,
                "{} needs Rust {needed}: raise rust-version, in the README too",
                package["name"]
            );
        }
    }
}

/// The versions of each package in a lock file.
fn locked(file: &str) -> BTreeMap<String, Vec<String>> {
    let mut versions: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for package in read(file).split("[[package]]").skip(1) {
        let value = |key: &str| {
            package
                .lines()
                .find_map(|line| Some(line.strip_prefix(key)?.trim_matches('"').to_owned()))
                .expect(key)
        };
        versions.entry(value("name = ")).or_default().push(value("version = "));
    }
    versions
}

#[test]
fn the_fuzz_targets_use_the_dependency_versions_of_the_program() {
    let program = locked("Cargo.lock");
    let fuzz = locked("fuzz/Cargo.lock");
    assert!(fuzz.len() > 100);
    let own: Vec<&str> =
        fuzz.keys().filter(|name| !program.contains_key(*name)).map(String::as_str).collect();
    assert_eq!(
        own,
        ["arbitrary", "jobserver", "libfuzzer-sys", "rolebook-fuzz"],
        "what fuzzing needs beyond the program"
    );
    for (name, versions) in &fuzz {
        if let Some(same) = program.get(name) {
            assert!(
                versions.iter().all(|version| same.contains(version)),
                "{name}: {versions:?} in fuzz/Cargo.lock, {same:?} in Cargo.lock"
            );
        }
    }
}

#[test]
fn workflows_use_only_actions_that_are_pinned_by_commit() {
    let mut found = 0;
    for entry in
        fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".github/workflows")).expect("workflows")
    {
        let path = entry.expect("an entry").path();
        for (at, line) in fs::read_to_string(&path).expect("a workflow").lines().enumerate() {
            let Some((_, action)) = line.split_once("uses: ") else { continue };
            let commit = action
                .split_once('@')
                .map(|(_, rest)| rest.split(' ').next().unwrap_or_default())
                .unwrap_or_default();
            let is_hash = commit.len() == 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
            assert!(is_hash, "{}:{}: pin {action} by its commit", path.display(), at + 1);
            found += 1;
        }
    }
    assert!(found > 5, "no actions found");
}
