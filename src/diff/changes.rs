//! The differences between the items of two sites.

use std::collections::BTreeMap;

use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::item::{Entry, FieldValue, Item, ItemKind};
use super::prose::{ProseChange, compare_prose};

/// An item that was added, removed or changed.
#[derive(Debug, Clone, Serialize)]
pub struct ItemChange {
    /// The kind of the item.
    #[serde(serialize_with = "super::json::noun")]
    pub kind: ItemKind,
    /// The ids that identify it, such as those of a role and a row; after renames.
    pub key: Vec<String>,
    /// Its name for readers.
    pub name: String,
    /// The kind of the change.
    pub change: ChangeKind,
    /// The fields that differ; of an item that was added or removed, all.
    pub fields: Vec<FieldChange>,
    /// The confidence and sources before; empty if it has none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub evidence_before: String,
    /// The confidence and sources after.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub evidence_after: String,
    /// The ways in which the evidence got worse.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub worse: Vec<&'static str>,
}

/// The kind of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It has other fields.
    Changed,
}

impl ChangeKind {
    /// The word in reports.
    pub fn word(self) -> &'static str {
        match self {
            ChangeKind::Added => "added",
            ChangeKind::Removed => "removed",
            ChangeKind::Changed => "changed",
        }
    }
}

/// A field that differs.
#[derive(Debug, Clone, Serialize)]
pub struct FieldChange {
    /// The name of the field.
    pub field: &'static str,
    /// The difference.
    #[serde(flatten)]
    pub value: ValueChange,
}

/// The difference between two values of a field.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum ValueChange {
    /// One value, as readers see it. `None` is no value.
    One {
        /// The value before.
        before: Option<String>,
        /// The value after.
        after: Option<String>,
    },
    /// The entries of a list.
    List {
        /// The new entries.
        added: Vec<String>,
        /// The entries that are gone.
        removed: Vec<String>,
    },
    /// The order of a list.
    Order {
        /// The order before, of the entries that both have.
        order_before: Vec<String>,
        /// The order after.
        order_after: Vec<String>,
    },
    /// A text.
    Prose(ProseChange),
}

/// Compares two inventories, with the ids of the first renamed to those of the second.
pub(super) fn compare_items(before: Vec<Item>, after: Vec<Item>) -> Vec<ItemChange> {
    let (mut before, mut after) = (keyed(before), keyed(after));
    pair_reworded(&mut before, &after);
    let mut changes = Vec::new();
    for (key, new) in &mut after {
        match before.remove(key) {
            Some(old) => changes.extend(changed(&old, new)),
            None => changes.push(whole(new, ChangeKind::Added)),
        }
    }
    changes.extend(before.values().map(|old| whole(old, ChangeKind::Removed)));
    changes.sort_by(|a, b| {
        let rank = |change: &ItemChange| (change.kind.topic(), change.worse.is_empty(), change.kind);
        (rank(a), &a.key, a.change).cmp(&(rank(b), &b.key, b.change))
    });
    changes
}

type ItemKey = (ItemKind, Vec<String>);

fn keyed(items: Vec<Item>) -> BTreeMap<ItemKey, Item> {
    let mut all = BTreeMap::new();
    for item in items {
        let mut key = (item.kind, item.key.clone());
        // A site with errors may have two of the same ids.
        while all.contains_key(&key) {
            key.1.push("again".to_string());
        }
        all.insert(key, item);
    }
    all
}

/// Gives a responsibility that was reworded, which has no id, the key of its new words.
fn pair_reworded(before: &mut BTreeMap<ItemKey, Item>, after: &BTreeMap<ItemKey, Item>) {
    let is_own = |key: &&ItemKey| key.0 == ItemKind::Responsibility;
    let gone: Vec<ItemKey> =
        before.keys().filter(is_own).filter(|key| !after.contains_key(*key)).cloned().collect();
    let mut new: Vec<&ItemKey> =
        after.keys().filter(is_own).filter(|key| !before.contains_key(*key)).collect();
    for key in gone {
        let near = |other: &&ItemKey| {
            let is_same_role = key.1.first() == other.1.first();
            let likeness = is_same_role.then(|| likeness(key.1.get(1)?, other.1.get(1)?)).flatten();
            likeness.filter(|likeness| *likeness >= 500)
        };
        let best =
            new.iter().enumerate().filter_map(|(n, other)| Some((near(other)?, std::cmp::Reverse(n)))).max();
        if let Some((_, std::cmp::Reverse(n))) = best
            && let Some(item) = before.remove(&key)
        {
            before.insert(new.remove(n).clone(), item);
        }
    }
}

/// Returns the share of words that two sentences have in common, in thousandths.
fn likeness(a: &str, b: &str) -> Option<usize> {
    let (a, b): (Vec<&str>, Vec<&str>) = (a.split_whitespace().collect(), b.split_whitespace().collect());
    let ops = capture_diff_slices(Algorithm::Myers, &a, &b);
    let same: usize =
        ops.iter().filter(|op| matches!(op, DiffOp::Equal { .. })).map(|op| op.old_range().len()).sum();
    (2000 * same).checked_div(a.len() + b.len())
}

/// Returns an item that only one side has.
fn whole(item: &Item, change: ChangeKind) -> ItemChange {
    let is_new = change == ChangeKind::Added;
    let side = |shown: String| if is_new { (None, Some(shown)) } else { (Some(shown), None) };
    let field = |(field, value): &(&'static str, FieldValue)| {
        let value = match value {
            FieldValue::One(entry) => {
                let (before, after) = side(entry.shown.clone());
                ValueChange::One { before, after }
            }
            FieldValue::List(entries) => {
                let shown = entries.iter().map(|entry| entry.shown.clone()).collect();
                if is_new {
                    ValueChange::List { added: shown, removed: Vec::new() }
                } else {
                    ValueChange::List { added: Vec::new(), removed: shown }
                }
            }
            FieldValue::Order(_) => return None,
            FieldValue::Prose(text) => {
                let count = text.count();
                let (added, removed) = if is_new { (count, 0) } else { (0, count) };
                ValueChange::Prose(ProseChange { added, removed, ..ProseChange::default() })
            }
        };
        Some(FieldChange { field, value })
    };
    let evidence = |wanted| if wanted { item.evidence.clone() } else { String::new() };
    ItemChange {
        kind: item.kind,
        key: item.key.clone(),
        name: item.name.clone(),
        change,
        fields: item.fields.iter().filter_map(field).collect(),
        evidence_before: evidence(!is_new),
        evidence_after: evidence(is_new),
        worse: Vec::new(),
    }
}

/// Returns the difference of two versions of an item; `None` if there is none.
fn changed(old: &Item, new: &Item) -> Option<ItemChange> {
    let mut fields = Vec::new();
    for (field, value) in &new.fields {
        let before = old.fields.iter().find(|(name, _)| name == field).map(|(_, value)| value);
        fields.extend(compare_values(before, Some(value)).map(|value| FieldChange { field, value }));
    }
    for (field, value) in &old.fields {
        if !new.fields.iter().any(|(name, _)| name == field) {
            fields.extend(compare_values(Some(value), None).map(|value| FieldChange { field, value }));
        }
    }
    let ranks = old.quality.iter().zip(&new.quality);
    let worse = ranks.filter(|((_, before), (_, after))| after < before).map(|(_, (words, _))| *words);
    (!fields.is_empty()).then(|| ItemChange {
        kind: new.kind,
        key: new.key.clone(),
        name: new.name.clone(),
        change: ChangeKind::Changed,
        fields,
        evidence_before: old.evidence.clone(),
        evidence_after: new.evidence.clone(),
        worse: worse.collect(),
    })
}

fn compare_values(before: Option<&FieldValue>, after: Option<&FieldValue>) -> Option<ValueChange> {
    match (before, after) {
        (Some(FieldValue::Prose(before)), Some(FieldValue::Prose(after))) => {
            compare_prose(before, after).map(ValueChange::Prose)
        }
        (Some(FieldValue::Order(before)), Some(FieldValue::Order(after))) => compare_order(before, after),
        (Some(FieldValue::List(_)), Some(FieldValue::List(_)) | None) | (None, Some(FieldValue::List(_))) => {
            let entries = |value: Option<&FieldValue>| match value {
                Some(FieldValue::List(entries)) => entries.clone(),
                _ => Vec::new(),
            };
            let (before, after) = (entries(before), entries(after));
            let missing = |from: &[Entry], other: &[Entry]| -> Vec<String> {
                let is_missing = |entry: &&Entry| !other.iter().any(|other| other.key == entry.key);
                from.iter().filter(is_missing).map(|entry| entry.shown.clone()).collect()
            };
            let (added, removed) = (missing(&after, &before), missing(&before, &after));
            if added.is_empty() && removed.is_empty() {
                return compare_order(&before, &after);
            }
            Some(ValueChange::List { added, removed })
        }
        (before, after) => {
            if let (Some(FieldValue::One(before)), Some(FieldValue::One(after))) = (before, after)
                && before.key == after.key
            {
                return None;
            }
            let (before, after) = (before.and_then(shown), after.and_then(shown));
            (before.is_some() || after.is_some()).then_some(ValueChange::One { before, after })
        }
    }
}

/// Returns a value in one line, for a field whose kind of value changed, such as a fact whose row has another kind now.
fn shown(value: &FieldValue) -> Option<String> {
    match value {
        FieldValue::One(entry) => Some(entry.shown.clone()),
        FieldValue::List(entries) => {
            Some(entries.iter().map(|entry| entry.shown.as_str()).collect::<Vec<_>>().join(", "))
        }
        FieldValue::Prose(text) => Some(format!("{} words", text.count())),
        FieldValue::Order(_) => None,
    }
}

/// Compares the order of the entries that both lists have.
fn compare_order(before: &[Entry], after: &[Entry]) -> Option<ValueChange> {
    let common = |list: &[Entry], other: &[Entry]| -> Vec<Entry> {
        list.iter().filter(|entry| other.iter().any(|other| other.key == entry.key)).cloned().collect()
    };
    let (old, new) = (common(before, after), common(after, before));
    let keys = |list: &[Entry]| -> Vec<String> { list.iter().map(|entry| entry.key.clone()).collect() };
    let names = |list: &[Entry]| -> Vec<String> { list.iter().map(|entry| entry.shown.clone()).collect() };
    (keys(&old) != keys(&new))
        .then(|| ValueChange::Order { order_before: names(&old), order_after: names(&new) })
}
