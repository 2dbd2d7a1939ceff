//! Fences that draw something: a YAML body, read as strictly as any file.

use crate::parse::{Diagnostics, Spanned, yaml};
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
        roles: Spanned<Vec<Spanned<Id>>>,
        /// The rows, in the order in which they are shown.
        rows: Spanned<Vec<Spanned<Id>>>,
    }
}

record! {
    /// A pay chart in the text: a fence of kind `salary`.
    pub struct SalaryFence = "a `salary` fence" {
        /// The series.
        series: Spanned<Id>,
        /// The roles, or all that the series has.
        roles: Vec<Spanned<Id>>,
        /// The region, or all that the series has.
        region: Option<Spanned<Id>>,
    }
}

/// Reads a fence of `kind`; `None` when the kind is not a component's or the body cannot be read.
pub fn read(kind: &str, body: &str, offset: usize, diagnostics: &mut Diagnostics) -> Option<Fence> {
    match kind {
        "compare" => yaml::read(body, offset, diagnostics).map(Fence::Compare),
        _ => yaml::read(body, offset, diagnostics).map(Fence::Salary),
    }
}

/// Whether a fence's info string names a component.
pub fn is_component(kind: &str) -> bool {
    matches!(kind, "compare" | "salary")
}
