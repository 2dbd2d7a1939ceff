//! Tags of articles and pages: a page for each, their list, and a feed.

use crate::support::{Built, Project};

fn article(title: &str, published: &str, rest: &str) -> String {
    format!(
        "---\ntitle: {title}\nsummary: About {title}.\npublished: {published}\nreviewed: {published}\n{rest}---\nWords.\n"
    )
}

/// A site with two articles, a page and a draft that have tags.
fn project() -> Project {
    Project::new()
        .file("content/articles/old.md", article("Older", "2024-01-02", "tags: [On call, C++]\n"))
        .file("content/articles/new.md", article("Newer", "2026-01-02", "tags: [On call]\n"))
        .file("content/articles/draft.md", article("Draft", "2026-02-02", "tags: [Secret, On call]\ndraft: true\n"))
        .file(
            "content/pages/rota.md",
            "---\ntitle: Rota\nsummary: Who is next.\ntags: [On call, الوردية]\n---\nSee [the texts](/tags/on-call/) and [all](/tags/).\n",
        )
}

fn text(built: &Built, path: &str) -> String {
    String::from_utf8(built.tree()[path].clone()).expect("text")
}

#[test]
fn each_tag_has_a_page_that_lists_its_texts_newest_first() {
    let built = project().build();
    assert_eq!(built.formatted_report(), "");
    let tag = built.page("/tags/on-call/");
    let places: Vec<_> = ["Tag: On call", ">Newer<", ">Older<", ">Rota<"].map(|text| tag.find(text)).into();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}");
    assert!(tag.contains("3 texts tagged “On call”") && !tag.contains("Draft"));
    assert!(tag.contains("href=\"/tags/on-call/feed.xml\""));
    let list = built.page("/tags/");
    assert!(list.contains("href=\"/tags/c-plus-plus/\">C++</a>") && list.contains("3 texts"), "{list}");
    assert!(!list.contains("Secret"));
    // Addresses are ASCII, in any language.
    let arabic = list.split("/tags/").find(|link| link.contains("الوردية")).expect("a link");
    assert!(built.has(&format!("/tags/{}/", arabic.split('/').next().expect("a slug"))));
    for page in ["/articles/old/", "/rota/"] {
        assert!(built.page(page).contains("Tags: <a href=\"/tags/on-call/\">On call</a>"), "{page}");
    }
    assert!(built.page("/rota/").contains("href=\"/tags/on-call/\">the texts"));
}

#[test]
fn tags_are_in_feeds_search_sitemap_and_overview() {
    let built = project().build();
    let feed = text(&built, "tags/on-call/feed.xml");
    assert!(feed.find("<title>Newer").expect("an entry") < feed.find("<title>Older").expect("an entry"));
    assert!(feed.contains("rel=\"self\" href=\"https://example.org/tags/on-call/feed.xml\""), "{feed}");
    let tree = built.tree();
    assert!(tree.contains_key("tags/c-plus-plus/feed.xml"));
    // Pages have no dates, so a tag of pages alone has no feed.
    let feeds = tree.keys().filter(|path| path.starts_with("tags/") && path.ends_with("feed.xml")).count();
    assert_eq!(feeds, 2);
    assert!(built.page("/tags/on-call/").contains("type=\"application/atom+xml\" title=\"Feed\""));
    let sitemap = text(&built, "sitemap.xml");
    assert!(sitemap.contains("/tags/</loc>"));
    assert!(sitemap.contains("/tags/on-call/</loc><lastmod>2026-01-02</lastmod>"));
    assert!(
        text(&built, "llms.txt").contains("- [C++](https://example.org/tags/c-plus-plus/): 1 text tagged")
    );
    let search = text(&built, "search/index.json");
    assert!(search.contains("[\"tags/c-plus-plus\",[\"C++\"],\"\"]"), "{search}");
    assert!(built.page("/search/").contains("href=\"/tags/on-call/\">On call</a>"));
}

#[test]
fn without_tags_there_is_no_trace_of_them() {
    let built = Project::new().file("content/articles/a.md", article("A", "2026", "")).build();
    assert_eq!(built.formatted_report(), "");
    for (path, bytes) in built.tree() {
        let text = String::from_utf8_lossy(&bytes);
        let has_trace = path.starts_with("tags/") || text.contains("/tags/") || text.contains(">Tags<");
        assert!(!has_trace || path.starts_with("api/schema/"), "{path}");
    }
    let draft = article("A", "2026", "tags: [x]\ndraft: true\n");
    assert!(!Project::new().file("content/articles/a.md", draft).build().has("/tags/"));
}

#[test]
fn spellings_of_one_tag_are_one_diagnostic() {
    let built = project()
        .file("content/articles/a.md", article("A", "2026", "tags: [on-call]\n"))
        .file("content/articles/b.md", article("B", "2026", "tags: [on-call, ON CALL]\n"))
        .build();
    let (code, place, marked) = built.only();
    assert_eq!(
        (code, place.as_str(), marked.as_str()),
        ("duplicate-name", "content/articles/b.md:6:17", "ON CALL")
    );
    let message =
        "the tags `ON CALL` and `On call` have one address, `/tags/on-call/`, and so have `on-call`";
    assert!(built.formatted_report().contains(message), "{}", built.formatted_report());
    // Readers see the spelling that most texts use.
    assert!(built.page("/tags/on-call/").contains("Tag: On call"));
}

#[test]
fn tags_without_an_address_and_links_to_unknown_tags_are_reported() {
    let of = |tags: &str| Project::new().file("content/articles/a.md", article("A", "2026", tags)).build();
    assert_eq!(of("tags: ['!?']\n").only().0, "invalid-id");
    assert_eq!(of("tags: [a, A]\n").codes(), ["duplicate-name"; 2]);
    let page = "---\ntitle: P\nsummary: S.\ntags: [x]\n---\n[y](/tags/y/)\n";
    let built = Project::new().file("content/pages/p.md", page).build();
    assert_eq!(built.only().0, "broken-link");
    // The page of a tag is in the way of another page.
    let taken = project().file("content/pages/tags/on-call.md", "---\ntitle: T\nsummary: S.\n---\nWords.\n");
    assert_eq!(taken.build().only().0, "path-collision");
}
