//! Rolebook makes a site that compares roles, from Markdown guides and YAML facts.
//!
//! ```text
//! source ─▶ parse ─▶ link ─▶ check ─▶ view ─▶ render ─▶ publish
//! files     Document Model   rules    View    bytes     dist/
//! ```
//!
//! A page is a pure function of `(Model, Route)`, and the view it is drawn from is all it depends on. Each module
//! begins with what comes in, what goes out, and what is deliberately absent; a module imports only from its left in the
//! order `error invisible url workers memo typeface diagnostic source parse model link compare check view publish render proof
//! prepare serve command`.
//! `ARCHITECTURE.md` has the reasons.

pub mod analysis;
pub mod check;
pub mod collation;
pub mod command;
pub mod compare;
pub mod diagnostic;
pub mod error;
pub mod invisible;
pub mod link;
pub mod linkcheck;
pub mod memo;
pub mod model;
pub mod parse;
pub mod publish;
pub mod render;
pub mod serve;
pub mod source;
pub mod typeface;
pub mod url;
pub mod view;
pub mod workers;
