//! Requires each change of a fact to record the previous value, which must differ from the value after it, and at most one
//! change a day.

use super::{FileContext, Rule, RuleScope};
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::record::{ChangeRecord, FactRecord};
use crate::parse::scalar::NumberRange;
use crate::parse::{Body, Spanned};
use crate::url::Id;
use crate::words;

pub(super) const RULE: Rule = Rule { codes: &[Code::NoChange], run: RuleScope::File(run) };

fn run(file: &FileContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Body::Role(_, role) = &file.document.body else { return };
    for (row, fact) in &role.facts.0 {
        let mut changes: Vec<&ChangeRecord> = fact.value.changed.iter().collect();
        changes.sort_by_key(|change| std::cmp::Reverse(change.on.value));
        let mut since = now(file, row, &fact.value);
        for (index, change) in changes.iter().enumerate() {
            let was = change.was.value.0.trim();
            if since.iter().any(|words| words.trim().eq_ignore_ascii_case(was)) {
                let message =
                    format!("`was` equals the value of the fact for `{}` after the change", row.value);
                diagnostics.push(
                    Diagnostic::new(Code::NoChange, file.at(change.was.span), message)
                        .help("write the value that readers saw before the change; if there was none, delete the change"),
                );
            }
            if changes[..index].iter().any(|later| later.on.value == change.on.value) {
                let message = format!("the fact for `{}` changes twice on {}", row.value, change.on.value);
                diagnostics.push(
                    Diagnostic::new(Code::NoChange, file.at(change.on.span), message)
                        .help("keep one, with the value from the beginning of that day"),
                );
            }
            since = vec![was.to_string()];
        }
    }
}

/// Returns the current value of a fact in every form in which an author may have written it.
fn now(file: &FileContext<'_>, row: &Spanned<Id>, fact: &FactRecord) -> Vec<String> {
    let mut words: Vec<String> = fact.value.iter().map(|text| text.0.clone()).collect();
    let known = file.context.rows.get(row.value.as_str()).map(|row| &file.context.rows[row]);
    if let Some(amount) = &fact.amount {
        words.push(amount.value.to_string());
        words.extend(known.map(|row| file.context.locale.quantity(row.unit(), amount.value)));
    }
    if let Some(range) = &fact.range {
        let NumberRange { from, to } = range.value;
        words.push(format!("{from}–{to}"));
        words.extend(known.map(|row| file.context.locale.range(row.unit(), from, to)));
    }
    words.extend(fact.link.as_ref().map(|link| link.0.clone()));
    if let Some(date) = fact.date {
        words.extend([date.0.to_string(), file.context.locale.day(date.0)]);
    }
    if let Some(answer) = fact.answer {
        let locale = &file.context.locale;
        words.push(answer.to_string());
        words.push(if answer { words!(locale, "yes") } else { words!(locale, "no") });
    }
    words.extend(
        fact.items
            .as_ref()
            .map(|items| items.0.iter().map(|item| item.0.as_str()).collect::<Vec<_>>().join(", ")),
    );
    if let Some(level) = &fact.level {
        words.push(level.value.to_string());
        let levels = known.into_iter().flat_map(|row| &row.levels);
        words.extend(levels.filter(|(id, _)| *id == level.value).map(|(_, label)| label.clone()));
    }
    words
}
