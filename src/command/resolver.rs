//! Host names resolved by the system, for `ureq`.

use std::net::SocketAddr;

use ureq::Agent;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout, time};

/// Resolves host names and keeps the allowed addresses.
#[derive(Debug)]
pub(super) struct SystemResolver {
    inner: DefaultResolver,
    allowed: fn(SocketAddr) -> bool,
}

impl SystemResolver {
    /// Creates an agent that connects only to `allowed` addresses, also after a redirect. A proxy resolves names itself.
    pub(super) fn agent(config: Config, allowed: fn(SocketAddr) -> bool) -> Agent {
        let resolver = SystemResolver { inner: DefaultResolver::default(), allowed };
        Agent::with_parts(config, DefaultConnector::new(), resolver)
    }
}

impl Resolver for SystemResolver {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        // With a timeout, ureq would start a thread per look-up, and panic if it cannot. The system's resolver has
        // its own timeouts.
        let unlimited = NextTimeout { after: time::Duration::NotHappening, ..timeout };
        let found = self.inner.resolve(uri, config, unlimited)?;
        let mut kept = self.empty();
        for address in found.iter().filter(|address| (self.allowed)(**address)) {
            kept.push(*address);
        }
        if kept.is_empty() { Err(ureq::Error::HostNotFound) } else { Ok(kept) }
    }
}
