//! Levels: the common scale, the frameworks that are mapped to it, and their pages.

use crate::support::{Built, Project};

const LEVELS: &str = "scale:
  - {id: entry, label: Entry, line: Learns.}
  - {id: intermediate, label: Intermediate, line: Works alone.}
  - {id: manager, track: management, label: Manager, line: Leads a team.}
  - {id: senior, label: Senior, line: Answers for a service.}
aspects:
  - {id: scope, label: Scope, question: How large?}
  - {id: people, label: People, question: Who?}
grades:
  - {id: working, label: Working, line: Applies it.}
  - {id: expert, label: Expert, line: Teaches it.}
";

const ACME: &str = "name: Acme Ladder
publisher: Acme
source: book
licence: CC0-1.0
skills:
  coding: {name: Writing code, skill: programming}
  talking: {name: Talking}
roles:
  sre:
    title: Reliability Engineer
    levels:
      - id: l1
        label: L1
        at: entry
        facts: {scope: {value: Set tasks, section: Page 1}}
        skills: {coding: working, slo-design: working}
      - id: l2
        label: L2
        at: intermediate
        facts: {scope: {value: Own tasks, source: web}, people: {value: Reviews code}}
        skills: {coding: expert, slo-design: working, talking: working}
      - id: m1
        label: M1
        at: manager
        facts: {people: {value: Leads a team}}
      - id: l3
        label: L3
        at: senior
        why: They do not say so.
        facts: {scope: {value: A service}}
        skills: {coding: working, talking: expert}
        lowered: {skills: [coding], why: They write less.}
";

const FILE: &str = "content/frameworks/acme.yaml";

fn project() -> Project {
    Project::new().file("content/levels.yaml", LEVELS).file(FILE, ACME)
}

fn edited(from: &str, to: &str) -> Built {
    project().edit(FILE, from, to).build()
}

#[test]
fn a_valid_framework_has_no_diagnostics() {
    let built = project().build();
    assert_eq!(built.formatted_report(), "");
}

#[test]
fn pay_by_level_is_linked_by_the_choices_of_the_filter() {
    let survey = "title: A survey
source: book
population: survey
basis: gross
period: year
currency: USD
licence: L
method: M.
levels: [{label: Middle, at: intermediate}, R&D 2]
figures:
  - {role: sre, region: us, level: Middle, year: 2025, n: 40, median: 100000}
  - {role: sre, region: us, level: R&D 2, year: 2025, n: 40, median: 120000}
";
    let built = project().file("content/salaries/survey.yaml", survey).build();
    assert_eq!(built.formatted_report(), "");
    let (page, filter) = (built.page("/roles/sre/levels/"), built.page("/salaries/"));
    for (link, choice) in [("intermediate", "intermediate"), ("R%26D+2", "R&amp;D 2")] {
        assert!(
            page.contains(&format!("/salaries/?role=sre&amp;series=survey&amp;level={link}\"")),
            "{page}"
        );
        assert!(filter.contains(&format!("<option value=\"{choice}\">")), "{filter}");
    }
}

#[test]
fn one_mistake_in_a_framework_is_one_diagnostic() {
    let cases: &[(&str, &str, &str, &str, &str)] = &[
        ("at: entry", "at: entri", "unknown-name", "14:13", "entri"),
        ("at: entry", "at: Entry", "invalid-id", "14:13", "Entry"),
        ("at: entry", "at: senior", "level-order", "19:13", "intermediate"),
        (
            "at: entry",
            "at: [entry, intermediate, senior]",
            "out-of-range",
            "14:13",
            "[entry, intermediate, senior]",
        ),
        ("at: entry", "at: [intermediate, entry]", "level-order", "14:13", "[intermediate, entry]"),
        ("at: senior", "at: [intermediate, manager]", "level-order", "28:13", "[intermediate, manager]"),
        ("id: l2", "id: l1", "duplicate-id", "17:13", "l1"),
        ("people: {value: Reviews", "peple: {value: Reviews", "unknown-name", "20:57", "peple"),
        ("source: web", "source: wev", "unknown-name", "20:51", "wev"),
        ("slo-design: working}\n", "slo-desing: working}\n", "unknown-name", "16:35", "slo-desing"),
        ("coding: expert", "coding: exprt", "unknown-name", "21:26", "exprt"),
        (
            "        lowered: {skills: [coding], why: They write less.}\n",
            "",
            "lowered-grade",
            "31:26",
            "working",
        ),
        ("skills: [coding]", "skills: [coding, talking]", "lowered-grade", "32:36", "talking"),
        ("skill: programming", "skill: programing", "unknown-name", "6:39", "programing"),
        (
            "  talking: {name: Talking}\n",
            "  talking: {name: Talking}\n  unused: {name: Unused}\n",
            "unused",
            "8:3",
            "unused",
        ),
        ("source: book\n", "", "unsourced", "1:7", "Acme Ladder"),
        ("  sre:\n", "  sree:\n", "unknown-name", "9:3", "sree"),
        ("licence:", "license:", "unknown-key", "4:1", "license"),
    ];
    for (from, to, code, place, text) in cases {
        let found = edited(from, to).only();
        assert_eq!((found.0, found.1, found.2.as_str()), (*code, format!("{FILE}:{place}"), *text), "{to}");
    }
    // Removing the level in between leaves a gap, unless `why` explains it.
    let l2 =
        &ACME[ACME.find("      - id: l2").expect("a level")..ACME.find("      - id: m1").expect("a level")];
    let gap = |why: &str| {
        let project = project().edit(FILE, l2, "").edit(FILE, "        why: They do not say so.\n", why);
        project.edit(FILE, "        lowered: {skills: [coding], why: They write less.}\n", "").build()
    };
    assert_eq!(gap("").only().0, "level-gap");
    assert_eq!(gap("        why: They have none.\n").formatted_report(), "");
}

#[test]
fn mistakes_in_the_scale_are_reported_there_only() {
    let with = |from: &str, to: &str| project().edit("content/levels.yaml", from, to).build().only();
    let found = with("id: senior", "id: entry");
    assert_eq!((found.0, found.1.as_str()), ("duplicate-id", "content/levels.yaml:5:10"));
    let found = with("id: senior", "id: Senior");
    assert_eq!((found.0, found.1.as_str()), ("invalid-id", "content/levels.yaml:5:10"));
    let found = with("track: management", "track: managment");
    assert_eq!((found.0, found.1.as_str()), ("unknown-word", "content/levels.yaml:4:26"));
    let grades = &LEVELS[LEVELS.find("aspects:").or_else(|| LEVELS.find("grades:")).expect("a list")..];
    let empty = project().file("content/levels.yaml", format!("scale: []\n{grades}")).build().only();
    assert_eq!((empty.0, empty.1.as_str()), ("out-of-range", "content/levels.yaml:1:8"));
    let report = project().edit("content/levels.yaml", "id: expert", "id: exprt").build().formatted_report();
    assert_eq!(report.matches("error[unknown-name]: there is no grade `expert`").count(), 2, "{report}");
}

/// An empty list is one mistake, however often its entries are used.
#[test]
fn an_empty_list_is_reported_once() {
    let end = |key: &str| LEVELS.find(key).expect("a list");
    let (scale, aspects, grades) =
        (&LEVELS[..end("aspects:")], &LEVELS[end("aspects:")..end("grades:")], &LEVELS[end("grades:")..]);
    for (text, place, message) in [
        (format!("{scale}{aspects}grades: []\n"), "9:9", "`grades` has no entries, but 7 are used"),
        (format!("{scale}{aspects}"), "1:1", "`grades` has no entries, but 7 are used"),
        (format!("{scale}aspects: []\n{grades}"), "6:10", "`aspects` has no entries, but 5 are used"),
    ] {
        let built = project().file("content/levels.yaml", text).build();
        assert_eq!(built.codes(), ["unknown-name"], "{}", built.formatted_report());
        let (_, found, _) = built.only();
        assert_eq!(found, format!("content/levels.yaml:{place}"));
        assert!(built.formatted_report().contains(message), "{}", built.formatted_report());
    }
    // Unused, they may be empty.
    let unused = ACME.lines().filter(|line| !line.contains("skills: {") && !line.contains("lowered:"));
    let unused: Vec<&str> = unused.collect();
    let unused = unused.join("\n").replace(
        "skills:\n  coding: {name: Writing code, skill: programming}\n  talking: {name: Talking}\n",
        "",
    );
    let built = project()
        .file("content/levels.yaml", format!("{scale}{aspects}grades: []\n"))
        .file(FILE, format!("{unused}\n"))
        .build();
    assert_eq!(built.formatted_report(), "");
}

#[test]
fn the_example_of_the_documentation_is_valid() {
    let text = include_str!("../CONTRIBUTING.md");
    let section = &text[text.find("## Add levels of roles").expect("a section")..];
    let example =
        section.split("```").nth(1).and_then(|block| block.strip_prefix("yaml\n")).expect("an example");
    let example = example.replace("acme-ladder", "book").replace("capacity-planning", "slo-design");
    assert_eq!(project().file(FILE, example).build().formatted_report(), "");
}

#[test]
fn a_grade_that_falls_over_a_level_without_the_skill_is_reported() {
    let built = edited(
        "skills: {coding: expert, slo-design: working, talking: working}",
        "skills: {talking: working}",
    );
    assert_eq!(built.codes(), ["lowered-grade"], "{}", built.formatted_report());
    let first = "skills: {coding: working, slo-design: working}";
    let site = project().edit(FILE, first, "skills: {coding: expert, slo-design: working}").edit(
        FILE,
        "skills: {coding: expert, slo-design: working, talking: working}",
        "skills: {talking: working}",
    );
    assert_eq!(site.build().formatted_report(), "");
    let unexplained = site.edit(FILE, "        lowered: {skills: [coding], why: They write less.}\n", "");
    let report = unexplained.build().formatted_report();
    assert!(report.contains("falls from `expert` to `working`"), "{report}");
}

#[test]
fn a_framework_without_a_scale_names_the_missing_file() {
    let report = project().without("content/levels.yaml").build().formatted_report();
    assert!(report.starts_with("error[file-missing]") && report.matches("error[").count() == 1, "{report}");
}

#[test]
fn a_site_without_frameworks_has_no_trace_of_levels() {
    let tree = Project::new().build().tree();
    for (path, bytes) in &tree {
        let is_trace = |text: &str| text.contains("/levels/") || text.contains("levels.json");
        assert!(!path.contains("levels") || path.starts_with("assets/") || path.contains("schema"), "{path}");
        if path.ends_with(".html") || path.ends_with(".xml") || path.ends_with(".txt") {
            let text = std::str::from_utf8(bytes).expect("text");
            assert!(!is_trace(text), "{path}");
        }
    }
}

#[test]
fn the_page_of_a_role_says_what_each_level_is_and_what_changes() {
    let built = project().build();
    let page = built.page("/roles/sre/levels/");
    for id in [
        "entry",
        "senior",
        "step.entry.intermediate",
        "step.intermediate.senior",
        "step.intermediate.manager",
    ] {
        assert!(page.contains(&format!("id=\"{id}\"")), "{id}");
    }
    let step = &page[page.find("id=\"step.entry.intermediate\"").expect("a step")..];
    let step = &step[..step.find("</section>").expect("its end")];
    for words in [
        "Acme: from L1 to L2",
        "Talking (Working)",
        "Writing code (Working to Expert)",
        "Set tasks",
        "Own tasks",
    ] {
        assert!(step.contains(words), "{words}: {step}");
    }
    assert!(!step.contains("SLO design"), "an equal grade is no change: {step}");
    assert!(page.contains("They write less."), "the reason for a lower grade is printed");
    assert!(page.contains("They do not say so."), "the doubt about the mapping is printed");
    assert!(page.contains("/sources/#book") && page.contains("/sources/#web"), "facts link to their sources");
    assert!(built.page("/roles/sre/").contains("href=\"/roles/sre/levels/\""));
    assert!(
        !built.page("/roles/platform-engineer/").contains("/roles/platform-engineer/levels/"),
        "only roles with a ladder"
    );
    let all = built.page("/levels/");
    assert!(all.contains("<span>L3</span>") && all.contains("href=\"/roles/sre/levels/#senior\""), "{all}");
}

const LEARNING: &str = "resources:
  course:
    title: A course
    publisher: Press
    url: https://example.org/course
    licence: CC0-1.0
    hours: {range: [4, 6], source: book}
    skills: [programming]
    level: entry
";

const INTERVIEWS: &str = "interviews:
  acme-sre:
    company: Acme
    title: Reliability Engineer
    role: sre
    source: book
    stages: [A call of 30 minutes]
    topics: [Linux]
";

#[test]
fn a_step_has_a_plan_that_adds_hours_only_where_all_are_known() {
    let learning =
        |text: &str| project().file("content/learning.yaml", text).build().page("/roles/sre/levels/");
    let page = learning(LEARNING);
    for words in [
        "id=\"learn.programming\"",
        "href=\"https://example.org/course\"",
        "Press · CC0-1.0 · 4–6 hours · <a href=",
        "Together 4–6 hours, as the publishers state them.",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let unknown = learning(&LEARNING.replace("    hours: {range: [4, 6], source: book}\n", ""));
    assert!(unknown.contains("The hours cannot be added up"), "{unknown}");
    assert!(!unknown.contains("Together"), "no sum of what is not known");
    let link = "<a href=\"/roles/sre/levels/#page.learning\">";
    let taught = project().file("content/learning.yaml", LEARNING).build().page("/roles/sre/");
    assert!(taught.contains(link), "the page of the role leads to the material: {taught}");
    let without = project().build();
    assert!(!without.page("/roles/sre/levels/").contains("page.learning"), "no section without material");
    assert!(!without.page("/roles/sre/").contains(link));
}

#[test]
fn mistakes_in_material_and_interviews_are_one_diagnostic() {
    let learning = |from: &str, to: &str| {
        project().file("content/learning.yaml", LEARNING.replace(from, to)).build().only()
    };
    for (from, to, code, place) in [
        ("[programming]", "[programing]", "unknown-name", "8:14"),
        ("[programming]", "[]", "out-of-range", "8:13"),
        ("[4, 6]", "[6, 4]", "out-of-range", "7:20"),
        ("[4, 6]", "4 hours", "wrong-type", "7:20"),
        ("level: entry", "level: entri", "unknown-name", "9:12"),
        ("https://example.org/course", "course", "unsafe-url", "5:10"),
        ("licence:", "license:", "unknown-key", "6:5"),
        (", source: book", "", "missing-key", "7:13"),
    ] {
        let found = learning(from, to);
        assert_eq!((found.0, found.1), (code, format!("content/learning.yaml:{place}")), "{to}");
    }
    for (from, to, code, place) in [
        ("role: sre", "role: sree", "unknown-name", "5:11"),
        ("source: book", "source: bok", "unknown-name", "6:13"),
        ("    source: book\n", "", "missing-key", "3:5"),
    ] {
        let project = project().file("content/interviews.yaml", INTERVIEWS.replace(from, to));
        let found = project.build().only();
        assert_eq!((found.0, found.1), (code, format!("content/interviews.yaml:{place}")), "{to}");
    }
}

#[test]
fn every_level_has_a_job_advert_and_the_role_its_interviews() {
    let built = project().file("content/interviews.yaml", INTERVIEWS).build();
    let page = built.page("/roles/sre/levels/");
    assert!(
        page.contains("href=\"/roles/sre/levels/advert-senior.md\"") && page.contains("A call of 30 minutes")
    );
    let advert = built.page("/roles/sre/levels/advert-senior.md");
    for words in
        ["# Senior Site Reliability Engineer", "- Scope: A service (1)", "[Team, place", "1. Acme: L3"]
    {
        assert!(advert.contains(words), "{words}: {advert}");
    }
    assert!(!advert.contains("Set tasks"), "only this level: {advert}");
}

#[test]
fn a_level_of_the_scale_has_a_page_with_every_role() {
    let built = project().build();
    let page = built.page("/levels/intermediate/");
    for words in ["L2", "Own tasks", "Writing code (Expert)", "href=\"/roles/sre/levels/#intermediate\""] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("Set tasks"), "only this level: {page}");
    let unused = format!(
        "  - {{id: fellow, label: Fellow, line: Invents.}}\naspects:{}",
        &LEVELS[LEVELS.find("aspects:").expect("a list") + 8..]
    );
    let scale = format!("{}{unused}", &LEVELS[..LEVELS.find("aspects:").expect("a list")]);
    let tree = project().file("content/levels.yaml", scale).build().tree();
    assert!(
        !tree.keys().any(|path| path.contains("levels/fellow")),
        "a level that no ladder has has no page"
    );
}

#[test]
fn the_comparison_of_levels_knows_every_level_and_every_change() {
    let page = project().build().page("/compare/levels/");
    for words in [
        "value=\"sre@senior\" data-url=\"/roles/sre/levels/#senior\"",
        "[null,&quot;added&quot;,&quot;added&quot;],[&quot;dropped&quot;,&quot;kept&quot;,&quot;raised&quot;],[&quot;dropped&quot;,&quot;lowered&quot;,&quot;kept&quot;]",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
}

#[test]
fn the_levels_of_a_role_can_be_embedded_and_the_embed_survives_a_rename() {
    let built =
        project().edit("content/roles/sre.yaml", "family: core", "family: core\nwas: [reliability]").build();
    let page = built.page("/roles/sre/levels/");
    assert!(page.contains("data-frame=\"https://example.org/embed/sre/levels/\""), "{page}");
    let embed = built.page("/embed/sre/levels/");
    for part in [
        "<section id=\"senior\"",
        "Acme: L3",
        "A service",
        "name=\"robots\" content=\"noindex\"",
        "rel=\"canonical\" href=\"https://example.org/roles/sre/levels/\"",
    ] {
        assert!(embed.contains(part), "{part}: {embed}");
    }
    assert!(!embed.contains("<script"), "its policy forbids scripts");
    assert!(built.page("/embed/reliability/levels/").contains("url=/embed/sre/levels/"));
}

#[test]
fn a_ladder_is_drawn_with_its_words() {
    let built = edited("label: L2\n", "label: \"L2 <R&D>\"\n");
    let svg = built.page("/roles/sre/levels/ladder.svg");
    for words in [
        "<title id=\"title\">Site Reliability Engineer: levels</title>",
        "L1 (Entry), L2 &lt;R&amp;D&gt; (Intermediate)",
        "prefers-color-scheme:dark",
        "class=\"box doubt\"",
    ] {
        assert!(svg.contains(words), "{words}: {svg}");
    }
    assert!(roxmltree::Document::parse(&svg).is_ok(), "{svg}");
    assert!(built.page("/roles/sre/levels/").contains("src=\"/roles/sre/levels/ladder.svg\""));
}

#[test]
fn levels_are_open_data_and_found_by_search() {
    let built = project().build();
    let grades = built.page("/api/v1/grades.csv");
    assert!(
        grades.contains("acme,sre,l2,intermediate,intermediate,Writing code,programming,expert,book\r\n"),
        "{grades}"
    );
    let facts = built.page("/api/v1/levels.csv");
    assert!(facts.contains("acme,sre,l2,L2,intermediate,intermediate,scope,Own tasks,web,\r\n"), "{facts}");
    let index = built.page("/search/index.json");
    assert!(
        index.contains("roles/sre/levels/#step.intermediate.senior") && index.contains("Senior SRE"),
        "{index}"
    );
}
