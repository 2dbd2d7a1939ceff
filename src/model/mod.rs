//! The linked facts of a site: every reference is a typed index, and every list is in display order. A model is immutable
//! and complete once it is built. It contains no source position, no path of the machine and no clock, so a comment added
//! to a file changes no page.

mod by_role;
mod dates;
mod entity;
mod files;
mod fit;
mod learning;
mod levels;
mod pay;
mod presence;
mod prose;
mod repository;
mod role;
pub mod route;
mod routes;
mod search;
mod slugs;
mod successor;
mod symbol;
mod table;
mod tags;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

pub use by_role::ByRole;
pub use entity::Entity;
pub use files::{DataFile, DataSchema, SchemaFile, TableFile};
pub use fit::{Answer, Fit, Question};
pub use learning::{Hours, Interview, Resource};
pub use levels::{
    Aspect, Framework, FrameworkSkill, Grade, Ladder, LadderLevel, LadderSkill, LevelFact, LoweredGrades,
    ScaleLevel,
};
pub use pay::{Figure, Region, STATISTICS, Series, Statistic};
pub use presence::Presence;
pub use prose::{HeadingPart, LinkTarget, Placeholder, Prose, ProsePart};
pub use repository::{CodeHost, Repository};
pub use role::{Cell, CellValue, Change, Move, Provenance, Responsibility, Role, users};
pub(crate) use route::with_routes;
pub use route::{Moved, Pair, Route, SinglePage};
pub use routes::Routes;
pub use search::{SearchShard, SearchShards};
pub use successor::Successor;
pub use symbol::Symbol;
pub use table::{Ids, Idx, Table};
pub use tags::Tag;

use crate::collation::CollationKey;
use crate::diagnostic::Code;
use crate::index_type;
use crate::locale::{SharedLocale, Unit};
use crate::parse::record::{PairPages, ReadExtent, RowKind};
use crate::parse::scalar::{Date, Number};
use crate::theme::Theme;
use crate::url::Id;

index_type! {
    /// The index of a [`Role`].
    RoleId recorded 0,
    /// The index of a [`Family`] of roles.
    FamilyId,
    /// The index of a group of rows.
    GroupId,
    /// The index of a [`Row`] of the matrix.
    RowId,
    /// The index of a region.
    RegionId,
    /// The index of a source, a [`Reference`].
    ReferenceId,
    /// The index of a [`Tool`].
    ToolId,
    /// The index of a tool category.
    CategoryId,
    /// The index of a [`Skill`].
    SkillId,
    /// The index of a salary dataset, a [`Series`].
    SeriesId,
    /// The index of a [`ScaleLevel`].
    ScaleLevelId,
    /// The index of an [`Aspect`].
    AspectId,
    /// The index of a [`Grade`].
    GradeId,
    /// The index of a [`Framework`].
    FrameworkId,
    /// The index of an [`Article`].
    ArticleId recorded 1,
    /// The index of a [`Tag`].
    TagId,
    /// The index of a glossary [`Term`].
    TermId,
    /// The index of a free-standing [`Page`].
    PageId,
    /// The index of a static file, in [`Model::statics`].
    StaticId,
}

/// Everything that a page can show; see the module's documentation.
#[derive(Debug, Clone, Default)]
pub struct Model {
    /// Site-wide settings.
    pub site: Site,
    /// The words of the site's language. Only views read them; nothing before depends on a language.
    pub locale: SharedLocale,
    /// Families of roles, in the order of `comparison.yaml`.
    pub families: Table<FamilyId, Family>,
    /// Groups of rows, in the order of `comparison.yaml`.
    pub groups: Table<GroupId, String>,
    /// Rows of the matrix, in the order of `comparison.yaml`.
    pub rows: Table<RowId, Row>,
    /// The rows by which a person chooses between two roles.
    pub choose_rows: Vec<RowId>,
    /// The rows that say when a team needs a role, most important first.
    pub hire_rows: Vec<RowId>,
    /// Regions, in the order of `comparison.yaml`.
    pub regions: Table<RegionId, Region>,
    /// Sources, by id.
    pub references: Table<ReferenceId, Reference>,
    /// Tool categories, in the order of `tools.yaml`.
    pub categories: Table<CategoryId, String>,
    /// Tools, by id.
    pub tools: Table<ToolId, Tool>,
    /// Skills, by id.
    pub skills: Table<SkillId, Skill>,
    /// Roles, by id.
    pub roles: Table<RoleId, Role>,
    /// Salary datasets, by id.
    pub series: Table<SeriesId, Series>,
    /// The learning material, in the order of `learning.yaml`.
    pub resources: Vec<Arc<Resource>>,
    /// The interview processes, in the order of `interviews.yaml`.
    pub interviews: Vec<Arc<Interview>>,
    /// The levels of the common scale, in the order of `levels.yaml`.
    pub scale: Table<ScaleLevelId, ScaleLevel>,
    /// The aspects in which levels are compared, in the order of `levels.yaml`.
    pub aspects: Table<AspectId, Aspect>,
    /// The grades of proficiency, lowest first.
    pub grades: Table<GradeId, Grade>,
    /// Career frameworks, by id.
    pub frameworks: Table<FrameworkId, Framework>,
    /// Articles, by id.
    pub articles: Table<ArticleId, Article>,
    /// Tags of articles and pages, by slug.
    pub tags: Table<TagId, Tag>,
    /// Terms, by id.
    pub terms: Table<TermId, Term>,
    /// Pages, by id.
    pub pages: Table<PageId, Page>,
    /// Guides, by role.
    pub guides: ByRole<Guide>,
    /// Hand-written comparisons, by pair.
    pub pairs: BTreeMap<Pair, Arc<PairWords>>,
    /// The fit guide, if the site has one.
    pub fit: Option<Arc<Fit>>,
    /// Redirects from former addresses, sorted by address.
    pub moved: Arc<Vec<Moved>>,
    /// Static files, which are published unchanged: their paths on the site without the leading `/`, sorted.
    pub statics: Vec<String>,
}

/// Site-wide settings, from `content/site.yaml`.
#[derive(Debug, Clone, Default, Hash)]
pub struct Site {
    /// The name of the site.
    pub title: String,
    /// A one-sentence description of the site.
    pub description: String,
    /// Scheme and host, without a final `/`: `https://example.org`.
    pub origin: String,
    /// The folder on that host, without a final `/`: empty, or `/rolebook`.
    pub base: String,
    /// The language of the content, as a BCP 47 tag.
    pub language: String,
    /// The repository on its code host.
    pub repository: Option<Repository>,
    /// The links of the header.
    pub nav: Vec<NavLink>,
    /// The site's own links of the footer.
    pub footer: Vec<NavLink>,
    /// The look of the site.
    pub theme: Theme,
    /// The pairs that the home page shows.
    pub featured: Vec<Pair>,
    /// The pairs that have a page; `None` for all.
    pub pairs: Option<PairPages>,
    /// The publisher of the site.
    pub owner: Option<Owner>,
    /// The licence of the facts and texts.
    pub licence: Option<Licence>,
    /// `true` if the site publishes the manual of the program.
    pub has_manual: bool,
    /// The kind of thing that the site compares.
    pub entity: Entity,
    /// `true` if search engines are asked not to list the site.
    pub is_hidden: bool,
    /// The lints that the site does not want.
    pub allowed: Vec<Code>,
    /// The words that readers search with.
    pub search_words: Vec<SearchWords>,
}

/// A link of the header or the footer: its text and its target.
pub type NavLink = (String, NavTarget);

/// The target of a link in the header or the footer.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum NavTarget {
    /// A page of the site.
    Page(Route),
    /// An address on the web.
    Web(String),
}

/// Words that readers search with, and the places that answer them.
#[derive(Debug, Clone, Default, Hash)]
pub struct SearchWords {
    /// The row that they ask for.
    pub row: Option<RowId>,
    /// The section of the guides that they ask for.
    pub section: Option<String>,
    /// The role that they mean.
    pub role: Option<RoleId>,
    /// The region that they are in or mean.
    pub region: Option<RegionId>,
    /// The page that they ask for.
    pub page: Option<Route>,
    /// The words and phrases.
    pub words: Vec<String>,
}

/// The licence of the facts and texts of a site.
#[derive(Debug, Clone, Hash)]
pub struct Licence {
    /// The name, such as `CC BY 4.0`.
    pub name: String,
    /// The address of its text.
    pub url: Option<String>,
}

/// The publisher of the site.
#[derive(Debug, Clone, Hash)]
pub struct Owner {
    /// The name of the person or organisation.
    pub name: String,
    /// The address of their own website.
    pub link: Option<String>,
    /// The contact address.
    pub contact: Option<String>,
    /// A sentence addressed to readers.
    pub notice: Option<String>,
}

/// A family of related roles.
#[derive(Debug, Clone, Hash)]
pub struct Family {
    /// The display name.
    pub label: String,
    /// A sentence about what the roles have in common.
    pub line: String,
}

/// A row of the comparison matrix.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Row {
    /// The display name.
    pub label: String,
    /// The group that the row is listed under.
    pub group: GroupId,
    /// The kind of its cells.
    pub kind: RowKind,
    /// The question that the row answers.
    pub question: String,
    /// A hint on how to read the row.
    pub read: Option<String>,
    /// The unit of numeric cells; empty for numbers without a unit.
    pub unit: String,
    /// The number of decimals shown; `None` shows each number as it was written.
    pub decimals: Option<u8>,
    /// `true` if positive numbers are shown with a plus sign.
    pub signed: bool,
    /// The levels of a scale, lowest first: id and display name.
    pub levels: Vec<(Id, String)>,
}

impl Row {
    /// Returns the form of its numbers.
    pub fn unit(&self) -> Unit<'_> {
        Unit { unit: &self.unit, decimals: self.decimals, signed: self.signed }
    }
}

/// A cited source.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Reference {
    /// The title.
    pub title: String,
    /// The address on the web.
    pub url: String,
    /// The publisher.
    pub publisher: String,
    /// The date of publication.
    pub published: Option<Date>,
    /// The date on which it was last read.
    pub accessed: Date,
    /// The extent to which it was read.
    pub seen: ReadExtent,
    /// The licence of the source.
    pub licence: Option<String>,
    /// A note for readers.
    pub note: Option<String>,
}

/// A tool that roles use.
#[derive(Debug, Clone, Hash)]
pub struct Tool {
    /// The display name.
    pub name: String,
    /// The address of the project.
    pub url: String,
    /// The main use of the tool.
    pub category: CategoryId,
    /// A one-line description.
    pub line: String,
    /// Alternative names.
    pub also_known_as: Vec<String>,
}

/// A skill that roles need.
#[derive(Debug, Clone, Hash)]
pub struct Skill {
    /// The display name.
    pub name: String,
    /// A one-line description of what a person with the skill can do.
    pub line: String,
    /// The glossary term that explains the skill.
    pub term: Option<TermId>,
}

/// An article, from `content/articles/`.
#[derive(Debug, Clone, Hash)]
pub struct Article {
    /// The title.
    pub title: String,
    /// A summary for lists and link previews.
    pub summary: String,
    /// The date of first publication.
    pub published: Date,
    /// The date on which the text was last checked against its sources.
    pub reviewed: Date,
    /// The roles that the article is about.
    pub roles: Vec<RoleId>,
    /// The tags, in the order written.
    pub tags: Vec<TagId>,
    /// The template that the article chooses, below `templates/`.
    pub template: Option<String>,
    /// The linked text.
    pub prose: Prose,
}

/// A term of the glossary, from `content/glossary/`.
#[derive(Debug, Clone, Hash)]
pub struct Term {
    /// The term itself.
    pub name: String,
    /// A one-sentence definition.
    pub line: String,
    /// Synonyms.
    pub also_known_as: Vec<String>,
    /// Related terms.
    pub see: Vec<TermId>,
    /// The sources of the definition.
    pub sources: Vec<ReferenceId>,
    /// The text below the definition.
    pub prose: Prose,
}

/// A free-standing page, from `content/pages/`.
#[derive(Debug, Clone, Hash)]
pub struct Page {
    /// The title.
    pub title: String,
    /// A summary for lists and link previews.
    pub summary: String,
    /// The template that the page chooses, below `templates/`.
    pub template: Option<String>,
    /// The position among its neighbours, if it has one.
    pub weight: Option<Number>,
    /// The tags, in the order written.
    pub tags: Vec<TagId>,
    /// The linked text.
    pub prose: Prose,
}

/// The guide to a role, from `content/roles/<id>.md`.
#[derive(Debug, Clone, Hash)]
pub struct Guide {
    /// The date on which the text was last checked against its sources.
    pub reviewed: Date,
    /// The linked text.
    pub prose: Prose,
}

/// A hand-written comparison of two roles, from `content/comparisons/`.
#[derive(Debug, Clone, Hash)]
pub struct PairWords {
    /// The role that is shown first.
    pub first: RoleId,
    /// A one-sentence summary of the difference.
    pub summary: Option<String>,
    /// When a person should choose each role: [`Self::first`], then the other.
    pub choose: Option<[String; 2]>,
    /// When a team should hire for each role, in the same order.
    pub hire: Option<[String; 2]>,
    /// The date on which the text was last checked against its sources.
    pub reviewed: Date,
    /// The linked text.
    pub prose: Prose,
}

impl Model {
    /// Sorts articles by their date, the newest first.
    pub fn sort_newest_first(articles: &Table<ArticleId, Article>, ids: &mut [ArticleId]) {
        ids.sort_by_key(|id| (Reverse(articles[*id].published), *id));
    }

    /// Returns all articles, the newest first.
    pub fn newest_articles(&self) -> Vec<ArticleId> {
        let mut articles: Vec<ArticleId> = self.articles.indices().collect();
        Model::sort_newest_first(&self.articles, &mut articles);
        articles
    }

    /// Returns the pages directly in a folder, in display order: the page below which they lie, or `None` for the pages at
    /// the top.
    pub fn pages_in(&self, folder: Option<PageId>) -> Vec<PageId> {
        let folder = folder.map_or("", |folder| self.pages.id(folder).as_str());
        let is_inside = |id: PageId| {
            let path = self.pages.id(id).as_str();
            let (parent, _) = path.rsplit_once('/').unwrap_or(("", path));
            // The pages of a folder without a page of its own belong to the next folder above that has one.
            let mut parents = std::iter::successors(Some(parent), |parent| {
                Some(parent.rsplit_once('/').map_or("", |(above, _)| above)).filter(|_| !parent.is_empty())
            });
            parents.find(|parent| parent.is_empty() || self.pages.get(parent).is_some()) == Some(folder)
                && (!folder.is_empty() || parent.is_empty())
        };
        let mut pages: Vec<PageId> = self.pages.indices().filter(|id| is_inside(*id)).collect();
        pages.sort_by_key(|id| {
            let weight = self.pages[*id].weight;
            (weight.is_none(), weight, *id)
        });
        pages
    }

    /// Returns `true` if `static/` contains a `robots.txt`, which replaces the generated one.
    pub fn has_own_robots(&self) -> bool {
        self.has_static("robots.txt")
    }

    /// Returns `true` if `static/` contains a file, by its path on the site.
    pub fn has_static(&self, path: &str) -> bool {
        self.statics.binary_search_by(|known| known.as_str().cmp(path)).is_ok()
    }

    /// Returns `true` if a pair has a page, an embed and tables to download. Links to another pair lead to the matrix.
    pub fn has_page(&self, pair: Pair) -> bool {
        match self.site.pairs.unwrap_or(PairPages::All) {
            PairPages::All => true,
            PairPages::Featured => self.pairs.contains_key(&pair) || self.site.featured.contains(&pair),
            PairPages::Written => self.pairs.contains_key(&pair),
        }
    }

    /// Returns `true` if every pair has a page.
    pub fn has_all_pairs(&self) -> bool {
        matches!(self.site.pairs, None | Some(PairPages::All))
    }

    /// Returns the pairs with a hand-written comparison and the featured ones, sorted.
    pub fn notable_pairs(&self) -> Vec<Pair> {
        let mut pairs: Vec<Pair> = self.pairs.keys().chain(&self.site.featured).copied().collect();
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }

    /// Returns `true` if a pair has a card of its own: it has a hand-written comparison, or the home page features it. A
    /// card takes more time to draw than all other files of a pair together, so other pairs use the card of a role.
    pub fn has_card(&self, pair: Pair) -> bool {
        self.has_page(pair) && (self.pairs.contains_key(&pair) || self.site.featured.contains(&pair))
    }

    /// Returns the roles in alphabetical order, as lists show them.
    pub fn roles_by_name(&self) -> Vec<RoleId> {
        let mut roles: Vec<RoleId> = self.roles.indices().collect();
        roles.sort_by_cached_key(|role| CollationKey::new(&self.roles[*role].name));
        roles
    }

    /// Returns the two roles of a pair in display order: as the hand-written comparison has them, or by id.
    pub fn display_order(&self, pair: Pair) -> (RoleId, RoleId) {
        let (a, b) = pair.roles();
        match self.pairs.get(&pair) {
            Some(words) if words.first == b => (b, a),
            _ => (a, b),
        }
    }

    /// Returns `true` if any role lists a career move to another role.
    pub fn has_moves(&self) -> bool {
        self.roles.values().any(|role| !role.moves.is_empty())
    }

    /// Returns the path of a page on its host: `/rolebook/roles/sre/`.
    pub fn address(&self, route: Route) -> String {
        format!("{}{}", self.site.base, route.url(self))
    }

    /// Returns the absolute URL of a page: `https://example.org/rolebook/roles/sre/`.
    pub fn absolute_url(&self, route: Route) -> String {
        format!("{}{}", self.site.origin, self.address(route))
    }
}
