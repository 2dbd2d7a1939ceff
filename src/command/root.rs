//! The folder that a command is asked to look at.

use std::path::Path;

use crate::error::Error;

/// Refuses a root that is no folder.
pub fn refuse_root(root: &Path) -> Result<(), Error> {
    if root.is_dir() {
        return Ok(());
    }
    Err(Error::Refused {
        what: format!("there is no folder `{}`", root.display()),
        help: "name the folder of the site with --root; it holds the folder `content`".to_string(),
    })
}
