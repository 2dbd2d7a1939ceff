//! `content/roles/<id>.yaml`: the facts of one role.

use crate::parse::scalar::{CellText, Date, Name, Number, Sentence};
use crate::parse::{Map, Spanned};
use crate::url::Id;
use crate::{record, string_enum};

record! {
    /// One role: `content/roles/<id>.yaml`. Its guide, if it has one, is `content/roles/<id>.md` beside it.
    pub struct RoleFile = "a role" {
        /// The full title, as on a job advert.
        name: Spanned<Name>,
        /// What people say, where that is shorter: `SRE`.
        short_name: Option<Name>,
        /// The family that it belongs to, as an id of `families` in `comparison.yaml`.
        family: Spanned<Id>,
        /// Other titles of the same job, as adverts have them.
        also_known_as: Vec<Name>,
        /// Ids that this role had before. Every address that they had leads here for good.
        was: Vec<Spanned<Id>>,
        /// One sentence, at most 160 characters, that could end "this is somebody who …".
        summary: Spanned<Sentence>,
        /// The role's cells: a row of `comparison.yaml` and the fact for it.
        facts: Map<Id, Spanned<FactRecord>>,
        /// What people in the role do, the most telling first.
        responsibilities: Vec<ResponsibilityRecord>,
        /// What the role uses, by the category of use: `monitoring: [prometheus]`.
        tools: Map<Id, Vec<Spanned<Id>>>,
        /// What people in the role know, as ids of `skills.yaml`.
        skills: Vec<Spanned<Id>>,
        /// Where people go from here: the next roles, how, and what to learn.
        moves_to: Vec<MoveRecord>,
    }
}

record! {
    /// A cell of the matrix: what is said, and where from.
    pub struct FactRecord = "a fact" {
        /// The words of the cell. In a `scale` or `number` row, what the level or number hides.
        value: Option<CellText>,
        /// For a row of kind `scale`: one of the row's levels.
        level: Option<Spanned<Id>>,
        /// For a row of kind `list`: its items.
        items: Option<Vec<Name>>,
        /// For a row of kind `number`: the number, in the row's unit.
        amount: Option<Spanned<Number>>,
        /// The sources that say so, as ids of `sources.yaml`.
        sources: Vec<Spanned<Id>>,
        /// `true` when this is the site's own judgement, which is shown beside it. Never together with sources.
        judgement: bool,
        /// How sure the site is that this holds for the role in general.
        confidence: Confidence,
        /// When it was true, where the sources' own dates do not say.
        as_of: Option<Date>,
        /// What this site said before, each time that it came to say something else.
        changed: Vec<ChangeRecord>,
    }
}

record! {
    /// A change of what this site says in a cell. Readers who follow the feed are told of it, and the role's page has the last
    /// one. Not for a slip of the pen, nor for another source that says the same.
    pub struct ChangeRecord = "a change" {
        /// The day on which it was changed here.
        on: Spanned<Date>,
        /// What was said until then, in the words that readers saw.
        was: Spanned<Sentence>,
        /// Why it is said differently now, in one sentence.
        why: Sentence,
    }
}

string_enum! {
    /// How sure the site is that a fact holds for the role in general.
    pub enum Confidence {
        /// A source says so plainly.
        High = "high",
        /// A source says so for one company or country, or in part.
        Medium = "medium",
        /// Little more than common opinion.
        Low = "low",
    }
}

record! {
    /// Something that people in the role do.
    pub struct ResponsibilityRecord = "a responsibility" {
        /// One sentence that starts with a verb: `Takes turns on call`.
        text: Sentence,
        /// The sources that say so, as ids of `sources.yaml`.
        sources: Vec<Spanned<Id>>,
        /// `true` when this is the site's own judgement. Never together with sources.
        judgement: bool,
    }
}

record! {
    /// A way from this role to another.
    pub struct MoveRecord = "a move" {
        /// The role that people go to, by its id, the name of its file.
        role: Spanned<Id>,
        /// How people move, in one sentence: what they take over first, what they leave.
        how: Sentence,
        /// What they learn on the way, as ids of `skills.yaml`.
        learn: Vec<Spanned<Id>>,
        /// The sources that say so, as ids of `sources.yaml`.
        sources: Vec<Spanned<Id>>,
        /// `true` when this is the site's own judgement. Never together with sources.
        judgement: bool,
    }
}
