//! `rolebook import data` of figures of pay: into a dataset of the site, once and again.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::Project;
use tempfile::TempDir;

const DATASET: &str = "title: Survey
source: web
population: survey
basis: gross
period: year
currency: USD
licence: CC0-1.0
method: Asked people.
levels: [junior, senior]
# Figures by hand stay.
figures:
  - {role: sre, region: ca, year: 2024, n: 50, median: 90000} # by hand
";

const MAP: &str = "role: {id: {column: Job, values: {SRE: sre}}}
pay:
  dataset: survey
  region: {column: Country, values: {USA: us}}
  level: Level
  year: Year
  n: Answers
  p25: P25
  median: {column: Median}
  p75: P75
";

const TABLE: &str = "Job,Country,Level,Year,Answers,P25,Median,P75
SRE,USA,senior,2025,40,\"$150,000\",\"$180,000\",\"$210,000\"
SRE,United States,,2025,120,120k,150k,
Platform Engineer,USA,junior,2025,12,,110000,
Platform Engineer,USA,senior,2025,9,,170000,
Chef,USA,senior,2025,90,,50000,
SRE,Mars,senior,2025,90,,50000,
SRE,USA,expert,2025,90,,50000,
SRE,USA,junior,lately,90,,50000,
SRE,USA,junior,2025,90,,,
";

struct Site(TempDir);

impl Site {
    fn new() -> Site {
        let folder = TempDir::new().expect("a folder");
        Project::new().published().file("content/salaries/survey.yaml", DATASET).write(folder.path());
        let site = Site(folder);
        site.write("imports/pay.yaml", MAP);
        site.write("pay.csv", TABLE);
        site
    }

    fn root(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    fn figures(&self) -> String {
        fs::read_to_string(self.root().join("content/salaries/survey.yaml")).expect("a file")
    }

    fn edit(&self, path: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.root().join(path)).expect("a file");
        assert!(text.contains(from), "{from}: {text}");
        self.write(path, &text.replacen(from, to, 1));
    }

    fn run(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_rolebook"))
            .args(arguments)
            .current_dir(self.root())
            .output()
            .expect("the program starts");
        (
            output.status.code(),
            String::from_utf8_lossy(&[&output.stdout[..], &output.stderr[..]].concat()).into(),
        )
    }

    fn import(&self) -> (Option<i32>, String) {
        self.run(&["import", "data", "pay.csv", "--map", "imports/pay.yaml"])
    }
}

#[test]
fn figures_are_added_to_the_dataset_once() {
    let site = Site::new();
    let (_, dry) = site.run(&["import", "data", "pay.csv", "--map", "imports/pay.yaml", "--dry-run"]);
    assert_eq!(site.figures(), DATASET, "{dry}");
    let (status, report) = site.import();
    assert_eq!(status, Some(1), "{report}");
    assert_eq!(
        site.figures(),
        format!(
            "{DATASET}  - {{role: sre, region: us, level: senior, year: 2025, n: 40, p25: 150000, median: 180000, p75: 210000}}\n  \
             - {{role: sre, region: us, year: 2025, n: 120, p25: 120000, median: 150000}}\n  \
             - {{role: platform-engineer, region: us, level: junior, year: 2025, n: 12, median: 110000}}\n"
        )
    );
    for words in [
        "9 records: 3 figures created",
        "a sample of 9, at least 10 are accepted",
        "there is no role `Chef`",
        "there is no region `Mars`",
        "the dataset has no level `expert`",
        "no amount",
    ] {
        assert!(report.contains(words), "{words}: {report}");
    }
    let before = site.figures();
    let (_, again) = site.import();
    assert_eq!(site.figures(), before);
    assert!(again.contains("0 figures created, 0 updated, 3 unchanged"), "{again}");
    let (status, checked) = site.run(&["check"]);
    assert_eq!(status, Some(0), "{checked}");
}

#[test]
fn edits_of_both_sides_are_kept_or_reported() {
    let site = Site::new();
    site.import();
    let dataset = "content/salaries/survey.yaml";
    // A person corrects one figure and deletes another; the table changes the first, and loses the third.
    site.edit(dataset, "median: 180000", "median: 181000");
    site.edit(dataset, "  - {role: sre, region: us, year: 2025, n: 120, p25: 120000, median: 150000}\n", "");
    let table = TABLE
        .replace("\"$150,000\"", "\"$155,000\"")
        .replace("Platform Engineer,USA,junior", "Chef,USA,junior");
    site.write("pay.csv", &table);
    let (status, report) = site.import();
    assert_eq!(status, Some(1), "{report}");
    let figures = site.figures();
    assert!(figures.contains("p25: 155000, median: 181000, p75: 210000}"), "{figures}");
    assert!(!figures.contains("year: 2025, n: 120"), "{figures}");
    assert!(
        figures.contains(
            "{role: platform-engineer, region: us, level: junior, year: 2025, n: 12, median: 110000}"
        )
    );
    let kept = "no longer in the table, kept: content/salaries/survey.yaml: platform-engineer us junior 2025";
    assert!(report.contains(kept), "{report}");
    // Both sides changed the median.
    site.write("pay.csv", &table.replace("\"$180,000\"", "\"$190,000\""));
    let (_, report) = site.import();
    assert!(site.figures().contains("median: 181000"), "{report}");
    assert!(report.contains("1 conflicts") && report.contains("190000"), "{report}");
    assert!(!report.contains("no longer in the table, kept"), "{report}");
    let (_, report) = site.import();
    assert!(report.contains("0 conflicts"), "{report}");
}

#[test]
fn maps_of_pay_import_nothing_else_and_need_a_dataset() {
    let site = Site::new();
    site.edit("imports/pay.yaml", "dataset: survey", "dataset: other");
    let (status, report) = site.import();
    assert_eq!(status, Some(2), "{report}");
    assert!(report.contains("there is no dataset `content/salaries/other.yaml`"), "{report}");
    site.write("imports/pay.yaml", &MAP.replace("role: {id:", "role: {name: Job, id:"));
    let (status, report) = site.import();
    assert_eq!(status, Some(1), "{report}");
    assert!(report.contains("a map with `pay` imports figures of pay and nothing else"), "{report}");
    site.write("imports/pay.yaml", &MAP.replace("Year", "Years"));
    assert!(site.import().1.contains("the table has no column `Years`"));
}
