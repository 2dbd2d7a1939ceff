//! Guides have the sections that the site says, in its order, so that readers of two of them find the same things in the
//! same place. A site that says none has guides as they come.

use std::collections::BTreeSet;

use super::{Rule, Site, at};
use crate::diagnostic::{Code, Diagnostic, Span, nearest};
use crate::parse::markdown::Prose;
use crate::parse::{Body, Document};

pub(super) const RULE: Rule = Rule { codes: &[Code::GuideMissing, Code::GuideSections], run };

fn run(site: &Site<'_>, found: &mut Vec<Diagnostic>) {
    let sections = site.documents.iter().find_map(|document| match &document.body {
        Body::Site(record) => Some(&record.guide_sections),
        _ => None,
    });
    let wanted: Vec<&str> = sections.into_iter().flatten().map(|title| title.0.as_str()).collect();
    if wanted.is_empty() {
        return;
    }
    for text in site.texts().filter(|text| text.role.is_some()) {
        judge(text.document, text.prose, &wanted, found);
    }
    let guides: BTreeSet<&str> = site
        .documents
        .iter()
        .filter_map(|document| match &document.body {
            Body::Guide(id, ..) => Some(id.as_str()),
            _ => None,
        })
        .collect();
    for document in site.documents {
        let Body::Role(id, role) = &document.body else { continue };
        let guide = format!("content/roles/{id}.md");
        if !guides.contains(id.as_str()) && !site.broken.contains(guide.as_str()) {
            let message = format!("the role `{id}` has no guide");
            found.push(
                Diagnostic::new(Code::GuideMissing, at(&document.file, role.summary.span), message).help(
                    format!("write `{guide}`, with the sections that `guide_sections` of site.yaml names"),
                ),
            );
        }
    }
}

fn judge(document: &Document, prose: &Prose, wanted: &[&str], found: &mut Vec<Diagnostic>) {
    let places = prose.headings.iter().zip(&prose.survey.headings);
    // Quotes are set as typographers do; site.yaml has what was typed.
    let written: Vec<(String, Span)> =
        places.filter(|(h, _)| h.level == 2).map(|(h, span)| (h.text.replace('’', "'"), *span)).collect();
    let missing: Vec<&str> =
        wanted.iter().copied().filter(|title| !written.iter().any(|(text, _)| text == title)).collect();
    let mut meant = Vec::new();
    let mut last: Option<(usize, &str)> = None;
    for (text, span) in &written {
        let Some(index) = wanted.iter().position(|title| title == text) else {
            let near = nearest(text, missing.iter().copied());
            meant.extend(near);
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "make it a `###` below one of them, or add it to `guide_sections` of site.yaml"
                    .to_string(),
            };
            let message = format!("`{text}` is no section that guides have");
            found.push(Diagnostic::new(Code::GuideSections, at(&document.file, *span), message).help(help));
            continue;
        };
        match last {
            Some((before, title)) if before > index => {
                let message = format!("the section `{text}` belongs before `{title}`");
                found.push(
                    Diagnostic::new(Code::GuideSections, at(&document.file, *span), message)
                        .help("guides have their sections in the order of `guide_sections` of site.yaml"),
                );
            }
            _ => last = Some((index, wanted[index])),
        }
    }
    let end = written.last().map_or(Span::default(), |(_, span)| *span);
    for title in missing.iter().filter(|title| !meant.contains(*title)) {
        let message = format!("the guide has no section `{title}`");
        found.push(
            Diagnostic::new(Code::GuideSections, at(&document.file, end), message)
                .help(format!("write `## {title}`; say there if nothing is known")),
        );
    }
}
