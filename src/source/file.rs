//! Reading one file: its checked bytes and their hash.

use std::fs::OpenOptions;
use std::io::Read as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::sync::Arc;

use rapidhash::v3::RapidSecrets;
use rapidhash::v3::rapidhash_v3_seeded;
use rustix::fs::OFlags;
use rustix::io::Errno;

use super::image::{self, ImageSize};
use super::{Area, conflict, statics};
use crate::diagnostic::{Code, Diagnostic, Location, Severity, Span};
use crate::error::Error;
use crate::invisible::{self, HiddenKind};
use crate::memo::Keyed;

/// A file as it was read, after checks.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// The folder that it belongs to.
    pub area: Area,
    /// Its path below the root, with `/` between folders.
    pub path: Arc<str>,
    /// The hash of its bytes as they were read.
    pub hash: u128,
    /// `true` for a file of the program, `false` for one of the site.
    pub built_in: bool,
    /// `false` if it has errors. Such a file is kept only so that diagnostics can show its text.
    pub sound: bool,
    /// The size at which it is shown, if it is an image.
    pub image: Option<ImageSize>,
    /// Not `Arc<[u8]>`, which would copy every file once more.
    bytes: Arc<Vec<u8>>,
}

impl SourceFile {
    /// Checks the bytes of a file. A byte order mark is removed from text and CRLF becomes LF, so that a file saved
    /// on Windows gives the same site.
    pub fn new(area: Area, path: Arc<str>, mut bytes: Vec<u8>) -> (SourceFile, Vec<Diagnostic>) {
        let hash = hash(&bytes);
        let diagnostics;
        if area == Area::Static {
            (bytes, diagnostics) = statics::sanitize(&path, bytes);
        } else {
            let text;
            // A file whose extension is not one of text is not decoded: it is rejected by its extension.
            let is_text =
                area != Area::Content || TEXT_EXTENSIONS.iter().any(|ending| path.ends_with(ending));
            (text, diagnostics) = if is_text { check_text(&path, bytes) } else { Default::default() };
            bytes = text.into_bytes();
        }
        let sound = diagnostics.iter().all(|d| d.severity == Severity::Warning);
        // A drawing is measured in its published form, which has no entities.
        let image = if area == Area::Static && sound { image::size(&path, &bytes) } else { None };
        (SourceFile { area, path, hash, built_in: false, sound, image, bytes: Arc::new(bytes) }, diagnostics)
    }

    /// The published bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The text of a content file, a template, or a static file in UTF-8.
    pub fn text(&self) -> Option<&str> {
        if self.area == Area::Static {
            return std::str::from_utf8(&self.bytes).ok();
        }
        Some(std::str::from_utf8(&self.bytes).expect("invariant: text was checked when the file was read"))
    }
}

/// The extensions of text files in `content/`, including those that are rejected there.
const TEXT_EXTENSIONS: &[&str] = &[".yaml", ".yml", ".md", ".markdown", ".txt", ".json", ".csv", ".html"];

/// The bytes and the path identify a file.
impl Keyed for SourceFile {
    fn key(&self) -> &str {
        &self.path
    }

    fn is_same(&self, other: &SourceFile) -> bool {
        self.hash == other.hash && self.path == other.path
    }
}

/// A 128-bit hash for detecting changes. It is not cryptographic: a contributor who produces a collision only
/// prevents their own change from showing.
pub fn hash(bytes: &[u8]) -> u128 {
    const HIGH: RapidSecrets = RapidSecrets::seed(0x726f_6c65_626f_6f6b);
    const LOW: RapidSecrets = RapidSecrets::seed(0x7369_7465_2067_656e);
    (u128::from(rapidhash_v3_seeded(bytes, &HIGH)) << 64) | u128::from(rapidhash_v3_seeded(bytes, &LOW))
}

/// Reads a file without following a symbolic link or blocking on a pipe.
pub(super) fn read(root: &Path, area: Area, path: &str) -> (Option<SourceFile>, Vec<Diagnostic>) {
    let mut bytes = Vec::new();
    match read_into(&root.join(path), area.largest(path), &mut bytes) {
        Ok(()) => {
            let (file, diagnostics) = SourceFile::new(area, path.into(), bytes);
            (Some(file), diagnostics)
        }
        Err((code, why)) => {
            let place = Location { file: path.into(), span: Span::default() };
            (None, vec![Diagnostic::new(code, place, format!("`{path}` {why}"))])
        }
    }
}

/// Returns the hash that [`read`] would compute for a file, using a reusable buffer; `None` if the file cannot be
/// read.
pub(super) fn hash_only(root: &Path, area: Area, path: &str, buffer: &mut Vec<u8>) -> Option<u128> {
    read_into(&root.join(path), area.largest(path), buffer).ok().map(|()| hash(buffer))
}

/// Reads a file that is not part of the sources: a regular file of at most `largest` bytes that is not a symbolic
/// link. Returns `None` if it does not exist.
///
/// # Errors
/// [`Error::Refused`] for another file type or a larger file; [`Error::Io`] if it cannot be read.
pub fn read_plain(path: &Path, largest: u64) -> Result<Option<Vec<u8>>, Error> {
    match path.symlink_metadata() {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Error::io("reading", path, error)),
        Ok(_) => {}
    }
    let mut bytes = Vec::new();
    read_into(path, largest, &mut bytes).map(|()| Some(bytes)).map_err(|(_, why)| Error::Refused {
        what: format!("`{}` {why}", path.display()),
        help: "replace it by a regular file, or remove it".to_string(),
    })
}

/// Reads a file into a buffer, or returns the code and reason of the failure.
fn read_into(path: &Path, largest: u64, bytes: &mut Vec<u8>) -> Result<(), (Code, String)> {
    let unreadable = |error: std::io::Error| match Errno::from_io_error(&error) {
        // Due to `NOFOLLOW`.
        Some(Errno::LOOP) => (Code::FileKind, "is a symbolic link".to_string()),
        _ => (Code::FileUnreadable, format!("cannot be read: {error}")),
    };
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let flags = i32::try_from(flags.bits()).expect("invariant: open flags fit an int");
    let mut file = OpenOptions::new().read(true).custom_flags(flags).open(path).map_err(unreadable)?;
    let metadata = file.metadata().map_err(unreadable)?;
    if !metadata.is_file() {
        return Err((Code::FileKind, "is not a regular file".to_string()));
    }
    if metadata.len() > largest {
        return Err(too_large(largest));
    }
    // The buffer has room for one byte more, so that one read reveals a file that grew or shrank meanwhile.
    let size = usize::try_from(metadata.len()).unwrap_or(0);
    bytes.resize(size + 1, 0);
    let mut filled = 0;
    loop {
        match file.read(&mut bytes[filled..]) {
            Ok(n) if filled + n == size => {
                bytes.truncate(size);
                return Ok(());
            }
            Ok(0) => return Err((Code::FileUnreadable, "became shorter while it was read".to_string())),
            Ok(n) if filled + n > size => {
                return Err((Code::FileUnreadable, "became longer while it was read".to_string()));
            }
            Ok(n) => filled += n,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(unreadable(error)),
        }
    }
}

/// The code and reason for a file of more than `largest` bytes.
fn too_large(largest: u64) -> (Code, String) {
    (Code::FileSize, format!("is larger than {} KiB", largest.div_ceil(1024)))
}

/// The diagnostic about a file that is too large.
pub(super) fn too_large_file(area: Area, path: &str) -> Diagnostic {
    let (code, why) = too_large(area.largest(path));
    let place = Location { file: path.into(), span: Span::default() };
    Diagnostic::new(code, place, format!("`{path}` {why}"))
}

/// Removes a byte order mark and converts CRLF to LF.
fn normalise(mut text: String) -> String {
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    if text.contains("\r\n") {
        text = text.replace("\r\n", "\n");
    }
    text
}

/// Decodes a file and reports hidden characters in it. Bytes that are not UTF-8 become replacement characters.
fn check_text(path: &Arc<str>, bytes: Vec<u8>) -> (String, Vec<Diagnostic>) {
    let at = |start: usize, end: usize| Location { file: Arc::clone(path), span: Span::new(start, end) };
    let text = match String::from_utf8(bytes) {
        Ok(text) => normalise(text),
        Err(error) => {
            let offset = error.utf8_error().valid_up_to();
            let before = normalise(String::from_utf8_lossy(&error.as_bytes()[..offset]).into_owned()).len();
            let place = at(before, before + char::REPLACEMENT_CHARACTER.len_utf8());
            let diagnostic =
                Diagnostic::new(Code::NotUtf8, place, format!("`{path}` is not UTF-8 at byte {offset}"));
            let marks: [&[u8]; 2] = [&[0xff, 0xfe], &[0xfe, 0xff]];
            let is_utf16 = marks.iter().any(|mark| error.as_bytes().starts_with(mark));
            let help =
                if is_utf16 { "it looks like UTF-16: save it as UTF-8" } else { "save the file as UTF-8" };
            let shown = normalise(String::from_utf8_lossy(error.as_bytes()).into_owned());
            return (shown, vec![diagnostic.help(help)]);
        }
    };
    let mut diagnostics = conflict::find(path, &text);
    diagnostics.extend(hidden_characters(path, &text, text.len()));
    (text, diagnostics)
}

/// The number of hidden characters reported per file.
const MAX_HIDDEN: usize = 20;

/// Reports the invisible characters of a text, which is the end of a file of `length` bytes.
pub(super) fn hidden_characters(path: &Arc<str>, text: &str, length: usize) -> Vec<Diagnostic> {
    let offset = length - text.len();
    let diagnostic = |hidden: invisible::HiddenCharacter| {
        let start = offset + hidden.at;
        let span = Span::new(start, start + hidden.character.len_utf8());
        let what = format!("character {} in the text", hidden.describe());
        Diagnostic::new(code_of(hidden.kind), Location { file: Arc::clone(path), span }, what)
            .help("delete it")
    };
    invisible::find(text).take(MAX_HIDDEN).map(diagnostic).collect()
}

/// Returns the code for a kind of hidden character.
pub fn code_of(kind: HiddenKind) -> Code {
    match kind {
        HiddenKind::Control => Code::ControlCharacter,
        HiddenKind::Bidi => Code::BidiCharacter,
        HiddenKind::Invisible => Code::InvisibleCharacter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(bytes: &[u8]) -> (Option<String>, Vec<Code>) {
        let (file, diagnostics) = SourceFile::new(Area::Content, "content/a.md".into(), bytes.to_vec());
        let sound = Some(file).filter(|file| file.sound);
        (sound.and_then(|f| f.text().map(ToString::to_string)), diagnostics.iter().map(|d| d.code).collect())
    }

    #[test]
    fn windows_line_endings_and_bom_are_removed() {
        assert_eq!(read_text("\u{feff}a\r\nb".as_bytes()), (Some("a\nb".to_string()), vec![]));
    }

    #[test]
    fn hidden_characters_are_reported() {
        assert_eq!(read_text(b"a\xff"), (None, vec![Code::NotUtf8]));
        assert_eq!(read_text(b"a\0b"), (None, vec![Code::ControlCharacter]));
        assert_eq!(read_text(b"a\rb"), (None, vec![Code::ControlCharacter]));
        assert_eq!(read_text("a\u{feff}b".as_bytes()), (None, vec![Code::ControlCharacter]));
        assert_eq!(read_text("a\u{202e}b".as_bytes()).1, vec![Code::BidiCharacter]);
        assert_eq!(read_text("a\u{200b}b".as_bytes()), (None, vec![Code::InvisibleCharacter]));
        assert_eq!(read_text("naïve “quotes” – fine".as_bytes()).1, vec![]);
    }

    #[test]
    fn only_regular_files_of_bounded_size_are_read() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let path = folder.path().join("file");
        assert!(matches!(read_plain(&path, 10), Ok(None)));
        std::fs::write(&path, "0123456789").expect("a file");
        assert_eq!(read_plain(&path, 10).expect("it is plain").as_deref(), Some(&b"0123456789"[..]));
        let refused = |path: &Path| match read_plain(path, 9) {
            Err(Error::Refused { what, .. }) => what,
            other => panic!("{other:?}"),
        };
        assert!(refused(&path).contains("is larger than"));
        let link = folder.path().join("link");
        std::os::unix::fs::symlink("/dev/zero", &link).expect("a link");
        assert!(refused(&link).contains("is a symbolic link"));
        assert!(refused(Path::new("/dev/zero")).contains("is not a regular file"));
        assert!(refused(folder.path()).contains("is not a regular file"));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_file_whose_size_changes_while_reading_is_rejected() {
        // Files of the kernel report a size of 0, like a file that grows while it is read.
        let (file, diagnostics) = super::read(std::path::Path::new("/proc/self"), Area::Content, "status");
        assert!(file.is_none());
        assert_eq!(diagnostics.iter().map(|d| d.code).collect::<Vec<_>>(), [Code::FileUnreadable]);
    }
}
