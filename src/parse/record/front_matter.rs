//! The front matter of Markdown files.

use crate::parse::scalar::{Date, Extra, FormerAddress, Name, Number, Sentence, Tag};
use crate::parse::{Map, Spanned};
use crate::record;
use crate::url::Id;

record! {
    /// The front matter of a role's guide: `content/roles/<id>.md`.
    pub struct GuideMatter = "a guide" {
        /// The date of the last review against the sources.
        reviewed: Date,
        /// `true` keeps the guide unpublished.
        draft: bool,
    }
}

record! {
    /// The front matter of a comparison of two roles: `content/comparisons/<a>-vs-<b>.md`. The file name determines
    /// the order in which the two are shown.
    pub struct PairMatter = "the words for a pair" {
        /// The difference between the two roles in one sentence, shown at the top of their comparison page, on the
        /// home page and in link previews. By default, it lists the scales on which each role has the higher level.
        summary: Option<Sentence>,
        /// For each of the two roles by its id, when a person should choose it: `Choose the first if ….` By default, composed
        /// from `choose_rows` of `comparison.yaml`.
        choose: Map<Id, Sentence>,
        /// For each of the two roles by its id, when a team should hire for it: `Hire the first when ….` By default, composed from
        /// `hire_rows` of `comparison.yaml`.
        hire: Map<Id, Sentence>,
        /// The date of the last review against the sources.
        reviewed: Date,
        /// `true` keeps the text unpublished.
        draft: bool,
    }
}

record! {
    /// The front matter of an article: `content/articles/<path>.md`, in folders of any depth.
    pub struct ArticleMatter = "an article" {
        /// The title, which is the only top-level heading of the page. By default, the heading that the text begins with.
        title: Spanned<Name>,
        /// One sentence: what a reader learns from the article.
        summary: Sentence,
        /// The date of first publication. It does not change when the article is revised.
        published: Date,
        /// The date of the last review against the sources.
        reviewed: Date,
        /// The roles that the article is about, by id: the names of their files.
        roles: Vec<Spanned<Id>>,
        /// Words under which the article is listed: each tag has a page, `/tags/on-call/` for `On call`.
        tags: Vec<Spanned<Tag>>,
        /// The template of the page, a file of `templates/custom/`: `landing` for `templates/custom/landing.html`.
        template: Option<Spanned<Id>>,
        /// Addresses that the article had before, which redirect to it: `/posts/old-name/`.
        aliases: Vec<Spanned<FormerAddress>>,
        /// `true` keeps the article unpublished.
        draft: bool,
        /// Keys that other programs read. They have no effect here.
        extra: Extra,
    }
}

record! {
    /// The front matter of a glossary term: `content/glossary/<term>.md`.
    pub struct TermMatter = "a term" {
        /// The term as written in a sentence.
        term: Spanned<Name>,
        /// One sentence: the definition.
        line: Sentence,
        /// Synonyms and abbreviations: `SLO`.
        also_known_as: Vec<Spanned<Name>>,
        /// Related terms, by id: the names of their files.
        see: Vec<Spanned<Id>>,
        /// The sources of the definition, as ids of `sources.yaml`.
        sources: Vec<Spanned<Id>>,
        /// `true` keeps the term unpublished.
        draft: bool,
    }
}

record! {
    /// The front matter of a page: `content/pages/<path>.md`, in folders of any depth.
    pub struct PageMatter = "a page" {
        /// The title, which is the only top-level heading of the page and its name in the footer. By default, the heading
        /// that the text begins with.
        title: Spanned<Name>,
        /// One sentence: the purpose of the page.
        summary: Sentence,
        /// The template of the page, a file of `templates/custom/`: `landing` for `templates/custom/landing.html`.
        template: Option<Spanned<Id>>,
        /// The position of the page in the footer or in the list of its folder: lower numbers come first, then pages without
        /// one, by name.
        weight: Option<Number>,
        /// Words under which the page is listed: each tag has a page, `/tags/on-call/` for `On call`.
        tags: Vec<Spanned<Tag>>,
        /// Addresses that the page had before, which redirect to it: `/posts/old-name/`.
        aliases: Vec<Spanned<FormerAddress>>,
        /// `true` keeps the page unpublished.
        draft: bool,
        /// Keys that other programs read. They have no effect here.
        extra: Extra,
    }
}
