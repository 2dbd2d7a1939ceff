//! Compares and joins the paths, names and addresses of texts.

/// Returns the name of a page as wiki links compare it.
pub(super) fn page_name(name: &str) -> String {
    name.replace(['-', '_'], " ").to_lowercase()
}

/// Returns an address without what differs between generators.
pub(super) fn bare_address(address: &str) -> String {
    let path = address.trim_matches('/').to_lowercase();
    let path = path.strip_suffix("index.html").unwrap_or(&path);
    let path = path.strip_suffix(".html").or_else(|| path.strip_suffix(".md")).unwrap_or(path);
    path.trim_matches('/').to_string()
}

/// Joins a relative path to that of the file that contains it; `None` above the root.
pub(super) fn joined(file: &str, link: &str) -> Option<String> {
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Returns the path of `file` relative to the file `from`.
pub(super) fn relative(from: &str, file: &str) -> String {
    let (from, to): (Vec<&str>, Vec<&str>) = (from.split('/').collect(), file.split('/').collect());
    let folders = from.len() - 1;
    let shared = from[..folders].iter().zip(&to[..to.len() - 1]).take_while(|(a, b)| a == b).count();
    format!("{}{}", "../".repeat(folders - shared), to[shared..].join("/"))
}
