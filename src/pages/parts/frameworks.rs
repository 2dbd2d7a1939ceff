//! Frameworks and their levels, as pages show them.

use serde::Serialize;

use crate::model::{
    Framework, FrameworkId, GradeId, LadderLevel, LadderSkill, LevelFact, Model, Provenance, ReferenceId,
    RoleId, Route, ScaleLevelId,
};
use crate::pages::parts::cell::source_links;
use crate::pages::parts::chrome::Link;
use crate::words;

/// A framework, where it is from and how far it was read.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct FrameworkView {
    id: String,
    pub(in crate::pages) name: String,
    pub(in crate::pages) publisher: String,
    own: bool,
    source: Option<Link>,
    licence: Option<String>,
    /// The edition and its date.
    edition: Option<String>,
    /// The key of the message about the extent to which it was read.
    read: Option<String>,
    read_note: Option<String>,
    note: Option<String>,
}

impl FrameworkView {
    pub(in crate::pages) fn of(model: &Model, id: FrameworkId) -> FrameworkView {
        let (framework, locale) = (&model.frameworks[id], &model.locale);
        let seen = framework.source.map(|source| model.references[source].seen);
        let read = framework.read.or(seen).map(|read| locale.format(&format!("read-{}", read.word()), &[]));
        let date = framework.as_of.map(|date| locale.day(date));
        let edition: Vec<String> = framework.edition.iter().cloned().chain(date).collect();
        FrameworkView {
            id: model.frameworks.id(id).to_string(),
            name: framework.name.clone(),
            publisher: framework.publisher.clone(),
            own: framework.own,
            source: framework.source.and_then(|source| source_link(model, source)),
            licence: framework.licence.clone(),
            edition: (!edition.is_empty()).then(|| edition.join(&words!(locale, "list-separator"))),
            read,
            read_note: framework.read_note.clone(),
            note: framework.note.clone(),
        }
    }
}

/// Returns the link to a source, with its publisher and year.
pub(in crate::pages) fn source_link(model: &Model, source: ReferenceId) -> Option<Link> {
    source_links(model, &Provenance::Sources(vec![source])).pop()
}

/// A level of a framework that corresponds to one of the common scale.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct LevelName {
    name: String,
    /// The doubt about the mapping.
    why: Option<String>,
    note: Option<String>,
}

impl LevelName {
    /// Returns a level with its name, which may have that of its framework.
    pub(in crate::pages) fn of(level: &LadderLevel, name: String) -> LevelName {
        LevelName { name, why: level.why.clone(), note: level.note.clone() }
    }
}

/// A statement about a level, with its source.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct StatementView {
    value: String,
    /// The framework and the level that it is about.
    level: String,
    source: Option<Link>,
    /// The section of the source, unless it is called like the level.
    section: Option<String>,
}

impl StatementView {
    pub(in crate::pages) fn of(
        model: &Model,
        framework: &Framework,
        level: &LadderLevel,
        fact: &LevelFact,
    ) -> StatementView {
        StatementView {
            value: fact.value.clone(),
            level: level_name(model, framework, level),
            source: fact.source.and_then(|source| source_link(model, source)),
            section: fact.section.clone().filter(|section| *section != level.label),
        }
    }
}

/// Returns the name of a level with that of its framework's publisher.
pub(in crate::pages) fn level_name(model: &Model, framework: &Framework, level: &LadderLevel) -> String {
    words!(model.locale, "level-of-framework", framework = &framework.publisher, level = &level.label)
}

/// Returns the anchor of a framework on the page of all levels.
pub(in crate::pages) fn framework_anchor(model: &Model, id: FrameworkId) -> String {
    format!("framework.{}", model.frameworks.id(id))
}

/// Returns the link to a framework on the page of all levels.
pub(in crate::pages) fn framework_link(model: &Model, id: FrameworkId) -> Link {
    Link {
        text: model.frameworks[id].publisher.clone(),
        url: format!("{}#{}", model.address(Route::Levels), framework_anchor(model, id)),
    }
}

/// Returns the link to the levels of a role.
pub(in crate::pages) fn role_levels_link(model: &Model, role: RoleId) -> Link {
    Link { text: model.roles[role].name.clone(), url: model.address(Route::RoleLevels(role)) }
}

/// Returns the anchor of a step on the page of a role: `step.senior.staff`. The anchor of a level is its id, without a dot.
pub(in crate::pages) fn step_id(model: &Model, (from, to): (ScaleLevelId, ScaleLevelId)) -> String {
    if from == to {
        format!("step.{}", model.scale.id(from))
    } else {
        format!("step.{}.{}", model.scale.id(from), model.scale.id(to))
    }
}

/// Returns the link to a level on the page of a role: `Senior SRE`.
pub(in crate::pages) fn role_level_link(model: &Model, role: RoleId, level: ScaleLevelId) -> Link {
    let name = words!(
        model.locale,
        "name-of-level",
        level = &model.scale[level].label,
        role = &model.roles[role].short,
    );
    Link { text: name, url: format!("{}#{}", model.address(Route::RoleLevels(role)), model.scale.id(level)) }
}

/// Returns the link to the page of a level of the common scale.
pub(in crate::pages) fn scale_level_link(model: &Model, level: ScaleLevelId) -> Link {
    Link { text: model.scale[level].label.clone(), url: model.address(Route::Level(level)) }
}

/// Returns the address of the comparison of two levels of roles.
pub(in crate::pages) fn compare_levels_url(model: &Model, sides: [(RoleId, ScaleLevelId); 2]) -> String {
    let [left, right] =
        sides.map(|(role, level)| format!("{}@{}", model.roles.id(role), model.scale.id(level)));
    format!("{}?roles={left},{right}", model.address(Route::CompareLevels))
}

/// Returns skills with their grades.
pub(in crate::pages) fn with_grade(
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
