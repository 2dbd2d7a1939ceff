//! Files that are published because of their whole name: what hosts and search engines look for. `CONTRIBUTING.md` has the
//! same list for people; a test holds the two together.

use super::StaticFault;
use super::kinds::Expected;

/// A name below `static/`, in which `*` stands for letters, digits, `-` and `_`.
#[derive(Debug)]
pub struct NamedFile {
    /// The name.
    pub name: &'static str,
    holds: Expected,
}

const fn named(name: &'static str, holds: Expected) -> NamedFile {
    NamedFile { name, holds }
}

/// All of them.
pub const NAMES: &[NamedFile] = &[
    named("_headers", Expected::Headers),
    named("_redirects", Expected::Redirects),
    named(".nojekyll", Expected::Blank),
    named("CNAME", Expected::Hosts),
    named(".domains", Expected::Hosts),
    named("manifest.json", Expected::Json),
    named("google*.html", Expected::Proof("google-site-verification: google*.html")),
    named(
        "yandex_*.html",
        Expected::Proof(
            "<html> <head> <meta http-equiv=\"Content-Type\" content=\"text/html; charset=UTF-8\"> </head> <body>Verification: *</body> </html>",
        ),
    ),
    named("BingSiteAuth.xml", Expected::Proof("<?xml version=\"1.0\"?> <users> <user>*</user> </users>")),
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

/// What the file of a name must hold, if it is in the list.
pub(super) fn find(below: &str) -> Option<Expected> {
    NAMES.iter().find(|known| wildcard(known.name, below).is_some()).map(|known| known.holds)
}

/// What `*` stands for in a text; empty without one. `None` when the text is another.
fn wildcard<'t>(pattern: &str, text: &'t str) -> Option<&'t str> {
    let Some((before, after)) = pattern.split_once('*') else { return (pattern == text).then_some("") };
    let middle = text.strip_prefix(before)?.strip_suffix(after)?;
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    (!middle.is_empty() && middle.bytes().all(plain)).then_some(middle)
}

/// Whether a file is exactly the proof that a search engine hands out, for the name that it stands under.
pub(super) fn is_proof(pattern: &str, name: &str, text: &str) -> Result<(), StaticFault> {
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
        "it holds exactly `{pattern}`, as the search engine gives it; other pages are written in `content/pages/`"
    );
    Err(StaticFault::whole("is not the proof that a search engine asks for", help))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proof_is_one_to_the_letter() {
        let google = "google-site-verification: google1234567890abcdef.html";
        let holds = |name: &str, text: &str| find(name).expect("a known name").check(name, text).is_ok();
        assert!(holds("google1234567890abcdef.html", google));
        assert!(holds("google1234567890abcdef.html", &format!("{google}\n")));
        assert!(!holds("google1234567890abcdee.html", google));
        assert!(!holds("google1234567890abcdef.html", &format!("{google}<script>alert(1)</script>")));
        assert!(!holds("google1234567890abcdef.html", &format!("<b>{google}")));
        let bing =
            "<?xml version=\"1.0\"?>\n<users>\n\t<user>0123456789ABCDEF0123456789ABCDEF</user>\n</users>\n";
        assert!(holds("BingSiteAuth.xml", bing));
        assert!(!holds("BingSiteAuth.xml", &bing.replace("<users>", "<?xml-stylesheet href=\"a\"?><users>")));
        let yandex = "<html>\n    <head>\n        <meta http-equiv=\"Content-Type\" content=\"text/html; charset=UTF-8\">\n    </head>\n    <body>Verification: 0123456789abcdef</body>\n</html>";
        assert!(holds("yandex_0123456789abcdef.html", yandex));
        assert!(!holds("yandex_0123456789abcdef.html", &yandex.replace("0123456789abcdef", "<script>")));
        assert!(find("a/google1234567890abcdef.html").is_none());
    }

    #[test]
    fn contributors_read_of_every_name() {
        let contributing = include_str!("../../../CONTRIBUTING.md");
        for NamedFile { name, .. } in NAMES {
            assert!(contributing.contains(&format!("`{name}`")), "CONTRIBUTING.md says nothing of `{name}`");
        }
    }
}
