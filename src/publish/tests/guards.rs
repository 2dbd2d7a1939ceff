//! Refused outputs, which must stay untouched.

use std::os::unix::fs::symlink;

use super::*;

/// Claims `output` in a project with neighbouring files. Expects a refusal that contains `because`, and no change on
/// the disk.
fn refuses(output: &str, because: &str) {
    let project = Project::new();
    let top = project.folder.path();
    for file in ["mine/precious.txt", "mine/.git/HEAD", "beside.txt", "links/real/page.html"] {
        fs::create_dir_all(top.join(file).parent().unwrap()).unwrap();
        fs::write(top.join(file), "precious").unwrap();
    }
    fs::create_dir_all(top.join("empty/.git")).unwrap();
    symlink("mine", top.join("link")).unwrap();
    symlink("../mine", top.join("links/roles")).unwrap();
    symlink("site/content", top.join("shortcut")).unwrap();
    let before = files(top);
    let message = refused(project.claim_at(&top.join(output)));
    assert!(message.contains(because), "{output}: {message}");
    assert!(message.contains("\n  help: "), "{message}");
    assert_eq!(files(top), before);
}

#[test]
fn an_output_that_could_harm_sources_or_other_files_is_refused() {
    for (output, because) in [
        ("site", "is or holds the site's root"),
        (".", "is or holds the site's root"),
        ("site/content/..", "is or holds the site's root"),
        ("site/content", "is or holds `"),
        ("site/content/out", "lies inside `"),
        ("site/content/new/../out", "lies inside `"),
        ("shortcut/out", "lies inside `"),
        ("site/static", "is or holds `"),
        ("site/static/out", "lies inside `"),
        ("mine", "was not made by rolebook and is not empty: `.git/`, `precious.txt`"),
        ("mine/.git", "lies inside a version control folder"),
        ("empty/.git/new", "lies inside a version control folder"),
        ("beside.txt", "is a file"),
        ("beside.txt/out", "lies below a file"),
        ("link", "is a symbolic link"),
        ("link/", "is a symbolic link"),
        ("links", "was not made by rolebook and is not empty: `real/`, `roles`"),
        ("/", "is the root of the file system"),
        ("/proc", "is a mount point"),
        ("/../..", "is the root of the file system"),
    ] {
        refuses(output, because);
    }
    let home = std::env::home_dir().unwrap();
    refuses(home.to_str().unwrap(), "home directory");
}

#[test]
fn an_empty_folder_and_a_new_folder_in_the_root_are_fine() {
    let project = Project::new();
    fs::create_dir(&project.output).unwrap();
    project.publish(&[("index.html", "home")]).unwrap();
    assert_eq!(project.pages(), owned(&[("index.html", "home")]));
    assert_eq!(project.beside(), ["content", "dist"]);
}

#[test]
fn foreign_files_in_a_published_site_are_refused_by_name() {
    let project = Project::new();
    project.publish(&[("roles/a.html", "a"), ("index.html", "home")]).unwrap();
    for name in ["CNAME", "roles/b.html", "roles/\u{1b}[31m.html"] {
        fs::write(project.out(name), "precious").unwrap();
    }
    fs::create_dir(project.out("empty")).unwrap();
    symlink("index.html", project.out("link.html")).unwrap();
    let before = files(&project.output);
    let message = refused(project.claim());
    assert!(
        message.contains("`CNAME`, `empty/`, `link.html`, `roles/\u{fffd}[31m.html`, `roles/b.html`"),
        "{message}"
    );
    assert!(message.contains("belong in `static/`"), "{message}");
    assert_eq!(files(&project.output), before);
}

#[test]
fn ten_of_many_foreign_files_are_named() {
    let project = Project::new();
    fs::create_dir(&project.output).unwrap();
    for n in 0..25 {
        fs::write(project.out(&format!("{n:02}")), "").unwrap();
    }
    let message = refused(project.claim());
    assert!(message.contains("`09` and 15 more") && !message.contains("`10`"), "{message}");
}

#[test]
fn a_page_that_was_replaced_by_a_link_or_a_folder_is_refused() {
    let project = Project::new();
    project.publish(&[("a.html", "a"), ("b/c.html", "c"), ("d.html", "d")]).unwrap();
    fs::remove_file(project.out("a.html")).unwrap();
    symlink("d.html", project.out("a.html")).unwrap();
    fs::remove_dir_all(project.out("b")).unwrap();
    symlink("../content", project.out("b")).unwrap();
    fs::remove_file(project.out("d.html")).unwrap();
    fs::create_dir(project.out("d.html")).unwrap();
    assert!(refused(project.claim()).contains("`a.html`, `b`, `d.html/`"));
}

#[test]
fn a_damaged_manifest_deletes_nothing() {
    let project = Project::new();
    project.publish(&[("index.html", "home")]).unwrap();
    let manifest = fs::read(project.out(".rolebook-manifest")).unwrap();
    fs::write(project.out(".rolebook-manifest"), &manifest[..manifest.len() - 3]).unwrap();
    let message = refused(project.claim());
    assert!(message.contains("damaged manifest") && message.contains("`index.html`"), "{message}");
    assert_eq!(project.pages(), owned(&[("index.html", "home")]));
    // A damaged manifest alone in its folder still marks the folder as ours.
    fs::remove_file(project.out("index.html")).unwrap();
    project.publish(&[("index.html", "home")]).unwrap();
}

#[test]
fn a_foreign_file_with_the_manifests_name_is_foreign() {
    let project = Project::new();
    fs::create_dir(&project.output).unwrap();
    fs::write(project.out(".rolebook-manifest"), "my notes").unwrap();
    assert!(refused(project.claim()).contains("not empty: `.rolebook-manifest`"));
}

#[test]
fn an_output_is_recognised_under_an_alias_of_its_path() {
    let project = Project::new();
    symlink(project.root(), project.folder.path().join("alias")).unwrap();
    let alias = project.folder.path().join("alias");
    assert!(refused(project.claim_at(&alias.join("content"))).contains("is or holds `"));
    project.publish(&[("index.html", "home")]).unwrap();
    assert!(project.claim_at(&alias.join("dist")).unwrap().up_to_date(|| Some(Inputs(1))).is_some());
}
