//! Spreadsheets in the Open Document Format (.ods), a row at a time.
//!
//! calamine is not used for them: it repeats cells and rows in memory as often as the file says, and does not end where a file
//! ends within a table.

use std::borrow::Cow;
use std::io::{BufRead, BufReader, Read as _, Seek as _};
use std::path::Path;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::sheet::{MAX_SIZE, finish, no_sheet, refuse_bombs, text};
use super::table::{Cell, Columns, MAX_CELL, MAX_COLUMNS, TableError, Visit, header_line};
use crate::error::Error;
use crate::parse::record::DataFormatRecord;

/// The content of the part `mimetype`.
const MIME_TYPE: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";

/// The maximum number of lines with content: those of a spreadsheet program.
const MAX_LINES: u64 = 1 << 20;

/// The advice for a file that cannot be read.
const HELP: &str = "open it in a spreadsheet program and save it again as .ods, .xlsx or CSV in UTF-8";

/// Reads a sheet with a header.
pub(super) fn read(
    path: &Path,
    mut input: BufReader<std::fs::File>,
    form: Option<&DataFormatRecord>,
    visit: Visit<'_>,
) -> Result<Columns, TableError> {
    refuse_bombs(&mut input, MAX_SIZE)?;
    input.rewind().map_err(|error| Error::io("reading", path, error))?;
    let mut archive = zip::ZipArchive::new(input).map_err(|error| broken(1, &error))?;
    let mut mime_type = Vec::new();
    let part = archive.by_name("mimetype").map_err(|error| broken(1, &error))?;
    part.take(100).read_to_end(&mut mime_type).map_err(|error| broken(1, &error))?;
    if mime_type.trim_ascii() != MIME_TYPE {
        return Err(broken(1, &"it has another media type"));
    }
    let content = archive.by_name("content.xml").map_err(|error| broken(1, &error))?;
    let header = u64::from(header_line(form));
    let wanted = form.and_then(|form| form.sheet.as_ref()).map(|name| name.value.0.as_str());
    let mut xml = Xml { reader: Reader::from_reader(BufReader::new(content)), buffer: Vec::new(), line: 1 };
    xml.reader.config_mut().expand_empty_elements = true;
    let mut sheets = Vec::new();
    loop {
        match xml.next()? {
            Event::Start(start) if start.name().as_ref() == "table:table" => {
                let name = attribute(&start, "table:name").unwrap_or_default();
                if wanted.is_none_or(|wanted| wanted == name) {
                    return sheet(&mut xml, header, visit);
                }
                sheets.push(name);
                xml.skip("table:table")?;
            }
            Event::Eof => return Err(no_sheet(wanted.unwrap_or_default(), &sheets)),
            _ => {}
        }
    }
}

/// Reads the rows of a table to its end.
fn sheet<R: BufRead>(xml: &mut Xml<R>, header: u64, visit: Visit<'_>) -> Result<Columns, TableError> {
    let mut columns = Columns::default();
    let mut size = 0;
    loop {
        let line = xml.line;
        match xml.next()? {
            Event::Start(start) if start.name().as_ref() == "table:table-row" => {
                let repeated = number(&start, "table:number-rows-repeated", line)?;
                let cells = row(xml, &mut size)?;
                if cells.is_empty() {
                    xml.line = xml.line.saturating_add(repeated);
                    continue;
                }
                let bytes = cells.iter().map(cell_size).sum::<u64>();
                size = checked_size(size, bytes.saturating_mul(repeated - 1), xml.line)?;
                if xml.line.saturating_add(repeated - 1) > MAX_LINES {
                    let what = format!("the sheet has more than {MAX_LINES} lines");
                    return Err(TableError::new(xml.line, what, HELP));
                }
                for _ in 0..repeated {
                    finish(&mut columns, xml.line, header, cells.clone(), &mut *visit)?;
                    xml.line += 1;
                }
            }
            Event::End(end) if end.name().as_ref() == "table:table" => return Ok(columns),
            Event::Eof => return Err(broken(xml.line, &"it ends within a table")),
            _ => {}
        }
    }
}

/// Reads the cells of a row, without the empty ones at its end. `size` is the size of all cells so far.
fn row<R: BufRead>(xml: &mut Xml<R>, size: &mut u64) -> Result<Vec<Cell>, TableError> {
    let line = xml.line;
    let mut cells: Vec<Cell> = Vec::new();
    let mut column: u64 = 0;
    loop {
        let cell = match xml.next()? {
            Event::Start(start) if is_cell(start.name().as_ref()) => start.into_owned(),
            Event::End(end) if end.name().as_ref() == "table:table-row" => return Ok(cells),
            Event::Eof => return Err(broken(line, &"it ends within a row")),
            _ => continue,
        };
        let repeated = number(&cell, "table:number-columns-repeated", line)?;
        let value = value(xml, &cell)?;
        let end = column.saturating_add(repeated);
        if value != Cell::Empty {
            if end > MAX_COLUMNS as u64 {
                let what = format!("the sheet has more than {MAX_COLUMNS} columns");
                return Err(TableError::new(line, what, "delete those that are not needed"));
            }
            *size = checked_size(*size, cell_size(&value).saturating_mul(repeated), line)?;
            let (first, last) = (usize::try_from(column), usize::try_from(end));
            let (Ok(first), Ok(last)) = (first, last) else { continue };
            cells.resize(first, Cell::Empty);
            cells.resize(last, value);
        }
        column = end;
    }
}

fn is_cell(name: &str) -> bool {
    matches!(name, "table:table-cell" | "table:covered-table-cell")
}

/// Reads a cell to its end. The value of a formula is the one that was stored with it.
fn value<R: BufRead>(xml: &mut Xml<R>, start: &BytesStart<'_>) -> Result<Cell, TableError> {
    let stored = |name: &str| attribute(start, name);
    let is_error = stored("calcext:value-type").as_deref() == Some("error");
    let kind = stored("office:value-type").unwrap_or_default();
    let own = match kind.as_str() {
        "float" | "currency" | "percentage" => stored("office:value")
            .map(|value| value.parse::<f64>().map_or(value, |number| number.to_string())),
        "boolean" => stored("office:boolean-value"),
        "date" => {
            stored("office:date-value").map(|date| date.split('T').next().unwrap_or_default().to_string())
        }
        "time" => stored("office:time-value"),
        _ => stored("office:string-value"),
    };
    let shown = words(xml, start.name().as_ref())?;
    Ok(match own {
        _ if is_error => Cell::Unreadable("an error of the spreadsheet, such as #N/A"),
        Some(own) => text(&own),
        None => text(&shown),
    })
}

/// Returns the text of a cell, with its paragraphs on lines of their own.
fn words<R: BufRead>(xml: &mut Xml<R>, cell: &str) -> Result<String, TableError> {
    let line = xml.line;
    let mut words = String::new();
    let mut paragraphs = 0;
    let mut depth = 0;
    loop {
        // A cell that is too long is reported by its length.
        let has_room = words.len() <= MAX_CELL;
        let add = move |words: &mut String, text: &str| {
            if has_room && depth > 0 {
                words.push_str(text);
            }
        };
        match xml.next()? {
            Event::Start(start) => match start.name().as_ref() {
                "office:annotation" | "table:table" => {
                    let name = start.name().as_ref().to_string();
                    xml.skip(&name)?;
                }
                "text:p" | "text:h" => {
                    paragraphs += 1;
                    depth += 1;
                    words.push_str(if paragraphs > 1 && has_room { "\n" } else { "" });
                }
                "text:s" => {
                    let count = number(&start, "text:c", line)?.min(MAX_CELL as u64 + 1);
                    add(&mut words, &" ".repeat(usize::try_from(count).unwrap_or_default()));
                }
                "text:tab" => add(&mut words, " "),
                "text:line-break" => add(&mut words, "\n"),
                _ => {}
            },
            Event::Text(piece) => add(&mut words, &piece.xml10_content()),
            Event::CData(piece) => add(&mut words, &piece.xml10_content()),
            Event::GeneralRef(entity) => {
                let character = entity.resolve_char_ref().map_err(|error| broken(line, &error))?;
                let known = quick_xml::escape::resolve_predefined_entity(entity.as_ref());
                match (character, known) {
                    (Some(character), _) => add(&mut words, character.encode_utf8(&mut [0; 4])),
                    (None, Some(known)) => add(&mut words, known),
                    (None, None) => return Err(broken(line, &"it has an unknown entity")),
                }
            }
            Event::End(end) => match end.name().as_ref() {
                "text:p" | "text:h" => depth -= 1,
                name if name == cell => return Ok(words),
                _ => {}
            },
            Event::Eof => return Err(broken(line, &"it ends within a cell")),
            _ => {}
        }
    }
}

/// The elements of a part.
struct Xml<R> {
    reader: Reader<R>,
    buffer: Vec<u8>,
    /// The line of the sheet that is being read.
    line: u64,
}

impl<R: BufRead> Xml<R> {
    fn next(&mut self) -> Result<Event<'_>, TableError> {
        self.buffer.clear();
        let line = self.line;
        self.reader.read_event_into(&mut self.buffer).map_err(|error| broken(line, &error))
    }

    /// Skips the rest of an element.
    fn skip(&mut self, name: &str) -> Result<(), TableError> {
        self.buffer.clear();
        let end = quick_xml::name::QName(name);
        let skipped = self.reader.read_to_end_into(end, &mut self.buffer);
        skipped.map(drop).map_err(|error| broken(self.line, &error))
    }
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start.try_get_attribute(name).ok()??;
    found.normalized_value(quick_xml::XmlVersion::default()).ok().map(Cow::into_owned)
}

/// Returns a number of repetitions, 1 if there is none.
fn number(start: &BytesStart<'_>, name: &str, line: u64) -> Result<u64, TableError> {
    let Some(written) = attribute(start, name) else { return Ok(1) };
    written.parse::<u64>().ok().filter(|number| *number > 0).ok_or_else(|| {
        broken(line, &format!("`{name}` is `{}`", written.chars().take(20).collect::<String>()))
    })
}

fn cell_size(cell: &Cell) -> u64 {
    let text = if let Cell::Text(text) = cell { text.len() } else { 0 };
    (std::mem::size_of::<Cell>() + text) as u64
}

/// Adds to the size of all cells, with their repetitions.
fn checked_size(size: u64, more: u64, line: u64) -> Result<u64, TableError> {
    let size = size.saturating_add(more);
    if size > MAX_SIZE {
        let what = format!("the cells of the sheet have more than {} MiB", MAX_SIZE >> 20);
        return Err(TableError::new(line, what, "delete repeated rows and columns that are not needed"));
    }
    Ok(size)
}

fn broken(line: u64, error: &dyn std::fmt::Display) -> TableError {
    let why: String = error.to_string().chars().take(200).collect();
    TableError::new(line, format!("not a spreadsheet of OpenDocument: {why}"), HELP)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::super::table::Record;
    use super::*;

    /// Makes a spreadsheet with these rows in its second sheet.
    fn sheet(rows: &str) -> Vec<u8> {
        let content = format!(
            r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"><office:body><office:spreadsheet><table:table table:name="Notes"><table:table-row><table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row></table:table><table:table table:name="A &amp; B"><table:table-column table:number-columns-repeated="3"/>{rows}</table:table></office:spreadsheet></office:body></office:document-content>"#
        );
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, text) in [("mimetype", MIME_TYPE), ("content.xml", content.as_bytes())] {
            zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
            zip.write_all(text).expect("a part");
        }
        zip.finish().expect("an archive").into_inner()
    }

    fn read_sheet(bytes: &[u8], name: &str) -> Result<(Vec<String>, Vec<Record>), TableError> {
        let folder = tempfile::TempDir::new().expect("a folder");
        let path = folder.path().join("a.ods");
        std::fs::write(&path, bytes).expect("a file");
        let mut records = Vec::new();
        let input = BufReader::new(std::fs::File::open(&path).expect("a file"));
        let form = form(name);
        let columns = read(&path, input, Some(&form), &mut |_, record| {
            records.push(record);
            Ok(())
        })?;
        Ok((columns.names().to_vec(), records))
    }

    fn form(sheet: &str) -> DataFormatRecord {
        use crate::parse::Spanned;
        use crate::parse::scalar::TextLine;
        DataFormatRecord {
            sheet: Some(Spanned {
                value: TextLine(sheet.to_string()),
                span: crate::diagnostic::Span::default(),
            }),
            format: None,
            delimiter: None,
            header_line: None,
            records: None,
            empty: Vec::new(),
            decimal_comma: false,
        }
    }

    const HEADER: &str = r#"<table:table-row><table:table-cell office:value-type="string"><text:p>id</text:p></table:table-cell><table:table-cell/><table:table-cell office:value-type="string"><text:p>n</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16381"/></table:table-row>"#;
    const ROWS: &str = r#"
<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
<table:table-row><table:table-cell office:value-type="string"><office:annotation><text:p>note</text:p></office:annotation><text:p>É<text:span>mi</text:span>gr&#233; &amp;<text:s text:c="2"/>co</text:p><text:p>two</text:p></table:table-cell><table:table-cell office:value-type="percentage" office:value="0.250"><text:p>25%</text:p></table:table-cell><table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2"><text:p>2</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>WAHR</text:p></table:table-cell><table:covered-table-cell/><table:table-cell office:value-type="date" office:date-value="2026-11-30T10:00:00"><text:p>30.11.</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell table:number-columns-repeated="2" office:value-type="string" office:string-value="s"/><table:table-cell office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"#;

    #[test]
    fn values_are_read_with_their_lines() {
        let (names, records) = read_sheet(&sheet(&format!("{HEADER}{ROWS}")), "A & B").expect("a sheet");
        assert_eq!(names, ["id", "#2", "n"]);
        let text = |text: &str| Cell::Text(text.to_string());
        let read: Vec<_> = records.into_iter().map(|record| (record.line, record.cells)).collect();
        let twice = vec![text("true"), Cell::Empty, text("2026-11-30")];
        let error = Cell::Unreadable("an error of the spreadsheet, such as #N/A");
        assert_eq!(
            read,
            [
                (4, vec![text("Émigré &  co\ntwo"), text("0.25"), text("2")]),
                (5, twice.clone()),
                (6, twice),
                (7, vec![text("s"), text("s"), error]),
            ]
        );
        assert_eq!(read_sheet(&sheet(HEADER), "Notes").expect("a sheet").0, ["x"]);
    }

    #[test]
    fn hostile_spreadsheets_are_refused() {
        let cell = |attributes: &str, text: &str| {
            format!(
                "<table:table-cell {attributes} office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
            )
        };
        let row = |attributes: &str, cells: &str| {
            format!("<table:table-row {attributes}>{cells}</table:table-row>")
        };
        let long = "x".repeat(60_000);
        let wide = row("", &cell("table:number-columns-repeated=\"16384\"", "x"));
        let tall = row("table:number-rows-repeated=\"1048577\"", &cell("", "x"));
        let huge = row("table:number-rows-repeated=\"1048570\"", &cell("", &long));
        let broad =
            row("table:number-rows-repeated=\"9\"", &cell("table:number-columns-repeated=\"4000\"", &long));
        let zero = row("table:number-rows-repeated=\"0\"", &cell("", "x"));
        for (rows, part) in [
            (wide, "more than 4096 columns"),
            (tall, "more than 1048576 lines"),
            (huge, "more than 256 MiB"),
            (broad, "more than 256 MiB"),
            (zero, "`table:number-rows-repeated` is `0`"),
            (row("table:number-rows-repeated=\"99999999999999999999\"", ""), "is `99999999999999999999`"),
            (row("", &cell("", "&lol;")), "unknown entity"),
            ("<table:table-row><table:table-cell><text:p>".to_string(), "not a spreadsheet"),
        ] {
            match read_sheet(&sheet(&format!("{HEADER}{rows}")), "A & B") {
                Err(TableError::Content(fault)) => assert!(fault.what.contains(part), "{part}: {fault:?}"),
                other => panic!("{part}: {other:?}"),
            }
        }
        for bytes in [b"PK\x03\x04".to_vec(), Vec::new()] {
            assert!(matches!(read_sheet(&bytes, "x"), Err(TableError::Content(_))));
        }
        match read_sheet(&sheet(HEADER), "C") {
            Err(TableError::Content(fault)) => assert!(fault.what.contains("only Notes, A & B"), "{fault:?}"),
            other => panic!("{other:?}"),
        }
        // Spaces are repeated by number, too.
        let spaces = row("", &cell("", "a<text:s text:c=\"4000000000\"/>b"));
        let (_, records) = read_sheet(&sheet(&format!("{HEADER}{spaces}")), "A & B").expect("a sheet");
        assert_eq!(records[0].cells, [Cell::Unreadable("longer than 64 KiB")]);
    }

    /// Any damage ends with a message.
    #[test]
    fn damaged_spreadsheets_do_not_panic() {
        let good = sheet(&format!("{HEADER}{ROWS}"));
        let mut seed = 0x9e37_79b9_u32;
        for _ in 0..300 {
            let mut bytes = good.clone();
            for _ in 0..3 {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let at = seed as usize % bytes.len();
                bytes[at] = bytes[at].wrapping_add(seed.to_le_bytes()[3]);
            }
            drop(read_sheet(&bytes, "A & B"));
        }
        let whole = format!("{HEADER}{ROWS}");
        for end in (0..whole.len()).filter(|end| whole.is_char_boundary(*end)).step_by(7) {
            drop(read_sheet(&sheet(&whole[..end]), "A & B"));
        }
    }
}
