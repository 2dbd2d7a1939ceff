//! Addresses on the web: which of them a page may link to, and where a site may be published.
//!
//! The `url` crate reads an address as browsers do (url.spec.whatwg.org); what it found is held to what a reader can mean: a
//! public host, written so that it is seen which one. `check --external` asks hosts by the same rule.

use std::net::Ipv4Addr;

use url::{Host, ParseError, Url};

use super::public::is_public_ip;
use super::scheme;

/// Top-level domains that no public name has: RFC 2606, 6761, 6762, 7686, 8375 and 9476, and ICANN's choice of 2024.
const NOT_PUBLIC: &[&str] =
    &["alt", "arpa", "example", "internal", "invalid", "local", "localhost", "onion", "test"];

/// The longest address, in bytes.
const LONGEST: usize = 2048;

/// Says why an address cannot be published as a link to the web, if it cannot.
pub fn refuse_web_address(link: &str) -> Option<&'static str> {
    read(link, HostPolicy::Public).err()
}

/// Whether a text is the name of a host that anybody can reach.
pub fn is_public_host(host: &str) -> bool {
    !host.starts_with('[')
        && read(&format!("https://{host}/"), HostPolicy::Public)
            .is_ok_and(|url| url.path() == "/" && url.port().is_none())
}

/// Which hosts an address may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HostPolicy {
    /// Those that anybody can reach.
    Public,
    /// Those, and names below `.example`: a site that is not published yet.
    OrExample,
    /// Those, and this machine: a site for a look at it.
    OrLocal,
}

/// Reads an address.
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
        return Err("only http and https addresses are published");
    }
    let rest = link.split_once("://").map_or("", |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or("");
    if authority.is_empty() || authority.starts_with(':') {
        return Err("an address names its host: https://example.org/");
    }
    if authority.contains('@') {
        return Err("an address carries no user name or password");
    }
    if !authority.is_ascii() || authority.contains('%') {
        return Err(
            "a host name is written in ASCII (xn--… for others), so that look-alike letters are seen",
        );
    }
    let url = Url::parse(link).map_err(|error| match error {
        ParseError::InvalidPort => PORT,
        ParseError::InvalidIpv4Address | ParseError::InvalidIpv6Address => {
            "the host is not an address of the internet"
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
const HOST: &str = "a host is labels of letters, digits and single `-` inside, with a `.` between them";
const PRIVATE: &str = "an address of a private network or of this machine means nothing to a reader";

/// Says why nobody finds a host by this name (RFC 1123, section 2.1), if nobody does.
fn refuse_name(name: &str, hosts: HostPolicy) -> Option<&'static str> {
    if name.ends_with('.') {
        return Some("a host name ends without a `.`");
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
        .then_some("a public host has a name with a `.`, such as example.org")
}

/// Where a site is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteUrl {
    /// The scheme, host and port: `https://example.org`.
    pub origin: String,
    /// The folder that the site lies in, without a `/` at its end: `/docs`, or nothing.
    pub folder: String,
}

/// Why a site cannot be published at an address, and the address that was probably meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteUrlError {
    /// What is wrong.
    pub message: &'static str,
    /// The address without the fault, where it is known.
    pub meant: Option<String>,
}

impl SiteUrl {
    /// Reads the address of a site. The case of the host, the usual port and a `/` at the end make no difference; everything
    /// that would give another address than it seems to is a fault.
    pub fn parse(text: &str, hosts: HostPolicy) -> Result<SiteUrl, SiteUrlError> {
        let fault = |message, meant| Err(SiteUrlError { message, meant });
        let url = match read(text, hosts) {
            Ok(url) => url,
            Err(message) => return fault(message, None),
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
            return fault(
                "a folder of the site's address has only letters, digits, `-`, `_`, `.` and `~`",
                None,
            );
        }
        if written.trim_end_matches('/') == base.folder && !written.ends_with("//") {
            return Ok(base);
        }
        fault("the address of a site is its host and folder, and nothing more", Some(base.to_string()))
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
    fn addresses_that_would_harm_or_mean_nothing_are_refused() {
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
    fn addresses_that_people_copy_are_taken() {
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
    fn the_address_of_a_site_is_plain_or_the_message_says_which_was_meant() {
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
            assert_eq!(plain(text).map_err(|fault| fault.meant), Err(Some(meant.to_string())), "{text}");
        }
        for text in [
            "https://example.org:0/",
            "https://localhost/",
            "http://127.1/",
            "https://example.org/a%20b/",
            "https://example.org/ä/",
            "docs",
        ] {
            assert_eq!(plain(text).map_err(|fault| fault.meant), Err(None), "{text}");
        }
        assert!(SiteUrl::parse("http://localhost:4000/", HostPolicy::OrLocal).is_ok());
        assert!(SiteUrl::parse("http://localhost.evil.test/", HostPolicy::OrLocal).is_err());
    }
}
