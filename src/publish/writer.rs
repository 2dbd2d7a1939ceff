//! Writers that add pages to a stage.
//!
//! Each thread has its own writer: they share no lock and no buffer. Deliberately absent: a way to write a page
//! without a fingerprint, or in pieces.

use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use rustix::io::Errno;

use super::listing::{ListedFile, Listing, content_hash};
use super::stage::{Stage, shown};
use super::tree::NewTree;
use super::{Fingerprint, PageKey, manifest};
use crate::error::Error;
use crate::reads::{Element, Reads};

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
    /// What files that are kept read now, where that changed.
    reread: Vec<(usize, Reads)>,
    /// The probable index of the next page in the published site's manifest.
    near: usize,
}

impl<'s> StageWriter<'s> {
    pub(super) fn of(stage: &'s Stage) -> StageWriter<'s> {
        StageWriter {
            stage,
            tree: None,
            buffer: Vec::new(),
            made: Listing::default(),
            reread: Vec::new(),
            near: 0,
        }
    }

    /// Keeps the published page with this `path` if its file is unmodified and everything that it read is as before, and returns
    /// its fingerprint. Otherwise the page has to be made, at least as far as its key.
    pub fn keep_unaffected(&mut self, path: &str) -> Option<Fingerprint> {
        let output = &self.stage.output;
        let published =
            output.manifest.as_ref().filter(|published| published.generator == output.generator)?;
        let (old, new) = (&published.digests, &self.stage.digests);
        if old.rest != new.rest || new.elements.is_empty() {
            return None;
        }
        let index = published.files.find(self.near, path.as_bytes())?;
        let file = published.files.get(index);
        let is_same = |number: &u32| old.agree(new, Element::from_number(*number));
        if !file.reads?.iter().all(is_same) || !output.keepable.has(index) {
            return None;
        }
        self.mark_kept(index, path.as_bytes());
        Some(file.fingerprint)
    }

    fn mark_kept(&mut self, index: usize, path: &[u8]) {
        self.near = index + 1;
        let duplicate = self.stage.kept.set(index);
        assert!(!duplicate, "invariant: two pages have the path `{}`", shown(path));
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
        key: impl Into<PageKey>,
        draw: impl FnOnce(&mut Vec<u8>) -> Result<(), E>,
    ) -> Result<DrawOutcome, WriteError<E>> {
        if self.stage.stopped.load(Ordering::Relaxed) {
            return Err(WriteError::Elsewhere);
        }
        let page = self.keep_or_make(path, &key.into(), draw);
        if page.is_err() {
            self.stage.stopped.store(true, Ordering::Relaxed);
        }
        page
    }

    fn keep_or_make<E>(
        &mut self,
        path: &str,
        key: &PageKey,
        draw: impl FnOnce(&mut Vec<u8>) -> Result<(), E>,
    ) -> Result<DrawOutcome, WriteError<E>> {
        self.stage.output.interrupt.check().map_err(WriteError::Writing)?;
        assert!(
            manifest::is_plain(path.as_bytes()),
            "invariant: `{path}` is not the path of a page inside the output"
        );
        if self.keep(path.as_bytes(), key) {
            return Ok(DrawOutcome::Kept);
        }
        self.buffer.clear();
        draw(&mut self.buffer).map_err(WriteError::Drawing)?;
        self.write(path.as_bytes(), key).map_err(WriteError::Writing)?;
        Ok(DrawOutcome::Written)
    }

    fn keep(&mut self, path: &[u8], key: &PageKey) -> bool {
        let Some(published) = &self.stage.output.manifest else { return false };
        let Some(index) = published.files.find(self.near, path) else { return false };
        self.near = index + 1;
        let file = published.files.get(index);
        let same = file.fingerprint == key.fingerprint && self.stage.output.keepable.has(index);
        if same {
            if file.reads != key.reads.numbers() {
                self.reread.push((index, key.reads.clone()));
            }
            self.mark_kept(index, path);
        }
        same
    }

    fn write(&mut self, path: &[u8], key: &PageKey) -> Result<(), Error> {
        let tree = match &mut self.tree {
            Some(tree) => tree,
            none => {
                let staging = self.stage.staging()?;
                none.insert(staging.tree())
            }
        };
        match tree.write(path, &self.buffer) {
            Ok(()) => {}
            // The staging folder was empty at first, and only this run writes to it.
            Err(Errno::EXIST) => panic!("invariant: two pages have the path `{}`", shown(path)),
            Err(errno) => return Err(self.stage.failed("writing", path, errno)),
        }
        let content = content_hash(&self.buffer);
        self.made.push(ListedFile {
            path,
            fingerprint: key.fingerprint,
            bytes: self.buffer.len() as u64,
            content,
            reads: key.reads.numbers(),
        });
        Ok(())
    }
}

impl Drop for StageWriter<'_> {
    fn drop(&mut self) {
        let mut all = self.stage.made.lock().unwrap_or_else(PoisonError::into_inner);
        all.push(std::mem::take(&mut self.made));
        drop(all);
        let mut reread = self.stage.reread.lock().unwrap_or_else(PoisonError::into_inner);
        reread.append(&mut self.reread);
    }
}
