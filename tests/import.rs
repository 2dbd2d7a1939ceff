//! `rolebook import data`: a table becomes a site that passes `check`, again and again, without losing an edit.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::support::Project;
use crate::support::dice::Dice;
use rolebook::analysis::Snapshot;
use rolebook::command::{Change, DataImport, DataImported, Summary, Treatment, import_data, suggest};
use rolebook::diagnostic::{Severity, human};
use rolebook::link;
use rolebook::parse::scalar::Date;
use rolebook::parse::yaml_edit::{EditableYaml, NewValue, Position, Step};
use rolebook::publish::Interrupt;
use rolebook::source::read;
use tempfile::TempDir;

const MAP: &str = "defaults: {sources: [book], confidence: high, as_of: 2026}
families:
  - {id: data, label: Data roles, line: They work with data.}
groups: [{id: pay-group, label: Money}]
role:
  id: Role
  name: Role
  family: {template: data}
  summary: {column: What, keep: first-sentence}
  also_known_as: {column: Also, split: \";\"}
facts:
  goal: Goal
  on-call: {from: {column: Duty, values: {yes: core, sometimes: some}, default: none}, confidence: low}
  judged-by: {from: {column: Judged by, split: \";\"}}
  demand: {from: {column: Demand}, as_of: Year}
  seniority:
    from: Years
    row:
      group: pay-group
      label: Seniority
      kind: scale
      question: How senior?
      levels: [{id: junior, label: Junior}, {id: senior, label: Senior}]
";

const TABLE: &str = "Role,What,Also,Goal,Duty,Judged by,Demand,Year,Years
Data Engineer,\"Builds pipelines. And more.\",ETL Developer; Data Engineer,Fresh data,yes,uptime; cost,12%,2025,senior
Émigré Analyst,Explains numbers.,,\"Answers: \"\"why\"\"\",,accuracy,\"1,234.5\",2025-03,Junior
";

/// A site with a map, in a folder of its own.
struct Site {
    folder: TempDir,
}

impl Site {
    fn new() -> Site {
        let site = Site { folder: TempDir::new().expect("a folder") };
        Project::new().published().write(site.root());
        site.write("imports/roles.yaml", MAP);
        site.write("roles.csv", TABLE);
        site
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }

    fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.text(path);
        assert!(text.contains(from), "{path}: {text}");
        self.write(path, text.replacen(from, to, 1));
    }

    fn import_of(&self, file: &str, is_dry_run: bool) -> DataImported {
        let options = DataImport {
            root: self.root().to_path_buf(),
            file: self.root().join(file),
            map: self.root().join("imports/roles.yaml"),
            is_dry_run,
        };
        import_data(&options, &Interrupt::never()).expect("no system error")
    }

    /// Imports `roles.csv`.
    fn import(&self) -> Box<Summary> {
        match self.import_of("roles.csv", false) {
            DataImported::Done(summary) => summary,
            DataImported::InvalidMap(report, path, text) => {
                panic!("{}", human::emit(&report, |own| (own == &*path).then_some(&*text)))
            }
            DataImported::InvalidTable(fault) => panic!("{fault:?}"),
        }
    }

    /// Returns the mistakes of the map, each as its code, the text that it is about, and its help.
    fn mistakes(&self) -> Vec<(String, String, String)> {
        let DataImported::InvalidMap(report, _, text) = self.import_of("roles.csv", false) else {
            panic!("the map has no mistakes")
        };
        let found = report.diagnostics().iter().map(|found| {
            let span = found.place.as_ref().expect("a place").span;
            let place = text[span.start as usize..span.end as usize].to_string();
            (found.code.name().to_string(), place, found.help.clone().unwrap_or_default())
        });
        found.collect()
    }

    /// The errors that `check` finds in the content.
    fn errors(&self) -> Vec<String> {
        let (sources, found) = read(self.root());
        let report = Snapshot::new(sources, found, &link::Options::default()).diagnostics();
        let errors = report.diagnostics().iter().filter(|found| found.severity == Severity::Error);
        errors.map(|found| format!("{:?}: {}", found.place, found.message)).collect()
    }

    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        crate::support::tree(self.root())
    }
}

fn steps(path: &str) -> Vec<Step> {
    path.split('/').map(Step::key).collect()
}

#[test]
fn a_table_becomes_roles_rows_and_families() {
    let site = Site::new();
    let summary = site.import();
    assert!(summary.is_clean(), "{}", summary.format_notes());
    assert_eq!(summary.roles, BTreeMap::from([(Change::Created, 2)]));
    assert_eq!(
        site.text("content/roles/data-engineer.yaml"),
        "name: Data Engineer
family: data
also_known_as: [ETL Developer]
summary: Builds pipelines.
facts:
  goal: {value: Fresh data, sources: [book], confidence: high, as_of: 2026}
  on-call: {level: core, sources: [book], confidence: low, as_of: 2026}
  judged-by: {items: [uptime, cost], sources: [book], confidence: high, as_of: 2026}
  demand: {amount: 12, sources: [book], confidence: high, as_of: 2025}
  seniority: {level: senior, sources: [book], confidence: high, as_of: 2026}
"
    );
    let analyst = site.text("content/roles/emigre-analyst.yaml");
    assert!(analyst.contains("goal: {value: \"Answers: \\\"why\\\"\","), "{analyst}");
    assert!(
        analyst.contains("on-call: {level: \"none\"") || analyst.contains("on-call: {level: none"),
        "{analyst}"
    );
    assert!(analyst.contains("demand: {amount: 1234.5, sources: [book], confidence: high, as_of: 2025-03}"));
    let comparison = site.text("content/comparison.yaml");
    assert!(
        comparison.contains("families: [{id: core, label: Core, line: All roles.}, {id: data,"),
        "{comparison}"
    );
    assert!(
        comparison.contains("\n  - id: seniority\n    group: pay-group\n    label: Seniority\n"),
        "{comparison}"
    );
    assert_eq!(site.errors(), Vec::<String>::new());
    let before = site.files();
    let again = site.import();
    assert_eq!((again.roles.get(&Change::Unchanged), again.changed), (Some(&2), 0));
    assert_eq!(site.files(), before);
}

#[test]
fn a_dry_run_reports_the_same_and_writes_nothing() {
    let site = Site::new();
    let before = site.files();
    let DataImported::Done(dry) = site.import_of("roles.csv", true) else { panic!("it is valid") };
    assert_eq!(site.files(), before);
    let real = site.import();
    assert_eq!((dry.roles, dry.changes), (real.roles, real.changes));
}

#[test]
fn a_second_import_updates_what_changed_and_keeps_what_was_edited() {
    let site = Site::new();
    site.import();
    let role = "content/roles/data-engineer.yaml";
    site.edit(role, "summary: Builds pipelines.", "# Ours.\nsummary: Moves data.   # shorter");
    site.edit(
        role,
        "goal: {value: Fresh data, sources: [book]",
        "goal: {value: Fresh,   sources: [book, web]",
    );
    site.edit(role, "confidence: high, as_of: 2025}", "confidence: medium, as_of: 2025}");
    site.edit("content/comparison.yaml", "label: Seniority", "label: Level");
    site.write(
        "roles.csv",
        TABLE
            .replace("Fresh data", "Fresher data")
            .replace("uptime; cost", "uptime; price")
            .replace("12%", "15%"),
    );
    let summary = site.import();
    assert_eq!(
        summary.format_conflicts(),
        "conflict: content/roles/data-engineer.yaml:7: facts.goal
  base   value: Fresh data, sources: book
  theirs value: Fresher data, sources: book   (line 2 of the table)
  yours  value: Fresh, sources: book, web   (kept)
conflict: content/roles/data-engineer.yaml:10: facts.demand
  base   amount: 12, confidence: high
  theirs amount: 15, confidence: high   (line 2 of the table)
  yours  amount: 12, confidence: medium   (kept)
"
    );
    let text = site.text(role);
    for kept in [
        "# Ours.\nsummary: Moves data.   # shorter\n",
        "goal: {value: Fresh,   sources: [book, web], confidence: high, as_of: 2026}",
        "items: [uptime, price]",
        "demand: {amount: 12, sources: [book], confidence: medium, as_of: 2025}",
    ] {
        assert!(text.contains(kept), "{kept}: {text}");
    }
    assert!(site.text("content/comparison.yaml").contains("label: Level"));
    assert!(!summary.is_clean());
    // The decision is known, so it is not asked for again.
    assert!(site.import().is_clean());
    assert_eq!(site.text(role), text);
    assert_eq!(site.errors(), Vec::<String>::new());
}

#[test]
fn what_was_deleted_stays_deleted_and_what_vanished_is_kept() {
    let site = Site::new();
    site.import();
    fs::remove_file(site.root().join("content/roles/emigre-analyst.yaml")).expect("a file");
    let text = site.text("content/roles/data-engineer.yaml");
    let fact = text.lines().find(|line| line.contains("judged-by")).expect("a fact");
    site.edit("content/roles/data-engineer.yaml", &format!("{fact}\n"), "");
    let summary = site.import();
    assert!(summary.is_clean());
    assert_eq!(summary.roles, BTreeMap::from([(Change::Unchanged, 1), (Change::Deleted, 1)]));
    assert!(!site.text("content/roles/data-engineer.yaml").contains("judged-by"));
    let before = site.text("content/roles/data-engineer.yaml");
    site.write("roles.csv", TABLE.lines().next().expect("a header").to_string() + "\n");
    let summary = site.import();
    assert_eq!(summary.vanished, ["content/roles/data-engineer.yaml"]);
    assert_eq!(site.text("content/roles/data-engineer.yaml"), before);
    assert_eq!(site.import().vanished, Vec::<String>::new());
}

#[test]
fn a_renamed_role_is_found() {
    for line in ["was: [data-engineer]\n", ""] {
        let site = Site::new();
        site.import();
        let old = site.root().join("content/roles/data-engineer.yaml");
        let text = fs::read_to_string(&old).expect("a file");
        fs::remove_file(old).expect("a file");
        site.write("content/roles/data-plumber.yaml", line.to_string() + &text);
        site.write("roles.csv", TABLE.replace("Fresh data", "Fresher data"));
        let summary = site.import();
        assert_eq!(summary.roles, BTreeMap::from([(Change::Updated, 1), (Change::Unchanged, 1)]), "{line:?}");
        assert!(site.text("content/roles/data-plumber.yaml").contains("value: Fresher data"));
        assert!(!site.root().join("content/roles/data-engineer.yaml").exists());
    }
}

#[test]
fn a_ledger_that_was_edited_costs_no_edit() {
    let site = Site::new();
    site.import();
    // A replacement in all files, also in the ledger.
    for file in ["imports/roles.ledger", "content/roles/data-engineer.yaml"] {
        site.edit(file, "Fresh data", "Good data");
    }
    site.write(
        "imports/roles.ledger",
        site.text("imports/roles.ledger") + "{\"of\":\"role:../../x\"}\n\0\u{feff}[[[[\n",
    );
    let summary = site.import();
    assert!(site.text("content/roles/data-engineer.yaml").contains("value: Good data"));
    assert_eq!(summary.unknown_lines.len(), 3);
    assert_eq!(summary.conflicts().len(), 1);
    // A ledger that is lost is made again.
    fs::remove_file(site.root().join("imports/roles.ledger")).expect("a file");
    site.edit("content/roles/emigre-analyst.yaml", "Explains numbers.", "Explains.");
    let summary = site.import();
    assert!(site.text("content/roles/emigre-analyst.yaml").contains("summary: Explains."));
    assert_eq!(summary.conflicts().len(), 2);
    assert!(site.import().is_clean());
}

#[test]
fn a_mistake_in_the_map_is_one_diagnostic_at_its_place() {
    for (from, to, code, place, help) in [
        ("role:\n", "rolle:\n", "unknown-key", "rolle", "did you mean `role`?"),
        ("goal: Goal", "goal: Gaol", "unknown-name", "Gaol", "did you mean `Goal`?"),
        ("column: Duty", "column: Dutty", "unknown-name", "Dutty", "did you mean `Duty`?"),
        ("  goal: Goal", "  gaol: Goal", "unknown-name", "gaol", "did you mean `goal`?"),
        ("sources: [book]", "sources: [bok]", "unknown-name", "bok", "did you mean `book`?"),
        (
            "keep: first-sentence",
            "keep: first-sentense",
            "unknown-word",
            "first-sentense",
            "did you mean `first-sentence`?",
        ),
        ("group: pay-group", "group: pay-grup", "unknown-name", "pay-grup", "did you mean `pay-group`?"),
        ("from: Years", "form: Years", "unknown-key", "form", "did you mean `from`?"),
        ("as_of: 2026", "as_of: soon", "invalid-date", "soon", "write 2026, 2026-11 or 2026-11-23"),
        (
            "  demand: {from: {column: Demand}",
            "  tools: {from: {column: Demand}",
            "cell-kind",
            "tools",
            "delete it; such a row has no facts",
        ),
        (
            "{column: Demand}",
            "{lookup: {file: ../x.csv, key: a, column: b}, column: Demand}",
            "file-missing",
            "../x.csv",
            "write a path relative to the folder of the map, without `..` and symbolic links",
        ),
    ] {
        let site = Site::new();
        site.edit("imports/roles.yaml", from, to);
        let before = site.files();
        let found = site.mistakes();
        assert_eq!(found, [(code.to_string(), place.to_string(), help.to_string())], "{to}");
        assert_eq!(site.files(), before, "{to}");
    }
}

#[test]
fn values_that_do_not_fit_are_in_the_table_of_the_report() {
    let site = Site::new();
    let long = "word ".repeat(40);
    site.write(
        "roles.csv",
        format!(
            "Role,What,Also,Goal,Duty,Judged by,Demand,Year,Years
A,Does a.,,{long},never,x,1,2025,senior
,Has no id.,,,,,,,
con,Is reserved.,,,,,,,
A,Is a again.,,,,,,,
B,Does b.,,=cmd(),,,many,2025,expert
C,,,,,,,,
D,Does d.,,\u{202e}x,,,3,13/2025,
E,Does e.,,too,many,cells,1,2025,senior,extra,more
"
        ),
    );
    let summary = site.import();
    let table = summary.format_notes();
    assert!(table.starts_with("shortened:\n  line      2  goal  199 → 120 characters\nskipped:\n  line      3  id  no id\nrefused:\n"), "{table}");
    assert!(
        table.contains("\n  line      2  on-call    there is no level `never`, only none, some, core\n"),
        "{table}"
    );
    let refused: Vec<(u64, &str)> =
        summary.notes(Treatment::Refused).iter().map(|note| (note.line, note.column.as_str())).collect();
    assert_eq!(
        refused,
        [
            (2, "on-call"),
            (4, "id"),
            (5, "id"),
            (6, "goal"),
            (6, "demand"),
            (6, "seniority"),
            (8, "demand"),
            (9, "the line"),
            (7, "c"),
        ]
    );
    assert_eq!(site.errors(), Vec::<String>::new());
    assert!(site.text("content/roles/d.yaml").contains("goal: {value: x,"));
}

#[test]
fn the_long_form_has_a_line_for_each_fact() {
    let site = Site::new();
    site.write(
        "imports/roles.yaml",
        "only: [{column: status, not: [draft]}]
role: {id: role}
long: {row: row, value: value, source: source, as_of: date, confidence: sure}
facts:
  demand: {from: {column: value, unit: jobs, scale: 0.001, decimals: 1}}
  judged-by: {from: {column: value, lookup: {file: words.csv, key: short, column: long}}}
",
    );
    site.write("imports/words.csv", "short,long\nup,uptime\nco,cost\n");
    site.write(
        "roles.csv",
        "role;row;value;source;date;sure;status
sre;Demand;12 345 jobs;web;2025-02-01T10:00;low;ok
sre;Judged by;up;book;2025;high;ok
sre;Judged by;co;book;2025;high;ok
platform-engineer;demand;1;none;2025;high;ok
platform-engineer;demand;7000;web;2025;;ok
platform-engineer;goal;x;web;2025;;draft
nobody;demand;1;web;2025;;ok
",
    );
    let summary = site.import();
    let sre = site.text("content/roles/sre.yaml");
    assert!(
        sre.contains("  demand: {amount: 12.3, sources: [web], confidence: low, as_of: 2025-02-01}\n"),
        "{sre}"
    );
    assert!(
        sre.contains(
            "  judged-by: {items: [uptime, cost], sources: [book], confidence: high, as_of: 2025}\n"
        ),
        "{sre}"
    );
    let platform = site.text("content/roles/platform-engineer.yaml");
    assert!(
        platform.contains("  demand: {amount: 7, sources: [web], confidence: medium, as_of: 2025}\n"),
        "{platform}"
    );
    let refused: Vec<u64> = summary.notes(Treatment::Refused).iter().map(|note| note.line).collect();
    assert_eq!(refused, [5, 8], "{}", summary.format_notes());
    assert_eq!(summary.left_out, 1);
    assert_eq!(site.errors(), Vec::<String>::new());
}

#[test]
fn a_suggested_map_imports_its_table() {
    for (name, table) in [
        (
            "a.csv",
            "Code;Title;Category;Salary (USD);Tags;Notes\nx1;One;Red;\"1,200\";a;\nx2;Two;Blue;900.5;b;x\nx3;Three;Red;1;c;\n",
        ),
        ("b.tsv", "Name\tKind\nÄrger, Wut\tx\nÖde: \"leer\"\ty\n"),
        (
            "c.json",
            "[{\"id\": 7, \"on\": true, \"tags\": [\"a\", \"b\"]}, {\"id\": 8, \"pay\": {\"min\": 3}}]",
        ),
        ("d.jsonl", "{\"key\": \"no\", \"description\": \"Is a thing. And more.\"}\n{\"key\": \"yes\"}\n"),
        ("e.csv", "role,row,value\nsre,demand,7\n"),
        ("f.csv", "id\n"),
    ] {
        let site = Site::new();
        site.write(name, table);
        let today = Date { year: 2026, month: 11, day: 30 };
        let file = site.root().join(name);
        let text = suggest(&file, Some(site.root()), None, today).expect("no system error").expect("a table");
        site.write("imports/roles.yaml", &text);
        match site.import_of(name, false) {
            DataImported::Done(summary) => assert!(summary.is_clean(), "{text}\n{}", summary.format_notes()),
            DataImported::InvalidMap(report, path, own) => {
                panic!("{}", human::emit(&report, |file| (file == &*path).then_some(&*own)))
            }
            DataImported::InvalidTable(fault) => panic!("{name}: {fault:?}"),
        }
        assert_eq!(site.errors(), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn answers_dates_links_and_ranges_are_imported() {
    let site = Site::new();
    let rows = [
        ("remote", "Remote", "yes-no"),
        ("since", "Since", "date"),
        ("site", "Site", "link"),
        ("time", "Time", "range, unit: years"),
    ];
    let rows = rows.map(|(id, column, kind)| {
        format!(
            "  {id}:\n    from: {{column: {column}, unit: years}}\n    row: {{group: pay-group, label: {column}, kind: {kind}, question: Which?}}\n"
        )
    });
    site.write("imports/roles.yaml", format!("{MAP}{}", rows.concat()));
    let lines: Vec<&str> = TABLE.lines().collect();
    let table = |first: &str, second: &str| {
        let header = "Remote,Since,Site,Time";
        format!("{},{header}\n{},{first}\n{},{second}\n", lines[0], lines[1], lines[2])
    };
    let good = "No,1972-05-03T00:00:00Z,https://example.org/a,3–5 years";
    site.write("roles.csv", table(good, "TRUE,2015,https://example.org/b,2"));
    let summary = site.import();
    assert!(summary.is_clean(), "{}", summary.format_notes());
    let role = site.text("content/roles/data-engineer.yaml");
    for fact in [
        "remote: {answer: false, sources: [book]",
        "since: {date: 1972-05-03, ",
        "site: {link: \"https://example.org/a\", ",
        "time: {range: [3, 5], ",
    ] {
        assert!(role.contains(fact), "{fact}: {role}");
    }
    let role = site.text("content/roles/emigre-analyst.yaml");
    assert!(role.contains("{date: 2015, ") && role.contains("{range: [2, 2], "), "{role}");
    assert_eq!(site.errors(), Vec::<String>::new());
    assert_eq!(site.import().roles.get(&Change::Unchanged), Some(&2));
    site.write("roles.csv", table(good, "perhaps,soon,javascript:x,5–3"));
    let notes = site.import().format_notes();
    for reason in
        ["neither yes nor no", "is not a date", "cannot be published", "begins with the higher number"]
    {
        assert!(notes.contains(reason), "{reason}: {notes}");
    }
}

#[test]
fn the_kinds_of_suggested_rows_are_those_of_the_values() {
    let site = Site::new();
    let table = "id,remote,since,link,time,count\na,yes,2015-05,https://example.org/a,1-3,4\nb,no,1972-01-02,https://example.org/b,2 to 5,5\n";
    site.write("kinds.csv", table);
    let today = Date { year: 2026, month: 11, day: 30 };
    let file = site.root().join("kinds.csv");
    let text = suggest(&file, None, None, today).expect("no system error").expect("a table");
    for (column, kind) in
        [("remote", "yes-no"), ("since", "date"), ("link", "link"), ("time", "range"), ("count", "number")]
    {
        let row = format!(
            "  {column}:\n    from: {column}\n    row: {{group: facts, label: {column}, kind: {kind}, "
        );
        assert!(text.contains(&row), "{row}{text}");
    }
}

fn rolebook(root: &Path, arguments: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_rolebook");
    Command::new(program).args(arguments).current_dir(root).output().expect("the program starts")
}

#[test]
fn the_status_says_whether_all_was_imported() {
    let site = Site::new();
    let import = |file: &str, more: &[&str]| {
        let done =
            rolebook(site.root(), &[&["import", "data", file, "--map", "imports/roles.yaml"], more].concat());
        let printed = String::from_utf8_lossy(&[&done.stdout[..], &done.stderr[..]].concat()).into_owned();
        (done.status.code(), printed)
    };
    let (status, printed) = import("roles.csv", &["--dry-run"]);
    assert_eq!(status, Some(0), "{printed}");
    assert!(
        printed.contains("2 records: 2 roles created") && printed.contains("nothing was written"),
        "{printed}"
    );
    assert_eq!(import("roles.csv", &[]).0, Some(0));
    site.write("bad.csv", TABLE.replace("12%", "many"));
    assert_eq!(import("bad.csv", &[]).0, Some(1));
    site.write("open.csv", "a,b\n\"1,2\n3,4\n");
    let (status, printed) = import("open.csv", &[]);
    assert_eq!(status, Some(1));
    assert!(printed.starts_with("error: open.csv:2: a quote `\"` is not closed"), "{printed}");
    for (file, status) in [("none.csv", 2), ("imports", 2), ("imports/roles.yaml", 2), ("/dev/null", 2)] {
        assert_eq!(import(file, &[]).0, Some(status), "{file}");
    }
    site.edit("imports/roles.yaml", "goal: Goal", "goal: Gaol");
    let (status, printed) = import("roles.csv", &[]);
    assert_eq!(status, Some(1));
    assert!(
        printed.contains("the table has no column `Gaol`") && printed.contains("imports/roles.yaml:"),
        "{printed}"
    );
    let suggested =
        rolebook(site.root(), &["import", "data", "roles.csv", "--suggest", "--map", "imports/new.yaml"]);
    assert_eq!(suggested.status.code(), Some(0));
    let again =
        rolebook(site.root(), &["import", "data", "roles.csv", "--suggest", "--map", "imports/new.yaml"]);
    assert_eq!(again.status.code(), Some(2), "nothing is overwritten");
}

#[test]
fn what_a_person_adds_to_a_fact_belongs_to_its_value() {
    let fact = "on-call: {level: core, sources: [book], confidence: low, as_of: 2026}";
    for own in [
        "on-call: {level: core, value: The core of the job since 2024., sources: [book], confidence: low, as_of: 2026}",
        "on-call: {level: core, sources: [web], confidence: high, as_of: 2026}",
        "on-call: {level: core, judgement: true, confidence: low}",
        "on-call: {level: some, sources: [book], confidence: low, as_of: 2026}",
    ] {
        let site = Site::new();
        site.import();
        site.edit("content/roles/data-engineer.yaml", fact, own);
        let kept = site.import();
        assert!(kept.is_clean(), "{own}: {}", kept.format_conflicts());
        site.edit("roles.csv", "Fresh data,yes", "Fresh data,none");
        let summary = site.import();
        assert!(!summary.is_clean(), "the table contradicts {own}");
        assert!(site.text("content/roles/data-engineer.yaml").contains(own), "{own}");
        let again = site.import();
        assert!(again.is_clean(), "a conflict is reported once: {}", again.format_notes());
        assert!(site.text("content/roles/data-engineer.yaml").contains(own), "{own}");
    }
    // Different parts of a fact whose value is the same on both sides are merged.
    let site = Site::new();
    site.import();
    site.edit(
        "content/roles/data-engineer.yaml",
        "amount: 12, sources: [book], confidence: high",
        "amount: 12, sources: [book], confidence: low",
    );
    site.edit("roles.csv", "12%,2025", "12%,2026");
    assert!(site.import().is_clean());
    let text = site.text("content/roles/data-engineer.yaml");
    assert!(text.contains("demand: {amount: 12, sources: [book], confidence: low, as_of: 2026}"), "{text}");
}

#[test]
fn a_fact_that_a_person_deleted_is_not_added_again() {
    let site = Site::new();
    site.import();
    let goal = "  goal: {value: Fresh data, sources: [book], confidence: high, as_of: 2026}\n";
    site.edit("content/roles/data-engineer.yaml", goal, "");
    site.import();
    site.edit("roles.csv", ",Fresh data,", ",,");
    assert!(site.import().is_clean());
    site.edit("roles.csv", "Data Engineer,,yes", "Data Engineer,Fresh data,yes");
    site.import();
    assert!(!site.text("content/roles/data-engineer.yaml").contains("goal:"));
}

#[test]
fn an_import_that_fails_midway_keeps_what_it_knows() {
    let site = Site::new();
    let third = "Zoologist,Counts animals.,,Animals,yes,cost,12%,2025,senior\n";
    site.write("roles.csv", format!("{TABLE}{third}"));
    site.import();
    let table = site.text("roles.csv").replace(",yes,", ",sometimes,");
    site.write("roles.csv", table);
    // The second role cannot be read.
    let second = site.root().join("content/roles/emigre-analyst.yaml");
    let text = fs::read(&second).expect("a role");
    fs::remove_file(&second).expect("a file");
    fs::create_dir(&second).expect("a folder");
    let options = DataImport {
        root: site.root().to_path_buf(),
        file: site.root().join("roles.csv"),
        map: site.root().join("imports/roles.yaml"),
        is_dry_run: false,
    };
    import_data(&options, &Interrupt::never()).expect_err("a folder is no role");
    assert!(site.text("content/roles/data-engineer.yaml").contains("level: some"));
    assert!(site.text("content/roles/zoologist.yaml").contains("level: core"));
    fs::remove_dir(&second).expect("a folder");
    fs::write(&second, text).expect("a file");
    site.edit("roles.csv", "Fresh data,sometimes", "Fresh data,none");
    let summary = site.import();
    assert!(summary.is_clean(), "{}", summary.format_notes());
    assert!(site.text("content/roles/data-engineer.yaml").contains("level: none"));
    assert!(site.text("content/roles/zoologist.yaml").contains("level: some"));
}

#[test]
fn a_new_level_is_added_at_its_place_or_refused() {
    let levels = |list: &str| MAP.replace("{id: junior, label: Junior}, {id: senior, label: Senior}", list);
    let error = |site: &Site| {
        let before = site.files();
        let done = rolebook(site.root(), &["import", "data", "roles.csv", "--map", "imports/roles.yaml"]);
        assert_ne!(done.status.code(), Some(0));
        assert_eq!(site.files(), before, "nothing is changed");
        String::from_utf8_lossy(&done.stderr).into_owned()
    };
    let (junior, mid, senior) =
        ("{id: junior, label: Junior}", "{id: mid, label: Mid}", "{id: senior, label: Senior}");
    for list in [
        format!("{junior}, {mid}, {senior}"),
        format!("{mid}, {junior}, {senior}"),
        format!("{junior}, {senior}, {mid}"),
    ] {
        let site = Site::new();
        site.import();
        site.write("imports/roles.yaml", levels(&list));
        site.import();
        let text = site.text("content/comparison.yaml");
        let at = |label: &str| text.find(&format!("label: {label}}}")).expect("a level");
        let order = |a: &str, b: &str| list.find(a) < list.find(b);
        for (a, b) in [("Junior", "Mid"), ("Mid", "Senior"), ("Junior", "Senior")] {
            assert_eq!(at(a) < at(b), order(a, b), "{list}: {text}");
        }
        assert_eq!(site.errors(), [""; 0]);
    }
    let site = Site::new();
    site.import();
    site.edit("content/comparison.yaml", "label: Junior}", "label: Junior}\n      - {id: own, label: Own}");
    site.write("imports/roles.yaml", levels(&format!("{junior}, {mid}, {senior}")));
    let printed = error(&site);
    assert!(printed.contains("above `junior` and below `senior`"), "{printed}");

    let site = Site::new();
    site.import();
    site.write("imports/roles.yaml", MAP.replace("kind: scale", "kind: text").replace("levels: [", "# ["));
    let printed = error(&site);
    assert!(printed.contains("from scale to text"), "{printed}");
}

#[test]
fn the_layout_of_a_text_is_no_edit() {
    let site = Site::new();
    site.import();
    site.edit(
        "content/roles/data-engineer.yaml",
        "summary: Builds pipelines.",
        "summary: |\n  Builds pipelines.",
    );
    site.edit("roles.csv", "Builds pipelines.", "Builds lakes.");
    let summary = site.import();
    assert!(summary.is_clean() && summary.edits_kept == 0, "{}", summary.format_notes());
    assert!(site.text("content/roles/data-engineer.yaml").contains("summary: Builds lakes."));
}

#[test]
fn what_is_refused_is_not_gone() {
    let site = Site::new();
    site.import();
    site.edit("roles.csv", "2025,senior", "2025,senior,one too many");
    let summary = site.import();
    let notes = summary.format_notes();
    assert!(!summary.is_clean() && summary.vanished.is_empty(), "{notes}");

    let site = Site::new();
    let long = "role: {id: Role, name: Name, family: {template: data}, summary: {column: What}}";
    let start = MAP.find("role:").expect("the role");
    let map = format!("{}{long}\nlong: {{row: Row, value: Value}}\n", &MAP[..start]);
    site.write("imports/roles.yaml", map);
    let table = "Role,Name,What,Row,Value\na,A,Builds.,goal,Data\na,A,Builds.,on-call,core\n";
    site.write("roles.csv", table);
    site.import();
    site.edit("roles.csv", "goal,Data", "goal,=Data");
    let summary = site.import();
    assert!(!summary.is_clean() && summary.vanished.is_empty(), "{}", summary.format_notes());
}

#[test]
fn a_column_with_many_values_does_not_become_families() {
    let site = Site::new();
    let map = MAP
        .replace("family: {template: data}", "family: What")
        .replace("role:\n", "new_families: {line: \"{value}.\"}\nrole:\n");
    site.write("imports/roles.yaml", map);
    let lines: Vec<String> = (0..5000).map(|n| format!("Role {n},Family {n},,,,,,,\n")).collect();
    site.write("roles.csv", format!("{}\n{}", TABLE.lines().next().expect("a header"), lines.concat()));
    let DataImported::InvalidTable(fault) = site.import_of("roles.csv", false) else {
        panic!("too many families")
    };
    assert!(fault.what.contains("5000 values"), "{fault:?}");
}

#[test]
fn impossible_settings_of_a_table_are_reported_at_their_key() {
    for (form, place) in
        [("delimiter: ab", "ab"), ("delimiter: é", "é"), ("delimiter: '\"'", "'\"'"), ("header_line: 0", "0")]
    {
        let site = Site::new();
        site.write("imports/roles.yaml", format!("data: {{{form}}}\n{MAP}"));
        let mistakes = site.mistakes();
        assert_eq!(mistakes.len(), 1, "{mistakes:?}");
        assert_eq!(mistakes[0].1, place);
    }
}

#[test]
fn a_map_outside_of_its_folder_is_refused() {
    let site = Site::new();
    site.write("other/roles.yaml", MAP);
    let done = rolebook(site.root(), &["import", "data", "roles.csv", "--map", "other/roles.yaml"]);
    let printed = String::from_utf8_lossy(&done.stderr).into_owned();
    assert_eq!(done.status.code(), Some(2), "{printed}");
    assert!(
        printed.contains("is not in the folder `imports/`") && printed.contains("imports/roles.yaml"),
        "{printed}"
    );
}

/// The edits of a role by a person and by a source, and the expected result.
#[derive(Default, Clone)]
struct Expected {
    /// The values of the source, of the last import, and of the site.
    values: BTreeMap<&'static str, [Option<String>; 3]>,
    is_deleted: bool,
    file: String,
}

const SLOTS: [(&str, &str); 5] = [
    ("summary", "What"),
    ("facts/goal/value", "Goal"),
    ("facts/on-call/level", "Duty"),
    ("facts/demand/amount", "Demand"),
    ("facts/seniority/level", "Years"),
];

/// Random edits of the table and of the site between imports: the site has every edit of a person, and every change of the
/// table where no person edited. `IMPORT_EDITS=1000` runs as many imports.
#[test]
fn no_edit_is_lost_in_any_sequence_of_imports() {
    let rounds: usize = std::env::var("IMPORT_EDITS").ok().and_then(|n| n.parse().ok()).unwrap_or(20);
    let mut lost = 0;
    for seed in 0..rounds.div_ceil(10) {
        lost += sequence(Dice(0x9e37_79b9 + seed as u64 * 7919), 10);
    }
    assert_eq!(lost, 0);
}

/// Runs some imports with edits between them; returns the number of values that are not as expected.
fn sequence(mut dice: Dice, rounds: usize) -> usize {
    let site = Site::new();
    let mut roles: Vec<Expected> = (0..6)
        .map(|n| Expected { file: format!("content/roles/role-{n}.yaml"), ..Expected::default() })
        .collect();
    let (mut lost, mut comments) = (0, Vec::<(usize, String)>::new());
    for round in 0..rounds {
        for (n, role) in roles.iter_mut().enumerate() {
            for (slot, _) in SLOTS {
                let value = role.values.entry(slot).or_default();
                if round == 0 || dice.below(4) == 0 {
                    value[0] = Some(random(slot, &mut dice, &format!("source {n} {round}")));
                }
            }
        }
        let mut table = "Role,What,Also,Goal,Duty,Judged by,Demand,Year,Years\n".to_string();
        for (n, role) in roles.iter().enumerate() {
            let cell = |slot: &str| role.values[slot][0].clone().unwrap_or_default();
            let duty = if cell("facts/on-call/level") == "core" {
                "yes".to_string()
            } else {
                cell("facts/on-call/level")
            };
            let cells = [
                format!("Role {n}"),
                cell("summary"),
                String::new(),
                cell("facts/goal/value"),
                duty,
                String::new(),
                cell("facts/demand/amount"),
                "2025".to_string(),
                cell("facts/seniority/level"),
            ];
            table.extend([cells.join(","), "\n".to_string()]);
        }
        site.write("roles.csv", table);
        if round > 0 {
            for _ in 0..10 {
                let n = dice.below(roles.len());
                edit(&site, n, &mut roles[n], round, &mut dice, &mut comments);
            }
        }
        site.import();
        for (n, role) in roles.iter_mut().enumerate() {
            for [theirs, base, yours] in role.values.values_mut() {
                if role.is_deleted || (yours != theirs && yours != base) {
                    // A person changed or deleted it.
                } else {
                    yours.clone_from(theirs);
                }
                base.clone_from(theirs);
            }
            let path = site.root().join(&role.file);
            if role.is_deleted {
                lost += usize::from(path.exists());
                continue;
            }
            let text = fs::read_to_string(path).expect("a file");
            let yaml = EditableYaml::parse(text.clone()).expect("it is valid");
            for (slot, [_, _, yours]) in &role.values {
                let own = yaml.get(&steps(slot)).map(|node| node.describe().trim_matches('`').to_string());
                if own != *yours {
                    eprintln!("{n} {slot}: {own:?} instead of {yours:?}\n{text}");
                    lost += 1;
                }
            }
            let own = comments.iter().filter(|(of, _)| *of == n);
            lost += own.filter(|(_, comment)| !text.contains(comment.as_str())).count();
        }
    }
    assert_eq!(site.errors(), Vec::<String>::new());
    lost
}

fn random(slot: &str, dice: &mut Dice, text: &str) -> String {
    match slot {
        "facts/on-call/level" => ["none", "some", "core"][dice.below(3)].to_string(),
        "facts/seniority/level" => ["junior", "senior"][dice.below(2)].to_string(),
        "facts/demand/amount" => dice.below(100).to_string(),
        _ => format!("{text} {}", dice.below(1000)),
    }
}

/// A person edits a role.
fn edit(
    site: &Site,
    n: usize,
    role: &mut Expected,
    round: usize,
    dice: &mut Dice,
    comments: &mut Vec<(usize, String)>,
) {
    if role.is_deleted {
        return;
    }
    let text = site.text(&role.file);
    match dice.below(12) {
        0 => {
            let renamed = format!("content/roles/renamed-{n}-{round}-{}.yaml", dice.below(1000));
            if dice.below(2) == 0 || text.contains("was:") {
                // Without `was`, the name finds it.
                site.write(&renamed, &text);
            } else {
                site.write(&renamed, format!("was: [role-{n}]\n{text}"));
            }
            fs::remove_file(site.root().join(&role.file)).expect("a file");
            role.file = renamed;
        }
        1 if round > 3 && dice.below(4) == 0 => {
            fs::remove_file(site.root().join(&role.file)).expect("a file");
            role.is_deleted = true;
        }
        2 => {
            let lines: Vec<&str> = text.lines().collect();
            let at = dice.below(lines.len() + 1);
            let comment = format!("# {n} {round} {}", dice.below(100_000));
            let indent = if at < lines.len() && lines[at].starts_with("  ") { "  " } else { "" };
            let text =
                [&lines[..at], &[&format!("{indent}{comment}")], &lines[at..]].concat().join("\n") + "\n";
            comments.push((n, comment));
            site.write(&role.file, text);
        }
        3 => {
            let mut yaml = EditableYaml::parse(text).expect("it is valid");
            let slot = SLOTS[1 + dice.below(4)].0;
            let fact = slot.rsplit_once('/').expect("a fact").0;
            if yaml.remove(&steps(fact)).is_ok() {
                site.write(&role.file, yaml.text());
                role.values.entry(slot).or_default()[2] = None;
            }
        }
        _ => {
            let mut yaml = EditableYaml::parse(text).expect("it is valid");
            let slot = SLOTS[dice.below(SLOTS.len())].0;
            if yaml.get(&steps(slot)).is_none() {
                return;
            }
            let value = random(slot, dice, &format!("person {n} {round}"));
            let new = if slot.ends_with("amount") {
                NewValue::Bare(value.clone())
            } else {
                NewValue::Text(value.clone())
            };
            yaml.set(&steps(slot), &new, Position::Last).expect("an edit");
            site.write(&role.file, yaml.text());
            role.values.entry(slot).or_default()[2] = Some(value);
        }
    }
}

/// A hostile table ends with a message and a status, in bounded time and memory.
#[test]
fn hostile_tables_end_with_a_message() {
    let site = Site::new();
    let header = TABLE.lines().next().expect("a header");
    let line = "Data Engineer,Builds.,,Fresh,yes,uptime,12,2025,senior\n";
    let cases: Vec<(&str, Vec<u8>, bool)> = vec![
        ("columns.csv", vec![b','; 1_000_000], false),
        (
            "cell.csv",
            [header.as_bytes(), b"\nX,", &vec![b'x'; 1 << 20], b",,,,,,,\n", line.as_bytes()].concat(),
            true,
        ),
        ("nul.csv", [header.as_bytes(), b"\nA\0B,Builds.,,,,,,,\n", line.as_bytes()].concat(), false),
        ("utf8.csv", [header.as_bytes(), b"\n\xff\xfe,Builds.,,,,,,,\n", line.as_bytes()].concat(), true),
        (
            "formula.csv",
            [header.as_bytes(), b"\n=1+1,x,,,,,,,\n@x,=HYPERLINK(1),,,,,,,\n", line.as_bytes()].concat(),
            true,
        ),
        ("quote.csv", [header.as_bytes(), b"\n\"", &vec![b'\n'; 5000]].concat(), false),
        ("deep.json", vec![b'['; 1_000_000], false),
        ("braces.json", b"{\"a\":".repeat(100_000), false),
        ("string.json", [b"[\"".to_vec(), vec![b'x'; 5 << 20], b"\"]".to_vec()].concat(), false),
        ("lines.jsonl", b"[[[[\n\xff\n{}\n".to_vec(), true),
        ("text.json", b"PK\x03\x04".to_vec(), false),
    ];
    for (name, bytes, is_read) in cases {
        site.write(name, bytes);
        match site.import_of(name, true) {
            DataImported::Done(summary) => {
                assert!(is_read && summary.count_of(Treatment::Refused) > 0, "{name}");
                assert!(summary.format_notes().len() < 10_000, "{name}");
            }
            // The columns of JSON are known only from its records.
            DataImported::InvalidMap(report, ..) => {
                assert!(name.contains("json") && report.errors() > 0, "{name}");
            }
            DataImported::InvalidTable(fault) => {
                assert!(!is_read && fault.what.len() < 200, "{name}: {fault:?}");
            }
        }
    }
}

/// The maps of `examples/import/` import their tables into a new site that passes `check`, and the second time nothing changes.
fn imports_cleanly(table: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/import");
    let site = Site { folder: TempDir::new().expect("a folder") };
    assert_eq!(rolebook(site.root(), &["init", ".", "--entity", "thing/things"]).status.code(), Some(0));
    let map = Path::new("imports").join(table).with_extension("yaml");
    let name = map.file_name().expect("a name");
    site.write(map.to_str().expect("UTF-8"), fs::read(folder.join(name)).expect("a map"));
    for change in [Change::Created, Change::Unchanged] {
        let options = DataImport {
            root: site.root().to_path_buf(),
            file: folder.join(table),
            map: site.root().join(&map),
            is_dry_run: false,
        };
        let done = import_data(&options, &Interrupt::never()).expect("no system error");
        let DataImported::Done(summary) = done else { panic!("{done:?}") };
        assert!(summary.is_clean(), "{}", summary.format_notes());
        assert!(summary.roles.get(&change).is_some_and(|count| *count >= 100), "{:?}", summary.roles);
    }
    assert_eq!(site.errors(), Vec::<String>::new());
}

#[test]
fn the_example_of_languages_imports_cleanly() {
    imports_cleanly("languages.tsv");
}

#[test]
fn the_example_of_occupations_imports_cleanly() {
    imports_cleanly("occupations.csv");
}

#[test]
fn the_example_of_licences_imports_cleanly() {
    imports_cleanly("licences.json");
}
