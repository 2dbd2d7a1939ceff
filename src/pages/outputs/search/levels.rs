//! The names under which search finds levels: `Senior SRE`, `Senior SRE vs Staff SRE` for the step between two, `Skills for
//! Staff` for a level of the common scale. Queries that compare levels or name a framework are understood by
//! `static/assets/search/levels.js`.

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

/// Returns the names of the levels of the common scale, and of all levels and steps by role.
pub(super) fn names(model: &Model) -> Vec<LevelName> {
    let scale = model.scale.indices().filter(|level| model.has_level(*level));
    let scale = scale.flat_map(|level| of_scale(model, level));
    scale.chain(model.roles_with_ladder().into_iter().flat_map(|role| of_role(model, role))).collect()
}

fn of_scale(model: &Model, level: ScaleLevelId) -> [LevelName; 2] {
    let (locale, label) = (&model.locale, &model.scale[level].label);
    let page = Route::Level(level).url(model);
    let page = page.trim_start_matches('/');
    let mut ladders = model.frameworks.values().flat_map(|framework| &framework.ladders);
    let has_grades =
        ladders.any(|ladder| ladder.levels_at(level, model).any(|level| !level.skills.is_empty()));
    let skills = if has_grades { format!("{page}#page.skills") } else { page.to_string() };
    [
        LevelName { address: page.to_string(), names: vec![words!(locale, "level-word", level = label)] },
        LevelName { address: skills, names: vec![words!(locale, "level-skills-name", level = label)] },
    ]
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
    for level in model.scale.indices().filter(|level| model.has_role_level(id, *level)) {
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
