//! The scoring of the fit guide: answers → scores → ranking. Scores are plain sums, so that a reader can check them by hand.
//! `static/assets/fit.js` implements the same scoring on the page, and a test requires equal results.

use std::cmp::Reverse;

use crate::model::{Fit, Idx as _, RoleId};

/// The index of the answer to each question; `None` for an unanswered question, which adds nothing.
pub type Answers = Vec<Option<usize>>;

/// A role with its score and rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RankedRole {
    /// The ranked role.
    pub role: RoleId,
    /// The sum of the weights of the answers.
    pub sum: i32,
    /// The rank, from 1: one more than the number of roles with a higher sum. Roles with equal sums share a rank.
    pub rank: usize,
}

/// Returns the sum of the weights of the answers, by role.
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

/// Returns all roles, the highest sum first. Roles with equal sums are sorted by id.
pub fn ranking(sums: &[i32]) -> Vec<RankedRole> {
    let place = |sum: i32| 1 + sums.iter().filter(|other| **other > sum).count();
    let mut ranking: Vec<RankedRole> = sums
        .iter()
        .enumerate()
        .map(|(role, sum)| RankedRole { role: RoleId::new(role), sum: *sum, rank: place(*sum) })
        .collect();
    ranking.sort_by_key(|ranked| (Reverse(ranked.sum), ranked.role));
    ranking
}

/// Returns the highest sum that any answers give a role.
pub fn max_sum(fit: &Fit, role: RoleId) -> i32 {
    let best = |question: &crate::model::Question| {
        question.answers.iter().map(|answer| i32::from(answer.weight(role))).max().unwrap_or(0).max(0)
    };
    fit.questions.iter().map(best).sum()
}

/// Returns answers that rank a role first on its own, if the search finds any. The search is hill climbing: it starts with
/// the best answers for the role, and changes the one answer that most improves the margin over the strongest other role.
/// `None` is no proof that there are no such answers, because trying all billions of combinations would take too long.
pub fn winning_answers(fit: &Fit, roles: usize, role: RoleId) -> Option<Answers> {
    let best_answer = |question: &crate::model::Question| {
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
    let mut answers: Answers = fit.questions.iter().map(best_answer).collect();
    let mut current_margin = margin(fit, roles, role, &answers);
    // With a positive margin, the role is first on its own.
    while current_margin <= 0 {
        let mut best_change: Option<(i32, usize, Option<usize>)> = None;
        for (index, question) in fit.questions.iter().enumerate() {
            let previous = answers[index];
            for other in
                (0..question.answers.len()).map(Some).chain([None]).filter(|other| *other != previous)
            {
                answers[index] = other;
                let now = margin(fit, roles, role, &answers);
                if now > best_change.map_or(current_margin, |(best, ..)| best) {
                    best_change = Some((now, index, other));
                }
            }
            answers[index] = previous;
        }
        let Some((now, index, other)) = best_change else { break };
        (current_margin, answers[index]) = (now, other);
    }
    (current_margin > 0).then_some(answers)
}

/// Returns the margin of a role over the highest sum of the other roles, or over 0 if that is higher.
fn margin(fit: &Fit, roles: usize, role: RoleId, answers: &Answers) -> i32 {
    let sums = sums(fit, roles, answers);
    let others = sums.iter().enumerate().filter(|(other, _)| *other != role.index()).map(|(_, sum)| *sum);
    sums[role.index()] - others.max().unwrap_or(0).max(0)
}

/// Returns the ids of the chosen answers, as used in the address of a result.
pub fn answer_ids<'f>(fit: &'f Fit, answers: &Answers) -> Vec<&'f str> {
    let chosen = fit.questions.iter().zip(answers);
    chosen.filter_map(|(question, answer)| Some(question.answers.get((*answer)?)?.id.as_str())).collect()
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
            provenance: Provenance::Judgement,
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
    fn roles_with_equal_sums_share_a_rank() {
        let places: Vec<(usize, i32, usize)> =
            ranking(&[2, 5, 2, -1]).into_iter().map(|s| (s.role.index(), s.sum, s.rank)).collect();
        assert_eq!(places, [(1, 5, 1), (0, 2, 2), (2, 2, 2), (3, -1, 4)]);
    }

    #[test]
    fn a_role_that_another_always_equals_cannot_win() {
        let fit = guide(&[vec![vec![3, 3], vec![1, 0]], vec![vec![0, 1], vec![2, 2]]]);
        assert!(winning_answers(&fit, 2, RoleId::new(0)).is_some());
        let twins = guide(&[vec![vec![3, 3], vec![1, 1]]]);
        assert_eq!(winning_answers(&twins, 2, RoleId::new(0)), None);
        assert_eq!(winning_answers(&guide(&[vec![vec![-1, -2], vec![0, 0]]]), 2, RoleId::new(0)), None);
    }

    #[test]
    fn the_maximum_sum_takes_the_best_answer_to_each_question() {
        let fit = guide(&[vec![vec![3, 0], vec![1, 2]], vec![vec![-1, 2], vec![-2, 1]]]);
        assert_eq!([0, 1].map(|role| max_sum(&fit, RoleId::new(role))), [3, 4]);
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
                prop_assert!(*sum <= max_sum(&fit, RoleId::new(role)));
            }
            // Higher sums come first, and the rank counts the roles with a higher sum.
            let ranked = ranking(&plain);
            prop_assert_eq!(ranked[0].rank, 1);
            for two in ranked.windows(2) {
                prop_assert!(two[0].sum >= two[1].sum);
                prop_assert_eq!(two[0].rank == two[1].rank, two[0].sum == two[1].sum);
            }
        }

        #[test]
        fn winning_answers_rank_the_role_first(weights in guides()) {
            let fit = guide(&weights);
            for role in (0..ROLES).map(RoleId::new) {
                if let Some(answers) = winning_answers(&fit, ROLES, role) {
                    let ranked = ranking(&sums(&fit, ROLES, &answers));
                    prop_assert_eq!(ranked[0].role, role);
                    prop_assert!(ranked[0].sum > ranked[1].sum);
                }
            }
        }
    }
}
