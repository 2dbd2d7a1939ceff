//! A record of the table as a role with facts, as far as it can be used.

use std::collections::{BTreeMap, BTreeSet};

use super::merge::Slots;
use super::report::Treatment;
use super::table::{Columns, Record};
use super::transform::{Transform, clean, fit};
use crate::parse::record::{
    Column, ColumnRecord, Confidence, DataMapFile, FactMapRecord, RowKind, RowRecord,
};
use crate::parse::scalar::{Date, EventDate};
use crate::parse::yaml_edit::NewValue;
use crate::url::{Id, refuse_web_address};

/// The maximum lengths of texts, in characters.
const NAME: usize = 80;
const SUMMARY: usize = 160;
const CELL: usize = 120;

/// The number of decimals of a row that does not say otherwise.
const DECIMALS: u8 = 2;

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

/// What is needed to understand a record.
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

/// Where a fact comes from.
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

    /// Returns the keys of a fact; none if it has no value.
    #[expect(clippy::too_many_arguments, reason = "the parts of a fact come from different places")]
    pub(super) fn fact(
        &self,
        row: &RowRecord,
        map: &FactMapRecord,
        texts: &[String],
        details: Option<String>,
        own: &Provenance,
        line: u64,
        noted: Noted<'_>,
    ) -> Result<Vec<(&'static str, NewValue)>, String> {
        if texts.is_empty() {
            return Ok(Vec::new());
        }
        let id = row.id.value.as_str();
        let empty = empty_column();
        let column = map
            .from
            .as_ref()
            .or(self.map.long.as_ref().map(|long| &long.value))
            .map_or(&empty, |from| &*from.0);
        let text = texts.join(", ");
        let mut keys = Vec::new();
        match row.kind.value {
            RowKind::Text => keys.push(("value", NewValue::Text(fitted(text, CELL, line, id, noted)))),
            RowKind::Scale => {
                let own = id_of(&text);
                let level = row.levels.iter().find(|level| {
                    level.id.value.as_str() == text
                        || level.label.0.eq_ignore_ascii_case(&text)
                        || Some(&level.id.value) == own.as_ref()
                });
                let level = level.ok_or_else(|| {
                    let known: Vec<&str> = row.levels.iter().map(|level| level.id.value.as_str()).collect();
                    format!("there is no level `{text}`, only {}", known.join(", "))
                })?;
                keys.push(("level", NewValue::Text(level.id.value.to_string())));
            }
            RowKind::Number => {
                let most = row.decimals.as_ref().map_or(DECIMALS, |decimals| decimals.value.0);
                let number = self.transform.number(&text, column, most)?;
                let rounded = number.rounded(most);
                if rounded != number {
                    noted(Treatment::Shortened, line, id, format!("{number} → {rounded}"));
                }
                keys.push(("amount", NewValue::Bare(rounded.to_string())));
            }
            RowKind::List => {
                let mut items: Vec<NewValue> = Vec::new();
                for text in texts {
                    let text = NewValue::Text(fitted(text.clone(), NAME, line, id, noted));
                    if !items.contains(&text) {
                        items.push(text);
                    }
                }
                keys.push(("items", NewValue::List(items)));
            }
            RowKind::YesNo => {
                let answer = answer(&text).ok_or_else(|| {
                    format!("`{text}` is neither yes nor no: say what it means in `values`")
                })?;
                keys.push(("answer", NewValue::Bare(answer.to_string())));
            }
            RowKind::Date => {
                let date = EventDate::parse(without_time(&text));
                let date = date.map_err(|why| format!("`{text}` is not a date: {why}"))?;
                keys.push(("date", NewValue::Bare(date.0.to_string())));
            }
            RowKind::Link => {
                if let Some(why) = refuse_web_address(&text) {
                    return Err(format!("`{}` cannot be published: {why}", fit(text, 60).0));
                }
                keys.push(("link", NewValue::Text(text)));
            }
            RowKind::Range => {
                let most = row.decimals.as_ref().map_or(DECIMALS, |decimals| decimals.value.0);
                let (from, to) = self.transform.range(texts, column, most)?;
                let ends = [from, to].map(|end| end.rounded(most));
                if ends != [from, to] {
                    let [from, to] = ends;
                    noted(Treatment::Shortened, line, id, format!("{text} → {from}–{to}"));
                }
                let ends = ends.iter().map(|end| NewValue::Bare(end.to_string())).collect();
                keys.push(("range", NewValue::List(ends)));
            }
            RowKind::Tools | RowKind::Salary => return Ok(Vec::new()),
        }
        if let Some(details) = details.filter(|_| !matches!(row.kind.value, RowKind::Text | RowKind::List)) {
            keys.push(("value", NewValue::Text(fitted(details, CELL, line, id, noted))));
        }
        self.provenance(map, own, &mut keys);
        Ok(keys)
    }

    /// Adds the keys that say where a fact comes from.
    fn provenance(&self, map: &FactMapRecord, own: &Provenance, keys: &mut Vec<(&'static str, NewValue)>) {
        let defaults = self.map.defaults.as_ref();
        let named = |sources: &[crate::parse::Spanned<Id>]| {
            sources.iter().map(|id| id.value.clone()).collect::<Vec<_>>()
        };
        let sources = if own.sources.is_empty() { named(&map.sources) } else { own.sources.clone() };
        let is_judged =
            sources.is_empty() && (map.judgement || defaults.is_some_and(|defaults| defaults.judgement));
        let sources = match defaults {
            Some(defaults) if sources.is_empty() && !is_judged => named(&defaults.sources),
            _ => sources,
        };
        if !sources.is_empty() {
            let ids = sources.iter().map(|id| NewValue::Text(id.to_string())).collect();
            keys.push(("sources", NewValue::List(ids)));
        } else if is_judged {
            keys.push(("judgement", NewValue::Bare("true".to_string())));
        }
        let confidence =
            own.confidence.or(map.confidence).or(defaults.and_then(|defaults| defaults.confidence));
        keys.push((
            "confidence",
            NewValue::Text(confidence.unwrap_or(Confidence::Medium).word().to_string()),
        ));
        let as_of = own.as_of.clone().or_else(|| Some(defaults?.as_of.as_ref()?.to_string()));
        keys.extend(as_of.map(|date| ("as_of", NewValue::Bare(date))));
    }

    /// Reads a date from a column, or from the map itself: `as_of: 2025`.
    pub(super) fn date(
        &self,
        column: &Column,
        columns: &Columns,
        record: &Record,
    ) -> Result<Option<String>, String> {
        if let Some(date) = constant_date(column, columns) {
            return Ok(Some(date.to_string()));
        }
        let Some(text) = self.transform.text(column, columns, record)? else { return Ok(None) };
        match Date::parse(without_time(&text)) {
            Ok(date) => Ok(Some(date.to_string())),
            Err(why) => Err(format!("`{text}` is not a date: {why}")),
        }
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

/// Returns the date that a map gives in place of a column that the table lacks.
pub(super) fn constant_date(column: &Column, columns: &Columns) -> Option<Date> {
    let name = &column.0.column.as_ref()?.value.0;
    if columns.position(name).is_some() { None } else { Date::parse(name).ok() }
}

/// Returns a date without the time of day.
fn without_time(text: &str) -> &str {
    text.split_once(['T', ' ']).map_or(text, |(day, _)| day)
}

/// Returns what a text answers; `None` if it is neither yes nor no.
pub(super) fn answer(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "yes" | "y" | "true" | "1" => Some(true),
        "no" | "n" | "false" | "0" => Some(false),
        _ => None,
    }
}

/// The id that a text is, or that is made of it.
pub(super) fn id_of(text: &str) -> Option<Id> {
    Id::parse(text).ok().or_else(|| Id::parse(&Id::slugify(text)?).ok())
}

fn empty_column() -> ColumnRecord {
    crate::parse::Decode::placeholder()
}

pub(super) fn empty_fact() -> FactMapRecord {
    crate::parse::Decode::placeholder()
}

/// Adds a fact to a role, or notes why not.
pub(super) fn add_fact(
    wanted: &mut Wanted,
    row: &Id,
    result: Result<Vec<(&'static str, NewValue)>, String>,
    line: u64,
    noted: Noted<'_>,
) {
    match result {
        Ok(keys) => {
            wanted.slots.extend(keys.into_iter().map(|(key, value)| (format!("facts/{row}/{key}"), value)));
        }
        Err(why) => {
            noted(Treatment::Refused, line, row.as_str(), why);
            wanted.refused.insert(format!("facts/{row}"));
        }
    }
}

/// Shortens a text and notes it.
fn fitted(text: String, most: usize, line: u64, column: &str, noted: Noted<'_>) -> String {
    let (text, length) = fit(text, most);
    if let Some(length) = length {
        noted(Treatment::Shortened, line, column, format!("{length} → {} characters", text.chars().count()));
    }
    text
}
