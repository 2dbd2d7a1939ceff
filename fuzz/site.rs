//! A small site around the bytes that are tried, and what must hold whatever they are.
#![allow(dead_code, reason = "each target uses what it needs of this")]

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use rolebook::check;
use rolebook::diagnostic::{Diagnostic, Report, Severity, github, human, json, sarif};
use rolebook::link::{self, link};
use rolebook::model::{Route, Routes};
use rolebook::parse::{Document, parse};
use rolebook::render::{Renderer, static_paths};
use rolebook::source::{Area, SourceFile, Sources};
use rolebook::view::Views;

const FILES: &[(&str, &str)] = &[
    ("content/site.yaml", "title: T\ndescription: D.\nbase_url: https://example.org/\nlanguage: en\n"),
    (
        "content/comparison.yaml",
        "families: [{id: core, label: Core, line: All.}]\ngroups: [{id: work, label: Work}]\nrows:\n  - {id: goal, group: work, label: Goal, kind: text, question: Q}\n  - {id: on-call, group: work, label: O, kind: scale, question: Q, levels: [{id: none, label: N}, {id: core, label: C}]}\n  - {id: tools, group: work, label: T, kind: tools, question: Q}\n  - {id: pay, group: work, label: P, kind: salary, question: Q}\nregions: [{id: us, label: US}]\n",
    ),
    (
        "content/sources.yaml",
        "sources:\n  book: {title: B, url: https://example.org/, publisher: P, published: 2016, accessed: 2026, seen: full}\n",
    ),
    (
        "content/tools.yaml",
        "categories: [{id: ops, label: O}]\ntools:\n  vim: {name: Vim, url: https://example.org/, category: ops, line: L.}\n",
    ),
    ("content/skills.yaml", "skills:\n  code: {name: Code, line: L.}\n"),
    (
        "content/roles/sre.yaml",
        "name: SRE\nfamily: core\nsummary: S.\nfacts:\n  goal: {value: G, sources: [book], confidence: high}\n  on-call: {level: core, judgement: true, confidence: low}\ntools: {ops: [vim]}\nskills: [code]\n",
    ),
    ("content/roles/dev.yaml", "name: Dev\nfamily: core\nsummary: S.\nfacts:\n  goal: {value: H, judgement: true, confidence: low}\n"),
    (
        "content/salaries/survey.yaml",
        "title: S\nsource: book\npopulation: survey\nbasis: gross\nperiod: year\ncurrency: USD\nlicence: L\nmethod: M.\nfigures:\n  - {role: sre, region: us, year: 2025, n: 50, p25: 100000, median: 120000}\n  - {role: dev, region: us, year: 2025, n: 50, median: 110000}\n",
    ),
    ("content/glossary/slo.md", "---\nterm: SLO\nline: L.\n---\n## Here\n"),
];

/// The rest of the site, parsed once.
fn parsed() -> &'static [(Arc<str>, Document)] {
    static PARSED: OnceLock<Vec<(Arc<str>, Document)>> = OnceLock::new();
    PARSED.get_or_init(|| {
        let (sources, found) = Sources::from_texts(FILES.iter().copied());
        assert!(found.is_empty(), "{found:?}");
        let documents = sources.area(Area::Content).map(|file| (Arc::clone(&file.path), parse(file)));
        documents.map(|(path, (document, _))| (path, document.expect("the site is sound"))).collect()
    })
}

/// The built-in templates, read once.
fn renderer() -> &'static (Renderer, Vec<String>) {
    static RENDERER: OnceLock<(Renderer, Vec<String>)> = OnceLock::new();
    RENDERER.get_or_init(|| {
        let (sources, _) = Sources::from_texts([]);
        (Renderer::new(&sources).0.expect("the built-in templates are sound"), static_paths(&sources))
    })
}

/// Puts a text into the site at `path`, looks at all of it, draws every page if that is wanted and there is no error, and
/// draws what is wrong for every surface.
pub fn look(path: &str, text: &str, draw: bool) {
    let (file, mut found) = SourceFile::new(Area::Content, path.into(), text.as_bytes().to_vec());
    let others = parsed().iter().filter(|(known, _)| **known != *path);
    let mut documents: Vec<Document> = others.map(|(_, document)| document.clone()).collect();
    if let Some(file) = file.as_ref().filter(|file| file.sound) {
        let (document, mut own) = parse(file);
        documents.extend(document);
        found.append(&mut own);
    }
    let errors = found.iter().filter(|found: &&Diagnostic| found.severity == Severity::Error);
    let broken: BTreeSet<Arc<str>> =
        errors.filter_map(|found| found.place.as_ref()).map(|place| Arc::clone(&place.file)).collect();
    let (renderer, statics) = renderer();
    let (model, mut unlinked) = link(&documents, broken.clone(), statics.clone(), &link::Options::default());
    found.append(&mut unlinked);
    found.append(&mut check::check(&check::Site { documents: &documents, broken: &broken, model: &model }));
    let text_of = |name: &str| match name == path {
        true => file.as_ref().and_then(SourceFile::text),
        false => FILES.iter().find(|(known, _)| *known == name).map(|(_, text)| *text),
    };
    for place in found.iter().filter_map(|found| found.place.as_ref()) {
        let text = text_of(&place.file).unwrap_or("");
        assert!(place.span.start <= place.span.end, "{place:?}");
        assert!(place.span.end as usize <= text.len().max(1), "{place:?} of {}", text.len());
    }
    let report = Report::new(found);
    show(&report, text_of);
    // What no rule complains about can be drawn: the built-in templates fail on nothing.
    if draw && report.errors() == 0 {
        let views = Views::new(&model, |part| renderer.part(part)).unwrap_or_else(|found| panic!("{found:?}"));
        let route = Routes::of(&model).iter().find(|route| matches!(route, Route::Article(_)));
        let route = route.expect("the article is there");
        let drawn = renderer.render(&views.of(route), &route.path(&model), &mut Vec::new());
        drawn.unwrap_or_else(|found| panic!("{found:?}"));
    }
}

/// Draws a report for all surfaces: nothing in it may act on a terminal.
pub fn show<'t>(report: &Report, text: impl Fn(&str) -> Option<&'t str>) {
    let acts = |c: char| c.is_control() && c != '\n' && c != '\t' && c != '\u{1b}';
    let drawn = human::emit(report, &text);
    assert!(!drawn.contains(acts), "{drawn:?}");
    let lines = github::emit(report, &text);
    assert_eq!(lines.lines().count(), report.diagnostics().len(), "{lines:?}");
    json::emit(report, &text);
    sarif::emit(report, &text);
}
