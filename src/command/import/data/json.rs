//! JSON and JSON Lines. Records are parsed one at a time, wherever they are in the file.

use std::cell::Cell as Counter;
use std::fmt;
use std::io::{self, BufRead as _, BufReader, Read};
use std::path::Path;

use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::table::{
    Cell, Columns, MAX_CELL, MAX_COLUMNS, Record, TableError, Visit, count, fill, refuse_other_kinds,
};
use crate::error::Error;
use crate::parse::record::DataFormatRecord;

/// The maximum length of a record in bytes. Parsed, it takes at most some 20 times as much.
const MAX_RECORD: u64 = 4 << 20;

/// The column with the key of a record in an object of records.
const KEY: &str = "@key";

/// The column with a record that is a single value.
const VALUE: &str = "@value";

/// Reads a list or an object of records.
pub(super) fn read(
    path: &Path,
    mut input: BufReader<std::fs::File>,
    form: Option<&DataFormatRecord>,
    visit: Visit<'_>,
) -> Result<Columns, TableError> {
    let first = input.fill_buf().map_err(|error| Error::io("reading", path, error))?;
    refuse_other_kinds(first)?;
    if first.starts_with(b"\xef\xbb\xbf") {
        input.consume(3);
    }
    let position = Position { line: Counter::new(1), left: Counter::new(MAX_RECORD) };
    let mut parser = serde_json::Deserializer::from_reader(Counted { input, position: &position });
    let mut sink = Sink { columns: Columns::default(), visit, position: &position, failed: None };
    let place = form.and_then(|form| form.records.as_ref()).map_or("", |place| place.value.0.as_str());
    let steps: Vec<&str> = place.split('.').filter(|step| !step.is_empty()).collect();
    let mut found = false;
    let parsed = Find { steps: &steps, sink: &mut sink, found: &mut found }
        .deserialize(&mut parser)
        .and_then(|()| parser.end());
    if let Some(failed) = sink.failed {
        return Err(failed);
    }
    if let Err(error) = parsed {
        let line = position.line.get();
        let help = "check the file with a JSON parser, such as `python3 -m json.tool`";
        if error.is_io() {
            let what = format!("a record has more than {} MiB, or cannot be read", MAX_RECORD >> 20);
            return Err(TableError::new(line, what, "leave it out"));
        }
        return Err(TableError::new(line, format!("not JSON: {}", short(&error.to_string())), help));
    }
    if !found {
        let what = format!("no list of records at `{place}`");
        let help = "write the key of the list in the map: `data: {records: items}`";
        return Err(TableError::new(1, what, help));
    }
    Ok(sink.columns)
}

/// Reads one record for each line.
pub(super) fn read_lines(
    path: &Path,
    mut input: BufReader<std::fs::File>,
    visit: Visit<'_>,
) -> Result<Columns, TableError> {
    let mut first = [0; 512];
    let filled = fill(&mut input, &mut first, path)?;
    refuse_other_kinds(&first[..filled])?;
    io::Seek::rewind(&mut input).map_err(|error| Error::io("reading", path, error))?;
    let position = Position { line: Counter::new(0), left: Counter::new(0) };
    let mut sink = Sink { columns: Columns::default(), visit, position: &position, failed: None };
    let mut line = Vec::new();
    loop {
        line.clear();
        position.line.set(position.line.get() + 1);
        let read = input.by_ref().take(MAX_RECORD).read_until(b'\n', &mut line);
        let read = read.map_err(|error| Error::io("reading", path, error))?;
        if read == 0 {
            return Ok(sink.columns);
        }
        let is_cut = read as u64 == MAX_RECORD && !line.ends_with(b"\n");
        if is_cut {
            // The rest of the line belongs to no record.
            loop {
                let rest = input.fill_buf().map_err(|error| Error::io("reading", path, error))?;
                let end = rest.iter().position(|byte| *byte == b'\n');
                let length = end.map_or(rest.len(), |at| at + 1);
                input.consume(length);
                if end.is_some() || length == 0 {
                    break;
                }
            }
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        let text = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line);
        let parsed = match serde_json::from_slice::<Value>(text) {
            _ if is_cut => Err(format!("longer than {} MiB", MAX_RECORD >> 20)),
            Ok(value) => Ok(value),
            Err(error) => Err(format!("not JSON: {}", short(&error.to_string()))),
        };
        match parsed {
            Ok(value) => sink.record(position.line.get(), None, value)?,
            Err(fault) => {
                let record = Record { line: position.line.get(), cells: Vec::new(), fault: Some(fault) };
                (sink.visit)(&sink.columns, record)?;
            }
        }
    }
}

/// The message of a parser without its own position, which does not count the lines of other records.
fn short(message: &str) -> &str {
    message.split(" at line ").next().unwrap_or(message)
}

/// The position in the file.
struct Position {
    line: Counter<u64>,
    /// The bytes that the record may still have.
    left: Counter<u64>,
}

/// Counts the lines, and ends a record that is too long.
struct Counted<'p, R> {
    input: R,
    position: &'p Position,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.position.line.set(self.position.line.get() + count(&buffer[..read], b'\n'));
        let left = self.position.left.get().checked_sub(read as u64);
        self.position.left.set(left.ok_or_else(|| io::Error::other("the record is too long"))?);
        Ok(read)
    }
}

/// Passes records on.
struct Sink<'s> {
    columns: Columns,
    visit: Visit<'s>,
    position: &'s Position,
    failed: Option<TableError>,
}

impl Sink<'_> {
    fn record(&mut self, line: u64, key: Option<String>, value: Value) -> Result<(), TableError> {
        let mut cells = Vec::new();
        if let Some(key) = key {
            cells.push((KEY.to_string(), Cell::Text(key)));
        }
        flatten(value, "", &mut cells);
        let mut record = Record { line, cells: Vec::new(), fault: None };
        for (name, cell) in cells {
            let at = self.columns.position(&name).unwrap_or_else(|| self.columns.add(&name));
            if at >= MAX_COLUMNS {
                let what = format!("the records have more than {MAX_COLUMNS} different keys");
                return Err(TableError::new(line, what, "leave out those that are not needed"));
            }
            if record.cells.len() <= at {
                record.cells.resize(at + 1, Cell::Empty);
            }
            match (&mut record.cells[at], cell) {
                (Cell::List(items), Cell::List(more)) => items.extend(more),
                (old, cell) => *old = cell,
            }
        }
        (self.visit)(&self.columns, record)
    }
}

/// Adds the values of a record as cells: `{a: {b: 1}}` has the column `a.b`, and a list of records one list for each key.
fn flatten(value: Value, name: &str, cells: &mut Vec<(String, Cell)>) {
    let text = |text: String| match text.len() {
        0 => Cell::Empty,
        length if length > MAX_CELL => Cell::Unreadable("longer than 64 KiB"),
        _ if text.contains('\0') => Cell::Unreadable("contains a NUL byte"),
        _ => Cell::Text(text),
    };
    let own = || if name.is_empty() { VALUE.to_string() } else { name.to_string() };
    match value {
        Value::Null => {}
        Value::Object(entries) => {
            for (key, value) in entries {
                let key = key.split_whitespace().collect::<Vec<_>>().join(" ");
                flatten(value, &if name.is_empty() { key } else { format!("{name}.{key}") }, cells);
            }
        }
        Value::Array(items) => {
            let mut list = Vec::new();
            for item in items {
                match item {
                    Value::Object(_) => {
                        let mut inner = Vec::new();
                        flatten(item, name, &mut inner);
                        cells.extend(inner.into_iter().map(|(name, cell)| match cell {
                            Cell::Text(text) => (name, Cell::List(vec![text])),
                            other => (name, other),
                        }));
                    }
                    Value::Null => {}
                    Value::Array(_) => list.push(None),
                    Value::String(text) => list.push(Some(text)),
                    other => list.push(Some(other.to_string())),
                }
            }
            let length: usize = list.iter().flatten().map(String::len).sum();
            match list.into_iter().collect::<Option<Vec<String>>>() {
                None => cells.push((own(), Cell::Unreadable("a list of lists"))),
                Some(_) if length > MAX_CELL => cells.push((own(), Cell::Unreadable("longer than 64 KiB"))),
                Some(list) if list.is_empty() => {}
                Some(list) => cells.push((own(), Cell::List(list))),
            }
        }
        Value::String(value) => cells.push((own(), text(value))),
        other => cells.push((own(), text(other.to_string()))),
    }
}

/// Finds the list of records in a JSON file and passes them on, without keeping anything else.
struct Find<'f, 's> {
    steps: &'f [&'f str],
    sink: &'f mut Sink<'s>,
    found: &'f mut bool,
}

impl<'de> DeserializeSeed<'de> for Find<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Find<'_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list or an object of records")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        if !self.steps.is_empty() {
            return Err(A::Error::custom("a list where the map expects an object"));
        }
        *self.found = true;
        while items.next_element_seed(One { sink: &mut *self.sink, key: None })?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let Some((wanted, rest)) = self.steps.split_first() else {
            *self.found = true;
            while let Some(key) = entries.next_key::<String>()? {
                entries.next_value_seed(One { sink: &mut *self.sink, key: Some(key) })?;
            }
            return Ok(());
        };
        while let Some(key) = entries.next_key::<String>()? {
            if key == *wanted {
                entries.next_value_seed(Find {
                    steps: rest,
                    sink: &mut *self.sink,
                    found: &mut *self.found,
                })?;
            } else {
                entries.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

/// Parses one record and passes it on.
struct One<'f, 's> {
    sink: &'f mut Sink<'s>,
    key: Option<String>,
}

impl<'de> DeserializeSeed<'de> for One<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.sink.position.left.set(MAX_RECORD);
        let line = self.sink.position.line.get();
        let value: Value = serde::Deserialize::deserialize(deserializer)?;
        self.sink.record(line, self.key, value).map_err(|failed| {
            self.sink.failed = Some(failed);
            D::Error::custom("a record was refused")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::record::TableFormat;
    use crate::parse::{Decode as _, Spanned};

    fn read_text(name: &str, text: &[u8], records: Option<&str>) -> Result<Vec<String>, TableError> {
        let folder = tempfile::TempDir::new().expect("a folder");
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("a file");
        let mut form = DataFormatRecord::placeholder();
        form.records = records.map(|place| Spanned {
            value: crate::parse::scalar::TextLine(place.to_string()),
            span: crate::diagnostic::Span::default(),
        });
        form.format = Some(if name.ends_with('l') { TableFormat::JsonLines } else { TableFormat::Json });
        let mut read = Vec::new();
        super::super::table::read(&path, Some(&form), &mut |columns, record| {
            let cells = columns.names().iter().zip(&record.cells).filter_map(|(name, cell)| match cell {
                Cell::Empty => None,
                Cell::Text(text) => Some(format!("{name}={text}")),
                Cell::List(items) => Some(format!("{name}={items:?}")),
                Cell::Unreadable(why) => Some(format!("{name}!{why}")),
            });
            let cells: Vec<String> = cells.chain(record.fault).collect();
            read.push(format!("{}: {}", record.line, cells.join(" ")));
            Ok(())
        })?;
        Ok(read)
    }

    #[test]
    fn records_are_found_in_lists_objects_and_below_a_key() {
        let list = br#"[
  {"id": "a", "n": 1.5, "on": true, "none": null},
  {"id": "b", "tags": ["x", "y"], "pay": {"min": 3}}
]"#;
        let all = ["2: id=a n=1.5 on=true", "3: id=b tags=[\"x\", \"y\"] pay.min=3"];
        assert_eq!(read_text("a.json", list, None).expect("records"), all);
        let nested = [&br#"{"skip": [[[]]], "data": {"items":"#[..], list, b"}}"].concat();
        assert_eq!(read_text("a.json", &nested, Some("data.items")).expect("records"), all);
        let object = br#"{"a": {"name": "A", "langs": [{"id": "x"}, {"id": "y"}]}, "b": "B"}"#;
        let read = read_text("a.json", object, None).expect("records");
        assert_eq!(read, ["1: @key=a name=A langs.id=[\"x\", \"y\"]", "1: @key=b @value=B"]);
    }

    #[test]
    fn a_line_that_is_no_json_is_refused_and_the_next_one_is_read() {
        let text = [b"{\"id\": 1}\n{\"id\": \n\n".to_vec(), vec![b'['; 5 << 20], b"\n{\"id\": 2}\n".to_vec()]
            .concat();
        let read = read_text("a.jsonl", &text, None).expect("records");
        assert_eq!(read[0], "1: id=1");
        assert!(read[1].starts_with("2: not JSON: EOF"), "{read:?}");
        assert_eq!(read[2..], ["4: longer than 4 MiB", "5: id=2"]);
    }

    #[test]
    fn hostile_json_is_refused() {
        let deep = [b"[{\"a\":".to_vec(), vec![b'['; 100_000]].concat();
        let long = [b"[{\"a\": \"".to_vec(), vec![b'x'; 10 << 20], b"\"}]".to_vec()].concat();
        let keys: Vec<String> = (0..5000).map(|n| format!("\"k{n}\": 1")).collect();
        let keys = format!("[{{{}}}]", keys.join(","));
        for (text, part) in [
            (&deep[..], "recursion"),
            (&long, "more than 4 MiB"),
            (keys.as_bytes(), "more than 4096 different keys"),
            (b"[{\"a\": 1}, {\"a\"", "not JSON"),
            (b"[{\"a\": \"\xff\"}]", "not JSON"),
            (b"3", "not JSON"),
            (b"", "not JSON"),
        ] {
            match read_text("a.json", text, None) {
                Err(TableError::Content(fault)) => assert!(fault.what.contains(part), "{fault:?}"),
                other => panic!("{part}: {other:?}"),
            }
        }
        assert!(matches!(read_text("a.json", b"{\"b\": 1}", Some("a")), Err(TableError::Content(_))));
    }
}
