//! A site whose files an editor has open.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use lsp_types::Uri;

use super::drawn::DrawnCheck;
use super::text::{Encoding, Lines};
use crate::analysis::{Snapshot, Stopwatch, example_address};
use crate::compiled::CompiledSite;
use crate::diagnostic::{Diagnostic, Location, Report};
use crate::link;
use crate::parse::Document;
use crate::serve::WatchedFolder;
use crate::source::{Scan, Sources};

/// A file that is open in the editor.
pub(super) struct Buffer {
    /// The address by which the client names it.
    pub(super) uri: Uri,
    pub(super) version: i32,
    /// The text as the client has it.
    pub(super) text: String,
}

/// A site, the files of it that are open, and its last snapshot.
pub(super) struct Site {
    /// The folder as the client names it.
    root: PathBuf,
    watched: WatchedFolder,
    options: link::Options,
    pub(super) buffers: BTreeMap<Arc<str>, Buffer>,
    pub(super) compiled: Arc<CompiledSite>,
    /// The diagnostics of reading the files.
    found: Vec<Diagnostic>,
    /// `true` if files may have changed since the snapshot was made.
    is_stale: bool,
    /// The number of snapshots before this one.
    number: u64,
    /// The time of the last change.
    changed: Instant,
    /// The diagnostics of drawn pages, and the number of the snapshot that they are about.
    drawn: (Vec<Diagnostic>, u64),
    check: Option<DrawnCheck>,
}

/// A bug of the program kept a snapshot from being made. The message of the panic is on standard error.
#[derive(Debug)]
pub(super) struct AnalysisBug;

/// The time without changes after which pages are drawn.
pub(super) const QUIET: Duration = Duration::from_millis(150);

impl Site {
    pub(super) fn open(root: &Path, options: &link::Options) -> Site {
        let watched = WatchedFolder::start(root, false, &mut |_| {});
        let (sources, found) = watched.folder.sources();
        let compiled = CompiledSite::new(None, sources, found.clone(), options, &mut Stopwatch::start());
        Site {
            root: root.to_path_buf(),
            watched,
            options: options.clone(),
            buffers: BTreeMap::new(),
            compiled: Arc::new(compiled),
            found,
            is_stale: false,
            number: 1,
            changed: Instant::now(),
            drawn: (Vec::new(), 0),
            check: None,
        }
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    pub(super) fn snapshot(&self) -> &Snapshot {
        &self.compiled.content
    }

    /// Returns the path of a file below the folder of the site, with `/` between folders.
    pub(super) fn path_of(&self, file: &Path) -> Option<Arc<str>> {
        let inside = file.strip_prefix(&self.root).or_else(|_| file.strip_prefix(self.watched.folder.root()));
        let path = inside.ok()?.to_str()?;
        crate::source::Area::of(path).map(|_| Arc::from(path))
    }

    /// Returns the address of a file, as the client names it.
    pub(super) fn uri(&self, file: &str) -> Uri {
        if let Some(buffer) = self.buffers.get(file) {
            return buffer.uri.clone();
        }
        let url = ::url::Url::from_file_path(self.root.join(file));
        Uri(url.map(String::from).unwrap_or_default())
    }

    /// Returns the lines of a file as the editor has it.
    pub(super) fn lines(&self, file: &str, encoding: Encoding) -> Lines<'_> {
        let buffer = self.buffers.get(file).map(|buffer| buffer.text.as_str());
        let text = buffer.or_else(|| self.snapshot().sources().text(file));
        Lines::new(text.unwrap_or_default(), encoding)
    }

    pub(super) fn document(&self, file: &str) -> Option<&Document> {
        self.snapshot().document(file).map(|document| &**document)
    }

    /// Takes the text of an open file. Returns `false` if the site has no such file.
    pub(super) fn set_buffer(&mut self, file: &Arc<str>, buffer: Buffer) -> bool {
        if !self.watched.folder.open(file, buffer.text.as_bytes().to_vec()) {
            return false;
        }
        self.buffers.insert(Arc::clone(file), buffer);
        self.mark_changed();
        true
    }

    pub(super) fn close_buffer(&mut self, file: &str) {
        self.buffers.remove(file);
        self.watched.folder.close(file);
        self.scan(&[file]);
    }

    /// Reads files that may have changed in the folder.
    pub(super) fn scan(&mut self, files: &[&str]) {
        let names = files.iter().map(ToString::to_string).collect();
        self.watched.folder.scan(Scan::Named(&names));
        self.mark_changed();
    }

    fn mark_changed(&mut self) {
        self.is_stale = true;
        self.changed = Instant::now();
    }

    /// Looks for changes of the folder that the client did not report.
    pub(super) fn poll(&mut self) {
        if self.watched.wait_and_scan(Duration::ZERO, &mut |_| {}).is_none() {
            return;
        }
        let (sources, found) = self.watched.folder.sources();
        if sources.hash() != self.snapshot().sources().hash() || found != self.found {
            self.mark_changed();
        }
    }

    /// Makes the next snapshot if files may have changed.
    ///
    /// # Errors
    /// [`AnalysisBug`] if it could not be made. The last one stays until the next change.
    pub(super) fn update(&mut self) -> Result<(), AnalysisBug> {
        if !self.is_stale {
            return Ok(());
        }
        self.is_stale = false;
        if let Some(check) = &self.check {
            check.cancel();
        }
        let (sources, found) = self.watched.folder.sources();
        let before = &self.compiled;
        let next = catch_unwind(AssertUnwindSafe(|| {
            CompiledSite::new(Some(before), sources, found.clone(), &self.options, &mut Stopwatch::start())
        }));
        let next = next.map_err(|_| AnalysisBug)?;
        // Diagnostics of drawn pages stay until these are drawn again, except in files whose positions moved.
        let (old, new) = (before.content.sources(), next.content.sources());
        let hash = |sources: &Sources, file: &str| sources.get(file).map(|file| file.hash);
        self.drawn.0.retain(|diagnostic| {
            let place = diagnostic.place.as_ref();
            place.is_none_or(|place| hash(old, &place.file) == hash(new, &place.file))
        });
        (self.compiled, self.found) = (Arc::new(next), found);
        self.number += 1;
        Ok(())
    }

    /// Checks the drawn pages once the files have not changed for a while. Returns `true` if there are new diagnostics.
    pub(super) fn check_drawn(&mut self, quiet: Duration) -> bool {
        if let Some(check) = &self.check {
            let Some(found) = check.result() else { return false };
            let number = check.number;
            self.check = None;
            if number == self.number {
                self.drawn = (found, number);
                return true;
            }
        }
        if self.drawn.1 == self.number || self.is_stale || self.changed.elapsed() < quiet {
            return false;
        }
        // A check that was cancelled ends first, so that only one page at a time can take too long.
        self.check = self.compiled.drawable().and_then(|_| DrawnCheck::start(&self.compiled, self.number));
        if self.check.is_none() {
            self.drawn = (Vec::new(), self.number);
        }
        false
    }

    /// Identifies the state of the diagnostics.
    pub(super) fn state(&self) -> (u64, u64) {
        (self.number, self.drawn.1)
    }

    /// Returns `true` if the diagnostics are those of all stages, of files as they are now.
    pub(super) fn is_settled(&self) -> bool {
        !self.is_stale && self.drawn.1 == self.number
    }

    /// Returns the diagnostics of the content that other files would have.
    pub(super) fn analyze(&self, sources: Sources) -> Report {
        self.snapshot().next(sources, self.found.clone(), &self.options).diagnostics()
    }

    /// Returns the diagnostics of all files, those of `check`.
    pub(super) fn report(&self) -> Report {
        let sources = self.snapshot().sources();
        let mut more = example_address(sources);
        if self.compiled.drawable().is_some() {
            more.extend(self.drawn.0.iter().cloned());
        }
        if more.is_empty() { self.compiled.report.clone() } else { self.compiled.report.with(more) }
    }
}

/// A file of a site that a request is about.
pub(super) struct FileContext<'s> {
    pub(super) site: &'s Site,
    pub(super) file: Arc<str>,
    /// The text that was analysed.
    pub(super) text: &'s str,
    pub(super) lines: Lines<'s>,
    pub(super) encoding: Encoding,
}

impl<'s> FileContext<'s> {
    /// Returns `None` for a file that was not read.
    pub(super) fn new(site: &'s Site, file: Arc<str>, encoding: Encoding) -> Option<FileContext<'s>> {
        let text = site.snapshot().sources().text(&file)?;
        let lines = site.lines(&file, encoding);
        Some(FileContext { site, file, text, lines, encoding })
    }

    pub(super) fn snapshot(&self) -> &'s Snapshot {
        self.site.snapshot()
    }

    pub(super) fn document(&self) -> Option<&'s Document> {
        self.site.document(&self.file)
    }

    /// Returns a location in any file of the site, for the client.
    pub(super) fn location(&self, location: &Location) -> lsp_types::Location {
        let range = if location.file == self.file {
            self.lines.range(location.span)
        } else {
            self.site.lines(&location.file, self.encoding).range(location.span)
        };
        lsp_types::Location { uri: self.site.uri(&location.file), range }
    }
}
