//! `imports/<name>.yaml`: the map of `rolebook import data`.

use serde_json::{Value, json};

use super::{Confidence, FamilyRecord, GroupRecord, LevelRecord, ReferenceRecord, RowKind};
use crate::parse::scalar::{Date, Decimals, Name, Number, Sentence, TextLine, UInt};
use crate::parse::{Decode, Diagnostics, Map, Node, NodeKind, Spanned};
use crate::url::Id;
use crate::{record, string_enum};

record! {
    /// The map of an imported table: `imports/<name>.yaml`. It says which columns of a table become which roles and facts.
    pub struct DataMapFile = "the map" {
        /// The form of the table, if its file name and first line do not tell.
        data: Option<DataFormatRecord>,
        /// The conditions that a line meets to be imported: all of them.
        only: Vec<ConditionRecord>,
        /// The provenance of all facts that do not state their own.
        defaults: Option<DefaultsRecord>,
        /// The sources to add to `sources.yaml` if they are missing.
        sources: Map<Id, ReferenceRecord>,
        /// The families to add to `comparison.yaml` if they are missing.
        families: Vec<FamilyRecord>,
        /// The families that are made of all other values that the column of families has. Without it, such a line is refused.
        new_families: Option<NewFamilyRecord>,
        /// The groups of rows to add to `comparison.yaml` if they are missing.
        groups: Vec<GroupRecord>,
        /// The role that a line is about.
        role: RoleMapRecord,
        /// The facts of the role that a line has, by row of `comparison.yaml`.
        facts: Map<Id, FactMap>,
        /// For a table with a line for each figure of pay: its columns. The role is that of `role.id`. Such a map imports nothing
        /// else.
        pay: Option<PayMapRecord>,
        /// For a table with a line for each fact: the columns of the row and the value. `facts` then says only how the
        /// values of a row are read.
        long: Option<LongRecord>,
    }
}

record! {
    /// The form of a table.
    pub struct DataFormatRecord = "the form of the table" {
        /// The format, if the extension of the file does not tell.
        format: Option<TableFormat>,
        /// For CSV: the character between two cells, or `tab`. By default the most frequent of `,` `;` tab and `|` in the header.
        delimiter: Option<Spanned<TextLine<3>>>,
        /// The line with the names of the columns, if there are lines above it. By default 1.
        header_line: Option<Spanned<UInt>>,
        /// For a spreadsheet: the name of the sheet. By default the first one.
        sheet: Option<Spanned<Name>>,
        /// For JSON: the key of the list of records, such as `data.items`, if it is not the whole file.
        records: Option<Spanned<Name>>,
        /// The cells that mean "no value", such as `n/a` or `*`, besides empty ones.
        empty: Vec<Name>,
        /// `true` if numbers are written with a decimal comma: `1.234,5`.
        decimal_comma: bool,
    }
}

string_enum! {
    /// The format of a table.
    pub enum TableFormat {
        /// Cells separated by commas, semicolons or another character, quoted with `"`.
        Csv = "csv",
        /// Cells separated by tabs.
        Tsv = "tsv",
        /// A JSON list of records, or an object of records.
        Json = "json",
        /// One JSON record per line.
        JsonLines = "jsonl",
        /// A sheet of a spreadsheet in the format of Excel.
        Excel = "xlsx",
        /// A sheet of a spreadsheet in the Open Document Format.
        OpenDocument = "ods",
    }
}

record! {
    /// A condition that a line meets to be imported.
    pub struct ConditionRecord = "a condition" {
        /// The name of the column.
        column: Spanned<ColumnName>,
        /// The values that are imported.
        is: Vec<CellText>,
        /// The values that are not imported.
        not: Vec<CellText>,
        /// `true` to import only lines that have a value there.
        filled: bool,
    }
}

record! {
    /// The provenance of facts.
    pub struct DefaultsRecord = "the defaults" {
        /// The sources, as ids of `sources.yaml` or of `sources` in the map.
        sources: Vec<Spanned<Id>>,
        /// `true` if the facts are the site's own judgement. Not allowed together with sources.
        judgement: bool,
        /// The certainty of the facts. By default `medium`.
        confidence: Option<Confidence>,
        /// The date to which the facts apply.
        as_of: Option<Date>,
    }
}

record! {
    /// The family that is made of a value.
    pub struct NewFamilyRecord = "the new families" {
        /// The sentence about the family, in which `{value}` is the value.
        line: Sentence,
    }
}

record! {
    /// The columns of a role. A role that exists already needs only `id`.
    pub struct RoleMapRecord = "the role" {
        /// The id. Text that is no id is transliterated: `Émigré` becomes `emigre`.
        id: Column,
        /// The full title, as in job adverts.
        name: Option<Column>,
        /// The usual abbreviation, if there is one.
        short_name: Option<Column>,
        /// The family, as an id or in the words of the source, which become an id.
        family: Option<Column>,
        /// One sentence about the role, of at most 160 characters.
        summary: Option<Column>,
        /// Other titles, usually with `split`.
        also_known_as: Option<Column>,
        /// The skills, as ids of `skills.yaml`, usually with `split`.
        skills: Option<Column>,
    }
}

record! {
    /// The columns of a table with a line for each figure of pay.
    pub struct PayMapRecord = "the columns of pay" {
        /// The dataset that the figures belong to: `us-survey` for `content/salaries/us-survey.yaml`, which must exist.
        dataset: Spanned<Id>,
        /// The region, as an id or name of `comparison.yaml`. For one region, a template without columns: `{template: us}`.
        region: Column,
        /// The level, one of those that the dataset lists. Without a column, the figures are for all levels together.
        level: Option<Column>,
        /// The year or years of the figure.
        year: Column,
        /// The dataset's own name of the role.
        title: Option<Column>,
        /// The currency, if it is not that of the dataset.
        currency: Option<Column>,
        /// The sample size. Figures with fewer than 10 are left out.
        n: Option<Column>,
        /// For an official statistic: the estimated number of jobs.
        employment: Option<Column>,
        /// The 10th percentile.
        p10: Option<Column>,
        /// The 25th percentile.
        p25: Option<Column>,
        /// The column with the median.
        median: Option<Column>,
        /// The 75th percentile.
        p75: Option<Column>,
        /// The 90th percentile.
        p90: Option<Column>,
        /// The arithmetic mean.
        mean: Option<Column>,
    }
}

impl PayMapRecord {
    /// The columns of numbers, with the keys of a figure.
    pub fn numbers(&self) -> impl Iterator<Item = (&'static str, &Column)> {
        let columns = [
            ("n", &self.n),
            ("employment", &self.employment),
            ("p10", &self.p10),
            ("p25", &self.p25),
            ("median", &self.median),
            ("p75", &self.p75),
            ("p90", &self.p90),
            ("mean", &self.mean),
        ];
        columns.into_iter().filter_map(|(key, column)| Some((key, column.as_ref()?)))
    }

    /// All columns.
    pub fn columns(&self) -> impl Iterator<Item = &Column> {
        let others = [self.level.as_ref(), self.title.as_ref(), self.currency.as_ref()];
        let needed = [&self.region, &self.year].into_iter();
        needed.chain(others.into_iter().flatten()).chain(self.numbers().map(|(_, column)| column))
    }
}

record! {
    /// The columns of a table with a line for each fact.
    pub struct LongRecord = "the long form" {
        /// The row, as an id of `comparison.yaml` or in words that become one.
        row: Column,
        /// The value. Several lines for a row of kind `list` give its items.
        value: Column,
        /// The source, as an id of `sources.yaml`.
        source: Option<Column>,
        /// The date to which the fact applies.
        as_of: Option<Column>,
        /// The certainty: `high`, `medium` or `low`.
        confidence: Option<Column>,
    }
}

record! {
    /// A fact that a line has.
    pub struct FactMapRecord = "the map of a fact" {
        /// The value: a column, or how it is made. In the long form, its column is that of `long.value`.
        from: Option<Column>,
        /// The details in words, for a row whose value is not a text or a list. For a row of kind `link`, the text of the link.
        value: Option<Column>,
        /// The sources, if they are not those of `defaults`.
        sources: Vec<Spanned<Id>>,
        /// `true` if the fact is the site's own judgement.
        judgement: bool,
        /// The certainty, if it is not that of `defaults`.
        confidence: Option<Confidence>,
        /// The date to which the fact applies, or the column that has it.
        as_of: Option<Column>,
        /// The row to add to `comparison.yaml` if it is missing.
        row: Option<NewRowRecord>,
    }
}

record! {
    /// A row to add to `comparison.yaml`.
    pub struct NewRowRecord = "a new row" {
        /// The group of the row, as an id of `groups`.
        group: Spanned<Id>,
        /// The name of the row in a word or two.
        label: Name,
        /// The kind of the row: `text`, `scale`, `number`, `list`, `yes-no`, `date`, `link` or `range`.
        kind: Spanned<RowKind>,
        /// The question that the row answers, in a reader's words.
        question: Sentence,
        /// An explanation of how to read the row, if that is not obvious.
        read: Option<Sentence>,
        /// For a row of kind `number` or `range`: the unit.
        unit: Option<Name>,
        /// For a row of kind `number` or `range`: the number of decimals.
        decimals: Option<Spanned<Decimals>>,
        /// For a row of kind `number` or `range`: `true` if the numbers are changes.
        signed: bool,
        /// For a row of kind `scale`: its levels, from lowest to highest.
        levels: Vec<LevelRecord>,
    }
}

record! {
    /// A value that is made of the cells of a line. The steps apply in the order of the keys.
    pub struct ColumnRecord = "a column" {
        /// The name of the column.
        column: Option<Spanned<ColumnName>>,
        /// A text with the names of columns in braces: `{City}, {Country}`. Without braces, the same value for every line.
        template: Option<Spanned<Template>>,
        /// The part of a long text that is used.
        keep: Option<TextPart>,
        /// The separator of a list, or `lines`.
        split: Option<TextLine<10>>,
        /// A value of another file to use instead.
        lookup: Option<LookupRecord>,
        /// The values to use instead of those of the source: `{L: living, E: extinct}`.
        values: Map<CellText, CellText>,
        /// The value to use for all that `values` does not list. Without it, they stay as they are.
        other: Option<CellText>,
        /// The value of an empty cell.
        default: Option<CellText>,
        /// The unit to remove from numbers, such as `km`. `%` and signs of currencies are removed without it.
        unit: Option<Name>,
        /// The factor for numbers, such as `0.001`.
        scale: Option<Number>,
        /// The number of decimals to round numbers to.
        decimals: Option<Decimals>,
    }
}

string_enum! {
    /// The part of a long text that is used.
    pub enum TextPart {
        /// The first line.
        FirstLine = "first-line",
        /// The first sentence.
        FirstSentence = "first-sentence",
    }
}

record! {
    /// A value of another file.
    pub struct LookupRecord = "a lookup" {
        /// The file, relative to the map.
        file: Spanned<TextLine<200>>,
        /// The column of that file that has the value of this one.
        key: Spanned<ColumnName>,
        /// The column of that file with the value to use.
        column: Spanned<ColumnName>,
    }
}

/// The name of a column, as in the header.
pub(crate) type ColumnName = TextLine<200>;

/// The text of a cell of the table.
pub(crate) type CellText = TextLine<400>;

/// A text with the names of columns in braces.
pub(crate) type Template = TextLine<400>;

/// A column: its name, or a record that says how its values are changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column(pub Box<ColumnRecord>);

impl Decode for Column {
    fn decode(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        if matches!(node.kind, NodeKind::Scalar { .. }) {
            let column = Some(Spanned::decode(node, diagnostics)?);
            return Some(Column(Box::new(ColumnRecord { column, ..ColumnRecord::placeholder() })));
        }
        let record = ColumnRecord::decode(node, diagnostics)?;
        if record.column.is_some() == record.template.is_some() {
            let message = match record.column {
                Some(_) => "a column has either `column` or `template`, not both",
                None => "a column needs the key `column` or `template`",
            };
            let code = crate::diagnostic::Code::MissingKey;
            diagnostics.add(code, node.span, message).help("write `column: NAME`, or `template: \"{NAME}\"`");
        }
        Some(Column(Box::new(record)))
    }

    fn placeholder() -> Self {
        Column(Box::new(ColumnRecord::placeholder()))
    }

    fn schema() -> Value {
        json!({ "$ref": "#/$defs/column", "title": "the name of a column, or how a value is made" })
    }
}

impl DataMapFile {
    /// The schema of the record with the definition of a column, which many of its keys refer to.
    pub fn schema_with_column() -> Value {
        let mut schema = DataMapFile::schema();
        schema["$defs"] = json!({ "column": name_or(ColumnRecord::schema()) });
        schema
    }
}

/// The map of a fact: the name of a column, or a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactMap(pub Box<FactMapRecord>);

impl Decode for FactMap {
    fn decode(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        if matches!(node.kind, NodeKind::Scalar { .. }) {
            let from = Some(Column::decode(node, diagnostics)?);
            return Some(FactMap(Box::new(FactMapRecord { from, ..FactMapRecord::placeholder() })));
        }
        FactMapRecord::decode(node, diagnostics).map(|record| FactMap(Box::new(record)))
    }

    fn placeholder() -> Self {
        FactMap(Box::new(FactMapRecord::placeholder()))
    }

    fn schema() -> Value {
        name_or(FactMapRecord::schema())
    }
}

/// The schema of a record that may be written as the name of a column alone.
fn name_or(mut record: Value) -> Value {
    record["title"] = json!("the name of a column, or the keys below");
    record["type"] = json!(["object", "string", "number", "boolean"]);
    record
}
