//! The fit guide: diagnostics for authors, pages for readers, and the arithmetic.

use std::path::Path;
use std::sync::Arc;

use crate::support::Project;
use rolebook::compare::fit::{ranking, sums};
use rolebook::link;
use rolebook::model::{Fit, Model};
use serde_json::Value;

const FIT: &str = "about: Our own judgement.
limits: limits
questions:
  - id: nights
    label: Nights
    ask: How do you take a page at night?
    row: on-call
    about: They differ most in this.
    sources: [book]
    answers:
      - {id: gladly, text: Gladly, weights: {sre: 3, platform-engineer: -1}}
      - {id: never, text: Never, because: It has fewer., weights: {platform-engineer: 2}}
  - id: users
    label: Users
    ask: For whom?
    about: They serve different people.
    judgement: true
    answers:
      - {id: public, text: The public, because: It is their service., weights: {sre: 2}}
      - {id: colleagues, text: Colleagues, because: It is their tool., weights: {platform-engineer: 3}}
      - {id: anybody, text: Anybody, weights: {}}
";

fn project() -> Project {
    Project::new()
        .file("content/fit.yaml", FIT)
        .file("content/pages/limits.md", "---\ntitle: Limits\nsummary: What it cannot know.\n---\n\nMuch.\n")
}

/// Returns the one diagnostic after an edit of the guide: its code, and the source text.
fn mistake(from: &str, to: &str) -> (&'static str, String) {
    let (code, _, text) = project().edit("content/fit.yaml", from, to).build().only();
    (code, text)
}

#[test]
fn a_site_without_the_file_has_no_fit_page_and_no_link_to_it() {
    let built = Project::new().build();
    assert!(!built.has("/fit/") && !built.has("/api/v1/fit.json"));
    assert!(!built.page("/api/v1/index.json").contains("fit.json"));
    assert!(!built.page("/sitemap.xml").contains("/fit/"));
    let linked = "---\ntitle: A\nsummary: S.\npublished: 2026\nreviewed: 2026\n---\n\n[Fit](/fit/).\n";
    let article = |project: Project| project.file("content/articles/a.md", linked).build();
    assert_eq!(article(Project::new()).only().0, "broken-link");
    assert_eq!(article(project()).formatted_report(), "");
    let nav = |project: Project| project.edit("content/site.yaml", "to: /compare/", "to: /fit/").build();
    assert_eq!(nav(Project::new()).only().0, "broken-link");
    assert!(nav(project()).page("/").contains("<a href=\"/fit/\">"));
}

#[test]
fn the_page_shows_every_weight_with_its_reason() {
    let built = project().build();
    assert_eq!(built.formatted_report(), "");
    let page = built.page("/fit/");
    for part in [
        "<b>+3</b> SRE; <b>\u{2212}1</b> Platform Engineer.",
        "<a href=\"/roles/sre/#fact.on-call\">Core</a>",
        "<span class=\"note\">It is their tool.</span>",
        "No effect on any role.",
        "<tr data-answer=\"gladly\"><th scope=\"row\">Gladly</th><td>\u{2212}1</td><td>+3</td></tr>",
        "<span class=\"most\">maximum 5</span>",
        "<a href=\"/limits/\">Limits</a>",
        "Press, 2016",
    ] {
        assert!(page.contains(part), "«{part}» is not in: {page}");
    }
    crate::support::assert_links(&built.tree());
}

#[test]
fn unknown_names_in_the_guide_are_errors() {
    assert_eq!(mistake("{sre: 3,", "{sree: 3,"), ("unknown-name", "sree".to_string()));
    assert_eq!(mistake("row: on-call", "row: on-cal"), ("unknown-name", "on-cal".to_string()));
    assert_eq!(mistake("[book]", "[bok]"), ("unknown-name", "bok".to_string()));
    assert_eq!(mistake("limits: limits", "limits: limit"), ("unknown-name", "limit".to_string()));
    let built = project().edit("content/fit.yaml", "{sre: 3,", "{ser: 3,").build();
    assert!(built.formatted_report().contains("help: did you mean `sre`?"), "{}", built.formatted_report());
}

#[test]
fn an_answer_id_is_unique_in_the_guide() {
    assert_eq!(mistake("id: public", "id: never"), ("duplicate-id", "never".to_string()));
    assert_eq!(mistake("id: users", "id: nights"), ("duplicate-id", "nights".to_string()));
    assert_eq!(mistake("{sre: 2}", "{sre: 2, sre: 1}").0, "duplicate-key");
}

#[test]
fn a_weight_is_a_small_nonzero_integer() {
    assert_eq!(mistake("{sre: 3,", "{sre: 4,"), ("out-of-range", "4".to_string()));
    assert_eq!(mistake("{sre: 3,", "{sre: -4,"), ("out-of-range", "-4".to_string()));
    assert_eq!(mistake("{sre: 3,", "{sre: 0,"), ("out-of-range", "0".to_string()));
    assert_eq!(mistake("{sre: 3,", "{sre: 1.5,"), ("wrong-type", "1.5".to_string()));
    assert_eq!(mistake("{sre: 3,", "{sre: high,"), ("wrong-type", "high".to_string()));
    assert_eq!(mistake("{sre: 3,", "{sre: [],").0, "wrong-type");
}

#[test]
fn questionable_weights_are_warnings() {
    assert_eq!(mistake("    judgement: true\n", ""), ("unsourced", "users".to_string()));
    assert_eq!(
        mistake("because: It is their tool., ", ""),
        ("unreasoned-weight", "platform-engineer".to_string())
    );
    assert_eq!(
        mistake(
            "      - {id: never, text: Never, because: It has fewer., weights: {platform-engineer: 2}}\n",
            ""
        ),
        ("question-without-effect", "nights".to_string())
    );
    assert_eq!(
        mistake("{sre: 3, platform-engineer: -1}", "{platform-engineer: 2}"),
        ("question-without-effect", "nights".to_string())
    );
}

#[test]
fn an_unreachable_result_is_reported_in_the_file_of_the_role() {
    let new = "name: New\nfamily: core\nsummary: Is new.\n";
    let built = project().file("content/roles/new.yaml", new).build();
    assert_eq!(
        built.only(),
        ("unreachable-result", "content/roles/new.yaml:3:10".to_string(), "Is new.".to_string())
    );
    assert!(
        built.formatted_report().contains("no answer has a positive weight for it"),
        "{}",
        built.formatted_report()
    );
    let beside = project().file("content/roles/new.yaml", new).edit(
        "content/fit.yaml",
        "because: It is their service., weights: {sre: 2}",
        "because: It is theirs., weights: {sre: 2, new: 2}",
    );
    assert!(beside.build().formatted_report().contains("another role scores at least as high"));
    let answered = project().file(
        "content/roles/new.yaml",
        new.replace("summary: Is", "# allow unreachable-result: it is a draft\nsummary: Is"),
    );
    assert_eq!(answered.build().formatted_report(), "");
}

#[test]
fn the_data_has_worked_examples() {
    let data: Value = serde_json::from_str(&project().build().page("/api/v1/fit.json")).expect("JSON");
    assert_eq!(data["questions"][0]["answers"][0]["weights"]["sre"], 3);
    assert_eq!(data["questions"][0]["row"], "on-call");
    let examples = data["examples"].as_array().expect("examples");
    assert_eq!(examples.len(), 2);
    assert_eq!(examples[1]["first"], "sre");
    assert_eq!(examples[1]["ranking"][0]["sum"], 5);
    assert_eq!(examples[1]["answers"], serde_json::json!(["gladly", "public"]));
}

/// The model of this repository's site, and its guide.
fn own() -> (Model, Arc<Fit>) {
    let (sources, _) = rolebook::source::read(Path::new(env!("CARGO_MANIFEST_DIR")));
    let content = sources.area(rolebook::source::Area::Content);
    let documents: Vec<_> = content.filter_map(|file| rolebook::parse::parse(file).0).map(Arc::new).collect();
    let options = link::Options::default();
    let model = link::link(&documents, std::collections::BTreeSet::new(), Vec::new(), &options, None).model;
    let fit = model.fit.clone().expect("this site has a guide");
    (model, fit)
}

/// The figures on the page about the limits of the guide.
#[test]
fn no_role_of_this_site_wins_by_having_more_weights() {
    let (model, fit) = own();
    let (roles, draws) = (model.roles.len(), 20_000);
    let mut firsts = vec![0.0; roles];
    // A fixed generator (xorshift, Marsaglia 2003): the same answers on every machine.
    let mut state: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut below = |n: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 33).expect("31 bits") % n
    };
    for _ in 0..draws {
        let answers = fit.questions.iter().map(|question| Some(below(question.answers.len()))).collect();
        let standings = ranking(&sums(&fit, roles, &answers));
        let first: Vec<_> = standings.iter().filter(|standing| standing.rank == 1).collect();
        for standing in &first {
            use rolebook::model::Idx as _;
            firsts[standing.role.index()] += 1.0 / f64::from(u32::try_from(first.len()).expect("few"));
        }
    }
    for (role, first) in model.roles.indices().zip(firsts) {
        let share = 100.0 * first / f64::from(draws);
        assert!(
            (1.0..=15.0).contains(&share),
            "{} is first in {share:.1} of 100 random sheets",
            model.roles.id(role)
        );
    }
}
