//! The listener: a thread for each connection, and no more of them than a machine has room for.

use std::io;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::answer::answer;
use super::editor::Editor;
use super::http::{Wire, converse};
use super::hub::Hub;
use super::state;
use crate::workers::STACK;

/// The most connections at a time. A browser has six.
const MOST_CONNECTIONS: usize = 256;
/// The most streams of events at a time: one for each page that is in sight.
const MOST_STREAMS: usize = 64;
/// How often a stream without news looks whether somebody is still there.
const LOOK: Duration = Duration::from_secs(1);
/// How often it says that it is.
const HERE: Duration = Duration::from_secs(15);

/// Takes a port of this machine, and of no other network. 0 takes one that is free.
pub fn listen(port: u16) -> io::Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port))
}

/// What answers.
pub struct Server {
    /// What is shown.
    pub hub: Arc<Hub>,
    /// The folder of the site, for links to an editor.
    pub root: PathBuf,
    /// The editor that they open.
    pub editor: Option<Editor>,
    streams: AtomicUsize,
    connections: AtomicUsize,
}

impl Server {
    /// A server that answers nobody yet.
    pub fn new(hub: Arc<Hub>, root: PathBuf, editor: Option<Editor>) -> Arc<Server> {
        Arc::new(Server { hub, root, editor, streams: AtomicUsize::new(0), connections: AtomicUsize::new(0) })
    }

    /// Answers on threads of its own, until the program ends.
    pub fn start(self: Arc<Server>, listener: TcpListener) -> io::Result<()> {
        let accept = move || {
            loop {
                match listener.accept() {
                    Ok((stream, _)) => Server::take(&self, stream),
                    // Out of descriptors, or somebody who was gone at once: a little later it works again.
                    Err(_) => thread::sleep(Duration::from_millis(20)),
                }
            }
        };
        thread::Builder::new().name("listener".to_string()).spawn(accept).map(drop)
    }

    fn take(server: &Arc<Server>, stream: TcpStream) {
        let Some(counted) = Counted::below(server, MOST_CONNECTIONS, |server| &server.connections) else {
            // Whoever keeps that many connections open has no need of a sentence.
            return;
        };
        let talk = move || {
            let server = &counted.server;
            // What fails here is a connection that the other side ended.
            let _ = converse(
                &stream,
                |request| answer(&server.hub.now().snapshot, request),
                |query, wire| Server::events(server, query, wire),
            );
        };
        // Without a thread to spare, the browser finds the connection closed and asks again.
        let _ = thread::Builder::new().stack_size(STACK).spawn(talk);
    }

    /// Sends the state whenever there is another snapshot.
    fn events(server: &Arc<Server>, query: &str, wire: &mut Wire<'_>) -> io::Result<()> {
        let Some(_counted) = Counted::below(server, MOST_STREAMS, |server| &server.streams) else {
            return wire.send(b"retry: 5000\n\n");
        };
        let page = state::page_of(query);
        let mut now = Some(server.hub.now());
        let (mut seen, mut said) = (0, Instant::now());
        let mut retry = "retry: 300\n";
        loop {
            if let Some(now) = now {
                seen = now.snapshot.number;
                let state = state::state(
                    &now.snapshot,
                    page.as_deref(),
                    now.follow.as_deref(),
                    &server.root,
                    server.editor,
                );
                wire.send(format!("{}data: {state}\n\n", std::mem::take(&mut retry)).as_bytes())?;
                said = Instant::now();
            } else if !wire.is_open() {
                return Ok(());
            } else if said.elapsed() > HERE {
                wire.send(b":\n\n")?;
                said = Instant::now();
            }
            now = server.hub.other_than(seen, LOOK);
        }
    }
}

/// One of those that are counted, for as long as it lives.
struct Counted {
    server: Arc<Server>,
    count: fn(&Server) -> &AtomicUsize,
}

impl Counted {
    fn below(server: &Arc<Server>, most: usize, count: fn(&Server) -> &AtomicUsize) -> Option<Counted> {
        let counted = Counted { server: Arc::clone(server), count };
        (count(server).fetch_add(1, Ordering::Relaxed) < most).then_some(counted)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        (self.count)(&self.server).fetch_sub(1, Ordering::Relaxed);
    }
}
