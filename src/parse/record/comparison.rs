//! `content/comparison.yaml`: the rows of the matrix, and the lists of families and regions.

use crate::parse::Spanned;
use crate::parse::scalar::{Currency, Decimals, Name, Sentence};
use crate::url::Id;
use crate::{record, string_enum};

record! {
    /// The structure of every comparison: `content/comparison.yaml`.
    pub struct ComparisonFile = "the comparison" {
        /// The families of roles, in display order.
        families: Vec<FamilyRecord>,
        /// The groups of rows, in display order.
        groups: Vec<GroupRecord>,
        /// The rows of the matrix, in display order.
        rows: Vec<RowRecord>,
        /// The rows by which a person chooses between two roles, as ids of `rows`. A comparison without words of its own
        /// begins with those of them that differ most.
        choose_rows: Vec<Spanned<Id>>,
        /// The rows that say when a team needs a role, as ids of `rows`, most important first. A comparison without
        /// words of its own begins with them.
        hire_rows: Vec<Spanned<Id>>,
        /// The regions that salary figures are for.
        regions: Vec<RegionRecord>,
    }
}

record! {
    /// A family of roles.
    pub struct FamilyRecord = "a family" {
        /// The id of the family, which roles use under `family`.
        id: Spanned<Id>,
        /// The name of the family, shown as a heading above its roles.
        label: Name,
        /// One sentence: what these roles have in common.
        line: Sentence,
    }
}

record! {
    /// A group of rows.
    pub struct GroupRecord = "a group" {
        /// The id of the group, which rows use under `group`.
        id: Spanned<Id>,
        /// The heading of the group in the matrix and on the comparison pages.
        label: Name,
    }
}

record! {
    /// A row of the matrix.
    pub struct RowRecord = "a row" {
        /// The id of the row, which is also its anchor on every page: `#hours`.
        id: Spanned<Id>,
        /// The group of the row, as an id of `groups`.
        group: Spanned<Id>,
        /// The name of the row in a word or two, shown on the left of the matrix.
        label: Name,
        /// The kind of the row's cells, which determines how they are compared and shown.
        kind: Spanned<RowKind>,
        /// The question that the row answers, in a reader's words: `How much of the work is being on call?`
        question: Sentence,
        /// An explanation of how to read the row, if that is not obvious.
        read: Option<Sentence>,
        /// For a row of kind `number` or `range`: the unit, such as `%`, `days` or `USD`.
        unit: Option<Name>,
        /// For a row of kind `number` or `range`: the number of decimals, all shown. By default, numbers have up to
        /// two decimals, shown as written.
        decimals: Option<Spanned<Decimals>>,
        /// For a row of kind `number` or `range`: `true` if the numbers are changes, so that positive ones are shown with a plus
        /// sign: `+15%`.
        signed: bool,
        /// For a row of kind `scale`: its levels, from lowest to highest.
        levels: Vec<LevelRecord>,
    }
}

record! {
    /// A level of a scale.
    pub struct LevelRecord = "a level" {
        /// The id of the level, which facts use under `level`.
        id: Spanned<Id>,
        /// The name of the level, shown in cells.
        label: Name,
    }
}

record! {
    /// A region that salary figures are for.
    pub struct RegionRecord = "a region" {
        /// The id of the region: a two-letter country code (ISO 3166-1), `worldwide`, or a name of your own for a part of a
        /// country or for several countries.
        id: Spanned<Id>,
        /// The name of the region, shown with figures and in charts.
        label: Name,
        /// The next wider region, as an id of `regions`. A question about a region without figures is answered with those
        /// of the wider one.
        within: Option<Spanned<Id>>,
        /// The currency that people are paid in there.
        currency: Option<Currency>,
    }
}

string_enum! {
    /// The kind of a row's cells, which determines how two of them are compared.
    pub enum RowKind {
        /// A few words; compared as equal or different.
        Text = "text",
        /// A level of an ordered scale; compared by the number of levels apart.
        Scale = "scale",
        /// A number with a unit; compared by the difference.
        Number = "number",
        /// Yes or no; compared as equal or different, and sorted with yes first or last.
        YesNo = "yes-no",
        /// A date, as precise as it is known; compared by which is later.
        Date = "date",
        /// A link to another site; compared as equal or different.
        Link = "link",
        /// A range of numbers with a unit; one is higher if both of its ends are.
        Range = "range",
        /// A short list; compared by the items that both or only one of the roles have.
        List = "list",
        /// The role's tools, taken from `tools:`.
        Tools = "tools",
        /// The role's salary figures, taken from `content/salaries/`.
        Salary = "salary",
    }
}

impl RowKind {
    /// The key of a fact that has the value of a cell; `None` if the cells are not taken from facts.
    pub fn value_key(self) -> Option<&'static str> {
        match self {
            RowKind::Text => Some("value"),
            RowKind::Scale => Some("level"),
            RowKind::Number => Some("amount"),
            RowKind::List => Some("items"),
            RowKind::YesNo => Some("answer"),
            RowKind::Date => Some("date"),
            RowKind::Link => Some("link"),
            RowKind::Range => Some("range"),
            RowKind::Tools | RowKind::Salary => None,
        }
    }
}

impl RowRecord {
    /// Returns `true` if the keys of the row are those of its kind, and a scale has its levels, each once.
    pub fn is_consistent(&self) -> bool {
        let is_first = |(n, level): (usize, &LevelRecord)| {
            self.levels[..n].iter().all(|earlier| earlier.id.value != level.id.value)
        };
        self.foreign_keys().is_empty()
            && (self.kind.value != RowKind::Scale || self.levels.len() > 1)
            && self.levels.iter().enumerate().all(is_first)
    }

    /// The keys of the row that its kind does not have, and the kind that has them.
    pub fn foreign_keys(&self) -> Vec<(&'static str, RowKind)> {
        let keys = [
            ("levels", !self.levels.is_empty(), RowKind::Scale),
            ("unit", self.unit.is_some(), RowKind::Number),
            ("decimals", self.decimals.is_some(), RowKind::Number),
            ("signed", self.signed, RowKind::Number),
        ];
        // A range has the keys of numbers.
        let own = if self.kind.value == RowKind::Range { RowKind::Number } else { self.kind.value };
        let foreign = keys.into_iter().filter(|(_, given, kind)| *given && *kind != own);
        foreign.map(|(key, _, kind)| (key, kind)).collect()
    }
}
