//! Rolebook makes a site about roles from Markdown and YAML.

pub mod check;
pub mod command;
pub mod compare;
pub mod diagnostic;
pub mod error;
pub mod link;
pub mod model;
pub mod parse;
pub mod publish;
pub mod render;
pub mod source;
pub mod url;
pub mod view;
pub mod workers;
