//! The lists that everything else names: `sources.yaml`, `tools.yaml`, `skills.yaml`.

use crate::parse::scalar::{Date, Name, Paragraph, Sentence, WebAddress};
use crate::parse::{Map, Placed};
use crate::url::Id;
use crate::{record, words};

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
        title: Sentence,
        /// Where it is.
        url: WebAddress,
        /// Who publishes it.
        publisher: Name,
        /// When it was published, if it says.
        published: Option<Date>,
        /// When it was last read for this site.
        accessed: Date,
        /// How much of it was read.
        seen: Seen,
        /// Its licence, only where it states one.
        licence: Option<Name>,
        /// What a reader should know about it.
        note: Option<Paragraph>,
    }
}

words! {
    /// How much of a source was read for this site.
    pub enum Seen {
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
        /// Every tool by its id.
        tools: Map<Id, ToolRecord>,
    }
}

record! {
    /// A use of tools.
    pub struct ToolCategoryRecord = "a category of tools" {
        /// Its id, which a role's `tools:` has as its keys.
        id: Placed<Id>,
        /// Its name.
        label: Name,
    }
}

record! {
    /// A tool.
    pub struct ToolRecord = "a tool" {
        /// Its name, as its project writes it.
        name: Name,
        /// Its project's address.
        url: WebAddress,
        /// What it is mainly for.
        category: Placed<Id>,
        /// One sentence: what it is.
        line: Sentence,
        /// Other names of it: `k8s`.
        also_known_as: Vec<Name>,
    }
}

record! {
    /// The skills: `content/skills.yaml`.
    pub struct SkillsFile = "the skills" {
        /// Every skill by its id.
        skills: Map<Id, SkillRecord>,
    }
}

record! {
    /// A skill.
    pub struct SkillRecord = "a skill" {
        /// Its name.
        name: Name,
        /// One sentence: what somebody who has it can do.
        line: Sentence,
        /// The term of the glossary that explains it.
        term: Option<Placed<Id>>,
    }
}
