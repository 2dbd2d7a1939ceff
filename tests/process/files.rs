//! Files that are no plain files, wherever a command reads one.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::{Place, make_fifo, rolebook};

/// Puts something at a path.
type Trap = fn(&Path);

/// What somebody puts in the place of a file.
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
fn no_command_waits_for_a_trap_or_reads_it() {
    // Which file, the command that reads it, and the status: 1 where it is a source, 2 where it is not.
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
            let said = crate::said(&done);
            assert_eq!(done.status.code(), Some(expected), "{file}, {name}: {said}");
            assert!(began.elapsed() < Duration::from_secs(10), "{file}, {name}");
            assert!(!said.contains("PATH=") && !said.contains("panicked"), "{file}, {name}: {said}");
        }
    }
}

#[test]
fn a_folder_of_schemas_that_is_a_file_is_the_machines_failure() {
    let place = Place::new();
    fs::write(place.path("schemas"), "x").expect("a file");
    let done = rolebook().args(["schema"]).arg(place.path("schemas")).output().expect("the program starts");
    assert!(matches!(done.status.code(), Some(2 | 3)), "{}", crate::said(&done));
}
