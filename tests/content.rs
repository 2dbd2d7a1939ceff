//! The site of this repository: built, and free of complaints.

mod support;

use std::path::Path;

use rolebook::command::{Build, build};
use rolebook::link;
use rolebook::model::{Route, Routes};
use rolebook::publish::Interrupt;
use support::html::{Element, Part};

#[test]
fn this_repositorys_site_builds_without_a_complaint_and_all_its_links_lead_somewhere() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let output = folder.path().join("out");
    let wanted = Build {
        root: Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf(),
        output: output.clone(),
        link: link::Options::default(),
    };
    let outcome = build(&wanted, &Interrupt::never()).expect("the machine is sound");
    let drawn = rolebook::diagnostic::human::emit(&outcome.report, |path| outcome.sources.text(path));
    assert!(outcome.report.is_empty(), "{}", anstream::adapter::strip_str(&drawn));
    let tree = support::tree(&output);
    support::assert_links(&tree);
    for (path, page) in tree.iter().filter(|(path, _)| path.starts_with("roles/") && path.len() > 16) {
        let page = Element::of(&String::from_utf8_lossy(page));
        let guide = page.all().into_iter().find(|element| element.has_class("guide")).expect("a guide");
        let words = words(guide);
        assert!((600..=1200).contains(&words), "{path} has {words} words");
    }
}

/// How many words of a guide are read: without its code, its charts and the numbers of its references.
fn words(element: &Element) -> usize {
    if matches!(element.name.as_str(), "pre" | "sup" | "svg") || element.has_class("pay") {
        return 0;
    }
    let own = element.parts.iter().map(|part| match part {
        Part::Text(text) => {
            text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
        }
        Part::Element(child) => words(child),
    });
    own.sum()
}

#[test]
fn a_route_and_its_address_say_the_same_thing() {
    let (sources, _) = rolebook::source::read(Path::new(env!("CARGO_MANIFEST_DIR")));
    let documents: Vec<_> = sources
        .area(rolebook::source::Area::Content)
        .filter_map(|file| rolebook::parse::parse(file).0.map(std::sync::Arc::new))
        .collect();
    let statics = rolebook::render::static_paths(&sources);
    let options = link::Options::default();
    let model = link::link(&documents, std::collections::BTreeSet::new(), statics, &options, None).model;
    let mut paths = std::collections::BTreeSet::new();
    for route in Routes::of(&model).iter() {
        assert_eq!(Route::find(&model, &route.url(&model)), Some(route), "{}", route.url(&model));
        assert!(paths.insert(route.path(&model)), "{} is the path of two routes", route.path(&model));
    }
    assert_eq!(model.roles.len(), 20);
    assert!(model.terms.len() >= 60, "{} terms", model.terms.len());
}
