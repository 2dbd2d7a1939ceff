//! Guides have the sections that the site says, in its order, so that readers of two of them find the same things in the
//! same place. A site that says none has guides as they come.

use super::{FileContext, Rule, RuleScope};
use crate::diagnostic::{Code, Diagnostic, Span, nearest};
use crate::parse::Body;
use crate::parse::markdown::ParsedProse;

pub(super) const RULE: Rule =
    Rule { codes: &[Code::GuideMissing, Code::GuideSections], run: RuleScope::File(run) };

fn run(file: &FileContext<'_>, found: &mut Vec<Diagnostic>) {
    let wanted: Vec<&str> = file.around.sections.iter().map(String::as_str).collect();
    if wanted.is_empty() {
        return;
    }
    if let Some(text) = file.text().filter(|text| text.role.is_some()) {
        judge(file, text.prose, &wanted, found);
    }
    let Body::Role(id, role) = &file.document.body else { return };
    let guide = format!("content/roles/{id}.md");
    if file.around.guides.binary_search(id).is_err() && !file.around.broken.contains(guide.as_str()) {
        let message = format!("the role `{id}` has no guide");
        found
            .push(Diagnostic::new(Code::GuideMissing, file.at(role.summary.span), message).help(format!(
                "write `{guide}`, with the sections that `guide_sections` of site.yaml names"
            )));
    }
}

fn judge(file: &FileContext<'_>, prose: &ParsedProse, wanted: &[&str], found: &mut Vec<Diagnostic>) {
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
            found.push(Diagnostic::new(Code::GuideSections, file.at(*span), message).help(help));
            continue;
        };
        match last {
            Some((before, title)) if before > index => {
                let message = format!("the section `{text}` belongs before `{title}`");
                found.push(
                    Diagnostic::new(Code::GuideSections, file.at(*span), message)
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
            Diagnostic::new(Code::GuideSections, file.at(end), message)
                .help(format!("write `## {title}`; say there if nothing is known")),
        );
    }
}
