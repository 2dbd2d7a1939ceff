//! Rules about the code itself: modules import only from modules before them, only some touch files, and files are
//! short.

use std::fs;
use std::path::{Path, PathBuf};

/// The modules in order: each may import only from those before it.
const ORDER: &[&str] = &[
    "error",
    "invisible",
    "url",
    "collation",
    "workers",
    "reads",
    "memo",
    "typeface",
    "theme",
    "diagnostic",
    "source",
    "hosting",
    "parse",
    "locale",
    "model",
    "link",
    "compare",
    "check",
    "analysis",
    "pages",
    "publish",
    "render",
    "compiled",
    "linkcheck",
    "diff",
    "serve",
    "lsp",
    "command",
];

/// The modules that may access the file system.
const TOUCH_FILES: &[&str] = &["source", "publish", "command"];

fn files() -> Vec<(String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let entries = walkdir::WalkDir::new(&root).sort_by_file_name().into_iter().map(|e| e.expect("an entry"));
    entries
        .filter(|entry| {
            entry.path().extension().is_some_and(|e| e == "rs")
                && !entry.path().components().any(|c| c.as_os_str() == "tests")
        })
        .map(|entry| {
            let path = entry.path().strip_prefix(&root).expect("below").to_path_buf();
            let first = path.components().next().expect("a name").as_os_str().to_string_lossy();
            (
                first.trim_end_matches(".rs").to_string(),
                path,
                fs::read_to_string(entry.path()).expect("a file"),
            )
        })
        .collect()
}

/// Returns the code of a file, without its tests and comments.
fn code(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text);
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_module_imports_only_from_modules_before_it() {
    for (module, path, text) in files() {
        let Some(own) = ORDER.iter().position(|name| *name == module) else { continue };
        let mut imported: Vec<&str> = Vec::new();
        let code = code(&text);
        for part in code.split("crate::").skip(1) {
            if let Some(group) = part.strip_prefix('{') {
                imported.extend(
                    group
                        .split('}')
                        .next()
                        .unwrap_or("")
                        .split(',')
                        .map(|name| name.trim().split("::").next().unwrap_or("")),
                );
            } else {
                imported.push(part.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or(""));
            }
        }
        for name in imported {
            if let Some(other) = ORDER.iter().position(|known| *known == name) {
                assert!(other <= own, "{} imports `{name}`, which comes after it", path.display());
            }
        }
    }
}

#[test]
fn only_some_modules_access_files_or_the_clock() {
    for (module, path, text) in files() {
        let text = code(&text);
        if !TOUCH_FILES.contains(&module.as_str()) {
            // The number of an error accesses no file.
            let text = text.replace("rustix::io::Errno", "");
            assert!(
                !["std::fs", "rustix::fs", "rustix::io"].iter().any(|files| text.contains(files)),
                "{} touches files",
                path.display()
            );
        }
        let writes_dates = path == Path::new("command/today.rs");
        assert!(writes_dates || !text.contains("SystemTime"), "{} reads the clock", path.display());
    }
}

#[test]
fn one_module_makes_the_paths_of_content_files() {
    for (_, path, text) in files() {
        let makes_paths = path == Path::new("parse/content_file.rs");
        assert!(
            makes_paths || !code(&text).contains("format!(\"content/"),
            "{} makes the path of a content file; use `FileKind::path`",
            path.display()
        );
    }
}

/// The declaration of a kind of page is the only place that knows it, so that adding one changes no other code.
#[test]
fn kinds_of_pages_are_told_apart_only_where_they_are_declared() {
    for (module, path, text) in files() {
        if module == "pages" || path.starts_with("model/route.rs") {
            continue;
        }
        for line in code(&text).lines() {
            let pattern = line.split("=>").next().filter(|_| line.contains("=>")).unwrap_or("");
            let is_pattern = pattern.contains("Route::")
                || line.trim_start().starts_with("| Route::")
                || line.contains("let Route::")
                || line.contains("matches!(") && line.contains("Route::");
            let calls = ["Route::find", "Route::listed_single_pages", "Route::SINGLE_PAGES"];
            assert!(
                !is_pattern || calls.iter().any(|call| line.contains(call)),
                "{} matches a kind of page; put the question into `PageKind`: {line}",
                path.display()
            );
        }
    }
}

#[test]
fn files_are_short_and_have_module_docs() {
    for (_, path, text) in files() {
        assert!(text.starts_with("//!"), "{} has no module documentation", path.display());
        let lines = code(&text).lines().count();
        assert!(lines <= 400, "{} has {lines} lines", path.display());
    }
}

#[test]
fn every_rule_is_registered_and_every_module_is_in_the_order() {
    let checks = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/check/mod.rs"))
        .expect("the rules");
    for (module, path, _) in files() {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let is_no_rule =
            matches!(name.as_str(), "mod" | "age" | "context" | "suppressions" | "texts" | "uses");
        if module == "check" && !is_no_rule {
            assert!(checks.contains(&format!("{name}::RULE")), "the rule `{name}` is not registered");
        }
        assert!(
            ORDER.contains(&module.as_str()) || matches!(module.as_str(), "lib" | "main" | "cli"),
            "`{module}` has no place in the order"
        );
    }
}

/// `render/compact.rs` removes comments line by line, and a line of a template literal could look like one.
#[test]
fn no_template_literal_of_a_script_spans_lines() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("static/assets");
    let mut read = 0;
    for entry in walkdir::WalkDir::new(root).into_iter().map(|entry| entry.expect("an entry")) {
        if entry.path().extension().is_some_and(|extension| extension == "js") {
            let text = fs::read_to_string(entry.path()).expect("a script");
            for line in text.lines().filter(|line| !line.trim_start().starts_with(['/', '*'])) {
                read += 1;
                assert!(line.matches('`').count().is_multiple_of(2), "{}: {line}", entry.path().display());
            }
        }
    }
    assert!(read > 1000, "{read}");
}
