//! The site of this repository builds without diagnostics.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use crate::support::html::{Element, Part};
use rolebook::collation::CollationKey;
use rolebook::command::{Build, build};
use rolebook::compare::{self, Verdict};
use rolebook::link;
use rolebook::model::{Idx as _, Model, RoleId, Route, Routes};
use rolebook::parse::record::RowKind;
use rolebook::publish::Interrupt;

/// The files of this repository's site, built once for all tests.
static SITE: LazyLock<BTreeMap<String, Vec<u8>>> = LazyLock::new(|| {
    let folder = tempfile::TempDir::new().expect("a folder");
    let output = folder.path().join("out");
    let wanted = Build {
        root: Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf(),
        output: output.clone(),
        ..Build::default()
    };
    let outcome = build(&wanted, &Interrupt::never()).expect("the machine is sound");
    let drawn = rolebook::diagnostic::human::emit(&outcome.report, |path| outcome.sources.text(path));
    assert!(outcome.report.is_empty(), "{}", anstream::adapter::strip_str(&drawn));
    crate::support::tree(&output)
});

#[test]
fn this_repositorys_site_builds_without_diagnostics_or_broken_links() {
    let tree = &*SITE;
    crate::support::assert_links(tree);
    let guides = tree.iter().filter(|(path, _)| path.starts_with("roles/") && path.matches('/').count() == 2);
    for (path, page) in guides {
        let page = Element::of(&String::from_utf8_lossy(page));
        let guide = page.all().into_iter().find(|element| element.has_class("guide")).expect("a guide");
        let words = words(guide);
        assert!((600..=1200).contains(&words), "{path} has {words} words");
    }
}

/// Returns the basis of a salary figure as a cell shows it: `$179,000 a year, median (United States, 2023, n 110)`,
/// without the amount and the sample, which differ by role.
fn basis_of(figure: &str) -> String {
    let (amount, place) = figure.split_once(" (").unwrap_or_else(|| panic!("`{figure}` is no figure"));
    let basis: String = amount.chars().filter(|c| !c.is_ascii_digit() && *c != ',').collect();
    let place = place.trim_end_matches(')').split(", n ").next().expect("a place");
    format!("{basis} {place}")
}

#[test]
fn salary_figures_are_compared_only_if_everything_but_the_role_is_equal() {
    let (mut compared, mut apart) = (0, 0);
    let pairs = SITE.iter().filter(|(path, _)| {
        (path.starts_with("compare/") || path.starts_with("embed/")) && path.contains("-vs-")
    });
    for (path, page) in pairs.filter(|(path, _)| path.ends_with("index.html")) {
        let page = Element::of(&String::from_utf8_lossy(page));
        let all = page.all();
        let Some(row) = all.iter().find(|element| element.get("id") == "pay") else { continue };
        let cells: Vec<(Vec<String>, Vec<String>)> = row
            .all()
            .into_iter()
            .filter(|element| element.name == "dd")
            .map(|cell| {
                let of = |name: &str| {
                    cell.all().into_iter().filter(|e| e.name == name).map(Element::text).collect()
                };
                (of("li"), of("a"))
            })
            .collect();
        let [(left, left_series), (right, right_series)] = cells.as_slice() else {
            panic!("{path} has {} cells of pay", cells.len())
        };
        match (left.is_empty(), right.is_empty()) {
            (false, false) => {
                let bases =
                    |figures: &[String]| figures.iter().map(|text| basis_of(text)).collect::<Vec<_>>();
                assert_eq!(bases(left), bases(right), "{path}");
                assert_eq!(left_series, right_series, "{path}");
                compared += 1;
            }
            (true, true) if row.text().contains("not compared") => {
                assert!(row.text().contains("differ in"), "{path} states the reason: {}", row.text());
                apart += 1;
            }
            _ => assert!(row.text().contains("no data"), "{path}: {}", row.text()),
        }
    }
    assert!(compared > 100 && apart > 0, "{compared} pages compare pay, {apart} do not");
}

/// Every list on a page, as the texts of its links: items of a list, choices, and links separated by commas.
fn lists(page: &Element) -> Vec<Vec<String>> {
    let mut lists = Vec::new();
    for element in page.all() {
        let own: Vec<String> = match element.name.as_str() {
            "ul" | "ol" => element
                .children()
                .filter(|item| item.name == "li")
                .filter_map(|item| item.all().into_iter().find(|e| e.name == "a").map(Element::text))
                .collect(),
            // The link of a term is its name; other names follow it.
            "dl" => element
                .all()
                .into_iter()
                .filter(|e| e.name == "dt")
                .map(|dt| dt.all().into_iter().find(|e| e.name == "a").unwrap_or(dt).text())
                .collect(),
            "select" | "optgroup" => {
                element.children().filter(|e| e.name == "option").map(Element::text).collect()
            }
            "tr" => element.all().into_iter().filter(|e| e.name == "th").map(Element::text).collect(),
            "p" | "dd" => element.children().filter(|e| e.name == "a").map(Element::text).collect(),
            _ => continue,
        };
        lists.push(own);
    }
    lists
}

#[test]
fn lists_of_names_have_a_consistent_order() {
    let model = model();
    // A role is identified by its full name, whichever of its two names a list shows. By family, families have the
    // site's order.
    let by_name: BTreeMap<&str, (CollationKey, CollationKey)> = model
        .roles
        .values()
        .flat_map(|role| {
            let family = model.families.values().nth(role.family.index()).map_or("", |family| &family.label);
            let at = model.families.values().position(|known| known.label == family).unwrap_or_default();
            let keys = (CollationKey::new(&at.to_string()), CollationKey::new(&role.name));
            [(role.name.as_str(), keys.clone()), (role.short.as_str(), keys)]
        })
        .collect();
    let others: BTreeSet<&str> = model
        .tools
        .values()
        .map(|tool| tool.name.as_str())
        .chain(model.terms.values().map(|term| term.name.as_str()))
        .collect();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for (path, bytes) in SITE.iter().filter(|(path, _)| path.ends_with(".html")) {
        // Lists written by an author keep the author's order: a term's `see`, a role's tools, an article's roles. The
        // fit guide, moves and a role's neighbours are ordered by score.
        let folder = path.split('/').next().unwrap_or_default();
        let is_index = path.matches('/').count() < 2;
        if ["roles", "articles", "glossary", "fit", "moves"].contains(&folder) && !is_index
            || folder == "fit"
            || folder == "moves"
        {
            continue;
        }
        for list in
            lists(&Element::of(&String::from_utf8_lossy(bytes))).into_iter().filter(|list| list.len() > 2)
        {
            let roles: Option<Vec<&(CollationKey, CollationKey)>> =
                list.iter().map(|name| by_name.get(name.as_str())).collect();
            let is_sorted = match roles {
                Some(roles) => roles.is_sorted() || roles.is_sorted_by_key(|(_, name)| name),
                None if list.iter().all(|name| others.contains(name.as_str())) => {
                    list.is_sorted_by_key(|name| CollationKey::new(name))
                }
                None => continue,
            };
            assert!(is_sorted, "{path}: {list:?}");
            *seen.entry(folder).or_default() += 1;
        }
    }
    for folder in ["roles", "compare", "tools", "glossary", "404.html"] {
        assert!(seen.contains_key(folder), "no list in {folder}: {seen:?}");
    }
    // The index of all entries, letter by letter.
    let search = Element::of(&String::from_utf8_lossy(&SITE["search/index.html"]));
    let letters = search.all().into_iter().filter(|element| {
        element.name == "section" && element.get("aria-labelledby").len() == "page.a".len()
    });
    let mut names = 0;
    for letter in letters {
        let list = lists(letter).swap_remove(0);
        assert!(list.is_sorted_by_key(|name| CollationKey::new(name)), "{list:?}");
        names += list.len();
    }
    assert!(names > 200, "{names} names");
    let sources = Element::of(&String::from_utf8_lossy(&SITE["sources/index.html"]));
    let listed = sources.all().into_iter().filter(|element| element.has_class("bibliography"));
    assert_eq!(listed.map(|list| list.children().count()).sum::<usize>(), model.references.len());
}

/// Counts the words of a guide that are read: without its code, its charts and the numbers of its references.
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

/// The model of this repository's site.
fn model() -> Model {
    let (sources, _) = rolebook::source::read(Path::new(env!("CARGO_MANIFEST_DIR")));
    let documents: Vec<_> = sources
        .area(rolebook::source::Area::Content)
        .filter_map(|file| rolebook::parse::parse(file).0.map(std::sync::Arc::new))
        .collect();
    let statics = sources.static_files();
    link::link(&documents, BTreeSet::new(), statics, &link::Options::default(), None).model
}

#[test]
fn the_matrix_and_the_pairs_agree_on_equal_cells() {
    let model = model();
    let roles: Vec<RoleId> = model.roles.indices().collect();
    for row in model.rows.indices().filter(|row| model.rows[*row].kind != RowKind::Salary) {
        let alike = compare::equal_groups(&model, row, &roles);
        for (a, x) in roles.iter().zip(&alike) {
            for (b, y) in roles.iter().zip(&alike).filter(|(b, _)| *b > a) {
                let verdict = compare::compare(&model, row, *a, *b).verdict;
                let expected = match (x, y) {
                    (Some(x), Some(y)) if x == y => Verdict::Same,
                    (Some(_), Some(_)) => Verdict::Differs,
                    _ => Verdict::Open,
                };
                assert_eq!(verdict, expected, "{} of {a:?} and {b:?}", model.rows.id(row));
            }
        }
    }
}

#[test]
fn ranked_figures_are_comparable() {
    let model = model();
    let slices = compare::slices(&model);
    assert!(slices.len() > 20, "this repository has pay");
    for a in model.roles.indices() {
        for b in model.roles.indices().filter(|b| *b > a) {
            let mut together = BTreeSet::new();
            for slice in &slices {
                if let (Some(x), Some(y)) = (slice.figures.get(&a), slice.figures.get(&b)) {
                    together.insert((slice.series, *x, *y));
                }
            }
            let mut compared = BTreeSet::new();
            for pair in compare::compare_pay(&model, a, b).unwrap_or_default() {
                let figures = &model.series[pair.series].figures;
                let units = |at: usize| figures[at].amount(pair.statistic).expect("the statistic is there");
                compared.insert((pair.series, units(pair.left), units(pair.right)));
            }
            // A pair compares every title that a dataset has for the role on its left; a ranking has one of each
            // role.
            assert!(together.is_subset(&compared), "{a:?} and {b:?}: {together:?} {compared:?}");
        }
    }
}

/// A kind that `Routes` leaves out is never published.
#[test]
fn a_page_of_every_kind_is_numbered() {
    let model = model();
    let numbered: BTreeSet<&str> = Routes::new(&model).iter().map(Route::kind).collect();
    // Only a site with more than 50,000 addresses has parts of the sitemap.
    let missing: Vec<&&str> =
        Route::KINDS.iter().filter(|kind| !numbered.contains(**kind) && **kind != "SitemapPart").collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn routes_and_addresses_round_trip() {
    let model = model();
    let mut paths = BTreeSet::new();
    for route in Routes::new(&model).iter() {
        assert_eq!(Route::find(&model, &route.url(&model)), Some(route), "{}", route.url(&model));
        assert!(paths.insert(route.path(&model)), "{} is the path of two routes", route.path(&model));
    }
    assert_eq!(model.roles.len(), 20);
    assert!(model.terms.len() >= 60, "{} terms", model.terms.len());
}

#[test]
fn the_example_of_the_readme_is_the_line_of_the_file() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| std::fs::read_to_string(root.join(path)).expect("a file");
    let (readme, role) = (read("README.md"), read("content/roles/sre.yaml"));
    let line =
        readme.lines().rfind(|line| line.contains("| ") && line.contains("prometheus")).expect("an example");
    let (number, text) = line.trim().split_once(" | ").expect("a number and a text");
    let number: usize = number.parse().expect("a number");
    assert_eq!(role.lines().nth(number - 1), Some(text), "line {number}");
    assert!(readme.contains(&format!("content/roles/sre.yaml:{number}:")));
}
