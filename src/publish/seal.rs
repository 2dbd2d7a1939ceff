//! The time span in which a build wrote a published tree, stored with its manifest.
//!
//! A file's change time (`ctime`) is set by the file system at every change of its bytes, mode, owner, links or name,
//! and no program can choose it. A build makes every folder and writes or links every file, so in an unmodified tree
//! all change times lie between the beginning and the end of that build. A file whose change time does not is
//! compared by its bytes. At the end of the span all files are read once and compared with what was written, because
//! another process may have modified one of them during the build.
//!
//! The seal is an extended attribute of the manifest, so that the published bytes are the same on every machine. A
//! copy, an archive or a checkout may lose it or keep it: the files of a copy have other change times either way.
//!
//! Deliberately absent: trust in modification times, which any program can set, and in file systems that invent their
//! change times ([`Capabilities`]).

use rustix::fd::{AsFd, BorrowedFd};
use rustix::fs::{Stat, XattrFlags};

/// A time of the file system: seconds and nanoseconds.
pub(super) type FileTime = (i64, u64);

/// The modification time, which any program can set.
#[allow(clippy::unnecessary_cast, clippy::cast_sign_loss, reason = "their types differ between systems")]
pub(super) fn written(file: &Stat) -> FileTime {
    (file.st_mtime as i64, file.st_mtime_nsec as u64)
}

/// The change time of a file or a folder, set by the file system's own clock.
#[allow(clippy::unnecessary_cast, clippy::cast_sign_loss, reason = "their types differ between systems")]
pub(super) fn changed(file: &Stat) -> FileTime {
    (file.st_ctime as i64, file.st_ctime_nsec as u64)
}

const NAME: &str = "user.rolebook.seal";

/// The beginning and the end of the build that published a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Seal {
    pub begun: FileTime,
    /// Later than the last change of the build. A later change within the same clock tick is not before it.
    pub done: FileTime,
}

impl Seal {
    /// Returns `true` if the file's change time shows that it is unmodified since the build.
    pub(super) fn covers(&self, file: &Stat) -> bool {
        let changed = changed(file);
        self.begun <= changed && changed < self.done
    }

    /// Reads the seal of a manifest, if it has one.
    pub(super) fn read(manifest: BorrowedFd<'_>) -> Option<Seal> {
        let mut bytes = [0; 33];
        let length = rustix::fs::fgetxattr(manifest, NAME, &mut bytes[..]).ok()?;
        let (fields, rest) = bytes.get(..length)?.as_chunks::<8>();
        let [begun, begun_nanos, done, done_nanos] = fields else { return None };
        rest.is_empty().then(|| Seal {
            begun: (i64::from_le_bytes(*begun), u64::from_le_bytes(*begun_nanos)),
            done: (i64::from_le_bytes(*done), u64::from_le_bytes(*done_nanos)),
        })
    }

    /// Attaches the seal to a manifest. On a file system without extended attributes there is none, and the next
    /// build compares bytes.
    pub(super) fn write(&self, manifest: impl AsFd) {
        let Seal { begun, done } = self;
        let bytes =
            [begun.0.to_le_bytes(), begun.1.to_le_bytes(), done.0.to_le_bytes(), done.1.to_le_bytes()];
        rustix::fs::fsetxattr(manifest, NAME, bytes.as_flattened(), XattrFlags::empty()).ok();
    }
}

/// Properties of a file system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Capabilities {
    /// Change times are set by this machine's kernel at every change.
    pub change_times: bool,
    /// Modes are stored as they were set.
    pub modes: bool,
}

impl Capabilities {
    /// The capabilities of the file system that holds `file`; none for an unknown file system.
    #[cfg(target_os = "linux")]
    pub(super) fn of(file: impl AsFd) -> Capabilities {
        // The numbers are those of `linux/magic.h`, and of ZFS's own header.
        const LOCAL: [u32; 10] = [
            0xef53,      // ext2, ext3, ext4
            0x5846_5342, // XFS
            0x9123_683e, // Btrfs
            0x0102_1994, // tmpfs
            0x8584_58f6, // ramfs
            0x794c_7630, // overlayfs
            0xf2f5_2010, // F2FS
            0x2fc1_2fc1, // ZFS
            0xca45_1a4e, // bcachefs
            0x3153_464a, // JFS
        ];
        const NFS: u32 = 0x6969;
        let kind = rustix::fs::fstatfs(file).ok().and_then(|found| u32::try_from(found.f_type).ok());
        let change_times = kind.is_some_and(|kind| LOCAL.contains(&kind));
        Capabilities { change_times, modes: change_times || kind == Some(NFS) }
    }

    /// The capabilities of the file system that holds `file`. Its change times are not trusted, so bytes are
    /// compared.
    #[cfg(not(target_os = "linux"))]
    pub fn of(_: impl AsFd) -> Capabilities {
        Capabilities { change_times: false, modes: true }
    }
}
