//! One connection: requests one after the other, each with a time by which its head must be there.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

use super::request::{self, LONGEST_HEAD};
use super::{Activity, Connection, Refusal, Request, Response, ResponseBody};

/// How long a request may take to arrive, and an idle connection to ask again.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long an answer may take to be taken.
const SENDING: Duration = Duration::from_secs(20);
/// How long, and how much, is still listened to after a refusal: who is cut off in the middle of a word does not hear it.
const LINGERING: (Duration, usize) = (Duration::from_millis(500), 2 * 1024 * 1024);

/// The connection as those see it who send events over it.
pub struct EventStream<'w> {
    connection: &'w Connection,
    /// The head of the answer, which goes with the first bytes that are sent: nobody who has it waits for these.
    head: Vec<u8>,
}

impl EventStream<'_> {
    /// Sends some bytes.
    pub fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.head.extend_from_slice(bytes);
        send(&self.connection.stream, &std::mem::take(&mut self.head), Instant::now() + SENDING)
    }

    /// Whether the other side is still there. What it says meanwhile is of no interest.
    pub fn is_open(&mut self) -> bool {
        let mut ignored = [0; 64];
        let mut stream = &*self.connection.stream;
        if stream.set_nonblocking(true).is_err() {
            return false;
        }
        let heard = stream.read(&mut ignored);
        let open = match heard {
            Ok(count) => count > 0,
            Err(error) => matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted),
        };
        open && stream.set_nonblocking(false).is_ok()
    }

    /// Whether the connection was closed on this side, because another needed its place.
    pub fn is_evicted(&self) -> bool {
        self.connection.is_evicted()
    }
}

/// Answers the requests of a connection until one side ends it. Errors are the other side's going away.
pub fn serve_connection(
    connection: &Connection,
    answer: impl Fn(&Request) -> Response,
    events: impl Fn(&str, &mut EventStream<'_>) -> io::Result<()>,
) -> io::Result<()> {
    let stream = &*connection.stream;
    stream.set_nodelay(true)?;
    let mut heard = Vec::new();
    loop {
        let Some(asked) = next(stream, &mut heard)? else { return Ok(()) };
        connection.set(Activity::Responding);
        let (response, keep_alive, head_only) = match asked {
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
        // Also while it is listened to for a moment more: it has its answer.
        connection.set(Activity::Idle);
        if !keep_alive {
            return leave(stream);
        }
    }
}

const NOTHING_HEARD: Refusal = Refusal { status: 408, why: "the request did not arrive in time" };

/// The next request. `None` when the other side has nothing more to ask.
fn next(stream: &TcpStream, heard: &mut Vec<u8>) -> io::Result<Option<Result<Request, Refusal>>> {
    let until = Instant::now() + PATIENCE;
    let mut chunk = [0; 4096];
    loop {
        match request::read(heard) {
            Some(Ok((request, length))) => {
                heard.drain(..length);
                return Ok(Some(Ok(request)));
            }
            Some(Err(refusal)) => return Ok(Some(Err(refusal))),
            None => debug_assert!(heard.len() < LONGEST_HEAD, "a head that is too long is refused"),
        }
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok(if heard.is_empty() { None } else { Some(Err(NOTHING_HEARD)) });
        }
        stream.set_read_timeout(Some(left))?;
        match (&mut &*stream).read(&mut chunk) {
            Ok(0) => return Ok(None),
            Ok(count) => heard.extend_from_slice(&chunk[..count]),
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

/// Ends a connection so that the last answer arrives.
fn leave(stream: &TcpStream) -> io::Result<()> {
    stream.shutdown(Shutdown::Write)?;
    let (time, mut most) = LINGERING;
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
