//! Rolebook is a static site generator that compares roles, from Markdown guides and YAML facts.
//!
//! ```text
//! source ─▶ parse ─▶ link ─▶ check ─▶ pages ─▶ render ─▶ publish
//! files     Document Model   rules    View    bytes     dist/
//!           └─── analysis::Snapshot ───┘
//! ```
//!
//! A page is a pure function of `(Model, Route)`, and depends only on the view that it is drawn from. The documentation of
//! each module states its inputs, its outputs and what is deliberately absent. Modules are layered: each imports only from
//! modules to its left in the order `error invisible url collation workers reads memo typeface theme diagnostic source hosting parse locale
//! model link compare check analysis pages publish render compiled linkcheck diff serve lsp command`. `ARCHITECTURE.md` gives the reasons.

pub mod analysis;
pub mod check;
pub mod collation;
pub mod command;
pub mod compare;
pub mod compiled;
pub mod diagnostic;
pub mod diff;
pub mod error;
pub mod hosting;
pub mod invisible;
pub mod link;
pub mod linkcheck;
pub mod locale;
pub mod lsp;
pub mod memo;
pub mod model;
pub mod pages;
pub mod parse;
pub mod publish;
pub mod reads;
pub mod render;
pub mod serve;
pub mod source;
pub mod theme;
pub mod typeface;
pub mod url;
pub mod workers;
