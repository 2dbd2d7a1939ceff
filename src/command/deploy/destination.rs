//! The place that a site is deployed to.

use std::fmt;

use crate::error::Error;

/// Identifies a file at a destination: what it holds, and how it is sent to readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Stamp {
    /// The rapidhash of its bytes.
    pub content: u64,
    /// Its length.
    pub bytes: u64,
    /// The hash of the headers that the destination stores with it; 0 where it stores none.
    pub headers: u32,
}

impl Stamp {
    /// Parses the form that `Display` gives.
    pub(super) fn parse(text: &str) -> Option<Stamp> {
        let mut parts = text.split('-');
        let mut digits = |length: usize| {
            let part = parts.next().filter(|part| part.len() <= length && !part.is_empty())?;
            part.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u64::from_str_radix(part, 16).ok())?
        };
        let (content, bytes, headers) = (digits(16)?, digits(16)?, digits(8)?);
        let stamp = Stamp { content, bytes, headers: u32::try_from(headers).ok()? };
        parts.next().is_none().then_some(stamp)
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}-{:x}-{:08x}", self.content, self.bytes, self.headers)
    }
}

/// The state of a path at a destination.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    Nothing,
    /// A file with this stamp.
    File(Stamp),
    /// A file that no deploy put there.
    Foreign,
}

/// A file to send.
pub(super) struct Upload<'u> {
    pub path: &'u str,
    pub bytes: &'u [u8],
    pub stamp: Stamp,
    /// Header names in lower case, and their values.
    pub headers: Vec<(&'static str, String)>,
}

/// A place that holds files by path. All methods may be called by several threads.
///
/// A file is there completely or not at all. Each method fails with the error that ends the deploy; passing failures have been
/// retried by then.
pub(super) trait Destination: Sync {
    /// Reads one of the lists of a deploy.
    fn read(&self, path: &str, largest: u64) -> Result<Option<Vec<u8>>, Error>;

    /// Returns what is at a path.
    fn find(&self, path: &str) -> Result<Found, Error>;

    /// Returns `true` if there is no file at all.
    fn is_empty(&self) -> Result<bool, Error>;

    /// Writes or replaces a file.
    fn put(&self, upload: &Upload<'_>) -> Result<(), Error>;

    /// Deletes a file; succeeds if there is none.
    fn delete(&self, path: &str) -> Result<(), Error>;

    /// Makes everything so far survive a power failure.
    fn sync(&self) -> Result<(), Error>;

    /// Takes the destination over from another deploy, if one is running.
    fn claim(&self) -> Result<(), Error>;

    /// Returns `false` once another deploy has claimed the destination.
    fn is_claimed(&self) -> bool;

    /// Ends the claim.
    fn release(&self) -> Result<(), Error>;

    /// Returns `true` if it stores headers with each file.
    fn stores_headers(&self) -> bool;

    /// Returns `true` if each file has a stamp only if a deploy put it there.
    fn marks_files(&self) -> bool;

    /// The number of files to send at the same time.
    fn connections(&self) -> usize;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_survives_a_round_trip_and_other_texts_are_refused() {
        for stamp in [
            Stamp { content: 0, bytes: 0, headers: 0 },
            Stamp { content: u64::MAX, bytes: u64::MAX, headers: u32::MAX },
        ] {
            assert_eq!(Stamp::parse(&stamp.to_string()), Some(stamp));
        }
        for text in ["", "1", "1-2", "1-2-3-4", "1-2-", "-1-2-3", "+1-2-3", "x-2-3", "1-2-123456789"] {
            assert_eq!(Stamp::parse(text), None, "{text}");
        }
    }
}
