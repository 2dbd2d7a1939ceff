//! The social cards: images of shared links.

use std::io::Cursor;
use std::os::unix::fs::MetadataExt as _;
use std::sync::Arc;

use crate::support::{Built, Project};
use proptest::prelude::*;
use resvg::usvg::{Group, ImageHrefResolver, Node, Options, Rect, Tree, fontdb};
use rolebook::analysis::Stopwatch;
use rolebook::compiled::CompiledSite;
use rolebook::diagnostic::{Diagnostic, Report};
use rolebook::model::{Model, Route, Routes};
use rolebook::pages::{Components, HEIGHT, Views, WIDTH};
use rolebook::render::PageName;
use rolebook::source::Sources;
use rolebook::typeface::{FAMILY, Face};

/// The pixels of a published card, in rows of red, green and blue.
struct Picture {
    rgb: Vec<u8>,
}

impl Picture {
    fn of(built: &Built, path: &str) -> Picture {
        let bytes = std::fs::read(built.output.join(path)).unwrap_or_else(|_| panic!("no `{path}`"));
        assert!(bytes.len() < 40_000, "{path} has {} bytes", bytes.len());
        let mut decoder = png::Decoder::new(Cursor::new(bytes));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().expect("a PNG");
        assert_eq!((reader.info().width, reader.info().height), (WIDTH, HEIGHT));
        let mut rgb = vec![0; reader.output_buffer_size().expect("a size")];
        reader.next_frame(&mut rgb).expect("a picture");
        Picture { rgb }
    }

    fn at(&self, x: u32, y: u32) -> [u8; 3] {
        let begin = 3 * (y * WIDTH + x) as usize;
        [self.rgb[begin], self.rgb[begin + 1], self.rgb[begin + 2]]
    }

    /// Counts the pixels between two columns, below the header, that differ from the background.
    fn drawn(&self, columns: std::ops::Range<u32>) -> usize {
        let paper = self.at(20, 20);
        (100..HEIGHT)
            .flat_map(|y| columns.clone().map(move |x| (x, y)))
            .filter(|(x, y)| self.at(*x, *y) != paper)
            .count()
    }
}

#[test]
fn a_role_a_pair_and_the_site_have_a_card() {
    let built = Project::new().featured().build();
    for path in ["cards/site.png", "cards/roles/sre.png", "cards/compare/platform-engineer-vs-sre.png"] {
        let picture = Picture::of(&built, path);
        assert_ne!(picture.at(10, 5), picture.at(1190, 5), "the header of {path} has both colours");
        assert!(picture.drawn(0..WIDTH) > 10_000, "{path} has text");
        assert_eq!((picture.drawn(0..60), picture.drawn(1140..WIDTH)), (0, 0), "{path} has margins");
    }
    let pair = Picture::of(&built, "cards/compare/platform-engineer-vs-sre.png");
    // Between the columns are only the rules above rows, two pixels high.
    assert!(pair.drawn(590..610) <= 2 * 2 * 20);
    assert!(!built.has("/cards/compare/sre-vs-platform-engineer.png"), "a pair has one order");
}

#[test]
fn a_page_links_to_its_card_with_alternative_text() {
    let built = Project::new().featured().base_url("https://example.org/book/").build();
    let assert_names = |page: &str, card: &str, alt: &str| {
        let html = built.page(page);
        let named = |property: &str, value: &str| {
            let tag = format!("<meta property=\"{property}\" content=\"{value}\">");
            assert!(
                html.contains(&tag),
                "{page} has no {tag}: {}",
                html.lines().take(30).collect::<Vec<_>>().join("\n")
            );
        };
        named("og:image", &format!("https://example.org/book/cards/{card}"));
        named("og:image:alt", alt);
        named("og:image:width", &WIDTH.to_string());
        named("og:image:height", &HEIGHT.to_string());
        assert!(html.contains("<meta name=\"twitter:card\" content=\"summary_large_image\">"));
    };
    assert_names("/", "site.png", "Test. A site for tests.");
    assert_names("/tools/grafana/", "site.png", "Test. A site for tests.");
    assert_names(
        "/roles/sre/",
        "roles/sre.png",
        "Site Reliability Engineer. Keeps services running. On-call: Core. Goal: Reliable services.",
    );
    assert_names(
        "/compare/platform-engineer-vs-sre/",
        "compare/platform-engineer-vs-sre.png",
        "Platform Engineer and Site Reliability Engineer. Different in 3 of 3 rows. On-call: “Some” against “Core”. Goal: “Fast teams” against “Reliable services”.",
    );
}

/// Draws the cards of a site as the SVGs of its templates, by path.
fn drawn(project: &Project) -> Vec<(String, String)> {
    let files = project
        .files()
        .iter()
        .map(|(path, bytes)| (path.as_str(), std::str::from_utf8(bytes).expect("text")));
    let (sources, found) = Sources::from_texts(files);
    let site = compile(sources, found);
    let (model, renderer) = site.drawable().expect("a site without errors");
    let parts = Components::new(model, renderer).expect("parts");
    let views = Views::new(model, &parts, renderer);
    let cards = Routes::new(model);
    cards
        .iter()
        .filter(|route| matches!(route, Route::SiteCard | Route::RoleCard(_) | Route::PairCard(_)))
        .map(|route| {
            let mut svg = Vec::new();
            let path = route.path(model);
            let view = views.of(route).expect("a view");
            let name = PageName { path: &path, origin: &String::new };
            renderer.attempt(&view, &name, &mut svg).expect("a card");
            (path, String::from_utf8(svg).expect("text"))
        })
        .collect()
}

fn formatted(report: &Report, sources: &Sources) -> String {
    rolebook::diagnostic::human::emit(report, |path| sources.text(path))
}

/// The texts of a card and their bounding boxes.
fn texts(svg: &str) -> Vec<(String, Rect)> {
    let mut faces = fontdb::Database::new();
    for face in Face::ALL {
        faces.load_font_data(face.bytes().to_vec());
    }
    let options = Options {
        fontdb: faces.into(),
        font_family: FAMILY.to_string(),
        image_href_resolver: ImageHrefResolver::default(),
        ..Options::default()
    };
    let tree = Tree::from_str(svg, &options).expect("an SVG");
    let mut found = Vec::new();
    collect(tree.root(), &mut found);
    found
}

fn collect(group: &Group, found: &mut Vec<(String, Rect)>) {
    for node in group.children() {
        match node {
            Node::Group(group) => collect(group, found),
            Node::Text(text) => {
                let words = text.chunks().iter().map(|chunk| chunk.text().to_string()).collect::<String>();
                // The box of the glyphs, not of the line.
                found.push((words, text.flattened().abs_bounding_box()));
            }
            _ => {}
        }
    }
}

/// Asserts that every text of every card is inside the margins and does not overlap another.
fn assert_room(project: &Project) {
    for (path, svg) in drawn(project) {
        let texts = texts(&svg);
        assert!(!texts.is_empty(), "{path} has text");
        for (n, (text, place)) in texts.iter().enumerate() {
            // A glyph may extend beyond its advance: a `j` by a twentieth of its size.
            let inside = place.left() >= 66.0
                && place.right() <= 1134.0
                && place.top() >= 40.0
                && place.bottom() <= 620.0;
            assert!(inside, "{path}: “{text}” is at {place:?}");
            for (other, its_place) in &texts[..n] {
                let apart = place.left() >= its_place.right()
                    || its_place.left() >= place.right()
                    || place.top() >= its_place.bottom()
                    || its_place.top() >= place.bottom();
                assert!(apart, "{path}: “{text}” {place:?} overlaps “{other}” {its_place:?}");
            }
        }
    }
}

/// Returns a site with two roles that have this name, summary, and cells.
fn named(name: &str, text: &str) -> Project {
    let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    let role = |level: &str, text: &str| {
        format!(
            "name: {}\nshort_name: {}\nfamily: core\nsummary: {}\nfacts:\n  goal: {{value: {}, judgement: true, confidence: high}}\n  on-call: {{level: {level}, judgement: true, confidence: high}}\n",
            quoted(name),
            quoted(name),
            quoted(text),
            quoted(&text.chars().take(120).collect::<String>()),
        )
    };
    Project::new()
        .featured()
        .file("content/roles/sre.yaml", role("core", text))
        .file("content/roles/platform-engineer.yaml", role("none", &format!("{text}.")))
        .edit("content/site.yaml", "title: Test", &format!("title: {}", quoted(name)))
        .edit("content/comparison.yaml", "label: On-call", &format!("label: {}", quoted(name)))
}

#[test]
fn long_and_non_latin_names_stay_inside_the_margins() {
    let long = "Staatlich geprüfte Infrastrukturautomatisierungsbeauftragte (Rechenzentrum Süd) X";
    let names = [
        "SRE",
        &long[..80.min(long.len())],
        &"W".repeat(80),
        &"i".repeat(80),
        &"Ingenieurin ".repeat(6),
        "Principal Staff Distinguished Reliability & Platform <Infrastructure> Eng. \"X\"",
        "Інженер надійності програмного забезпечення та платформи розробки",
        "Μηχανικός αξιοπιστίας",
        "データベース信頼性エンジニア",
        "مهندس موثوقية الموقع",
        "🚒 Fire Engineer",
        "e\u{301}\u{302}\u{303}\u{304} a\u{323}\u{323}",
        // Letters that extend to the left of their origin, in the largest size and at the end of a full line.
        "jé",
        &"j".repeat(80),
    ];
    for name in names {
        for text in [
            "Short.",
            &"Keeps all running services inside agreed reliability targets. ".repeat(6),
            &"W".repeat(399),
        ] {
            assert_room(&named(name, text));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_stays_inside_the_margins(name in "[ -~àéßŁжΩ中‒…]{0,78}[a-zé]", text in "([a-zA-Z]{1,30}[ ,-]){1,18}[a-z]") {
        let text: String = text.chars().take(399).collect();
        assert_room(&named(name.trim(), text.trim()));
    }
}

#[test]
fn a_name_that_the_typeface_lacks_is_replaced_by_its_id() {
    let cards = drawn(&named("データベース信頼性エンジニア", "サービスを動かし続ける。"));
    let words = |path: &str| -> Vec<String> {
        let (_, svg) = cards.iter().find(|(known, _)| known == path).expect("a card");
        texts(svg).into_iter().map(|(text, _)| text).collect()
    };
    // The row's name is in the same script; its level is not.
    assert_eq!(words("cards/roles/sre.png"), ["example.org", "Core", "sre", "on-call", "Core"]);
    assert_eq!(
        words("cards/compare/platform-engineer-vs-sre.png")[1..],
        ["Different in 2 of 2 rows", "platform-engineer", "sre", "on-call", "None", "Core",]
    );
    assert_eq!(words("cards/site.png"), ["example.org", "A site for tests."]);
}

#[test]
fn a_card_is_drawn_again_only_when_it_changes() {
    let first = Project::new().featured().build();
    // The confidence is shown on pages but on no card; a level is on both.
    let unsure = Project::new().featured().edit(
        "content/roles/sre.yaml",
        "level: core, sources: [book], confidence: high",
        "level: core, sources: [book], confidence: low",
    );
    let at_first = cards_on_disk(&first);
    let second = unsure.build_in(first.folder);
    assert!(second.counts().0 > 0);
    assert_eq!(at_first, cards_on_disk(&second));
    let third = unsure.edit("content/roles/sre.yaml", "level: core", "level: some").build_in(second.folder);
    let after = cards_on_disk(&third);
    let others: Vec<&str> =
        after.iter().filter(|card| !at_first.contains(card)).map(|(path, _)| path.as_str()).collect();
    assert_eq!(others, ["cards/compare/platform-engineer-vs-sre.png", "cards/roles/sre.png"]);
    // The layout of pages does not apply to cards.
    let site = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/shared/site.html"))
        .expect("a template");
    let fourth = Project::new().featured().build();
    let at_fourth = cards_on_disk(&fourth);
    let fifth = Project::new()
        .featured()
        .file("templates/shared/site.html", format!("{site}\n<!-- ours -->\n"))
        .build_in(fourth.folder);
    assert!(fifth.counts().0 > 10);
    assert_eq!(at_fourth, cards_on_disk(&fifth));
}

/// The cards of a site with their inodes: a card that is not rewritten keeps its inode.
fn cards_on_disk(built: &Built) -> Vec<(String, u64)> {
    let paths = built.tree().into_keys().filter(|path| path.starts_with("cards/"));
    let file = |path: &str| std::fs::metadata(built.output.join(path)).expect("a file").ino();
    paths.map(|path| (path.clone(), file(&path))).collect()
}

#[test]
fn a_site_can_have_its_own_card_templates_and_errors_in_them_are_reported() {
    let own = |svg: &str| Project::new().featured().file("templates/cards/role.html", svg);
    let square = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"630\"><rect width=\"1200\" height=\"630\" fill=\"#0a0\"/></svg>";
    let picture = Picture::of(&own(square).build(), "cards/roles/sre.png");
    assert_eq!((picture.at(0, 0), picture.at(1199, 629)), ([0, 0xaa, 0], [0, 0xaa, 0]));
    for wrong in
        ["<p>no picture</p>", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>", "<svg"]
    {
        let built = own(wrong).build();
        assert_eq!(built.codes(), ["template"], "{wrong}");
        assert!(built.formatted_report().contains("cannot be drawn"), "{}", built.formatted_report());
    }
}

#[test]
fn an_image_in_the_sites_content_gets_its_own_address() {
    let drawn = Project::new().featured().build().tree();
    for path in ["cards/roles/sre.png", "cards/compare/platform-engineer-vs-sre.png"] {
        let built = Project::new().featured().file(&format!("static/{path}"), &drawn[path]).build();
        assert_eq!(built.codes(), ["path-collision"], "{path}");
    }
}

#[test]
fn pairs_with_text_and_featured_ones_have_a_card_and_others_show_a_roles() {
    let card = "cards/compare/platform-engineer-vs-sre.png";
    let words = "---\nreviewed: 2026\n---\nW.\n";
    let written = Project::new().file("content/comparisons/platform-engineer-vs-sre.md", words);
    for project in [written.clone(), written.clone().featured(), Project::new().featured()] {
        let model = model(&project);
        let routes = Routes::new(&model);
        let cards = routes.iter().filter(|route| matches!(route, Route::PairCard(_)));
        assert_eq!(cards.map(|route| route.path(&model)).collect::<Vec<_>>(), [card]);
        assert!(routes.iter().all(|route| Route::find(&model, &route.url(&model)) == Some(route)));
    }
    let plain = Project::new().build();
    assert!(!plain.has(card));
    let own = "content=\"https://example.org/cards/roles/platform-engineer.png\"";
    let alt = "content=\"Platform Engineer. Builds a platform.";
    for page in ["/compare/platform-engineer-vs-sre/", "/compare/sre-vs-platform-engineer/"] {
        let html = plain.page(page);
        assert!(html.contains(own) && html.contains(alt), "{html}");
    }
    let oembed = plain.page("/api/oembed/platform-engineer-vs-sre.json");
    assert!(oembed.contains("\"thumbnail_url\": \"https://example.org/cards/roles/platform-engineer.png\""));
}

fn model(project: &Project) -> Arc<Model> {
    let files = project
        .files()
        .iter()
        .map(|(path, bytes)| (path.as_str(), std::str::from_utf8(bytes).expect("text")));
    let (sources, found) = Sources::from_texts(files);
    Arc::clone(compile(sources, found).content.model())
}

/// Compiles a site without errors.
fn compile(sources: Sources, found: Vec<Diagnostic>) -> CompiledSite {
    let options = rolebook::link::Options::default();
    let site = CompiledSite::new(None, sources, found, &options, &mut Stopwatch::start());
    assert!(site.drawable().is_some(), "{}", formatted(&site.report, site.content.sources()));
    site
}
