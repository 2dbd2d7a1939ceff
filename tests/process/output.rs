//! A standard output that cannot be written to.

use crate::support::Project;
use crate::{Place, behind, utf8};

// Only Linux has `/dev/full`.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_behind_standard_output_is_a_system_error() {
    let place = Place::with(&Project::new().edit("content/roles/sre.yaml", "sources: [book], ", ""));
    for arguments in place.commands() {
        let done = behind("\"$@\" > /dev/full", &arguments);
        let for_people = arguments[0] == "check" && !arguments.contains(&"--format".to_string());
        if for_people || arguments.contains(&"github".to_string()) {
            // Their results go to standard error.
            assert!(matches!(done.status.code(), Some(0 | 3)), "{arguments:?}: {}", utf8(&done));
            continue;
        }
        assert_eq!(done.status.code(), Some(3), "{arguments:?}: {}", utf8(&done));
        let errors = utf8(&done);
        assert!(
            errors.contains("error: writing to standard output: ") && !errors.contains("panicked"),
            "{arguments:?}: {errors}"
        );
    }
    assert!(place.path("site/dist/index.html").exists(), "the build was published before the output failed");
}

#[test]
fn a_closed_pipe_is_not_an_error() {
    let place = Place::with(&Project::new().edit("content/roles/sre.yaml", "sources: [book], ", ""));
    for arguments in place.commands() {
        for reader in ["head -c 1", "true"] {
            if matches!(&*arguments[0], "new" | "init") && reader == "true" {
                continue;
            }
            let done = behind(&format!("set -o pipefail; \"$@\" | {reader}"), &arguments);
            assert_eq!(done.status.code(), Some(0), "{arguments:?} | {reader}: {}", utf8(&done));
            assert!(!utf8(&done).contains("panicked"));
        }
    }
}

#[test]
fn an_invalid_date_is_refused_by_commands_that_need_one() {
    let place = Place::new();
    for day in ["", "x", "-1", "99999999999999999999", "253402300800", "0"] {
        for arguments in place.commands() {
            let needed = arguments[0] == "new"
                || arguments[0] == "init"
                || arguments.contains(&"--max-age".to_string());
            let done = behind(&format!("SOURCE_DATE_EPOCH='{day}' \"$@\""), &arguments);
            let expected = if needed { 2 } else { 0 };
            assert_eq!(done.status.code(), Some(expected), "{day} {arguments:?}: {}", utf8(&done));
            assert!(!needed || utf8(&done).contains("SOURCE_DATE_EPOCH"), "{}", utf8(&done));
        }
    }
}
