//! Requires every claim to have a provenance: either sources or the site's own judgement, and not both.

use super::{FileContext, Rule, RuleScope};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::parse::record::RoleFile;
use crate::parse::{Body, Spanned};
use crate::url::Id;

pub(super) const RULE: Rule =
    Rule { codes: &[Code::SourceAndJudgement, Code::Unsourced], run: RuleScope::File(run) };

fn run(file: &FileContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // The description of the claim is built only when there is something to report.
    let mut check = |what: &dyn Fn() -> String, span: Span, sources: &[Spanned<Id>], judgement: bool| {
        let diagnostic = check_claim(file, what, span, sources, judgement);
        diagnostics.extend(diagnostic.filter(|c| c.code != Code::Unsourced || file.is_whole()));
    };
    match &file.document.body {
        Body::Role(_, role) => visit_role(role, &mut check),
        Body::Fit(fit) => {
            for question in &fit.questions {
                let what = || format!("the question `{}`", question.id.value);
                check(&what, question.id.span, &question.sources, question.judgement);
            }
        }
        _ => {}
    }
}

type ClaimVisitor<'v> = dyn FnMut(&dyn Fn() -> String, Span, &[Spanned<Id>], bool) + 'v;

fn visit_role(role: &RoleFile, check: &mut ClaimVisitor<'_>) {
    for (row, fact) in &role.facts.0 {
        let what = || format!("the fact for `{}`", row.value);
        check(&what, row.span, &fact.value.sources, fact.value.judgement);
    }
    let name = role.family.span;
    for record in &role.responsibilities {
        let span = record.sources.first().map_or(name, |source| source.span);
        let what = || format!("the responsibility “{}”", record.text.0);
        check(&what, span, &record.sources, record.judgement);
    }
    for record in &role.moves_to {
        let what = || format!("the move to `{}`", record.role.value);
        check(&what, record.role.span, &record.sources, record.judgement);
    }
}

fn check_claim(
    file: &FileContext<'_>,
    what: &dyn Fn() -> String,
    span: Span,
    sources: &[Spanned<Id>],
    judgement: bool,
) -> Option<Diagnostic> {
    match (sources.first(), judgement) {
        (Some(source), true) => Some(
            Diagnostic::new(
                Code::SourceAndJudgement,
                file.at(source.span),
                format!("{} has both sources and `judgement: true`", what()),
            )
            .help("delete `judgement: true` or the sources"),
        ),
        (None, false) => Some(
            Diagnostic::new(Code::Unsourced, file.at(span), format!("{} has no source", what()))
                .help("add `sources`, or `judgement: true` if it is the site's own judgement"),
        ),
        _ => None,
    }
}
