//! `rolebook import`: brings the material of others into a site.

mod data;

pub use data::{
    Change, Conflict, DataImport, DataImported, Fault, Note, Summary, Treatment, import_data, suggest,
};
