//! Reads drawn pages one by one, and collects their faults and the anchors to look up on other pages.

use std::collections::{BTreeMap, BTreeSet};

use rapidhash::RapidHashSet;

use super::address::{Resolved, resolve};
use super::html::{PageItem, read};
use crate::model::{Model, Route};
use crate::pages::{redirect_target, template};

/// A fault on a page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum PageFault {
    /// A link to an address below the site's base that does not exist.
    BrokenLink(String),
    /// A link to an address outside the site's base path.
    OutsideBase(String),
    /// A link to an anchor that the page lacks.
    MissingAnchor(Route, String),
    /// A label reference to an id that the page lacks: the id, and the attribute that names it.
    MissingLabel(String, &'static str),
    /// Two elements with the same id.
    DuplicateId(String),
}

/// Faults, each with the first page that has it.
pub(super) type PageFaults = BTreeMap<PageFault, Route>;

/// Anchors to look up, by page, each with the first page that links to it.
pub(super) type RequestedAnchors = BTreeMap<Route, BTreeMap<String, Route>>;

/// Number of links that a reader remembers, so that a valid link on every page is resolved once.
const MAX_REMEMBERED: usize = 100_000;

/// Reads pages for one thread.
pub struct PageReader<'m> {
    model: &'m Model,
    faults: PageFaults,
    requested: RequestedAnchors,
    /// Valid root-relative links, which are valid on every page. Others are resolved on each page: the first page that
    /// has one is reported, whichever thread read it.
    valid: RapidHashSet<String>,
}

impl<'m> PageReader<'m> {
    pub(super) fn new(model: &'m Model) -> PageReader<'m> {
        PageReader {
            model,
            faults: PageFaults::new(),
            requested: RequestedAnchors::new(),
            valid: RapidHashSet::default(),
        }
    }

    /// Reads a page, as built or drawn with marks.
    pub fn page(&mut self, page: Route, html: &[u8]) {
        let mut ids = BTreeSet::new();
        // References within the page are checked once all its ids are known.
        let mut waiting: Vec<(String, Option<&'static str>)> = Vec::new();
        read(html, |seen, _| match seen {
            PageItem::Id(id) => {
                if !ids.insert(id.to_string()) {
                    self.add_fault(PageFault::DuplicateId(id.to_string()), page);
                }
            }
            PageItem::Label(id, attribute) => waiting.push((id.to_string(), Some(attribute))),
            PageItem::Picture(address) => {
                if let Some(fault) = check_image(self.model, page, address) {
                    self.add_fault(fault, page);
                }
            }
            PageItem::Link(link) => {
                let same_everywhere = link.starts_with('/');
                if same_everywhere && self.valid.contains(link) {
                    return;
                }
                match check_link(self.model, page, link) {
                    LinkResult::Valid if same_everywhere => {
                        if self.valid.len() >= MAX_REMEMBERED {
                            self.valid.clear();
                        }
                        self.valid.insert(link.to_string());
                    }
                    LinkResult::Valid => {}
                    LinkResult::Broken(fault) => self.add_fault(fault, page),
                    LinkResult::Anchor(to, anchor) if to == page => waiting.push((anchor, None)),
                    LinkResult::Anchor(to, anchor) => {
                        let first = self.requested.entry(to).or_default().entry(anchor).or_insert(page);
                        *first = page.min(*first);
                    }
                }
            }
        });
        for (id, attribute) in waiting.into_iter().filter(|(id, _)| !ids.contains(id)) {
            self.add_fault(missing_id(page, id, attribute), page);
        }
    }

    fn add_fault(&mut self, fault: PageFault, page: Route) {
        let first = self.faults.entry(fault).or_insert(page);
        *first = page.min(*first);
    }

    /// Merges the faults and the anchors of all readers.
    pub(super) fn merge(readers: Vec<PageReader<'_>>) -> (PageFaults, RequestedAnchors) {
        let (mut faults, mut requested) = (PageFaults::new(), RequestedAnchors::new());
        for reader in readers {
            for (fault, page) in reader.faults {
                let first = faults.entry(fault).or_insert(page);
                *first = page.min(*first);
            }
            for (to, anchors) in reader.requested {
                let all = requested.entry(to).or_default();
                for (anchor, page) in anchors {
                    let first = all.entry(anchor).or_insert(page);
                    *first = page.min(*first);
                }
            }
        }
        (faults, requested)
    }
}

/// The result of resolving a link.
pub(super) enum LinkResult {
    /// Valid, as far as this page can tell.
    Valid,
    /// An anchor on a page, to be looked up there.
    Anchor(Route, String),
    Broken(PageFault),
}

pub(super) fn check_link(model: &Model, page: Route, link: &str) -> LinkResult {
    match resolve(model, page, link) {
        Resolved::External | Resolved::Internal(_, None) => LinkResult::Valid,
        Resolved::OutsideBase(path) => LinkResult::Broken(PageFault::OutsideBase(path)),
        Resolved::NotFound(path) => LinkResult::Broken(PageFault::BrokenLink(path)),
        Resolved::Internal(to, Some(anchor)) => {
            // Browsers keep the fragment across a redirect.
            let to = redirect_target(model, to).unwrap_or(to);
            // Files that no template draws, such as static ones, give fragments a meaning of their own.
            if template(to).is_some() { LinkResult::Anchor(to, anchor) } else { LinkResult::Valid }
        }
    }
}

/// Checks the address of a page's preview image. Other sites need it as an absolute URL; below the site's address it
/// must be one of the site's files.
pub(super) fn check_image(model: &Model, page: Route, address: &str) -> Option<PageFault> {
    let path = address.strip_prefix(model.site.origin.as_str()).filter(|path| path.starts_with('/'));
    match resolve(model, page, path.unwrap_or(address)) {
        Resolved::NotFound(path) => Some(PageFault::BrokenLink(path)),
        Resolved::External | Resolved::Internal(..) | Resolved::OutsideBase(_) => None,
    }
}

pub(super) fn missing_id(page: Route, id: String, label: Option<&'static str>) -> PageFault {
    match label {
        Some(attribute) => PageFault::MissingLabel(id, attribute),
        None => PageFault::MissingAnchor(page, id),
    }
}
