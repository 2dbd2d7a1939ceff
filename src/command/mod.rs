//! What the command line can be asked for. Each command reads as its help text does.

mod build;
mod check;
mod prepare;
mod progress;
mod schema;

pub use build::{Build, Outcome, Published, build, default_output};
pub use check::{Check, check, published_at};
pub use schema::{Schema, schema};
