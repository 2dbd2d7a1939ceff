//! Deploys that break off at each request, two at once, and deploys to a folder that others use.

mod folders;
mod memory;

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fs;

use tempfile::TempDir;

use super::*;
use crate::publish::{Fingerprint, Inputs, Output, Protected};
use memory::Memory;

/// A folder with the output of a build.
struct Site {
    folder: TempDir,
}

impl Site {
    fn new() -> Site {
        Site { folder: tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap() }
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    /// Publishes pages, whose fingerprint is their text.
    fn build(&self, pages: &[(&str, &str)]) -> FinishedBuild {
        fs::create_dir_all(self.root().join("content")).unwrap();
        let sources = [self.root().join("content")];
        let protected = Protected { root: &self.root(), sources: &sources };
        let output = self.root().join("dist");
        let stage = Output::claim(&output, &protected, "rolebook 1", &Interrupt::never()).unwrap().stage();
        let mut writer = stage.writer();
        for (path, text) in pages {
            let fingerprint = Fingerprint(u128::from(content_hash(text.as_bytes())));
            let drawn = writer.page(path, fingerprint, |buffer| -> Result<(), Infallible> {
                buffer.extend_from_slice(text.as_bytes());
                Ok(())
            });
            assert!(drawn.is_ok(), "{path}");
        }
        drop(writer);
        stage.publish(Inputs(1), b"").unwrap();
        FinishedBuild::open(&output, &Interrupt::never()).unwrap()
    }

    fn options(&self, url: &str) -> Deploy {
        Deploy {
            root: self.root(),
            output: self.root().join("dist"),
            url: url.to_string(),
            is_dry_run: false,
            overwrite: false,
            redirects: Redirects::Pages,
        }
    }

    fn deploy(&self, build: &FinishedBuild, memory: &Memory) -> Result<DeployResult, Error> {
        run(&self.options("memory:"), &Session { build, destination: memory, interrupt: &Interrupt::never() })
    }
}

/// Each page names the asset after its `=`.
const OLD: &[(&str, &str)] = &[
    ("about/index.html", "about =one.css"),
    ("gone/index.html", "gone =gone.css"),
    ("gone.css", "gone"),
    ("index.html", "home =one.css"),
    ("one.css", "1"),
    ("sitemap.xml", "about gone"),
];
const NEW: &[(&str, &str)] = &[
    ("about/index.html", "about =one.css"),
    ("index.html", "new home =two.css"),
    ("new/index.html", "new =new.css"),
    ("new.css", "new"),
    ("one.css", "1 changed"),
    ("sitemap.xml", "about new"),
    ("two.css", "2"),
];

fn texts(pages: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
    pages.iter().map(|(path, text)| ((*path).to_string(), text.as_bytes().to_vec())).collect()
}

#[test]
fn only_changes_are_sent_in_the_order_of_the_steps() {
    let (site, memory) = (Site::new(), Memory::default());
    let first = site.deploy(&site.build(OLD), &memory).unwrap();
    assert_eq!((first.sent.len(), first.kept), (6, 0));
    assert_eq!(memory.site(), texts(OLD));
    memory.changes();
    let second = site.deploy(&site.build(NEW), &memory).unwrap();
    assert_eq!(memory.site(), texts(NEW));
    assert_eq!(second.kept, 1);
    let expected = [
        "put new.css",
        "put one.css",
        "put two.css",
        "put new/index.html",
        "put index.html",
        "put sitemap.xml",
        "delete gone/index.html",
        "delete gone.css",
    ];
    assert_eq!(memory.changes(), expected);
    let third = site.deploy(&site.build(NEW), &memory).unwrap();
    assert_eq!((third.sent, third.deleted, third.kept), (vec![], vec![], 7));
    assert_eq!(memory.log.lock().unwrap().len(), 0, "nothing is written when nothing changed");
}

#[test]
fn a_deploy_that_breaks_off_anywhere_leaves_a_site_that_works_and_the_next_one_finishes_it() {
    let site = Site::new();
    let (old, new) = (Site::new(), Site::new());
    let (old, new) = ((old.build(OLD), OLD), (new.build(NEW), NEW));
    for loses_response in [false, true] {
        for (before, (build, after)) in [(None, &old), (Some(&old), &new), (Some(&new), &old)] {
            for at in 0.. {
                let mut memory = Memory::default();
                if let Some((before, _)) = before {
                    site.deploy(before, &memory).unwrap();
                }
                memory.changes();
                memory.loses_response = loses_response;
                *memory.left.lock().unwrap() = Some(at);
                let broken = site.deploy(build, &memory);
                *memory.left.lock().unwrap() = None;
                let there = memory.site();
                for (path, bytes) in &there {
                    let text = String::from_utf8(bytes.clone()).unwrap();
                    if let Some((_, asset)) = text.split_once('=').filter(|_| path.ends_with(".html")) {
                        assert!(there.contains_key(asset), "{path} names {asset}, request {at}");
                    }
                }
                let sent = memory.changes();
                let is_pending = memory.files.lock().unwrap().contains_key(PENDING);
                let resumed = site.deploy(build, &memory).unwrap();
                assert_eq!(resumed.is_resumed, is_pending, "request {at}");
                assert_eq!(memory.site(), texts(after), "request {at}");
                let again = memory.changes();
                assert!(again.iter().all(|line| !sent.contains(line)), "{sent:?} then {again:?}");
                assert_eq!(site.deploy(build, &memory).unwrap().sent, Vec::<String>::new());
                assert_eq!(memory.changes(), Vec::<String>::new());
                if broken.is_ok() {
                    assert!(at > 6, "{at}");
                    break;
                }
            }
        }
    }
}

#[test]
fn after_broken_deploys_of_several_builds_nothing_is_forgotten() {
    let site = Site::new();
    let third: &[(&str, &str)] = &[("index.html", "third =one.css"), ("one.css", "1")];
    let sites = [Site::new(), Site::new(), Site::new()];
    let builds = [sites[0].build(OLD), sites[1].build(NEW), sites[2].build(third)];
    // Every pair of requests at which two deploys in a row break off.
    for first in 1..12 {
        for second in 0..14 {
            let memory = Memory::default();
            for (build, left) in [(&builds[0], first), (&builds[1], second)] {
                *memory.left.lock().unwrap() = Some(left);
                let _ = site.deploy(build, &memory);
            }
            *memory.left.lock().unwrap() = None;
            site.deploy(&builds[2], &memory).unwrap();
            assert_eq!(memory.site(), texts(third), "{first} {second}");
        }
    }
}

#[test]
fn a_deploy_ends_when_another_one_takes_over() {
    let site = Site::new();
    let build = site.build(OLD);
    let mut memory = Memory::default();
    memory.before_change = Some(Box::new(|memory: &Memory| {
        if memory.log.lock().unwrap().len() == 4 {
            *memory.is_taken.lock().unwrap() = true;
        }
    }));
    let ended = site.deploy(&build, &memory).expect_err("it ends");
    assert!(ended.to_string().contains("another deploy"), "{ended}");
    let files = memory.files.lock().unwrap();
    assert!(files.contains_key(PENDING) && !files.contains_key(record::RECORD));
}

#[test]
fn what_no_deploy_put_there_is_neither_replaced_nor_deleted() {
    let site = Site::new();
    let memory = Memory::default();
    let put = |path: &str, text: &str| {
        memory.files.lock().unwrap().insert(path.to_string(), (None, text.as_bytes().to_vec()));
    };
    put("index.html", "precious");
    put("other.html", "precious too");
    let build = site.build(OLD);
    let refused = site.deploy(&build, &memory).expect_err("it is refused");
    assert!(matches!(&refused, Error::Refused { what, .. } if what.contains("`index.html`")), "{refused}");
    assert_eq!(memory.log.lock().unwrap().len(), 0);
    let overwrite = Deploy { overwrite: true, ..site.options("memory:") };
    let interrupt = Interrupt::never();
    run(&overwrite, &Session { build: &build, destination: &memory, interrupt: &interrupt }).unwrap();
    assert_eq!(memory.site()["index.html"], b"home =one.css");
    assert_eq!(memory.site()["other.html"], b"precious too");
    // A file of an earlier deploy that someone changed stays too.
    put("gone.css", "improved");
    drop(build);
    let result = site.deploy(&site.build(NEW), &memory).unwrap();
    assert_eq!(
        (result.left, result.deleted),
        (vec!["gone.css".to_string()], vec!["gone/index.html".to_string()])
    );
    assert_eq!(memory.site()["gone.css"], b"improved");
}

#[test]
fn a_dry_run_changes_nothing() {
    let (site, memory) = (Site::new(), Memory::default());
    site.deploy(&site.build(OLD), &memory).unwrap();
    memory.log.lock().unwrap().clear();
    let build = site.build(NEW);
    let dry = Deploy { is_dry_run: true, ..site.options("memory:") };
    let interrupt = Interrupt::never();
    let planned = run(&dry, &Session { build: &build, destination: &memory, interrupt: &interrupt }).unwrap();
    assert_eq!(memory.log.lock().unwrap().len(), 0);
    let done = site.deploy(&build, &memory).unwrap();
    assert_eq!((planned.sent, planned.deleted, planned.bytes), (done.sent, done.deleted, done.bytes));
}

#[test]
fn headers_come_from_one_table_the_sites_own_rules_and_redirect_pages() {
    let site = Site::new();
    let refresh = "<noscript><meta http-equiv=\"refresh\" content=\"0; url=/a/\"></noscript>";
    let build = site.build(&[
        ("_headers", "# allow host-config: a test\n/a/*\n  Cache-Control: no-cache\n"),
        ("a/index.html", "a"),
        ("b/index.html", refresh),
        ("card.png", "png"),
    ]);
    let of = |is_stored, redirects, path: &str, text: &str| {
        let headers = Headers::of(&build, is_stored, redirects).unwrap();
        headers
            .of_file(path, text.as_bytes())
            .into_iter()
            .map(|(name, value)| format!("{name}: {value}"))
            .collect::<Vec<_>>()
    };
    let html = "content-type: text/html; charset=utf-8";
    assert_eq!(of(true, Redirects::Pages, "a/index.html", "a"), ["cache-control: no-cache", html]);
    let revalidate = "cache-control: public, max-age=0, must-revalidate";
    assert_eq!(of(true, Redirects::Pages, "b/index.html", refresh), [revalidate, html]);
    let location = "x-amz-website-redirect-location: /a/";
    assert_eq!(of(true, Redirects::Metadata, "b/index.html", refresh), [revalidate, html, location]);
    assert_eq!(of(true, Redirects::Metadata, "card.png", refresh).len(), 2);
    assert_eq!(of(false, Redirects::Metadata, "b/index.html", refresh), Vec::<String>::new());
}

#[test]
fn an_output_that_is_no_finished_build_is_refused() {
    let site = Site::new();
    let output = site.root().join("dist");
    let open = || {
        FinishedBuild::open(&output, &Interrupt::never()).map(drop).expect_err("it is refused").to_string()
    };
    assert!(open().contains("does not exist"));
    fs::create_dir_all(&output).unwrap();
    assert!(open().contains("was not made by rolebook"));
    fs::remove_dir(&output).unwrap();
    drop(site.build(OLD));
    fs::write(output.join("one.css"), "2").unwrap();
    assert!(open().contains("was modified after the build: `one.css`"), "{}", open());
    fs::remove_file(output.join("one.css")).unwrap();
    assert!(open().contains("was modified after the build: `one.css`"));
    drop(site.build(OLD));
    fs::write(output.join("foreign.html"), "x").unwrap();
    assert!(open().contains("has files that rolebook did not make: `foreign.html`"));
    fs::remove_file(output.join("foreign.html")).unwrap();
    let manifest = output.join(".rolebook-manifest");
    let bytes = fs::read(&manifest).unwrap();
    fs::write(&manifest, &bytes[..bytes.len() - 1]).unwrap();
    assert!(open().contains("damaged manifest"));
}

#[test]
fn a_build_waits_for_a_deploy_of_its_output() {
    let site = Site::new();
    let build = site.build(OLD);
    let descriptor = fs::File::open(site.root().join("dist")).unwrap();
    assert!(descriptor.try_lock().is_err());
    assert!(descriptor.try_lock_shared().is_ok(), "two deploys read at the same time");
    descriptor.unlock().unwrap();
    drop(build);
    assert!(descriptor.try_lock().is_ok());
}

#[test]
fn a_file_that_changes_while_it_is_deployed_is_never_sent() {
    let (site, memory) = (Site::new(), Memory::default());
    let build = site.build(OLD);
    fs::write(site.root().join("dist/one.css"), "2").unwrap();
    let refused = site.deploy(&build, &memory).expect_err("it is refused").to_string();
    assert!(refused.contains("was modified while it was deployed: `one.css`"), "{refused}");
    assert!(!memory.site().contains_key("one.css"));
}
