//! Text whose names have been linked. What is still open is only what depends on the page that shows it: the
//! numbers of its references.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{ReferenceId, RegionId, RoleId, Route, RowId, SeriesId, Statistic};
use crate::parse::markdown::{CodeBlock, Heading};

/// Text that is finished but for its holes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prose {
    /// HTML and holes, in order.
    pub parts: Vec<ProsePart>,
    /// The headings, in order.
    pub headings: Arc<Vec<Heading>>,
    /// The words of headings in which something depends on the model, by their number.
    pub open_headings: BTreeMap<usize, Vec<HeadingPart>>,
    /// How many words a reader reads.
    pub words: u32,
}

/// A piece of a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HeadingPart {
    /// Words.
    Text(String),
    /// A title, a fact or a figure.
    Hole(Placeholder),
}

/// A piece of prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProsePart {
    /// Finished HTML.
    Html(Arc<String>),
    /// What the page fills in.
    Hole(Placeholder),
}

/// What a page fills in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Placeholder {
    /// The value of an `href` or `src`.
    Address(LinkTarget),
    /// The title of what a link without words leads to.
    Title(LinkTarget),
    /// The number of a reference.
    Citation(ReferenceId),
    /// The marker of the site's own judgement.
    Judgement,
    /// A cell of the matrix.
    Fact(RoleId, RowId),
    /// One figure of pay: its series, its place in the series, and which statistic.
    Pay(SeriesId, usize, Statistic),
    /// Some rows of some roles.
    Compare(Vec<RoleId>, Vec<RowId>),
    /// The chart of a series: some roles (all when empty), one region or all.
    Salary(SeriesId, Vec<RoleId>, Option<RegionId>),
    /// Code that will be coloured.
    Code(Arc<CodeBlock>),
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTarget {
    /// A page, and an anchor on it.
    Page(Route, Option<String>),
    /// A file of `static/`, by its path on the site.
    Static(String),
    /// A file of the repository that is no page, by its path below the root.
    Repository(String),
    /// A heading of the same page.
    Here(String),
}

impl Prose {
    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }
}
