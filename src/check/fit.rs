//! Checks the fit guide: every question must distinguish roles, every weight must have a reason, and every role must be
//! reachable as the first result.

use std::sync::Arc;

use super::{CheckInput, Rule, RuleScope, at};
use crate::compare::fit::{max_sum, winning_answers};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Fit, RoleId};
use crate::parse::record::{FitFile, QuestionRecord};
use crate::parse::{Body, FileKind, content_file};

pub(super) const RULE: Rule = Rule {
    codes: &[Code::QuestionWithoutEffect, Code::UnreasonedWeight, Code::UnreachableResult],
    run: RuleScope::Site(run),
};

fn run(site: &CheckInput<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(fit) = &site.model.fit else { return };
    let record = site.documents.iter().find_map(|document| match &document.body {
        Body::Fit(record) => Some((&document.file, record)),
        _ => None,
    });
    // The content of a file with an error may be incomplete.
    let Some((file, record)) = record.filter(|(file, _)| !site.broken.contains(*file)) else { return };
    for question in &record.questions {
        question_without_effect(file, question, diagnostics);
    }
    unreasoned_weights(site, file, record, diagnostics);
    if site.broken.is_empty() {
        unreachable_results(site, fit, diagnostics);
    }
}

/// Reports a question whose answers all have the same weights.
fn question_without_effect(file: &Arc<str>, question: &QuestionRecord, diagnostics: &mut Vec<Diagnostic>) {
    let same = question.answers.windows(2).all(|two| {
        let weights = |n: usize| -> Vec<(&str, i8)> {
            let mut weights: Vec<_> =
                two[n].weights.0.iter().map(|(role, w)| (role.value.as_str(), w.value.0)).collect();
            weights.sort_unstable();
            weights
        };
        weights(0) == weights(1)
    });
    if !same {
        return;
    }
    let (message, help) = match question.answers.len() {
        0 | 1 => (
            format!("the question `{}` has fewer than two answers", question.id.value),
            "give it at least two answers, or delete it",
        ),
        _ => (
            format!("all answers to `{}` have the same weights", question.id.value),
            "give the answers different weights, or delete the question",
        ),
    };
    diagnostics
        .push(Diagnostic::new(Code::QuestionWithoutEffect, at(file, question.id.span), message).help(help));
}

/// Reports weights without a reason: neither a fact in the question's row nor a `because` of the answer.
fn unreasoned_weights(
    site: &CheckInput<'_>,
    file: &Arc<str>,
    record: &FitFile,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let model = site.model;
    // Without the list of rows, the facts that count as reasons are unknown.
    if site.broken.contains(content_file::COMPARISON) {
        return;
    }
    for question in &record.questions {
        let row = question.row.as_ref().and_then(|row| model.rows.get(row.value.as_str()));
        for answer in question.answers.iter().filter(|answer| answer.because.is_none()) {
            for (role, _) in &answer.weights.0 {
                let Some(id) = model.roles.get(role.value.as_str()) else { continue };
                if row.is_some_and(|row| model.roles[id].cell(row).is_some()) {
                    continue;
                }
                // A fact that could not be read may be the reason.
                if site.broken.contains(FileKind::Role(role.value.as_str()).path().as_str()) {
                    continue;
                }
                let message =
                    format!("the weight of `{}` for `{}` has no reason", answer.id.value, role.value);
                let help = match &question.row {
                    Some(row) => format!(
                        "write `because` with the reason, or give the role a fact for the row `{}`",
                        row.value
                    ),
                    None => "write `because` with the reason, or name the `row` whose facts are the reasons"
                        .to_string(),
                };
                diagnostics
                    .push(Diagnostic::new(Code::UnreasonedWeight, at(file, role.span), message).help(help));
            }
        }
    }
}

/// Reports roles that the guide can never rank first, at the role, because its author has to add the weights.
fn unreachable_results(site: &CheckInput<'_>, fit: &Fit, diagnostics: &mut Vec<Diagnostic>) {
    let model = site.model;
    let roles = model.roles.len();
    for document in site.documents {
        let Body::Role(id, record) = &document.body else { continue };
        let Some(role) = model.roles.get(id.as_str()) else { continue };
        let Some(reason) = unreachable_reason(fit, roles, role) else { continue };
        diagnostics.push(
            Diagnostic::new(
                Code::UnreachableResult,
                at(&document.file, record.summary.span),
                format!("the fit guide never ranks the role `{id}` first: {reason}"),
            )
            .help("in `content/fit.yaml`, give it more weight in answers that distinguish it from similar roles"),
        );
    }
}

fn unreachable_reason(fit: &Fit, roles: usize, role: RoleId) -> Option<&'static str> {
    if max_sum(fit, role) == 0 {
        return Some("no answer has a positive weight for it");
    }
    winning_answers(fit, roles, role)
        .is_none()
        .then_some("for every combination of answers tried, another role scores at least as high")
}
