//! Text with resolved references. Placeholders remain for what depends on the page that shows the text, such as citation
//! numbers.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{ReferenceId, RegionId, RoleId, Route, RowId, SeriesId, Statistic};
use crate::parse::markdown::{CodeBlock, Heading, ProseWords};

/// HTML with placeholders that each page fills in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Prose {
    /// HTML and placeholders, in order.
    pub parts: Vec<ProsePart>,
    /// The headings, in order.
    pub headings: Arc<Vec<Heading>>,
    /// The parts of the headings that contain placeholders, by heading index.
    pub open_headings: BTreeMap<usize, Vec<HeadingPart>>,
    /// The word count, for the reading time.
    pub words: u32,
}

/// A part of a heading.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum HeadingPart {
    /// Plain text.
    Text(String),
    /// A title, a fact or a figure.
    Placeholder(Placeholder),
}

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ProsePart {
    /// Finished HTML.
    Html(Arc<String>),
    /// A value that the page fills in.
    Placeholder(Placeholder),
    /// Words in the language of the site.
    Words(ProseWords),
}

/// A value in a text that each page fills in.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Placeholder {
    /// The value of an `href` or `src`.
    Address(LinkTarget),
    /// The title of the link target, for a link without text.
    Title(LinkTarget),
    /// The citation number of a source.
    Citation(ReferenceId),
    /// The marker of the site's own judgement.
    Judgement,
    /// The value of a matrix cell.
    Fact(RoleId, RowId),
    /// One salary figure: the dataset, the index of the figure in it, and the statistic.
    Pay(SeriesId, usize, Statistic),
    /// A comparison table of some roles and rows.
    Compare(Vec<RoleId>, Vec<RowId>),
    /// The chart of a salary dataset: some roles (all if empty), one region or all.
    Salary(SeriesId, Vec<RoleId>, Option<RegionId>),
    /// A code block, to be syntax-highlighted.
    Code(Arc<CodeBlock>),
}

/// The resolved target of a link.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum LinkTarget {
    /// A page, and the anchor on it.
    Page(Route, Option<String>),
    /// A static file, by its path on the site.
    Static(String),
    /// A file of the repository that makes no page, by its path below the root.
    Repository(String),
    /// A heading of the same page.
    SamePage(String),
}

impl Prose {
    /// Returns `true` if there is no text.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }
}
