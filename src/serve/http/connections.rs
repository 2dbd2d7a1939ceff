//! The open connections of a server: admission, and eviction when the limit is reached. **In** come streams and their
//! current activity. **Out** comes a guard for each, or `None` while every slot is in use.
//!
//! All clients have the address of this machine, so there is no quota per client. Instead a new connection replaces
//! the one that has been idle longest: a client that reconnects again and again evicts only its own connections and
//! other idle ones, and a request that has arrived is answered.

use std::collections::BTreeMap;
use std::net::{Shutdown, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The limit of open connections. A browser opens up to six per server.
pub(super) const MAX_CONNECTIONS: usize = 256;
/// The limit of event streams among the connections: one per visible tab. The other slots are kept for requests.
pub(super) const MAX_STREAMS: usize = 64;
/// The time limit for a response while other connections wait for a slot.
const PATIENCE: Duration = Duration::from_secs(1);
/// The limit of threads that are still ending after their connection was evicted.
const MAX_ENDING: usize = 64;

/// The current use of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Activity {
    /// No complete request since the connection opened or since the last response.
    Idle,
    /// A response is being made or sent.
    Responding,
    /// It receives events until one side closes it.
    Streaming,
}

/// All open connections of a server.
#[derive(Default)]
pub(crate) struct Connections {
    table: Mutex<ConnectionTable>,
    left: Condvar,
}

#[derive(Default)]
struct ConnectionTable {
    next: u64,
    open: BTreeMap<u64, ConnectionEntry>,
    /// Evicted connections whose threads have not ended.
    ending: usize,
}

struct ConnectionEntry {
    stream: Arc<TcpStream>,
    is_evicted: Arc<AtomicBool>,
    activity: Activity,
    since: Instant,
}

/// RAII guard of an open connection: dropping it frees the slot.
pub(crate) struct Connection {
    all: Arc<Connections>,
    id: u64,
    is_evicted: Arc<AtomicBool>,
    /// The stream of the connection.
    pub stream: Arc<TcpStream>,
}

impl Connections {
    /// Admits a connection. When all slots are in use, it evicts the connection that has been idle longest, or else
    /// the response that has exceeded its time limit by most. Returns `None` if no slot became free within `time`.
    pub(crate) fn admit(self: &Arc<Connections>, stream: TcpStream, time: Duration) -> Option<Connection> {
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

    /// Returns `true` if further streams will soon evict others: clients should then reconnect less often.
    pub(crate) fn is_crowded(&self) -> bool {
        self.lock().streams() > MAX_STREAMS * 3 / 4
    }

    fn lock(&self) -> MutexGuard<'_, ConnectionTable> {
        // No panic under the lock leaves the table half updated.
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ConnectionTable {
    fn streams(&self) -> usize {
        self.open.values().filter(|entry| entry.activity == Activity::Streaming).count()
    }

    /// Closes one connection to make room for a request.
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
    /// Sets the connection's activity. If this exceeds the limit of event streams, the oldest of them is closed.
    pub(crate) fn set(&self, activity: Activity) {
        let mut table = self.all.lock();
        // An evicted connection has no entry; its thread notices at the next read or write.
        let Some(entry) = table.open.get_mut(&self.id) else { return };
        (entry.activity, entry.since) = (activity, Instant::now());
        if activity == Activity::Streaming && table.streams() > MAX_STREAMS {
            table.evict_oldest(|entry| entry.activity == Activity::Streaming);
        }
    }

    /// Returns `true` if the connection was closed to make room for another.
    pub(crate) fn is_evicted(&self) -> bool {
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

    /// Returns both ends of a connection.
    fn pair(listener: &TcpListener) -> (TcpStream, TcpStream) {
        let client = TcpStream::connect(listener.local_addr().expect("an address")).expect("a connection");
        client.set_read_timeout(Some(Duration::from_secs(5))).expect("a limit");
        (client, listener.accept().expect("the other end").0)
    }

    fn is_closed(client: &mut TcpStream) -> bool {
        client.read_to_end(&mut Vec::new()).is_ok()
    }

    #[test]
    fn a_new_connection_evicts_the_one_that_has_been_idle_longest() {
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
        assert!(
            is_closed(&mut open[1].0),
            "the oldest idle connection is closed, not the one with a pending response"
        );
        for (_, connection) in &open[2..] {
            connection.set(Activity::Responding);
        }
        newest.set(Activity::Responding);
        let (_client, server) = pair(&listener);
        assert!(all.admit(server, SHORT).is_none(), "a pending response is not interrupted");
        drop(open);
        let (_client, server) = pair(&listener);
        assert!(all.admit(server, SHORT).is_some());
    }

    #[test]
    fn exceeding_the_stream_limit_closes_the_oldest_stream() {
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
