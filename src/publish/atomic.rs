//! The system calls that make publishing atomic, and their fallbacks on other systems.
//!
//! Linux: `renameat2` and `syncfs`. macOS: `renameatx_np` and `sync`. Other systems, and file systems
//! without these kinds of renaming: plain renames (`staging_folder::exchange_by_renaming`) and `sync`.

use std::path::Path;

use rustix::fd::BorrowedFd;
use rustix::fs::{AtFlags, RenameFlags};
use rustix::io::{Errno, Result};

/// Returns `true` if the system or the file system does not support a kind of renaming.
#[allow(unreachable_patterns, reason = "the last two are one number on Linux and two elsewhere")]
pub(super) fn is_unsupported(error: Errno) -> bool {
    matches!(error, Errno::INVAL | Errno::NOSYS | Errno::NOTSUP | Errno::OPNOTSUPP)
}

/// Exchanges two folders atomically; see [`is_unsupported`].
pub(super) fn exchange(at: BorrowedFd<'_>, one: &Path, other: &Path) -> Result<()> {
    rename_with(at, one, other, RenameFlags::EXCHANGE)
}

/// Renames to a name that must be free. Where the system cannot guarantee this, the name is checked first.
pub(super) fn rename_to_free(at: BorrowedFd<'_>, from: &Path, to: &Path) -> Result<()> {
    match rename_with(at, from, to, RenameFlags::NOREPLACE) {
        Err(error) if is_unsupported(error) => match rustix::fs::statat(at, to, AtFlags::SYMLINK_NOFOLLOW) {
            Ok(_) => Err(Errno::EXIST),
            Err(Errno::NOENT) => rustix::fs::renameat(at, from, at, to),
            Err(error) => Err(error),
        },
        renamed => renamed,
    }
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn rename_with(at: BorrowedFd<'_>, from: &Path, to: &Path, flags: RenameFlags) -> Result<()> {
    rustix::fs::renameat_with(at, from, at, to, flags)
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn rename_with(_: BorrowedFd<'_>, _: &Path, _: &Path, _: RenameFlags) -> Result<()> {
    Err(Errno::NOSYS)
}

/// Flushes everything written to this tree's file system to the disk, in one call.
pub(crate) fn sync(tree: BorrowedFd<'_>) -> Result<()> {
    #[cfg(target_os = "linux")]
    rustix::fs::syncfs(tree)?;
    #[cfg(not(target_os = "linux"))]
    {
        let _ = tree;
        rustix::fs::sync();
    }
    Ok(())
}
