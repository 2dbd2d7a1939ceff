//! `rolebook check`: reports everything that would fail a build, without writing.

use std::path::PathBuf;

use super::root::refuse_root;
use super::today::today;
use crate::analysis::{Snapshot, Stopwatch};
use crate::check::{self, Age};
use crate::compiled::CompiledSite;
use crate::diagnostic::{Code, Diagnostic, MANUAL_URL, Report};
use crate::error::Error;
use crate::link;
use crate::linkcheck::LinkCheck;
use crate::parse::content_file;
use crate::parse::{Body, parse};
use crate::publish::Interrupt;
use crate::source::{Sources, read};

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

/// Diagnostics that depend on the current date. A build never reports them.
fn dated(content: &Snapshot, age: Age) -> Vec<Diagnostic> {
    let documents = content.documents();
    let diagnostics = check::age(documents, content.model(), age);
    let suppressions = documents.iter().map(|document| (&document.file, &document.suppressions[..]));
    check::suppress(suppressions, diagnostics, |code| matches!(code, Code::OldFact | Code::FutureDate))
}
