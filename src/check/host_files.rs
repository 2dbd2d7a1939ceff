//! Reports static files by which other parties recognise the owner of the domain: unless they were reviewed, a stranger
//! could add one and get the domain's certificates, its data in a search engine, or its visitors.

use std::sync::Arc;

use super::collisions::fixed;
use super::{CheckInput, Rule, RuleScope, at};
use crate::diagnostic::{Code, Diagnostic, Span, nearest};
use crate::parse::record::SiteFile;
use crate::parse::{Body, content_file};
use crate::source::{Approval, SourceFile, declared_hosts, required_approval};

pub(super) const RULE: Rule = Rule {
    codes: &[Code::DomainVerification, Code::StaticFile, Code::UnusedSuppression],
    run: RuleScope::Site(run),
};

fn run(site: &CheckInput<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // The list and the address of a file with errors may not have been read.
    if site.broken.contains(content_file::SITE) {
        return;
    }
    let record = site.documents.iter().find_map(|document| match &document.body {
        Body::Site(record) => Some((&document.file, &**record)),
        _ => None,
    });
    let Some((file, record)) = record else { return };
    check_hosts(site, file, record, diagnostics);
    check_list(site, file, record, diagnostics);
}

/// Returns the files that need an approval.
fn needing<'s>(site: &'s CheckInput<'_>, approval: Approval) -> impl Iterator<Item = &'s SourceFile> {
    let own = site.static_files.iter().copied().filter(|file| !file.built_in);
    own.filter(move |file| required_approval(&file.path) == Some(approval))
}

/// Reports a `CNAME` or `.domains` that names another host than the address of the site. A host of pages redirects to
/// the first name of `.domains`, and the others to it.
fn check_hosts(
    site: &CheckInput<'_>,
    record_file: &Arc<str>,
    record: &SiteFile,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let address = record.base_url.value.0.as_str();
    let own = address.split_once("://").map_or("", |(_, rest)| rest).split(['/', ':']).next().unwrap_or("");
    for file in needing(site, Approval::OwnHost) {
        let name_only = file.path.rsplit('/').next().unwrap_or(&file.path);
        let checked = if name_only == "CNAME" { usize::MAX } else { 1 };
        let foreign = declared_hosts(file.text().unwrap_or("")).take(checked).find_map(|(range, line)| {
            let name = line.trim();
            (!name.eq_ignore_ascii_case(own)).then(|| (Span::new(range.start, range.end), name))
        });
        let Some((span, name)) = foreign else { continue };
        let message =
            format!("`{}` gives the site to the host `{name}`, but its address is at `{own}`", file.path);
        diagnostics.push(
            Diagnostic::new(Code::StaticFile, at(&file.path, span), message)
                .label(at(record_file, record.base_url.span), "the address of the site")
                .help(format!(
                    "write `{own}`; or, if the site moves, write `base_url: https://{name}/` first"
                )),
        );
    }
}

/// Reports files that must be listed in `reviewed_files` and are not, and entries of the list without such a file.
fn check_list(
    site: &CheckInput<'_>,
    record_file: &Arc<str>,
    record: &SiteFile,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let listed: Vec<_> = record.reviewed_files.iter().map(|entry| &entry.file).collect();
    // A file in the place of a generated one cannot be published, which is reported.
    let is_generated = |file: &SourceFile| {
        let below = file.path.strip_prefix("static/").unwrap_or(&file.path);
        fixed(site.model, below).is_some()
    };
    let mut unlisted: Vec<&SourceFile> = needing(site, Approval::Listed)
        .filter(|file| !is_generated(file))
        .filter(|file| listed.iter().all(|entry| entry.value.0 != *file.path))
        .collect();
    for (n, entry) in listed.iter().enumerate() {
        let path = entry.value.0.as_str();
        let is_needed = required_approval(path) == Some(Approval::Listed);
        let message = if listed[..n].iter().any(|earlier| earlier.value == entry.value) {
            format!("`{path}` is listed twice")
        } else if !site.broken.contains(path) && site.static_files.iter().all(|file| *file.path != *path) {
            format!("there is no file `{path}`")
        } else if is_needed || site.broken.contains(path) {
            continue;
        } else {
            format!("`{path}` needs no review")
        };
        let mut diagnostic = Diagnostic::new(Code::UnusedSuppression, at(record_file, entry.span), message)
            .help("delete the entry");
        // A misspelt path is one mistake: the file that was meant is not reported too.
        if let Some(near) = nearest(path, unlisted.iter().map(|file| &*file.path)).map(ToString::to_string) {
            unlisted.retain(|file| *file.path != *near);
            diagnostic = diagnostic.suggest(path, [near.as_str()]);
        }
        diagnostics.push(diagnostic);
    }
    for file in unlisted {
        let message = format!("`{}` speaks for the owner of the domain, and is not reviewed", file.path);
        let help = format!(
            "once it is reviewed, list it in `{}`: reviewed_files: [{{file: {}, reason: …}}]",
            content_file::SITE,
            file.path
        );
        diagnostics.push(
            Diagnostic::new(Code::DomainVerification, at(&file.path, Span::default()), message).help(help),
        );
    }
}
