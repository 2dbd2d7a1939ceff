//! The table of the grades that each level requires. Grades are words, with dots that need no colour.

use serde::Serialize;

use crate::collation::CollationKey;
use crate::model::{Framework, GradeId, Idx as _, Ladder, LadderSkill, Model, RoleId};
use crate::pages::parts::chrome::Link;
use crate::pages::parts::moves::skill_link;

/// The grades of one framework.
#[derive(Debug, Hash, Serialize)]
pub(super) struct GradeTable {
    id: String,
    framework: String,
    title: String,
    levels: Vec<String>,
    skills: Vec<SkillRow>,
    /// The reasons for grades that are lower than before: the level, its skills and the reason.
    lowered: Vec<(String, String, String)>,
}

/// The grades of a skill, one for each level.
#[derive(Debug, Hash, Serialize)]
struct SkillRow {
    name: String,
    /// The skill of the site that means the same, if it has another name.
    skill: Option<Link>,
    note: Option<String>,
    cells: Vec<Option<GradeView>>,
}

#[derive(Debug, Hash, Serialize)]
struct GradeView {
    label: String,
    dots: String,
}

/// Returns the tables of a role: one for each framework with grades.
pub(super) fn tables(model: &Model, role: RoleId) -> Vec<GradeTable> {
    let tables = model.ladders(role).filter_map(|(id, ladder)| {
        let framework = &model.frameworks[id];
        let skills = skill_rows(model, framework, ladder);
        (!skills.is_empty()).then(|| GradeTable {
            id: format!("page.grades.{}", model.frameworks.id(id)),
            framework: framework.publisher.clone(),
            title: ladder.title.clone(),
            levels: ladder.levels.iter().map(|level| level.label.clone()).collect(),
            lowered: lowered(model, framework, ladder),
            skills,
        })
    });
    tables.collect()
}

fn skill_rows(model: &Model, framework: &Framework, ladder: &Ladder) -> Vec<SkillRow> {
    let mut skills: Vec<LadderSkill> =
        ladder.levels.iter().flat_map(|level| level.skills.iter().map(|(skill, _)| *skill)).collect();
    skills.sort_by_cached_key(|skill| (CollationKey::new(framework.skill_name(*skill, model)), *skill));
    skills.dedup();
    let row = |skill: LadderSkill| {
        let name = framework.skill_name(skill, model).to_string();
        let site = framework.site_skill(skill).map(|skill| skill_link(model, skill));
        SkillRow {
            note: match skill {
                LadderSkill::Framework(index) => framework.skills[index].note.clone(),
                LadderSkill::Site(_) => None,
            },
            skill: site.filter(|site| site.text != name),
            cells: ladder
                .levels
                .iter()
                .map(|level| level.grade(skill).map(|grade| grade_view(model, grade)))
                .collect(),
            name,
        }
    };
    skills.into_iter().map(row).collect()
}

fn grade_view(model: &Model, grade: GradeId) -> GradeView {
    let filled = grade.index() + 1;
    let dots = "●".repeat(filled) + &"○".repeat(model.grades.len().saturating_sub(filled));
    GradeView { label: model.grades[grade].label.clone(), dots }
}

fn lowered(model: &Model, framework: &Framework, ladder: &Ladder) -> Vec<(String, String, String)> {
    let levels = ladder.levels.iter().filter_map(|level| {
        let lowered = level.lowered.as_ref()?;
        let names: Vec<&str> =
            lowered.skills.iter().map(|skill| framework.skill_name(*skill, model)).collect();
        Some((level.label.clone(), model.locale.enumeration(&names), lowered.why.clone()))
    });
    levels.collect()
}
