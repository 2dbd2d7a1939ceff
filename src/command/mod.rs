//! What the command line can be asked for. Each command reads as its help text does.

mod build;
mod check;
mod external;
mod fix;
mod init;
mod new;
mod progress;
mod root;
mod save;
mod schema;
mod today;

pub use build::{Build, Outcome, Published, build, default_output};
pub use check::{Check, check, published_at};
pub use external::{External, external};
pub use fix::fix;
pub use init::init;
pub use new::{Change, Kind, New, new};
pub use root::refuse_root;
pub use schema::{Schema, schema};
pub use today::today;
