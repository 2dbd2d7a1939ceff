//! Links, anchors and labels of drawn pages: those of custom templates are checked, and a broken one is reported at
//! its line, by `check` and by `build`.

use crate::support::Project;
use rolebook::command::{Check, check};
use rolebook::link;
use rolebook::publish::Interrupt;

const NOT_FOUND: &str = "templates/pages/404.html";
const ROLE: &str = "templates/pages/role.html";

/// Returns a page template: `main` between the built-in header and footer.
fn page(main: &str) -> String {
    format!("{{% extends \"shared/base.html\" %}}\n{{% block main %}}\n{main}\n{{% endblock %}}\n")
}

fn not_found(main: &str) -> Project {
    Project::new().file(NOT_FOUND, page(main))
}

/// The location and message of each diagnostic; `check` reports the same.
fn diagnostics(project: &Project) -> Vec<(String, String)> {
    let built = project.build();
    let wanted = Check {
        root: built.folder.path().join("site"),
        link: link::Options { base_url: built.base_url.clone(), drafts: false },
        max_age: None,
    };
    let (report, _) = check(&wanted, &Interrupt::never()).expect("the machine is sound");
    assert_eq!(report, built.outcome.report);
    assert_eq!(report.errors() == 0, built.outcome.published.is_some(), "{}", built.formatted_report());
    let each = built.outcome.report.diagnostics().iter().map(|found| {
        let place = found.place.as_ref().expect("a place");
        let text = built.outcome.sources.text(&place.file).unwrap_or("");
        let at = &text[place.span.start as usize..place.span.end as usize];
        let line = text[..place.span.start as usize].matches('\n').count() + 1;
        (format!("{}:{line}: {at}", place.file), format!("{}: {}", found.code.name(), found.message))
    });
    each.collect()
}

fn only(project: &Project) -> (String, String) {
    let diagnostics = diagnostics(project);
    assert_eq!(diagnostics.len(), 1, "{diagnostics:?}");
    diagnostics.into_iter().next().expect("one")
}

fn pair(place: &str, message: &str) -> (String, String) {
    (place.to_string(), message.to_string())
}

#[test]
fn valid_links_are_accepted() {
    let main = "<p id=\"here\"><a href=\"{{ frame.site.base }}/roles/sre/#page.facts\">a</a> <a href='../compare/'>b</a>
        <a href=\"/compare/platform-engineer-vs-sre/#goal\">c</a> <a href=\"/compare/sre-vs-platform-engineer/#goal\">d</a>
        <a href=\"#here\">e</a> <a href=\"https://example.com/nope/\">f</a> <a href=\"mailto:a@example.org\">g</a>
        <a href=\"?a=b\">h</a> <a href=\"#\">i</a> <a href=\"/api/v1/index.json#x\">j</a> <a href=\"/roles/index.html\">k</a>
        <img src=\"/assets/icon.svg\" alt=\"\"> <section aria-labelledby=\"here\"></section></p>";
    assert_eq!(diagnostics(&not_found(main)), []);
}

#[test]
fn a_broken_link_is_reported_at_its_line_in_the_template() {
    let diagnostics = only(&not_found("<p>\n<a class=x href=\"{{ frame.site.base }}/compere/\">All</a>"));
    assert_eq!(
        diagnostics,
        pair("templates/pages/404.html:4: /compere/", "broken-link: there is no page `/compere/`")
    );
}

#[test]
fn the_nearest_address_is_suggested() {
    let near = |link: &str| {
        let built = not_found(&format!("<a href=\"{link}\">x</a>")).build();
        let help = built.outcome.report.diagnostics()[0].help.clone();
        help.unwrap_or_default()
    };
    assert_eq!(near("/compere/"), "did you mean `/compare/`?");
    assert_eq!(near("/roles/sre"), "did you mean `/roles/sre/`?");
    assert_eq!(
        near("/compare/sre-vs-platfrom-engineer/"),
        "did you mean `/compare/sre-vs-platform-engineer/`?"
    );
    assert_eq!(near("/assets/site.cs"), "did you mean `/assets/site.css`?");
    assert!(near("/somewhere/else/").starts_with("an address of the site begins and ends with `/`"));
}

#[test]
fn a_broken_anchor_gets_a_suggestion() {
    let project = not_found("<a href=\"/roles/sre/#page.fact\">x</a>");
    assert_eq!(
        only(&project),
        pair(
            "templates/pages/404.html:3: page.fact",
            "broken-anchor: the page `/roles/sre/` has no `#page.fact`"
        )
    );
    assert!(project.build().formatted_report().contains("did you mean `#page.facts`?"));
    assert_eq!(
        only(&not_found("<a href=\"#nope\">x</a>")),
        pair("templates/pages/404.html:3: nope", "broken-anchor: the page `/404.html` has no `#nope`")
    );
}

#[test]
fn label_targets_exist_and_ids_are_unique() {
    assert_eq!(
        only(&not_found("<h2 id=\"page.one\">a</h2><section aria-labelledby=\"page.on\"></section>")),
        pair(
            "templates/pages/404.html:3: page.on",
            "broken-anchor: no element of the page has the id `page.on`, to which `aria-labelledby` refers"
        )
    );
    assert_eq!(
        only(&not_found("<p id=\"a\"></p>\n<p id=\"a\"></p>")),
        pair("templates/pages/404.html:4: a", "duplicate-id: two elements of the page have the id `a`")
    );
}

#[test]
fn in_a_subfolder_of_the_host_links_begin_with_the_subfolder() {
    let project = not_found("<a href=\"/compare/\">x</a>").base_url("https://example.org/us/");
    assert_eq!(
        only(&project),
        pair(
            "templates/pages/404.html:3: /compare/",
            "broken-link: `/compare/` is outside the site, which is below `/us/`"
        )
    );
    assert_eq!(
        diagnostics(
            &not_found("<a href=\"{{ frame.site.base }}/compare/\">x</a>")
                .base_url("https://example.org/us/")
        ),
        []
    );
}

#[test]
fn the_social_image_of_a_page_must_exist() {
    let base = include_str!("../templates/shared/base.html");
    let image = "<meta property=\"og:image\" content=\"";
    let with = |address: &str| {
        let head = base.replacen(image, &format!("<meta name=twitter:image content={address}>\n{image}"), 1);
        Project::new().file("templates/shared/base.html", head).base_url("https://example.org/us/")
    };
    for sound in
        ["https://example.org/us/cards/site.png", "https://example.org/other.png", "https://a.org/b.png"]
    {
        assert_eq!(diagnostics(&with(sound)), [], "{sound}");
    }
    let line = base[..base.find(image).expect("it names a picture")].matches('\n').count() + 1;
    assert_eq!(
        only(&with("https://example.org/us/cards/sitte.png")),
        pair(
            &format!("templates/shared/base.html:{line}: /cards/sitte.png"),
            "broken-link: there is no page `/cards/sitte.png`"
        )
    );
}

#[test]
fn an_error_in_a_custom_card_template_names_the_page() {
    for (card, drawn) in [
        ("role", "`/cards/roles/platform-engineer.png` from `content/roles/platform-engineer.yaml`"),
        (
            "pair",
            "`/cards/compare/platform-engineer-vs-sre.png` from `content/roles/platform-engineer.yaml` and",
        ),
        ("site", "`/cards/site.png`"),
    ] {
        let project =
            Project::new().featured().file(&format!("templates/cards/{card}.html"), "<p>no picture</p>");
        let (_, message) = only(&project);
        assert!(message.starts_with("template: the card cannot be drawn: "), "{message}");
        let report = project.build().formatted_report();
        assert!(report.contains(&format!("while drawing {drawn}")), "{report}");
    }
}

#[test]
fn a_broken_link_in_a_custom_header_is_reported_once() {
    let footer = "{% component site_header(site: map, section: string) %}<a href=\"/abuot/\">x</a>{% endcomponent site_header %}
{% component site_footer(site: map) %}<a href=\"{{ site.base }}/{% if site.title %}nope{% endif %}/\">y</a>{% endcomponent site_footer %}";
    let diagnostics = diagnostics(&Project::new().file("templates/shared/site.html", footer));
    assert_eq!(
        diagnostics,
        [
            pair("templates/shared/site.html:1: /abuot/", "broken-link: there is no page `/abuot/`"),
            pair(
                "templates/shared/site.html:2: {{ site.base }}/{% if site.title %}nope{% endif %}/",
                "broken-link: there is no page `/nope/`"
            ),
        ]
    );
}

#[test]
fn a_template_without_a_linked_anchor_is_reported_itself() {
    // The home page links to the comparisons of a role. One broken link of a template is reported for all.
    let diagnostics = diagnostics(&Project::new().file(ROLE, page("<h1>{{ name }}</h1>")));
    assert!(
        diagnostics.iter().all(|(place, _)| place.starts_with("templates/pages/role.html:1:")),
        "{diagnostics:?}"
    );
    assert!(
        diagnostics.iter().any(|(_, words)| words.starts_with("broken-anchor: `/roles/")
            && words.ends_with("/` has no element with the id `page.pairs`, the target of a link")),
        "{diagnostics:?}"
    );
}

#[test]
fn removing_a_page_breaks_links_on_unchanged_pages() {
    let footer = page("<a href=\"/about/\">x</a>");
    let with = Project::new()
        .file(NOT_FOUND, footer)
        .file("content/pages/about.md", "---\ntitle: A\nsummary: S.\n---\n");
    let built = with.build();
    assert!(built.outcome.published.is_some(), "{}", built.formatted_report());
    let again = with.without("content/pages/about.md").build_in(built.folder);
    assert!(again.outcome.published.is_none());
    assert_eq!(again.codes(), ["broken-link"]);
}

#[test]
fn anchors_other_than_headings_are_checked_on_the_drawn_page() {
    let article = |link: &str| {
        let text = format!(
            "---\ntitle: A\nsummary: S.\npublished: 2026\nreviewed: 2026\n---\nSee [this]({link}).\n"
        );
        Project::new().file("content/articles/a.md", text)
    };
    for sound in [
        "/compare/#on-call",
        "/tools/#monitoring",
        "../roles/sre.yaml#fact.goal",
        "role:sre#page.facts",
        "compare:sre/platform-engineer#page.tools",
        "../sources.yaml#book",
        "/feed.xml#x",
    ] {
        assert_eq!(diagnostics(&article(sound)), [], "{sound}");
    }
    for (broken, message) in [
        ("/compare/#on-cal", "the page `/compare/` has no `#on-cal`"),
        ("../roles/sre.yaml#fact.gaol", "the page `/roles/sre/` has no `#fact.gaol`"),
        ("role:sre#page.nope", "the page `/roles/sre/` has no `#page.nope`"),
        ("/sources/#web", "the page `/sources/` has no `#web`"),
    ] {
        let broken = article(broken).edit("content/roles/platform-engineer.yaml", "[web]", "[book]");
        let broken = broken.edit("content/sources.yaml", "  web: {title: The Page, url: https://example.org/page, publisher: Web, accessed: 2026-11-02, seen: excerpt}\n", "");
        let diagnostics = only(&broken);
        assert!(
            diagnostics.0.starts_with("content/articles/a.md:7: ")
                && diagnostics.1 == format!("broken-anchor: {message}"),
            "{diagnostics:?}"
        );
    }
}

#[test]
fn safe_is_reported_unless_suppressed() {
    let safe = "<h1>{{ frame.title | safe }}</h1>";
    assert_eq!(
        only(&not_found(safe)),
        pair(
            "templates/pages/404.html:3: safe",
            "unescaped: `safe` prints a value without escaping, whatever its origin"
        )
    );
    assert_eq!(diagnostics(&not_found(&format!("{{# allow unescaped: the title is ours #}}\n{safe}"))), []);
    let unneeded = only(&not_found("{# allow unescaped: not any more #}"));
    assert!(unneeded.1.starts_with("unused-suppression: "), "{unneeded:?}");
    let nameless = only(&not_found("{# allow unescapd: x #}"));
    assert!(nameless.1.starts_with("invalid-suppression: unknown warning `unescapd`"), "{nameless:?}");
}

#[test]
fn a_template_error_names_the_page_its_files_and_the_available_variables() {
    let diagnostics = Project::new().file(ROLE, page("{{ nmae }}")).build().formatted_report();
    assert!(diagnostics.contains("variable `nmae` is not defined"), "{diagnostics}");
    assert!(
        diagnostics.contains(
            "while drawing `/roles/platform-engineer/` from `content/roles/platform-engineer.yaml`"
        ),
        "{diagnostics}"
    );
    assert!(diagnostics.contains("did you mean `name`?"), "{diagnostics}");
    let diagnostics = Project::new().file(ROLE, page("{{ frame.titel }}")).build().formatted_report();
    assert!(
        diagnostics.contains("field `titel` is not defined") && diagnostics.contains("did you mean `title`?"),
        "{diagnostics}"
    );
}

#[test]
fn an_error_in_the_cell_template_names_the_role() {
    let cell = include_str!("../templates/shared/cell.html").replace("c.text", "c.txet");
    let diagnostics = Project::new().file("templates/shared/cell.html", cell).build().formatted_report();
    assert!(
        diagnostics.contains("field `txet` is not defined") && diagnostics.contains("did you mean `text`?"),
        "{diagnostics}"
    );
    assert!(
        diagnostics.contains("while drawing a cell of `content/roles/platform-engineer.yaml`"),
        "{diagnostics}"
    );
}

#[test]
fn an_override_of_a_shared_template_may_leave_out_components() {
    let cell = "{% component cell(c: map) %}Our {{ c.text }}{% endcomponent cell %}";
    let built = Project::new().file("templates/shared/cell.html", cell).build();
    assert_eq!(built.formatted_report(), "");
    assert!(built.page("/compare/").contains(">Our "));
}

#[test]
fn every_invalid_template_is_reported() {
    let diagnostics = Project::new().file(ROLE, "{% if %}").file(NOT_FOUND, "{{ a b }}").build().codes();
    assert_eq!(diagnostics, ["template", "template"]);
    let missing = Project::new().file(ROLE, "{% include \"shared/sets.htm\" %}").build().formatted_report();
    assert!(missing.contains("did you mean `shared/sets.html`?"), "{missing}");
}
