//! The language server, driven over pipes as an editor does.

mod client;
mod completion;
mod edits;
mod features;
mod neovim;
mod random;
mod session;
mod site;
mod typing;
