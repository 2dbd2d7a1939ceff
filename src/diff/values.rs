//! The values of fields in words; see [`super::report`].

use super::changes::{FieldChange, ValueChange};
use super::item::ItemKind;
use super::prose::{Passage, passages};
use super::report::{LinePart, MAX_WHOLE, cut, list, text, words};
use crate::diagnostic::counted;

/// The number of passages of a text that are shown.
const MAX_PASSAGES: usize = 5;

/// The fields of a new or removed item that are shown: the name is in its line already.
pub(super) fn is_shown_whole(kind: ItemKind, field: &str) -> bool {
    match kind {
        ItemKind::Fact => matches!(field, "value" | "address"),
        ItemKind::LevelFact => field == "value",
        ItemKind::RoleTools => field == "tools",
        ItemKind::Figure => matches!(field, "median" | "mean"),
        ItemKind::Weight => field == "weight",
        ItemKind::Move => field == "how",
        ItemKind::Role => field == "summary",
        ItemKind::Tool | ItemKind::Skill | ItemKind::Family => field == "description",
        ItemKind::Term => field == "definition",
        ItemKind::Row => field == "question",
        ItemKind::Source => matches!(field, "address" | "publisher"),
        ItemKind::Guide | ItemKind::Comparison | ItemKind::Article | ItemKind::Page => {
            matches!(field, "summary" | "text")
        }
        _ => false,
    }
}

pub(super) fn is_long(value: &ValueChange) -> bool {
    match value {
        ValueChange::One { before: Some(before), after: Some(after) } => {
            before.chars().count().max(after.chars().count()) > MAX_WHOLE
        }
        ValueChange::Prose(prose) => !prose.passages.is_empty(),
        _ => false,
    }
}

pub(super) fn field_lines(field: &FieldChange, details: &mut Vec<Vec<LinePart>>) {
    let label = words(format!("{}: ", field.field));
    match &field.value {
        ValueChange::One { before: Some(before), after: Some(after) } if is_long(&field.value) => {
            passage_lines(&format!("{}: ", field.field), &passages(before, after), details);
        }
        ValueChange::Prose(prose) => {
            details.push([vec![label], value_parts(&field.value)].concat());
            passage_lines("", &prose.passages, details);
        }
        value => details.push([vec![label], value_parts(value)].concat()),
    }
}

fn passage_lines(label: &str, passages: &[Passage], details: &mut Vec<Vec<LinePart>>) {
    for Passage { section, before, after } in passages.iter().take(MAX_PASSAGES) {
        let mut parts = vec![words(label)];
        if !section.is_empty() {
            parts.extend([text(section), words(": ")]);
        }
        parts.extend(change_parts(Some(before), Some(after)));
        details.push(parts);
    }
    if let Some(more) = passages.len().checked_sub(MAX_PASSAGES).filter(|more| *more > 0) {
        details.push(vec![words(counted(more, "more passage", "more passages"))]);
    }
}

fn change_parts(before: Option<&String>, after: Option<&String>) -> Vec<LinePart> {
    let some = |text: Option<&String>| text.filter(|text| !text.is_empty()).map(|text| cut(text));
    match (some(before), some(after)) {
        // Files are shown by their sizes.
        (Some(before), Some(after)) if before == after => vec![words("changed")],
        (Some(before), Some(after)) => vec![LinePart::Before(before), words(" → "), LinePart::After(after)],
        (Some(before), None) => vec![words("removed "), LinePart::Before(before)],
        (None, Some(after)) => vec![words("added "), LinePart::After(after)],
        (None, None) => Vec::new(),
    }
}

/// Returns the value of a field of an item that was added or removed, without saying that again.
pub(super) fn whole_parts(value: &ValueChange) -> Vec<LinePart> {
    match value {
        ValueChange::Prose(prose) => vec![words(counted(prose.added + prose.removed, "word", "words"))],
        value => value_parts(value).into_iter().filter(|part| !matches!(part, LinePart::Words(_))).collect(),
    }
}

pub(super) fn value_parts(value: &ValueChange) -> Vec<LinePart> {
    match value {
        ValueChange::One { before, after } => change_parts(before.as_ref(), after.as_ref()),
        ValueChange::List { added, removed } => {
            let mut parts = Vec::new();
            if !removed.is_empty() {
                parts.extend([words("removed "), LinePart::Before(list(removed))]);
            }
            if !added.is_empty() {
                let start = if parts.is_empty() { "added " } else { ", added " };
                parts.extend([words(start), LinePart::After(list(added))]);
            }
            parts
        }
        ValueChange::Order { order_before, order_after } => {
            vec![LinePart::Before(list(order_before)), words(" → "), LinePart::After(list(order_after))]
        }
        ValueChange::Prose(prose) => {
            let counts = match (prose.added, prose.removed) {
                (0, 0) => "links or formatting changed".to_string(),
                (added, 0) => format!("{} added", counted(added, "word", "words")),
                (0, removed) => format!("{} removed", counted(removed, "word", "words")),
                (added, removed) => format!("{} added, {removed} removed", counted(added, "word", "words")),
            };
            let markup = if prose.markup && prose.added + prose.removed > 0 {
                ", links or formatting changed"
            } else {
                ""
            };
            vec![words(format!("{counts}{markup}"))]
        }
    }
}
