//! Three-way merge of values: as they were at the last import (base), as they are in the table (theirs) and as they are in
//! the site (yours). A value that a person changed is never overwritten.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::ledger::Written;
use super::report::{Conflict, Summary};
use crate::parse::yaml_edit::{EditableYaml, NewValue, Position, Step, Style};
use crate::parse::{Node, NodeKind};

/// The values of an entity by slot: `name`, `facts/on-call/level`. A unit is what is added and deleted as a whole: a slot, or
/// all slots of a fact.
pub(super) type Slots = Vec<(String, NewValue)>;

/// The keys of a fact that have its value. The others say where it comes from.
const VALUE_KEYS: &[&str] = &["value", "level", "amount", "items", "answer", "date", "link", "range"];

/// An entity as the table has it.
pub(super) struct Theirs<'t> {
    /// The file of the site.
    pub(super) file: &'t str,
    /// The line of the table.
    pub(super) line: u64,
    /// Its place in the file.
    pub(super) prefix: &'t [Step],
    pub(super) slots: &'t Slots,
    /// The units of which the table has a value that cannot be used: neither changed nor gone.
    pub(super) refused: &'t BTreeSet<String>,
}

/// The result of a merge.
#[derive(Debug, Default)]
pub(super) struct Merged {
    /// The new entry of the ledger.
    pub(super) written: Written,
    /// The changes of the file.
    pub(super) changes: Vec<String>,
}

/// Merges an entity that is in the file.
pub(super) fn merge(
    yaml: &mut EditableYaml,
    theirs: &Theirs<'_>,
    base: Option<&Written>,
    summary: &mut Summary,
) -> Merged {
    let none = Written::default();
    let base = base.unwrap_or(&none);
    let mut merge = Merge { yaml, theirs, base, summary, merged: Merged::default() };
    let own = theirs.slots.iter().map(|(slot, _)| unit_of(slot));
    let mut units: Vec<&str> = own.collect();
    units.dedup();
    let gone: BTreeSet<&str> =
        base.slots.keys().map(|slot| unit_of(slot)).filter(|unit| !units.contains(unit)).collect();
    units.extend(gone);
    for unit in units {
        merge.unit(unit);
    }
    merge.merged
}

/// The unit of a slot.
fn unit_of(slot: &str) -> &str {
    match slot.strip_prefix("facts/").and_then(|rest| rest.find('/')) {
        Some(end) => &slot[.."facts/".len() + end],
        None => slot,
    }
}

/// The steps of a slot below its entity.
fn steps(prefix: &[Step], slot: &str) -> Vec<Step> {
    prefix.iter().cloned().chain(slot.split('/').map(Step::key)).collect()
}

/// Returns a value as the ledger has it.
pub(super) fn plain(value: &NewValue) -> Value {
    match value {
        NewValue::Text(text) | NewValue::Bare(text) => text.as_str().into(),
        NewValue::List(items) => items.iter().map(plain).collect(),
        NewValue::Record(entries, _) => {
            entries.iter().map(|(key, value)| (key.clone(), plain(value))).collect()
        }
    }
}

/// Returns a value of the site as the ledger has it; `None` if there is none.
fn of_node(node: &Node) -> Option<Value> {
    match &node.kind {
        NodeKind::Nothing => None,
        // As content is read: a block scalar ends with a line break.
        NodeKind::Scalar { text, .. } => Some(text.trim().into()),
        NodeKind::Sequence(items, _) => {
            Some(items.iter().map(|item| of_node(item).unwrap_or_default()).collect())
        }
        NodeKind::Mapping(entries) => {
            let entries =
                entries.iter().map(|(key, value)| (key.text.clone(), of_node(value).unwrap_or_default()));
            Some(Value::Object(entries.collect()))
        }
    }
}

/// Formats a value for a person.
pub(super) fn show(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(show).collect::<Vec<_>>().join(", "),
        Value::Object(entries) => entries
            .iter()
            .map(|(key, value)| format!("{key}: {}", show(value)))
            .collect::<Vec<_>>()
            .join(", "),
        other => other.to_string(),
    }
}

struct Merge<'m> {
    yaml: &'m mut EditableYaml,
    theirs: &'m Theirs<'m>,
    base: &'m Written,
    summary: &'m mut Summary,
    merged: Merged,
}

impl Merge<'_> {
    fn unit(&mut self, unit: &str) {
        let is_own = |slot: &str| unit_of(slot) == unit;
        let theirs: BTreeMap<&str, &NewValue> = self
            .theirs
            .slots
            .iter()
            .filter(|(slot, _)| is_own(slot))
            .map(|(slot, value)| (slot.as_str(), value))
            .collect();
        let base: BTreeMap<&str, &Value> = self
            .base
            .slots
            .iter()
            .filter(|(slot, _)| is_own(slot))
            .map(|(slot, value)| (slot.as_str(), value))
            .collect();
        let exists = self.current(unit).is_some();
        if self.theirs.refused.contains(unit) {
            return self.keep(&base);
        }
        if theirs.is_empty() {
            return self.vanish(unit, &base, exists);
        }
        let is_changed = theirs.len() != base.len()
            || theirs.iter().any(|(slot, value)| base.get(slot).is_none_or(|base| **base != plain(value)));
        match (exists, base.is_empty()) {
            (false, true) => self.add(unit, &theirs),
            (false, false) => {
                // A person deleted it.
                if is_changed {
                    self.conflict(unit, &theirs, &base);
                }
                self.record(&theirs);
            }
            (true, is_unknown) => {
                let agrees =
                    theirs.iter().all(|(slot, value)| self.current(slot).as_ref() == Some(&plain(value)));
                if agrees && base.keys().all(|slot| theirs.contains_key(slot)) {
                    self.record(&theirs);
                } else if is_unknown || self.contradicts(unit, &theirs, &base) {
                    if is_changed {
                        self.conflict(unit, &theirs, &base);
                    } else {
                        self.summary.edits_kept += 1;
                    }
                    self.record(&theirs);
                } else {
                    self.slots(&theirs, &base);
                }
            }
        }
    }

    /// Returns `true` for a fact of which both sides changed what belongs together: a value belongs to its sources, date,
    /// confidence and explanation, whichever of them a person wrote.
    fn contradicts(
        &self,
        unit: &str,
        theirs: &BTreeMap<&str, &NewValue>,
        base: &BTreeMap<&str, &Value>,
    ) -> bool {
        if !unit.contains('/') {
            return false;
        }
        // Anything else is not a fact in its usual form.
        let Some(Value::Object(own)) = self.current(unit) else { return true };
        let slot = |key: &str| format!("{unit}/{key}");
        let is_added = |key: &String| !base.contains_key(slot(key).as_str());
        let is_edited = |key: &str| own.get(key) != base.get(slot(key).as_str()).copied();
        let is_value_edited = VALUE_KEYS.iter().any(|key| is_edited(key));
        let is_anything_edited = own.keys().any(is_added) || base.keys().any(|slot| is_edited(&last(slot)));
        let is_value_updated = VALUE_KEYS.iter().any(|key| {
            let slot = slot(key);
            theirs.get(slot.as_str()).map(|value| plain(value)).as_ref() != base.get(slot.as_str()).copied()
        });
        is_value_edited || is_value_updated && is_anything_edited
    }

    /// Merges the slots of a unit one by one.
    fn slots(&mut self, theirs: &BTreeMap<&str, &NewValue>, base: &BTreeMap<&str, &Value>) {
        let slots: BTreeSet<&str> = theirs.keys().chain(base.keys()).copied().collect();
        for slot in slots {
            let own = self.current(slot);
            let was = base.get(slot).copied();
            let wanted = theirs.get(slot).map(|value| plain(value));
            if own == wanted {
                // Agreed, whoever changed it.
            } else if own.as_ref() == was {
                let path = steps(self.theirs.prefix, slot);
                let done = match theirs.get(slot) {
                    Some(value) => self.yaml.set(&path, value, Position::Last),
                    None => self.yaml.remove(&path),
                };
                if done.is_err() {
                    // Nothing is recorded, so that the next run tries again.
                    self.conflict(slot, theirs, base);
                    if let Some(was) = was {
                        self.merged.written.slots.insert(slot.to_string(), was.clone());
                    }
                    continue;
                }
                self.changed(slot, own.as_ref(), wanted.as_ref());
            } else if was == wanted.as_ref() {
                self.summary.edits_kept += 1;
            } else {
                self.conflict(slot, theirs, base);
            }
            if let Some(wanted) = wanted {
                self.merged.written.slots.insert(slot.to_string(), wanted);
            }
        }
    }

    /// Adds a unit that is new in the table.
    fn add(&mut self, unit: &str, theirs: &BTreeMap<&str, &NewValue>) {
        let whole = self.theirs.slots.iter().find(|(slot, _)| slot == unit).map(|(_, value)| value.clone());
        let value = whole.unwrap_or_else(|| {
            let own = self.theirs.slots.iter().filter(|(slot, _)| unit_of(slot) == unit);
            NewValue::Record(own.map(|(slot, value)| (last(slot), value.clone())).collect(), Style::Flow)
        });
        match self.yaml.set(&steps(self.theirs.prefix, unit), &value, Position::Last) {
            Ok(()) => {
                self.changed(unit, None, Some(&plain(&value)));
                self.record(theirs);
            }
            Err(_) => self.conflict(unit, theirs, &BTreeMap::new()),
        }
    }

    /// Marks a unit that the table no longer has.
    fn vanish(&mut self, unit: &str, base: &BTreeMap<&str, &Value>, exists: bool) {
        if exists && !self.base.vanished.contains(unit) {
            self.summary.vanished.push(format!("{}: {}", self.theirs.file, unit.replace('/', ".")));
        }
        // Kept also of a unit that a person deleted, which is not added again when the table has it again.
        self.keep(base);
        self.merged.written.vanished.insert(unit.to_string());
    }

    fn keep(&mut self, base: &BTreeMap<&str, &Value>) {
        let base = base.iter().map(|(slot, value)| ((*slot).to_string(), (*value).clone()));
        self.merged.written.slots.extend(base);
    }

    fn record(&mut self, theirs: &BTreeMap<&str, &NewValue>) {
        let theirs = theirs.iter().map(|(slot, value)| ((*slot).to_string(), plain(value)));
        self.merged.written.slots.extend(theirs);
    }

    fn changed(&mut self, slot: &str, before: Option<&Value>, after: Option<&Value>) {
        let text = |value: Option<&Value>| value.map_or_else(|| "-".to_string(), show);
        self.merged.changes.push(format!("{}: {} → {}", slot.replace('/', "."), text(before), text(after)));
    }

    /// Reports a slot, or those slots of a unit that differ.
    fn conflict(&mut self, slot: &str, theirs: &BTreeMap<&str, &NewValue>, base: &BTreeMap<&str, &Value>) {
        let is_part = |name: &&&str| {
            **name == slot || name.strip_prefix(slot).is_some_and(|rest| rest.starts_with('/'))
        };
        let mut parts: Vec<&str> = theirs.keys().chain(base.keys()).filter(is_part).copied().collect();
        // The value first, and only what differs.
        parts.sort_by_key(|part| (!VALUE_KEYS.contains(&last(part).as_str()), last(part)));
        parts.dedup();
        parts.retain(|part| {
            let (was, own) = (base.get(part).copied(), self.current(part));
            theirs.get(part).map(|value| plain(value)).as_ref() != was || own.as_ref() != was
        });
        let all = |value: &dyn Fn(&str) -> Option<Value>| {
            let shown: Vec<(&str, String)> =
                parts.iter().filter_map(|part| Some((*part, show(&value(part)?)))).collect();
            match shown.as_slice() {
                [] => None,
                [(part, text)] if *part == slot => Some(text.clone()),
                many => Some(
                    many.iter()
                        .map(|(part, text)| format!("{}: {text}", last(part)))
                        .collect::<Vec<_>>()
                        .join(", "),
                ),
            }
        };
        let values = [
            all(&|part| base.get(part).map(|value| (*value).clone())),
            all(&|part| theirs.get(part).map(|value| plain(value))),
            all(&|part| self.current(part)),
        ];
        let conflict = Conflict {
            file: self.theirs.file.to_string(),
            file_line: self.yaml.line(&steps(self.theirs.prefix, slot)),
            line: self.theirs.line,
            slot: slot.to_string(),
            values,
        };
        self.summary.conflict(conflict);
    }

    /// The value of the site.
    fn current(&self, slot: &str) -> Option<Value> {
        self.yaml.get(&steps(self.theirs.prefix, slot)).and_then(of_node)
    }
}

/// The last key of a slot.
fn last(slot: &str) -> String {
    slot.rsplit('/').next().unwrap_or(slot).to_string()
}

/// Returns the record of a new entity: its keys, and facts in one line each.
pub(super) fn record(slots: &Slots) -> Vec<(String, NewValue)> {
    let mut record: Vec<(String, NewValue)> = Vec::new();
    let mut facts: Vec<(String, NewValue)> = Vec::new();
    for (slot, value) in slots {
        let mut parts = slot.splitn(3, '/');
        match (parts.next(), parts.next(), parts.next()) {
            (Some("facts"), Some(row), Some(key)) => {
                let field = (key.to_string(), value.clone());
                match facts.last_mut() {
                    Some((last, NewValue::Record(fields, _))) if last == row => fields.push(field),
                    _ => facts.push((row.to_string(), NewValue::Record(vec![field], Style::Flow))),
                }
            }
            _ => record.push((slot.clone(), value.clone())),
        }
    }
    if !facts.is_empty() {
        record.push(("facts".to_string(), NewValue::Record(facts, Style::Block)));
    }
    record
}

/// Returns what the ledger says about a new entity.
pub(super) fn written(slots: &Slots) -> Written {
    let slots = slots.iter().map(|(slot, value)| (slot.clone(), plain(value))).collect();
    Written { slots, vanished: BTreeSet::new() }
}
