//! `rolebook diff` and `rolebook log`: what they say about a change, and that they say nothing else.

mod comment;
mod git;
mod truth;

use crate::support::Project;
use rolebook::analysis::{Snapshot, Stopwatch};
use rolebook::compiled::CompiledSite;
use rolebook::diff::{SiteDiff, compare_content, compare_sites, human, json, markdown};
use rolebook::link::Options;
use rolebook::publish::Interrupt;
use rolebook::source::Sources;

fn sources(project: &Project) -> (Sources, Vec<rolebook::diagnostic::Diagnostic>) {
    let files = project.files();
    Sources::from_texts(
        files.iter().map(|(path, bytes)| (path.as_str(), std::str::from_utf8(bytes).expect("text"))),
    )
}

fn snapshot(project: &Project) -> Snapshot {
    let (sources, found) = sources(project);
    Snapshot::new(sources, found, &Options::default())
}

fn compiled(project: &Project) -> CompiledSite {
    let (sources, found) = sources(project);
    CompiledSite::new(None, sources, found, &Options::default(), &mut Stopwatch::start())
}

/// Compares two sites with their pages and diagnostics.
fn whole(before: &Project, after: &Project) -> SiteDiff {
    compare_sites(&compiled(before), &compiled(after), &Interrupt::never()).expect("the machine is sound")
}

fn plain(diff: &SiteDiff) -> String {
    anstream::adapter::strip_str(&human(diff)).to_string()
}

const SRE: &str = "content/roles/sre.yaml";
const PLATFORM: &str = "content/roles/platform-engineer.yaml";

/// A test site with a figure and a guide.
fn site() -> Project {
    Project::new()
        .published()
        .file(
            "content/salaries/survey.yaml",
            "title: Survey\nsource: web\npopulation: survey\nbasis: gross\nperiod: year\ncurrency: USD\nlicence: CC0\nmethod: Asked.\nfigures:\n  - {role: sre, region: us, year: 2025, n: 400, median: 193000}\n",
        )
        .file(
            "content/roles/sre.md",
            "---\nreviewed: 2026-11-01\n---\n\n## On call\n\nThe pager of the team is loud. See [](role:platform-engineer).\n",
        )
}

#[test]
fn a_change_is_reported_in_the_terms_of_readers() {
    let before = site();
    let after = site()
        .edit(
            SRE,
            "level: core, sources: [book], confidence: high",
            "level: some, judgement: true, confidence: low",
        )
        .edit("content/salaries/survey.yaml", "n: 400, median: 193000", "n: 90, median: 195500")
        .edit("content/roles/sre.md", "The pager of the team is loud.", "The pager of a team is rarely loud.")
        .edit("content/tools.yaml", "Draws dashboards.", "Draws graphs.");
    let diff = whole(&before, &after);
    let text = plain(&diff);
    for line in [
        "SRE: On-call: “Core” → “Some” (low confidence, own judgement)",
        "worse evidence: own judgement instead of a source, lower confidence",
        "confidence: “high” → “low”",
        "sources: removed “The Book”",
        "On-call: SRE is no longer higher than Platform Engineer",
        "SRE, United States, 2025: 2 fields changed (sample of 90, Survey)",
        "worse evidence: smaller sample",
        "median: “$193,000 a year” → “$195,500 a year”",
        "guide SRE: text changed",
        "text: 2 words added, 1 removed",
        "On call: “of the team is loud.” → “of a team is rarely loud.”",
        "tool Grafana: description “Draws dashboards.” → “Draws graphs.”",
    ] {
        assert!(text.contains(line), "{line}\n\n{text}");
    }
    let output = diff.output.as_ref().expect("both can be drawn");
    assert!(output.vanished.is_empty() && output.pages.contains(&"/roles/sre/".to_string()), "{output:?}");
    assert!(diff.problems.new.is_empty() && diff.problems.fixed.is_empty(), "{:?}", diff.problems);
    let json: serde_json::Value = serde_json::from_str(&json(&diff)).expect("JSON");
    assert_eq!((json["version"].as_u64(), json["unchanged"].as_bool()), (Some(1), Some(false)));
    assert_eq!(json["items"][0]["key"], serde_json::json!(["sre", "on-call"]));
    assert_eq!(
        json["items"][0]["fields"][0],
        serde_json::json!({"field": "value", "before": "Core", "after": "Some"})
    );
}

#[test]
fn layout_comments_and_the_order_of_keys_change_nothing_for_readers() {
    let reformatted = site()
        .change(SRE, |text| {
            let (head, facts) = text.split_once("facts:\n").expect("facts");
            let (facts, rest) = facts.split_once("tools:").expect("tools");
            let mut facts: Vec<&str> = facts.lines().collect();
            facts.reverse();
            format!("# A comment.\ntools:{rest}\r\n{head}facts:\n\n{}\n", facts.join("\n"))
        })
        .edit("content/roles/sre.md", "The pager of", "The\npager  of")
        .edit("content/sources.yaml", "title: The Book,", "title: 'The Book',");
    let diff = whole(&site(), &reformatted);
    assert!(diff.is_unchanged(), "{diff:?}");
    assert_eq!(plain(&diff), "Nothing changes for readers.\n");
    assert!(markdown(&diff, None).ends_with("\nNothing changes for readers.\n"));
}

#[test]
fn a_renamed_role_is_no_other_role() {
    let renamed = |was: &str| {
        let text = String::from_utf8(site().files()[SRE].clone()).expect("text");
        let guide = String::from_utf8(site().files()["content/roles/sre.md"].clone()).expect("text");
        site()
            .without(SRE)
            .without("content/roles/sre.md")
            .file("content/roles/reliability-engineer.yaml", format!("{text}{was}"))
            .file("content/roles/reliability-engineer.md", guide)
            .edit("content/salaries/survey.yaml", "role: sre", "role: reliability-engineer")
    };
    let declared = whole(&site(), &renamed("was: [sre]\n"));
    assert!(declared.items.is_empty() && declared.verdicts.is_empty(), "{:?}", declared.items);
    let text = plain(&declared);
    assert!(text.contains("role SRE: “sre” → “reliability-engineer”\n"), "{text}");
    assert!(
        declared.output.as_ref().is_some_and(|output| output.vanished.is_empty()),
        "{:?}",
        declared.output
    );
    // Without `was:`, the facts tell, and addresses vanish.
    let undeclared = whole(&site(), &renamed(""));
    assert!(undeclared.items.is_empty(), "{:?}", undeclared.items);
    let text = plain(&undeclared);
    assert!(text.contains("without `was:`, so its addresses do not redirect"), "{text}");
    assert!(text.contains("Addresses that vanish") && text.contains("/roles/sre/"), "{text}");
}

#[test]
fn an_id_that_was_renamed_everywhere_changes_no_fact() {
    let after = site()
        .change("content/comparison.yaml", |text| {
            text.replace("id: goal", "id: primary-goal")
                .replace("id: some", "id: shared")
                .replace("id: us,", "id: usa,")
        })
        .change("content/sources.yaml", |text| text.replace("  book:", "  the-book:"))
        .change(SRE, |text| text.replace("goal:", "primary-goal:").replace("[book]", "[the-book]"))
        .change(PLATFORM, |text| {
            text.replace("goal:", "primary-goal:").replace("level: some", "level: shared")
        })
        .edit("content/salaries/survey.yaml", "region: us", "region: usa");
    let diff = compare_content(&snapshot(&site()), &snapshot(&after));
    assert!(diff.items.is_empty() && diff.verdicts.is_empty(), "{:?} {:?}", diff.items, diff.verdicts);
    let renames: Vec<(String, String)> =
        diff.renames.iter().map(|rename| (rename.before.join("."), rename.after.join("."))).collect();
    let expected =
        [("on-call.some", "on-call.shared"), ("goal", "primary-goal"), ("us", "usa"), ("book", "the-book")];
    for (old, new) in expected {
        assert!(renames.contains(&(old.to_string(), new.to_string())), "{old}: {renames:?}");
    }
    assert_eq!(renames.len(), expected.len(), "{renames:?}");
}

#[test]
fn answers_dates_links_and_ranges_are_compared() {
    let with = |sre: &str| {
        let fact = |line: &str| format!("  {line}, sources: [book], confidence: high}}\n");
        let other = [
            "remote: {answer: true",
            "since: {date: 2014",
            "link: {link: \"https://example.org/\"",
            "time: {range: [1, 3]",
        ];
        let facts = |lines: &[&str]| lines.iter().map(|line| fact(line)).collect::<Vec<_>>().concat();
        site()
            .edit(
                "content/comparison.yaml",
                "rows:\n",
                "rows:
  - {id: remote, group: work, label: Remote, kind: yes-no, question: From home?}
  - {id: since, group: work, label: Since, kind: date, question: Since when?}
  - {id: link, group: work, label: Page, kind: link, question: Where?}
  - {id: time, group: work, label: Time, kind: range, unit: years, question: How long?}
",
            )
            .edit(SRE, "facts:\n", &format!("facts:\n{}", facts(&sre.lines().collect::<Vec<_>>())))
            .edit(PLATFORM, "facts:\n", &format!("facts:\n{}", facts(&other)))
    };
    let before = with(
        "remote: {answer: true\nsince: {date: 2015\nlink: {link: \"https://example.org/a\"\ntime: {range: [2, 4]",
    );
    let after = with(
        "remote: {answer: false\nsince: {date: 2013-05\nlink: {link: \"https://example.org/b\"\ntime: {range: [1, 2]",
    );
    let text = plain(&whole(&before, &after));
    for line in [
        "SRE: Remote: “yes” → “no”",
        "SRE: Since: “2015” → “2013-05”",
        "SRE: Page: address “https://example.org/a” → “https://example.org/b”",
        "SRE: Time: “2–4 years” → “1–2 years”",
        "Remote: SRE is no longer the same as Platform Engineer",
        "Since: SRE was later and is now earlier than Platform Engineer",
        "Time: SRE was higher and is now lower than Platform Engineer",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
}

#[test]
fn a_version_with_errors_is_compared_as_far_as_it_can_be_read() {
    let broken = site().edit(SRE, "confidence: high}\n  on-call", "confidence: [}\n  on-call").edit(
        PLATFORM,
        "Fast teams",
        "Calm teams",
    );
    let diff = whole(&site(), &broken);
    let text = plain(&diff);
    assert!(
        text.contains("The version after the change has 1 error: only what could be read is compared."),
        "{text}"
    );
    assert!(text.contains("Platform Engineer: Goal: “Fast teams” → “Calm teams”"), "{text}");
    assert_eq!((diff.problems.new.len(), diff.output.is_none()), (1, true));
    assert!(whole(&broken, &site()).problems.fixed.len() == 1);
}
