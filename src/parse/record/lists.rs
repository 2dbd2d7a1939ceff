//! The lists that everything else names: `sources.yaml`, `tools.yaml`, `skills.yaml`.

use crate::parse::scalar::{Date, Name, Paragraph, Sentence, WebAddress};
use crate::parse::{Map, Spanned};
use crate::url::Id;
use crate::{record, string_enum};

record! {
    /// The bibliography: `content/sources.yaml`.
    pub struct SourcesFile = "the bibliography" {
        /// Every source by its id, which `[@id]` and `sources: [id]` name.
        sources: Map<Id, ReferenceRecord>,
    }
}

record! {
    /// A source: a page, book, data set or advert that somebody can open.
    pub struct ReferenceRecord = "a source" {
        /// Its title, as its publisher gives it.
        title: Spanned<Sentence>,
        /// Where it can be read: the page itself, not the start page of its site.
        url: WebAddress,
        /// Who publishes it: an organisation, a journal, or a person.
        publisher: Name,
        /// When it was published, if it says: a year is enough.
        published: Option<Date>,
        /// When somebody last read it for this site. The date is shown beside it.
        accessed: Date,
        /// How much of it was read for this site. To say `secondary` is no shame.
        seen: ReadExtent,
        /// Its licence, only where it states one, such as `CC BY 4.0`.
        licence: Option<Name>,
        /// What a reader should know before trusting it: who was asked, what is sold.
        note: Option<Paragraph>,
    }
}

string_enum! {
    /// How much of a source was read for this site.
    pub enum ReadExtent {
        /// All of it.
        Full = "full",
        /// The beginning of it.
        Excerpt = "excerpt",
        /// The passage that is cited.
        Section = "section",
        /// Another document that quotes it; the source itself was not opened.
        Secondary = "secondary",
    }
}

record! {
    /// The tools: `content/tools.yaml`.
    pub struct ToolsFile = "the tools" {
        /// What tools are used for, in the order in which they are listed.
        categories: Vec<ToolCategoryRecord>,
        /// Every tool by its id, which roles name under `tools`.
        tools: Map<Id, ToolRecord>,
    }
}

record! {
    /// A use of tools.
    pub struct ToolCategoryRecord = "a category of tools" {
        /// Its id, which a role's `tools:` has as its keys.
        id: Spanned<Id>,
        /// Its name, as a heading over the tools of this use.
        label: Name,
    }
}

record! {
    /// A tool.
    pub struct ToolRecord = "a tool" {
        /// Its name, as its project writes it.
        name: Spanned<Name>,
        /// The address of its project, not of a shop or an article.
        url: WebAddress,
        /// What it is mainly for, as an id of `categories`. A role may use it for something else.
        category: Spanned<Id>,
        /// One sentence: what it is.
        line: Sentence,
        /// Other names of it: `k8s`.
        also_known_as: Vec<Name>,
    }
}

record! {
    /// The skills: `content/skills.yaml`.
    pub struct SkillsFile = "the skills" {
        /// Every skill by its id, which roles name under `skills` and `learn`.
        skills: Map<Id, SkillRecord>,
    }
}

record! {
    /// A skill.
    pub struct SkillRecord = "a skill" {
        /// Its name, as it stands in a list of skills.
        name: Spanned<Name>,
        /// One sentence: what somebody who has it can do.
        line: Sentence,
        /// The term of the glossary that explains it.
        term: Option<Spanned<Id>>,
    }
}
