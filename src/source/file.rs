//! One file: its bytes, checked once, and their hash.

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

/// A file as it was read.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Which folder it belongs to.
    pub area: Area,
    /// Its path below the root, with `/` between folders.
    pub path: Arc<str>,
    /// The hash of its bytes, as they were read.
    pub hash: u128,
    /// Whether it is the program's own, and not the site's.
    pub built_in: bool,
    /// Whether its text may be read. The other files are kept only so that what is wrong can be shown where it stands.
    pub sound: bool,
    /// How large it is shown, if it is an image.
    pub image: Option<ImageSize>,
    /// Not `Arc<[u8]>`: that would copy every file once more.
    bytes: Arc<Vec<u8>>,
}

impl SourceFile {
    /// Checks the bytes of a file. Text loses a byte order mark at its start, and CRLF becomes LF, so that a
    /// file saved on Windows gives the same site.
    pub fn new(area: Area, path: Arc<str>, mut bytes: Vec<u8>) -> (Option<SourceFile>, Vec<Diagnostic>) {
        let hash = hash(&bytes);
        let diagnostics;
        if area == Area::Static {
            (bytes, diagnostics) = statics::sanitize(&path, bytes);
        } else {
            let text;
            // What is no text by its name is not looked into: it is refused as what it is.
            let is_text = area != Area::Content || TEXTS.iter().any(|ending| path.ends_with(ending));
            (text, diagnostics) = if is_text { check_text(&path, bytes) } else { Default::default() };
            bytes = text.into_bytes();
        }
        let sound = diagnostics.iter().all(|d| d.severity == Severity::Warning);
        // Of a drawing, what is published is measured: it has no entities any more.
        let image = if area == Area::Static && sound { image::size(&path, &bytes) } else { None };
        (
            Some(SourceFile { area, path, hash, built_in: false, sound, image, bytes: Arc::new(bytes) }),
            diagnostics,
        )
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The text of a content file or template, or of a static file that is one.
    pub fn text(&self) -> Option<&str> {
        if self.area == Area::Static {
            return std::str::from_utf8(&self.bytes).ok();
        }
        Some(std::str::from_utf8(&self.bytes).expect("invariant: text was checked when the file was read"))
    }
}

/// How the names of texts end in `content/`, those among them that are wrong there.
const TEXTS: &[&str] = &[".yaml", ".yml", ".md", ".markdown", ".txt", ".json", ".csv", ".html"];

/// A file's bytes decide what it says, and its path, where it belongs.
impl Keyed for SourceFile {
    fn name(&self) -> &str {
        &self.path
    }

    fn is(&self, other: &SourceFile) -> bool {
        self.hash == other.hash && self.path == other.path
    }
}

/// A hash of 128 bits for telling bytes apart. Not for secrets: a contributor who makes two files collide
/// only keeps his own change from showing.
pub fn hash(bytes: &[u8]) -> u128 {
    const HIGH: RapidSecrets = RapidSecrets::seed(0x726f_6c65_626f_6f6b);
    const LOW: RapidSecrets = RapidSecrets::seed(0x7369_7465_2067_656e);
    (u128::from(rapidhash_v3_seeded(bytes, &HIGH)) << 64) | u128::from(rapidhash_v3_seeded(bytes, &LOW))
}

/// Reads one file without following a link and without waiting at a pipe.
pub fn read(root: &Path, area: Area, path: &str) -> (Option<SourceFile>, Vec<Diagnostic>) {
    let mut bytes = Vec::new();
    match fill(&root.join(path), area.largest(path), &mut bytes) {
        Ok(()) => SourceFile::new(area, path.into(), bytes),
        Err((code, why)) => {
            let place = Location { file: path.into(), span: Span::default() };
            (None, vec![Diagnostic::new(code, place, format!("`{path}` {why}"))])
        }
    }
}

/// The hash that [`read`] would give a file, through a buffer that is used again; `None` when it cannot be read.
pub fn hash_only(root: &Path, area: Area, path: &str, buffer: &mut Vec<u8>) -> Option<u128> {
    fill(&root.join(path), area.largest(path), buffer).ok().map(|()| hash(buffer))
}

/// The bytes of a file that a command reads besides the sources: a plain file, reached through no link at its end, of at
/// most so many bytes. Nothing where there is none.
///
/// # Errors
/// [`Error::Refused`] for another kind of file and for a larger one; [`Error::Io`] for what the machine cannot read.
pub fn read_plain(path: &Path, largest: u64) -> Result<Option<Vec<u8>>, Error> {
    match path.symlink_metadata() {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Error::io("reading", path, error)),
        Ok(_) => {}
    }
    let mut bytes = Vec::new();
    fill(path, largest, &mut bytes).map(|()| Some(bytes)).map_err(|(_, why)| Error::Refused {
        what: format!("`{}` {why}", path.display()),
        help: "put a plain file in its place, or remove it".to_string(),
    })
}

/// Fills a buffer with the bytes of a file, or says why not.
fn fill(path: &Path, largest: u64, bytes: &mut Vec<u8>) -> Result<(), (Code, String)> {
    let unreadable = |error: std::io::Error| match Errno::from_io_error(&error) {
        // Because of `NOFOLLOW`.
        Some(Errno::LOOP) => (Code::FileKind, "is a symbolic link".to_string()),
        _ => (Code::FileUnreadable, format!("cannot be read: {error}")),
    };
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let flags = i32::try_from(flags.bits()).expect("invariant: open flags fit an int");
    let mut file = OpenOptions::new().read(true).custom_flags(flags).open(path).map_err(unreadable)?;
    let metadata = file.metadata().map_err(unreadable)?;
    if !metadata.is_file() {
        return Err((Code::FileKind, "is not a plain file".to_string()));
    }
    if metadata.len() > largest {
        return Err((Code::FileSize, format!("is larger than {} KiB", largest.div_ceil(1024))));
    }
    // A byte more than there should be: a file that shrank or grew meanwhile shows in one call to the system.
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

/// The text without what Windows adds to it: a byte order mark at the start, and a CR in front of each line feed.
fn plain(mut text: String) -> String {
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    if text.contains("\r\n") {
        text = text.replace("\r\n", "\n");
    }
    text
}

/// The text of a file, and what is hidden in it. Of bytes that are no text, what can be shown of them.
fn check_text(path: &Arc<str>, bytes: Vec<u8>) -> (String, Vec<Diagnostic>) {
    let at = |start: usize, end: usize| Location { file: Arc::clone(path), span: Span::new(start, end) };
    let text = match String::from_utf8(bytes) {
        Ok(text) => plain(text),
        Err(error) => {
            let offset = error.utf8_error().valid_up_to();
            let before = plain(String::from_utf8_lossy(&error.as_bytes()[..offset]).into_owned()).len();
            let place = at(before, before + char::REPLACEMENT_CHARACTER.len_utf8());
            let found =
                Diagnostic::new(Code::NotUtf8, place, format!("`{path}` is not UTF-8 at byte {offset}"));
            let marks: [&[u8]; 2] = [&[0xff, 0xfe], &[0xfe, 0xff]];
            let wide = marks.iter().any(|mark| error.as_bytes().starts_with(mark));
            let help = if wide { "it looks like UTF-16: save it as UTF-8" } else { "save the file as UTF-8" };
            let shown = plain(String::from_utf8_lossy(error.as_bytes()).into_owned());
            return (shown, vec![found.help(help)]);
        }
    };
    let mut found = conflict::find(path, &text);
    found.extend(hidden(path, &text, text.len()));
    (text, found)
}

/// The most hidden characters that are reported for one file.
const MOST_HIDDEN: usize = 20;

/// The characters of a text that nobody sees. The text is the end of a file of `length` bytes.
pub(super) fn hidden(path: &Arc<str>, text: &str, length: usize) -> Vec<Diagnostic> {
    let offset = length - text.len();
    let diagnostic = |found: invisible::HiddenCharacter| {
        let start = offset + found.at;
        let span = Span::new(start, start + found.character.len_utf8());
        let what = format!("character {} in the text", found.describe());
        Diagnostic::new(code_of(found.kind), Location { file: Arc::clone(path), span }, what)
            .help("delete it")
    };
    invisible::find(text).take(MOST_HIDDEN).map(diagnostic).collect()
}

/// The code under which a hidden character is reported.
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
        let (file, found) = SourceFile::new(Area::Content, "content/a.md".into(), bytes.to_vec());
        let sound = file.filter(|f| f.sound);
        (sound.and_then(|f| f.text().map(ToString::to_string)), found.iter().map(|d| d.code).collect())
    }

    #[test]
    fn a_file_saved_on_windows_is_the_same_text() {
        assert_eq!(read_text("\u{feff}a\r\nb".as_bytes()), (Some("a\nb".to_string()), vec![]));
    }

    #[test]
    fn bytes_that_hide_something_are_found() {
        assert_eq!(read_text(b"a\xff"), (None, vec![Code::NotUtf8]));
        assert_eq!(read_text(b"a\0b"), (None, vec![Code::ControlCharacter]));
        assert_eq!(read_text(b"a\rb"), (None, vec![Code::ControlCharacter]));
        assert_eq!(read_text("a\u{feff}b".as_bytes()), (None, vec![Code::ControlCharacter]));
        assert_eq!(read_text("a\u{202e}b".as_bytes()).1, vec![Code::BidiCharacter]);
        assert_eq!(read_text("a\u{200b}b".as_bytes()), (None, vec![Code::InvisibleCharacter]));
        assert_eq!(read_text("naïve “quotes” – fine".as_bytes()).1, vec![]);
    }

    #[test]
    fn only_a_plain_file_of_a_bounded_size_is_read() {
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
        assert!(refused(Path::new("/dev/zero")).contains("is not a plain file"));
        assert!(refused(folder.path()).contains("is not a plain file"));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_file_that_is_not_as_long_as_it_said_is_named() {
        // Files of the kernel say that they are empty, as one does that grows while it is read.
        let (file, found) = super::read(std::path::Path::new("/proc/self"), Area::Content, "status");
        assert!(file.is_none());
        assert_eq!(found.iter().map(|d| d.code).collect::<Vec<_>>(), [Code::FileUnreadable]);
    }
}
