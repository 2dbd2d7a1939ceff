//! The arithmetic of the fit guide: answers → sums → places. It is plain addition, so that a reader can do it by hand;
//! `static/assets/fit.js` does it on the page, and a test holds that both come to the same.

use std::cmp::Reverse;

use crate::model::{Fit, Idx as _, RoleId};

/// One answer to each question, by its place; `None` where there is no answer, which counts nothing.
pub type Answers = Vec<Option<usize>>;

/// A role's place among all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RankedRole {
    /// The role.
    pub role: RoleId,
    /// What the answers add up to.
    pub sum: i32,
    /// Its place, from 1: how many have more, and one. Roles with the same sum share it.
    pub place: usize,
}

/// What answers add up to, by role.
pub fn sums(fit: &Fit, roles: usize, answers: &Answers) -> Vec<i32> {
    let mut sums = vec![0; roles];
    for (question, chosen) in fit.questions.iter().zip(answers) {
        let Some(answer) = chosen.and_then(|chosen| question.answers.get(chosen)) else { continue };
        for (role, weight) in &answer.weights {
            sums[role.index()] += i32::from(*weight);
        }
    }
    sums
}

/// All roles, the highest sum first. Those that have the same are in the order of their ids.
pub fn ranking(sums: &[i32]) -> Vec<RankedRole> {
    let place = |sum: i32| 1 + sums.iter().filter(|other| **other > sum).count();
    let mut ranking: Vec<RankedRole> = sums
        .iter()
        .enumerate()
        .map(|(role, sum)| RankedRole { role: RoleId::new(role), sum: *sum, place: place(*sum) })
        .collect();
    ranking.sort_by_key(|ranked| (Reverse(ranked.sum), ranked.role));
    ranking
}

/// The most that any answers add up to for a role.
pub fn most(fit: &Fit, role: RoleId) -> i32 {
    let best = |question: &crate::model::Question| {
        question.answers.iter().map(|answer| i32::from(answer.weight(role))).max().unwrap_or(0).max(0)
    };
    fit.questions.iter().map(best).sum()
}

/// Answers that put a role alone in the first place, if some are found: from those that speak most for it, one answer at
/// a time is exchanged for the one that gains most on the role in its way. What this does not find there may still be;
/// to be certain, all sheets would have to be tried, and there are billions.
pub fn first_with(fit: &Fit, roles: usize, role: RoleId) -> Option<Answers> {
    let favourite = |question: &crate::model::Question| {
        let own = |answer: &crate::model::Answer| i32::from(answer.weight(role));
        let all = |answer: &crate::model::Answer| -> i32 {
            answer.weights.iter().map(|(_, w)| i32::from(*w)).sum()
        };
        let best = question
            .answers
            .iter()
            .enumerate()
            .max_by_key(|(index, answer)| (own(answer), Reverse(all(answer)), Reverse(*index)));
        best.filter(|(_, answer)| own(answer) > 0).map(|(index, _)| index)
    };
    let mut answers: Answers = fit.questions.iter().map(favourite).collect();
    let mut ahead = lead(fit, roles, role, &answers);
    // It is alone in the first place as soon as it is ahead.
    while ahead <= 0 {
        let mut better: Option<(i32, usize, Option<usize>)> = None;
        for (index, question) in fit.questions.iter().enumerate() {
            let kept = answers[index];
            for other in (0..question.answers.len()).map(Some).chain([None]).filter(|other| *other != kept) {
                answers[index] = other;
                let now = lead(fit, roles, role, &answers);
                if now > better.map_or(ahead, |(best, ..)| best) {
                    better = Some((now, index, other));
                }
            }
            answers[index] = kept;
        }
        let Some((now, index, other)) = better else { break };
        (ahead, answers[index]) = (now, other);
    }
    (ahead > 0).then_some(answers)
}

/// How far a role is ahead of the best of the others, or of nothing at all.
fn lead(fit: &Fit, roles: usize, role: RoleId, answers: &Answers) -> i32 {
    let sums = sums(fit, roles, answers);
    let others = sums.iter().enumerate().filter(|(other, _)| *other != role.index()).map(|(_, sum)| *sum);
    sums[role.index()] - others.max().unwrap_or(0).max(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Answer, Provenance, Question};
    use crate::url::Id;
    use proptest::prelude::*;

    fn guide(questions: &[Vec<Vec<i8>>]) -> Fit {
        let id = |text: String| Id::parse(&text).expect("an id");
        let answer = |n: usize, weights: &Vec<i8>| Answer {
            id: id(format!("a{n}")),
            text: String::new(),
            because: None,
            weights: weights
                .iter()
                .enumerate()
                .filter(|(_, w)| **w != 0)
                .map(|(r, w)| (RoleId::new(r), *w))
                .collect(),
        };
        let question = |(n, answers): (usize, &Vec<Vec<i8>>)| Question {
            id: id(format!("q{n}")),
            label: String::new(),
            ask: String::new(),
            row: None,
            about: String::new(),
            basis: Provenance::Judgement,
            answers: answers.iter().enumerate().map(|(a, weights)| answer(n * 10 + a, weights)).collect(),
        };
        Fit {
            about: String::new(),
            limits: None,
            questions: questions.iter().enumerate().map(question).collect(),
        }
    }

    const ROLES: usize = 4;

    fn guides() -> impl Strategy<Value = Vec<Vec<Vec<i8>>>> {
        let answer = prop::collection::vec(-3i8..=3, ROLES);
        prop::collection::vec(prop::collection::vec(answer, 2..4), 1..5)
    }

    #[test]
    fn roles_with_the_same_sum_share_a_place() {
        let places: Vec<(usize, i32, usize)> =
            ranking(&[2, 5, 2, -1]).into_iter().map(|s| (s.role.index(), s.sum, s.place)).collect();
        assert_eq!(places, [(1, 5, 1), (0, 2, 2), (2, 2, 2), (3, -1, 4)]);
    }

    #[test]
    fn a_role_that_another_always_equals_is_never_first() {
        let fit = guide(&[vec![vec![3, 3], vec![1, 0]], vec![vec![0, 1], vec![2, 2]]]);
        assert!(first_with(&fit, 2, RoleId::new(0)).is_some());
        let twins = guide(&[vec![vec![3, 3], vec![1, 1]]]);
        assert_eq!(first_with(&twins, 2, RoleId::new(0)), None);
        assert_eq!(first_with(&guide(&[vec![vec![-1, -2], vec![0, 0]]]), 2, RoleId::new(0)), None);
    }

    #[test]
    fn the_most_that_a_role_can_reach_is_its_best_answer_to_each_question() {
        let fit = guide(&[vec![vec![3, 0], vec![1, 2]], vec![vec![-1, 2], vec![-2, 1]]]);
        assert_eq!([0, 1].map(|role| most(&fit, RoleId::new(role))), [3, 4]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_sum_is_the_sum_of_its_answers(weights in guides(), chosen in prop::collection::vec(prop::option::of(0usize..4), 5)) {
            let fit = guide(&weights);
            let answers: Answers = chosen.into_iter().take(weights.len()).collect();
            let mut plain = vec![0; ROLES];
            for (question, answer) in weights.iter().zip(&answers) {
                if let Some(row) = answer.and_then(|a| question.get(a)) {
                    for (sum, weight) in plain.iter_mut().zip(row) { *sum += i32::from(*weight); }
                }
            }
            prop_assert_eq!(sums(&fit, ROLES, &answers), plain.clone());
            for (role, sum) in plain.iter().enumerate() {
                prop_assert!(*sum <= most(&fit, RoleId::new(role)));
            }
            // Who has more stands before, and places count those who have more.
            let standings = ranking(&plain);
            prop_assert_eq!(standings[0].place, 1);
            for two in standings.windows(2) {
                prop_assert!(two[0].sum >= two[1].sum);
                prop_assert_eq!(two[0].place == two[1].place, two[0].sum == two[1].sum);
            }
        }

        #[test]
        fn answers_that_are_said_to_put_a_role_first_do(weights in guides()) {
            let fit = guide(&weights);
            for role in (0..ROLES).map(RoleId::new) {
                if let Some(answers) = first_with(&fit, ROLES, role) {
                    let standings = ranking(&sums(&fit, ROLES, &answers));
                    prop_assert_eq!(standings[0].role, role);
                    prop_assert!(standings[0].sum > standings[1].sum);
                }
            }
        }
    }
}
