//! The fit guide: a quiz whose answers add weights for and against roles.

use super::{PageId, Provenance, RoleId, RowId};
use crate::url::Id;

/// The fit guide, from `content/fit.yaml`.
#[derive(Debug, Clone, Hash)]
pub struct Fit {
    /// An explanation of who set the weights.
    pub about: String,
    /// The page that explains the limits of the guide.
    pub limits: Option<PageId>,
    /// The questions, in the order in which they are asked.
    pub questions: Vec<Question>,
}

/// A question of the fit guide.
#[derive(Debug, Clone, Hash)]
pub struct Question {
    /// The id, which names the question in content files and in data.
    pub id: Id,
    /// A short name.
    pub label: String,
    /// The question as the reader sees it.
    pub ask: String,
    /// The row whose facts are the reasons of the weights.
    pub row: Option<RowId>,
    /// An explanation of how the answer distinguishes roles.
    pub about: String,
    /// The provenance of that explanation.
    pub provenance: Provenance,
    /// The answers to choose from.
    pub answers: Vec<Answer>,
}

/// An answer of the fit guide.
#[derive(Debug, Clone, Hash)]
pub struct Answer {
    /// The id, unique among all answers of the guide.
    pub id: Id,
    /// The answer as the reader sees it.
    pub text: String,
    /// The reason for the weights, where facts do not give it.
    pub because: Option<String>,
    /// Weights from −3 to 3, sorted by role. A role that is missing has the weight 0.
    pub weights: Vec<(RoleId, i8)>,
}

impl Answer {
    /// Returns the weight for a role, 0 if the answer has none.
    pub fn weight(&self, role: RoleId) -> i8 {
        self.weights.iter().find(|(known, _)| *known == role).map_or(0, |(_, weight)| *weight)
    }
}
