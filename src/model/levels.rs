//! Levels of roles: the common scale, and the ladders of career frameworks that are mapped to it.

use super::{AspectId, FrameworkId, GradeId, Idx as _, Model, ReferenceId, RoleId, ScaleLevelId, SkillId};
use crate::parse::record::{ReadExtent, Track};
use crate::parse::scalar::Date;
use crate::url::Id;

/// A level of the common scale.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ScaleLevel {
    /// The display name.
    pub label: String,
    /// A sentence about what a person at this level does.
    pub line: String,
    /// The track of the level.
    pub track: Track,
}

/// An aspect in which levels are compared.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Aspect {
    /// The display name.
    pub label: String,
    /// The question that its facts answer.
    pub question: String,
}

/// A grade of proficiency in a skill.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Grade {
    /// The display name.
    pub label: String,
    /// A sentence about what a person with this grade can do.
    pub line: String,
}

/// A career framework, published or of the site's own organisation.
#[derive(Debug, Clone, Hash)]
pub struct Framework {
    /// The name, as its publisher writes it.
    pub name: String,
    /// The publisher.
    pub publisher: String,
    /// Other names by which readers search for it.
    pub also_known_as: Vec<String>,
    /// The source of the framework, and of the facts without a source of their own.
    pub source: Option<ReferenceId>,
    /// `true` for the framework of the organisation that publishes the site.
    pub own: bool,
    /// The licence.
    pub licence: Option<String>,
    /// The edition that was read.
    pub edition: Option<String>,
    /// The date of that edition.
    pub as_of: Option<Date>,
    /// The extent to which it was read, if it differs from that of its source.
    pub read: Option<ReadExtent>,
    /// A note on which parts were read.
    pub read_note: Option<String>,
    /// Caveats for readers.
    pub note: Option<String>,
    /// The framework's own names of skills, in the order written.
    pub skills: Vec<FrameworkSkill>,
    /// The ladders, sorted by role.
    pub ladders: Vec<Ladder>,
}

/// A skill as a framework names it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FrameworkSkill {
    /// The id within the framework.
    pub id: Id,
    /// The name in the framework.
    pub name: String,
    /// The skill of the site that means the same.
    pub skill: Option<SkillId>,
    /// The difference between the two.
    pub note: Option<String>,
}

/// The levels of one role in a framework.
#[derive(Debug, Clone, Hash)]
pub struct Ladder {
    /// The role.
    pub role: RoleId,
    /// The title of the role in the framework.
    pub title: String,
    /// A note for readers.
    pub note: Option<String>,
    /// The levels, in the order written: ascending within each track.
    pub levels: Vec<LadderLevel>,
}

/// A level of a role in a framework.
#[derive(Debug, Clone, Hash)]
pub struct LadderLevel {
    /// The id, unique within the ladder.
    pub id: Id,
    /// The name in the framework.
    pub label: String,
    /// The lowest and the highest level of the common scale that it corresponds to. Mostly they are the same.
    pub at: (ScaleLevelId, ScaleLevelId),
    /// The reason for the mapping, or the doubt about it.
    pub why: Option<String>,
    /// A note for readers.
    pub note: Option<String>,
    /// The facts, sorted by aspect.
    pub facts: Vec<(AspectId, LevelFact)>,
    /// The required grades, sorted by skill.
    pub skills: Vec<(LadderSkill, GradeId)>,
    /// The grades that are lower than at the level before.
    pub lowered: Option<LoweredGrades>,
}

/// A skill that a level grades. The framework's own skills come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LadderSkill {
    /// An index into [`Framework::skills`].
    Framework(usize),
    /// A skill of the site.
    Site(SkillId),
}

/// A statement about a level in one aspect.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct LevelFact {
    /// The statement.
    pub value: String,
    /// Its source, or that of the framework. `None` in a framework of the site's own organisation.
    pub source: Option<ReferenceId>,
    /// The section of the source.
    pub section: Option<String>,
}

/// Grades that are lower than at the level before, and the reason.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct LoweredGrades {
    /// The skills.
    pub skills: Vec<LadderSkill>,
    /// The reason.
    pub why: String,
}

impl Framework {
    /// Returns the ladder of a role.
    pub fn ladder(&self, role: RoleId) -> Option<&Ladder> {
        self.ladders.binary_search_by_key(&role, |ladder| ladder.role).ok().map(|at| &self.ladders[at])
    }

    /// Returns the name of a skill as the framework has it.
    pub fn skill_name<'m>(&'m self, skill: LadderSkill, model: &'m Model) -> &'m str {
        match skill {
            LadderSkill::Framework(index) => &self.skills[index].name,
            LadderSkill::Site(skill) => &model.skills[skill].name,
        }
    }

    /// Returns the skill of the site that a skill of a ladder means.
    pub fn site_skill(&self, skill: LadderSkill) -> Option<SkillId> {
        match skill {
            LadderSkill::Framework(index) => self.skills[index].skill,
            LadderSkill::Site(skill) => Some(skill),
        }
    }
}

impl Ladder {
    /// Returns the level before another one on the same track.
    pub fn before(&self, level: usize, model: &Model) -> Option<&LadderLevel> {
        let track = |level: &LadderLevel| model.scale[level.at.0].track;
        let own = track(&self.levels[level]);
        self.levels[..level].iter().rev().find(|before| track(before) == own)
    }

    /// Iterates over the levels that correspond to a level of the common scale.
    pub fn levels_at<'m>(
        &'m self,
        wanted: ScaleLevelId,
        model: &'m Model,
    ) -> impl Iterator<Item = &'m LadderLevel> {
        let track = |level: ScaleLevelId| model.scale[level].track;
        let is_at = move |level: &&LadderLevel| {
            (level.at.0..=level.at.1).contains(&wanted) && track(level.at.0) == track(wanted)
        };
        self.levels.iter().filter(is_at)
    }
}

impl LadderLevel {
    /// Returns the fact in an aspect.
    pub fn fact(&self, aspect: AspectId) -> Option<&LevelFact> {
        self.facts.binary_search_by_key(&aspect, |(aspect, _)| *aspect).ok().map(|at| &self.facts[at].1)
    }

    /// Returns the grade in a skill.
    pub fn grade(&self, skill: LadderSkill) -> Option<GradeId> {
        self.skills.binary_search_by_key(&skill, |(skill, _)| *skill).ok().map(|at| self.skills[at].1)
    }
}

impl Model {
    /// Iterates over the ladders of a role, by framework.
    pub fn ladders(&self, role: RoleId) -> impl Iterator<Item = (FrameworkId, &Ladder)> {
        self.frameworks.iter().filter_map(move |(id, framework)| Some((id, framework.ladder(role)?)))
    }

    /// Returns `true` if any framework has levels of a role.
    pub fn has_ladder(&self, role: RoleId) -> bool {
        self.ladders(role).next().is_some()
    }

    /// Returns `true` if any framework has levels of a role.
    pub fn has_levels(&self) -> bool {
        self.frameworks.values().any(|framework| !framework.ladders.is_empty())
    }

    /// Returns `true` if a ladder of any role has a level of the common scale.
    pub fn has_level(&self, level: ScaleLevelId) -> bool {
        let mut ladders = self.frameworks.values().flat_map(|framework| &framework.ladders);
        ladders.any(|ladder| ladder.levels_at(level, self).next().is_some())
    }

    /// Iterates over the levels of a role that correspond to a level of the common scale, by framework.
    pub fn role_levels(
        &self,
        role: RoleId,
        level: ScaleLevelId,
    ) -> impl Iterator<Item = (&Framework, &LadderLevel)> {
        self.ladders(role).flat_map(move |(framework, ladder)| {
            ladder.levels_at(level, self).map(move |level| (&self.frameworks[framework], level))
        })
    }

    /// Returns `true` if a ladder of a role has a level of the common scale.
    pub fn has_role_level(&self, role: RoleId, level: ScaleLevelId) -> bool {
        self.role_levels(role, level).next().is_some()
    }

    /// Returns the roles with a ladder.
    pub fn roles_with_ladder(&self) -> Vec<RoleId> {
        let mut has = vec![false; self.roles.len()];
        for ladder in self.frameworks.values().flat_map(|framework| &framework.ladders) {
            has[ladder.role.index()] = true;
        }
        self.roles.indices().filter(|role| has[role.index()]).collect()
    }
}
