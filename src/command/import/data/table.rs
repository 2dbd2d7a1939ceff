//! Reading a table record by record, within limits: nothing is kept of a record but its cells, and no cell is longer than
//! [`MAX_CELL`].

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{BufReader, Read};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use rustix::fs::OFlags;

use super::{csv, json, ods, sheet};
use crate::error::Error;
use crate::parse::record::{DataFormatRecord, TableFormat};

/// The maximum number of columns.
pub(super) const MAX_COLUMNS: usize = 4096;

/// The maximum length of a cell in bytes. Nothing that a site shows is nearly as long.
pub(super) const MAX_CELL: usize = 64 << 10;

/// The maximum length of a record in bytes.
pub(super) const MAX_RECORD: u64 = 16 << 20;

/// Returns the line with the names of the columns, counted from 1.
pub(super) fn header_line(form: Option<&DataFormatRecord>) -> u32 {
    form.and_then(|form| form.header_line.as_ref()).map_or(1, |line| line.value.0)
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell {
    /// No value.
    Empty,
    /// A text.
    Text(String),
    /// A list, which only JSON has.
    List(Vec<String>),
    /// A value that cannot be used, and the reason.
    Unreadable(&'static str),
}

/// A line of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record {
    /// The line at which it begins, from 1.
    pub(super) line: u64,
    /// The cells in the order of the columns; missing ones at the end are empty.
    pub(super) cells: Vec<Cell>,
    /// The reason why the whole record cannot be used.
    pub(super) fault: Option<String>,
}

/// The names of the columns.
#[derive(Debug, Clone, Default)]
pub(super) struct Columns {
    names: Vec<String>,
    index: HashMap<String, usize>,
}

impl Columns {
    /// The names in order.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// The position of a column.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.index.get(name).copied()
    }

    /// Adds a column. One without a name is called by its number, and a second one of the same name gets it appended.
    pub(super) fn add(&mut self, name: &str) -> usize {
        let number = self.names.len();
        let base = if name.is_empty() { format!("#{}", number + 1) } else { name.to_string() };
        let name = if self.index.contains_key(&base) { format!("{base} #{}", number + 1) } else { base };
        self.index.insert(name.clone(), number);
        self.names.push(name);
        number
    }

    /// The cell of a column.
    pub(super) fn cell<'r>(&self, record: &'r Record, name: &str) -> &'r Cell {
        self.position(name).and_then(|at| record.cells.get(at)).unwrap_or(&Cell::Empty)
    }
}

/// The reason why a table cannot be read.
#[derive(Debug)]
pub(super) enum TableError {
    /// The table itself is at fault.
    Content(Fault),
    /// The command ends: a system error, or an interrupt.
    Command(Error),
}

/// A mistake in a table that makes the rest of it unreadable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1.
    pub line: u64,
    /// The mistake.
    pub what: String,
    /// The advice to correct it.
    pub help: String,
}

impl TableError {
    pub(super) fn new(line: u64, what: impl Into<String>, help: impl Into<String>) -> TableError {
        TableError::Content(Fault { line, what: what.into(), help: help.into() })
    }
}

impl From<Error> for TableError {
    fn from(error: Error) -> TableError {
        TableError::Command(error)
    }
}

/// The function that gets each record.
pub(super) type Visit<'v> = &'v mut dyn FnMut(&Columns, Record) -> Result<(), TableError>;

/// Reads a table, and calls `visit` for each of its records. Returns the columns.
pub(super) fn read(
    path: &Path,
    form: Option<&DataFormatRecord>,
    visit: Visit<'_>,
) -> Result<Columns, TableError> {
    let format = form.and_then(|form| form.format).map_or_else(|| format_of(path), Ok)?;
    let file = open(path)?;
    let input = BufReader::with_capacity(64 << 10, file);
    match format {
        TableFormat::Csv | TableFormat::Tsv => csv::read(path, input, format, form, visit),
        TableFormat::Json => json::read(path, input, form, visit),
        TableFormat::JsonLines => json::read_lines(path, input, visit),
        TableFormat::Excel => sheet::read(path, input, form, visit),
        TableFormat::OpenDocument => ods::read(path, input, form, visit),
    }
}

/// The format that the extension of a file stands for.
fn format_of(path: &Path) -> Result<TableFormat, Error> {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    match extension.as_deref() {
        Some("csv" | "txt") => Ok(TableFormat::Csv),
        Some("tsv" | "tab") => Ok(TableFormat::Tsv),
        Some("json") => Ok(TableFormat::Json),
        Some("jsonl" | "ndjson") => Ok(TableFormat::JsonLines),
        Some("xlsx" | "xlsm") => Ok(TableFormat::Excel),
        Some("ods") => Ok(TableFormat::OpenDocument),
        Some("xls" | "xlsb" | "fods") => Err(Error::Refused {
            what: format!("`{}` is a spreadsheet in a format that is not read", path.display()),
            help: "save it as .xlsx or .ods, or as CSV in UTF-8".to_string(),
        }),
        _ => Err(Error::Refused {
            what: format!("the format of `{}` is unknown", path.display()),
            help:
                "name the file .csv, .tsv, .json, .jsonl, .xlsx or .ods, or write `data: {format: csv}` in the map"
                    .to_string(),
        }),
    }
}

/// Opens a regular file without blocking on a pipe.
pub(super) fn open(path: &Path) -> Result<File, Error> {
    let flags = OFlags::NONBLOCK | OFlags::CLOEXEC;
    let flags = i32::try_from(flags.bits()).expect("invariant: open flags fit an int");
    let opened = OpenOptions::new().read(true).custom_flags(flags).open(path);
    let file = opened.map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => Error::Refused {
            what: format!("there is no file `{}`", path.display()),
            help: "pass the path of a table, relative to the working directory".to_string(),
        },
        _ => Error::io("reading", path, error),
    })?;
    let metadata = file.metadata().map_err(|error| Error::io("reading", path, error))?;
    if !metadata.is_file() {
        return Err(Error::Refused {
            what: format!("`{}` is not a regular file", path.display()),
            help: "save the table to a file first: it is read twice".to_string(),
        });
    }
    Ok(file)
}

/// Fails if a table begins like a file of another kind.
pub(super) fn refuse_other_kinds(first: &[u8]) -> Result<(), TableError> {
    let save = "save it as CSV in UTF-8";
    if first.starts_with(&[0xff, 0xfe]) || first.starts_with(&[0xfe, 0xff]) {
        return Err(TableError::new(1, "the file is UTF-16", save));
    }
    if first.starts_with(b"PK\x03\x04") || first.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(TableError::new(1, "the file is a spreadsheet or an archive, not text", save));
    }
    if first.contains(&0) {
        return Err(TableError::new(1, "the file has NUL bytes, as UTF-16 and binary files have", save));
    }
    Ok(())
}

/// Decodes the bytes of a cell.
pub(super) fn decode(bytes: &[u8], is_too_long: bool) -> Cell {
    if is_too_long {
        return Cell::Unreadable("longer than 64 KiB");
    }
    match std::str::from_utf8(bytes) {
        Err(_) => Cell::Unreadable("not UTF-8"),
        Ok(text) if text.contains('\0') => Cell::Unreadable("contains a NUL byte"),
        Ok(text) if text.trim().is_empty() => Cell::Empty,
        Ok(text) => Cell::Text(text.to_string()),
    }
}

/// Counts the bytes of a value.
pub(super) fn count(bytes: &[u8], wanted: u8) -> u64 {
    bytes.iter().map(|byte| u64::from(*byte == wanted)).sum()
}

/// Reads as much as possible into a buffer.
pub(super) fn fill(input: &mut impl Read, buffer: &mut [u8], path: &Path) -> Result<usize, Error> {
    let mut filled = 0;
    while filled < buffer.len() {
        match input.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(Error::io("reading", path, error)),
        }
    }
    Ok(filled)
}
