//! The ways between roles as a graph: who comes from where, and the shortest way where nobody described one. It knows
//! only what role files say; a way that is computed is deliberately never called advice.

use crate::model::{Idx as _, Model, Move, RoleId, SkillId};

/// A way over one role between, along two ways that are described.
#[derive(Debug)]
pub struct Detour<'m> {
    /// The role between.
    pub between: RoleId,
    /// The two ways.
    pub moves: [&'m Move; 2],
    /// What is to be learnt on each: not what the first role knows, nor, on the second, what the first way taught.
    pub learn: [Vec<SkillId>; 2],
}

/// The shortest way from one role to another over a role between: the one with fewest skills to learn in all, those
/// included that the target asks for and neither way teaches; then the one that teaches most of what the target asks
/// for; then by id. A way without a role between is not looked for.
pub fn detour(model: &Model, from: RoleId, to: RoleId) -> Option<Detour<'_>> {
    let (start, target) = (&model.roles[from], &model.roles[to]);
    let mut best: Option<((usize, usize, RoleId), Detour<'_>)> = None;
    for first in start.moves.iter().filter(|first| first.to != to) {
        let Some(second) = model.roles[first.to].moves.iter().find(|second| second.to == to) else {
            continue;
        };
        let is_new = |skill: &SkillId| !start.skills.contains(skill);
        let learn_first: Vec<SkillId> = first.learn.iter().copied().filter(is_new).collect();
        let learn_second: Vec<SkillId> = second
            .learn
            .iter()
            .copied()
            .filter(|skill| is_new(skill) && !learn_first.contains(skill))
            .collect();
        let taught = learn_first.len() + learn_second.len();
        let asked = target.skills.iter().filter(|skill| is_new(skill)).count();
        let useful =
            learn_first.iter().chain(&learn_second).filter(|skill| target.skills.contains(skill)).count();
        let effort = (taught + asked - useful, asked - useful, first.to);
        if best.as_ref().is_none_or(|(least, _)| effort < *least) {
            let learn = [learn_first, learn_second];
            best = Some((effort, Detour { between: first.to, moves: [first, second], learn }));
        }
    }
    best.map(|(_, detour)| detour)
}

/// For each role, the roles that lead to it, by id.
pub fn arrivals(model: &Model) -> Vec<Vec<RoleId>> {
    let mut arrivals = vec![Vec::new(); model.roles.len()];
    for (from, role) in model.roles.iter() {
        for known in &role.moves {
            arrivals[known.to.index()].push(from);
        }
    }
    arrivals
}

/// How many steps the two roles are apart that are furthest from each other; `None` when some role cannot be reached
/// from another at all.
pub fn furthest(model: &Model) -> Option<usize> {
    let roles = model.roles.len();
    let mut furthest = 0;
    for from in model.roles.indices() {
        let mut steps: Vec<Option<usize>> = vec![None; roles];
        steps[from.index()] = Some(0);
        let mut front = vec![from];
        let mut step = 0;
        while !front.is_empty() {
            step += 1;
            let mut next = Vec::new();
            for known in front.iter().flat_map(|role| &model.roles[*role].moves) {
                let reached = &mut steps[known.to.index()];
                if reached.is_none() {
                    *reached = Some(step);
                    next.push(known.to);
                }
            }
            front = next;
        }
        furthest =
            furthest.max(steps.into_iter().collect::<Option<Vec<_>>>()?.into_iter().max().unwrap_or(0));
    }
    Some(furthest)
}
