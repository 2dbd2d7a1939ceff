//! The formats of static files: their extensions, their media types in the preview, and their required contents.

use super::{StaticError, hosts, names};
use crate::diagnostic::Code;

/// The required contents of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expected {
    /// A binary format: its name, and its signatures, of which one must match.
    Bytes(&'static str, &'static [Signature]),
    /// An SVG, which is sanitised.
    Drawing,
    /// JavaScript, which needs a reviewer's approval.
    Script,
    /// Text that no browser interprets as another type.
    Text,
    /// One JSON value.
    Json,
    /// Response headers for Netlify, Cloudflare Pages and others, which need a reviewer's approval.
    Headers,
    /// Redirects for the same hosts, which need a reviewer's approval.
    Redirects,
    /// Domain names, one per line.
    Hosts,
    /// An empty file.
    Blank,
    /// One token: letters, digits, `-`, `_`, `.` and `=`.
    Token,
    /// A search engine's ownership verification: the exact text, in which `*` is a hexadecimal number.
    Verification(&'static str),
}

/// Bytes that a binary file begins with, and bytes at a later offset. The first ones decide what a browser takes the
/// file for if its host sends no `Content-Type` (mimesniff.spec.whatwg.org), so they are never those of a text.
type Signature = (&'static [u8], usize, &'static [u8]);

/// An extension, its media type and the required contents.
type FileFormat = (&'static str, &'static str, Expected);

/// The formats known by extension. PDF is excluded, because it can contain scripts that browsers run.
const FORMATS: &[FileFormat] = &[
    ("css", "text/css; charset=utf-8", Expected::Text),
    ("js", "text/javascript; charset=utf-8", Expected::Script),
    ("mjs", "text/javascript; charset=utf-8", Expected::Script),
    ("svg", "image/svg+xml", Expected::Drawing),
    ("png", "image/png", Expected::Bytes("PNG", &[(b"\x89PNG\r\n\x1a\n", 0, b"")])),
    ("jpg", "image/jpeg", Expected::Bytes("JPEG", &[(b"\xff\xd8\xff", 0, b"")])),
    ("jpeg", "image/jpeg", Expected::Bytes("JPEG", &[(b"\xff\xd8\xff", 0, b"")])),
    ("gif", "image/gif", Expected::Bytes("GIF", &[(b"GIF87a", 0, b""), (b"GIF89a", 0, b"")])),
    ("webp", "image/webp", Expected::Bytes("WebP", &[(b"RIFF", 8, b"WEBP")])),
    // The first four bytes are the length of the first box, which is short.
    (
        "avif",
        "image/avif",
        Expected::Bytes(
            "AVIF",
            &[(b"\0\0\0", 4, b"ftypavif"), (b"\0\0\0", 4, b"ftypavis"), (b"\0\0\0", 4, b"ftypmif1")],
        ),
    ),
    ("ico", "image/x-icon", Expected::Bytes("ICO", &[(b"\0\0\x01\0", 0, b"")])),
    ("woff2", "font/woff2", Expected::Bytes("WOFF2", &[(b"wOF2", 0, b"")])),
    ("txt", "text/plain; charset=utf-8", Expected::Text),
    ("json", "application/json", Expected::Json),
    ("webmanifest", "application/manifest+json", Expected::Json),
    ("csv", "text/csv; charset=utf-8", Expected::Text),
];

/// The media type of an image that a drawing may embed, by its bytes.
pub(super) fn embedded_image(bytes: &[u8]) -> Option<&'static str> {
    const EMBEDDED: [&str; 4] = ["image/png", "image/jpeg", "image/gif", "image/webp"];
    let is_format = |expected: &Expected| match expected {
        Expected::Bytes(_, signatures) => has_signature(bytes, signatures),
        _ => false,
    };
    let format = FORMATS.iter().find(|(_, media, expected)| EMBEDDED.contains(media) && is_format(expected));
    format.map(|(_, media, _)| *media)
}

/// Returns `true` if a file has one of the signatures.
pub(super) fn has_signature(bytes: &[u8], signatures: &[Signature]) -> bool {
    let has = |(start, at, later): &Signature| {
        bytes.starts_with(start) && bytes.get(*at..).is_some_and(|rest| rest.starts_with(later))
    };
    signatures.iter().any(has)
}

/// The media type of a file of `static/`, by its extension or its name.
pub(crate) fn media_type(path: &str) -> Option<&'static str> {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    let of = |ending| FORMATS.iter().find(|(known, ..)| *known == ending).map(|(_, media, _)| *media);
    of(name.rsplit_once('.').map_or("", |(_, ending)| ending))
        .or_else(|| of(if names::find(path)? == Expected::Json { "json" } else { "txt" }))
}

/// Returns the required contents of the file at a path below the root, or the reason why it is not published.
pub(super) fn expected_contents(path: &str) -> Result<Expected, (Code, StaticError)> {
    let below = path.strip_prefix("static/").unwrap_or(path);
    if let Some(known) = names::find(below) {
        return Ok(known);
    }
    let refuse = |what: &str, help: String| Err((Code::StaticFile, StaticError::for_file(what, help)));
    let (folders, name) = below.rsplit_once('/').unwrap_or(("", below));
    let in_well_known = folders == ".well-known" || folders.starts_with(".well-known/");
    let parts = below.split('/').skip(usize::from(in_well_known));
    if parts.clone().any(|part| part.starts_with(['.', '_'])) {
        let named: Vec<&str> =
            names::NAMES.iter().map(|known| known.name).filter(|name| name.starts_with(['.', '_'])).collect();
        return refuse(
            "has a name that is reserved for hosts",
            format!(
                "only these names that begin with `.` or `_` are published: .well-known/, {}",
                named.join(", ")
            ),
        );
    }
    if let Some(part) = parts.clone().find(|part| !is_portable(part)) {
        let help = format!(
            "rename `{}`: letters a-z, digits, `-`, `_` and `.`, and no Windows device name such as `con`",
            crate::diagnostic::printable(part)
        );
        return Err((
            Code::FileName,
            StaticError::for_file("has a name that some file systems cannot store", help),
        ));
    }
    let Some((stem, ending)) = name.rsplit_once('.') else {
        return refuse("has no file extension", format!("published formats: {}", extensions()));
    };
    let Some((.., expected)) = FORMATS.iter().find(|(known, ..)| *known == ending) else {
        return refuse("has a file extension that is not published", help_for(ending));
    };
    // Some hosts serve a file with several extensions by one other than the last: `a.html.avif` is a page where
    // `avif` is unknown.
    if let Some(inner) = stem.split('.').skip(1).find(|inner| !is_version_or_hash(inner)) {
        let renamed = format!("{}.{ending}", stem.replace('.', "-"));
        return refuse(
            &format!("has two extensions, `.{inner}` and `.{ending}`"),
            format!("hosts differ in which one they use: rename it to `{renamed}`"),
        );
    }
    if *expected == Expected::Json && folders.is_empty() && ending == "json" {
        return refuse(
            "is at a path where hosts look for their settings",
            "move it into a folder; at the top level, only `manifest.json` is published".to_string(),
        );
    }
    Ok(*expected)
}

fn extensions() -> String {
    FORMATS.iter().map(|(ending, ..)| *ending).collect::<Vec<_>>().join(", ")
}

fn help_for(ending: &str) -> String {
    match ending {
        "html" | "htm" | "xhtml" => {
            "write a page in `content/pages/` or a template in `templates/`".to_string()
        }
        "pdf" => {
            "write it as a page in `content/pages/`, or link to a published copy: a PDF can contain scripts"
                .to_string()
        }
        _ => format!("published formats: {}", extensions()),
    }
}

/// Returns `true` if a component between two dots is certainly not an extension: `min`, a version or a hash.
fn is_version_or_hash(inner: &str) -> bool {
    let digits = inner.bytes().all(|b| b.is_ascii_digit());
    let hash = inner.len() >= 6 && inner.bytes().all(|b| b.is_ascii_hexdigit());
    !inner.is_empty() && (inner == "min" || digits || hash)
}

/// Returns `true` if every file system can store a name, and a URL can contain it without escapes.
fn is_portable(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let stem = name.split('.').next().unwrap_or("").to_ascii_lowercase();
    name.chars().all(plain)
        && !name.ends_with('.')
        && !name.starts_with('-')
        && !crate::url::is_reserved_name(&stem)
}

impl Expected {
    /// Checks the contents of a text file. `name` is the file's own name.
    pub(super) fn check(self, name: &str, text: &str) -> Result<(), StaticError> {
        match self {
            Expected::Bytes(..) | Expected::Drawing => Ok(()),
            Expected::Script | Expected::Text => is_text(text),
            Expected::Json => is_json(text),
            Expected::Headers => hosts::headers(text),
            Expected::Redirects => hosts::redirects(text),
            Expected::Hosts => hosts::names(text),
            Expected::Blank if text.trim().is_empty() => Ok(()),
            Expected::Blank => Err(StaticError::for_file("is not empty", "delete its contents")),
            Expected::Token => {
                let token = text.trim_end();
                let plain =
                    |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'=' | b':');
                if !token.is_empty() && token.bytes().all(plain) {
                    return Ok(());
                }
                Err(StaticError::for_file(
                    "is not a single token",
                    "write one line of letters, digits, `-`, `_`, `.`, `=` and `:`",
                ))
            }
            Expected::Verification(pattern) => names::check_verification(pattern, name, text),
        }
    }
}

/// Checks that no browser sniffs a text as a page, even without a `Content-Type`: every HTML signature begins with
/// `<` (mimesniff.spec.whatwg.org, section 7.1), and `%PDF-` can contain scripts.
fn is_text(text: &str) -> Result<(), StaticError> {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    if start.starts_with('<') || start.starts_with("%PDF-") || start.starts_with("%!PS") {
        let help = "browsers may show it as a page if the host sends no `Content-Type`: begin with a word";
        return Err(StaticError::for_file("begins like an HTML or PDF file", help));
    }
    Ok(())
}

fn is_json(text: &str) -> Result<(), StaticError> {
    match serde_json::from_str::<serde::de::IgnoredAny>(text) {
        Ok(_) => Ok(()),
        Err(error) => {
            let before: usize =
                text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
            let at = text.floor_char_boundary(before + error.column().saturating_sub(1));
            Err(StaticError::new(at..at, format!("is not JSON: {error}"), "correct it or delete the file"))
        }
    }
}
