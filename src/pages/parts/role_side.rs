//! The parts of a role that all its comparisons share.

use serde::Serialize;

use crate::model::{Idx as _, Model, RoleId, Route, RowId, SkillId, ToolId};
use crate::pages::parts::cell::CellView;
use crate::pages::{Component, Html, Shared};

/// A role's header and cells, drawn once and shared by all its pairs.
pub(crate) struct RoleSide {
    head: Shared,
    cells: Vec<Shared>,
}

/// A role's tools and skills, each sorted by id.
pub(crate) struct RoleSets {
    pub(in crate::pages) tools: Vec<ToolId>,
    pub(in crate::pages) skills: Vec<SkillId>,
}

impl RoleSets {
    pub(in crate::pages) fn of(model: &Model, id: RoleId) -> RoleSets {
        let role = &model.roles[id];
        let mut skills = role.skills.clone();
        skills.sort_unstable();
        RoleSets { tools: role.tool_set(), skills }
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

#[derive(Debug, Hash, Serialize)]
struct DrawnCell {
    /// The kind of its row, or `none`.
    kind: &'static str,
    /// Number of its items.
    count: usize,
    html: Html,
}

/// Draws a cell with `draw`.
pub(in crate::pages) fn drawn_cell<E>(
    cell: &CellView,
    draw: impl Fn(&Component<'_>) -> Result<Html, E>,
) -> Result<Shared, E> {
    let html = draw(&Component::Cell { c: cell })?;
    Ok(Shared::new(&DrawnCell { kind: cell.kind, count: cell.items.len(), html }))
}

impl RoleSide {
    pub(in crate::pages) fn of<E>(
        model: &Model,
        id: RoleId,
        draw: impl Fn(&Component<'_>) -> Result<Html, E>,
    ) -> Result<RoleSide, E> {
        let role = &model.roles[id];
        let family = model.families.values().nth(role.family.index()).map(|family| family.label.clone());
        let cells = model.rows.indices().map(|row| drawn_cell(&CellView::of(model, id, row), &draw));
        Ok(RoleSide {
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

    /// Returns the role's name, summary and address.
    pub(in crate::pages) fn head(&self) -> Shared {
        self.head.clone()
    }

    /// Returns the role's cell in a row.
    pub(in crate::pages) fn cell(&self, row: RowId) -> Shared {
        self.cells[row.index()].clone()
    }
}
