//! HTTP/1.1 as far as a preview on this machine needs it, and no further: `GET` and `HEAD`, no bodies of requests, every
//! length and time limited. What comes in: bytes of a connection. What goes out: a [`Request`] that may be answered, or
//! why not. It never knows the site, and there is deliberately no file and no configuration that would widen it.

mod connection;
mod connections;
mod origin;
mod request;
mod response;

pub use connection::{EventStream, serve_connection};
pub use connections::{Activity, Connection, Connections};
pub use request::{Refusal, Request, decode};
pub use response::{Response, ResponseBody};
