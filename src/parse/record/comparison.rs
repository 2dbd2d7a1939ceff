//! `content/comparison.yaml`: the rows of the matrix and the lists that roles choose from.

use crate::parse::Spanned;
use crate::parse::scalar::{Decimals, Name, Sentence};
use crate::url::Id;
use crate::{record, string_enum};

record! {
    /// The shape of every comparison: `content/comparison.yaml`.
    pub struct ComparisonFile = "the comparison" {
        /// The families that roles belong to, in the order in which they are listed.
        families: Vec<FamilyRecord>,
        /// The groups of rows, in order.
        groups: Vec<GroupRecord>,
        /// The rows of the matrix, in order.
        rows: Vec<RowRecord>,
        /// The regions that salary figures are for.
        regions: Vec<RegionRecord>,
    }
}

record! {
    /// A family of roles.
    pub struct FamilyRecord = "a family" {
        /// Its id, which a role names under `family`.
        id: Spanned<Id>,
        /// Its name, as a heading over the roles of the family.
        label: Name,
        /// One sentence: what these roles have in common.
        line: Sentence,
    }
}

record! {
    /// A group of rows.
    pub struct GroupRecord = "a group" {
        /// Its id, which rows name under `group`.
        id: Spanned<Id>,
        /// Its heading in the matrix and on the page of each pair.
        label: Name,
    }
}

record! {
    /// A row of the matrix.
    pub struct RowRecord = "a row" {
        /// Its id, which is also its anchor on every page: `#on-call`.
        id: Spanned<Id>,
        /// The group that it stands in, as an id of `groups`.
        group: Spanned<Id>,
        /// Its name, a word or two: it stands at the left of the matrix.
        label: Name,
        /// What kind of cells it has, which says how two of them are compared and drawn.
        kind: RowKind,
        /// The question that the row answers, as a reader would ask it: `How much of the work is being on call?`
        question: Sentence,
        /// How to read the row, where that is not plain.
        read: Option<Sentence>,
        /// For a row of kind `number`: the unit, such as `%`, `days` or `USD`.
        unit: Option<Name>,
        /// For a row of kind `number`: how many decimals its numbers have, all of which are shown. Without it they have up to two,
        /// shown as written.
        decimals: Option<Spanned<Decimals>>,
        /// For a row of kind `number`: `true` when it counts changes, so that what is above zero has a plus: `+15%`.
        signed: bool,
        /// For a row of kind `scale`: its levels, lowest first.
        levels: Vec<LevelRecord>,
    }
}

record! {
    /// A level of a scale.
    pub struct LevelRecord = "a level" {
        /// Its id, which facts name under `level`.
        id: Spanned<Id>,
        /// Its name, as a cell shows it.
        label: Name,
    }
}

record! {
    /// A region that salary figures are for.
    pub struct RegionRecord = "a region" {
        /// Its id: a country's two letters (ISO 3166-1), or `worldwide`.
        id: Spanned<Id>,
        /// Its name, as figures and charts show it.
        label: Name,
    }
}

string_enum! {
    /// What the cells of a row are, and so how two of them are compared.
    pub enum RowKind {
        /// A few words: the same or not.
        Text = "text",
        /// An ordered level: so many steps apart.
        Scale = "scale",
        /// A number with a unit: a difference.
        Number = "number",
        /// A short list: what both have, and what only one has.
        List = "list",
        /// The role's tools, drawn from `tools:`.
        Tools = "tools",
        /// The role's pay, drawn from `content/salaries/`.
        Salary = "salary",
    }
}
