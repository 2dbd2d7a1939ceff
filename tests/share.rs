//! Exports and metadata: tables as files, iframe embeds, and data for other programs.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::support::Project;
use rolebook::model::{Model, Route, Routes};
use rolebook::{link, parse, source};

#[test]
fn the_table_of_a_pair_is_exported_with_its_sources() {
    let built = Project::new().build();
    assert_eq!(
        built.page("/compare/platform-engineer-vs-sre.md"),
        "[Platform Engineer vs SRE](<https://example.org/compare/platform-engineer-vs-sre/>)

|  | Platform Engineer | SRE | Difference |
| --- | --- | --- | --- |
| [On-call](<https://example.org/compare/platform-engineer-vs-sre/#on-call>) | Some (level 2 of 3) (low confidence) (1) | Core (level 3 of 3) (2) | SRE: one level higher |
| [Tools](<https://example.org/compare/platform-engineer-vs-sre/#tools>) | Grafana, Prometheus | Prometheus | 1 of 2 in common |
| [Goal](<https://example.org/compare/platform-engineer-vs-sre/#goal>) | Fast teams (medium confidence) (3) | Reliable services (2) |  |
| [Judged by](<https://example.org/compare/platform-engineer-vs-sre/#judged-by>) | no data | no data | no data for either |
| [Demand](<https://example.org/compare/platform-engineer-vs-sre/#demand>) | no data | no data | no data for either |
| [Pay](<https://example.org/compare/platform-engineer-vs-sre/#pay>) | no data | no data | no data for either |

1. our judgement
2. [Press, 2016](<https://example.org/sources/#book>)
3. [Web, read 2026](<https://example.org/sources/#web>)
"
    );
    let csv = built.page("/compare/platform-engineer-vs-sre.csv");
    let lines: Vec<&str> = csv.split("\r\n").collect();
    assert_eq!(
        lines[..2],
        [
            "\u{feff}Row,Platform Engineer,Platform Engineer: sources,SRE,SRE: sources,Difference,Address",
            "On-call,Some (level 2 of 3) (low confidence),our judgement,Core (level 3 of 3),\"Press, 2016 <https://example.org/sources/#book>\",SRE: one level higher,https://example.org/compare/platform-engineer-vs-sre/#on-call",
        ]
    );
}

#[test]
fn the_facts_of_a_role_are_exported() {
    let built = Project::new().build();
    let table = built.page("/roles/sre.md");
    assert!(
        table.contains("| [Goal](<https://example.org/roles/sre/#fact.goal>) | Reliable services (1) |\n"),
        "{table}"
    );
    assert!(built.page("/roles/sre.csv").starts_with("\u{feff}Row,Site Reliability Engineer,"));
}

#[test]
fn a_pair_can_be_embedded_and_is_discoverable() {
    let built = Project::new().base_url("https://example.org/book/").build();
    let page = built.page("/compare/platform-engineer-vs-sre/");
    let discovery = "<link rel=\"alternate\" type=\"application/json+oembed\" title=\"How to embed it\" href=\"https://example.org/book/api/oembed/platform-engineer-vs-sre.json\">";
    assert!(page.contains(discovery), "{page}");
    let answer: serde_json::Value =
        serde_json::from_str(&built.page("/api/oembed/platform-engineer-vs-sre.json")).expect("JSON");
    // The requirements of oEmbed 1.0 for every response, and for a rich one.
    assert_eq!((&answer["version"], &answer["type"]), (&"1.0".into(), &"rich".into()));
    assert!(answer["width"].is_u64() && answer["height"].is_u64());
    assert_eq!(
        answer["html"],
        "<iframe src=\"https://example.org/book/embed/platform-engineer-vs-sre/\" title=\"Platform Engineer vs SRE, Test\" height=\"480\" style=\"width:100%;border:0\" loading=\"lazy\"></iframe>"
    );
    let framed = built.page("/embed/platform-engineer-vs-sre/");
    assert!(!framed.contains("<script"), "it needs no scripts, and its policy forbids them");
    assert!(framed.contains(
        "<link rel=\"canonical\" href=\"https://example.org/book/compare/platform-engineer-vs-sre/\">"
    ));
    let reverse = built.page("/embed/sre-vs-platform-engineer/");
    assert!(
        reverse.contains("url=/book/embed/platform-engineer-vs-sre/"),
        "an embed is never updated: {reverse}"
    );
}

#[test]
fn a_name_with_quotes_is_escaped_in_the_embed_code() {
    let built =
        Project::new().edit("content/roles/sre.yaml", "short_name: SRE", "short_name: '\"S\"<b>'").build();
    let answer: serde_json::Value =
        serde_json::from_str(&built.page("/api/oembed/platform-engineer-vs-sre.json")).expect("JSON");
    let html = answer["html"].as_str().expect("a text");
    assert!(html.contains("title=\"Platform Engineer vs &quot;S&quot;&lt;b&gt;, Test\""), "{html}");
}

#[test]
fn embeds_of_a_renamed_role_redirect() {
    let built = Project::new()
        .edit("content/roles/sre.yaml", "family: core", "family: core\nwas: [reliability]")
        .build();
    assert!(
        built
            .page("/embed/reliability-vs-platform-engineer/")
            .contains("url=/embed/platform-engineer-vs-sre/")
    );
}

/// The model of a project, without building it.
fn model(project: &Project) -> Model {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    project.write(folder.path());
    let (sources, _) = source::read(folder.path());
    let content = sources.area(source::Area::Content);
    let documents: Vec<_> = content.filter_map(|file| parse::parse(file).0).map(Arc::new).collect();
    let statics = sources.static_files();
    link::link(&documents, BTreeSet::new(), statics, &link::Options::default(), None).model
}

/// Roles are added before, between and after the others in the order of their ids, with their texts and a featured pair.
#[test]
fn an_added_role_removes_no_address() {
    let plain = |name: &str| {
        (format!("content/roles/{name}.yaml"), format!("name: {name}\nfamily: core\nsummary: One.\n"))
    };
    let paths = |project: &Project| {
        let model = model(project);
        let routes = Routes::new(&model);
        let paths: BTreeSet<String> = routes.iter().map(|route| route.path(&model)).collect();
        assert_eq!(paths.len(), routes.len(), "two routes have one path");
        assert!(routes.iter().all(|route| Route::find(&model, &route.url(&model)) == Some(route)));
        paths
    };
    let words = "---\nreviewed: 2026-11-23\n---\nChoose by the customer.\n";
    let mut project = Project::new().featured();
    let mut known = paths(&project);
    for (number, name) in
        ["tester", "analyst", "sre-lead", "zoologist", "plumber", "baker", "t-1", "t-2", "x"]
            .iter()
            .enumerate()
    {
        let (path, role) = plain(name);
        project = project.file(&path, role);
        if number % 3 == 1 {
            project = project.file(&format!("content/comparisons/{name}-vs-sre.md"), words);
        }
        let now = paths(&project);
        assert_eq!(known.difference(&now).collect::<Vec<_>>(), Vec::<&String>::new(), "adding {name}");
        known = now;
    }
    // There was a limit of a hundred roles once.
    for number in 0..88 {
        let (path, role) = plain(&format!("role-{number}"));
        project = project.file(&path, role);
    }
    for number in 88..91 {
        let (path, role) = plain(&format!("role-{number}"));
        project = project.file(&path, role);
        let now = paths(&project);
        assert!(known.is_subset(&now), "adding role-{number}");
        known = now;
    }
}

#[test]
fn links_to_pairs_without_a_page_lead_to_the_matrix() {
    let third = "name: Third\nfamily: core\nsummary: Third.\nwas: [fourth]\nmoves_to: [{role: sre, how: Learns., learn: [programming], judgement: true}]\n";
    let words = "---\nreviewed: 2026-11-23\n---\nSee [on call](compare:third/sre#on-call), [all](compare:third/platform-engineer).\n\n```compare\nroles: [sre, third]\nrows: [goal]\n```\n";
    let project = Project::new()
        .file("content/roles/third.yaml", third)
        .file("content/comparisons/sre-vs-platform-engineer.md", words)
        .change("content/site.yaml", |text| format!("{text}featured: [third/sre]\n"));
    let with =
        |pairs: &str| project.clone().change("content/site.yaml", |text| format!("{text}pairs: {pairs}\n"));
    for (pairs, pages) in [("all", 3), ("featured", 2), ("written", 1)] {
        let built = with(pairs).build();
        let tree = built.tree();
        let of = |start: &str, end: &str| {
            let found = tree.keys().filter(|path| path.starts_with(start) && path.ends_with(end));
            found.filter(|path| path.contains("-vs-") && !path.contains("fourth")).count()
        };
        assert_eq!(of("compare/", "/index.html"), 2 * pages, "{pairs}: {}", built.formatted_report());
        assert_eq!(
            (of("compare/", ".md"), of("compare/", ".csv"), of("api/oembed/", ".json")),
            (pages, pages, pages)
        );
        assert_eq!((of("embed/", "/index.html"), of("cards/", ".png")), (2 * pages, pages.min(2)));
        crate::support::assert_links(&tree);
        let page = built.page("/compare/sre-vs-platform-engineer/");
        let place = if pairs == "written" { "/compare/?roles=sre,third" } else { "/compare/sre-vs-third/" };
        assert!(page.contains(&format!("href=\"{place}#on-call\"")), "{page}");
        assert!(built.page("/").contains(&format!("href=\"{place}\"")), "the home page features it");
        assert!(built.page("/roles/third/").contains(place), "a move leads to it");
        assert_eq!(page.contains("data-pairs=\"some\""), pairs != "all");
        // Former addresses of the pair lead there too.
        assert!(built.page("/compare/fourth-vs-sre/").contains(&format!("url={place}\"")));
        assert!(!built.page("/sitemap.xml").contains("?roles"), "the sitemap lists pages");
        let matrix = built.page("/compare/");
        let pages = matrix.split_once("data-pages=\"").map(|(_, rest)| rest.split('"').next().unwrap_or(""));
        assert_eq!(
            pages,
            match pairs {
                "all" => None,
                "featured" => Some("sre-vs-platform-engineer sre-vs-third"),
                _ => Some("sre-vs-platform-engineer"),
            }
        );
        let model = model(&with(pairs));
        let routes = Routes::new(&model);
        assert!(routes.iter().all(|route| Route::find(&model, &route.url(&model)) == Some(route)));
    }
}

#[test]
fn a_link_to_a_redirect_shows_the_card_of_its_target() {
    let built = Project::new()
        .edit("content/roles/sre.yaml", "family: core", "family: core\nwas: [reliability]")
        .build();
    let meta = |path: &str, property: &str| {
        let page = built.page(path);
        let start = format!("property=\"{property}\" content=\"");
        let after = page.split_once(&start).unwrap_or_else(|| panic!("{path} has no {property}")).1;
        after.split('"').next().expect("its end").to_string()
    };
    for (old, new) in [
        ("/compare/sre-vs-platform-engineer/", "/compare/platform-engineer-vs-sre/"),
        ("/compare/platform-engineer-vs-reliability/", "/compare/platform-engineer-vs-sre/"),
        ("/roles/reliability/", "/roles/sre/"),
    ] {
        for property in ["og:title", "og:url", "og:image", "og:image:alt", "og:image:width", "og:site_name"] {
            assert_eq!(meta(old, property), meta(new, property), "{old}");
        }
        assert!(built.page(old).contains("<title>Moved</title>"), "{old} redirects");
    }
}

#[test]
fn modification_dates_come_from_the_content() {
    let article =
        "---\ntitle: A title\nsummary: S.\npublished: 2026-11-05\nreviewed: 2026-11-20\n---\nText\n";
    let project = Project::new().file("content/articles/a.md", article);
    let changed = "\n    changed: [{on: 2026-11-24, was: Something else, why: We were wrong.}]";
    let built = project
        .edit(
            "content/roles/sre.yaml",
            "  goal: {value: Reliable services, sources: [book], confidence: high}",
            &format!(
                "  goal:\n    value: Reliable services\n    sources: [book]\n    confidence: high{changed}"
            ),
        )
        .build();
    let sitemap = built.page("/sitemap.xml");
    for (page, date) in [
        ("articles/a/", "2026-11-20"),
        ("roles/sre/", "2026-11-24"),
        ("roles/platform-engineer/", "2026-11-02"),
        ("compare/platform-engineer-vs-sre/", "2026-11-24"),
        ("", "2026-11-24"),
    ] {
        let entry = format!("<url><loc>https://example.org/{page}</loc><lastmod>{date}</lastmod></url>");
        assert!(sitemap.contains(&entry), "{entry} is not in {sitemap}");
    }
    assert!(
        sitemap.contains("<url><loc>https://example.org/search/</loc></url>"),
        "it has no date of its own"
    );
    let feed = built.page("/feed.xml");
    assert!(
        feed.contains("<published>2026-11-05T00:00:00Z</published>\n<updated>2026-11-20T00:00:00Z</updated>"),
        "{feed}"
    );
    assert!(
        feed.contains("<published>2026-11-24T00:00:00Z</published>\n<updated>2026-11-24T00:00:00Z</updated>"),
        "{feed}"
    );
}

#[test]
fn the_text_direction_follows_the_language() {
    for (language, direction) in
        [("en-GB", "ltr"), ("ar", "rtl"), ("ur-PK", "rtl"), ("ku-IQ", "rtl"), ("ar-Latn", "ltr")]
    {
        let built = Project::new().edit("content/site.yaml", "en-GB", language).build();
        for page in
            ["/", "/roles/sre/", "/embed/platform-engineer-vs-sre/", "/embed/sre-vs-platform-engineer/"]
        {
            let html = built.page(page);
            assert!(
                html.contains(&format!("<html lang=\"{language}\" dir=\"{direction}\">")),
                "{language}, {page}"
            );
        }
    }
}

#[test]
fn every_page_kind_has_link_preview_metadata() {
    let article = "---\ntitle: A title\nsummary: S.\npublished: 2026\nreviewed: 2026\n---\nText\n";
    let built = Project::new().file("content/articles/a.md", article).build();
    for (path, bytes) in built.tree().iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = String::from_utf8_lossy(bytes);
        if html.contains("<title>Moved</title>") || path.starts_with("embed/") {
            continue;
        }
        for property in ["og:type", "og:locale", "og:title", "og:description", "og:url", "og:site_name"] {
            assert_eq!(
                html.matches(&format!("<meta property=\"{property}\" content=\"")).count(),
                1,
                "{path}: {property}"
            );
        }
        for script in html.split("<script type=\"application/ld+json\">").skip(1) {
            let json = script.split("</script>").next().expect("its end");
            let data: serde_json::Value = serde_json::from_str(json).expect("JSON");
            assert_eq!(data["@context"], "https://schema.org", "{path}");
        }
        let address = format!("https://example.org/{}", path.trim_end_matches("index.html"));
        assert!(html.contains(&format!("<link rel=\"canonical\" href=\"{address}\">")), "{path}");
    }
    assert!(built.page("/articles/a/").contains("<meta property=\"og:type\" content=\"article\">"));
    assert!(built.page("/").contains("<meta property=\"og:locale\" content=\"en_GB\">"));
    for (page, what) in [("/compare/", "Dataset"), ("/roles/sre/", "Occupation"), ("/articles/a/", "Article")]
    {
        assert!(built.page(page).contains(&format!("\"@type\":\"{what}\"")), "{page}");
    }
}

#[test]
fn linked_files_of_a_page_exist() {
    let built = Project::new().build();
    let mut forms = 0;
    for (path, bytes) in built.tree().iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = String::from_utf8_lossy(bytes).into_owned();
        for link in html.split("<link rel=\"alternate\" ").skip(1) {
            let href =
                link.split("href=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("an address");
            let inside = href.trim_start_matches("https://example.org");
            assert!(built.has(inside), "{path}: {href}");
            forms += usize::from(!inside.ends_with("feed.xml"));
        }
    }
    assert!(forms > 10, "{forms}");
}

#[test]
fn the_embed_uses_the_colours_of_the_site() {
    let tree = Project::new().build().tree();
    let read = |name: &str| String::from_utf8(tree[&format!("assets/{name}")].clone()).expect("a sheet");
    let (site, frame) = (read("site.css"), read("embed.css"));
    let tokens = |sheet: &str| -> Vec<(String, String)> {
        let declared = sheet.split(';').filter_map(|part| part.rsplit_once("--"));
        let colour = |(_, token): (&str, &str)| {
            let (name, value) = token.split_once(": ")?;
            value.starts_with('#').then(|| (name.to_string(), value.to_string()))
        };
        declared.filter_map(colour).collect()
    };
    let known = tokens(&site);
    let own = tokens(&frame);
    assert_eq!(own.len(), 32, "{own:?}");
    for token in own {
        assert!(known.contains(&token), "{token:?}");
    }
}

/// The entries of the feed: title, id, day, summary.
fn entries(feed: &str) -> Vec<[String; 4]> {
    let text = |entry: &str, name: &str| {
        let (_, rest) = entry.split_once(&format!("<{name}>")).expect("it begins");
        rest.split_once(&format!("</{name}>")).expect("it ends").0.to_string()
    };
    let entry = |entry: &str| ["title", "id", "updated", "summary"].map(|name| text(entry, name));
    feed.split("<entry>").skip(1).map(entry).collect()
}

#[test]
fn a_changed_fact_appears_in_the_feed_and_on_its_page() {
    let changed = "level: core, sources: [book], confidence: high, changed: [{on: 2026-03-01, was: Nothing certain, why: A book came out.}, {on: 2026-11-24, was: Some, why: 'The second edition says <so>.'}]";
    let guide = "---\nreviewed: 2026-05-02\n---\nText.\n";
    let built = Project::new()
        .edit("content/roles/sre.yaml", "level: core, sources: [book], confidence: high", changed)
        .file("content/roles/sre.md", guide)
        .build();
    assert_eq!(built.formatted_report(), "");
    let feed = built.page("/feed.xml");
    let expected = [
        [
            "SRE · On-call: now Core",
            "https://example.org/roles/sre/#fact.on-call.2026-11-24",
            "2026-11-24T00:00:00Z",
            "Now: Core. Previously: Some. The second edition says &lt;so&gt;.",
        ],
        [
            "Guide: Site Reliability Engineer",
            "https://example.org/roles/sre/",
            "2026-05-02T00:00:00Z",
            "Keeps services running.",
        ],
        [
            "SRE · On-call: now Some",
            "https://example.org/roles/sre/#fact.on-call.2026-03-01",
            "2026-03-01T00:00:00Z",
            "Now: Some. Previously: Nothing certain. A book came out.",
        ],
    ];
    assert_eq!(entries(&feed), expected);
    assert!(
        feed.contains("<link href=\"https://example.org/roles/sre/#fact.on-call\"/>"),
        "each links to its fact"
    );
    assert!(
        feed.contains("<updated>2026-11-24T00:00:00Z</updated>\n<author>"),
        "the feed is as new as its first entry"
    );
    let page = built.page("/roles/sre/");
    let printed = "<dd class=\"changed\">Changed 24 November 2026. Previously: Some. The second edition says &lt;so&gt;.</dd>";
    assert!(page.contains(printed), "{page}");
    assert!(!page.contains("Nothing certain"), "and the last change only");
    let data: serde_json::Value = serde_json::from_str(&built.page("/api/v1/roles/sre.json")).expect("JSON");
    let fact = data["facts"].as_array().expect("a list").iter().find(|fact| fact["row"] == "on-call");
    assert_eq!(fact.expect("the fact")["changed"][1]["was"], "Nothing certain");
}

#[test]
fn a_change_has_a_new_value_and_at_most_one_per_day() {
    let with = |changed: &str| {
        let fact = format!("level: core, sources: [book], confidence: high, changed: [{changed}]");
        let project = Project::new();
        project
            .edit("content/roles/sre.yaml", "level: core, sources: [book], confidence: high", &fact)
            .build()
    };
    for now in ["core", "Core", "CORE "] {
        let built = with(&format!("{{on: 2026-11-24, was: '{now}', why: Why.}}"));
        assert_eq!(built.codes(), ["no-change"], "{now}");
    }
    // The text of an older change was valid until the next one.
    let built = with("{on: 2026-11-24, was: Some, why: Why.}, {on: 2026-03-01, was: Some, why: Why.}");
    assert_eq!(built.only().0, "no-change");
    let built = with("{on: 2026-11-24, was: Some, why: Why.}, {on: 2026-11-24, was: None, why: Why.}");
    assert_eq!(built.only().2, "2026-11-24");
    assert_eq!(
        with("{on: 2026-11-24, was: Some, why: Why.}, {on: 2026-03-01, was: Core, why: Why.}").codes(),
        [""; 0]
    );
}
