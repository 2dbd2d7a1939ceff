//! The fit guide: questions, and what each answer says for and against roles.

use super::{PageId, Provenance, RoleId, RowId};
use crate::url::Id;

/// The fit guide.
#[derive(Debug, Clone)]
pub struct Fit {
    /// Whose judgement the weights are.
    pub about: String,
    /// The page that says what the guide cannot know.
    pub limits: Option<PageId>,
    /// The questions, in the order in which they are asked.
    pub questions: Vec<Question>,
}

/// A question.
#[derive(Debug, Clone)]
pub struct Question {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub label: String,
    /// The question.
    pub ask: String,
    /// The row whose facts are the reasons of the weights.
    pub row: Option<RowId>,
    /// Why the answer tells roles apart.
    pub about: String,
    /// Where that comes from.
    pub basis: Provenance,
    /// The answers to choose from.
    pub answers: Vec<Answer>,
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Its id, which no other answer of the guide has.
    pub id: Id,
    /// The answer.
    pub text: String,
    /// Why it weighs as it does, where facts do not say.
    pub because: Option<String>,
    /// What it says for and against roles, −3 to 3, by role. Roles that are not here get nothing.
    pub weights: Vec<(RoleId, i8)>,
}

impl Answer {
    /// What it says for a role or against it.
    pub fn weight(&self, role: RoleId) -> i8 {
        self.weights.iter().find(|(known, _)| *known == role).map_or(0, |(_, weight)| *weight)
    }
}
