//! What to learn to go from one role to another.

use serde::Serialize;

use crate::model::{Model, Move, RoleId, Route, SkillId};
use crate::view::Views;
use crate::view::cell::source_links;
use crate::view::frame::Link;

/// A way from one of the two roles to the other.
#[derive(Debug, Hash, Serialize)]
pub(super) struct Way {
    from: String,
    to: String,
    how: Option<String>,
    learn: Vec<Link>,
    sources: Vec<Link>,
    judgement: bool,
    /// Whether nobody described the way, and the list is what the target role knows and this one does not.
    computed: bool,
}

/// What to learn to go from one role to another: as somebody described it, or else what the target knows and the other
/// does not.
pub(super) fn way(views: &Views<'_>, from: RoleId, to: RoleId) -> Way {
    let model = views.model();
    let (a, b) = (&model.roles[from], &model.roles[to]);
    let described: Option<&Move> = a.moves.iter().find(|known| known.to == to);
    let learn: Vec<SkillId> = match described {
        Some(known) if !known.learn.is_empty() => known.learn.clone(),
        _ => b.skills.iter().copied().filter(|skill| !a.skills.contains(skill)).collect(),
    };
    Way {
        from: a.short.clone(),
        to: b.short.clone(),
        how: described.map(|known| known.how.clone()),
        learn: learn.into_iter().map(|skill| skill_link(model, skill)).collect(),
        sources: described.map_or_else(Vec::new, |known| source_links(model, &known.basis)),
        judgement: described.is_none_or(|known| known.basis.sources().is_empty()),
        computed: described.is_none(),
    }
}

/// A skill leads to the term that explains it; without one, its words stand alone.
pub(in crate::view) fn skill_link(model: &Model, id: SkillId) -> Link {
    let skill = &model.skills[id];
    let url = skill.term.map(|term| model.address(Route::Term(term))).unwrap_or_default();
    Link { text: skill.name.clone(), url }
}
