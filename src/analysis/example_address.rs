//! Reports an example address that was left in `site.yaml`.

use std::sync::Arc;

use crate::check;
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::parse::{Body, content_file, parse};
use crate::source::Sources;

/// Hosts for documentation (RFC 2606).
const EXAMPLE_HOSTS: [&str; 3] = ["example.org", "example.com", "example.net"];

/// Returns `true` for an address for documentation, at which nobody can publish.
pub fn is_example(address: &str) -> bool {
    let host = address.split('/').nth(2).unwrap_or_default();
    EXAMPLE_HOSTS
        .iter()
        .any(|example| host.strip_suffix(example).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
}

/// Reports an example address that was left in `base_url`. Only a check does: a preview needs no address, and a build may be
/// given one.
pub fn example_address(sources: &Sources) -> Vec<Diagnostic> {
    let Some(document) = sources.get(content_file::SITE).and_then(|file| parse(file).0) else {
        return Vec::new();
    };
    let Body::Site(site) = &document.body else { return Vec::new() };
    let address = site.base_url.value.0.as_str();
    let is_example = is_example(address);
    let place = Location { file: content_file::SITE.into(), span: site.base_url.span };
    let diagnostic = Diagnostic::new(Code::LeftoverTodo, place, format!("`{address}` is an example address"))
        .help("write the address where the site will be published");
    let found = if is_example { vec![diagnostic] } else { Vec::new() };
    let file = Arc::from(content_file::SITE);
    check::suppress([(&file, &document.suppressions[..])], found, |_| false)
}
