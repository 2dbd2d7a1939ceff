//! A compact list of files: path, fingerprint, length, content hash.
//!
//! A site may have 500,000 pages, so a file costs 48 bytes plus its path, in three allocations for the whole list.
//! Deliberately absent: a `String` or a `PathBuf` per file.

use std::sync::atomic::{AtomicU64, Ordering};

use rapidhash::v3::rapidhash_v3;

use super::Fingerprint;

/// The files of one site. Sorted by path, bytewise, after [`sort`](Listing::sort).
#[derive(Debug, Default)]
pub(super) struct Listing {
    /// All paths, concatenated.
    paths: Vec<u8>,
    files: Vec<PackedFile>,
    /// What the pages read, each time the number of elements and then these; pages in a row that read the same share one.
    reads: Vec<u32>,
    /// The last entry of `reads`.
    last: Option<u32>,
}

/// A page that may have read everything.
const READS_ALL: u32 = u32::MAX;

#[derive(Clone, Copy, Debug)]
struct PackedFile {
    fingerprint: Fingerprint,
    bytes: u64,
    content: u64,
    start: u32,
    /// The place in `reads`, or [`READS_ALL`].
    reads: u32,
    length: u16,
}

/// One file of a [`Listing`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ListedFile<'l> {
    /// Relative to the output, with `/` as separator.
    pub path: &'l [u8],
    pub fingerprint: Fingerprint,
    /// The file's length in bytes.
    pub bytes: u64,
    /// The [`content_hash`] of its bytes.
    pub content: u64,
    /// What the page reads.
    pub reads: ListedReads<'l>,
}

/// The numbers of the elements that a page reads, sorted; `None` for a page that may read all.
pub(super) type ListedReads<'l> = Option<&'l [u32]>;

/// Hashes a file's bytes, to detect modifications.
pub(crate) fn content_hash(bytes: &[u8]) -> u64 {
    rapidhash_v3(bytes)
}

impl Listing {
    pub(super) fn len(&self) -> usize {
        self.files.len()
    }

    pub(super) fn path(&self, index: usize) -> &[u8] {
        self.path_of(&self.files[index])
    }

    pub(super) fn get(&self, index: usize) -> ListedFile<'_> {
        let file = &self.files[index];
        let PackedFile { fingerprint, bytes, content, .. } = *file;
        ListedFile { path: self.path_of(file), fingerprint, bytes, content, reads: self.reads_of(file) }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = ListedFile<'_>> {
        (0..self.len()).map(|index| self.get(index))
    }

    pub(super) fn push(&mut self, file: ListedFile<'_>) {
        let reads = self.place_of(file.reads);
        self.files.push(PackedFile {
            fingerprint: file.fingerprint,
            bytes: file.bytes,
            content: file.content,
            start: arena_offset(self.paths.len()),
            reads,
            length: u16::try_from(file.path.len()).expect("invariant: no system opens a path of 64 KiB"),
        });
        self.paths.extend_from_slice(file.path);
    }

    /// Replaces what the page at an index reads.
    pub(super) fn set_reads(&mut self, index: usize, reads: ListedReads<'_>) {
        self.files[index].reads = self.place_of(reads);
    }

    /// Appends the files of another listing.
    pub(super) fn append(&mut self, other: &Listing) {
        let offset = arena_offset(self.paths.len());
        self.paths.extend_from_slice(&other.paths);
        // Checks that the new length still fits an offset, before the next `push` or `append` does.
        arena_offset(self.paths.len());
        let before = arena_offset(self.reads.len());
        self.reads.extend_from_slice(&other.reads);
        self.last = None;
        self.files.extend(other.files.iter().map(|file| PackedFile {
            start: file.start + offset,
            reads: if file.reads == READS_ALL { READS_ALL } else { file.reads + before },
            ..*file
        }));
    }

    pub(super) fn sort(&mut self) {
        let Listing { paths, files, .. } = self;
        // Stable because writers deliver long sorted runs, which this sort only merges.
        files.sort_by(|a, b| path_in(paths, a).cmp(path_in(paths, b)));
    }

    /// Finds `path` in a sorted listing: `Ok` with its index, or `Err` with the index where it would be inserted. The
    /// search begins at `near` and is fast when the result is there or a little further on. `near` must not be past
    /// the result.
    pub(super) fn find_from(&self, near: usize, path: &[u8]) -> Result<usize, usize> {
        let (mut low, mut step) = (near, 1);
        let high = loop {
            let probe = low + step - 1;
            if probe >= self.len() {
                break self.len();
            }
            match self.path(probe).cmp(path) {
                std::cmp::Ordering::Less => (low, step) = (probe + 1, step * 2),
                std::cmp::Ordering::Equal => return Ok(probe),
                std::cmp::Ordering::Greater => break probe,
            }
        };
        match self.files[low..high].binary_search_by(|file| self.path_of(file).cmp(path)) {
            Ok(found) => Ok(low + found),
            Err(place) => Err(low + place),
        }
    }

    /// Finds `path` in a sorted listing; `near` is a hint and may be wrong.
    pub(super) fn find(&self, near: usize, path: &[u8]) -> Option<usize> {
        let begin = if near < self.len() && self.path(near) <= path { near } else { 0 };
        self.find_from(begin, path).ok()
    }

    /// Returns `true` if a sorted listing has a file whose path begins with `prefix`; `near` as in
    /// [`find_from`](Listing::find_from).
    pub(super) fn has_prefix_from(&self, near: usize, prefix: &[u8]) -> bool {
        let (Ok(place) | Err(place)) = self.find_from(near, prefix);
        place < self.len() && self.path(place).starts_with(prefix)
    }

    /// The folders whose first file in the listing is the one at `index`, outermost first. The top folder has an
    /// empty path and is not among them.
    pub(super) fn new_folders(&self, index: usize) -> impl Iterator<Item = &[u8]> {
        let path = self.path(index);
        let before = if index == 0 { &[] } else { self.path(index - 1) };
        let common = before.iter().zip(path).take_while(|(a, b)| a == b).count();
        (common..path.len()).filter(|&place| path[place] == b'/').map(|place| &path[..place])
    }

    /// Returns the place of what a page reads, in `reads`.
    fn place_of(&mut self, reads: ListedReads<'_>) -> u32 {
        let Some(reads) = reads else { return READS_ALL };
        if let Some(last) = self.last.filter(|last| self.reads_at(*last) == reads) {
            return last;
        }
        let place = arena_offset(self.reads.len());
        self.reads.push(u32::try_from(reads.len()).expect("invariant: what a page reads is limited"));
        self.reads.extend_from_slice(reads);
        self.last = Some(place);
        place
    }

    fn reads_at(&self, place: u32) -> &[u32] {
        let (count, rest) =
            self.reads[place as usize..].split_first().expect("invariant: it is a place of an entry");
        &rest[..*count as usize]
    }

    fn reads_of(&self, file: &PackedFile) -> ListedReads<'_> {
        (file.reads != READS_ALL).then(|| self.reads_at(file.reads))
    }

    fn path_of(&self, file: &PackedFile) -> &[u8] {
        path_in(&self.paths, file)
    }
}

fn path_in<'p>(paths: &'p [u8], file: &PackedFile) -> &'p [u8] {
    &paths[file.start as usize..][..usize::from(file.length)]
}

fn arena_offset(length: usize) -> u32 {
    u32::try_from(length).expect("invariant: the paths of one site take less than 4 GiB")
}

/// One bit per file of a listing, shared by several threads.
#[derive(Debug)]
pub(super) struct BitSet {
    words: Vec<AtomicU64>,
}

impl BitSet {
    pub(super) fn none_of(count: usize) -> BitSet {
        BitSet { words: (0..count.div_ceil(64)).map(|_| AtomicU64::new(0)).collect() }
    }

    /// Sets a bit and returns its previous value.
    pub(super) fn set(&self, index: usize) -> bool {
        let bit = 1 << (index % 64);
        self.words[index / 64].fetch_or(bit, Ordering::Relaxed) & bit != 0
    }

    pub(super) fn clear(&self, index: usize) {
        self.words[index / 64].fetch_and(!(1 << (index % 64)), Ordering::Relaxed);
    }

    pub(super) fn has(&self, index: usize) -> bool {
        self.words[index / 64].load(Ordering::Relaxed) & (1 << (index % 64)) != 0
    }

    pub(super) fn count(&self) -> usize {
        self.words.iter().map(|word| word.load(Ordering::Relaxed).count_ones() as usize).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listing(paths: &[&str]) -> Listing {
        let mut listing = Listing::default();
        for path in paths {
            listing.push(ListedFile {
                path: path.as_bytes(),
                fingerprint: Fingerprint(1),
                bytes: 1,
                content: 1,
                reads: None,
            });
        }
        listing.sort();
        listing
    }

    #[test]
    fn what_pages_read_is_kept_when_listings_are_joined_and_sorted() {
        let reading = |pages: &[(&str, ListedReads<'_>)]| {
            let mut listing = Listing::default();
            for &(path, reads) in pages {
                let path = path.as_bytes();
                listing.push(ListedFile { path, fingerprint: Fingerprint(1), bytes: 1, content: 1, reads });
            }
            listing
        };
        let mut listing = reading(&[("b", Some(&[1, 2])), ("d", Some(&[1, 2])), ("a", None)]);
        listing.append(&reading(&[("c", Some(&[])), ("e", Some(&[9]))]));
        listing.sort();
        let reads: Vec<_> = listing.iter().map(|file| file.reads).collect();
        assert_eq!(reads, [None, Some(&[1, 2][..]), Some(&[]), Some(&[1, 2]), Some(&[9])]);
    }

    #[test]
    fn every_file_is_found_from_any_earlier_start_and_no_other_path_is() {
        let paths: Vec<String> = (0..100).map(|n| format!("{n:03}/index.html")).collect();
        let listing = listing(&paths.iter().map(String::as_str).collect::<Vec<_>>());
        for (index, path) in paths.iter().enumerate() {
            for near in 0..=index {
                assert_eq!(listing.find_from(near, path.as_bytes()), Ok(index));
                assert_eq!(listing.find_from(near, &path.as_bytes()[..3]), Err(index));
            }
            assert_eq!(listing.find(99, path.as_bytes()), Some(index));
        }
        assert_eq!(listing.find_from(100, b"zzz"), Err(100));
        assert!(listing.has_prefix_from(0, b"007/"));
        assert!(!listing.has_prefix_from(0, b"07/"));
    }

    #[test]
    fn a_folder_belongs_to_its_first_file() {
        let listing = listing(&["a/b/1", "a/b/2", "a/c/1", "a-b/1", "top"]);
        let folders: Vec<Vec<&[u8]>> = (0..5).map(|index| listing.new_folders(index).collect()).collect();
        assert_eq!(folders, [vec![&b"a-b"[..]], vec![b"a", b"a/b"], vec![], vec![b"a/c"], vec![]]);
    }
}
