//! Fences that embed a component. Their YAML body is parsed as strictly as a content file.

use crate::parse::{Diagnostics, Spanned, yaml};
use crate::record;
use crate::url::Id;

/// A component that replaces a fence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fence {
    /// ```` ```compare ````: a table of some rows for some roles.
    Compare(CompareFence),
    /// ```` ```salary ````: the range chart of a dataset.
    Salary(SalaryFence),
}

record! {
    /// A small comparison in the text: a `compare` fence.
    pub struct CompareFence = "a `compare` fence" {
        /// The roles, two to four.
        roles: Spanned<Vec<Spanned<Id>>>,
        /// The rows, in display order.
        rows: Spanned<Vec<Spanned<Id>>>,
    }
}

record! {
    /// A salary chart in the text: a `salary` fence.
    pub struct SalaryFence = "a `salary` fence" {
        /// The dataset.
        series: Spanned<Id>,
        /// The roles; by default all in the dataset.
        roles: Vec<Spanned<Id>>,
        /// The region; by default all in the dataset.
        region: Option<Spanned<Id>>,
    }
}

/// Parses a fence of `kind`. Returns `None` if the body is invalid.
pub fn parse(kind: &str, body: &str, offset: usize, diagnostics: &mut Diagnostics) -> Option<Fence> {
    match kind {
        "compare" => yaml::read(body, offset, diagnostics).map(Fence::Compare),
        _ => yaml::read(body, offset, diagnostics).map(Fence::Salary),
    }
}

/// Returns `true` if the language of a fence is the name of a component.
pub fn is_component(kind: &str) -> bool {
    matches!(kind, "compare" | "salary")
}
