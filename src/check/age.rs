//! Checks that depend on the current date: outdated facts and dates in the future. The date is an argument, because a build
//! must give the same result on every day, and deliberately runs none of these checks.

use std::sync::Arc;

use super::at;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::Model;
use crate::parse::record::FactRecord;
use crate::parse::scalar::Date;
use crate::parse::{Body, Document};

/// The maximum age of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Age {
    /// The current date.
    pub today: Date,
    /// The maximum age, in months.
    pub months: u32,
}

/// The codes that are checked on request only. A build cannot tell whether a suppression of one of them is unused.
pub const ON_DEMAND_CODES: [Code; 3] = [Code::OldFact, Code::FutureDate, Code::DeadLink];

/// Checks the dates of a site.
pub fn age(documents: &[Arc<Document>], model: &Model, age: Age) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for document in documents {
        for (what, date, span) in dates(document) {
            if date > age.today {
                diagnostics.push(future(&document.file, what, date, span, age.today));
            }
        }
        let Body::Role(_, role) = &document.body else { continue };
        for (row, fact) in &role.facts.0 {
            let Some(date) = newest(model, &fact.value) else { continue };
            let old = months(age.today).saturating_sub(months(date));
            if old > age.months {
                let message = format!("the fact for `{}` is {old} months old (from {date})", row.value);
                diagnostics.push(
                    Diagnostic::new(Code::OldFact, at(&document.file, row.span), message)
                        .help(format!("find a source from the last {} months", age.months)),
                );
            }
        }
    }
    diagnostics
}

/// Returns the date of a fact: its own, or that of its newest source.
fn newest(model: &Model, fact: &FactRecord) -> Option<Date> {
    let sources = fact.sources.iter().filter_map(|id| model.references.get(id.value.as_str()));
    let dates =
        sources.map(|id| &model.references[id]).map(|source| source.published.unwrap_or(source.accessed));
    fact.as_of.or_else(|| dates.max())
}

/// Returns the months since the year 0. A date without a month counts as December, so that a fact is never reported early.
fn months(date: Date) -> u32 {
    let month = if date.month == 0 { 12 } else { date.month };
    u32::from(date.year) * 12 + u32::from(month)
}

/// Returns the dates of a file, with their keys.
fn dates(document: &Document) -> Vec<(&'static str, Date, Span)> {
    let no_span = Span::default();
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
        Body::Framework(_, framework) => {
            framework.as_of.map(|date| ("as_of", date, framework.name.span)).into_iter().collect()
        }
        Body::Guide(_, matter, _) => vec![("reviewed", matter.reviewed, no_span)],
        Body::Pair(_, _, matter, _) => vec![("reviewed", matter.reviewed, no_span)],
        Body::Article(_, matter, _) => {
            vec![("published", matter.published, no_span), ("reviewed", matter.reviewed, no_span)]
        }
        _ => Vec::new(),
    }
}

fn future(file: &Arc<str>, what: &str, date: Date, span: Span, today: Date) -> Diagnostic {
    let message = format!("`{what}` is in the future: {date}");
    Diagnostic::new(Code::FutureDate, at(file, span), message)
        .help(format!("today is {today}; check the year for a typo"))
}
