//! CSV and TSV.

use std::io::{BufRead, BufReader, Read, Seek as _};
use std::path::Path;

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

use super::table::{
    Columns, MAX_CELL, MAX_COLUMNS, MAX_RECORD, Record, TableError, Visit, count, decode, fill, header_line,
    refuse_other_kinds,
};
use crate::error::Error;
use crate::parse::record::{DataFormatRecord, TableFormat};

/// The maximum number of lines of a record. More means that a quote is not closed.
const MAX_LINES: u64 = 1000;

/// The characters that separate cells in practice, most frequent first.
const DELIMITERS: &[u8] = b",;\t|";

/// Reads a table with a header.
pub(super) fn read(
    path: &Path,
    mut input: BufReader<std::fs::File>,
    format: TableFormat,
    form: Option<&DataFormatRecord>,
    visit: Visit<'_>,
) -> Result<Columns, TableError> {
    let mut first = vec![0; 64 << 10];
    let filled = fill(&mut input, &mut first, path)?;
    first.truncate(filled);
    refuse_other_kinds(&first)?;
    let above = header_line(form).saturating_sub(1);
    let mut lines = first.split_inclusive(|byte| *byte == b'\n');
    let skipped: usize = lines.by_ref().take(above as usize).map(<[u8]>::len).sum();
    let mark = usize::from(skipped == 0 && first.starts_with(b"\xef\xbb\xbf")) * 3;
    let delimiter = match form.and_then(|form| form.delimiter.as_ref()) {
        Some(given) if given.value.0 == "tab" => b'\t',
        Some(given) => given.value.0.as_bytes()[0],
        None if format == TableFormat::Tsv => b'\t',
        None => most_frequent(&first[skipped..]),
    };
    let start = u64::try_from(skipped + mark).unwrap_or(0);
    input.seek(std::io::SeekFrom::Start(start)).map_err(|error| Error::io("reading", path, error))?;
    let reader = ReaderBuilder::new().delimiter(delimiter).build();
    let mut cells = Cells { path, input, reader, line: u64::from(above) + 1, buffer: vec![0; 4096] };
    let mut columns = Columns::default();
    let mut names = Vec::new();
    if cells.record(&mut names, MAX_COLUMNS)?.is_none() {
        return Err(if above > 0 {
            let what = format!("there is no line {}", u64::from(above) + 1);
            TableError::new(1, what, "`header_line` of the map is the line with the names of the columns")
        } else {
            TableError::new(1, "the file is empty", "the first line has the names of the columns")
        });
    }
    if names.len() > MAX_COLUMNS {
        let what = format!("the header has more than {MAX_COLUMNS} columns");
        return Err(TableError::new(u64::from(above) + 1, what, "delete those that are not needed"));
    }
    for (bytes, is_too_long) in names {
        let name = String::from_utf8(bytes).ok().filter(|_| !is_too_long).ok_or_else(|| {
            let what = "the header is not text in UTF-8";
            TableError::new(
                u64::from(above) + 1,
                what,
                "save the file as UTF-8: iconv -f WINDOWS-1252 -t UTF-8",
            )
        })?;
        columns.add(&name.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    let mut bytes = Vec::new();
    while let Some(line) = cells.record(&mut bytes, columns.names().len())? {
        let expected = columns.names().len();
        let fault = bytes.iter().skip(expected).any(|(bytes, _)| !bytes.is_empty()).then(|| {
            format!("more than {expected} cells: one that contains the separator is probably not quoted")
        });
        let own = bytes.drain(..).take(columns.names().len());
        let cells = own.map(|(bytes, is_too_long)| decode(&bytes, is_too_long)).collect();
        visit(&columns, Record { line, cells, fault })?;
    }
    Ok(columns)
}

/// The delimiter that the first line has most of, outside quotes.
fn most_frequent(text: &[u8]) -> u8 {
    let mut counts = [0usize; DELIMITERS.len()];
    let mut is_quoted = false;
    for byte in text {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' if !is_quoted => break,
            _ if is_quoted => {}
            _ => {
                if let Some(at) = DELIMITERS.iter().position(|known| known == byte) {
                    counts[at] += 1;
                }
            }
        }
    }
    let most = counts.iter().max().copied().unwrap_or(0);
    counts.iter().position(|count| *count == most).map_or(b',', |at| DELIMITERS[at])
}

/// Splits a stream into records.
struct Cells<'p, R> {
    path: &'p Path,
    input: BufReader<R>,
    reader: Reader,
    /// The line that is read, from 1.
    line: u64,
    buffer: Vec<u8>,
}

impl<R: Read> Cells<'_, R> {
    /// Reads a record: its cells, each with `true` if it was too long. Keeps at most one cell more than `most`. Returns its line.
    fn record(&mut self, cells: &mut Vec<(Vec<u8>, bool)>, most: usize) -> Result<Option<u64>, TableError> {
        cells.clear();
        let (mut cell, mut is_too_long) = (Vec::new(), false);
        let (mut size, mut quotes) = (0u64, 0u64);
        // An empty line before the record belongs to none.
        let mut begin = None;
        loop {
            let input = match self.input.fill_buf() {
                Ok(input) => input,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(Error::io("reading", self.path, error).into()),
            };
            let is_end = input.is_empty();
            let (result, read, written) = self.reader.read_field(input, &mut self.buffer);
            let lines = |bytes: &[u8]| count(bytes, b'\n');
            let bytes = &input[..read];
            if begin.is_none() {
                let first = bytes.iter().position(|byte| !matches!(byte, b'\r' | b'\n'));
                begin = first.map(|first| self.line + lines(&bytes[..first]));
            }
            self.line += lines(bytes);
            quotes += count(bytes, b'"');
            size += read as u64;
            self.input.consume(read);
            let room = MAX_CELL.saturating_sub(cell.len());
            cell.extend_from_slice(&self.buffer[..written.min(room)]);
            is_too_long |= written > room;
            let started = begin.unwrap_or(self.line);
            if size > MAX_RECORD || self.line.saturating_sub(started) > MAX_LINES {
                let what = format!("the record has more than {MAX_LINES} lines or {} MiB", MAX_RECORD >> 20);
                let help = "a quote `\"` that it opens is probably not closed";
                return Err(TableError::new(started, what, help));
            }
            match result {
                ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
                ReadFieldResult::Field { record_end } => {
                    if cells.len() <= most {
                        cells.push((std::mem::take(&mut cell), is_too_long));
                    }
                    (cell, is_too_long) = (Vec::new(), false);
                    if record_end {
                        if is_end && quotes % 2 == 1 && self.line > started + 1 {
                            let what = "a quote `\"` is not closed before the end of the file";
                            let help = "close it, or double it if it is part of the text: `\"\"`";
                            return Err(TableError::new(started, what, help));
                        }
                        return Ok(Some(started));
                    }
                }
                ReadFieldResult::End => return Ok(None),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::import::data::table::Cell;

    fn read_text(text: &[u8]) -> Result<(Vec<String>, Vec<Record>), TableError> {
        let folder = tempfile::TempDir::new().expect("a folder");
        let path = folder.path().join("a.csv");
        std::fs::write(&path, text).expect("a file");
        let mut records = Vec::new();
        let input = BufReader::new(std::fs::File::open(&path).expect("a file"));
        let columns = read(&path, input, TableFormat::Csv, None, &mut |_, record| {
            records.push(record);
            Ok(())
        })?;
        Ok((columns.names().to_vec(), records))
    }

    fn texts(record: &Record) -> Vec<&str> {
        let text = |cell: &'static str| cell;
        record
            .cells
            .iter()
            .map(|cell| match cell {
                Cell::Text(cell) => cell.as_str(),
                Cell::Unreadable(why) => text(why),
                _ => "",
            })
            .collect()
    }

    #[test]
    fn records_have_the_lines_at_which_they_begin() {
        let (names, records) =
            read_text(b"\xef\xbb\xbfid; name\r\na;\"x\n\"\"y\"\"\"\r\n\r\nb;z\nc\nd;1;2\n").expect("a table");
        assert_eq!(names, ["id", "name"]);
        let read: Vec<(u64, Vec<&str>)> = records.iter().map(|record| (record.line, texts(record))).collect();
        assert_eq!(
            read,
            [(2, vec!["a", "x\n\"y\""]), (5, vec!["b", "z"]), (6, vec!["c"]), (7, vec!["d", "1"])]
        );
        assert!(records[3].fault.is_some());
    }

    #[test]
    fn headers_without_a_name_are_numbered() {
        assert_eq!(read_text(b"id,,id\n").expect("a table").0, ["id", "#2", "id #3"]);
    }

    #[test]
    fn hostile_cells_are_refused_and_the_next_line_is_read() {
        let long =
            [b"id,b\n1,".to_vec(), vec![b'x'; 10 << 20], b"\n2,\xff\n3,a\0b\n4,ok\n".to_vec()].concat();
        let (_, records) = read_text(&long).expect("a table");
        let cells: Vec<&str> = records.iter().map(|record| texts(record)[1]).collect();
        assert_eq!(cells, ["longer than 64 KiB", "not UTF-8", "contains a NUL byte", "ok"]);
    }

    #[test]
    fn hostile_tables_are_refused() {
        let wide = vec![b','; 1_000_000];
        let open = [b"a,b\n\"1,2\n".to_vec(), b"3,4\n".repeat(2000)].concat();
        let endless = [b"a,b\n\"".to_vec(), vec![b'x'; 20 << 20]].concat();
        for (text, line, part) in [
            (&wide[..], 1, "more than 4096 columns"),
            (&open, 2, "more than 1000 lines"),
            (&endless, 2, "16 MiB"),
            (b"a,b\n1,\"2\n3,4\n", 2, "not closed"),
            (b"", 1, "empty"),
            (b"\xff\xfea\0", 1, "UTF-16"),
            (b"a\0b\0\n", 1, "NUL"),
            (b"PK\x03\x04", 1, "spreadsheet"),
            (b"\xe9,b\n", 1, "UTF-8"),
        ] {
            match read_text(text) {
                Err(TableError::Content(fault)) => {
                    assert!(fault.line == line && fault.what.contains(part), "{fault:?}");
                }
                other => panic!("{part}: {other:?}"),
            }
        }
    }
}
