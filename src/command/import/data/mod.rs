//! `rolebook import data`: roles and facts from a table, once and again.
//!
//! **In** come a table, a map and a site. **Out** go files of `content/` and the ledger of the map. The table is read twice, so
//! that nothing is written before all of it is known to be readable; only one record is kept at a time, except in the long
//! form. Each entity is merged with its file by itself (`merge`), and the ledger is written also when the import is interrupted,
//! fails, or takes long. So the next import continues it, and does not take what this one wrote for edits of a person.

mod columns;
mod csv;
mod facts;
mod json;
mod ledger;
mod long;
mod map;
mod merge;
mod ods;
mod pay;
mod report;
mod roles;
mod sample;
mod sheet;
mod structure;
mod suggest;
mod table;
mod transform;
mod wanted;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

pub use report::{Change, Conflict, Note, Summary, Treatment};
pub use suggest::suggest;
pub use table::Fault;

use super::super::root::refuse_root;
use crate::command::progress::Ticker;
use crate::diagnostic::Report;
use crate::error::{Error, Work};
use crate::parse::record::DataMapFile;
use crate::publish::Interrupt;
use crate::url::Id;
use ledger::Ledger;
use long::{LongFact, LongLine};
use roles::Site;
use table::{Cell, Columns, Record, TableError};
use wanted::{Plan, Wanted};

/// The size limit of what the long form keeps, in values.
const MAX_HELD: usize = 2_000_000;

/// The maximum number of families that `new_families` makes: pages group by them, so a column with more has other contents.
const MAX_NEW_FAMILIES: usize = 100;

/// The time after which the ledger is written while an import goes on, and the part of the time that this may take.
const CHECKPOINT: Duration = Duration::from_secs(1);
const CHECKPOINT_SHARE: u32 = 20;

/// Options of the command.
#[derive(Debug, Clone)]
pub struct DataImport {
    /// The folder of the site.
    pub root: PathBuf,
    /// The table.
    pub file: PathBuf,
    /// The map, in the folder `imports/` of the site.
    pub map: PathBuf,
    /// `true` to write nothing.
    pub is_dry_run: bool,
}

/// The result of an import.
#[derive(Debug)]
pub enum DataImported {
    /// Mistakes in the map, with its path and text. Nothing was written.
    InvalidMap(Report, Arc<str>, String),
    /// The table cannot be read. Nothing was written.
    InvalidTable(Fault),
    /// The table was imported as far as it can be.
    Done(Box<Summary>),
}

/// A line of a table.
pub(in crate::command) struct TableLine {
    /// The number of the line, from 1.
    pub(in crate::command) line: u64,
    /// The text of each cell; empty for an empty one.
    pub(in crate::command) cells: Vec<String>,
}

/// The most lines of a table that is read as a whole.
const MAX_LINES: usize = 10_000;

/// Reads a small table as a whole: the names of its columns, and its lines.
pub(in crate::command) fn read_lines(path: &std::path::Path) -> Result<(Vec<String>, Vec<TableLine>), Error> {
    let mut lines = Vec::new();
    let read = table::read(path, None, &mut |_, record| {
        if lines.len() == MAX_LINES {
            return Err(TableError::new(record.line, "the table has more than 10,000 lines", "split it"));
        }
        if let Some(fault) = record.fault {
            return Err(TableError::new(record.line, fault, "correct the line"));
        }
        let mut cells = Vec::new();
        for cell in record.cells {
            cells.push(match cell {
                Cell::Text(text) => text,
                Cell::Empty => String::new(),
                _ => {
                    let help = "write text; save a table with lists or other types as CSV";
                    return Err(TableError::new(record.line, "a cell is not text", help));
                }
            });
        }
        lines.push(TableLine { line: record.line, cells });
        Ok(())
    });
    match read {
        Ok(columns) => Ok((columns.names().to_vec(), lines)),
        Err(TableError::Command(error)) => Err(error),
        Err(TableError::Content(fault)) => Err(Error::Refused {
            what: format!("`{}`, line {}: {}", path.display(), fault.line, fault.what),
            help: fault.help,
        }),
    }
}

/// Imports a table.
pub fn import_data(options: &DataImport, interrupt: &Interrupt) -> Result<DataImported, Error> {
    refuse_root(&options.root)?;
    map::refuse_elsewhere(&options.root, &options.map)?;
    let read = match map::read(&options.map)? {
        Ok(read) => read,
        Err((report, path, text)) => return Ok(DataImported::InvalidMap(report, path, text)),
    };
    match run(options, &read, interrupt) {
        Ok(Ok(summary)) => Ok(DataImported::Done(Box::new(summary))),
        Ok(Err(report)) => Ok(DataImported::InvalidMap(report, read.path, read.text)),
        Err(TableError::Content(fault)) => Ok(DataImported::InvalidTable(fault)),
        Err(TableError::Command(error)) => Err(error),
    }
}

/// Imports a table by a map. Returns the mistakes of the map if it does not fit the table or the site.
fn run(
    options: &DataImport,
    map: &map::MapFile,
    interrupt: &Interrupt,
) -> Result<Result<Summary, Report>, TableError> {
    let found = map::review_form(map);
    if !found.is_empty() {
        return Ok(Err(Report::new(found)));
    }
    let form = map.record.data.as_ref();
    let mut summary = Summary::default();
    let mut ledger = Ledger::read(&options.root, &map.name)?;
    summary.unknown_lines.clone_from(&ledger.unknown_lines);
    let mut site = Site::read(&options.root, !options.is_dry_run)?;
    let columns = columns::of(&options.file, form)?;
    let mut transform = transform::Transform::new(form);
    let mut found = map::review(map, &columns, &site);
    found.extend(map::read_lookups(map, &mut transform.lookups)?);
    if !found.is_empty() {
        return Ok(Err(Report::new(found)));
    }
    site.add_structure(&map.record, &mut ledger, &mut summary)?;
    let plan = site.plan(&map.record, transform);
    if let Some(pay) = &map.record.pay {
        summary.is_pay = true;
        let import = pay::PayImport {
            root: &options.root,
            file: &options.file,
            is_dry_run: options.is_dry_run,
            pay,
            plan: &plan,
            site: &mut site,
            ledger: &mut ledger,
            summary: &mut summary,
            interrupt,
        };
        import.run()?;
        return Ok(Ok(summary));
    }
    let checkpoints = Checkpoints { begun: Instant::now(), last: Instant::now(), spent: Duration::ZERO };
    let mut import =
        Import { options, map: &map.record, interrupt, plan, site, ledger, summary, checkpoints };
    let understood = import.understand()?;
    let families = import.plan.new_families.len();
    if families > MAX_NEW_FAMILIES {
        let what = format!("the column of families has {families} values that are not families yet");
        let help = format!(
            "choose a column with at most {MAX_NEW_FAMILIES}, or put several into one family with `values` in the map"
        );
        return Err(TableError::new(1, what, help));
    }
    if !options.is_dry_run {
        interrupt.begin(Work::Import);
    }
    import.site.add_families(
        &map.record,
        &import.plan.new_families,
        &mut import.ledger,
        &mut import.summary,
    )?;
    import.site.write_structure()?;
    let refused_roles = understood.refused_roles.clone();
    let merged = import.merge(understood);
    if merged.is_ok() {
        import.site.mark_vanished(&refused_roles, &mut import.ledger, &mut import.summary);
    }
    let is_saved = if options.is_dry_run { Ok(()) } else { import.ledger.write(&options.root) };
    merged?;
    is_saved?;
    Ok(Ok(import.summary))
}

/// The results of the first reading of a table.
#[derive(Default)]
struct Understood {
    /// The first line of each role.
    first_lines: HashMap<Id, u64>,
    /// The roles of the long form, with their facts by row.
    long: BTreeMap<Id, (Option<Wanted>, BTreeMap<Id, LongFact>)>,
    /// The size of `long`.
    held: usize,
    /// The roles with a line that cannot be used: neither changed nor gone.
    refused_roles: BTreeSet<Id>,
    /// The rows of the long form with such a line, by role.
    refused_rows: BTreeMap<Id, BTreeSet<Id>>,
}

/// When the ledger was written while an import goes on.
struct Checkpoints {
    begun: Instant,
    last: Instant,
    spent: Duration,
}

impl Checkpoints {
    fn is_due(&self) -> bool {
        self.last.elapsed() > CHECKPOINT && self.spent * CHECKPOINT_SHARE <= self.begun.elapsed()
    }
}

/// An import whose map fits the table and the site.
struct Import<'i> {
    options: &'i DataImport,
    map: &'i DataMapFile,
    interrupt: &'i Interrupt,
    plan: Plan<'i>,
    site: Site,
    ledger: Ledger,
    summary: Summary,
    checkpoints: Checkpoints,
}

impl Import<'_> {
    /// Merges a role with its file, and now and then writes the ledger.
    fn merge_role(&mut self, wanted: &Wanted) -> Result<(), Error> {
        self.site.merge_role(wanted, &mut self.ledger, &mut self.summary)?;
        if !self.options.is_dry_run && self.checkpoints.is_due() {
            let begun = Instant::now();
            self.ledger.write(&self.options.root)?;
            self.checkpoints.last = Instant::now();
            self.checkpoints.spent += begun.elapsed();
        }
        Ok(())
    }

    /// Reads the table for the first time: everything is understood, and nothing is written.
    fn understand(&mut self) -> Result<Understood, TableError> {
        let mut understood = Understood::default();
        let mut ticker = Ticker::new("lines read");
        let (file, form) = (&self.options.file, self.map.data.as_ref());
        table::read(file, form, &mut |columns, record| {
            self.interrupt.check()?;
            ticker.tick();
            self.summary.records += 1;
            if record.fault.is_none() && !self.plan.meets_conditions(columns, &record) {
                self.summary.left_out += 1;
                return Ok(());
            }
            if record.fault.is_some()
                && let Some(id) = self.plan.known_id(columns, &record)
            {
                if let Some(row) = self.plan.known_row(columns, &record) {
                    understood.refused_rows.entry(id.clone()).or_default().insert(row);
                }
                understood.refused_roles.insert(id);
            }
            if self.map.long.is_some() {
                return self.long_record(columns, &record, &mut understood);
            }
            let summary = &mut self.summary;
            let noted: wanted::Noted<'_> =
                &mut |treatment, line, column, what| summary.note(treatment, line, column, what);
            let Some(wanted) = self.plan.role(columns, &record, noted) else { return Ok(()) };
            if let Some(first) = understood.first_lines.get(&wanted.id) {
                let what = format!("`{}` is already in line {first}", wanted.id);
                noted(Treatment::Refused, record.line, "id", what);
            } else {
                understood.first_lines.insert(wanted.id, wanted.line);
            }
            Ok(())
        })?;
        Ok(understood)
    }

    /// Keeps a record of the long form.
    fn long_record(
        &mut self,
        columns: &Columns,
        record: &Record,
        understood: &mut Understood,
    ) -> Result<(), TableError> {
        let summary = &mut self.summary;
        let noted: wanted::Noted<'_> =
            &mut |treatment, line, column, what| summary.note(treatment, line, column, what);
        let Some(id) = self.plan.id(columns, record, noted) else { return Ok(()) };
        if !understood.long.contains_key(&id) {
            let role = self.plan.role(columns, record, noted);
            understood.long.insert(id.clone(), (role, BTreeMap::new()));
        }
        let (row, fact) = match self.plan.long_fact(columns, record, noted) {
            LongLine::Fact(row, fact) => (row, fact),
            LongLine::Empty => return Ok(()),
            LongLine::Refused => {
                if let Some(row) = self.plan.known_row(columns, record) {
                    understood.refused_rows.entry(id).or_default().insert(row);
                }
                return Ok(());
            }
        };
        understood.held += 1 + fact.texts.iter().map(|text| text.len() / 64).sum::<usize>();
        if understood.held > MAX_HELD {
            let help = "import it in parts, with conditions in `only:`";
            return Err(TableError::new(
                record.line,
                "the table has too many values for the long form",
                help,
            ));
        }
        let facts = &mut understood.long.entry(id).or_default().1;
        match facts.get_mut(&row) {
            Some(known) if self.plan.is_list(&row) => known.texts.extend(fact.texts),
            Some(known) if known.texts == fact.texts => {}
            Some(known) => {
                let what = format!("the value differs from that of line {}", known.line);
                noted(Treatment::Refused, record.line, row.as_str(), what);
            }
            None => drop(facts.insert(row, fact)),
        }
        Ok(())
    }

    /// Merges each role with its file; in the wide form by reading the table again.
    fn merge(&mut self, understood: Understood) -> Result<(), TableError> {
        let mut ticker = Ticker::new("roles merged");
        if self.map.long.is_some() {
            for (id, (role, facts)) in understood.long {
                self.interrupt.check()?;
                ticker.tick();
                let refused = understood.refused_rows.get(&id).cloned().unwrap_or_default();
                let mut wanted = self.long_role(id, role, &facts);
                // Another line may have a value.
                let refused = refused.iter().filter(|row| !facts.contains_key(*row));
                wanted.refused.extend(refused.map(|row| format!("facts/{row}")));
                self.merge_role(&wanted)?;
            }
            return Ok(());
        }
        let (file, form) = (&self.options.file, self.map.data.as_ref());
        table::read(file, form, &mut |columns, record| {
            self.interrupt.check()?;
            if record.fault.is_some() || !self.plan.meets_conditions(columns, &record) {
                return Ok(());
            }
            // Everything was noted the first time.
            let Some(wanted) = self.plan.role(columns, &record, &mut |_, _, _, _| {}) else { return Ok(()) };
            if understood.first_lines.get(&wanted.id) == Some(&wanted.line) {
                ticker.tick();
                self.merge_role(&wanted)?;
            }
            Ok(())
        })?;
        Ok(())
    }

    /// A role of the long form with its facts, in the order of the map.
    fn long_role(&mut self, id: Id, role: Option<Wanted>, facts: &BTreeMap<Id, LongFact>) -> Wanted {
        let summary = &mut self.summary;
        let noted: wanted::Noted<'_> =
            &mut |treatment, line, column, what| summary.note(treatment, line, column, what);
        let line = facts.values().map(|fact| fact.line).min().unwrap_or(0);
        let mut wanted = role.unwrap_or_else(|| Wanted::new(id, line));
        let mut added = BTreeSet::new();
        for row in self.map.facts.0.iter().map(|(row, _)| &row.value).chain(facts.keys()) {
            if let Some(fact) = facts.get(row).filter(|_| added.insert(row.clone())) {
                self.plan.add_long_fact(&mut wanted, row, fact, noted);
            }
        }
        wanted
    }
}
