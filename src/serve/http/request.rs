//! Strict parsing of a request's head. Requests that no browser on this machine would send are refused.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use super::origin;

/// The limit of a request's head, in bytes.
pub(super) const MAX_HEAD: usize = 16 * 1024;
/// The limit of headers. Browsers send about twenty.
const MAX_HEADERS: usize = 64;
/// The limit of a request's target, in bytes.
const MAX_TARGET: usize = 4096;

/// A valid request.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Request {
    /// The decoded path; it begins with `/`.
    pub path: String,
    /// The query string after the `?`, not decoded.
    pub query: String,
    /// `true` for `HEAD`.
    pub head_only: bool,
    /// `true` if the connection stays open for another request.
    pub keep_alive: bool,
}

/// The reason why a request is refused.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// The HTTP status.
    pub status: u16,
    /// The reason, as text for the response.
    pub why: &'static str,
}

impl Refusal {
    fn because(status: u16, why: &'static str) -> Refusal {
        Refusal { status, why }
    }
}

/// Parses the head at the beginning of `bytes`. Returns `None` while it is incomplete; else the request, and the
/// length of its head.
pub(super) fn read(bytes: &[u8]) -> Option<Result<(Request, usize), Refusal>> {
    let mut headers = [httparse::EMPTY_HEADER; MAX_HEADERS];
    let mut head = httparse::Request::new(&mut headers);
    match head.parse(bytes) {
        Ok(httparse::Status::Complete(length)) if length <= MAX_HEAD => {
            Some(validate(&head).map(|request| (request, length)))
        }
        Ok(httparse::Status::Partial) if bytes.len() < MAX_HEAD => None,
        Ok(_) | Err(httparse::Error::TooManyHeaders) => {
            Some(Err(Refusal::because(431, "the head of the request is too long")))
        }
        Err(httparse::Error::Version) => Some(Err(Refusal::because(505, "only HTTP/1.1 is supported"))),
        Err(_) => Some(Err(Refusal::because(400, "not a valid HTTP/1.1 request"))),
    }
}

fn validate(head: &httparse::Request<'_, '_>) -> Result<Request, Refusal> {
    let (method, target) = (head.method.unwrap_or(""), head.path.unwrap_or(""));
    let head_only = match method {
        "GET" => false,
        "HEAD" => true,
        _ => return Err(Refusal::because(405, "only GET and HEAD are allowed")),
    };
    let one = |name: &str| -> Result<Option<&str>, Refusal> {
        let mut all = head.headers.iter().filter(|header| header.name.eq_ignore_ascii_case(name));
        let (first, second) = (all.next(), all.next());
        let text = first.map(|header| std::str::from_utf8(header.value)).transpose();
        match (text, second) {
            (Ok(text), None) => Ok(text),
            _ => Err(Refusal::because(400, "a header is repeated or is not valid UTF-8")),
        }
    };
    if one("Transfer-Encoding")?.is_some() || one("Content-Length")?.is_some_and(|length| length != "0") {
        return Err(Refusal::because(400, "request bodies are not supported"));
    }
    let host = one("Host")?;
    if host.is_none() && head.version == Some(1) {
        return Err(Refusal::because(400, "the `Host` header is missing"));
    }
    let (path, query) = split(target, host)?;
    if !host.is_none_or(origin::is_of_this_machine) {
        return Err(Refusal::because(
            421,
            "the preview accepts only the hosts localhost and 127.0.0.1, to prevent DNS rebinding",
        ));
    }
    let foreign = one("Origin")?.is_some_and(|from| !host.is_some_and(|host| origin::is_same(from, host)));
    // Navigation by a link is harmless. A script, an image, an iframe or a fetch of another site's page is refused.
    let cross_site = one("Sec-Fetch-Site")?.is_some_and(|site| !matches!(site, "same-origin" | "none"));
    let navigation = one("Sec-Fetch-Mode")?.is_some_and(|mode| mode == "navigate")
        && one("Sec-Fetch-Dest")?.is_none_or(|target| target == "document");
    if foreign || (cross_site && !navigation) {
        return Err(Refusal::because(403, "cross-site requests are refused"));
    }
    let path = decode(path).filter(|path| path.starts_with('/') && !path.chars().any(char::is_control));
    let path = path.ok_or(Refusal::because(400, "the path is not valid"))?;
    let options = one("Connection")?.unwrap_or("");
    let has_option = |name: &str| options.split(',').any(|option| option.trim().eq_ignore_ascii_case(name));
    let keep_alive = if head.version == Some(1) { !has_option("close") } else { has_option("keep-alive") };
    Ok(Request { path, query: query.to_string(), head_only, keep_alive })
}

/// Splits a target into path and query. An absolute URL, as sent to proxies, must name this machine too.
fn split<'t>(target: &'t str, host: Option<&str>) -> Result<(&'t str, &'t str), Refusal> {
    if target.len() > MAX_TARGET {
        return Err(Refusal::because(414, "the address is too long"));
    }
    let below = match target.strip_prefix("http://") {
        None => target,
        Some(rest) => {
            let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
            if !origin::is_of_this_machine(authority) || host.is_some_and(|host| host != authority) {
                return Err(Refusal::because(421, "the preview is not a proxy"));
            }
            if path.is_empty() { "/" } else { path }
        }
    };
    Ok(below.split_once('?').unwrap_or((below, "")))
}

/// Decodes percent-encoding; `None` if an escape is invalid or the result is not UTF-8.
pub(crate) fn decode(text: &str) -> Option<String> {
    let is_escape = |after: &str| after.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
    if !text.split('%').skip(1).all(is_escape) {
        return None;
    }
    percent_decode_str(text).decode_utf8().ok().map(Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(head: &str) -> Result<Request, u16> {
        match read(head.replace('\n', "\r\n").as_bytes()) {
            Some(answer) => answer.map(|(request, _)| request).map_err(|refusal| refusal.status),
            None => Err(0),
        }
    }

    fn get(target: &str, headers: &str) -> Result<String, u16> {
        ask(&format!("GET {target} HTTP/1.1\nHost: localhost:4000\n{headers}\n")).map(|request| request.path)
    }

    #[test]
    fn requests_of_a_browser_are_accepted() {
        let request = ask("GET /roles/sre/?a=%20b HTTP/1.1\nHost: localhost:4000\nSec-Fetch-Site: none\n\n");
        let wanted = Request {
            path: "/roles/sre/".to_string(),
            query: "a=%20b".to_string(),
            head_only: false,
            keep_alive: true,
        };
        assert_eq!(request, Ok(wanted));
        assert_eq!(get("/", "Connection: Close\n"), Ok("/".to_string()));
        assert_eq!(get("http://localhost:4000/a", ""), Ok("/a".to_string()));
        assert_eq!(get("/r%6fles/", "Origin: http://localhost:4000\n"), Ok("/roles/".to_string()));
        for target in ["", "Sec-Fetch-Dest: document\n"] {
            let link = format!("Sec-Fetch-Site: cross-site\nSec-Fetch-Mode: navigate\n{target}");
            assert_eq!(get("/", &link), Ok("/".to_string()));
        }
    }

    #[test]
    fn invalid_and_cross_site_requests_are_refused() {
        assert_eq!(ask("POST / HTTP/1.1\nHost: localhost\n\n"), Err(405));
        assert_eq!(ask("get / HTTP/1.1\nHost: localhost\n\n"), Err(405));
        assert_eq!(ask("GET / HTTP/1.1\n\n"), Err(400));
        assert_eq!(ask("GET / HTTP/1.1\nHost: localhost\nHost: localhost\n\n"), Err(400));
        assert_eq!(ask("GET / HTTP/1.1\nHost: evil.example\n\n"), Err(421));
        assert_eq!(ask("GET / HTTP/9.9\nHost: localhost\n\n"), Err(505));
        assert_eq!(get("http://evil.example/", ""), Err(421));
        for header in [
            "Origin: http://evil.example\n",
            "Origin: null\n",
            "Origin: http://localhost:4001\n",
            "Sec-Fetch-Site: cross-site\nSec-Fetch-Mode: no-cors\n",
            "Sec-Fetch-Site: same-site\n",
            "Sec-Fetch-Site: cross-site\nSec-Fetch-Mode: navigate\nSec-Fetch-Dest: iframe\n",
            "Sec-Fetch-Site: same-site\nSec-Fetch-Mode: navigate\nSec-Fetch-Dest: object\n",
        ] {
            assert_eq!(get("/", header), Err(403), "{header}");
        }
        for header in ["Content-Length: 5\n", "Transfer-Encoding: chunked\n", "X : a\n", "X: a\n b\n"] {
            assert_eq!(get("/", header), Err(400), "{header}");
        }
        for target in ["/%", "/%zz", "/%ff", "/%00", "a", "*", "/%0d%0aX:1"] {
            assert_eq!(get(target, ""), Err(400), "{target}");
        }
    }

    #[test]
    fn the_size_of_a_head_is_limited() {
        assert_eq!(get(&format!("/{}", "a".repeat(5000)), ""), Err(414));
        assert_eq!(get("/", &"X: a\n".repeat(70)), Err(431));
        assert_eq!(get("/", &format!("X: {}\n", "a".repeat(MAX_HEAD))), Err(431));
        assert_eq!(ask("GET / HTTP/1.1\nHost: local"), Err(0));
    }
}
