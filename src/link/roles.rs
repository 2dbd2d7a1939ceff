//! Links roles: their cells, tools, skills and career moves.

use super::exports::RowExports;
use super::linker::Linker;
use super::symbols::EntityKind;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    CategoryId, Cell, CellValue, Change, Idx as _, Move, Provenance, Responsibility, Role, RowId, Symbol,
    ToolId,
};
use crate::parse::Spanned;
use crate::parse::record::{ChangeRecord, FactRecord, RoleFile, RowKind};
use crate::parse::scalar::Number;
use crate::url::Id;

pub(super) fn link(id: &Id, role: &RoleFile, linker: &mut Linker<'_>) -> Role {
    let names = linker.symbols;
    let family = linker.resolve(&role.family, &names.families, EntityKind::Family);
    check_former_ids(id, role, linker);
    Role {
        name: role.name.value.0.clone(),
        short: role.short_name.as_ref().unwrap_or(&role.name.value).0.clone(),
        family: family.unwrap_or_else(|| crate::model::FamilyId::new(0)),
        also_known_as: role.also_known_as.iter().map(|name| name.value.0.clone()).collect(),
        summary: role.summary.value.0.clone(),
        cells: cells(role, linker),
        responsibilities: role
            .responsibilities
            .iter()
            .map(|record| Responsibility {
                text: record.text.0.clone(),
                provenance: provenance(&record.sources, record.judgement, linker),
            })
            .collect(),
        tools: tools(role, linker),
        skills: linker.resolve_all(&role.skills, &names.skills, EntityKind::Skill),
        moves: moves(id, role, linker),
    }
}

/// Reports former ids of the role that belong to another role, or are listed twice.
fn check_former_ids(id: &Id, role: &RoleFile, linker: &mut Linker<'_>) {
    let names = linker.symbols;
    for (n, was) in role.was.iter().enumerate() {
        let first = !role.was[..n].iter().any(|earlier| earlier.value == was.value);
        let own = names.was.get(&was.value).is_some_and(|role| names.roles.id(*role) == id);
        if !(first && own) {
            let message = format!("`{}` is or was the id of another role, or is listed twice", was.value);
            linker.add(
                Diagnostic::new(Code::PathCollision, linker.at(was.span), message)
                    .help("an old id can redirect to one role only"),
            );
        }
    }
}

fn cells(role: &RoleFile, linker: &mut Linker<'_>) -> Vec<Option<Cell>> {
    let names = linker.symbols;
    let mut cells = vec![None; names.rows.len()];
    for (row_id, fact) in &role.facts.0 {
        let Some(row) = linker.resolve(row_id, &names.rows, EntityKind::Row) else { continue };
        let value = cell_value(row_id, fact, row, linker);
        let record = &fact.value;
        let basis = provenance(&record.sources, record.judgement, linker);
        let note = record.value.as_ref().map(|note| note.0.clone());
        cells[row.index()] = value.map(|value| Cell {
            note: if matches!(value, CellValue::Text(_) | CellValue::Link { .. }) { None } else { note },
            value,
            provenance: basis,
            confidence: record.confidence,
            as_of: record.as_of,
            changes: changes(record),
        });
    }
    cells
}

/// Returns the changes of a fact, the last one first.
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

/// Returns the value that the row's kind requires. Reports a missing value, and values of another kind.
fn cell_value(
    row_id: &Spanned<Id>,
    fact: &Spanned<FactRecord>,
    id: RowId,
    linker: &mut Linker<'_>,
) -> Option<CellValue> {
    // No cascading errors: a mistake in the row is reported there, and not at every fact.
    if !linker.symbols.is_row_certain(id) {
        return None;
    }
    let row = &linker.symbols.kinds[id.index()];
    let record = &fact.value;
    let given = record.typed_keys();
    let Some(expected) = row.kind.value_key() else {
        let from = if row.kind == RowKind::Tools { "`tools:`" } else { "`content/salaries/`" };
        let message = format!("the row `{}` is drawn from {from}, not from a fact", row_id.value);
        linker.add(Diagnostic::new(Code::CellKind, linker.at(row_id.span), message).help("delete this fact"));
        return None;
    };
    let wrong = given.iter().find(|(key, given)| *given && *key != expected);
    if let Some((key, _)) = wrong {
        let message = format!(
            "the row `{}` is of kind `{}` and expects `{expected}`, not `{key}`",
            row_id.value,
            row.kind.word()
        );
        linker.add(Diagnostic::new(Code::CellKind, linker.at(row_id.span), message));
    }
    let missing = |linker: &mut Linker<'_>| {
        // No cascading errors: the diagnostic for a wrong key already names the right one, and in a file with an error the
        // missing value may be one that could not be read.
        if wrong.is_none() && !linker.is_broken() {
            let message =
                format!("the row `{}` is of kind `{}` and needs `{expected}`", row_id.value, row.kind.word());
            linker.add(Diagnostic::new(Code::CellKind, linker.at(row_id.span), message));
        }
    };
    let value = match row.kind {
        RowKind::Scale => match &record.level {
            Some(level) => return level_of((row_id, id), level, row, linker),
            None => None,
        },
        RowKind::List => record
            .items
            .as_ref()
            .map(|items| CellValue::Items(items.0.iter().map(|item| item.0.clone()).collect())),
        RowKind::Number => {
            let amount = record.amount.as_ref();
            amount.map(|amount| CellValue::Amount(checked_amount(row_id, amount, row, linker)))
        }
        RowKind::YesNo => record.answer.map(CellValue::Answer),
        RowKind::Date => record.date.map(|date| CellValue::Date(date.0)),
        RowKind::Link => record.link.as_ref().map(|link| CellValue::Link {
            text: record.value.as_ref().map_or_else(|| host(&link.0).to_string(), |text| text.0.clone()),
            url: link.0.clone(),
        }),
        RowKind::Range => record.range.as_ref().map(|range| {
            for end in [range.value.from, range.value.to] {
                checked_amount(row_id, &Spanned { value: end, span: range.span }, row, linker);
            }
            CellValue::Range(range.value)
        }),
        RowKind::Text | RowKind::Tools | RowKind::Salary => {
            record.value.as_ref().map(|text| CellValue::Text(text.0.clone()))
        }
    };
    if value.is_none() {
        missing(linker);
    }
    value
}

/// Returns the host of an address, the text of a link that has none.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    host.strip_prefix("www.").unwrap_or(host)
}

/// Returns the number of a cell. Reports a number with more decimals than its row shows.
fn checked_amount(
    row_id: &Spanned<Id>,
    amount: &Spanned<Number>,
    row: &RowExports,
    linker: &mut Linker<'_>,
) -> Number {
    let decimals = amount.value.decimals();
    if decimals > row.decimals {
        let message = format!(
            "`{}` has {decimals} decimals; numbers of the row `{}` have at most {}",
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
    (row_id, id): (&Spanned<Id>, RowId),
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
    if let Some(found) = found {
        linker.refer(level.span, Symbol::Level(id, found));
    }
    found.map(CellValue::Level)
}

/// Returns the provenance of a claim. The check stage reports a claim with both sources and judgement, or with neither.
pub(super) fn provenance(sources: &[Spanned<Id>], judgement: bool, linker: &mut Linker<'_>) -> Provenance {
    let found = linker.resolve_all(sources, &linker.symbols.references, EntityKind::Source);
    match (found.is_empty(), judgement) {
        (false, _) => Provenance::Sources(found),
        (true, true) => Provenance::Judgement,
        (true, false) => Provenance::Nothing,
    }
}

fn tools(role: &RoleFile, linker: &mut Linker<'_>) -> Vec<(CategoryId, Vec<ToolId>)> {
    let names = linker.symbols;
    let mut uses = Vec::new();
    for (category, tools) in &role.tools.0 {
        let found = linker.resolve(category, &names.categories, EntityKind::Category);
        let tools = linker.resolve_all(tools, &names.tools, EntityKind::Tool);
        uses.extend(found.map(|category| (category, tools)));
    }
    uses.sort_by_key(|(category, _)| *category);
    uses
}

fn moves(id: &Id, role: &RoleFile, linker: &mut Linker<'_>) -> Vec<Move> {
    let names = linker.symbols;
    let mut moves: Vec<Move> = Vec::new();
    for record in &role.moves_to {
        let learn = linker.resolve_all(&record.learn, &names.skills, EntityKind::Skill);
        let basis = provenance(&record.sources, record.judgement, linker);
        let Some(to) = linker.resolve(&record.role, &names.roles, EntityKind::Role) else { continue };
        let place = linker.at(record.role.span);
        if record.role.value == *id {
            linker.add(Diagnostic::new(Code::SelfReference, place, "a role cannot list a move to itself"));
        } else if moves.iter().any(|known| known.to == to) {
            let message = format!("the move to `{}` is listed twice", record.role.value);
            linker.add(Diagnostic::new(Code::DuplicateId, place, message).help("remove one of them"));
        } else {
            moves.push(Move { to, how: record.how.0.clone(), learn, provenance: basis });
        }
    }
    moves
}
