//! The language server: answers an editor about the files of a site, with the unsaved contents of those that are open. **In** come
//! messages of the client, and events of the file system. **Out** go answers and diagnostics: those of `check` for the same bytes.
//! It never writes a file.
//!
//! ```text
//! messages ─▶ Folder with open files ─▶ CompiledSite ─▶ answers, diagnostics
//! ```
//!
//! Messages are handled in order on one thread, so an answer is about the text that the client had when it asked. A change makes the next
//! snapshot from the last one, on a second thread, once no message is waiting. Completion does not wait for it: it reads the text around
//! the cursor itself, and takes the names from the last snapshot. Hover and definition wait only if what they are asked about changed.
//! Drawing pages takes longer: their diagnostics come from a third thread, and replace those of the snapshot before.

mod actions;
mod background;
mod capabilities;
mod code_info;
mod complete;
mod complete_prose;
mod complete_template;
mod complete_yaml;
mod diagnostics;
mod drawn;
mod folding;
mod hover;
mod inlay;
mod navigate;
mod rename;
mod rename_file;
mod replaced;
mod requests;
mod schema;
mod server;
mod site;
mod symbols;
mod template;
mod text;
mod yaml_outline;
mod yaml_scan;

pub use server::{Ended, run};
