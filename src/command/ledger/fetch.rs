//! Reads the list of addresses of a published site.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use crate::command::external::ask::{Fetched, LinkClient};
use crate::error::Error;
use crate::pages::addresses;

/// More than the list of a million addresses needs.
const LARGEST: u64 = 128 * 1024 * 1024;

/// The place of the list of addresses of a published site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LedgerSource {
    /// An address on the web.
    Url(String),
    /// A file on this machine.
    File(PathBuf),
}

/// Returns the paths of a published site; `None` if its host has no list of them, because no build has published one yet.
///
/// # Errors
/// [`Error::Refused`] for a text that is no list of addresses, or not all of one, and [`Error::Io`] if it cannot be read.
pub(crate) fn load(source: &LedgerSource, client: &LinkClient) -> Result<Option<Vec<String>>, Error> {
    let (bytes, name) = match source {
        LedgerSource::File(path) => (read(path)?, path.display().to_string()),
        LedgerSource::Url(url) => match client.fetch(url, LARGEST) {
            Fetched::Body(bytes) => (bytes, url.clone()),
            Fetched::Missing => return Ok(None),
            Fetched::Failed(why) => {
                return Err(Error::io("fetching", Path::new(url), io::Error::other(why)));
            }
        },
    };
    addresses::parse(&bytes).map(Some).map_err(|why| Error::Refused {
        what: format!("`{name}` is no list of published addresses: {why}"),
        help: format!(
            "pass the `{}` of the published site, or build without --ledger where the output has the last build",
            addresses::FILE
        ),
    })
}

fn read(path: &Path) -> Result<Vec<u8>, Error> {
    let failed = |error| Error::io("reading", path, error);
    // A pipe would block.
    if !path.metadata().map_err(failed)?.is_file() {
        return Err(failed(io::Error::other("it is not a file")));
    }
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(LARGEST).read_to_end(&mut bytes)).map_err(failed)?;
    Ok(bytes)
}
