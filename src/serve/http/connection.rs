//! One connection: consecutive requests, each with a deadline for its head.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

use super::request::{self, MAX_HEAD};
use super::{Activity, Connection, Refusal, Request, Response, ResponseBody};

/// The time limit for a request to arrive, and for an idle connection.
const PATIENCE: Duration = Duration::from_secs(5);
/// The time limit for sending a response.
const SENDING: Duration = Duration::from_secs(20);
/// The time and the number of bytes that are still read after a refusal: closing at once would discard the response
/// if the client is still sending.
const LINGER: (Duration, usize) = (Duration::from_millis(500), 2 * 1024 * 1024);

/// A connection over which events are sent.
pub(crate) struct EventStream<'w> {
    connection: &'w Connection,
    /// The head of the response, which is sent with the first event, in one packet.
    head: Vec<u8>,
}

impl EventStream<'_> {
    /// Sends bytes, after the head if it has not been sent.
    pub(crate) fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.head.extend_from_slice(bytes);
        send(&self.connection.stream, &std::mem::take(&mut self.head), Instant::now() + SENDING)
    }

    /// Returns `true` if the client is still connected. Bytes that it sends are ignored.
    pub(crate) fn is_open(&mut self) -> bool {
        let mut ignored = [0; 64];
        let mut stream = &*self.connection.stream;
        if stream.set_nonblocking(true).is_err() {
            return false;
        }
        let open = match stream.read(&mut ignored) {
            Ok(count) => count > 0,
            Err(error) => matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted),
        };
        open && stream.set_nonblocking(false).is_ok()
    }

    /// Returns `true` if the server closed the connection to make room for another.
    pub(crate) fn is_evicted(&self) -> bool {
        self.connection.is_evicted()
    }
}

/// Answers the requests of a connection until one side closes it. An error means that the client disconnected.
pub(crate) fn serve_connection(
    connection: &Connection,
    answer: impl Fn(&Request) -> Response,
    events: impl Fn(&str, &mut EventStream<'_>) -> io::Result<()>,
) -> io::Result<()> {
    let stream = &*connection.stream;
    stream.set_nodelay(true)?;
    let mut buffer = Vec::new();
    loop {
        let Some(request) = next(stream, &mut buffer)? else { return Ok(()) };
        connection.set(Activity::Responding);
        let (response, keep_alive, head_only) = match request {
            Ok(request) => (answer(&request), request.keep_alive, request.head_only),
            Err(refusal) => (Response::from(refusal), false, false),
        };
        let until = Instant::now() + SENDING;
        let mut message = response.head(keep_alive).into_bytes();
        match response.body {
            ResponseBody::Bytes(bytes) => {
                if !head_only {
                    message.extend_from_slice(&bytes);
                }
                send(stream, &message, until)?;
            }
            ResponseBody::Events(query) => {
                if head_only {
                    return send(stream, &message, until);
                }
                connection.set(Activity::Streaming);
                return events(&query, &mut EventStream { connection, head: message });
            }
        }
        // Evictable from here on, also while it lingers: its response has been sent.
        connection.set(Activity::Idle);
        if !keep_alive {
            return close(stream);
        }
    }
}

const REQUEST_TIMEOUT: Refusal = Refusal { status: 408, why: "the request did not arrive in time" };

/// Reads the next request. `None` when the client has no more.
fn next(stream: &TcpStream, buffer: &mut Vec<u8>) -> io::Result<Option<Result<Request, Refusal>>> {
    let until = Instant::now() + PATIENCE;
    let mut chunk = [0; 4096];
    loop {
        match request::read(buffer) {
            Some(Ok((request, length))) => {
                buffer.drain(..length);
                return Ok(Some(Ok(request)));
            }
            Some(Err(refusal)) => return Ok(Some(Err(refusal))),
            None => debug_assert!(buffer.len() < MAX_HEAD, "a head that is too long is refused"),
        }
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok(if buffer.is_empty() { None } else { Some(Err(REQUEST_TIMEOUT)) });
        }
        stream.set_read_timeout(Some(left))?;
        match (&mut &*stream).read(&mut chunk) {
            Ok(0) => return Ok(None),
            Ok(count) => buffer.extend_from_slice(&chunk[..count]),
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut | io::ErrorKind::Interrupted
                ) => {}
            Err(error) => return Err(error),
        }
    }
}

fn send(stream: &TcpStream, mut bytes: &[u8], until: Instant) -> io::Result<()> {
    while !bytes.is_empty() {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        stream.set_write_timeout(Some(left))?;
        match (&mut &*stream).write(bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(count) => bytes = &bytes[count..],
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Closes a connection so that the last response arrives.
fn close(stream: &TcpStream) -> io::Result<()> {
    stream.shutdown(Shutdown::Write)?;
    let (time, mut most) = LINGER;
    let until = Instant::now() + time;
    let mut ignored = [0; 4096];
    while most > 0 {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            break;
        }
        stream.set_read_timeout(Some(left))?;
        match (&mut &*stream).read(&mut ignored) {
            Ok(0) | Err(_) => break,
            Ok(count) => most = most.saturating_sub(count),
        }
    }
    Ok(())
}
