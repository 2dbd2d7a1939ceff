//! `--suggest`: begins a map from the columns of a table. Guesses are commented, with what they are based on.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use super::map::name_of;
use super::sample::Sample;
use super::table::{self, Cell, Fault, TableError};
use super::transform::{Transform, clean, fit};
use super::wanted::id_of;
use crate::command::save;
use crate::error::Error;
use crate::parse::record::{ComparisonFile, RowKind};
use crate::parse::scalar::Date;
use crate::parse::yaml_edit::plain_or_quoted;

/// The number of records that guesses are based on.
const SAMPLE: u64 = 2000;

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

    /// Writes the beginning of every map.
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
        let summary = find(&["summary", "description", "definition", "about"])
            .filter(|sample| !sample.is_mostly(sample.numbers));
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
            if let Some((kind, keys)) = sample.kind() {
                let _ = writeln!(facts, "  {id}:\n    from: {name}\n{}{keys}}}", row(kind));
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
