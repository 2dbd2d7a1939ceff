//! The declaration of a kind of page. Nothing has a default: a kind that leaves something out does not compile.

use std::fmt::Debug;
use std::hash::Hash;

use serde::Serialize;

use super::Views;
use super::parts::card::CardLink;
use crate::model::{Model, Pair, Route};
use crate::parse::FileKind;
use crate::parse::scalar::Date;

/// A kind of page. Its name and address are a line of the table in `src/model/route.rs`.
pub(in crate::pages) trait PageKind {
    /// The type that tells apart the pages of the kind; `()` if there is only one.
    type Subject: Copy;

    /// Everything that a page is drawn from.
    type View: Debug + Hash + Serialize;

    /// The template, below `templates/`.
    const TEMPLATE: &'static str;

    /// The section that a page belongs to, marked in the header and shown as a breadcrumb; `None` outside all sections.
    const SECTION: Option<Section>;

    /// `true` if a page lists the whole site, and so grows with it: a built-in template can fail only by making a page
    /// too large.
    const GROWS: bool;

    /// The key of the name in search results, for pages that list content. Other pages are found by [`PageKind::name`], as far as
    /// the search index has them.
    const SEARCHED_AS: Option<&'static str>;

    /// Returns the content files that a page is about.
    fn files(model: &Model, subject: Self::Subject) -> PageFiles;

    /// Returns the page that represents a content file best, if one of this kind does. The preview opens it when the
    /// file is saved.
    fn of_file(model: &Model, file: FileKind<'_>) -> Option<Self::Subject>;

    /// Returns the text of a link that has none of its own; `None` shows the address.
    fn name(model: &Model, subject: Self::Subject) -> Option<String>;

    /// Returns the date of the last change to the content; `None` where no date is known.
    fn modified(model: &Model, subject: Self::Subject) -> Option<Date>;

    /// Returns alternative representations of a page, each with the key of a short description.
    fn alternates(model: &Model, subject: Self::Subject) -> Vec<(&'static str, Route)>;

    /// Returns the title and the card that a link preview shows for an address that redirects to a page.
    fn preview(views: &Views<'_>, subject: Self::Subject) -> Option<(String, CardLink)>;

    /// Returns the links of a page that no other page has.
    fn own_links(model: &Model, subject: Self::Subject) -> OwnLinks;

    /// Computes the view of a page.
    fn view(views: &Views<'_>, subject: Self::Subject) -> Self::View;
}

/// The preview images of links of one kind. Name and address are a line of the table in `src/model/route.rs`.
pub(in crate::pages) trait CardKind {
    /// The type that tells apart the cards of the kind; `()` if there is only one.
    type Subject: Copy;

    /// Everything that a card is drawn from.
    type View: Debug + Hash + Serialize;

    /// The template, below `templates/`.
    const TEMPLATE: &'static str;

    /// Returns the content files that a card is about.
    fn files(model: &Model, subject: Self::Subject) -> PageFiles;

    /// Computes the view of a card.
    fn view(views: &Views<'_>, subject: Self::Subject) -> Self::View;
}

/// A section of the site: a page and the pages below it.
#[derive(Debug, Clone, Copy)]
pub(in crate::pages) struct Section {
    /// The first page of the section.
    pub(in crate::pages) page: Route,
    /// The key of the text of its breadcrumb.
    pub(in crate::pages) label: &'static str,
}

/// The content files that a page is about, relative to the site's root.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageFiles {
    /// The file that a reader would edit to correct the page.
    pub edited: Option<String>,
    /// The other files.
    pub others: Vec<String>,
}

impl PageFiles {
    /// Returns no files, for pages that are made from the whole site.
    pub(in crate::pages) fn none() -> PageFiles {
        PageFiles::default()
    }

    /// Returns a single file.
    pub(in crate::pages) fn one(file: FileKind<'_>) -> PageFiles {
        PageFiles { edited: Some(file.path()), others: Vec::new() }
    }

    /// Returns the files with the facts of both roles of a pair.
    pub(in crate::pages) fn of_pair(model: &Model, pair: Pair) -> PageFiles {
        let (a, b) = model.display_order(pair);
        let files = [a, b].map(|role| FileKind::Role(model.roles.id(role).as_str()).path());
        PageFiles { edited: None, others: files.to_vec() }
    }

    /// Iterates over all files, the edited one first.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.edited.iter().chain(&self.others).map(String::as_str)
    }
}

/// The links of a page that no other page has. They are checked even if the templates that print them are built in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnLinks {
    /// The page has links that no other page has.
    Some,
    /// Every link is also on another page, unless one of these templates is the site's own and adds one.
    FromTemplates(&'static [&'static str]),
}
