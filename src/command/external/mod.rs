//! `rolebook check --external`: are the pages on the web still there that the site links to?
//!
//! What comes in: the documents. What goes out: a warning for each address that is gone, and the list of those that
//! nobody could tell. It is a step of its own that no other command takes, because its answer depends on strangers; and it
//! deliberately asks no address of a private network, whatever a contributor writes or a host redirects to.

mod ask;
mod cache;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use std::{panic, thread};

use super::check::Check;
use super::root::refuse_root;
use crate::analysis;
use crate::check;
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::error::Error;
use crate::parse::scalar::Date;
use crate::parse::web_addresses;
use crate::publish::Interrupt;
use crate::source::read;
use ask::LinkClient;
use cache::LinkCheckCache;

pub use ask::LinkStatus;

/// How many hosts are asked at the same time.
const HOSTS: usize = 16;

/// How long a host is left in peace between two questions.
const PACE: Duration = Duration::from_secs(1);

/// What the web said.
#[derive(Debug, Default)]
pub struct External {
    /// A warning for each place that links to a page that is gone.
    pub gone: Vec<Diagnostic>,
    /// The addresses of which nobody could tell, and why, sorted.
    pub untold: Vec<(String, String)>,
    /// How many addresses there are.
    pub addresses: usize,
    /// How many were asked for now; the others were answered not long ago.
    pub asked: usize,
}

/// Asks for every address of the site. `progress` is told how many of how many were answered.
pub fn external(
    wanted: &Check,
    today: Date,
    interrupt: &Interrupt,
    progress: impl Fn(usize, usize) + Sync,
) -> Result<External, Error> {
    refuse_root(&wanted.root)?;
    let (sources, _) = read(&wanted.root);
    let (documents, _) = analysis::documents(&sources);
    let mut places: BTreeMap<&str, Vec<Location>> = BTreeMap::new();
    for document in &documents {
        for (address, span) in web_addresses(document) {
            // A fragment is never sent, so it is not another page.
            let page = address.split('#').next().unwrap_or(address);
            places.entry(page).or_default().push(Location { file: document.file.clone(), span });
        }
    }
    let mut kept = LinkCheckCache::read(&wanted.root)?;
    let open: BTreeSet<&str> = places.keys().copied().filter(|address| !kept.holds(address, today)).collect();
    let asker = LinkClient::new(ask::may_be_asked);
    for (address, answer) in ask_all(&open, |address| asker.ask(address), PACE, interrupt, &progress)? {
        kept.put(&address, answer, today);
    }
    kept.retain(|address| places.contains_key(address));
    kept.write(&wanted.root)?;
    let mut outcome = External { addresses: places.len(), asked: open.len(), ..External::default() };
    for (address, places) in places {
        match kept.answer(address) {
            Some(LinkStatus::Gone(status)) => outcome.gone.extend(places.into_iter().map(|place| {
                Diagnostic::new(Code::DeadLink, place, format!("the page is gone: its host answers {status}"))
                    .help("look for its new address, or for a stored copy")
            })),
            Some(LinkStatus::Unknown(why)) => outcome.untold.push((address.to_string(), why.clone())),
            Some(LinkStatus::Good) | None => {}
        }
    }
    let made = documents.iter().map(|document| (&document.file, &document.suppressions[..]));
    outcome.gone = check::suppress(made, std::mem::take(&mut outcome.gone), |_| false);
    Ok(outcome)
}

/// Asks for addresses: those of one host one after the other with a pause between them, several hosts at once.
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

/// Waits, but not longer than whoever presses ctrl-C.
fn wait(pace: Duration, interrupt: &Interrupt) -> Result<(), Error> {
    let until = Instant::now() + pace;
    while let Some(left) = until.checked_duration_since(Instant::now()).filter(|left| !left.is_zero()) {
        interrupt.check()?;
        thread::sleep(left.min(Duration::from_millis(50)));
    }
    Ok(())
}

/// The host of an address that was checked when it was read.
fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_host_is_asked_one_question_at_a_time_and_others_meanwhile() {
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
