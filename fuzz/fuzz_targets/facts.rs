//! YAML, as each kind of file in turn.
#![no_main]

#[path = "../site.rs"]
mod site;

const KINDS: &[&str] = &[
    "content/roles/sre.yaml",
    "content/roles/new.yaml",
    "content/salaries/survey.yaml",
    "content/comparison.yaml",
    "content/sources.yaml",
    "content/tools.yaml",
    "content/skills.yaml",
    "content/site.yaml",
    "content/fit.yaml",
];

libfuzzer_sys::fuzz_target!(|text: &str| {
    for path in KINDS {
        site::look(path, text, false);
    }
});
