//! `rolebook eject`: copies a built-in file, or one component of a template, into the site, where it replaces the built-in
//! one.

use std::path::Path;

use super::save;
use crate::diagnostic::nearest;
use crate::error::Error;
use crate::render::{ComponentDefinition, component_definitions};
use crate::source::built_in_files;

/// A built-in file that a site can override.
#[derive(Debug, Clone)]
pub struct BuiltInFile {
    /// The path below the folder of the site.
    pub path: String,
    /// Its bytes.
    pub bytes: &'static [u8],
    /// Its use, in one sentence.
    pub about: String,
    /// The components that it defines.
    pub components: Vec<ComponentDefinition>,
}

/// Returns every built-in file, sorted by path.
pub fn built_in() -> Vec<BuiltInFile> {
    let files = built_in_files().into_iter();
    files
        .map(|(path, bytes)| {
            let text = std::str::from_utf8(bytes).unwrap_or_default();
            let components = if path.ends_with(".html") { component_definitions(text) } else { Vec::new() };
            BuiltInFile { about: about(&path, text), path, bytes, components }
        })
        .collect()
}

/// Returns the use of a file: the first sentence of the comment that it begins with.
fn about(path: &str, text: &str) -> String {
    match path.rsplit('.').next() {
        Some("woff2") => return "A face of the built-in font.".to_string(),
        Some("svg") => return "The icon of the site.".to_string(),
        Some("ftl") => {
            return "The messages of a language; a file of the site overrides single ones.".to_string();
        }
        _ => {}
    }
    let begins = text.trim_start();
    let comment = if let Some(rest) = begins.strip_prefix("/*") {
        rest.split("*/").next().unwrap_or_default().to_string()
    } else if let Some(rest) = begins.strip_prefix("{#") {
        rest.trim_start_matches('-').split("#}").next().unwrap_or_default().trim_end_matches('-').to_string()
    } else {
        let lines = begins.lines().map_while(|line| line.strip_prefix("//"));
        lines.collect::<String>()
    };
    let words = comment.split_whitespace().collect::<Vec<_>>().join(" ");
    let end = words.match_indices(". ").map(|(at, _)| at + 1).next().unwrap_or(words.len());
    words[..end].to_string()
}

/// A file to eject.
#[derive(Debug)]
pub struct Ejected {
    /// The path below the folder of the site.
    pub path: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// Finds a built-in file by its path, or a component by its name.
pub fn find_built_in(name: &str) -> Result<Ejected, Error> {
    let files = built_in();
    let written = name.trim_start_matches("./");
    // Most paths are known without their first folder, too.
    let is_it = |file: &&BuiltInFile| {
        file.path == written || file.path.split_once('/').is_some_and(|(_, inner)| inner == written)
    };
    if let Some(file) = files.iter().find(is_it) {
        return Ok(Ejected { path: file.path.clone(), bytes: file.bytes.to_vec() });
    }
    for file in &files {
        if let Some(component) = file.components.iter().find(|component| component.name == written) {
            let text = std::str::from_utf8(file.bytes).unwrap_or_default();
            let text = text.get(component.range.clone()).unwrap_or_default();
            return Ok(Ejected {
                path: format!("templates/shared/{}.html", written.replace('_', "-")),
                bytes: format!("{text}\n").into_bytes(),
            });
        }
    }
    let components = files.iter().flat_map(|file| &file.components).map(|component| component.name.as_str());
    let inner = files.iter().filter_map(|file| file.path.split_once('/').map(|(_, inner)| inner));
    let names = files.iter().map(|file| file.path.as_str()).chain(inner).chain(components);
    Err(Error::Refused {
        what: format!("there is no built-in file or component `{name}`"),
        help: match nearest(written, names) {
            Some(near) => format!("did you mean `{near}`? `rolebook eject --list` prints all of them"),
            None => "`rolebook eject --list` prints all of them".to_string(),
        },
    })
}

/// Writes a built-in file or component into a site. Refuses to overwrite a file.
pub fn eject(root: &Path, name: &str) -> Result<Ejected, Error> {
    let ejected = find_built_in(name)?;
    save::create(root, &ejected.path, &ejected.bytes)?;
    Ok(ejected)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_file_says_what_it_is_for() {
        for file in built_in() {
            assert!(
                file.about.ends_with(['.', ':']) && file.about.len() > 5,
                "{}: {}",
                file.path,
                file.about
            );
        }
    }

    #[test]
    fn a_component_is_ejected_alone() {
        let footer = find_built_in("site_footer").expect("a component");
        assert_eq!(footer.path, "templates/shared/site-footer.html");
        let text = String::from_utf8(footer.bytes).expect("text");
        assert_eq!(component_definitions(&text).len(), 1);
        assert!(text.starts_with("{# ") && text.ends_with("{%- endcomponent site_footer %}\n"), "{text}");
        assert_eq!(find_built_in("shared/site.html").expect("a file").path, "templates/shared/site.html");
        let Err(Error::Refused { help, .. }) = find_built_in("site_foter") else { panic!("refused") };
        assert!(help.contains("did you mean `site_footer`?"), "{help}");
    }
}
