//! `--suggest`: begins a map from the columns of a table. Guesses are commented, with what they are based on.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use super::map::name_of;
use super::table::{self, Cell, Fault, TableError};
use super::transform::{Transform, clean, fit};
use super::wanted::id_of;
use crate::command::save;
use crate::error::Error;
use crate::parse::Decode as _;
use crate::parse::record::{ColumnRecord, ComparisonFile, RowKind};
use crate::parse::scalar::Date;
use crate::parse::yaml_edit::plain_or_quoted;
use crate::source::hash;

/// The number of records that guesses are based on.
const SAMPLE: u64 = 2000;

/// The number of different values that are kept of a column.
const VALUES: usize = 40;

/// What a sample says about a column.
struct Sample {
    name: String,
    filled: u64,
    numbers: u64,
    decimals: u8,
    length: usize,
    /// The hashes of the values, to count different ones.
    hashes: BTreeSet<u128>,
    values: Vec<String>,
    semicolons: u64,
    bars: u64,
}

impl Sample {
    fn new(name: &str) -> Sample {
        Sample {
            name: name.to_string(),
            filled: 0,
            numbers: 0,
            decimals: 0,
            length: 0,
            hashes: BTreeSet::new(),
            values: Vec::new(),
            semicolons: 0,
            bars: 0,
        }
    }

    fn add(&mut self, text: &str, transform: &Transform) {
        self.filled += 1;
        self.length += text.chars().count();
        self.semicolons += u64::from(text.contains(';'));
        self.bars += u64::from(text.contains('|'));
        if let Ok(number) = transform.number(text, &ColumnRecord::placeholder(), u8::MAX) {
            self.numbers += 1;
            self.decimals = self.decimals.max(number.decimals());
        }
        if self.hashes.insert(hash(text.as_bytes())) && self.values.len() < VALUES {
            self.values.push(fit(text.to_string(), 40).0);
        }
    }

    fn is_unique(&self, records: u64) -> bool {
        self.filled == records && self.hashes.len() as u64 == records
    }

    fn is_number(&self) -> bool {
        self.filled > 0 && self.numbers * 20 >= self.filled * 19
    }

    fn is_long(&self) -> bool {
        self.filled > 0 && self.length as u64 / self.filled > 100
    }

    fn separator(&self) -> Option<&'static str> {
        let is_frequent = |count: u64| count * 3 > self.filled;
        if is_frequent(self.semicolons) {
            Some(";")
        } else if is_frequent(self.bars) {
            Some("|")
        } else {
            None
        }
    }

    /// Describes the values in a comment.
    fn describe(&self, records: u64) -> String {
        let shown: Vec<String> = self.values.iter().take(5).map(|value| format!("`{value}`")).collect();
        let such_as = if self.values.len() > 5 { "such as " } else { "" };
        let empty = match records - self.filled {
            0 => String::new(),
            empty => format!(", {empty} empty"),
        };
        format!(
            "{} different values in {records} lines{empty}: {such_as}{}",
            self.hashes.len(),
            shown.join(", ")
        )
    }

    /// Returns `true` if the name of the column has one of these words.
    fn is_called(&self, words: &[&str]) -> bool {
        let lower = self.name.to_lowercase();
        let parts: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).collect();
        words.iter().any(|word| lower == *word || parts.last() == Some(word))
    }
}

/// Returns the text of a map for a table, or writes it to a new file.
///
/// # Errors
/// The table cannot be read, or the file exists already.
pub fn suggest(
    file: &Path,
    site: Option<&Path>,
    map: Option<&Path>,
    today: Date,
) -> Result<Result<String, Fault>, Error> {
    let stem = || {
        let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        id_of(&stem).map_or_else(|| "data".to_string(), |id| id.to_string())
    };
    let name = map.map(name_of).transpose()?.unwrap_or_else(stem);
    let text = match text(file, site, &name, today) {
        Ok(text) => text,
        Err(TableError::Content(fault)) => return Ok(Err(fault)),
        Err(TableError::Command(error)) => return Err(error),
    };
    if let Some(map) = map {
        let folder = map.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file = map.file_name().unwrap_or_default().to_string_lossy().into_owned();
        save::create(folder, &file, text.as_bytes())?;
    }
    Ok(Ok(text))
}

fn text(file: &Path, site: Option<&Path>, name: &str, today: Date) -> Result<String, TableError> {
    let transform = Transform::new(None);
    let (mut samples, mut records) = (Vec::<Sample>::new(), 0);
    let mut is_cut = false;
    let columns = table::read(file, None, &mut |columns, record| {
        samples.extend(columns.names().iter().skip(samples.len()).map(|name| Sample::new(name)));
        records += 1;
        for (sample, cell) in samples.iter_mut().zip(&record.cells) {
            let text = match cell {
                Cell::Text(text) => clean(text).into_owned(),
                Cell::List(items) => items.join(";"),
                Cell::Empty | Cell::Unreadable(_) => continue,
            };
            sample.add(&text, &transform);
        }
        if records < SAMPLE {
            return Ok(());
        }
        is_cut = true;
        Err(TableError::new(0, "", ""))
    });
    match columns {
        Ok(columns) => {
            samples.extend(columns.names().iter().skip(samples.len()).map(|name| Sample::new(name)));
        }
        Err(_) if is_cut => {}
        Err(error) => return Err(error),
    }
    let comparison =
        site.and_then(|site| Some(super::roles::Site::read(site, false).ok()?.comparison().clone()));
    let title = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Guess { samples: &samples, records, comparison, name, title, today }.text())
}

struct Guess<'g> {
    samples: &'g [Sample],
    records: u64,
    comparison: Option<ComparisonFile>,
    name: &'g str,
    title: String,
    today: Date,
}

impl<'g> Guess<'g> {
    fn text(&self) -> String {
        let find =
            |words: &[&str]| self.samples.iter().find(|sample| sample.filled > 0 && sample.is_called(words));
        let row = find(&["row", "fact", "attribute", "property", "dimension"]);
        let value = find(&["value"]);
        if let (Some(row), Some(value)) = (row, value)
            && let Some(role) = find(&["role", "id", "name", "entity", "subject", "item"])
        {
            return self.long(role, row, value);
        }
        self.wide()
    }

    /// What every map begins with.
    fn head(&self, out: &mut String) {
        let _ = writeln!(
            out,
            "# A map for `rolebook import data`, begun from the columns of {}.\n# Read it, correct it, and replace the parts marked TODO.",
            self.title
        );
        let _ = write!(
            out,
            "sources:\n  {}:\n    title: \"TODO: the title of the table\"\n    url: https://example.org/TODO\n    publisher: \"TODO: who publishes it\"\n    accessed: {}\n    seen: full\n",
            self.name, self.today
        );
        let _ = writeln!(
            out,
            "# The provenance of all facts that do not state their own; `judgement: true` instead of sources for your own table.\ndefaults: {{sources: [{}], confidence: medium}}",
            self.name
        );
    }

    fn wide(&self) -> String {
        let mut out = String::new();
        self.head(&mut out);
        let find =
            |words: &[&str]| self.samples.iter().find(|sample| sample.filled > 0 && sample.is_called(words));
        let unique = |sample: &&Sample| sample.is_unique(self.records);
        let ids =
            self.samples.iter().filter(|sample| sample.is_called(&["id", "code", "slug", "key", "@key"]));
        let first = self.samples.iter().find(unique).or(self.samples.first());
        let name = find(&["name", "title", "label", "role", "occupation"]).or(first);
        let id = ids.into_iter().find(unique).or(name.filter(unique)).or(first);
        let (Some(id), Some(name)) = (id, name) else { return out };
        let summary =
            find(&["summary", "description", "definition", "about"]).filter(|sample| !sample.is_number());
        let family = find(&["family", "category", "department", "discipline", "group", "area", "type"])
            .filter(|sample| {
                sample.hashes.len() < 30 && !std::ptr::eq(*sample, id) && !std::ptr::eq(*sample, name)
            });
        let families = self.comparison.as_ref().map(|own| own.families.as_slice()).unwrap_or_default();
        match family {
            Some(_) => out.push_str(
                "# A family of each value of that column. To name them yourself, list them under `families` and write `values`.\nnew_families: {line: \"TODO: what the roles of {value} have in common.\"}\n",
            ),
            None if families.is_empty() => out.push_str(
                "families:\n  - {id: all, label: All, line: \"TODO: what they have in common.\"}\n",
            ),
            None => {}
        }
        let column = |out: &mut String, key: &str, sample: &Sample, more: &str| {
            let _ = writeln!(out, "  # {}", sample.describe(self.records));
            let name = plain_or_quoted(&sample.name);
            let _ = match more {
                "" => writeln!(out, "  {key}: {name}"),
                more => writeln!(out, "  {key}: {{column: {name}, {more}}}"),
            };
        };
        out.push_str("role:\n");
        column(&mut out, "id", id, "");
        column(&mut out, "name", name, "");
        match (family, families.first()) {
            (Some(family), _) if family.filled == self.records => column(&mut out, "family", family, ""),
            (Some(family), _) => column(&mut out, "family", family, "default: Other"),
            (None, Some(first)) => {
                let _ = writeln!(
                    out,
                    "  # No column looks like a family; all roles get this one.\n  family: {{template: {}}}",
                    first.id.value
                );
            }
            (None, None) => out.push_str(
                "  # No column looks like a family; all roles get this one.\n  family: {template: all}\n",
            ),
        }
        match summary {
            Some(summary) if summary.filled == self.records => {
                column(&mut out, "summary", summary, "keep: first-sentence");
            }
            Some(summary) => {
                column(
                    &mut out,
                    "summary",
                    summary,
                    "keep: first-sentence, default: \"TODO: one sentence.\"",
                );
            }
            None => {
                let _ = writeln!(
                    out,
                    "  # No column looks like a summary: one sentence, in which columns are in braces.\n  summary: {{template: {}}}",
                    serde_json::Value::from(format!("TODO: a sentence about {{{}}}.", name.name))
                );
            }
        }
        let used = [Some(id), Some(name), family, summary];
        let is_used = |sample: &&Sample| !used.iter().flatten().any(|used| std::ptr::eq(*used, *sample));
        self.facts(&mut out, &self.samples.iter().filter(is_used).collect::<Vec<_>>());
        out
    }

    /// The facts, each with the row that it needs.
    fn facts(&self, out: &mut String, samples: &[&Sample]) {
        let rows = self.comparison.as_ref().map(|own| own.rows.as_slice()).unwrap_or_default();
        let groups = self.comparison.as_ref().map(|own| own.groups.as_slice()).unwrap_or_default();
        let group = groups.first().map_or("facts", |group| group.id.value.as_str());
        let mut taken = BTreeSet::new();
        let mut facts = String::new();
        let mut needs_group = false;
        for sample in samples {
            let id = id_of(&sample.name).filter(|id| taken.insert(id.clone()));
            let (Some(id), true) = (id, sample.filled > 0) else {
                let _ =
                    writeln!(facts, "  # {}: not imported; {}", sample.name, sample.describe(self.records));
                continue;
            };
            let _ = writeln!(facts, "  # {}", sample.describe(self.records));
            let name = plain_or_quoted(&sample.name);
            let known =
                rows.iter().find(|row| row.id.value == id || row.label.0.eq_ignore_ascii_case(&sample.name));
            if let Some(row) = known.filter(|row| matches!(row.kind.value, RowKind::Tools | RowKind::Salary))
            {
                let (id, kind) = (&row.id.value, row.kind.value.word());
                let _ = writeln!(
                    facts,
                    "  # {name}: not imported; the row {id} is of kind {kind}, which takes its cells from other files"
                );
                continue;
            }
            if let Some(row) = known {
                let _ =
                    writeln!(facts, "  {}: {name}   # a row of kind {}", row.id.value, row.kind.value.word());
                continue;
            }
            needs_group |= groups.is_empty();
            let label = fit(sample.name.replace('_', " "), 60).0;
            let question = serde_json::Value::from(format!("TODO: {label}?"));
            let label = plain_or_quoted(&label);
            let row = |kind: &str| {
                format!("    row: {{group: {group}, label: {label}, kind: {kind}, question: {question}")
            };
            if sample.is_number() {
                let decimals = sample.decimals.min(12);
                let _ = writeln!(
                    facts,
                    "  {id}:\n    from: {name}\n{}, unit: TODO, decimals: {decimals}}}",
                    row("number")
                );
            } else if let Some(separator) = sample.separator() {
                let _ = writeln!(
                    facts,
                    "  {id}:\n    from: {{column: {name}, split: \"{separator}\"}}\n{}}}",
                    row("list")
                );
            } else {
                let _ = writeln!(facts, "  {id}:\n    from: {name}\n{}}}", row("text"));
                if (2..=7).contains(&sample.hashes.len()) && !sample.is_long() {
                    facts.push_str("    # If the values have an order, lowest first: kind: scale, levels: [{id: …, label: …}, …]\n");
                }
                if sample.is_long() {
                    facts.push_str("    # Longer than the 120 characters of a cell: `keep: first-sentence`, or leave it out.\n");
                }
            }
        }
        if needs_group {
            out.push_str("groups:\n  - {id: facts, label: Facts}\n");
        }
        if !facts.is_empty() {
            let has_facts = facts.lines().any(|line| !line.trim_start().starts_with('#'));
            let _ = write!(out, "facts:{}\n{facts}", if has_facts { "" } else { " {}" });
        }
    }

    /// A map for a table with a line for each fact.
    fn long(&self, role: &'g Sample, row: &'g Sample, value: &'g Sample) -> String {
        let mut out = String::new();
        self.head(&mut out);
        let name = |sample: &Sample| plain_or_quoted(&sample.name);
        let _ = writeln!(
            out,
            "# A line for each fact.\nlong:\n  # {}\n  row: {}\n  # {}\n  value: {}",
            row.describe(self.records),
            name(row),
            value.describe(self.records),
            name(value)
        );
        for (key, words) in [
            ("source", &["source"][..]),
            ("as_of", &["as_of", "date", "year"]),
            ("confidence", &["confidence"]),
        ] {
            if let Some(sample) = self.samples.iter().find(|sample| sample.is_called(words)) {
                let _ = writeln!(out, "  # {}\n  {key}: {}", sample.describe(self.records), name(sample));
            }
        }
        let _ = writeln!(
            out,
            "# Only roles that exist get facts; for new ones, add `name`, `family` and `summary`.\nrole:\n  # {}\n  id: {}",
            role.describe(self.records),
            name(role)
        );
        out
    }
}
