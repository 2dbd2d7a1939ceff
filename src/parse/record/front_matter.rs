//! The keys at the head of Markdown files.

use crate::parse::Spanned;
use crate::parse::scalar::{Date, Name, Sentence};
use crate::record;
use crate::url::Id;

record! {
    /// The head of a role's guide: `content/roles/<id>.md`.
    pub struct GuideMatter = "a guide" {
        /// When somebody last read it against its sources.
        reviewed: Date,
        /// `true` keeps it unpublished.
        draft: bool,
    }
}

record! {
    /// The head of the words for one pair of roles: `content/comparisons/<a>-vs-<b>.md`. The file's name gives the
    /// order in which the two are shown.
    pub struct PairMatter = "the words for a pair" {
        /// How the two differ, in one sentence: at the head of the pair's page, on the front page and beside a shared link.
        /// Without it, the site says on which scales each of them stands higher.
        summary: Option<Sentence>,
        /// When somebody last read them against their sources.
        reviewed: Date,
        /// `true` keeps them unpublished.
        draft: bool,
    }
}

record! {
    /// The head of an article: `content/articles/<slug>.md`.
    pub struct ArticleMatter = "an article" {
        /// Its title, which is the only top heading of the page.
        title: Spanned<Name>,
        /// One sentence that says what a reader takes from it.
        summary: Sentence,
        /// When it was first published. It stays when the article is revised.
        published: Date,
        /// When somebody last read it against its sources.
        reviewed: Date,
        /// The roles that it is about, by their ids, the names of their files.
        roles: Vec<Spanned<Id>>,
        /// `true` keeps it unpublished.
        draft: bool,
    }
}

record! {
    /// The head of a term: `content/glossary/<term>.md`.
    pub struct TermMatter = "a term" {
        /// The term, as it stands in a sentence.
        term: Spanned<Name>,
        /// One sentence that says what it is.
        line: Sentence,
        /// Other words for it, and its abbreviation: `SLO`.
        also_known_as: Vec<Name>,
        /// Terms to read next, by their ids, the names of their files.
        see: Vec<Spanned<Id>>,
        /// The sources that say so, as ids of `sources.yaml`.
        sources: Vec<Spanned<Id>>,
        /// `true` keeps it unpublished.
        draft: bool,
    }
}

record! {
    /// The head of a page: `content/pages/<slug>.md`.
    pub struct PageMatter = "a page" {
        /// Its title, which is the only top heading of the page and its name in the footer.
        title: Spanned<Name>,
        /// One sentence that says what it is for.
        summary: Sentence,
        /// `true` keeps it unpublished.
        draft: bool,
    }
}
