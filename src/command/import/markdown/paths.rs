//! Compares the names and addresses of texts.

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
