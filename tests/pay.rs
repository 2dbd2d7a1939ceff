//! Questions about pay: the figure, or the nearest one with its reason; pages of places; licences that are not open.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use crate::support::Project;
use rolebook::compare::{Departure, PayAnswer, PayFinder, PayQuestion};
use rolebook::link;
use rolebook::model::{Model, RegionId, RoleId};

/// Returns the model of a site in a folder.
fn model(root: &Path) -> Model {
    let (sources, _) = rolebook::source::read(root);
    let documents: Vec<_> = sources
        .area(rolebook::source::Area::Content)
        .filter_map(|file| rolebook::parse::parse(file).0.map(Arc::new))
        .collect();
    link::link(&documents, BTreeSet::new(), sources.static_files(), &link::Options::default(), None).model
}

const REGIONS: &str = "regions:
  - {id: us, label: United States, within: worldwide, currency: USD}
  - {id: us-tx, label: Texas, within: us, currency: USD}
  - {id: us-austin, label: Austin, within: us-tx, currency: USD}
  - {id: de, label: Germany, within: europe, currency: EUR}
  - {id: at, label: Austria, within: europe, currency: EUR}
  - {id: pl, label: Poland, within: europe, currency: PLN}
  - {id: br, label: Brazil, within: outside-us, currency: BRL}
  - {id: europe, label: Europe, within: outside-us}
  - {id: outside-us, label: Elsewhere, within: worldwide}
  - {id: worldwide, label: Worldwide}
";

const SCALE: &str = "scale:
  - {id: entry, label: Entry, line: Learns.}
  - {id: intermediate, label: Intermediate, line: Works alone.}
  - {id: senior, label: Senior, line: Answers for a service.}
  - {id: manager, track: management, label: Manager, line: Leads a team.}
aspects: []
grades: []
";

/// A site with these figures: `role, region, year, n, median, level`.
fn site(figures: &[&str]) -> Project {
    site_with(figures, "")
}

fn site_with(figures: &[&str], keys: &str) -> Project {
    let mut lines = String::new();
    for figure in figures {
        let fields: Vec<&str> = figure.split(", ").collect();
        let [role, region, year, n, median, rest @ ..] = &fields[..] else {
            panic!("`{figure}` is no figure")
        };
        let level = rest.first().map(|level| format!(", level: {level}")).unwrap_or_default();
        let _ = writeln!(
            lines,
            "  - {{role: {role}, region: {region}, year: {year}, n: {n}, median: {median}{level}}}"
        );
    }
    let series = format!(
        "title: Survey 2025\nsource: web\npopulation: survey\nbasis: gross\nperiod: year\ncurrency: USD\nlicence: CC0-1.0\n{keys}\
         method: Asked people.\nlevels:\n  - {{label: Junior, at: entry}}\n  - {{label: Senior, at: senior}}\n  - {{label: Boss, at: manager}}\n  \
         - {{label: 5 to 9 years, experience: true}}\n  - Guru\nfigures:\n{lines}"
    );
    Project::new()
        .change("content/comparison.yaml", |text| {
            let (before, after) = text.split_once("regions: [").expect("the regions");
            let rest = after.split_once('\n').map_or("", |(_, rest)| rest);
            format!("{before}{REGIONS}{rest}")
        })
        .file("content/levels.yaml", SCALE)
        .file("content/salaries/survey.yaml", series)
}

fn ask(project: &Project, role: &str, region: &str, level: Option<&str>) -> Vec<String> {
    let folder = tempfile::TempDir::new().expect("a folder");
    project.write(folder.path());
    let model = model(folder.path());
    let question = PayQuestion {
        role: model.roles.get(role).expect("a role"),
        region: model.regions.get(region).expect("a region"),
        level: level.map(|level| model.scale.get(level).expect("a level")),
    };
    PayFinder::new(&model).answers(&model, question).iter().map(|answer| line(&model, answer)).collect()
}

/// An answer as text: the figure, then what it differs in.
fn line(model: &Model, answer: &PayAnswer) -> String {
    let figure = &model.series[answer.series].figures[answer.figure];
    let (_, amount) = figure.median_or_mean().expect("an amount");
    let mut line = format!("{amount} {}", figure.year);
    for departure in &answer.departures {
        let words = match *departure {
            Departure::Level(None) => "; all levels".to_string(),
            Departure::Level(Some(level)) => format!("; level {}", model.scale.id(level)),
            Departure::Wider(region) => format!("; wider {}", model.regions.id(region)),
            Departure::SameCurrency(region) => format!("; same currency {}", model.regions.id(region)),
            Departure::Nearby(region, wider) => {
                format!("; {} in {}", model.regions.id(region), model.regions.id(wider))
            }
            Departure::Role(role) => format!("; role {}", model.roles.id(role)),
        };
        line.push_str(&words);
    }
    line
}

#[test]
fn a_question_is_answered_by_the_figure_or_by_the_nearest() {
    let (sre, other) = ("sre", "platform-engineer");
    for (figures, (role, region, level), expected) in [
        // The figure that was asked for.
        (&["sre, de, 2025, 50, 70000"][..], (sre, "de", None), &["70000 2025"][..]),
        // The newest with thirty answers or more; levels are not all levels.
        (
            &[
                "sre, de, 2024, 50, 1001",
                "sre, de, 2025, 20, 1002",
                "sre, de, 2023, 50, 1003",
                "sre, de, 2025, 50, 1004, Senior",
            ],
            (sre, "de", None),
            &["1001 2024"],
        ),
        // A level: itself, all levels, the nearest level of the same track. Years of experience are no level.
        (
            &["sre, de, 2025, 50, 1001", "sre, de, 2025, 50, 1002, Senior"],
            (sre, "de", Some("senior")),
            &["1002 2025"],
        ),
        (
            &["sre, de, 2025, 50, 1001", "sre, de, 2025, 50, 1002, Senior"],
            (sre, "de", Some("entry")),
            &["1001 2025; all levels", "1002 2025; level senior"],
        ),
        (
            &[
                "sre, de, 2025, 50, 1002, Boss",
                "sre, de, 2025, 50, 1003, 5 to 9 years",
                "sre, de, 2025, 50, 1004, Guru",
            ],
            (sre, "de", Some("senior")),
            &[],
        ),
        (
            &["sre, de, 2025, 50, 1002, Senior", "sre, de, 2025, 50, 1003, Junior"],
            (sre, "de", Some("intermediate")),
            &["1003 2025; level entry"],
        ),
        // Within a country a wider place is nearer than another role.
        (
            &["sre, us, 2025, 50, 1001", "platform-engineer, us-austin, 2025, 50, 1002"],
            (sre, "us-austin", None),
            &["1001 2025; wider us", "1002 2025; role platform-engineer"],
        ),
        (
            &["sre, us, 2025, 50, 1001", "sre, us-tx, 2025, 50, 1002"],
            (sre, "us-austin", None),
            &["1002 2025; wider us-tx"],
        ),
        // Between countries another role is nearer than another place.
        (
            &[
                "sre, europe, 2025, 50, 1001",
                "platform-engineer, de, 2025, 50, 1002",
                "sre, worldwide, 2025, 50, 1003",
            ],
            (sre, "de", None),
            &["1002 2025; role platform-engineer", "1001 2025; wider europe", "1003 2025; wider worldwide"],
        ),
        (
            &[
                "sre, at, 2025, 50, 1001",
                "sre, pl, 2025, 50, 1002",
                "sre, worldwide, 2025, 50, 1003",
                "sre, br, 2025, 50, 1004",
            ],
            (sre, "de", None),
            &["1001 2025; same currency at", "1002 2025; pl in europe", "1003 2025; wider worldwide"],
        ),
        (&["sre, br, 2025, 50, 1004"], (sre, "de", None), &["1004 2025; br in outside-us"]),
        // Countries that have only the whole world in common are not near, and neither is a part of another country.
        (&["sre, us, 2025, 50, 1004", "sre, us-tx, 2025, 50, 1005"], (sre, "de", None), &[]),
        (&["sre, worldwide, 2025, 50, 1001"], (other, "de", None), &["1001 2025; role sre; wider worldwide"]),
    ] {
        assert_eq!(
            ask(&site(figures), role, region, level),
            expected,
            "{figures:?}: {role}, {region}, {level:?}"
        );
    }
}

#[test]
fn a_region_is_not_within_itself() {
    let project = site(&["sre, de, 2025, 50, 70000"]);
    let around = |from: &str, to: &str| project_codes(&project, from, to);
    assert_eq!(around("within: outside-us, currency: BRL", "within: br, currency: BRL"), ["self-reference"]);
    assert_eq!(around("label: Worldwide}", "label: Worldwide, within: europe}"), ["self-reference"]);
    assert_eq!(around("within: us-tx", "within: us-texas"), ["unknown-name"]);
}

fn project_codes(project: &Project, from: &str, to: &str) -> Vec<&'static str> {
    project.clone().edit("content/comparison.yaml", from, to).build().codes()
}

#[test]
fn the_page_of_a_place_answers_for_every_role() {
    let built = site(&["platform-engineer, de, 2025, 50, 70000", "sre, at, 2024, 20, 60000"]).build();
    let page = built.page("/salaries/in/de/");
    let answer = |id: &str| {
        let (_, rest) = page.split_once(&format!("id=\"answer.{id}\"")).expect("an answer");
        rest.split("</li>").next().unwrap_or_default().to_string()
    };
    let own = answer("platform-engineer");
    assert!(own.contains("$70,000") && own.contains("2025") && own.contains("n\u{a0}50"), "{own}");
    assert!(!own.contains("No figure"), "{own}");
    let nearest = answer("sre");
    assert!(nearest.contains("No figure for SRE (Germany)"), "{nearest}");
    assert!(nearest.contains("Platform Engineer, a similar role"), "{nearest}");
    assert!(nearest.contains("Austria, which has the same currency"), "{nearest}");
    assert!(nearest.contains("small"), "a sample of 20 is marked: {nearest}");
    assert!(built.has("/salaries/in/at/") && !built.has("/salaries/in/pl/"));
}

#[test]
fn figures_without_an_open_licence_are_left_out_of_combined_files() {
    let figures = ["sre, de, 2025, 50, 70000"];
    let open = site(&figures).build();
    let closed = site_with(&figures, "terms: Research only; name the publisher.\n").build();
    for (built, is_open) in [(open, true), (closed, false)] {
        assert_eq!(built.page("/api/v1/salaries.csv").contains("70000"), is_open);
        assert_eq!(built.page("/api/v1/salaries.json").contains("70000"), is_open);
        assert!(built.page("/salaries/survey.csv").contains("70000"));
        for page in ["/salaries/", "/salaries/survey/", "/api/"] {
            assert_eq!(built.page(page).contains("Research only; name the publisher."), !is_open, "{page}");
        }
    }
}

#[test]
fn one_answer_for_two_roles_compares_neither() {
    let line = |role: &str, title: &str| {
        format!("  - {{role: {role}, title: {title}, region: de, year: 2025, n: 50, median: 70000}}\n")
    };
    let survey = |a: &str, b: &str| {
        let figures = format!("figures:\n{}{}", line("sre", a), line("platform-engineer", b));
        let page =
            site(&[]).change("content/salaries/survey.yaml", |text| text.replace("figures:\n", &figures));
        page.build().page("/compare/platform-engineer-vs-sre/")
    };
    let (one, two) = (survey("SRE or platform", "SRE or platform"), survey("SRE", "Platform"));
    assert!(one.contains("differ in answer option") && !two.contains("differ in answer option"), "{one}");
}

/// The answers for the eight roles and the twenty countries with most figures. Update them with `UPDATE=1`.
#[test]
fn this_repositorys_site_answers_for_eight_roles_in_twenty_countries() {
    let model = model(Path::new(env!("CARGO_MANIFEST_DIR")));
    let finder = PayFinder::new(&model);
    let is_exact = |role: RoleId, region: RegionId| {
        let answers = finder.answers(&model, PayQuestion { role, region, level: None });
        answers.first().is_some_and(|answer| answer.departures.is_empty())
    };
    let countries: Vec<RegionId> =
        model.regions_with_figures().into_iter().filter(|region| model.is_country(*region)).collect();
    let mut roles: Vec<RoleId> = model.roles.indices().collect();
    let covered = |role: &RoleId| countries.iter().filter(|region| is_exact(*role, **region)).count();
    roles.sort_by_cached_key(|role| (std::cmp::Reverse(covered(role)), *role));
    roles.truncate(8);
    let mut regions = countries.clone();
    let cover = |region: &RegionId| model.roles.indices().filter(|role| is_exact(*role, *region)).count();
    regions.sort_by_cached_key(|region| (std::cmp::Reverse(cover(region)), *region));
    regions.truncate(20);
    let mut table = String::new();
    let mut count = 0;
    for role in &roles {
        for region in &regions {
            let answers = finder.answers(&model, PayQuestion { role: *role, region: *region, level: None });
            let best = answers.first().unwrap_or_else(|| {
                panic!("{} in {} has no answer", model.roles.id(*role), model.regions.id(*region))
            });
            let series = &model.series[best.series];
            let figure = &series.figures[best.figure];
            assert!(figure.median_or_mean().is_some(), "the figure has an amount");
            assert!(!model.references[series.source].url.is_empty(), "the figure has a source");
            if best.departures.is_empty() {
                assert_eq!((figure.role, figure.region), (*role, *region));
            }
            let _ = writeln!(
                table,
                "{}, {}: {} {} a {} {}, {}",
                model.roles.id(*role),
                model.regions.id(*region),
                line(&model, best),
                figure.currency.code(),
                series.period.word(),
                series.basis.word(),
                model.series.id(best.series),
            );
            count += 1;
        }
    }
    assert_eq!(count, 160);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/pay_answers.txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &table).expect("the file is written");
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(table, expected, "run the test with UPDATE=1 and read the difference");
}
