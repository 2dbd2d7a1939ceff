//! The symbols of a site: every location that names one resolves to it, and it lists every location that names it.

use std::path::Path;

use crate::support::Project;
use rolebook::analysis::Snapshot;
use rolebook::diagnostic::{Location, Span};
use rolebook::link::Options;
use rolebook::model::{Idx as _, Symbol};
use rolebook::parse::markdown::{ParsedPlaceholder, ParsedProse, Target};
use rolebook::source::{Sources, read};

fn snapshot(project: &Project) -> Snapshot {
    let files = project.files();
    let texts = files.iter().map(|(path, bytes)| (path.as_str(), std::str::from_utf8(bytes).expect("text")));
    let (sources, found) = Sources::from_texts(texts);
    Snapshot::new(sources, found, &Options::default())
}

/// The location of the `n`-th occurrence of a text in a file, without the part before the `|` in `marked`.
fn at(site: &Snapshot, file: &str, marked: &str) -> Location {
    let (before, name) = marked.split_once('|').unwrap_or(("", marked));
    let text = site.sources().text(file).expect("a text");
    let found = text.find(&[before, name].concat()).unwrap_or_else(|| panic!("`{marked}` in {file}"));
    let start = found + before.len();
    Location { file: file.into(), span: Span::new(start, start + name.len()) }
}

/// Checks that both directions agree for every location of a site, and returns the number of locations.
fn assert_consistent(site: &Snapshot) -> usize {
    let mut count = 0;
    for defined in site.symbols() {
        assert_eq!(site.resolve(&defined.location).as_ref(), Some(&defined.symbol), "{defined:?}");
        let references = site.references(&defined.symbol);
        assert!(references.contains(&defined.location), "{defined:?} is not among {references:?}");
        assert!(references.is_sorted());
        for location in references {
            assert_eq!(site.resolve(location).as_ref(), Some(&defined.symbol), "{location:?}");
            let text = site.sources().text(&location.file).unwrap_or_default();
            let word = &text[location.span.start as usize..location.span.end as usize];
            let is_name =
                word.is_empty() || word.contains(&defined.name) || matches_form(&defined.symbol, word);
            assert!(is_name, "`{word}` in {location:?} names {defined:?}");
            count += 1;
        }
    }
    count
}

/// Returns `true` if a symbol may be written in this form, which does not contain its name.
fn matches_form(symbol: &Symbol, word: &str) -> bool {
    match symbol {
        // Headings by their text, and former ids of roles.
        Symbol::Heading(..) => word.starts_with('#') || word.contains('\n'),
        Symbol::Role(_) => !word.is_empty(),
        // A link to the file of a comparison.
        Symbol::Address(_) => word.contains("-vs-"),
        _ => false,
    }
}

const ARTICLE: &str = "---
title: T
summary: S.
published: 2026
reviewed: 2026
roles: [sre]
---
## First part

A [tool](tool:grafana), a [](term:slo#use), [x](../glossary/slo.md), [y](../roles/sre.md#on-call) and
[z](#first-part). A fact [=sre.goal] and a figure [=sre.salary.pay.us.median] [@book].
[p](compare:sre/platform-engineer#goal), [q](/compare/), [r](../tools.yaml), [s](b.md#only), ![i](../../static/i.png)

```compare
roles: [sre, platform-engineer]
rows: [goal]
```
";

fn small() -> Project {
    Project::new()
        .file("content/articles/a.md", ARTICLE)
        .file("content/articles/b.md", "---\ntitle: T\nsummary: S.\npublished: 2026\nreviewed: 2026\n---\n## Only\n\n[](a.md)\n")
        .file("content/articles/c.md", "---\ntitle: T\nsummary: S.\npublished: 2026\nreviewed: 2026\ndraft: true\n---\n[](a.md)\n")
        .file("content/glossary/slo.md", "---\nterm: SLO\nline: L.\nsources: [book]\n---\n## Use\n")
        .file("content/roles/sre.md", "---\nreviewed: 2026\n---\n## On call\n")
        .file("content/salaries/pay.yaml", "title: P\nsource: book\npopulation: survey\nbasis: gross\nperiod: year\ncurrency: USD\nlicence: L\nmethod: M.\nfigures: [{role: sre, region: us, year: 2025, n: 40, median: 120}]\n")
        .file("static/i.png", "x")
}

#[test]
fn a_location_resolves_to_the_symbol_that_lists_it() {
    let site = snapshot(&small());
    assert_consistent(&site);
    let definition = |file: &str, marked: &str| at(&site, file, marked);
    let whole = |file: &str| Location { file: file.into(), span: Span::default() };
    let article = "content/articles/a.md";
    let references = [
        (article, "roles: [|sre", whole("content/roles/sre.yaml")),
        (article, "tool:|grafana", definition("content/tools.yaml", "  |grafana")),
        (article, "term:|slo", whole("content/glossary/slo.md")),
        (article, "term:slo#|use", definition("content/glossary/slo.md", "## Use")),
        (article, "(|../glossary/slo.md", whole("content/glossary/slo.md")),
        (article, "(|../roles/sre.md", whole("content/roles/sre.yaml")),
        (article, "sre.md#|on-call", definition("content/roles/sre.md", "## On call")),
        (article, "(#|first-part", definition(article, "## First part")),
        (article, "[=|sre", whole("content/roles/sre.yaml")),
        (article, "[=sre.|goal", definition("content/comparison.yaml", "id: |goal")),
        (article, "salary.|pay", whole("content/salaries/pay.yaml")),
        (article, "pay.|us", definition("content/comparison.yaml", "id: |us")),
        (article, "[@|book", definition("content/sources.yaml", "  |book")),
        (article, "compare:|sre", whole("content/roles/sre.yaml")),
        (article, "compare:sre/|platform-engineer", whole("content/roles/platform-engineer.yaml")),
        (article, "engineer#|goal", definition("content/comparison.yaml", "id: |goal")),
        (article, "(|b.md", whole("content/articles/b.md")),
        (article, "b.md#|only", definition("content/articles/b.md", "## Only")),
        (article, "rows: [|goal", definition("content/comparison.yaml", "id: |goal")),
        ("content/articles/c.md", "(|a.md", whole(article)),
        ("content/salaries/pay.yaml", "source: |book", definition("content/sources.yaml", "  |book")),
        ("content/salaries/pay.yaml", "region: |us", definition("content/comparison.yaml", "id: |us")),
        ("content/roles/sre.yaml", "family: |core", definition("content/comparison.yaml", "id: |core")),
    ];
    for (file, marked, defined) in references {
        let location = at(&site, file, marked);
        let symbol = site.resolve(&location).unwrap_or_else(|| panic!("`{marked}` is no reference"));
        assert!(site.references(&symbol).contains(&location), "`{marked}` is not listed");
        let found = site.symbols().iter().find(|known| known.symbol == symbol).expect("a definition");
        assert_eq!(found.location, defined, "`{marked}`");
        // The position of a cursor in the middle of the name is enough.
        let middle = Span { start: location.span.end - 1, end: location.span.end - 1 };
        assert_eq!(site.resolve(&Location { span: middle, ..location }), Some(symbol));
    }
    // A page that no entity makes has no definition.
    let page = site.resolve(&at(&site, article, "(|/compare/")).expect("a reference");
    assert!(site.references(&page).contains(&at(&site, article, "(|/compare/")));
    assert!(site.symbols().iter().all(|known| known.symbol != page));
}

#[test]
fn a_location_without_a_name_resolves_to_nothing() {
    let site = snapshot(&small());
    for (file, marked) in
        [("content/articles/a.md", "title"), ("content/roles/sre.yaml", "summary"), ("content/no.md", "")]
    {
        let location = match site.sources().text(file) {
            Some(_) => at(&site, file, marked),
            None => Location { file: file.into(), span: Span::default() },
        };
        assert_eq!(site.resolve(&location), None, "{file}");
    }
    assert_eq!(site.references(&Symbol::Role(rolebook::model::RoleId::new(99))), []);
}

#[test]
fn a_symbol_keeps_its_references_when_another_file_changes() {
    let project = small();
    let first = snapshot(&project);
    let edited = first.sources().clone().with("content/articles/b.md", b"# x".to_vec());
    let next = first.next(edited.0, edited.1, &Options::default());
    let citation = at(&next, "content/articles/a.md", "[@|book");
    let symbol = next.resolve(&citation).expect("a source");
    assert!(next.references(&symbol).contains(&citation));
    assert!(next.references(&symbol).contains(&at(&next, "content/salaries/pay.yaml", "source: |book")));
}

/// Every reference of this repository resolves, and every placeholder of its texts is one.
#[test]
fn every_reference_of_this_repository_resolves_both_ways() {
    let (sources, found) = read(Path::new(env!("CARGO_MANIFEST_DIR")));
    let site = Snapshot::new(sources, found, &Options::default());
    let count = assert_consistent(&site);
    assert!(count > 5000, "{count}");
    let mut placeholders = 0;
    for document in site.documents() {
        let prose = document.body.prose().into_iter().flat_map(ParsedProse::placeholders);
        for placeholder in prose {
            let ids = match &placeholder.value {
                ParsedPlaceholder::Citation(id) => vec![id.span],
                ParsedPlaceholder::Fact(role, row) => vec![role.span, row.span],
                ParsedPlaceholder::Address(Target::Role(id, _) | Target::Tool(id) | Target::Term(id, _)) => {
                    vec![id.span]
                }
                ParsedPlaceholder::Address(Target::Pair(a, b, _)) => vec![a.span, b.span],
                ParsedPlaceholder::Address(Target::File(path, anchor)) if path.starts_with("content/") => {
                    let anchor = anchor.as_ref().and_then(|anchor| anchor.span);
                    [Some(Span { end: placeholder.span.start + 1, ..placeholder.span }), anchor]
                        .into_iter()
                        .flatten()
                        .collect()
                }
                _ => continue,
            };
            for span in ids {
                let location = Location { file: document.file.clone(), span };
                assert!(site.resolve(&location).is_some(), "{location:?}");
                placeholders += 1;
            }
        }
    }
    assert!(placeholders > 1000, "{placeholders}");
}
