//! `rolebook check --external`: checks links to external web pages.
//!
//! **In** come the documents. **Out** go a warning for each dead link, and the list of addresses with unknown status.
//! No other command does this, because the result depends on other servers. No address of a private network is
//! contacted, whatever a contributor writes or a host redirects to.

pub(super) mod ask;
mod cache;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use std::{panic, thread};

use super::check::Check;
use super::root::refuse_root;
use crate::analysis::Snapshot;
use crate::check;
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::error::Error;
use crate::parse::scalar::Date;
use crate::parse::web_addresses;
use crate::publish::Interrupt;
use crate::source::read;
use ask::LinkClient;
use cache::LinkCheckCache;

pub(super) use ask::LinkStatus;

/// The number of hosts that are contacted at the same time.
const HOSTS: usize = 16;

/// The pause between two requests to one host.
const PACE: Duration = Duration::from_secs(1);

/// The result of checking external links.
#[derive(Debug, Default)]
pub struct External {
    /// A warning for each link to a page that no longer exists.
    pub dead_links: Vec<Diagnostic>,
    /// Addresses with unknown status and the reason, sorted.
    pub unknown: Vec<(String, String)>,
    /// The number of distinct addresses.
    pub addresses: usize,
    /// The number of addresses that were requested now; the others were cached.
    pub asked: usize,
}

/// Checks every external address of the site. `progress` gets the number of results so far, and the total.
pub fn external(
    options: &Check,
    today: Date,
    interrupt: &Interrupt,
    progress: impl Fn(usize, usize) + Sync,
) -> Result<External, Error> {
    refuse_root(&options.root)?;
    let (sources, found) = read(&options.root);
    let content = Snapshot::new(sources, found, &options.link);
    let documents = content.documents();
    let mut places: BTreeMap<&str, Vec<Location>> = BTreeMap::new();
    for document in documents {
        for (address, span) in web_addresses(document) {
            // A fragment is not sent to the server, so it does not make another page.
            let page = address.split('#').next().unwrap_or(address);
            places.entry(page).or_default().push(Location { file: document.file.clone(), span });
        }
    }
    let mut cache = LinkCheckCache::read(&options.root)?;
    let open: BTreeSet<&str> =
        places.keys().copied().filter(|address| !cache.holds(address, today)).collect();
    let client = LinkClient::new(ask::is_allowed);
    for (address, answer) in ask_all(&open, |address| client.ask(address), PACE, interrupt, &progress)? {
        cache.put(&address, answer, today);
    }
    cache.retain(|address| places.contains_key(address));
    cache.write(&options.root)?;
    let mut outcome = External { addresses: places.len(), asked: open.len(), ..External::default() };
    for (address, places) in places {
        match cache.answer(address) {
            Some(LinkStatus::Gone(status)) => outcome.dead_links.extend(places.into_iter().map(|place| {
                Diagnostic::new(
                    Code::DeadLink,
                    place,
                    format!("the page no longer exists: the server responded with {status}"),
                )
                .help("link to its new address, or to an archived copy")
            })),
            Some(LinkStatus::Unknown(why)) => outcome.unknown.push((address.to_string(), why.clone())),
            Some(LinkStatus::Good) | None => {}
        }
    }
    let suppressions = documents.iter().map(|document| (&document.file, &document.suppressions[..]));
    outcome.dead_links = check::suppress(suppressions, std::mem::take(&mut outcome.dead_links), |_| false);
    Ok(outcome)
}

/// Requests addresses: sequentially per host, with a pause, and several hosts in parallel.
fn ask_all(
    addresses: &BTreeSet<&str>,
    ask: impl Fn(&str) -> LinkStatus + Sync,
    pace: Duration,
    interrupt: &Interrupt,
    progress: &(impl Fn(usize, usize) + Sync),
) -> Result<Vec<(String, LinkStatus)>, Error> {
    let mut hosts: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for address in addresses {
        hosts.entry(host(address)).or_default().push(address);
    }
    let hosts: Vec<Vec<&str>> = hosts.into_values().collect();
    let (next, answered) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let answers = Mutex::new(Vec::with_capacity(addresses.len()));
    let work = || -> Result<(), Error> {
        while let Some(host) = hosts.get(next.fetch_add(1, Ordering::Relaxed)) {
            for (number, address) in host.iter().enumerate() {
                if number > 0 {
                    wait(pace, interrupt)?;
                }
                interrupt.check()?;
                let answer = ask(address);
                answers.lock().unwrap_or_else(PoisonError::into_inner).push(((*address).to_string(), answer));
                progress(answered.fetch_add(1, Ordering::Relaxed) + 1, addresses.len());
            }
        }
        Ok(())
    };
    thread::scope(|scope| {
        let spawn = |_| thread::Builder::new().spawn_scoped(scope, work).ok();
        let threads: Vec<_> = (0..HOSTS.min(hosts.len())).map_while(spawn).collect();
        if threads.is_empty() {
            return work();
        }
        threads.into_iter().try_for_each(|thread| match thread.join() {
            Ok(done) => done,
            Err(bug) => panic::resume_unwind(bug),
        })
    })?;
    Ok(answers.into_inner().unwrap_or_else(PoisonError::into_inner))
}

/// Waits, and ends early on a signal.
fn wait(pace: Duration, interrupt: &Interrupt) -> Result<(), Error> {
    let until = Instant::now() + pace;
    while let Some(left) = until.checked_duration_since(Instant::now()).filter(|left| !left.is_zero()) {
        interrupt.check()?;
        thread::sleep(left.min(Duration::from_millis(50)));
    }
    Ok(())
}

/// The host of an address that was validated when it was parsed.
fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_to_one_host_are_paced_and_hosts_are_parallel() {
        let addresses = BTreeSet::from(["https://a.example/1", "https://a.example/2", "https://b.example/1"]);
        let asked: Mutex<Vec<(String, Instant)>> = Mutex::default();
        let ask = |address: &str| {
            asked.lock().expect("a list").push((address.to_string(), Instant::now()));
            LinkStatus::Good
        };
        let pace = Duration::from_millis(120);
        let answers = ask_all(&addresses, ask, pace, &Interrupt::never(), &|_, _| {}).expect("no signal");
        assert_eq!(answers.len(), 3);
        let asked = asked.into_inner().expect("a list");
        let at = |address: &str| asked.iter().find(|(asked, _)| asked == address).expect("it was asked").1;
        assert!(at("https://a.example/2") - at("https://a.example/1") >= pace);
        assert!(at("https://b.example/1") < at("https://a.example/2"));
    }
}
