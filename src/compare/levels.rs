//! The differences between two levels: aspects before and after, skills to add, and grades that rise or fall.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::model::{
    AspectId, FrameworkId, GradeId, LadderLevel, LadderSkill, LevelFact, Model, RoleId, ScaleLevelId,
};

/// The difference between two levels that are graded in the skills of one framework.
#[derive(Debug)]
pub struct LevelChange<'m> {
    /// The aspects of which at least one level says something, and what differs.
    pub aspects: Vec<(AspectId, Option<&'m LevelFact>, Option<&'m LevelFact>)>,
    /// The skills that only the second level lists.
    pub added: Vec<(LadderSkill, GradeId)>,
    /// The skills with a higher grade at the second level, with the grades of both.
    pub raised: Vec<(LadderSkill, GradeId, GradeId)>,
    /// The skills with a lower grade at the second level, with the grades of both.
    pub lowered: Vec<(LadderSkill, GradeId, GradeId)>,
    /// The skills with the same grade at both levels.
    pub kept: Vec<(LadderSkill, GradeId)>,
    /// The skills that only the first level lists.
    pub dropped: Vec<(LadderSkill, GradeId)>,
}

impl LevelChange<'_> {
    /// Returns `true` if the framework has nothing to say about the step.
    pub fn is_empty(&self) -> bool {
        self.aspects.is_empty()
            && self.added.is_empty()
            && self.raised.is_empty()
            && self.lowered.is_empty()
            && self.dropped.is_empty()
    }
}

/// The change of a skill from one level to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GradeChange {
    /// Only the second level lists the skill.
    Added,
    /// The grade is higher at the second level.
    Raised,
    /// The grade is the same.
    Kept,
    /// The grade is lower at the second level.
    Lowered,
    /// Only the first level lists the skill.
    Dropped,
}

impl GradeChange {
    /// Compares the grades of a skill at two levels; `None` if neither lists it.
    pub fn between(before: Option<GradeId>, after: Option<GradeId>) -> Option<GradeChange> {
        match (before, after) {
            (None, None) => None,
            (None, Some(_)) => Some(GradeChange::Added),
            (Some(_), None) => Some(GradeChange::Dropped),
            (Some(before), Some(after)) => Some(match before.cmp(&after) {
                Ordering::Less => GradeChange::Raised,
                Ordering::Equal => GradeChange::Kept,
                Ordering::Greater => GradeChange::Lowered,
            }),
        }
    }

    /// The name of the change for scripts.
    pub fn word(self) -> &'static str {
        match self {
            GradeChange::Added => "added",
            GradeChange::Raised => "raised",
            GradeChange::Kept => "kept",
            GradeChange::Lowered => "lowered",
            GradeChange::Dropped => "dropped",
        }
    }
}

/// Returns the changes between all grades, for scripts: by the grade before, then by the grade after. The first entry of each is
/// for a level that does not list the skill.
pub fn grade_changes(model: &Model) -> Vec<Vec<Option<&'static str>>> {
    let grades: Vec<Option<GradeId>> =
        std::iter::once(None).chain(model.grades.indices().map(Some)).collect();
    let changes = |before: &Option<GradeId>| {
        grades.iter().map(|after| GradeChange::between(*before, *after).map(GradeChange::word)).collect()
    };
    grades.iter().map(changes).collect()
}

/// Compares two levels of one framework, of the same role or of two.
pub fn compare_levels<'m>(from: &'m LadderLevel, to: &'m LadderLevel) -> LevelChange<'m> {
    let mut aspects: BTreeMap<AspectId, (Option<&LevelFact>, Option<&LevelFact>)> = BTreeMap::new();
    for (aspect, fact) in &from.facts {
        aspects.entry(*aspect).or_default().0 = Some(fact);
    }
    for (aspect, fact) in &to.facts {
        aspects.entry(*aspect).or_default().1 = Some(fact);
    }
    let value = |fact: Option<&'m LevelFact>| fact.map(|fact| &fact.value);
    let aspects =
        aspects.into_iter().filter(|(_, (before, after))| after.is_some() && value(*before) != value(*after));
    let mut change = LevelChange {
        aspects: aspects.map(|(aspect, (before, after))| (aspect, before, after)).collect(),
        added: Vec::new(),
        raised: Vec::new(),
        lowered: Vec::new(),
        kept: Vec::new(),
        dropped: Vec::new(),
    };
    // A level without any grade says nothing about skills.
    let is_dropped = |skill: &LadderSkill| !to.skills.is_empty() && to.grade(*skill).is_none();
    let listed = to.skills.iter().map(|(skill, _)| *skill);
    let dropped = from.skills.iter().map(|(skill, _)| *skill).filter(is_dropped);
    for skill in listed.chain(dropped) {
        let (before, after) = (from.grade(skill), to.grade(skill));
        match (GradeChange::between(before, after), before, after) {
            (Some(GradeChange::Added), _, Some(grade)) => change.added.push((skill, grade)),
            (Some(GradeChange::Kept), _, Some(grade)) => change.kept.push((skill, grade)),
            (Some(GradeChange::Raised), Some(before), Some(grade)) => {
                change.raised.push((skill, before, grade));
            }
            (Some(GradeChange::Lowered), Some(before), Some(grade)) => {
                change.lowered.push((skill, before, grade));
            }
            (Some(GradeChange::Dropped), Some(grade), _) => change.dropped.push((skill, grade)),
            _ => {}
        }
    }
    change
}

/// A step of a ladder: a level and the one before it on the same track. The first level of a track follows the one written
/// before it.
#[derive(Debug)]
pub struct LadderStep<'m> {
    /// The framework of the ladder.
    pub framework: FrameworkId,
    /// The level before.
    pub from: &'m LadderLevel,
    /// The level.
    pub to: &'m LadderLevel,
}

/// The steps of a role's ladders between two levels of the common scale. They are the same for a step within one level.
pub type StepsByScale<'m> = BTreeMap<(ScaleLevelId, ScaleLevelId), Vec<LadderStep<'m>>>;

/// Returns the steps of all ladders of a role about which the frameworks say something, by their place on the common scale.
pub fn ladder_steps(model: &Model, role: RoleId) -> StepsByScale<'_> {
    let mut steps = StepsByScale::new();
    for (framework, ladder) in model.ladders(role) {
        for (index, to) in ladder.levels.iter().enumerate() {
            let earlier = index.checked_sub(1).map(|index| &ladder.levels[index]);
            let Some(from) = ladder.before(index, model).or(earlier) else { continue };
            if compare_levels(from, to).is_empty() {
                continue;
            }
            // Ranges that overlap span a step from the lowest to the highest of their levels.
            let is_apart = from.at.1 < to.at.0 || model.scale[from.at.0].track != model.scale[to.at.0].track;
            let place = if is_apart { (from.at.1, to.at.0) } else { (from.at.0, to.at.1) };
            steps.entry(place).or_default().push(LadderStep { framework, from, to });
        }
    }
    steps
}
