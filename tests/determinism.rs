//! Builds are reproducible: same input, same bytes.

use std::fs;
use std::path::Path;
use std::process::Command;

fn build(root: &Path, output: &Path, change: impl FnOnce(&mut Command)) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rolebook"));
    command.arg("build").arg("--root").arg(root).arg("--output").arg(output);
    change(&mut command);
    let done = command.output().expect("the program starts");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

fn tree(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(|e| e.expect("an entry"));
    entries
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            (
                entry.path().strip_prefix(folder).expect("below").display().to_string(),
                fs::read(entry.path()).expect("a file"),
            )
        })
        .collect()
}

#[test]
fn the_output_does_not_depend_on_folder_locale_time_zone_file_order_or_threads() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    build(here, &folder.path().join("a"), |_| {});
    let copy = folder.path().join("другой folder");
    let folders = ["content", "templates", "static"].map(|folder| walkdir::WalkDir::new(here.join(folder)));
    let mut files: Vec<_> =
        folders.into_iter().flatten().flatten().filter(|entry| entry.file_type().is_file()).collect();
    // File systems list files in order of creation, or in one of their own: this creates another order.
    files.sort_by_key(|entry| entry.file_name().to_string_lossy().chars().rev().collect::<String>());
    for entry in files {
        let to = copy.join(entry.path().strip_prefix(here).expect("below"));
        fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
        fs::copy(entry.path(), to).expect("a file");
    }
    build(&copy, &folder.path().join("b"), |command| {
        command.env("LC_ALL", "tr_TR.UTF-8").env("TZ", "Pacific/Apia").env_remove("HOME").current_dir("/");
    });
    // `taskset` restricts to one processor, and so to one thread. It exists only on Linux.
    let program = env!("CARGO_BIN_EXE_rolebook");
    let pinned: &[&str] =
        if cfg!(target_os = "linux") { &["taskset", "-c", "0", program] } else { &[program] };
    let one = Command::new(pinned[0])
        .args(&pinned[1..])
        .args(["build", "--root"])
        .arg(&copy)
        .arg("--output")
        .arg(folder.path().join("c"))
        .output()
        .expect("taskset is part of every Linux");
    assert!(one.status.success(), "{}", String::from_utf8_lossy(&one.stderr));
    let first = tree(&folder.path().join("a"));
    assert_eq!(different(&first, &tree(&folder.path().join("b"))), [""; 0]);
    assert_eq!(different(&first, &tree(&folder.path().join("c"))), [""; 0]);
}

/// The paths that only one of two trees has, or that have different bytes.
fn different<'t>(a: &'t [(String, Vec<u8>)], b: &'t [(String, Vec<u8>)]) -> Vec<&'t str> {
    let one_way = |from: &'t [(String, Vec<u8>)], to: &'t [(String, Vec<u8>)]| {
        from.iter().filter(move |file| !to.contains(file)).map(|(path, _)| path.as_str())
    };
    let mut paths: Vec<&str> = one_way(a, b).chain(one_way(b, a)).collect();
    paths.sort_unstable();
    paths.dedup();
    paths
}

#[test]
fn the_diagnostics_of_drawn_pages_do_not_depend_on_threads() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    for name in ["content", "templates", "static"] {
        for entry in walkdir::WalkDir::new(here.join(name)).into_iter().flatten() {
            let to = folder.path().join(entry.path().strip_prefix(here).expect("below"));
            if entry.file_type().is_dir() {
                fs::create_dir_all(to).expect("a folder");
            } else {
                fs::copy(entry.path(), to).expect("a file");
            }
        }
    }
    // Every page with figures links to this page, each to anchors that it no longer has.
    fs::create_dir_all(folder.path().join("templates/pages")).expect("a folder");
    let page =
        "{% extends \"shared/base.html\" %}\n{% block main %}<a href=\"/none/\">None</a>{% endblock %}\n";
    fs::write(folder.path().join("templates/pages/sources.html"), page).expect("a file");
    let check = |pinned: bool| {
        let program = env!("CARGO_BIN_EXE_rolebook");
        let mut command = Command::new(if pinned { "taskset" } else { program });
        if pinned {
            command.args(["-c", "0", program]);
        }
        let done = command.args(["check", "--root"]).arg(folder.path()).output().expect("the program starts");
        assert_eq!(done.status.code(), Some(1), "{}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stderr).expect("UTF-8")
    };
    let first = check(cfg!(target_os = "linux"));
    assert!(first.contains("broken-anchor") && first.contains("linked on `/"), "{first}");
    for _ in 0..8 {
        assert_eq!(check(false), first);
    }
}
