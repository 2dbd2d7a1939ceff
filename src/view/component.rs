//! Parts of pages that many pages share: drawn once, from components of the templates, and handed to each page finished.
//!
//! A cell stands on every page of its role's pairs. Drawing it there each time would be most of what a build does.

use serde::Serialize;

use super::cell::CellView;
use super::chrome::{Link, SiteView};
use super::pair::{GroupLinks, ScaleView};
use super::prose::CitationView;

/// A part, as its component sees it. The component's name and arguments are those of the variant and its fields.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Component<'p> {
    /// `cell(c)`: what is said, how sure, and where from.
    Cell {
        /// The cell.
        c: &'p CellView,
    },
    /// `link(of)`: words that lead somewhere, or words alone.
    Link {
        /// The link.
        of: &'p Link,
    },
    /// `scale(of)`: where two roles stand on a scale, as a row of a table.
    Scale {
        /// The two levels.
        of: &'p ScaleView,
    },
    /// `reference(of)`: a source, as the foot of a page has it.
    Reference {
        /// The source.
        of: &'p CitationView,
    },
    /// `index(of)`: the rows of a pair's page by their groups, as links to them.
    Index {
        /// The groups that have rows.
        of: &'p [GroupLinks],
    },
    /// `site_header(site, section)`: the top of every page.
    SiteHeader {
        /// The site.
        site: &'p SiteView,
        /// The address of the header's link that the page lies under.
        section: &'p str,
    },
    /// `site_footer(site)`: the bottom of every page.
    SiteFooter {
        /// The site.
        site: &'p SiteView,
    },
}

impl Component<'_> {
    /// The component that draws it.
    pub fn component(&self) -> &'static str {
        match self {
            Component::Cell { .. } => "cell",
            Component::Link { .. } => "link",
            Component::Scale { .. } => "scale",
            Component::Reference { .. } => "reference",
            Component::Index { .. } => "index",
            Component::SiteHeader { .. } => "site_header",
            Component::SiteFooter { .. } => "site_footer",
        }
    }
}
