//! Deploys to a folder that others use.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::*;
use crate::command::deploy::record::FOLDER;
use crate::command::deploy::{folder, record};

/// Everything in a folder but the lists, by path.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.unwrap());
    let files = entries.filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            (
                entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_string(),
                fs::read(entry.path()).unwrap(),
            )
        })
        .filter(|(path, _)| !path.starts_with(FOLDER) && path != "_headers")
        .collect()
}

#[test]
fn a_folder_gets_the_files_of_the_build_and_keeps_those_of_others() {
    let site = Site::new();
    let place = site.folder.path().join("www");
    let options = site.options(&format!("file://{}", place.display()));
    let go = || deploy(&options, &Interrupt::never());
    drop(site.build(OLD));
    assert_eq!(go().unwrap().sent.len(), 7, "with _headers");
    assert_eq!(tree(&place), texts(OLD));
    fs::create_dir(place.join("mine")).unwrap();
    fs::write(place.join("mine/index.html"), "mine").unwrap();
    drop(site.build(NEW));
    go().unwrap();
    let mut expected = texts(NEW);
    expected.insert("mine/index.html".to_string(), b"mine".to_vec());
    assert_eq!(tree(&place), expected);
    assert!(!place.join("gone").exists(), "a folder that has become empty is removed");
    assert_eq!(go().unwrap().sent, Vec::<String>::new());
    // A page at the address of a foreign file.
    drop(site.build(&[("mine/index.html", "ours")]));
    assert!(matches!(go(), Err(Error::Refused { what, .. }) if what.contains("`mine/index.html`")));
    assert_eq!(tree(&place), expected);
    fs::write(place.join("mine/index.html"), "ours").unwrap();
    assert_eq!(go().unwrap().sent, Vec::<String>::new(), "an equal file is adopted");
}

#[test]
fn links_at_a_folder_are_not_followed() {
    let site = Site::new();
    let (place, outside) = (site.folder.path().join("www"), site.folder.path().join("outside"));
    fs::create_dir_all(&outside).unwrap();
    fs::create_dir_all(&place).unwrap();
    fs::write(outside.join("index.html"), "precious").unwrap();
    std::os::unix::fs::symlink(&outside, place.join("about")).unwrap();
    std::os::unix::fs::symlink(outside.join("index.html"), place.join("index.html")).unwrap();
    drop(site.build(OLD));
    let mut options = site.options(&format!("file://{}", place.display()));
    let refused = deploy(&options, &Interrupt::never()).expect_err("it is refused").to_string();
    assert!(refused.contains("`about/index.html`, `index.html`"), "{refused}");
    options.overwrite = true;
    assert!(deploy(&options, &Interrupt::never()).is_err(), "a link to a folder is never entered");
    assert_eq!(fs::read(outside.join("index.html")).unwrap(), b"precious");
    assert_eq!(fs::read_dir(&outside).unwrap().count(), 1);
}

#[test]
fn a_forged_list_is_refused_and_changes_nothing() {
    let site = Site::new();
    let place = site.folder.path().join("www");
    let options = site.options(&format!("file://{}", place.display()));
    drop(site.build(OLD));
    deploy(&options, &Interrupt::never()).unwrap();
    let outside = site.folder.path().join("precious");
    fs::write(&outside, "precious").unwrap();
    let hash = content_hash(b"precious");
    for text in [
        format!("{{\"rolebook\":1,\"files\":{{\"../precious\":\"{hash:016x}-8-00000000\"}}}}"),
        format!("{{\"rolebook\":1,\"files\":{{\"{}\":\"{hash:016x}-8-00000000\"}}}}", outside.display()),
        "not a list".to_string(),
        String::new(),
    ] {
        for list in [record::RECORD, PENDING] {
            let path = place.join(list);
            let before = fs::read(&path).ok();
            fs::write(&path, &text).unwrap();
            let refused = deploy(&options, &Interrupt::never()).expect_err("it is refused");
            assert_eq!(refused.exit_status(), 2, "{refused}");
            match before {
                Some(before) => fs::write(&path, before).unwrap(),
                None => fs::remove_file(&path).unwrap(),
            }
        }
    }
    assert_eq!(fs::read(&outside).unwrap(), b"precious");
    assert_eq!(tree(&place), texts(OLD));
    fs::remove_file(place.join(record::RECORD)).unwrap();
    std::os::unix::fs::symlink(&outside, place.join(record::RECORD)).unwrap();
    assert!(matches!(deploy(&options, &Interrupt::never()), Err(Error::Refused { .. })));
}

#[test]
fn a_folder_with_sources_or_the_build_is_refused() {
    let site = Site::new();
    drop(site.build(OLD));
    let root = site.root();
    for folder in ["", "dist", "dist/sub", "content", "content/new", "content/../dist"] {
        let url = format!("file://{}", root.join(folder).display());
        let refused = deploy(&site.options(&url), &Interrupt::never());
        assert!(matches!(refused, Err(Error::Refused { .. })), "{url}");
    }
    for url in [format!("file://{}", site.folder.path().display()), "file:///".to_string()] {
        assert!(
            matches!(deploy(&site.options(&url), &Interrupt::never()), Err(Error::Refused { .. })),
            "{url}"
        );
    }
    assert_eq!(tree(&root.join("dist")).len(), OLD.len() + 1);
    // Beside the build is fine.
    let url = format!("file://{}", root.join("www").display());
    deploy(&site.options(&url), &Interrupt::never()).unwrap();
}

#[test]
fn two_deploys_to_one_folder_do_not_mix() {
    let site = Site::new();
    drop(site.build(OLD));
    let place = site.folder.path().join("www");
    let running = folder::Folder::open(&place, false).unwrap();
    let refused = deploy(&site.options(&format!("file://{}", place.display())), &Interrupt::never());
    assert!(matches!(refused, Err(Error::Remote { .. })));
    drop(running);
    deploy(&site.options(&format!("file://{}", place.display())), &Interrupt::never()).unwrap();
}
