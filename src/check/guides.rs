//! Requires guides to have the sections that `site.yaml` declares, in its order, so that all guides have the same structure.
//! A site that declares no sections has no such rule.

use super::{FileContext, Rule, RuleScope};
use crate::diagnostic::{Code, Diagnostic, Span, nearest};
use crate::parse::markdown::ParsedProse;
use crate::parse::{Body, FileKind};

pub(super) const RULE: Rule =
    Rule { codes: &[Code::GuideMissing, Code::GuideSections], run: RuleScope::File(run) };

fn run(file: &FileContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let required: Vec<&str> = file.context.sections.iter().map(String::as_str).collect();
    if required.is_empty() {
        return;
    }
    if let Some(text) = file.text().filter(|text| text.role.is_some()) {
        check_sections(file, text.prose, &required, diagnostics);
    }
    let Body::Role(id, role) = &file.document.body else { return };
    let guide = FileKind::Guide(id.as_str()).path();
    if file.context.guides.binary_search(id).is_err() && !file.context.broken.contains(guide.as_str()) {
        let message = format!("the role `{id}` has no guide");
        diagnostics.push(
            Diagnostic::new(Code::GuideMissing, file.at(role.summary.span), message)
                .help(format!("create `{guide}` with the sections listed in `guide_sections` in site.yaml")),
        );
    }
}

fn check_sections(
    file: &FileContext<'_>,
    prose: &ParsedProse,
    required: &[&str],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let places = prose.headings.iter().zip(&prose.survey.headings);
    // Headings have typographic quotes; site.yaml has the quotes as they were typed.
    let written: Vec<(String, Span)> =
        places.filter(|(h, _)| h.level == 2).map(|(h, span)| (h.text.replace('’', "'"), *span)).collect();
    let missing: Vec<&str> =
        required.iter().copied().filter(|title| !written.iter().any(|(text, _)| text == title)).collect();
    let mut misspelt = Vec::new();
    let mut repeated = false;
    let mut last: Option<(usize, &str)> = None;
    for (text, span) in &written {
        let Some(index) = required.iter().position(|title| title == text) else {
            let near = nearest(text, missing.iter().copied());
            misspelt.extend(near);
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => {
                    "make it a `###` heading below one of them, or add it to `guide_sections` in site.yaml"
                        .to_string()
                }
            };
            let message = format!("unknown guide section `{text}`");
            diagnostics.push(Diagnostic::new(Code::GuideSections, file.at(*span), message).help(help));
            continue;
        };
        if let Some((_, first)) = written.iter().find(|(other, own)| other == text && own.start < span.start)
        {
            // A heading that was copied and not changed stands for one that is missing.
            repeated = true;
            let message = format!("the section `{text}` occurs twice");
            let help = match missing.as_slice() {
                [only] => format!("is it meant as `{only}`?"),
                _ => "merge the two, or give this one another heading".to_string(),
            };
            diagnostics.push(
                Diagnostic::new(Code::GuideSections, file.at(*span), message)
                    .label(file.at(*first), "first here")
                    .help(help),
            );
            continue;
        }
        match last {
            Some((before, title)) if before > index => {
                let message = format!("the section `{text}` must come before `{title}`");
                diagnostics.push(
                    Diagnostic::new(Code::GuideSections, file.at(*span), message)
                        .help("the order of the sections is that of `guide_sections` in site.yaml"),
                );
            }
            _ => last = Some((index, required[index])),
        }
    }
    if missing.is_empty() || repeated && missing.len() == 1 {
        return;
    }
    // A section whose heading has the wrong level is not missing. A level that is skipped was reported.
    let mut wrong_level = Vec::new();
    let mut level = 1;
    for (heading, span) in prose.headings.iter().zip(&prose.survey.headings) {
        let text = heading.text.replace('’', "'");
        if heading.level != 2 && missing.contains(&text.as_str()) {
            if heading.level > 1 && heading.level <= level + 1 {
                let message = format!("the guide section `{text}` has the wrong level");
                diagnostics.push(
                    Diagnostic::new(Code::GuideSections, file.at(*span), message)
                        .help("begin its heading with `##`"),
                );
            }
            wrong_level.push(text);
        }
        level = heading.level;
    }
    for bold in &prose.survey.bold_paragraphs {
        if missing.contains(&bold.value.as_str()) {
            let message = format!("the guide section `{}` has bold text instead of a heading", bold.value);
            let (place, heading) = (file.at(bold.span), format!("## {}", bold.value));
            diagnostics.push(Diagnostic::new(Code::GuideSections, place.clone(), message).with_fix(
                place,
                &heading,
                format!("write `{heading}`"),
            ));
            wrong_level.push(bold.value.clone());
        }
    }
    // The heading may be part of the code of an unclosed fence, which was reported.
    if prose.survey.is_cut {
        return;
    }
    // A heading that is read as text was reported.
    let near = prose.survey.near_headings.iter().map(|text| text.replace('’', "'"));
    wrong_level.extend(near);
    let end = written.last().map_or(Span::default(), |(_, span)| *span);
    for title in missing
        .iter()
        .filter(|title| !misspelt.contains(*title) && !wrong_level.iter().any(|own| own == *title))
    {
        let message = format!("missing guide section `{title}`");
        diagnostics.push(
            Diagnostic::new(Code::GuideSections, file.at(end), message)
                .help(format!("add `## {title}`; if nothing is known, write that there")),
        );
    }
}
