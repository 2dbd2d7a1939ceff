//! Tables with a line for each fact.

use super::facts::{add_fact, empty_fact};
use super::report::Treatment;
use super::table::{Columns, Record};
use super::wanted::{Noted, Plan, Provenance, Wanted, id_of};
use crate::parse::record::Confidence;
use crate::url::Id;

/// A fact in the long form, as far as its own columns say.
#[derive(Debug, Default)]
pub(super) struct LongFact {
    pub(super) line: u64,
    pub(super) texts: Vec<String>,
    provenance: Provenance,
}

/// The content of a record in the long form.
pub(super) enum LongLine {
    /// A value of a row.
    Fact(Id, LongFact),
    /// No value.
    Empty,
    /// A value that cannot be used.
    Refused,
}

impl Plan<'_> {
    /// Returns the row of a record in the long form, as far as it has one, whatever is wrong with the record.
    pub(super) fn known_row(&self, columns: &Columns, record: &Record) -> Option<Id> {
        let name = self.transform.text(&self.map.long.as_ref()?.row, columns, record).ok()??;
        id_of(&name).filter(|id| self.rows.iter().any(|row| row.id.value == *id))
    }

    /// Reads the row, the value and the provenance of a record in the long form.
    pub(super) fn long_fact(&self, columns: &Columns, record: &Record, noted: Noted<'_>) -> LongLine {
        let Some(long) = &self.map.long else { return LongLine::Empty };
        let read = || {
            let name = self.transform.text(&long.row, columns, record)?.ok_or("no row")?;
            let row = id_of(&name).filter(|id| self.rows.iter().any(|row| row.id.value == *id));
            let row = row.ok_or_else(|| format!("there is no row `{name}`"))?;
            // The steps of the row apply to the column of all values.
            let from = self
                .map
                .facts
                .0
                .iter()
                .find(|(id, _)| id.value == row)
                .and_then(|(_, map)| map.0.from.as_ref());
            let texts = self.transform.texts(from.unwrap_or(&long.value), columns, record)?;
            let mut provenance = Provenance::default();
            if let Some(column) = &long.source {
                for text in self.transform.texts(column, columns, record)? {
                    let id = id_of(&text).filter(|id| self.sources.contains(id));
                    provenance.sources.push(id.ok_or_else(|| format!("there is no source `{text}`"))?);
                }
            }
            if let Some(column) = &long.as_of {
                provenance.as_of = self.date(column, columns, record)?;
            }
            if let Some(column) = &long.confidence
                && let Some(text) = self.transform.text(column, columns, record)?
            {
                let words = [Confidence::High, Confidence::Medium, Confidence::Low];
                let found = words.into_iter().find(|word| word.word() == text.to_lowercase());
                provenance.confidence =
                    Some(found.ok_or_else(|| format!("`{text}` is not high, medium or low"))?);
            }
            Ok::<_, String>((row, LongFact { line: record.line, texts, provenance }))
        };
        match read() {
            Ok((_, fact)) if fact.texts.is_empty() => LongLine::Empty,
            Ok((row, fact)) => LongLine::Fact(row, fact),
            Err(why) => {
                noted(Treatment::Refused, record.line, "value", why);
                LongLine::Refused
            }
        }
    }

    /// Adds a fact of the long form to its role.
    pub(super) fn add_long_fact(&self, wanted: &mut Wanted, row: &Id, long: &LongFact, noted: Noted<'_>) {
        let empty = empty_fact();
        let map = self.map.facts.0.iter().find(|(id, _)| id.value == *row).map_or(&empty, |(_, map)| &*map.0);
        let Some(row) = self.rows.iter().find(|own| own.id.value == *row) else { return };
        let result = self.fact(row, map, &long.texts, None, &long.provenance, long.line, noted);
        add_fact(wanted, &row.id.value, result, long.line, noted);
    }
}
