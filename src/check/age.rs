//! What depends on the day on which it is asked: facts that have grown old, and dates that have not come. There is
//! deliberately no clock here, and no build asks: a build is the same on every day.

use std::sync::Arc;

use super::at;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::Model;
use crate::parse::record::FactRecord;
use crate::parse::scalar::Date;
use crate::parse::{Body, Document};

/// How old a fact may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Age {
    /// The day from which is counted.
    pub today: Date,
    /// The most months.
    pub months: u32,
}

/// The codes that are looked for only when somebody asks: a suppression of one of them is needed on that day only.
pub const ASKED_CODES: [Code; 3] = [Code::OldFact, Code::FutureDate, Code::DeadLink];

/// Looks at the dates of a site.
pub fn age(documents: &[Arc<Document>], model: &Model, age: Age) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for document in documents {
        for (what, date, span) in dates(document) {
            if date > age.today {
                found.push(future(&document.file, what, date, span, age.today));
            }
        }
        let Body::Role(_, role) = &document.body else { continue };
        for (row, fact) in &role.facts.0 {
            let Some(date) = newest(model, &fact.value) else { continue };
            let old = months(age.today).saturating_sub(months(date));
            if old > age.months {
                let message = format!("the fact for `{}` is of {date}, {old} months ago", row.value);
                found.push(
                    Diagnostic::new(Code::OldFact, at(&document.file, row.span), message)
                        .help(format!("look for a source of the last {} months", age.months)),
                );
            }
        }
    }
    found
}

/// The date of a fact: its own, or that of its newest source.
fn newest(model: &Model, fact: &FactRecord) -> Option<Date> {
    let sources = fact.sources.iter().filter_map(|id| model.references.find(id.value.as_str()));
    let dates =
        sources.map(|id| &model.references[id]).map(|source| source.published.unwrap_or(source.accessed));
    fact.as_of.or_else(|| dates.max())
}

/// Months since the year 0. Of a date that is known to the year only, the last one: it may have been.
fn months(date: Date) -> u32 {
    let month = if date.month == 0 { 12 } else { date.month };
    u32::from(date.year) * 12 + u32::from(month)
}

/// The dates of a file, with what each says.
fn dates(document: &Document) -> Vec<(&'static str, Date, Span)> {
    let whole = Span::default();
    match &document.body {
        Body::Sources(list) => {
            let each = list.sources.0.iter().flat_map(|(id, source)| {
                let published = source.published.map(|date| ("published", date, id.span));
                published.into_iter().chain([("accessed", source.accessed, id.span)])
            });
            each.collect()
        }
        Body::Role(_, role) => {
            let each = role.facts.0.iter().flat_map(|(row, fact)| {
                let as_of = fact.value.as_of.map(|date| ("as_of", date, row.span));
                let changed = fact.value.changed.iter().map(|change| ("on", change.on.value, change.on.span));
                as_of.into_iter().chain(changed)
            });
            each.collect()
        }
        Body::Guide(_, matter, _) => vec![("reviewed", matter.reviewed, whole)],
        Body::Pair(_, _, matter, _) => vec![("reviewed", matter.reviewed, whole)],
        Body::Article(_, matter, _) => {
            vec![("published", matter.published, whole), ("reviewed", matter.reviewed, whole)]
        }
        _ => Vec::new(),
    }
}

fn future(file: &Arc<str>, what: &str, date: Date, span: Span, today: Date) -> Diagnostic {
    let message = format!("`{what}` is {date}, which has not come yet");
    Diagnostic::new(Code::FutureDate, at(file, span), message)
        .help(format!("today is {today}; look for a slip in the year"))
}
