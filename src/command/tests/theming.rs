//! Tests that `THEMING.md` lists every token, block, component and file.

use std::fmt::Write as _;

use super::eject::built_in;
use crate::render::blocks;
use crate::theme::{Palette, Scheme};

/// Returns the tokens of `site.css` other than colours: each line of declarations with the comment before it.
fn other_tokens(css: &str) -> Vec<(String, String)> {
    let rule =
        css.split("@theme light;").nth(1).and_then(|rest| rest.split("\n}").next()).expect("the tokens");
    let (mut tokens, mut about) = (Vec::new(), String::new());
    for line in rule.lines().map(str::trim) {
        if let Some(comment) = line.strip_prefix("/*") {
            about = comment.trim_end_matches("*/").trim().to_string();
        } else if line.starts_with("--") {
            for declaration in line.split("; ").map(|part| part.trim_end_matches(';')) {
                let (name, value) = declaration.split_once(": ").expect("a declaration");
                tokens.push((name.to_string(), value.to_string()));
            }
            if let Some(last) = tokens.last_mut() {
                let _ = write!(last.1, " ← {about}");
            }
        }
    }
    let mut out = Vec::new();
    let mut group: Vec<(String, String)> = Vec::new();
    for (name, value) in tokens {
        let (value, about) = value
            .split_once(" ← ")
            .map_or((value.clone(), None), |(v, a)| (v.to_string(), Some(a.to_string())));
        group.push((name, value));
        if let Some(about) = about {
            let names: Vec<String> = group.iter().map(|(name, value)| format!("`{name}: {value}`")).collect();
            out.push((names.join(" "), about));
            group.clear();
        }
    }
    out
}

/// Returns the generated part of the document.
fn generated() -> String {
    let files = built_in();
    let text = |path: &str| {
        let file = files.iter().find(|file| file.path == path).expect("a built-in file");
        std::str::from_utf8(file.bytes).expect("text")
    };
    let mut out = String::from("## Colours\n\n| token | use | light | dark |\n|---|---|---|---|\n");
    let palette = Palette::default();
    let schemes = palette.light.colours().into_iter().zip(palette.dark.colours());
    for ((name, about), ((_, light), (_, dark))) in Scheme::TOKENS.iter().zip(schemes) {
        let _ = writeln!(out, "| `--{name}` | {} | `{light}` | `{dark}` |", about.trim());
    }
    out.push_str("\n## Other tokens\n\n| tokens | use |\n|---|---|\n");
    for (tokens, about) in other_tokens(text("static/assets/site.css")) {
        let _ = writeln!(out, "| {tokens} | {about} |");
    }
    out.push_str("\n## Blocks of `templates/shared/base.html`\n\n");
    let names: Vec<String> =
        blocks(text("templates/shared/base.html")).iter().map(|name| format!("`{name}`")).collect();
    let _ = writeln!(out, "{}", names.join(", "));
    out.push_str("\n## Components\n\n| component | arguments | file |\n|---|---|---|\n");
    for file in &files {
        for component in &file.components {
            let _ = writeln!(out, "| `{}` | `{}` | `{}` |", component.name, component.arguments, file.path);
        }
    }
    out.push_str("\n## Files\n\n| file | use |\n|---|---|\n");
    for file in &files {
        let _ = writeln!(out, "| `{}` | {} |", file.path, file.about.replace('|', "\\|"));
    }
    out
}

#[test]
fn the_document_lists_every_token_block_component_and_file() {
    const MARK: &str = "<!-- Generated below: UPDATE=1 cargo test --lib theming -->\n\n";
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/THEMING.md");
    let document = std::fs::read_to_string(path).expect("a file");
    let (written, tables) = document.split_once(MARK).expect("the mark");
    let wanted = generated();
    if tables != wanted && std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, format!("{written}{MARK}{wanted}")).expect("it can be written");
        return;
    }
    assert!(tables == wanted, "THEMING.md is out of date: UPDATE=1 cargo test --lib theming");
}
