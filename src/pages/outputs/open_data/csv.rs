//! Facts and salary figures as CSV (RFC 4180), one per line. Each column is declared once, with its type and
//! description: the header, the data package and the documentation are generated from the same list.

use serde_json::json;

use super::fact_words;
use crate::model::{CellValue, Figure, Model, Provenance, Series, SeriesId};

/// A column of a CSV file.
#[derive(Debug, Clone, Copy)]
pub(in crate::pages) struct Column {
    pub(in crate::pages) name: &'static str,
    pub(in crate::pages) holds: Type,
    pub(in crate::pages) about: &'static str,
}

/// The type of a column. An empty field means "no value" in every type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::pages) enum Type {
    Text,
    Id,
    /// Ids separated by spaces.
    Ids,
    /// A date, as precise as it is known.
    Date,
    /// One of the listed values.
    Word(&'static [&'static str]),
    Boolean,
    Integer,
    Number,
    /// A JSON array of strings.
    Array,
}

impl Type {
    /// Describes the type for people.
    pub(in crate::pages) fn describe(self) -> String {
        match self {
            Type::Text => "text".to_string(),
            Type::Id => "id".to_string(),
            Type::Ids => "ids separated by spaces".to_string(),
            Type::Date => "date: 2026, 2026-11 or 2026-11-23".to_string(),
            Type::Word(words) => words.join(", "),
            Type::Boolean => "true or false".to_string(),
            Type::Integer => "whole number".to_string(),
            Type::Number => "number".to_string(),
            Type::Array => "JSON array of texts".to_string(),
        }
    }
}

pub(super) const fn column(name: &'static str, holds: Type, about: &'static str) -> Column {
    Column { name, holds, about }
}

/// The columns of `facts.csv`. Published columns keep their position; new ones are appended.
pub(in crate::pages) const FACTS: &[Column] = &[
    column("role", Type::Id, "The role, an id of roles.json."),
    column("row", Type::Id, "The row of the matrix, an id of rows.json."),
    column(
        "text",
        Type::Text,
        "The fact in words, as pages show it. For programs, level, items and amount are exact.",
    ),
    column("note", Type::Text, "Detail that the level, the list or the number does not carry."),
    column("confidence", Type::Word(&["high", "medium", "low"]), "How well the fact is supported."),
    column("judgement", Type::Boolean, "true when the fact is the site's own judgement and has no source."),
    column("as_of", Type::Date, "The date for which the fact holds, if the sources' own dates do not say."),
    column("sources", Type::Ids, "The sources, ids of sources.json."),
    column(
        "kind",
        Type::Word(&["text", "scale", "list", "number", "yes-no", "date", "link", "range"]),
        "The row's kind, which decides which of the next columns are filled.",
    ),
    column("level", Type::Id, "In a row of kind scale: the level, an id of the row's levels."),
    column("amount", Type::Number, "In a row of kind number: the number, in the unit."),
    column("unit", Type::Text, "In a row of kind number or range: the unit."),
    column("items", Type::Array, "In a row of kind list: its items."),
    column("changed", Type::Date, "The day of the last change of this fact."),
    column("answer", Type::Boolean, "In a row of kind yes-no: true for yes."),
    column("date", Type::Date, "In a row of kind date: the date."),
    column("link", Type::Text, "In a row of kind link: the address."),
    column("from", Type::Number, "In a row of kind range: the lower end, in the unit."),
    column("to", Type::Number, "In a row of kind range: the upper end, in the unit."),
];

/// The columns of `salaries.csv` and of each dataset's file.
pub(in crate::pages) const FIGURES: &[Column] = &[
    column(
        "series",
        Type::Id,
        "The dataset, an id of salaries.json. Do not pool figures from different datasets.",
    ),
    column("role", Type::Id, "The role, an id of roles.json."),
    column("title", Type::Text, "The dataset's name for the role, if it differs from ours."),
    column(
        "region",
        Type::Id,
        "The region: a country's two letters, or the name of a wider region or a part of a country.",
    ),
    column("level", Type::Text, "The dataset's name for the level; all for all levels combined."),
    column(
        "year",
        Type::Text,
        "The period as one text: 2024, 2025-06 or 2020–2025. year_from and year_to are numbers.",
    ),
    column("currency", Type::Text, "The currency (ISO 4217)."),
    column(
        "per",
        Type::Word(&["year", "month", "day", "hour"]),
        "Same as period, the name used everywhere else.",
    ),
    column("basis", Type::Word(&["gross", "net"]), "Before or after tax."),
    column(
        "population",
        Type::Word(&["survey", "advertised", "statistic"]),
        "What the dataset counts: survey answers, advertised pay or an official statistic.",
    ),
    column("n", Type::Integer, "Sample size: the number of answers or adverts."),
    column("employment", Type::Integer, "Number of jobs estimated by an official statistic."),
    column("p10", Type::Integer, "The 10th percentile, in units of the currency."),
    column("p25", Type::Integer, "The 25th percentile."),
    column("median", Type::Integer, "The median."),
    column("p75", Type::Integer, "The 75th percentile."),
    column("p90", Type::Integer, "The 90th percentile."),
    column("mean", Type::Integer, "The arithmetic mean."),
    column("year_from", Type::Integer, "The first year."),
    column("year_to", Type::Integer, "The last year; equal to year_from for a single year."),
    column("period", Type::Word(&["year", "month", "day", "hour"]), "The period that an amount covers."),
    column("source", Type::Id, "The dataset's source, an id of sources.json."),
    column("licence", Type::Text, "The licence of the figure, as stated by its publisher."),
    column(
        "scale_level",
        Type::Id,
        "The level of the common scale that the dataset's level corresponds to, if it does.",
    ),
    column("experience", Type::Boolean, "true when the level is a span of years of experience."),
];

/// The intended reader of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::pages) enum Dialect {
    /// Programs: UTF-8 without a byte order mark, with exact values.
    Exact,
    /// Spreadsheets: with a byte order mark, since Excel otherwise assumes the system's encoding, and with a `'`
    /// before text that would run as a formula, as OWASP recommends.
    Spreadsheet,
}

pub(in crate::pages) struct Writer {
    out: String,
    dialect: Dialect,
}

impl Writer {
    /// Creates a file with a header of column names.
    pub(in crate::pages) fn new<'h>(dialect: Dialect, header: impl IntoIterator<Item = &'h str>) -> Writer {
        let mark = if dialect == Dialect::Spreadsheet { "\u{feff}" } else { "" };
        let mut writer = Writer { out: mark.to_string(), dialect };
        writer.line(header);
        writer
    }

    pub(in crate::pages) fn line<'f>(&mut self, fields: impl IntoIterator<Item = &'f str>) {
        for (index, field) in fields.into_iter().enumerate() {
            if index > 0 {
                self.out.push(',');
            }
            let guard = if self.dialect == Dialect::Spreadsheet && is_formula(field) { "'" } else { "" };
            if field.bytes().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r')) {
                self.out.push('"');
                self.out.push_str(guard);
                for (n, part) in field.split('"').enumerate() {
                    self.out.push_str(if n > 0 { "\"\"" } else { "" });
                    self.out.push_str(part);
                }
                self.out.push('"');
            } else {
                self.out.push_str(guard);
                self.out.push_str(field);
            }
        }
        self.out.push_str("\r\n");
    }

    pub(in crate::pages) fn finish(self) -> String {
        self.out
    }
}

/// Returns `true` for text that a spreadsheet would run as a formula.
fn is_formula(field: &str) -> bool {
    field.starts_with(['=', '@', '\t', '\r'])
        || (field.starts_with(['+', '-']) && field.parse::<f64>().is_err())
}

pub(in crate::pages) fn facts(model: &Model, dialect: Dialect) -> String {
    let mut writer = Writer::new(dialect, FACTS.iter().map(|column| column.name));
    for (id, role) in model.roles.iter() {
        for (row_id, row) in model.rows.iter() {
            let Some(cell) = role.cell(row_id) else { continue };
            let sources: Vec<&str> =
                cell.provenance.sources().iter().map(|id| model.references.id(*id).as_str()).collect();
            let [mut level, mut amount, mut unit, mut items] = [const { String::new() }; 4];
            let [mut answer, mut on, mut link, mut from, mut to] = [const { String::new() }; 5];
            match &cell.value {
                CellValue::Text(_) => {}
                CellValue::Level(at) => {
                    level = row.levels.get(*at).map(|(id, _)| id.to_string()).unwrap_or_default();
                }
                CellValue::Amount(number) => {
                    amount = number.to_string();
                    unit.clone_from(&row.unit);
                }
                CellValue::Items(list) => items = json!(list).to_string(),
                CellValue::Answer(is_yes) => answer = is_yes.to_string(),
                CellValue::Date(date) => on = date.to_string(),
                CellValue::Link { url, .. } => link.clone_from(url),
                CellValue::Range(range) => {
                    (from, to) = (range.from.to_string(), range.to.to_string());
                    unit.clone_from(&row.unit);
                }
            }
            let date = |date: Option<crate::parse::scalar::Date>| {
                date.map_or_else(String::new, |date| date.to_string())
            };
            let fields: [&str; FACTS.len()] = [
                model.roles.id(id).as_str(),
                model.rows.id(row_id).as_str(),
                &fact_words(model, row_id, cell),
                cell.note.as_deref().unwrap_or(""),
                cell.confidence.word(),
                if cell.provenance == Provenance::Judgement { "true" } else { "false" },
                &date(cell.as_of),
                &sources.join(" "),
                row.kind.word(),
                &level,
                &amount,
                &unit,
                &items,
                &date(cell.changes.first().map(|change| change.on)),
                &answer,
                &on,
                &link,
                &from,
                &to,
            ];
            writer.line(fields);
        }
    }
    writer.finish()
}

/// Writes the figures of one dataset, or of all whose licence is open.
pub(in crate::pages) fn figures(model: &Model, only: Option<SeriesId>, dialect: Dialect) -> String {
    let mut writer = Writer::new(dialect, FIGURES.iter().map(|column| column.name));
    for (id, series) in
        model.series.iter().filter(|(id, series)| only.map_or(series.is_open(), |only| only == *id))
    {
        for figure in &series.figures {
            let fields = fields(model, id, series, figure);
            writer.line(fields.iter().map(String::as_str));
        }
    }
    writer.finish()
}

fn fields(model: &Model, id: SeriesId, series: &Series, figure: &Figure) -> [String; FIGURES.len()] {
    let number = |n: Option<u32>| n.map_or_else(String::new, |n| n.to_string());
    let period = series.period.word();
    let [p10, p25, median, p75, p90, mean] = figure.amounts.map(number);
    [
        model.series.id(id).to_string(),
        model.roles.id(figure.role).to_string(),
        figure.title.clone().unwrap_or_default(),
        model.regions.id(figure.region).to_string(),
        figure.level.clone().unwrap_or_else(|| "all".to_string()),
        figure.year.to_string(),
        figure.currency.code().to_string(),
        period.to_string(),
        series.basis.word().to_string(),
        series.population.word().to_string(),
        number(figure.n),
        number(figure.employment),
        p10,
        p25,
        median,
        p75,
        p90,
        mean,
        figure.year.from.year.to_string(),
        figure.year.to.year.to_string(),
        period.to_string(),
        model.references.id(series.source).to_string(),
        series.licence.clone(),
        figure.at.map_or_else(String::new, |at| model.scale.id(at).to_string()),
        figure.is_experience.to_string(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::STATISTICS;

    fn written(dialect: Dialect) -> String {
        let mut writer = Writer::new(dialect, ["h"]);
        writer.line(["a", "b, c", "say \"x\"", "=1+1", "-4", "+15%", "@x, y", "\t", "é"]);
        writer.finish()
    }

    #[test]
    fn programs_get_exact_values() {
        assert_eq!(
            written(Dialect::Exact),
            "h\r\na,\"b, c\",\"say \"\"x\"\"\",=1+1,-4,+15%,\"@x, y\",\t,é\r\n"
        );
    }

    #[test]
    fn spreadsheets_get_a_byte_order_mark_and_no_formula() {
        assert_eq!(
            written(Dialect::Spreadsheet),
            "\u{feff}h\r\na,\"b, c\",\"say \"\"x\"\"\",'=1+1,-4,'+15%,\"'@x, y\",'\t,é\r\n"
        );
    }

    #[test]
    fn statistics_have_the_names_of_the_model() {
        let names: Vec<&str> = FIGURES.iter().map(|column| column.name).collect();
        assert!(names.windows(STATISTICS.len()).any(|names| names == STATISTICS), "{names:?}");
    }
}
