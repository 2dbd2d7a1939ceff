//! A small site around fuzzed bytes, and its invariants: one function per fuzz target. `tests/corpus.rs` runs them
//! over the stored corpus too.

use std::sync::OnceLock;

use rolebook::analysis::Stopwatch;
use rolebook::compiled::CompiledSite;
use rolebook::diagnostic::{Report, github, human, json, sarif};
use rolebook::link;
use rolebook::model::{Route, Routes};
use rolebook::pages::{Components, Views};
use rolebook::render::PageName;
use rolebook::source::{Area, SourceFile, Sources};

/// A fuzz target.
pub(crate) type Target = fn(&[u8]);

/// All fuzz targets by name.
pub(crate) const TARGETS: &[(&str, Target)] = &[
    ("facts", facts),
    ("files", files),
    ("front_matter", front_matter),
    ("markdown", markdown),
    ("references", references),
    ("templates", templates),
];

/// The files of the site.
pub(crate) const FILES: &[(&str, &str)] = &[
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
    (
        "content/roles/dev.yaml",
        "name: Dev\nfamily: core\nsummary: S.\nfacts:\n  goal: {value: H, judgement: true, confidence: low}\n",
    ),
    (
        "content/salaries/survey.yaml",
        "title: S\nsource: book\npopulation: survey\nbasis: gross\nperiod: year\ncurrency: USD\nlicence: L\nmethod: M.\nfigures:\n  - {role: sre, region: us, year: 2025, n: 50, p25: 100000, median: 120000}\n  - {role: dev, region: us, year: 2025, n: 50, median: 110000}\n",
    ),
    ("content/glossary/slo.md", "---\nterm: SLO\nline: L.\n---\n## Here\n"),
];

/// The front matter of an article.
pub(crate) const HEAD: &str = "---\ntitle: A\nsummary: S.\npublished: 2026\nreviewed: 2026\n---\n";

/// Every kind of data file, in place of an existing one, and a further role.
pub(crate) const DATA: &[&str] = &[
    "content/roles/sre.yaml",
    "content/roles/new.yaml",
    "content/salaries/survey.yaml",
    "content/comparison.yaml",
    "content/sources.yaml",
    "content/tools.yaml",
    "content/skills.yaml",
    "content/site.yaml",
    "content/fit.yaml",
];

/// Every kind of file with front matter.
pub(crate) const TEXTS: &[&str] =
    &["content/articles/a.md", "content/glossary/b.md", "content/pages/c.md", "content/roles/sre.md"];

/// Fragments of texts that reference something.
const PIECES: &[&str] = &[
    "[@book]",
    "[@nope]",
    "[=sre.goal]",
    "[=sre.on-call]",
    "[=dev.on-call]",
    "[=sre.tools]",
    "[=sre.salary.us.median]",
    "[=sre.salary.survey.us.p25]",
    "[=dev.salary.us.p90]",
    "[](term:slo)",
    "[x](term:slo#here)",
    "[](role:sre)",
    "[x](role:sre#nope)",
    "[](compare:sre/dev)",
    "[x](compare:dev/sre#goal)",
    "[](tool:vim)",
    "[](source:book)",
    "[x](../glossary/slo.md#here)",
    "[x](../../static/a.png)",
    "[x](/compare/)",
    "[x](#a)",
    "```compare\n",
    "```salary\n",
    "roles: [sre, dev]\n",
    "rows: [goal, on-call]\n",
    "series: survey\n",
    "region: us\n",
    "```\n",
    "## a\n\n",
    "\n\n",
    " ",
    "*",
    "[",
    "]",
    "(",
    ")",
    "|",
    "\n",
    "- ",
    "> ",
    "[^1]",
    "\n[^1]: ",
    "![x]",
    "`",
    ":",
    "\\",
    "&#x5b;",
    "é",
];

/// YAML, as each kind of file in turn.
pub(crate) fn facts(bytes: &[u8]) {
    for path in DATA {
        check_site(path, bytes);
    }
}

/// The bytes of a file: decoding, hidden characters, and published static files.
pub(crate) fn files(bytes: &[u8]) {
    let (file, found) = SourceFile::new(Area::Content, "content/site.yaml".into(), bytes.to_vec());
    let text = file.text().unwrap_or("").to_string();
    for place in found.iter().filter_map(|found| found.place.as_ref()) {
        assert!(place.span.end as usize <= text.len().max(1), "{place:?} of {}", text.len());
        assert!(text.is_char_boundary(place.span.start as usize), "{place:?}");
    }
    format_all(&Report::new(found), |_| Some(&text));
    for name in ["static/a.svg", "static/a.png", "static/a.webp"] {
        SourceFile::new(Area::Static, name.into(), bytes.to_vec());
    }
}

/// The front matter of each kind of Markdown file.
pub(crate) fn front_matter(bytes: &[u8]) {
    for path in TEXTS {
        check_site(path, bytes);
    }
}

/// The text of an article.
pub(crate) fn markdown(bytes: &[u8]) {
    check_site("content/articles/a.md", &[HEAD.as_bytes(), bytes].concat());
}

/// References of every kind: the bytes select from the fragments.
pub(crate) fn references(bytes: &[u8]) {
    markdown(named(bytes).as_bytes());
}

/// The template of a term. Templates with loops are parsed but not drawn, because a loop need not end.
pub(crate) fn templates(bytes: &[u8]) {
    check_site("templates/pages/term.html", bytes);
}

/// Assembles the text that the bytes select.
pub(crate) fn named(bytes: &[u8]) -> String {
    bytes.iter().take(64).map(|byte| PIECES[usize::from(*byte) % PIECES.len()]).collect()
}

/// Puts bytes into the site at `path`, analyses all of it, draws the file's page if there is no error, and formats
/// the diagnostics in every output format.
fn check_site(path: &str, bytes: &[u8]) {
    let base = base();
    let (sources, found) = base.content.sources().clone().with(path, bytes.to_vec());
    let options = link::Options::default();
    let site = CompiledSite::new(Some(base), sources, found, &options, &mut Stopwatch::start());
    let (sources, report) = (site.content.sources(), &site.report);
    for place in report.diagnostics().iter().filter_map(|found| found.place.as_ref()) {
        let text = sources.text(&place.file).unwrap_or("");
        assert!(place.span.start <= place.span.end, "{place:?}");
        assert!(place.span.end as usize <= text.len().max(1), "{place:?} of {}", text.len());
    }
    format_all(report, |path| sources.text(path));
    let Some((model, renderer)) = site.drawable() else { return };
    let own = path.starts_with("templates/");
    // A site without errors can be drawn: the built-in templates must not fail.
    if own && bytes.windows(3).any(|word| word == b"for") {
        return;
    }
    let parts = Components::new(model, renderer).unwrap_or_else(|found| panic!("{found:?}"));
    let views = Views::new(model, &parts, renderer);
    let stem = path.rsplit_once('/').map_or("", |(_, name)| name).split('.').next().unwrap_or("");
    let of_file = |route: &Route| route.url(model).split('/').any(|part| part == stem);
    for route in Routes::new(model).iter_single().filter(|route| own || of_file(route)) {
        let name = PageName { path: &route.path(model), origin: &String::new };
        let drawn = views.of(route).and_then(|view| renderer.render(&view, &name, &mut Vec::new()));
        match drawn {
            Err(found) if own => format_all(&Report::new(vec![*found]), |path| sources.text(path)),
            drawn => drawn.unwrap_or_else(|found| panic!("{found:?}")),
        }
    }
}

/// The rest of the site, compiled once.
fn base() -> &'static CompiledSite {
    static BASE: OnceLock<CompiledSite> = OnceLock::new();
    BASE.get_or_init(|| {
        let (sources, found) = Sources::from_texts(FILES.iter().copied());
        let site =
            CompiledSite::new(None, sources, found, &link::Options::default(), &mut Stopwatch::start());
        assert_eq!(site.report.errors(), 0, "{:?}", site.report);
        site
    })
}

/// Formats a report in all output formats: no control character may reach a terminal.
fn format_all<'t>(report: &Report, text: impl Fn(&str) -> Option<&'t str>) {
    let acts = |c: char| c.is_control() && c != '\n' && c != '\t' && c != '\u{1b}';
    let drawn = human::emit(report, &text);
    assert!(!drawn.contains(acts), "{drawn:?}");
    let lines = github::emit(report, &text);
    let commands =
        lines.lines().filter(|line| line.starts_with("::error ") || line.starts_with("::warning "));
    let others = lines.lines().filter(|line| line.starts_with("::notice "));
    assert!(commands.count() == report.diagnostics().len() && others.count() < 2, "{lines:?}");
    json::emit(report, &text);
    // Explanations are a hundred kilobytes of SARIF, so this format is sampled.
    if report.diagnostics().len() % 8 == 1 {
        sarif::emit(report, &text, |_| None, None);
    }
}
