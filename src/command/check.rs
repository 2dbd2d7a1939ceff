//! `rolebook check`: reports everything that would fail a build, without writing.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::root::refuse_root;
use super::today::today;
use crate::analysis::{Snapshot, Stopwatch};
use crate::check::{self, Age};
use crate::compiled::CompiledSite;
use crate::diagnostic::{Code, Diagnostic, Location, MANUAL_URL, Report};
use crate::error::Error;
use crate::link;
use crate::linkcheck::LinkCheck;
use crate::parse::content_file;
use crate::parse::{Body, parse};
use crate::publish::Interrupt;
use crate::source::{Area, SourceFile, Sources, read, read_plain};

/// Options of a check.
#[derive(Debug, Clone)]
pub struct Check {
    /// The folder of the site.
    pub root: PathBuf,
    /// Overrides of `site.yaml`.
    pub link: link::Options,
    /// The maximum age of a fact in months. The current date is read only if this is set.
    pub max_age: Option<u32>,
}

/// Checks a site as a build does, including links of its drawn pages.
pub fn check(options: &Check, interrupt: &Interrupt) -> Result<(Report, Sources), Error> {
    refuse_root(&options.root)?;
    let (sources, diagnostics) = read(&options.root);
    let site = CompiledSite::new(None, sources.clone(), diagnostics, &options.link, &mut Stopwatch::start());
    let Some(link_check) = LinkCheck::new(&site) else { return Ok((site.report, sources)) };
    let mut more = Vec::new();
    if let Some(months) = options.max_age {
        more.extend(dated(&site.content, Age { today: today()?, months }));
    }
    more.extend(link_check.all(interrupt)?);
    Ok((site.report.with(more), sources))
}

/// The address of the published manual, without a final `/`: the site itself if it publishes the manual, else
/// [`MANUAL_URL`]. Also available when the site has errors elsewhere.
pub fn manual_url(sources: &Sources) -> Option<String> {
    let own = || {
        let (document, _) = parse(sources.get(content_file::SITE)?);
        let Body::Site(site) = document?.body else { return None };
        let address = site.base_url.value.0.trim_end_matches('/');
        (site.manual && !address.is_empty()).then(|| format!("{address}/reference"))
    };
    own().or_else(|| MANUAL_URL.map(ToString::to_string))
}

/// Hosts for documentation (RFC 2606).
const EXAMPLE_HOSTS: [&str; 3] = ["example.org", "example.com", "example.net"];

/// Returns `true` for an address for documentation, at which nobody can publish.
fn is_example(address: &str) -> bool {
    let host = address.split('/').nth(2).unwrap_or_default();
    EXAMPLE_HOSTS
        .iter()
        .any(|example| host.strip_suffix(example).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
}

/// The address at which the site in a folder is published, if it has a valid one that is no example.
pub(super) fn published_address(root: &Path) -> Option<String> {
    let bytes =
        read_plain(&root.join(content_file::SITE), Area::Content.largest(content_file::SITE)).ok()??;
    let (file, _) = SourceFile::new(Area::Content, content_file::SITE.into(), bytes);
    let Body::Site(site) = parse(&file).0?.body else { return None };
    let address = site.base_url.value.0;
    (!address.is_empty() && !is_example(&address) && !is_reserved(&address)).then_some(address)
}

/// Returns `true` for an address below `.example`, which a site has that is not published yet.
fn is_reserved(address: &str) -> bool {
    address.split('/').nth(2).is_some_and(|host| host.ends_with(".example"))
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

/// Diagnostics that depend on the current date. A build never reports them.
fn dated(content: &Snapshot, age: Age) -> Vec<Diagnostic> {
    let documents = content.documents();
    let mut diagnostics = check::age(documents, content.model(), age);
    diagnostics.retain(|diagnostic| !content.model().site.allowed.contains(&diagnostic.code));
    let suppressions = documents.iter().map(|document| (&document.file, &document.suppressions[..]));
    check::suppress(suppressions, diagnostics, |code| matches!(code, Code::OldFact | Code::FutureDate))
}
