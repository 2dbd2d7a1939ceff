//! The bytes of a file: what is text, what is hidden in it, and what it is when it is published as it is.
#![no_main]

#[path = "../site.rs"]
mod site;

use rolebook::diagnostic::Report;
use rolebook::source::{Area, SourceFile};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let (file, found) = SourceFile::new(Area::Content, "content/site.yaml".into(), bytes.to_vec());
    let text = file.as_ref().and_then(SourceFile::text).unwrap_or("").to_string();
    for place in found.iter().filter_map(|found| found.place.as_ref()) {
        assert!(place.span.end as usize <= text.len().max(1), "{place:?} of {}", text.len());
        assert!(text.is_char_boundary(place.span.start as usize), "{place:?}");
    }
    site::show(&Report::new(found), |_| Some(&text));
    for name in ["static/a.svg", "static/a.png", "static/a.webp"] {
        SourceFile::new(Area::Static, name.into(), bytes.to_vec());
    }
});
