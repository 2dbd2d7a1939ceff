//! The front matter of each kind of Markdown file.
#![no_main]

#[path = "../site.rs"]
#[allow(dead_code, reason = "a target uses its own function")]
mod site;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| site::front_matter(bytes));
