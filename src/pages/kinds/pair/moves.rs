//! The move from one role to another on the page of a pair: as the content describes it or, by default, in two
//! described moves with a role in between, and the skills that the second role has and the first lacks.

use serde::Serialize;

use crate::compare::moves::detour;
use crate::model::{Move, Provenance, RoleId, SkillId};
use crate::pages::Views;
use crate::pages::parts::cell::source_links;
use crate::pages::parts::chrome::Link;
use crate::pages::parts::moves::skill_link;

/// A move from one role to another.
#[derive(Debug, Hash, Serialize)]
pub(super) struct PairMove {
    from: String,
    to: String,
    /// The description of the move, if there is one.
    how: Option<String>,
    sources: Vec<Link>,
    judgement: bool,
    /// The skills to learn; without a description, the skills of the target role that the other lacks.
    learn: Vec<Link>,
    /// A detour over one role in between, if the move is not described.
    detour: Option<DetourView>,
}

/// A computed detour over one role in between.
#[derive(Debug, Hash, Serialize)]
struct DetourView {
    between: Link,
    steps: Vec<StepView>,
}

/// A described move of a detour.
#[derive(Debug, Hash, Serialize)]
struct StepView {
    from: String,
    to: String,
    how: String,
    /// New skills that the step requires.
    learn: Vec<Link>,
    sources: Vec<Link>,
    judgement: bool,
}

/// Returns the move from one role to another.
pub(super) fn pair_move(views: &Views<'_>, from: RoleId, to: RoleId) -> PairMove {
    let model = views.model();
    let (a, b) = (&model.roles[from], &model.roles[to]);
    let described: Option<&Move> = a.moves.iter().find(|described_move| described_move.to == to);
    let learn: Vec<SkillId> = match described {
        Some(described_move) if !described_move.learn.is_empty() => described_move.learn.clone(),
        _ => b.skills.iter().copied().filter(|skill| !a.skills.contains(skill)).collect(),
    };
    let links = |skills: Vec<SkillId>| skills.into_iter().map(|skill| skill_link(model, skill)).collect();
    let detour = if described.is_some() { None } else { detour(model, from, to) };
    let detour = detour.map(|detour| {
        let [first, second] = detour.learn;
        let roles = [(from, detour.between, first), (detour.between, to, second)];
        let steps = roles.into_iter().zip(detour.moves).map(|((from, to, learn), step)| StepView {
            from: model.roles[from].short.clone(),
            to: model.roles[to].short.clone(),
            how: step.how.clone(),
            learn: links(learn),
            sources: source_links(model, &step.provenance),
            judgement: step.provenance == Provenance::Judgement,
        });
        DetourView { between: views.role_link(detour.between), steps: steps.collect() }
    });
    PairMove {
        from: a.short.clone(),
        to: b.short.clone(),
        how: described.map(|described_move| described_move.how.clone()),
        sources: described
            .map_or_else(Vec::new, |described_move| source_links(model, &described_move.provenance)),
        judgement: described.is_some_and(|described_move| described_move.provenance == Provenance::Judgement),
        learn: links(learn),
        detour,
    }
}
