//! Which drawings may be published. An SVG that is opened by itself is a document that can run programs on the site's
//! origin, and contributors are strangers: what is not plainly a drawing is refused. Nothing is cleaned, so there is
//! nothing that a cleverer text could get past the cleaning.

/// Elements that run or embed something.
const ELEMENTS: &[&str] = &[
    "<script",
    "<foreignobject",
    "<iframe",
    "<embed",
    "<object",
    "<animate",
    "<set",
    "<handler",
    "<!",
    "<?",
];

/// Why a drawing is not published, if it is not.
pub fn refuse(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    if let Some(element) = ELEMENTS.iter().find(|element| lower.contains(**element)) {
        return Some(format!("has `{element}`"));
    }
    // An entity can spell anything; a drawing needs none but these.
    let mut entities = lower.split('&').skip(1);
    if !entities.all(|rest| ["amp;", "lt;", "gt;", "quot;"].iter().any(|known| rest.starts_with(known))) {
        return Some("has an entity".to_string());
    }
    if lower.contains("javascript:") || lower.contains("url(") {
        return Some("has an address".to_string());
    }
    for (at, _) in lower.match_indices('=') {
        let before = lower[..at].trim_end();
        let name = before
            .rsplit(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '/' | '<'))
            .next()
            .unwrap_or("");
        let value = lower[at + 1..].trim_start().trim_start_matches(['"', '\'']);
        if name.starts_with("on") {
            return Some(format!("has `{name}`"));
        }
        let link = name == "href" || name == "src" || name.ends_with(":href");
        if link && !value.starts_with('#') {
            return Some("links to something".to_string());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::refuse;

    #[test]
    fn a_drawing_is_a_drawing() {
        let plain = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\"><title>A &amp; B</title><path d=\"M0 0h8\"/><use href=\"#a\"/></svg>";
        assert_eq!(refuse(plain), None);
    }

    #[test]
    fn what_runs_or_leads_elsewhere_is_refused() {
        for part in [
            "<script>x</script>",
            "<SCRIPT/>",
            "<g onload=\"x\"/>",
            "<g\nonclick = 'x'/>",
            "<g/onload=x>",
            "<a href=\"javascript:x\"/>",
            "<use xlink:href=\"//evil.example/a#b\"/>",
            "<!DOCTYPE x [<!ENTITY a \"b\">]>",
            "<a href=\"&#106;avascript:x\"/>",
            "<foreignObject/>",
            "<image href=\"https://evil.example/a.png\"/>",
            "<animate attributeName=\"href\"/>",
            "<g style=\"fill:url(//x)\"/>",
        ] {
            assert!(refuse(&format!("<svg>{part}</svg>")).is_some(), "{part}");
        }
    }
}
