//! Validation of the root folder.

use std::path::Path;

use crate::error::Error;

/// Refuses a root that is not a folder.
pub fn refuse_root(root: &Path) -> Result<(), Error> {
    if root.is_dir() {
        return Ok(());
    }
    Err(Error::Refused {
        what: format!("there is no folder `{}`", root.display()),
        help: "pass the folder of the site with --root; it contains the folder `content`".to_string(),
    })
}
