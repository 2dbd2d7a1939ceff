//! Rules for web addresses: those that a page may link to, and those at which a site may be published.
//!
//! The `url` crate parses an address as browsers do (url.spec.whatwg.org). The result must also be useful to a reader: a
//! public host, written so that it is recognisable. `check --external` requests only hosts that pass the same rules.

use std::net::Ipv4Addr;

use url::{Host, ParseError, Url};

use super::public::is_public_ip;
use super::scheme;

/// Top-level domains without public names: RFC 2606, 6761, 6762, 7686, 8375 and 9476, and ICANN's choice of 2024.
const NOT_PUBLIC: &[&str] =
    &["alt", "arpa", "example", "internal", "invalid", "local", "localhost", "onion", "test"];

/// The maximum length of an address, in bytes.
const LONGEST: usize = 2048;

/// Returns the reason why an address is not allowed as an external link; `None` if it is allowed.
pub fn refuse_web_address(link: &str) -> Option<&'static str> {
    read(link, HostPolicy::Public).err()
}

/// Returns `true` if a text is the name of a public host, without a port or path.
pub fn is_public_host(host: &str) -> bool {
    let is_whole = |url: Url| url.host_str().is_some_and(|parsed| parsed.eq_ignore_ascii_case(host));
    !host.starts_with('[') && read(&format!("https://{host}/"), HostPolicy::Public).is_ok_and(is_whole)
}

/// The hosts that an address may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HostPolicy {
    /// Public hosts.
    Public,
    /// Public hosts and names below `.example`, for a site that is not published yet.
    OrExample,
    /// Those, and this machine, for a local preview.
    OrLocal,
}

/// Parses an address. The error is a message that says why it is not allowed.
fn read(link: &str, hosts: HostPolicy) -> Result<Url, &'static str> {
    if link.len() > LONGEST {
        return Err("an address has at most 2,048 characters");
    }
    let is_unsafe =
        |c: char| c.is_control() || c.is_whitespace() || matches!(c, '<' | '>' | '"' | '\\' | '`');
    if link.chars().any(is_unsafe) || crate::invisible::find(link).next().is_some() {
        return Err(
            "an address has no spaces, quotes, brackets or control characters; write them as %20, %22 …",
        );
    }
    if !matches!(scheme(link).as_deref(), Some("http" | "https")) {
        return Err("only http and https addresses are allowed");
    }
    let rest = link.split_once("://").map_or("", |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or("");
    if authority.is_empty() || authority.starts_with(':') {
        return Err("an address must name its host: https://example.org/");
    }
    if authority.contains('@') {
        return Err("an address must not contain a user name or password");
    }
    if !authority.is_ascii() || authority.contains('%') {
        return Err(
            "a host name must be ASCII (xn--… for other scripts), so that look-alike letters are visible",
        );
    }
    let url = Url::parse(link).map_err(|error| match error {
        ParseError::InvalidPort => PORT,
        ParseError::InvalidIpv4Address | ParseError::InvalidIpv6Address => {
            "the host is not a valid IP address"
        }
        _ => HOST,
    })?;
    if url.port() == Some(0) {
        return Err(PORT);
    }
    if hosts == HostPolicy::OrLocal && matches!(url.host_str(), Some("localhost" | "127.0.0.1")) {
        return Ok(url);
    }
    match url.host() {
        Some(Host::Domain(name)) => refuse_name(name, hosts).map_or(Ok(url), Err),
        Some(Host::Ipv4(ip)) => {
            let written = authority.split(':').next().and_then(|host| host.parse::<Ipv4Addr>().ok());
            match written {
                None => Err("an IP address is written as four decimal numbers: 203.0.114.7"),
                Some(_) if is_public_ip(ip.into()) => Ok(url),
                Some(_) => Err(PRIVATE),
            }
        }
        Some(Host::Ipv6(ip)) if is_public_ip(ip.into()) => Ok(url),
        Some(Host::Ipv6(_)) => Err(PRIVATE),
        None => Err(HOST),
    }
}

const PORT: &str = "a port is a number from 1 to 65535";
const HOST: &str = "a host name consists of labels of letters, digits and inner `-`, separated by `.`";
const PRIVATE: &str = "readers cannot reach an address of a private network or of this machine";

/// Returns the reason why a host name is not public (RFC 1123, section 2.1); `None` if it is.
fn refuse_name(name: &str, hosts: HostPolicy) -> Option<&'static str> {
    if name.ends_with('.') {
        return Some("a host name must not end with a `.`");
    }
    let is_label = |label: &str| {
        let plain = label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        plain && (1..=63).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-')
    };
    if name.len() > 253 || !name.split('.').all(is_label) {
        return Some(HOST);
    }
    let (_, last) = name.rsplit_once('.').unwrap_or(("", name));
    if NOT_PUBLIC.contains(&last) && (last != "example" || hosts == HostPolicy::Public) {
        return Some(PRIVATE);
    }
    (!name.contains('.') || last.bytes().any(|b| b.is_ascii_digit()) && !last.starts_with("xn--"))
        .then_some("the name of a public host contains a `.`, as in example.org")
}

/// The address at which a site is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteUrl {
    /// The scheme, host and port: `https://example.org`.
    pub origin: String,
    /// The folder of the site, without a trailing `/`: `/docs`, or empty.
    pub folder: String,
}

/// The reason why an address of a site is invalid, and the address that was probably meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteUrlError {
    /// The reason, as a message.
    pub message: &'static str,
    /// The corrected address, if it is known.
    pub meant: Option<String>,
}

impl SiteUrl {
    /// Parses the address of a site. The case of the host, the default port and a trailing `/` do not matter. An address that
    /// browsers would change in any other way is an error.
    pub fn parse(text: &str, hosts: HostPolicy) -> Result<SiteUrl, SiteUrlError> {
        let error = |message, meant| Err(SiteUrlError { message, meant });
        let url = match read(text, hosts) {
            Ok(url) => url,
            Err(message) => return error(message, None),
        };
        let mut meant: Vec<&str> = url.path().split('/').filter(|part| !part.is_empty()).collect();
        if meant.last().is_some_and(|last| last.eq_ignore_ascii_case("index.html")) {
            meant.pop();
        }
        let base = SiteUrl {
            origin: url.origin().ascii_serialization(),
            folder: meant.iter().flat_map(|part| ["/", part]).collect(),
        };
        let rest = text.split_once("://").map_or("", |(_, rest)| rest);
        let written = rest.find(['/', '?', '#']).map_or("", |at| &rest[at..]);
        let is_part = |part: &&str| {
            part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'~'))
        };
        if !meant.iter().all(is_part) {
            return error(
                "a folder of the site's address has only letters, digits, `-`, `_`, `.` and `~`",
                None,
            );
        }
        if written.trim_end_matches('/') == base.folder && !written.ends_with("//") {
            return Ok(base);
        }
        error("the address of a site is its host and folder, and nothing more", Some(base.to_string()))
    }
}

impl std::fmt::Display for SiteUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}/", self.origin, self.folder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dangerous_and_useless_addresses_are_refused() {
        for bad in [
            "javascript:alert(1)",
            "data:text/html,x",
            "//evil.example/",
            "https:example.org/",
            "https:/example.org/",
            "https:///example.org/",
            "http://user:pw@example.org/",
            "https://bank.org@evil.org/",
            "https://example.org\\@evil.org/",
            "https://exаmple.org/",
            "https://%65xample.org/",
            "https://example。org/",
            "https://a b/",
            "https://",
            "ftp://a.org/",
            "http://localhost/",
            "http://localhost./",
            "http://LOCALHOST/",
            "http://router/",
            "http://printer.local/",
            "http://db.internal/",
            "http://a.test/",
            "http://a.invalid/",
            "http://a.example/",
            "http://a.home.arpa/",
            "http://a.onion/",
            "https://example.org./",
            "https://example..org/",
            "https://.example.org/",
            "https://-/",
            "https://-a.org/",
            "https://a-.org/",
            "https://a_b.org/",
            "https://a.org:99999/",
            "https://a.org:0/",
            "https://a.org:x/",
            "http://10.0.0.1/x",
            "http://127.1/",
            "http://127.0.0.1:8000/",
            "http://2130706433/",
            "http://0x7f.0.0.1/",
            "http://0177.0.0.1/",
            "http://0x7f000001/",
            "http://1.1/",
            "http://134744072/",
            "http://169.254.169.254/",
            "http://192.0.2.1/",
            "http://100.64.0.1/",
            "http://256.1.1.1/",
            "http://1.2.3.4.5/",
            "http://[::1]/",
            "http://[::]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[::ffff:7f00:1]/",
            "http://[fe80::1]/",
            "http://[fe80::1%25eth0]/",
            "http://[fd00::1]/",
            "http://[64:ff9b::7f00:1]/",
            "http://[2002:7f00:1::]/",
            "http://[::1/",
        ] {
            assert!(refuse_web_address(bad).is_some(), "{bad}");
        }
        let long = format!("https://{}.org/", "a".repeat(64));
        assert!(refuse_web_address(&long).is_some());
    }

    #[test]
    fn common_addresses_are_accepted() {
        for good in [
            "https://sre.google/sre-book/introduction/",
            "https://10.example.org/",
            "https://EXAMPLE.org/A?b=c&d=%20#e:~:text=f",
            "https://example.org:8443/x",
            "http://93.184.215.14/",
            "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/",
            "https://xn--mgba3a4f16a.ir/",
            "https://en.wikipedia.org/wiki/Réseau_(informatique)",
            "https://a.b.c.co.uk/~x/..;/y",
            "https://r3---sn-abc.example.com/",
            "https://example.xn--p1ai/",
        ] {
            assert_eq!(refuse_web_address(good), None, "{good}");
        }
    }

    #[test]
    fn a_site_address_is_normal_or_the_error_suggests_the_normal_form() {
        let plain = |text: &str| SiteUrl::parse(text, HostPolicy::OrExample).map(|base| base.to_string());
        for (text, base) in [
            ("https://example.org", "https://example.org/"),
            ("https://Example.ORG:443/", "https://example.org/"),
            ("https://example.org:8080/docs", "https://example.org:8080/docs/"),
            ("https://owner.github.io/My.Repo_1/", "https://owner.github.io/My.Repo_1/"),
            ("https://rolebook.example/docs/", "https://rolebook.example/docs/"),
        ] {
            assert_eq!(plain(text).as_deref(), Ok(base), "{text}");
        }
        for (text, meant) in [
            ("https://example.org//docs/", "https://example.org/docs/"),
            ("https://example.org/docs//", "https://example.org/docs/"),
            ("https://example.org//", "https://example.org/"),
            ("https://example.org/a/../docs/", "https://example.org/docs/"),
            ("https://example.org/./docs/", "https://example.org/docs/"),
            ("https://example.org/%2e%2e/docs/", "https://example.org/docs/"),
            ("https://example.org/docs/index.html", "https://example.org/docs/"),
            ("https://example.org/docs/INDEX.html", "https://example.org/docs/"),
            ("https://example.org/docs/?a=b", "https://example.org/docs/"),
            ("https://example.org?a=b", "https://example.org/"),
            ("https://example.org/docs/#a", "https://example.org/docs/"),
        ] {
            assert_eq!(plain(text).map_err(|error| error.meant), Err(Some(meant.to_string())), "{text}");
        }
        for text in [
            "https://example.org:0/",
            "https://localhost/",
            "http://127.1/",
            "https://example.org/a%20b/",
            "https://example.org/ä/",
            "docs",
        ] {
            assert_eq!(plain(text).map_err(|error| error.meant), Err(None), "{text}");
        }
        assert!(SiteUrl::parse("http://localhost:4000/", HostPolicy::OrLocal).is_ok());
        assert!(SiteUrl::parse("http://localhost.evil.test/", HostPolicy::OrLocal).is_err());
    }
}
