//! Publishing over a published tree that was modified gives the same result as a first publish.

use std::fs::{File, Permissions};
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;
use std::time::SystemTime;

use proptest::prelude::*;

use super::*;

const PATHS: [&str; 6] = [
    "compare/a-vs-b/index.html",
    "compare/c-vs-d/index.html",
    "index.html",
    "roles/a/index.html",
    "roles/b/index.html",
    "style.css",
];

/// The version of each page, if there is one.
type Version = [Option<u8>; PATHS.len()];

/// Returns a page's text. All texts have one length, so that a modification never shows in the length.
fn text(page: usize, version: u8) -> String {
    format!("page {page}, version {}", version % 10)
}

fn publish(project: &Project, version: &Version) -> Result<Summary, Error> {
    publish_while(project, version, || {})
}

/// Publishes a version; `meanwhile` runs after its pages were drawn.
fn publish_while(project: &Project, version: &Version, meanwhile: impl FnOnce()) -> Result<Summary, Error> {
    let texts: Vec<(&str, String)> = (0..PATHS.len())
        .filter_map(|page| version[page].map(|version| (PATHS[page], text(page, version))))
        .collect();
    let pages: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let root = project.root();
    let protected = Protected { root: &root, sources: &[] };
    // Waits for the lock, because a process that another test starts holds it for a moment.
    let stage = Output::claim(&project.output, &protected, project.generator, &project.interrupt)?.stage();
    draw(&stage, &pages)?;
    meanwhile();
    let inputs = version
        .iter()
        .fold(0, |all, page| all * 256 + page.map_or(0, |version| u128::from(version % 10) + 1));
    stage.publish(Inputs(inputs), b"")
}

/// Lists every path with its mode and bytes.
fn tree(top: &Path) -> BTreeMap<PathBuf, (u32, Vec<u8>)> {
    let mut found = BTreeMap::new();
    let mut folders = vec![top.to_owned()];
    while let Some(folder) = folders.pop() {
        let mode = fs::symlink_metadata(&folder).unwrap().permissions().mode();
        found.insert(folder.strip_prefix(top).unwrap().to_owned(), (mode, Vec::new()));
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let metadata = fs::symlink_metadata(&path).unwrap();
            if metadata.is_dir() {
                folders.push(path);
            } else {
                let bytes = fs::read(&path).unwrap();
                found.insert(
                    path.strip_prefix(top).unwrap().to_owned(),
                    (metadata.permissions().mode(), bytes),
                );
            }
        }
    }
    found
}

/// Returns the tree of a first publish.
fn cold(version: &Version) -> BTreeMap<PathBuf, (u32, Vec<u8>)> {
    let project = Project::in_memory();
    publish(&project, version).unwrap();
    tree(&project.output)
}

fn set_modified(path: &Path, time: SystemTime) {
    File::open(path).unwrap().set_modified(time).unwrap();
}

/// Runs a line of shell. A command that may fail ends with `|| :`: two names of one file cannot be copied onto each
/// other.
fn shell(folder: &Path, line: &str) {
    let done = Command::new("sh").arg("-ec").arg(line).current_dir(folder).output().unwrap();
    assert!(done.status.success(), "{line}: {}", String::from_utf8_lossy(&done.stderr));
}

/// A modification of a project's published tree, at one or two of its pages.
type Tamper = fn(&Project, page: &str, other: &str);

/// Modifications that people and their tools make to a published tree.
const TAMPERINGS: [(&str, Tamper); 22] = [
    ("rewrite in place, with the old time", |project, page, _| {
        rewrite(&project.out(page));
    }),
    ("rewrite, with a time long ago", |project, page, _| {
        fs::write(project.out(page), "page X, version X").unwrap();
        set_modified(&project.out(page), SystemTime::UNIX_EPOCH);
    }),
    ("truncate and write again", |project, page, _| {
        fs::write(project.out(page), "").unwrap();
        fs::write(project.out(page), "page X, version Y").unwrap();
    }),
    ("put an older copy back, with its time", |project, page, _| {
        if project.root().join("backup").join(page).exists() {
            shell(&project.root(), &format!("cp -p backup/{page} dist/{page} || :"));
        }
    }),
    ("move an older copy into place", |project, page, _| {
        if project.root().join("backup").join(page).exists() {
            shell(&project.root(), &format!("mv backup/{page} dist/{page} || :"));
        }
    }),
    ("put the whole older copy back, over the new files", |project, _, _| {
        if project.root().join("backup").exists() {
            shell(&project.root(), "cp -a backup/. dist/ || :");
        }
    }),
    ("put an older manifest back", |project, _, _| {
        if project.root().join("backup").exists() {
            shell(&project.root(), "mv backup/.rolebook-manifest dist/.rolebook-manifest || :");
        }
    }),
    ("make a copy for later", |project, _, _| {
        shell(&project.root(), "rm -rf backup; cp -a dist backup");
    }),
    ("make a copy of hard links for later, as backups do", |project, _, _| {
        shell(&project.root(), "rm -rf backup; cp -al dist backup");
    }),
    ("write through a hard link that lies elsewhere", |project, page, _| {
        let elsewhere = project.root().join("elsewhere");
        let _ = fs::remove_file(&elsewhere);
        fs::hard_link(project.out(page), &elsewhere).unwrap();
        rewrite(&elsewhere);
    }),
    ("write later through a hard link that lies elsewhere", |project, page, _| {
        let elsewhere = project.root().join("elsewhere");
        if elsewhere.exists() {
            rewrite(&elsewhere);
        }
        let _ = fs::remove_file(&elsewhere);
        fs::hard_link(project.out(page), &elsewhere).unwrap();
    }),
    ("swap two files", |project, page, other| {
        swap(&project.out(page), &project.out(other));
    }),
    ("swap two folders, and touch the manifest", |project, page, other| {
        let (page, other) = (project.out(page), project.out(other));
        if page.parent() != Some(&project.output) && other.parent() != Some(&project.output) {
            swap(page.parent().unwrap(), other.parent().unwrap());
        }
        shell(&project.output, "touch .rolebook-manifest");
    }),
    ("move a folder away and back", |project, page, _| {
        let folder = project.out(page).parent().unwrap().to_owned();
        if folder != project.output {
            fs::rename(&folder, project.root().join("away")).unwrap();
            fs::rename(project.root().join("away"), folder).unwrap();
        }
    }),
    ("change the mode of a file", |project, page, _| {
        fs::set_permissions(project.out(page), Permissions::from_mode(0o600)).unwrap();
    }),
    ("change the modes of folders", |project, page, _| {
        let mut folder = project.out(page);
        while folder.pop() && folder.starts_with(&project.output) {
            fs::set_permissions(&folder, Permissions::from_mode(0o700)).unwrap();
        }
    }),
    ("change every mode, and back but for one", |project, page, _| {
        shell(
            &project.output,
            "chmod -R 700 .; find . -type d -exec chmod 755 {} +; chmod 644 .rolebook-manifest",
        );
        fs::set_permissions(project.out(page), Permissions::from_mode(0o644)).unwrap();
    }),
    ("remove a file", |project, page, _| fs::remove_file(project.out(page)).unwrap()),
    ("replace the tree by a copy", |project, _, _| {
        shell(&project.root(), "cp -a dist copy; rm -rf dist; mv copy dist");
    }),
    ("replace the tree by a copy without times and modes", |project, _, _| {
        shell(&project.root(), "umask 077; cp -r dist copy; rm -rf dist; mv copy dist");
    }),
    ("restore the tree from an archive", |project, page, _| {
        rewrite(&project.out(page));
        shell(&project.root(), "tar cf dist.tar dist; rm -rf dist; tar xf dist.tar; rm dist.tar");
    }),
    ("rewrite, then give every file one time, the manifest too", |project, page, _| {
        rewrite(&project.out(page));
        shell(&project.output, "find . -exec touch {} +; touch -d 2099-01-01 .rolebook-manifest");
    }),
];

/// Writes other bytes of the same length and restores the file's modification time.
fn rewrite(path: &Path) {
    let metadata = fs::metadata(path).unwrap();
    let length = usize::try_from(metadata.len()).unwrap();
    let mut file = File::options().write(true).open(path).unwrap();
    file.write_all(&vec![b'!'; length]).unwrap();
    file.set_modified(metadata.modified().unwrap()).unwrap();
}

fn swap(one: &Path, other: &Path) {
    if one != other {
        let between = one.with_file_name("between");
        fs::rename(one, &between).unwrap();
        fs::rename(other, one).unwrap();
        fs::rename(between, other).unwrap();
    }
}

/// Modifies a tree, publishes, and compares with a first publish. A refused output is removed first.
fn tamper_and_publish(
    project: &Project,
    tampering: usize,
    pages: [usize; 2],
    before: &Version,
    after: &Version,
) {
    let (name, tamper) = TAMPERINGS[tampering];
    let there: Vec<&str> = (0..PATHS.len())
        .filter(|page| before[*page].is_some() && project.out(PATHS[*page]).exists())
        .map(|page| PATHS[page])
        .collect();
    if !there.is_empty() {
        tamper(project, there[pages[0] % there.len()], there[pages[1] % there.len()]);
    }
    match publish(project, after) {
        Ok(_) => {}
        Err(Error::Refused { .. }) => {
            fs::remove_dir_all(&project.output).unwrap();
            publish(project, after).unwrap();
        }
        Err(error) => panic!("{name}: {error}"),
    }
    assert!(tree(&project.output) == cold(after), "{name}: {before:?} → {after:?}");
    // The next run trusts the result of this one.
    let manifest = state(&project.out(".rolebook-manifest"));
    assert_eq!(publish(project, after).unwrap().made, 0, "{name}");
    assert_eq!(state(&project.out(".rolebook-manifest")), manifest, "{name}");
}

#[test]
fn every_modification_is_undone_by_publishing_the_same_site_or_another() {
    let same = [Some(1); PATHS.len()];
    let mut other = same;
    other[2] = Some(2);
    for tampering in 0..TAMPERINGS.len() {
        for after in [same, other] {
            for pages in [[0, 1], [2, 5], [3, 4]] {
                let project = Project::in_memory();
                // A backup of another version, published in the same place.
                publish(&project, &[Some(3); PATHS.len()]).unwrap();
                shell(&project.root(), "cp -a dist backup");
                publish(&project, &same).unwrap();
                tamper_and_publish(&project, tampering, pages, &same, &after);
            }
        }
    }
}

#[test]
fn a_modified_output_is_never_up_to_date() {
    let version = [Some(1); PATHS.len()];
    for (name, tamper) in TAMPERINGS {
        let project = Project::in_memory();
        publish(&project, &version).unwrap();
        let before = tree(&project.output);
        tamper(&project, PATHS[0], PATHS[3]);
        if tree(&project.output) != before
            && let Ok(output) = project.claim()
        {
            let inputs = output.manifest.as_ref().and_then(|manifest| manifest.inputs);
            assert_eq!(output.up_to_date(|| inputs), None, "{name}");
        }
    }
}

#[test]
fn a_kept_file_that_is_modified_through_an_open_descriptor_is_written_again() {
    let project = Project::in_memory();
    let version = [Some(1); PATHS.len()];
    publish(&project, &version).unwrap();
    let mut file = File::options().write(true).open(project.out(PATHS[0])).unwrap();
    let mut other = version;
    other[2] = Some(2);
    publish(&project, &other).unwrap();
    file.write_all(b"!").unwrap();
    publish(&project, &other).unwrap();
    assert!(tree(&project.output) == cold(&other));
}

#[test]
fn a_file_that_is_modified_during_a_build_is_reported_and_replaced_by_the_next() {
    let version = [Some(1); PATHS.len()];
    let mut other = version;
    other[2] = Some(2);
    // A kept file in the published site and in the staging folder, and a file that was just written there.
    for (folder, page) in [("dist", 0), (".dist.staging-0/site", 2)] {
        let project = Project::in_memory();
        publish(&project, &version).unwrap();
        let modify = || rewrite(&project.root().join(folder).join(PATHS[page]));
        let summary = publish_while(&project, &other, modify).unwrap();
        assert_eq!(summary.modified, [PathBuf::from(PATHS[page])], "{folder}");
        assert!(tree(&project.output) != cold(&other), "{folder}");
        assert!(publish(&project, &other).unwrap().modified.is_empty(), "{folder}");
        assert!(tree(&project.output) == cold(&other), "{folder}");
    }
}

#[test]
fn a_foreign_file_that_is_added_during_a_build_is_refused_by_the_next() {
    let project = Project::in_memory();
    let version = [Some(1); PATHS.len()];
    let add = || fs::write(project.root().join(".dist.staging-0/site/roles/a/note.txt"), "mine").unwrap();
    publish_while(&project, &version, add).unwrap();
    let refused = publish(&project, &version).unwrap_err().to_string();
    assert!(refused.contains("roles/a/note.txt"), "{refused}");
}

#[test]
fn without_a_seal_bytes_are_compared_and_nothing_is_written() {
    let project = Project::in_memory();
    let version = [Some(1); PATHS.len()];
    publish(&project, &version).unwrap();
    shell(&project.root(), "cp -r --preserve=mode dist copy; rm -rf dist; mv copy dist");
    assert_eq!(publish(&project, &version).unwrap().made, 0);
    rewrite(&project.out(PATHS[0]));
    assert_eq!(publish(&project, &version).unwrap().made, 1);
    assert!(tree(&project.output) == cold(&version));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_of_modifications_and_publishes_gives_the_result_of_a_first_publish(
        steps in prop::collection::vec(
            (0..TAMPERINGS.len(), any::<[usize; 2]>(), prop::array::uniform6(prop::option::weighted(0.9, 0u8..3))),
            1..8,
        )
    ) {
        let project = Project::in_memory();
        let mut before = [Some(0); PATHS.len()];
        publish(&project, &before).unwrap();
        for (tampering, pages, after) in steps {
            tamper_and_publish(&project, tampering, pages, &before, &after);
            before = after;
        }
    }
}
