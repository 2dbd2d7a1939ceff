//! Roles: their cells, tools, skills and ways.

use super::exports::RowExports;
use super::linker::Linker;
use super::symbols::EntityKind;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    CategoryId, Cell, CellValue, Change, Idx as _, Move, Provenance, Responsibility, Role, ToolId,
};
use crate::parse::Spanned;
use crate::parse::record::{ChangeRecord, FactRecord, RoleFile, RowKind};
use crate::parse::scalar::Number;
use crate::url::Id;

pub(super) fn link(id: &Id, role: &RoleFile, linker: &mut Linker<'_>) -> Role {
    let names = linker.names;
    let family = linker.find(&role.family, &names.families, EntityKind::Family);
    former(id, role, linker);
    Role {
        name: role.name.value.0.clone(),
        short: role.short_name.as_ref().unwrap_or(&role.name.value).0.clone(),
        family: family.unwrap_or_else(|| crate::model::FamilyId::new(0)),
        also_known_as: role.also_known_as.iter().map(|name| name.0.clone()).collect(),
        summary: role.summary.value.0.clone(),
        cells: cells(role, linker),
        responsibilities: role
            .responsibilities
            .iter()
            .map(|record| Responsibility {
                text: record.text.0.clone(),
                basis: basis(&record.sources, record.judgement, linker),
            })
            .collect(),
        tools: tools(role, linker),
        skills: linker.find_all(&role.skills, &names.skills, EntityKind::Skill),
        moves: moves(id, role, linker),
    }
}

/// Reports ids that the role had before and that lead elsewhere.
fn former(id: &Id, role: &RoleFile, linker: &mut Linker<'_>) {
    let names = linker.names;
    for (n, was) in role.was.iter().enumerate() {
        let first = !role.was[..n].iter().any(|earlier| earlier.value == was.value);
        let own = names.was.get(&was.value).is_some_and(|role| names.roles.id(*role) == id);
        if !(first && own) {
            let message = format!("`{}` is another role's id, or was", was.value);
            linker.add(
                Diagnostic::new(Code::PathCollision, linker.at(was.span), message)
                    .help("an old id can lead to one role only"),
            );
        }
    }
}

fn cells(role: &RoleFile, linker: &mut Linker<'_>) -> Vec<Option<Cell>> {
    let names = linker.names;
    let mut cells = vec![None; names.rows.len()];
    for (row_id, fact) in &role.facts.0 {
        let Some(row) = linker.find(row_id, &names.rows, EntityKind::Row) else { continue };
        let value = cell_value(row_id, fact, &names.kinds[row.index()], linker);
        let record = &fact.value;
        let basis = basis(&record.sources, record.judgement, linker);
        let note = record.value.as_ref().map(|note| note.0.clone());
        cells[row.index()] = value.map(|value| Cell {
            note: if matches!(value, CellValue::Text(_)) { None } else { note },
            value,
            basis,
            confidence: record.confidence,
            as_of: record.as_of,
            changes: changes(record),
        });
    }
    cells
}

/// The changes of a fact, the last one first.
fn changes(record: &FactRecord) -> Vec<Change> {
    let change = |record: &ChangeRecord| Change {
        on: record.on.value,
        was: record.was.value.0.clone(),
        why: record.why.0.clone(),
    };
    let mut changes: Vec<Change> = record.changed.iter().map(change).collect();
    changes.sort_by_key(|change| std::cmp::Reverse(change.on));
    changes
}

/// The value that the row's kind asks for. Reports one that is missing, and those that belong to another kind.
fn cell_value(
    row_id: &Spanned<Id>,
    fact: &Spanned<FactRecord>,
    row: &RowExports,
    linker: &mut Linker<'_>,
) -> Option<CellValue> {
    let record = &fact.value;
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
            linker.add(
                Diagnostic::new(Code::CellKind, linker.at(row_id.span), message).help("delete this fact"),
            );
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
        linker.add(Diagnostic::new(Code::CellKind, linker.at(row_id.span), message));
    }
    let missing = |linker: &mut Linker<'_>| {
        // One slip, one complaint: who wrote the wrong key has been told which is the right one, and a value
        // that could not be read may be the one that is missing.
        if wrong.is_none() && !linker.is_broken() {
            let message =
                format!("the row `{}` is of kind `{}` and needs `{wanted}`", row_id.value, row.kind.word());
            linker.add(Diagnostic::new(Code::CellKind, linker.at(row_id.span), message));
        }
    };
    let value = match row.kind {
        RowKind::Scale => match &record.level {
            Some(level) => return level_of(row_id, level, row, linker),
            None => None,
        },
        RowKind::List => record
            .items
            .as_ref()
            .map(|items| CellValue::Items(items.iter().map(|item| item.0.clone()).collect())),
        RowKind::Number => {
            let amount = record.amount.as_ref();
            amount.map(|amount| CellValue::Amount(checked_amount(row_id, amount, row, linker)))
        }
        _ => record.value.as_ref().map(|text| CellValue::Text(text.0.clone())),
    };
    if value.is_none() {
        missing(linker);
    }
    value
}

/// The number of a cell. Reports one that is more exact than its row shows.
fn checked_amount(
    row_id: &Spanned<Id>,
    amount: &Spanned<Number>,
    row: &RowExports,
    linker: &mut Linker<'_>,
) -> Number {
    let decimals = amount.value.decimals();
    if decimals > row.decimals {
        let message = format!(
            "`{}` has {decimals} decimals, and numbers of the row `{}` have at most {}",
            amount.value, row_id.value, row.decimals
        );
        linker
            .add(Diagnostic::new(Code::OutOfRange, linker.at(amount.span), message).help(format!(
                "round it, or give the row `decimals: {decimals}` in content/comparison.yaml"
            )));
    }
    amount.value
}

fn level_of(
    row_id: &Spanned<Id>,
    level: &Spanned<Id>,
    row: &RowExports,
    linker: &mut Linker<'_>,
) -> Option<CellValue> {
    let found = row.levels.iter().position(|known| *known == level.value);
    if found.is_none() {
        let message = format!("the row `{}` has no level `{}`", row_id.value, level.value);
        let names = row.levels.iter().map(Id::as_str);
        linker.add(
            Diagnostic::new(Code::UnknownName, linker.at(level.span), message)
                .suggest(level.value.as_str(), names),
        );
    }
    found.map(CellValue::Level)
}

/// Where a claim comes from. Both answers at once is a mistake; neither is a warning of the check stage.
pub(super) fn basis(sources: &[Spanned<Id>], judgement: bool, linker: &mut Linker<'_>) -> Provenance {
    let found = linker.find_all(sources, &linker.names.references, EntityKind::Source);
    match (found.is_empty(), judgement) {
        (false, _) => Provenance::Sources(found),
        (true, true) => Provenance::Judgement,
        (true, false) => Provenance::Nothing,
    }
}

fn tools(role: &RoleFile, linker: &mut Linker<'_>) -> Vec<(CategoryId, Vec<ToolId>)> {
    let names = linker.names;
    let mut uses = Vec::new();
    for (category, tools) in &role.tools.0 {
        let found = linker.find(category, &names.categories, EntityKind::Category);
        let tools = linker.find_all(tools, &names.tools, EntityKind::Tool);
        uses.extend(found.map(|category| (category, tools)));
    }
    uses.sort_by_key(|(category, _)| *category);
    uses
}

fn moves(id: &Id, role: &RoleFile, linker: &mut Linker<'_>) -> Vec<Move> {
    let names = linker.names;
    let mut moves: Vec<Move> = Vec::new();
    for record in &role.moves_to {
        let learn = linker.find_all(&record.learn, &names.skills, EntityKind::Skill);
        let basis = basis(&record.sources, record.judgement, linker);
        let Some(to) = linker.find(&record.role, &names.roles, EntityKind::Role) else { continue };
        let place = linker.at(record.role.span);
        if record.role.value == *id {
            linker.add(Diagnostic::new(Code::SelfReference, place, "a role does not lead to itself"));
        } else if moves.iter().any(|known| known.to == to) {
            let message = format!("the way to `{}` is described twice", record.role.value);
            linker.add(Diagnostic::new(Code::DuplicateId, place, message).help("keep one of them"));
        } else {
            moves.push(Move { to, how: record.how.0.clone(), learn, basis });
        }
    }
    moves
}
