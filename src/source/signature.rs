//! Whether a file that is published as it is holds what its name says. Browsers and hosts guess by the first bytes too,
//! and what calls itself an image and is a page would run on the site's origin.

use super::svg;
use crate::diagnostic::{Code, Diagnostic, Place, Span};

/// The endings of a kind, the byte at which it shows, and what can stand there.
type Kind = (&'static [&'static str], usize, &'static [&'static [u8]]);

/// The kinds that are known by their first bytes.
const KINDS: &[Kind] = &[
    (&["png"], 0, &[b"\x89PNG\r\n\x1a\n"]),
    (&["jpg", "jpeg"], 0, &[b"\xff\xd8\xff"]),
    (&["gif"], 0, &[b"GIF87a", b"GIF89a"]),
    (&["webp"], 8, &[b"WEBP"]),
    (&["avif"], 4, &[b"ftypavif", b"ftypavis", b"ftypmif1"]),
    (&["ico"], 0, &[b"\0\0\x01\0"]),
    (&["woff2"], 0, &[b"wOF2"]),
    (&["pdf"], 0, &[b"%PDF-"]),
];

/// Why the file at `path` is not published, if it is not.
pub fn refuse(path: &str, bytes: &[u8]) -> Option<Diagnostic> {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    let (why, help) = if ending == "svg" {
        let why = svg::refuse(&String::from_utf8_lossy(bytes))?;
        let help = "a drawing is published only if it is nothing but a drawing; or publish it as PNG";
        (why, help.to_string())
    } else {
        let (_, at, starts) = KINDS.iter().find(|(endings, ..)| endings.contains(&ending))?;
        let rest = bytes.get(*at..).unwrap_or_default();
        if starts.iter().any(|start| rest.starts_with(start)) {
            return None;
        }
        (format!("is not a {} file", ending.to_uppercase()), "save it again in that format".to_string())
    };
    let place = Place { file: path.into(), span: Span::default() };
    Some(Diagnostic::new(Code::StaticFile, place, format!("`{path}` {why}")).help(help))
}

#[cfg(test)]
mod tests {
    use super::refuse;

    #[test]
    fn a_file_is_what_its_name_says() {
        assert!(refuse("static/a.png", b"\x89PNG\r\n\x1a\n\0").is_none());
        assert!(refuse("static/a.webp", b"RIFF\0\0\0\0WEBPVP8").is_none());
        assert!(refuse("static/a.css", b"body {}").is_none());
        for (path, bytes) in [
            ("static/a.png", b"<html>".as_slice()),
            ("static/a.png", b""),
            ("static/a.jpg", b"GIF89a"),
            ("static/a.webp", b"RIFF"),
        ] {
            assert!(refuse(path, bytes).is_some(), "{path}");
        }
    }
}
