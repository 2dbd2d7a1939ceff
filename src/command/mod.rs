//! The commands, independent of the command line. There is one function per command.

mod build;
mod check;
mod deploy;
mod diff;
mod eject;
mod external;
mod fix;
mod git;
mod import;
mod init;
mod ledger;
mod log;
mod man;
mod new;
mod progress;
mod quote;
mod remote;
mod resolver;
mod root;
mod save;
mod schema;
mod site;
#[cfg(test)]
#[path = "tests/theming.rs"]
mod theming;
mod today;
mod watchdog;

pub use build::{Build, BuildResult, Outcome, build, default_output};
pub use check::{Check, check, example_address, manual_url};
pub use deploy::{Deploy, DeployResult, Redirects, deploy};
pub use diff::{Diff, diff};
pub use eject::{BuiltInFile, Ejected, built_in, eject, find_built_in};
pub use external::{External, external};
pub use fix::fix;
pub use import::{
    Change, Conflict, DataImport, DataImported, Dialect, Fault, ImportedText, MarkdownImport,
    MarkdownImported, Note, Summary, Treatment, import_data, import_markdown, suggest,
};
pub use init::{Init, NewSite, init};
pub use ledger::{LedgerSource, name_some};
pub use log::{FactHistory, FactLog, FactRevision, fact_log};
pub use man::write_pages;
pub use new::{FileChange, New, NewKind, new};
pub use quote::quoted_path;
pub use root::refuse_root;
pub use schema::{Schema, schema};
pub use site::{PathBase, Selection, find_site, refuse_other_version, repository_base, working_prefix};
pub use today::today;
pub use watchdog::Watchdog;
