//! Career moves: drawn, listed, and computed where no author described one.

use crate::support::Project;

fn role(name: &str, rest: &str) -> String {
    format!("name: {name}\nfamily: core\nsummary: Is {name}.\n{rest}")
}

/// Returns a site with five roles. Moves go from A by B or by C to D and back; E has none.
fn project() -> Project {
    let way = |to: &str, learn: &str| {
        format!("{{role: {to}, how: Goes to {to}., learn: [{learn}], judgement: true}}")
    };
    Project::new()
        .without("content/roles/sre.yaml")
        .without("content/roles/platform-engineer.yaml")
        .file(
            "content/skills.yaml",
            "skills:\n  one: {name: One, line: Is one.}\n  three: {name: Three, line: Is three.}\n  two: {name: Two, line: Is two.}\n  zero: {name: Zero, line: Is zero.}\n",
        )
        .file("content/roles/a.yaml", role("A", &format!("skills: [zero]\nmoves_to: [{}, {}]\n", way("b", "one, two"), way("c", "one"))))
        .file("content/roles/b.yaml", role("B", &format!("skills: [one, two]\nmoves_to: [{}]\n", way("d", "three"))))
        .file("content/roles/c.yaml", role("C", &format!("skills: [one]\nmoves_to: [{}]\n", way("d", "zero, three"))))
        .file("content/roles/d.yaml", role("D", &format!("skills: [one, three]\nmoves_to: [{}]\n", way("a", "zero"))))
        .file("content/roles/e.yaml", role("E", ""))
}

/// The text of a page, without its markup.
fn words(html: &str) -> String {
    let mut text = String::new();
    for piece in html.replace("<bdi>", "").replace("</bdi>", "").split('<').skip(1) {
        text.push_str(piece.split_once('>').map_or("", |(_, words)| words));
        text.push(' ');
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn assert_says(page: &str, sentence: &str) {
    assert!(words(page).contains(sentence), "«{sentence}» is not in: {}", words(page));
}

#[test]
fn a_move_without_a_description_goes_through_the_role_with_least_to_learn() {
    let page = project().build().page("/compare/a-vs-d/");
    assert_says(
        &page,
        "The shortest route through one other role, computed from the described moves, goes via C :",
    );
    // Skills of A, and those of the first move, are not learnt again.
    assert_says(&page, "A → C. Goes to c. our judgement To learn: One");
    assert_says(&page, "C → D. Goes to d. our judgement To learn: Three");
    assert_says(&page, "Skills that D needs and A does not: One, Three.");
    // The other direction is described.
    assert_says(&page, "D → A Goes to a. our judgement To learn: Zero.");
}

#[test]
fn no_route_has_more_than_one_role_between() {
    let page = project().build().page("/compare/b-vs-c/");
    assert_says(&page, "B → C No move is described, neither direct nor through one other role.");
    assert_says(
        &project().build().page("/compare/a-vs-e/"),
        "A → E No move is described, neither direct nor through one other role.",
    );
}

#[test]
fn every_move_is_drawn_once_and_listed_once() {
    let built = project().build();
    let page = built.page("/moves/");
    assert_eq!(page.matches("<path id=").count(), 5, "{page}");
    assert_eq!(page.matches("<use ").count(), 10, "each move, once per role");
    assert_eq!(page.matches("<li class=\"node\">").count(), 5);
    // Downward arrows arrive at B, C and D, upward ones at A.
    assert_eq!(page.matches("class=\"tip down\"").count(), 3);
    assert_eq!(page.matches("class=\"tip up\"").count(), 1);
    assert_says(&page, "A : 1 move to it, 2 moves from it");
    assert_eq!(page.matches("Goes to").count(), 5);
    assert!(!page.contains("style="), "the policy forbids styles inside a page");
    assert_says(&page, "Most moves lead to: D (2), A (1), B (1), C (1).");
    assert_says(&page, "No moves lead to (people start there or come from elsewhere): E .");
    assert_says(&page, "Skills learnt most often: One (2), Three (2), Zero (2).");
    assert!(!page.contains("can be reached"), "E cannot");
    crate::support::assert_links(&built.tree());
}

#[test]
fn the_longest_route_is_stated_if_all_roles_can_be_reached() {
    let page = project().without("content/roles/e.yaml").build().page("/moves/");
    assert_says(&page, "Every role can be reached from every other in at most three moves.");
}

#[test]
fn a_site_without_moves_has_no_page_of_them() {
    let sre = "content/roles/sre.yaml";
    let built = Project::new()
        .change(sre, |text| text.split("moves_to").next().expect("a beginning").to_string())
        .build();
    assert!(!built.has("/moves/"));
    assert!(!built.page("/").contains("/moves/"));
    let page = built.page("/roles/sre/");
    assert!(!page.contains("<svg") && !page.contains("/moves/"), "{page}");
    assert!(Project::new().build().page("/").contains("<a href=\"/moves/\">Career moves</a>"));
}

#[test]
fn a_role_shows_only_its_own_moves() {
    let page = project().build().page("/roles/a/");
    assert_eq!(page.matches("<path d=\"M").count(), 3 + 3, "moves and arrow heads");
    assert!(page.contains("<a href=\"/roles/a/\" class=\"subject\">"));
    assert!(
        page.contains("<a href=\"/roles/d/\"><span>D</span>"),
        "a role in the drawing links to its guide"
    );
    assert_eq!(project().build().page("/roles/e/").matches("<svg").count(), 0);
}

#[test]
fn a_similar_role_states_the_reason() {
    let scale = "facts: {on-call: {level: core, judgement: true, confidence: low}}\n";
    let other = "facts: {on-call: {level: none, judgement: true, confidence: low}}\n";
    let page = Project::new()
        .file(
            "content/roles/third.yaml",
            role("Third", &format!("{scale}tools: {{monitoring: [prometheus]}}\nskills: [slo-design]\n")),
        )
        .file(
            "content/roles/fourth.yaml",
            role("Fourth", &format!("{other}tools: {{monitoring: [prometheus, grafana]}}\n")),
        )
        .build()
        .page("/roles/third/");
    assert_says(
        &page,
        "Third vs Site Reliability Engineer 1 skill in common: SLO design; 1 tool in common: Prometheus. The same level in “On-call”.",
    );
    assert_says(
        &page,
        "Third vs Fourth 1 tool in common: Prometheus. Furthest apart in “On-call”, by two levels.",
    );
    let (near, far) = (page.find("vs Site Reliability"), page.find("vs Fourth"));
    assert!(near < far, "the more similar role comes first");
}

#[test]
fn addresses_of_the_first_edition_redirect() {
    let built = project()
        .change("content/site.yaml", |text| format!("{text}manual: true\n"))
        .file("content/pages/old.md", "---\ntitle: Old\nsummary: S.\n---\n[Moves](/ways/)\n")
        .build();
    for (from, to) in [
        ("/ways/", "/moves/"),
        ("/reference/typed-figure/", "/reference/hard-coded-figure/"),
        ("/reference/exception/", "/reference/invalid-suppression/"),
    ] {
        let page = built.page(from);
        assert!(page.contains(&format!("content=\"0; url={to}\"")), "{from}: {page}");
        assert!(page.contains("moved.js"), "with scripts, the query and the fragment are kept");
    }
    assert!(built.page("/old/").contains("<a href=\"/moves/\">Moves</a>"), "links of that time still work");
}

#[test]
fn a_page_of_the_site_has_an_address_of_the_first_edition() {
    let page = "---\ntitle: Ways of working\nsummary: S.\n---\nOurs.\n";
    let built = project().file("content/pages/ways.md", page).build();
    assert_says(&built.page("/ways/"), "Ours.");
    let own = Project::new().file("static/ways/index.txt", "x").build();
    assert!(own.page("/ways/").contains("url=/moves/"));
}
