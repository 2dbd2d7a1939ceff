//! Files that would execute, animate or load something in a reader's browser, and harmless ones like them.
//! `static.json` lists which are published; `tests/browser/hostile.test.mjs` opens the accepted ones in Chromium.

use std::collections::BTreeSet;

use crate::support::Project;
use proptest::prelude::*;
use rolebook::analysis::Stopwatch;
use rolebook::compiled::CompiledSite;
use rolebook::diagnostic::{Diagnostic, Severity};
use rolebook::link::Options;
use rolebook::source::Sources;
use serde_json::Value;

fn table() -> Value {
    serde_json::from_str(include_str!("static.json")).expect("the table is JSON")
}

fn texts<'t>(table: &'t Value, key: &str) -> Vec<&'t str> {
    table[key].as_array().expect("a list").iter().map(|text| text.as_str().expect("a text")).collect()
}

/// Returns the published bytes of a file, or its diagnostics.
fn publish(path: &str, bytes: Vec<u8>) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let (sources, found) = Sources::default().with(path, bytes);
    if found.iter().any(|found| found.severity == Severity::Error) {
        return Err(found);
    }
    Ok(sources.get(path).expect("a file without an error is there").bytes().to_vec())
}

/// Returns the diagnostics of a site without drawing it.
fn report(project: &Project) -> Vec<Diagnostic> {
    let text = |bytes| std::str::from_utf8(bytes).expect("text");
    let texts = project.files().iter().map(|(path, bytes)| (path.as_str(), text(bytes)));
    let (sources, found) = Sources::from_texts(texts);
    let site = CompiledSite::new(None, sources, found, &Options::default(), &mut Stopwatch::start());
    site.report.diagnostics().to_vec()
}

fn codes(project: &Project) -> Vec<&'static str> {
    report(project).iter().map(|found| found.code.name()).collect()
}

fn encoded(text: &str, encoding: &str) -> Vec<u8> {
    match encoding {
        "utf-8" => text.as_bytes().to_vec(),
        "latin1" => text.chars().map(|c| u8::try_from(u32::from(c)).expect("a byte")).collect(),
        wide => {
            let bytes = if wide == "utf-16le" { u16::to_le_bytes } else { u16::to_be_bytes };
            format!("\u{feff}{text}").encode_utf16().flat_map(bytes).collect()
        }
    }
}

/// The drawings of the table as complete files: refused ones, and accepted ones.
fn drawings(table: &Value) -> (Vec<String>, Vec<String>) {
    let frame = table["drawing"].as_str().expect("a frame");
    let whole = |parts: &str, documents: &str| {
        let framed = texts(table, parts).into_iter().map(|inner| frame.replace('…', inner));
        framed.chain(texts(table, documents).into_iter().map(ToString::to_string)).collect()
    };
    (whole("refused", "refused_documents"), whole("accepted", "accepted_documents"))
}

#[test]
fn a_drawing_with_active_content_is_refused() {
    let (refused, _) = drawings(&table());
    assert!(refused.len() >= 200, "{}", refused.len());
    for text in refused {
        let Err(found) = publish("static/a.svg", text.clone().into_bytes()) else {
            panic!("published: {text}");
        };
        assert!(found.iter().all(|found| found.help.is_some()), "{text}: {found:?}");
    }
}

#[test]
fn editor_metadata_is_removed_from_a_drawing() {
    let (_, accepted) = drawings(&table());
    for text in accepted {
        let published = publish("static/a.svg", text.clone().into_bytes())
            .unwrap_or_else(|found| panic!("{text}: {found:?}"));
        let published = String::from_utf8(published).expect("text");
        for word in
            ["<script", "foreignObject", "onload", "javascript", "<!", "<?", "href=\"/", "href=\"http"]
        {
            assert!(!published.contains(word), "{word} in {published}");
        }
        assert!(published.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""), "{published}");
        let again =
            publish("static/a.svg", published.clone().into_bytes()).expect("what is published is accepted");
        assert_eq!(String::from_utf8(again).expect("text"), published);
    }
}

#[test]
fn a_file_is_published_only_if_its_content_matches_its_extension() {
    let table = table();
    let names = texts(&table, "names");
    for document in table["documents"].as_array().expect("a list") {
        let text = document["text"].as_str().expect("a text");
        let bytes = encoded(text, document["encoding"].as_str().expect("an encoding"));
        let accepted = texts(document, "accepted");
        assert!(accepted.iter().all(|name| names.contains(name)), "{accepted:?}");
        for name in &names {
            let published = publish(&format!("static/{name}"), bytes.clone());
            assert_eq!(published.is_ok(), accepted.contains(name), "{name} with {text:?}: {published:?}");
        }
    }
}

#[test]
fn a_script_or_a_host_configuration_needs_a_reason_on_its_first_line() {
    for (path, code, comment, rest) in [
        ("static/assets/own.js", "custom-script", "// allow custom-script: why", "fetch('x')\n"),
        ("static/own.mjs", "custom-script", "//allow custom-script: why", "fetch('x')\n"),
        // Also in place of a built-in one.
        ("static/assets/matrix.js", "custom-script", "// allow custom-script: why", "fetch('x')\n"),
        ("static/_headers", "host-config", "# allow host-config: why", "/*\n  X-Frame-Options: DENY\n"),
        ("static/_redirects", "host-config", "# allow host-config: why", "/old/ /new/ 301\n"),
    ] {
        let codes = |text: String| codes(&Project::new().file(path, text));
        assert_eq!(codes(rest.to_string()), [code], "{path}");
        assert_eq!(codes(format!("{comment}\n{rest}")), [""; 0], "{path}");
        // Not on a later line, where a reviewer may miss it; not without a reason; not for another code.
        assert_eq!(codes(format!("{rest}{comment}\n")), [code], "{path}");
        let unreasoned = comment.replace(" why", "");
        assert_eq!(codes(format!("{unreasoned}\n{rest}")), ["invalid-suppression"], "{path}");
    }
    let built_in =
        std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/static/assets/home.js")).expect("a script");
    assert_eq!(Project::new().file("static/assets/home.js", built_in).build().codes(), [""; 0]);
}

/// Files by which somebody can take over the domain or its accounts, with valid contents.
const OWNERS_FILES: &[(&str, &str)] = &[
    ("google1234567890abcdef.html", "google-site-verification: google1234567890abcdef.html"),
    ("BingSiteAuth.xml", "<?xml version=\"1.0\"?><users><user>0123456789ABCDEF</user></users>"),
    ("apple-app-site-association", "{}"),
    ("robots.txt", "User-agent: *\nDisallow: /\n"),
    ("ads.txt", "evil.example, 1, DIRECT\n"),
    ("0123456789abcdef.txt", "0123456789abcdef"),
    (".well-known/acme-challenge/abc", "abc.def"),
    (".well-known/pki-validation/fileauth.txt", "abc"),
    (".well-known/security.txt", "Contact: mailto:a@evil.example\n"),
    (".well-known/atproto-did", "did:plc:abc"),
    (".well-known/matrix/server", "{\"m.server\": \"evil.example:443\"}"),
    (".well-known/assetlinks.json", "[]"),
    (".well-known/a/b.css", "a{color:red}"),
];

#[test]
fn a_file_that_speaks_for_the_owner_must_be_listed_with_a_reason() {
    let list = |entries: &str| format!("reviewed_files: [{entries}]\nnav:");
    for (name, contents) in OWNERS_FILES {
        let added = Project::new().file(&format!("static/{name}"), *contents);
        assert_eq!(codes(&added), ["domain-verification"], "{name}");
        let listed = |entry: &str| codes(&added.clone().edit("content/site.yaml", "nav:", &list(entry)));
        let path = format!("file: static/{name}");
        assert_eq!(listed(&format!("{{{path}, reason: The owner asked for it.}}")), [""; 0], "{name}");
        assert_eq!(listed(&format!("{{{path}}}")), ["missing-key"], "{name}");
    }
    for name in ["notes/ads.txt", ".nojekyll", "a.css", "manifest.json", "well-known.csv"] {
        let contents = if name.ends_with("json") { "{}" } else { "" };
        assert_eq!(codes(&Project::new().file(&format!("static/{name}"), contents)), [""; 0], "{name}");
    }
}

#[test]
fn an_entry_of_reviewed_files_without_such_a_file_is_reported() {
    let project =
        Project::new().file("static/.well-known/discord", "dh=0123").file("static/notes/a.txt", "a");
    let codes_and_help = |paths: &[&str]| {
        let entries: Vec<String> =
            paths.iter().map(|path| format!("{{file: {path}, reason: The owner asked for it.}}")).collect();
        let list = format!("reviewed_files: [{}]\nnav:", entries.join(", "));
        let found = report(&project.clone().edit("content/site.yaml", "nav:", &list));
        let found = found.iter();
        found
            .map(|d| (d.code.name(), d.message.clone(), d.help.clone().unwrap_or_default()))
            .collect::<Vec<_>>()
    };
    let discord = "static/.well-known/discord";
    assert_eq!(codes_and_help(&[discord]), []);
    for (path, message) in [
        (discord, "`static/.well-known/discord` is listed twice"),
        ("static/notes/a.txt", "`static/notes/a.txt` needs no review"),
        ("static/gone.txt", "there is no file `static/gone.txt`"),
    ] {
        let found = codes_and_help(&[discord, path]);
        assert_eq!(found, [("unused-suppression", message.to_string(), "delete the entry".to_string())]);
    }
    // A typo is one mistake.
    let found = codes_and_help(&["static/.well-known/discrod"]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].2, "did you mean `static/.well-known/discord`?");
    // Its error is the only one of a file that is not accepted.
    let broken = project.file("static/.well-known/discord", "a b").edit(
        "content/site.yaml",
        "nav:",
        "reviewed_files: [{file: static/.well-known/discord, reason: Why.}]\nnav:",
    );
    assert_eq!(codes(&broken), ["static-file"]);
}

#[test]
fn host_names_must_be_the_one_of_the_site() {
    let only = |name: &str, text: &str| {
        let found = report(&Project::new().file(&format!("static/{name}"), text));
        assert!(found.len() <= 1, "{found:?}");
        found.first().map(|found| (found.code.name(), found.message.clone()))
    };
    let foreign = |name: &str| {
        let message = format!(
            "`static/{name}` gives the site to the host `evil.org`, but its address is at `example.org`"
        );
        Some(("static-file", message))
    };
    for name in ["CNAME", ".domains"] {
        assert_eq!(only(name, "example.org\n"), None);
        assert_eq!(only(name, "EXAMPLE.org"), None);
        assert_eq!(only(name, "evil.org\n"), foreign(name));
        assert_eq!(only(name, "\nevil.org\nexample.org\n"), foreign(name));
    }
    assert_eq!(only("CNAME", "example.org\nevil.org\n"), foreign("CNAME"));
    // The other names of `.domains` redirect to the first.
    assert_eq!(only(".domains", "example.org\nwww.example.org\n"), None);
    let moved = Project::new().file("static/CNAME", "new.example.net\n").edit(
        "content/site.yaml",
        "https://example.org/",
        "https://new.example.net/docs/",
    );
    assert_eq!(codes(&moved), [""; 0]);
}

#[test]
fn an_image_with_too_many_pixels_is_refused() {
    let png = |side: u32| {
        let side = side.to_be_bytes();
        [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", &side[..], &side, b"\x01\0\0\0\0"].concat()
    };
    assert!(publish("static/a.png", png(9_000)).is_ok());
    assert!(publish("static/a.png", png(60_000)).is_err());
    assert!(publish("static/a.gif", b"GIF89a\xff\xff\xff\xff\0\0\0;".to_vec()).is_err());
}

#[test]
fn a_diagnostic_in_a_drawing_has_a_location() {
    let text = "<svg xmlns=\"http://www.w3.org/2000/svg\">\n  <rect width=\"9\"/>\n  <rect onclick=\"x\"/>\n</svg>\n";
    let (code, place, fault) = Project::new().file("static/a.svg", text).build().only();
    assert_eq!((code, place.as_str(), fault.as_str()), ("static-file", "static/a.svg:3:9", "onclick=\"x\""));
    let json = Project::new().file("static/data/a.json", "{\n  \"a\": 1,\n}\n").build().only();
    assert_eq!((json.0, json.1.as_str()), ("static-file", "static/data/a.json:3:1"));
}

#[test]
fn the_preview_and_a_build_publish_the_same_drawing() {
    let text = "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:i=\"urn:i\" i:a=\"b\"><rect width=\"9\"/></svg>";
    let built = Project::new().file("static/a.svg", text).build();
    assert_eq!(built.page("/a.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"><rect width=\"9\"/></svg>");
}

#[test]
fn a_robots_txt_of_the_site_replaces_the_generated_one() {
    let site = "reviewed_files: [{file: static/robots.txt, reason: Only people read the drafts.}]\nnav:";
    let project = Project::new().file("static/robots.txt", "User-agent: *\nDisallow: /\n");
    let built = project.edit("content/site.yaml", "nav:", site).build();
    assert_eq!(built.formatted_report(), "");
    assert_eq!(built.page("/robots.txt"), "User-agent: *\nDisallow: /\n");
    assert!(Project::new().build().page("/robots.txt").contains("Sitemap:"));
}

/// Generates markup that is likely to contain active content.
fn markup() -> impl Strategy<Value = String> {
    let name = prop::sample::select(vec![
        "g",
        "rect",
        "use",
        "a",
        "style",
        "text",
        "title",
        "image",
        "script",
        "switch",
        "foreignObject",
        "x:g",
        "x:script",
        "h:p",
        "set",
    ]);
    let attribute = prop::sample::select(vec![
        "",
        " id=\"a\"",
        " href=\"#a\"",
        " l:href=\"#a\"",
        " style=\"fill:url(#a);-x-y:1\"",
        " onload=\"x\"",
        " fill=\"url(x)\"",
        " x:a=\"&#10;b\"",
        " d=\"M0\n0\"",
        " class=\"&lt;&#9;&quot;\"",
        " font-family=\"'A B'\"",
        " style=\"/*\"",
        " transform=\"rotate( 1 )\"",
        " xml:space=\"preserve\"",
    ]);
    let text = prop::sample::select(vec![
        "",
        " ",
        "a",
        "&lt;b&gt;",
        "<![CDATA[<c>]]>",
        "<!--d-->",
        "a{fill:red}",
        "&#13;",
        "\n",
        "&amp;lt;",
    ]);
    let leaf =
        (name.clone(), attribute.clone(), text.clone()).prop_map(|(n, a, t)| format!("<{n}{a}>{t}</{n}>"));
    let tree = leaf.prop_recursive(4, 24, 4, move |inner| {
        (name.clone(), attribute.clone(), text.clone(), prop::collection::vec(inner, 0..4))
            .prop_map(|(n, a, t, inner)| format!("<{n}{a}>{t}{}{t}</{n}>", inner.concat()))
    });
    tree.prop_map(|inner| {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:l=\"http://www.w3.org/1999/xlink\" xmlns:x=\"urn:x\" xmlns:h=\"http://www.w3.org/1999/xhtml\">{inner}</svg>")
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn sanitising_a_drawing_is_idempotent(text in markup()) {
        if let Ok(published) = publish("static/a.svg", text.clone().into_bytes()) {
            prop_assert_eq!(publish("static/a.svg", published.clone()), Ok(published));
        }
    }

    #[test]
    fn no_active_content_is_left_in_any_drawing(text in markup()) {
        if let Ok(published) = publish("static/a.svg", text.clone().into_bytes()) {
            let published = String::from_utf8(published).expect("text");
            let document = roxmltree::Document::parse(&published).expect("XML");
            for node in document.descendants().filter(roxmltree::Node::is_element) {
                prop_assert_eq!(node.tag_name().namespace(), Some("http://www.w3.org/2000/svg"));
                prop_assert!(!["script", "foreignObject", "set"].contains(&node.tag_name().name()));
                prop_assert!(node.attributes().all(|a| !a.name().starts_with("on")));
            }
        }
    }
}

#[test]
fn every_entry_of_the_table_is_unique() {
    let (refused, accepted) = drawings(&table());
    let mut known = BTreeSet::new();
    for text in refused.iter().chain(&accepted) {
        assert!(known.insert(text), "{text}");
    }
}
