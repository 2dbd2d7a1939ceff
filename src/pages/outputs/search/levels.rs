//! The names under which search finds levels: `Senior SRE`, and `Senior SRE vs Staff SRE` for the step between two.

use crate::compare::levels::ladder_steps;
use crate::model::{Model, RoleId, Route, ScaleLevelId};
use crate::pages::parts::frameworks::step_id;
use crate::words;

/// A level or step that search finds.
pub(super) struct LevelName {
    /// The address below the site's base, with an anchor.
    pub(super) address: String,
    pub(super) names: Vec<String>,
}

/// Returns the names of all levels and steps, by role.
pub(super) fn names(model: &Model) -> Vec<LevelName> {
    model.roles_with_ladder().into_iter().flat_map(|role| of_role(model, role)).collect()
}

fn of_role(model: &Model, id: RoleId) -> Vec<LevelName> {
    let (locale, role) = (&model.locale, &model.roles[id]);
    let page = Route::RoleLevels(id).url(model);
    let page = page.trim_start_matches('/');
    let level_of_role = |level: ScaleLevelId, role: &str| {
        words!(locale, "name-of-level", level = &model.scale[level].label, role = role)
    };
    let mut names = vec![LevelName {
        address: page.to_string(),
        names: vec![words!(locale, "role-levels-title", role = &role.short)],
    }];
    let has = |level: &ScaleLevelId| {
        model.ladders(id).any(|(_, ladder)| ladder.levels_at(*level, model).next().is_some())
    };
    for level in model.scale.indices().filter(has) {
        let mut of_level = vec![level_of_role(level, &role.short)];
        if role.short != role.name {
            of_level.push(level_of_role(level, &role.name));
        }
        names.push(LevelName { address: format!("{page}#{}", model.scale.id(level)), names: of_level });
    }
    for (from, to) in ladder_steps(model, id).into_keys().filter(|(from, to)| from != to) {
        let (before, after) = (level_of_role(from, &role.short), level_of_role(to, &role.short));
        let title = words!(locale, "pair-title", left = before, right = after);
        names.push(LevelName {
            address: format!("{page}#{}", step_id(model, (from, to))),
            names: vec![title],
        });
    }
    names
}
