//! A site of its owner: nothing in it speaks of this program, of its makers or of their site.

mod support;

use support::{Built, Project};

/// Returns the published text files in which a text occurs, in any case.
fn mentions(built: &Built, text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let files =
        built.tree().into_iter().filter_map(|(path, bytes)| Some((path, String::from_utf8(bytes).ok()?)));
    files.filter(|(_, content)| content.to_lowercase().contains(&text)).map(|(path, _)| path).collect()
}

#[test]
fn only_the_site_of_the_program_has_its_manual() {
    let built = Project::new().build();
    for trace in ["/reference/", "Reference for contributors", "yaml-syntax"] {
        assert_eq!(mentions(&built, trace), Vec::<String>::new(), "{trace}");
    }
    let built = Project::new().change("content/site.yaml", |text| format!("{text}manual: true\n")).build();
    assert!(built.page("/").contains("<a href=\"/reference/\">Reference for contributors</a>"));
    assert!(built.page("/reference/").contains("<a href=\"/reference/yaml-syntax/\">"));
    assert!(built.page("/sitemap.xml").contains("https://example.org/reference/yaml-syntax/"));
    assert!(built.page("/search/").contains("/reference/"));
}
