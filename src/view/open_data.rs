//! Open data: every fact and figure with its source, as JSON and CSV.
//!
//! Names of fields stay; new ones may be added. What would break a reader goes to `/api/v2/`.

use serde_json::{Value, json};

use super::cell::cell_words;
use crate::compare::per;
use crate::model::{
    Basis, Cell, CellValue, Change, DataFile, Figure, Model, RoleId, Route, RowId, STATISTICS, Series,
    SeriesId, Statistic, users,
};

/// A file of data.
pub(super) fn file(model: &Model, file: DataFile) -> String {
    match file {
        DataFile::Index => pretty(&index(model)),
        DataFile::Rows => pretty(&rows(model)),
        DataFile::Roles => {
            pretty(&json!({ "roles": model.roles.numbers().map(|id| role(model, id)).collect::<Vec<_>>() }))
        }
        DataFile::Facts => facts(model),
        DataFile::Salaries => pretty(
            &json!({ "series": model.series.iter().map(|(id, s)| series(model, id, s)).collect::<Vec<_>>() }),
        ),
        DataFile::Figures => figures(model),
        DataFile::Sources => pretty(&sources(model)),
        DataFile::Tools => pretty(&tools(model)),
        DataFile::Glossary => pretty(&glossary(model)),
        DataFile::Fit => {
            pretty(&model.fit.as_ref().map_or(Value::Null, |fit| super::fit::open_data(model, fit)))
        }
    }
}

/// One role's file.
pub(super) fn role_file(model: &Model, id: RoleId) -> String {
    pretty(&role(model, id))
}

fn pretty(value: &Value) -> String {
    let mut text = serde_json::to_string_pretty(value).expect("invariant: data is JSON");
    text.push('\n');
    text
}

fn index(model: &Model) -> Value {
    let files: Vec<Value> = DataFile::of(model)
        .map(|file| json!({ "file": file.file(), "url": model.whole(Route::Data(file)), "holds": file.describe() }))
        .collect();
    let roles: Vec<Value> = model
        .roles
        .iter()
        .map(|(id, role)| json!({ "id": model.roles.id(id), "name": role.name, "url": model.whole(Route::RoleData(id)) }))
        .collect();
    json!({
        "title": model.site.title,
        "description": model.site.description,
        "version": 1,
        "licence": "Facts and texts: CC BY 4.0. Figures of pay: as stated at each series.",
        "notes": [
            "A fact has `sources` (ids of sources.json), or `judgement: true` where it is the site's own judgement.",
            "Figures of different series are never pooled. Compare two only where region, level, year, currency, period and basis agree.",
            "Dates are as exact as they are known: 2026, 2026-11 or 2026-11-23.",
        ],
        "files": files,
        "roles": roles,
    })
}

fn rows(model: &Model) -> Value {
    let rows: Vec<Value> = model
        .rows
        .iter()
        .map(|(id, row)| {
            let levels: Vec<Value> = row.levels.iter().map(|(id, label)| json!({ "id": id, "label": label })).collect();
            json!({
                "id": model.rows.id(id), "group": model.groups.id(row.group), "label": row.label, "kind": row.kind,
                "question": row.question, "read": row.read, "unit": row.unit, "levels": levels,
            })
        })
        .collect();
    json!({ "rows": rows })
}

fn ids_of(model: &Model, basis: &Basis) -> Vec<Value> {
    basis.sources().iter().map(|id| json!(model.references.id(*id))).collect()
}

fn change(change: &Change) -> Value {
    json!({ "on": change.on, "was": change.was, "why": change.why })
}

fn cell(model: &Model, row_id: RowId, cell: &Cell) -> Value {
    let row = &model.rows[row_id];
    let mut value = json!({
        "row": model.rows.id(row_id),
        "text": cell_words(model, row_id, cell),
        "note": cell.note,
        "sources": ids_of(model, &cell.basis),
        "judgement": cell.basis == Basis::Judgement,
        "confidence": cell.confidence,
        "as_of": cell.as_of,
        "changed": cell.changes.iter().map(change).collect::<Vec<_>>(),
    });
    match &cell.value {
        CellValue::Level(level) => value["level"] = json!(row.levels.get(*level).map(|(id, _)| id)),
        CellValue::Items(items) => value["items"] = json!(items),
        CellValue::Amount(number) => value["amount"] = json!(number),
        CellValue::Text(_) => {}
    }
    value
}

fn role(model: &Model, id: RoleId) -> Value {
    let role = &model.roles[id];
    let facts: Vec<Value> =
        model.rows.numbers().filter_map(|row| role.cell(row).map(|c| cell(model, row, c))).collect();
    let responsibilities: Vec<Value> = role
        .responsibilities
        .iter()
        .map(|r| json!({ "text": r.text, "sources": ids_of(model, &r.basis), "judgement": r.basis == Basis::Judgement }))
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
                "sources": ids_of(model, &m.basis), "judgement": m.basis == Basis::Judgement,
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
        "url": model.whole(Route::Role(id)),
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
        "url": model.whole(Route::Series(id)),
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
        "year": figure.year,
        "currency": figure.currency,
        "n": figure.n,
        "employment": figure.employment,
    });
    for name in STATISTICS {
        value[name] = json!(Statistic::named(name).and_then(|statistic| figure.amount(statistic)));
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
                "url": model.whole(Route::Term(id)),
            })
        })
        .collect();
    json!({ "terms": terms })
}

/// Every fact on a line (RFC 4180).
fn facts(model: &Model) -> String {
    let mut out = String::new();
    line(&mut out, &["role", "row", "text", "note", "confidence", "judgement", "as_of", "sources"]);
    for (id, role) in model.roles.iter() {
        for row in model.rows.numbers() {
            let Some(cell) = role.cell(row) else { continue };
            let sources: Vec<&str> =
                cell.basis.sources().iter().map(|id| model.references.id(*id).as_str()).collect();
            line(
                &mut out,
                &[
                    model.roles.id(id).as_str(),
                    model.rows.id(row).as_str(),
                    &cell_words(model, row, cell),
                    cell.note.as_deref().unwrap_or(""),
                    cell.confidence.word(),
                    if cell.basis == Basis::Judgement { "true" } else { "false" },
                    &cell.as_of.map_or_else(String::new, |date| date.to_string()),
                    &sources.join(" "),
                ],
            );
        }
    }
    out
}

/// Every figure of pay on a line.
fn figures(model: &Model) -> String {
    let mut out = String::new();
    let mut head = vec![
        "series",
        "role",
        "title",
        "region",
        "level",
        "year",
        "currency",
        "per",
        "basis",
        "population",
        "n",
        "employment",
    ];
    head.extend(STATISTICS);
    line(&mut out, &head);
    let number = |n: Option<u32>| n.map_or_else(String::new, |n| n.to_string());
    for (id, series) in model.series.iter() {
        for figure in &series.figures {
            let mut fields = vec![
                model.series.id(id).to_string(),
                model.roles.id(figure.role).to_string(),
                figure.title.clone().unwrap_or_default(),
                model.regions.id(figure.region).to_string(),
                figure.level.clone().unwrap_or_else(|| "all".to_string()),
                figure.year.to_string(),
                figure.currency.code().to_string(),
                per(series.period).trim_start_matches("a ").to_string(),
                series.basis.word().to_string(),
                series.population.word().to_string(),
                number(figure.n),
                number(figure.employment),
            ];
            fields.extend(figure.amounts.iter().map(|amount| number(*amount)));
            let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
            line(&mut out, &fields);
        }
    }
    out
}

/// A line of CSV. A field that a spreadsheet would take for a formula gets a quote in front, as OWASP advises.
pub(super) fn line(out: &mut String, fields: &[&str]) {
    for (index, field) in fields.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        let formula = field.starts_with(['=', '@', '\t', '\r'])
            || (field.starts_with(['+', '-']) && field.parse::<f64>().is_err());
        let guarded = if formula { format!("'{field}") } else { (*field).to_string() };
        if guarded.contains([',', '"', '\n', '\r']) {
            out.push('"');
            out.push_str(&guarded.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&guarded);
        }
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn a_field_is_a_field_and_never_a_formula() {
        let mut out = String::new();
        line(&mut out, &["a", "b, c", "say \"x\"", "=1+1", "-4", "+15 %"]);
        assert_eq!(out, "a,\"b, c\",\"say \"\"x\"\"\",'=1+1,-4,'+15 %\r\n");
    }
}
