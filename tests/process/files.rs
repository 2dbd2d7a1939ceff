//! Special files in place of plain ones, in every command that reads files.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::{Place, make_fifo, rolebook};

/// Creates something at a path.
type Trap = fn(&Path);

/// Kinds of special files.
const TRAPS: [(&str, Trap); 6] = [
    ("a link to a device without end", |path| symlink("/dev/zero", path).expect("a link")),
    ("a link to a secret", |path| symlink("/proc/self/environ", path).expect("a link")),
    ("a link to itself", |path| symlink(path, path).expect("a link")),
    ("a named pipe", |path| make_fifo(path)),
    ("a folder", |path| fs::create_dir(path).expect("a folder")),
    ("a gigabyte of nothing", |path| {
        fs::File::create(path).expect("a file").set_len(1 << 30).expect("a sparse file");
    }),
];

#[test]
fn no_command_blocks_on_or_reads_a_special_file() {
    // The file, the command that reads it, and the status: 1 if it is a source, else 2.
    let cases: [(&str, &[&str], i32); 10] = [
        ("site/.rolebook-links.json", &["check", "--external", "--root", "site"], 2),
        ("site/dist/.rolebook-manifest", &["build", "--root", "site"], 2),
        ("site/content/site.yaml", &["build", "--root", "site"], 1),
        ("site/content/site.yaml", &["check", "--root", "site", "--format", "sarif"], 1),
        ("site/content/site.yaml", &["check", "--root", "site", "--fix"], 1),
        ("site/content/tools.yaml", &["new", "tool", "A tool", "--root", "site"], 2),
        ("site/content/roles/new-one.md", &["new", "role", "New one", "--root", "site"], 2),
        ("site/templates/pages/role.html", &["check", "--root", "site"], 1),
        ("schemas/role.json", &["schema", "schemas", "--root", "site"], 2),
        ("new/content/site.yaml", &["init", "new"], 2),
    ];
    for (file, arguments, expected) in cases {
        for (name, trap) in TRAPS {
            let place = Place::new();
            let path = place.path(file);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            let _ = fs::remove_file(&path);
            trap(&path);
            let began = Instant::now();
            let limited =
                ["-c", "ulimit -v 4000000; exec timeout 20 \"$@\"", "bash", env!("CARGO_BIN_EXE_rolebook")];
            let mut shell = std::process::Command::new("bash");
            let done =
                shell.args(limited).args(arguments).current_dir(place.folder.path()).output().expect("bash");
            let printed = crate::utf8(&done);
            assert_eq!(done.status.code(), Some(expected), "{file}, {name}: {printed}");
            assert!(began.elapsed() < Duration::from_secs(10), "{file}, {name}");
            assert!(!printed.contains("PATH=") && !printed.contains("panicked"), "{file}, {name}: {printed}");
        }
    }
}

#[test]
fn a_file_in_place_of_the_schema_folder_is_a_system_error() {
    let place = Place::new();
    fs::write(place.path("schemas"), "x").expect("a file");
    let done = rolebook().args(["schema"]).arg(place.path("schemas")).output().expect("the program starts");
    assert!(matches!(done.status.code(), Some(2 | 3)), "{}", crate::utf8(&done));
}
