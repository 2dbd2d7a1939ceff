//! The preview: the site from memory, as `build` would publish it.

mod snapshot;

pub use snapshot::{Site, Snapshot};
