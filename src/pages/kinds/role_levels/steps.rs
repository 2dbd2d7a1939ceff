//! The differences between a level and the next, composed from the facts and grades of both.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::compare::levels::{LadderStep, LevelChange, compare_levels, ladder_steps};
use crate::model::{Framework, GradeId, LadderSkill, Model, RoleId, ScaleLevelId, SkillId};
use crate::pages::parts::chrome::Link;
use crate::pages::parts::frameworks::{StatementView, compare_levels_url, step_id, with_grade};
use crate::pages::parts::learning::{Plan, SkillMaterial, material, plan};
use crate::words;

/// A step on the common scale, in every framework that has it.
#[derive(Debug, Hash, Serialize)]
pub(super) struct StepView {
    id: String,
    title: String,
    /// The address of both levels side by side; none for a step within a level.
    compare: Option<String>,
    ladders: Vec<LadderStepView>,
    /// The skills of the site to add or improve, with free material.
    plan: Option<Plan>,
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
        let plan = plan(model, &skills_to_learn(model, &ladders));
        let ladders = ladders.iter().map(|step| ladder_step(model, step)).collect();
        let compare = (from != to).then(|| compare_levels_url(model, [(role, from), (role, to)]));
        StepView { id: step_id(model, place), title, compare, ladders, plan }
    });
    steps.collect()
}

/// Returns the skills of the site that steps add or raise, sorted by id.
fn skills_to_learn(model: &Model, steps: &[LadderStep<'_>]) -> Vec<SkillId> {
    let of_step = |step: &LadderStep<'_>| {
        let change = compare_levels(step.from, step.to);
        let added = change.added.iter().map(|(skill, _)| *skill);
        let raised = change.raised.iter().map(|(skill, ..)| *skill);
        let framework = &model.frameworks[step.framework];
        added.chain(raised).filter_map(|skill| framework.site_skill(skill)).collect::<Vec<_>>()
    };
    let skills: BTreeSet<SkillId> = steps.iter().flat_map(of_step).collect();
    skills.into_iter().collect()
}

/// Free material for the skills of all steps.
#[derive(Debug, Hash, Serialize)]
pub(super) struct LearningView {
    /// `false` if no framework grades skills by level, so that the skills are those of the role.
    is_by_level: bool,
    skills: Vec<SkillMaterial>,
}

impl LearningView {
    pub(super) fn is_empty(&self) -> bool {
        self.skills.is_empty()
    }
}

/// Returns the free material for the skills that any step adds or raises.
pub(super) fn learning(model: &Model, role: RoleId) -> LearningView {
    let steps = ladder_steps(model, role);
    let skills = steps.iter().flat_map(|((_, to), ladders)| {
        skills_to_learn(model, ladders).into_iter().map(|skill| (skill, Some(*to)))
    });
    let skills = material(model, skills);
    if skills.is_empty() {
        let of_role = model.roles[role].skills.iter().map(|skill| (*skill, None));
        return LearningView { is_by_level: false, skills: material(model, of_role) };
    }
    LearningView { is_by_level: true, skills }
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

/// Returns skills with their grades before and after.
fn with_grades(
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
