//! The parts of a benchmark: each runs in a folder in memory (tmpfs).

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// A name on the command line, and what it runs.
pub(crate) type Part<'p> = (&'p str, &'p dyn Fn(&Path) -> io::Result<()>);

/// Returns the folder of all sites and outputs.
pub(crate) fn place() -> PathBuf {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { memory.to_path_buf() } else { std::env::temp_dir() }
}

/// Runs the parts that the command line names; without one, the first `usual`. Their folders are removed at the end, also on
/// errors.
pub(crate) fn run(usual: usize, parts: &[Part<'_>]) -> ExitCode {
    let mut asked: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    if asked.is_empty() {
        asked = parts[..usual].iter().map(|(name, _)| (*name).to_string()).collect();
    }
    for name in asked {
        let done = run_one(&name, parts);
        if let Err(error) = done {
            eprintln!("error: {error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn run_one(name: &str, parts: &[Part<'_>]) -> io::Result<()> {
    let Some((_, part)) = parts.iter().find(|(known, _)| *known == name) else {
        let names: Vec<&str> = parts.iter().map(|(name, _)| *name).collect();
        return Err(io::Error::other(format!("there is no part `{name}`: {}", names.join(", "))));
    };
    let folder = tempfile::Builder::new().prefix("rolebook-bench-").tempdir_in(place())?;
    part(folder.path())
}

/// Copies the content of this repository's site to a folder.
pub(crate) fn copy_own_content(folder: &Path) -> io::Result<()> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    for entry in walkdir::WalkDir::new(&own) {
        let entry = entry.map_err(io::Error::other)?;
        let path = folder.join("content").join(entry.path().strip_prefix(&own).map_err(io::Error::other)?);
        if entry.file_type().is_dir() {
            fs::create_dir_all(path)?;
        } else {
            fs::copy(entry.path(), path)?;
        }
    }
    Ok(())
}
