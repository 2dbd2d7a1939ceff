//! Files that tell a host how to serve the site: response headers, redirects, names.
//!
//! What they may say is listed, because a header can undo what the rest of this folder holds: a `Content-Type` would make a
//! page of a text, and a rewrite to another host would put a stranger's pages at this site's address.

use super::StaticFault;
use crate::url::{is_public_host, refuse_web_address};

/// Headers that make a page safer, findable or faster, and change nothing of what it is.
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

/// The lines of a file that say something, each with its range of bytes.
fn lines(text: &str) -> impl Iterator<Item = (std::ops::Range<usize>, &str)> {
    let mut at = 0;
    let all = text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        let bare = line.trim_end();
        (start..start + bare.len(), bare)
    });
    all.filter(|(_, line)| !line.trim().is_empty() && !line.trim_start().starts_with('#'))
}

/// Reads `_headers`: a path at the start of a line, and below it headers, indented.
pub(super) fn headers(text: &str) -> Result<(), StaticFault> {
    let mut has_path = false;
    for (range, line) in lines(text) {
        if !line.starts_with([' ', '\t']) {
            if !line.starts_with('/') || line.contains(char::is_whitespace) {
                return Err(StaticFault::new(
                    range,
                    "has a line that is no path",
                    "write `/*`, and below it, indented, `Name: value`",
                ));
            }
            has_path = true;
            continue;
        }
        let Some((name, _)) = line.split_once(':').filter(|_| has_path) else {
            return Err(StaticFault::new(
                range,
                "has a line that is no header",
                "write `Name: value`, indented, below a path such as `/*`",
            ));
        };
        let name = name.trim();
        if !HEADERS.contains(&name.to_ascii_lowercase().as_str()) {
            let what = format!(
                "sets `{}`, which is not a header that a site may set here",
                crate::diagnostic::printable(name)
            );
            return Err(StaticFault::new(range, what, format!("known are {}", HEADERS.join(", "))));
        }
    }
    Ok(())
}

/// Reads `_redirects`: from, conditions, to, status, conditions.
pub(super) fn redirects(text: &str) -> Result<(), StaticFault> {
    let form = "write `/old/ /new/ 301`";
    for (range, line) in lines(text) {
        let line = line.split(" #").next().unwrap_or(line);
        let mut words = line.split_whitespace();
        let from = words.next().unwrap_or("");
        let rest: Vec<&str> = words.collect();
        let is_target = |word: &&&str| word.starts_with('/') || word.contains("://");
        let Some(to) = rest.iter().find(is_target).filter(|_| from.starts_with('/')) else {
            return Err(StaticFault::new(range, "has a line that is no redirect", form));
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
                    return Err(StaticFault::new(
                        range,
                        format!("has `{}`, which is no status", crate::diagnostic::printable(word)),
                        form,
                    ));
                }
            }
        }
        if !is_own && !matches!(status, 301 | 302 | 303 | 307 | 308) {
            let help = "only redirects (301, 302, 303, 307, 308) lead to another host";
            return Err(StaticFault::new(range, "shows another host's pages at this site's address", help));
        }
        if let Some(why) = refuse_web_address(to).filter(|_| !is_own) {
            return Err(StaticFault::new(range, "leads to an address that cannot be published", why));
        }
    }
    Ok(())
}

/// Reads `CNAME` and `.domains`: names of hosts, one a line.
pub(super) fn names(text: &str) -> Result<(), StaticFault> {
    for (range, line) in lines(text) {
        if !is_public_host(line.trim()) {
            return Err(StaticFault::new(
                range,
                "holds something that is no name of a host",
                "write one such as `www.example.org`",
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_that_protect_are_taken_and_those_that_change_a_file_are_not() {
        let sound = "# allow host-config: why\n/*\n  X-Frame-Options: DENY\n  Content-Security-Policy: frame-ancestors 'none'\n\n/embed/*\n\tX-Robots-Tag: noindex\n";
        assert_eq!(headers(sound), Ok(()));
        for bad in [
            "/data/*\n  Content-Type: text/html\n",
            "/*\n  Set-Cookie: a=b\n",
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
    fn redirects_lead_on_and_never_stand_in() {
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
            "/a/\n",
            "x",
        ] {
            assert!(redirects(bad).is_err(), "{bad}");
        }
    }
}
