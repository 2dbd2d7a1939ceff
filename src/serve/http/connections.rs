//! The open connections of a server: admission, and eviction when all places are taken. What comes in: streams, and what
//! each is being used for. What goes out: a guard for each, or nothing while every place is in use.
//!
//! All clients have the address of this machine, so there is no quota for each of them. Instead a newcomer takes the place
//! of whoever has waited longest without asking for anything: a client that connects again and again displaces only its
//! own connections and other silent ones, and a request that arrives is answered.

use std::collections::BTreeMap;
use std::net::{Shutdown, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The most connections at a time. A browser has six to a server.
pub const MAX_CONNECTIONS: usize = 256;
/// The most event streams at a time, of the connections: one for each page in sight. The others are kept for requests.
pub const MAX_STREAMS: usize = 64;
/// How long a response may take while others wait for a place.
const PATIENCE: Duration = Duration::from_secs(1);
/// How many threads may still be ending after their connection was evicted.
const MAX_ENDING: usize = 64;

/// What a connection is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Activity {
    /// It has sent no whole request, or none since the last response.
    Idle,
    /// A response is being made or sent.
    Responding,
    /// It gets events until somebody closes it.
    Streaming,
}

/// All open connections of a server.
#[derive(Default)]
pub struct Connections {
    table: Mutex<ConnectionTable>,
    left: Condvar,
}

#[derive(Default)]
struct ConnectionTable {
    next: u64,
    open: BTreeMap<u64, ConnectionEntry>,
    /// Connections that were evicted, and whose threads have not ended.
    ending: usize,
}

struct ConnectionEntry {
    stream: Arc<TcpStream>,
    is_evicted: Arc<AtomicBool>,
    activity: Activity,
    since: Instant,
}

/// One open connection. Its place is free when this is dropped.
pub struct Connection {
    all: Arc<Connections>,
    id: u64,
    is_evicted: Arc<AtomicBool>,
    /// The connection itself.
    pub stream: Arc<TcpStream>,
}

impl Connections {
    /// A place for a connection. When all are taken, the connection that has been idle longest is closed, else the response
    /// that takes longest and too long. `None` after `time` in which there was neither.
    pub fn admit(self: &Arc<Connections>, stream: TcpStream, time: Duration) -> Option<Connection> {
        let until = Instant::now() + time;
        let mut table = self.lock();
        while table.open.len() >= MAX_CONNECTIONS || table.ending >= MAX_ENDING {
            if table.ending < MAX_ENDING && table.evict_for_request() {
                continue;
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return None;
            }
            let waited = self.left.wait_timeout(table, left.min(Duration::from_millis(50)));
            table = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        let (id, stream) = (table.next, Arc::new(stream));
        table.next += 1;
        let is_evicted = Arc::new(AtomicBool::new(false));
        let entry = ConnectionEntry {
            stream: Arc::clone(&stream),
            is_evicted: Arc::clone(&is_evicted),
            activity: Activity::Idle,
            since: Instant::now(),
        };
        table.open.insert(id, entry);
        Some(Connection { all: Arc::clone(self), id, is_evicted, stream })
    }

    /// Whether the next streams will soon evict others: clients should then reconnect less often.
    pub fn is_crowded(&self) -> bool {
        self.lock().streams() > MAX_STREAMS * 3 / 4
    }

    fn lock(&self) -> MutexGuard<'_, ConnectionTable> {
        // Nothing under the lock leaves half of a change.
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ConnectionTable {
    fn streams(&self) -> usize {
        self.open.values().filter(|entry| entry.activity == Activity::Streaming).count()
    }

    /// Closes one connection so that another can have its place.
    fn evict_for_request(&mut self) -> bool {
        let late = |entry: &ConnectionEntry| {
            entry.activity == Activity::Responding && entry.since.elapsed() > PATIENCE
        };
        self.evict_oldest(|entry| entry.activity == Activity::Idle) || self.evict_oldest(late)
    }

    fn evict_oldest(&mut self, which: impl Fn(&ConnectionEntry) -> bool) -> bool {
        let candidates = self.open.iter().filter(|(_, entry)| which(entry));
        let Some(id) = candidates.min_by_key(|(_, entry)| entry.since).map(|(id, _)| *id) else {
            return false;
        };
        let Some(entry) = self.open.remove(&id) else { return false };
        self.ending += 1;
        entry.is_evicted.store(true, Ordering::Release);
        // Wakes the thread that reads or writes there.
        let _ = entry.stream.shutdown(Shutdown::Both);
        true
    }
}

impl Connection {
    /// Says what the connection is used for from now on. One stream of events too many closes the oldest of them.
    pub fn set(&self, activity: Activity) {
        let mut table = self.all.lock();
        // An evicted connection has no entry; its thread finds out at the next read or write.
        let Some(entry) = table.open.get_mut(&self.id) else { return };
        (entry.activity, entry.since) = (activity, Instant::now());
        if activity == Activity::Streaming && table.streams() > MAX_STREAMS {
            table.evict_oldest(|entry| entry.activity == Activity::Streaming);
        }
    }

    /// Whether the connection was closed so that another could have its place.
    pub fn is_evicted(&self) -> bool {
        self.is_evicted.load(Ordering::Acquire)
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        let mut table = self.all.lock();
        if table.open.remove(&self.id).is_none() {
            table.ending -= 1;
        }
        drop(table);
        self.all.left.notify_one();
    }
}

#[cfg(test)]
mod tests {
    impl ConnectionTable {
        fn counts(&self) -> (usize, usize) {
            (self.streams(), self.ending)
        }
    }

    use std::io::Read as _;
    use std::net::{Ipv4Addr, TcpListener};

    use super::*;

    const SHORT: Duration = Duration::from_millis(10);

    /// Both ends of a connection.
    fn pair(listener: &TcpListener) -> (TcpStream, TcpStream) {
        let client = TcpStream::connect(listener.local_addr().expect("an address")).expect("a connection");
        client.set_read_timeout(Some(Duration::from_secs(5))).expect("a limit");
        (client, listener.accept().expect("the other end").0)
    }

    fn is_closed(client: &mut TcpStream) -> bool {
        client.read_to_end(&mut Vec::new()).is_ok()
    }

    #[test]
    fn a_newcomer_takes_the_place_of_the_connection_that_is_idle_longest() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let all = Arc::new(Connections::default());
        let mut open = Vec::new();
        for _ in 0..MAX_CONNECTIONS {
            let (client, server) = pair(&listener);
            open.push((client, all.admit(server, SHORT).expect("a place")));
        }
        open[0].1.set(Activity::Responding);
        let (_client, server) = pair(&listener);
        let newest = all.admit(server, SHORT).expect("a place is made");
        assert!(is_closed(&mut open[1].0), "the oldest that is idle is closed, not the one that is answered");
        for (_, connection) in &open[2..] {
            connection.set(Activity::Responding);
        }
        newest.set(Activity::Responding);
        let (_client, server) = pair(&listener);
        assert!(all.admit(server, SHORT).is_none(), "whoever is being answered is not interrupted");
        drop(open);
        let (_client, server) = pair(&listener);
        assert!(all.admit(server, SHORT).is_some());
    }

    #[test]
    fn one_stream_too_many_closes_the_oldest() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let all = Arc::new(Connections::default());
        let mut open = Vec::new();
        for _ in 0..=MAX_STREAMS {
            let (client, server) = pair(&listener);
            let connection = all.admit(server, SHORT).expect("a place");
            connection.set(Activity::Streaming);
            open.push((client, connection));
        }
        assert!(is_closed(&mut open[0].0) && open[0].1.is_evicted() && !open[1].1.is_evicted());
        assert_eq!(all.lock().counts(), (MAX_STREAMS, 1));
        assert!(all.is_crowded());
        drop(open);
        assert_eq!(all.lock().counts(), (0, 0));
        assert!(!all.is_crowded());
    }
}
