//! Putting pages into a site that is being made.
//!
//! Each thread has a writer of its own: they share no lock and no buffer. Deliberately absent: a way to
//! give a page's bytes without a fingerprint, or to write one in pieces.

use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use rustix::fd::AsFd as _;
use rustix::io::Errno;

use super::listing::{ListedFile, Listing, content_hash};
use super::stage::{Stage, shown};
use super::tree::NewTree;
use super::{Fingerprint, manifest};
use crate::error::Error;

/// What became of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DrawOutcome {
    /// It was drawn and written.
    Written,
    /// It is the one that is published, and was not drawn.
    Kept,
}

/// Why a page was not written. The whole stage has stopped with it; all there is to do is drop it.
#[derive(Debug)]
pub enum WriteError<E> {
    /// The caller's own error in drawing this page.
    Drawing(E),
    /// The machine failed, or a signal came.
    Writing(Error),
    /// Another page has stopped the stage; that page's writer has the reason.
    Elsewhere,
}

/// One thread's way to put pages into a [`Stage`]. It keeps a folder open and a buffer to draw in.
pub struct StageWriter<'s> {
    stage: &'s Stage,
    tree: Option<NewTree<'s>>,
    buffer: Vec<u8>,
    made: Listing,
    /// Where the next page probably is in the published site's manifest.
    near: usize,
}

impl<'s> StageWriter<'s> {
    pub(super) fn of(stage: &'s Stage) -> StageWriter<'s> {
        StageWriter { stage, tree: None, buffer: Vec::new(), made: Listing::default(), near: 0 }
    }

    /// Puts the page with this `path` (relative, parts divided by `/`) into the site.
    ///
    /// The page is kept as it is, and `draw` is not called, when the published one has the same
    /// fingerprint and its file is as it was written. Otherwise `draw` fills an empty buffer, and its
    /// bytes are written.
    ///
    /// # Errors
    /// [`Stopped`]; nothing will be published then.
    ///
    /// # Panics
    /// For a bug of the caller: a path that does not lead straight down from the output, or that
    /// another page has.
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
            let twice = self.stage.kept.set(index);
            assert!(!twice, "invariant: two pages have the path `{}`", shown(path));
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
            // The staging folder began empty and is ours alone.
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
