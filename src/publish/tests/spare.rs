//! The site before the last one, on which the next one is built.

use super::super::staging_folder::names;
use super::*;

const SITE: &[(&str, &str)] = &[("index.html", "home"), ("roles/sre.html", "sre"), ("tools/a.html", "a")];
const NEXT: &[(&str, &str)] = &[("index.html", "new home"), ("roles/sre.html", "sre"), ("tools/a.html", "a")];

fn project() -> Project {
    Project { spare_from: 1, ..Project::in_memory() }
}

fn staging(project: &Project) -> PathBuf {
    project.output.with_file_name(names("dist".as_ref()).next().unwrap())
}

/// Returns `true` if the next build trusts the change times of the published files.
fn is_sealed(project: &Project) -> bool {
    project.claim().unwrap().seal.is_some()
}

#[test]
fn the_replaced_site_becomes_the_next_one() {
    let project = project();
    project.publish(SITE).unwrap();
    assert_eq!(project.beside(), ["content", "dist"]);
    let sre = inode(&project.out("roles/sre.html"));
    project.publish(NEXT).unwrap();
    assert_eq!(project.beside(), [".dist.staging-0", "content", "dist"]);
    assert_eq!(fs::read_to_string(staging(&project).join(".gitignore")).unwrap(), "*\n");
    for pages in [SITE, NEXT, NEXT, SITE] {
        project.publish(pages).unwrap();
        assert_eq!(project.pages(), owned(pages));
        assert_eq!(inode(&project.out("roles/sre.html")), sre);
        assert!(is_sealed(&project));
    }
    // Every second site is in the same folder.
    let before = inode(&staging(&project).join("site"));
    project.publish(NEXT).unwrap();
    assert_eq!(inode(&project.output), before);
    assert_eq!(project.beside(), [".dist.staging-0", "content", "dist"]);
}

#[test]
fn without_the_output_the_spare_is_removed() {
    let project = project();
    project.publish(SITE).unwrap();
    project.publish(NEXT).unwrap();
    fs::remove_dir_all(&project.output).unwrap();
    project.publish(SITE).unwrap();
    assert_eq!(project.beside(), ["content", "dist"]);
    assert_eq!(project.pages(), owned(SITE));
}

#[test]
fn a_site_that_becomes_small_has_no_spare() {
    let mut project = project();
    project.publish(SITE).unwrap();
    project.publish(NEXT).unwrap();
    project.spare_from = 10;
    project.publish(SITE).unwrap();
    assert_eq!(project.beside(), ["content", "dist"]);
    assert_eq!(project.pages(), owned(SITE));
}

#[test]
fn a_foreign_file_in_the_spare_is_never_published_and_stays() {
    let project = project();
    project.publish(SITE).unwrap();
    project.publish(NEXT).unwrap();
    fs::write(staging(&project).join("site/roles/mine.txt"), "precious").unwrap();
    let stage = project.stage();
    draw(&stage, SITE).unwrap();
    let summary = stage.publish(Inputs(1), b"").unwrap();
    assert_eq!(project.pages(), owned(SITE));
    let [left] = &summary.left_behind[..] else { panic!("{summary:?}") };
    assert_eq!(files(left), BTreeMap::from([("roles/mine.txt".to_owned(), b"precious".to_vec())]));
    project.publish(NEXT).unwrap();
    assert_eq!(project.pages(), owned(NEXT));
}

#[test]
fn a_run_that_is_killed_on_the_spare_costs_only_the_spare() {
    let project = project();
    project.publish(SITE).unwrap();
    project.publish(NEXT).unwrap();
    let stage = project.stage();
    draw(&stage, &[("index.html", "third")]).unwrap();
    assert!(staging(&project).join(".rolebook-drawing").exists());
    // As if the process had ended: the lock is gone, and nothing is cleaned up.
    let copy = project.folder.path().join("copy");
    shell(&project.root(), "cp -a .dist.staging-0 ../copy");
    drop(stage);
    fs::rename(copy, staging(&project)).unwrap();
    assert_eq!(project.pages(), owned(NEXT));
    project.publish(SITE).unwrap();
    assert_eq!(project.pages(), owned(SITE));
    assert_eq!(project.beside(), [".dist.staging-0", "content", "dist"]);
}

fn shell(folder: &Path, command: &str) {
    let done = std::process::Command::new("sh").args(["-c", command]).current_dir(folder).status().unwrap();
    assert!(done.success(), "{command}");
}

/// Files that can replace a folder and the other way round, and folders that become empty.
const PATHS: [&str; 11] =
    ["a", "a/b", "a/b/c", "b/index.html", "b/c/d", "b/e", "c/1", "c/2", "c/3", "index.html", "z/y/x/w"];

/// Damages a tree in one of several ways, without leaving a trace in modification times where that is possible.
fn tamper(tree: &Path, path: &str, way: u64) {
    let file = tree.join(path);
    let Ok(found) = fs::metadata(&file) else { return };
    if !found.is_file() {
        return;
    }
    let text = fs::read_to_string(&file).unwrap();
    let wrong: String = text.chars().rev().collect();
    let touch = format!("touch -r '{0}.was' '{0}'; rm '{0}.was'", file.display());
    let keep = format!("cp -p '{0}' '{0}.was'", file.display());
    shell(tree, &keep);
    match way {
        0 => fs::write(&file, wrong).unwrap(),
        1 => {
            fs::remove_file(&file).unwrap();
            fs::write(&file, wrong).unwrap();
        }
        2 => fs::remove_file(&file).unwrap(),
        _ => {
            fs::remove_file(&file).unwrap();
            std::os::unix::fs::symlink("/etc/hostname", &file).unwrap();
        }
    }
    shell(tree, if way < 2 { touch.clone() } else { format!("rm -f '{}.was'", file.display()) }.as_str());
}

/// `SEEDS=200` tries more than every test run does.
fn seeds() -> u64 {
    std::env::var("SEEDS").ok().and_then(|seeds| seeds.parse().ok()).unwrap_or(12)
}

#[test]
fn after_any_builds_and_any_damage_the_output_is_that_of_a_cold_build() {
    for seed in 0..seeds() {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) + 1;
        let mut below = |end: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % end
        };
        let project = project();
        let mut sealed = 0;
        for step in 0..40 {
            let mut pages: Vec<(&str, String)> = Vec::new();
            for path in PATHS {
                let blocked = pages.iter().any(|(other, _)| path.starts_with(&format!("{other}/")));
                if !blocked && below(4) > 0 {
                    pages.push((path, format!("{path} {}", below(3))));
                }
            }
            let pages: Vec<(&str, &str)> = pages.iter().map(|(path, text)| (*path, text.as_str())).collect();
            project.publish(&pages).unwrap();
            let mut expected = owned(&pages);
            expected.sort();
            assert_eq!(project.pages(), expected, "seed {seed}, step {step}");
            sealed += u32::from(is_sealed(&project));
            let spare = staging(&project).join("site");
            let (path, way) = (PATHS[usize::try_from(below(11)).unwrap()], below(4));
            match below(5) {
                0 => tamper(&project.output, path, way),
                1 if spare.exists() => tamper(&spare, path, way),
                2 if spare.exists() => {
                    tamper(&spare, path, way);
                    tamper(&project.output, path, way);
                }
                _ => {}
            }
            // A link in the output is a foreign entry, which its owner has to remove.
            for path in PATHS {
                let file = project.out(path);
                if file.symlink_metadata().is_ok_and(|found| found.is_symlink()) {
                    fs::remove_file(file).unwrap();
                }
            }
        }
        assert!(sealed > 20, "seed {seed}: {sealed} of 40 are sealed");
    }
}
