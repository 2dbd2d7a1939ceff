//! What a role brings to every comparison.

use serde::Serialize;

use crate::model::{Model, Number as _, RoleId, Route, RowId, SkillId, ToolId};
use crate::view::cell::CellView;
use crate::view::{Html, Part, Shared};

/// What a role brings to every comparison: made once, shared by all its pairs.
pub struct Side {
    head: Shared,
    cells: Vec<Shared>,
}

/// What a role has, for sets: sorted.
pub struct Has {
    pub(in crate::view) tools: Vec<ToolId>,
    pub(in crate::view) skills: Vec<SkillId>,
}

impl Has {
    pub(in crate::view) fn of(model: &Model, id: RoleId) -> Has {
        let role = &model.roles[id];
        let mut skills = role.skills.clone();
        skills.sort_unstable();
        Has { tools: role.tool_set(), skills }
    }
}

#[derive(Debug, Hash, Serialize)]
struct SideView {
    id: String,
    name: String,
    short: String,
    summary: String,
    family: String,
    url: String,
}

/// A cell, drawn.
#[derive(Debug, Hash, Serialize)]
struct DrawnCell {
    /// The kind of its row, or `none`.
    kind: &'static str,
    /// How many items it has.
    count: usize,
    html: Html,
}

/// A cell as pages hold it: drawn by `draw`.
pub(in crate::view) fn drawn_cell<E>(
    cell: &CellView,
    draw: impl Fn(&Part<'_>) -> Result<Html, E>,
) -> Result<Shared, E> {
    let html = draw(&Part::Cell { c: cell })?;
    Ok(Shared::new(&DrawnCell { kind: cell.kind, count: cell.items.len(), html }))
}

impl Side {
    pub(in crate::view) fn of<E>(
        model: &Model,
        id: RoleId,
        draw: impl Fn(&Part<'_>) -> Result<Html, E>,
    ) -> Result<Side, E> {
        let role = &model.roles[id];
        let family = model.families.values().nth(role.family.index()).map(|family| family.label.clone());
        let cells = model.rows.numbers().map(|row| drawn_cell(&CellView::of(model, id, row), &draw));
        Ok(Side {
            head: Shared::new(&SideView {
                id: model.roles.id(id).to_string(),
                name: role.name.clone(),
                short: role.short.clone(),
                summary: role.summary.clone(),
                family: family.unwrap_or_default(),
                url: model.address(Route::Role(id)),
            }),
            cells: cells.collect::<Result<_, E>>()?,
        })
    }

    /// The role's name, summary and address.
    pub(in crate::view) fn head(&self) -> Shared {
        self.head.clone()
    }

    /// The role's cell in a row.
    pub(in crate::view) fn cell(&self, row: RowId) -> Shared {
        self.cells[row.index()].clone()
    }
}
