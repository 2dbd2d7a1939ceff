//! A site that is being written.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use rustix::fd::{AsFd as _, OwnedFd};
use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;

use super::atomic;
use super::listing::{BitSet, ListedFile, Listing};
use super::manifest::{self, MANIFEST};
use super::output::Output;
use super::seal::{Seal, changed, written};
use super::spare::{self, SpareContents};
use super::staging_folder::Staging;
use super::target::refusal;
use super::tree::{DirHandle, FILE_MODE};
use super::verify::{BuiltOn, PublishedSite, verify};
use super::writer::StageWriter;
use super::{Digests, Inputs, Summary, cleanup, work_queue};
use crate::error::Error;
use crate::reads::Reads;

/// The next version of a site, invisible until [`publish`](Stage::publish). Dropping it instead removes it and leaves
/// the published site unchanged.
pub struct Stage {
    /// Created with the first file. Declared before `output`, so that it is removed under the output's lock.
    staging: OnceLock<Staging>,
    /// Held by the thread that creates the staging folder.
    beginning: Mutex<()>,
    pub(super) output: Output,
    /// Files of the published site that are kept in the new one.
    pub(super) kept: BitSet,
    /// The files that the writers wrote.
    pub(super) made: Mutex<Vec<Listing>>,
    /// Files of the published site that are kept, and what they read now, where that changed.
    pub(super) reread: Mutex<Vec<(usize, Reads)>>,
    /// The hashes of what the new pages are made of.
    pub(super) digests: Digests,
    pub(super) stopped: AtomicBool,
    /// `true` if files that the published site lacks are provisional.
    has_provisional: bool,
    names_written: bool,
}

impl Stage {
    pub(super) fn of(output: Output) -> Stage {
        let kept = BitSet::none_of(output.manifest.as_ref().map_or(0, |manifest| manifest.files.len()));
        Stage {
            staging: OnceLock::new(),
            beginning: Mutex::new(()),
            output,
            kept,
            made: Mutex::new(Vec::new()),
            reread: Mutex::default(),
            digests: Digests::default(),
            stopped: AtomicBool::new(false),
            has_provisional: false,
            names_written: false,
        }
    }

    /// Marks files that the published site lacks, or that are provisional there, as provisional: a later build may drop
    /// them without being told to.
    pub fn provisional(mut self) -> Stage {
        self.has_provisional = true;
        self
    }

    /// Makes [`publish`](Stage::publish) return the paths of the files that it wrote.
    pub fn naming_written(mut self) -> Stage {
        self.names_written = true;
        self
    }

    /// Sets the hashes of what the new pages are made of, so that [`StageWriter::keep_unaffected`] knows which are as before.
    pub fn made_of(&mut self, digests: Digests) {
        self.digests = digests;
    }

    /// Returns a writer for one thread.
    pub fn writer(&self) -> StageWriter<'_> {
        StageWriter::of(self)
    }

    /// Publishes exactly the pages that were given to the writers. `inputs` identifies their inputs, and `report` is
    /// what was said about them, for the next [`Output::up_to_date`].
    ///
    /// # Errors
    /// [`Error::Io`], [`Error::Interrupted`], or [`Error::Refused`] when another folder was put in the output's place
    /// meanwhile. The published site is unchanged then. Once the new site is published no error is returned: what
    /// cannot be removed then is removed by the next run.
    ///
    /// # Panics
    /// For a bug of the caller: two pages with one path, or a stage that has stopped.
    pub fn publish(mut self, inputs: Inputs, report: &[u8]) -> Result<Summary, Error> {
        assert!(!self.stopped.load(Ordering::Relaxed), "invariant: a stopped stage is never published");
        let made = std::mem::take(self.merge());
        if let Some(published) = &mut self.output.manifest {
            for (index, reads) in self.reread.get_mut().unwrap_or_else(PoisonError::into_inner).drain(..) {
                published.files.set_reads(index, reads.numbers());
            }
        }
        let mut summary = self.count(&made);
        let count = self.kept.count() + made.len();
        let mut files = Listing::default();
        self.files(&made).for_each(|file| files.push(file));
        let names_written = self.names_written;
        let provisional: Vec<usize> =
            (0..files.len()).filter(|&index| self.is_provisional(files.path(index))).collect();
        let bytes = manifest::encode(
            &self.output.generator,
            inputs,
            report,
            &self.digests,
            count,
            files.iter(),
            &provisional,
        );

        let has_changed = summary.made > 0 || summary.removed > 0 || !self.output.has_modes;
        if self.output.manifest.is_some() && !has_changed {
            self.replace_manifest(inputs, report, &bytes)?;
            return Ok(summary);
        }
        let staging = self.staging()?;
        match &staging.spare {
            Some(spare) => self.replay(spare, &files, &made)?,
            None => self.link_kept()?,
        }
        staging
            .tree()
            .write(MANIFEST.as_bytes(), &bytes)
            .map_err(|errno| self.failed("writing", MANIFEST.as_bytes(), errno))?;
        self.output.interrupt.check()?;
        let path = self.output.target.path.clone();
        let failed = |action, errno: Errno| Error::io(action, &path, errno.into());
        atomic::sync(staging.site.as_fd()).map_err(|errno| failed("syncing", errno))?;
        self.output.interrupt.check()?;
        if !self.output.is_in_place().map_err(|errno| failed("reading", errno))? {
            let help = "build again when no other process changes that folder";
            return Err(refusal(
                &self.output.target.shown,
                "was replaced by another process in the meantime",
                help,
            ));
        }

        let verified = match &staging.spare {
            Some(spare) => Some(self.verify_on(spare, &files, &made)?),
            None => None,
        };
        let keeps_spare = self.output.capabilities.change_times
            && files.len() >= self.output.spare_from
            && self.output.manifest.is_some();
        let Stage { staging, output, .. } = self;
        let mut staging = staging.into_inner().expect("invariant: the manifest has just been written there");
        let beside = output.beside.as_fd();
        let exchange = || staging.publish(&output.target, beside);
        output.interrupt.exchanging(exchange).map_err(|errno| failed("publishing", errno))?;
        // The old site must not be removed before the new one is certain to survive a power failure. An error is
        // ignored, because a system that cannot sync has no better option.
        rustix::fs::fsync(beside).ok();
        if staging.spare.is_none() {
            // It could not be used.
            summary.left_behind.extend(cleanup::retire_spare(&output.target, beside));
        }
        if keeps_spare && spare::keep(beside, &staging.name).is_ok() {
            summary.modified = verified.unwrap_or_else(|| seal(&staging, &output, &files));
        } else {
            let listed = output.manifest.as_ref().map(|manifest| &manifest.files);
            let replaced = output.site.as_ref().map(|site| (site, listed));
            if let Ok(left) = cleanup::retire_replaced(&output.target, beside, &staging.name, replaced) {
                summary.left_behind.extend(left);
                if output.capabilities.change_times {
                    summary.modified = seal(&staging, &output, &files);
                }
            }
        }
        if names_written || !summary.modified.is_empty() {
            summary.written = made.iter().map(|file| PathBuf::from(shown(file.path))).collect();
        }
        Ok(summary)
    }

    /// Returns the staging folder, which is created for the first file.
    pub(super) fn staging(&self) -> Result<&Staging, Error> {
        let _alone = self.beginning.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(staging) = self.staging.get() {
            return Ok(staging);
        }
        let staging = match self.reuse_spare() {
            Some(staging) => staging,
            None => Staging::begin(&self.output.target, self.output.beside.as_fd())?,
        };
        Ok(self.staging.get_or_init(|| staging))
    }

    /// Returns a staging folder on the spare, if there is one and most of its files can be kept.
    fn reuse_spare(&self) -> Option<Staging> {
        let output = &self.output;
        let kept = output.keepable.count();
        output.seal.filter(|_| kept >= output.spare_from.max(1))?;
        let beside = output.beside.as_fd();
        let spare = spare::open(&output.target, beside, output.folder_mode)?;
        Staging::reuse(&output.target, beside, spare).ok()
    }

    /// Makes the spare the new site: links what the last build changed, and removes what the new site lacks. What this build
    /// changed has been written there.
    fn replay(&self, spare: &SpareContents, files: &Listing, made: &Listing) -> Result<(), Error> {
        let Some(site) = &self.output.site else { return Ok(()) };
        let mut tree = self.staging()?.tree();
        let mut published = DirHandle::new(site.as_fd());
        let (mut near, mut written) = (0, 0);
        for file in files.iter() {
            if let Ok(at) = made.find_from(written, file.path) {
                written = at + 1;
                continue;
            }
            let known = spare.files.find_from(near, file.path);
            let (Ok(place) | Err(place)) = known;
            near = place;
            let same = known.is_ok_and(|at| {
                let old = spare.files.get(at);
                (old.fingerprint, old.bytes, old.content) == (file.fingerprint, file.bytes, file.content)
            });
            if !same {
                tree.link(&mut published, file.path)
                    .map_err(|errno| self.failed("keeping", file.path, errno))?;
            }
        }
        let mut near = 0;
        for old in spare.files.iter() {
            match files.find_from(near, old.path) {
                Ok(place) => near = place,
                Err(place) => {
                    near = place;
                    tree.remove(old.path).map_err(|errno| self.failed("removing", old.path, errno))?;
                }
            }
        }
        self.output.interrupt.check()
    }

    /// Verifies a new site that was built on a spare, before it is published, and seals it. Returns written files that another
    /// process modified meanwhile.
    fn verify_on(
        &self,
        spare: &SpareContents,
        files: &Listing,
        made: &Listing,
    ) -> Result<Vec<PathBuf>, Error> {
        let (staging, output) = (self.staging()?, &self.output);
        let (Some(site), Some(published)) = (&output.site, &output.manifest) else { return Ok(Vec::new()) };
        let path = &output.target.path;
        let touched = touch_manifest(&staging.site);
        let (now, manifest) = touched.map_err(|errno| Error::io("sealing", path, errno.into()))?;
        let (mut near, mut inodes) = (0, Vec::with_capacity(files.len()));
        for file in files.iter() {
            let known = published.files.find_from(near, file.path);
            let (Ok(place) | Err(place)) = known;
            near = place;
            let kept = known.ok().filter(|&index| self.kept.has(index));
            inodes.push(kept.map_or(0, |index| output.inodes[index]));
        }
        let facts = PublishedSite {
            written: written(&now),
            seal: output.seal,
            is_marked: true,
            capabilities: output.capabilities,
            folder_mode: output.folder_mode,
            spare: Some(BuiltOn { contents: spare, inodes: &inodes }),
        };
        let found = verify(&staging.site, path, files, &facts)?;
        let wrong: Vec<usize> = (0..files.len()).filter(|&index| !found.intact.has(index)).collect();
        let (mut modified, mut tree, mut old) = (Vec::new(), staging.tree(), DirHandle::new(site.as_fd()));
        for index in wrong {
            let file = files.path(index);
            if inodes[index] == 0 {
                debug_assert!(made.find(0, file).is_some(), "only files that were written have no inode");
                modified.push(PathBuf::from(shown(file)));
            } else {
                // The next build compares its bytes.
                tree.link(&mut old, file).map_err(|errno| self.failed("keeping", file, errno))?;
            }
        }
        let is_intact = found.intact.count() == files.len();
        if is_intact && found.foreign.is_empty() && found.has_folder_modes {
            let begun = output.seal.map_or(spare.seal.begun, |seal| seal.begun.min(spare.seal.begun));
            Seal { begun, done: changed(&now) }.write(manifest);
        }
        Ok(modified)
    }

    /// Merges and sorts the files of all writers so far.
    pub(super) fn merge(&mut self) -> &mut Listing {
        let writers = self.made.get_mut().unwrap_or_else(PoisonError::into_inner);
        let mut all = std::mem::take(writers).into_iter();
        let mut made = all.next().unwrap_or_default();
        all.for_each(|listing| made.append(&listing));
        made.sort();
        writers.push(made);
        &mut writers[0]
    }

    /// Returns `true` if a file of the new site is provisional.
    pub(super) fn is_provisional(&self, path: &[u8]) -> bool {
        let published = self.output.manifest.as_ref();
        let is_known = published.is_some_and(|published| {
            let found = published.files.find(0, path);
            found.is_some_and(|index| published.provisional.binary_search(&index).is_err())
        });
        self.has_provisional && !is_known
    }

    fn count(&self, made: &Listing) -> Summary {
        let kept = self.kept.count();
        let (mut near, mut replaced) = (0, 0);
        let published = self.output.manifest.as_ref().map(|manifest| &manifest.files);
        for file in made.iter() {
            match published.map(|files| files.find_from(near, file.path)) {
                Some(Ok(place)) => (near, replaced) = (place, replaced + 1),
                Some(Err(place)) => near = place,
                None => {}
            }
        }
        Summary {
            made: made.len() as u64,
            kept: kept as u64,
            removed: published.map_or(0, |files| files.len() - kept - replaced) as u64,
            bytes: made.iter().map(|file| file.bytes).sum(),
            left_behind: self.output.left_behind.clone(),
            modified: Vec::new(),
            written: Vec::new(),
        }
    }

    /// All files of the new site, sorted by path.
    pub(super) fn files<'f>(&'f self, made: &'f Listing) -> impl Iterator<Item = ListedFile<'f>> {
        let published = self.output.manifest.as_ref().map(|manifest| &manifest.files);
        let kept = published.into_iter().flat_map(|files| {
            (0..files.len()).filter(|&index| self.kept.has(index)).map(|index| files.get(index))
        });
        let (mut kept, mut made) = (kept.peekable(), made.iter().peekable());
        let mut before: Option<&[u8]> = None;
        std::iter::from_fn(move || {
            let next = match (kept.peek(), made.peek()) {
                (Some(old), Some(new)) if new.path < old.path => made.next(),
                (None, Some(_)) => made.next(),
                _ => kept.next(),
            }?;
            assert!(before != Some(next.path), "invariant: two pages have the path `{}`", shown(next.path));
            before = Some(next.path);
            Some(next)
        })
    }

    /// Publishes the same files with other inputs: only the manifest is replaced, atomically.
    fn replace_manifest(&self, inputs: Inputs, report: &[u8], bytes: &[u8]) -> Result<(), Error> {
        let (Some(site), Some(published)) = (&self.output.site, &self.output.manifest) else { return Ok(()) };
        let whole = self.kept.count() == published.files.len();
        let same = published.inputs == Some(inputs) && published.report == report;
        if whole && same && published.generator == self.output.generator {
            return Ok(());
        }
        let staging = self.staging()?;
        staging
            .tree()
            .write(MANIFEST.as_bytes(), bytes)
            .and_then(|()| atomic::sync(staging.site.as_fd()))
            .map_err(|errno| self.failed("writing", MANIFEST.as_bytes(), errno))?;
        if let (Some(seal), Ok(manifest)) = (self.output.seal, open_manifest(&staging.site)) {
            seal.write(manifest);
        }
        self.output.interrupt.check()?;
        rustix::fs::renameat(&staging.site, MANIFEST, site, MANIFEST)
            .map_err(|errno| self.failed("replacing", MANIFEST.as_bytes(), errno))
    }

    fn link_kept(&self) -> Result<(), Error> {
        let (Some(site), Some(published)) = (&self.output.site, &self.output.manifest) else { return Ok(()) };
        let staging = self.staging()?;
        work_queue::share(published.files.len(), |queue| {
            let mut tree = staging.tree();
            let mut old = DirHandle::new(site.as_fd());
            while let Some(batch) = queue.take() {
                self.output.interrupt.check()?;
                for index in batch.filter(|&index| self.kept.has(index)) {
                    let path = published.files.path(index);
                    tree.link(&mut old, path).map_err(|errno| self.failed("keeping", path, errno))?;
                }
            }
            Ok(())
        })
        .map(|_| ())
    }

    /// Returns an error about a page, named by its path in the output: the staging folder is gone when the error is
    /// read.
    pub(super) fn failed(&self, action: &'static str, page: &[u8], errno: Errno) -> Error {
        Error::io(action, &self.output.target.path.join(shown(page)), errno.into())
    }
}

/// Verifies the new site by its bytes, after the last link to its files was removed, and seals it. Returns files that
/// another process modified during the build; without a seal, the next build compares bytes and replaces them.
fn seal(staging: &Staging, output: &Output, files: &Listing) -> Vec<PathBuf> {
    // Setting a mode updates the change time, also when the mode stays the same. What changes from here on has a later
    // change time, so the verified bytes are those that the seal covers.
    let Ok((now, manifest)) = touch_manifest(&staging.site) else { return Vec::new() };
    let published = PublishedSite {
        written: written(&now),
        seal: None,
        is_marked: true,
        capabilities: output.capabilities,
        folder_mode: output.folder_mode,
        spare: None,
    };
    let Ok(found) = verify(&staging.site, &output.target.path, files, &published) else { return Vec::new() };
    let modified: Vec<PathBuf> = (0..files.len())
        .filter(|&index| !found.intact.has(index))
        .map(|index| PathBuf::from(shown(files.path(index))))
        .collect();
    // The next build refuses foreign files by name.
    if modified.is_empty() && found.foreign.is_empty() && found.has_folder_modes {
        Seal { begun: staging.begun, done: changed(&now) }.write(manifest);
    }
    modified
}

/// Sets the change time of the manifest, and returns its metadata.
fn touch_manifest(site: &OwnedFd) -> rustix::io::Result<(rustix::fs::Stat, OwnedFd)> {
    let manifest = open_manifest(site)?;
    rustix::fs::fchmod(&manifest, FILE_MODE)?;
    Ok((rustix::fs::fstat(&manifest)?, manifest))
}

fn open_manifest(site: &OwnedFd) -> rustix::io::Result<OwnedFd> {
    rustix::fs::openat(site, MANIFEST, OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC, Mode::empty())
}

/// Formats a path for a message.
pub(super) fn shown(path: &[u8]) -> String {
    String::from_utf8_lossy(path).into_owned()
}
