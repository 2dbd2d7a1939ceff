//! The files of the published site that the new one lacks.

use std::sync::PoisonError;

use super::listing::Listing;
use super::stage::Stage;
use super::writer::StageWriter;

/// Compares the files of the new site so far with those of the published one.
pub struct PublishedFiles<'s> {
    stage: &'s Stage,
    made: Listing,
}

impl Stage {
    /// Returns the files of the new site so far. All writers must have been dropped.
    pub fn files_so_far(&mut self) -> PublishedFiles<'_> {
        let made = std::mem::take(self.merge());
        PublishedFiles { stage: self, made }
    }
}

impl Drop for PublishedFiles<'_> {
    fn drop(&mut self) {
        self.stage.made.lock().unwrap_or_else(PoisonError::into_inner).push(std::mem::take(&mut self.made));
    }
}

impl PublishedFiles<'_> {
    /// Returns the paths of the published site, and of `earlier`, that the new site does not have, sorted. Provisional
    /// files are left out.
    pub fn missing(&self, earlier: &[String]) -> Vec<String> {
        let mut missing: Vec<String> =
            earlier.iter().filter(|path| !self.has(path.as_bytes())).cloned().collect();
        if let Some(published) = &self.stage.output.manifest {
            let gone = (0..published.files.len()).filter(|&index| {
                !self.stage.kept.has(index) && published.provisional.binary_search(&index).is_err()
            });
            let gone = gone.map(|index| published.files.path(index));
            let gone = gone.filter(|path| self.made.find(0, path).is_none());
            // Paths are made of text.
            missing.extend(gone.filter_map(|path| Some(str::from_utf8(path).ok()?.to_string())));
        }
        missing.sort_unstable();
        missing.dedup();
        missing
    }

    /// Returns `true` if a file may be added at this path: no file has the path of one of its folders, and none is
    /// below it.
    pub fn has_room(&self, path: &str) -> bool {
        let below = format!("{path}/");
        let mut folders = path.match_indices('/').map(|(at, _)| &path[..at]);
        folders.all(|folder| !self.has(folder.as_bytes()))
            && !self.made.has_prefix_from(0, below.as_bytes())
            && !self.keeps_below(below.as_bytes())
    }

    /// Iterates over the paths of the new site that are not provisional, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        let files = self.stage.files(&self.made).filter(|file| !self.stage.is_provisional(file.path));
        files.filter_map(|file| str::from_utf8(file.path).ok())
    }

    /// Returns a writer, whose files are not among these.
    pub fn writer(&self) -> StageWriter<'_> {
        self.stage.writer()
    }

    fn has(&self, path: &[u8]) -> bool {
        self.made.find(0, path).is_some() || self.kept(path)
    }

    fn kept(&self, path: &[u8]) -> bool {
        let published = self.stage.output.manifest.as_ref();
        let index = published.and_then(|published| published.files.find(0, path));
        index.is_some_and(|index| self.stage.kept.has(index))
    }

    fn keeps_below(&self, prefix: &[u8]) -> bool {
        let Some(published) = &self.stage.output.manifest else { return false };
        let (Ok(first) | Err(first)) = published.files.find_from(0, prefix);
        (first..published.files.len())
            .take_while(|&index| published.files.path(index).starts_with(prefix))
            .any(|index| self.stage.kept.has(index))
    }
}
