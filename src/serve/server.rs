//! The listener: a thread for each connection, and no more of them than a machine has room for ([`Connections`]).

use std::io;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use super::answer::answer;
use super::editor::Editor;
use super::http::{Connections, EventStream, serve_connection};
use super::snapshot_cell::SnapshotCell;
use super::state;
use crate::workers::STACK;

/// How long a connection waits for a place before it is closed without an answer.
const ADMISSION: Duration = Duration::from_secs(5);
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
    pub hub: Arc<SnapshotCell>,
    /// The folder of the site, for links to an editor.
    pub root: PathBuf,
    /// The editor that they open.
    pub editor: Option<Editor>,
    connections: Arc<Connections>,
}

impl Server {
    /// A server that answers nobody yet.
    pub fn new(hub: Arc<SnapshotCell>, root: PathBuf, editor: Option<Editor>) -> Arc<Server> {
        Arc::new(Server { hub, root, editor, connections: Arc::default() })
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
        let Some(connection) = server.connections.admit(stream, ADMISSION) else { return };
        let server = Arc::clone(server);
        let talk = move || {
            // What fails here is a connection that the other side ended.
            let _ = serve_connection(
                &connection,
                |request| answer(&server.hub.current().snapshot, request),
                |query, wire| Server::events(&server, query, wire),
            );
        };
        // Without a thread to spare, the browser finds the connection closed and asks again.
        let _ = thread::Builder::new().stack_size(STACK).spawn(talk);
    }

    /// Sends the state whenever there is another snapshot.
    fn events(server: &Arc<Server>, query: &str, wire: &mut EventStream<'_>) -> io::Result<()> {
        let page = state::page_of(query);
        let mut now = Some(server.hub.current());
        let (mut seen, mut said) = (0, Instant::now());
        // This stream may have evicted another, whose thread waits for the next snapshot.
        server.hub.wake();
        let mut retry = if server.connections.is_crowded() { "retry: 5000\n" } else { "retry: 300\n" };
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
            now = server.hub.wait_for_other_than(seen, LOOK, || wire.is_evicted());
        }
    }
}
