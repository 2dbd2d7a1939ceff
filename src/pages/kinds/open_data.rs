//! The page that documents the open data: its files, their content, and how to use them.

use serde::Serialize;

use crate::locale::{Locale, Value};
use crate::model::{DataFile, Model, Route};
use crate::pages::Views;
use crate::pages::kind::{OwnLinks, PageFiles, PageKind, Section};
use crate::pages::outputs::open_data::csv::{Column, FACTS, FIGURES};
use crate::pages::outputs::open_data::levels::{GRADES, LEVELS};
use crate::pages::outputs::open_data::{file, schema};
use crate::pages::parts::card::CardLink;
use crate::pages::parts::chrome::{Link, PageChrome};
use crate::parse::FileKind;
use crate::parse::record::RowKind;
use crate::parse::scalar::Date;
use crate::words;

/// `/api/`
pub(in crate::pages) struct OpenDataPage;

impl PageKind for OpenDataPage {
    type Subject = ();
    type View = OpenDataView;

    const TEMPLATE: &'static str = "pages/open-data.html";
    const SECTION: Option<Section> = None;
    const GROWS: bool = true;
    const SEARCHED_AS: Option<&'static str> = Some("open-data");

    fn files(_: &Model, (): ()) -> PageFiles {
        PageFiles::none()
    }

    fn of_file(_: &Model, _: FileKind<'_>) -> Option<()> {
        None
    }

    fn name(_: &Model, (): ()) -> Option<String> {
        None
    }

    fn modified(model: &Model, (): ()) -> Option<Date> {
        model.latest_date()
    }

    fn alternates(_: &Model, (): ()) -> Vec<(&'static str, Route)> {
        vec![("all-files", Route::Data(DataFile::Index)), ("all-columns", Route::Data(DataFile::Package))]
    }

    fn preview(_: &Views<'_>, (): ()) -> Option<(String, CardLink)> {
        None
    }

    fn own_links(_: &Model, (): ()) -> OwnLinks {
        OwnLinks::Some
    }

    fn view(views: &Views<'_>, (): ()) -> OpenDataView {
        view(views)
    }
}

/// The page of the open data.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct OpenDataView {
    frame: PageChrome,
    /// The date of the last change of the content.
    edition: Option<String>,
    /// The absolute URL of the folder of the files, for examples.
    base: String,
    files: Vec<DataFileView>,
    tables: Vec<CsvTableView>,
    series: Vec<SeriesFiles>,
    roles: Vec<Link>,
    /// The id of a row with levels, for an example.
    scale: Option<String>,
}

#[derive(Debug, Hash, Serialize)]
struct DataFileView {
    link: Link,
    holds: String,
    size: String,
    /// Link to the JSON Schema, or to the columns on this page.
    schema: Option<Link>,
    /// Link to the variant for spreadsheets.
    spreadsheet: Option<String>,
}

/// The columns of a CSV file.
#[derive(Debug, Hash, Serialize)]
struct CsvTableView {
    id: &'static str,
    file: &'static str,
    columns: Vec<ColumnView>,
}

#[derive(Debug, Hash, Serialize)]
struct ColumnView {
    name: &'static str,
    takes: String,
    about: String,
}

/// The files of one salary dataset.
#[derive(Debug, Hash, Serialize)]
struct SeriesFiles {
    link: Link,
    licence: String,
    /// The terms of a licence that is not open.
    terms: Option<String>,
    csv: String,
    spreadsheet: String,
}

/// The CSV files with documented columns, and their anchors.
const TABLES: [(&str, DataFile, &[Column]); 4] = [
    ("facts", DataFile::Facts, FACTS),
    ("figures", DataFile::Figures, FIGURES),
    ("levels", DataFile::LevelFacts, LEVELS),
    ("grades", DataFile::Grades, GRADES),
];

fn view(views: &Views<'_>) -> OpenDataView {
    let model = views.model();
    let own = DataFile::for_model(model).filter(|file| !file.is_for_spreadsheets());
    let columns = |columns: &[Column]| {
        let view = |column: &Column| ColumnView {
            name: column.name,
            takes: column.holds.describe(),
            about: model.site.entity.in_words(column.about).into_owned(),
        };
        columns.iter().map(view).collect()
    };
    OpenDataView {
        frame: PageChrome::new(
            views,
            Route::OpenData,
            &words!(model.locale, "open-data"),
            &words!(model.locale, "open-data-description"),
        ),
        edition: model.latest_date().map(|date| model.locale.day(date)),
        base: model.absolute_url(Route::Data(DataFile::Index)).trim_end_matches("index.json").to_string(),
        files: own.map(|file| describe(views, model, file)).collect(),
        tables: TABLES
            .iter()
            .copied()
            .filter(|(_, file, _)| model.has(file.presence()))
            .map(|(id, file, list)| CsvTableView { id, file: file.file(), columns: columns(list) })
            .collect(),
        scale: model
            .rows
            .iter()
            .find(|(_, row)| row.kind == RowKind::Scale)
            .map(|(id, _)| model.rows.id(id).to_string()),
        series: model
            .series
            .iter()
            .map(|(id, series)| SeriesFiles {
                link: Link { text: series.title.clone(), url: views.url(Route::Series(id)) },
                licence: series.licence.clone(),
                terms: series.terms.clone(),
                csv: views.url(Route::SeriesTable(id)),
                spreadsheet: views.url(Route::SeriesSpreadsheet(id)),
            })
            .collect(),
        roles: model
            .roles_by_name()
            .into_iter()
            .map(|id| Link { text: model.roles[id].name.clone(), url: views.url(Route::RoleData(id)) })
            .collect(),
    }
}

fn describe(views: &Views<'_>, model: &Model, data: DataFile) -> DataFileView {
    let columns =
        |anchor: &str| Link { text: words!(model.locale, "columns"), url: format!("#table.{anchor}") };
    let json = |schema| Link { text: "JSON Schema".to_string(), url: views.url(Route::DataSchema(schema)) };
    let (schema, spreadsheet) = match data {
        DataFile::Facts => (Some(columns("facts")), Some(DataFile::FactsSpreadsheet)),
        DataFile::Figures => (Some(columns("figures")), Some(DataFile::FiguresSpreadsheet)),
        DataFile::LevelFacts => (Some(columns("levels")), Some(DataFile::LevelFactsSpreadsheet)),
        DataFile::Grades => (Some(columns("grades")), Some(DataFile::GradesSpreadsheet)),
        _ => (schema::of(data).map(json), None),
    };
    DataFileView {
        link: Link { text: data.file().to_string(), url: views.url(Route::Data(data)) },
        holds: model.site.entity.in_words(data.describe()).into_owned(),
        size: size(&model.locale, file(model, data).len()),
        schema,
        spreadsheet: spreadsheet.map(|file| views.url(Route::Data(file))),
    }
}

/// Formats a size in bytes for people: `820 bytes`, `12 KB`, `1.4 MB`.
fn size(locale: &Locale, bytes: usize) -> String {
    match bytes {
        0..1000 => words!(locale, "size-bytes", count = bytes),
        1000..999_500 => words!(locale, "size-kilobytes", count = (bytes + 500) / 1000),
        _ => {
            let tenths = (bytes + 50_000) / 100_000;
            let number = locale.decimal(&format!("{}.{}", tenths / 10, tenths % 10));
            words!(locale, "size-megabytes", number = Value::Words(number))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_are_rounded() {
        let locale = crate::locale::SharedLocale::default();
        let sizes = [0, 999, 1000, 12_499, 999_499, 999_500, 1_449_999].map(|bytes| size(&locale, bytes));
        assert_eq!(
            sizes,
            ["0 bytes", "999 bytes", "1\u{a0}KB", "12\u{a0}KB", "999\u{a0}KB", "1.0\u{a0}MB", "1.4\u{a0}MB"]
        );
    }
}
