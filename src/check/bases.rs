//! Every claim says where it comes from: sources, or the site's own judgement, and not both.

use super::{FileContext, Rule, RuleScope};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::parse::record::RoleFile;
use crate::parse::{Body, Spanned};
use crate::url::Id;

pub(super) const RULE: Rule =
    Rule { codes: &[Code::SourceAndJudgement, Code::Unsourced], run: RuleScope::File(run) };

fn run(file: &FileContext<'_>, found: &mut Vec<Diagnostic>) {
    // What is said of it is put into words only where there is something to say.
    let mut judge = |what: &dyn Fn() -> String, span: Span, sources: &[Spanned<Id>], judgement: bool| {
        let complaint = judge(file, what, span, sources, judgement);
        found.extend(complaint.filter(|c| c.code != Code::Unsourced || file.is_whole()));
    };
    match &file.document.body {
        Body::Role(_, role) => of_role(role, &mut judge),
        Body::Fit(fit) => {
            for question in &fit.questions {
                let what = || format!("the question `{}`", question.id.value);
                judge(&what, question.id.span, &question.sources, question.judgement);
            }
        }
        _ => {}
    }
}

type Judge<'j> = dyn FnMut(&dyn Fn() -> String, Span, &[Spanned<Id>], bool) + 'j;

fn of_role(role: &RoleFile, judge: &mut Judge<'_>) {
    for (row, fact) in &role.facts.0 {
        let what = || format!("the fact for `{}`", row.value);
        judge(&what, row.span, &fact.value.sources, fact.value.judgement);
    }
    let name = role.family.span;
    for record in &role.responsibilities {
        let span = record.sources.first().map_or(name, |source| source.span);
        let what = || format!("the responsibility “{}”", record.text.0);
        judge(&what, span, &record.sources, record.judgement);
    }
    for record in &role.moves_to {
        let what = || format!("the way to `{}`", record.role.value);
        judge(&what, record.role.span, &record.sources, record.judgement);
    }
}

fn judge(
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
                format!("{} has a source and is also said to be judgement", what()),
            )
            .help("delete `judgement: true`, or the sources"),
        ),
        (None, false) => Some(
            Diagnostic::new(Code::Unsourced, file.at(span), format!("{} has no source", what()))
                .help("name its `sources`, or write `judgement: true` if it is the site's own judgement"),
        ),
        _ => None,
    }
}
