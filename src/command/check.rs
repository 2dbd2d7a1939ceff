//! `rolebook check`: reports everything that would fail a build, without writing.

use std::path::{Path, PathBuf};

use super::root::refuse_root;
use super::today::today;
pub use crate::analysis::example_address;
use crate::analysis::{Snapshot, Stopwatch, is_example};
use crate::check::{self, Age};
use crate::compiled::CompiledSite;
use crate::diagnostic::{Code, Diagnostic, MANUAL_URL, Report};
use crate::error::Error;
use crate::link;
use crate::linkcheck::LinkCheck;
use crate::parse::{Body, content_file, parse};
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

/// Diagnostics that depend on the current date. A build never reports them.
fn dated(content: &Snapshot, age: Age) -> Vec<Diagnostic> {
    let documents = content.documents();
    let mut diagnostics = check::age(documents, content.model(), age);
    diagnostics.retain(|diagnostic| !content.model().site.allowed.contains(&diagnostic.code));
    let suppressions = documents.iter().map(|document| (&document.file, &document.suppressions[..]));
    check::suppress(suppressions, diagnostics, |code| matches!(code, Code::OldFact | Code::FutureDate))
}
