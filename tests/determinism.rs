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
