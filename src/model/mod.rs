//! The facts of a site, linked: every name has become the number of what it names, every list is in the order in
//! which it is shown. Immutable, finished when it is made, and without a position, a path of the machine or a
//! clock: a comment added to a file changes no page.

mod dates;
mod files;
mod fit;
mod pay;
mod prose;
mod role;
pub mod route;
mod routes;
mod table;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use files::{DataFile, DataSchema, SchemaFile};
pub use fit::{Answer, Fit, Question};
pub use pay::{Figure, STATISTICS, Series, Statistic};
pub use prose::{HeadingPart, LinkTarget, Placeholder, Prose, ProsePart};
pub use role::{Cell, CellValue, Change, Move, Provenance, Responsibility, Role, users};
pub use route::{Moved, Pair, Route, TableFile};
pub use routes::Routes;
pub use table::{Ids, Idx, Table};

use crate::collation::CollationKey;
use crate::index_type;
use crate::parse::record::{ReadExtent, RowKind};
use crate::parse::scalar::Date;
use crate::url::Id;

index_type! {
    /// A role.
    RoleId,
    /// A family of roles.
    FamilyId,
    /// A group of rows.
    GroupId,
    /// A row of the matrix.
    RowId,
    /// A region.
    RegionId,
    /// A source.
    ReferenceId,
    /// A tool.
    ToolId,
    /// A use of tools.
    CategoryId,
    /// A skill.
    SkillId,
    /// A series of pay.
    SeriesId,
    /// An article.
    ArticleId,
    /// A term of the glossary.
    TermId,
    /// A page.
    PageId,
    /// A file that is published as it is.
    StaticId,
}

/// Everything that a page can show.
#[derive(Debug, Clone, Default)]
pub struct Model {
    /// The site as a whole.
    pub site: Site,
    /// Families of roles, in the order of `comparison.yaml`.
    pub families: Table<FamilyId, Family>,
    /// Groups of rows, in the order of `comparison.yaml`.
    pub groups: Table<GroupId, String>,
    /// Rows of the matrix, in the order of `comparison.yaml`.
    pub rows: Table<RowId, Row>,
    /// Regions, in the order of `comparison.yaml`.
    pub regions: Table<RegionId, String>,
    /// Sources, by id.
    pub references: Table<ReferenceId, Reference>,
    /// Uses of tools, in the order of `tools.yaml`.
    pub categories: Table<CategoryId, String>,
    /// Tools, by id.
    pub tools: Table<ToolId, Tool>,
    /// Skills, by id.
    pub skills: Table<SkillId, Skill>,
    /// Roles, by id.
    pub roles: Table<RoleId, Role>,
    /// Series of pay, by id.
    pub series: Table<SeriesId, Series>,
    /// Articles, by id.
    pub articles: Table<ArticleId, Article>,
    /// Terms, by id.
    pub terms: Table<TermId, Term>,
    /// Pages, by id.
    pub pages: Table<PageId, Page>,
    /// Guides, by role.
    pub guides: BTreeMap<RoleId, Arc<Guide>>,
    /// Hand-written words, by pair.
    pub pairs: BTreeMap<Pair, Arc<PairWords>>,
    /// The fit guide, of a site that has one.
    pub fit: Option<Arc<Fit>>,
    /// Addresses that were, and what they lead to now, by address.
    pub moved: Arc<Vec<Moved>>,
    /// Files that are published as they are, by their path on the site (without the leading `/`).
    pub statics: Vec<String>,
}

/// The site as a whole.
#[derive(Debug, Clone, Default)]
pub struct Site {
    /// Its name.
    pub title: String,
    /// What it is, in a sentence.
    pub description: String,
    /// Scheme and host, without a final `/`: `https://example.org`.
    pub origin: String,
    /// The folder on that host, without a final `/`: empty, or `/rolebook`.
    pub base: String,
    /// The language of the content.
    pub language: String,
    /// The repository on its code host, without a final `/`.
    pub repository: Option<String>,
    /// The links of the header.
    pub nav: Vec<(String, Route)>,
    /// The pairs that the home page shows.
    pub featured: Vec<Pair>,
    /// Who publishes it.
    pub owner: Option<Owner>,
}

/// Who publishes the site.
#[derive(Debug, Clone)]
pub struct Owner {
    /// A person or an organisation.
    pub name: String,
    /// Their own site.
    pub link: Option<String>,
    /// Where to write to.
    pub contact: Option<String>,
    /// A sentence to readers.
    pub notice: Option<String>,
}

/// A family of roles.
#[derive(Debug, Clone)]
pub struct Family {
    /// Its name.
    pub label: String,
    /// What its roles have in common.
    pub line: String,
}

/// A row of the matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its name.
    pub label: String,
    /// Its group.
    pub group: GroupId,
    /// The kind of its cells.
    pub kind: RowKind,
    /// The question that it answers.
    pub question: String,
    /// How to read it.
    pub read: Option<String>,
    /// The unit of its numbers.
    pub unit: String,
    /// How many decimals its numbers show; those that were written where the row does not say.
    pub decimals: Option<u8>,
    /// Numbers above zero have a plus.
    pub signed: bool,
    /// The levels of its scale, lowest first: id and name.
    pub levels: Vec<(Id, String)>,
}

/// A source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Its title.
    pub title: String,
    /// Where it is.
    pub url: String,
    /// Who publishes it.
    pub publisher: String,
    /// When it was published.
    pub published: Option<Date>,
    /// When it was last read.
    pub accessed: Date,
    /// How much of it was read.
    pub seen: ReadExtent,
    /// Its licence.
    pub licence: Option<String>,
    /// What to know about it.
    pub note: Option<String>,
}

/// A tool.
#[derive(Debug, Clone)]
pub struct Tool {
    /// Its name.
    pub name: String,
    /// Its project's address.
    pub url: String,
    /// What it is mainly for.
    pub category: CategoryId,
    /// What it is.
    pub line: String,
    /// Other names.
    pub also_known_as: Vec<String>,
}

/// A skill.
#[derive(Debug, Clone)]
pub struct Skill {
    /// Its name.
    pub name: String,
    /// What somebody who has it can do.
    pub line: String,
    /// The term that explains it.
    pub term: Option<TermId>,
}

/// An article.
#[derive(Debug, Clone)]
pub struct Article {
    /// Its title.
    pub title: String,
    /// What a reader takes from it.
    pub summary: String,
    /// When it was first published.
    pub published: Date,
    /// When it was last read against its sources.
    pub reviewed: Date,
    /// The roles that it is about.
    pub roles: Vec<RoleId>,
    /// Its text.
    pub prose: Prose,
}

/// A term of the glossary.
#[derive(Debug, Clone)]
pub struct Term {
    /// The term.
    pub name: String,
    /// What it is, in a sentence.
    pub line: String,
    /// Other words for it.
    pub also_known_as: Vec<String>,
    /// Terms to read next.
    pub see: Vec<TermId>,
    /// The sources that say so.
    pub sources: Vec<ReferenceId>,
    /// More about it.
    pub prose: Prose,
}

/// A page.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its title.
    pub title: String,
    /// What it is for.
    pub summary: String,
    /// Its text.
    pub prose: Prose,
}

/// The guide of a role.
#[derive(Debug, Clone)]
pub struct Guide {
    /// When it was last read against its sources.
    pub reviewed: Date,
    /// Its text.
    pub prose: Prose,
}

/// Hand-written words for a pair.
#[derive(Debug, Clone)]
pub struct PairWords {
    /// The role that is shown first.
    pub first: RoleId,
    /// How the two differ, in a sentence.
    pub summary: Option<String>,
    /// When they were last read against their sources.
    pub reviewed: Date,
    /// The words.
    pub prose: Prose,
}

/// The most roles of a site for which every pair can be taken elsewhere: embedded, with a card and files of its own. 100
/// roles are 4,950 pairs, and each brings half a dozen files; a thousand roles would make three million of them, most for
/// pairs that nobody shares. Beyond the limit, the pairs are shared that somebody wrote about.
pub const MAX_ROLES_WITH_SHARED_PAIRS: usize = 100;

/// Whether a pair can be taken elsewhere, in a site of so many roles and with these hand-written words.
pub fn is_shared<W>(pair: Pair, roles: usize, words: &BTreeMap<Pair, W>) -> bool {
    roles <= MAX_ROLES_WITH_SHARED_PAIRS || words.contains_key(&pair)
}

impl Model {
    /// Whether the site has a `robots.txt` of its own.
    pub fn has_own_robots(&self) -> bool {
        self.statics.binary_search_by(|path| path.as_str().cmp("robots.txt")).is_ok()
    }

    /// Whether a pair can be taken elsewhere: whether there are an embed, a card and files of it.
    pub fn is_shared(&self, pair: Pair) -> bool {
        is_shared(pair, self.roles.len(), &self.pairs)
    }

    /// The roles in the order in which lists for readers have them.
    pub fn roles_by_name(&self) -> Vec<RoleId> {
        let mut roles: Vec<RoleId> = self.roles.indices().collect();
        roles.sort_by_cached_key(|role| CollationKey::new(&self.roles[*role].name));
        roles
    }

    /// Whether every pair can be taken elsewhere.
    pub fn shares_all(&self) -> bool {
        self.roles.len() <= MAX_ROLES_WITH_SHARED_PAIRS
    }

    /// The two roles of a pair in the order in which they are shown.
    pub fn order(&self, pair: Pair) -> (RoleId, RoleId) {
        let (a, b) = pair.roles();
        match self.pairs.get(&pair) {
            Some(words) if words.first == b => (b, a),
            _ => (a, b),
        }
    }

    /// Whether somebody has described a way from one role to another.
    pub fn has_moves(&self) -> bool {
        self.roles.values().any(|role| !role.moves.is_empty())
    }

    /// The address of a page on its host: `/rolebook/roles/sre/`.
    pub fn address(&self, route: Route) -> String {
        format!("{}{}", self.site.base, route.url(self))
    }

    /// The whole address of a page: `https://example.org/rolebook/roles/sre/`.
    pub fn absolute_url(&self, route: Route) -> String {
        format!("{}{}", self.site.origin, self.address(route))
    }
}
