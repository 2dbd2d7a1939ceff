//! P: the file system and the process. The tests run the program in a temporary folder.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

use crate::support::place::{Place, SECRET};
use crate::support::{Project, tree};

impl Place {
    fn run(&self, command: &str) -> Output {
        run(&self.path("site"), &self.path("out"), command, |_| {})
    }

    /// Asserts the status and the message, the same for `check` and `build`, without a secret in either.
    fn refused(&self, code: &str, words: &str) {
        for command in ["check", "build"] {
            let done = self.run(command);
            let printed = String::from_utf8_lossy(&done.stderr);
            assert_eq!(done.status.code(), Some(1), "{command}: {printed}");
            assert!(
                printed.contains(&format!("error[{code}]")) && printed.contains(words),
                "{command}: {printed}"
            );
            assert!(!printed.contains(SECRET), "{command}: {printed}");
        }
        assert!(!self.path("out").exists(), "nothing was published");
    }
}

fn run(root: &Path, output: &Path, command: &str, change: impl FnOnce(&mut Command)) -> Output {
    let mut started = Command::new(env!("CARGO_BIN_EXE_rolebook"));
    started.arg(command).arg("--root").arg(root);
    if command == "build" {
        started.arg("--output").arg(output);
    }
    change(&mut started);
    started.output().expect("the program starts")
}

fn utf8(done: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr))
}

#[test]
fn p1_links_are_refused_whatever_their_target() {
    for target in ["../../secret", ".", "/proc/self/environ", "nowhere", "loop.md"] {
        for name in ["content/pages/loop.md", "static/a.txt", "content/roles"] {
            let place = Place::new();
            let link = place.path("site").join(name);
            fs::create_dir_all(link.parent().expect("a folder")).expect("a folder");
            if link.is_dir() {
                fs::rename(&link, place.path("away")).expect("the folder goes");
            }
            symlink(target, &link).expect("a link");
            place.refused("file-kind", "is a symbolic link");
        }
    }
}

#[test]
fn p2_pipes_and_sockets_are_refused_at_once() {
    let place = Place::new();
    fs::create_dir_all(place.path("site/static")).expect("a folder");
    for name in ["content/site.yaml", "content/pages.md", "static/a.txt"] {
        let path = place.path("site").join(name);
        let _ = fs::remove_file(&path);
        let made = Command::new("mkfifo").arg(&path).status().expect("mkfifo is there");
        assert!(made.success());
    }
    let _socket = UnixListener::bind(place.path("site/content/tools.yml")).expect("a socket");
    place.refused("file-kind", "is not a regular file");
    let message = utf8(&place.run("check"));
    assert_eq!(message.matches("is not a regular file").count(), 4, "{message}");
}

#[test]
fn p3_a_folder_in_place_of_a_file_and_vice_versa() {
    let place = Place::new();
    fs::create_dir_all(place.path("site/content/articles/x.md")).expect("a folder");
    place.refused("file-kind", "is a folder with a file extension");
    let place = Place::new();
    fs::remove_dir_all(place.path("site/content")).expect("the folder goes");
    fs::write(place.path("site/content"), "x").expect("a file");
    place.refused("file-kind", "is not a folder");
}

#[test]
fn n5_p20_names_that_are_not_utf8_are_escaped() {
    let place = Place::new();
    let name = OsStr::from_bytes(b"\xff\x1b[31m.md");
    fs::create_dir_all(place.path("site/content/pages")).expect("a folder");
    fs::write(place.path("site/content/pages").join(name), "x").expect("a file");
    place.refused("file-name", "has a name that is not UTF-8");
    assert!(!utf8(&place.run("check")).contains('\u{1b}'));
}

#[test]
fn p6_a_hard_link_is_an_ordinary_file() {
    let place = Place::new();
    fs::create_dir_all(place.path("site/static")).expect("a folder");
    fs::hard_link(place.path("secret"), place.path("site/static/a.txt")).expect("a link");
    assert_eq!(place.run("build").status.code(), Some(0));
}

#[test]
fn p9_too_few_descriptors_are_a_system_error() {
    let place = Place::new();
    for limit in 4..20 {
        let done = Command::new("sh")
            .arg("-c")
            .arg(format!("ulimit -n {limit}; exec \"$0\" build --root \"$1\" --output \"$2\""))
            .args([env!("CARGO_BIN_EXE_rolebook").as_ref(), place.path("site").as_path(), &place.path("out")])
            .output()
            .expect("a shell");
        // With too few for the dynamic loader, the program does not start (127); otherwise a source may be unreadable
        // (1).
        let status = done.status.code();
        assert!(matches!(status, Some(0 | 1 | 3 | 127)), "{limit}: {status:?} {}", utf8(&done));
        assert!(!utf8(&done).contains("panicked"), "{limit}: {}", utf8(&done));
    }
    assert_eq!(place.run("build").status.code(), Some(0));
}

#[test]
fn p12_an_output_in_the_root_is_not_an_input() {
    let place = Place::new();
    let output = place.path("site/public");
    for expected in ["files written", "nothing changed"] {
        let done = run(&place.path("site"), &output, "build", |_| {});
        assert!(utf8(&done).contains(expected), "{}", utf8(&done));
    }
}

#[test]
fn p16_closed_outputs_change_neither_the_site_nor_the_status() {
    let place = Place::with(&Project::new().edit("content/roles/sre.yaml", "[book]", "[bok]"));
    for format in ["human", "json", "sarif", "github"] {
        let line = format!("\"$0\" check --root \"$1\" --format {format} >&- 2>&-; echo $?");
        let mut shell = Command::new("sh");
        shell
            .arg("-c")
            .arg(line)
            .args([env!("CARGO_BIN_EXE_rolebook").as_ref(), place.path("site").as_path()]);
        let done = shell.stderr(Stdio::null()).output().expect("a shell");
        assert_eq!(String::from_utf8_lossy(&done.stdout), "1\n", "{format}");
    }
}

#[test]
fn p17_it_needs_no_home_no_temporary_folder_and_no_working_directory() {
    let place = Place::new();
    let done = run(&place.path("site"), &place.path("out"), "build", |command| {
        command.env_remove("HOME").env("TMPDIR", "/nowhere");
    });
    assert_eq!(done.status.code(), Some(0), "{}", utf8(&done));
    let line = "mkdir gone && cd gone && rmdir ../gone && exec \"$0\" build --root \"$1\" --output \"$2\"";
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(line).current_dir(place.folder.path());
    shell.args([env!("CARGO_BIN_EXE_rolebook").as_ref(), place.path("site").as_path(), &place.path("out")]);
    let done = shell.output().expect("a shell");
    assert!(matches!(done.status.code(), Some(0 | 3)), "{}", utf8(&done));
}

#[test]
fn p18_p19_file_times_umask_and_locale_do_not_change_the_output() {
    let place = Place::new();
    assert_eq!(place.run("build").status.code(), Some(0));
    let first = tree(&place.path("out"));
    let odd = [
        SystemTime::UNIX_EPOCH - Duration::from_secs(1 << 30),
        SystemTime::UNIX_EPOCH + Duration::from_secs(1 << 32),
    ];
    for (number, time) in odd.into_iter().enumerate() {
        for path in ["content/site.yaml", "content/roles/sre.yaml"] {
            let file = fs::File::options().append(true).open(place.path("site").join(path)).expect("a file");
            file.set_modified(time).expect("a time");
        }
        let output = place.path(&format!("out-{number}"));
        let mut shell = Command::new("sh");
        shell.arg("-c").arg("umask 077; exec \"$0\" build --root \"$1\" --output \"$2\"");
        shell.args([env!("CARGO_BIN_EXE_rolebook").as_ref(), place.path("site").as_path(), &output]);
        let done = shell.env("LC_ALL", "tr_TR.UTF-8").env("TZ", "Pacific/Chatham").output().expect("a shell");
        assert_eq!(done.status.code(), Some(0), "{}", utf8(&done));
        assert!(tree(&output) == first);
    }
}

#[test]
fn p20_the_root_may_have_any_name() {
    for name in [b"with space".as_slice(), b"50%", b"a#b?c", b"'quoted\"", b"a\nb", b"\xff\xfe", b"-x"] {
        let folder = TempDir::new().expect("a folder");
        let root = folder.path().join(OsStr::from_bytes(name));
        Project::new().write(&root);
        let done = run(&root, &folder.path().join("out"), "build", |_| {});
        assert_eq!(done.status.code(), Some(0), "{name:?}: {}", utf8(&done));
    }
}
