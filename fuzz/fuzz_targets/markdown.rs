//! The text of an article, drawn when nothing is wrong with it.
#![no_main]

#[path = "../site.rs"]
mod site;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let head = "---\ntitle: A\nsummary: S.\npublished: 2026\nreviewed: 2026\n---\n";
    site::look("content/articles/a.md", &format!("{head}{text}"), false);
});
