//! Spreadsheets in the format of Excel (.xlsx), a row at a time.

use std::io::{BufReader, Read as _, Seek as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use calamine::{DataRef, Reader as _, Xlsx, XlsxError};

use super::table::{Cell, Columns, MAX_CELL, MAX_COLUMNS, Record, TableError, Visit, header_line};
use crate::error::Error;
use crate::parse::record::DataFormatRecord;

/// The maximum size of the parts of a file together, uncompressed. The texts of all cells are in memory at once.
pub(super) const MAX_SIZE: u64 = 256 << 20;

/// The maximum number of parts of a file.
const MAX_PARTS: usize = 10_000;

/// The advice for a file that cannot be read.
const HELP: &str = "open it in a spreadsheet program and save it again as .xlsx or as CSV in UTF-8";

/// Reads a sheet with a header.
pub(super) fn read(
    path: &Path,
    mut input: BufReader<std::fs::File>,
    form: Option<&DataFormatRecord>,
    visit: Visit<'_>,
) -> Result<Columns, TableError> {
    refuse_bombs(&mut input, MAX_SIZE)?;
    input.rewind().map_err(|error| Error::io("reading", path, error))?;
    let mut book = guarded(1, || Xlsx::new(input))?;
    let sheets = book.sheet_names();
    let name = match form.and_then(|form| form.sheet.as_ref()) {
        Some(name) => name.value.0.clone(),
        None => sheets.first().cloned().unwrap_or_default(),
    };
    if !sheets.contains(&name) {
        return Err(no_sheet(&name, &sheets));
    }
    let header = u64::from(header_line(form));
    let mut cells = guarded(1, || book.worksheet_cells_reader(&name))?;
    let mut columns = Columns::default();
    let mut row: Vec<Cell> = Vec::new();
    let mut line = 0;
    loop {
        let cell = guarded(line.max(1), || {
            let cell = cells.next_cell()?;
            Ok(cell.map(|cell| (cell.get_position(), value(cell.get_value()))))
        })?;
        let next = cell.as_ref().map_or(u64::MAX, |((row, _), _)| u64::from(*row) + 1);
        if next != line {
            finish(&mut columns, line, header, std::mem::take(&mut row), &mut *visit)?;
            line = next;
        }
        let Some(((_, column), value)) = cell else { return Ok(columns) };
        let at = column as usize;
        if value == Cell::Empty {
            continue;
        }
        if at >= MAX_COLUMNS {
            let what = format!("the sheet has more than {MAX_COLUMNS} columns");
            return Err(TableError::new(line, what, "delete those that are not needed"));
        }
        if row.len() <= at {
            row.resize(at + 1, Cell::Empty);
        }
        row[at] = value;
    }
}

/// Says that a file has no sheet of this name.
pub(super) fn no_sheet(name: &str, sheets: &[String]) -> TableError {
    let what = format!("the file has no sheet `{name}`, only {}", sheets.join(", "));
    TableError::new(1, what, "write one of these in the map: `data: {sheet: NAME}`")
}

/// Takes a complete row: the header, or a record.
pub(super) fn finish(
    columns: &mut Columns,
    line: u64,
    header: u64,
    row: Vec<Cell>,
    visit: Visit<'_>,
) -> Result<(), TableError> {
    if line < header || row.is_empty() {
        return Ok(());
    }
    if columns.names().is_empty() {
        for cell in &row {
            let name = if let Cell::Text(text) = cell { text.as_str() } else { "" };
            columns.add(&name.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        return Ok(());
    }
    let expected = columns.names().len();
    let fault = (row.len() > expected).then(|| format!("more than {expected} cells: a column has no name"));
    visit(columns, Record { line, cells: row, fault })
}

/// The value of a cell with a text.
pub(super) fn text(text: &str) -> Cell {
    match text.len() {
        _ if text.trim().is_empty() => Cell::Empty,
        length if length > MAX_CELL => Cell::Unreadable("longer than 64 KiB"),
        _ if text.contains('\0') => Cell::Unreadable("contains a NUL byte"),
        _ => Cell::Text(text.to_string()),
    }
}

/// The value of a cell; for a formula, the one that was stored with it.
fn value(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(number) => Cell::Text(number.to_string()),
        DataRef::Float(number) => Cell::Text(number.to_string()),
        DataRef::Bool(value) => Cell::Text(value.to_string()),
        DataRef::String(value) | DataRef::DateTimeIso(value) | DataRef::DurationIso(value) => text(value),
        DataRef::SharedString(value) => text(value),
        DataRef::DateTime(date) if date.is_datetime() => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            Cell::Text(format!("{year}-{month:02}-{day:02}"))
        }
        DataRef::DateTime(duration) => Cell::Text(duration.as_f64().to_string()),
        DataRef::Error(_) => Cell::Unreadable("an error of the spreadsheet, such as #N/A"),
    }
}

/// Fails if the parts of a file are larger than they may be, whatever their headers say.
pub(super) fn refuse_bombs(input: &mut BufReader<std::fs::File>, most: u64) -> Result<(), TableError> {
    let broken =
        |error: &dyn std::fmt::Display| TableError::new(1, format!("not a spreadsheet: {error}"), HELP);
    let mut archive = zip::ZipArchive::new(&mut *input).map_err(|error| broken(&error))?;
    let mut left = most;
    if archive.len() > MAX_PARTS {
        return Err(TableError::new(1, format!("the file has more than {MAX_PARTS} parts"), HELP));
    }
    for number in 0..archive.len() {
        let part = archive.by_index(number).map_err(|error| broken(&error))?;
        let size =
            std::io::copy(&mut part.take(left + 1), &mut std::io::sink()).map_err(|error| broken(&error))?;
        left = left.checked_sub(size).ok_or_else(|| {
            TableError::new(1, format!("the file has more than {} MiB, uncompressed", most >> 20), HELP)
        })?;
    }
    Ok(())
}

/// Calls the parser. It computes with numbers of the file, and panics where they overflow.
fn guarded<T>(line: u64, parse: impl FnOnce() -> Result<T, XlsxError>) -> Result<T, TableError> {
    let text = match catch_unwind(AssertUnwindSafe(parse)) {
        Ok(Ok(parsed)) => return Ok(parsed),
        Ok(Err(error)) => error.to_string().chars().take(200).collect(),
        Err(_) => "a number in it is out of range".to_string(),
    };
    Err(TableError::new(line, format!("not a spreadsheet of Excel: {text}"), HELP))
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#;
    const TOP: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    const RELATIONS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
    const BOOK: &str = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>"#;
    const STRINGS: &str = r#"<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>id</t></si><si><t>Émigré</t></si></sst>"#;

    /// Makes a spreadsheet with these rows.
    fn sheet(rows: &str, strings: &str) -> Vec<u8> {
        let sheet = format!(
            r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/><sheetData>{rows}</sheetData></worksheet>"#
        );
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, text) in [
            ("[Content_Types].xml", TYPES),
            ("_rels/.rels", TOP),
            ("xl/_rels/workbook.xml.rels", RELATIONS),
            ("xl/workbook.xml", BOOK),
            ("xl/sharedStrings.xml", strings),
            ("xl/worksheets/sheet1.xml", &sheet),
        ] {
            zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
            zip.write_all(text.as_bytes()).expect("a part");
        }
        zip.finish().expect("an archive").into_inner()
    }

    fn read_bytes(bytes: &[u8]) -> Result<(Vec<String>, Vec<Record>), TableError> {
        let folder = tempfile::TempDir::new().expect("a folder");
        let path = folder.path().join("a.xlsx");
        std::fs::write(&path, bytes).expect("a file");
        let mut records = Vec::new();
        let input = BufReader::new(std::fs::File::open(&path).expect("a file"));
        let columns = read(&path, input, None, &mut |_, record| {
            records.push(record);
            Ok(())
        })?;
        Ok((columns.names().to_vec(), records))
    }

    const ROWS: &str = r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>n</t></is></c></row><row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3"><v>0.1</v></c><c r="C3"><f>1+1</f><v>2</v></c></row><row r="4"><c r="A4" t="b"><v>1</v></c><c r="B4"><f>1+1</f></c><c r="C4" t="e"><v>#N/A</v></c></row>"#;

    #[test]
    fn values_are_read_with_their_lines() {
        let (names, records) = read_bytes(&sheet(ROWS, STRINGS)).expect("a sheet");
        assert_eq!(names, ["id", "#2", "n"]);
        let text = |text: &str| Cell::Text(text.to_string());
        let read: Vec<_> = records.into_iter().map(|record| (record.line, record.cells)).collect();
        let error = Cell::Unreadable("an error of the spreadsheet, such as #N/A");
        assert_eq!(
            read,
            [(3, vec![text("Émigré"), text("0.1"), text("2")]), (4, vec![text("true"), Cell::Empty, error])]
        );
    }

    #[test]
    fn hostile_spreadsheets_are_refused() {
        let wide = r#"<row r="1"><c r="XFD1"><v>1</v></c></row>"#;
        for (bytes, part) in [
            (sheet(wide, STRINGS), "more than 4096 columns"),
            (sheet("<row r=\"1\"><c r=\"A1\"><v>", STRINGS), "not a spreadsheet"),
            (b"PK\x03\x04".to_vec(), "not a spreadsheet"),
            (Vec::new(), "not a spreadsheet"),
        ] {
            match read_bytes(&bytes) {
                Err(TableError::Content(fault)) => assert!(fault.what.contains(part), "{fault:?}"),
                other => panic!("{part}: {other:?}"),
            }
        }
        let folder = tempfile::TempDir::new().expect("a folder");
        let path = folder.path().join("a.xlsx");
        std::fs::write(&path, sheet(ROWS, &"x".repeat(2 << 20))).expect("a file");
        let mut input = BufReader::new(std::fs::File::open(&path).expect("a file"));
        assert!(matches!(refuse_bombs(&mut input, 1 << 20), Err(TableError::Content(_))));
        let far =
            r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>9</v></c></row>"#;
        assert_eq!(read_bytes(&sheet(far, STRINGS)).expect("a sheet").1[0].line, 1_048_576);
    }

    /// Any damage ends with a message.
    #[test]
    fn damaged_spreadsheets_do_not_panic() {
        let good = sheet(ROWS, STRINGS);
        let mut seed = 0x9e37_79b9_u32;
        for _ in 0..300 {
            let mut bytes = good.clone();
            for _ in 0..3 {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let at = seed as usize % bytes.len();
                bytes[at] = bytes[at].wrapping_add(seed.to_le_bytes()[3]);
            }
            drop(read_bytes(&bytes));
        }
        for pair in ["<v>99</v>", "<v>-1</v>", "<v>x</v>", "<v></v>"] {
            let rows = ROWS.replace("<v>1</v>", pair).replace("r=\"A3\"", "r=\"A99999999999\"");
            drop(read_bytes(&sheet(&rows, STRINGS)));
        }
    }
}
