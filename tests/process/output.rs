//! A standard output that cannot be written to.

use crate::support::Project;
use crate::{Place, behind, said};

// Only Linux has `/dev/full`.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_behind_the_output_is_a_failure_of_the_machine() {
    let place = Place::with(&Project::new().edit("content/roles/sre.yaml", "sources: [book], ", ""));
    for arguments in place.commands() {
        let done = behind("\"$@\" > /dev/full", &arguments);
        let for_people = arguments[0] == "check" && !arguments.contains(&"--format".to_string());
        if for_people || arguments.contains(&"github".to_string()) {
            // What they have to say goes to the errors.
            assert!(matches!(done.status.code(), Some(0 | 3)), "{arguments:?}: {}", said(&done));
            continue;
        }
        assert_eq!(done.status.code(), Some(3), "{arguments:?}: {}", said(&done));
        let errors = said(&done);
        assert!(
            errors.contains("error: writing to the standard output: ") && !errors.contains("panicked"),
            "{arguments:?}: {errors}"
        );
    }
    assert!(place.path("site/dist/index.html").exists(), "a build had published before it could not say so");
}

#[test]
fn a_reader_that_has_enough_is_no_failure() {
    let place = Place::with(&Project::new().edit("content/roles/sre.yaml", "sources: [book], ", ""));
    for arguments in place.commands() {
        for reader in ["head -c 1", "true"] {
            if matches!(&*arguments[0], "new" | "init") && reader == "true" {
                continue;
            }
            let done = behind(&format!("set -o pipefail; \"$@\" | {reader}"), &arguments);
            assert_eq!(done.status.code(), Some(0), "{arguments:?} | {reader}: {}", said(&done));
            assert!(!said(&done).contains("panicked"));
        }
    }
}

#[test]
fn a_day_that_is_none_is_refused_where_a_day_is_needed() {
    let place = Place::new();
    for day in ["", "x", "-1", "99999999999999999999", "253402300800", "0"] {
        for arguments in place.commands() {
            let needed = arguments[0] == "new"
                || arguments[0] == "init"
                || arguments.contains(&"--max-age".to_string());
            let done = behind(&format!("SOURCE_DATE_EPOCH='{day}' \"$@\""), &arguments);
            let expected = if needed { 2 } else { 0 };
            assert_eq!(done.status.code(), Some(expected), "{day} {arguments:?}: {}", said(&done));
            assert!(!needed || said(&done).contains("SOURCE_DATE_EPOCH"), "{}", said(&done));
        }
    }
}
