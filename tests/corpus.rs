//! The fuzzing corpus: seeds, and inputs that a fuzzer found. Each is run through its target, and `check` and `build`
//! of a site with it agree.

#[path = "../fuzz/site.rs"]
mod site;

use std::path::Path;

use crate::support::Project;
use rolebook::command::{Check, check};
use rolebook::link;
use rolebook::publish::Interrupt;

fn corpus(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    // Files that a fuzzer adds are named by a hash; they are not kept.
    let is_kept = |name: &String| name.len() != 40;
    crate::support::tree(&folder).into_iter().filter(|(name, _)| is_kept(name)).collect()
}

#[test]
fn every_target_accepts_its_corpus() {
    for (target, run) in site::TARGETS {
        let corpus = corpus(target);
        assert!(!corpus.is_empty(), "{target} has a corpus");
        for (_, bytes) in &corpus {
            run(bytes);
        }
    }
}

#[test]
fn check_passes_exactly_when_a_build_does() {
    let base = site::FILES.iter().fold(Project::empty(), |project, (path, text)| project.file(path, text));
    let mut tried = Vec::new();
    for (name, bytes) in corpus("facts") {
        tried.extend(site::DATA.iter().map(|path| (*path, name.clone(), bytes.clone())));
    }
    for (name, bytes) in corpus("front_matter") {
        tried.extend(site::TEXTS.iter().map(|path| (*path, name.clone(), bytes.clone())));
    }
    let article = |text: &[u8]| [site::HEAD.as_bytes(), text].concat();
    for (name, bytes) in corpus("markdown") {
        tried.push(("content/articles/a.md", name, article(&bytes)));
    }
    for (name, bytes) in corpus("references") {
        tried.push(("content/articles/a.md", name, article(site::named(&bytes).as_bytes())));
    }
    for (name, bytes) in corpus("templates") {
        tried.push(("templates/pages/term.html", name, bytes));
    }
    tried.extend(corpus("files").into_iter().map(|(name, bytes)| ("static/a.svg", name, bytes)));
    for (path, name, bytes) in tried {
        let built = base.clone().file(path, bytes).build();
        let wanted =
            Check { root: built.folder.path().join("site"), link: link::Options::default(), max_age: None };
        let (report, _) = check(&wanted, &Interrupt::never()).expect("the machine is sound");
        assert_eq!(report, built.outcome.report, "{name} as {path}");
        assert_eq!(report.errors() == 0, built.outcome.published.is_some(), "{name} as {path}");
    }
}
