//! The same level in other roles: skills to add, grades that rise, and skills carried over. Roles are compared within one
//! framework, because two frameworks grade by different standards.

use serde::Serialize;

use super::steps::{with_grade, with_grades};
use crate::compare::levels::compare_levels;
use crate::model::{Framework, Ladder, LadderLevel, Model, RoleId, ScaleLevelId};
use crate::pages::parts::chrome::Link;
use crate::pages::parts::frameworks::{level_name, role_levels_link};

/// A level of the common scale in other roles.
#[derive(Debug, Hash, Serialize)]
pub(super) struct LevelElsewhere {
    id: String,
    label: String,
    roles: Vec<OtherRole>,
}

/// The difference to another role at the same level.
#[derive(Debug, Hash, Serialize)]
struct OtherRole {
    role: Link,
    /// The level of the other role, with its framework.
    level: String,
    added: Vec<String>,
    raised: Vec<String>,
    kept: Vec<String>,
}

/// Returns the levels of a role that other roles have in a framework that grades both.
pub(super) fn elsewhere(model: &Model, role: RoleId) -> Vec<LevelElsewhere> {
    let level = |id: ScaleLevelId| {
        let roles: Vec<OtherRole> = model
            .ladders(role)
            .flat_map(|(framework, own)| {
                let framework = &model.frameworks[framework];
                let own = graded(own, id, model);
                let others = framework.ladders.iter().filter(move |other| other.role != role);
                others.filter_map(move |other| {
                    Some(other_role(model, framework, own?, other, graded(other, id, model)?))
                })
            })
            .collect();
        (!roles.is_empty()).then(|| LevelElsewhere {
            id: format!("{}.elsewhere", model.scale.id(id)),
            label: model.scale[id].label.clone(),
            roles,
        })
    };
    model.scale.indices().filter_map(level).collect()
}

/// Returns the highest level of a ladder at a level of the scale, if it has grades.
fn graded<'m>(ladder: &'m Ladder, at: ScaleLevelId, model: &'m Model) -> Option<&'m LadderLevel> {
    ladder.levels_at(at, model).filter(|level| !level.skills.is_empty()).last()
}

fn other_role(
    model: &Model,
    framework: &Framework,
    own: &LadderLevel,
    ladder: &Ladder,
    level: &LadderLevel,
) -> OtherRole {
    let change = compare_levels(own, level);
    let lower = change.lowered.iter().map(|(skill, _, grade)| (*skill, *grade));
    let kept: Vec<_> = change.kept.iter().copied().chain(lower).collect();
    OtherRole {
        role: role_levels_link(model, ladder.role),
        level: level_name(model, framework, level),
        added: with_grade(model, framework, &change.added),
        raised: with_grades(model, framework, &change.raised),
        kept: with_grade(model, framework, &kept),
    }
}
