//! Links the fit guide.

use std::collections::BTreeMap;

use super::linker::Linker;
use super::roles::provenance;
use super::symbols::EntityKind;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::{Answer, Fit, Question, RoleId};
use crate::parse::Spanned;
use crate::parse::record::{AnswerRecord, FitFile};
use crate::url::Id;

pub(super) fn link(record: &FitFile, linker: &mut Linker<'_>) -> Fit {
    let names = linker.symbols;
    report_duplicates(record.questions.iter().map(|question| &question.id), "question", linker);
    let answers = record.questions.iter().flat_map(|question| &question.answers);
    report_duplicates(answers.map(|answer| &answer.id), "answer", linker);
    Fit {
        about: record.about.0.clone(),
        limits: record
            .limits
            .as_ref()
            .and_then(|page| linker.resolve(page, &names.pages.ids, EntityKind::Page)),
        questions: record
            .questions
            .iter()
            .map(|question| Question {
                id: question.id.value.clone(),
                label: question.label.0.clone(),
                ask: question.ask.0.clone(),
                row: question.row.as_ref().and_then(|row| linker.resolve(row, &names.rows, EntityKind::Row)),
                about: question.about.0.clone(),
                provenance: provenance(&question.sources, question.judgement, linker),
                answers: question.answers.iter().map(|record| answer(record, linker)).collect(),
            })
            .collect(),
    }
}

fn answer(record: &AnswerRecord, linker: &mut Linker<'_>) -> Answer {
    let names = linker.symbols;
    let weights = record.weights.0.iter().filter_map(|(role, weight)| {
        linker.resolve(role, &names.roles, EntityKind::Role).map(|role| (role, weight.value.0))
    });
    let mut weights: Vec<(RoleId, i8)> = weights.collect();
    weights.sort_unstable();
    Answer {
        id: record.id.value.clone(),
        text: record.text.0.clone(),
        because: record.because.as_ref().map(|because| because.0.clone()),
        weights,
    }
}

/// Reports duplicate ids. Answer ids appear in addresses, so they must be unique across questions.
fn report_duplicates<'r>(ids: impl Iterator<Item = &'r Spanned<Id>>, what: &str, linker: &mut Linker<'_>) {
    let mut known: BTreeMap<&Id, Span> = BTreeMap::new();
    for id in ids.filter(|id| !id.value.is_placeholder()) {
        let Some(first) = known.insert(&id.value, id.span) else { continue };
        let message = format!("duplicate {what} id `{}`", id.value);
        linker.add(
            Diagnostic::new(Code::DuplicateId, linker.at(id.span), message)
                .label(linker.at(first), "first used here")
                .help("give one of them another id"),
        );
    }
}
