//! The files that are no pages: data, feeds, sitemaps, redirects.

pub(in crate::pages) mod feeds;
pub(in crate::pages) mod oembed;
pub(in crate::pages) mod open_data;
pub(in crate::pages) mod redirect;
mod schema_examples;
pub mod schemas;
pub(in crate::pages) mod search;
pub(in crate::pages) mod table;
