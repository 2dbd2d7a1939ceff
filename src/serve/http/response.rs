//! A response with its security headers.

use std::fmt::Write as _;

use super::Refusal;

/// A response.
#[derive(Debug)]
pub(crate) struct Response {
    /// The HTTP status.
    pub status: u16,
    /// The media type: `text/html; charset=utf-8`.
    pub kind: &'static str,
    /// Extra headers.
    pub headers: Vec<(&'static str, String)>,
    pub body: ResponseBody,
}

/// The body of a response.
#[derive(Debug)]
pub(crate) enum ResponseBody {
    /// Bytes of a known length.
    Bytes(Vec<u8>),
    /// A stream of events, until one side closes the connection, with the query of its address.
    Events(String),
}

impl Response {
    /// Creates a response with a body of bytes.
    pub(crate) fn new(status: u16, kind: &'static str, bytes: impl Into<Vec<u8>>) -> Response {
        Response { status, kind, headers: Vec::new(), body: ResponseBody::Bytes(bytes.into()) }
    }

    /// Adds a header.
    pub(crate) fn header(mut self, name: &'static str, value: impl Into<String>) -> Response {
        self.headers.push((name, value.into()));
        self
    }

    /// Formats the status line and the headers.
    pub(crate) fn head(&self, keep_alive: bool) -> String {
        let mut head = format!(
            "HTTP/1.1 {} {}\r\nContent-Type: {}\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n\
             Cross-Origin-Resource-Policy: same-origin\r\nReferrer-Policy: no-referrer\r\n\
             Content-Security-Policy: frame-ancestors 'self'\r\nX-Frame-Options: SAMEORIGIN\r\n",
            self.status,
            reason(self.status),
            self.kind
        );
        if let ResponseBody::Bytes(bytes) = &self.body {
            let _ = write!(head, "Content-Length: {}\r\n", bytes.len());
        }
        for (name, value) in &self.headers {
            let _ = write!(head, "{name}: {value}\r\n");
        }
        head.push_str(if keep_alive { "\r\n" } else { "Connection: close\r\n\r\n" });
        head
    }
}

impl From<Refusal> for Response {
    fn from(refusal: Refusal) -> Response {
        let answer = Response::new(refusal.status, "text/plain; charset=utf-8", format!("{}\n", refusal.why));
        if refusal.status == 405 { answer.header("Allow", "GET, HEAD") } else { answer }
    }
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        308 => "Permanent Redirect",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        414 => "URI Too Long",
        421 => "Misdirected Request",
        431 => "Request Header Fields Too Large",
        503 => "Service Unavailable",
        505 => "HTTP Version Not Supported",
        _ => "Internal Server Error",
    }
}
