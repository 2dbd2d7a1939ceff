//! Static files: decides which are published, and sanitises their bytes. A published file runs nothing in a reader's
//! browser, whatever `Content-Type` its host sends, unless a reviewer has approved it.
//!
//! Files are allow-listed by extension ([`kinds`]) or by full name ([`names`]), and their bytes must match the name.
//! Drawings are sanitised ([`svg`]). There is deliberately no deny-list.

mod css;
mod data;
mod draw_cost;
mod expansion;
mod hosts;
mod kinds;
mod lengths;
mod names;
mod outline;
mod selectors;
mod svg;
mod vocabulary;

use std::ops::Range;
use std::sync::Arc;

use super::file::hidden_characters;
use super::image::{MAX_PIXELS, pixel_count};
use crate::diagnostic::{Code, Diagnostic, Location, Span};
pub(crate) use kinds::media_type;
use kinds::{Expected, expected_contents, has_signature};

/// An error in a file: its byte range, the message and the fix.
#[derive(Debug, Clone, PartialEq, Eq)]
struct StaticError {
    range: Range<usize>,
    what: String,
    help: String,
}

impl StaticError {
    fn new(range: Range<usize>, what: impl Into<String>, help: impl Into<String>) -> StaticError {
        StaticError { range, what: what.into(), help: help.into() }
    }

    /// Creates an error about the file as a whole.
    fn for_file(what: impl Into<String>, help: impl Into<String>) -> StaticError {
        StaticError::new(0..0, what, help)
    }
}

/// The message about an image of more than [`MAX_PIXELS`].
const TOO_MANY_PIXELS: &str = "has more than 100 million pixels";

/// Reports a path under which no file is published, whatever its contents.
pub(super) fn refuse_name(path: &str) -> Option<Diagnostic> {
    expected_contents(path).err().map(|(code, error)| diagnostic(&path.into(), code, error))
}

/// Returns the published bytes of a file and its diagnostics. If there is an error, the bytes are returned unchanged.
pub(super) fn sanitize(path: &Arc<str>, bytes: Vec<u8>) -> (Vec<u8>, Vec<Diagnostic>) {
    let expected = match expected_contents(path) {
        Ok(expected) => expected,
        Err((code, error)) => return (bytes, vec![diagnostic(path, code, error)]),
    };
    if let Expected::Bytes(format, signatures) = expected {
        let is_kind = has_signature(&bytes, signatures);
        let error = if !is_kind {
            Some(StaticError::for_file(format!("is not a {format} file"), "save it again in that format"))
        } else if pixel_count(&bytes) > MAX_PIXELS {
            Some(StaticError::for_file(TOO_MANY_PIXELS, "scale it down"))
        } else {
            None
        };
        let diagnostics = error.into_iter().map(|error| diagnostic(path, Code::StaticFile, error)).collect();
        return (bytes, diagnostics);
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let invalid = StaticError::for_file(format!("is not UTF-8 at byte {at}"), "save it as UTF-8");
            return (error.into_bytes(), vec![diagnostic(path, Code::NotUtf8, invalid)]);
        }
    };
    if let Expected::Drawing = expected {
        return match svg::rewrite(&text) {
            Ok(drawing) => {
                let hidden = svg::hidden_character(&drawing).map(|hidden| {
                    let at = text.find(hidden.character).unwrap_or(0);
                    let what = format!("contains the hidden character {}", hidden.describe());
                    diagnostic(path, Code::StaticFile, StaticError::new(at..at, what, "delete it"))
                });
                match hidden {
                    None => (drawing.into_bytes(), Vec::new()),
                    Some(diagnostic) => (text.into_bytes(), vec![diagnostic]),
                }
            }
            Err(errors) => {
                let diagnostics =
                    errors.into_iter().map(|error| diagnostic(path, Code::StaticFile, error)).collect();
                (text.into_bytes(), diagnostics)
            }
        };
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    let diagnostics = match expected.check(name, &text) {
        Err(error) => vec![diagnostic(path, Code::StaticFile, error)],
        // A byte order mark at the start tells a spreadsheet the encoding of a CSV.
        Ok(()) => hidden_characters(path, text.strip_prefix('\u{feff}').unwrap_or(&text), text.len()),
    };
    (text.into_bytes(), diagnostics)
}

/// The approval that a file needs before it is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Approval {
    /// A reason in a comment on the first line, because the file runs in browsers or configures a host.
    Comment(Code),
    /// An entry with a reason in `reviewed_files` of `content/site.yaml`, because other parties take the file as a
    /// statement of the domain's owner. Such formats have no comments.
    Listed,
    /// The names that it contains must be the site's own.
    OwnHost,
}

/// Returns the approval that a file needs, by its path below the root.
pub(crate) fn required_approval(path: &str) -> Option<Approval> {
    let below = path.strip_prefix("static/").unwrap_or(path);
    match expected_contents(path).ok()? {
        Expected::Script => Some(Approval::Comment(Code::CustomScript)),
        Expected::Headers | Expected::Redirects => Some(Approval::Comment(Code::HostConfig)),
        Expected::Hosts => Some(Approval::OwnHost),
        Expected::Blank => None,
        // Only pages that link to it read it.
        Expected::Json if below == "manifest.json" => None,
        // Search engines, certificate authorities and other services look here for a proof that somebody owns the
        // domain, and many of them choose the name.
        Expected::Text if !below.contains('/') && below.ends_with(".txt") => Some(Approval::Listed),
        _ if below.starts_with(".well-known/") || names::find(below).is_some() => Some(Approval::Listed),
        _ => None,
    }
}

/// Returns the names of hosts in a `CNAME` or `.domains`, each with its byte range.
pub(crate) fn declared_hosts(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    hosts::lines(text)
}

fn diagnostic(path: &Arc<str>, code: Code, error: StaticError) -> Diagnostic {
    let place = Location { file: Arc::clone(path), span: Span::new(error.range.start, error.range.end) };
    let message = format!("`{}` {}", crate::diagnostic::printable(path), error.what);
    Diagnostic::new(code, place, message).help(error.help)
}
