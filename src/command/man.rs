//! `rolebook man`: manual pages as files.

use std::path::Path;

use super::save;
use crate::error::Error;
use crate::source::read_plain;

/// Writes manual pages into a folder and replaces those of other versions. A file that is not such a page is never
/// overwritten.
pub fn write_pages(folder: &Path, pages: &[(String, Vec<u8>)]) -> Result<(), Error> {
    let mut before = Vec::new();
    for (name, _) in pages {
        before.push(read_own(&folder.join(name))?);
    }
    for ((name, page), before) in pages.iter().zip(before) {
        match before {
            Some(before) => save::replace(folder, name, &before, page)?,
            None => save::create(folder, name, page)?,
        }
    }
    Ok(())
}

/// The size limit of a page in bytes. A page with all of `--help` has some thousands.
const LARGEST: u64 = 1024 * 1024;

/// Returns the bytes of an existing manual page of this program; `None` when there is no such file yet.
fn read_own(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    let bytes = match read_plain(path, LARGEST) {
        Ok(None) => return Ok(None),
        Ok(bytes) => bytes,
        Err(Error::Refused { .. }) => None,
        Err(error) => return Err(error),
    };
    if let Some(bytes) = bytes.filter(|bytes| String::from_utf8_lossy(bytes).contains(".TH rolebook")) {
        return Ok(Some(bytes));
    }
    Err(Error::Refused {
        what: format!("`{}` is not a manual page of rolebook", path.display()),
        help: "move it away, or choose another folder".to_string(),
    })
}
