//! The table of the grades that each level requires. Grades are words, with dots that need no colour.

use serde::Serialize;

use crate::collation::CollationKey;
use crate::model::{Framework, GradeId, Idx as _, Ladder, LadderLevel, LadderSkill, Model, RoleId};
use crate::pages::parts::chrome::Link;
use crate::pages::parts::moves::skill_link;

/// The grades of one framework.
#[derive(Debug, Hash, Serialize)]
pub(super) struct GradeTable {
    id: String,
    /// The id of the framework.
    of: String,
    framework: String,
    title: String,
    levels: Vec<GradedLevel>,
    skills: Vec<SkillRow>,
    /// The reasons for grades that are lower than before: the level, its skills and the reason.
    lowered: Vec<(String, String, String)>,
}

/// A column of the table.
#[derive(Debug, Hash, Serialize)]
struct GradedLevel {
    label: String,
    /// The ids of the levels of the common scale, separated by spaces.
    at: String,
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
    /// The number of the grade, from 1.
    rank: usize,
    label: String,
    dots: String,
}

/// Returns the tables of a role: one for each framework with grades.
pub(super) fn tables(model: &Model, role: RoleId) -> Vec<GradeTable> {
    let tables = model.ladders(role).filter_map(|(id, ladder)| {
        let framework = &model.frameworks[id];
        let skills = skill_rows(model, framework, ladder);
        (!skills.is_empty()).then(|| GradeTable {
            of: model.frameworks.id(id).to_string(),
            id: format!("page.grades.{}", model.frameworks.id(id)),
            framework: framework.publisher.clone(),
            title: ladder.title.clone(),
            levels: ladder.levels.iter().map(|level| graded_level(model, level)).collect(),
            lowered: lowered(model, framework, ladder),
            skills,
        })
    });
    tables.collect()
}

fn graded_level(model: &Model, level: &LadderLevel) -> GradedLevel {
    let (lowest, highest) = level.at;
    let at = model.scale.indices().filter(|id| (lowest..=highest).contains(id));
    let at: Vec<&str> = at.map(|id| model.scale.id(id).as_str()).collect();
    GradedLevel { label: level.label.clone(), at: at.join(" ") }
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
    GradeView { rank: filled, label: model.grades[grade].label.clone(), dots }
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
