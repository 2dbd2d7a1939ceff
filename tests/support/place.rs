//! A site on the disk, for tests that run the program.

use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;

use super::Project;

/// The content of a file beside the site that must never be disclosed.
pub const SECRET: &str = "token-that-nobody-may-see";

/// A valid site in its own folder, beside a secret.
pub struct Place {
    pub folder: TempDir,
}

impl Place {
    pub fn new() -> Place {
        Place::with(&Project::new())
    }

    pub fn with(project: &Project) -> Place {
        let folder = TempDir::new().expect("a folder");
        project.write(&folder.path().join("site"));
        fs::write(folder.path().join("secret"), SECRET).expect("a file");
        Place { folder }
    }

    pub fn path(&self, inner: &str) -> PathBuf {
        self.folder.path().join(inner)
    }
}
