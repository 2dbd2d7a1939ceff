//! A record of the table as a role with facts, as far as it can be used.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::add_fact;
use super::merge::Slots;
use super::report::Treatment;
use super::table::{Columns, Record};
use super::transform::{Transform, clean, fit};
use crate::parse::record::{Column, Confidence, DataMapFile, FactMapRecord, RowKind, RowRecord};
use crate::parse::yaml_edit::NewValue;
use crate::url::Id;

/// The maximum lengths of texts, in characters.
pub(super) const NAME: usize = 80;
const SUMMARY: usize = 160;

/// A role as the table has it.
#[derive(Debug)]
pub(super) struct Wanted {
    pub(super) id: Id,
    pub(super) line: u64,
    pub(super) slots: Slots,
    /// The units with a value that cannot be used.
    pub(super) refused: BTreeSet<String>,
}

/// A value that is not imported as it is: its treatment, line, column and reason.
pub(super) type Noted<'n> = &'n mut dyn FnMut(Treatment, u64, &str, String);

/// The parts of the map and the site that are needed to read a record.
pub(super) struct Plan<'m> {
    pub(super) map: &'m DataMapFile,
    pub(super) transform: Transform,
    pub(super) rows: Vec<RowRecord>,
    /// The ids of families, by id and by label in lower case.
    pub(super) families: BTreeMap<String, Id>,
    /// The families to add, with their labels.
    pub(super) new_families: BTreeMap<Id, String>,
    pub(super) sources: BTreeSet<Id>,
    pub(super) skills: BTreeSet<Id>,
}

/// The sources, date and confidence of a fact.
#[derive(Debug, Default, Clone)]
pub(super) struct Provenance {
    pub(super) sources: Vec<Id>,
    pub(super) as_of: Option<String>,
    pub(super) confidence: Option<Confidence>,
}

impl Plan<'_> {
    /// Returns `true` if a record meets all conditions.
    pub(super) fn meets_conditions(&self, columns: &Columns, record: &Record) -> bool {
        self.map.only.iter().all(|condition| {
            let cell = match columns.cell(record, &condition.column.value.0) {
                super::table::Cell::Text(text) => clean(text).into_owned(),
                super::table::Cell::List(items) => items.join(", "),
                _ => String::new(),
            };
            (condition.is.is_empty() || condition.is.iter().any(|value| value.0 == cell))
                && condition.not.iter().all(|value| value.0 != cell)
                && (!condition.filled || !cell.is_empty())
        })
    }

    /// Returns the id of the role that a record seems to be about, whatever is wrong with the record.
    pub(super) fn known_id(&self, columns: &Columns, record: &Record) -> Option<Id> {
        id_of(&self.transform.text(&self.map.role.id, columns, record).ok()??)
    }

    /// Returns the id of the role that a record is about; `None` if it has none that can be used.
    pub(super) fn id(&self, columns: &Columns, record: &Record, noted: Noted<'_>) -> Option<Id> {
        if let Some(fault) = &record.fault {
            noted(Treatment::Refused, record.line, "the line", fault.clone());
            return None;
        }
        let text = match self.transform.text(&self.map.role.id, columns, record) {
            Ok(Some(text)) => text,
            Ok(None) => {
                noted(Treatment::Skipped, record.line, "id", "no id".to_string());
                return None;
            }
            Err(why) => {
                noted(Treatment::Refused, record.line, "id", why);
                return None;
            }
        };
        let id = id_of(&text);
        if id.is_none() {
            let why = Id::parse(&text).err().unwrap_or_default();
            noted(
                Treatment::Refused,
                record.line,
                "id",
                format!("no id can be made of `{}`: {why}", fit(text, 60).0),
            );
        }
        id
    }

    /// Returns the role that a record is about, without facts in the long form.
    pub(super) fn role(&mut self, columns: &Columns, record: &Record, noted: Noted<'_>) -> Option<Wanted> {
        let id = self.id(columns, record, noted)?;
        let mut wanted = Wanted { id, line: record.line, slots: Vec::new(), refused: BTreeSet::new() };
        self.fields(&mut wanted, columns, record, noted);
        if self.map.long.is_none() {
            for (row, map) in &self.map.facts.0 {
                let fact = &*map.0;
                let Some(row) = self.rows.iter().find(|own| own.id.value == row.value) else { continue };
                let Some(from) = &fact.from else { continue };
                let result =
                    self.texts_of(fact, from, columns, record).and_then(|(texts, details, provenance)| {
                        self.fact(row, fact, &texts, details, &provenance, record.line, noted)
                    });
                add_fact(&mut wanted, &row.id.value, result, record.line, noted);
            }
        }
        Some(wanted)
    }

    fn texts_of(
        &self,
        fact: &FactMapRecord,
        from: &Column,
        columns: &Columns,
        record: &Record,
    ) -> Result<(Vec<String>, Option<String>, Provenance), String> {
        let texts = self.transform.texts(from, columns, record)?;
        let details = match &fact.value {
            Some(column) => self.transform.text(column, columns, record)?,
            None => None,
        };
        let as_of =
            fact.as_of.as_ref().map(|column| self.date(column, columns, record)).transpose()?.flatten();
        Ok((texts, details, Provenance { as_of, ..Provenance::default() }))
    }

    /// Reads the values of a role itself.
    fn fields(&mut self, wanted: &mut Wanted, columns: &Columns, record: &Record, noted: Noted<'_>) {
        let map = &self.map.role;
        let columns_of = [
            ("name", map.name.as_ref()),
            ("short_name", map.short_name.as_ref()),
            ("family", map.family.as_ref()),
            ("also_known_as", map.also_known_as.as_ref()),
            ("summary", map.summary.as_ref()),
            ("skills", map.skills.as_ref()),
        ];
        for (slot, column) in columns_of {
            let Some(column) = column else { continue };
            let line = record.line;
            let texts = match self.transform.texts(column, columns, record) {
                Ok(texts) if texts.is_empty() => continue,
                Ok(texts) => texts,
                Err(why) => {
                    noted(Treatment::Refused, line, slot, why);
                    wanted.refused.insert(slot.to_string());
                    continue;
                }
            };
            let value = match slot {
                "family" => {
                    let text = texts.join(", ");
                    let id = self.family(&text);
                    if id.is_none() {
                        let why = format!("there is no family `{text}`: add it to `families` of the map");
                        noted(Treatment::Refused, line, slot, why);
                        wanted.refused.insert(slot.to_string());
                    }
                    id.map(|id| NewValue::Text(id.to_string()))
                }
                "also_known_as" => {
                    let name =
                        wanted.slots.iter().find(|(slot, _)| slot == "name").map(|(_, name)| name.clone());
                    let mut names: Vec<NewValue> = Vec::new();
                    for text in texts {
                        let text = NewValue::Text(fitted(text, NAME, line, slot, noted));
                        if !names.contains(&text) && Some(&text) != name.as_ref() {
                            names.push(text);
                        }
                    }
                    (!names.is_empty()).then_some(NewValue::List(names))
                }
                "skills" => {
                    let mut ids = BTreeSet::new();
                    for text in texts {
                        match id_of(&text).filter(|id| self.skills.contains(id)) {
                            Some(id) => {
                                ids.insert(id.to_string());
                            }
                            None => {
                                noted(Treatment::Refused, line, slot, format!("there is no skill `{text}`"));
                            }
                        }
                    }
                    if ids.is_empty() {
                        wanted.refused.insert(slot.to_string());
                    }
                    let ids: Vec<NewValue> = ids.into_iter().map(NewValue::Text).collect();
                    (!ids.is_empty()).then_some(NewValue::List(ids))
                }
                _ => {
                    let most = if slot == "summary" { SUMMARY } else { NAME };
                    Some(NewValue::Text(fitted(texts.join(", "), most, line, slot, noted)))
                }
            };
            wanted.slots.extend(value.map(|value| (slot.to_string(), value)));
        }
    }

    /// Finds the family that a text means, or adds it.
    fn family(&mut self, text: &str) -> Option<Id> {
        if let Some(id) = self.families.get(text).or_else(|| self.families.get(&text.to_lowercase())) {
            return Some(id.clone());
        }
        let id = id_of(text)?;
        if let Some(known) = self.families.get(id.as_str()) {
            return Some(known.clone());
        }
        self.map.new_families.as_ref()?;
        let label = fit(text.to_string(), NAME).0;
        self.families.insert(text.to_lowercase(), id.clone());
        self.families.insert(id.to_string(), id.clone());
        self.new_families.insert(id.clone(), label);
        Some(id)
    }
}

impl Plan<'_> {
    /// Returns `true` for a row whose cells are lists.
    pub(super) fn is_list(&self, row: &Id) -> bool {
        self.rows.iter().any(|own| own.id.value == *row && own.kind.value == RowKind::List)
    }
}

impl Wanted {
    /// A role without values.
    pub(super) fn new(id: Id, line: u64) -> Wanted {
        Wanted { id, line, slots: Vec::new(), refused: BTreeSet::new() }
    }
}

/// The id that a text is, or that is made of it.
pub(super) fn id_of(text: &str) -> Option<Id> {
    Id::parse(text).ok().or_else(|| Id::parse(&Id::slugify(text)?).ok())
}

/// Shortens a text and notes it.
pub(super) fn fitted(text: String, most: usize, line: u64, column: &str, noted: Noted<'_>) -> String {
    let (text, length) = fit(text, most);
    if let Some(length) = length {
        noted(Treatment::Shortened, line, column, format!("{length} → {} characters", text.chars().count()));
    }
    text
}
