//! `rolebook import`: brings the material of others into a site.

mod data;
mod markdown;

pub use data::{
    Change, Conflict, DataImport, DataImported, Fault, Note, Summary, Treatment, import_data, suggest,
};
pub(in crate::command) use data::{TableLine, read_lines};
pub use markdown::{Dialect, ImportedText, MarkdownImport, MarkdownImported, import_markdown};
