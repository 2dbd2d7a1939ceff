//! Signed requests, with retries.
//!
//! `rusty-s3` signs, `ureq` sends. A signed address contains the key's name, a signature and perhaps a session token, so no
//! message contains an address, and what a host responds is printed without them.

use std::thread;
use std::time::{Duration, Instant};

use rusty_s3::{Bucket, Credentials, Method, S3Action};
use ureq::Agent;
use ureq::config::Config;
use ureq::http;

use super::bucket::{Address, locate};
use crate::command::resolver::SystemResolver;
use crate::diagnostic::printable;
use crate::error::Error;
use crate::publish::Interrupt;

/// The time for which a signature is valid: longer than a request may take.
const VALID: Duration = Duration::from_mins(15);

/// The pauses between attempts.
const PAUSES: [Duration; 5] = [
    Duration::from_millis(200),
    Duration::from_millis(500),
    Duration::from_secs(1),
    Duration::from_secs(3),
    Duration::from_secs(6),
];

/// The most that is read of a response whose size is not known to be needed.
const SMALL: u64 = 256 * 1024;

/// Sends requests to one bucket.
pub(super) struct Client {
    agent: Agent,
    bucket: Bucket,
    credentials: Credentials,
    /// `s3://bucket/prefix`, for messages.
    shown: String,
    interrupt: Interrupt,
}

/// The number of times that a request is tried.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Attempts {
    One,
    Several,
}

/// A request, apart from its address.
pub(super) struct Request<'r> {
    /// A gerund: `writing`.
    action: &'static str,
    path: &'r str,
    attempts: Attempts,
    is_optional: bool,
    largest: u64,
    headers: &'r [(&'r str, &'r str)],
    body: &'r [u8],
}

impl<'r> Request<'r> {
    pub(super) fn new(action: &'static str, path: &'r str, attempts: Attempts) -> Request<'r> {
        Request { action, path, attempts, is_optional: false, largest: SMALL, headers: &[], body: &[] }
    }

    /// Allows that there is no such object.
    pub(super) fn or_missing(self) -> Request<'r> {
        Request { is_optional: true, ..self }
    }

    /// Reads a response of this size.
    pub(super) fn up_to(self, largest: u64) -> Request<'r> {
        Request { largest, ..self }
    }

    /// Sends headers and a body. The headers must be those that are signed.
    pub(super) fn with(self, headers: &'r [(&'r str, &'r str)], body: &'r [u8]) -> Request<'r> {
        Request { headers, body, ..self }
    }
}

/// A response with a status of success.
pub(super) struct Response {
    headers: http::HeaderMap,
    pub body: Vec<u8>,
}

impl Response {
    pub(super) fn header(&self, name: &str) -> Option<String> {
        self.headers.get(name).and_then(|value| value.to_str().ok()).map(ToString::to_string)
    }
}

/// The outcome of one attempt.
enum Attempt {
    Done(Option<Response>),
    /// A failure that may pass.
    Passing(String),
    Failed(Error),
}

impl Client {
    /// # Errors
    /// [`Error::Refused`] if a variable is missing or invalid.
    pub(super) fn new(
        address: &Address,
        variable: &dyn Fn(&str) -> Option<String>,
        interrupt: &Interrupt,
    ) -> Result<Client, Error> {
        let (bucket, credentials) = locate(address, variable)?;
        let config = Config::builder()
            .http_status_as_error(false)
            // A signature is valid for one host only.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_connect(Some(Duration::from_secs(10)))
            .timeout_per_read(Some(Duration::from_secs(30)))
            .timeout_per_write(Some(Duration::from_secs(30)))
            .timeout_per_call(Some(Duration::from_mins(10)))
            .max_response_header_size(64 * 1024)
            .max_idle_connections(super::CONNECTIONS)
            .max_idle_connections_per_host(super::CONNECTIONS)
            .user_agent(concat!("rolebook/", env!("CARGO_PKG_VERSION"), " (deploy)"))
            .build();
        let slash = if address.prefix.is_empty() { "" } else { "/" };
        Ok(Client {
            agent: SystemResolver::agent(config, |_| true),
            bucket,
            credentials,
            shown: format!("s3://{}{slash}{}", address.bucket, address.prefix),
            interrupt: interrupt.clone(),
        })
    }

    /// Makes an action on the bucket.
    pub(super) fn action<'c, A>(&'c self, make: impl FnOnce(&'c Bucket, Option<&'c Credentials>) -> A) -> A {
        make(&self.bucket, Some(&self.credentials))
    }

    /// Sends a request until it succeeds or fails for good; `None` if there is no such object and that is allowed.
    ///
    /// # Errors
    /// [`Error::Remote`] with what the host said; [`Error::Interrupted`] for a signal.
    pub(super) fn send<'a, A: S3Action<'a>>(
        &self,
        request: &Request<'_>,
        action: &A,
    ) -> Result<Option<Response>, Error> {
        let mut pauses = PAUSES.iter().take(if request.attempts == Attempts::One { 0 } else { PAUSES.len() });
        loop {
            self.interrupt.check()?;
            match self.attempt(request, action) {
                Attempt::Done(response) => return Ok(response),
                Attempt::Failed(error) => return Err(error),
                Attempt::Passing(why) => {
                    let Some(pause) = pauses.next() else {
                        let help = "deploy again when the host responds; what was sent is not sent again";
                        return Err(self.error(request, &why, help));
                    };
                    self.wait(*pause)?;
                }
            }
        }
    }

    fn attempt<'a, A: S3Action<'a>>(&self, request: &Request<'_>, action: &A) -> Attempt {
        // Signed for each attempt, since a signature expires.
        let address = action.sign(VALID);
        let mut builder = http::Request::builder().method(name(A::METHOD)).uri(address.as_str());
        for (name, value) in request.headers {
            builder = builder.header(*name, *value);
        }
        let sent = match A::METHOD {
            Method::Put => {
                builder.body(request.body).map_err(ureq::Error::from).and_then(|it| self.agent.run(it))
            }
            _ => builder.body(()).map_err(ureq::Error::from).and_then(|it| self.agent.run(it)),
        };
        let mut response = match sent {
            Ok(response) => response,
            Err(error) => return self.failure(request, &error),
        };
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let body = match A::METHOD {
            Method::Head => Vec::new(),
            _ => match response.body_mut().with_config().limit(request.largest).read_to_vec() {
                Ok(body) => body,
                Err(ureq::Error::BodyExceedsLimit(_)) => {
                    let help = "no deploy wrote it: remove it, or choose another prefix";
                    return Attempt::Failed(self.error(request, "it is too large", help));
                }
                Err(error) => return self.failure(request, &error),
            },
        };
        match status {
            200..=299 => Attempt::Done(Some(Response { headers, body })),
            404 if request.is_optional && code(&body).is_none_or(|code| code == "NoSuchKey") => {
                Attempt::Done(None)
            }
            408 | 425 | 429 | 500..=599 if status != 501 => Attempt::Passing(self.said(status, &body)),
            _ => {
                let region = headers.get("x-amz-bucket-region").and_then(|region| region.to_str().ok());
                Attempt::Failed(self.error(request, &self.said(status, &body), &help_for(status, region)))
            }
        }
    }

    /// A request without a response.
    fn failure(&self, request: &Request<'_>, error: &ureq::Error) -> Attempt {
        let why = match error {
            ureq::Error::HostNotFound => "the host has no address".to_string(),
            ureq::Error::Timeout(_) => "the host did not respond in time".to_string(),
            ureq::Error::ConnectionFailed => "the host cannot be reached".to_string(),
            ureq::Error::Io(source) => format!("the connection failed: {source}"),
            ureq::Error::Tls(_) | ureq::Error::Rustls(_) | ureq::Error::Pem(_) | ureq::Error::TlsRequired => {
                let why = format!("there is no secure connection: {}", self.cleaned(&error.to_string()));
                return Attempt::Failed(self.error(request, &why, "check AWS_ENDPOINT_URL"));
            }
            ureq::Error::InvalidProxyUrl | ureq::Error::ConnectProxyFailed(_) => {
                return Attempt::Failed(self.error(
                    request,
                    "the proxy does not work",
                    "check HTTPS_PROXY, HTTP_PROXY and ALL_PROXY",
                ));
            }
            // Not its text: it may contain the signed address.
            _ => "the host gave no valid response".to_string(),
        };
        Attempt::Passing(self.cleaned(&why))
    }

    /// Describes a response of failure.
    fn said(&self, status: u16, body: &[u8]) -> String {
        let text = String::from_utf8_lossy(body);
        let parts = [element(&text, "Code"), element(&text, "Message")];
        let parts: Vec<&str> = parts.into_iter().flatten().collect();
        let more = if parts.is_empty() { String::new() } else { format!(": {}", parts.join(": ")) };
        self.cleaned(&format!("the host responded with {status}{more}"))
    }

    /// A text without credentials, in one short line.
    fn cleaned(&self, text: &str) -> String {
        let mut text = text.to_string();
        let secrets =
            [Some(self.credentials.key()), Some(self.credentials.secret()), self.credentials.token()];
        for secret in secrets.into_iter().flatten() {
            text = text.replace(secret, "…");
        }
        let mut short: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some((end, _)) = short.char_indices().nth(300) {
            short.truncate(end);
            short.push('…');
        }
        printable(&short).to_string()
    }

    fn error(&self, request: &Request<'_>, why: &str, help: &str) -> Error {
        let slash = if request.path.is_empty() { "" } else { "/" };
        Error::Remote {
            what: format!("{} `{}{slash}{}`: {why}", request.action, self.shown, request.path),
            help: help.to_string(),
        }
    }

    /// Waits, and ends early on a signal.
    fn wait(&self, pause: Duration) -> Result<(), Error> {
        let until = Instant::now() + pause;
        while Instant::now() < until {
            self.interrupt.check()?;
            thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }
}

fn help_for(status: u16, region: Option<&str>) -> String {
    match (status, region) {
        (300..=400, Some(region)) => format!("set AWS_REGION to `{}`", printable(region)),
        (300..=399, _) => "set AWS_REGION to the region of the bucket, and check AWS_ENDPOINT_URL".to_string(),
        (401 | 403, _) => "check the credentials and AWS_REGION; they need the permissions s3:ListBucket, s3:GetObject, s3:PutObject and s3:DeleteObject".to_string(),
        (404, _) => "check the name of the bucket, AWS_REGION and AWS_ENDPOINT_URL".to_string(),
        _ => "check AWS_ENDPOINT_URL, AWS_REGION and the clock of this machine".to_string(),
    }
}

fn name(method: Method) -> &'static str {
    match method {
        Method::Head => "HEAD",
        Method::Get => "GET",
        Method::Post => "POST",
        Method::Put => "PUT",
        Method::Delete => "DELETE",
    }
}

fn code(body: &[u8]) -> Option<String> {
    element(&String::from_utf8_lossy(body), "Code").map(ToString::to_string)
}

/// The text of the first element of this name, in an error of S3.
fn element<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(&format!("<{name}>"))?;
    Some(rest.split_once('<')?.0.trim())
}
