//! Free material to learn skills from, and interview processes that employers publish.

use super::{Model, ReferenceId, RoleId, ScaleLevelId, SkillId};
use crate::parse::scalar::Number;
use crate::url::Id;

/// A course, a book or other material that is free to read.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Resource {
    /// The id.
    pub id: Id,
    /// The title.
    pub title: String,
    /// The publisher.
    pub publisher: String,
    /// The address.
    pub url: String,
    /// The licence.
    pub licence: Option<String>,
    /// The hours that the publisher states.
    pub hours: Option<Hours>,
    /// The skills that it teaches, in the order written.
    pub skills: Vec<SkillId>,
    /// The lowest level that it suits.
    pub level: Option<ScaleLevelId>,
    /// A caveat for readers.
    pub note: Option<String>,
}

/// The hours that learning material takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hours {
    /// The lower number.
    pub from: Number,
    /// The higher number.
    pub to: Number,
    /// The source.
    pub source: Option<ReferenceId>,
}

/// An interview process that is described in public.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Interview {
    /// The id.
    pub id: Id,
    /// The employer.
    pub company: String,
    /// The title of the role there.
    pub title: String,
    /// The role.
    pub role: RoleId,
    /// The source.
    pub source: Option<ReferenceId>,
    /// The stages in order.
    pub stages: Vec<String>,
    /// The topics.
    pub topics: Vec<String>,
    /// A caveat for readers.
    pub note: Option<String>,
}

impl Model {
    /// Iterates over the material for a skill, in the order of `learning.yaml`.
    pub fn resources_for(&self, skill: SkillId) -> impl Iterator<Item = &Resource> {
        self.resources.iter().map(|resource| &**resource).filter(move |found| found.skills.contains(&skill))
    }

    /// Iterates over the interview processes for a role.
    pub fn interviews_of(&self, role: RoleId) -> impl Iterator<Item = &Interview> {
        self.interviews.iter().map(|interview| &**interview).filter(move |found| found.role == role)
    }
}
