//! Files of `static/`: which of them are published, and as which bytes. What comes in: a path and bytes of a stranger. What
//! goes out: bytes that run nothing in a reader's browser, whatever type a host gives them; or what is wrong.
//!
//! A file is taken by its kind, and a kind by an allow-list: the ending of its name ([`kinds`]) or the whole of it
//! ([`names`]), and bytes that are what the name says. Drawings are written anew ([`svg`]). Deliberately absent is a list of
//! what is forbidden.

mod css;
mod data;
mod hosts;
mod kinds;
mod names;
mod svg;
mod vocabulary;

use std::ops::Range;
use std::sync::Arc;

use super::file::hidden;
use crate::diagnostic::{Code, Diagnostic, Location, Span};
pub(crate) use kinds::media_type;
use kinds::{Expected, kind};

/// A fault of a file: its bytes, what is wrong, and how to fix it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct StaticFault {
    range: Range<usize>,
    what: String,
    help: String,
}

impl StaticFault {
    fn new(range: Range<usize>, what: impl Into<String>, help: impl Into<String>) -> StaticFault {
        StaticFault { range, what: what.into(), help: help.into() }
    }

    /// A fault of the file as a whole.
    fn whole(what: impl Into<String>, help: impl Into<String>) -> StaticFault {
        StaticFault::new(0..0, what, help)
    }
}

/// Says why no file is published under a path, whatever it holds.
pub(super) fn refuse_name(path: &str) -> Option<Diagnostic> {
    kind(path).err().map(|(code, fault)| diagnostic(&path.into(), code, fault))
}

/// The bytes that are published for a file, and what is wrong with it. With an error, the bytes are those of the file.
pub(super) fn sanitize(path: &Arc<str>, bytes: Vec<u8>) -> (Vec<u8>, Vec<Diagnostic>) {
    let holds = match kind(path) {
        Ok(holds) => holds,
        Err((code, fault)) => return (bytes, vec![diagnostic(path, code, fault)]),
    };
    if let Expected::Bytes(_, at, starts) = holds {
        let rest = bytes.get(at..).unwrap_or_default();
        // The first byte of an AVIF is that of a length: a letter there would be read as the start of a page.
        let is_kind = starts.iter().any(|start| rest.starts_with(start)) && bytes.first() != Some(&b'<');
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending).to_uppercase();
        let fault = || StaticFault::whole(format!("is not a {ending} file"), "save it again in that format");
        let found = if is_kind { Vec::new() } else { vec![diagnostic(path, Code::StaticFile, fault())] };
        return (bytes, found);
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let fault = StaticFault::whole(format!("is not UTF-8 at byte {at}"), "save it as UTF-8");
            return (error.into_bytes(), vec![diagnostic(path, Code::NotUtf8, fault)]);
        }
    };
    if let Expected::Drawing = holds {
        return match svg::rewrite(&text) {
            Ok(drawing) => {
                let found = svg::hidden(&drawing).map(|hidden| {
                    let at = text.find(hidden.character).unwrap_or(0);
                    let what = format!("has the character {} in its words", hidden.describe());
                    diagnostic(path, Code::StaticFile, StaticFault::new(at..at, what, "delete it"))
                });
                match found {
                    None => (drawing.into_bytes(), Vec::new()),
                    Some(found) => (text.into_bytes(), vec![found]),
                }
            }
            Err(faults) => {
                let found =
                    faults.into_iter().map(|fault| diagnostic(path, Code::StaticFile, fault)).collect();
                (text.into_bytes(), found)
            }
        };
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    let found = match holds.check(name, &text) {
        Err(fault) => vec![diagnostic(path, Code::StaticFile, fault)],
        // A byte order mark at the start tells a spreadsheet how to read a CSV.
        Ok(()) => hidden(path, text.strip_prefix('\u{feff}').unwrap_or(&text), text.len()),
    };
    (text.into_bytes(), found)
}

/// The code of the warning that a reviewer answers before a file may be published: it runs in a browser, or commands a host.
pub(crate) fn review_code(path: &str) -> Option<Code> {
    match kind(path) {
        Ok(Expected::Script) => Some(Code::CustomScript),
        Ok(Expected::Headers | Expected::Redirects) => Some(Code::HostConfig),
        _ => None,
    }
}

fn diagnostic(path: &Arc<str>, code: Code, fault: StaticFault) -> Diagnostic {
    let place = Location { file: Arc::clone(path), span: Span::new(fault.range.start, fault.range.end) };
    let message = format!("`{}` {}", crate::diagnostic::printable(path), fault.what);
    Diagnostic::new(code, place, message).help(fault.help)
}
