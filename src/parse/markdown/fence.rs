//! Fences that draw something: a YAML body, read as strictly as any file.

use crate::parse::{Placed, Problems, yaml};
use crate::record;
use crate::url::Id;

/// A component drawn in place of a fence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fence {
    /// ```` ```compare ````: some rows of some roles.
    Compare(CompareFence),
    /// ```` ```salary ````: the range chart of a series.
    Salary(SalaryFence),
}

record! {
    /// A small comparison in the text: a fence of kind `compare`.
    pub struct CompareFence = "a `compare` fence" {
        /// The roles, two to four.
        roles: Placed<Vec<Placed<Id>>>,
        /// The rows, in the order in which they are shown.
        rows: Placed<Vec<Placed<Id>>>,
    }
}

record! {
    /// A pay chart in the text: a fence of kind `salary`.
    pub struct SalaryFence = "a `salary` fence" {
        /// The series.
        series: Placed<Id>,
        /// The roles, or all that the series has.
        roles: Vec<Placed<Id>>,
        /// The region, or all that the series has.
        region: Option<Placed<Id>>,
    }
}

/// Reads a fence of `kind`; `None` when the kind is not a component's or the body cannot be read.
pub fn read(kind: &str, body: &str, offset: usize, problems: &mut Problems) -> Option<Fence> {
    match kind {
        "compare" => yaml::read(body, offset, problems).map(Fence::Compare),
        _ => yaml::read(body, offset, problems).map(Fence::Salary),
    }
}

/// Whether a fence's info string names a component.
pub fn is_component(kind: &str) -> bool {
    matches!(kind, "compare" | "salary")
}
