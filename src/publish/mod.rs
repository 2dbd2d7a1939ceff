//! Publish a site whole or not at all.
//!
//! **In** come an output folder, the fingerprint of every page, and a way to draw the pages that
//! changed. **Out** goes a [`Summary`], and an output folder that at every moment is wholly the old
//! site or wholly the new one. This module must **never know** what a page is, where its bytes come
//! from, or what a site looks like: it sees paths, fingerprints and bytes.
//!
//! ```text
//! Interrupt::listen ─▶ Output::claim ─▶ holds? ─▶ stage ─▶ writer().page(…) per page ─▶ publish
//!                      guards, lock,     nothing           kept, or drawn and           link, sync,
//!                      manifest, look    to do             written aside                exchange, sweep
//! ```
//!
//! How it keeps its promises:
//!
//! - *Whole or not at all.* The new site is drawn in a hidden folder beside the output
//!   (`.dist.staging-0/site`) and the two change places in one system call.
//! - *Only what changed.* The manifest in the output (`.rolebook-manifest`) holds a fingerprint and a
//!   content hash for each file. A page with the same fingerprint, whose file has the bytes that were
//!   written, is hard-linked. Times that no program can set say so (`seal`), or else the bytes (`intact`).
//! - *Never delete what we did not make.* An output is ours only by its manifest, and from a published
//!   site only files that its manifest lists are ever removed. Anything else found there at the start
//!   is refused by name; anything that arrives later is moved beside the output and reported. A
//!   manifest that cannot be read still says "ours" but lists nothing: then every file beside it counts
//!   as foreign and is refused, because a guess could delete somebody's work.
//! - *Nothing to clean up by hand.* A killed run leaves its hidden folder; the next run knows it by the
//!   marker inside (never by its name alone) and by the kernel's lock that died with its maker.
//!
//! Deliberately absent: any way to force it. There is no flag that publishes over foreign files, and
//! no code that deletes a folder because of where it is.

mod atomic;
mod cleanup;
mod interrupt;
mod listing;
mod manifest;
mod output;
mod seal;
mod stage;
mod staging;
mod sweep;
mod target;
#[cfg(test)]
mod tests;
mod tree;
mod verify;
mod work_queue;
mod writer;

pub use interrupt::Interrupt;
pub use output::Output;
pub use stage::Stage;
pub use target::Protected;
pub use writer::{DrawOutcome, StageWriter, WriteError};

use std::path::PathBuf;

/// The identity of one page's bytes: an equal fingerprint promises equal bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(pub u128);

/// The identity of everything that a whole site was drawn from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Inputs(pub u128);

/// What one publish did, in files. The manifest is not counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files drawn and written.
    pub made: u64,
    /// Files that are the very ones of the site before.
    pub kept: u64,
    /// Files of the site before that the new one does not have.
    pub removed: u64,
    /// Bytes written.
    pub bytes: u64,
    /// Folders, beside the output, with files that somebody else put into a published site while it
    /// was being replaced. They are complete and unmarked: nobody will ever remove them but their owner.
    pub left_behind: Vec<PathBuf>,
}
