//! Media types, caching and security headers: all that a host sends with the files of a site. One table for the preview, for
//! `rolebook deploy`, and for the documentation.
//!
//! Deliberately absent: `Strict-Transport-Security`, which binds all of a domain and is its owner's decision.

use std::fmt::Write as _;

use crate::source;
use crate::url::address_of_file;

/// Addresses of a site keep their names when their content changes, so a browser asks each time whether it did. Without a
/// change, the answer has no body.
const REVALIDATE: &str = "public, max-age=0, must-revalidate";

/// Files that pages only decorate themselves with: an old one does no harm for an hour.
const HOUR: &str = "public, max-age=3600";

/// A typeface is replaced at most once in years.
const WEEK: &str = "public, max-age=604800";

/// The caching of files by their extension. Others are revalidated.
const CACHING: &[(&[&str], &str)] =
    &[(&["woff2"], WEEK), (&["png", "jpg", "jpeg", "gif", "webp", "avif", "ico", "svg"], HOUR)];

/// Headers that HTML cannot express, by the addresses that they apply to.
pub const SECURITY: &[(&str, &[(&str, &str)])] = &[
    (
        "/*",
        &[
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "strict-origin-when-cross-origin"),
            ("X-Frame-Options", "SAMEORIGIN"),
        ],
    ),
    // For iframes on other sites: a browser that gets `frame-ancestors` ignores `X-Frame-Options`.
    ("/embed/*", &[("Content-Security-Policy", "frame-ancestors *")]),
];

/// The media type of a published file, for `Content-Type`.
pub fn media_type(path: &str) -> &'static str {
    match extension(path) {
        "html" => "text/html; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        _ => source::media_type(path).unwrap_or("application/octet-stream"),
    }
}

/// The value of `Cache-Control` for a published file.
pub fn cache_control(path: &str) -> &'static str {
    let found = CACHING.iter().find(|(extensions, _)| extensions.contains(&extension(path)));
    found.map_or(REVALIDATE, |(_, value)| value)
}

/// The file `_headers` of a site that has none of its own, for hosts that read one.
pub fn headers_file() -> String {
    let mut text = String::from("# Written by rolebook deploy. A file static/_headers replaces it.\n");
    for (addresses, headers) in SECURITY {
        let _ = writeln!(text, "{addresses}");
        for (name, value) in *headers {
            let _ = writeln!(text, "  {name}: {value}");
        }
    }
    for (extensions, value) in CACHING {
        for extension in *extensions {
            let _ = writeln!(text, "/*.{extension}\n  Cache-Control: {value}");
        }
    }
    text
}

/// The headers that a site's own `_headers` sets, in its order.
#[derive(Debug, Default)]
pub struct HeaderRules {
    rules: Vec<(String, String, String)>,
}

impl HeaderRules {
    /// Parses a file `_headers`. Lines that are neither an address nor a header are skipped: a build has refused them.
    pub fn parse(text: &str) -> HeaderRules {
        let mut rules = Vec::new();
        let mut addresses = "";
        for line in text.lines().filter(|line| !line.trim_start().starts_with('#')) {
            if line.starts_with('/') {
                addresses = line.trim_end();
            } else if let Some((name, value)) = line.split_once(':').filter(|_| !addresses.is_empty()) {
                rules.push((addresses.to_string(), name.trim().to_string(), value.trim().to_string()));
            }
        }
        HeaderRules { rules }
    }

    /// The last value of a header for a published file.
    pub fn get(&self, path: &str, header: &str) -> Option<&str> {
        let address = address_of_file(path);
        let sets = |(addresses, name, _): &&(String, String, String)| {
            name.eq_ignore_ascii_case(header) && matches(addresses, &address)
        };
        self.rules.iter().rev().find(sets).map(|(.., value)| value.as_str())
    }
}

/// Returns `true` if a pattern of `_headers` matches an address; `*` stands for any text, `:name` for one segment.
fn matches(pattern: &str, address: &str) -> bool {
    // Each state is a position in the pattern that the address so far can lead to.
    let pattern: Vec<char> = pattern.chars().collect();
    let segment_end =
        |at: usize| pattern[at..].iter().position(|&c| c == '/').map_or(pattern.len(), |length| at + length);
    let is_name = |at: usize| pattern[at] == ':' && at > 0 && pattern[at - 1] == '/';
    // Positions reachable without a character.
    let expand = |positions: &mut Vec<usize>| {
        let mut next = 0;
        while let Some(&at) = positions.get(next) {
            if at < pattern.len() {
                let skipped = match pattern[at] {
                    '*' => Some(at + 1),
                    _ if is_name(at) => Some(segment_end(at)),
                    _ => None,
                };
                positions.extend(skipped.filter(|at| !positions.contains(at)));
            }
            next += 1;
        }
    };
    let mut positions = vec![0];
    expand(&mut positions);
    for c in address.chars() {
        let mut next = Vec::new();
        for &at in positions.iter().filter(|&&at| at < pattern.len()) {
            let to = match pattern[at] {
                '*' => Some(at),
                _ if is_name(at) => (c != '/').then_some(at),
                expected => (expected == c).then_some(at + 1),
            };
            next.extend(to.filter(|at| !next.contains(at)));
        }
        positions = next;
        expand(&mut positions);
    }
    positions.contains(&pattern.len())
}

fn extension(path: &str) -> &str {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    name.rsplit_once('.').map_or("", |(_, extension)| extension)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_file_has_its_media_type() {
        for (path, expected) in [
            ("index.html", "text/html; charset=utf-8"),
            ("google0123456789abcdef.html", "text/html; charset=utf-8"),
            ("sitemap.xml", "application/xml; charset=utf-8"),
            ("compare/a-vs-b/table.md", "text/markdown; charset=utf-8"),
            ("assets/site.css", "text/css; charset=utf-8"),
            ("api/v1/facts.csv", "text/csv; charset=utf-8"),
            ("api/v1/facts.json", "application/json"),
            (".well-known/apple-app-site-association", "application/json"),
            (".well-known/matrix/client", "application/json"),
            (".well-known/acme-challenge/token", "text/plain; charset=utf-8"),
            ("CNAME", "text/plain; charset=utf-8"),
            ("a.b/unknown", "application/octet-stream"),
        ] {
            assert_eq!(media_type(path), expected, "{path}");
        }
    }

    #[test]
    fn pages_styles_and_scripts_are_revalidated() {
        for path in
            ["index.html", "assets/site.css", "assets/search.js", "search/index.json", "feed.xml", "CNAME"]
        {
            assert_eq!(cache_control(path), REVALIDATE, "{path}");
        }
        assert_eq!(cache_control("assets/serif-400.woff2"), WEEK);
        assert_eq!(cache_control("roles/sre/card.png"), HOUR);
    }

    #[test]
    fn the_headers_file_passes_the_rules_for_one_of_a_site_and_is_read_back() {
        let text = headers_file();
        let rules = HeaderRules::parse(&text);
        for (addresses, headers) in SECURITY {
            let path = addresses.trim_start_matches('/').replace('*', "a/index.html");
            for (name, value) in *headers {
                assert_eq!(rules.get(&path, name), Some(*value), "{addresses} {name}");
            }
        }
        assert_eq!(rules.get("assets/a.woff2", "cache-control"), Some(WEEK));
        assert_eq!(rules.get("index.html", "Cache-Control"), None);
        assert_eq!(rules.get("embed/a/index.html", "Content-Security-Policy"), Some("frame-ancestors *"));
        let (_, found) = source::Sources::from_texts([(
            "static/_headers",
            format!("# allow host-config: a test\n{text}").as_str(),
        )]);
        assert_eq!(found, vec![]);
    }

    #[test]
    fn the_table_is_documented() {
        let document = include_str!("../CONTRIBUTING.md");
        for (addresses, headers) in SECURITY {
            for (name, value) in *headers {
                assert!(document.contains(&format!("| `{addresses}` | `{name}` | `{value}` |\n")), "{name}");
            }
        }
        for (extensions, value) in CACHING {
            let files: Vec<String> = extensions.iter().map(|extension| format!("`*.{extension}`")).collect();
            let row = format!("| {} | `Cache-Control` | `{value}` |\n", files.join(" "));
            assert!(document.contains(&row), "{row}");
        }
        assert!(document.contains(&format!("| all others | `Cache-Control` | `{REVALIDATE}` |\n")));
    }

    #[test]
    fn patterns_match_addresses_as_hosts_match_them() {
        for (pattern, address) in [
            ("/*", "/"),
            ("/*", "/a/b/"),
            ("/a/", "/a/"),
            ("/*.png", "/a/b.png"),
            ("/a/*/c/", "/a/b/b/c/"),
            ("/:lang/x/", "/de/x/"),
            ("/a/:id", "/a/b"),
        ] {
            assert!(matches(pattern, address), "{pattern} {address}");
        }
        for (pattern, address) in
            [("/a", "/a/"), ("/a/*", "/b/"), ("/*.png", "/a.png/"), ("/:lang/x/", "/de/de/x/"), ("", "/")]
        {
            assert!(!matches(pattern, address), "{pattern} {address}");
        }
    }
}
