//! Roles by family.

use serde::Serialize;

use crate::model::{Idx as _, Model, RoleId, Route};
use crate::pages::Views;

/// A family and its roles.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct FamilyView {
    id: String,
    label: String,
    line: String,
    roles: Vec<RoleCard>,
}

#[derive(Debug, Hash, Serialize)]
struct RoleCard {
    id: String,
    name: String,
    short: String,
    url: String,
    summary: String,
    guide: bool,
}

pub(in crate::pages) fn families(views: &Views<'_>) -> Vec<FamilyView> {
    let model = views.model();
    let card = |id: RoleId| {
        let role = &model.roles[id];
        RoleCard {
            id: model.roles.id(id).to_string(),
            name: role.name.clone(),
            short: role.short.clone(),
            url: views.url(Route::Role(id)),
            summary: role.summary.clone(),
            guide: model.guides.get(id).is_some(),
        }
    };
    let mut by_family: Vec<Vec<RoleId>> = vec![Vec::new(); model.families.len()];
    for id in model.roles_by_name() {
        if let Some(roles) = by_family.get_mut(model.roles[id].family.index()) {
            roles.push(id);
        }
    }
    model
        .families
        .iter()
        .zip(by_family)
        .map(|((id, family), roles)| FamilyView {
            id: model.families.id(id).to_string(),
            label: family.label.clone(),
            line: family.line.clone(),
            roles: roles.into_iter().map(card).collect(),
        })
        .filter(|family| !family.roles.is_empty())
        .collect()
}

/// Returns the roles sorted by family, in the site's order, then by name.
pub(in crate::pages) fn by_family(model: &Model) -> Vec<RoleId> {
    let mut roles = model.roles_by_name();
    roles.sort_by_key(|role| model.roles[*role].family);
    roles
}
