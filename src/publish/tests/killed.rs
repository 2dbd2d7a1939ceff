//! Runs that are killed, interrupted, concurrent, or refused by the system.

use std::os::unix::fs::PermissionsExt as _;

use super::super::staging_folder::{exchange_by_renaming, names};
use super::*;

const SITE: &[(&str, &str)] = &[("index.html", "home"), ("roles/sre.html", "sre")];
const NEXT: &[(&str, &str)] = &[("index.html", "new home"), ("roles/sre.html", "sre")];

/// Leaves a staging folder as a killed run does: on the disk, and unlocked.
fn kill(project: &Project, pages: &[(&str, &str)]) {
    let stage = project.stage();
    draw(&stage, pages).unwrap();
    let staging = staging(project);
    let copy = project.folder.path().join("copy");
    copy_folder(&staging, &copy);
    drop(stage);
    fs::rename(copy, staging).unwrap();
}

fn staging(project: &Project) -> PathBuf {
    project.output.with_file_name(names("dist".as_ref()).next().unwrap())
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &to.join(entry.file_name()));
        } else {
            fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

#[test]
fn the_next_run_removes_what_a_killed_run_left_even_if_nothing_changed() {
    let project = Project::new();
    project.publish(SITE).unwrap();
    kill(&project, NEXT);
    assert_eq!(project.beside(), [".dist.staging-0", "content", "dist"]);
    assert!(project.claim().unwrap().up_to_date(|| Some(Inputs(1))).is_some());
    assert_eq!(project.beside(), ["content", "dist"]);
    assert_eq!(project.pages(), owned(SITE));
}

#[test]
fn the_next_run_removes_the_old_site_of_a_run_killed_after_the_exchange() {
    let project = Project::new();
    project.publish(NEXT).unwrap();
    let old = Project::new();
    old.publish(SITE).unwrap();
    let staging = staging(&project);
    fs::create_dir(&staging).unwrap();
    fs::rename(&old.output, staging.join("site")).unwrap();
    fs::write(staging.join(".rolebook-exchanging"), "").unwrap();
    fs::write(staging.join("site/roles/notes.txt"), "precious").unwrap();
    let output = project.claim().unwrap();
    let left = project.root().join("dist.left-behind-0");
    assert_eq!(output.up_to_date(|| Some(Inputs(1))).unwrap().0.left_behind, [left.canonicalize().unwrap()]);
    assert_eq!(files(&left), BTreeMap::from([("roles/notes.txt".to_owned(), b"precious".to_vec())]));
    assert_eq!(project.beside(), ["content", "dist", "dist.left-behind-0"]);
}

#[test]
fn the_next_run_removes_the_empty_folder_of_a_run_killed_before_or_after_its_marker() {
    let project = Project::new();
    fs::create_dir(staging(&project)).unwrap();
    project.publish(SITE).unwrap();
    assert_eq!(project.beside(), ["content", "dist"]);
}

#[test]
fn a_foreign_folder_with_a_staging_folders_name_survives() {
    let project = Project::new();
    let mine = staging(&project);
    fs::create_dir_all(mine.join("site")).unwrap();
    fs::write(mine.join("site/index.html"), "precious").unwrap();
    project.publish(SITE).unwrap();
    project.publish(NEXT).unwrap();
    assert_eq!(fs::read_to_string(mine.join("site/index.html")).unwrap(), "precious");
    assert_eq!(project.pages(), owned(NEXT));
    assert_eq!(project.beside(), [".dist.staging-0", "content", "dist"]);
}

#[test]
fn without_an_atomic_exchange_a_kill_between_two_renames_is_repaired() {
    let project = Project::new();
    project.publish(SITE).unwrap();
    let beside = fs::File::open(project.root()).unwrap();
    fs::create_dir_all(project.root().join("s/site")).unwrap();
    let [new, dist, old] = ["s/site", "dist", "s/old"].map(Path::new);
    exchange_by_renaming(std::os::fd::AsFd::as_fd(&beside), new, dist, old).unwrap();
    assert_eq!(fs::read_dir(&project.output).unwrap().count(), 0);
    assert!(project.root().join("s/site/index.html").exists());

    let staging = staging(&project);
    fs::create_dir(&staging).unwrap();
    fs::write(staging.join(".rolebook-exchanging"), "").unwrap();
    fs::remove_dir(&project.output).unwrap();
    fs::rename(project.root().join("s/site"), staging.join("old")).unwrap();
    fs::remove_dir(project.root().join("s")).unwrap();
    assert!(project.claim().unwrap().up_to_date(|| Some(Inputs(1))).is_some());
    assert_eq!(project.beside(), ["content", "dist"]);
}

#[test]
fn a_file_added_to_the_site_during_a_publish_is_left_behind_for_its_owner() {
    let project = Project::new();
    project.publish(SITE).unwrap();
    let stage = project.stage();
    draw(&stage, NEXT).unwrap();
    fs::write(project.out("roles/mine.txt"), "precious").unwrap();
    let summary = stage.publish(Inputs(0), b"").unwrap();
    assert_eq!(project.pages(), owned(NEXT));
    let [left] = &summary.left_behind[..] else { panic!("{summary:?}") };
    assert_eq!(files(left), BTreeMap::from([("roles/mine.txt".to_owned(), b"precious".to_vec())]));
    project.publish(SITE).unwrap();
    assert!(left.exists());
}

#[test]
fn a_signal_leaves_the_published_site_unchanged() {
    let project = Project::new();
    project.publish(SITE).unwrap();
    let before = files(&project.output);
    for moment in ["before a page", "before the exchange"] {
        let project = Project { interrupt: Interrupt::never(), ..project_like(&project) };
        let stage = project.stage();
        draw(&stage, &NEXT[..1]).unwrap();
        project.interrupt.raise(15);
        let error = match moment {
            "before a page" => draw(&stage, &NEXT[1..]).unwrap_err(),
            _ => stage.publish(Inputs(0), b"").unwrap_err(),
        };
        assert_eq!(error.exit_status(), 143, "{moment}");
    }
    assert_eq!(files(&project.output), before);
    assert_eq!(project.beside(), ["content", "dist"]);
}

/// A project on the same folders, for a concurrent run.
fn project_like(project: &Project) -> Project {
    let mut other = Project::new();
    other.output.clone_from(&project.output);
    other
}

#[test]
fn a_real_signal_sets_the_flag() {
    let interrupt = Interrupt::listen().unwrap();
    interrupt.check().unwrap();
    signal_hook::low_level::raise(signal_hook::consts::SIGTERM).unwrap();
    assert_eq!(interrupt.check().unwrap_err().exit_status(), 143);
}

#[test]
fn the_second_of_two_concurrent_runs_waits_and_then_fails() {
    let project = Project::new();
    for _ in 0..2 {
        let first = project.stage();
        draw(&first, SITE).unwrap();
        let second = project.claim().err().expect("the lock is held");
        assert!(matches!(second, Error::Locked { .. }) && second.exit_status() == 3, "{second}");
        first.publish(Inputs(1), b"").unwrap();
        assert!(project.claim().unwrap().up_to_date(|| Some(Inputs(1))).is_some());
    }
}

#[test]
fn runs_that_wait_for_each_other_all_succeed() {
    let project = Project::new();
    let root = project.root();
    let texts: Vec<String> = (0..24).map(|n| format!("home {n}")).collect();
    std::thread::scope(|scope| {
        for text in &texts {
            scope.spawn(|| {
                let protected = Protected { root: &root, sources: &[] };
                let output = Output::claim(&project.output, &protected, "1", &Interrupt::never()).unwrap();
                let stage = output.stage();
                draw(&stage, &[("index.html", text.as_str()), SITE[1]]).unwrap();
                stage.publish(Inputs(0), b"").unwrap();
            });
        }
    });
    assert_eq!(project.beside(), ["content", "dist"]);
    assert!(texts.contains(&project.pages()[0].1));
}

#[test]
fn an_output_that_was_replaced_during_a_run_is_not_touched() {
    let project = Project::new();
    project.publish(SITE).unwrap();
    let stage = project.stage();
    draw(&stage, NEXT).unwrap();
    fs::remove_dir_all(&project.output).unwrap();
    fs::create_dir(&project.output).unwrap();
    fs::write(project.out("mine.txt"), "precious").unwrap();
    assert_eq!(stage.publish(Inputs(0), b"").unwrap_err().exit_status(), 3);
    assert_eq!(fs::read_to_string(project.out("mine.txt")).unwrap(), "precious");
    assert_eq!(project.beside(), ["content", "dist"]);
}

#[test]
fn an_unwritable_folder_is_a_system_error() {
    let project = Project::new();
    project.publish(SITE).unwrap();
    let stage = project.stage();
    fs::set_permissions(project.root(), fs::Permissions::from_mode(0o555)).unwrap();
    let drawn = draw(&stage, NEXT);
    fs::set_permissions(project.root(), fs::Permissions::from_mode(0o755)).unwrap();
    // Permissions do not stop root.
    if let Err(error) = drawn {
        assert_eq!(error.exit_status(), 3);
    }
    drop(stage);
    assert_eq!(project.pages(), owned(SITE));
}
