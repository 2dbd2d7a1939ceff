//! What the command line can be asked for. Each command reads as its help text does.

mod build;
mod check;
mod progress;
mod root;

pub use build::{Build, Outcome, Published, build, default_output};
pub use check::{Check, check};
pub use root::refuse_root;
