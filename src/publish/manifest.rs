//! The list, inside a published site, of every file that rolebook wrote. It is also the marker that the folder is
//! ours.
//!
//! Format, little-endian, `varint` being LEB128: the line `rolebook manifest 5`; the generator (varint length,
//! bytes); the 16 bytes of [`Inputs`]; the report of the build (varint length, bytes); the [`Digests`]: 16 bytes of the
//! rest, the number of tables (varint), and for each the number of elements (varint) and 16 bytes of each; the number of files (varint);
//! for each file, sorted by path bytewise: the length of the prefix it shares with the previous path (varint), the
//! rest of the path (varint length, bytes), 16 bytes of [`Fingerprint`], the file's length (varint), 8 bytes of its
//! content hash, and what it reads: 0 for all, 1 for the same as the file before, otherwise the number of elements
//! plus 2 (varint), the first of them and the distance of each other one from the one before (varints); the number of provisional files (varint), and for each, the number of files since the one before
//! (varint); last the rapidhash v3 of everything before. Equal contents give equal bytes.
//!
//! Version 4 had no digests, so each page is made once more to know its fingerprint. Version 3 had no provisional files. Earlier versions had no report, and version 1 no content hashes: their files are
//! ours, and all of them are written again. A manifest of any other version is treated as damaged.
//!
//! The manifest is also the record of the addresses that a site has published, since a build drops none unless it is
//! told to. A file is provisional if only builds with drafts have had it: then it may vanish.
//!
//! Deliberately absent: times, owners and absolute paths. Times are kept in the [`Seal`].

use std::fs::File;
use std::io::{self, Read as _};

use rapidhash::v3::rapidhash_v3;
use rustix::fd::{AsFd as _, OwnedFd};
use rustix::fs::{FileType, Mode, OFlags};
use rustix::io::Errno;

use super::encoding::{
    put_digests, put_number, put_reads, put_slice, take, take_digests, take_number, take_reads, take_slice,
    take_u64, take_u128,
};
use super::listing::{ListedFile, ListedReads, Listing};
use super::seal::{FileTime, Seal, changed, written};
use super::{Digests, Fingerprint, Inputs};

/// The manifest's path in a published site.
pub(super) const MANIFEST: &str = ".rolebook-manifest";

/// The prefix of a manifest of any version.
const OURS: &[u8] = b"rolebook manifest ";
const HEADER: &[u8] = b"rolebook manifest 5\n";
const HEADER_4: &[u8] = b"rolebook manifest 4\n";
const HEADER_3: &[u8] = b"rolebook manifest 3\n";
const HEADER_2: &[u8] = b"rolebook manifest 2\n";
const HEADER_1: &[u8] = b"rolebook manifest 1\n";

/// More than a manifest of ten million files needs; a larger one is treated as damaged.
const LARGEST: u64 = 1 << 30;

/// A parsed manifest.
#[derive(Debug, Default)]
pub(super) struct Manifest {
    /// The version of the program that made the site.
    pub generator: String,
    /// The inputs of the site, if known.
    pub inputs: Option<Inputs>,
    /// What the build said about these inputs.
    pub report: Vec<u8>,
    /// The hashes of what the pages were made of; without elements if they are not known.
    pub digests: Digests,
    /// Sorted by path.
    pub files: Listing,
    /// The indices of provisional files, sorted.
    pub provisional: Vec<usize>,
}

/// The result of parsing a file with the manifest's name.
pub(super) enum ManifestState {
    /// Not ours: it lacks the prefix of a manifest.
    Foreign,
    /// Ours, but truncated, modified, or of another version: it lists nothing.
    Damaged,
    Whole(Box<Manifest>),
}

/// Encodes a manifest; `files` must be sorted by path, and `provisional`, their indices, too.
pub(super) fn encode<'l>(
    generator: &str,
    inputs: Inputs,
    report: &[u8],
    digests: &Digests,
    count: usize,
    files: impl Iterator<Item = ListedFile<'l>>,
    provisional: &[usize],
) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(64 + count * 44);
    bytes.extend_from_slice(HEADER);
    put_slice(&mut bytes, generator.as_bytes());
    bytes.extend_from_slice(&inputs.0.to_le_bytes());
    put_slice(&mut bytes, report);
    put_digests(&mut bytes, digests);
    put_number(&mut bytes, count as u64);
    let mut before: &[u8] = &[];
    let mut read_before: ListedReads<'_> = None;
    for ListedFile { path, fingerprint, bytes: length, content, reads } in files {
        let shared = before.iter().zip(path).take_while(|(a, b)| a == b).count();
        put_number(&mut bytes, shared as u64);
        put_slice(&mut bytes, &path[shared..]);
        bytes.extend_from_slice(&fingerprint.0.to_le_bytes());
        put_number(&mut bytes, length);
        bytes.extend_from_slice(&content.to_le_bytes());
        put_reads(&mut bytes, reads, read_before);
        before = path;
        read_before = reads;
    }
    put_number(&mut bytes, provisional.len() as u64);
    let mut before = 0;
    for &index in provisional {
        put_number(&mut bytes, (index - before) as u64);
        before = index;
    }
    let checksum = rapidhash_v3(&bytes);
    bytes.extend_from_slice(&checksum.to_le_bytes());
    bytes
}

/// A manifest read from a folder.
pub(super) struct Loaded {
    pub reading: ManifestState,
    /// When it was written: its modification time, or its change time if that is earlier.
    pub written: FileTime,
    pub seal: Option<Seal>,
    pub mode: u32,
}

/// Reads the manifest of the site in a folder; `None` if there is none.
///
/// # Errors
/// Errors of the system.
pub(super) fn load(site: &OwnedFd) -> io::Result<Option<Loaded>> {
    // Without NONBLOCK, opening a named pipe of this name would block.
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let mut file = match rustix::fs::openat(site, MANIFEST, flags, Mode::empty()) {
        Ok(descriptor) => File::from(descriptor),
        Err(Errno::NOENT | Errno::LOOP | Errno::NXIO) => return Ok(None),
        Err(errno) => return Err(errno.into()),
    };
    let found = rustix::fs::fstat(&file)?;
    if !FileType::from_raw_mode(found.st_mode).is_file() {
        return Ok(None);
    }
    let seal = Seal::read(file.as_fd());
    let mut bytes = Vec::new();
    // A foreign file of the same name may be of any size.
    file.by_ref().take(OURS.len() as u64).read_to_end(&mut bytes)?;
    if bytes == OURS {
        file.take(LARGEST).read_to_end(&mut bytes)?;
    }
    Ok(Some(Loaded {
        reading: read(&bytes),
        // The modification time can be set to any value, but setting it updates the change time.
        written: written(&found).min(changed(&found)),
        seal,
        mode: found.st_mode & 0o7777,
    }))
}

/// Parses a manifest. Every path of a valid one is plain, see [`is_plain`], and the paths are sorted.
pub(super) fn read(bytes: &[u8]) -> ManifestState {
    if !bytes.starts_with(OURS) {
        return ManifestState::Foreign;
    }
    match read_whole(bytes) {
        Some(manifest) => ManifestState::Whole(Box::new(manifest)),
        None => ManifestState::Damaged,
    }
}

fn read_whole(bytes: &[u8]) -> Option<Manifest> {
    let (body, checksum) = bytes.split_last_chunk::<8>()?;
    if rapidhash_v3(body) != u64::from_le_bytes(*checksum) {
        return None;
    }
    let headers = [(HEADER, 5), (HEADER_4, 4), (HEADER_3, 3), (HEADER_2, 2), (HEADER_1, 1)];
    let (mut rest, version) =
        headers.into_iter().find_map(|(header, version)| Some((body.strip_prefix(header)?, version)))?;
    let mut generator = str::from_utf8(take_slice(&mut rest)?).ok()?.to_owned();
    if version < 3 {
        // No current program writes this version, so no file is kept.
        generator.clear();
    }
    let inputs = match version {
        3.. => Some(Inputs(take_u128(&mut rest)?)),
        _ => match take(&mut rest, 1)? {
            [0] => None,
            [1] => Some(Inputs(take_u128(&mut rest)?)),
            _ => return None,
        },
    };
    let report = if version < 3 { Vec::new() } else { take_slice(&mut rest)?.to_vec() };
    let digests = if version < 5 { Digests::default() } else { take_digests(&mut rest)? };
    let count = take_number(&mut rest)?;
    let mut files = Listing::default();
    let mut path = Vec::new();
    let mut reads: Option<Vec<u32>> = None;
    for index in 0..count {
        let shared = usize::try_from(take_number(&mut rest)?).ok()?;
        let new = take_slice(&mut rest)?;
        // Sorted after the previous path: either an extension of it, or greater at the first difference.
        let later = match path.get(shared) {
            Some(old) => new.first() > Some(old),
            None => shared == path.len() && !new.is_empty(),
        };
        path.truncate(shared);
        path.extend_from_slice(new);
        if !(later || index == 0) || !is_plain(&path) {
            return None;
        }
        let fingerprint = Fingerprint(take_u128(&mut rest)?);
        let bytes = take_number(&mut rest)?;
        let content = if version > 1 { take_u64(&mut rest)? } else { 0 };
        if version > 4 {
            take_reads(&mut rest, &mut reads)?;
        }
        files.push(ListedFile { path: &path, fingerprint, bytes, content, reads: reads.as_deref() });
    }
    let mut provisional = Vec::new();
    if version > 3 {
        let count = take_number(&mut rest)?;
        for number in 0..count {
            let since = usize::try_from(take_number(&mut rest)?).ok()?;
            let index = provisional.last().copied().unwrap_or(0_usize).checked_add(since)?;
            if index >= files.len() || since == 0 && number > 0 {
                return None;
            }
            provisional.push(index);
        }
    }
    rest.is_empty().then_some(Manifest { generator, inputs, report, digests, files, provisional })
}

/// Returns `true` if a path names a possible page inside the output: not empty, no empty component, no `.` or `..`,
/// no zero byte, not the manifest, and within 4,096 bytes.
pub(super) fn is_plain(path: &[u8]) -> bool {
    path.len() <= 4096
        && path != MANIFEST.as_bytes()
        && !path.contains(&0)
        && path.split(|&byte| byte == b'/').all(|part| !matches!(part, b"" | b"." | b".."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(paths: &[&str]) -> Vec<u8> {
        let files = paths.iter().enumerate().map(|(index, path)| ListedFile {
            path: path.as_bytes(),
            fingerprint: Fingerprint(u128::MAX - path.len() as u128),
            bytes: path.len() as u64 * 1000,
            content: path.len() as u64 + 1,
            reads: [None, Some(&[][..]), Some(&[3, 9][..])][index.min(2)],
        });
        let digests = Digests { rest: 5, elements: vec![vec![1, 2], Vec::new(), vec![3]] };
        let provisional = &[0, 1][..paths.len().min(2)];
        encode("rolebook 1.0", Inputs(7), b"a report", &digests, paths.len(), files, provisional)
    }

    #[test]
    fn a_manifest_survives_a_round_trip() {
        let paths = ["a/b/index.html", "a/bc", "index.html", "indexes/ü"];
        let ManifestState::Whole(manifest) = read(&sample(&paths)) else { panic!("not whole") };
        assert_eq!((manifest.generator.as_str(), manifest.inputs), ("rolebook 1.0", Some(Inputs(7))));
        assert_eq!(
            (manifest.report.as_slice(), manifest.provisional.as_slice()),
            (&b"a report"[..], &[0, 1][..])
        );
        let read: Vec<_> = manifest.files.iter().map(|file| file.path).collect();
        assert_eq!(read, paths.map(str::as_bytes));
        assert_eq!((manifest.files.get(3).bytes, manifest.files.get(3).content), (10_000, 11));
        let Digests { rest, elements } = manifest.digests;
        assert_eq!((rest, elements), (5, vec![vec![1, 2], Vec::new(), vec![3]]));
        let reads: Vec<_> = manifest.files.iter().map(|file| file.reads).collect();
        assert_eq!(reads, [None, Some(&[][..]), Some(&[3, 9]), Some(&[3, 9])]);
    }

    #[test]
    fn a_manifest_cut_or_altered_anywhere_is_damaged_but_ours() {
        let bytes = sample(&["a", "b/c"]);
        for end in OURS.len()..bytes.len() {
            assert!(matches!(read(&bytes[..end]), ManifestState::Damaged), "cut at {end}");
        }
        for place in OURS.len()..bytes.len() {
            let mut altered = bytes.clone();
            altered[place] ^= 1;
            assert!(matches!(read(&altered), ManifestState::Damaged), "altered at {place}");
        }
        assert!(matches!(read(b"<html>"), ManifestState::Foreign));
    }

    #[test]
    fn a_manifest_with_a_path_that_leaves_the_output_or_out_of_order_is_damaged() {
        for paths in [
            &["../a"][..],
            &["/etc/passwd"],
            &["a//b"],
            &["a/."],
            &["a\0b"],
            &[""],
            &[MANIFEST],
            &["b", "a"],
            &["a", "a"],
        ] {
            assert!(matches!(read(&sample(paths)), ManifestState::Damaged), "{paths:?}");
        }
    }
}
