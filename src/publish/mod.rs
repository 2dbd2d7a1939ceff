//! Publishes a site atomically.
//!
//! **In** come an output folder, the fingerprint of every page, and a callback that draws the pages that changed.
//! **Out** goes a [`Summary`], and an output folder that at every moment is either the complete old site or the
//! complete new one. This module must **never know** what a page is, where its bytes come from, or what a site looks
//! like: it sees paths, fingerprints and bytes.
//!
//! ```text
//! Interrupt::listen ─▶ Output::claim ─▶ holds? ─▶ stage ─▶ writer().page(…) per page ─▶ publish
//!                      guards, lock,     nothing           kept, or drawn and           link, sync,
//!                      manifest, verify  to do             written aside                exchange, sweep
//! ```
//!
//! How it keeps its promises:
//!
//! - *Atomic.* The new site is written to a hidden folder beside the output (`.dist.staging-0/site`), and one system
//!   call exchanges the two folders.
//! - *Incremental.* The manifest in the output (`.rolebook-manifest`) holds a fingerprint and a content hash for each
//!   file, and the elements that the page read with their hashes: if these are unchanged, the page need not be made to
//!   know its fingerprint. A page with an equal fingerprint whose file is unmodified is hard-linked. Change times, which no program can
//!   set, prove that a file is unmodified since the end of the last build (`seal`); otherwise its bytes are compared
//!   (`verify`), as at the end of each build.
//! - *Never delete what we did not make.* Only a manifest marks an output as ours, and from a published site only
//!   files that its manifest lists are ever removed. Any other file found there at the start is refused by name; one
//!   that arrives later is moved beside the output and reported. A damaged manifest still marks the folder as ours but
//!   lists nothing: every file beside it counts as foreign and is refused, because a guess could delete someone's work.
//! - *Nothing to clean up by hand.* A killed run leaves its hidden folder. The next run recognises it by the marker
//!   inside (never by its name alone) and by the kernel's lock, which ended with the process.
//!
//! Deliberately absent: a force option. There is no flag that publishes over foreign files, and no code that deletes
//! a folder because of its location.

mod addresses;
mod atomic;
mod cleanup;
mod encoding;
mod finished;
mod interrupt;
mod listing;
mod manifest;
mod output;
mod seal;
mod spare;
mod stage;
mod staging_folder;
mod sweep;
mod target;
#[cfg(test)]
mod tests;
mod tree;
mod verify;
mod work_queue;
mod writer;

pub use addresses::PublishedFiles;
pub(crate) use atomic::sync;
pub use finished::{BuiltFile, FinishedBuild};
pub use interrupt::Interrupt;
pub(crate) use listing::content_hash;
pub use output::Output;
pub use stage::Stage;
pub use target::Protected;
pub use writer::{DrawOutcome, StageWriter, WriteError};

use std::path::PathBuf;

use crate::reads::{Element, Reads};

/// Identifies one page's bytes: equal fingerprints promise equal bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(pub u128);

/// What a page depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageKey {
    /// Identifies the page's bytes.
    pub fingerprint: Fingerprint,
    /// The elements that were read to make the fingerprint.
    pub reads: Reads,
}

/// A page that may depend on everything.
impl From<Fingerprint> for PageKey {
    fn from(fingerprint: Fingerprint) -> PageKey {
        PageKey { fingerprint, reads: Reads::All }
    }
}

/// Hashes of everything that the pages of a site are made of. A page is as before if what it read is, see
/// [`StageWriter::keep_unaffected`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Digests {
    /// The hash of everything that is not recorded when it is read, the ids of all elements included.
    pub rest: u128,
    /// The hashes of the elements, by table and position.
    pub elements: Vec<Vec<u128>>,
}

impl Digests {
    /// Returns `true` if an element is the same in both.
    fn agree(&self, other: &Digests, element: Element) -> bool {
        let of = |digests: &'_ Digests| digests.elements.get(element.table())?.get(element.index()).copied();
        let digest = of(self);
        digest.is_some() && digest == of(other)
    }
}

/// Identifies all inputs of a whole site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Inputs(pub u128);

/// Counts of one publish, in files. The manifest is not counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files drawn and written.
    pub made: u64,
    /// Files reused from the previous site.
    pub kept: u64,
    /// Files of the previous site that the new one does not have.
    pub removed: u64,
    /// Bytes written.
    pub bytes: u64,
    /// Folders beside the output with foreign files that were added to a published site while it was being replaced.
    /// They are complete and carry no marker, so no later run removes them.
    pub left_behind: Vec<PathBuf>,
    /// Files that another process modified while they were published: build again to replace them.
    pub modified: Vec<PathBuf>,
    /// The paths of the written files, sorted, if [`modified`](Summary::modified) is not empty or
    /// [`Stage::naming_written`] was called: only then are they needed.
    pub written: Vec<PathBuf>,
}
