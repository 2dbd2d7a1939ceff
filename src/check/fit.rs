//! The fit guide tells roles apart, says why each weight is what it is, and can put every role first.

use std::sync::Arc;

use super::{CheckInput, Rule, RuleScope, SiteContext, at};
use crate::compare::fit::{first_with, most};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Fit, RoleId};
use crate::parse::Body;
use crate::parse::record::{FitFile, QuestionRecord};

pub(super) const RULE: Rule = Rule {
    codes: &[Code::QuestionWithoutEffect, Code::UnreasonedWeight, Code::UnreachableResult],
    run: RuleScope::Site(run),
};

fn run(SiteContext { site, .. }: &SiteContext<'_>, found: &mut Vec<Diagnostic>) {
    let Some(fit) = &site.model.fit else { return };
    let record = site.documents.iter().find_map(|document| match &document.body {
        Body::Fit(record) => Some((&document.file, record)),
        _ => None,
    });
    // What a file with an error says may not have been understood.
    let Some((file, record)) = record.filter(|(file, _)| !site.broken.contains(*file)) else { return };
    for question in &record.questions {
        idle(file, question, found);
    }
    unreasoned(site, file, record, found);
    if site.broken.is_empty() {
        never_first(site, fit, found);
    }
}

/// A question of which every answer says the same of every role.
fn idle(file: &Arc<str>, question: &QuestionRecord, found: &mut Vec<Diagnostic>) {
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
            format!("the question `{}` leaves no choice", question.id.value),
            "give it at least two answers, or delete it",
        ),
        _ => (
            format!("every answer to `{}` says the same of every role", question.id.value),
            "give its answers weights that tell roles apart, or delete it",
        ),
    };
    found.push(Diagnostic::new(Code::QuestionWithoutEffect, at(file, question.id.span), message).help(help));
}

/// A weight of which neither a fact of the question's row nor a sentence of the answer says why.
fn unreasoned(site: &CheckInput<'_>, file: &Arc<str>, record: &FitFile, found: &mut Vec<Diagnostic>) {
    let model = site.model;
    // Without the list of rows, nobody knows which facts are reasons.
    if site.broken.contains("content/comparison.yaml") {
        return;
    }
    for question in &record.questions {
        let row = question.row.as_ref().and_then(|row| model.rows.find(row.value.as_str()));
        for answer in question.answers.iter().filter(|answer| answer.because.is_none()) {
            for (role, _) in &answer.weights.0 {
                let Some(id) = model.roles.find(role.value.as_str()) else { continue };
                if row.is_some_and(|row| model.roles[id].cell(row).is_some()) {
                    continue;
                }
                // A fact that could not be read is a reason all the same.
                if site.broken.contains(format!("content/roles/{}.yaml", role.value).as_str()) {
                    continue;
                }
                let message =
                    format!("nothing says why `{}` weighs for or against `{}`", answer.id.value, role.value);
                let help = match &question.row {
                    Some(row) => format!(
                        "write `because` with the reason, or give the role a fact for the row `{}`",
                        row.value
                    ),
                    None => "write `because` with the reason, or name the `row` whose facts are the reasons"
                        .to_string(),
                };
                found.push(Diagnostic::new(Code::UnreasonedWeight, at(file, role.span), message).help(help));
            }
        }
    }
}

/// A role that the guide can never put first: it is said of the role, whose author has to add it.
fn never_first(site: &CheckInput<'_>, fit: &Fit, found: &mut Vec<Diagnostic>) {
    let model = site.model;
    let roles = model.roles.len();
    for document in site.documents {
        let Body::Role(id, record) = &document.body else { continue };
        let Some(role) = model.roles.find(id.as_str()) else { continue };
        let Some(why) = why_never(fit, roles, role) else { continue };
        found.push(
            Diagnostic::new(
                Code::UnreachableResult,
                at(&document.file, record.summary.span),
                format!("the fit guide never puts the role `{id}` first: {why}"),
            )
            .help("give it weight in `content/fit.yaml`, in answers that tell it from its neighbours"),
        );
    }
}

fn why_never(fit: &Fit, roles: usize, role: RoleId) -> Option<&'static str> {
    if most(fit, role) == 0 {
        return Some("no answer speaks for it");
    }
    first_with(fit, roles, role).is_none().then_some("whatever is answered, another has at least as much")
}
