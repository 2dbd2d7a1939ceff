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
    /// The site itself, at its `base_url`. An example address has no published site.
    Published,
    /// An address on the web.
    Url(String),
    /// A file on this machine.
    File(PathBuf),
}

/// Returns the paths of a published site; `None` if its host has no list of them, because no build has published one yet. A site with an example address has published nothing.
/// `base_url` is the address of the site, unless it is an example.
///
/// # Errors
/// [`Error::Refused`] for a text that is no list of addresses, or not all of one, [`Error::Io`] if a file cannot be read, and
/// [`Error::Remote`] if a host does not answer: without the list, addresses would be lost.
pub(crate) fn load(
    source: &LedgerSource,
    base_url: Option<&str>,
    client: &LinkClient,
) -> Result<Option<Vec<String>>, Error> {
    let fetch = |url: String| match client.fetch(&url, LARGEST) {
        Fetched::Body(bytes) => Ok(Some((bytes, url))),
        Fetched::Missing => Ok(None),
        Fetched::Failed(why) => Err(Error::Remote {
            what: format!("fetching `{url}`: {why}"),
            help: "try again later; if no site was ever published there, build without --ledger".to_string(),
        }),
    };
    let found = match source {
        LedgerSource::File(path) => Some((read(path)?, path.display().to_string())),
        LedgerSource::Url(url) => fetch(url.clone())?,
        LedgerSource::Published => match base_url {
            Some(site) => fetch(format!("{}/{}", site.trim_end_matches('/'), addresses::FILE))?,
            None => return Ok(Some(Vec::new())),
        },
    };
    let Some((bytes, name)) = found else { return Ok(None) };
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
