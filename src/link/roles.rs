//! Roles: their cells, tools, skills and ways.

use std::sync::Arc;

use super::names::{Kind, Names};
use super::{Linker, prose};
use crate::diagnostic::{Code, Diagnostic, Place, Span};
use crate::model::{
    Basis, Cell, CellValue, Move, Number as _, Responsibility, Role, RoleId, RowId, Series, SeriesId, Table,
};
use crate::parse::Placed;
use crate::parse::record::{FactRecord, RoleFile, RowKind, RowRecord};
use crate::url::Id;

pub(super) fn link(
    names: &Names<'_>,
    series: &Table<SeriesId, Series>,
    linker: &mut Linker,
) -> Table<RoleId, Role> {
    linker.map(&names.roles, |id, (file, role), linker| {
        let family = linker.find(file, &role.family, &names.families, Kind::Family);
        Role {
            name: role.name.0.clone(),
            short: role.short_name.as_ref().unwrap_or(&role.name).0.clone(),
            family: family.unwrap_or_else(|| crate::model::Number::new(0)),
            also_known_as: role.also_known_as.iter().map(|name| name.0.clone()).collect(),
            summary: role.summary.value.0.clone(),
            cells: cells(file, role, names, linker),
            responsibilities: role
                .responsibilities
                .iter()
                .map(|record| Responsibility {
                    text: record.text.0.clone(),
                    basis: basis(file, &record.sources, record.judgement, names, linker),
                })
                .collect(),
            tools: tools(file, role, names, linker),
            skills: linker.find_all(file, &role.skills, &names.skills, Kind::Skill),
            moves: moves(id, file, role, names, linker),
            guide: names.guides.get(&id).map(|(file, matter, body)| {
                (matter.reviewed, prose::link(file, body, names, series, linker))
            }),
        }
    })
}

fn cells(file: &Arc<str>, role: &RoleFile, names: &Names<'_>, linker: &mut Linker) -> Vec<Option<Cell>> {
    let mut cells = vec![None; names.rows.len()];
    for (row_id, fact) in &role.facts.0 {
        let Some(row) = linker.find(file, row_id, &names.rows, Kind::Row) else { continue };
        let value = cell_value(file, row_id, fact, names.rows[row], linker);
        let record = &fact.value;
        let basis = basis(file, &record.sources, record.judgement, names, linker);
        let note = record.value.as_ref().map(|note| note.0.clone());
        cells[row.index()] = value.map(|value| Cell {
            note: if matches!(value, CellValue::Text(_)) { None } else { note },
            value,
            basis,
            confidence: record.confidence,
            as_of: record.as_of,
        });
    }
    cells
}

/// The value that the row's kind asks for. Reports one that is missing, and those that belong to another kind.
fn cell_value(
    file: &Arc<str>,
    row_id: &Placed<Id>,
    fact: &Placed<FactRecord>,
    row: &RowRecord,
    linker: &mut Linker,
) -> Option<CellValue> {
    let record = &fact.value;
    let at = |span| Place { file: Arc::clone(file), span };
    let given = [
        ("level", record.level.is_some()),
        ("items", record.items.is_some()),
        ("amount", record.amount.is_some()),
    ];
    let wanted = match row.kind {
        RowKind::Text => "value",
        RowKind::Scale => "level",
        RowKind::List => "items",
        RowKind::Number => "amount",
        RowKind::Tools | RowKind::Salary => {
            let from = if row.kind == RowKind::Tools { "`tools:`" } else { "`content/salaries/`" };
            let message = format!("the row `{}` is drawn from {from}, not from a fact", row_id.value);
            linker.add(Diagnostic::new(Code::CellKind, at(row_id.span), message).help("delete this fact"));
            return None;
        }
    };
    let wrong = given.iter().find(|(key, given)| *given && *key != wanted);
    if let Some((key, _)) = wrong {
        let message = format!(
            "the row `{}` is of kind `{}` and takes `{wanted}`, not `{key}`",
            row_id.value,
            row.kind.word()
        );
        linker.add(Diagnostic::new(Code::CellKind, at(row_id.span), message));
    }
    let missing = |linker: &mut Linker| {
        // One slip, one complaint: who wrote the wrong key has been told which is the right one, and a value
        // that could not be read may be the one that is missing.
        if wrong.is_none() && !linker.known.broken.contains(file) {
            let message =
                format!("the row `{}` is of kind `{}` and needs `{wanted}`", row_id.value, row.kind.word());
            linker.add(Diagnostic::new(Code::CellKind, at(row_id.span), message));
        }
    };
    let value = match row.kind {
        RowKind::Scale => match &record.level {
            Some(level) => return level_of(file, level, row, linker),
            None => None,
        },
        RowKind::List => record
            .items
            .as_ref()
            .map(|items| CellValue::Items(items.iter().map(|item| item.0.clone()).collect())),
        RowKind::Number => record.amount.map(CellValue::Amount),
        _ => record.value.as_ref().map(|text| CellValue::Text(text.0.clone())),
    };
    if value.is_none() {
        missing(linker);
    }
    value
}

fn level_of(file: &Arc<str>, level: &Placed<Id>, row: &RowRecord, linker: &mut Linker) -> Option<CellValue> {
    let found = row.levels.iter().position(|known| known.id.value == level.value);
    if found.is_none() {
        let place = Place { file: Arc::clone(file), span: level.span };
        let message = format!("the row `{}` has no level `{}`", row.id.value, level.value);
        let names = row.levels.iter().map(|known| known.id.value.as_str());
        linker.add(Diagnostic::new(Code::UnknownName, place, message).suggest(level.value.as_str(), names));
    }
    found.map(CellValue::Level)
}

/// Where a claim comes from. Both answers at once is a mistake; neither is a warning of the check stage.
fn basis(
    file: &Arc<str>,
    sources: &[Placed<Id>],
    judgement: bool,
    names: &Names<'_>,
    linker: &mut Linker,
) -> Basis {
    let found = linker.find_all(file, sources, &names.references, Kind::Source);
    match (found.is_empty(), judgement) {
        (false, _) => Basis::Sources(found),
        (true, true) => Basis::Judgement,
        (true, false) => Basis::Nothing,
    }
}

fn tools(
    file: &Arc<str>,
    role: &RoleFile,
    names: &Names<'_>,
    linker: &mut Linker,
) -> Vec<(crate::model::CategoryId, Vec<crate::model::ToolId>)> {
    let mut uses = Vec::new();
    for (category, tools) in &role.tools.0 {
        let found = linker.find(file, category, &names.categories, Kind::Category);
        let tools = linker.find_all(file, tools, &names.tools, Kind::Tool);
        uses.extend(found.map(|category| (category, tools)));
    }
    uses.sort_by_key(|(category, _)| *category);
    uses
}

fn moves(id: RoleId, file: &Arc<str>, role: &RoleFile, names: &Names<'_>, linker: &mut Linker) -> Vec<Move> {
    let mut moves: Vec<Move> = Vec::new();
    for record in &role.moves_to {
        let learn = linker.find_all(file, &record.learn, &names.skills, Kind::Skill);
        let basis = basis(file, &record.sources, record.judgement, names, linker);
        let Some(to) = linker.find(file, &record.role, &names.roles, Kind::Role) else { continue };
        let at = |span: Span| Place { file: Arc::clone(file), span };
        if to == id {
            linker.add(Diagnostic::new(
                Code::SelfReference,
                at(record.role.span),
                "a role does not lead to itself",
            ));
        } else if moves.iter().any(|known| known.to == to) {
            let message = format!("the way to `{}` is described twice", record.role.value);
            linker.add(
                Diagnostic::new(Code::DuplicateId, at(record.role.span), message).help("keep one of them"),
            );
        } else {
            moves.push(Move { to, how: record.how.0.clone(), learn, basis });
        }
    }
    moves
}

/// The cell of a role by the ids of both, for references in prose.
pub(super) fn has_cell(names: &Names<'_>, role: RoleId, row: RowId) -> bool {
    let (_, record) = names.roles[role];
    record.facts.0.iter().any(|(id, _)| id.value == *names.rows.id(row))
}
