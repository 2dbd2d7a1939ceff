//! The language server, driven over pipes as an editor does.

#[path = "../support/mod.rs"]
mod support;

mod client;
mod completion;
mod edits;
mod features;
mod neovim;

mod random;
mod session;
mod site;
