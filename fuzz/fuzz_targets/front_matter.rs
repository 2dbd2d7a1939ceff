//! The head of a Markdown file, of each kind of page.
#![no_main]

#[path = "../site.rs"]
mod site;

libfuzzer_sys::fuzz_target!(|text: &str| {
    for path in ["content/articles/a.md", "content/glossary/b.md", "content/pages/c.md", "content/roles/sre.md"] {
        site::look(path, text, false);
    }
});
