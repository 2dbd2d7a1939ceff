//! References of every kind.
#![no_main]

#[path = "../site.rs"]
#[allow(dead_code, reason = "a target uses its own function")]
mod site;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| site::references(bytes));
