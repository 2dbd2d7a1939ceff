//! Relative paths between files of the repository.

/// Resolves a path relative to the file `from`; `None` if it leads above the root.
pub fn resolve_path(from: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Returns the path of `file` relative to the file `from`: `../glossary/slo.md`.
pub fn relative_path(from: &str, file: &str) -> String {
    let (from, to): (Vec<&str>, Vec<&str>) = (from.split('/').collect(), file.split('/').collect());
    let folders = from.len() - 1;
    let shared = from[..folders].iter().zip(&to[..to.len() - 1]).take_while(|(a, b)| a == b).count();
    format!("{}{}", "../".repeat(folders - shared), to[shared..].join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_to_the_linking_file() {
        assert_eq!(relative_path("content/roles/sre.md", "content/glossary/slo.md"), "../glossary/slo.md");
        assert_eq!(relative_path("content/roles/sre.md", "content/roles/dbre.md"), "dbre.md");
        assert_eq!(relative_path("content/roles/sre.md", "static/a.png"), "../../static/a.png");
    }
}
