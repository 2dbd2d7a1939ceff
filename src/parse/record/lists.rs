//! The lists that other files refer to: `sources.yaml`, `tools.yaml`, `skills.yaml`.

use crate::parse::scalar::{Date, Name, Paragraph, Sentence, WebAddress};
use crate::parse::{Map, Spanned};
use crate::url::Id;
use crate::{record, string_enum};

record! {
    /// The bibliography: `content/sources.yaml`.
    pub struct SourcesFile = "the bibliography" {
        /// All sources by id, cited as `[@id]` and `sources: [id]`.
        sources: Map<Id, ReferenceRecord>,
    }
}

record! {
    /// A source that readers can open: a page, book, dataset or job advert.
    pub struct ReferenceRecord = "a source" {
        /// The title as published.
        title: Spanned<Sentence>,
        /// The address of the page itself, not of the site's home page.
        url: WebAddress,
        /// The organisation, journal or person that publishes the source.
        publisher: Name,
        /// The date of publication, if the source states one: a year is enough.
        published: Option<Date>,
        /// The date when the source was last read for this site, shown beside it.
        accessed: Date,
        /// The part of the source that was read for this site. `secondary` is fine if it is true.
        seen: ReadExtent,
        /// The licence, if the source states one, such as `CC0-1.0`.
        licence: Option<Name>,
        /// A caveat for readers: who was surveyed, or what the publisher sells.
        note: Option<Paragraph>,
    }
}

string_enum! {
    /// The part of a source that was read for this site.
    pub enum ReadExtent {
        /// The whole source.
        Full = "full",
        /// The introduction.
        Excerpt = "excerpt",
        /// The section that is cited.
        Section = "section",
        /// Another document that quotes the source; the source itself was not read.
        Secondary = "secondary",
    }
}

record! {
    /// The tools: `content/tools.yaml`.
    pub struct ToolsFile = "the tools" {
        /// The categories of tools, in display order.
        categories: Vec<ToolCategoryRecord>,
        /// All tools by id, which roles use under `tools`.
        tools: Map<Id, ToolRecord>,
    }
}

record! {
    /// A category of tools.
    pub struct ToolCategoryRecord = "a category of tools" {
        /// The id of the category, used as a key of a role's `tools:`.
        id: Spanned<Id>,
        /// The name of the category, shown as a heading above its tools.
        label: Name,
    }
}

record! {
    /// A tool.
    pub struct ToolRecord = "a tool" {
        /// The name as its project writes it.
        name: Spanned<Name>,
        /// The address of the project itself, not of a shop or an article.
        url: WebAddress,
        /// The main category of the tool, as an id of `categories`. A role may list it in another one.
        category: Spanned<Id>,
        /// One sentence: what the tool is.
        line: Sentence,
        /// Other names of the tool: `k8s`.
        also_known_as: Vec<Spanned<Name>>,
    }
}

record! {
    /// The skills: `content/skills.yaml`.
    pub struct SkillsFile = "the skills" {
        /// All skills by id, which roles use under `skills` and `learn`.
        skills: Map<Id, SkillRecord>,
    }
}

record! {
    /// A skill.
    pub struct SkillRecord = "a skill" {
        /// The name of the skill, shown in lists.
        name: Spanned<Name>,
        /// One sentence: what a person with this skill can do.
        line: Sentence,
        /// The glossary term that explains the skill.
        term: Option<Spanned<Id>>,
    }
}
