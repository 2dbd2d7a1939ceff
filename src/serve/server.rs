//! The listener: a thread per connection, with a limit ([`Connections`]).

use std::io;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use super::answer::answer;
use super::editor::Editor;
use super::http::{Connections, EventStream, serve_connection};
use super::preview_cell::PreviewCell;
use super::state;
use crate::workers::STACK;

/// The time that a connection waits for a slot before it is closed without a response.
const ADMISSION: Duration = Duration::from_secs(5);
/// The interval at which an idle stream checks that its client is still connected.
const CLIENT_CHECK: Duration = Duration::from_secs(1);
/// The interval of keep-alive comments on an idle stream.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// Listens on a port of the loopback interface only. 0 chooses a free port.
pub(super) fn listen(port: u16) -> io::Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port))
}

/// The HTTP server of the preview.
pub(super) struct Server {
    /// The current state.
    pub cell: Arc<PreviewCell>,
    /// The folder of the site, for links to an editor.
    pub root: PathBuf,
    /// The editor that these links open.
    pub editor: Option<Editor>,
    connections: Arc<Connections>,
}

impl Server {
    /// Creates a server that does not listen yet.
    pub(super) fn new(cell: Arc<PreviewCell>, root: PathBuf, editor: Option<Editor>) -> Arc<Server> {
        Arc::new(Server { cell, root, editor, connections: Arc::default() })
    }

    /// Accepts connections on a background thread until the process ends.
    pub(super) fn start(self: Arc<Server>, listener: TcpListener) -> io::Result<()> {
        let accept = move || {
            loop {
                match listener.accept() {
                    Ok((stream, _)) => Server::take(&self, stream),
                    // Out of descriptors, or the client disconnected at once: try again a little later.
                    Err(_) => thread::sleep(Duration::from_millis(20)),
                }
            }
        };
        thread::Builder::new().name("listener".to_string()).spawn(accept).map(drop)
    }

    fn take(server: &Arc<Server>, stream: TcpStream) {
        let Some(connection) = server.connections.admit(stream, ADMISSION) else { return };
        let server = Arc::clone(server);
        let serve_one = move || {
            // An error here means that the client disconnected.
            let _ = serve_connection(
                &connection,
                |request| answer(&server.cell.current().preview, request),
                |query, stream| Server::events(&server, query, stream),
            );
        };
        // If no thread can be started, the browser finds the connection closed and retries.
        let _ = thread::Builder::new().stack_size(STACK).spawn(serve_one);
    }

    /// Sends the state whenever there is a new state.
    fn events(server: &Arc<Server>, query: &str, stream: &mut EventStream<'_>) -> io::Result<()> {
        let page = state::page_of(query);
        let mut now = Some(server.cell.current());
        let (mut last_number, mut last_sent) = (0, Instant::now());
        // This stream may have evicted another, whose thread waits for the next state.
        server.cell.wake();
        let mut retry = if server.connections.is_crowded() { "retry: 5000\n" } else { "retry: 300\n" };
        loop {
            if let Some(now) = now {
                last_number = now.preview.number;
                let state = state::state(
                    &now.preview,
                    page.as_deref(),
                    now.follow.as_deref(),
                    &server.root,
                    server.editor,
                );
                stream.send(format!("{}data: {state}\n\n", std::mem::take(&mut retry)).as_bytes())?;
                last_sent = Instant::now();
            } else if !stream.is_open() {
                return Ok(());
            } else if last_sent.elapsed() > KEEP_ALIVE {
                stream.send(b":\n\n")?;
                last_sent = Instant::now();
            }
            now = server.cell.wait_for_other_than(last_number, CLIENT_CHECK, || stream.is_evicted());
        }
    }
}
