//! Static files: decides which are published, and sanitises their bytes. A published file runs nothing in a reader's
//! browser, whatever `Content-Type` its host sends, unless a reviewer has approved it.
//!
//! Files are allow-listed by extension ([`kinds`]) or by full name ([`names`]), and their bytes must match the name.
//! Drawings are sanitised ([`svg`]). There is deliberately no deny-list.

mod css;
mod data;
mod hosts;
mod kinds;
mod names;
mod svg;
mod vocabulary;

use std::ops::Range;
use std::sync::Arc;

use super::file::hidden_characters;
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
        let error =
            || StaticError::for_file(format!("is not a {format} file"), "save it again in that format");
        let diagnostics =
            if is_kind { Vec::new() } else { vec![diagnostic(path, Code::StaticFile, error())] };
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

/// The code of the warning that a reviewer must suppress before a file is published, because it runs in browsers or
/// configures a host.
pub(crate) fn review_code(path: &str) -> Option<Code> {
    match expected_contents(path) {
        Ok(Expected::Script) => Some(Code::CustomScript),
        Ok(Expected::Headers | Expected::Redirects) => Some(Code::HostConfig),
        _ => None,
    }
}

fn diagnostic(path: &Arc<str>, code: Code, error: StaticError) -> Diagnostic {
    let place = Location { file: Arc::clone(path), span: Span::new(error.range.start, error.range.end) };
    let message = format!("`{}` {}", crate::diagnostic::printable(path), error.what);
    Diagnostic::new(code, place, message).help(error.help)
}
