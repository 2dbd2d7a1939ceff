//! A real client: Neovim, headless, with the set-up of the README, on a copy of this repository's own content.

use std::fs;
use std::path::Path;
use std::process::Command;

use rolebook::command::{Check, check};
use rolebook::publish::Interrupt;
use serde_json::Value;

const TOP: &str = env!("CARGO_MANIFEST_DIR");

/// The Lua block of the README.
fn setup() -> String {
    let readme = fs::read_to_string(Path::new(TOP).join("README.md")).expect("the README");
    let (_, rest) = readme.split_once("```lua\n").expect("a block");
    rest.split("```").next().expect("its end").to_string()
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.expect("an entry");
        let target = to.join(entry.path().strip_prefix(from).expect("below"));
        if entry.file_type().is_dir() {
            fs::create_dir_all(target).expect("a folder");
        } else {
            fs::copy(entry.path(), target).expect("a file");
        }
    }
}

#[test]
#[ignore = "needs Neovim; `tests/run` runs it"]
fn neovim_completes_explains_warns_jumps_and_renames() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let root = folder.path().canonicalize().expect("a path");
    for part in ["content", "static"] {
        if Path::new(TOP).join(part).is_dir() {
            copy(&Path::new(TOP).join(part), &root.join(part));
        }
    }
    let (home, result) = (root.join("home"), root.join("result.json"));
    fs::create_dir_all(&home).expect("a folder");
    let init = home.join("init.lua");
    fs::write(&init, setup()).expect("a file");
    let program = Path::new(env!("CARGO_BIN_EXE_rolebook")).parent().expect("a folder");
    let paths = format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default());
    let output = Command::new("nvim")
        .args(["--headless", "-i", "NONE", "-n", "-u"])
        .arg(&init)
        .arg("-S")
        .arg(Path::new(TOP).join("tests/lsp/neovim.lua"))
        .current_dir(&root)
        .env("PATH", paths)
        .env("RESULT", &result)
        .env("HOME", &home)
        .env("XDG_CONFIG_HOME", home.join("config"))
        .env("XDG_DATA_HOME", home.join("data"))
        .env("XDG_CACHE_HOME", home.join("cache"))
        .env("XDG_STATE_HOME", home.join("state"))
        .output()
        .expect("Neovim starts: apt-get install neovim");
    let shown = String::from_utf8_lossy(&output.stderr).into_owned();
    let found = fs::read_to_string(&result).unwrap_or_else(|_| panic!("no result: {shown}"));
    let found: Value = serde_json::from_str(&found).expect("JSON");
    assert!(found["error"].is_null(), "{}\n{shown}", found["error"].as_str().unwrap_or_default());
    let first = &found["diagnostics"][0];
    assert_eq!(first[2], "unknown-name", "{found}");
    let levels = found["levels"].as_array().expect("a list");
    assert!(levels.len() > 2, "{found}");
    assert!(found["sources"].as_u64().is_some_and(|count| count > 100), "{found}");
    let hover = found["hover"].as_str().expect("a text");
    for part in ["Levels, from lowest to highest", "Confidence:", "https://"] {
        assert!(hover.contains(part), "{hover}");
    }
    assert!(found["definition"].as_str().is_some_and(|line| line.contains("on-call")), "{found}");
    // The files that Neovim wrote are as valid as before.
    let role =
        fs::read_to_string(root.join("content/roles/reliability-engineer.yaml")).expect("the renamed file");
    assert!(role.contains("was: [sre]"), "{role}");
    assert!(!root.join("content/roles/sre.yaml").exists() && !root.join("content/roles/sre.md").exists());
    let options = Check { root, link: rolebook::link::Options::default(), max_age: None };
    let (report, _) = check(&options, &Interrupt::never()).expect("the machine is sound");
    let errors: Vec<&str> = report
        .diagnostics()
        .iter()
        .filter(|found| found.severity == rolebook::diagnostic::Severity::Error)
        .map(|found| found.message.as_str())
        .collect();
    assert_eq!(errors, [""; 0]);
}
