//! The differences between a level and the next, composed from the facts and grades of both.

use serde::Serialize;

use crate::compare::levels::{LadderStep, LevelChange, compare_levels, ladder_steps};
use crate::model::{Framework, GradeId, LadderSkill, Model, RoleId, ScaleLevelId};
use crate::pages::parts::chrome::Link;
use crate::pages::parts::frameworks::{StatementView, step_id};
use crate::words;

/// A step on the common scale, in every framework that has it.
#[derive(Debug, Hash, Serialize)]
pub(super) struct StepView {
    id: String,
    title: String,
    ladders: Vec<LadderStepView>,
}

impl StepView {
    pub(super) fn link(&self) -> Link {
        Link { text: self.title.clone(), url: format!("#{}", self.id) }
    }
}

/// A step in one framework.
#[derive(Debug, Hash, Serialize)]
struct LadderStepView {
    title: String,
    changes: Vec<AspectChange>,
    added: Vec<String>,
    raised: Vec<String>,
    lowered: Vec<String>,
    lowered_why: Option<String>,
    dropped: Vec<String>,
}

/// The statements about both levels in one aspect.
#[derive(Debug, Hash, Serialize)]
struct AspectChange {
    label: String,
    before: Option<StatementView>,
    after: Option<StatementView>,
}

/// Returns the steps of a role, by their place on the common scale.
pub(super) fn steps(model: &Model, role: RoleId) -> Vec<StepView> {
    let steps = ladder_steps(model, role).into_iter().map(|(place, ladders)| {
        let (from, to) = place;
        let label = |level: ScaleLevelId| &model.scale[level].label;
        let title = if from == to {
            words!(model.locale, "step-within", level = label(from))
        } else {
            words!(model.locale, "step-title", from = label(from), to = label(to))
        };
        let ladders = ladders.iter().map(|step| ladder_step(model, step)).collect();
        StepView { id: step_id(model, place), title, ladders }
    });
    steps.collect()
}

fn ladder_step(model: &Model, step: &LadderStep<'_>) -> LadderStepView {
    let framework = &model.frameworks[step.framework];
    let change = compare_levels(step.from, step.to);
    let locale = &model.locale;
    let changes = change.aspects.iter().map(|(aspect, before, after)| AspectChange {
        label: model.aspects[*aspect].label.clone(),
        before: before.map(|fact| StatementView::of(model, framework, step.from, fact)),
        after: after.map(|fact| StatementView::of(model, framework, step.to, fact)),
    });
    let lowered_why = step.to.lowered.as_ref().filter(|_| !change.lowered.is_empty());
    LadderStepView {
        title: words!(
            locale,
            "step-of-framework",
            framework = &framework.publisher,
            from = &step.from.label,
            to = &step.to.label,
        ),
        changes: changes.collect(),
        added: with_grade(model, framework, &change.added),
        raised: with_grades(model, framework, &change.raised),
        lowered: with_grades(model, framework, &change.lowered),
        lowered_why: lowered_why.map(|lowered| lowered.why.clone()),
        dropped: dropped(model, framework, &change),
    }
}

/// Returns skills with their grades.
pub(super) fn with_grade(
    model: &Model,
    framework: &Framework,
    skills: &[(LadderSkill, GradeId)],
) -> Vec<String> {
    let words = |(skill, grade): &(LadderSkill, GradeId)| {
        let (skill, grade) = (framework.skill_name(*skill, model), &model.grades[*grade].label);
        words!(model.locale, "skill-with-grade", skill = skill, grade = grade)
    };
    skills.iter().map(words).collect()
}

/// Returns skills with their grades before and after.
pub(super) fn with_grades(
    model: &Model,
    framework: &Framework,
    skills: &[(LadderSkill, GradeId, GradeId)],
) -> Vec<String> {
    let words = |(skill, before, after): &(LadderSkill, GradeId, GradeId)| {
        let grade = |grade: GradeId| &model.grades[grade].label;
        let skill = framework.skill_name(*skill, model);
        words!(
            model.locale,
            "skill-grade-changes",
            skill = skill,
            before = grade(*before),
            after = grade(*after)
        )
    };
    skills.iter().map(words).collect()
}

fn dropped(model: &Model, framework: &Framework, change: &LevelChange<'_>) -> Vec<String> {
    change.dropped.iter().map(|(skill, _)| framework.skill_name(*skill, model).to_string()).collect()
}
