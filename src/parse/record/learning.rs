//! `content/learning.yaml`, free material to learn skills from, and `content/interviews.yaml`, how employers say they interview.

use crate::parse::scalar::{CellText, Name, NumberRange, Sentence, WebAddress};
use crate::parse::{Map, NonEmpty, Spanned};
use crate::record;
use crate::url::Id;

record! {
    /// Free material to learn skills from: `content/learning.yaml`.
    pub struct LearningFile = "the learning material" {
        /// All material by id, such as courses, books and documentation that are free to read.
        resources: Map<Id, ResourceRecord>,
    }
}

record! {
    /// A course, a book or other material that is free to read.
    pub struct ResourceRecord = "learning material" {
        /// The title, as its publisher writes it.
        title: Name,
        /// The organisation or person that publishes it.
        publisher: Name,
        /// The address at which it can be read or taken.
        url: WebAddress,
        /// The licence, as stated by its publisher.
        licence: Option<Name>,
        /// The hours that its publisher says it takes. Leave it out if none are stated.
        hours: Option<HoursRecord>,
        /// The skills that it teaches, as ids of `skills.yaml`.
        skills: NonEmpty<Spanned<Id>>,
        /// The lowest level of the common scale that it suits, in the judgement of this site.
        level: Option<Spanned<Id>>,
        /// A caveat that a reader must know. Readers see it.
        note: Option<Sentence>,
    }
}

record! {
    /// The hours that learning material takes.
    pub struct HoursRecord = "the hours" {
        /// The lower and the higher number of hours; they may be equal.
        range: NumberRange,
        /// The source that states them, as an id of `sources.yaml`.
        source: Spanned<Id>,
    }
}

record! {
    /// The interview processes of employers: `content/interviews.yaml`.
    pub struct InterviewsFile = "the interview processes" {
        /// All published processes by id.
        interviews: Map<Id, InterviewRecord>,
    }
}

record! {
    /// An interview process as an employer, or somebody who went through it, describes it in public.
    pub struct InterviewRecord = "an interview process" {
        /// The employer, as it writes its name.
        company: Name,
        /// The title of the role at the employer.
        title: Name,
        /// The role of this site.
        role: Spanned<Id>,
        /// The source of the stages and topics, as an id of `sources.yaml`.
        source: Spanned<Id>,
        /// The stages in order, in your own words.
        stages: NonEmpty<CellText>,
        /// The topics that are asked about, in your own words.
        topics: Vec<CellText>,
        /// A caveat that a reader must know. Readers see it.
        note: Option<Sentence>,
    }
}
