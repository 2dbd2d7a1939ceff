//! Files that configure a host: response headers, redirects, domain names.
//!
//! Headers are allow-listed, because one of them can undo the guarantees of this module: `Content-Type` would turn a
//! text into a page, and a rewrite to another host would serve foreign pages at this site's address.

use super::StaticError;
use crate::url::{is_public_host, refuse_web_address};

/// Headers for security, caching and search engines that do not change the type of a file.
const HEADERS: &[&str] = &[
    "access-control-allow-headers",
    "access-control-allow-methods",
    "access-control-allow-origin",
    "access-control-max-age",
    "cache-control",
    "cdn-cache-control",
    "cloudflare-cdn-cache-control",
    "content-security-policy",
    "content-security-policy-report-only",
    "cross-origin-embedder-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "expires",
    "netlify-cdn-cache-control",
    "origin-agent-cluster",
    "permissions-policy",
    "referrer-policy",
    "strict-transport-security",
    "timing-allow-origin",
    "vary",
    "x-content-type-options",
    "x-frame-options",
    "x-permitted-cross-domain-policies",
    "x-robots-tag",
];

/// Directives of a content security policy, which can only restrict a page further. Those that send reports to a host
/// (`report-uri`, `report-to`) are not among them.
const POLICY_DIRECTIVES: &[&str] = &[
    "base-uri",
    "block-all-mixed-content",
    "child-src",
    "connect-src",
    "default-src",
    "fenced-frame-src",
    "font-src",
    "form-action",
    "frame-ancestors",
    "frame-src",
    "img-src",
    "manifest-src",
    "media-src",
    "navigate-to",
    "object-src",
    "prefetch-src",
    "require-trusted-types-for",
    "sandbox",
    "script-src",
    "script-src-attr",
    "script-src-elem",
    "style-src",
    "style-src-attr",
    "style-src-elem",
    "trusted-types",
    "upgrade-insecure-requests",
    "worker-src",
];

/// The lines with content, each with its byte range.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (std::ops::Range<usize>, &str)> {
    let mut at = 0;
    let all = text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        let bare = line.trim_end();
        (start..start + bare.len(), bare)
    });
    all.filter(|(_, line)| !line.trim().is_empty() && !line.trim_start().starts_with('#'))
}

/// Checks `_headers`: a path at the start of a line, followed by indented headers.
pub(super) fn headers(text: &str) -> Result<(), StaticError> {
    let mut has_path = false;
    for (range, line) in lines(text) {
        if !line.starts_with([' ', '\t']) {
            if !line.starts_with('/') || line.contains(char::is_whitespace) {
                return Err(StaticError::new(
                    range,
                    "has a line that is not a path",
                    "write `/*`, and indented below it `Name: value`",
                ));
            }
            has_path = true;
            continue;
        }
        let Some((name, value)) = line.split_once(':').filter(|_| has_path) else {
            return Err(StaticError::new(
                range,
                "has a line that is not a header",
                "write `Name: value`, indented, below a path such as `/*`",
            ));
        };
        let name = name.trim();
        if !HEADERS.contains(&name.to_ascii_lowercase().as_str()) {
            let what = format!(
                "sets `{}`, which is not a header that a site may set here",
                crate::diagnostic::printable(name)
            );
            return Err(StaticError::new(range, what, format!("allowed headers: {}", HEADERS.join(", "))));
        }
        let is_policy = name.to_ascii_lowercase().starts_with("content-security-policy");
        if let Some(directive) = is_policy.then(|| refused_directive(value)).flatten() {
            let what = format!(
                "sets `{}` in a policy, which is not a directive that a site may set here",
                crate::diagnostic::printable(directive)
            );
            let help = format!("allowed directives: {}", POLICY_DIRECTIVES.join(", "));
            return Err(StaticError::new(range, what, help));
        }
    }
    Ok(())
}

/// Returns the first directive of a content security policy that is not allowed. A header may contain several policies,
/// separated by commas.
fn refused_directive(policies: &str) -> Option<&str> {
    let directives = policies.split([';', ',']);
    let mut names = directives.filter_map(|directive| directive.split_ascii_whitespace().next());
    names.find(|name| !POLICY_DIRECTIVES.contains(&name.to_ascii_lowercase().as_str()))
}

/// Checks `_redirects`: source, conditions, target, status, conditions.
pub(super) fn redirects(text: &str) -> Result<(), StaticError> {
    let form = "write `/old/ /new/ 301`";
    for (range, line) in lines(text) {
        let line = line.split(" #").next().unwrap_or(line);
        let mut words = line.split_whitespace();
        let from = words.next().unwrap_or("");
        let rest: Vec<&str> = words.collect();
        let is_target = |word: &&&str| word.starts_with('/') || word.contains("://");
        let Some(to) = rest.iter().find(is_target).filter(|_| from.starts_with('/')) else {
            return Err(StaticError::new(range, "has a line that is not a redirect", form));
        };
        let is_own =
            to.starts_with('/') && !to.starts_with("//") && !to.contains('\\') && !to.starts_with("/.");
        let mut status = 301;
        for word in rest.iter().filter(|word| *word != to) {
            let number = word.trim_end_matches('!').parse::<u16>();
            match number {
                Ok(number @ (200 | 301 | 302 | 303 | 307 | 308 | 404 | 410)) => status = number,
                Err(_) if word.split_once('=').is_some_and(|(name, _)| !name.is_empty()) => {}
                _ => {
                    return Err(StaticError::new(
                        range,
                        format!("has `{}`, which is not a status", crate::diagnostic::printable(word)),
                        form,
                    ));
                }
            }
        }
        // A rewrite sends another file at the address, in place of a script of the site too.
        let is_page = to.ends_with('/') || to.ends_with(".html");
        let is_redirect = matches!(status, 301 | 302 | 303 | 307 | 308);
        if is_own && !is_page && !is_redirect {
            let help = "a rewrite (200, 404, 410) may lead only to a page: `/new/` or `/404.html`";
            return Err(StaticError::new(range, "serves a file at another address", help));
        }
        if !is_own && !is_redirect {
            let help = "only redirects (301, 302, 303, 307, 308) may point to another host";
            return Err(StaticError::new(range, "serves another host's pages at this site's address", help));
        }
        if let Some(why) = refuse_web_address(to).filter(|_| !is_own) {
            return Err(StaticError::new(range, "points to an address that cannot be published", why));
        }
    }
    Ok(())
}

/// Checks `CNAME` and `.domains`: one domain name per line.
pub(super) fn names(text: &str) -> Result<(), StaticError> {
    for (range, line) in lines(text) {
        if !is_public_host(line.trim()) {
            return Err(StaticError::new(
                range,
                "contains something other than domain names",
                "write one per line, such as `www.example.org`",
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn security_headers_are_allowed_and_content_headers_are_rejected() {
        let sound = "# allow host-config: why\n/*\n  X-Frame-Options: DENY\n  Content-Security-Policy: frame-ancestors 'none'\n\n/embed/*\n\tX-Robots-Tag: noindex\n";
        assert_eq!(headers(sound), Ok(()));
        let policies = "/*\n  Content-Security-Policy: default-src 'self'; upgrade-insecure-requests;, frame-ancestors 'none'\n";
        assert_eq!(headers(policies), Ok(()));
        for bad in [
            "/data/*\n  Content-Type: text/html\n",
            "/*\n  Set-Cookie: a=b\n",
            "/*\n  Content-Security-Policy: default-src 'self'; report-uri https://evil.example/\n",
            "/*\n  Content-Security-Policy: default-src 'self';\tREPORT-TO x\n",
            "/*\n  content-security-policy-report-only: img-src 'self', report-uri /r\n",
            "/*\n  Content-Security-Policy: frame-ancestors 'none'; x-new-directive y\n",
            "/*\n  Refresh: 0; url=//evil.example\n",
            "/*\n  Service-Worker-Allowed: /\n",
            "/*\n  Link: </a.css>; rel=stylesheet\n",
            "/*\n  ! Content-Security-Policy\n",
            "  X-Frame-Options: DENY\n",
            "https://evil.example/*\n  X-Frame-Options: DENY\n",
            "x",
        ] {
            assert!(headers(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn redirects_are_allowed_and_proxying_is_rejected() {
        for sound in [
            "/old/ /new/\n/a/* /b/:splat 302!\n/c/ https://example.org/c/ 301\n",
            "/store id=:id /blog/:id 301\n/ /de/ 302 Language=de\n",
            "/app/* /index.html 200\n",
        ] {
            assert_eq!(redirects(sound), Ok(()), "{sound}");
        }
        for bad in [
            "/* https://evil.example/:splat 200\n",
            "/* //evil.example/:splat 200\n",
            "/a/ //evil.example/\n",
            "/a/ https://127.0.0.1/ 301\n",
            "/a/ javascript:alert(1) 301\n",
            "/a/ /.netlify/functions/x 200\n",
            "/assets/search.js /note.txt 200!\n",
            "/assets/* /files/:splat 200\n",
            "/a/\n",
            "x",
        ] {
            assert!(redirects(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn domain_names_have_no_port_path_query_or_fragment() {
        assert_eq!(names("example.org\nWWW.example.org\n"), Ok(()));
        for bad in [
            "example.org:443",
            "example.org:8080",
            "example.org/a",
            "example.org?a",
            "example.org#a",
            "[::1]",
            "a b",
        ] {
            assert!(names(bad).is_err(), "{bad}");
        }
    }
}
