//! Levels as open data: the common scale and every framework as JSON, each fact and each grade as a line of CSV.

use serde_json::{Value, json};

use super::csv::{Column, Dialect, Type, Writer, column};
use crate::model::{Framework, FrameworkId, Ladder, LadderLevel, LadderSkill, Model};

const FRAMEWORK: Column = column("framework", Type::Id, "The framework, an id of levels.json.");
const ROLE: Column = column("role", Type::Id, "The role, an id of roles.json.");
const LEVEL: Column = column("level", Type::Id, "The level of the framework.");
const FROM: Column = column(
    "from",
    Type::Id,
    "The level of the common scale that it corresponds to, or the lowest of a range.",
);
const TO: Column =
    column("to", Type::Id, "The highest level of the range; equal to from for a single level.");

/// The columns of `levels.csv`. Published columns keep their position; new ones are appended.
pub(in crate::pages) const LEVELS: &[Column] = &[
    FRAMEWORK,
    ROLE,
    LEVEL,
    column("label", Type::Text, "The name of the level in the framework."),
    FROM,
    TO,
    column("aspect", Type::Id, "The aspect, an id of levels.json."),
    column("value", Type::Text, "The statement."),
    column("source", Type::Id, "The source, an id of sources.json."),
    column("section", Type::Text, "The section of the source."),
];

/// The columns of `grades.csv`. Published columns keep their position; new ones are appended.
pub(in crate::pages) const GRADES: &[Column] = &[
    FRAMEWORK,
    ROLE,
    LEVEL,
    FROM,
    TO,
    column("name", Type::Text, "The name of the skill in the framework."),
    column("skill", Type::Id, "The skill of the site that means the same."),
    column("grade", Type::Id, "The grade, an id of levels.json."),
    column("source", Type::Id, "The source of the framework, an id of sources.json."),
];

/// Returns the content of `levels.json`.
pub(super) fn levels(model: &Model) -> Value {
    let scale = model.scale.iter().map(|(id, level)| {
        json!({
            "id": model.scale.id(id), "label": level.label, "line": level.line, "track": level.track.word(),
        })
    });
    let aspects = model.aspects.iter().map(|(id, aspect)| {
        json!({ "id": model.aspects.id(id), "label": aspect.label, "question": aspect.question })
    });
    let grades = model
        .grades
        .iter()
        .map(|(id, grade)| json!({ "id": model.grades.id(id), "label": grade.label, "line": grade.line }));
    json!({
        "scale": scale.collect::<Vec<_>>(),
        "aspects": aspects.collect::<Vec<_>>(),
        "grades": grades.collect::<Vec<_>>(),
        "frameworks": model.frameworks.iter().map(|(id, record)| framework(model, id, record)).collect::<Vec<_>>(),
    })
}

fn framework(model: &Model, id: FrameworkId, record: &Framework) -> Value {
    let ladder = |ladder: &Ladder| {
        let levels: Vec<Value> = ladder.levels.iter().map(|one| level(model, record, one)).collect();
        json!({
            "role": model.roles.id(ladder.role), "title": ladder.title, "note": ladder.note, "levels": levels,
        })
    };
    json!({
        "id": model.frameworks.id(id), "name": record.name, "publisher": record.publisher, "own": record.own,
        "source": record.source.map(|source| model.references.id(source)), "licence": record.licence,
        "edition": record.edition, "as_of": record.as_of, "note": record.note,
        "ladders": record.ladders.iter().map(ladder).collect::<Vec<_>>(),
    })
}

fn level(model: &Model, framework: &Framework, level: &LadderLevel) -> Value {
    let facts = level.facts.iter().map(|(aspect, fact)| {
        json!({
            "aspect": model.aspects.id(*aspect), "value": fact.value,
            "source": fact.source.map(|source| model.references.id(source)), "section": fact.section,
        })
    });
    let skills = level.skills.iter().map(|(skill, grade)| {
        json!({
            "name": framework.skill_name(*skill, model), "skill": site_skill(model, framework, *skill),
            "grade": model.grades.id(*grade),
        })
    });
    json!({
        "id": level.id, "label": level.label, "from": model.scale.id(level.at.0), "to": model.scale.id(level.at.1),
        "why": level.why, "note": level.note,
        "facts": facts.collect::<Vec<_>>(), "skills": skills.collect::<Vec<_>>(),
        "lowered": level.lowered.as_ref().map(|lowered| &lowered.why),
    })
}

fn site_skill<'m>(model: &'m Model, framework: &Framework, skill: LadderSkill) -> Option<&'m str> {
    framework.site_skill(skill).map(|skill| model.skills.id(skill).as_str())
}

/// Returns each level of each ladder with its framework.
fn all_levels(model: &Model) -> impl Iterator<Item = (FrameworkId, &Framework, &Ladder, &LadderLevel)> {
    model.frameworks.iter().flat_map(|(id, framework)| {
        framework
            .ladders
            .iter()
            .flat_map(move |ladder| ladder.levels.iter().map(move |level| (id, framework, ladder, level)))
    })
}

/// Returns `levels.csv`.
pub(super) fn level_facts(model: &Model, dialect: Dialect) -> String {
    let mut writer = Writer::new(dialect, LEVELS.iter().map(|column| column.name));
    for (id, _, ladder, level) in all_levels(model) {
        for (aspect, fact) in &level.facts {
            let fields: [&str; LEVELS.len()] = [
                model.frameworks.id(id).as_str(),
                model.roles.id(ladder.role).as_str(),
                level.id.as_str(),
                &level.label,
                model.scale.id(level.at.0).as_str(),
                model.scale.id(level.at.1).as_str(),
                model.aspects.id(*aspect).as_str(),
                &fact.value,
                fact.source.map_or("", |source| model.references.id(source).as_str()),
                fact.section.as_deref().unwrap_or_default(),
            ];
            writer.line(fields);
        }
    }
    writer.finish()
}

/// Returns `grades.csv`.
pub(super) fn grades(model: &Model, dialect: Dialect) -> String {
    let mut writer = Writer::new(dialect, GRADES.iter().map(|column| column.name));
    for (id, framework, ladder, level) in all_levels(model) {
        for (skill, grade) in &level.skills {
            let fields: [&str; GRADES.len()] = [
                model.frameworks.id(id).as_str(),
                model.roles.id(ladder.role).as_str(),
                level.id.as_str(),
                model.scale.id(level.at.0).as_str(),
                model.scale.id(level.at.1).as_str(),
                framework.skill_name(*skill, model),
                site_skill(model, framework, *skill).unwrap_or_default(),
                model.grades.id(*grade).as_str(),
                framework.source.map_or("", |source| model.references.id(source).as_str()),
            ];
            writer.line(fields);
        }
    }
    writer.finish()
}
