//! The look of a site is its owner's: colours, fonts, logo, links, templates.

use std::collections::BTreeSet;

use crate::support::Project;
use crate::support::languages::languages;
use rolebook::theme::{Palette, Scheme};

/// A logo.
const LOGO: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 20\" width=\"40\" height=\"20\"><path d=\"M0 0h40v20z\"/></svg>";

/// Returns the site of languages with an addition to `site.yaml`.
fn with_site(addition: &str) -> Project {
    languages().change("content/site.yaml", |text| format!("{text}{addition}\n"))
}

#[test]
fn a_themed_site_has_no_trace_of_the_programs_own_look() {
    let built = with_site("theme: {accent: \"#0b6e4f\"}").build();
    assert_eq!(built.formatted_report(), "");
    let built_in = Palette::default();
    for (token, colour) in [built_in.light, built_in.dark].iter().flat_map(Scheme::colours) {
        assert_eq!(built.mentions(&colour.to_string()), Vec::<String>::new(), "--{token}");
    }
    for words in ["CC BY", "engineering", "rolebook"] {
        assert_eq!(built.mentions(words), Vec::<String>::new(), "{words}");
    }
    for (path, colour) in [
        ("assets/site.css", "--left: #0b6e4f"),
        ("assets/embed.css", "--left: #0b6e4f"),
        ("assets/icon.svg", "#0b6e4f"),
    ] {
        assert!(built.mentions(colour).contains(&path.to_string()), "{path}");
    }
    let plain = languages().build();
    for card in ["cards/site.png", "cards/languages/rust.png"] {
        assert_ne!(built.tree()[card], plain.tree()[card], "{card}");
    }
}

/// A browser ignores a declaration with an undefined property without a word.
#[test]
fn every_custom_property_that_a_style_sheet_uses_is_defined() {
    let tree = Project::new().build().tree();
    let texts = || {
        let is_text =
            |path: &&String| [".css", ".js", ".html"].iter().any(|extension| path.ends_with(extension));
        tree.keys().filter(is_text).map(|path| (path, String::from_utf8_lossy(&tree[path])))
    };
    let name = |rest: &str| {
        let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-');
        rest[..end.unwrap_or(rest.len())].to_string()
    };
    let mut defined = BTreeSet::new();
    for (_, text) in texts() {
        let properties = text.match_indices("--").map(|(at, _)| (name(&text[at..]), at));
        defined.extend(properties.filter_map(|(name, at)| {
            let set_by_script = text[..at].ends_with("setProperty(\"");
            (set_by_script || text[at + name.len()..].starts_with(':')).then_some(name)
        }));
    }
    for (path, text) in texts() {
        for (at, _) in text.match_indices("var(--") {
            let used = name(&text[at + 4..]);
            let has_fallback = text[at + 4 + used.len()..].starts_with(',');
            assert!(has_fallback || defined.contains(&used), "{path} uses {used}");
        }
    }
    assert!(defined.len() > 30, "{defined:?}");
}

#[test]
fn a_colour_that_cannot_be_read_is_corrected_with_a_warning() {
    let report = |theme: &str| with_site(&format!("theme: {{{theme}}}")).build().formatted_report();
    let yellow = report("accent: \"#ffcc00\"");
    assert!(yellow.contains("warning[low-contrast]: `#ffcc00` has a contrast of 1.3:1 with the light backgrounds, where text needs 4.5:1; `#"), "{yellow}");
    assert!(
        yellow.contains("and `accent_dark: \"#ffcc00\"` to keep the colour in the dark scheme"),
        "{yellow}"
    );
    let dark = report("second_accent: 6a1b9a, second_accent_dark: 6a1b9a");
    assert!(dark.contains("with the dark backgrounds") && !dark.contains("with the light"), "{dark}");
    // The second colour is advised only where it can be read.
    let both = report("second_accent: \"#d9b3ff\"");
    assert!(both.contains("second_accent_dark: \"#d9b3ff\"` to keep the colour"), "{both}");
    let neither = report("second_accent: \"#8a3ffc\"");
    assert!(neither.contains("write `second_accent: ") && !neither.contains("_dark"), "{neither}");
    let paper = report("background: \"#222\"");
    assert!(paper.contains("`#222222` is too dark for the background of the light scheme"), "{paper}");
    let wrong = report("accent: green");
    assert!(wrong.contains("`green` is not a colour"), "{wrong}");
}

#[test]
fn files_of_a_theme_are_those_of_the_site() {
    let font =
        std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/static/assets/serif-400.woff2")).expect("a font");
    let site = with_site(
        "theme:
  logo: {file: static/brand/logo.svg, dark: static/brand/dark.svg, alt: Language Lab}
  favicon: static/brand/logo.svg
  fonts: {headings: {regular: static/brand/a.woff2, fallback: serif}, text: {fallback: sans-serif}}",
    )
    .file("static/brand/logo.svg", LOGO)
    .file("static/brand/dark.svg", LOGO)
    .file("static/brand/a.woff2", font)
    .file("static/assets/custom.css", "h1 { color: red }");
    let built = site.build();
    assert_eq!(built.formatted_report(), "");
    let home = built.page("/");
    for part in [
        "<a class=\"brand own\" href=\"/\"><img src=\"/brand/logo.svg\" width=\"40\" height=\"20\" alt=\"Language Lab\" class=\"on-light\"><img src=\"/brand/dark.svg\" width=\"40\" height=\"20\" alt=\"Language Lab\" class=\"on-dark\"></a>",
        "<link rel=\"icon\" href=\"/brand/logo.svg\" type=\"image/svg+xml\">",
        "<link rel=\"preload\" href=\"/brand/a.woff2\"",
    ] {
        assert!(home.contains(part), "{part}: {home}");
    }
    assert!(!home.contains("serif-600.woff2") && !home.contains("serif-400.woff2"));
    let sheets: Vec<&str> = home.split("<link rel=\"stylesheet\" href=\"").skip(1).collect();
    assert!(sheets.last().is_some_and(|last| last.starts_with("/assets/custom.css")), "{sheets:?}");
    let css = String::from_utf8(built.tree()["assets/site.css"].clone()).expect("text");
    assert!(
        css.contains("url(\"../brand/a.woff2\")")
            && css.contains("--font-heading: \"Theme heading\", Georgia")
    );
    let report =
        |from: &str, to: &str| site.clone().edit("content/site.yaml", from, to).build().formatted_report();
    let missing = report("static/brand/a.woff2", "static/brand/b.woff2");
    assert!(
        missing.contains("there is no file `static/brand/b.woff2`")
            && missing.contains("did you mean `static/brand/a.woff2`?"),
        "{missing}"
    );
    let image = report("static/brand/a.woff2", "static/brand/logo.svg");
    assert!(
        image.contains("has a format that is not used here") && image.contains("formats: woff2"),
        "{image}"
    );
    let short = report("favicon: static/brand/logo.svg", "favicon: brand/logo.svg");
    assert!(short.contains("write `static/brand/logo.svg`"), "{short}");
}

#[test]
fn the_example_of_the_documentation_has_no_diagnostics() {
    let text = include_str!("../THEMING.md");
    let example =
        text.split("```").nth(1).and_then(|block| block.strip_prefix("yaml\n")).expect("an example");
    let font =
        std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/static/assets/serif-400.woff2")).expect("a font");
    let site = with_site(example)
        .file("static/brand/logo.svg", LOGO)
        .file("static/brand/logo-dark.svg", LOGO)
        .file("static/brand/icon.svg", LOGO)
        .file("static/brand/head.woff2", font);
    assert_eq!(site.build().formatted_report(), "");
}

#[test]
fn a_font_needs_its_regular_face() {
    let font =
        std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/static/assets/serif-400.woff2")).expect("a font");
    for face in ["bold", "italic"] {
        let theme = format!("theme: {{fonts: {{text: {{{face}: static/brand/a.woff2}}}}}}");
        let built = with_site(&theme).file("static/brand/a.woff2", &font).build();
        assert_eq!(built.codes(), ["missing-key"]);
        assert!(built.formatted_report().contains("needs the key `regular`"), "{}", built.formatted_report());
    }
}

#[test]
fn header_and_footer_link_to_other_sites() {
    let site =
        with_site("footer: [{label: Imprint, to: https://example.com/imprint}, {label: All, to: /compare/}]")
            .edit("content/site.yaml", "nav: [", "nav: [{label: Forum, to: https://forum.example.com/}, ");
    let built = site.build();
    assert_eq!(built.formatted_report(), "");
    let home = built.page("/");
    assert!(home.contains("<a href=\"https://forum.example.com/\">Forum</a>"), "{home}");
    let (_, footer) = home.split_once("<footer class=\"site\">").expect("a footer");
    assert!(
        footer.contains("<a href=\"https://example.com/imprint\">Imprint</a>\n<a href=\"/compare/\">All</a>"),
        "{footer}"
    );
    let refused = site.edit("content/site.yaml", "https://forum.example.com/", "http://127.0.0.1/").build();
    assert_eq!(refused.codes(), ["unsafe-url"]);
}

#[test]
fn a_page_chooses_its_template_and_one_component_is_overridden_alone() {
    let page = "---\ntitle: About\nsummary: About us.\ntemplate: landing\n---\nWords.\n";
    let site = languages()
        .file("content/pages/about.md", page)
        .file("templates/custom/landing.html", "{% extends \"pages/page.html\" %}{% block main %}<p>Welcome.</p>{{ super() }}{% endblock %}")
        .file("templates/shared/ours.html", "{% component site_footer(site: map) %}<footer class=\"site\">Our footer of {{ site.title }}</footer>{% endcomponent site_footer %}")
        .file("templates/pages/role.html", "{% extends \"built-in/pages/role.html\" %}{% block end %}<p>Ours.</p>{% endblock %}");
    let built = site.build();
    assert_eq!(built.formatted_report(), "");
    let about = built.page("/about/");
    assert!(about.contains("<p>Welcome.</p>") && about.contains("<h1>About</h1>"), "{about}");
    assert!(
        about.contains("Our footer of Languages") && about.contains("<header class=\"site\">"),
        "{about}"
    );
    let role = built.page("/languages/rust/");
    assert!(role.contains("<h1>Rust</h1>") && role.contains("<p>Ours.</p>"), "{role}");
    let missing =
        site.without("templates/custom/landing.html").file("templates/custom/welcome.html", "x").build();
    let report = missing.formatted_report();
    assert!(
        report.contains("error[unknown-name]: there is no template `landing`")
            && report.contains("content/pages/about.md:4:11"),
        "{report}"
    );
}

#[test]
fn a_broken_override_is_reported_in_the_file_of_the_site() {
    let report = |path: &str, text: &str| languages().file(path, text).build().formatted_report();
    let base = "templates/shared/base.html";
    let parent = report(base, "{% extends \"shared/layout.html\" %}");
    assert!(
        parent.contains("`shared/base.html` extends `shared/layout.html`, which does not exist")
            && parent.contains("--> templates/shared/base.html:1:13"),
        "{parent}"
    );
    let block = report(base, "<main>{% block title %}{% endblock %}</main>");
    assert!(
        block.contains("`shared/base.html` has no block `main`, which built-in pages fill")
            && block.contains("--> templates/shared/base.html"),
        "{block}"
    );
    assert!(block.contains("{% extends \"built-in/shared/base.html\" %}"), "{block}");
    let circle = report(base, "{% extends \"pages/page.html\" %}");
    assert!(
        circle.contains("`shared/base.html` extends itself")
            && circle.contains("--> templates/shared/base.html:1:13"),
        "{circle}"
    );
    let arguments = report(
        "templates/shared/own.html",
        "{% component site_footer(site: map, extra: string) %}A{% endcomponent site_footer %}",
    );
    assert!(
        arguments.contains("argument `extra`")
            && arguments.contains("--> templates/shared/own.html")
            && arguments.contains("takes the same arguments"),
        "{arguments}"
    );
    let misspelt = report(
        "templates/shared/own.html",
        "{% component site_foter(site: map) %}A{% endcomponent site_foter %}",
    );
    assert!(
        misspelt.contains("warning[unused]: no template calls the component `site_foter`")
            && misspelt.contains("--> templates/shared/own.html:1:14")
            && misspelt.contains("did you mean `site_footer`?"),
        "{misspelt}"
    );
    let called = "{% component note(of: map) %}A{% endcomponent note %}{% component site_footer(site: map) %}{{ <note of={site} /> }}{% endcomponent site_footer %}";
    assert_eq!(report("templates/shared/own.html", called), "");
    let endless = report(
        "templates/shared/own.html",
        "{% component site_footer(site: map) %}{{ <site_footer site={site} /> }}{% endcomponent site_footer %}",
    );
    assert!(
        endless.contains("recursion")
            && endless.contains("--> templates/shared/own.html")
            && endless.contains("calls itself"),
        "{endless}"
    );
    let twice = languages()
        .file("templates/shared/a.html", "{% component licence(of: map) %}A{% endcomponent licence %}")
        .file("templates/shared/b.html", "\n{% component licence(of: map) %}B{% endcomponent licence %}")
        .build()
        .formatted_report();
    assert!(
        twice.contains("the component `licence` is defined twice")
            && twice.contains("--> templates/shared/b.html:2:14"),
        "{twice}"
    );
}

#[test]
fn the_example_sites_have_no_mistakes_and_no_look_of_the_program() {
    let top = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let built_in = Palette::default();
    for name in ["design-levels", "klinik", "ladder", "languages"] {
        let files = crate::support::tree(&top.join(name)).into_iter();
        let project = files.fold(Project::empty(), |project, (path, bytes)| project.file(&path, bytes));
        let built = project.build();
        assert_eq!(built.formatted_report(), "", "{name}");
        for (token, colour) in [built_in.light, built_in.dark].iter().flat_map(Scheme::colours) {
            // White is a colour of everybody.
            if !["#ffffff", "#000000"].contains(&colour.to_string().as_str()) {
                assert_eq!(built.mentions(&colour.to_string()), Vec::<String>::new(), "{name}: --{token}");
            }
        }
        for words in ["CC BY", "engineer"] {
            assert_eq!(built.mentions(words), Vec::<String>::new(), "{name}: {words}");
        }
        crate::support::assert_links(&built.tree());
    }
}
