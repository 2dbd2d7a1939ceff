//! Figures of pay from a table, for a dataset that the site has. Each figure is merged with the dataset's file by itself, as
//! roles are with theirs.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::ledger::Ledger;
use super::merge::{self, Slots, Theirs, merge, plain, show, written};
use super::report::{Change, Conflict, Summary, Treatment};
use super::roles::{EditedFile, Site, body, first_error};
use super::table::{self, Columns, Record, TableError};
use super::wanted::{Plan, id_of};
use crate::command::progress::Ticker;
use crate::error::{Error, Work};
use crate::parse::record::{Column, FigureRecord, PayMapRecord};
use crate::parse::yaml_edit::{NewValue, Position, Step, Style, new_file};
use crate::parse::{Body, Diagnostics, FileKind, read_yaml};
use crate::publish::Interrupt;
use crate::url::Id;

/// The maximum number of figures: each is a change of one file, which is parsed again after it.
const MAX_FIGURES: usize = 2_000;

/// The smallest sample that a site accepts.
const LEAST: u64 = 10;

/// The keys that tell figures apart.
const IDENTITY: [&str; 4] = ["role", "region", "level", "year"];

/// An import of figures.
pub(super) struct PayImport<'i> {
    pub(super) root: &'i Path,
    /// The table.
    pub(super) file: &'i Path,
    pub(super) is_dry_run: bool,
    pub(super) pay: &'i PayMapRecord,
    pub(super) plan: &'i Plan<'i>,
    pub(super) site: &'i mut Site,
    pub(super) ledger: &'i mut Ledger,
    pub(super) summary: &'i mut Summary,
    pub(super) interrupt: &'i Interrupt,
}

/// A figure as the table has it.
struct Figure {
    line: u64,
    /// Role, region, level and year; the level is empty for all levels together.
    identity: [String; 4],
    /// The values that do not tell it from others.
    slots: Slots,
}

/// The reason why a line is not imported.
struct Unusable(Treatment, &'static str, String);

fn refused(what: &'static str, why: impl Into<String>) -> Unusable {
    Unusable(Treatment::Refused, what, why.into())
}

fn skipped(what: &'static str, why: impl Into<String>) -> Unusable {
    Unusable(Treatment::Skipped, what, why.into())
}

impl Figure {
    fn key(&self, dataset: &str) -> String {
        format!("figure:{dataset}:{}", self.identity.join("/"))
    }

    /// The path of its item in the file.
    fn path(&self, yaml: &crate::parse::yaml_edit::EditableYaml) -> Vec<Step> {
        let path = |level: &str| {
            let [role, region, _, year] = &self.identity;
            let values = IDENTITY.into_iter().zip([role.as_str(), region, level, year]);
            let values = values.map(|(key, value)| (key.to_string(), value.to_string()));
            vec![Step::key("figures"), Step::Item(values.collect())]
        };
        let own = path(&self.identity[2]);
        // All levels together may be written in words.
        let all = path("all");
        if self.identity[2].is_empty() && yaml.get(&own).is_none() && yaml.get(&all).is_some() {
            return all;
        }
        own
    }

    /// All values, in the order of the keys.
    fn record(&self) -> Vec<(String, NewValue)> {
        let [role, region, level, year] = &self.identity;
        let text = |key: &str, text: &String| (key.to_string(), NewValue::Text(text.clone()));
        let mut record = vec![text("role", role), text("region", region)];
        if !level.is_empty() {
            record.push(text("level", level));
        }
        record.push(("year".to_string(), NewValue::Bare(year.clone())));
        record.extend(self.slots.iter().cloned());
        record
    }
}

impl PayImport<'_> {
    /// Imports the figures. Nothing is written if the file would have an error.
    pub(super) fn run(mut self) -> Result<(), TableError> {
        let dataset = self.pay.dataset.value.to_string();
        let path = FileKind::Series(&dataset).path();
        let mut file = match EditedFile::read(self.root, &path)? {
            Ok(Some(file)) => file,
            Ok(None) => {
                return Err(TableError::Command(Error::Refused {
                    what: format!("there is no dataset `{path}`"),
                    help: "create it first, with its source, licence and method: rolebook new series NAME"
                        .to_string(),
                }));
            }
            Err(why) => {
                return Err(TableError::Command(Error::Refused {
                    what: format!("`{path}` {why}"),
                    help: "correct it first; nothing was changed".to_string(),
                }));
            }
        };
        let levels: BTreeSet<String> = match body(&file) {
            Some(Body::Series(_, record)) => {
                record.levels.iter().map(|level| level.value.name().to_string()).collect()
            }
            _ => BTreeSet::new(),
        };
        let (figures, unusable) = self.read(&levels)?;
        let had_error = first_error(&path, file.yaml.text()).is_some();
        let mut ticker = Ticker::new("figures merged");
        let mut changes = Vec::new();
        for figure in &figures {
            self.interrupt.check()?;
            ticker.tick();
            changes.extend(self.merge(figure, &dataset, &path, &mut file));
        }
        self.mark_vanished(&dataset, &path, &unusable);
        if let Some(why) = first_error(&path, file.yaml.text()).filter(|_| !had_error && !changes.is_empty())
        {
            return Err(TableError::Command(Error::Refused {
                what: format!("`{path}` would have an error: {why}"),
                help: "correct the map or the table; nothing was changed".to_string(),
            }));
        }
        if !changes.is_empty() {
            self.summary.changed(&path, changes);
        }
        if self.is_dry_run {
            return Ok(());
        }
        self.interrupt.begin(Work::Import);
        if file.yaml.text().as_bytes() != file.before.as_deref().unwrap_or_default() {
            file.write(self.root)?;
        }
        self.ledger.write(self.root)?;
        Ok(())
    }

    /// Reads the figures of the table, and the keys of those that cannot be used.
    fn read(&mut self, levels: &BTreeSet<String>) -> Result<(Vec<Figure>, BTreeSet<String>), TableError> {
        let (file, form) = (self.file, self.plan.map.data.as_ref());
        let mut figures: Vec<Figure> = Vec::new();
        let mut known: BTreeMap<[String; 4], u64> = BTreeMap::new();
        let mut unusable = BTreeSet::new();
        table::read(file, form, &mut |columns, record| {
            self.interrupt.check()?;
            self.summary.records += 1;
            if record.fault.is_none() && !self.plan.meets_conditions(columns, &record) {
                self.summary.left_out += 1;
                return Ok(());
            }
            let mut identity = None;
            match self.figure(columns, &record, levels, &mut identity)? {
                Ok(figure) => {
                    if let Some(first) = known.get(&figure.identity) {
                        let what = format!("the figure is already in line {first}");
                        self.summary.note(Treatment::Refused, record.line, "role", what);
                    } else {
                        known.insert(figure.identity.clone(), figure.line);
                        figures.push(figure);
                    }
                }
                Err(Unusable(treatment, what, why)) => {
                    unusable.extend(identity.map(|identity| identity.join("/")));
                    self.summary.note(treatment, record.line, what, why);
                }
            }
            if figures.len() > MAX_FIGURES {
                let what = format!("the table has more than {MAX_FIGURES} figures");
                return Err(TableError::new(
                    record.line,
                    what,
                    "import it in parts, with conditions in `only:`",
                ));
            }
            Ok(())
        })?;
        unusable.retain(|key| known.keys().all(|identity| identity.join("/") != *key));
        Ok((figures, unusable))
    }

    /// Reads a figure. `identity` gets what tells it from others, as soon as it is known.
    fn figure(
        &mut self,
        columns: &Columns,
        record: &Record,
        levels: &BTreeSet<String>,
        identity: &mut Option<[String; 4]>,
    ) -> Result<Result<Figure, Unusable>, Error> {
        let (plan, pay) = (self.plan, self.pay);
        let transform = &plan.transform;
        let text = |what: &'static str, column: &Column| {
            transform.text(column, columns, record).map_err(|why| refused(what, why))
        };
        let needed = |what: &'static str, column: &Column| {
            text(what, column)?.ok_or_else(|| skipped(what, "no value"))
        };
        let role = match needed("role", &plan.map.role.id) {
            Ok(role) => role,
            Err(why) => return Ok(Err(why)),
        };
        let role = match id_of(&role) {
            Some(id) => self.site.find(&id, self.ledger)?.as_deref().and_then(role_of).ok_or(role),
            None => Err(role),
        };
        let comparison = self.site.comparison();
        let read = || {
            if let Some(fault) = &record.fault {
                return Err(refused("the line", fault.clone()));
            }
            let role = role.map_err(|role| {
                refused("role", format!("there is no role `{role}`: add it, or map it with `values`"))
            })?;
            let written = needed("region", &pay.region)?;
            let region = comparison.regions.iter().find(|region| {
                region.id.value.as_str() == written || region.label.0.to_lowercase() == written.to_lowercase()
            });
            let region = region.ok_or_else(|| {
                refused("region", format!("there is no region `{written}`: add it to `comparison.yaml`"))
            })?;
            let level = pay.level.as_ref().map(|level| text("level", level)).transpose()?.flatten();
            let level = level.filter(|level| level != "all").unwrap_or_default();
            if !level.is_empty() && !levels.contains(&level) {
                let why = format!("the dataset has no level `{level}`: add it to its `levels`, lowest first");
                return Err(refused("level", why));
            }
            let year = needed("year", &pay.year)?;
            let own = identity.insert([role.to_string(), region.id.value.to_string(), level, year]).clone();
            let mut slots = Slots::new();
            for (key, column) in [("title", &pay.title), ("currency", &pay.currency)] {
                let Some(column) = column else { continue };
                slots.extend(text(key, column)?.map(|text| (key.to_string(), NewValue::Text(text))));
            }
            let mut has_amount = false;
            for (key, column) in pay.numbers() {
                let Some(written) = text(key, column)? else { continue };
                let number = transform.number(&written, &column.0, 0).map_err(|why| refused(key, why))?;
                let number = number.rounded(0).to_string();
                if key == "n" && number.parse().is_ok_and(|n: u64| n < LEAST) {
                    return Err(skipped(key, format!("a sample of {number}, at least {LEAST} are accepted")));
                }
                has_amount |= !matches!(key, "n" | "employment");
                slots.push((key.to_string(), NewValue::Bare(number)));
            }
            if !has_amount {
                return Err(skipped("median", "no amount"));
            }
            let figure = Figure { line: record.line, identity: own, slots };
            match invalid(&figure) {
                Some(why) => Err(refused("the line", why)),
                None => Ok(figure),
            }
        };
        Ok(read())
    }

    /// Merges a figure with the file, and returns what changed.
    fn merge(&mut self, figure: &Figure, dataset: &str, path: &str, file: &mut EditedFile) -> Vec<String> {
        let key = figure.key(dataset);
        let base = self.ledger.get(&key);
        let item = figure.path(&file.yaml);
        let name =
            figure.identity.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ");
        if file.yaml.get(&item).is_some() {
            let none = BTreeSet::new();
            let theirs =
                Theirs { file: path, line: figure.line, prefix: &item, slots: &figure.slots, refused: &none };
            let merge::Merged { written, changes } =
                merge(&mut file.yaml, &theirs, base.as_ref(), self.summary);
            self.summary.count(if changes.is_empty() { Change::Unchanged } else { Change::Updated });
            self.ledger.record(key, &written);
            return changes.into_iter().map(|change| format!("{name}: {change}")).collect();
        }
        let values = show(&plain(&NewValue::Record(figure.slots.clone(), Style::Flow)));
        if let Some(base) = base {
            // A person deleted it.
            let now = written(&figure.slots);
            if now.slots != base.slots {
                let was: Vec<String> =
                    base.slots.iter().map(|(slot, value)| format!("{slot}: {}", show(value))).collect();
                self.summary.conflict(Conflict {
                    file: path.to_string(),
                    file_line: None,
                    line: figure.line,
                    slot: format!("the figure {name}, which was deleted"),
                    values: [Some(was.join(", ")), Some(values), None],
                });
            }
            self.summary.count(Change::Deleted);
            self.ledger.record(key, &now);
            return Vec::new();
        }
        let new = NewValue::Record(figure.record(), Style::Flow);
        if file.yaml.set(&item, &new, Position::Last).is_err() {
            let what = format!("`figures` of `{path}` cannot be edited in its present form");
            self.summary.note(Treatment::Refused, figure.line, "the line", what);
            return Vec::new();
        }
        self.summary.count(Change::Created);
        self.ledger.record(key, &written(&figure.slots));
        vec![format!("{name}: - → {values}")]
    }

    /// Marks the figures that the table no longer has.
    fn mark_vanished(&mut self, dataset: &str, path: &str, unusable: &BTreeSet<String>) {
        let prefix = format!("figure:{dataset}:");
        for key in self.ledger.unseen(&prefix) {
            let own = key.strip_prefix(&prefix).unwrap_or_default();
            let Some(mut written) = self.ledger.get(&key) else { continue };
            if unusable.contains(own) {
                self.ledger.keep(&key);
                continue;
            }
            self.summary.count(Change::Vanished);
            if written.vanished.insert(String::new()) {
                let parts: Vec<&str> = own.split('/').filter(|part| !part.is_empty()).collect();
                self.summary.vanished.push(format!("{path}: {}", parts.join(" ")));
            }
            self.ledger.record(key, &written);
        }
    }
}

/// Returns the role of a file.
fn role_of(path: &str) -> Option<Id> {
    match FileKind::of(path) {
        Some(FileKind::Role(id)) => Id::parse(id).ok(),
        _ => None,
    }
}

/// Returns the reason why a figure is not valid.
fn invalid(figure: &Figure) -> Option<String> {
    let mut found = Diagnostics::new("".into());
    let _: Option<FigureRecord> = read_yaml(&new_file(&figure.record()), 0, &mut found);
    found.into_diagnostics().into_iter().next().map(|diagnostic| diagnostic.message)
}
