//! Roles and the cells of the matrix.

use crate::parse::record::Confidence;
use crate::parse::scalar::{Date, Number, NumberRange};

use super::{CategoryId, FamilyId, ReferenceId, RoleId, SkillId, ToolId};
use super::{RowId, Table};

/// A role, from `content/roles/<id>.yaml`.
#[derive(Debug, Clone, Hash)]
pub struct Role {
    /// The full title.
    pub name: String,
    /// The short name in everyday use, or the full title if there is none.
    pub short: String,
    /// The family that the role belongs to.
    pub family: FamilyId,
    /// Alternative job titles.
    pub also_known_as: Vec<String>,
    /// A one-sentence description.
    pub summary: String,
    /// The cells, one for each row of the matrix. `None` is "no data", which differs from "no".
    pub cells: Vec<Option<Cell>>,
    /// The responsibilities, in the order written.
    pub responsibilities: Vec<Responsibility>,
    /// The tools by category, in the order of the categories.
    pub tools: Vec<(CategoryId, Vec<ToolId>)>,
    /// The skills of the role, in the order written.
    pub skills: Vec<SkillId>,
    /// Career moves from this role to others.
    pub moves: Vec<Move>,
}

impl Role {
    /// Returns the cell in a row; `None` if there is no data.
    pub fn cell(&self, row: RowId) -> Option<&Cell> {
        use super::Idx as _;
        self.cells.get(row.index()).and_then(Option::as_ref)
    }

    /// Returns the tools of all categories, sorted and without duplicates.
    pub fn tool_set(&self) -> Vec<ToolId> {
        let mut tools: Vec<ToolId> = self.tools.iter().flat_map(|(_, tools)| tools.iter().copied()).collect();
        tools.sort_unstable();
        tools.dedup();
        tools
    }
}

/// A cell of the matrix: a fact about one role, with its provenance.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Cell {
    /// The value that is compared.
    pub value: CellValue,
    /// A note on the value.
    pub note: Option<String>,
    /// The provenance of the fact.
    pub provenance: Provenance,
    /// The site's confidence in the fact.
    pub confidence: Confidence,
    /// The date to which the fact refers.
    pub as_of: Option<Date>,
    /// Earlier values, the last change first.
    pub changes: Vec<Change>,
}

/// A change to the value of a cell.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Change {
    /// The date of the change.
    pub on: Date,
    /// The value before the change.
    pub was: String,
    /// The reason for the change.
    pub why: String,
}

/// The value of a cell. The cells of a row have one kind of value, so that they can be compared.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum CellValue {
    /// Free text, a few words long.
    Text(String),
    /// A level of the row's scale, counted from 0.
    Level(usize),
    /// A list of items in free text.
    Items(Vec<String>),
    /// A number in the row's unit.
    Amount(Number),
    /// Yes or no.
    Answer(bool),
    /// A date, as precise as it is known.
    Date(Date),
    /// A link to another site.
    Link {
        /// The text.
        text: String,
        /// The address.
        url: String,
    },
    /// A range of numbers in the row's unit.
    Range(NumberRange),
}

/// The origin of a fact or claim.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Provenance {
    /// The cited sources, at least one.
    Sources(Vec<ReferenceId>),
    /// The site's own judgement, shown as such.
    Judgement,
    /// Neither, which is reported as a warning.
    Nothing,
}

impl Provenance {
    /// Returns the cited sources, an empty slice if there are none.
    pub fn sources(&self) -> &[ReferenceId] {
        match self {
            Provenance::Sources(sources) => sources,
            Provenance::Judgement | Provenance::Nothing => &[],
        }
    }
}

/// A responsibility of people in a role.
#[derive(Debug, Clone, Hash)]
pub struct Responsibility {
    /// A sentence that starts with a verb.
    pub text: String,
    /// The provenance of the claim.
    pub provenance: Provenance,
}

/// A career move from one role to another.
#[derive(Debug, Clone, Hash)]
pub struct Move {
    /// The role that people move to.
    pub to: RoleId,
    /// A description of how people make the move.
    pub how: String,
    /// The skills to learn for the move.
    pub learn: Vec<SkillId>,
    /// The provenance of the claim.
    pub provenance: Provenance,
}

/// Returns the roles that use a tool, in order, each with the categories that it uses the tool for.
pub fn users(roles: &Table<RoleId, Role>, tool: ToolId) -> Vec<(RoleId, Vec<CategoryId>)> {
    let uses = |role: &Role| -> Vec<CategoryId> {
        role.tools.iter().filter(|(_, tools)| tools.contains(&tool)).map(|(category, _)| *category).collect()
    };
    roles.iter().map(|(id, role)| (id, uses(role))).filter(|(_, uses)| !uses.is_empty()).collect()
}
