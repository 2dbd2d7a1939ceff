//! Career moves: in words, and as a drawing.

mod drawing;

use serde::Serialize;

use crate::model::{Model, Move, Provenance, RoleId, Route, SkillId};
use crate::pages::Views;
use crate::pages::parts::cell::source_links;
use crate::pages::parts::chrome::Link;
use crate::pages::parts::learning::material_link;
pub(in crate::pages) use drawing::{Drawing, DrawingScope, drawing};

/// A move described by the content.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct MoveView {
    role: Link,
    compare: String,
    how: String,
    learn: Vec<Link>,
    sources: Vec<Link>,
    judgement: bool,
}

impl MoveView {
    /// Returns the view of a move; `url` is the link of its target role.
    pub(in crate::pages) fn of(views: &Views<'_>, from: RoleId, career_move: &Move, url: String) -> MoveView {
        let model = views.model();
        MoveView {
            role: Link { text: model.roles[career_move.to].name.clone(), url },
            compare: views.pair_url(from, career_move.to).unwrap_or_default(),
            how: career_move.how.clone(),
            learn: career_move.learn.iter().map(|skill| learn_link(model, *skill)).collect(),
            sources: source_links(model, &career_move.provenance),
            judgement: career_move.provenance == Provenance::Judgement,
        }
    }
}

/// Returns a link from a skill to the free material for it on the page of all moves, or else to its term.
fn learn_link(model: &Model, id: SkillId) -> Link {
    material_link(model, &model.address(Route::Moves), id).unwrap_or_else(|| skill_link(model, id))
}

/// Returns a link from a skill to the term that explains it, or without a target if there is none.
pub(in crate::pages) fn skill_link(model: &Model, id: SkillId) -> Link {
    let skill = &model.skills[id];
    let url = skill.term.map(|term| model.address(Route::Term(term))).unwrap_or_default();
    Link { text: skill.name.clone(), url }
}
