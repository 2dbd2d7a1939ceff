//! The head of a request: read strictly, and refused in a word where it is not what a browser on this machine sends.

use super::origin;

/// The most bytes in the head of a request.
pub const LONGEST_HEAD: usize = 16 * 1024;
/// The most headers. Browsers send about twenty.
const MOST_HEADERS: usize = 64;
/// The most bytes in its target.
const LONGEST_TARGET: usize = 4096;

/// A request that may be answered.
#[derive(Debug, PartialEq, Eq)]
pub struct Request {
    /// The path, decoded; it begins with `/`.
    pub path: String,
    /// What stands behind the `?`, as it was sent.
    pub query: String,
    /// Whether only the head of the answer is wanted.
    pub head_only: bool,
    /// Whether the connection stays open for another request.
    pub keep_alive: bool,
}

/// A request that is not answered, and why.
#[derive(Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The status of HTTP.
    pub status: u16,
    /// Why, for people.
    pub why: &'static str,
}

impl Refusal {
    fn because(status: u16, why: &'static str) -> Refusal {
        Refusal { status, why }
    }
}

/// Reads the head at the beginning of `bytes`. `None` while it is not whole; else what it asks for, and how many bytes
/// it has.
pub fn read(bytes: &[u8]) -> Option<Result<(Request, usize), Refusal>> {
    let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
    let mut head = httparse::Request::new(&mut headers);
    match head.parse(bytes) {
        Ok(httparse::Status::Complete(length)) if length <= LONGEST_HEAD => {
            Some(judge(&head).map(|request| (request, length)))
        }
        Ok(httparse::Status::Partial) if bytes.len() < LONGEST_HEAD => None,
        Ok(_) | Err(httparse::Error::TooManyHeaders) => {
            Some(Err(Refusal::because(431, "the head of the request is too long")))
        }
        Err(httparse::Error::Version) => Some(Err(Refusal::because(505, "only HTTP/1.1 is spoken here"))),
        Err(_) => Some(Err(Refusal::because(400, "this is no request of HTTP/1.1"))),
    }
}

fn judge(head: &httparse::Request<'_, '_>) -> Result<Request, Refusal> {
    let (method, target) = (head.method.unwrap_or(""), head.path.unwrap_or(""));
    let head_only = match method {
        "GET" => false,
        "HEAD" => true,
        _ => return Err(Refusal::because(405, "only GET and HEAD are answered")),
    };
    let one = |name: &str| -> Result<Option<&str>, Refusal> {
        let mut all = head.headers.iter().filter(|header| header.name.eq_ignore_ascii_case(name));
        let (first, second) = (all.next(), all.next());
        let text = first.map(|header| std::str::from_utf8(header.value)).transpose();
        match (text, second) {
            (Ok(text), None) => Ok(text),
            _ => Err(Refusal::because(400, "a header stands twice, or is no text")),
        }
    };
    if one("Transfer-Encoding")?.is_some() || one("Content-Length")?.is_some_and(|length| length != "0") {
        return Err(Refusal::because(400, "a request for a page has no body"));
    }
    let host = one("Host")?;
    if host.is_none() && head.version == Some(1) {
        return Err(Refusal::because(400, "the request does not say which host it is for"));
    }
    let (path, query) = split(target, host)?;
    if !host.is_none_or(origin::is_of_this_machine) {
        return Err(Refusal::because(
            421,
            "this preview answers to localhost and 127.0.0.1 only, so that no other site can read it",
        ));
    }
    let foreign = one("Origin")?.is_some_and(|from| !host.is_some_and(|host| origin::is_same(from, host)));
    // A link that somebody follows is no harm; a script, an image, a frame or a request of another site's page is refused.
    let elsewhere = one("Sec-Fetch-Site")?.is_some_and(|site| !matches!(site, "same-origin" | "none"));
    let followed = one("Sec-Fetch-Mode")?.is_some_and(|mode| mode == "navigate")
        && one("Sec-Fetch-Dest")?.is_none_or(|target| target == "document");
    if foreign || (elsewhere && !followed) {
        return Err(Refusal::because(403, "another site's page asks for this; it is refused"));
    }
    let path = decode(path).filter(|path| path.starts_with('/') && !path.chars().any(char::is_control));
    let path = path.ok_or(Refusal::because(400, "the address cannot be read"))?;
    let wishes = one("Connection")?.unwrap_or("");
    let wishes = |wish: &str| wishes.split(',').any(|word| word.trim().eq_ignore_ascii_case(wish));
    let keep_alive = if head.version == Some(1) { !wishes("close") } else { wishes("keep-alive") };
    Ok(Request { path, query: query.to_string(), head_only, keep_alive })
}

/// The path and the query of a target. A whole address, as proxies get it, must be of this machine too.
fn split<'t>(target: &'t str, host: Option<&str>) -> Result<(&'t str, &'t str), Refusal> {
    if target.len() > LONGEST_TARGET {
        return Err(Refusal::because(414, "the address is too long"));
    }
    let below = match target.strip_prefix("http://") {
        None => target,
        Some(rest) => {
            let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
            if !origin::is_of_this_machine(authority) || host.is_some_and(|host| host != authority) {
                return Err(Refusal::because(421, "this preview answers for itself only"));
            }
            if path.is_empty() { "/" } else { path }
        }
    };
    Ok(below.split_once('?').unwrap_or((below, "")))
}

/// Text with its `%41` decoded; `None` when one is no byte in hexadecimal, or the whole no UTF-8.
pub fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
                let value = digit(rest.next())? * 16 + digit(rest.next())?;
                u8::try_from(value).ok()?
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
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
    fn a_browser_is_answered() {
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
    fn nobody_else_is() {
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
    fn heads_have_limits() {
        assert_eq!(get(&format!("/{}", "a".repeat(5000)), ""), Err(414));
        assert_eq!(get("/", &"X: a\n".repeat(70)), Err(431));
        assert_eq!(get("/", &format!("X: {}\n", "a".repeat(LONGEST_HEAD))), Err(431));
        assert_eq!(ask("GET / HTTP/1.1\nHost: local"), Err(0));
    }
}
