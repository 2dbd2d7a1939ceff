//! Writers that add pages to a stage.
//!
//! Each thread has its own writer: they share no lock and no buffer. Deliberately absent: a way to write a page
//! without a fingerprint, or in pieces.

use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use rustix::fd::AsFd as _;
use rustix::io::Errno;

use super::listing::{ListedFile, Listing, content_hash};
use super::stage::{Stage, shown};
use super::tree::NewTree;
use super::{Fingerprint, manifest};
use crate::error::Error;

/// The outcome for one page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DrawOutcome {
    /// Drawn and written.
    Written,
    /// Unchanged: the published file is reused, and the page was not drawn.
    Kept,
}

/// The reason why a page was not written. The whole stage has stopped; the caller can only drop it.
#[derive(Debug)]
pub enum WriteError<E> {
    /// The caller's own error in drawing this page.
    Drawing(E),
    /// The system failed, or a signal was received.
    Writing(Error),
    /// Another page has stopped the stage; that page's writer returned the reason.
    Elsewhere,
}

/// One thread's writer of pages to a [`Stage`]. It keeps a folder open and reuses a buffer.
pub struct StageWriter<'s> {
    stage: &'s Stage,
    tree: Option<NewTree<'s>>,
    buffer: Vec<u8>,
    made: Listing,
    /// The probable index of the next page in the published site's manifest.
    near: usize,
}

impl<'s> StageWriter<'s> {
    pub(super) fn of(stage: &'s Stage) -> StageWriter<'s> {
        StageWriter { stage, tree: None, buffer: Vec::new(), made: Listing::default(), near: 0 }
    }

    /// Adds the page with this `path` (relative, with `/` as separator) to the site.
    ///
    /// If the published page has the same fingerprint and its file is unmodified, it is kept and `draw` is not
    /// called. Otherwise `draw` fills an empty buffer, and its bytes are written.
    ///
    /// # Errors
    /// [`WriteError`]; nothing is published then.
    ///
    /// # Panics
    /// For a bug of the caller: a path that is not plain, or that another page has.
    pub fn page<E>(
        &mut self,
        path: &str,
        fingerprint: Fingerprint,
        draw: impl FnOnce(&mut Vec<u8>) -> Result<(), E>,
    ) -> Result<DrawOutcome, WriteError<E>> {
        if self.stage.stopped.load(Ordering::Relaxed) {
            return Err(WriteError::Elsewhere);
        }
        let page = self.keep_or_make(path, fingerprint, draw);
        if page.is_err() {
            self.stage.stopped.store(true, Ordering::Relaxed);
        }
        page
    }

    fn keep_or_make<E>(
        &mut self,
        path: &str,
        fingerprint: Fingerprint,
        draw: impl FnOnce(&mut Vec<u8>) -> Result<(), E>,
    ) -> Result<DrawOutcome, WriteError<E>> {
        self.stage.output.interrupt.check().map_err(WriteError::Writing)?;
        assert!(
            manifest::is_plain(path.as_bytes()),
            "invariant: `{path}` is not the path of a page inside the output"
        );
        if self.keep(path.as_bytes(), fingerprint) {
            return Ok(DrawOutcome::Kept);
        }
        self.buffer.clear();
        draw(&mut self.buffer).map_err(WriteError::Drawing)?;
        self.write(path.as_bytes(), fingerprint).map_err(WriteError::Writing)?;
        Ok(DrawOutcome::Written)
    }

    fn keep(&mut self, path: &[u8], fingerprint: Fingerprint) -> bool {
        let Some(published) = &self.stage.output.manifest else { return false };
        let Some(index) = published.files.find(self.near, path) else { return false };
        self.near = index + 1;
        let same =
            published.files.get(index).fingerprint == fingerprint && self.stage.output.keepable.has(index);
        if same {
            let duplicate = self.stage.kept.set(index);
            assert!(!duplicate, "invariant: two pages have the path `{}`", shown(path));
        }
        same
    }

    fn write(&mut self, path: &[u8], fingerprint: Fingerprint) -> Result<(), Error> {
        let tree = match &mut self.tree {
            Some(tree) => tree,
            none => {
                let staging = self.stage.staging()?;
                none.insert(NewTree::new(staging.site.as_fd(), staging.umask))
            }
        };
        match tree.write(path, &self.buffer) {
            Ok(()) => {}
            // The staging folder was empty at first, and only this run writes to it.
            Err(Errno::EXIST) => panic!("invariant: two pages have the path `{}`", shown(path)),
            Err(errno) => return Err(self.stage.failed("writing", path, errno)),
        }
        let content = content_hash(&self.buffer);
        self.made.push(ListedFile { path, fingerprint, bytes: self.buffer.len() as u64, content });
        Ok(())
    }
}

impl Drop for StageWriter<'_> {
    fn drop(&mut self) {
        let mut all = self.stage.made.lock().unwrap_or_else(PoisonError::into_inner);
        all.push(std::mem::take(&mut self.made));
    }
}
