//! The way from one role to another on the page of the two: as somebody described it, or else over a role between, along
//! ways that are described, and what the one knows and the other does not.

use serde::Serialize;

use crate::compare::moves::detour;
use crate::model::{Model, Move, Provenance, RoleId, Route, SkillId};
use crate::view::Views;
use crate::view::cell::source_links;
use crate::view::chrome::Link;

/// A way from one role to another.
#[derive(Debug, Hash, Serialize)]
pub(super) struct Way {
    from: String,
    to: String,
    /// How people move, where somebody described it.
    how: Option<String>,
    sources: Vec<Link>,
    judgement: bool,
    /// What to learn on it; where nobody described it, what the target knows and the other role does not.
    learn: Vec<Link>,
    /// Where nobody described it: a way over a role between.
    over: Option<Over>,
}

/// A way over a role between, which is computed.
#[derive(Debug, Hash, Serialize)]
struct Over {
    between: Link,
    steps: Vec<StepView>,
}

/// A step of it, as somebody described it.
#[derive(Debug, Hash, Serialize)]
struct StepView {
    from: String,
    to: String,
    how: String,
    /// What it asks for that is new.
    learn: Vec<Link>,
    sources: Vec<Link>,
    judgement: bool,
}

/// The way from one role to another.
pub(super) fn way(views: &Views<'_>, from: RoleId, to: RoleId) -> Way {
    let model = views.model();
    let (a, b) = (&model.roles[from], &model.roles[to]);
    let described: Option<&Move> = a.moves.iter().find(|known| known.to == to);
    let learn: Vec<SkillId> = match described {
        Some(known) if !known.learn.is_empty() => known.learn.clone(),
        _ => b.skills.iter().copied().filter(|skill| !a.skills.contains(skill)).collect(),
    };
    let links = |skills: Vec<SkillId>| skills.into_iter().map(|skill| skill_link(model, skill)).collect();
    let detour = if described.is_some() { None } else { detour(model, from, to) };
    let over = detour.map(|detour| {
        let [first, second] = detour.learn;
        let roles = [(from, detour.between, first), (detour.between, to, second)];
        let steps = roles.into_iter().zip(detour.moves).map(|((from, to, learn), way)| StepView {
            from: model.roles[from].short.clone(),
            to: model.roles[to].short.clone(),
            how: way.how.clone(),
            learn: links(learn),
            sources: source_links(model, &way.basis),
            judgement: way.basis == Provenance::Judgement,
        });
        Over { between: views.role_link(detour.between), steps: steps.collect() }
    });
    Way {
        from: a.short.clone(),
        to: b.short.clone(),
        how: described.map(|known| known.how.clone()),
        sources: described.map_or_else(Vec::new, |known| source_links(model, &known.basis)),
        judgement: described.is_some_and(|known| known.basis == Provenance::Judgement),
        learn: links(learn),
        over,
    }
}

/// A skill leads to the term that explains it; without one, its words stand alone.
pub(in crate::view) fn skill_link(model: &Model, id: SkillId) -> Link {
    let skill = &model.skills[id];
    let url = skill.term.map(|term| model.address(Route::Term(term))).unwrap_or_default();
    Link { text: skill.name.clone(), url }
}
