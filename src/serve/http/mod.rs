//! The subset of HTTP/1.1 that a local preview needs: `GET` and `HEAD`, no request bodies, every length and time
//! limited. **In** come the bytes of a connection. **Out** goes a valid [`Request`], or a [`Refusal`] with the
//! reason. It knows nothing about the site. Deliberately absent: files, and options that would relax the limits.

mod connection;
mod connections;
mod origin;
mod request;
mod response;

pub(super) use connection::{EventStream, serve_connection};
pub(super) use connections::{Activity, Connection, Connections};
pub(super) use request::{Refusal, Request, decode};
pub(super) use response::{Response, ResponseBody};
