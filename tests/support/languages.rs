//! A site that compares programming languages.

use crate::support::Project;

const LANGUAGES: &[(&str, &str)] = &[
    ("content/site.yaml", "title: Languages
description: Programming languages compared.
base_url: https://languages.example/
language: en-GB
entity: {one: language, many: languages, path: languages, schema_type: ComputerLanguage}
nav: [{label: Languages, to: /languages/}, {label: Compare, to: /compare/}]
"),
    ("content/comparison.yaml", "families: [{id: systems, label: Systems, line: Compiled to machine code.}, {id: scripting, label: Scripting, line: Run from source.}]
groups: [{id: types, label: Types}]
rows:
  - {id: typing, group: types, label: Typing, kind: text, question: When are types checked?}
  - {id: speed, group: types, label: Speed, kind: scale, question: How fast?, levels: [{id: slow, label: Slow}, {id: fast, label: Fast}]}
regions: []
"),
    ("content/sources.yaml", "sources:
  manual: {title: The manual, url: https://example.com/manual, publisher: Press, published: 2024, accessed: 2026-11-01, seen: full}
"),
    ("content/roles/rust.yaml", "name: Rust
family: systems
summary: Checks ownership at compile time.
facts:
  typing: {value: Static, sources: [manual], confidence: high}
  speed: {level: fast, sources: [manual], confidence: high}
"),
    ("content/roles/go.yaml", "name: Go
family: systems
summary: Compiles fast.
facts:
  typing: {value: Static, sources: [manual], confidence: high}
  speed: {level: fast, judgement: true, confidence: low}
"),
    ("content/roles/lua.yaml", "name: Lua
was: [luna]
family: scripting
summary: Is embedded in programs.
facts:
  typing: {value: Dynamic, sources: [manual], confidence: high}
  speed: {level: slow, judgement: true, confidence: low}
"),
];

/// Returns the site of languages.
pub(crate) fn languages() -> Project {
    LANGUAGES.iter().fold(Project::empty(), |project, (path, text)| project.file(path, text))
}
