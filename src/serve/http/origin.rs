//! `Host` and `Origin` checks against DNS rebinding and cross-site requests. A page of another site can make a
//! browser send a request to this machine, but it cannot choose these headers.

/// Returns `true` if a `Host` names this machine: `localhost` or a loopback address, with any port, so that a
/// forwarded port works. A foreign site whose name resolves to this machine (DNS rebinding) still sends its own name.
pub(super) fn is_of_this_machine(host: &str) -> bool {
    let (name, port) = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((address, port)) => (if address == "::1" { "localhost" } else { "" }, port),
        None => host.split_at(host.find(':').unwrap_or(host.len())),
    };
    let known = name == "127.0.0.1" || name.eq_ignore_ascii_case("localhost");
    known && (port.is_empty() || port.strip_prefix(':').is_some_and(is_port))
}

fn is_port(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<u16>().is_ok()
}

/// Returns `true` if an `Origin` has the same host and port as the `Host` of the request.
pub(super) fn is_same(origin: &str, host: &str) -> bool {
    origin.strip_prefix("http://").is_some_and(|from| from.eq_ignore_ascii_case(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_are_accepted() {
        for host in ["localhost", "LOCALHOST:4000", "127.0.0.1:1", "[::1]:4000", "[::1]", "localhost:65535"] {
            assert!(is_of_this_machine(host), "{host}");
        }
        for host in [
            "",
            "0",
            "0:4000",
            "evil.example",
            "localhost.evil.example:4000",
            "evil@127.0.0.1",
            "127.0.0.1:4000.evil",
            "localhost.",
            "localhost.:4000:1",
            "localhost:",
            "localhost:+1",
            "localhost:65536",
            "[::2]",
            "[::1]x",
            "127.0.0.2",
            "0x7f000001",
            "*",
            "evil.example#127.0.0.1",
        ] {
            assert!(!is_of_this_machine(host), "{host}");
        }
        assert!(is_same("http://localhost:4000", "localhost:4000"));
        assert!(!is_same("https://localhost:4000", "localhost:4000"));
        assert!(!is_same("http://localhost:4001", "localhost:4000"));
    }
}
