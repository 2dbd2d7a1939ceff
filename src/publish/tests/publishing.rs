//! Publishing a site once and again.

use std::os::unix::fs::PermissionsExt as _;

use super::*;
use crate::publish::DrawOutcome;

const SITE: &[(&str, &str)] = &[
    ("compare/sre-vs-swe/index.html", "compare"),
    ("index.html", "home"),
    ("roles/sre/index.html", "sre"),
    ("roles/sre/levels/one.html", "one"),
    ("roles/swe/index.html", "swe"),
    ("styles.css", "css"),
];

#[test]
fn a_first_publish_writes_every_page_and_leaves_nothing_beside_the_output() {
    let project = Project::new();
    let summary = project.publish(SITE).unwrap();
    assert_eq!((summary.made, summary.kept, summary.removed, summary.bytes), (6, 0, 0, 23));
    assert_eq!(project.pages(), owned(SITE));
    assert_eq!(project.beside(), ["content", "dist"]);
}

#[test]
fn publishing_an_unchanged_site_touches_nothing() {
    let project = Project::new();
    project.publish(SITE).unwrap();
    let paths = ["", "index.html", "roles", "roles/sre/index.html", ".rolebook-manifest"];
    let before = paths.map(|path| state(&project.out(path)));
    let summary = project.publish(SITE).unwrap();
    assert_eq!((summary.made, summary.kept, summary.removed, summary.bytes), (0, 6, 0, 0));
    assert_eq!(paths.map(|path| state(&project.out(path))), before);
    assert_eq!(project.claim().unwrap().up_to_date(|| Some(Inputs(1))), Some((summary, &b""[..])));
    assert_eq!(project.claim().unwrap().up_to_date(|| Some(Inputs(2))), None);
}

#[test]
fn the_same_pages_from_other_inputs_update_only_the_manifest() {
    let project = Project::new();
    project.publish(SITE).unwrap();
    let before = state(&project.out("roles/sre/index.html"));
    let stage = project.stage();
    draw(&stage, SITE).unwrap();
    stage.publish(Inputs(2), b"a report").unwrap();
    assert_eq!(state(&project.out("roles/sre/index.html")), before);
    let output = project.claim().unwrap();
    assert_eq!(output.up_to_date(|| Some(Inputs(2))).unwrap().1, b"a report");
    drop(output);
    assert_eq!(project.beside(), ["content", "dist"]);
}

#[test]
fn a_changed_page_is_written_and_the_others_are_hard_linked() {
    let project = Project::new();
    project.publish(SITE).unwrap();
    let (home, sre) = (inode(&project.out("index.html")), inode(&project.out("roles/sre/index.html")));
    let mut changed = SITE.to_vec();
    changed[1].1 = "another home";
    let summary = project.publish(&changed).unwrap();
    assert_eq!((summary.made, summary.kept, summary.removed, summary.bytes), (1, 5, 0, 12));
    assert_eq!(project.pages(), owned(&changed));
    assert_ne!(inode(&project.out("index.html")), home);
    assert_eq!(inode(&project.out("roles/sre/index.html")), sre);
}

#[test]
fn a_page_that_is_kept_is_not_drawn() {
    let project = Project::new();
    project.publish(SITE).unwrap();
    let stage = project.stage();
    let mut writer = stage.writer();
    let drawn = writer.page("index.html", fingerprint("home"), |_| -> Result<(), ()> { panic!("drawn") });
    assert_eq!(drawn.unwrap(), DrawOutcome::Kept);
}

#[test]
fn a_removed_page_is_deleted_with_its_folder() {
    let project = Project::new();
    project.publish(SITE).unwrap();
    let summary = project.publish(&SITE[1..4]).unwrap();
    assert_eq!((summary.made, summary.kept, summary.removed), (0, 3, 3));
    assert_eq!(project.pages(), owned(&SITE[1..4]));
    assert!(!project.out("compare").exists());
    assert_eq!(project.beside(), ["content", "dist"]);
}

#[test]
fn over_a_thousand_pages_are_shared_by_two_threads() {
    let project = Project::new();
    let pages: Vec<(String, String)> =
        (0..1500).map(|n| (format!("compare/{n:04}/index.html"), format!("page {n}"))).collect();
    let pages: Vec<(&str, &str)> = pages.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    for (first, last) in [(0, 1000), (500, 1500), (499, 1500)] {
        let stage = project.stage();
        let middle = usize::midpoint(first, last);
        std::thread::scope(|scope| {
            scope.spawn(|| draw(&stage, &pages[first..middle]).unwrap());
            scope.spawn(|| draw(&stage, &pages[middle..last]).unwrap());
        });
        stage.publish(Inputs(0), b"").unwrap();
        assert_eq!(project.pages(), owned(&pages[first..last]));
        assert_eq!(project.beside(), ["content", "dist"]);
    }
}

#[test]
fn truncated_missing_and_edited_pages_are_written_again() {
    let project = Project::new();
    project.publish(SITE).unwrap();
    fs::write(project.out("index.html"), "ho").unwrap();
    fs::remove_dir_all(project.out("roles")).unwrap();
    // Same length, so only the time differs. The published file is older than this whole second.
    fs::write(project.out("styles.css"), "CSS").unwrap();
    let late = std::time::SystemTime::now() + Duration::from_secs(1);
    fs::File::options().append(true).open(project.out("styles.css")).unwrap().set_modified(late).unwrap();
    assert_eq!(project.claim().unwrap().up_to_date(|| Some(Inputs(1))), None);
    let summary = project.publish(SITE).unwrap();
    assert_eq!((summary.made, summary.kept, summary.removed), (5, 1, 0));
    assert_eq!(project.pages(), owned(SITE));
    assert!(project.claim().unwrap().up_to_date(|| Some(Inputs(1))).is_some());
}

#[test]
fn another_version_of_the_program_writes_everything_again() {
    let mut project = Project::new();
    project.publish(SITE).unwrap();
    project.generator = "rolebook 2";
    assert_eq!(project.claim().unwrap().up_to_date(|| Some(Inputs(1))), None);
    assert_eq!(project.publish(SITE).unwrap().made, 6);
    assert_eq!(project.publish(SITE).unwrap().kept, 6);
}

#[test]
fn the_same_site_has_the_same_manifest_whatever_was_published_before() {
    let (one, other) = (Project::new(), Project::new());
    one.publish(SITE).unwrap();
    other.publish(&[("gone.html", "gone"), ("index.html", "old home"), SITE[2]]).unwrap();
    let mut shuffled = SITE.to_vec();
    shuffled.reverse();
    other.publish(&shuffled).unwrap();
    assert_eq!(files(&one.output), files(&other.output));
}

#[test]
fn missing_parent_folders_are_made_together_with_the_site() {
    let mut project = Project::new();
    project.output = project.root().join("a/b/dist");
    let stage = project.stage();
    draw(&stage, SITE).unwrap();
    assert!(!project.root().join("a").exists());
    drop(stage);
    assert_eq!(fs::read_dir(project.root()).unwrap().count(), 1);
    project.publish(SITE).unwrap();
    assert_eq!(project.pages(), owned(SITE));
    assert_eq!(project.beside(), ["dist"]);
    assert_eq!(fs::read_dir(project.root()).unwrap().count(), 2);
}

#[test]
fn pages_can_be_read_by_a_web_server() {
    let project = Project::new();
    project.publish(SITE).unwrap();
    project.publish(&SITE[..5]).unwrap();
    let mode = |path| fs::metadata(project.out(path)).unwrap().permissions().mode() & 0o7777;
    for folder in ["", "roles", "roles/sre", "compare/sre-vs-swe"] {
        assert_eq!(mode(folder), 0o755, "{folder}");
    }
    for file in ["index.html", "roles/sre/levels/one.html", ".rolebook-manifest"] {
        assert_eq!(mode(file), 0o644, "{file}");
    }
}

/// Runs the test above in a process of its own under another umask, because the umask belongs to the process.
#[test]
fn pages_can_be_read_by_a_web_server_whatever_the_umask() {
    for umask in ["000", "077", "777"] {
        // Under 777 the test's own folders would be closed to everyone but root.
        if umask == "777" && !rustix::process::geteuid().is_root() {
            continue;
        }
        let test = "publish::tests::publishing::pages_can_be_read_by_a_web_server";
        let done = std::process::Command::new("sh")
            .args(["-c", "umask $0 && exec \"$@\"", umask])
            .arg(std::env::current_exe().unwrap())
            .args(["--exact", test])
            .output()
            .unwrap();
        let printed = String::from_utf8_lossy(&done.stdout);
        assert!(done.status.success() && printed.contains("1 passed"), "{umask}: {printed}");
    }
}

#[test]
#[should_panic(expected = "invariant: two pages have the path `a/index.html`")]
fn two_new_pages_with_one_path_are_a_bug() {
    let project = Project::new();
    draw(&project.stage(), &[("a/index.html", "1"), ("a/index.html", "2")]).ok();
}

#[test]
#[should_panic(expected = "invariant: two pages have the path `index.html`")]
fn a_kept_and_a_new_page_with_one_path_are_a_bug() {
    let project = Project::new();
    project.publish(SITE).unwrap();
    let stage = project.stage();
    draw(&stage, &[("index.html", "home"), ("index.html", "other")]).unwrap();
    stage.publish(Inputs(0), b"").ok();
}

#[test]
#[should_panic(expected = "is not the path of a page inside the output")]
fn a_page_outside_the_output_is_a_bug() {
    draw(&Project::new().stage(), &[("../index.html", "1")]).ok();
}

#[test]
fn an_error_in_drawing_stops_every_writer_and_publishes_nothing() {
    let project = Project::new();
    project.publish(SITE).unwrap();
    let stage = project.stage();
    draw(&stage, &[("new.html", "new")]).unwrap();
    let (mut one, mut other) = (stage.writer(), stage.writer());
    let failed = one.page("a.html", Fingerprint(1), |_| Err("no such role"));
    assert!(matches!(failed, Err(WriteError::Drawing("no such role"))));
    let after = other.page("b.html", Fingerprint(2), |_| -> Result<(), &str> { Ok(()) });
    assert!(matches!(after, Err(WriteError::Elsewhere)));
    drop((one, other));
    drop(stage);
    assert_eq!(project.pages(), owned(SITE));
    assert_eq!(project.beside(), ["content", "dist"]);
}
