//! The open data: matches its description, is read exactly by other programs, and is reproducible.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, LazyLock};

use crate::support::Project;
use rolebook::command::{Build, build};
use rolebook::link;
use rolebook::model::{CellValue, Model, Statistic};
use rolebook::publish::Interrupt;
use serde_json::{Value, json};
use tempfile::TempDir;

/// This repository's site, built once for all tests.
static SITE: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = TempDir::new().expect("a folder");
    let wanted = Build {
        root: Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf(),
        output: folder.path().join("site"),
        ..Build::default()
    };
    let outcome = build(&wanted, &Interrupt::never()).expect("the machine is sound");
    assert!(outcome.published.is_some(), "{:?}", outcome.report);
    folder
});

fn tree() -> BTreeMap<String, Vec<u8>> {
    crate::support::tree(&SITE.path().join("site"))
}

fn json_of(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).expect("JSON")
}

#[test]
fn the_data_of_this_repository_matches_its_description() {
    crate::support::data::assert_described(&tree());
}

#[test]
fn values_are_exact_for_programs_and_harmless_in_a_spreadsheet() {
    let formula = "=cmd|'/c calc'!A1";
    let built = Project::new()
        .edit("content/comparison.yaml", "unit: \"%\"", "unit: \"%\", signed: true")
        .edit(
            "content/roles/sre.yaml",
            "  goal: {value: Reliable services,",
            &format!(
                "  demand: {{amount: 15, judgement: true, confidence: high, as_of: 2026}}\n  judged-by: {{items: [\"a, b; c\", \"“d”\"], judgement: true, confidence: high}}\n  goal: {{value: \"{formula}\","
            ),
        )
        .build();
    crate::support::data::assert_described(&built.tree());
    let rows = |path: &str| crate::support::data::read_csv(built.page(path).trim_start_matches('\u{feff}'));
    let of = |path: &str, row: &str| -> BTreeMap<String, String> {
        let table = rows(path);
        let line = table.iter().find(|line| line[0] == "sre" && line[1] == row).expect("the fact");
        table[0].iter().cloned().zip(line.iter().cloned()).collect()
    };
    let demand = of("/api/v1/facts.csv", "demand");
    assert_eq!(
        [&demand["text"], &demand["amount"], &demand["unit"], &demand["kind"]],
        ["+15%", "15", "%", "number"]
    );
    assert_eq!(of("/api/v1/facts.spreadsheet.csv", "demand")["text"], "'+15%");
    assert_eq!(of("/api/v1/facts.csv", "goal")["text"], formula);
    assert_eq!(of("/api/v1/facts.spreadsheet.csv", "goal")["text"], format!("'{formula}"));
    let items: Vec<String> =
        serde_json::from_str(&of("/api/v1/facts.csv", "judged-by")["items"]).expect("a JSON array");
    assert_eq!(items, ["a, b; c", "“d”"]);
    assert_eq!(of("/api/v1/facts.csv", "on-call")["level"], "core");
    for path in ["/api/v1/facts.spreadsheet.csv", "/compare/platform-engineer-vs-sre.csv", "/roles/sre.csv"] {
        assert!(built.page(path).starts_with('\u{feff}'), "{path} has a byte order mark");
    }
    assert!(!built.page("/api/v1/facts.csv").starts_with('\u{feff}'));
}

#[test]
fn years_are_numbers_for_every_precision_of_a_date() {
    let series = "title: S\nsource: book\npopulation: survey\nbasis: gross\nperiod: month\ncurrency: EUR\nlicence: CC0-1.0\nmethod: Asked.\nfigures:\n  - {role: sre, region: us, year: 2024, n: 50, median: 5000}\n  - {role: sre, region: us, year: 2025-06, n: 50, median: 6000}\n  - {role: sre, region: us, year: 2020-2025, n: 50, median: 5500}\n";
    let built = Project::new().file("content/salaries/s.yaml", series).build();
    let table = crate::support::data::read_csv(&built.page("/api/v1/salaries.csv"));
    let column = |name: &str| table[0].iter().position(|known| known == name).expect("a column");
    let (year, from, to) = (column("year"), column("year_from"), column("year_to"));
    let mut years: Vec<[&str; 3]> =
        table.iter().skip(1).map(|line| [line[year].as_str(), &line[from], &line[to]]).collect();
    years.sort_unstable();
    assert_eq!(years, [["2020–2025", "2020", "2025"], ["2024", "2024", "2024"], ["2025-06", "2025", "2025"]]);
    assert!(table.iter().skip(1).all(|line| line[column("period")] == "month"));
    assert!(table.iter().skip(1).all(|line| line[column("licence")] == "CC0-1.0"));
}

#[test]
fn the_edition_is_the_newest_date_of_the_content() {
    let edition = |project: &Project| {
        let built = project.build();
        let page = built.page("/api/");
        (json_of(built.page("/api/v1/index.json").as_bytes())["edition"].clone(), page)
    };
    let project = Project::new();
    let (date, page) = edition(&project);
    assert_eq!(date, "2026-11-02", "the latest `accessed` date of a source");
    assert!(page.contains("Edition of 2 November 2026."), "{page}");
    let guide = "---\nreviewed: 2026-11-23\n---\nWords.\n";
    assert_eq!(edition(&project.clone().file("content/roles/sre.md", guide)).0, "2026-11-23");
    let nothing = project
        .file("content/sources.yaml", "sources: {}\n")
        .change("content/roles/sre.yaml", |text| text.replace("sources: [book]", "judgement: true"))
        .change("content/roles/platform-engineer.yaml", |text| {
            text.replace("sources: [web]", "judgement: true")
        });
    let (date, page) = edition(&nothing);
    assert_eq!(date, Value::Null);
    assert!(!page.contains("Edition of"), "{page}");
}

#[test]
fn the_data_and_each_of_its_files_are_documented_on_a_page() {
    let tree = tree();
    let page = String::from_utf8_lossy(&tree["api/index.html"]).into_owned();
    for path in tree.keys().filter(|path| path.starts_with("api/v1/") && !path.ends_with("/role.json")) {
        assert!(page.contains(&format!("href=\"/{path}\"")), "/api/ has no link to {path}");
    }
    let index = json_of(&tree["api/v1/index.json"]);
    for file in index["files"].as_array().expect("files") {
        let path = file["url"].as_str().and_then(|url| url.split_once(".example/")).expect("an address").1;
        assert!(tree.contains_key(path), "there is no {path}");
    }
    for (path, bytes) in tree.iter().filter(|(path, _)| {
        path.ends_with("/index.html") && !path.contains("-vs-") && !path.starts_with("embed/")
    }) {
        let html = String::from_utf8_lossy(bytes);
        let leads_on = html.contains("<title>Moved</title>");
        assert!(leads_on || html.contains("<a href=\"/api/\">Open data</a>"), "{path}");
    }
}

/// The model of this repository's site.
fn model() -> Model {
    let (sources, _) = rolebook::source::read(Path::new(env!("CARGO_MANIFEST_DIR")));
    let documents: Vec<_> = sources
        .area(rolebook::source::Area::Content)
        .filter_map(|file| rolebook::parse::parse(file).0.map(Arc::new))
        .collect();
    let statics = sources.static_files();
    link::link(&documents, std::collections::BTreeSet::new(), statics, &link::Options::default(), None).model
}

/// The expected result of a program that reads the data: facts, figures and the sum of each dataset's medians.
fn expected() -> Value {
    let model = model();
    let text = |text: &str| if text.is_empty() { Value::Null } else { json!(text) };
    let mut facts = Vec::new();
    for (id, role) in model.roles.iter() {
        for (row_id, row) in model.rows.iter() {
            let Some(cell) = role.cell(row_id) else { continue };
            let [mut level, mut amount, mut unit, mut items] = [const { Value::Null }; 4];
            let words = match &cell.value {
                CellValue::Text(words) => words.clone(),
                CellValue::Level(at) => {
                    level = json!(row.levels[*at].0);
                    row.levels[*at].1.clone()
                }
                CellValue::Items(list) => {
                    items = json!(list);
                    list.join("; ")
                }
                CellValue::Amount(number) => {
                    let value: f64 = number.to_string().parse().expect("a number");
                    amount = json!(value);
                    unit = text(&row.unit);
                    // The site's own numbers are all whole percentages with a sign.
                    format!("{value:+}%").replace('-', "\u{2212}")
                }
                other => panic!("the site has no row of this kind: {other:?}"),
            };
            let sources: Vec<&str> =
                cell.provenance.sources().iter().map(|id| model.references.id(*id).as_str()).collect();
            facts.push(json!([
                model.roles.id(id),
                model.rows.id(row_id),
                row.kind,
                words,
                level,
                amount,
                unit,
                items,
                text(&sources.join(" ")),
                cell.provenance == rolebook::model::Provenance::Judgement,
                cell.confidence,
                cell.as_of,
            ]));
        }
    }
    let mut figures = Vec::new();
    let mut medians = serde_json::Map::new();
    // Files that combine datasets leave those out that are not open.
    for (id, series) in model.series.iter().filter(|(_, series)| series.is_open()) {
        let mut sum = 0;
        for figure in &series.figures {
            let mean = Statistic::from_name("mean").and_then(|mean| figure.amount(mean));
            sum += u64::from(figure.amount(Statistic::MEDIAN).unwrap_or(0));
            figures.push(json!([
                model.series.id(id),
                model.roles.id(figure.role),
                model.regions.id(figure.region),
                figure.level.as_deref().unwrap_or("all"),
                figure.year.from.year,
                figure.year.to.year,
                figure.currency,
                series.period,
                series.basis,
                figure.n,
                figure.amount(Statistic::MEDIAN),
                mean,
                series.licence,
            ]));
        }
        if sum > 0 {
            medians.insert(model.series.id(id).to_string(), json!(sum));
        }
    }
    json!({ "facts": facts, "figures": figures, "medians": medians })
}

/// Converts numbers to doubles, so that `15` and `15.0` are equal.
fn same_numbers(value: &mut Value) {
    match value {
        Value::Number(number) => *value = json!(number.as_f64()),
        Value::Array(list) => list.iter_mut().for_each(same_numbers),
        Value::Object(object) => object.values_mut().for_each(same_numbers),
        _ => {}
    }
}

fn assert_reads(program: &str, arguments: &[&str]) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let done = Command::new(program)
        .args(arguments)
        .current_dir(root)
        .env("PYTHONPATH", root.join("target/python"))
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .stdin(Stdio::null())
        .output();
    let done =
        done.unwrap_or_else(|error| panic!("`{program}` does not start ({error}): `tests/run` installs it"));
    let printed = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{program} {arguments:?} (`tests/run` installs what it needs): {printed}");
    let mut read = json_of(&done.stdout);
    assert_eq!(
        read["types"],
        json!(["number", "boolean", "number", "number"]),
        "{program}: types of columns"
    );
    let mut expected = expected();
    for value in [&mut read, &mut expected] {
        same_numbers(value);
    }
    for (what, wanted) in expected.as_object().expect("an object") {
        if let (Value::Array(read), Value::Array(wanted)) = (&read[what], wanted) {
            let different = read.iter().zip(wanted).find(|(a, b)| a != b);
            assert_eq!(different, None, "{program}: {what}");
            assert_eq!(read.len(), wanted.len(), "{program}: {what}");
        } else {
            assert_eq!(read[what], *wanted, "{program}: {what}");
        }
    }
}

fn site() -> String {
    SITE.path().join("site").display().to_string()
}

#[test]
#[ignore = "needs pandas, which tests/run installs"]
fn pandas_reads_the_same_values_as_the_model() {
    assert_reads("python3", &["tests/data/read_pandas.py", &site()]);
}

#[test]
#[ignore = "needs DuckDB, which tests/run installs"]
fn duckdb_reads_the_same_values_as_the_model() {
    assert_reads("python3", &["tests/data/read_duckdb.py", &site()]);
}

#[test]
#[ignore = "needs jq, which `tests/run --install` installs"]
fn jq_reads_the_same_values_as_the_model() {
    let file = |name: &str| format!("{}/api/v1/{name}", site());
    assert_reads(
        "jq",
        &["--slurp", "--from-file", "tests/data/read_jq.jq", &file("roles.json"), &file("salaries.json")],
    );
}
