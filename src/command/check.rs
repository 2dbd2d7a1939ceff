//! `rolebook check`: everything that a build would refuse, and nothing written.

use std::path::PathBuf;
use std::sync::Arc;

use super::root::refuse_root;
use super::today::today;
use crate::analysis::{Analysis, Stopwatch, analyze};
use crate::check::{self, Age};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::error::Error;
use crate::link;
use crate::linkcheck::LinkCheck;
use crate::model::Model;
use crate::parse::{Body, Document, parse};
use crate::publish::Interrupt;
use crate::source::{Sources, read};

/// What is to be looked at.
#[derive(Debug, Clone)]
pub struct Check {
    /// The folder of the site.
    pub root: PathBuf,
    /// What `site.yaml` says, changed for this look.
    pub link: link::Options,
    /// The most months that a fact may be old. Only with this is it asked which day it is.
    pub max_age: Option<u32>,
}

/// Looks at a site as a build does, at its drawn pages where they can be wrong.
pub fn check(wanted: &Check, interrupt: &Interrupt) -> Result<(Report, Sources), Error> {
    refuse_root(&wanted.root)?;
    let (sources, found) = read(&wanted.root);
    let Analysis { report, drawable, claims, kept } =
        analyze(&sources, found, &wanted.link, None, &mut Stopwatch::start());
    let Some((model, renderer)) = drawable else { return Ok((report, sources)) };
    let mut more = Vec::new();
    if let Some(months) = wanted.max_age {
        more.extend(dated(&kept.documents(), &model, Age { today: today()?, months }));
    }
    let proof = LinkCheck { model: &model, renderer: &renderer, sources: &sources, claims: &claims };
    more.extend(proof.all(interrupt)?);
    Ok((report.with(more), sources))
}

/// Where the site will be, as its `site.yaml` says, without a final `/`. Known also when the site has mistakes elsewhere.
pub fn published_at(sources: &Sources) -> Option<String> {
    let (document, _) = parse(sources.get("content/site.yaml")?);
    match document?.body {
        Body::Site(site) => Some(site.base_url.value.0.trim_end_matches('/').to_string()),
        _ => None,
    }
    .filter(|address| !address.is_empty())
}

/// What is wrong today, which a build does not ask.
fn dated(documents: &[Arc<Document>], model: &Model, age: Age) -> Vec<Diagnostic> {
    let found = check::age(documents, model, age);
    let made = documents.iter().map(|document| (&document.file, &document.suppressions[..]));
    check::suppress(made, found, |code| matches!(code, Code::OldFact | Code::FutureDate))
}
