//! A site on the disk, for tests that run the program.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::PathBuf;
use std::time::Duration;

use tempfile::TempDir;

use super::Project;

/// The content of a file beside the site that must never be disclosed.
pub(crate) const SECRET: &str = "token-that-nobody-may-see";

/// A valid site in its own folder, beside a secret.
pub(crate) struct Place {
    pub folder: TempDir,
}

impl Place {
    pub(crate) fn new() -> Place {
        Place::with(&Project::new())
    }

    pub(crate) fn with(project: &Project) -> Place {
        Place::within(TempDir::new().expect("a folder"), project)
    }

    pub(crate) fn within(folder: TempDir, project: &Project) -> Place {
        project.write(&folder.path().join("site"));
        fs::write(folder.path().join("secret"), SECRET).expect("a file");
        Place { folder }
    }

    pub(crate) fn path(&self, inner: &str) -> PathBuf {
        self.folder.path().join(inner)
    }
}

/// Requests a page; returns the whole response, or what of it arrived. `None` if the connection failed.
pub(crate) fn get(address: &str, path: &str) -> Option<String> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(Duration::from_mins(1))).ok()?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    Some(answer)
}
