//! The HTTP client for link checks.

use std::net::SocketAddr;
use std::time::Duration;

use ureq::Agent;
use ureq::config::Config;

use crate::command::resolver::SystemResolver;
use crate::url::is_public_ip;

/// The result of a link check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum LinkStatus {
    /// The page exists.
    Good,
    /// The page no longer exists; with the status, 404 or 410.
    Gone(u16),
    /// The host refused or could not be reached; with the reason.
    Unknown(String),
}

/// The result of fetching a file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Fetched {
    /// The bytes of the file.
    Body(Vec<u8>),
    /// The host has no such file.
    Missing,
    /// The host refused or could not be reached, or the file is too large; with the reason.
    Failed(String),
}

/// Requests pages.
pub(crate) struct LinkClient {
    agent: Agent,
}

impl LinkClient {
    /// Creates a client that connects only to `allowed` addresses, also after a redirect.
    pub(crate) fn new(allowed: fn(SocketAddr) -> bool) -> LinkClient {
        let config = Config::builder()
            .http_status_as_error(false)
            .max_redirects(8)
            .timeout_global(Some(Duration::from_secs(20)))
            .timeout_connect(Some(Duration::from_secs(10)))
            .max_response_header_size(64 * 1024)
            .max_idle_connections(0)
            // A proxy would resolve names itself and bypass the guard.
            .proxy(None)
            .user_agent(concat!("rolebook/", env!("CARGO_PKG_VERSION"), " (link check)"))
            .build();
        LinkClient { agent: SystemResolver::agent(config, allowed) }
    }

    /// Fetches a file of at most `limit` bytes.
    pub(crate) fn fetch(&self, address: &str, limit: u64) -> Fetched {
        let answer =
            self.agent.get(address).config().timeout_global(Some(Duration::from_mins(2))).build().call();
        match answer {
            Ok(mut response) => match response.status().as_u16() {
                200 => match response.body_mut().with_config().limit(limit).read_to_vec() {
                    Ok(bytes) => Fetched::Body(bytes),
                    Err(error) => Fetched::Failed(error.to_string()),
                },
                404 | 410 => Fetched::Missing,
                status => Fetched::Failed(format!("the server responded with {status}")),
            },
            Err(ureq::Error::HostNotFound) => Fetched::Failed("the host has no public address".to_string()),
            Err(ureq::Error::Timeout(_)) => Fetched::Failed("the request timed out".to_string()),
            Err(error) => Fetched::Failed(error.to_string()),
        }
    }

    /// Requests a page with GET and does not read its body: not every host answers a HEAD correctly.
    pub(crate) fn ask(&self, address: &str) -> LinkStatus {
        match self.agent.get(address).call() {
            Ok(response) => match response.status().as_u16() {
                200..=299 => LinkStatus::Good,
                status @ (404 | 410) => LinkStatus::Gone(status),
                status => LinkStatus::Unknown(format!("the server responded with {status}")),
            },
            Err(ureq::Error::HostNotFound) => {
                LinkStatus::Unknown("the host has no public address".to_string())
            }
            Err(ureq::Error::Timeout(_)) => LinkStatus::Unknown("the request timed out".to_string()),
            Err(error) => LinkStatus::Unknown(error.to_string()),
        }
    }
}

/// Returns `true` for a public address at a web port.
pub(crate) fn is_allowed(address: SocketAddr) -> bool {
    matches!(address.port(), 80 | 443) && is_public_ip(address.ip())
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead as _, BufReader, Write as _};
    use std::net::TcpListener;
    use std::thread;

    use super::*;

    /// Starts a local server that answers a number of requests; returns its address.
    fn host(answers: usize) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let own = address.clone();
        thread::spawn(move || {
            for stream in listener.incoming().take(answers) {
                let mut stream = stream.expect("a connection");
                let mut first = String::new();
                let mut reader = BufReader::new(stream.try_clone().expect("a second handle"));
                reader.read_line(&mut first).expect("a request");
                let mut line = String::new();
                while reader.read_line(&mut line).expect("a header") > 2 {
                    line.clear();
                }
                let path = first.split(' ').nth(1).unwrap_or("");
                let (status, more) = match path {
                    "/there" => ("200 OK", String::new()),
                    "/gone" => ("410 Gone", String::new()),
                    "/missing" => ("404 Not Found", String::new()),
                    "/moved" => ("301 Moved Permanently", format!("Location: {own}/there\r\n")),
                    "/inward" => ("302 Found", "Location: http://169.254.169.254/latest/\r\n".to_string()),
                    "/round" => ("302 Found", format!("Location: {own}/round\r\n")),
                    _ => ("403 Forbidden", String::new()),
                };
                let _ = write!(
                    stream,
                    "HTTP/1.1 {status}\r\n{more}Content-Length: 0\r\nConnection: close\r\n\r\n"
                );
            }
        });
        address
    }

    fn loopback(address: SocketAddr) -> bool {
        address.ip().is_loopback()
    }

    #[test]
    fn a_status_is_good_gone_or_unknown() {
        let (host, client) = (host(20), LinkClient::new(loopback));
        let ask = |path: &str| client.ask(&format!("{host}{path}"));
        assert_eq!(ask("/there"), LinkStatus::Good);
        assert_eq!(ask("/moved"), LinkStatus::Good);
        assert_eq!(ask("/missing"), LinkStatus::Gone(404));
        assert_eq!(ask("/gone"), LinkStatus::Gone(410));
        assert_eq!(ask("/private"), LinkStatus::Unknown("the server responded with 403".to_string()));
        assert!(matches!(ask("/round"), LinkStatus::Unknown(_)));
        let fetch = |path: &str| client.fetch(&format!("{host}{path}"), 1000);
        assert_eq!(fetch("/moved"), Fetched::Body(Vec::new()));
        assert_eq!((fetch("/missing"), fetch("/gone")), (Fetched::Missing, Fetched::Missing));
        assert_eq!(fetch("/private"), Fetched::Failed("the server responded with 403".to_string()));
    }

    #[test]
    fn a_redirect_into_a_private_network_is_not_followed() {
        let (host, client) = (host(1), LinkClient::new(loopback));
        assert_eq!(
            client.ask(&format!("{host}/inward")),
            LinkStatus::Unknown("the host has no public address".to_string())
        );
    }

    #[test]
    fn only_public_addresses_at_web_ports_are_allowed() {
        for (address, may) in [
            ("93.184.215.14:443", true),
            ("93.184.215.14:22", false),
            ("93.184.215.14:8080", false),
            ("127.0.0.1:80", false),
            ("[::ffff:127.0.0.1]:80", false),
        ] {
            assert_eq!(is_allowed(address.parse().expect("an address")), may, "{address}");
        }
    }

    #[test]
    fn the_local_machine_is_not_contacted() {
        let client = LinkClient::new(is_allowed);
        assert_eq!(
            client.ask(&format!("{}/there", host(0))),
            LinkStatus::Unknown("the host has no public address".to_string())
        );
    }
}
