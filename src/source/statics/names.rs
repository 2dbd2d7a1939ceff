//! Static files that are allowed by their full name, because hosts or search engines look for them. `CONTRIBUTING.md`
//! has the same list; a test compares the two.

use super::StaticError;
use super::kinds::Expected;

/// A name below `static/`, in which `*` matches letters, digits, `-` and `_`.
#[derive(Debug)]
pub(super) struct NamedFile {
    /// The name or pattern.
    pub name: &'static str,
    expected: Expected,
}

const fn named(name: &'static str, expected: Expected) -> NamedFile {
    NamedFile { name, expected }
}

/// All allowed names.
pub(super) const NAMES: &[NamedFile] = &[
    named("_headers", Expected::Headers),
    named("_redirects", Expected::Redirects),
    named(".nojekyll", Expected::Blank),
    named("CNAME", Expected::Hosts),
    named(".domains", Expected::Hosts),
    named("manifest.json", Expected::Json),
    named("google*.html", Expected::Verification("google-site-verification: google*.html")),
    named(
        "yandex_*.html",
        Expected::Verification(
            "<html> <head> <meta http-equiv=\"Content-Type\" content=\"text/html; charset=UTF-8\"> </head> <body>Verification: *</body> </html>",
        ),
    ),
    named(
        "BingSiteAuth.xml",
        Expected::Verification("<?xml version=\"1.0\"?> <users> <user>*</user> </users>"),
    ),
    named("apple-app-site-association", Expected::Json),
    named(".well-known/apple-app-site-association", Expected::Json),
    named(".well-known/apple-developer-merchantid-domain-association", Expected::Token),
    named(".well-known/atproto-did", Expected::Token),
    named(".well-known/com.apple.remotemanagement", Expected::Json),
    named(".well-known/acme-challenge/*", Expected::Token),
    named(".well-known/discord", Expected::Token),
    named(".well-known/matrix/client", Expected::Json),
    named(".well-known/matrix/server", Expected::Json),
    named(".well-known/nodeinfo", Expected::Json),
    named(".well-known/oauth-authorization-server", Expected::Json),
    named(".well-known/openid-configuration", Expected::Json),
    named(".well-known/passkey-endpoints", Expected::Json),
    named(".well-known/traffic-advice", Expected::Json),
    named(".well-known/webauthn", Expected::Json),
    named(".well-known/webfinger", Expected::Json),
];

/// Returns the required contents of a file, if its name is in the list.
pub(super) fn find(below: &str) -> Option<Expected> {
    NAMES.iter().find(|known| wildcard(known.name, below).is_some()).map(|known| known.expected)
}

/// Returns the part of a text that `*` matches; empty for a pattern without `*`, `None` if the text does not match.
fn wildcard<'t>(pattern: &str, text: &'t str) -> Option<&'t str> {
    let Some((before, after)) = pattern.split_once('*') else { return (pattern == text).then_some("") };
    let middle = text.strip_prefix(before)?.strip_suffix(after)?;
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    (!middle.is_empty() && middle.bytes().all(plain)).then_some(middle)
}

/// Checks that a file is exactly the ownership verification that a search engine issues for its name.
pub(super) fn check_verification(pattern: &str, name: &str, text: &str) -> Result<(), StaticError> {
    let squeeze = |text: &str| {
        let words: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
        words.replace("> <", "><")
    };
    let hex = |found: &&str| found.len() >= 8 && found.bytes().all(|b| b.is_ascii_hexdigit());
    let text = squeeze(text);
    let found = wildcard(&squeeze(pattern), &text).filter(hex);
    if found.is_some_and(|found| !name.ends_with(".html") || name.contains(found)) {
        return Ok(());
    }
    let help = format!(
        "write exactly `{pattern}`, as the search engine gives it; other pages belong in `content/pages/`"
    );
    Err(StaticError::for_file("is not a search engine's verification file", help))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verification_files_must_match_exactly() {
        let google = "google-site-verification: google1234567890abcdef.html";
        let is_accepted =
            |name: &str, text: &str| find(name).expect("a known name").check(name, text).is_ok();
        assert!(is_accepted("google1234567890abcdef.html", google));
        assert!(is_accepted("google1234567890abcdef.html", &format!("{google}\n")));
        assert!(!is_accepted("google1234567890abcdee.html", google));
        assert!(!is_accepted("google1234567890abcdef.html", &format!("{google}<script>alert(1)</script>")));
        assert!(!is_accepted("google1234567890abcdef.html", &format!("<b>{google}")));
        let bing =
            "<?xml version=\"1.0\"?>\n<users>\n\t<user>0123456789ABCDEF0123456789ABCDEF</user>\n</users>\n";
        assert!(is_accepted("BingSiteAuth.xml", bing));
        assert!(!is_accepted(
            "BingSiteAuth.xml",
            &bing.replace("<users>", "<?xml-stylesheet href=\"a\"?><users>")
        ));
        let yandex = "<html>\n    <head>\n        <meta http-equiv=\"Content-Type\" content=\"text/html; charset=UTF-8\">\n    </head>\n    <body>Verification: 0123456789abcdef</body>\n</html>";
        assert!(is_accepted("yandex_0123456789abcdef.html", yandex));
        assert!(!is_accepted(
            "yandex_0123456789abcdef.html",
            &yandex.replace("0123456789abcdef", "<script>")
        ));
        assert!(find("a/google1234567890abcdef.html").is_none());
    }

    #[test]
    fn every_name_is_documented() {
        let contributing = include_str!("../../../CONTRIBUTING.md");
        for NamedFile { name, .. } in NAMES {
            assert!(contributing.contains(&format!("`{name}`")), "CONTRIBUTING.md says nothing of `{name}`");
        }
    }
}
