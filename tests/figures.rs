//! Every number that a reader sees on the site of this repository has a source and a date.
//!
//! The rules of `check` cover prose. This test reads the pages themselves, so that it also covers cells, summaries,
//! career moves, salary tables, and text of templates.

use std::path::Path;

use crate::support::Project;
use crate::support::html::{Element, Part};
use rolebook::command::{Build, build};
use rolebook::publish::Interrupt;

/// A number on a page, as a reader sees it.
#[derive(Debug)]
struct Seen {
    number: String,
    /// The text around it.
    place: String,
    /// `true` if the context names a source with its date, or marks it as the site's own judgement.
    backed: bool,
}

/// Pages about the site and its program, whose numbers are limits and counts of their own.
const ABOUT_THE_SITE: [&str; 5] = ["reference/", "about/", "contributing/", "api/", "404"];

/// Elements in which numbers are names, addresses or labels: code, headings, drawings, reference numbers.
const NO_WORDS: [&str; 13] =
    ["nav", "code", "pre", "svg", "sup", "time", "script", "style", "h1", "h2", "h3", "h4", "form"];

/// Words before the number in the name of a level: `Level 4`, `Senior Engineer 2`.
const LEVELS: &[&str] = &["Level", "Developer", "Engineer", "Manager", "levels from"];

/// Counts by the program on its own pages: "12 in common", "17 of 17 rows".
const COUNTED: [&str; 28] = [
    "career framework",
    "KB",
    "in common",
    "only for",
    "shared",
    "steps",
    "level",
    "move",
    "tool",
    "skill",
    "row",
    "role",
    "engineering role",
    "place",
    "figure",
    "term",
    "text",
    "tag",
    "document",
    "fact",
    "published dataset",
    "more dataset",
    "more pair",
    "min read",
    "pairs",
    "page",
    "question",
    "source",
];

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const OWN: [&str; 3] = ["the site’s own", "our judgement", "our own judgement"];

/// All numbers of a page that are claims: not years and dates, parts of names, or counts by the program.
fn seen(path: &str, html: &str) -> Vec<Seen> {
    let page = Element::of(html);
    let all = page.all();
    let Some(main) = all.iter().find(|element| element.name == "main") else { return Vec::new() };
    let mut found = Vec::new();
    if !ABOUT_THE_SITE.iter().any(|start| path.starts_with(start)) {
        walk(&mut vec![main], about_one_source(path, main), &mut found);
    }
    found
}

/// Pages whose every number is from the source named in their header or footer: a salary dataset, a term with its
/// references.
fn about_one_source(path: &str, main: &Element) -> bool {
    let series = path.starts_with("salaries/") && path != "salaries/index.html";
    let term = path.starts_with("glossary/") && path != "glossary/index.html";
    let named = |element: &&Element| {
        (series && element.name == "dt" && element.text() == "Source")
            || (term && element.get("id").starts_with("ref."))
    };
    main.all().iter().any(named)
}

fn walk(path: &mut Vec<&Element>, backed: bool, found: &mut Vec<Seen>) {
    let here = *path.last().expect("invariant: the page is in it");
    let is_source = here.has_class("references") || here.has_class("bibliography");
    let is_drawing = here.has_class("drawing");
    if NO_WORDS.contains(&here.name.as_str()) || is_source || is_drawing {
        return;
    }
    for part in &here.parts {
        match part {
            Part::Element(element) => {
                path.push(element);
                walk(path, backed, found);
                path.pop();
            }
            Part::Text(text) => {
                for number in numbers(text, is_written_by_hand(path)) {
                    let scope = path.iter().rev().find(|element| is_block(element)).unwrap_or(&here);
                    let place = scope.text().chars().take(160).collect();
                    let backed = backed || is_backed(path);
                    found.push(Seen { number, place, backed });
                }
            }
        }
    }
}

fn is_block(element: &Element) -> bool {
    matches!(element.name.as_str(), "p" | "li" | "tr" | "dd" | "dt" | "caption" | "summary" | "blockquote")
}

/// Returns `true` if an ancestor of a number names the source. A paragraph does so for itself; an item or a row for
/// itself, or the sentence with a colon before them; the heading of a chart or of a dataset for the numbers in it,
/// the two cells of a comparison for its sentence.
fn is_backed(path: &[&Element]) -> bool {
    for (depth, element) in path.iter().enumerate().rev() {
        let encloses = match element.name.as_str() {
            "p" | "li" | "tr" | "td" | "dd" | "caption" | "blockquote" | "details" => true,
            "table" => element.children().any(|child| child.name == "caption"),
            "section" => element
                .children()
                .any(|child| child.name == "h3" || child.name == "dl" || is_salary_heading(child)),
            "div" => element.has_class("alert") || element.children().any(|child| child.name == "table"),
            _ => false,
        };
        if encloses && (names_source(element) || refers_to_one_that_does(path[0], element)) {
            return true;
        }
        if matches!(element.name.as_str(), "ul" | "ol" | "table") {
            let before = depth.checked_sub(1).and_then(|above| before(path[above], element));
            if before.is_some_and(|sentence| sentence.text().ends_with(':') && names_source(sentence)) {
                return true;
            }
        }
    }
    false
}

/// Returns `true` for the heading of a salary dataset.
fn is_salary_heading(heading: &Element) -> bool {
    heading.name == "h2" && heading.children().any(|link| link.get("href").contains("/salaries/"))
}

/// A sentence that can be copied links to the row with its sources.
fn refers_to_one_that_does(page: &Element, element: &Element) -> bool {
    let links = element.all();
    links.iter().filter_map(|link| link.get("href").strip_prefix('#')).any(|id| {
        page.all()
            .iter()
            .any(|target| target.get("id") == id && target.name == "section" && names_source(target))
    })
}

fn before<'p>(parent: &'p Element, child: &Element) -> Option<&'p Element> {
    let at = parent.children().position(|element| std::ptr::eq(element, child))?;
    parent.children().nth(at.checked_sub(1)?)
}

/// Returns `true` for a reference, a source with its year, a salary dataset, or the marker of the site's own
/// judgement.
fn names_source(element: &Element) -> bool {
    let text = element.text();
    let links = element.all();
    OWN.iter().any(|own| text.to_lowercase().contains(own))
        || links.iter().any(|link| {
            let to = link.get("href");
            to.starts_with("#ref.")
                || (to.contains("/sources/#") && has_year(&link.text()))
                || (to.contains("/salaries/") && has_year(&text))
        })
}

/// Returns `true` in a guide, text about a pair or an article: the program counts nothing there.
fn is_written_by_hand(path: &[&Element]) -> bool {
    let prose = |element: &&Element| {
        element.name == "article" || element.has_class("guide") || element.has_class("words")
    };
    path.iter().any(prose) && !path.iter().any(|element| element.name == "header")
}

/// The numbers of a text that are claims. In a hand-written text, counts are claims.
fn numbers(text: &str, by_hand: bool) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    let mut before = ' ';
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        before = rest[..at].chars().next_back().unwrap_or(before);
        let from = &rest[at..];
        let end = from
            .char_indices()
            .find(|(at, c)| {
                let within =
                    matches!(c, ',' | '.') && from[at + 1..].starts_with(|c: char| c.is_ascii_digit());
                !c.is_ascii_digit() && !within
            })
            .map_or(from.len(), |(at, _)| at);
        let (number, after) = from.split_at(end);
        let name = before.is_alphanumeric() || matches!(before, '-' | '/' | '–' | '_' | '.' | '#');
        let joined = after.starts_with(|c: char| c.is_alphabetic() || matches!(c, '-' | '/' | '_'));
        let is_level = LEVELS.iter().any(|word| text[..text.len() - from.len()].trim_end().ends_with(word));
        let first = text[..text.len() - from.len()].trim().is_empty() && after.starts_with(". ");
        if !name
            && !is_level
            && !joined
            && !first
            && !is_year(number)
            && !is_date(after)
            && (by_hand || !is_count(after))
        {
            found.push(number.to_string());
        }
        before = number.chars().next_back().unwrap_or(' ');
        rest = after;
    }
    found
}

fn is_year(number: &str) -> bool {
    number.len() == 4 && number.parse().is_ok_and(|year: u32| (1900..2100).contains(&year))
}

fn has_year(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit()).any(is_year)
}

fn is_date(after: &str) -> bool {
    let word = after.trim_start();
    MONTHS.iter().any(|month| word.starts_with(month))
}

/// "17 of 17 rows" counts rows twice.
fn is_count(after: &str) -> bool {
    let mut words = after.trim_start();
    if let Some(rest) = words.strip_prefix("of ") {
        words = rest.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
    }
    COUNTED.iter().any(|counted| words.starts_with(counted))
}

#[test]
fn numbers_are_found_anywhere_but_names_and_dates_are_not() {
    assert_eq!(
        numbers("A target of 99.9 % leaves 43.2 minutes, or 1,000 requests.", true),
        ["99.9", "43.2", "1,000"]
    );
    assert_eq!(numbers("S3, 24/7, 2016, 2024–34, p99, 5 March, 15-1252", true), [""; 0]);

    assert_eq!(numbers("They differ in 17 of 18 rows. 3 steps.", false), [""; 0]);
    assert_eq!(numbers("Level 4, Senior Engineer 2, levels from 4 up", true), [""; 0]);

    let without = |project: Project, page: &str| -> Vec<String> {
        let found = seen(&format!("{}/index.html", page.trim_matches('/')), &project.build().page(page));
        found.into_iter().filter(|seen| !seen.backed).map(|seen| seen.number).collect()
    };
    let sre =
        || Project::new().edit("content/roles/sre.yaml", "value: Reliable services", "value: 12 services");
    assert_eq!(without(sre(), "/roles/sre/"), [""; 0]);
    assert_eq!(without(sre(), "/compare/platform-engineer-vs-sre/"), [""; 0]);
    let summary =
        sre().edit("content/roles/sre.yaml", "Keeps services running.", "Keeps 13 services running.");
    assert_eq!(without(summary, "/roles/sre/"), ["13"]);
    let guide = "---\nreviewed: 2026\n---\nAt most 25 % [@book]. \n\nAt most 30 %.\n";
    assert_eq!(without(sre().file("content/roles/sre.md", guide), "/roles/sre/"), ["30"]);
}

#[test]
fn every_number_on_this_repositorys_site_has_a_source_and_a_date() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let output = folder.path().join("out");
    let wanted = Build {
        root: Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf(),
        output: output.clone(),
        ..Build::default()
    };
    build(&wanted, &Interrupt::never()).expect("the machine is sound");
    let mut count = 0;
    let mut without = Vec::new();
    for (path, bytes) in crate::support::tree(&output).iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = String::from_utf8_lossy(bytes);
        for number in seen(path, &html) {
            count += 1;
            if !number.backed {
                without.push(format!("{path}: {} in «{}»", number.number, number.place));
            }
        }
        for source in Element::of(&html).all().iter().filter(|element| element.get("id").starts_with("ref."))
        {
            assert!(has_year(&source.text()), "{path}: a source has no date: {}", source.text());
        }
    }
    println!("{count} numbers, {} without a source", without.len());
    assert!(without.is_empty(), "{} of {count} without a source:\n{}", without.len(), without.join("\n"));
    assert!(count > 5_000, "only {count} numbers were seen");
}
