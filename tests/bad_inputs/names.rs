//! N: names of files and paths, and the addresses that they get on the site.

use super::case::{Case, assert_all, case};
use crate::support::Project;

const SRE: &str = "content/roles/sre.yaml";
const ROLE: &str = "name: X\nfamily: core\nsummary: X.\n";
const PAGE: &str = "---\ntitle: X\nsummary: X.\n---\n";

fn role(name: &str) -> Project {
    Project::new().file(&format!("content/roles/{name}"), ROLE)
}

fn page(name: &str) -> Project {
    Project::new().file(&format!("content/pages/{name}"), PAGE)
}

fn was(id: &str) -> Project {
    Project::new().edit(SRE, "family: core", &format!("family: core\nwas: [\"{id}\"]"))
}

/// Adds a file to `static/`; diagnostics about it have no line.
fn published(name: &str, bytes: impl AsRef<[u8]>) -> (Project, String) {
    let path = format!("static/{name}");
    (Project::new().file(&path, bytes), format!("{path}:1:1"))
}

fn refused(name: &'static str, code: &'static str, (project, place): (Project, String)) -> Case {
    case(name, project).finds(code, place)
}

pub(crate) fn cases() -> Vec<Case> {
    let mut all = ids_and_files();
    all.extend(paths());
    all.extend(published_files());
    all
}

fn ids_and_files() -> Vec<Case> {
    let mut all = Vec::new();
    for id in ["../x", "a/../../x", "/abs", "a//b", ".", "..", ""] {
        all.push(case("N1 an id that is a path", was(id)).finds("invalid-id", format!("{SRE}:4:7")));
    }
    for id in ["%2e%2e%2fx", "a%00", "a?b", "a#b", "a b", "a\\\\b"] {
        all.push(case("N2 an id that needs escapes", was(id)).finds("invalid-id", format!("{SRE}:4:7")));
    }
    for id in ["con", "aux", "com1", "a.", "a ", "a:b", "a<b"] {
        all.push(
            case("N3 an id that Windows cannot store", was(id)).finds("invalid-id", format!("{SRE}:4:7")),
        );
    }
    for name in ["con.yaml", "nul.yaml", "lpt¹.yaml", "a .yaml", "a:b.yaml", "a<b.yaml", "a?.yaml", "a..yaml"]
    {
        let place = format!("content/roles/{name}:1:1");
        all.push(case("N3 a file that Windows cannot store", role(name)).finds("file-name", place));
    }
    for name in [
        "con.png",
        "aux.css",
        "a .png",
        "a:b.png",
        "a%2e.png",
        "é.png",
        "e\u{301}.png",
        "a\"b.png",
        "x/nul/a.png",
        "x./a.png",
    ] {
        all.push(refused(
            "N3, N7 a published file that not every system can store",
            "file-name",
            published(name, ""),
        ));
    }
    all
}

fn paths() -> Vec<Case> {
    let long = format!("{}.yaml", "a".repeat(250));
    let deep = format!("content/{}x.yaml", "a/".repeat(60));
    vec![
        case("N4 a name of 255 bytes", role(&long)).finds("file-name", format!("content/roles/{long}:1:1")),
        case("N4 sixty folders deep", Project::new().file(&deep, ROLE))
            .finds("file-name", format!("content/{}a:1:1", "a/".repeat(16))),
        case("N6 a line break in a name", role("a\n::error::b.yaml"))
            .finds("file-name", "content/roles/a\n::error::b.yaml:1:1"),
        case("N6 an escape in a name", role("\u{1b}[31mred.yaml"))
            .finds("file-name", "content/roles/\u{1b}[31mred.yaml:1:1"),
        case("N6 an order to a CI as a name", role("::error::x.yaml"))
            .finds("file-name", "content/roles/::error::x.yaml:1:1"),
        case("N6 a name that looks like an option", role("-rf.yaml"))
            .finds("file-name", "content/roles/-rf.yaml:1:1"),
        case("N6 a name that runs backwards", role("\u{202e}x.yaml"))
            .finds("file-name", "content/roles/\u{202e}x.yaml:1:1"),
        case("N7 names that differ in case", role("SRE.yaml"))
            .finds("file-name", "content/roles/SRE.yaml:1:1"),
        case("N7 a letter with an accent", role("é.yaml")).finds("file-name", "content/roles/é.yaml:1:1"),
        case(
            "N7 published files that differ in case",
            Project::new().file("static/A.csv", "").file("static/a.csv", ""),
        )
        .finds("path-collision", "static/a.csv:1:1"),
        case("N8 an old id that is another role's", was("platform-engineer"))
            .finds("path-collision", format!("{SRE}:4:7")),
        case("N8 an old id that is the role's own", was("sre")).finds("path-collision", format!("{SRE}:4:7")),
        case(
            "N8 an old id of two roles",
            was("ops").edit(
                "content/roles/platform-engineer.yaml",
                "family: core",
                "family: core\nwas: [ops]",
            ),
        )
        .finds("path-collision", format!("{SRE}:4:7")),
        case(
            "N8 the words of a pair in two files",
            Project::new()
                .file("content/comparisons/sre-vs-platform-engineer.md", "---\nreviewed: 2026\n---\n")
                .file("content/comparisons/platform-engineer-vs-sre.md", "---\nreviewed: 2026\n---\n"),
        )
        .finds("duplicate-id", "content/comparisons/sre-vs-platform-engineer.md:1:1"),
        case(
            "N8 an article and a term with one id",
            Project::new()
                .file("content/pages/slo.md", PAGE)
                .file("content/glossary/slo.md", "---\nterm: SLO\nline: A target.\n---\n"),
        )
        .finds("unused", "content/glossary/slo.md:1:1"),
    ]
}

fn published_files() -> Vec<Case> {
    let mut all = vec![
        refused("N9 a page as a published file", "static-file", published("roles/sre/index.html", "x")),
        refused("N9 a map of the site", "static-file", published("sitemap.xml", "<x/>")),
        refused("N9 data that the site makes", "path-collision", published("api/v1/index.json", "{}")),
        refused("N9 a list for language models", "path-collision", published("llms.txt", "x")),
        refused("N12 an image that is HTML", "static-file", published("a.png", "<html><script>x</script>")),
        refused(
            "N12 an image that is another image",
            "static-file",
            published("a.jpg", b"\x89PNG\r\n\x1a\n"),
        ),
        refused("N12 a font that is none", "static-file", published("a.woff2", "x")),
        refused("N12 an image of 50 MiB", "file-size", published("a.png", vec![0; 50 << 20])),
        case("N12 images that are what they say", images()),
        case("N11 files of editors are not looked at", role(".x.yaml.swp")),
    ];
    for name in ["roles.md", "compare.md", "glossary.md", "tools.md"] {
        let place = format!("content/pages/{name}:1:1");
        all.push(case("N10 a page that is always there", page(name)).finds("path-collision", place));
    }
    for name in
        [".htaccess", "_worker.js", "web.config", ".git/config", "x.html", "x.htm", "x.xhtml", "x.php", "x"]
    {
        all.push(refused(
            "N11 a file that changes how the host behaves",
            "static-file",
            published(name, "x"),
        ));
    }
    for drawing in
        ["<svg><script>x</script></svg>", "<svg onload=\"x\"/>", "<!DOCTYPE x [<!ENTITY a \"b\">]><svg/>"]
    {
        all.push(refused("N11 a drawing that runs", "static-file", published("x.svg", drawing)));
    }
    for name in ["_headers", "_redirects"] {
        all.push(refused("N11 an order to a host that is none", "static-file", published(name, "x")));
    }
    all.push(refused("N11 a service worker", "custom-script", published("sw.js", "x")));
    all
}

fn images() -> Project {
    let files: [(&str, &[u8]); 8] = [
        ("a.png", b"\x89PNG\r\n\x1a\n"),
        ("a.jpg", b"\xff\xd8\xff\xe0"),
        ("b.jpeg", b"\xff\xd8\xff\xdb"),
        ("a.gif", b"GIF89a"),
        ("a.webp", b"RIFF\x10\0\0\0WEBPVP8 "),
        ("a.avif", b"\0\0\0\x1cftypavif"),
        ("a.ico", b"\0\0\x01\0\x01\0"),
        ("a.woff2", b"wOF2\0\x01\0\0"),
    ];
    files.iter().fold(Project::new(), |project, (name, bytes)| project.file(&format!("static/{name}"), bytes))
}

#[test]
fn every_case_has_the_expected_diagnostics() {
    assert_all(&cases());
}

#[test]
fn n8_n9_a_collision_names_both_files() {
    let printed = was("ops")
        .edit("content/roles/platform-engineer.yaml", "family: core", "family: core\nwas: [ops]")
        .build()
        .formatted_report();
    assert!(printed.contains("is or was the id of another role"), "{printed}");
    let printed = Project::new().file("static/A.csv", "").file("static/a.csv", "").build().formatted_report();
    assert!(printed.contains("static/A.csv") && printed.contains("static/a.csv"), "{printed}");
}
