//! `content/levels.yaml`, the common scale of levels, and `content/frameworks/<id>.yaml`, the career frameworks that are
//! mapped to it.

use serde_json::{Value, json};

use super::ReadExtent;
use crate::diagnostic::Code;
use crate::parse::scalar::{CellText, Date, Name, Paragraph, Sentence};
use crate::parse::{Decode, Diagnostics, Map, Node, NodeKind, NonEmpty, Spanned};
use crate::url::Id;
use crate::{record, string_enum};

record! {
    /// The common scale of levels, and what is compared on it: `content/levels.yaml`.
    pub struct LevelsFile = "the levels" {
        /// The levels that all frameworks are mapped to, ascending within each track.
        scale: NonEmpty<ScaleLevelRecord>,
        /// The aspects in which levels are compared, in display order.
        aspects: Spanned<Vec<AspectRecord>>,
        /// The grades of proficiency in a skill, lowest first.
        grades: Spanned<Vec<GradeRecord>>,
    }
}

record! {
    /// A level of the common scale.
    pub struct ScaleLevelRecord = "a level of the scale" {
        /// The id of the level, used in `at` of a framework's levels.
        id: Spanned<Id>,
        /// The track of the level: `technical`, unless it is `management`.
        track: Option<Track>,
        /// The display name of the level.
        label: Name,
        /// One sentence: what a person at this level does.
        line: Sentence,
    }
}

impl ScaleLevelRecord {
    /// The track of the level.
    pub fn track(&self) -> Track {
        self.track.unwrap_or(Track::Technical)
    }
}

string_enum! {
    /// A career track. Levels are in order within a track only.
    pub enum Track {
        /// Work of one's own, also in leading others technically.
        Technical = "technical",
        /// Responsibility for people.
        Management = "management",
    }
}

record! {
    /// An aspect in which levels are compared.
    pub struct AspectRecord = "an aspect" {
        /// The id of the aspect, used as a key of a level's `facts`.
        id: Spanned<Id>,
        /// The display name of the aspect.
        label: Name,
        /// The question that the facts of the aspect answer.
        question: Sentence,
    }
}

record! {
    /// A grade of proficiency in a skill.
    pub struct GradeRecord = "a grade" {
        /// The id of the grade, used as a value of a level's `skills`.
        id: Spanned<Id>,
        /// The display name of the grade.
        label: Name,
        /// One sentence: what a person with this grade can do.
        line: Sentence,
    }
}

record! {
    /// A career framework, published or of the site's own organisation: `content/frameworks/<id>.yaml`.
    pub struct FrameworkFile = "a framework" {
        /// The name of the framework, as its publisher writes it.
        name: Spanned<Name>,
        /// The organisation that publishes the framework.
        publisher: Name,
        /// Other names by which readers search for the framework or its publisher.
        also_known_as: Vec<Spanned<Name>>,
        /// The source of the framework, as an id of `sources.yaml`. Facts without a `source` are from there.
        source: Option<Spanned<Id>>,
        /// `true` if it is the framework of the organisation that publishes this site. It needs no source.
        own: bool,
        /// The licence of the framework, as stated by its publisher.
        licence: Option<Name>,
        /// The edition that was read.
        edition: Option<Name>,
        /// The date of the edition that was read.
        as_of: Option<Date>,
        /// The extent to which the framework was read, if it differs from that of its source.
        read: Option<ReadExtent>,
        /// A note on which parts were read, and where.
        read_note: Option<Paragraph>,
        /// Caveats that a reader must know.
        note: Option<Paragraph>,
        /// The framework's own names of skills, by id. Levels refer to them, and to ids of `skills.yaml`.
        skills: Map<Id, FrameworkSkillRecord>,
        /// The ladders of the framework, by the role of this site.
        roles: Map<Id, LadderRecord>,
    }
}

record! {
    /// A skill as the framework names it.
    pub struct FrameworkSkillRecord = "a skill of the framework" {
        /// The name of the skill in the framework.
        name: Name,
        /// The skill of the site that means the same, as an id of `skills.yaml`.
        skill: Option<Spanned<Id>>,
        /// The difference between the two, if they do not mean quite the same. Readers see it.
        note: Option<Sentence>,
    }
}

record! {
    /// The levels of one role in a framework.
    pub struct LadderRecord = "a ladder" {
        /// The title of the role in the framework.
        title: Name,
        /// A note for the readers of its page.
        note: Option<Paragraph>,
        /// The levels, ascending within each track.
        levels: NonEmpty<LadderLevelRecord>,
    }
}

record! {
    /// A level of a role in a framework.
    pub struct LadderLevelRecord = "a level of a ladder" {
        /// The id of the level, unique within the ladder.
        id: Spanned<Id>,
        /// The name of the level in the framework.
        label: Name,
        /// The level of the common scale that it corresponds to, or a range of two: `[intermediate, senior]`.
        at: Spanned<ScaleRange>,
        /// The reason for the mapping, or the doubt about it. Readers see it.
        why: Option<Sentence>,
        /// A note for the readers of its page.
        note: Option<Sentence>,
        /// The facts of the level, by aspect.
        facts: Map<Id, LevelFactRecord>,
        /// The grade that the level requires in each skill. Skills are ids of the framework's `skills` or of
        /// `skills.yaml`.
        skills: Map<Id, Spanned<Id>>,
        /// The skills with a lower grade than at the level before, and the reason.
        lowered: Option<LoweredRecord>,
    }
}

record! {
    /// A statement about a level in one aspect.
    pub struct LevelFactRecord = "a fact of a level" {
        /// The statement, in your own words.
        value: CellText,
        /// The source, as an id of `sources.yaml`, if it is not that of the framework.
        source: Option<Spanned<Id>>,
        /// The section of the source, or another place in it.
        section: Option<CellText>,
    }
}

record! {
    /// Grades that are lower than at the level before.
    pub struct LoweredRecord = "lowered grades" {
        /// The skills whose grades are lower.
        skills: NonEmpty<Spanned<Id>>,
        /// The reason, or that the framework gives none. Readers see it.
        why: Sentence,
    }
}

/// The place of a level on the common scale: one level, or a range from one to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScaleRange {
    /// The level, or the lowest one of the range.
    pub from: Spanned<Id>,
    /// The highest level of a range.
    pub to: Option<Spanned<Id>>,
}

impl Decode for ScaleRange {
    fn decode(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let NodeKind::Sequence(items, _) = &node.kind else {
            return Spanned::decode(node, diagnostics).map(|from| ScaleRange { from, to: None });
        };
        let count = items.len();
        let mut ids = Vec::<Spanned<Id>>::decode(node, diagnostics)?.into_iter();
        if count > 2 || count == 0 {
            diagnostics
                .add(Code::OutOfRange, node.span, format!("a range has two levels, not {count}"))
                .help("write its lowest and its highest level: `[intermediate, senior]`");
            return None;
        }
        Some(ScaleRange { from: ids.next()?, to: ids.next() })
    }

    fn placeholder() -> Self {
        ScaleRange { from: Spanned::placeholder(), to: None }
    }

    fn schema() -> Value {
        json!({
            "anyOf": [
                Id::schema(),
                { "type": "array", "items": Id::schema(), "minItems": 1, "maxItems": 2 },
            ],
        })
    }
}
