//! Every id of a site and what may be known of it elsewhere: what names are looked up in. It is made from the outlines of
//! the files alone, so that it stays the same, and with it all that was linked, while no outline changes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::exports::{Exports, Headings, RowExports, TextSubject};
use crate::diagnostic::Code;
use crate::model::{
    ArticleId, CategoryId, FamilyId, GroupId, Ids, Idx as _, Moved, PageId, Pair, ReferenceId, RegionId,
    RoleId, Route, RowId, SeriesId, SkillId, TermId, ToolId, is_shared,
};
use crate::source::StaticFile;
use crate::url::Id;

/// A kind of thing that has ids, for messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EntityKind {
    Role,
    Family,
    Group,
    Row,
    Region,
    Source,
    Tool,
    Category,
    Skill,
    Series,
    Term,
    Page,
}

impl EntityKind {
    /// The word for it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            EntityKind::Role => "role",
            EntityKind::Family => "family",
            EntityKind::Group => "group of rows",
            EntityKind::Row => "row",
            EntityKind::Region => "region",
            EntityKind::Source => "source",
            EntityKind::Tool => "tool",
            EntityKind::Category => "category of tools",
            EntityKind::Skill => "skill",
            EntityKind::Series => "series",
            EntityKind::Term => "term",
            EntityKind::Page => "page",
        }
    }

    /// The file that describes the one with this id.
    pub(crate) fn file_of(self, id: &Id) -> String {
        match self {
            EntityKind::Role => format!("content/roles/{id}.yaml"),
            EntityKind::Series => format!("content/salaries/{id}.yaml"),
            EntityKind::Term => format!("content/glossary/{id}.md"),
            EntityKind::Page => format!("content/pages/{id}.md"),
            EntityKind::Source => "content/sources.yaml".to_string(),
            EntityKind::Tool | EntityKind::Category => "content/tools.yaml".to_string(),
            EntityKind::Skill => "content/skills.yaml".to_string(),
            EntityKind::Family | EntityKind::Group | EntityKind::Row | EntityKind::Region => {
                "content/comparison.yaml".to_string()
            }
        }
    }

    /// The folder whose files are named for the ids, and how they end.
    fn folder(self) -> Option<(&'static str, &'static str)> {
        match self {
            EntityKind::Role => Some(("roles", "yaml")),
            EntityKind::Series => Some(("salaries", "yaml")),
            EntityKind::Term => Some(("glossary", "md")),
            EntityKind::Page => Some(("pages", "md")),
            _ => None,
        }
    }

    /// What to do where it is missing.
    pub(crate) fn missing_help(self, id: &Id) -> String {
        format!(
            "to add it, {} `{}`",
            if self.folder().is_some() { "create" } else { "describe it in" },
            self.file_of(id)
        )
    }
}

/// What names are made from.
#[derive(Default, PartialEq, Eq)]
pub(crate) struct SymbolInputs {
    /// The outlines of all files, in order of their paths.
    pub(crate) outlines: Vec<Arc<Exports>>,
    /// The files that are published as they are, sorted.
    pub(crate) statics: Vec<StaticFile>,
    /// Files in which an error was found. What they may have meant to name is not reported as missing: one slip in a list
    /// would otherwise be a hundred complaints elsewhere.
    pub(crate) broken: BTreeSet<Arc<str>>,
    /// Whether drafts are published too.
    pub(crate) drafts: bool,
}

/// Every id, and what may be known of it.
#[derive(Default)]
pub(crate) struct SymbolTable {
    pub(crate) given: SymbolInputs,
    pub(crate) families: Ids<FamilyId>,
    pub(crate) groups: Ids<GroupId>,
    pub(crate) rows: Ids<RowId>,
    pub(crate) kinds: Vec<RowExports>,
    pub(crate) regions: Ids<RegionId>,
    pub(crate) references: Ids<ReferenceId>,
    pub(crate) categories: Ids<CategoryId>,
    pub(crate) tools: Ids<ToolId>,
    pub(crate) skills: Ids<SkillId>,
    pub(crate) roles: Ids<RoleId>,
    /// The rows in which each role has a fact.
    pub(crate) facts: Vec<Vec<Id>>,
    /// The ids that roles had, and the roles that have them now.
    pub(crate) was: BTreeMap<Id, RoleId>,
    /// Every address that was.
    pub(crate) moved: Arc<Vec<Moved>>,
    pub(crate) guides: BTreeMap<RoleId, Headings>,
    pub(crate) series: Ids<SeriesId>,
    /// The files that list things, of those that are there.
    lists: Vec<&'static str>,
    /// What the names of broken files may be meant for.
    misnamed: Misnamed,
    /// The files of texts that make no page: drafts, and what is about a role that is not there.
    pub(crate) unpublished: BTreeMap<String, Unpublished>,
    /// The files with words for a pair, by the two ids in their names.
    pub(crate) pairs: BTreeMap<Pair, Vec<(Id, Id)>>,
    pub(crate) articles: TextSymbols<ArticleId>,
    pub(crate) terms: TextSymbols<TermId>,
    pub(crate) pages: TextSymbols<PageId>,
    /// Whether there is a fit guide.
    pub(crate) has_fit: bool,
    /// Whether some role leads to another.
    pub(crate) has_moves: bool,
}

/// Names are a function of what they are made from.
impl PartialEq for SymbolTable {
    fn eq(&self, other: &SymbolTable) -> bool {
        self.given == other.given
    }
}

impl Eq for SymbolTable {}

/// Why a text makes no page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unpublished {
    Draft,
    /// It is about a role that is not there, which is told where the text begins.
    NoRole,
}

/// Files whose names say no id, or not as files of their folder do.
#[derive(Default)]
struct Misnamed {
    /// The folders in which a file could be meant for any id.
    folders: BTreeSet<&'static str>,
    /// What files with another ending should be called: `content/roles/sre.yaml` for `sre.yml`.
    files: BTreeSet<String>,
}

impl Misnamed {
    fn among(broken: &BTreeSet<Arc<str>>) -> Misnamed {
        let mut misnamed = Misnamed::default();
        for path in broken {
            let mut known = [EntityKind::Role, EntityKind::Series, EntityKind::Term, EntityKind::Page]
                .into_iter()
                .filter_map(EntityKind::folder);
            let Some((folder, name)) = path.strip_prefix("content/").and_then(|path| path.split_once('/'))
            else {
                continue;
            };
            let Some((folder, ending)) = known.find(|(known, _)| *known == folder) else { continue };
            let (stem, own) = name.rsplit_once('.').unwrap_or((name, ""));
            match (Id::parse(stem), own == ending) {
                (Err(_), true) => drop(misnamed.folders.insert(folder)),
                (Ok(id), false) => drop(misnamed.files.insert(format!("content/{folder}/{id}.{ending}"))),
                _ => {}
            }
        }
        misnamed
    }
}

/// Texts of one kind and their headings.
pub(crate) struct TextSymbols<K> {
    pub(crate) ids: Ids<K>,
    headings: Vec<Headings>,
}

impl<K: crate::model::Idx> TextSymbols<K> {
    fn new(texts: Vec<(&Id, &Headings)>) -> TextSymbols<K> {
        let ids = Ids::new(texts.iter().map(|(id, _)| (*id).clone()).collect());
        TextSymbols { ids, headings: texts.into_iter().map(|(_, headings)| Arc::clone(headings)).collect() }
    }

    pub(crate) fn headings(&self, number: K) -> &Headings {
        &self.headings[number.index()]
    }
}

impl<K> Default for TextSymbols<K> {
    fn default() -> TextSymbols<K> {
        TextSymbols { ids: Ids::default(), headings: Vec::new() }
    }
}

impl SymbolTable {
    /// A file that is published as it is, by its path on the site.
    pub(crate) fn static_file(&self, path: &str) -> Option<&StaticFile> {
        let files = &self.given.statics;
        files.binary_search_by(|file| file.path.as_str().cmp(path)).ok().map(|at| &files[at])
    }

    /// The names of a site, or those of before when they are the same.
    pub(crate) fn of(given: SymbolInputs, before: Option<&Arc<SymbolTable>>) -> Arc<SymbolTable> {
        match before.filter(|before| before.given == given) {
            Some(before) => Arc::clone(before),
            None => Arc::new(SymbolTable::collect(given)),
        }
    }

    fn collect(given: SymbolInputs) -> SymbolTable {
        let mut names = SymbolTable::default();
        let (mut roles, mut was, mut series) = (Vec::new(), Vec::new(), Vec::new());
        let (mut guides, mut pairs) = (Vec::new(), Vec::new());
        let (mut articles, mut terms, mut pages) = (Vec::new(), Vec::new(), Vec::new());
        names.misnamed = Misnamed::among(&given.broken);
        for outline in &given.outlines {
            match &**outline {
                Exports::Site => {}
                Exports::Fit => names.has_fit = true,
                Exports::Comparison { families, groups, rows, kinds, regions } => {
                    names.lists.push("content/comparison.yaml");
                    names.families = Ids::new(families.clone());
                    names.groups = Ids::new(groups.clone());
                    names.rows = Ids::new(rows.clone());
                    names.kinds.clone_from(kinds);
                    names.regions = Ids::new(regions.clone());
                }
                Exports::Sources(ids) => {
                    names.lists.push("content/sources.yaml");
                    names.references = Ids::new(ids.clone());
                }
                Exports::Tools { categories, tools } => {
                    names.lists.push("content/tools.yaml");
                    names.categories = Ids::new(categories.clone());
                    names.tools = Ids::new(tools.clone());
                }
                Exports::Skills(ids) => {
                    names.lists.push("content/skills.yaml");
                    names.skills = Ids::new(ids.clone());
                }
                Exports::Role { id, was: old, facts, leads_on } => {
                    names.has_moves |= leads_on;
                    was.extend(old.iter().map(|was| (was.clone(), RoleId::new(roles.len()))));
                    roles.push(id.clone());
                    names.facts.push(facts.clone());
                }
                Exports::Series(id) => series.push(id.clone()),
                Exports::Text { of, draft: true, .. } if !given.drafts => {
                    names.unpublished.insert(of.file(), Unpublished::Draft);
                }
                Exports::Text { of, headings, .. } => match of {
                    TextSubject::Guide(id) => guides.push((id, headings)),
                    TextSubject::Pair(a, b) => pairs.push((a, b)),
                    TextSubject::Article(id) => articles.push((id, headings)),
                    TextSubject::Term(id) => terms.push((id, headings)),
                    TextSubject::Page(id) => pages.push((id, headings)),
                },
            }
        }
        names.roles = Ids::new(roles);
        names.series = Ids::new(series);
        (names.articles, names.terms, names.pages) =
            (TextSymbols::new(articles), TextSymbols::new(terms), TextSymbols::new(pages));
        for (id, headings) in guides {
            match names.roles.find(id.as_str()) {
                Some(role) => drop(names.guides.insert(role, Arc::clone(headings))),
                None => {
                    names.unpublished.insert(TextSubject::Guide(id.clone()).file(), Unpublished::NoRole);
                }
            }
        }
        for (a, b) in pairs {
            let roles = names.roles.find(a.as_str()).zip(names.roles.find(b.as_str()));
            if let Some(pair) = roles.and_then(|(a, b)| Pair::new(a, b)) {
                names.pairs.entry(pair).or_default().push((a.clone(), b.clone()));
            } else {
                let file = TextSubject::Pair(a.clone(), b.clone()).file();
                names.unpublished.insert(file, Unpublished::NoRole);
            }
        }
        let mut old = Vec::new();
        for (id, role) in was {
            // Of two roles that had an id, the first has its addresses; a role that has it now has them all.
            if names.roles.find(id.as_str()).is_none() && !names.was.contains_key(&id) {
                names.was.insert(id.clone(), role);
                old.push((id, role));
            }
        }
        let mut moved = moved(&names.roles, &names.pairs, &old);
        moved.extend(former_addresses(&names, &given.statics));
        moved.sort();
        names.moved = Arc::new(moved);
        names.given = given;
        names
    }

    /// Whether an error was found in a file.
    pub(crate) fn is_broken(&self, file: &str) -> bool {
        self.given.broken.contains(file)
    }

    /// Whether an error was found in a file of a folder.
    pub(crate) fn has_broken_below(&self, folder: &str) -> bool {
        self.given.broken.iter().any(|file| file.starts_with(folder))
    }

    /// Whether something with this id may be described in a file in which an error was found.
    /// Whether a page at an address may only be missing because the file that makes it could not be understood.
    pub(crate) fn may_be_address(&self, address: &str) -> bool {
        let parts: Vec<&str> =
            address.trim_matches('/').split('/').flat_map(|part| part.split("-vs-")).collect();
        self.given.broken.iter().any(|file| {
            let (folder, name) = file.rsplit_once('/').unwrap_or(("", file));
            let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
            parts.iter().any(|part| stem.split("-vs-").any(|own| own == *part))
                || folder.strip_prefix("content/").is_some_and(|folder| parts == [folder])
        })
    }

    pub(crate) fn may_be_broken(&self, kind: EntityKind, id: &Id) -> bool {
        let home = kind.file_of(id);
        let nameless = kind.folder().is_some_and(|(folder, _)| self.misnamed.folders.contains(folder));
        nameless || self.is_broken(&home) || self.misnamed.files.contains(&home)
    }

    /// Whether a file that lists things is there and could be read.
    pub(crate) fn has_list(&self, file: &str) -> bool {
        self.lists.contains(&file)
    }

    /// The file that lists things of a kind, if it is not there at all.
    pub(crate) fn missing_list(&self, kind: EntityKind, id: &Id) -> Option<String> {
        let home = kind.file_of(id);
        (kind.folder().is_none() && !self.lists.contains(&home.as_str())).then_some(home)
    }

    /// Whether a text is published: a draft is, if drafts are.
    pub(crate) fn publishes(&self, draft: bool) -> bool {
        self.given.drafts || !draft
    }
}

/// Every address that a renamed role had: its page, and its comparison with every role, on its page and in a frame, in both
/// orders and under every name that the other one had.
fn moved<W>(roles: &Ids<RoleId>, words: &BTreeMap<Pair, W>, old: &[(Id, RoleId)]) -> Vec<Moved> {
    let mut moved = Vec::new();
    for (was, role) in old {
        moved.push(Moved { from: format!("/roles/{was}/"), to: Route::Role(*role) });
        let now = roles.indices().map(|other| (roles.id(other), other));
        for (other_id, other) in now.chain(old.iter().map(|(id, role)| (id, *role))) {
            let Some(pair) = Pair::new(*role, other) else { continue };
            let shared = is_shared(pair, roles.len(), words);
            let embed = if shared { Route::Embed(pair) } else { Route::Pair(pair) };
            for (folder, to) in [("compare", Route::Pair(pair)), ("embed", embed)] {
                moved.push(Moved { from: format!("/{folder}/{was}-vs-{other_id}/"), to });
                moved.push(Moved { from: format!("/{folder}/{other_id}-vs-{was}/"), to });
            }
        }
    }
    moved.sort();
    moved.dedup();
    moved
}

/// The address of [`Route::Moves`] in the first edition.
pub(crate) const FORMER_MOVES: &str = "/ways/";

/// Redirects from the addresses that an earlier version of the program gave to pages of its own. What a site publishes at such an
/// address itself has it.
fn former_addresses(names: &SymbolTable, statics: &[StaticFile]) -> Vec<Moved> {
    let codes = Code::ALL.iter().filter_map(|code| Some((code.former_name()?, *code)));
    let mut moved: Vec<Moved> = codes
        .map(|(former, code)| Moved { from: format!("/reference/{former}/"), to: Route::Rule(code) })
        .collect();
    if names.has_moves && names.pages.ids.find(FORMER_MOVES.trim_matches('/')).is_none() {
        moved.push(Moved { from: FORMER_MOVES.to_string(), to: Route::Moves });
    }
    moved.retain(|old| {
        let file = format!("{}index.html", old.from.trim_start_matches('/'));
        statics.binary_search_by(|published| published.path.as_str().cmp(&file)).is_err()
    });
    moved
}
