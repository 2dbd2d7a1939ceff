//! The facts of a role, each from the cells of a record as its row needs them.

use super::report::Treatment;
use super::table::{Columns, Record};
use super::transform::fit;
use super::wanted::{NAME, Noted, Plan, Provenance, Wanted, fitted, id_of};
use crate::parse::record::{Column, ColumnRecord, Confidence, FactMapRecord, RowKind, RowRecord};
use crate::parse::scalar::{Date, EventDate};
use crate::parse::yaml_edit::NewValue;
use crate::url::{Id, refuse_web_address};

/// The maximum length of the text of a cell, in characters.
const CELL: usize = 120;

/// The number of decimals of a row that does not say otherwise.
const DECIMALS: u8 = 2;

impl Plan<'_> {
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
