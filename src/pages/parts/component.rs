//! Components shared by many pages: drawn once by the templates, and passed to each page as HTML.
//!
//! A cell is on the page of every pair of its role; drawing it again for each page would take most of a build's time.

use serde::Serialize;

use crate::pages::parts::cell::CellView;
use crate::pages::parts::chrome::{Link, SiteView};
use crate::pages::parts::prose::CitationView;
use crate::pages::parts::row_index::GroupLinks;
use crate::pages::parts::scales::ScaleView;

/// The arguments of a template component. Its name and arguments are those of the variant and its fields.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Component<'p> {
    /// `cell(c)`: a fact with its confidence and sources.
    Cell {
        /// The cell.
        c: &'p CellView,
    },
    /// `link(of)`: a link, or plain text if it has no target.
    Link {
        /// The link.
        of: &'p Link,
    },
    /// `scale(of)`: the levels of two roles on a scale, as a row of a table.
    Scale {
        /// The two levels.
        of: &'p ScaleView,
    },
    /// `reference(of)`: a source, as cited at the foot of a page.
    Reference {
        /// The source.
        of: &'p CitationView,
    },
    /// `index(of)`: links to the rows of a pair's page, by group.
    Index {
        /// The groups that have rows.
        of: &'p [GroupLinks],
    },
    /// `site_header(site, section)`: the header of every page.
    SiteHeader {
        /// The site.
        site: &'p SiteView,
        /// The address of the header's link to be marked as current.
        section: &'p str,
    },
    /// `site_footer(site)`: the footer of every page.
    SiteFooter {
        /// The site.
        site: &'p SiteView,
    },
}

impl Component<'_> {
    /// Returns the name of the template component.
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
