//! The report of an import: its changes, and the values that were not imported as they are.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::diagnostic::printable;

/// The number of lines of a list that are kept. All are counted.
const KEPT: usize = 1000;

/// The number of lines of a list that are shown.
const SHOWN: usize = 20;

/// The treatment of a value that is not imported as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Treatment {
    /// It was changed to fit.
    Shortened,
    /// It was left out on purpose.
    Skipped,
    /// It cannot be imported.
    Refused,
}

impl Treatment {
    fn word(self) -> &'static str {
        match self {
            Treatment::Shortened => "shortened",
            Treatment::Skipped => "skipped",
            Treatment::Refused => "refused",
        }
    }
}

/// A value of the table that is not imported as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The line of the table, from 1.
    pub line: u64,
    /// The column, or what the value was for.
    pub column: String,
    /// The result, or the reason.
    pub what: String,
}

/// A value that was changed in the table and in the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The file of the site.
    pub file: String,
    /// The line of the file, if the value is still there.
    pub file_line: Option<usize>,
    /// The line of the table.
    pub line: u64,
    /// The value, such as `facts/on-call`.
    pub slot: String,
    /// The value of the last import, of the table and of the site. The last is kept.
    pub values: [Option<String>; 3],
}

/// The change of an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// It is new.
    Created,
    /// Some of its values changed.
    Updated,
    /// It is as it was.
    Unchanged,
    /// A person deleted it, so it was not created again.
    Deleted,
    /// The table no longer has it; it was kept.
    Vanished,
}

/// The results of an import.
#[derive(Debug, Default)]
pub struct Summary {
    /// `true` if figures of pay were imported instead of roles.
    pub is_pay: bool,
    /// The number of roles by change.
    pub roles: BTreeMap<Change, usize>,
    /// The records of the table that were read.
    pub records: u64,
    /// The records that a condition of the map left out.
    pub left_out: u64,
    /// The edits of people that differ from the table and were kept.
    pub edits_kept: usize,
    /// The changed files with what changed, at most [`KEPT`].
    pub changes: Vec<(String, Vec<String>)>,
    /// The number of changed files.
    pub changed: usize,
    /// Values that the table no longer has.
    pub vanished: Vec<String>,
    conflicts: Vec<Conflict>,
    conflict_count: usize,
    notes: BTreeMap<Treatment, Vec<Note>>,
    note_counts: BTreeMap<Treatment, usize>,
    /// The lines of the ledger that were edited.
    pub unknown_lines: Vec<usize>,
}

impl Summary {
    /// Adds a note.
    pub(super) fn note(&mut self, treatment: Treatment, line: u64, column: &str, what: impl Into<String>) {
        *self.note_counts.entry(treatment).or_default() += 1;
        let notes = self.notes.entry(treatment).or_default();
        if notes.len() < KEPT {
            notes.push(Note { line, column: column.to_string(), what: what.into() });
        }
    }

    /// Adds a conflict.
    pub(super) fn conflict(&mut self, conflict: Conflict) {
        self.conflict_count += 1;
        if self.conflicts.len() < KEPT {
            self.conflicts.push(conflict);
        }
    }

    /// Counts a role.
    pub(super) fn count(&mut self, change: Change) {
        *self.roles.entry(change).or_default() += 1;
    }

    /// Adds a changed file.
    pub(super) fn changed(&mut self, file: &str, what: Vec<String>) {
        self.changed += 1;
        if self.changes.len() < KEPT {
            self.changes.push((file.to_string(), what));
        }
    }

    /// The number of notes of a treatment.
    pub fn count_of(&self, treatment: Treatment) -> usize {
        self.note_counts.get(&treatment).copied().unwrap_or(0)
    }

    /// The conflicts, at most 1000.
    pub fn conflicts(&self) -> &[Conflict] {
        &self.conflicts
    }

    /// The notes of a treatment, at most 1000.
    pub fn notes(&self, treatment: Treatment) -> &[Note] {
        self.notes.get(&treatment).map_or(&[], |notes| notes)
    }

    /// Returns `true` if everything of the table is in the site.
    pub fn is_clean(&self) -> bool {
        self.conflict_count == 0 && self.count_of(Treatment::Refused) == 0
    }

    /// The conflicts as three-way differences.
    pub fn format_conflicts(&self) -> String {
        let mut out = String::new();
        for conflict in self.conflicts.iter().take(SHOWN) {
            let place = conflict.file_line.map_or_else(String::new, |line| format!(":{line}"));
            let _ = writeln!(out, "conflict: {}{place}: {}", conflict.file, conflict.slot.replace('/', "."));
            let words = ["base", "theirs", "yours"];
            let line = format!("   (line {} of the table)", conflict.line);
            let notes = ["", &line, "   (kept)"];
            for ((word, value), note) in words.iter().zip(&conflict.values).zip(notes) {
                let value = value.as_deref().map_or("-".into(), printable);
                let _ = writeln!(out, "  {word:<7}{value}{note}");
            }
        }
        more(&mut out, self.conflict_count, "conflicts");
        out
    }

    /// The table of everything that was not imported as it is.
    pub fn format_notes(&self) -> String {
        let mut out = String::new();
        for (treatment, notes) in &self.notes {
            let _ = writeln!(out, "{}:", treatment.word());
            let shown = &notes[..notes.len().min(SHOWN)];
            let width =
                shown.iter().map(|note| printable(&note.column).chars().count()).max().unwrap_or(0).min(30);
            for note in shown {
                let column = printable(&note.column);
                let _ = writeln!(out, "  line {:>6}  {column:<width$}  {}", note.line, printable(&note.what));
            }
            more(&mut out, self.count_of(*treatment), "values");
        }
        out
    }
}

/// Adds the number of those that are not shown.
fn more(out: &mut String, count: usize, noun: &str) {
    if let Some(rest) = count.checked_sub(SHOWN).filter(|rest| *rest > 0) {
        let _ = writeln!(out, "  … and {rest} more {noun}");
    }
}
