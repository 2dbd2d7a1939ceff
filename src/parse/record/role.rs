//! `content/roles/<id>.yaml`: the facts of one role.

use crate::parse::scalar::{CellText, Date, EventDate, Name, Number, NumberRange, Sentence, WebAddress};
use crate::parse::{Map, NonEmpty, Spanned};
use crate::url::Id;
use crate::{record, string_enum};

record! {
    /// A role: `content/roles/<id>.yaml`. Its optional guide is `content/roles/<id>.md` beside it.
    pub struct RoleFile = "a role" {
        /// The full title, as in job adverts.
        name: Spanned<Name>,
        /// The usual abbreviation, if there is one: `PM`.
        short_name: Option<Name>,
        /// The family of the role, as an id of `families` in `comparison.yaml`.
        family: Spanned<Id>,
        /// Other titles of the same job, as used in job adverts.
        also_known_as: Vec<Spanned<Name>>,
        /// Former ids of the role. Their addresses redirect to this role permanently.
        was: Vec<Spanned<Id>>,
        /// One sentence of at most 160 characters that could follow "someone who …".
        summary: Spanned<Sentence>,
        /// The facts about the role, by row of `comparison.yaml`.
        facts: Map<Id, Spanned<FactRecord>>,
        /// The responsibilities of the role, the most characteristic first.
        responsibilities: Vec<ResponsibilityRecord>,
        /// The tools of the role, by category: `monitoring: [prometheus]`.
        tools: Map<Id, Vec<Spanned<Id>>>,
        /// The skills of the role, as ids of `skills.yaml`.
        skills: Vec<Spanned<Id>>,
        /// Career moves from this role: the next role, how to get there, and what to learn.
        moves_to: Vec<MoveRecord>,
    }
}

record! {
    /// A fact about a role, shown in a cell of the matrix, with its sources.
    pub struct FactRecord = "a fact" {
        /// The text of the cell. In a row of kind `link`, the text of the link; in other kinds, details that the value leaves out.
        value: Option<CellText>,
        /// For a row of kind `scale`: one of the row's levels.
        level: Option<Spanned<Id>>,
        /// For a row of kind `list`: the items.
        items: Option<NonEmpty<Name>>,
        /// For a row of kind `number`: the number, in the row's unit.
        amount: Option<Spanned<Number>>,
        /// For a row of kind `yes-no`: `true` for yes, `false` for no.
        answer: Option<bool>,
        /// For a row of kind `date`: the date, from the year 1000, as precise as it is known: `2015`, `2015-05` or `2015-05-15`.
        date: Option<EventDate>,
        /// For a row of kind `link`: the address.
        link: Option<WebAddress>,
        /// For a row of kind `range`: the two ends, in the row's unit: `[3, 5]`.
        range: Option<Spanned<NumberRange>>,
        /// The sources of the fact, as ids of `sources.yaml`.
        sources: Vec<Spanned<Id>>,
        /// `true` if this is the site's own judgement, which is marked beside it. Not allowed together with sources.
        judgement: bool,
        /// The certainty that the fact holds for the role in general.
        confidence: Confidence,
        /// The date to which the fact applies, if the dates of its sources do not show it.
        as_of: Option<Date>,
        /// The former versions of the fact, one for each change.
        changed: Vec<ChangeRecord>,
    }
}

impl FactRecord {
    /// The keys of values other than texts, each with `true` if the fact has it.
    pub fn typed_keys(&self) -> [(&'static str, bool); 7] {
        [
            ("level", self.level.is_some()),
            ("items", self.items.is_some()),
            ("amount", self.amount.is_some()),
            ("answer", self.answer.is_some()),
            ("date", self.date.is_some()),
            ("link", self.link.is_some()),
            ("range", self.range.is_some()),
        ]
    }

    /// The key that has the fact's value: one of [`FactRecord::typed_keys`], else `value`.
    pub fn value_key(&self) -> Option<&'static str> {
        let value = ("value", self.value.is_some());
        self.typed_keys().into_iter().chain([value]).find(|(_, given)| *given).map(|(key, _)| key)
    }
}

record! {
    /// A change of a published fact. It appears in the feed, and the latest one on the role's page. Corrected typos
    /// and replaced sources are not changes.
    pub struct ChangeRecord = "a change" {
        /// The date of the change on this site.
        on: Spanned<Date>,
        /// The former text, as readers saw it.
        was: Spanned<Sentence>,
        /// The reason for the change, in one sentence.
        why: Sentence,
    }
}

string_enum! {
    /// The certainty that a fact holds for a role in general.
    pub enum Confidence {
        /// A source states it plainly.
        High = "high",
        /// A source states it for one company or country, or in part.
        Medium = "medium",
        /// Little more than common opinion.
        Low = "low",
    }
}

record! {
    /// A responsibility of the role.
    pub struct ResponsibilityRecord = "a responsibility" {
        /// One sentence that begins with a verb: `Takes turns on call`.
        text: Sentence,
        /// The sources for this, as ids of `sources.yaml`.
        sources: Vec<Spanned<Id>>,
        /// `true` if this is the site's own judgement. Not allowed together with sources.
        judgement: bool,
    }
}

record! {
    /// A career move from this role to another.
    pub struct MoveRecord = "a move" {
        /// The next role, by its id: the name of its file.
        role: Spanned<Id>,
        /// The usual path, in one sentence: what people take on first and what they give up.
        how: Sentence,
        /// The skills to learn for the move, as ids of `skills.yaml`.
        learn: Vec<Spanned<Id>>,
        /// The sources for this, as ids of `sources.yaml`.
        sources: Vec<Spanned<Id>>,
        /// `true` if this is the site's own judgement. Not allowed together with sources.
        judgement: bool,
    }
}
