//! The graph of career moves between roles: incoming moves, and the shortest path where no direct move is described. The
//! graph contains only the moves that role files list, and a computed path is deliberately never presented as advice.

use crate::model::{Idx as _, Model, Move, RoleId, SkillId};

/// A path through one intermediate role, along two moves that role files list.
#[derive(Debug)]
pub struct Detour<'m> {
    /// The intermediate role.
    pub between: RoleId,
    /// The two moves.
    pub moves: [&'m Move; 2],
    /// The skills to learn on each move: without those of the first role and, on the second move, those learnt on the first.
    pub learn: [Vec<SkillId>; 2],
}

/// Returns the shortest path between two roles through one intermediate role: the one with the fewest skills to learn,
/// including skills that the target requires and neither move teaches. Ties go to the path that teaches most of the required
/// skills, then to the lowest id. Direct moves are ignored.
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

/// Returns the origins of the moves to each role, sorted by id.
pub fn incoming_moves(model: &Model) -> Vec<Vec<RoleId>> {
    let mut incoming = vec![Vec::new(); model.roles.len()];
    for (from, role) in model.roles.iter() {
        for known in &role.moves {
            incoming[known.to.index()].push(from);
        }
    }
    incoming
}

/// Returns the diameter of the graph: the largest number of moves on a shortest path between two roles. `None` if some role
/// cannot be reached from another.
pub fn diameter(model: &Model) -> Option<usize> {
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
