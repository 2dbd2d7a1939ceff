//! Open data: every fact and figure with its source, as JSON and CSV.
//!
//! Field names are stable; new ones may be added. A breaking change would be published as `/api/v2/`. The schemas in
//! `schema/` and the columns in `csv` define the format; a test validates every file against them.

pub(in crate::pages) mod csv;
mod fit;
pub(in crate::pages) mod levels;
mod package;
pub(in crate::pages) mod schema;

use serde_json::{Value, json};

pub(in crate::pages) use csv::{Dialect, Writer};
pub(in crate::pages) use schema::file as schema_file;

use crate::model::{
    Cell, CellValue, Change, DataFile, DataSchema, Figure, Model, Provenance, RoleId, Route, RowId,
    STATISTICS, Series, SeriesId, Statistic, users,
};
use crate::pages::parts::cell::cell_words;

/// Generates a data file.
pub(in crate::pages) fn file(model: &Model, file: DataFile) -> String {
    let document = |schema, content| schema::document(model, schema, content);
    match file {
        DataFile::Index => document(DataSchema::Index, index(model)),
        DataFile::Rows => document(DataSchema::Rows, rows(model)),
        DataFile::Roles => {
            let roles: Vec<Value> = model.roles.indices().map(|id| role(model, id)).collect();
            document(DataSchema::Roles, json!({ "roles": roles }))
        }
        DataFile::Facts => csv::facts(model, Dialect::Exact),
        DataFile::FactsSpreadsheet => csv::facts(model, Dialect::Spreadsheet),
        DataFile::Salaries => {
            let all: Vec<Value> = model
                .series
                .iter()
                .filter(|(_, series)| series.is_open())
                .map(|(id, s)| series(model, id, s))
                .collect();
            document(DataSchema::Salaries, json!({ "series": all }))
        }
        DataFile::Figures => csv::figures(model, None, Dialect::Exact),
        DataFile::FiguresSpreadsheet => csv::figures(model, None, Dialect::Spreadsheet),
        DataFile::Sources => document(DataSchema::Sources, sources(model)),
        DataFile::Tools => document(DataSchema::Tools, tools(model)),
        DataFile::Glossary => document(DataSchema::Glossary, glossary(model)),
        DataFile::Fit => {
            let guide = model.fit.as_ref().map(|fit| fit::open_data(model, fit));
            document(DataSchema::Fit, guide.unwrap_or_default())
        }
        DataFile::Levels => document(DataSchema::Levels, levels::levels(model)),
        DataFile::LevelFacts => levels::level_facts(model, Dialect::Exact),
        DataFile::LevelFactsSpreadsheet => levels::level_facts(model, Dialect::Spreadsheet),
        DataFile::Grades => levels::grades(model, Dialect::Exact),
        DataFile::GradesSpreadsheet => levels::grades(model, Dialect::Spreadsheet),
        DataFile::Package => pretty(&package::package(model)),
    }
}

/// Returns the figures of one dataset as CSV.
pub(in crate::pages) fn series_table(model: &Model, id: SeriesId, dialect: Dialect) -> String {
    csv::figures(model, Some(id), dialect)
}

/// Returns the file of one role.
pub(in crate::pages) fn role_file(model: &Model, id: RoleId) -> String {
    schema::document(model, DataSchema::Role, role(model, id))
}

fn pretty(value: &Value) -> String {
    let mut text = serde_json::to_string_pretty(value).expect("invariant: data is JSON");
    text.push('\n');
    text
}

fn index(model: &Model) -> Value {
    let files: Vec<Value> = DataFile::for_model(model)
        .map(|file| {
            let described = match schema::of(file) {
                Some(schema) => Some(model.absolute_url(Route::DataSchema(schema))),
                None => {
                    (file.media_type() == "text/csv").then(|| model.absolute_url(Route::Data(DataFile::Package)))
                }
            };
            json!({
                "file": file.file(), "url": model.absolute_url(Route::Data(file)), "media_type": file.media_type(),
                "holds": model.site.entity.in_words(file.describe()), "schema": described,
            })
        })
        .collect();
    let roles: Vec<Value> = model
        .roles
        .iter()
        .map(|(id, role)| json!({ "id": model.roles.id(id), "name": role.name, "url": model.absolute_url(Route::RoleData(id)) }))
        .collect();
    json!({
        "title": model.site.title,
        "description": model.site.description,
        "version": 1,
        "edition": model.latest_date(),
        "licence": licence(model),
        "documentation": model.absolute_url(Route::OpenData),
        "notes": [
            "A fact has `sources` (ids of sources.json), or `judgement: true` where it is the site's own judgement.",
            "Do not pool figures from different datasets. Compare two only where region, level, year, currency, period and basis agree.",
            "Dates are as precise as they are known: 2026, 2026-11 or 2026-11-23.",
        ],
        "files": files,
        "roles": roles,
    })
}

/// Returns the licences of the data in words; `None` if the site has neither a licence nor salary figures.
fn licence(model: &Model) -> Option<String> {
    let own = model.site.licence.as_ref().map(|licence| match &licence.url {
        Some(url) => format!("Facts and texts: {} ({url}).", licence.name),
        None => format!("Facts and texts: {}.", licence.name),
    });
    let figures =
        (!model.series.is_empty()).then(|| "Salary figures: as stated for each dataset.".to_string());
    let all: Vec<String> = own.into_iter().chain(figures).collect();
    (!all.is_empty()).then(|| all.join(" "))
}

fn rows(model: &Model) -> Value {
    let rows: Vec<Value> = model
        .rows
        .iter()
        .map(|(id, row)| {
            let levels: Vec<Value> = row.levels.iter().map(|(id, label)| json!({ "id": id, "label": label })).collect();
            json!({
                "id": model.rows.id(id), "group": model.groups.id(row.group), "label": row.label, "kind": row.kind,
                "question": row.question, "read": row.read, "unit": row.unit, "decimals": row.decimals,
                "signed": row.signed, "levels": levels,
            })
        })
        .collect();
    json!({ "rows": rows })
}

fn ids_of(model: &Model, basis: &Provenance) -> Vec<Value> {
    basis.sources().iter().map(|id| json!(model.references.id(*id))).collect()
}

fn change(change: &Change) -> Value {
    json!({ "on": change.on, "was": change.was, "why": change.why })
}

fn cell(model: &Model, row_id: RowId, cell: &Cell) -> Value {
    let row = &model.rows[row_id];
    let mut value = json!({
        "row": model.rows.id(row_id),
        "kind": row.kind,
        "text": fact_words(model, row_id, cell),
        "note": cell.note,
        "sources": ids_of(model, &cell.provenance),
        "judgement": cell.provenance == Provenance::Judgement,
        "confidence": cell.confidence,
        "as_of": cell.as_of,
        "changed": cell.changes.iter().map(change).collect::<Vec<_>>(),
    });
    match &cell.value {
        CellValue::Level(level) => value["level"] = json!(row.levels.get(*level).map(|(id, _)| id)),
        CellValue::Items(items) => value["items"] = json!(items),
        CellValue::Amount(number) => {
            value["amount"] = json!(number);
            value["unit"] = json!(row.unit);
        }
        CellValue::Answer(answer) => value["answer"] = json!(answer),
        CellValue::Date(date) => value["date"] = json!(date),
        CellValue::Link { url, .. } => value["link"] = json!(url),
        CellValue::Range(range) => {
            value["range"] = json!(range);
            value["unit"] = json!(row.unit);
        }
        CellValue::Text(_) => {}
    }
    value
}

fn role(model: &Model, id: RoleId) -> Value {
    let role = &model.roles[id];
    let facts: Vec<Value> =
        model.rows.indices().filter_map(|row| role.cell(row).map(|c| cell(model, row, c))).collect();
    let responsibilities: Vec<Value> = role
        .responsibilities
        .iter()
        .map(|r| json!({ "text": r.text, "sources": ids_of(model, &r.provenance), "judgement": r.provenance == Provenance::Judgement }))
        .collect();
    let tools: Vec<Value> = role
        .tools
        .iter()
        .map(|(category, tools)| {
            json!({
                "use": model.categories.id(*category),
                "tools": tools.iter().map(|tool| model.tools.id(*tool)).collect::<Vec<_>>(),
            })
        })
        .collect();
    let moves: Vec<Value> = role
        .moves
        .iter()
        .map(|m| {
            json!({
                "role": model.roles.id(m.to), "how": m.how,
                "learn": m.learn.iter().map(|skill| model.skills[*skill].name.clone()).collect::<Vec<_>>(),
                "sources": ids_of(model, &m.provenance), "judgement": m.provenance == Provenance::Judgement,
            })
        })
        .collect();
    json!({
        "id": model.roles.id(id),
        "name": role.name,
        "short_name": role.short,
        "also_known_as": role.also_known_as,
        "family": model.families.id(role.family),
        "summary": role.summary,
        "url": model.absolute_url(Route::Role(id)),
        "facts": facts,
        "responsibilities": responsibilities,
        "tools": tools,
        "skills": role.skills.iter().map(|skill| model.skills[*skill].name.clone()).collect::<Vec<_>>(),
        "moves_to": moves,
    })
}

fn series(model: &Model, id: SeriesId, series: &Series) -> Value {
    json!({
        "id": model.series.id(id),
        "title": series.title,
        "url": model.absolute_url(Route::Series(id)),
        "csv": model.absolute_url(Route::SeriesTable(id)),
        "source": model.references.id(series.source),
        "population": series.population,
        "basis": series.basis,
        "period": series.period,
        "licence": series.licence,
        "credit": series.credit.as_ref().map(|(text, url)| json!({ "text": text, "url": url })),
        "method": series.method,
        "warnings": series.warnings,
        "figures": series.figures.iter().map(|f| figure(model, f)).collect::<Vec<_>>(),
    })
}

fn figure(model: &Model, figure: &Figure) -> Value {
    let mut value = json!({
        "role": model.roles.id(figure.role),
        "title": figure.title,
        "region": model.regions.id(figure.region),
        "level": figure.level.as_deref().unwrap_or("all"),
        "scale_level": figure.at.map(|at| model.scale.id(at)),
        "experience": figure.is_experience,
        "year": figure.year,
        "year_from": figure.year.from.year,
        "year_to": figure.year.to.year,
        "currency": figure.currency,
        "n": figure.n,
        "employment": figure.employment,
    });
    for name in STATISTICS {
        value[name] = json!(Statistic::from_name(name).and_then(|statistic| figure.amount(statistic)));
    }
    value
}

fn sources(model: &Model) -> Value {
    let sources: Vec<Value> = model
        .references
        .iter()
        .map(|(id, r)| {
            json!({
                "id": model.references.id(id), "title": r.title, "url": r.url, "publisher": r.publisher,
                "published": r.published, "accessed": r.accessed, "seen": r.seen, "licence": r.licence, "note": r.note,
            })
        })
        .collect();
    json!({ "sources": sources })
}

fn tools(model: &Model) -> Value {
    let tools: Vec<Value> = model
        .tools
        .iter()
        .map(|(id, tool)| {
            let used_by: Vec<Value> = users(&model.roles, id)
                .into_iter()
                .map(|(role, uses)| {
                    let uses: Vec<_> = uses.into_iter().map(|category| model.categories.id(category)).collect();
                    json!({ "role": model.roles.id(role), "uses": uses })
                })
                .collect();
            json!({
                "id": model.tools.id(id), "name": tool.name, "url": tool.url, "category": model.categories.id(tool.category),
                "line": tool.line, "also_known_as": tool.also_known_as, "used_by": used_by,
            })
        })
        .collect();
    json!({ "tools": tools })
}

fn glossary(model: &Model) -> Value {
    let terms: Vec<Value> = model
        .terms
        .iter()
        .map(|(id, term)| {
            json!({
                "id": model.terms.id(id), "term": term.name, "line": term.line, "also_known_as": term.also_known_as,
                "see": term.see.iter().map(|see| model.terms.id(*see)).collect::<Vec<_>>(),
                "sources": term.sources.iter().map(|source| model.references.id(*source)).collect::<Vec<_>>(),
                "url": model.absolute_url(Route::Term(id)),
            })
        })
        .collect();
    json!({ "terms": terms })
}

/// Returns a fact in words. Items are joined by semicolons, since they may contain commas.
fn fact_words(model: &Model, row: RowId, cell: &Cell) -> String {
    match &cell.value {
        CellValue::Items(items) => items.join("; "),
        _ => cell_words(model, row, cell),
    }
}
