//! Roles and the cells of the matrix.

use crate::parse::record::Confidence;
use crate::parse::scalar::{Date, Number};

use super::{CategoryId, FamilyId, ReferenceId, RoleId, SkillId, ToolId};
use super::{RowId, Table};

/// A role.
#[derive(Debug, Clone)]
pub struct Role {
    /// The full title.
    pub name: String,
    /// What people say: the full title where nothing shorter is in use.
    pub short: String,
    /// Its family.
    pub family: FamilyId,
    /// Other titles.
    pub also_known_as: Vec<String>,
    /// What it is, in a sentence.
    pub summary: String,
    /// Its cells, one for each row of the matrix; `None` is "no data", which is not a "no".
    pub cells: Vec<Option<Cell>>,
    /// What people in the role do.
    pub responsibilities: Vec<Responsibility>,
    /// Its tools by what they are used for, in the order of the categories.
    pub tools: Vec<(CategoryId, Vec<ToolId>)>,
    /// What people in the role know, in the order written.
    pub skills: Vec<SkillId>,
    /// Where people go from here.
    pub moves: Vec<Move>,
}

impl Role {
    /// The cell in a row.
    pub fn cell(&self, row: RowId) -> Option<&Cell> {
        use super::Idx as _;
        self.cells.get(row.index()).and_then(Option::as_ref)
    }

    /// The role's tools, each once, sorted.
    pub fn tool_set(&self) -> Vec<ToolId> {
        let mut tools: Vec<ToolId> = self.tools.iter().flat_map(|(_, tools)| tools.iter().copied()).collect();
        tools.sort_unstable();
        tools.dedup();
        tools
    }
}

/// What is said in a row, and where from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// What is compared.
    pub value: CellValue,
    /// What a level, a number or a list leaves out.
    pub note: Option<String>,
    /// Where it comes from.
    pub basis: Provenance,
    /// How sure the site is.
    pub confidence: Confidence,
    /// When it was true.
    pub as_of: Option<Date>,
    /// What was said before, the last change first.
    pub changes: Vec<Change>,
}

/// A change of what this site says in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The day on which it was changed.
    pub on: Date,
    /// What was said until then.
    pub was: String,
    /// Why it is said differently now.
    pub why: String,
}

/// What is compared between two cells of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellValue {
    /// A few words.
    Text(String),
    /// A level of the row's scale, counted from 0.
    Level(usize),
    /// Items.
    Items(Vec<String>),
    /// A number in the row's unit.
    Amount(Number),
}

/// Where a fact comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Provenance {
    /// These sources, at least one.
    Sources(Vec<ReferenceId>),
    /// The site's own judgement, shown as such.
    Judgement,
    /// Nothing is said, which is a warning.
    Nothing,
}

impl Provenance {
    /// The sources; none for judgement.
    pub fn sources(&self) -> &[ReferenceId] {
        match self {
            Provenance::Sources(sources) => sources,
            Provenance::Judgement | Provenance::Nothing => &[],
        }
    }
}

/// Something that people in a role do.
#[derive(Debug, Clone)]
pub struct Responsibility {
    /// A sentence that starts with a verb.
    pub text: String,
    /// Where it comes from.
    pub basis: Provenance,
}

/// A way from one role to another.
#[derive(Debug, Clone)]
pub struct Move {
    /// The role that people go to.
    pub to: RoleId,
    /// How people move.
    pub how: String,
    /// What they learn on the way.
    pub learn: Vec<SkillId>,
    /// Where it comes from.
    pub basis: Provenance,
}

/// Which roles use a tool, and for what: by role, then category.
pub fn users(roles: &Table<RoleId, Role>, tool: ToolId) -> Vec<(RoleId, Vec<CategoryId>)> {
    let uses = |role: &Role| -> Vec<CategoryId> {
        role.tools.iter().filter(|(_, tools)| tools.contains(&tool)).map(|(category, _)| *category).collect()
    };
    roles.iter().map(|(id, role)| (id, uses(role))).filter(|(_, uses)| !uses.is_empty()).collect()
}
