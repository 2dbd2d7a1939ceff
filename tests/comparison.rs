//! Comparison pages of two roles: the verdict, direction, text and order of each row.

use std::fmt::Write as _;

use crate::support::Project;

/// Formats a role: its facts as `row: value`, one per line, and further lines of its file.
fn role(name: &str, facts: &str, rest: &str) -> String {
    let facts: Vec<String> = facts
        .lines()
        .filter_map(|line| line.split_once(": "))
        .map(|(row, value)| format!("  {row}: {{{value}, judgement: true, confidence: high, as_of: 2026}}\n"))
        .collect();
    let facts = if facts.is_empty() { String::new() } else { format!("facts:\n{}", facts.concat()) };
    format!("name: {name}\nfamily: core\nsummary: Is {name}.\n{facts}{rest}")
}

/// Returns a site with the roles A and B.
fn roles(a: (&str, &str), b: (&str, &str)) -> Project {
    Project::new()
        .without("content/roles/sre.yaml")
        .without("content/roles/platform-engineer.yaml")
        .file("content/roles/a.yaml", role("A", a.0, a.1))
        .file("content/roles/b.yaml", role("B", b.0, b.1))
}

/// The rows of the page of A and B, in order: the row's id, its verdict, the side that has more, and the text.
fn rows(project: &Project) -> Vec<String> {
    let page = project.build().page("/compare/a-vs-b/");
    let (_, part) = page.split_once("<section class=\"rows\"").expect("the rows");
    let row = |text: &str| {
        let (id, rest) = text.split_once("\" class=\"").expect("a class");
        let (verdict, rest) = rest.split_once("\">").expect("an end of the tag");
        let (_, rest) = rest.split_once("</h3>").expect("a heading");
        let words = rest.split("<dl>").next().unwrap_or_default().trim();
        let (side, words) = match words.strip_prefix("<p class=\"").and_then(|rest| rest.split_once("\">")) {
            Some((side, words)) => (format!(" {side}"), words),
            None => (String::new(), words.trim_start_matches("<p>")),
        };
        format!("{id} {verdict}{side}: {}", words.trim_end_matches("</p>"))
    };
    part.split("<section id=\"").skip(1).map(row).collect()
}

/// The text of one row on the page.
fn row(project: &Project, id: &str) -> String {
    let rows = rows(project);
    rows.iter()
        .find(|row| row.split(' ').next() == Some(id))
        .unwrap_or_else(|| panic!("no {id}: {rows:?}"))
        .clone()
}

/// The sentence that compares A and B as a whole.
fn verdict(project: &Project) -> String {
    let page = project.build().page("/compare/a-vs-b/");
    let (_, rest) = page.split_once("<p class=\"lead\">").expect("a sentence");
    rest.split("</p>").next().unwrap_or_default().replace("&quot;", "\"")
}

#[test]
fn lists_are_compared_by_items_regardless_of_case_and_order() {
    for (a, b, shown) in [
        ("[Latency, Uptime]", "[uptime, LATENCY]", "judged-by same: the same"),
        ("[Latency, Uptime]", "[Uptime, Toil]", "judged-by differs: one in common"),
        ("[Latency, Uptime, Toil]", "[Uptime, Toil]", "judged-by differs: two in common"),
        ("[Latency]", "[Uptime, Latency]", "judged-by differs: one in common"),
        ("[Latency]", "[Toil]", "judged-by differs: "),
    ] {
        let project = roles((&format!("judged-by: items: {a}"), ""), (&format!("judged-by: items: {b}"), ""));
        assert_eq!(row(&project, "judged-by"), shown, "{a} and {b}");
    }
}

const TOOLS: &str = "categories: [{id: monitoring, label: Monitoring}]
tools:
  grafana: {name: Grafana, url: https://grafana.com/, category: monitoring, line: Draws dashboards.}
  loki: {name: Loki, url: https://grafana.com/loki, category: monitoring, line: Keeps logs.}
  prometheus: {name: Prometheus, url: https://prometheus.io/, category: monitoring, line: Collects metrics.}
  tempo: {name: Tempo, url: https://grafana.com/tempo, category: monitoring, line: Keeps traces.}
";

#[test]
fn tools_are_compared_with_the_union_of_both_roles() {
    for (a, b, shown) in [
        ("grafana, loki, prometheus", "prometheus, tempo", "tools differs: 1 of 4 in common"),
        ("grafana, loki", "grafana", "tools differs: 1 of 2 in common"),
        ("grafana", "grafana, loki", "tools differs: 1 of 2 in common"),
        ("grafana", "loki", "tools differs: none in common"),
        ("grafana, loki", "loki, grafana", "tools same: the same"),
        ("grafana", "", "tools open: no data for B"),
        ("", "grafana", "tools open: no data for A"),
    ] {
        let tools = |ids: &str| {
            if ids.is_empty() { String::new() } else { format!("tools: {{monitoring: [{ids}]}}\n") }
        };
        let project = roles(("", &tools(a)), ("", &tools(b))).file("content/tools.yaml", TOOLS);
        assert_eq!(row(&project, "tools"), shown, "{a} and {b}");
    }
}

#[test]
fn levels_and_numbers_state_which_role_has_more_and_by_how_much() {
    for (a, b, shown) in [
        ("goal: value: Speed", "goal: value: speed", "goal same: the same"),
        ("goal: value: Speed", "goal: value: Safety", "goal differs: "),
        ("goal: value: Speed", "", "goal open: no data for B"),
        ("", "goal: value: Speed", "goal open: no data for A"),
        ("", "", "goal open: no data for either"),
        ("on-call: level: some", "on-call: level: some", "on-call same: the same"),
        ("on-call: level: core", "on-call: level: some", "on-call differs left: A: one level higher"),
        ("on-call: level: none", "on-call: level: core", "on-call differs right: B: two levels higher"),
        ("demand: amount: 5", "demand: amount: 5", "demand same: the same"),
        ("demand: amount: 5", "demand: amount: 4", "demand differs left: A: 1 point higher"),
        ("demand: amount: 5", "demand: amount: 7.5", "demand differs right: B: 2.5 points higher"),
    ] {
        let id = shown.split(' ').next().unwrap_or_default();
        assert_eq!(row(&roles((a, ""), (b, "")), id), shown, "{a} and {b}");
    }
}

/// Every row of this table has another share of difference: all tools, two of three steps, two words of a list, …
#[test]
fn rows_that_differ_more_come_first() {
    let a = "goal: value: Speed\non-call: level: none\njudged-by: items: [Latency, Toil]\ndemand: amount: 75";
    let b =
        "goal: value: Safety\non-call: level: core\njudged-by: items: [Latency, Uptime]\ndemand: amount: 60";
    let tools = |id: &str| format!("tools: {{monitoring: [{id}]}}\n");
    let figures = survey(
        "  - {role: a, region: us, year: 2025, n: 50, median: 100000}\n  - {role: b, region: us, year: 2025, n: 50, median: 45000}\n",
    );
    let project = roles((a, &tools("grafana")), (b, &tools("prometheus")))
        .edit(
            "content/comparison.yaml",
            "levels: [{id: none, label: None},",
            "levels: [{id: none, label: None}, {id: few, label: Few},",
        )
        .edit("content/roles/a.yaml", "level: none", "level: few")
        .file("content/salaries/survey.yaml", figures);
    assert_eq!(
        rows(&project),
        [
            "tools differs: none in common",
            "on-call differs right: B: two levels higher",
            "pay differs left: A is higher",
            "goal differs: ",
            "judged-by differs: one in common",
            "demand differs left: A: 15 points higher",
        ]
    );
    let order = |project: &Project| -> Vec<String> {
        rows(project).iter().filter_map(|row| Some(row.split_once(' ')?.0.to_string())).collect()
    };
    // Lists without a common item differ more than texts.
    let project = project.edit("content/roles/a.yaml", "items: [Latency, Toil]", "items: [Toil]");
    assert_eq!(order(&project), ["tools", "on-call", "pay", "judged-by", "goal", "demand"]);
    // A row that cannot be compared comes after all others.
    let project = project.edit("content/roles/a.yaml", &tools("grafana"), "");
    assert_eq!(order(&project), ["on-call", "pay", "judged-by", "goal", "demand", "tools"]);
}

fn survey(figures: &str) -> String {
    format!(
        "title: Survey\nsource: web\npopulation: survey\nbasis: gross\nperiod: year\ncurrency: USD\nlicence: CC0-1.0\nmethod: Asked people.\n\
         levels: [junior, senior]\nfigures:\n{figures}"
    )
}

/// The salary row of the page, for figures as `role, region, year, median` with an optional level.
fn pay(figures: &[&str]) -> String {
    let figures: Vec<String> = figures
        .iter()
        .map(|figure| {
            let mut fields = figure.split(' ');
            let mut next = || fields.next().expect("a field");
            let (role, region, year, median) = (next(), next(), next(), next());
            let level = fields.next().map(|level| format!(", level: {level}")).unwrap_or_default();
            format!("  - {{role: {role}, region: {region}, year: {year}, n: 50, median: {median}{level}}}\n")
        })
        .collect();
    row(&roles(("", ""), ("", "")).file("content/salaries/survey.yaml", survey(&figures.concat())), "pay")
}

#[test]
fn the_salary_row_counts_the_comparable_figures_in_which_a_role_is_higher() {
    for (figures, shown) in [
        (&["a us 2025 90000", "b us 2025 80000"][..], "pay differs left: A is higher"),
        (&["a us 2025 80000", "b us 2025 90000"], "pay differs right: B is higher"),
        (&["a us 2025 80000", "b us 2025 80000"], "pay same: the same"),
        (
            &["a us 2025 90000", "b us 2025 80000", "a ca 2025 90000", "b ca 2025 80000"],
            "pay differs left: A is higher in all two figures",
        ),
        (
            &["a us 2025 80000", "b us 2025 90000", "a ca 2025 80000", "b ca 2025 90000"],
            "pay differs right: B is higher in all two figures",
        ),
        (
            &["a us 2025 90000", "b us 2025 80000", "a ca 2025 80000", "b ca 2025 90000"],
            "pay differs: A is higher in one of two figures, B in one",
        ),
        (
            &["a us 2025 90000", "b us 2025 80000", "a ca 2025 80000", "b ca 2025 80000"],
            "pay differs left: A is higher in one of two figures, B in none",
        ),
        (
            &["a us 2025 80000", "b us 2025 90000", "a ca 2025 80000", "b ca 2025 80000"],
            "pay differs right: A is higher in none of two figures, B in one",
        ),
        // The newest figures over all levels are used.
        (
            &["a us 2024 90000", "b us 2024 80000", "a us 2025 80000", "b us 2025 90000"],
            "pay differs right: B is higher",
        ),
        (
            &["a us 2025 90000", "b us 2025 80000", "a us 2025 80000 senior", "b us 2025 90000 senior"],
            "pay differs left: A is higher",
        ),
        // Figures of single levels are used if there are no others.
        (&["a us 2025 80000 senior", "b us 2025 90000 senior"], "pay differs right: B is higher"),
        (&["a us 2025 90000"], "pay open: no data for B"),
        (&["b us 2025 90000"], "pay open: no data for A"),
        (
            &["a us 2025 90000", "b ca 2024 80000", "b ca 2025 80000"],
            "pay open: not compared: the closest figures differ in region",
        ),
    ] {
        assert_eq!(pay(figures), shown, "{figures:?}");
    }
}

/// Returns a site with the scales `s0`, `s1`, … beside the row `goal`, and two roles with these levels of each.
fn scales(levels: &[(&str, &str)]) -> Project {
    let mut comparison = "families: [{id: core, label: Core, line: All roles.}]\ngroups: [{id: work, label: Work}]\nrows:\n  - {id: goal, group: work, label: Goal, kind: text, question: What for?}\n".to_string();
    comparison +=
        "  - {id: demand, group: work, label: Demand, kind: number, unit: \"%\", question: How many?}\n";
    let (mut a, mut b) = (String::new(), String::new());
    for (at, (left, right)) in levels.iter().enumerate() {
        writeln!(comparison, "  - {{id: s{at}, group: work, label: S{at}, kind: scale, question: How much?, levels: [{{id: low, label: Low}}, {{id: high, label: High}}]}}").expect("a text");
        writeln!(a, "s{at}: level: {left}").expect("a text");
        writeln!(b, "s{at}: level: {right}").expect("a text");
    }
    roles((&a, ""), (&b, "")).file("content/comparison.yaml", comparison)
}

#[test]
fn the_summary_of_a_pair_names_the_scales_on_which_a_role_is_higher() {
    let (left, right, level) = (("high", "low"), ("low", "high"), ("low", "low"));
    for (levels, sentence) in [
        (&[left][..], "A ranks higher on “S0”."),
        (&[level, right], "B ranks higher on “S1”."),
        (&[left, right], "A ranks higher on “S0”; B on “S1”."),
        (&[left, left, left], "A ranks higher on “S0”, “S1” and “S2”."),
        (&[left, left, left, left], "A ranks higher on “S0”, “S1” and two more."),
        (&[right, right, right, right, right], "B ranks higher on “S0”, “S1” and three more."),
        (&[level], "They are the same in every row that can be compared."),
        (&[], "There is nothing to compare yet."),
    ] {
        assert_eq!(verdict(&scales(levels)), sentence, "{levels:?}");
    }
    // A number is not a scale: neither role "ranks higher" on it.
    let demand = |amount: &str| format!("s0: level: low\ndemand: amount: {amount}");
    let project = scales(&[level])
        .file("content/roles/a.yaml", role("A", &demand("5"), ""))
        .file("content/roles/b.yaml", role("B", &demand("4"), ""));
    assert_eq!(verdict(&project), "They have the same level on every scale and differ in “Demand”.");
}

/// Returns the lines of the answer for one role: its reasons, and the rows below each.
fn reasons(page: &str, side: &str) -> Vec<String> {
    let (_, part) = page.split_once(&format!("<section class=\"{side}\"><h2>")).expect("the role");
    let part = part.split("</section>").next().unwrap_or_default();
    let lines =
        part.lines().filter(|line| line.starts_with("<p class=\"reason\">") || line.starts_with("<li>"));
    lines.map(|line| line.split(['<', '>']).skip(2).step_by(2).collect::<String>()).collect()
}

const ROWS: &str = "families: [{id: core, label: Core, line: All.}]\ngroups: [{id: work, label: Work}]\nregions: []\nrows:\n  \
    - {id: goal, group: work, label: Goal, kind: text, question: Q?}\n  \
    - {id: scope, group: work, label: Scope, kind: text, question: Q?}\n  \
    - {id: paged, group: work, label: Paged, kind: scale, question: Q?, levels: [{id: low, label: Low}, {id: mid, label: Mid}, {id: high, label: High}]}\n  \
    - {id: code, group: work, label: Code, kind: scale, question: Q?, levels: [{id: low, label: Low}, {id: mid, label: Mid}, {id: high, label: High}]}\n\
    choose_rows: [goal, code, paged]\nhire_rows: [goal, scope]\n";

#[test]
fn a_pair_without_words_begins_with_an_answer_composed_from_the_facts() {
    let a = "goal: value: Fast\nscope: value: All\npaged: level: high\ncode: level: low";
    let b = "goal: value: Safe\nscope: value: Some\npaged: level: low\ncode: level: mid";
    let project = roles((a, ""), (b, "")).file("content/comparison.yaml", ROWS);
    let page = project.build().page("/compare/a-vs-b/");
    assert!(page.contains("<p class=\"lead\">A: Fast. B: Safe.</p>"), "{page}");
    let choose = "Choose A if this suits you better:";
    let hire = "Hire A when this is what your team lacks:";
    assert_eq!(
        reasons(&page, "left"),
        [choose, "Paged: High", "Code: Low", "Goal: Fast", hire, "Scope: All"]
    );
    assert_eq!(reasons(&page, "right")[1..4], ["Paged: Low", "Code: Mid", "Goal: Safe"]);
    assert!(page.contains("Nobody has written about this pair yet."));
    // Rows in which both are equal are no reason, and without a reason there is no answer.
    let page = roles((a, ""), (a, "")).file("content/comparison.yaml", ROWS).build().page("/compare/a-vs-b/");
    assert!(reasons(&page, "left").is_empty() && !page.contains("Nobody has written"), "{page}");
}

#[test]
fn the_written_answer_of_a_pair_is_shown_in_place_of_the_composed_one() {
    let a = "goal: value: Fast\nscope: value: All\npaged: level: high";
    let b = "goal: value: Safe\nscope: value: Some\npaged: level: low";
    let text =
        |answer: &str| format!("---\nsummary: They differ.\n{answer}reviewed: 2026-11-01\n---\n\nWords.\n");
    let choose = "choose: {b: \"Choose B if calm.\", a: \"Choose A if keen.\"}\n";
    let hire = "hire: {a: \"Hire A when late.\", b: \"Hire B when unsafe.\"}\n";
    let site = |answer: &str| {
        roles((a, ""), (b, ""))
            .file("content/comparison.yaml", ROWS)
            .file("content/comparisons/b-vs-a.md", text(answer))
    };
    let page = site(&[choose, hire].concat()).build().page("/compare/b-vs-a/");
    assert_eq!(reasons(&page, "left"), ["Choose B if calm.", "Hire B when unsafe."]);
    assert_eq!(reasons(&page, "right"), ["Choose A if keen.", "Hire A when late."]);
    assert!(page.contains("<p class=\"lead\">They differ.</p>") && !page.contains("Nobody has written"));
    let page = site(choose).build().page("/compare/b-vs-a/");
    let composed = "Hire A when this is what your team lacks:";
    assert_eq!(reasons(&page, "right"), ["Choose A if keen.", composed, "Goal: Fast", "Scope: All"]);
    for (answer, message) in [
        ("choose: {a: \"Choose A if keen.\"}\n", "`choose` has no sentence for `b`"),
        ("hire: {a: \"Hire A.\", c: \"Hire C.\"}\n", "there is no role `c`"),
    ] {
        let report = site(answer).build().formatted_report();
        assert!(report.matches("error[").count() == 1 && report.contains(message), "{report}");
    }
}

#[test]
fn the_matrix_marks_the_equal_cells_of_a_row() {
    let cells = |project: &Project, row: &str| -> Vec<Option<String>> {
        let page = project.build().page("/compare/");
        let (_, part) =
            page.split_once(&format!("id=\"{row}\"")).unwrap_or_else(|| panic!("no {row}: {page}"));
        let part = part.split("</tr>").next().unwrap_or_default();
        part.split("<td data-of=\"")
            .skip(1)
            .map(|cell| Some(cell.split_once("data-said=\"")?.1.split('"').next()?.to_string()))
            .collect()
    };
    let some = |number: &str| Some(number.to_string());
    for (row, a, b, numbers) in [
        ("goal", "goal: value: Speed", "goal: value: speed", [some("0"), some("0")]),
        ("goal", "goal: value: Speed", "goal: value: Safety", [some("0"), some("1")]),
        ("goal", "goal: value: Speed", "", [some("0"), None]),
        (
            "judged-by",
            "judged-by: items: [Latency, Toil]",
            "judged-by: items: [toil, latency]",
            [some("0"), some("0")],
        ),
        (
            "judged-by",
            "judged-by: items: [Latency]",
            "judged-by: items: [Latency, Toil]",
            [some("0"), some("1")],
        ),
    ] {
        assert_eq!(cells(&roles((a, ""), (b, "")), row), numbers, "{a} and {b}");
    }
    let tools =
        |ids: &str| if ids.is_empty() { String::new() } else { format!("tools: {{monitoring: [{ids}]}}\n") };
    for (a, b, numbers) in [
        ("grafana, prometheus", "prometheus, grafana", [some("0"), some("0")]),
        ("grafana", "prometheus", [some("0"), some("1")]),
        ("", "prometheus", [None, some("0")]),
    ] {
        assert_eq!(cells(&roles(("", &tools(a)), ("", &tools(b))), "tools"), numbers, "{a} and {b}");
    }
}

/// The site of A and B with a row of each kind that is a value: yes or no, a date, a link, a range.
fn values(a: &str, b: &str) -> Project {
    roles((a, ""), (b, "")).edit(
        "content/comparison.yaml",
        "rows:\n",
        "rows:
  - {id: remote, group: work, label: Remote, kind: yes-no, question: From home?}
  - {id: since, group: work, label: Since, kind: date, question: Since when?}
  - {id: site, group: work, label: Site, kind: link, question: Where?}
  - {id: years, group: work, label: Years, kind: range, unit: years, decimals: 1, question: How long?}
",
    )
}

#[test]
fn yes_dates_links_and_ranges_are_compared_each_in_its_way() {
    let project = values(
        "remote: answer: true\nsince: date: 2012-03-28\nsite: link: \"https://a.example.com/x\"\nyears: range: [1, 3.5]",
        "remote: answer: false, value: On Mondays\nsince: date: 2015-05\nsite: link: \"https://b.example.com/\", value: B\nyears: range: [2, 5]",
    );
    assert_eq!(row(&project, "remote"), "remote differs: ");
    assert_eq!(row(&project, "since"), "since differs right: B: three years later");
    assert_eq!(row(&project, "site"), "site differs: ");
    assert_eq!(row(&project, "years"), "years differs right: B: higher");
    let built = project.build();
    let page = built.page("/compare/a-vs-b/");
    for words in [
        "Yes",
        "No",
        "On Mondays",
        "28 March 2012",
        "May 2015",
        "<a class=\"value\" href=\"https://a.example.com/x\">a.example.com</a>",
        "<a class=\"value\" href=\"https://b.example.com/\">B</a>",
        "1.0–3.5 years",
        "2.0–5.0 years",
    ] {
        assert!(page.contains(words), "{words}");
    }
    let matrix = built.page("/compare/");
    for key in [
        "data-place=\"1\"",
        "data-place=\"0\"",
        "data-place=\"2012.0328\"",
        "data-place=\"2015.0500\"",
        "data-place=\"2.25\"",
        "data-place=\"3.5\"",
        "Earliest first",
        "<select name=\"is-remote\"><option value=\"\">any</option><option value=\"no\">No</option><option value=\"yes\">Yes</option>",
        "<label>from year <input type=\"number\" name=\"min-since\"",
    ] {
        assert!(matrix.contains(key), "{key}");
    }
    let tree = built.tree();
    let file = |path: &str| String::from_utf8(tree[path].clone()).expect("text");
    let facts = file("api/v1/facts.csv");
    for line in [
        "a,remote,Yes,,high,true,2026,,yes-no,,,,,,true,,,,",
        "a,since,28 March 2012,,high,true,2026,,date,,,,,,,2012-03-28,,,",
        "b,site,B,,high,true,2026,,link,,,,,,,,https://b.example.com/,,",
        "a,years,1.0–3.5 years,,high,true,2026,,range,,,years,,,,,,1,3.5",
    ] {
        assert!(facts.contains(line), "{line}: {facts}");
    }
    let json: String = file("api/v1/roles/a.json").split_whitespace().collect();
    for part in [
        "\"answer\":true",
        "\"date\":\"2012-03-28\"",
        "\"link\":\"https://a.example.com/x\"",
        "\"range\":{\"from\":1,\"to\":3.5}",
    ] {
        assert!(json.contains(part), "{part}: {json}");
    }
    // A value of another kind, an impossible range, and a range with too many decimals.
    let codes = |facts: &str| values(facts, "").build().codes();
    assert_eq!(codes("remote: date: 2012"), ["cell-kind"]);
    assert_eq!(codes("years: range: [5, 1]"), ["out-of-range"]);
    assert_eq!(codes("years: range: [1.25, 3]"), ["out-of-range"]);
    assert_eq!(codes("years: range: 3"), ["wrong-type"]);
    assert_eq!(codes("site: link: \"javascript:x\""), ["unsafe-url"]);
}
