//! A site whose files an editor has open.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use lsp_types::{Position, Uri};

use super::background::{Analysis, AnalysisBug, Input, Next, analyze};
use super::drawn::DrawnCheck;
use super::replaced::Replaced;
use super::text::{Encoding, Lines};
use crate::analysis::{Snapshot, Stopwatch, example_address};
use crate::compiled::CompiledSite;
use crate::diagnostic::{Diagnostic, Location, Report};
use crate::link;
use crate::parse::{Document, parse};
use crate::serve::WatchedFolder;
use crate::source::{Scan, SourceFile, Sources};

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
    /// What may have changed since the last analysis was started.
    changed: Option<Changed>,
    /// The files of the last analysis that was started, and the diagnostics of reading them.
    started: (Sources, Vec<Diagnostic>),
    /// The analysis that is running, and what may have changed before it.
    running: Option<(Analysis, Changed)>,
    /// The number of snapshots before this one.
    number: u64,
    /// The time of the last change.
    changed_at: Instant,
    /// The diagnostics of drawn pages, and the number of the snapshot that they are about.
    drawn: (Vec<Diagnostic>, u64),
    check: Option<DrawnCheck>,
}

/// The files that may have changed.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Changed {
    One(Arc<str>),
    Several,
}

/// The time without changes after which pages are drawn.
pub(super) const QUIET: Duration = Duration::from_millis(150);

impl Site {
    pub(super) fn open(root: &Path, options: &link::Options) -> Site {
        let watched = WatchedFolder::start(root, false, &mut |_| {});
        let (sources, found) = watched.folder.sources();
        let started = (sources.clone(), found.clone());
        let compiled = CompiledSite::new(None, sources, found.clone(), options, &mut Stopwatch::start());
        Site {
            root: root.to_path_buf(),
            watched,
            options: options.clone(),
            buffers: BTreeMap::new(),
            compiled: Arc::new(compiled),
            found,
            changed: None,
            started,
            running: None,
            number: 1,
            changed_at: Instant::now(),
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
        self.mark_changed(Changed::One(Arc::clone(file)));
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
        self.mark_changed(match files {
            [file] => Changed::One(Arc::from(*file)),
            _ => Changed::Several,
        });
    }

    fn mark_changed(&mut self, new: Changed) {
        let is_known = self.changed.as_ref().is_some_and(|changed| *changed != new);
        self.changed = Some(if is_known { Changed::Several } else { new });
        self.changed_at = Instant::now();
    }

    /// Returns `true` if the snapshot is that of the files as they are now.
    pub(super) fn is_current(&self) -> bool {
        self.changed.is_none() && self.running.is_none()
    }

    /// Returns `true` if no file but this one may have changed since the snapshot was made.
    fn is_current_except(&self, file: &str) -> bool {
        let changes = self.changed.iter().chain(self.running.as_ref().map(|(_, changed)| changed));
        changes.into_iter().all(|changed| matches!(changed, Changed::One(own) if **own == *file))
    }

    /// Looks for changes of the folder that the client did not report.
    pub(super) fn poll(&mut self) {
        if self.watched.wait_and_scan(Duration::ZERO, &mut |_| {}).is_none() {
            return;
        }
        let (sources, found) = self.watched.folder.sources();
        if sources.hash() != self.started.0.hash() || found != self.started.1 {
            self.mark_changed(Changed::Several);
        }
    }

    /// Returns what the next snapshot is made from.
    fn input(&mut self) -> Input {
        if let Some(check) = &self.check {
            check.cancel();
        }
        let (sources, found) = self.watched.folder.sources();
        self.started = (sources.clone(), found.clone());
        Input { before: Arc::clone(&self.compiled), sources, found, options: self.options.clone() }
    }

    /// Starts to make the next snapshot if files may have changed. `done` is called on another thread when it is made.
    ///
    /// # Errors
    /// [`AnalysisBug`] if it could not be made. The last one stays until the next change.
    pub(super) fn start_update(&mut self, done: impl FnOnce() + Send + 'static) -> Result<(), AnalysisBug> {
        self.take_finished()?;
        if self.running.is_some() {
            return Ok(());
        }
        let Some(changed) = self.changed.take() else { return Ok(()) };
        if let Some(analysis) = Analysis::start(self.input(), done) {
            self.running = Some((analysis, changed));
            return Ok(());
        }
        self.changed = Some(changed);
        self.update()
    }

    /// Takes the snapshot that another thread has made.
    ///
    /// # Errors
    /// [`AnalysisBug`] if it could not be made. The last one stays until the next change.
    pub(super) fn take_finished(&mut self) -> Result<(), AnalysisBug> {
        let Some(next) = self.running.as_ref().and_then(|(analysis, _)| analysis.result()) else {
            return Ok(());
        };
        self.running = None;
        self.install(next)
    }

    /// Makes the next snapshot if files may have changed, and waits for it.
    ///
    /// # Errors
    /// [`AnalysisBug`] if it could not be made. The last one stays until the next change.
    pub(super) fn update(&mut self) -> Result<(), AnalysisBug> {
        if let Some((analysis, _)) = self.running.take() {
            self.install(analysis.wait())?;
        }
        if self.changed.take().is_none() {
            return Ok(());
        }
        let next = analyze(&self.input());
        self.install(next)
    }

    fn install(&mut self, next: Next) -> Result<(), AnalysisBug> {
        let (next, found) = next?;
        // Diagnostics of drawn pages stay until these are drawn again, except in files whose positions moved.
        let (old, new) = (self.compiled.content.sources(), next.content.sources());
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
        if self.drawn.1 == self.number || !self.is_current() || self.changed_at.elapsed() < quiet {
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
        self.is_current() && self.drawn.1 == self.number
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
    /// The text that offsets are in.
    pub(super) text: &'s str,
    pub(super) lines: Lines<'s>,
    pub(super) encoding: Encoding,
    /// The file, if its text was not analysed yet.
    typed: Option<&'s SourceFile>,
    parsed: OnceCell<Option<Document>>,
}

impl<'s> FileContext<'s> {
    /// Returns a file with the text that was analysed; `None` for a file that was not read.
    pub(super) fn new(site: &'s Site, file: Arc<str>, encoding: Encoding) -> Option<FileContext<'s>> {
        let text = site.snapshot().sources().text(&file)?;
        let lines = site.lines(&file, encoding);
        Some(FileContext { site, file, text, lines, encoding, typed: None, parsed: OnceCell::new() })
    }

    /// Returns a file with the text as the editor has it, which may not be analysed yet. Names are those of the last snapshot.
    pub(super) fn typed(site: &'s Site, file: Arc<str>, encoding: Encoding) -> Option<FileContext<'s>> {
        let Some(typed) = site.watched.folder.open_file(&file) else {
            return FileContext::new(site, file, encoding);
        };
        let analysed = site.snapshot().sources().get(&file).map(|file| file.hash);
        let (text, lines) = (typed.text()?, site.lines(&file, encoding));
        let typed = Some(typed).filter(|typed| analysed != Some(typed.hash));
        Some(FileContext { site, file, text, lines, encoding, typed, parsed: OnceCell::new() })
    }

    /// Returns a file with the text of the last analysis, for a question about a position in the text as the editor has it.
    /// `None` if the answer needs the next analysis: the name at the position changed, or another file.
    pub(super) fn analysed(
        site: &'s Site,
        file: Arc<str>,
        encoding: Encoding,
        position: Position,
    ) -> Option<FileContext<'s>> {
        if !site.is_current_except(&file) {
            return None;
        }
        let cx = FileContext::new(site, file, encoding)?;
        let Some(typed) = site.watched.folder.open_file(&cx.file) else { return Some(cx) };
        let replaced = Replaced::between(cx.text, typed.text()?);
        if replaced.is_some_and(|replaced| replaced.touches(cx.lines.offset(position))) {
            return None;
        }
        Some(FileContext { lines: cx.lines.since(replaced), ..cx })
    }

    pub(super) fn snapshot(&self) -> &'s Snapshot {
        self.site.snapshot()
    }

    /// Returns the parsed file.
    pub(super) fn document(&self) -> Option<&Document> {
        match self.typed {
            None => self.site.document(&self.file),
            Some(typed) => self.parsed.get_or_init(|| parse(typed).0).as_ref(),
        }
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
