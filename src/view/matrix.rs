//! The matrix: every row of every role.

use serde::Serialize;

use super::frame::Frame;
use super::{Shared, Views};
use crate::model::{Model, RoleId, Route};

/// The matrix.
#[derive(Debug, Hash, Serialize)]
pub struct MatrixView {
    frame: Frame,
    roles: Vec<Shared>,
    groups: Vec<GroupView>,
    columns: usize,
}

#[derive(Debug, Hash, Serialize)]
struct GroupView {
    id: String,
    label: String,
    rows: Vec<RowCells>,
}

#[derive(Debug, Hash, Serialize)]
struct RowCells {
    row: Shared,
    cells: Vec<Shared>,
}

pub(super) fn view(views: &Views<'_>) -> MatrixView {
    let model = views.model();
    let roles = by_family(model);
    let groups = model.groups.iter().map(|(group, label)| GroupView {
        id: model.groups.id(group).to_string(),
        label: label.clone(),
        rows: model
            .rows
            .iter()
            .filter(|(_, row)| row.group == group)
            .map(|(row, _)| RowCells {
                row: views.row(row),
                cells: roles.iter().map(|role| views.side(*role).cell(row)).collect(),
            })
            .collect(),
    });
    let description = format!(
        "{} engineering roles in {} rows, every cell with its source and year or marked as our judgement.",
        roles.len(),
        model.rows.len()
    );
    MatrixView {
        frame: Frame::new(views, Route::Matrix, "Compare all roles", &description)
            .source("content/comparison.yaml".to_string()),
        columns: roles.len() + 1,
        groups: groups.filter(|group| !group.rows.is_empty()).collect(),
        roles: roles.iter().map(|role| views.side(*role).head()).collect(),
    }
}

/// Roles next to those of their family, families in the site's order.
fn by_family(model: &Model) -> Vec<RoleId> {
    let mut roles: Vec<RoleId> = model.roles.numbers().collect();
    roles.sort_by(|a, b| {
        let (x, y) = (&model.roles[*a], &model.roles[*b]);
        (x.family, &x.name).cmp(&(y.family, &y.name))
    });
    roles
}
