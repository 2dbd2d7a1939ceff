//! A change of a fact says what was said before: not what is said now, and once a day.

use super::{FileContext, Rule, RuleScope};
use crate::compare::quantity;
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::record::{ChangeRecord, FactRecord};
use crate::parse::{Body, Spanned};
use crate::url::Id;

pub(super) const RULE: Rule = Rule { codes: &[Code::NoChange], run: RuleScope::File(run) };

fn run(file: &FileContext<'_>, found: &mut Vec<Diagnostic>) {
    let Body::Role(_, role) = &file.document.body else { return };
    for (row, fact) in &role.facts.0 {
        let mut changes: Vec<&ChangeRecord> = fact.value.changed.iter().collect();
        changes.sort_by_key(|change| std::cmp::Reverse(change.on.value));
        let mut since = now(file, row, &fact.value);
        for (index, change) in changes.iter().enumerate() {
            let was = change.was.value.0.trim();
            if since.iter().any(|words| words.trim().eq_ignore_ascii_case(was)) {
                let message = format!("`was` is what the fact for `{}` says since", row.value);
                found.push(
                    Diagnostic::new(Code::NoChange, file.at(change.was.span), message)
                        .help("write what readers saw before; if nothing else was said, delete the change"),
                );
            }
            if changes[..index].iter().any(|later| later.on.value == change.on.value) {
                let message = format!("the fact for `{}` changes twice on {}", row.value, change.on.value);
                found.push(
                    Diagnostic::new(Code::NoChange, file.at(change.on.span), message)
                        .help("keep one, with what was said at the beginning of that day"),
                );
            }
            since = vec![was.to_string()];
        }
    }
}

/// What a fact says now, in each way in which it could be written again.
fn now(file: &FileContext<'_>, row: &Spanned<Id>, fact: &FactRecord) -> Vec<String> {
    let mut words: Vec<String> = fact.value.iter().map(|text| text.0.clone()).collect();
    let known = file.around.rows.find(row.value.as_str()).map(|row| &file.around.rows[row]);
    if let Some(amount) = &fact.amount {
        words.push(amount.value.to_string());
        words.extend(known.map(|row| quantity(row, amount.value)));
    }
    words.extend(
        fact.items
            .as_ref()
            .map(|items| items.iter().map(|item| item.0.as_str()).collect::<Vec<_>>().join(", ")),
    );
    if let Some(level) = &fact.level {
        words.push(level.value.to_string());
        let levels = known.into_iter().flat_map(|row| &row.levels);
        words.extend(levels.filter(|(id, _)| *id == level.value).map(|(_, label)| label.clone()));
    }
    words
}
