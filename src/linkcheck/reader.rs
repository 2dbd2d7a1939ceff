//! Reads drawn pages one after the other, and remembers what is wrong with them and what only other pages can tell.

use std::collections::{BTreeMap, BTreeSet};

use rapidhash::RapidHashSet;

use super::address::{Resolved, resolve};
use super::html::{PageItem, read};
use crate::model::{Model, Route};
use crate::view::template;

/// What is wrong with something on a page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum PageFault {
    /// A link to an address that the site does not have, below its base.
    Nowhere(String),
    /// A link to an address beside the folder that the site is in.
    Outside(String),
    /// A link to something that the page does not have.
    NoAnchor(Route, String),
    /// The label of an element that the page does not have: its id, and the attribute that names it.
    NoLabel(String, &'static str),
    /// Two elements with one id.
    Twice(String),
}

/// Faults, and the first page of each in order.
pub type PageFaults = BTreeMap<PageFault, Route>;

/// Anchors that pages lead to, by the page that they are on, and the first page that leads there.
pub type Asked = BTreeMap<Route, BTreeMap<String, Route>>;

/// How many links a reader remembers to have seen, so that what is on every page is followed once.
const KNOWN: usize = 100_000;

/// One thread's reader.
pub struct PageReader<'m> {
    model: &'m Model,
    faults: PageFaults,
    asked: Asked,
    /// Links that mean the same on every page, and were followed.
    known: RapidHashSet<String>,
}

impl<'m> PageReader<'m> {
    pub(super) fn new(model: &'m Model) -> PageReader<'m> {
        PageReader { model, faults: PageFaults::new(), asked: Asked::new(), known: RapidHashSet::default() }
    }

    /// Reads a page. Its bytes are those of a build, or drawn with marks.
    pub fn page(&mut self, page: Route, html: &[u8]) {
        let mut ids = BTreeSet::new();
        // What leads to something on the same page waits until all of that is known.
        let mut waiting: Vec<(String, Option<&'static str>)> = Vec::new();
        read(html, |seen, _| match seen {
            PageItem::Id(id) => {
                if !ids.insert(id.to_string()) {
                    self.fault(PageFault::Twice(id.to_string()), page);
                }
            }
            PageItem::Label(id, attribute) => waiting.push((id.to_string(), Some(attribute))),
            PageItem::Picture(address) => {
                if let Some(fault) = picture(self.model, page, address) {
                    self.fault(fault, page);
                }
            }
            PageItem::Link(link) => {
                let same_everywhere = link.starts_with('/');
                if same_everywhere && self.known.contains(link) {
                    return;
                }
                match follow(self.model, page, link) {
                    LinkResult::Well => {}
                    LinkResult::Wrong(fault) => self.fault(fault, page),
                    LinkResult::Anchor(to, anchor) if to == page => waiting.push((anchor, None)),
                    LinkResult::Anchor(to, anchor) => {
                        let first = self.asked.entry(to).or_default().entry(anchor).or_insert(page);
                        *first = page.min(*first);
                    }
                }
                if same_everywhere {
                    if self.known.len() >= KNOWN {
                        self.known.clear();
                    }
                    self.known.insert(link.to_string());
                }
            }
        });
        for (id, attribute) in waiting.into_iter().filter(|(id, _)| !ids.contains(id)) {
            self.fault(missing(page, id, attribute), page);
        }
    }

    fn fault(&mut self, fault: PageFault, page: Route) {
        let first = self.faults.entry(fault).or_insert(page);
        *first = page.min(*first);
    }

    /// What all readers have found together, and what they have asked.
    pub(super) fn together(readers: Vec<PageReader<'_>>) -> (PageFaults, Asked) {
        let (mut faults, mut asked) = (PageFaults::new(), Asked::new());
        for reader in readers {
            for (fault, page) in reader.faults {
                let first = faults.entry(fault).or_insert(page);
                *first = page.min(*first);
            }
            for (to, anchors) in reader.asked {
                let all = asked.entry(to).or_default();
                for (anchor, page) in anchors {
                    let first = all.entry(anchor).or_insert(page);
                    *first = page.min(*first);
                }
            }
        }
        (faults, asked)
    }
}

/// Where a link on a page leads.
pub(super) enum LinkResult {
    /// Where it should, as far as this page can tell.
    Well,
    /// To something on a page.
    Anchor(Route, String),
    /// Not where it should.
    Wrong(PageFault),
}

pub(super) fn follow(model: &Model, page: Route, link: &str) -> LinkResult {
    match resolve(model, page, link) {
        Resolved::Away | Resolved::To(_, None) => LinkResult::Well,
        Resolved::Outside(path) => LinkResult::Wrong(PageFault::Outside(path)),
        Resolved::Nowhere(path) => LinkResult::Wrong(PageFault::Nowhere(path)),
        Resolved::To(to, Some(anchor)) => {
            // Who follows a redirect keeps the anchor.
            let to = match to {
                Route::Reverse(pair) => Route::Pair(pair),
                Route::Moved(n) => model.moved[n as usize].to,
                to => to,
            };
            // Of what is not drawn by a template, nobody knows what an anchor means in it.
            if template(to).is_some() { LinkResult::Anchor(to, anchor) } else { LinkResult::Well }
        }
    }
}

/// What is wrong with the address of a page's picture. It names the host, as other sites need it; below the address of
/// the site it is one of its files.
pub(super) fn picture(model: &Model, page: Route, address: &str) -> Option<PageFault> {
    let path = address.strip_prefix(model.site.origin.as_str()).filter(|path| path.starts_with('/'));
    match resolve(model, page, path.unwrap_or(address)) {
        Resolved::Nowhere(path) => Some(PageFault::Nowhere(path)),
        Resolved::Away | Resolved::To(..) | Resolved::Outside(_) => None,
    }
}

pub(super) fn missing(page: Route, id: String, label: Option<&'static str>) -> PageFault {
    match label {
        Some(attribute) => PageFault::NoLabel(id, attribute),
        None => PageFault::NoAnchor(page, id),
    }
}
