//! The kinds of files that are published as they are: how their names end, which type the preview serves them as, and what
//! they must hold.

use super::{StaticFault, hosts, names};
use crate::diagnostic::Code;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expected {
    /// Bytes that show what they are: the name of the format, where, and what stands there.
    Bytes(&'static str, usize, &'static [&'static [u8]]),
    /// An SVG, which is written anew.
    Drawing,
    /// JavaScript: it needs a reviewer's word.
    Script,
    /// Text that no browser reads as anything else.
    Text,
    /// One JSON value.
    Json,
    /// Response headers for Netlify, Cloudflare Pages and others: they need a reviewer's word.
    Headers,
    /// Redirects for the same hosts: they need a reviewer's word.
    Redirects,
    /// Names of hosts, one a line.
    Hosts,
    /// Nothing.
    Blank,
    /// One token: letters, digits, `-`, `_`, `.` and `=`.
    Token,
    /// A file that proves to a search engine whose site it is: the exact text, in which `*` is a hexadecimal number.
    Proof(&'static str),
}

/// How a name ends, the media type, and what the file holds.
type FileFormat = (&'static str, &'static str, Expected);

/// The kinds that are known by how their names end. No PDF: it can hold scripts that browsers run.
const KINDS: &[FileFormat] = &[
    ("css", "text/css; charset=utf-8", Expected::Text),
    ("js", "text/javascript; charset=utf-8", Expected::Script),
    ("mjs", "text/javascript; charset=utf-8", Expected::Script),
    ("svg", "image/svg+xml", Expected::Drawing),
    ("png", "image/png", Expected::Bytes("PNG", 0, &[b"\x89PNG\r\n\x1a\n"])),
    ("jpg", "image/jpeg", Expected::Bytes("JPEG", 0, &[b"\xff\xd8\xff"])),
    ("jpeg", "image/jpeg", Expected::Bytes("JPEG", 0, &[b"\xff\xd8\xff"])),
    ("gif", "image/gif", Expected::Bytes("GIF", 0, &[b"GIF87a", b"GIF89a"])),
    ("webp", "image/webp", Expected::Bytes("WebP", 8, &[b"WEBP"])),
    ("avif", "image/avif", Expected::Bytes("AVIF", 4, &[b"ftypavif", b"ftypavis", b"ftypmif1"])),
    ("ico", "image/x-icon", Expected::Bytes("ICO", 0, &[b"\0\0\x01\0"])),
    ("woff2", "font/woff2", Expected::Bytes("WOFF2", 0, &[b"wOF2"])),
    ("txt", "text/plain; charset=utf-8", Expected::Text),
    ("json", "application/json", Expected::Json),
    ("webmanifest", "application/manifest+json", Expected::Json),
    ("csv", "text/csv; charset=utf-8", Expected::Text),
];

/// The type that a file of `static/` is served as, by how its name ends.
pub(crate) fn media_type(path: &str) -> Option<&'static str> {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    KINDS.iter().find(|(known, ..)| *known == ending).map(|(_, media, _)| *media)
}

/// What the file at a path below the root must hold, or why there can be none.
pub(super) fn kind(path: &str) -> Result<Expected, (Code, StaticFault)> {
    let below = path.strip_prefix("static/").unwrap_or(path);
    if let Some(known) = names::find(below) {
        return Ok(known);
    }
    let refuse = |what: &str, help: String| Err((Code::StaticFile, StaticFault::whole(what, help)));
    let (folders, name) = below.rsplit_once('/').unwrap_or(("", below));
    let in_well_known = folders == ".well-known" || folders.starts_with(".well-known/");
    let parts = below.split('/').skip(usize::from(in_well_known));
    if parts.clone().any(|part| part.starts_with(['.', '_'])) {
        let named: Vec<&str> =
            names::NAMES.iter().map(|known| known.name).filter(|name| name.starts_with(['.', '_'])).collect();
        return refuse(
            "has a name that hosts keep for themselves",
            format!(
                "names that begin with `.` or `_` are published only if they are known: .well-known/, {}",
                named.join(", ")
            ),
        );
    }
    if let Some(part) = parts.clone().find(|part| !is_portable(part)) {
        let help = format!(
            "rename `{}`: letters a-z, digits, `-`, `_` and `.`, and no name of a device such as `con`",
            crate::diagnostic::printable(part)
        );
        return Err((Code::FileName, StaticFault::whole("has a name that not every system can store", help)));
    }
    let Some((stem, ending)) = name.rsplit_once('.') else {
        return refuse("has no ending that says what it is", format!("published kinds: {}", endings()));
    };
    let Some((.., holds)) = KINDS.iter().find(|(known, ..)| *known == ending) else {
        return refuse("is of a kind that is not published as it is", help_for(ending));
    };
    // Of several endings, some hosts take another than the last: `a.html.avif` is a page where `avif` is not known.
    if let Some(inner) = stem.split('.').skip(1).find(|inner| !is_plain(inner)) {
        let renamed = format!("{}.{ending}", stem.replace('.', "-"));
        return refuse(
            &format!("has two endings, `.{inner}` and `.{ending}`"),
            format!("hosts differ in which of them counts: rename it to `{renamed}`"),
        );
    }
    if *holds == Expected::Json && folders.is_empty() && ending == "json" {
        return refuse(
            "lies where hosts look for their own settings",
            "put it into a folder; at the top, `manifest.json` is published".to_string(),
        );
    }
    Ok(*holds)
}

fn endings() -> String {
    KINDS.iter().map(|(ending, ..)| *ending).collect::<Vec<_>>().join(", ")
}

fn help_for(ending: &str) -> String {
    match ending {
        "html" | "htm" | "xhtml" => {
            "write a page in `content/pages/`, or a template in `templates/`".to_string()
        }
        "pdf" => {
            "write it as a page in `content/pages/`, or link to where it is published: a PDF can hold scripts"
                .to_string()
        }
        _ => format!("published kinds: {}", endings()),
    }
}

/// Whether a part between two dots of a name is no ending of any host: `min`, a version, a hash.
fn is_plain(inner: &str) -> bool {
    let digits = inner.bytes().all(|b| b.is_ascii_digit());
    let hash = inner.len() >= 6 && inner.bytes().all(|b| b.is_ascii_hexdigit());
    !inner.is_empty() && (inner == "min" || digits || hash)
}

/// Whether every system can store a name, tells it from others, and finds it in an address that has no escapes.
fn is_portable(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let stem = name.split('.').next().unwrap_or("").to_ascii_lowercase();
    name.chars().all(plain) && !name.ends_with('.') && !name.starts_with('-') && !crate::url::is_device(&stem)
}

impl Expected {
    /// Whether a text is what its name says. `name` is the file's own.
    pub(super) fn check(self, name: &str, text: &str) -> Result<(), StaticFault> {
        match self {
            Expected::Bytes(..) | Expected::Drawing => Ok(()),
            Expected::Script | Expected::Text => is_text(text),
            Expected::Json => is_json(text),
            Expected::Headers => hosts::headers(text),
            Expected::Redirects => hosts::redirects(text),
            Expected::Hosts => hosts::names(text),
            Expected::Blank if text.trim().is_empty() => Ok(()),
            Expected::Blank => Err(StaticFault::whole("is not empty", "delete what it holds")),
            Expected::Token => {
                let token = text.trim_end();
                let plain =
                    |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'=' | b':');
                if !token.is_empty() && token.bytes().all(plain) {
                    return Ok(());
                }
                Err(StaticFault::whole(
                    "is not one token",
                    "it holds letters, digits, `-`, `_`, `.`, `=` and `:` in one line",
                ))
            }
            Expected::Proof(pattern) => names::is_proof(pattern, name, text),
        }
    }
}

/// Whether no browser takes a text for a page, also where a host gives it no type: `<` begins every form that is sniffed
/// (mimesniff.spec.whatwg.org, section 7.1), and `%PDF-` one that has scripts.
fn is_text(text: &str) -> Result<(), StaticFault> {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    if start.starts_with('<') || start.starts_with("%PDF-") || start.starts_with("%!PS") {
        let help = "a browser would take it for a page where its host names no type: begin with a word";
        return Err(StaticFault::whole("begins like a page", help));
    }
    Ok(())
}

fn is_json(text: &str) -> Result<(), StaticFault> {
    match serde_json::from_str::<serde::de::IgnoredAny>(text) {
        Ok(_) => Ok(()),
        Err(error) => {
            let before: usize =
                text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
            let at = text.floor_char_boundary(before + error.column().saturating_sub(1));
            Err(StaticFault::new(at..at, format!("is not JSON: {error}"), "correct it, or delete the file"))
        }
    }
}
