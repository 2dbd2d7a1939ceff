//! Free material for skills, and the plan for a step: hours are added up only where every publisher states them.

use serde::Serialize;

use crate::locale::{Unit, Value};
use crate::model::{Hours, Model, Resource, ScaleLevelId, SkillId};
use crate::pages::parts::chrome::Link;
use crate::pages::parts::frameworks::source_link;
use crate::parse::scalar::Number;
use crate::words;

/// The most material that is listed for a skill.
const FEW: usize = 4;

/// A skill and the material to learn it from.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct SkillMaterial {
    id: String,
    name: String,
    resources: Vec<ResourceView>,
}

#[derive(Debug, Hash, Serialize)]
struct ResourceView {
    link: Link,
    /// Publisher, licence and hours.
    about: String,
    source: Option<Link>,
    note: Option<String>,
}

/// The skills to learn for a step, with links to the material on the same page.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct Plan {
    skills: Vec<Link>,
    /// The sum of the hours, or that it is not known.
    hours: String,
}

/// Returns the anchor of the material for a skill.
fn anchor(model: &Model, skill: SkillId) -> String {
    format!("learn.{}", model.skills.id(skill))
}

/// Returns the material for a skill. Up to a level, that for the highest level comes first.
fn chosen(model: &Model, skill: SkillId, level: Option<ScaleLevelId>) -> Vec<&Resource> {
    let mut found: Vec<&Resource> = model.resources_for(skill).collect();
    found.sort_by_key(|resource| match (resource.level, level) {
        (Some(from), Some(level)) if from > level => (1, std::cmp::Reverse(None)),
        (from, _) => (0, std::cmp::Reverse(from)),
    });
    found.truncate(FEW);
    found
}

/// Returns the link to the material for a skill on a page that has it; `None` if there is none.
pub(in crate::pages) fn material_link(model: &Model, page: &str, skill: SkillId) -> Option<Link> {
    model.resources_for(skill).next()?;
    Some(Link { text: model.skills[skill].name.clone(), url: format!("{page}#{}", anchor(model, skill)) })
}

/// Returns the plan to learn skills; `None` if there is no material for any.
pub(in crate::pages) fn plan(model: &Model, skills: &[SkillId]) -> Option<Plan> {
    let links: Vec<Link> = skills.iter().filter_map(|skill| material_link(model, "", *skill)).collect();
    if links.is_empty() {
        return None;
    }
    let mut resources: Vec<&Resource> = skills.iter().flat_map(|skill| chosen(model, *skill, None)).collect();
    resources.sort_by_key(|resource| &resource.id);
    resources.dedup_by_key(|resource| &resource.id);
    let is_whole = skills.iter().all(|skill| model.resources_for(*skill).next().is_some());
    Some(Plan { skills: links, hours: hours(model, &resources, is_whole) })
}

/// Says how many hours all material takes, or that this is not known.
fn hours(model: &Model, resources: &[&Resource], is_whole: bool) -> String {
    let locale = &model.locale;
    let stated: Vec<Hours> = resources.iter().filter_map(|resource| resource.hours).collect();
    if stated.len() == resources.len() && is_whole {
        let none = Number::from(0);
        let from = stated.iter().fold(none, |sum, hours| sum.plus(hours.from));
        let to = stated.iter().fold(none, |sum, hours| sum.plus(hours.to));
        return words!(locale, "plan-hours", hours = range(model, from, to));
    }
    words!(locale, "plan-hours-unknown")
}

fn range(model: &Model, from: Number, to: Number) -> Value {
    let unit = Unit { unit: "", signed: false, decimals: None };
    Value::Words(model.locale.range(unit, from, to))
}

/// Returns the material for skills, by their names.
pub(in crate::pages) fn material(
    model: &Model,
    skills: impl IntoIterator<Item = (SkillId, Option<ScaleLevelId>)>,
) -> Vec<SkillMaterial> {
    let mut skills: Vec<(SkillId, Option<ScaleLevelId>)> = skills.into_iter().collect();
    // Of several levels the highest counts.
    skills.sort_by_key(|(skill, level)| (*skill, std::cmp::Reverse(*level)));
    skills.dedup_by_key(|(skill, _)| *skill);
    let of_skill = |(skill, level): (SkillId, Option<ScaleLevelId>)| {
        let resources: Vec<ResourceView> =
            chosen(model, skill, level).into_iter().map(|resource| resource_view(model, resource)).collect();
        (!resources.is_empty()).then(|| SkillMaterial {
            id: anchor(model, skill),
            name: model.skills[skill].name.clone(),
            resources,
        })
    };
    skills.into_iter().filter_map(of_skill).collect()
}

fn resource_view(model: &Model, resource: &Resource) -> ResourceView {
    let locale = &model.locale;
    let hours = resource
        .hours
        .map(|hours| words!(locale, "resource-hours", hours = range(model, hours.from, hours.to)));
    let licence = match &resource.licence {
        Some(licence) => licence.clone(),
        None => words!(locale, "resource-no-licence"),
    };
    let about: Vec<String> =
        [Some(resource.publisher.clone()), Some(licence), hours].into_iter().flatten().collect();
    ResourceView {
        link: Link { text: resource.title.clone(), url: resource.url.clone() },
        about: about.join(" · "),
        source: resource.hours.and_then(|hours| source_link(model, hours.source?)),
        note: resource.note.clone(),
    }
}
